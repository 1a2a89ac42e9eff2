/* Items and what is remembered of them. An item's state is its answers told one after the other to grade_step: the
   voided ones left out, those before a reset too, in the order of the days they count for. A new answer is told to the
   state that is there if it is the last in that order and the state stands at the one before it; otherwise all are told
   again. */
#include "store/store_db.h"

#include "play/settings.h"

#include <string.h>

enum { DAYS_MAX = 10000000 }; /* far from any day, and far from overflowing */

#define ANSWER_COLUMNS "id, true_day, rating, right_ways, ways, unsure, given = '', counts"

static const char in_order[] = "SELECT " ANSWER_COLUMNS " FROM " LIVE_ANSWERS " ORDER BY true_day, at_ms, uid, seq";
/* Of an answer and the one logged before it, and not of all: an item may have hundreds. */
static const char last_two[] = "SELECT " ANSWER_COLUMNS ", at_ms, origin FROM " LIVE_ANSWERS
                               " WHERE id BETWEEN ifnull((SELECT max(id) FROM answer WHERE item = ?1 AND id < ?2), ?2)"
                               " AND ?2 ORDER BY id DESC";
/* In two halves, so that the first can use the index on days, and the second is left out while there is no such edit.
 */
static const char any_on_day[] =
    "SELECT CASE WHEN EXISTS (SELECT 1 FROM " LIVE_ANSWERS " WHERE day = ?2 AND true_day = ?2 AND counts = 1) THEN 1"
    " WHEN EXISTS (SELECT 1 FROM edit WHERE what = 'redate' AND day = ?2)"
    "   AND EXISTS (SELECT 1 FROM " LIVE_ANSWERS " WHERE true_day = ?2 AND counts = 1"
    "     AND id IN (SELECT answer FROM edit WHERE what = 'redate' AND day = ?2)) THEN 1"
    " ELSE EXISTS (SELECT 1 FROM seen WHERE item = ?1 AND day = ?2) END";

static const char find_state[] = "SELECT " STATE_COLUMNS ", last_answer, weights FROM state WHERE item = ?1";
static const char put_state[] =
    "INSERT OR REPLACE INTO state (deck, place, item, s, d, first_day, last_day, reask_day, answers, lapses, due_day,"
    " last_answer, model, weights) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";

/* Most answers are to items that have been met before, and leave all indexes but one as they are. */
static const char change_state[] =
    "UPDATE state SET s = ?4, d = ?5, last_day = ?7, reask_day = ?8, answers = ?9, lapses = ?10, due_day = ?11,"
    " last_answer = ?12, model = ?13, weights = ?14 WHERE deck = ?1 AND place = ?2 AND item = ?3 AND first_day = ?6";

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

struct grade_answer item_answer(sqlite3_stmt *query)
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

sqlite3_stmt *item_answers(struct store *store, int64_t item)
{
    return QUERY(store, in_order, INT(item));
}

struct grade_memory item_memory(sqlite3_stmt *query, int at)
{
    struct grade_memory memory = {
        .met = true,
        .state = {sqlite3_column_double(query, at), sqlite3_column_double(query, at + 1)},
        .first_day = sqlite3_column_int(query, at + 2),
        .last_day = sqlite3_column_int(query, at + 3),
        .reask = sqlite3_column_type(query, at + 4) != SQLITE_NULL,
        .reask_day = sqlite3_column_int(query, at + 4),
        .answers = sqlite3_column_int(query, at + 5),
        .lapses = sqlite3_column_int(query, at + 6),
    };
    bool sense = memory.state.s > 0 && memory.state.s <= FSRS_INTERVAL_MAX && memory.state.d >= 1 &&
                 memory.state.d <= 10 && within(memory.first_day) && within(memory.last_day) &&
                 within(memory.reask_day);
    return sense ? memory : (struct grade_memory){0};
}

/* What an item needs to know of its deck. */
struct home {
    int64_t deck, place; /* place -1: the deck does not ask it, or it rests, and so it has no state */
    struct due_rule rule;
};

static struct home home_of(struct store *store, int64_t item)
{
    static const char sql[] = "SELECT deck.id, CASE WHEN " RESTS(
        "?1") " THEN -1 ELSE ifnull(item.place, -1) END, deck.retention,"
              " ifnull(deck.exam_day, 0) FROM item JOIN deck ON deck.id = item.deck WHERE item.id = ?1";
    struct home home = {.place = -1, .rule.retention = SETTING_RETENTION};
    sqlite3_stmt *query = QUERY(store, sql, INT(item));
    if (store_row(store, query)) {
        home.deck = sqlite3_column_int64(query, 0);
        home.place = sqlite3_column_int64(query, 1);
        home.rule = (struct due_rule){sqlite3_column_double(query, 2), sqlite3_column_int(query, 3)};
        sqlite3_reset(query);
    }
    return home;
}

int item_due_by(struct store *store, const struct grade_memory *memory, const struct due_rule *rule)
{
    return grade_due_by(&store->weights, memory, setting_retention(rule->retention), rule->exam_day);
}

void item_forget(struct store *store, int64_t item)
{
    static const char drop[] = "DELETE FROM state WHERE item = ?1";
    static const char is_new[] = "INSERT INTO fresh (deck, place)"
                                 " SELECT deck, place FROM item WHERE id = ?1 AND place IS NOT NULL"
                                 " AND NOT " RESTS("?1");
    static const char not_new[] =
        "DELETE FROM fresh WHERE (deck, place) IN (SELECT deck, place FROM item WHERE id = ?1)";
    RUN(store, drop, INT(item));
    RUN(store, not_new, INT(item));
    RUN(store, is_new, INT(item));
}

static void write_state(struct store *store, int64_t item, const struct grade_memory *memory, int64_t last_answer)
{
    static const char is_met[] = "DELETE FROM fresh WHERE deck = ?1 AND place = ?2";
    struct home home = home_of(store, item);
    if (!memory->met || home.place < 0) {
        item_forget(store, item);
        return;
    }
    const struct store_value values[] = {INT(home.deck),
                                         INT(home.place),
                                         INT(item),
                                         REAL(memory->state.s),
                                         REAL(memory->state.d),
                                         INT(memory->first_day),
                                         INT(memory->last_day),
                                         memory->reask ? INT(memory->reask_day) : NUL,
                                         INT(memory->answers),
                                         INT(memory->lapses),
                                         INT(item_due_by(store, memory, &home.rule)),
                                         INT(last_answer),
                                         INT(FSRS_MODEL),
                                         INT(store->weights_id)};
    enum { VALUES_N = sizeof values / sizeof *values };
    store_run(store, change_state, values, VALUES_N);
    if (!store->failed && sqlite3_changes(store->db) == 0)
        store_run(store, put_state, values, VALUES_N);
    RUN(store, is_met, INT(home.deck), INT(home.place));
}

/* Tells all answers; returns the last one. */
static int64_t tell_all(struct store *store, int64_t item, struct grade_memory *memory)
{
    int64_t last = 0;
    *memory = (struct grade_memory){0};
    sqlite3_stmt *query = item_answers(store, item);
    while (store_row(store, query)) {
        struct grade_answer answer = item_answer(query);
        grade_step(&store->weights, memory, &answer);
        last = sqlite3_column_int64(query, 0);
    }
    return last;
}

void item_replay(struct store *store, int64_t item)
{
    struct grade_memory memory;
    int64_t last = tell_all(store, item, &memory);
    write_state(store, item, &memory, last);
}

static bool same_bits(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

static bool same_memory(const struct grade_memory *a, const struct grade_memory *b)
{
    return a->met == b->met && same_bits(a->state.s, b->state.s) && same_bits(a->state.d, b->state.d) &&
           a->first_day == b->first_day && a->last_day == b->last_day && a->reask == b->reask &&
           (!a->reask || a->reask_day == b->reask_day) && a->answers == b->answers && a->lapses == b->lapses;
}

bool item_fits(struct store *store, int64_t item)
{
    static const char find[] = "SELECT " STATE_COLUMNS ", last_answer, due_day, deck, place, weights"
                               " FROM state WHERE item = ?1";
    struct grade_memory memory, kept;
    weights_follow(store);
    sqlite3_stmt *query = QUERY(store, find, INT(item));
    if (!store_row(store, query))
        return true; /* no deck asks it, or it is new */
    kept = item_memory(query, 0);
    int64_t kept_last = sqlite3_column_int64(query, 7), due_day = sqlite3_column_int64(query, 8);
    int64_t deck = sqlite3_column_int64(query, 9), place = sqlite3_column_int64(query, 10);
    bool present = sqlite3_column_int64(query, 11) == store->weights_id;
    sqlite3_reset(query);
    int64_t last = tell_all(store, item, &memory);
    struct home home = home_of(store, item);
    return present && memory.met && same_memory(&memory, &kept) && last == kept_last && deck == home.deck &&
           place == home.place && due_day == item_due_by(store, &memory, &home.rule);
}

/* Of an answer, what its place among the others hangs on. One of another file is looked at with all of them. */
struct standing {
    int64_t id, day, at_ms, origin;
};

static struct standing standing_of(sqlite3_stmt *query)
{
    return (struct standing){sqlite3_column_int64(query, 0), sqlite3_column_int64(query, 1),
                             sqlite3_column_int64(query, 8), sqlite3_column_int64(query, 9)};
}

static bool is_behind(const struct standing *a, const struct standing *before)
{
    return a->origin == before->origin &&
           (a->day > before->day || (a->day == before->day && a->at_ms >= before->at_ms));
}

/* Is it the last one of its item, and which was before it? 0: none. */
static bool is_last(struct store *store, int64_t item, int64_t answer, struct grade_answer *graded, int64_t *before)
{
    sqlite3_stmt *query = QUERY(store, last_two, INT(item), INT(answer));
    *before = 0;
    if (!store_row(store, query))
        return false;
    struct standing now = standing_of(query);
    *graded = item_answer(query);
    if (now.id != answer || !store_row(store, query))
        return now.id == answer;
    struct standing other = standing_of(query);
    *before = other.id;
    return is_behind(&now, &other);
}

void item_answered(struct store *store, int64_t item, int64_t answer)
{
    struct grade_answer graded;
    int64_t before;
    bool last = is_last(store, item, answer, &graded, &before);

    struct grade_memory memory = {0};
    int64_t told = 0;
    sqlite3_stmt *query = QUERY(store, find_state, INT(item));
    if (store_row(store, query)) {
        memory = item_memory(query, 0);
        bool present = memory.met && sqlite3_column_int64(query, 8) == store->weights_id;
        told = present ? sqlite3_column_int64(query, 7) : -1;
        sqlite3_reset(query);
    }
    if (!last || told != before) {
        item_replay(store, item);
        return;
    }
    grade_step(&store->weights, &memory, &graded);
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

int64_t item_id(struct store *store, const struct deck *deck, int item)
{
    char key[DECK_KEY_MAX];
    deck_item_key(deck, item, key);
    return item_of_key(store, key);
}

int64_t item_take_in(struct store *store, const struct deck *deck, int item)
{
    static const char find_deck[] = "SELECT id FROM deck WHERE key = ?1";
    static const char insert[] = "INSERT INTO item (deck, key, answer_print, sum) VALUES (?1, ?2, ?3, 0)";
    static const char change[] = "UPDATE item SET answer_print = ?2 WHERE id = ?1";
    char key[DECK_KEY_MAX], print[17];
    deck_item_key(deck, item, key);
    deck_item_print(deck, item, print);
    int64_t row = item_of_key(store, key);
    if (row && deck_item_asks(deck, item))
        return row; /* store_know keeps it */
    if (row)
        RUN(store, change, INT(row), TEXT(print));
    else
        RUN(store, insert, INT(NUMBER(store, find_deck, TEXT(deck->id))), TEXT(key), TEXT(print));
    row = item_of_key(store, key);
    SEAL(store, TABLE_ITEM, INT(row));
    return row;
}

int item_due_day(struct store *store, int64_t item)
{
    static const char sql[] = "SELECT due_day FROM state WHERE item = ?1";
    return (int)store_number(store, sql, VALUES(INT(item)), DUE_UNKNOWN);
}

int item_due_after(struct store *store, int64_t item, const struct grade_answer *answer)
{
    struct grade_memory memory = {0};
    struct home home = home_of(store, item);
    weights_follow(store);
    sqlite3_stmt *query = QUERY(store, find_state, INT(item));
    if (store_row(store, query)) {
        memory = item_memory(query, 0);
        sqlite3_reset(query);
    }
    grade_step(&store->weights, &memory, answer);
    return memory.met && home.place >= 0 ? item_due_by(store, &memory, &home.rule) : DUE_UNKNOWN;
}

static struct store_value id_or_null(int64_t id)
{
    return id ? INT(id) : NUL;
}

/* What is edited last must count, also where the edit before it was made under a clock that was ahead. */
static struct moment behind(struct moment now, int64_t before_ms)
{
    if (now.utc_ms <= before_ms)
        now.utc_ms = before_ms + 1;
    return now;
}

static void add_edit(struct store *store, const char *what, int64_t answer, int64_t item, int64_t upto,
                     struct store_value day, int64_t weights, struct moment now)
{
    static const char next[] = "SELECT ifnull(max(id), 0) + 1 FROM edit";
    static const char insert[] = "INSERT INTO edit (id, origin, seq, at_ms, what, answer, item, upto, day, weights,"
                                 " sum)"
                                 " VALUES (?1, 1, (SELECT ifnull(max(seq), 0) + 1 FROM edit WHERE origin = 1),"
                                 " ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0)";
    int64_t id = store_number(store, next, NULL, 0, 0);
    RUN(store, insert, INT(id), INT(now.utc_ms), TEXT(what), id_or_null(answer), id_or_null(item), id_or_null(upto),
        day, id_or_null(weights));
    SEAL(store, TABLE_EDIT, INT(id));
}

void edit_add(struct store *store, const char *what, int64_t answer, int64_t item, int64_t upto, struct moment now)
{
    add_edit(store, what, answer, item, upto, NUL, 0, now);
}

void edit_redate(struct store *store, int64_t answer, int day, struct moment now)
{
    static const char latest[] = "SELECT max(at_ms) FROM edit WHERE answer = ?1 AND what = 'redate'";
    add_edit(store, "redate", answer, 0, 0, INT(day), 0, behind(now, NUMBER(store, latest, INT(answer))));
}

void edit_rest(struct store *store, int64_t item, bool rest, struct moment now)
{
    static const char latest[] = "SELECT max(at_ms) FROM edit WHERE item = ?1 AND what IN ('rest', 'wake')";
    add_edit(store, rest ? "rest" : "wake", 0, item, 0, NUL, 0, behind(now, NUMBER(store, latest, INT(item))));
}

void edit_weights(struct store *store, int64_t weights, struct moment now)
{
    static const char latest[] = "SELECT max(at_ms) FROM edit WHERE what = 'weights'";
    int64_t before_ms = store_number(store, latest, NULL, 0, 0);
    add_edit(store, "weights", 0, 0, 0, NUL, weights, behind(now, before_ms));
}

/* -- repair -- */

void items_replay(struct store *store)
{
    static const char drop_all[] = "DELETE FROM state";
    static const char none_fresh[] = "DELETE FROM fresh";
    static const char all_fresh[] = "INSERT INTO fresh (deck, place)"
                                    " SELECT DISTINCT deck, place FROM item WHERE place IS NOT NULL"
                                    " AND NOT " RESTS("item.id");
    static const char answered[] = "SELECT id FROM item WHERE EXISTS (SELECT 1 FROM answer WHERE item = item.id)";
    store_run(store, drop_all, NULL, 0);
    store_run(store, none_fresh, NULL, 0);
    store_run(store, all_fresh, NULL, 0);
    sqlite3_stmt *query = store_query(store, answered, NULL, 0);
    while (store_row(store, query))
        item_replay(store, sqlite3_column_int64(query, 0));
}

/* Forgets also what decks were seen, so that store_know looks again at what each deck asks. */
bool store_rebuild(struct store *store, struct err *err)
{
    static const char next_deck[] = "SELECT id FROM deck WHERE id > ?1 ORDER BY id LIMIT 1";
    static const char forget[] = "UPDATE deck SET seen_print = '-' WHERE id = ?1 AND seen_print <> ''";
    store_begin_write(store, true);
    items_replay(store);
    for (int64_t deck = 0; (deck = NUMBER(store, next_deck, INT(deck)));) {
        RUN(store, forget, INT(deck));
        SEAL(store, TABLE_DECK, INT(deck));
    }
    return store_commit(store, err);
}
