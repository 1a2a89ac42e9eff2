/* What drills and exams write alike: a session with its decks, its tasks, a step for each move, the answers. Each is
   called within a transaction of the caller. */
#include "store/store_db.h"

#include "base/mem.h"
#include "base/rng.h"
#include "base/tr.h"
#include "srs/day.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct store_value clock_or_null(int64_t left_ms)
{
    return left_ms == NO_CLOCK ? NUL : INT(left_ms);
}

/* -- sessions -- */

/* "azure@5f2c81d0aa9e1b44" */
enum { PRINTED_MAX = DECK_ID_MAX * 4 + 24 };

static void printed(const struct deck *deck, char text[PRINTED_MAX])
{
    snprintf(text, PRINTED_MAX, "%s@%016" PRIx64, deck->id, deck->print);
}

static char *printed_decks(const struct deck *const *decks, int n_decks)
{
    char *list = xstrdup("");
    for (int d = 0; d < n_decks; d++) {
        char one[PRINTED_MAX];
        printed(decks[d], one);
        char *longer = xprintf("%s%s%s", list, *list ? " " : "", one);
        free(list);
        list = longer;
    }
    return list;
}

int64_t log_session(struct store *store, const struct log_session *session, struct moment now)
{
    static const char next[] = "SELECT ifnull(max(id), 0) + 1 FROM session";
    static const char add[] =
        "INSERT INTO session (id, uid, kind, rules, rng, seed, setup, decks, began_ms, offset_min, left_ms,"
        " claim, sum) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 0)";
    static const char add_player[] = "INSERT INTO player (session, n, name, is_learner, sum) VALUES (?1, 0, '', 1, 0)";
    unsigned char uid[16];
    int64_t signed_seed, row = store_number(store, next, NULL, 0, 0);
    memcpy(&signed_seed, &session->seed, sizeof signed_seed);
    store_uid(store, now, row, uid);
    char *decks = printed_decks(session->decks, session->n_decks);
    RUN(store, add, INT(row), BLOB(uid, sizeof uid), TEXT(session->kind), INT(LOG_RULES), INT(RNG_NUMBER),
        INT(signed_seed), TEXT(session->setup), TEXT(decks), INT(now.utc_ms), INT(now.offset_min),
        clock_or_null(session->left_ms), BLOB(store->program, sizeof store->program));
    SEAL(store, TABLE_SESSION, INT(row));
    RUN(store, add_player, INT(row));
    SEAL(store, TABLE_PLAYER, INT(row), INT(0));
    free(decks);
    return row;
}

struct moment log_began(sqlite3_stmt *query, int at)
{
    static const int64_t last_ms = INT64_C(253402300799999);
    enum { OFFSET_MOST = 14 * 60 };
    int64_t ms = sqlite3_column_int64(query, at), offset = sqlite3_column_int64(query, at + 1);
    return (struct moment){
        .utc_ms = ms < 0         ? 0
                  : ms < last_ms ? ms
                                 : last_ms,
        .offset_min = (int)(offset < -OFFSET_MOST  ? -OFFSET_MOST
                            : offset < OFFSET_MOST ? offset
                                                   : OFFSET_MOST),
    };
}

int64_t log_open_session(struct store *store, const char *kind)
{
    static const char sql[] = "SELECT id FROM session WHERE kind = ?1 AND ended_ms IS NULL";
    return NUMBER(store, sql, TEXT(kind));
}

void log_end_session(struct store *store, int64_t session, const char *how, int64_t at_ms)
{
    static const char sql[] = "UPDATE session SET ended_ms = ?2, how = ?3 WHERE id = ?1";
    RUN(store, sql, INT(session), INT(at_ms), TEXT(how));
    SEAL(store, TABLE_SESSION, INT(session));
}

void log_take_claim(struct store *store, int64_t session)
{
    static const char sql[] = "UPDATE session SET claim = ?2 WHERE id = ?1";
    RUN(store, sql, INT(session), BLOB(store->program, sizeof store->program));
    SEAL(store, TABLE_SESSION, INT(session));
}

/* list is "azure@5f2c81d0aa9e1b44 aws@..." */
enum log_fit log_decks_fit(const char *list, const struct deck *const *decks, int n_decks, char id[DECK_ID_MAX * 4 + 1])
{
    for (const char *at = list; *at; at += strspn(at, " ")) {
        size_t length = strcspn(at, " "), id_length = strcspn(at, "@");
        bool fits = false, here = false;
        for (int d = 0; d < n_decks; d++) {
            char one[PRINTED_MAX];
            printed(decks[d], one);
            here = here || (strlen(decks[d]->id) == id_length && strncmp(decks[d]->id, at, id_length) == 0);
            fits = fits || (strlen(one) == length && strncmp(one, at, length) == 0);
        }
        snprintf(id, DECK_ID_MAX * 4 + 1, "%.*s", (int)id_length, at);
        if (!fits)
            return here ? LOG_DECK_CHANGED : LOG_DECK_GONE;
        at += length;
    }
    return LOG_DECKS_FIT;
}

/* -- what is asked and done -- */

void log_task(struct store *store, int64_t session, int n, const char *kind, const char *model, bool reask,
              const int64_t *items, int n_items)
{
    static const char add[] = "INSERT INTO task (session, n, kind, model, reask, sum) VALUES (?1, ?2, ?3, ?4, ?5, 0)";
    static const char add_item[] = "INSERT INTO task_item (session, task, pos, item, sum) VALUES (?1, ?2, ?3, ?4, 0)";
    RUN(store, add, INT(session), INT(n), TEXT(kind), model ? TEXT(model) : NUL, INT(reask));
    SEAL(store, TABLE_TASK, INT(session), INT(n));
    for (int pos = 0; pos < n_items; pos++)
        RUN(store, add_item, INT(session), INT(n), INT(pos), INT(items[pos]));
    SEAL(store, TABLE_TASK_ITEM, INT(session), INT(n));
}

void log_task_for(struct store *store, int64_t session, int n, int player, int seconds)
{
    static const char sql[] = "UPDATE task SET player = ?3, seconds = ?4 WHERE session = ?1 AND n = ?2";
    RUN(store, sql, INT(session), INT(n), INT(player), INT(seconds));
    SEAL(store, TABLE_TASK, INT(session), INT(n));
}

void log_players(struct store *store, int64_t session, const char *const *names, int n)
{
    static const char sql[] = "INSERT OR REPLACE INTO player (session, n, name, is_learner, sum)"
                              " VALUES (?1, ?2, ?3, 0, 0)";
    for (int player = 0; player < n; player++) {
        RUN(store, sql, INT(session), INT(player), TEXT(names[player]));
        SEAL(store, TABLE_PLAYER, INT(session), INT(player));
    }
}

void log_left(struct store *store, int64_t session, int64_t left_ms)
{
    static const char sql[] = "UPDATE session SET left_ms = ?2 WHERE id = ?1";
    RUN(store, sql, INT(session), INT(left_ms));
    SEAL(store, TABLE_SESSION, INT(session));
}

void log_step(struct store *store, int64_t session, int n, struct moment at, int64_t left_ms, const char *move)
{
    static const char sql[] = "INSERT INTO step (session, n, at_ms, left_ms, move, sum) VALUES (?1, ?2, ?3, ?4, ?5, 0)";
    RUN(store, sql, INT(session), INT(n), INT(at.utc_ms), clock_or_null(left_ms), TEXT(move));
    SEAL(store, TABLE_STEP, INT(session), INT(n));
}

void log_answer(struct store *store, const struct log_answer *answer)
{
    static const char next[] = "SELECT ifnull(max(id), 0) + 1 FROM answer";
    static const char sql[] =
        "INSERT INTO answer (id, origin, seq, item, session, task, player, at_ms, offset_min, day, given, correct, "
        "ways,"
        " right_ways, rating, unsure, took_ms, counts, answer_print, sum)"
        " VALUES (?1, 1, (SELECT ifnull(max(seq), 0) + 1 FROM answer WHERE origin = 1), ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
        "?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, 0)";
    char print[17], key[DECK_KEY_MAX];
    deck_item_print(answer->deck, answer->item, print);
    deck_item_key(answer->deck, answer->item, key);
    int day = day_of(answer->at);
    int64_t id = store_number(store, next, NULL, 0, 0), item = item_of_key(store, key);
    bool repeat = answer->counts == 1 && item_had_first_answer(store, item, day);
    RUN(store, sql, INT(id), INT(item), INT(answer->session), INT(answer->task), INT(answer->player),
        INT(answer->at.utc_ms), INT(answer->at.offset_min), INT(day), TEXT(answer->given), INT(answer->correct),
        INT(answer->ways), INT(answer->right_ways), INT(answer->rating), INT(answer->unsure), INT(answer->took_ms),
        INT(repeat ? 2 : answer->counts), TEXT(print));
    SEAL(store, TABLE_ANSWER, INT(id));
    item_answered(store, item, id);
}

void log_mend_states(struct store *store, int64_t session)
{
    static const char items[] = "SELECT DISTINCT item FROM task_item WHERE session = ?1";
    sqlite3_stmt *query = QUERY(store, items, INT(session));
    while (store_row(store, query)) {
        int64_t item = sqlite3_column_int64(query, 0);
        if (!item_fits(store, item))
            item_replay(store, item);
    }
}

/* -- who may write -- */

static bool is_ours(struct store *store, int64_t session)
{
    static const char sql[] = "SELECT 1 FROM session WHERE id = ?1 AND claim = ?2 AND ended_ms IS NULL";
    return NUMBER(store, sql, INT(session), BLOB(store->program, sizeof store->program));
}

static int steps_saved(struct store *store, int64_t session)
{
    static const char sql[] = "SELECT ifnull(max(n) + 1, 0) FROM step WHERE session = ?1";
    return (int)NUMBER(store, sql, INT(session));
}

enum store_saved log_may_save(struct store *store, int64_t session, int n, struct err *err)
{
    bool ours = is_ours(store, session);
    int saved = steps_saved(store, session);
    if (store->failed)
        return STORE_SAVED; /* the commit tells */
    if (!ours) {
        err_set(err, tr("Another window goes on with this; here it is no longer saved."));
        return STORE_TAKEN;
    }
    if (n != saved) {
        err_set(err, tr("Earlier moves could not be saved, so later ones cannot be either."));
        return STORE_FAILED;
    }
    return STORE_SAVED;
}
