#ifndef TESTS_LEARNER_H
#define TESTS_LEARNER_H

#include "folder.h"
#include "store/store.h"

#include <sqlite3.h>
#include <stdint.h>

/* Folders with a learner.db of the first schema, as it was released (data/learner), for tests that damage, copy and move
   it. cmocka's headers come before this one. */
int learner_drop_top(void **state); /* in place of folder_drop_top */

char *learner_new(void);   /* a folder with a copy of 1.db, brought to today's schema and made known; the caller frees */
char *learner_path(const char *folder, const char *name);

extern const struct moment learner_now; /* the day the life in 1.db goes on */
struct store *learner_open(const char *folder, struct moment now); /* and makes the deck known; fails the test */
const struct deck *learner_deck(void);

sqlite3 *learner_stranger(const char *path); /* bound by no rules; sqlite3_close closes it */
void learner_meddle(const char *path, const char *sql); /* as a stranger */
int64_t learner_ask(const char *path, const char *sql);
char *learner_states(const char *folder); /* as text, with all bits; the caller frees */

/* A task's item for a cell. */
#define LEARNER_ITEM(deck, layer, model) deck_item_of_cell(deck, layer, model)

/* Bytes of a file; the caller frees. */
unsigned char *learner_bytes(const char *path, size_t *size);
void learner_put(const char *path, const void *bytes, size_t size);

/* Within a transaction: logs a first answer to an item, "provider" where it is right and "customer" where not, one of three
   zones. Ids go on from 1. */
void learner_answers(struct store *store, int64_t item, int day, int64_t id, bool right);

#endif
