#ifndef DEMARC_STORE_LOG_H
#define DEMARC_STORE_LOG_H

#include "store/weights.h"

/* Every answer that counts, item by item: the voided ones left out, those before a reset too, each item's in the order in
   which they make its state. */
struct store_log {
    struct grade_answer *answers;
    int *first;  /* where each item's begin, and where the last one's end: n_items + 1 places */
    char **keys; /* of the items, in the order of the bytes */
    int n_items, n_answers;
    struct store_weights weights; /* in force at that moment */
    int items_room, answers_room, first_room;
};

/* deck: of its items only; NULL: of all, also of those that no deck asks any more. store_log_clear also after a failure. */
bool store_log(struct store *store, const char *deck, struct store_log *log, struct err *err);
void store_log_clear(struct store_log *log);
int store_log_find(const struct store_log *log, const char *key); /* -1: not answered */

/* What was answered most often of the wrong first answers to an item, as it is logged (a zone's id), and how often. 0: left
   open or never wrong. */
int store_log_wrong(struct store *store, const char *key, char *given, int size);

#endif
