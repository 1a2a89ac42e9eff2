/* The open drill or round, found and gone on with: its plan is loaded and its moves are made again. What does not fit
   its decks, or the rules of this program, is ended. */
#include "store/store_db.h"

#include "base/mem.h"
#include "base/rng.h"
#include "base/tr.h"
#include "play/plan.h"
#include "play/round.h"
#include "srs/day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- what is open -- */

bool store_find_drill(struct store *store, struct store_open_drill *drill)
{
    static const char sql[] = "SELECT id, setup, seed, began_ms, offset_min FROM session"
                              " WHERE kind = 'drill' AND ended_ms IS NULL";
    static const char count[] =
        "SELECT count(*) FROM task JOIN task_item ON task_item.session = task.session AND task_item.task = task.n"
        " WHERE task.session = ?1 AND task.reask = 0"
        " AND NOT EXISTS (SELECT 1 FROM answer WHERE answer.session = task.session AND answer.task = task.n)";
    store_start(store);
    sqlite3_stmt *query = store_query(store, sql, NULL, 0);
    if (!store_row(store, query))
        return false;
    int64_t seed = sqlite3_column_int64(query, 2);
    snprintf(drill->setup, sizeof drill->setup, "%s", store_text(query, 1));
    memcpy(&drill->seed, &seed, sizeof drill->seed);
    drill->began_day = day_of(setting_moment(store, log_began(query, 3)));
    drill->left = (int)NUMBER(store, count, INT(sqlite3_column_int64(query, 0)));
    return store_fine(store, NULL);
}

bool store_find_round(struct store *store, struct store_open_round *round)
{
    static const char sql[] =
        "SELECT id, setup, ifnull(left_ms, 0) FROM session WHERE kind = 'round' AND ended_ms IS NULL";
    static const char tasks[] = "SELECT count(*) FROM task WHERE session = ?1";
    static const char teams[] = "SELECT count(*) FROM player WHERE session = ?1";
    static const char seconds[] = "SELECT seconds FROM task WHERE session = ?1 AND n = 0";
    static const char done[] = "SELECT count(DISTINCT task) FROM answer WHERE session = ?1";
    store_start(store);
    sqlite3_stmt *query = store_query(store, sql, NULL, 0);
    if (!store_row(store, query))
        return false;
    int64_t row = sqlite3_column_int64(query, 0);
    snprintf(round->setup, sizeof round->setup, "%s", store_text(query, 1));
    round->left_ms = sqlite3_column_int64(query, 2);
    round->n_tasks = (int)NUMBER(store, tasks, INT(row));
    round->n_teams = (int)NUMBER(store, teams, INT(row));
    round->seconds = (int)NUMBER(store, seconds, INT(row));
    round->done = (int)NUMBER(store, done, INT(row));
    return store_fine(store, NULL);
}

/* -- its plan -- */

/* What is being put together again. */
struct resumed {
    struct store *store;
    int64_t row;
    int offset_min;
    uint64_t seed;
    const struct deck *const *decks;
    int n_decks;
    struct task *tasks;
    int n_tasks, tasks_room;
    bool round;
    int n_teams, seconds;
    int64_t left_ms;
    const char *how; /* to end it, where it does not fit */
};

static bool misfit(const struct resumed *r, struct err *err)
{
    return err_set(err, r->round ? tr("The open round no longer fits its decks.")
                                 : tr("The open drill no longer fits its decks."));
}

static bool decks_fit(const struct resumed *r, const char *list, struct err *err)
{
    char id[DECK_ID_MAX * 4 + 1];
    switch (log_decks_fit(list, r->decks, r->n_decks, id)) {
    case LOG_DECK_GONE:
        return err_set(err,
                       r->round ? tr("The deck '%s' of the open round is not here.")
                                : tr("The deck '%s' of the open drill is not here."),
                       id);
    case LOG_DECK_CHANGED:
        return err_set(err,
                       r->round ? tr("The deck '%s' changed since this round began.")
                                : tr("The deck '%s' changed since this drill began."),
                       id);
    case LOG_DECKS_FIT:
        break;
    }
    return true;
}

static bool read_session(struct resumed *r, struct err *err)
{
    static const char sql[] =
        "SELECT rules, rng, offset_min, decks, ifnull(left_ms, -1), seed FROM session WHERE id = ?1";
    sqlite3_stmt *query = QUERY(r->store, sql, INT(r->row));
    if (!store_row(r->store, query))
        return false;
    if (sqlite3_column_int(query, 0) != LOG_RULES || sqlite3_column_int(query, 1) != RNG_NUMBER) {
        r->how = "old-rules";
        return err_set(err, r->round ? tr("The open round was begun under other rules.")
                                     : tr("The open drill was begun under other rules."));
    }
    r->offset_min = sqlite3_column_int(query, 2);
    r->left_ms = sqlite3_column_int64(query, 4);
    int64_t seed = sqlite3_column_int64(query, 5);
    memcpy(&r->seed, &seed, sizeof r->seed);
    return decks_fit(r, store_text(query, 3), err);
}

static bool read_tasks(struct resumed *r)
{
    static const char sql[] = "SELECT n, kind FROM task WHERE session = ?1 AND reask = 0 ORDER BY n";
    sqlite3_stmt *query = QUERY(r->store, sql, INT(r->row));
    while (store_row(r->store, query)) {
        int kind = TASK_BOARD;
        while (kind < TASK_KINDS && strcmp(store_text(query, 1), log_task_kinds[kind]) != 0)
            kind++;
        if (r->n_tasks == PLAN_TASKS_MAX || sqlite3_column_int(query, 0) != r->n_tasks || kind == TASK_KINDS)
            return false;
        r->tasks = xgrow(r->tasks, r->n_tasks, &r->tasks_room, sizeof *r->tasks);
        r->tasks[r->n_tasks++] = (struct task){.kind = (enum task_kind)kind, .deck = -1, .model = -1};
    }
    return r->n_tasks > 0;
}

/* A task's deck and model are those of its first item; session_fits compares the others with them. */
static bool add_item(struct resumed *r, struct task *task, const int64_t *rows, int64_t row, int item, const char *key)
{
    char own[DECK_KEY_MAX];
    int deck = 0;
    while (deck < r->n_decks && rows[deck] != row)
        deck++;
    if (deck == r->n_decks || task->n_items == BOARD_CELLS_MAX || (task->n_items && task->deck != deck) || item < 0 ||
        item >= deck_item_count(r->decks[deck]))
        return false;
    deck_item_key(r->decks[deck], item, own);
    if (strcmp(own, key) != 0)
        return false; /* a damaged row: its answers would go nowhere */
    task->deck = deck;
    if (!task->n_items && task->kind == TASK_BOARD && deck_item_kind(r->decks[deck], item) == ITEM_PLACEMENT)
        task->model = deck_item_model(r->decks[deck], item);
    task->items[task->n_items++] = item;
    return true;
}

static bool read_task_items(struct resumed *r)
{
    static const char sql[] = "SELECT task, item.deck, ifnull(item.place, -1), item.key"
                              " FROM task_item JOIN item ON item.id = task_item.item"
                              " WHERE session = ?1 AND task < ?2 ORDER BY task, pos";
    int64_t *rows = xcalloc((size_t)r->n_decks, sizeof *rows);
    for (int d = 0; d < r->n_decks; d++)
        rows[d] = deck_row(r->store, r->decks[d]);
    bool fits = true;
    sqlite3_stmt *query = QUERY(r->store, sql, INT(r->row), INT(r->n_tasks));
    while (fits && store_row(r->store, query)) {
        int n = sqlite3_column_int(query, 0);
        fits = n >= 0 && add_item(r, &r->tasks[n], rows, sqlite3_column_int64(query, 1), sqlite3_column_int(query, 2),
                                  store_text(query, 3));
    }
    free(rows);
    return fits;
}

/* Who plays and for how long. */
static bool read_players(struct resumed *r)
{
    static const char players[] = "SELECT count(*) FROM player WHERE session = ?1";
    static const char seconds[] = "SELECT ifnull(min(seconds), 0) FROM task WHERE session = ?1";
    int64_t n_teams = NUMBER(r->store, players, INT(r->row)), each_s = NUMBER(r->store, seconds, INT(r->row));
    if (n_teams < 1 || n_teams > ROUND_TEAMS_MAX || each_s < 1 || each_s > ROUND_SECONDS_MOST)
        return false;
    r->n_teams = (int)n_teams;
    r->seconds = (int)each_s;
    return true;
}

/* -- its moves -- */

/* How long a task took is in its answers, not in its moves. */
static int64_t attended_ms(struct resumed *r, const struct session *session)
{
    static const char sql[] = "SELECT took_ms FROM answer WHERE session = ?1 AND task = ?2 ORDER BY id DESC LIMIT 1";
    int64_t took_ms = NUMBER(r->store, sql, INT(r->row), INT(session->task));
    return took_ms < 0 || took_ms > TOOK_MS_MAX ? 0 : took_ms * session_task(session)->n_items;
}

/* The clock as it stood; false: it cannot have stood so. */
static bool set_clock(struct session *session, int64_t left_ms)
{
    if (left_ms < 0 || left_ms > session->clock.left_ms)
        return false;
    int64_t passed_ms = session->clock.left_ms - left_ms;
    if (passed_ms > 0 && !session_is_timing(session))
        return false;
    session_tick(session, passed_ms);
    return true;
}

static bool replay(struct resumed *r, struct session *session)
{
    static const char sql[] = "SELECT n, at_ms, move, ifnull(left_ms, -1) FROM step WHERE session = ?1 ORDER BY n";
    sqlite3_stmt *query = QUERY(r->store, sql, INT(r->row));
    while (store_row(r->store, query)) {
        struct moment at = {.utc_ms = sqlite3_column_int64(query, 1), .offset_min = r->offset_min};
        struct move move;
        if (sqlite3_column_int(query, 0) != session->n_steps || session->phase == PHASE_OVER ||
            !move_parse(store_text(query, 2), session_deck(session), &move))
            return false;
        /* after Next the step tells of the next board's clock */
        if (r->round && move.kind != MOVE_NEXT && !set_clock(session, sqlite3_column_int64(query, 3)))
            return false;
        if ((move.kind == MOVE_CHECK || move.kind == MOVE_RATE) && !r->round)
            session->attended_ms = attended_ms(r, session);
        if (!session_apply(session, move, at))
            return false;
    }
    return session->phase != PHASE_OVER && (!r->round || set_clock(session, r->left_ms));
}

/* -- all together -- */

static struct session *rebuild_round(struct resumed *r, struct err *err)
{
    if (!read_session(r, err))
        return NULL;
    if (!read_players(r) || !read_tasks(r) || !read_task_items(r) ||
        !session_fits_round(r->decks, r->n_decks, r->tasks, r->n_tasks)) {
        misfit(r, err);
        return NULL;
    }
    struct session *session =
        session_new_round(r->decks, r->n_decks, r->tasks, r->n_tasks, r->n_teams, (int64_t)r->seconds * 1000);
    if (replay(r, session)) {
        if (session->phase == PHASE_CHECKED)
            item_due_days(r->store, session);
        return session;
    }
    misfit(r, err);
    session_free(session);
    return NULL;
}

static struct session *rebuild_session(struct resumed *r, const bool *const *hidden, struct err *err)
{
    if (!read_session(r, err))
        return NULL;
    if (!read_tasks(r) || !read_task_items(r) || !session_fits(r->decks, r->n_decks, r->tasks, r->n_tasks)) {
        misfit(r, err);
        return NULL;
    }
    struct session *session = session_new(r->decks, r->n_decks, r->tasks, r->n_tasks, hidden, r->seed);
    if (replay(r, session)) {
        if (session->phase == PHASE_CHECKED)
            item_due_days(r->store, session);
        return session;
    }
    misfit(r, err);
    session_free(session);
    return NULL;
}

/* Read and claimed in one transaction: no move of another window can come between. hidden is a drill's. */
static struct session *resume(struct store *store, bool round, const struct deck *const *decks, int n_decks,
                              const bool *const *hidden, struct moment now, struct err *err)
{
    store->session = 0;
    store_begin_write(store, false);
    struct resumed r = {.store = store, .decks = decks, .n_decks = n_decks, .round = round, .how = "left"};
    r.row = log_open_session(store, round ? "round" : "drill");
    struct session *session = NULL;
    if (r.row)
        session = round ? rebuild_round(&r, err) : rebuild_session(&r, hidden, err);
    else
        err_set(err, round ? tr("There is no open round.") : tr("There is no open drill."));
    if (session)
        log_take_claim(store, r.row);
    else if (r.row)
        log_end_session(store, r.row, r.how, now.utc_ms);
    free(r.tasks);
    if (store_commit(store, err)) {
        store->session = session ? r.row : 0;
        return session;
    }
    session_free(session);
    return NULL;
}

struct session *store_resume(struct store *store, const struct deck *const *decks, int n_decks,
                             const bool *const *hidden, struct moment now, struct err *err)
{
    return resume(store, false, decks, n_decks, hidden, now, err);
}

struct session *store_resume_round(struct store *store, const struct deck *const *decks, int n_decks, struct moment now,
                                   struct err *err)
{
    return resume(store, true, decks, n_decks, NULL, now, err);
}
