/* What the file knows of decks: which items they ask, under which number, and from what the due days of their states
   are derived. A deck is taken in once; as long as its fingerprint is the same an item's number in it is its place
   here, so that nothing has to be found by its name. */
#include "store/store_db.h"

#include "base/mem.h"
#include "play/settings.h"
#include "srs/day.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- items -- */

static void know_item(struct store *store, int64_t deck_row, const struct deck *deck, int place, struct moment now)
{
    static const char find[] = "SELECT id, answer_print = ?2 FROM item WHERE key = ?1";
    static const char insert[] = "INSERT INTO item (deck, key, answer_print, place, sum) VALUES (?1, ?2, ?3, ?4, 0)";
    static const char change[] = "UPDATE item SET answer_print = ?2, place = ?3, deck = ?4 WHERE id = ?1";
    char key[DECK_KEY_MAX], print[17];
    deck_item_key(deck, place, key);
    deck_item_print(deck, place, print);
    sqlite3_stmt *query = QUERY(store, find, TEXT(key), TEXT(print));
    if (!store_row(store, query)) {
        RUN(store, insert, INT(deck_row), TEXT(key), TEXT(print), INT(place));
        SEAL(store, TABLE_ITEM, INT(sqlite3_last_insert_rowid(store->db)));
        return;
    }
    int64_t item = sqlite3_column_int64(query, 0);
    bool same = sqlite3_column_int(query, 1);
    sqlite3_reset(query);
    if (!same)
        item_reset(store, item, now);
    RUN(store, change, INT(item), TEXT(print), INT(place), INT(deck_row));
    SEAL(store, TABLE_ITEM, INT(item));
}

/* Those it no longer asks keep their rows, as answers hang on them. */
static void forget_places(struct store *store, int64_t deck_row)
{
    static const char all[] = "SELECT id FROM item WHERE deck = ?1 AND id > ?2 ORDER BY id LIMIT 1";
    static const char forget[] = "UPDATE item SET place = NULL WHERE id = ?1";
    for (int64_t item = 0; (item = NUMBER(store, all, INT(deck_row), INT(item)));) {
        RUN(store, forget, INT(item));
        SEAL(store, TABLE_ITEM, INT(item));
    }
}

/* States are only kept for what the deck asks: what it no longer asks is never due, and what comes back has its state
   again; of a damaged cache those of other items go, too. Two steps for the places, as one state's old place may be
   another's new one. */
static void place_states(struct store *store, int64_t deck_row)
{
    static const char drop[] = "DELETE FROM state WHERE deck = ?1"
                               " AND (place < 0"
                               "   OR item NOT IN (SELECT id FROM item WHERE deck = ?1 AND place IS NOT NULL)"
                               "   OR item NOT IN (SELECT item FROM answer WHERE answer.item = state.item)"
                               "   OR " RESTS("state.item") ")";
    static const char strays[] = "DELETE FROM state WHERE deck <> ?1"
                                 " AND item IN (SELECT id FROM item WHERE deck = ?1)";
    static const char lift[] = "UPDATE state SET place = -1 - (SELECT place FROM item WHERE item.id = state.item)"
                               " WHERE deck = ?1";
    static const char lay[] = "UPDATE state SET place = -1 - place WHERE deck = ?1";
    static const char lost[] = "SELECT id FROM item WHERE deck = ?1 AND place IS NOT NULL AND id > ?2"
                               " AND EXISTS (SELECT 1 FROM answer WHERE item = item.id)"
                               " AND NOT EXISTS (SELECT 1 FROM state WHERE item = item.id) ORDER BY id LIMIT 1";
    static const char none_fresh[] = "DELETE FROM fresh WHERE deck = ?1";
    static const char fresh[] = "INSERT INTO fresh (deck, place) SELECT deck, place FROM item WHERE deck = ?1"
                                " AND place IS NOT NULL"
                                " AND NOT EXISTS (SELECT 1 FROM state WHERE state.item = item.id)"
                                " AND NOT " RESTS("item.id");
    RUN(store, drop, INT(deck_row));
    RUN(store, strays, INT(deck_row));
    RUN(store, lift, INT(deck_row));
    RUN(store, lay, INT(deck_row));
    for (int64_t item = 0; (item = NUMBER(store, lost, INT(deck_row), INT(item)));)
        item_replay(store, item);
    RUN(store, none_fresh, INT(deck_row));
    RUN(store, fresh, INT(deck_row));
}

/* -- due days -- */

static struct due_rule rule_now(struct store *store, int64_t deck_row, int today)
{
    static const char nearest[] =
        "SELECT min(goal.day) FROM goal, deck WHERE deck.id = ?1 AND goal.day BETWEEN ?2 + 1 AND ?2 + 100000"
        " AND instr(' ' || deck.exams || ' ', ' ' || goal.exam || ' ')";
    char text[SETTING_MAX];
    bool set = setting_read(store, "retention", text);
    return (struct due_rule){.retention = setting_retention(set ? strtod(text, NULL) : SETTING_RETENTION),
                             .exam_day = (int)NUMBER(store, nearest, INT(deck_row), INT(today))};
}

static struct due_rule rule_kept(struct store *store, int64_t deck_row)
{
    static const char sql[] = "SELECT retention, ifnull(exam_day, 0) FROM deck WHERE id = ?1";
    struct due_rule rule = {0};
    sqlite3_stmt *query = QUERY(store, sql, INT(deck_row));
    if (store_row(store, query)) {
        rule = (struct due_rule){sqlite3_column_double(query, 0), sqlite3_column_int(query, 1)};
        sqlite3_reset(query);
    }
    return rule;
}

static bool same_rule(const struct due_rule *a, const struct due_rule *b)
{
    return memcmp(&a->retention, &b->retention, sizeof a->retention) == 0 && a->exam_day == b->exam_day;
}

static void follow(struct store *store, int64_t deck_row, const struct due_rule *rule)
{
    static const char put[] = "UPDATE deck SET retention = ?2, exam_day = ?3 WHERE id = ?1";
    static const char states[] = "SELECT place, due_day, " STATE_COLUMNS " FROM state WHERE deck = ?1";
    static const char change[] = "UPDATE state SET due_day = ?3 WHERE deck = ?1 AND place = ?2";
    RUN(store, put, INT(deck_row), REAL(rule->retention), rule->exam_day ? INT(rule->exam_day) : NUL);
    SEAL(store, TABLE_DECK, INT(deck_row));
    sqlite3_stmt *query = QUERY(store, states, INT(deck_row));
    while (store_row(store, query)) {
        struct grade_memory memory = item_memory(query, 2);
        int due_day = item_due_by(store, &memory, rule);
        if (memory.met && due_day != sqlite3_column_int(query, 1))
            RUN(store, change, INT(deck_row), INT(sqlite3_column_int64(query, 0)), INT(due_day));
    }
}

void decks_follow(struct store *store, int today)
{
    static const char next[] = "SELECT id FROM deck WHERE id > ?1 ORDER BY id LIMIT 1";
    for (int64_t row = 0; (row = NUMBER(store, next, INT(row)));) {
        struct due_rule now = rule_now(store, row, today), kept = rule_kept(store, row);
        if (!same_rule(&now, &kept))
            follow(store, row, &now);
    }
}

/* -- a deck -- */

static char *exam_list(const struct deck *deck)
{
    char *list = xstrdup("");
    for (int i = 0; i < deck->n_exams; i++) {
        char *longer = xprintf("%s%s%s", list, *list ? " " : "", deck->exams[i]);
        free(list);
        list = longer;
    }
    return list;
}

static int64_t find_deck(struct store *store, const struct deck *deck, const char *exams)
{
    static const char sql[] = "SELECT id FROM deck WHERE key = ?1 AND seen_print = ?2 AND ?3 IN ('*', exams)";
    char print[17];
    snprintf(print, sizeof print, "%016" PRIx64, deck->print);
    return NUMBER(store, sql, TEXT(deck->id), TEXT(print), TEXT(exams));
}

static int64_t take_in(struct store *store, const struct deck *deck, const char *exams, struct moment now)
{
    static const char put[] = "INSERT INTO deck (key, seen_print, exams, sum) VALUES (?1, ?2, ?3, 0)"
                              " ON CONFLICT (key) DO UPDATE SET seen_print = ?2, exams = ?3";
    static const char find[] = "SELECT id FROM deck WHERE key = ?1";
    char print[17];
    snprintf(print, sizeof print, "%016" PRIx64, deck->print);
    RUN(store, put, TEXT(deck->id), TEXT(print), TEXT(exams));
    int64_t row = NUMBER(store, find, TEXT(deck->id));
    struct due_rule rule = rule_now(store, row, day_of(now));
    forget_places(store, row);
    for (int item = 0; item < deck_item_count(deck); item++)
        if (deck_item_asks(deck, item))
            know_item(store, row, deck, item, now);
    place_states(store, row);
    follow(store, row, &rule);
    return row;
}

bool store_know(struct store *store, const struct deck *deck, struct moment now, struct err *err)
{
    char *exams = exam_list(deck);
    store->now = now;
    store_begin_read(store);
    int64_t row = find_deck(store, deck, exams);
    struct due_rule wanted = {0}, kept = {0};
    if (row) {
        wanted = rule_now(store, row, day_of(now));
        kept = rule_kept(store, row);
    }
    bool known = row && same_rule(&wanted, &kept), fine = store_fine(store, err);
    if (known || !fine) {
        free(exams);
        return fine;
    }
    store_begin_write(store, true);
    row = find_deck(store, deck, exams);
    if (row)
        follow(store, row, &wanted);
    else
        take_in(store, deck, exams, now);
    free(exams);
    return store_commit(store, err);
}

int64_t deck_row(struct store *store, const struct deck *deck)
{
    int64_t row = find_deck(store, deck, "*");
    if (row || store->failed || !sqlite3_get_autocommit(store->db))
        return row;
    /* Another program has taken in another version of it. */
    if (!store_know(store, deck, store->now, NULL))
        return 0;
    store_start(store);
    return find_deck(store, deck, "*");
}
