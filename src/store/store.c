/* The database as such: opening it with care, statements, transactions, and what to say when something fails. A file
   that is not ours, or comes from a newer demarc, is looked at and left as it is. Failures stick until the transaction
   ends, so that no caller can go on after one and nobody has to ask after each statement. */
#include "store/store_db.h"

#include "base/mem.h"
#include "base/rng.h"
#include "base/tr.h"
#include "store/backup.h"
#include "store/file.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const char store_schema[]; /* schema.sql */

enum {
    BUSY_MS = 5000,
    WAL_TRIES = 100,
    WAL_WAIT_MS = 20,
    WAL_PAGES = 1000, /* a WAL that is longer is moved home */
    TEXT_MOST = 1000 * 1000
};

static bool is_lost_sync(int code)
{
    return code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC;
}

static void fail(struct store *store, int code)
{
    store->holes = store->holes || is_lost_sync(code);
    if (store->failed)
        return;
    store->failed = code;
    free(store->failure);
    store->failure = xstrdup(sqlite3_errmsg(store->db));
}

static bool tell_not_ours(const struct store *store, struct err *err)
{
    return err_set(err,
                   tr("'%s' is not a demarc file, or is damaged throughout; it is left as it is. demarc restore brings "
                      "a backup back, and so does R in Settings; else move it away, or name another folder."),
                   store->path);
}

static bool tell(const struct store *store, struct err *err)
{
    switch (store->failed & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_set(err, tr("'%s' is in use by another program; close that one and try again."), store->path);
    case SQLITE_FULL:
        return err_set(err, tr("The disk is full: '%s' cannot grow. Make room and try again."), store->path);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
        return err_set(err, tr("'%s' cannot be written (%s). Check the permissions of its folder."), store->path,
                       store->failure);
    case SQLITE_CORRUPT:
    case SQLITE_TOOBIG:
        return err_set(err,
                       tr("'%s' is damaged (%s). demarc restore brings a backup back, and so does R "
                          "in Settings; demarc verify says more."),
                       store->path, store->failure);
    case SQLITE_NOTADB:
        return tell_not_ours(store, err);
    default:
        return err_set(err, tr("'%s' cannot be used: %s."), store->path, store->failure);
    }
}

static sqlite3_stmt *statement(struct store *store, const char *sql)
{
    for (int i = 0; i < store->n_statements; i++)
        if (store->statements[i].sql == sql)
            return store->statements[i].prepared;
    sqlite3_stmt *prepared;
    int code = sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, NULL);
    if (code != SQLITE_OK) {
        fail(store, code);
        return NULL;
    }
    store->statements =
        xgrow(store->statements, store->n_statements, &store->statements_room, sizeof *store->statements);
    store->statements[store->n_statements++] = (struct store_statement){sql, prepared};
    return prepared;
}

static int bind(sqlite3_stmt *prepared, int at, const struct store_value *value)
{
    switch (value->type) {
    case VALUE_INT:
        return sqlite3_bind_int64(prepared, at, value->number);
    case VALUE_REAL:
        return sqlite3_bind_double(prepared, at, value->real);
    case VALUE_TEXT:
        return sqlite3_bind_text(prepared, at, value->bytes, -1, SQLITE_TRANSIENT);
    case VALUE_BLOB:
        return sqlite3_bind_blob(prepared, at, value->bytes, value->size, SQLITE_TRANSIENT);
    case VALUE_NULL:
        break;
    }
    return sqlite3_bind_null(prepared, at);
}

sqlite3_stmt *store_query(struct store *store, const char *sql, const struct store_value *values, size_t n)
{
    sqlite3_stmt *prepared = store->failed ? NULL : statement(store, sql);
    if (!prepared)
        return NULL;
    sqlite3_reset(prepared);
    assert((int)n == sqlite3_bind_parameter_count(prepared));
    for (size_t i = 0; i < n; i++) {
        int code = bind(prepared, (int)i + 1, &values[i]);
        if (code != SQLITE_OK)
            fail(store, code);
    }
    return store->failed ? NULL : prepared;
}

bool store_row(struct store *store, sqlite3_stmt *query)
{
    if (!query || store->failed)
        return false;
    int code = sqlite3_step(query);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        fail(store, code);
    sqlite3_reset(query);
    return false;
}

const char *store_text(sqlite3_stmt *query, int column)
{
    const unsigned char *text = sqlite3_column_text(query, column);
    return text ? (const char *)text : "";
}

void store_run(struct store *store, const char *sql, const struct store_value *values, size_t n)
{
    sqlite3_stmt *query = store_query(store, sql, values, n);
    while (store_row(store, query))
        ;
}

int64_t store_number(struct store *store, const char *sql, const struct store_value *values, size_t n, int64_t none)
{
    sqlite3_stmt *query = store_query(store, sql, values, n);
    if (!store_row(store, query))
        return none;
    int64_t number = sqlite3_column_int64(query, 0);
    sqlite3_reset(query);
    return number;
}

/* For what cannot be kept prepared, as some pragmas act when they are prepared. */
void store_execute(struct store *store, const char *sql)
{
    if (store->failed)
        return;
    int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    if (code != SQLITE_OK)
        fail(store, code);
}

static void reset_statements(struct store *store)
{
    for (int i = 0; i < store->n_statements; i++)
        sqlite3_reset(store->statements[i].prepared);
}

void store_start(struct store *store)
{
    store->failed = SQLITE_OK;
}

void store_begin_read(struct store *store)
{
    store_start(store);
    if (store->held)
        return;
    store_execute(store, "BEGIN");
    store->reading = !store->failed;
}

void store_hold(struct store *store)
{
    store_begin_read(store);
    store->held = store->reading;
}

void store_let_go(struct store *store)
{
    store->held = false;
    store_fine(store, NULL);
}

/* Where the folder was moved or deleted under us SQLite would go on writing to a file that nobody finds again. */
static void look_whether_moved(struct store *store)
{
    int moved = 0;
    if (store->failed || sqlite3_file_control(store->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved) != SQLITE_OK || !moved)
        return;
    store->failed = SQLITE_IOERR;
    free(store->failure);
    store->failure = xstrdup(tr("it was moved or deleted while demarc was running"));
}

/* What a failed sync was to keep the system takes for kept, and no later sync writes it: the next one would succeed
   over a WAL with a hole. So all of the WAL is written once more as it is, under the lock, and the commit syncs it. */
static void fill_holes(struct store *store)
{
    unsigned char bytes[4096];
    sqlite3_file *wal = NULL;
    sqlite3_int64 size = 0;
    if (store->failed || !store->holes)
        return;
    int code = sqlite3_file_control(store->db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &wal);
    if (code == SQLITE_OK && wal && wal->pMethods)
        code = wal->pMethods->xFileSize(wal, &size);
    for (sqlite3_int64 at = 0; code == SQLITE_OK && at < size; at += (sqlite3_int64)sizeof bytes) {
        int n = size - at < (sqlite3_int64)sizeof bytes ? (int)(size - at) : (int)sizeof bytes;
        code = wal->pMethods->xRead(wal, bytes, n, at);
        if (code == SQLITE_OK)
            code = wal->pMethods->xWrite(wal, bytes, n, at);
    }
    if (code != SQLITE_OK) {
        store->failed = code;
        free(store->failure);
        store->failure = xstrdup(sqlite3_errstr(code));
    }
}

static int note_wal_pages(void *store, sqlite3 *db, const char *name, int pages)
{
    (void)db, (void)name;
    ((struct store *)store)->wal_pages = pages;
    return SQLITE_OK;
}

/* The WAL is emptied where no other program reads it: one that was moved home and lies there until the next answer
   would, with a flipped bit, put old pages over new ones. Nobody is waited for. */
void store_checkpoint(struct store *store)
{
    sqlite3_busy_timeout(store->db, 0);
    int code = sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    sqlite3_busy_timeout(store->db, BUSY_MS);
    store->holes = is_lost_sync(code) || (store->holes && code != SQLITE_OK);
    store->wal_pages = 0;
}

void store_begin_write(struct store *store, bool durable)
{
    if (store->held)
        store_let_go(store);
    store_start(store);
    if (durable != store->synced)
        store_execute(store, durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
    if (!store->failed)
        store->synced = durable;
    store_execute(store, "BEGIN IMMEDIATE");
    look_whether_moved(store);
    fill_holes(store);
    if (store->has_tables)
        weights_follow(store);
}

void store_roll_back(struct store *store)
{
    reset_statements(store);
    store->weights_known = false;
    if (!sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}

bool store_commit(struct store *store, struct err *err)
{
    reset_statements(store);
    store_execute(store, "COMMIT");
    if (store->failed) {
        store_roll_back(store);
        return tell(store, err);
    }
    if (store->holes || store->wal_pages > WAL_PAGES)
        store_checkpoint(store);
    return true;
}

bool store_fine(struct store *store, struct err *err)
{
    reset_statements(store);
    if (store->reading && !store->held) {
        sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
        store->reading = false;
    }
    return !store->failed || tell(store, err);
}

void store_uid(const struct store *store, struct moment now, int64_t place, unsigned char uid[16])
{
    for (unsigned half = 0; half < 2; half++) {
        uint64_t hash = hash_add(HASH_START, &half, sizeof half);
        hash = hash_add(hash, store->program, sizeof store->program);
        hash = hash_add(hash, &now.utc_ms, sizeof now.utc_ms);
        hash = hash_add(hash, &now.mono_ms, sizeof now.mono_ms);
        hash = hash_finish(hash_add(hash, &place, sizeof place));
        memcpy(uid + 8 * half, &hash, 8);
    }
}

/* Whose file is it? Only reads, and all at one moment: another program may just be making it. */
enum ours { OURS, OLDER, FRESH, NOT_OURS };

static enum ours whose(struct store *store, struct err *err)
{
    store_execute(store, "BEGIN");
    int64_t application = store_number(store, "PRAGMA application_id", NULL, 0, 0);
    int64_t version = store_number(store, "PRAGMA user_version", NULL, 0, 0);
    int64_t tables = store_number(store, "SELECT count(*) FROM sqlite_schema", NULL, 0, 0);
    bool fine = store_fine(store, err);
    store_roll_back(store);
    if (!fine)
        return NOT_OURS;
    if (!application && !version && !tables)
        return FRESH;
    if (application != STORE_APPLICATION_ID || version < 1) {
        tell_not_ours(store, err);
        return NOT_OURS;
    }
    if (version > STORE_VERSION) {
        err_set(err,
                tr("'%s' was written by a newer demarc; it is left as it is. Use that one, or name another folder."),
                store->path);
        return NOT_OURS;
    }
    return version < STORE_VERSION ? OLDER : OURS;
}

/* Another program may have been faster: then its tables are there once the lock is ours. */
static bool make_tables(struct store *store, struct moment now, struct err *err)
{
    store_begin_write(store, true);
    if (!store->failed && store_number(store, "PRAGMA user_version", NULL, 0, 0) == 0) {
        unsigned char uid[16];
        store_uid(store, now, 0, uid);
        store_execute(store, store_schema);
        RUN(store, "INSERT INTO origin (id, uid, sum) VALUES (1, ?1, 0)", BLOB(uid, sizeof uid));
        SEAL(store, TABLE_ORIGIN, INT(1));
    }
    return store_commit(store, err);
}

/* SQLite does not wait while another program is changing the mode, so this does. */
static void use_wal(struct store *store)
{
    int code = SQLITE_OK;
    for (int i = 0; i < WAL_TRIES; i++) {
        code = sqlite3_exec(store->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
        if (code != SQLITE_BUSY && code != SQLITE_LOCKED)
            break;
        sqlite3_sleep(WAL_WAIT_MS);
    }
    if (code != SQLITE_OK)
        fail(store, code);
    store->in_wal = code == SQLITE_OK;
}

/* A schema from a stranger must not run functions, and ours must not be bent by accident; a text of a gigabyte is none
   of ours. */
static void be_careful(struct store *store)
{
    static const struct {
        int what, most;
    } limits[] = {{SQLITE_LIMIT_LENGTH, TEXT_MOST},
                  {SQLITE_LIMIT_SQL_LENGTH, 100 * 1000},
                  {SQLITE_LIMIT_COLUMN, 100},
                  {SQLITE_LIMIT_ATTACHED, 1}, /* VACUUM INTO is one */
                  {SQLITE_LIMIT_TRIGGER_DEPTH, 1}};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        sqlite3_limit(store->db, limits[i].what, limits[i].most);
    static const int on[] = {SQLITE_DBCONFIG_DEFENSIVE, SQLITE_DBCONFIG_ENABLE_FKEY};
    static const int off[] = {SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_DQS_DDL, SQLITE_DBCONFIG_DQS_DML,
                              SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_VIEW};
    for (size_t i = 0; i < sizeof on / sizeof *on; i++)
        sqlite3_db_config(store->db, on[i], 1, NULL);
    for (size_t i = 0; i < sizeof off / sizeof *off; i++)
        sqlite3_db_config(store->db, off[i], 0, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    sqlite3_busy_timeout(store->db, BUSY_MS);
    sqlite3_wal_hook(store->db, note_wal_pages,
                     store); /* instead of SQLite's own checkpoints, whose errors nobody sees */
    store_execute(store, "PRAGMA cell_size_check = ON; PRAGMA synchronous = FULL");
    store->synced = true;
}

static bool read_only(struct store *store, struct err *err)
{
    store->failed = SQLITE_READONLY;
    free(store->failure);
    store->failure = xstrdup(tr("it is read-only"));
    return tell(store, err);
}

/* What another program has not yet moved from its WAL stays there, should the file not be ours. */
static void leave_wal(struct store *store)
{
    char *wal = xprintf("%s-wal", store->path);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, file_exists(wal), NULL);
    free(wal);
}

/* `name` is the path, or a file: address of it. */
static bool open_path(struct store *store, const char *name, int flags, struct err *err)
{
    int code = sqlite3_open_v2(name, &store->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    if (!store->db)
        abort(); /* no memory for the handle */
    if (code != SQLITE_OK) {
        fail(store, code);
        return tell(store, err);
    }
    leave_wal(store);
    be_careful(store);
    if (!sums_register(store->db))
        fail(store, SQLITE_NOMEM);
    return store_fine(store, err);
}

static bool make_newer(struct store *store, bool backup, struct moment now, struct err *err)
{
    return (!backup || backup_make(store, now, err)) && schema_migrate(store, schema_steps, n_schema_steps, err);
}

static bool open_file(struct store *store, bool backup, struct moment now, struct err *err)
{
    if (!open_path(store, store->path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err))
        return false;
    enum ours ours = whose(store, err);
    if (ours == NOT_OURS)
        return false;
    if (sqlite3_db_readonly(store->db, "main"))
        return read_only(store, err);
    bool fine = ours == FRESH   ? make_tables(store, now, err)
                : ours == OLDER ? schema_is_plain(store, err) && make_newer(store, backup, now, err)
                                : schema_is_plain(store, err);
    if (!fine || !schema_fits(store, err))
        return false;
    use_wal(store);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    if (!store_fine(store, err))
        return false;
    store->has_tables = true;
    weights_follow(store);
    store_start(store); /* what fails here fails again where it matters, and is told */
    clock_repair(store, setting_moment(store, now));
    store_start(store);
    return true;
}

static struct store *open_named(char *path, const unsigned char program[16], bool backup, struct moment now,
                                struct err *err)
{
    struct store *store = xcalloc(1, sizeof *store);
    store->path = path;
    memcpy(store->program, program, sizeof store->program);
    store->now = now;
    store->weights = fsrs_default;
    int medians[3];
    /* What cannot be written SQLite would open for reading, and leave files beside it that stay read-only when it no
       longer is. */
    bool refused = strcmp(path, ":memory:") != 0 && file_is_read_only(path);
    if (refused ? read_only(store, err) : open_file(store, backup, now, err)) {
        store_medians(store, medians);
        return store;
    }
    store_close(store);
    return NULL;
}

struct store *store_open(const char *folder, const unsigned char program[16], struct moment now, struct err *err)
{
    if (folder && !file_make_folder(folder, err))
        return NULL;
    return open_named(folder ? xprintf("%s/learner.db", folder) : xstrdup(":memory:"), program, true, now, err);
}

struct store *store_open_file(const char *path, const unsigned char program[16], struct moment now, struct err *err)
{
    return open_named(xstrdup(path), program, false, now, err);
}

struct store *store_copy(struct store *store, struct err *err)
{
    struct store *copy = open_named(xstrdup(":memory:"), store->program, false, store->now, err);
    if (!copy)
        return NULL;
    sqlite3_backup *backup = sqlite3_backup_init(copy->db, "main", store->db, "main");
    int code = backup ? sqlite3_backup_step(backup, -1) : sqlite3_errcode(copy->db);
    sqlite3_backup_finish(backup);
    copy->session = store->session;
    copy->exam = store->exam;
    copy->weights_known = false;
    store_start(copy);
    if (code == SQLITE_DONE) {
        store_begin_write(copy, false);
        origin_renew(copy, store->now);
    } else {
        fail(copy, code);
    }
    if (store_commit(copy, err))
        return copy;
    store_close(copy);
    return NULL;
}

/* Of a file that nobody can write meanwhile, nor we: SQLite would leave files beside it. */
static char *address_of(const char *path)
{
    char *address = xmalloc(3 * strlen(path) + 40), *out = address + sprintf(address, "file:");
    for (; *path; path++)
        out += sprintf(out, strchr("%?#", *path) ? "%%%02X" : "%c", *path);
    strcpy(out, "?immutable=1");
    return address;
}

struct store *store_look(const char *path, struct err *err)
{
    size_t none;
    char *bytes = file_size(path) > 0 ? xstrdup("") : file_read(path, 0, &none, err);
    if (!bytes)
        return NULL; /* it is not there, or a folder: SQLite's words for that would be worse */
    free(bytes);
    struct store *store = xcalloc(1, sizeof *store);
    store->path = xstrdup(path);
    store->weights = fsrs_default;
    char *wal = xprintf("%s-wal", path);
    char *address = file_is_read_only(path) && !file_exists(wal) ? address_of(path) : NULL;
    int flags = address ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI : SQLITE_OPEN_READWRITE;
    bool fine = open_path(store, address ? address : path, flags, err);
    free(address);
    free(wal);
    if (fine)
        return store;
    store_close(store);
    return NULL;
}

/* SQLite would do it as well when it closes, but would not say that a sync failed. */
static void move_home(struct store *store)
{
    if (!store->in_wal)
        return;
    store_checkpoint(store);
    if (!store->holes)
        return;
    store_begin_write(store, true);
    if (store_commit(store, NULL))
        store_checkpoint(store);
}

void store_close(struct store *store)
{
    if (!store)
        return;
    move_home(store);
    for (int i = 0; i < store->n_statements; i++)
        sqlite3_finalize(store->statements[i].prepared);
    int code = sqlite3_close(store->db);
    assert(code == SQLITE_OK);
    free(store->statements);
    free(store->failure);
    free(store->path);
    free(store);
}
