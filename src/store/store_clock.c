/* Repairing the days of answers that were given under a wrong clock, once it is right again.

   The log is in the order in which it was written, so its days should never go back. Where they do, some of them are
   wrong: those outside the heaviest chain of days that never go back, each day of study weighing 1, and today 1 as
   well. Where the heaviest chain does not lead to today, it is now that the clock is wrong, and nothing is touched,
   unless it leaps over more than a year. A wrong day becomes one between its right neighbours; days that were wrong
   together keep their distances. Days are judged as they were logged, so a repair that was made under a wrong clock is
   taken back by the next one. The answers of others that were imported were logged under other clocks, and are repaired
   there; what this file logged before a restore belongs to another origin since, and keeps the days it had then. */
#include "store/store_db.h"

#include "base/mem.h"
#include "srs/day.h"

#include <limits.h>
#include <stdlib.h>

enum { ROWS_LOOKED_AT = 200, BLOCKS_MOST = 100000 };

/* Consecutive answers of this file with one day. */
struct block {
    int64_t first, last; /* seq */
    int day;
    int weight, before; /* of the heaviest chain that ends here; the block before it, or -1 */
    bool right;
    int low, high, to; /* where its day lies if it is not right */
};

/* -- is anything odd? -- */

/* A day ahead that no redate has brought back; a last day well before an earlier one (one day is a journey), or a step
   back among the last answers; a redate, among the last edits, that may have been made under a clock that was set back:
   its answer's day has come since. */
static bool is_odd(struct store *store, int today)
{
    /* The plus keeps SQLite from walking all of an origin's answers instead of the few of those days. */
    static const char ahead[] =
        "SELECT EXISTS (SELECT 1 FROM answer AS a WHERE a.day > ?1 AND +a.origin = 1"
        " AND NOT EXISTS (SELECT 1 FROM edit AS e WHERE e.answer = a.id AND e.what = 'redate'))";
    static const char back[] = "SELECT day + 1 < (SELECT max(day) FROM answer WHERE day <= ?1 AND +origin = 1)"
                               " AND NOT EXISTS (SELECT 1 FROM edit AS e WHERE e.answer = a.id AND e.what = 'redate')"
                               " FROM answer AS a WHERE origin = 1 ORDER BY seq DESC LIMIT 1";
    static const char stepped[] =
        "SELECT EXISTS (SELECT 1 FROM (SELECT id, day, lag(day) OVER (ORDER BY seq) AS day_before,"
        "   lag(id) OVER (ORDER BY seq) AS before"
        "   FROM (SELECT * FROM answer WHERE origin = 1 ORDER BY seq DESC LIMIT ?1)) AS a"
        " WHERE day + 1 < day_before"
        " AND NOT EXISTS (SELECT 1 FROM edit AS e WHERE e.answer IN (a.id, a.before) AND e.what = 'redate'))";
    static const char undone[] =
        "SELECT EXISTS (SELECT 1 FROM (SELECT * FROM edit ORDER BY id DESC LIMIT ?2) AS e"
        " JOIN answer AS a ON a.id = e.answer WHERE e.what = 'redate' AND +a.origin = 1 AND e.day < a.day"
        " AND a.day <= ?1)";
    return NUMBER(store, ahead, INT(today + 1)) || NUMBER(store, back, INT(today + 1)) ||
           NUMBER(store, stepped, INT(ROWS_LOOKED_AT)) || NUMBER(store, undone, INT(today + 1), INT(ROWS_LOOKED_AT));
}

/* -- which days are right -- */

static struct block *read_blocks(struct store *store, int *n)
{
    static const char sql[] = "SELECT seq, day FROM answer WHERE origin = 1 ORDER BY seq";
    struct block *blocks = NULL;
    int room = 0;
    *n = 0;
    sqlite3_stmt *query = store_query(store, sql, NULL, 0);
    while (*n < BLOCKS_MOST && store_row(store, query)) {
        int64_t seq = sqlite3_column_int64(query, 0), day = sqlite3_column_int64(query, 1);
        int sane = day < INT_MIN / 4 ? INT_MIN / 4 : day > INT_MAX / 4 ? INT_MAX / 4 : (int)day;
        if (*n && blocks[*n - 1].day == sane) {
            blocks[*n - 1].last = seq;
            continue;
        }
        blocks = xgrow(blocks, *n, &room, sizeof *blocks);
        blocks[(*n)++] = (struct block){.first = seq, .last = seq, .day = sane, .before = -1};
    }
    return blocks;
}

/* tails[w]: the block with the least day at which a chain of weight w + 1 ends. The usual patience sort. */
static int find_chains(struct block *blocks, int n, int *tails)
{
    int longest = 0;
    for (int i = 0; i < n; i++) {
        int low = 0, high = longest;
        while (low < high) {
            int middle = (low + high) / 2;
            if (blocks[tails[middle]].day <= blocks[i].day)
                low = middle + 1;
            else
                high = middle;
        }
        blocks[i].weight = low + 1;
        blocks[i].before = low ? tails[low - 1] : -1;
        tails[low] = i;
        longest = low == longest ? low + 1 : longest;
    }
    return longest;
}

/* Today lies in a gap of more than a year, with at most a month of study behind it: a clock that is set back falls to
   some day long before the log, hardly into a pause as long as that. */
static bool leapt_ahead(const struct block *blocks, const int *tails, int to_today, int longest, int today)
{
    enum { GAP_DAYS = 365, STUDY_DAYS = 30 };
    return to_today && longest - to_today <= STUDY_DAYS &&
           blocks[tails[to_today]].day - blocks[tails[to_today - 1]].day > GAP_DAYS &&
           blocks[tails[to_today]].day > today;
}

/* False: the clock is wrong now. */
static bool find_right_days(struct block *blocks, int n, int today)
{
    int *tails = xcalloc((size_t)n, sizeof *tails);
    int longest = find_chains(blocks, n, tails), to_today = longest;
    while (to_today && blocks[tails[to_today - 1]].day > today + 1)
        to_today--;
    bool clock_is_right = to_today + 1 >= longest || leapt_ahead(blocks, tails, to_today, longest, today);
    for (int at = clock_is_right && to_today ? tails[to_today - 1] : -1; at >= 0; at = blocks[at].before)
        blocks[at].right = true;
    free(tails);
    return clock_is_right;
}

/* -- what the others become -- */

/* Blocks from..to-1 are wrong; the day before them is low, the one after them high. The last of them is put at high,
   the others as far before it as they were. */
static void place_wrong(struct block *blocks, int from, int to, int low, int high)
{
    low = low > high ? high : low;
    int next = high, next_was = blocks[to - 1].day;
    for (int i = to - 1; i >= from; i--) {
        int64_t distance = (int64_t)next_was - blocks[i].day;
        int64_t day = distance > 0 ? next - distance : next;
        blocks[i].to = day < low ? low : (int)day;
        blocks[i].low = low;
        blocks[i].high = high;
        blocks[i].right = blocks[i].day >= low - 1 && blocks[i].day <= high + 1; /* a journey across time zones */
        next = blocks[i].to;
        next_was = blocks[i].day;
    }
}

static void place_all(struct block *blocks, int n, int today)
{
    int low = INT_MIN / 2;
    for (int i = 0; i < n;) {
        if (blocks[i].right) {
            low = blocks[i++].day;
            continue;
        }
        int to = i;
        while (to < n && !blocks[to].right)
            to++;
        place_wrong(blocks, i, to, low, to < n ? blocks[to].day : today);
        i = to;
    }
}

/* -- writing -- */

/* Answers whose day after all redates is not where it belongs; what an earlier repair has put between its neighbours
   stays there. */
static void redate_block(struct store *store, const struct block *block, struct moment now)
{
    static const char days[] =
        "SELECT a.id, a.item, ifnull((SELECT e.day FROM edit AS e WHERE e.answer = a.id AND e.what = 'redate'"
        "   ORDER BY e.at_ms DESC, (SELECT x.uid FROM origin AS x WHERE x.id = e.origin) DESC, e.seq DESC LIMIT 1), "
        "a.day)"
        " FROM answer AS a WHERE a.origin = 1 AND a.seq BETWEEN ?1 AND ?2";
    sqlite3_stmt *query = QUERY(store, days, INT(block->first), INT(block->last));
    while (store_row(store, query)) {
        int64_t answer = sqlite3_column_int64(query, 0), item = sqlite3_column_int64(query, 1);
        int64_t day = sqlite3_column_int64(query, 2);
        bool fits = block->right ? day == block->day : day >= block->low && day <= block->high;
        if (fits)
            continue;
        edit_redate(store, answer, block->right ? block->day : block->to, now);
        item_replay(store, item);
    }
}

void clock_repair(struct store *store, struct moment now)
{
    int today = day_of(now), n;
    if (!is_odd(store, today) || store->failed)
        return;
    store_begin_write(store, true);
    struct block *blocks = read_blocks(store, &n);
    if (n && n < BLOCKS_MOST && find_right_days(blocks, n, today)) {
        place_all(blocks, n, today);
        for (int i = 0; i < n; i++)
            redate_block(store, &blocks[i], now);
    }
    free(blocks);
    store_commit(store, NULL);
}
