/* What planning asks of the memory. Of a large deck only candidates are read: those that are due longest, those that
   are due next, the first new ones, and what was asked today, each with all other cells of its layer. Their places are
   collected from indexes first and then read as ranges of the states, which lie in the order of the deck. */
#include "store/store_db.h"

#include "base/mem.h"
#include "srs/day.h"

#include <stdlib.h>
#include <string.h>

/* Answered (the answer voided or not) or shown on that day: items. ?2 day. */
#define TODAY_ITEMS "(SELECT item FROM " DAY_ANSWERS " UNION SELECT item FROM seen WHERE day = ?2)"
/* The cross join keeps the order: from the day's few items to their decks. */
#define TODAY_PLACES                                                                                                   \
    "SELECT item.place FROM " TODAY_ITEMS " AS t CROSS JOIN item ON item.id = t.item"                                  \
    " WHERE item.deck = ?1 AND item.place IS NOT NULL"

static const char on_lines[] =
    "SELECT item.place FROM " DAY_ANSWERS " AS a CROSS JOIN task ON task.session = a.session AND task.n = a.task"
    " CROSS JOIN item ON item.id = a.item"
    " WHERE task.kind = 'line' AND item.deck = ?1 AND item.place IS NOT NULL";
static const char of_today[] = TODAY_PLACES;
static const char answered[] = "SELECT item.place FROM (SELECT DISTINCT item FROM " DAY_ANSWERS ") AS t"
                               " CROSS JOIN item ON item.id = t.item WHERE item.deck = ?1 AND item.place IS NOT NULL";

/* Few items were ever edited. */
static const char at_rest[] = "SELECT item.place FROM (SELECT DISTINCT item FROM edit WHERE item IS NOT NULL) AS e"
                              " CROSS JOIN item ON item.id = e.item"
                              " WHERE item.deck = ?1 AND item.place IS NOT NULL AND " RESTS("item.id");

static bool is_place(const struct deck *deck, int place)
{
    return place >= 0 && place < deck_item_count(deck) && deck_item_asks(deck, place);
}

/* -- all of a deck -- */

bool store_items(struct store *store, const struct deck *deck, int today, struct store_item *items, struct err *err)
{
    static const char states[] = "SELECT place, due_day, " STATE_COLUMNS " FROM state WHERE deck = ?1";
    store_start(store);
    int64_t row = deck_row(store, deck);
    for (int i = 0; i < deck_item_count(deck); i++)
        items[i] = (struct store_item){.item = i};
    sqlite3_stmt *query = QUERY(store, states, INT(row));
    while (store_row(store, query)) {
        int place = sqlite3_column_int(query, 0);
        if (!is_place(deck, place))
            continue;
        items[place].memory = item_memory(query, 2);
        items[place].due_day = items[place].memory.met ? sqlite3_column_int(query, 1) : 0;
    }
    query = QUERY(store, of_today, INT(row), INT(today));
    while (store_row(store, query))
        if (is_place(deck, sqlite3_column_int(query, 0)))
            items[sqlite3_column_int(query, 0)].today = true;
    query = QUERY(store, answered, INT(row), INT(today));
    while (store_row(store, query))
        if (is_place(deck, sqlite3_column_int(query, 0)))
            items[sqlite3_column_int(query, 0)].answered = true;
    query = QUERY(store, on_lines, INT(row), INT(today));
    while (store_row(store, query))
        if (is_place(deck, sqlite3_column_int(query, 0)))
            items[sqlite3_column_int(query, 0)].line = true;
    query = QUERY(store, at_rest, INT(row));
    while (store_row(store, query))
        if (is_place(deck, sqlite3_column_int(query, 0)))
            items[sqlite3_column_int(query, 0)].rests = true;
    return store_fine(store, err);
}

bool store_resting(struct store *store, const struct deck *deck, bool *resting, struct err *err)
{
    store_start(store);
    int64_t row = deck_row(store, deck);
    memset(resting, 0, (size_t)deck_item_count(deck) * sizeof *resting);
    sqlite3_stmt *query = QUERY(store, at_rest, INT(row));
    while (store_row(store, query))
        if (is_place(deck, sqlite3_column_int(query, 0)))
            resting[sqlite3_column_int(query, 0)] = true;
    return store_fine(store, err);
}

/* -- candidates -- */

struct places {
    const struct deck *deck;
    int *list, n, room;
};

/* Of a placement its layer's first. */
static int place_begin(const struct deck *deck, int place)
{
    bool cell = deck_item_kind(deck, place) == ITEM_PLACEMENT;
    return cell ? place - deck_item_model(deck, place) : place;
}

static int place_end(const struct deck *deck, int place)
{
    return deck_item_kind(deck, place) == ITEM_PLACEMENT ? place_begin(deck, place) + deck->n_models : place + 1;
}

static int collect(struct store *store, struct places *places, sqlite3_stmt *query)
{
    int n = 0;
    for (; store_row(store, query); n++) {
        int place = sqlite3_column_int(query, 0);
        if (!is_place(places->deck, place))
            continue;
        places->list = xgrow(places->list, places->n, &places->room, sizeof *places->list);
        places->list[places->n++] = place_begin(places->deck, place);
    }
    return n;
}

static void collect_all(struct store *store, struct places *places, int64_t row, int today, int most)
{
    static const char due[] =
        "SELECT place FROM state WHERE deck = ?1 AND due_day <= ?2 ORDER BY due_day, place LIMIT ?3";
    static const char next[] =
        "SELECT place FROM state WHERE deck = ?1 AND due_day > ?2 ORDER BY due_day, place LIMIT ?3";
    static const char fresh[] = "SELECT place FROM fresh WHERE deck = ?1 ORDER BY place LIMIT ?2";
    int asked = collect(store, places, QUERY(store, of_today, INT(row), INT(today)));
    if (!most)
        return;
    most += asked;
    if (collect(store, places, QUERY(store, due, INT(row), INT(today), INT(most))) == most)
        return; /* there is no room for others */
    collect(store, places, QUERY(store, next, INT(row), INT(today), INT(most)));
    collect(store, places, QUERY(store, fresh, INT(row), INT(most)));
}

static int by_size(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

/* Reads the states of the places from..to-1 and puts all that is asked there into the list. */
static void read_range(struct store *store, struct store_list *list, const struct deck *deck, int64_t row, int from,
                       int to)
{
    static const char states[] = "SELECT place, due_day, " STATE_COLUMNS " FROM state WHERE deck = ?1"
                                 " AND place BETWEEN ?2 AND ?3";
    int first = list->n;
    for (int place = from; place < to; place++)
        if (deck_item_asks(deck, place)) {
            list->items = xgrow(list->items, list->n, &list->room, sizeof *list->items);
            list->items[list->n++] = (struct store_item){.item = place};
        }
    sqlite3_stmt *query = QUERY(store, states, INT(row), INT(from), INT(to - 1));
    for (int at = first; store_row(store, query);) {
        int place = sqlite3_column_int(query, 0);
        while (at < list->n && list->items[at].item < place)
            at++;
        if (at == list->n || list->items[at].item != place)
            continue;
        list->items[at].memory = item_memory(query, 2);
        list->items[at].due_day = list->items[at].memory.met ? sqlite3_column_int(query, 1) : 0;
    }
}

static int by_item(const void *a, const void *b)
{
    const struct store_item *x = a, *y = b;
    return (x->item > y->item) - (x->item < y->item);
}

/* The next item of the list whose place the query gives; NULL: none is left. */
static struct store_item *next_item(struct store *store, struct store_list *list, sqlite3_stmt *query)
{
    struct store_item *found = NULL;
    while (!found && store_row(store, query)) {
        struct store_item wanted = {.item = sqlite3_column_int(query, 0)};
        found = list->n ? bsearch(&wanted, list->items, (size_t)list->n, sizeof wanted, by_item) : NULL;
    }
    return found;
}

static void mark_all(struct store *store, struct store_list *list, int64_t row, int today)
{
    struct store_item *item;
    sqlite3_stmt *query = QUERY(store, of_today, INT(row), INT(today));
    while ((item = next_item(store, list, query)))
        item->today = true;
    query = QUERY(store, on_lines, INT(row), INT(today));
    while ((item = next_item(store, list, query)))
        item->line = true;
    query = QUERY(store, at_rest, INT(row));
    while ((item = next_item(store, list, query)))
        item->rests = true;
}

bool store_candidates(struct store *store, const struct deck *deck, int today, int most, struct store_list *list,
                      struct err *err)
{
    store_start(store);
    list->n = 0;
    struct places places = {.deck = deck};
    int64_t row = deck_row(store, deck);
    if (store->failed)
        return store_fine(store, err);
    store_begin_read(store);
    collect_all(store, &places, row, today, most);
    if (places.n)
        qsort(places.list, (size_t)places.n, sizeof *places.list, by_size);
    for (int i = 0; i < places.n;) {
        int from = places.list[i], to = place_end(deck, from);
        for (; i < places.n && places.list[i] <= to; i++)
            if (places.list[i] >= to)
                to = place_end(deck, places.list[i]);
        read_range(store, list, deck, row, from, to);
    }
    mark_all(store, list, row, today);
    free(places.list);
    return store_fine(store, err);
}

/* -- counts -- */

bool store_deck(struct store *store, const struct deck *deck, struct store_deck *facts, struct err *err)
{
    static const char rule[] = "SELECT retention, ifnull(exam_day, 0) FROM deck WHERE id = ?1";
    static const char newest[] = "SELECT max(first_day) FROM state WHERE deck = ?1";
    store_start(store);
    int64_t row = deck_row(store, deck);
    *facts = (struct store_deck){.retention = SETTING_RETENTION};
    sqlite3_stmt *query = QUERY(store, rule, INT(row));
    if (store_row(store, query)) {
        facts->retention = setting_retention(sqlite3_column_double(query, 0));
        facts->exam_day = sqlite3_column_int(query, 1);
    }
    query = QUERY(store, newest, INT(row));
    facts->any_met = store_row(store, query) && sqlite3_column_type(query, 0) != SQLITE_NULL;
    facts->newest_day = facts->any_met ? sqlite3_column_int(query, 0) : 0;
    return store_fine(store, err);
}

bool store_count(struct store *store, const struct deck *deck, int today, int *due, int *met, struct err *err)
{
    static const char count_due[] = "SELECT count(*) FROM state WHERE deck = ?1 AND due_day <= ?2"
                                    " AND item NOT IN " TODAY_ITEMS;
    static const char count_met[] = "SELECT count(*) FROM state WHERE deck = ?1";
    store_begin_read(store);
    int64_t row = deck_row(store, deck);
    *due = (int)NUMBER(store, count_due, INT(row), INT(today));
    *met = (int)NUMBER(store, count_met, INT(row));
    return store_fine(store, err);
}

bool store_fresh(struct store *store, const struct deck *deck, int *fresh, struct err *err)
{
    static const char count[] = "SELECT count(*) FROM fresh WHERE deck = ?1";
    store_start(store);
    *fresh = (int)NUMBER(store, count, INT(deck_row(store, deck)));
    return store_fine(store, err);
}

/* -- how long answers take -- */

enum { LOOKED_AT = 2000, TAKEN = 200, FEW = 20 };

static int median(int *took, int n)
{
    if (n < FEW)
        return 0;
    qsort(took, (size_t)n, sizeof *took, by_size);
    return n % 2 ? took[n / 2] : (took[n / 2 - 1] + took[n / 2]) / 2;
}

/* The file may come from anywhere. */
static int took_ms(sqlite3_stmt *query, int column)
{
    int64_t ms = sqlite3_column_int64(query, column);
    return ms < 1 ? 1 : ms < TOOK_MS_MAX ? (int)ms : TOOK_MS_MAX;
}

/* What was asked last are few items, often: each is looked up once, or when another has taken its place. */
struct kinds {
    struct {
        int64_t item;
        int kind;
    } seen[512];
};

static int kind_of(struct store *store, struct kinds *kinds, int64_t item)
{
    static const char sql[] = "SELECT CASE WHEN key LIKE '%/%/%' THEN ?2 ELSE ?3 END FROM item WHERE id = ?1";
    size_t at = (uint64_t)item % (sizeof kinds->seen / sizeof *kinds->seen);
    if (kinds->seen[at].item != item) {
        kinds->seen[at].kind = (int)NUMBER(store, sql, INT(item), INT(ITEM_PLACEMENT), INT(ITEM_QUESTION));
        kinds->seen[at].item = item;
    }
    return kinds->seen[at].kind;
}

static void find_medians(struct store *store)
{
    static const char sql[] = "SELECT item, ways = 0, took_ms FROM (SELECT * FROM answer ORDER BY id DESC LIMIT ?1)"
                              " WHERE counts = 1 AND took_ms IS NOT NULL ORDER BY id DESC";
    struct kinds kinds = {0};
    int took[3][TAKEN], n[3] = {0};
    sqlite3_stmt *query = QUERY(store, sql, INT(LOOKED_AT));
    while (store_row(store, query)) {
        int kind = sqlite3_column_int(query, 1) ? ITEM_CARD : kind_of(store, &kinds, sqlite3_column_int64(query, 0));
        if (n[kind] < TAKEN)
            took[kind][n[kind]++] = took_ms(query, 2);
    }
    for (int kind = 0; kind < 3; kind++)
        store->medians[kind] = median(took[kind], n[kind]);
}

bool store_medians(struct store *store, int ms[3])
{
    store_start(store);
    if (!store->medians_known)
        find_medians(store);
    store->medians_known = store_fine(store, NULL);
    for (int kind = 0; kind < 3; kind++)
        ms[kind] = store->medians_known ? store->medians[kind] : 0;
    return store->medians_known;
}
