#ifndef DEMARC_STORE_REPORT_H
#define DEMARC_STORE_REPORT_H

#include "base/err.h"
#include "base/moment.h"
#include "deck/deck.h"

/* What a learner thinks is wrong in a deck, for its author: reports.txt in the data folder, plain text. A report is lines of
   `name: value` (at, deck, title, checked, print, item, asked, right, answered, note) behind a line of ten hyphens; README.md
   says what each is. */
struct report {
    const struct deck *deck;
    int item;
    const char *asked;    /* in words */
    const char *answered; /* what the learner said, in ids; "": nothing */
    const char *note;     /* may be empty */
};

enum { REPORT_PATH_MAX = 4096 };

void report_path(const char *folder, char path[REPORT_PATH_MAX]);

/* Behind what is there; false where that fails, and then all is as it was. */
bool report_add(const char *folder, const struct report *report, struct moment now, struct err *err);

#endif
