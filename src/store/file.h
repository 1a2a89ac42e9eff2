#ifndef DEMARC_STORE_FILE_H
#define DEMARC_STORE_FILE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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
int64_t file_size(const char *path); /* -1: not there */
bool file_is_same(const char *a, const char *b); /* by whatever names; false where one is not there */

/* What another hand (SQLite's) wrote to `from` is synced and then renamed over `to`, in the same folder. */
bool file_put(const char *from, const char *to, struct err *err);

/* A durable copy under a new name in its folder; false where `to` is there already, too. */
bool file_copy(const char *from, const char *to, struct err *err);

bool file_remove(const char *path, struct err *err); /* fine where it is not there */
void file_remove_folder(const char *path);           /* where it is empty */
bool file_sync_folder(const char *path);             /* the folder itself: what was renamed or removed in it stays so */

/* Is the SQLite file in use by another program? -1: it is, or it is not there; else a hold on it, kept by no other until
   file_let_go. This program must not have it open through SQLite, nor open it before it lets go. */
int file_hold(const char *path);
/* The same of a folder, against other calls of this one only. */
int file_hold_folder(const char *path);
void file_let_go(int hold); /* which the end of the program does, too */
bool file_is_read_only(const char *path); /* for this user; false where there is none */

#endif
