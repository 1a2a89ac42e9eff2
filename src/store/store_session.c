/* The running drill or round on disk: its plan when it begins, then a step for each move, and with a Check its answers.
   Everything a save changes is one transaction that first asks whether the drill is still this program's. Re-asks are
   what the moves make of the plan: their rows are written and never read (store_resume.c). */
#include "store/store_db.h"

#include "base/tr.h"
#include "play/choice.h"
#include "srs/day.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { EVERY_ITEM = -1 };

/* -- beginning and leaving -- */

const char *const log_task_kinds[TASK_KINDS] = {
    [TASK_BOARD] = "board", [TASK_LINE] = "line", [TASK_CARD] = "card", [TASK_QUESTION] = "question"};

static void add_task(struct store *store, int64_t session, int n, const struct task *task, const struct deck *deck)
{
    int64_t items[BOARD_CELLS_MAX];
    for (int pos = 0; pos < task->n_items; pos++)
        items[pos] = item_id(store, deck, task->items[pos]);
    log_task(store, session, n, log_task_kinds[task->kind],
             task->kind == TASK_BOARD ? deck->models[task->model].id : NULL, task->reask, items, task->n_items);
}

/* In the place of an open one of its kind; its row. */
static int64_t begin(struct store *store, const char *kind, const struct session *session, uint64_t seed,
                     const char *setup, struct moment now)
{
    int64_t open = log_open_session(store, kind), left_ms = session->n_teams ? session->clock.left_ms : NO_CLOCK;
    if (open)
        log_end_session(store, open, "left", now.utc_ms);
    int64_t row =
        log_session(store, &(struct log_session){kind, session->decks, session->n_decks, seed, setup, left_ms}, now);
    for (int n = 0; n < session->n_planned; n++)
        add_task(store, row, n, &session->tasks[n], session->decks[session->tasks[n].deck]);
    log_mend_states(store, row);
    return row;
}

bool store_begin(struct store *store, const struct session *session, uint64_t seed, const char *setup,
                 struct moment now, struct err *err)
{
    assert(strlen(setup) < sizeof((struct store_open_drill){0}).setup);
    store->session = 0;
    store_begin_write(store, true);
    int64_t row = begin(store, "drill", session, seed, setup, now);
    if (!store_commit(store, err))
        return false;
    store->session = row;
    return true;
}

bool store_begin_round(struct store *store, const struct session *round, uint64_t seed, const char *setup,
                       const char *const *names, struct moment now, struct err *err)
{
    assert(strlen(setup) < STORE_SETUP_MAX);
    store->session = 0;
    store_begin_write(store, true);
    int64_t row = begin(store, "round", round, seed, setup, now);
    for (int n = 0; n < round->n_planned; n++)
        log_task_for(store, row, n, session_team(round, n), (int)(round->clock.each_ms / 1000));
    if (round->n_teams > 1)
        log_players(store, row, names, round->n_teams);
    if (!store_commit(store, err))
        return false;
    store->session = row;
    return true;
}

bool store_leave(struct store *store, struct moment now, struct err *err)
{
    store->session = 0;
    store_begin_write(store, true);
    int64_t open = log_open_session(store, "drill");
    if (open)
        log_end_session(store, open, "left", now.utc_ms);
    return store_commit(store, err);
}

/* -- saving -- */

static const struct deck *deck_of(const struct session *session, const struct session_change *change)
{
    return session->decks[session->tasks[change->task].deck];
}

static void save_step(struct store *store, const struct session *session, const struct session_change *change)
{
    char text[MOVE_TEXT_MAX];
    move_format(change->move, deck_of(session, change), text, sizeof text);
    log_step(store, store->session, change->n, change->at, change->left_ms, text);
}

enum { GIVEN_MAX = CHOICE_TEXT_MAX > DECK_ID_MAX + 1 ? CHOICE_TEXT_MAX : DECK_ID_MAX + 1 };

/* What was said, in ids: a zone, a rating, or what was chosen. */
static const char *given_text(const struct deck *deck, const struct session_answer *answer, char text[GIVEN_MAX])
{
    struct choice choice;
    const struct deck_question *question;
    switch (deck_item_kind(deck, answer->item)) {
    case ITEM_PLACEMENT:
        return answer->given == BOARD_OPEN ? "" : deck->zones[answer->given].id;
    case ITEM_CARD:
        snprintf(text, GIVEN_MAX, "%d", answer->given);
        break;
    case ITEM_QUESTION:
        question = &deck->questions[deck_item_index(deck, answer->item)];
        choice_init(&choice, question, 0);
        choice_take_code(&choice, answer->given);
        choice_format(&choice, question, text);
        break;
    }
    return text;
}

static void save_answer(struct store *store, const struct session *session, const struct session_change *change,
                        const struct session_answer *answer)
{
    const struct deck *deck = session->decks[answer->deck];
    char given[GIVEN_MAX];
    log_answer(store, &(struct log_answer){.deck = deck,
                                           .item = answer->item,
                                           .session = store->session,
                                           .task = change->task,
                                           .player = session_team(session, change->task),
                                           .at = change->at,
                                           .given = given_text(deck, answer, given),
                                           .correct = answer->correct,
                                           .unsure = answer->unsure,
                                           .ways = answer->ways,
                                           .right_ways = answer->right_ways,
                                           .rating = answer->rating,
                                           .took_ms = answer->took_ms,
                                           .counts = answer->counts});
}

static void save_shown(struct store *store, const struct session *session, const struct session_change *change)
{
    for (int i = 0; i < change->n_shown; i++) {
        const struct deck *deck = session->decks[change->shown[i].deck];
        item_seen(store, item_id(store, deck, change->shown[i].item), day_of(change->at));
    }
}

/* Voids the answers to an item of a task, or to all (EVERY_ITEM), that nothing has voided before. A task's items are
   all different and a card's earlier ratings were taken back, so each is told anew once. */
static void void_answers(struct store *store, const struct session_change *change, int64_t item)
{
    static const char sql[] =
        "SELECT id, item FROM answer WHERE session = ?1 AND task = ?2 AND ?3 IN (-1, item)"
        " AND NOT EXISTS (SELECT 1 FROM edit WHERE edit.answer = answer.id AND edit.what = 'void') ORDER BY id";
    sqlite3_stmt *query = QUERY(store, sql, INT(store->session), INT(change->voids), INT(item));
    while (store_row(store, query)) {
        edit_add(store, "void", sqlite3_column_int64(query, 0), 0, 0, change->at);
        item_replay(store, sqlite3_column_int64(query, 1));
    }
}

static void void_row(struct store *store, const struct session *session, const struct session_change *change)
{
    const struct task *task = &session->tasks[change->voids];
    const struct deck *deck = session->decks[task->deck];
    int layer = deck_item_layer(deck, task->items[change->move.at]);
    for (int i = 0; i < task->n_items; i++)
        if (deck_item_layer(deck, task->items[i]) == layer)
            void_answers(store, change, item_id(store, deck, task->items[i]));
}

static void save_reasks(struct store *store, const struct session *session)
{
    static const char drop_items[] = "DELETE FROM task_item WHERE session = ?1 AND task >= ?2";
    static const char drop_tasks[] = "DELETE FROM task WHERE session = ?1 AND n >= ?2";
    RUN(store, drop_items, INT(store->session), INT(session->n_planned));
    RUN(store, drop_tasks, INT(store->session), INT(session->n_planned));
    for (int n = session->n_planned; n < session->n_tasks; n++)
        add_task(store, store->session, n, &session->tasks[n], session->decks[session->tasks[n].deck]);
}

static bool changes_answers(const struct session_change *change)
{
    return change->n_answers || change->voids >= 0;
}

static void save_change(struct store *store, const struct session *session, const struct session_change *change)
{
    save_step(store, session, change);
    for (int i = 0; i < change->n_answers; i++)
        save_answer(store, session, change, &change->answers[i]);
    if (change->move.kind == MOVE_SLIP_ROW)
        void_row(store, session, change);
    else if (change->voids >= 0)
        void_answers(store, change, EVERY_ITEM);
    save_shown(store, session, change);
    if (session->n_teams)
        log_left(store, store->session, change->left_ms);
    if (change->over)
        log_end_session(store, store->session, session->stopped ? "left" : "done", change->at.utc_ms);
}

enum store_saved store_save(struct store *store, const struct session *session, const struct session_change *changes,
                            int n, struct err *err)
{
    if (!store->session) {
        err_set(err, tr("This drill is not being saved."));
        return STORE_FAILED;
    }
    const struct session_change *last = &changes[n - 1];
    bool answers = false;
    for (int i = 0; i < n; i++)
        answers = answers || changes_answers(&changes[i]);
    store_begin_write(store, answers || last->over);
    enum store_saved saved = log_may_save(store, store->session, changes->n, err);
    if (saved != STORE_SAVED) {
        store_roll_back(store);
        return saved;
    }
    for (int i = 0; i < n; i++)
        save_change(store, session, &changes[i]);
    if (answers) {
        save_reasks(store, session);
        store->medians_known = false;
    }
    if (!store_commit(store, err))
        return STORE_FAILED;
    if (last->over) {
        store->session = 0;
        store_checkpoint(store);
    }
    return STORE_SAVED;
}

enum store_saved store_tick_round(struct store *store, const struct session *round, struct err *err)
{
    if (!store->session) {
        err_set(err, tr("This round is not being saved."));
        return STORE_FAILED;
    }
    store_begin_write(store, false);
    enum store_saved saved = log_may_save(store, store->session, round->n_steps, err);
    if (saved != STORE_SAVED) {
        store_roll_back(store);
        return saved;
    }
    log_left(store, store->session, round->clock.left_ms);
    return store_commit(store, err) ? STORE_SAVED : STORE_FAILED;
}

/* -- when it comes back -- */

void item_due_days(struct store *store, struct session *session)
{
    for (int at = 0; at < session->n_answers; at++) {
        const struct session_answer *answer = &session->answers[at];
        const struct deck *deck = session->decks[answer->deck];
        int64_t item = item_id(store, deck, answer->item);
        session->due_day[at] = session->slipped[at] ? DUE_UNKNOWN : item_due_day(store, item);
    }
}

bool store_due_days(struct store *store, struct session *session, struct err *err)
{
    store_start(store);
    item_due_days(store, session);
    return store_fine(store, err);
}

bool store_foresee(struct store *store, const struct deck *deck, int number, int today, bool reask,
                   int due_day[FORESEE_RATINGS + 1], struct err *err)
{
    store_start(store);
    int64_t item = item_id(store, deck, number);
    int counts = reask || item_had_first_answer(store, item, today) ? 2 : 1;
    for (int rating = 1; rating <= FORESEE_RATINGS; rating++)
        due_day[rating] =
            item_due_after(store, item, &(struct grade_answer){today, rating, 0, 0, false, false, counts});
    return store_fine(store, err);
}
