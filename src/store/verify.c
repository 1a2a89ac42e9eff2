/* What is wrong with a file, row by row. Every table is walked in the order of its key; where a page cannot be read the
   walk looks for the next key that can, so what lies behind the damage is checked too. Nothing is believed: a row may
   have any type in any column. */
#include "store/verify.h"

#include "base/mem.h"
#include "base/tr.h"
#include "store/file.h"
#include "store/store_db.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOLD_MOST = 1000, WAL_LIMIT = 1 << 30 }; /* of one kind in one table */
#define LEAST (-(INT64_C(1) << 40))             /* far below any id */

struct verify {
    struct store *store;
    const struct verify_listener *listener;
    int told;
};

__attribute__((format(printf, 2, 3))) static void tell(struct verify *v, const char *format, ...)
{
    char text[600];
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    v->told++;
    if (v->listener)
        v->listener->tell(v->listener->to, text);
}

/* -- statements that may fail at any row -- */

static sqlite3_stmt *prepare(struct verify *v, const char *sql)
{
    sqlite3_stmt *query = NULL;
    if (sqlite3_prepare_v2(v->store->db, sql, -1, &query, NULL) != SQLITE_OK)
        tell(v, tr("A part of the file cannot be read (%s)."), sqlite3_errmsg(v->store->db));
    return query;
}

/* -- rows -- */

/* How rows of a table are called and walked. number: one whole number is the key, so the walk can leap over damage. */
static const struct walked {
    const char *key;
    int parts; /* of the key, shown */
    bool number;
} walked[STORE_TABLES] = {
    [TABLE_ORIGIN] = {"id", 1, true},
    [TABLE_DECK] = {"id", 1, true},
    [TABLE_ITEM] = {"id", 1, true},
    [TABLE_SESSION] = {"id", 1, true},
    [TABLE_PLAYER] = {"session, n", 2, false},
    [TABLE_TASK] = {"session, n", 2, false},
    [TABLE_TASK_ITEM] = {"session, task, pos", 3, false},
    [TABLE_STEP] = {"session, n", 2, false},
    [TABLE_ANSWER] = {"id", 1, true},
    [TABLE_EDIT] = {"id", 1, true},
    [TABLE_WEIGHTS] = {"id", 1, true},
    [TABLE_GOAL] = {"exam", 1, false},
    [TABLE_SETTING] = {"name", 1, false},
};

/* "answer 17", "step 3/12", "goal az-900" */
static void name_row(char name[120], const char *table, sqlite3_stmt *query, int parts)
{
    int used = snprintf(name, 120, "%s ", table);
    for (int i = 0; i < parts; i++)
        used += snprintf(name + used, (size_t)(120 - used), "%s%.25s", i ? "/" : "", store_text(query, i));
}

static void tell_sum(struct verify *v, const char *name, sqlite3_stmt *query, int column)
{
    const char *item = store_text(query, column);
    if (*item)
        tell(v, tr("%s (%.60s) was changed or damaged: its checksum does not fit."), name, item);
    else
        tell(v, tr("%s was changed or damaged: its checksum does not fit."), name);
}

static char *walk_sql(enum store_table table, const char *where)
{
    const struct walked *walk = &walked[table];
    const char *label = table == TABLE_ITEM     ? "key"
                        : table == TABLE_DECK   ? "key"
                        : table == TABLE_ANSWER ? "(SELECT key FROM item WHERE item.id = answer.item)"
                                                : "NULL";
    return xprintf("SELECT %s, sum IS row_sum(%s), substr(%s, 1, 60) FROM %s NOT INDEXED %s ORDER BY %s", walk->key,
                   sums_covered(table), label, sums_table(table), where, walk->key);
}

/* Is there a row at or behind `id` whose key can be read? */
static int key_from(struct store *store, const char *table, int64_t id, int64_t *found)
{
    char *sql = xprintf("SELECT id FROM %s NOT INDEXED WHERE id >= ?1 ORDER BY id LIMIT 1", table);
    sqlite3_stmt *query = NULL;
    int code = sqlite3_prepare_v2(store->db, sql, -1, &query, NULL);
    free(sql);
    if (code == SQLITE_OK) {
        sqlite3_bind_int64(query, 1, id);
        code = sqlite3_step(query);
        if (code == SQLITE_ROW)
            *found = sqlite3_column_int64(query, 0);
    }
    sqlite3_finalize(query);
    return code;
}

/* Leaps that double, then halves back. */
static bool leap(struct store *store, const char *table, int64_t bad, int64_t *next)
{
    int64_t good = bad;
    for (int64_t step = 1;; step *= 2) {
        if (step > INT64_MAX / 4 || bad > INT64_MAX - step)
            return false;
        good = bad + step;
        int code = key_from(store, table, good, next);
        if (code == SQLITE_DONE)
            return false;
        if (code == SQLITE_ROW)
            break;
        bad = good;
    }
    while (good - bad > 1) {
        int64_t middle = bad + (good - bad) / 2, found;
        if (key_from(store, table, middle, &found) == SQLITE_ROW) {
            good = middle;
            *next = found;
        } else {
            bad = middle;
        }
    }
    return true;
}

bool rows_resume(struct store *store, const char *table, int64_t last, int64_t *from)
{
    if (key_from(store, table, last + 1, from) != SQLITE_ROW)
        return leap(store, table, last + 1, from);
    ++*from; /* its key can be read, the row cannot */
    return true;
}

/* What the walk of a numbered table has seen. */
struct seen {
    int64_t last; /* the last key that was read */
    int bad, gaps;
    bool damaged; /* reading has failed: gaps are told as that */
};

static void look_for_gap(struct verify *v, const char *table, struct seen *seen, int64_t id)
{
    if (id == seen->last + 1 || seen->gaps++ >= TOLD_MOST)
        return;
    if (id == seen->last + 2)
        tell(v, tr("%s %" PRId64 " is missing from the log."), table, id - 1);
    else
        tell(v, tr("%s %" PRId64 " to %" PRId64 " are missing from the log."), table, seen->last + 1, id - 1);
}

/* From behind seen->last to the end or to where reading fails; false where it fails. */
static bool walk_part(struct verify *v, enum store_table table, struct seen *seen)
{
    const struct walked *walk = &walked[table];
    bool whole_log = table == TABLE_ANSWER || table == TABLE_EDIT;
    char *sql = walk_sql(table, walk->number ? "WHERE id > ?1" : ""), name[120];
    sqlite3_stmt *query = prepare(v, sql);
    free(sql);
    if (!query)
        return true; /* told */
    if (walk->number)
        sqlite3_bind_int64(query, 1, seen->last);
    int code;
    while ((code = sqlite3_step(query)) == SQLITE_ROW) {
        int64_t id = sqlite3_column_int64(query, 0);
        if (whole_log && !seen->damaged)
            look_for_gap(v, sums_table(table), seen, id);
        seen->damaged = false;
        if (walk->number)
            seen->last = id;
        if (sqlite3_column_int(query, walk->parts) || seen->bad++ >= TOLD_MOST)
            continue;
        name_row(name, sums_table(table), query, walk->parts);
        tell_sum(v, name, query, walk->parts + 1);
    }
    sqlite3_finalize(query);
    return code == SQLITE_DONE;
}

static void walk_table(struct verify *v, enum store_table table)
{
    const char *name = sums_table(table);
    struct seen seen = {.last = walked[table].number && table != TABLE_ANSWER && table != TABLE_EDIT ? LEAST : 0};
    for (int leaps = 0; !walk_part(v, table, &seen); leaps++) {
        int64_t from, first = seen.last + 1;
        if (!walked[table].number) {
            tell(v, tr("A part of the table %s cannot be read."), name);
            return;
        }
        if (leaps == TOLD_MOST || !rows_resume(v->store, name, seen.last, &from)) {
            if (seen.last == LEAST)
                tell(v, tr("%s: nothing of it can be read."), name);
            else
                tell(v, tr("%s %" PRId64 " and what follows cannot be read."), name, first);
            return;
        }
        if (from == first + 1)
            tell(v, tr("%s %" PRId64 " cannot be read, or what it belongs to cannot."), name, first);
        else if (seen.last == LEAST)
            tell(v, tr("%s up to %" PRId64 " cannot be read."), name, from - 1);
        else
            tell(v, tr("%s %" PRId64 " to %" PRId64 " cannot be read."), name, first, from - 1);
        seen.last = from - 1;
        seen.damaged = true;
    }
}

/* -- between rows -- */

/* Tells each row of a query with up to three columns through a format with as many %s. */
static void tell_rows(struct verify *v, const char *sql, const char *format)
{
    sqlite3_stmt *query = prepare(v, sql);
    for (int n = 0; query && n < TOLD_MOST && sqlite3_step(query) == SQLITE_ROW; n++) {
        char text[3][60];
        for (int i = 0; i < 3; i++)
            snprintf(text[i], sizeof text[i], "%s", i < sqlite3_column_count(query) ? store_text(query, i) : "");
        char sentence[400];
        const char *at = tr(format);
        size_t used = 0;
        for (int i = 0; *at && used + 61 < sizeof sentence; at++)
            if (at[0] == '%' && at[1] == 's' && i < 3) {
                used += (size_t)snprintf(sentence + used, sizeof sentence - used, "%s", text[i++]);
                at++;
            } else {
                sentence[used++] = *at;
            }
        sentence[used] = '\0';
        tell(v, "%s", sentence);
    }
    sqlite3_finalize(query);
}

#define NEW_ITEMS                                                                                                      \
    "SELECT deck, place FROM item WHERE place IS NOT NULL AND id NOT IN (SELECT item FROM state) AND NOT " RESTS(      \
        "item.id")

static void look_between_rows(struct verify *v)
{
    static const struct {
        const char *sql, *format;
    } rules[] = {
        {"SELECT substr(seq, 1, 20), origin, group_concat(id, ', ') FROM answer NOT INDEXED GROUP BY origin, seq"
         " HAVING count(*) > 1",
         TR_MARK("Number %s of origin %s is there more than once: answer %s.")},
        {"SELECT substr(seq, 1, 20), origin, group_concat(id, ', ') FROM edit NOT INDEXED GROUP BY origin, seq"
         " HAVING count(*) > 1",
         TR_MARK("Number %s of origin %s is there more than once: edit %s.")},
        {"SELECT id, item FROM answer NOT INDEXED WHERE item NOT IN (SELECT id FROM item NOT INDEXED)",
         TR_MARK("answer %s belongs to item %s, which is not there.")},
        {"SELECT id, origin FROM answer NOT INDEXED WHERE origin NOT IN (SELECT id FROM origin NOT INDEXED)",
         TR_MARK("answer %s comes from origin %s, which is not there.")},
        {"SELECT id FROM edit NOT INDEXED"
         " WHERE (answer IS NOT NULL AND answer NOT IN (SELECT id FROM answer NOT INDEXED))"
         " OR (upto IS NOT NULL AND upto NOT IN (SELECT id FROM answer NOT INDEXED))",
         TR_MARK("edit %s is about an answer that is not there.")},
        {"SELECT deck, place FROM (SELECT deck, place FROM fresh EXCEPT " NEW_ITEMS ") UNION SELECT * FROM (" NEW_ITEMS
         " EXCEPT SELECT deck, place FROM fresh)",
         TR_MARK("The list of new items is wrong about deck %s, place %s.")},
        {"SELECT session, count(*), max(n) + 1 FROM step NOT INDEXED GROUP BY session HAVING count(*) <> max(n) + 1",
         TR_MARK("Session %s has %s moves where it should have %s.")},
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        tell_rows(v, rules[i].sql, rules[i].format);
    tell_rows(v,
              "SELECT \"table\", ifnull(rowid, ''), parent FROM pragma_foreign_key_check WHERE \"table\" <> 'answer'",
              TR_MARK("A row of %s (%s) belongs to a row of %s that is not there."));
}

static void look_at_states(struct verify *v)
{
    static const char sql[] = "SELECT item, (SELECT key FROM item WHERE id = state.item) FROM state ORDER BY item";
    sqlite3_stmt *query = prepare(v, sql);
    for (int bad = 0; query && bad < TOLD_MOST && sqlite3_step(query) == SQLITE_ROW;) {
        store_start(v->store);
        bool fits = item_fits(v->store, sqlite3_column_int64(query, 0));
        if (!store_fine(v->store, NULL))
            fits = true; /* its answers cannot be read, which is told already */
        if (fits)
            continue;
        bad++;
        tell(v, tr("What is remembered of item %s (%.60s) does not follow from its answers."), store_text(query, 0),
             store_text(query, 1));
    }
    sqlite3_finalize(query);
}

/* -- the file of recent changes -- */

static uint32_t number_at(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* SQLite's own sum over a WAL (its file format, section 4.2), in the byte order that the header names. */
static void add_words(const unsigned char *bytes, size_t size, bool big, uint32_t sum[2])
{
    for (size_t i = 0; i < size; i += 8) {
        uint32_t word[2];
        for (int w = 0; w < 2; w++) {
            const unsigned char *at = bytes + i + 4 * w;
            word[w] =
                big ? number_at(at) : (uint32_t)at[3] << 24 | (uint32_t)at[2] << 16 | (uint32_t)at[1] << 8 | at[0];
        }
        sum[0] += word[0] + sum[1];
        sum[1] += word[1] + sum[0];
    }
}

static bool sum_is(const uint32_t sum[2], const unsigned char *at)
{
    return sum[0] == number_at(at) && sum[1] == number_at(at + 4);
}

/* Reading ends at the first frame that does not fit. Frames of an earlier round (both salts are others) may lie behind
   the last good one; one of this round that was committed may not, nor one with half its salts. */
static void look_at_frames(struct verify *v, const unsigned char *wal, size_t size)
{
    enum { HEADER = 32, FRAME = 24 };
    size_t page = number_at(wal + 8), frame = FRAME + page, n = 0, lost = 0;
    bool big = number_at(wal) & 1, broken = false;
    uint32_t sum[2] = {0, 0};
    add_words(wal, 24, big, sum);
    if (number_at(wal) >> 1 != 0x377f0682 >> 1 || page < 512 || page > 65536 || (page & (page - 1)) != 0 ||
        !sum_is(sum, wal + 24)) {
        tell(v, tr("The head of the file of recent changes (-wal) is damaged: the last changes are lost."));
        return;
    }
    for (const unsigned char *at = wal + HEADER; (size_t)(wal + size - at) >= frame; at += frame) {
        bool salt_1 = memcmp(at + 8, wal + 16, 4) == 0, salt_2 = memcmp(at + 12, wal + 20, 4) == 0;
        if (!broken && salt_1 && salt_2) {
            add_words(at, 8, big, sum);
            add_words(at + FRAME, page, big, sum);
            broken = !sum_is(sum, at + 16);
            n += !broken;
        } else {
            broken = true;
        }
        lost += broken && ((salt_1 && salt_2 && number_at(at + 4)) || salt_1 != salt_2);
    }
    if (lost)
        tell(
            v,
            tr("The file of recent changes (-wal) can be read up to part %zu; at least %zu later changes are damaged."),
            n, lost);
}

static void look_at_wal(struct verify *v, const char *path)
{
    char *name = xprintf("%s-wal", path);
    size_t size = 0;
    struct err err;
    char *wal = file_size(name) > 0 ? file_read(name, WAL_LIMIT, &size, &err) : NULL;
    if (wal && size >= 32)
        look_at_frames(v, (const unsigned char *)wal, size);
    else if (file_size(name) > 0)
        tell(v, tr("The file of recent changes (-wal) cannot be read."));
    free(wal);
    free(name);
}

/* -- all of it -- */

/* Its version; 0: it is none of ours, or newer. */
static int version_of(struct store *store, struct err *err)
{
    store_start(store);
    int64_t application = store_number(store, "PRAGMA application_id", NULL, 0, 0);
    int64_t version = store_number(store, "PRAGMA user_version", NULL, 0, 0);
    if (!store_fine(store, err))
        return 0;
    if (application != STORE_APPLICATION_ID || version < 1)
        return err_set(err, tr("'%s' is not a demarc file, or its head is damaged."), store->path);
    if (version > STORE_VERSION)
        return err_set(err, tr("'%s' was written by a newer demarc; use that one."), store->path);
    return (int)version;
}

static void check_pages(struct verify *v)
{
    tell_rows(v, "SELECT integrity_check FROM pragma_integrity_check(1000) WHERE integrity_check <> 'ok'",
              TR_MARK("The file itself is damaged: %s."));
}

/* Of an older version only the pages: its sums are those of other columns. */
static void verify_all(struct verify *v, int version)
{
    struct err err;
    look_at_wal(v, v->store->path);
    if (!schema_is_plain(v->store, &err) || (version == STORE_VERSION && !schema_fits(v->store, &err)))
        tell(v, "%s", err.text);
    if (version == STORE_VERSION) {
        for (int table = 0; table < STORE_TABLES; table++)
            walk_table(v, (enum store_table)table);
        look_between_rows(v);
        look_at_states(v);
    }
    check_pages(v);
}

int verify_file(const char *path, const struct verify_listener *listener, struct err *err)
{
    struct store *store = store_look(path, err);
    if (!store)
        return -1;
    struct verify v = {.store = store, .listener = listener};
    int version = version_of(store, err);
    if (version)
        verify_all(&v, version);
    store_close(store);
    return version ? v.told : -1;
}

struct verify_summary verify_summary(const char *path)
{
    struct err err;
    struct verify_summary summary = {.problems = -1};
    struct store *store = store_look(path, &err);
    if (!store)
        return summary;
    struct verify v = {.store = store};
    store_start(store);
    summary.answers = store_number(store, "SELECT count(*) FROM answer", NULL, 0, 0);
    int version = store_fine(store, NULL) ? version_of(store, &err) : 0;
    if (version) {
        verify_all(&v, version);
        summary.problems = v.told;
    }
    store_close(store);
    return summary;
}
