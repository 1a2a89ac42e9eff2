#ifndef DEMARC_STORE_FILE_H
#define DEMARC_STORE_FILE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* The only place that opens, writes, syncs and renames files, but for SQLite's own. */

/* Reads a regular file of at most `limit` bytes; the caller frees. NULL: err says why (a folder, a FIFO, too large, no
   permission ...). A NUL byte follows the content and is not counted in *size. */
char *file_read(const char *path, size_t limit, size_t *size, struct err *err);

/* Writes the whole file or leaves the old one: a temporary file beside it, synced when `durable`, renamed over it. The
   file a link leads to is replaced, not the link; what is not a regular file is refused. */
bool file_write(const char *path, const void *bytes, size_t size, bool durable, struct err *err);

/* Makes the folder and those above it; what it makes only the user can read (0700). */
bool file_make_folder(const char *path, struct err *err);

/* Names in a folder that end in `suffix`, sorted bytewise; the caller frees the array and each name. NULL where
   there are none, in an absent folder too. Names that begin with a dot are left out. */
char **file_list(const char *folder, const char *suffix, int *n);

bool file_exists(const char *path);
bool file_is_read_only(const char *path); /* for this user; false where there is none */

#endif
