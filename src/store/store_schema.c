/* What the tables must look like, and how older ones become those. The file may come from a stranger: a view or a
   trigger would be his code, so its schema is compared with the text that made ours, without comments and line breaks.
 */
#include "store/store_db.h"

#include "base/mem.h"
#include "base/tr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const char store_schema[]; /* schema.sql */
extern const char store_step_2[]; /* step_2.sql */

/* -- comparing -- */

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool is_word(char c)
{
    return c && !is_space(c) && !strchr("(),;=<>", c);
}

/* One statement, up to its semicolon or the end: words and signs, one space only where words meet. No literal of ours
   holds a semicolon or two dashes. Returns what is behind it; *bare is the caller's. */
static const char *read_bare(const char *sql, char **bare)
{
    char *out = *bare = xmalloc(strlen(sql) + 1);
    bool gap = false;
    for (; *sql && *sql != ';'; sql++) {
        if (sql[0] == '-' && sql[1] == '-') {
            while (sql[1] && sql[1] != '\n')
                sql++;
            gap = true;
        } else if (is_space(*sql)) {
            gap = true;
        } else {
            if (gap && out > *bare && is_word(out[-1]) && is_word(*sql))
                *out++ = ' ';
            gap = false;
            *out++ = *sql;
        }
    }
    *out = '\0';
    return *sql ? sql + 1 : sql;
}

static bool same_sql(const char *a, const char *b)
{
    char *bare_a, *bare_b;
    read_bare(a, &bare_a);
    read_bare(b, &bare_b);
    bool same = strcmp(bare_a, bare_b) == 0;
    free(bare_a);
    free(bare_b);
    return same;
}

/* "CREATE TABLE name(" or "CREATE UNIQUE INDEX name ON ..." */
static bool name_of(const char *bare, char name[64])
{
    return sscanf(bare, "CREATE TABLE %63[a-z_]", name) == 1 || sscanf(bare, "CREATE INDEX %63[a-z_]", name) == 1 ||
           sscanf(bare, "CREATE UNIQUE INDEX %63[a-z_]", name) == 1;
}

static bool strange(const struct store *store, const char *what, struct err *err)
{
    return err_set(err,
                   tr("'%s' is damaged or was changed by another program: '%.60s' is not as demarc makes it. demarc "
                      "restore brings a backup back."),
                   store->path, what);
}

bool schema_is_plain(struct store *store, struct err *err)
{
    static const char sql[] = "SELECT name FROM sqlite_schema WHERE type NOT IN ('table', 'index')"
                              " OR rootpage IS NULL OR rootpage <= 0";
    sqlite3_stmt *query = store_query(store, sql, NULL, 0);
    if (!store_row(store, query))
        return store_fine(store, err);
    strange(store, store_text(query, 0), err);
    store_fine(store, NULL);
    return false;
}

static bool has(struct store *store, const char *name, const char *bare)
{
    static const char sql[] = "SELECT sql FROM sqlite_schema WHERE name = ?1";
    sqlite3_stmt *query = QUERY(store, sql, TEXT(name));
    bool same = store_row(store, query) && same_sql(store_text(query, 0), bare);
    if (query)
        sqlite3_reset(query);
    return same;
}

/* An index that is not ours on a table that is would run at each of our writes. */
static bool no_more_indexes(struct store *store, int n, struct err *err)
{
    static const char sql[] = "SELECT count(*), max(name) FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL";
    sqlite3_stmt *query = store_query(store, sql, NULL, 0);
    if (!store_row(store, query) || sqlite3_column_int(query, 0) == n)
        return store_fine(store, err);
    strange(store, "CREATE INDEX", err);
    store_fine(store, NULL);
    return false;
}

bool schema_fits(struct store *store, struct err *err)
{
    int indexes = 0;
    bool fits = true;
    store_start(store);
    for (const char *at = store_schema; fits && *at;) {
        char *bare, name[64];
        at = read_bare(at, &bare);
        if (name_of(bare, name)) {
            indexes += strncmp(bare, "CREATE TABLE", 12) != 0;
            fits = has(store, name, bare) || (!store->failed && strange(store, name, err));
        }
        free(bare);
    }
    return fits ? no_more_indexes(store, indexes, err) : store->failed ? store_fine(store, err) : false;
}

/* -- older ones -- */

#define DECK_KEY_OF_ITEM "ifnull((SELECT x.key FROM deck AS x WHERE x.id = item.deck), item.deck)"

const struct store_step schema_steps[] = {
    {.to = 2,
     .sql = store_step_2,
     .resealed = {{"deck", "id, key, seen_print", "id, key, seen_print, exams, retention, exam_day"},
                  {"item", "id, " DECK_KEY_OF_ITEM ", key, answer_print",
                   "id, " DECK_KEY_OF_ITEM ", key, answer_print, place"}}},
};

const int n_schema_steps = sizeof schema_steps / sizeof *schema_steps;

/* 0 fits nothing: what is damaged now must not be sealed afterwards. */
static void mark_damaged(struct store *store, const struct store_reseal *reseal)
{
    char *sql = xprintf("UPDATE %s SET sum = 0 WHERE sum IS NOT row_sum(%s)", reseal->table, reseal->was);
    store_execute(store, sql);
    free(sql);
}

static void seal_again(struct store *store, const struct store_reseal *reseal)
{
    char *sql = xprintf("UPDATE %s SET sum = row_sum(%s) WHERE sum <> 0", reseal->table, reseal->is);
    store_execute(store, sql);
    free(sql);
}

static void take_step(struct store *store, const struct store_step *step)
{
    for (const struct store_reseal *reseal = step->resealed; reseal->table; reseal++)
        mark_damaged(store, reseal);
    store_execute(store, step->sql);
    for (const struct store_reseal *reseal = step->resealed; reseal->table; reseal++)
        seal_again(store, reseal);
    char *sql = xprintf("PRAGMA user_version = %d", step->to);
    store_execute(store, sql);
    free(sql);
}

/* Another program may have been faster, so the version is read under the lock. Tables that are made anew keep their
   name in what refers to them, and nothing is checked until all is done. */
bool schema_migrate(struct store *store, const struct store_step *steps, int n, struct err *err)
{
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, 1, NULL);
    store_begin_write(store, true);
    int64_t version = store_number(store, "PRAGMA user_version", NULL, 0, 0);
    for (int i = 0; i < n; i++)
        if (steps[i].to > version)
            take_step(store, &steps[i]);
    bool fine = store_commit(store, err);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, 0, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    return fine;
}
