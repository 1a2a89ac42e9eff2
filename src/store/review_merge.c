/* Taking answers and edits of another file into this one. Each is known by its origin and its number there, so what is
   here already is left out; an item that anything came to is told anew at the end, in the order that all files agree
   on. */
#include "store/review.h"

#include "base/mem.h"
#include "base/tr.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int64_t origin_of(struct store *store, const unsigned char uid[16])
{
    static const char find[] = "SELECT id FROM origin WHERE uid = ?1";
    static const char next[] = "SELECT max(id) + 1 FROM origin";
    static const char add[] = "INSERT INTO origin (id, uid, sum) VALUES (?1, ?2, 0)";
    int64_t row = NUMBER(store, find, BLOB(uid, 16));
    if (row || store->failed)
        return row;
    row = store_number(store, next, NULL, 0, 0);
    RUN(store, add, INT(row), BLOB(uid, 16));
    SEAL(store, TABLE_ORIGIN, INT(row));
    return row;
}

static int64_t deck_of(struct store *store, const char *key)
{
    static const char find[] = "SELECT id FROM deck WHERE key = ?1";
    static const char add[] = "INSERT INTO deck (key, sum) VALUES (?1, 0)";
    char id[DECK_ID_MAX + 1];
    snprintf(id, sizeof id, "%.*s", (int)strcspn(key, "/"), key);
    int64_t row = NUMBER(store, find, TEXT(id));
    if (row || store->failed)
        return row;
    RUN(store, add, TEXT(id));
    row = sqlite3_last_insert_rowid(store->db);
    SEAL(store, TABLE_DECK, INT(row));
    return row;
}

/* An item of a deck that was never here gets its row; what its deck says is right is learnt at the end. */
static int64_t item_of(struct store *store, const char *key)
{
    static const char find[] = "SELECT id FROM item WHERE key = ?1";
    static const char add[] = "INSERT INTO item (deck, key, sum) VALUES (?1, ?2, 0)";
    int64_t row = NUMBER(store, find, TEXT(key));
    if (row || store->failed)
        return row;
    RUN(store, add, INT(deck_of(store, key)), TEXT(key));
    row = sqlite3_last_insert_rowid(store->db);
    SEAL(store, TABLE_ITEM, INT(row));
    return row;
}

static void touch(struct merge *merge, int64_t item)
{
    if (merge->n_items && merge->items[merge->n_items - 1] == item)
        return;
    merge->items = xgrow(merge->items, merge->n_items, &merge->room, sizeof *merge->items);
    merge->items[merge->n_items++] = item;
}

static struct store_value int_or_null(int n)
{
    return n == REVIEW_NONE ? NUL : INT(n);
}

const char *merge_answer(struct merge *merge, const struct review *r)
{
    static const char find[] = "SELECT at_ms = ?3 AND item = ?4 AND given = ?5 AND rating = ?6 AND day = ?7"
                               " AND counts = ?8 FROM answer WHERE origin = ?1 AND seq = ?2";
    static const char next[] = "SELECT ifnull(max(id), 0) + 1 FROM answer";
    static const char add[] =
        "INSERT INTO answer (id, origin, seq, item, at_ms, offset_min, day, given, correct, ways, right_ways, rating,"
        " unsure, took_ms, counts, answer_print, sum)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, 0)";
    struct store *store = merge->store;
    int64_t origin = origin_of(store, r->origin), item = item_of(store, r->item);
    int64_t same = store_number(store, find,
                                VALUES(INT(origin), INT(r->seq), INT(r->at_ms), INT(item), TEXT(r->given),
                                       INT(r->rating), INT(r->day), INT(r->counts)),
                                -1);
    if (same >= 0) {
        merge->counts.known += same == 1;
        merge->counts.different += same == 0;
        return NULL;
    }
    int64_t id = store_number(store, next, NULL, 0, 0);
    RUN(store, add, INT(id), INT(origin), INT(r->seq), INT(item), INT(r->at_ms), INT(r->offset_min), INT(r->day),
        TEXT(r->given), int_or_null(r->correct), INT(r->ways), INT(r->right_ways), INT(r->rating), INT(r->unsure),
        int_or_null(r->took_ms), INT(r->counts), TEXT(r->print));
    SEAL(store, TABLE_ANSWER, INT(id));
    touch(merge, item);
    merge->counts.answers++;
    return NULL;
}

/* -- edits -- */

static struct store_value loss_or_null(double loss)
{
    return isnan(loss) ? NUL : REAL(loss);
}

static int64_t weights_of(struct store *store, const struct review *r)
{
    static const char find[] = "SELECT id FROM weights WHERE at_ms = ?1 AND model = ?2 AND w = ?3 AND answers = ?4"
                               " AND loss_before IS ?5 AND loss_after IS ?6";
    static const char add[] = "INSERT INTO weights (at_ms, model, w, answers, loss_before, loss_after, sum)"
                              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)";
    int64_t row = NUMBER(store, find, INT(r->fitted_ms), INT(r->model), TEXT(r->weights), INT(r->answers),
                         loss_or_null(r->loss_before), loss_or_null(r->loss_after));
    if (row || store->failed)
        return row;
    RUN(store, add, INT(r->fitted_ms), INT(r->model), TEXT(r->weights), INT(r->answers), loss_or_null(r->loss_before),
        loss_or_null(r->loss_after));
    row = sqlite3_last_insert_rowid(store->db);
    SEAL(store, TABLE_WEIGHTS, INT(row));
    return row;
}

static struct store_value id_or_null(int64_t id)
{
    return id ? INT(id) : NUL;
}

const char *merge_edit(struct merge *merge, const struct review *r)
{
    static const char find[] = "SELECT at_ms = ?3 AND what = ?4 FROM edit WHERE origin = ?1 AND seq = ?2";
    static const char target[] = "SELECT a.id FROM answer AS a JOIN origin AS o ON o.id = a.origin"
                                 " WHERE o.uid = ?1 AND a.seq = ?2";
    static const char item_of_answer[] = "SELECT item FROM answer WHERE id = ?1";
    static const char next[] = "SELECT ifnull(max(id), 0) + 1 FROM edit";
    static const char add[] = "INSERT INTO edit (id, origin, seq, at_ms, what, answer, item, upto, day, weights, sum)"
                              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0)";
    struct store *store = merge->store;
    const char *what = review_kinds[r->kind];
    int64_t origin = origin_of(store, r->origin);
    int64_t same = store_number(store, find, VALUES(INT(origin), INT(r->seq), INT(r->at_ms), TEXT(what)), -1);
    if (same >= 0) {
        merge->counts.known += same == 1;
        merge->counts.different += same == 0;
        return NULL;
    }
    int64_t of = r->of_seq ? NUMBER(store, target, BLOB(r->of_origin, 16), INT(r->of_seq)) : 0;
    int64_t item = *r->item ? item_of(store, r->item) : 0, of_item = of ? NUMBER(store, item_of_answer, INT(of)) : 0;
    if (r->of_seq && !of)
        return TR_MARK("it is about an answer that is neither here nor there");
    if (r->kind == REVIEW_RESET && of_item != item)
        return TR_MARK("it resets one item up to an answer of another");
    int64_t id = store_number(store, next, NULL, 0, 0);
    bool reset = r->kind == REVIEW_RESET;
    RUN(store, add, INT(id), INT(origin), INT(r->seq), INT(r->at_ms), TEXT(what), id_or_null(reset ? 0 : of),
        id_or_null(item), id_or_null(reset ? of : 0), r->kind == REVIEW_REDATE ? INT(r->day) : NUL,
        id_or_null(*r->weights ? weights_of(store, r) : 0));
    SEAL(store, TABLE_EDIT, INT(id));
    if (item || of_item)
        touch(merge, item ? item : of_item);
    merge->counts.edits++;
    return NULL;
}

/* -- the end -- */

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* While its deck was never here an item's right answer is what its latest answer was graded by; else the first sight of
   the deck would start it anew. */
static void learn_print(struct store *store, int64_t item)
{
    static const char sql[] = "UPDATE item SET answer_print = ifnull((SELECT a.answer_print FROM answer AS a JOIN "
                              "origin AS o ON o.id = a.origin"
                              "   WHERE a.item = ?1 ORDER BY a.at_ms DESC, o.uid DESC, a.seq DESC LIMIT 1), '')"
                              " WHERE id = ?1 AND (SELECT seen_print FROM deck WHERE deck.id = item.deck) = ''";
    RUN(store, sql, INT(item));
    if (sqlite3_changes(store->db))
        SEAL(store, TABLE_ITEM, INT(item));
}

/* Where other weights are in force afterwards every item is told anew, not only what came. */
void merge_end(struct merge *merge)
{
    struct store *store = merge->store;
    int64_t weights = store->weights_id;
    weights_load(store);
    if (merge->n_items)
        qsort(merge->items, (size_t)merge->n_items, sizeof *merge->items, by_number);
    for (int i = 0; i < merge->n_items; i++) {
        if (i && merge->items[i] == merge->items[i - 1])
            continue;
        learn_print(store, merge->items[i]);
        item_replay(store, merge->items[i]);
    }
    if (store->weights_id != weights)
        items_replay(store);
    free(merge->items);
    merge->items = NULL;
}

/* -- a file that goes on as another -- */

void origin_renew(struct store *store, struct moment now)
{
    static const char old[] = "SELECT uid FROM origin WHERE id = 1";
    static const char next[] = "SELECT max(id) + 1 FROM origin";
    static const char change[] = "UPDATE origin SET uid = ?1 WHERE id = 1";
    static const char add[] = "INSERT INTO origin (id, uid, sum) VALUES (?1, ?2, 0)";
    static const char answers[] = "UPDATE answer SET origin = ?1 WHERE origin = 1";
    static const char edits[] = "UPDATE edit SET origin = ?1 WHERE origin = 1";
    unsigned char uid[16], fresh[16];
    int64_t row = store_number(store, next, NULL, 0, 0);
    sqlite3_stmt *query = store_query(store, old, NULL, 0);
    if (!store_row(store, query) || sqlite3_column_bytes(query, 0) != 16)
        return;
    memcpy(uid, sqlite3_column_blob(query, 0), sizeof uid);
    sqlite3_reset(query);
    store_uid(store, now, row, fresh);
    RUN(store, change, BLOB(fresh, 16));
    RUN(store, add, INT(row), BLOB(uid, 16));
    RUN(store, answers, INT(row)); /* their sums are over the uid, which stays */
    RUN(store, edits, INT(row));
    SEAL(store, TABLE_ORIGIN, INT(1));
    SEAL(store, TABLE_ORIGIN, INT(row));
}
