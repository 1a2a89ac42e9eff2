/* Making backups and letting go of old ones. SQLite writes the copy under a passing name; it is verified, synced and
   renamed, and only then older ones are looked at, so at no moment there is less than before. */
#include "store/backup.h"

#include "base/mem.h"
#include "base/tr.h"
#include "srs/day.h"
#include "store/file.h"
#include "store/store_db.h"
#include "store/verify.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NEWEST = 5, DAYS = 7, WEEKS = 4, MONTHS = 12, PRINTS = 6 };
static const int64_t bytes_most = INT64_C(200) * 1000 * 1000;

/* -- names -- */

void backup_name(char name[BACKUP_NAME_MAX], struct moment now)
{
    int64_t seconds = now.utc_ms / 1000 + now.offset_min * INT64_C(60);
    int64_t day = seconds / 86400 - (seconds % 86400 < 0);
    int rest = (int)(seconds - day * 86400), year, month, mday;
    day_to_date((int)day, &year, &month, &mday);
    snprintf(name, BACKUP_NAME_MAX, "learner-%04d-%02d-%02d-%02d%02d%02d.db", year, month, mday, rest / 3600,
             rest / 60 % 60, rest % 60);
}

/* The day of study in which it was made, where these begin so many hours after 4; false: the name is none of ours. */
static bool day_of_name(const char *name, int shift_h, int *day)
{
    int hour, minute, second, end = 0;
    char date[11];
    if (sscanf(name, "learner-%10[0-9-]-%2d%2d%2d.db%n", date, &hour, &minute, &second, &end) != 4 || !end ||
        !day_parse(date, day))
        return false;
    *day -= hour < DAY_ROLLOVER_HOURS + shift_h;
    return name[end] == '\0';
}

static char *folder_of(const struct store *store)
{
    const char *slash = strrchr(store->path, '/');
    return slash ? xprintf("%.*s", (int)(slash - store->path), store->path) : xstrdup(".");
}

/* -- which go -- */

/* Of all backups of one span the newest stays, for the newest `most` spans. From the newest backwards. */
static void keep_spans(const struct backup_file *files, int n, bool *stays, int most, int (*span_of)(int day))
{
    int kept = 0, last = INT_MAX;
    for (int i = n - 1; i >= 0 && kept < most; i--) {
        int day;
        if (!day_of_name(files[i].name, 0, &day) || span_of(day) == last)
            continue;
        last = span_of(day);
        stays[i] = true;
        kept++;
    }
}

static int day_span(int day)
{
    return day;
}

static int week_span(int day)
{
    return day - day_weekday(day);
}

static int month_span(int day)
{
    int year, month, mday;
    day_to_date(day, &year, &month, &mday);
    return year * 12 + month;
}

void backup_thin(struct backup_file *files, int n, int64_t most)
{
    bool *stays = xcalloc((size_t)n + 1, sizeof *stays);
    for (int i = n < NEWEST ? 0 : n - NEWEST; i < n; i++)
        stays[i] = true; /* what was there before things were forgotten or taken in one after the other */
    keep_spans(files, n, stays, DAYS, day_span);
    keep_spans(files, n, stays, WEEKS, week_span);
    keep_spans(files, n, stays, MONTHS, month_span);
    int64_t bytes = 0;
    bool full = false;
    for (int i = n - 1; i >= 0; i--) {
        bool newest = i == n - 1;
        full = full || (!newest && stays[i] && bytes + files[i].size > most);
        files[i].goes = !newest && (!stays[i] || full);
        bytes += files[i].goes ? 0 : files[i].size;
    }
    free(stays);
}

/* -- what is there -- */

/* Oldest first. */
static struct backup_file *read_folder(const char *backups, int *n)
{
    int named;
    char **names = file_list(backups, ".db", &named);
    struct backup_file *files = xcalloc((size_t)named + 1, sizeof *files);
    *n = 0;
    for (int i = 0; i < named; i++) {
        int day;
        if (day_of_name(names[i], 0, &day)) {
            char *path = xprintf("%s/%s", backups, names[i]);
            struct backup_file *file = &files[(*n)++];
            snprintf(file->name, sizeof file->name, "%s", names[i]);
            file->size = file_size(path);
            free(path);
        }
        free(names[i]);
    }
    free(names);
    return files;
}

struct backup_file *backup_list(const char *folder, int *n)
{
    char *backups = xprintf("%s/backups", folder);
    struct backup_file *files = read_folder(backups, n);
    for (int i = 0; i < *n / 2; i++) {
        struct backup_file file = files[i];
        files[i] = files[*n - 1 - i];
        files[*n - 1 - i] = file;
    }
    free(backups);
    return files;
}

/* -- has anything changed? -- */

/* What differs wherever a learner did something; in a schema of every version. */
static bool fingerprint(struct store *store, int64_t print[PRINTS])
{
    static const char *const sql[PRINTS] = {
        "SELECT ifnull(max(id), 0) FROM answer",     "SELECT ifnull(max(id), 0) FROM edit",
        "SELECT ifnull(max(id), 0) FROM session",    "SELECT count(*) FROM step",
        "SELECT ifnull(sum(sum >> 8), 0) FROM goal", "SELECT ifnull(sum(sum >> 8), 0) FROM setting",
    };
    store_start(store);
    for (int i = 0; i < PRINTS; i++)
        print[i] = store_number(store, sql[i], NULL, 0, 0);
    return store_fine(store, NULL);
}

/* path NULL: there is no backup; it has all where there is nothing. One that has rotted since has nothing. */
static bool has_all(struct store *store, const char *path)
{
    int64_t here[PRINTS], there[PRINTS] = {0};
    struct err err;
    struct store *backup = path ? store_look(path, &err) : NULL;
    bool same = (backup || !path) && fingerprint(store, here) && (!path || fingerprint(backup, there)) &&
                memcmp(here, there, sizeof here) == 0;
    store_close(backup);
    return same && (!path || verify_summary(path).problems == 0);
}

/* -- making -- */

/* What a program that was killed has left of its copy. */
static void drop_unfinished(const char *backups)
{
    int n;
    char **names = file_list(backups, ".new", &n);
    for (int i = 0; i < n; i++) {
        char *path = xprintf("%s/%s", backups, names[i]);
        int hold = file_hold(path); /* else another program is writing it now */
        if (hold >= 0)
            file_remove(path, NULL);
        file_let_go(hold);
        free(path);
        free(names[i]);
    }
    free(names);
}

bool backup_copy(struct store *store, const char *path, struct err *err)
{
    store_start(store);
    store_run(store, "VACUUM INTO ?1", VALUES(TEXT(path)));
    return store_fine(store, err);
}

static bool is_sound(const char *path, const char *name, struct err *err)
{
    struct verify_summary summary = verify_summary(path);
    if (summary.problems == 0)
        return true;
    return err_set(err, tr("No backup was made, as '%s' has %d damaged places; demarc verify names them."), name,
                   summary.problems < 0 ? 1 : summary.problems);
}

/* Two in one second: the later one is called after the next. */
static void free_name(char name[BACKUP_NAME_MAX], const char *backups, struct moment now)
{
    for (bool taken = true; taken; now.utc_ms += 1000) {
        backup_name(name, now);
        char *path = xprintf("%s/%s", backups, name);
        taken = file_exists(path);
        free(path);
    }
}

/* The new one stays even where its name is not the last, as the clock was ahead once. */
static void thin(const char *backups, const char *fresh)
{
    int n;
    struct backup_file *files = read_folder(backups, &n);
    backup_thin(files, n, bytes_most);
    for (int i = 0; i < n; i++)
        if (files[i].goes && strcmp(files[i].name, fresh) != 0) {
            char *path = xprintf("%s/%s", backups, files[i].name);
            file_remove(path, NULL);
            free(path);
        }
    free(files);
}

bool backup_into(struct store *store, const char *backups, struct moment now, struct err *err)
{
    char name[BACKUP_NAME_MAX];
    if (!file_make_folder(backups, err))
        return false;
    free_name(name, backups, now);
    char *path = xprintf("%s/%s", backups, name);
    char *beside = xprintf("%s.%02x%02x%02x%02x.new", path, store->program[0], store->program[1], store->program[2],
                           store->program[3]);
    drop_unfinished(backups);
    bool fine = backup_copy(store, beside, err) && is_sound(beside, store->path, err) && file_put(beside, path, err);
    if (fine)
        thin(backups, name);
    else
        file_remove(beside, NULL);
    free(beside);
    free(path);
    return fine;
}

static bool make_where_needed(struct store *store, bool daily, struct moment now, struct err *err)
{
    if (strcmp(store->path, ":memory:") == 0)
        return true;
    char *folder = folder_of(store), *backups = xprintf("%s/backups", folder);
    int n, today = day_of(now), day = INT_MIN;
    struct backup_file *files = read_folder(backups, &n);
    bool done = false;
    for (int i = 0; daily && i < n; i++)
        done = done || (day_of_name(files[i].name, now.day_shift_h, &day) && day == today);
    char *newest = n ? xprintf("%s/%s", backups, files[n - 1].name) : NULL;
    done = done || has_all(store, newest);
    bool fine = done || backup_into(store, backups, now, err);
    free(newest);
    free(files);
    free(backups);
    free(folder);
    return fine;
}

bool backup_make(struct store *store, struct moment now, struct err *err)
{
    return make_where_needed(store, false, now, err);
}

bool backup_daily(struct store *store, struct moment now, struct err *err)
{
    return make_where_needed(store, true, now, err);
}
