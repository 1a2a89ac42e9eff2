#ifndef DEMARC_STORE_REVIEWS_H
#define DEMARC_STORE_REVIEWS_H

#include "store/store.h"

#include <stdio.h>

/* The log as CSV, to carry it to another machine or to read it without demarc. A line for each answer, and one for each edit
   (void, unvoid, reset, redate, weights, rest, wake); README.md names the columns. An answer or edit is the same wherever
   its origin and number are the same, so what is there already is left out, and the order of files does not matter. */

/* To export from: as store_open, but where that cannot write the file of today that is there it is only looked at. */
struct store *reviews_open(const char *folder, const unsigned char program[16], struct moment now, struct err *err);

/* Rows whose checksum does not fit, or that make no sense, are left out and counted; so are edits about such
   an answer. */
bool reviews_export(struct store *store, FILE *out, int *n, int *left_out, struct err *err);

struct reviews_counts {
    int answers, edits; /* taken in */
    int known;          /* there already */
    int different;      /* there already, and saying something else: what is here stays */
    int bad;            /* lines */
};

/* Hears of each bad line, as a sentence with its number. */
struct reviews_listener {
    void (*tell)(void *to, const char *sentence);
    void *to;
};

/* All in one transaction. Where a line is bad nothing is taken in and err says so, but with skip_bad what is good is. The
   bytes must stay where they are. */
bool reviews_import(struct store *store, const char *bytes, size_t size, bool skip_bad,
                    const struct reviews_listener *listener, struct reviews_counts *counts, struct err *err);

/* Takes in what can be read of another file, rows with fitting checksums only; both are open. */
bool reviews_salvage(struct store *store, struct store *from, struct reviews_counts *counts, struct err *err);

/* How many answers of `from` that could be salvaged are not in the store. */
int reviews_missing(struct store *store, struct store *from);

#endif
