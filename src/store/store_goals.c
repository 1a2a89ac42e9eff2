/* What the learner wants: exam days, and settings by name. What due days hang on changes them in the same transaction.
 */
#include "store/store_db.h"

#include "base/mem.h"
#include "srs/day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool setting_read(struct store *store, const char *name, char text[SETTING_MAX])
{
    static const char sql[] = "SELECT value FROM setting WHERE name = ?1";
    sqlite3_stmt *query = QUERY(store, sql, TEXT(name));
    if (!store_row(store, query))
        return false;
    snprintf(text, SETTING_MAX, "%s", store_text(query, 0));
    sqlite3_reset(query);
    return true;
}

static struct day_start read_day_start(struct store *store)
{
    char hour[SETTING_MAX], before[SETTING_MAX];
    bool set = setting_read(store, "day_start", hour), changed = setting_read(store, SETTING_DAY_BEFORE, before);
    return setting_day_start(set ? hour : NULL, changed ? before : NULL);
}

struct moment setting_moment(struct store *store, struct moment moment)
{
    struct day_start start = read_day_start(store);
    return day_start_at(&start, moment);
}

struct day_start store_day_start(struct store *store)
{
    store_start(store);
    struct day_start start = read_day_start(store);
    store_fine(store, NULL);
    return start;
}

struct moment store_moment(struct store *store, struct moment moment)
{
    struct day_start start = store_day_start(store);
    return day_start_at(&start, moment);
}

bool store_setting_get(struct store *store, const char *name, char text[SETTING_MAX])
{
    store_start(store);
    bool there = setting_read(store, name, text);
    return store_fine(store, NULL) && there;
}

void store_peek(const char *folder, const char *const *names, int n, char (*values)[SETTING_MAX])
{
    char *path = xprintf("%s/learner.db", folder);
    struct err err;
    struct store *store = store_look(path, &err);
    for (int i = 0; i < n; i++)
        if (!store || !store_setting_get(store, names[i], values[i]))
            values[i][0] = '\0';
    store_close(store);
    free(path);
}

bool store_setting_set(struct store *store, const char *name, const char *value, struct moment now, struct err *err)
{
    static const char put[] = "INSERT OR REPLACE INTO setting (name, value, sum) VALUES (?1, ?2, 0)";
    static const char drop[] = "DELETE FROM setting WHERE name = ?1";
    store_begin_write(store, true);
    if (value) {
        RUN(store, put, TEXT(name), TEXT(value));
        SEAL(store, TABLE_SETTING, TEXT(name));
    } else {
        RUN(store, drop, TEXT(name));
    }
    decks_follow(store, day_of(now));
    return store_commit(store, err);
}

int store_goals(struct store *store, struct store_goal *goals, int most)
{
    static const char sql[] = "SELECT exam, min(max(day, 0), ?2) FROM goal ORDER BY day, exam LIMIT ?1";
    enum { LAST_DAY = 2932896 }; /* of the year 9999; the file may come from anywhere */
    int n = 0;
    store_start(store);
    sqlite3_stmt *query = QUERY(store, sql, INT(most), INT(LAST_DAY));
    while (store_row(store, query)) {
        snprintf(goals[n].exam, sizeof goals[n].exam, "%s", store_text(query, 0));
        goals[n++].day = sqlite3_column_int(query, 1);
    }
    return store_fine(store, NULL) ? n : 0;
}

bool store_goal_set(struct store *store, const char *exam, int day, struct moment now, struct err *err)
{
    static const char put[] = "INSERT OR REPLACE INTO goal (exam, day, sum) VALUES (?1, ?2, 0)";
    store_begin_write(store, true);
    RUN(store, put, TEXT(exam), INT(day));
    SEAL(store, TABLE_GOAL, TEXT(exam));
    decks_follow(store, day_of(now));
    return store_commit(store, err);
}

bool store_goal_clear(struct store *store, const char *exam, struct moment now, struct err *err)
{
    static const char drop[] = "DELETE FROM goal WHERE exam = ?1";
    store_begin_write(store, true);
    RUN(store, drop, TEXT(exam));
    decks_follow(store, day_of(now));
    return store_commit(store, err);
}
