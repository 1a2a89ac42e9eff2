#ifndef TESTS_SETS_H
#define TESTS_SETS_H

#include "srs/fsrs.h"

/* The sets of weights in a JSON file: an object of lists of 17, 19 or 21 numbers. Older ones are carried over, and all are
   brought into range. */
enum { SETS_MAX = 64 };

struct sets {
    int n;
    struct {
        char name[64];
        struct fsrs_weights weights;
    } all[SETS_MAX];
};

/* NULL, or what is wrong with the file. */
const char *sets_read(struct sets *sets, const char *path);
const struct fsrs_weights *sets_find(const struct sets *sets, const char *name);

struct cJSON;
struct cJSON *json_read(const char *path); /* NULL where it is not there or not JSON; freed with cJSON_Delete */

#endif
