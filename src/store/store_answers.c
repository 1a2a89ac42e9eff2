/* The log as the memory sees it, for what looks at all of it: fitting and statistics. */
#include "base/mem.h"
#include "store/log.h"
#include "store/store_db.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void begin_item(struct store_log *log, const char *key)
{
    int room = log->items_room;
    log->keys = xgrow(log->keys, log->n_items, &room, sizeof *log->keys);
    log->items_room = room;
    log->keys[log->n_items] = xstrdup(key);
}

static void end_item(struct store_log *log)
{
    log->first = xgrow(log->first, ++log->n_items, &log->first_room, sizeof *log->first);
    log->first[log->n_items] = log->n_answers;
}

static void read_item(struct store *store, struct store_log *log, int64_t item, const char *key)
{
    int before = log->n_answers;
    sqlite3_stmt *query = item_answers(store, item);
    while (store_row(store, query)) {
        log->answers = xgrow(log->answers, log->n_answers, &log->answers_room, sizeof *log->answers);
        log->answers[log->n_answers++] = item_answer(query);
    }
    if (log->n_answers == before)
        return;
    begin_item(log, key);
    end_item(log);
}

bool store_log(struct store *store, const char *deck, struct store_log *log, struct err *err)
{
    static const char items[] = "SELECT id, key FROM item WHERE EXISTS (SELECT 1 FROM answer WHERE item = item.id)"
                                " AND ?1 IN ('', (SELECT deck.key FROM deck WHERE deck.id = item.deck)) ORDER BY key";
    *log = (struct store_log){0};
    log->first = xgrow(NULL, 0, &log->first_room, sizeof *log->first);
    log->first[0] = 0;
    store_begin_read(store);
    weights_read(store, &log->weights);
    sqlite3_stmt *query = QUERY(store, items, TEXT(deck ? deck : ""));
    while (store_row(store, query))
        read_item(store, log, sqlite3_column_int64(query, 0), store_text(query, 1));
    return store_fine(store, err);
}

void store_log_clear(struct store_log *log)
{
    for (int i = 0; i < log->n_items; i++)
        free(log->keys[i]);
    free(log->keys);
    free(log->first);
    free(log->answers);
}

static int by_key(const void *key, const void *at)
{
    return strcmp(key, *(char *const *)at);
}

int store_log_find(const struct store_log *log, const char *key)
{
    char **found = log->n_items ? bsearch(key, log->keys, (size_t)log->n_items, sizeof *log->keys, by_key) : NULL;
    return found ? (int)(found - log->keys) : -1;
}

int store_log_wrong(struct store *store, const char *key, char *given, int size)
{
    static const char find[] = "SELECT id FROM item WHERE key = ?1";
    static const char most[] = "SELECT given, count(*) FROM " LIVE_ANSWERS " WHERE counts = 1 AND rating = 1"
                               " AND given <> '' GROUP BY given ORDER BY count(*) DESC, given LIMIT 1";
    int times = 0;
    *given = '\0';
    store_start(store);
    sqlite3_stmt *query = QUERY(store, most, INT(NUMBER(store, find, TEXT(key))));
    if (store_row(store, query)) {
        snprintf(given, (size_t)size, "%s", store_text(query, 0));
        times = sqlite3_column_int(query, 1);
    }
    return store_fine(store, NULL) ? times : 0;
}
