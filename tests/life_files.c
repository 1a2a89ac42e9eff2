/* What a life makes beside its learner.db: a backup, an export, and a file of the first schema that becomes one of
   today. What was said to be there is there, whole. */
#include "life.h"

#include "base/mem.h"
#include "store/backup.h"
#include "store/file.h"
#include "store/reviews.h"
#include "store/verify.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OLD_ANSWERS = 96 /* of tests/data/learner/1.db */ };

static bool fails(struct life *life, const char *what, const char *text)
{
    snprintf(life->trouble, sizeof life->trouble, "%s: %s", what, text);
    return false;
}

bool life_backup(struct life *life)
{
    struct err err;
    if (!backup_daily(life->store, life->now, &err))
        return fails(life, "backup", err.text);
    life->has_backup = true;
    return true;
}

bool life_export(struct life *life)
{
    struct err err = {""};
    char *text = NULL, *path = xprintf("%s/reviews.csv", life->folder);
    size_t size;
    int n, left_out;
    FILE *out = open_memstream(&text, &size);
    bool written = reviews_export(life->store, out, &n, &left_out, &err);
    fclose(out);
    written = written && !left_out && file_write(path, text, size, true, &err);
    life->exported = life->exported || written;
    free(life->export);
    life->export = text;
    free(path);
    return written || fails(life, "export", err.text);
}

bool life_migrate(struct life *life)
{
    struct err err = {""};
    char *folder = xprintf("%s/old", life->folder), *path = xprintf("%s/learner.db", folder);
    size_t size = 0;
    char *bytes = file_exists(path) ? NULL : file_read(TEST_DATA "/learner/1.db", 1 << 20, &size, &err);
    bool fine = !bytes || (file_make_folder(folder, &err) && file_write(path, bytes, size, true, &err));
    struct store *store = fine ? store_open(folder, (const unsigned char[16]){"life"}, life->now, &err) : NULL;
    life->migrated = life->migrated || store;
    store_close(store);
    free(bytes);
    free(path);
    free(folder);
    return store || fails(life, "migrate", err.text);
}

/* -- looking -- */

static bool look_at_backup(struct life *life)
{
    struct err err = {""};
    int n;
    struct backup_file *files = backup_list(life->folder, &n);
    char *path = n ? xprintf("%s/backups/%s", life->folder, files[0].name) : NULL;
    int problems = path ? verify_file(path, NULL, &err) : 0;
    free(path);
    free(files);
    if (!n && life->has_backup)
        return fails(life, "backup", "it is gone");
    return !problems || fails(life, "backup", *err.text ? err.text : "it is damaged");
}

/* It is made once, so it is there as it was tried, or not at all. */
static bool look_at_export(struct life *life)
{
    char *path = xprintf("%s/reviews.csv", life->folder);
    size_t size;
    char *there = file_read(path, 1 << 20, &size, NULL);
    bool fine = there ? life->export && strcmp(there, life->export) == 0 : !life->exported;
    if (!fine)
        fails(life, "export", there ? "it is not what was written" : "it is gone");
    free(there);
    free(path);
    return fine;
}

static int number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *query = NULL;
    int n = -1;
    if (sqlite3_prepare_v2(db, sql, -1, &query, NULL) == SQLITE_OK && sqlite3_step(query) == SQLITE_ROW)
        n = sqlite3_column_int(query, 0);
    sqlite3_finalize(query);
    return n;
}

static bool look_at_old(struct life *life)
{
    char *path = xprintf("%s/old/learner.db", life->folder);
    bool fine = !life->migrated;
    if (file_exists(path)) {
        sqlite3 *db;
        sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL);
        sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
        int version = number(db, "PRAGMA user_version"), answers = number(db, "SELECT count(*) FROM answer");
        fine = answers == OLD_ANSWERS && (version == 2 || (version == 1 && !life->migrated)) &&
               number(db, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'") == 1;
        sqlite3_close(db);
    }
    free(path);
    return fine || fails(life, "migrate", "the old file is neither what it was nor what it was to become");
}

bool life_check_files(struct life *life)
{
    return look_at_backup(life) && look_at_export(life) && look_at_old(life);
}
