#ifndef DEMARC_STORE_STORE_DB_H
#define DEMARC_STORE_STORE_DB_H

#include "play/settings.h"
#include "store/store.h"

#include <sqlite3.h>

/* Inside store/: statements, transactions and sums. An error sticks: once a call has failed, the following ones of the
   same public call do nothing, and what ends it (store_commit, store_fine) says so. */
struct store_statement {
    const char *sql;
    sqlite3_stmt *prepared;
};

struct store {
    sqlite3 *db;
    char *path;   /* of learner.db; ":memory:" */
    unsigned char program[16];
    struct store_statement *statements; /* by the address of their text, which is static */
    int n_statements, statements_room;
    int failed;      /* the first error since store_start; SQLITE_OK: none */
    char *failure;   /* its message */
    bool synced;     /* synchronous is FULL now */
    bool in_wal;     /* it was opened, and is ours */
    bool holes;      /* a sync of the WAL failed: what it was to keep may never reach the disk */
    int wal_pages;   /* after the last commit */
    bool reading;    /* within store_begin_read */
    bool held;       /* by store_hold: reading goes on */
    int64_t session; /* the running drill or round, begun or resumed here; 0: none */
    int64_t exam;    /* and the exam */
    struct moment now; /* when it was opened, or a deck was made known */
    int medians[3];    /* as in store_medians */
    bool medians_known;
    struct fsrs_weights weights; /* in force: what everything that remembers uses */
    int64_t weights_id;          /* their row; 0: the model's own */
    int64_t weights_version;     /* of the file, when they were read */
    bool weights_known;          /* that fits what is in the file now */
    bool has_tables;             /* it is open, and of this version */
};

/* A value to bind, with its type. */
struct store_value {
    enum store_type { VALUE_NULL, VALUE_INT, VALUE_REAL, VALUE_TEXT, VALUE_BLOB } type;
    int64_t number;
    double real;
    const void *bytes; /* must live until the statement is run again */
    int size;
};
#define NUL ((struct store_value){.type = VALUE_NULL})
#define INT(n) ((struct store_value){.type = VALUE_INT, .number = (n)})
#define REAL(x) ((struct store_value){.type = VALUE_REAL, .real = (x)})
#define TEXT(t) ((struct store_value){.type = VALUE_TEXT, .bytes = (t)})
#define BLOB(b, n) ((struct store_value){.type = VALUE_BLOB, .bytes = (b), .size = (n)})
#define VALUES(...)                                                                                                    \
    (struct store_value[]){__VA_ARGS__}, sizeof((struct store_value[]){__VA_ARGS__}) / sizeof(struct store_value)

/* A reading statement, bound and not yet stepped; NULL after a failure. It is reset when it is started again. */
#define QUERY(store, sql, ...) store_query(store, sql, VALUES(__VA_ARGS__))
sqlite3_stmt *store_query(struct store *store, const char *sql, const struct store_value *values, size_t n);
bool store_row(struct store *store, sqlite3_stmt *query); /* false: no more rows, or a failure */

/* Lives until the next row. "" for NULL, which only a damaged file has where we read text. */
const char *store_text(sqlite3_stmt *query, int column);

/* A statement run to its end. */
#define RUN(store, sql, ...) store_run(store, sql, VALUES(__VA_ARGS__))
void store_run(struct store *store, const char *sql, const struct store_value *values, size_t n);

/* The one number a query gives; `none` where it has no row. */
#define NUMBER(store, sql, ...) store_number(store, sql, VALUES(__VA_ARGS__), 0)
int64_t store_number(struct store *store, const char *sql, const struct store_value *values, size_t n, int64_t none);

void store_start(struct store *store);                     /* forgets the last failure; no transaction */
void store_begin_read(struct store *store);                /* the same and BEGIN: one lock for many queries; store_fine ends it */
void store_begin_write(struct store *store, bool durable); /* the same and BEGIN IMMEDIATE */
bool store_commit(struct store *store, struct err *err);   /* rolls back after a failure */
void store_roll_back(struct store *store);
void store_checkpoint(struct store *store); /* moves the WAL's pages home; what fails is tried again with a later one */
bool store_fine(struct store *store, struct err *err); /* after reading: resets what was read, tells a failure */

/* Tables whose rows carry a sum. */
enum store_table {
    TABLE_ORIGIN,
    TABLE_DECK,
    TABLE_ITEM,
    TABLE_SESSION,
    TABLE_PLAYER,
    TABLE_TASK,
    TABLE_TASK_ITEM,
    TABLE_STEP,
    TABLE_ANSWER,
    TABLE_EDIT,
    TABLE_WEIGHTS,
    TABLE_GOAL,
    TABLE_SETTING,
    STORE_TABLES
};
bool sums_register(sqlite3 *db);

/* Seals the rows with this key: of task_item all of one task, of the other tables one. */
#define SEAL(store, table, ...) sums_seal(store, table, VALUES(__VA_ARGS__))
void sums_seal(struct store *store, enum store_table table, const struct store_value *key, size_t n);

/* A row's sum fits it where sum IS row_sum(covered), with these columns; its name. For statements of one's own. */
const char *sums_covered(enum store_table table);
const char *sums_table(enum store_table table);

/* A new 16 byte id from what no two programs, moments and places in this file share. */
void store_uid(const struct store *store, struct moment now, int64_t place, unsigned char uid[16]);

/* Within a transaction: what every kind of session writes (store_log.c). */
enum { LOG_RULES = 1, NO_CLOCK = -1 };

struct log_session {
    const char *kind; /* 'drill', 'round', 'exam' */
    const struct deck *const *decks;
    int n_decks;
    uint64_t seed;
    const char *setup;
    int64_t left_ms; /* or NO_CLOCK */
};
int64_t log_session(struct store *store, const struct log_session *session, struct moment now); /* its row, claimed */
int64_t log_open_session(struct store *store, const char *kind); /* 0: none is open */
void log_end_session(struct store *store, int64_t session, const char *how, int64_t at_ms);
void log_take_claim(struct store *store, int64_t session);

void log_task(struct store *store, int64_t session, int n, const char *kind, const char *model /* or NULL */, bool reask,
              const int64_t *items, int n_items);

extern const char *const log_task_kinds[TASK_KINDS]; /* what a drill's or a round's are called there */

/* A task that is another player's, or timed; and who they are, in place of the learner alone. */
void log_task_for(struct store *store, int64_t session, int n, int player, int seconds);
void log_players(struct store *store, int64_t session, const char *const *names, int n);
void log_left(struct store *store, int64_t session, int64_t left_ms); /* the time left, between steps */
void log_step(struct store *store, int64_t session, int n, struct moment at, int64_t left_ms, const char *move);

/* counts as in session_answer. It is taken into the state of its item, where that is one that is drilled. */
struct log_answer {
    const struct deck *deck;
    int item; /* of the deck */
    int64_t session;
    int task, player;
    struct moment at;
    const char *given;
    bool correct, unsure;
    int ways, right_ways, rating, took_ms, counts;
};
void log_answer(struct store *store, const struct log_answer *answer);

/* States are a cache in a file that may come from anywhere: before they are used, those of the items that will be asked
   are compared with the log. */
void log_mend_states(struct store *store, int64_t session);

/* Why the step n of a session may not be written, once the lock is ours; STORE_SAVED: it may (or the commit will tell). */
enum store_saved log_may_save(struct store *store, int64_t session, int n, struct err *err);

/* Do these decks fit the list with which a session began? Else the id of the first that does not. */
enum log_fit { LOG_DECKS_FIT, LOG_DECK_GONE, LOG_DECK_CHANGED };
enum log_fit log_decks_fit(const char *list, const struct deck *const *decks, int n_decks, char id[DECK_ID_MAX * 4 + 1]);

/* 0: not known. */
int64_t item_of_key(struct store *store, const char *key);
/* Makes one item of a deck known that a drill does not ask; returns it. */
int64_t item_take_in(struct store *store, const struct deck *deck, int item);

/* The row of a deck whose items have the places that the deck gives them; 0: a failure. Another program may have taken in
   another version since: then, outside a transaction, this one is taken in again. */
int64_t deck_row(struct store *store, const struct deck *deck);

/* 0: not known. */
int64_t item_id(struct store *store, const struct deck *deck, int item);

/* What due days are derived from. exam_day 0: none is ahead. */
struct due_rule {
    double retention;
    int exam_day;
};
int item_due_by(struct store *store, const struct grade_memory *memory, const struct due_rule *rule);

/* Within a transaction: derives the due days of all decks anew whose rule has changed. */
void decks_follow(struct store *store, int today);

/* store_moment within a call that has begun already. */
struct moment setting_moment(struct store *store, struct moment moment);

bool setting_read(struct store *store, const char *name, char text[SETTING_MAX]); /* false: it is not set */

/* A memory from these columns, which begin at `at`; not met where they make no sense: it is a cache. */
#define STATE_COLUMNS "s, d, first_day, last_day, reask_day, answers, lapses"
struct grade_memory item_memory(sqlite3_stmt *query, int at);

/* When a session began, from two columns that begin at `at`; within the years 1970 to 9999, as the file may come from
   anywhere. */
struct moment log_began(sqlite3_stmt *query, int at);

/* Is a further answer on that day a repeat: there was a first one, or the solution was shown? */
bool item_had_first_answer(struct store *store, int64_t item, int day);

/* DUE_UNKNOWN: no state. */
int item_due_day(struct store *store, int64_t item);

/* The same of what is on the table, into session->due_day. */
void item_due_days(struct store *store, struct session *session);

/* When it would be due if this were answered now; DUE_UNKNOWN: it would have no state. */
int item_due_after(struct store *store, int64_t item, const struct grade_answer *answer);

/* Within a transaction. Takes the answer that was just logged into its item's state. */
void item_answered(struct store *store, int64_t item, int64_t answer);
void item_replay(struct store *store, int64_t item);
bool item_fits(struct store *store, int64_t item); /* its state, if it has one, is what its answers give */
void item_forget(struct store *store, int64_t item); /* its state: it is new again, or rests */
void item_reset(struct store *store, int64_t item, struct moment now); /* its answers: they stay, and count no more */
void item_seen(struct store *store, int64_t item, int day);
void edit_add(struct store *store, const char *what, int64_t answer, int64_t item, int64_t upto, struct moment now);
void edit_redate(struct store *store, int64_t answer, int day, struct moment now);
void edit_rest(struct store *store, int64_t item, bool rest, struct moment now);
void edit_weights(struct store *store, int64_t weights /* 0: none */, struct moment now);
void items_replay(struct store *store); /* all that were answered; every other one is new again */

/* What counts of an item's answers. ?1 is the item. Nothing here hangs on the order in which two files were put together:
   of several edits the latest is meant, and a reset takes back what its own file had logged up to then, and what others
   had logged before that moment. In order: true_day, at_ms, uid, seq. Edits are few, and sorting even none of them costs more
   than all else: so it is asked first whether there is one. */
#define ANY_EDIT(of, whats) "EXISTS (SELECT 1 FROM edit AS e WHERE e." of " AND e.what IN (" whats "))"
#define LATEST_EDIT                                                                                                    \
    "ORDER BY e.at_ms DESC, (SELECT x.uid FROM origin AS x WHERE x.id = e.origin) DESC, e.seq DESC LIMIT 1"
#define TRUE_DAY                                                                                                       \
    "CASE WHEN " ANY_EDIT("answer = a.id", "'redate'")                                                                 \
    " THEN ifnull((SELECT e.day FROM edit AS e WHERE e.answer = a.id AND e.what = 'redate' " LATEST_EDIT "), a.day)"       \
    " ELSE a.day END"
#define LIVE_ANSWERS                                                                                                   \
    "(SELECT a.*, o.uid, " TRUE_DAY " AS true_day"                                                                     \
    " FROM answer AS a JOIN origin AS o ON o.id = a.origin"                                                            \
    " WHERE a.item = ?1"                                                                                               \
    "   AND NOT EXISTS (SELECT 1 FROM edit AS e JOIN answer AS u ON u.id = e.upto"                                     \
    "     WHERE e.item = ?1 AND e.what = 'reset'"                                                                      \
    "     AND CASE WHEN u.origin = a.origin THEN a.seq <= u.seq ELSE a.at_ms <= e.at_ms END)"                          \
    "   AND CASE WHEN " ANY_EDIT("answer = a.id", "'void'")                                                            \
    "     THEN (SELECT e.what FROM edit AS e WHERE e.answer = a.id AND e.what IN ('void', 'unvoid')"                   \
    "       " LATEST_EDIT ") = 'unvoid' ELSE 1 END)"

/* All answers of the day ?2, those that no longer count too. */
#define DAY_ANSWERS                                                                                                    \
    "(SELECT a.* FROM answer AS a WHERE a.day = ?2 AND " TRUE_DAY " = ?2"                                              \
    " UNION ALL SELECT a.* FROM (SELECT DISTINCT answer FROM edit"                                                     \
    "   WHERE answer IS NOT NULL AND what = 'redate' AND day = ?2) AS r CROSS JOIN answer AS a ON a.id = r.answer"     \
    "   WHERE a.day <> ?2 AND " TRUE_DAY " = ?2)"

/* Is it not to be asked? item: what its id is called there. */
#define RESTS(item)                                                                                                    \
    "(CASE WHEN " ANY_EDIT("item = " item, "'rest'")                                                                   \
    " THEN (SELECT e.what FROM edit AS e WHERE e.item = " item " AND e.what IN ('rest', 'wake') " LATEST_EDIT          \
    ") = 'rest' ELSE 0 END)"

/* What counts of an item, in order: each row's id and the answer in it. */
sqlite3_stmt *item_answers(struct store *store, int64_t item);
struct grade_answer item_answer(sqlite3_stmt *query);

/* The weights in force into the store; quick where no other program has changed the file since. Each transaction that
   writes begins with it. */
void weights_follow(struct store *store);
void weights_load(struct store *store); /* within a transaction that has changed them */
struct store_weights;
void weights_read(struct store *store, struct store_weights *in_force); /* the same, with what is known of them */

/* Within a transaction or not, and quick where nothing is odd: answers given under a wrong clock get the day that fits what
   came before and after them. */
void clock_repair(struct store *store, struct moment now);

/* -- what the file looks like -- */

enum { STORE_APPLICATION_ID = 0x646d7263, STORE_VERSION = 2 };

/* Looks at a file without leaving a trace: a file that is there, whatever is in it. NULL: err says why it cannot be read. It
   may be read with statements only. store_close closes it. */
struct store *store_look(const char *path, struct err *err);

/* What store_open does once the file's folder is there; `path` ends in a name of its own. No backup is made of an older
   one before it becomes a new one. */
struct store *store_open_file(const char *path, const unsigned char program[16], struct moment now, struct err *err);

/* Are there only tables and indexes, no code of a stranger; are they those of this version? Else err says so. */
bool schema_is_plain(struct store *store, struct err *err);
bool schema_fits(struct store *store, struct err *err);

/* From one schema to the next. Rows of the resealed tables whose sum fitted `was` are sealed with `is` behind the sql, the
   others never fit again: damage stays visible. `sql` makes a changed table anew (rename, create, copy, drop), with the
   text of schema.sql, as schema_fits compares it. */
struct store_step {
    int to;
    const char *sql;
    struct store_reseal {
        const char *table, *was, *is;
    } resealed[8];
};
bool schema_migrate(struct store *store, const struct store_step *steps, int n, struct err *err);
extern const struct store_step schema_steps[];
extern const int n_schema_steps;

/* Where reading a table in the order of its ids has failed behind `last`: from where on it may be read again. False: there
   is nothing more. */
bool rows_resume(struct store *store, const char *table, int64_t last, int64_t *from);

/* The parts of a backup: a copy to a name that is free, whatever is in the file; a verified one in that folder. */
bool backup_copy(struct store *store, const char *path, struct err *err);
void backup_name(char name[48], struct moment now); /* BACKUP_NAME_MAX */
bool backup_into(struct store *store, const char *backups, struct moment now, struct err *err);

/* Within a transaction: what was logged here up to now belongs to a file of the past, and this file begins a log of its
   own. So no two answers ever get the same number, after a restore either. */
void origin_renew(struct store *store, struct moment now);

void store_execute(struct store *store, const char *sql); /* not kept prepared */

#endif
