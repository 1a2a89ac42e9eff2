/* Items and what is remembered of them. An item's state is its answers told one after the other to grade_step: the
   voided ones left out, those before a reset too, in the order of the days they count for. A new answer is told to the
   state that is there if it is the last in that order and the state stands at the one before it; otherwise all are told
   again. */
#include "store/store_db.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double retention = .90;

enum { DAYS_MAX = 10000000 }; /* far from any day, and far from overflowing */

/* What counts of an item's answers. ?1 is the item. */
#define LIVE_ANSWERS                                                                                                   \
    "(SELECT a.*, o.uid, ifnull((SELECT e.day FROM edit AS e WHERE e.answer = a.id AND e.what = 'redate'"              \
    "   ORDER BY e.id DESC LIMIT 1), a.day) AS true_day"                                                               \
    " FROM answer AS a JOIN origin AS o ON o.id = a.origin"                                                            \
    " WHERE a.item = ?1"                                                                                               \
    "   AND a.id > ifnull((SELECT max(e.upto) FROM edit AS e WHERE e.item = ?1 AND e.what = 'reset'), 0)"              \
    "   AND ifnull((SELECT e.what FROM edit AS e WHERE e.answer = a.id AND e.what IN ('void', 'unvoid')"               \
    "     ORDER BY e.id DESC LIMIT 1), 'unvoid') = 'unvoid')"
#define ANSWER_COLUMNS "id, true_day, rating, right_ways, ways, unsure, given = '', counts"

static const char in_order[] = "SELECT " ANSWER_COLUMNS " FROM " LIVE_ANSWERS " ORDER BY true_day, at_ms, uid, seq";
/* Of an answer and the one logged before it, and not of all: an item may have hundreds. */
static const char last_two[] = "SELECT " ANSWER_COLUMNS " FROM " LIVE_ANSWERS
                               " WHERE id IN (?2, (SELECT max(id) FROM answer WHERE item = ?1 AND id < ?2))"
                               " ORDER BY true_day DESC, at_ms DESC, uid DESC, seq DESC";
/* In two halves, so that the first can use the index on days. */
static const char any_on_day[] =
    "SELECT EXISTS (SELECT 1 FROM " LIVE_ANSWERS " WHERE day = ?2 AND true_day = ?2 AND counts = 1)"
    " OR EXISTS (SELECT 1 FROM " LIVE_ANSWERS " WHERE true_day = ?2 AND counts = 1"
    "   AND id IN (SELECT answer FROM edit WHERE what = 'redate' AND day = ?2))"
    " OR EXISTS (SELECT 1 FROM seen WHERE item = ?1 AND day = ?2)";

#define STATE_COLUMNS "s, d, last_day, reask_day, answers, lapses, due_day"
static const char find_state[] = "SELECT " STATE_COLUMNS ", last_answer FROM state WHERE item = ?1";
static const char put_state[] =
    "INSERT OR REPLACE INTO state (item, deck, s, d, last_day, reask_day, answers, lapses, due_day, last_answer, model,"
    " weights) SELECT id, deck, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0 FROM item WHERE id = ?1";
static const char drop_state[] = "DELETE FROM state WHERE item = ?1";

static bool within(int day)
{
    return day > -DAYS_MAX && day < DAYS_MAX;
}

/* Only a damaged file has others; they count for nothing. */
static bool makes_sense(const struct grade_answer *answer)
{
    return answer->rating >= FSRS_AGAIN && answer->rating <= FSRS_EASY && answer->counts >= 0 && answer->counts <= 2 &&
           answer->right_ways >= 0 && answer->ways >= answer->right_ways && within(answer->day);
}

static struct grade_answer answer_at(sqlite3_stmt *query)
{
    struct grade_answer answer = {
        .day = sqlite3_column_int(query, 1),
        .rating = sqlite3_column_int(query, 2),
        .right_ways = sqlite3_column_int(query, 3),
        .ways = sqlite3_column_int(query, 4),
        .unsure = sqlite3_column_int(query, 5),
        .unplaced = sqlite3_column_int(query, 6),
        .counts = sqlite3_column_int(query, 7),
    };
    return makes_sense(&answer) ? answer : (struct grade_answer){.rating = FSRS_AGAIN};
}

/* From the columns STATE_COLUMNS, which begin at `at`. Not met where they make no sense: it is a cache. */
static struct grade_memory memory_at(sqlite3_stmt *query, int at)
{
    struct grade_memory memory = {
        .met = true,
        .state = {sqlite3_column_double(query, at), sqlite3_column_double(query, at + 1)},
        .last_day = sqlite3_column_int(query, at + 2),
        .reask = sqlite3_column_type(query, at + 3) != SQLITE_NULL,
        .reask_day = sqlite3_column_int(query, at + 3),
        .answers = sqlite3_column_int(query, at + 4),
        .lapses = sqlite3_column_int(query, at + 5),
    };
    bool sense = memory.state.s > 0 && memory.state.s <= FSRS_INTERVAL_MAX && memory.state.d >= 1 &&
                 memory.state.d <= 10 && within(memory.last_day) && within(memory.reask_day);
    return sense ? memory : (struct grade_memory){0};
}

static void write_state(struct store *store, int64_t item, const struct grade_memory *memory, int64_t last_answer)
{
    if (!memory->met) {
        RUN(store, drop_state, INT(item));
        return;
    }
    RUN(store, put_state, INT(item), REAL(memory->state.s), REAL(memory->state.d), INT(memory->last_day),
        memory->reask ? INT(memory->reask_day) : NUL, INT(memory->answers), INT(memory->lapses),
        INT(grade_due_day(&fsrs_default, memory, retention)), INT(last_answer), INT(FSRS_MODEL));
}

void item_replay(struct store *store, int64_t item)
{
    struct grade_memory memory = {0};
    int64_t last = 0;
    sqlite3_stmt *query = QUERY(store, in_order, INT(item));
    while (store_row(store, query)) {
        struct grade_answer answer = answer_at(query);
        grade_step(&fsrs_default, &memory, &answer);
        last = sqlite3_column_int64(query, 0);
    }
    write_state(store, item, &memory, last);
}

void item_answered(struct store *store, int64_t item, int64_t answer)
{
    sqlite3_stmt *query = QUERY(store, last_two, INT(item), INT(answer));
    bool last = store_row(store, query) && sqlite3_column_int64(query, 0) == answer;
    struct grade_answer graded = last ? answer_at(query) : (struct grade_answer){0};
    int64_t before = last && store_row(store, query) ? sqlite3_column_int64(query, 0) : 0;

    struct grade_memory memory = {0};
    int64_t told = 0;
    query = QUERY(store, find_state, INT(item));
    if (store_row(store, query)) {
        memory = memory_at(query, 0);
        told = memory.met ? sqlite3_column_int64(query, 7) : -1;
    }
    if (!last || told != before) {
        item_replay(store, item);
        return;
    }
    grade_step(&fsrs_default, &memory, &graded);
    write_state(store, item, &memory, answer);
}

bool item_had_first_answer(struct store *store, int64_t item, int day)
{
    return NUMBER(store, any_on_day, INT(item), INT(day));
}

int64_t item_of_key(struct store *store, const char *key)
{
    static const char sql[] = "SELECT id FROM item WHERE key = ?1";
    return NUMBER(store, sql, TEXT(key));
}

int64_t item_id(struct store *store, const struct deck *deck, int layer, int model)
{
    char key[DECK_KEY_MAX];
    deck_key(deck, layer, model, key);
    return item_of_key(store, key);
}

int item_due_day(struct store *store, int64_t item)
{
    static const char sql[] = "SELECT due_day FROM state WHERE item = ?1";
    return (int)store_number(store, sql, VALUES(INT(item)), DUE_UNKNOWN);
}

static struct store_value id_or_null(int64_t id)
{
    return id ? INT(id) : NUL;
}

void edit_add(struct store *store, const char *what, int64_t answer, int64_t item, int64_t upto, struct moment now)
{
    static const char next[] = "SELECT ifnull(max(id), 0) + 1 FROM edit";
    static const char insert[] = "INSERT INTO edit (id, origin, seq, at_ms, what, answer, item, upto, sum)"
                                 " VALUES (?1, 1, ?1, ?2, ?3, ?4, ?5, ?6, 0)";
    int64_t id = store_number(store, next, NULL, 0, 0);
    RUN(store, insert, INT(id), INT(now.utc_ms), TEXT(what), id_or_null(answer), id_or_null(item), id_or_null(upto));
    SEAL(store, TABLE_EDIT, INT(id));
}

/* -- taking in a deck -- */

static void start_anew(struct store *store, int64_t item, struct moment now)
{
    static const char last_answer[] = "SELECT max(id) FROM answer WHERE item = ?1";
    int64_t upto = NUMBER(store, last_answer, INT(item));
    if (upto)
        edit_add(store, "reset", 0, item, upto, now);
    RUN(store, drop_state, INT(item));
}

static void know_item(struct store *store, int64_t deck_row, const char *key, const char *print, struct moment now)
{
    static const char find[] = "SELECT id, answer_print = ?2 FROM item WHERE key = ?1";
    static const char insert[] = "INSERT INTO item (deck, key, answer_print, sum) VALUES (?1, ?2, ?3, 0)";
    static const char change[] = "UPDATE item SET answer_print = ?2 WHERE id = ?1";
    static const char lost[] = "SELECT EXISTS (SELECT 1 FROM answer WHERE item = ?1)"
                               " AND NOT EXISTS (SELECT 1 FROM state WHERE item = ?1)";
    sqlite3_stmt *query = QUERY(store, find, TEXT(key), TEXT(print));
    if (!store_row(store, query)) {
        RUN(store, insert, INT(deck_row), TEXT(key), TEXT(print));
        SEAL(store, TABLE_ITEM, INT(sqlite3_last_insert_rowid(store->db)));
        return;
    }
    int64_t item = sqlite3_column_int64(query, 0);
    bool same = sqlite3_column_int(query, 1);
    sqlite3_reset(query);
    if (!same) {
        start_anew(store, item, now);
        RUN(store, change, INT(item), TEXT(print));
        SEAL(store, TABLE_ITEM, INT(item));
    } else if (NUMBER(store, lost, INT(item))) {
        item_replay(store, item); /* it was gone from the deck and is back */
    }
}

int64_t item_take_in(struct store *store, const struct deck *deck, int item, struct moment now)
{
    static const char find_deck[] = "SELECT id FROM deck WHERE key = ?1";
    char key[DECK_KEY_MAX], print[17];
    deck_item_key(deck, item, key);
    deck_item_print(deck, item, print);
    know_item(store, NUMBER(store, find_deck, TEXT(deck->id)), key, print, now);
    int64_t row = item_of_key(store, key);
    if (!deck_item_asks(deck, item))
        RUN(store, drop_state, INT(row));
    return row;
}

/* States are only kept for what the deck asks: what it no longer asks is never due. */
static void drop_others(struct store *store, const struct deck *deck, int64_t deck_row)
{
    static const char states[] = "SELECT item.id, item.key FROM item WHERE item.deck = ?1"
                                 " AND EXISTS (SELECT 1 FROM state WHERE state.item = item.id)";
    struct cells cells = cells_of(deck);
    int layer, model;
    sqlite3_stmt *query = QUERY(store, states, INT(deck_row));
    while (store_row(store, query)) {
        const char *key = store_text(query, 1);
        if (!cells_find(&cells, key, &layer, &model) || !deck_asks(deck, layer, model))
            RUN(store, drop_state, INT(sqlite3_column_int64(query, 0)));
    }
    cells_clear(&cells);
}

bool store_know(struct store *store, const struct deck *deck, struct moment now, struct err *err)
{
    static const char is_known[] = "SELECT 1 FROM deck WHERE key = ?1 AND seen_print = ?2";
    static const char put[] = "INSERT INTO deck (key, seen_print, sum) VALUES (?1, ?2, 0)"
                              " ON CONFLICT (key) DO UPDATE SET seen_print = ?2";
    static const char find[] = "SELECT id FROM deck WHERE key = ?1";
    char print[17], key[DECK_KEY_MAX];
    snprintf(print, sizeof print, "%016" PRIx64, deck->print);
    store_start(store);
    bool known = NUMBER(store, is_known, TEXT(deck->id), TEXT(print));
    if (known || store->failed)
        return store_fine(store, err);

    store_begin_write(store, true);
    RUN(store, put, TEXT(deck->id), TEXT(print));
    int64_t deck_row = NUMBER(store, find, TEXT(deck->id));
    SEAL(store, TABLE_DECK, INT(deck_row));
    for (int layer = 0; layer < deck->n_layers; layer++)
        for (int model = 0; model < deck->n_models; model++)
            if (deck_asks(deck, layer, model)) {
                char answer_print[17];
                deck_key(deck, layer, model, key);
                deck_answer_print(deck, layer, model, answer_print);
                know_item(store, deck_row, key, answer_print, now);
            }
    drop_others(store, deck, deck_row);
    return store_commit(store, err);
}

/* -- reading -- */

/* Answered (the answer voided or not) or shown on that day. ?1 deck row, ?2 day. */
#define TODAY_ITEMS "(SELECT item FROM answer WHERE day = ?2 UNION SELECT item FROM seen WHERE day = ?2)"

bool store_items(struct store *store, const struct deck *deck, int today, struct store_item *items, struct err *err)
{
    static const char find[] = "SELECT id FROM deck WHERE key = ?1";
    static const char states[] = "SELECT key, " STATE_COLUMNS " FROM state JOIN item ON item.id = state.item"
                                 " WHERE state.deck = ?1";
    static const char of_today[] = "SELECT key FROM item WHERE deck = ?1 AND id IN " TODAY_ITEMS;
    memset(items, 0, sizeof *items * (size_t)(deck->n_layers * deck->n_models));
    store_start(store);
    struct cells cells = cells_of(deck);
    int64_t deck_row = NUMBER(store, find, TEXT(deck->id));
    int layer, model;
    sqlite3_stmt *query = QUERY(store, states, INT(deck_row));
    while (store_row(store, query))
        if (cells_find(&cells, store_text(query, 0), &layer, &model)) {
            struct store_item *item = &items[layer * deck->n_models + model];
            item->memory = memory_at(query, 1);
            item->due_day = item->memory.met ? sqlite3_column_int(query, 7) : 0;
        }
    query = QUERY(store, of_today, INT(deck_row), INT(today));
    while (store_row(store, query))
        if (cells_find(&cells, store_text(query, 0), &layer, &model) && deck_asks(deck, layer, model))
            items[layer * deck->n_models + model].today = true;
    cells_clear(&cells);
    return store_fine(store, err);
}

bool store_count(struct store *store, const struct deck *deck, int today, int *due, int *met, struct err *err)
{
    static const char find[] = "SELECT id FROM deck WHERE key = ?1";
    static const char count_due[] = "SELECT count(*) FROM state WHERE deck = ?1 AND due_day <= ?2"
                                    " AND item NOT IN " TODAY_ITEMS;
    static const char count_met[] = "SELECT count(*) FROM state WHERE deck = ?1";
    store_start(store);
    int64_t deck_row = NUMBER(store, find, TEXT(deck->id));
    *due = (int)NUMBER(store, count_due, INT(deck_row), INT(today));
    *met = (int)NUMBER(store, count_met, INT(deck_row));
    return store_fine(store, err);
}

static int by_size(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

int store_median_ms(struct store *store)
{
    enum { TAKEN = 200, FEW = 20 };
    static const char sql[] = "SELECT took_ms FROM answer WHERE counts = 1 AND ways > 0 AND took_ms IS NOT NULL"
                              " ORDER BY id DESC LIMIT ?1";
    int took[TAKEN], n = 0;
    store_start(store);
    sqlite3_stmt *query = QUERY(store, sql, INT(TAKEN));
    while (n < TAKEN && store_row(store, query))
        took[n++] = sqlite3_column_int(query, 0);
    if (!store_fine(store, NULL) || n < FEW)
        return 0;
    qsort(took, (size_t)n, sizeof *took, by_size);
    int median = n % 2 ? took[n / 2] : (took[n / 2 - 1] + took[n / 2]) / 2;
    return median < 1 ? 1 : median < TOOK_MS_MAX ? median : TOOK_MS_MAX; /* the file may come from anywhere */
}

/* -- repair -- */

/* Forgets also what decks were seen, so that store_know looks again at what each deck asks. */
bool store_rebuild(struct store *store, struct err *err)
{
    static const char drop_all[] = "DELETE FROM state";
    static const char answered[] = "SELECT id FROM item WHERE EXISTS (SELECT 1 FROM answer WHERE item = item.id)";
    static const char next_deck[] = "SELECT id FROM deck WHERE id > ?1 ORDER BY id LIMIT 1";
    static const char forget[] = "UPDATE deck SET seen_print = '' WHERE id = ?1";
    store_begin_write(store, true);
    store_run(store, drop_all, NULL, 0);
    sqlite3_stmt *query = store_query(store, answered, NULL, 0);
    while (store_row(store, query))
        item_replay(store, sqlite3_column_int64(query, 0));
    for (int64_t deck = 0; (deck = NUMBER(store, next_deck, INT(deck)));) {
        RUN(store, forget, INT(deck));
        SEAL(store, TABLE_DECK, INT(deck));
    }
    return store_commit(store, err);
}
