#ifndef DEMARC_BASE_ERR_H
#define DEMARC_BASE_ERR_H

#include <stdbool.h>

/* What the world did wrong, as one sentence for the person who can mend it. The caller's memory; no cleaning up. */
struct err {
    char text[512];
};

/* Writes the sentence and returns false, so that a failing line is `return err_set(err, ...)`. err may be NULL. */
bool err_set(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
