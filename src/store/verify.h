#ifndef DEMARC_STORE_VERIFY_H
#define DEMARC_STORE_VERIFY_H

#include "base/err.h"

#include <stdint.h>

/* Hears of each problem, as a sentence that names the row. */
struct verify_listener {
    void (*tell)(void *to, const char *sentence);
    void *to;
};

/* Reads all of a learner.db, one that can only partly be read too, and changes nothing. Returns how many problems were
   told, which is not more than some thousand for one table; -1: it cannot be read at all, and err says why. */
int verify_file(const char *path, const struct verify_listener *listener, struct err *err);

/* What is in a file, for a list of them. */
struct verify_summary {
    int64_t answers;
    int problems; /* -1: it cannot be read */
};
struct verify_summary verify_summary(const char *path);

#endif
