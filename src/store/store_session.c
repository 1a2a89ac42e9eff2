/* The running drill on disk: its plan when it begins, then a step for each move, and with a Check its answers.
   Everything a save changes is one transaction that first asks whether the drill is still this program's. Resuming is
   loading the plan and making the moves again; re-asks are what the moves make of it, so their rows are written and
   never read. */
#include "store/store_db.h"

#include "base/mem.h"
#include "base/rng.h"
#include "base/tr.h"
#include "play/choice.h"
#include "srs/day.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RULES = 1, EVERY_ITEM = -1 };

/* "azure@" and its fingerprint: 23 bytes more than the id. */
enum { PRINTED_MAX = DECK_ID_MAX * 4 + 24 };

static void printed(const struct deck *deck, char text[PRINTED_MAX])
{
    snprintf(text, PRINTED_MAX, "%s@%016" PRIx64, deck->id, deck->print);
}

static int64_t open_drill(struct store *store)
{
    static const char sql[] = "SELECT id FROM session WHERE kind = 'drill' AND ended_ms IS NULL";
    return store_number(store, sql, NULL, 0, 0);
}

static void end_session(struct store *store, int64_t session, const char *how, int64_t at_ms)
{
    static const char sql[] = "UPDATE session SET ended_ms = ?2, how = ?3 WHERE id = ?1";
    RUN(store, sql, INT(session), INT(at_ms), TEXT(how));
    SEAL(store, TABLE_SESSION, INT(session));
}

/* -- beginning -- */

static const char *const kinds[] = {
    [TASK_BOARD] = "board", [TASK_LINE] = "line", [TASK_CARD] = "card", [TASK_QUESTION] = "question"};

static void add_task(struct store *store, int64_t session, int n, const struct task *task, const struct deck *deck)
{
    static const char add[] = "INSERT INTO task (session, n, kind, model, reask, sum) VALUES (?1, ?2, ?3, ?4, ?5, 0)";
    static const char add_item[] = "INSERT INTO task_item (session, task, pos, item, sum) VALUES (?1, ?2, ?3, ?4, 0)";
    RUN(store, add, INT(session), INT(n), TEXT(kinds[task->kind]),
        task->kind == TASK_BOARD ? TEXT(deck->models[task->model].id) : NUL, INT(task->reask));
    SEAL(store, TABLE_TASK, INT(session), INT(n));
    for (int pos = 0; pos < task->n_items; pos++) {
        int64_t item = item_id(store, deck, task->items[pos]);
        RUN(store, add_item, INT(session), INT(n), INT(pos), INT(item));
    }
    SEAL(store, TABLE_TASK_ITEM, INT(session), INT(n));
}

static char *printed_decks(const struct session *session)
{
    char *list = xstrdup("");
    for (int d = 0; d < session->n_decks; d++) {
        char one[PRINTED_MAX];
        printed(session->decks[d], one);
        char *longer = xprintf("%s%s%s", list, *list ? " " : "", one);
        free(list);
        list = longer;
    }
    return list;
}

static int64_t add_session(struct store *store, const struct session *session, uint64_t seed, const char *setup,
                           struct moment now)
{
    static const char next[] = "SELECT ifnull(max(id), 0) + 1 FROM session";
    static const char add[] =
        "INSERT INTO session (id, uid, kind, rules, rng, seed, setup, decks, began_ms, offset_min,"
        " claim, sum) VALUES (?1, ?2, 'drill', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0)";
    static const char add_player[] = "INSERT INTO player (session, n, name, is_learner, sum) VALUES (?1, 0, '', 1, 0)";
    unsigned char uid[16];
    int64_t signed_seed, row = store_number(store, next, NULL, 0, 0);
    memcpy(&signed_seed, &seed, sizeof signed_seed);
    store_uid(store, now, row, uid);
    char *decks = printed_decks(session);
    RUN(store, add, INT(row), BLOB(uid, sizeof uid), INT(RULES), INT(RNG_NUMBER), INT(signed_seed), TEXT(setup),
        TEXT(decks), INT(now.utc_ms), INT(now.offset_min), BLOB(store->program, sizeof store->program));
    SEAL(store, TABLE_SESSION, INT(row));
    RUN(store, add_player, INT(row));
    SEAL(store, TABLE_PLAYER, INT(row), INT(0));
    free(decks);
    return row;
}

/* States are a cache in a file that may come from anywhere: before they are used, those of the items that will be asked
   are compared with the log. */
static void mend_states(struct store *store, int64_t session)
{
    static const char items[] = "SELECT DISTINCT item FROM task_item WHERE session = ?1";
    sqlite3_stmt *query = QUERY(store, items, INT(session));
    while (store_row(store, query)) {
        int64_t item = sqlite3_column_int64(query, 0);
        if (!item_fits(store, item))
            item_replay(store, item);
    }
}

bool store_begin(struct store *store, const struct session *session, uint64_t seed, const char *setup,
                 struct moment now, struct err *err)
{
    assert(strlen(setup) < sizeof((struct store_open_drill){0}).setup);
    store->session = 0;
    store_begin_write(store, true);
    int64_t open = open_drill(store);
    if (open)
        end_session(store, open, "left", now.utc_ms);
    int64_t row = add_session(store, session, seed, setup, now);
    for (int n = 0; n < session->n_planned; n++)
        add_task(store, row, n, &session->tasks[n], session->decks[session->tasks[n].deck]);
    mend_states(store, row);
    if (!store_commit(store, err))
        return false;
    store->session = row;
    return true;
}

/* -- saving -- */

static bool still_ours(struct store *store)
{
    static const char sql[] = "SELECT 1 FROM session WHERE id = ?1 AND claim = ?2 AND ended_ms IS NULL";
    return NUMBER(store, sql, INT(store->session), BLOB(store->program, sizeof store->program));
}

static int steps_saved(struct store *store)
{
    static const char sql[] = "SELECT ifnull(max(n) + 1, 0) FROM step WHERE session = ?1";
    return (int)NUMBER(store, sql, INT(store->session));
}

static const struct deck *deck_of(const struct session *session, const struct session_change *change)
{
    return session->decks[session->tasks[change->task].deck];
}

static void save_step(struct store *store, const struct session *session, const struct session_change *change)
{
    static const char sql[] = "INSERT INTO step (session, n, at_ms, move, sum) VALUES (?1, ?2, ?3, ?4, 0)";
    char text[MOVE_TEXT_MAX];
    move_format(change->move, deck_of(session, change), text, sizeof text);
    RUN(store, sql, INT(store->session), INT(change->n), INT(change->at.utc_ms), TEXT(text));
    SEAL(store, TABLE_STEP, INT(store->session), INT(change->n));
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
    static const char next[] = "SELECT ifnull(max(id), 0) + 1 FROM answer";
    static const char sql[] =
        "INSERT INTO answer (id, origin, seq, item, session, task, at_ms, offset_min, day, given, correct, ways,"
        " right_ways, rating, unsure, took_ms, counts, answer_print, sum)"
        " VALUES (?1, 1, (SELECT ifnull(max(seq), 0) + 1 FROM answer WHERE origin = 1), ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
        "?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, 0)";
    const struct deck *deck = session->decks[answer->deck];
    char print[17], given[GIVEN_MAX];
    deck_item_print(deck, answer->item, print);
    int day = day_of(change->at);
    int64_t id = store_number(store, next, NULL, 0, 0);
    int64_t item = item_id(store, deck, answer->item);
    bool repeat = answer->counts == 1 && item_had_first_answer(store, item, day);
    RUN(store, sql, INT(id), INT(item), INT(store->session), INT(change->task), INT(change->at.utc_ms),
        INT(change->at.offset_min), INT(day), TEXT(given_text(deck, answer, given)), INT(answer->correct),
        INT(answer->ways), INT(answer->right_ways), INT(answer->rating), INT(answer->unsure), INT(answer->took_ms),
        INT(repeat ? 2 : answer->counts), TEXT(print));
    SEAL(store, TABLE_ANSWER, INT(id));
    item_answered(store, item, id);
}

static void save_shown(struct store *store, const struct session *session, const struct session_change *change)
{
    static const char sql[] = "INSERT OR REPLACE INTO seen (item, day) VALUES (?1, ?2)";
    for (int i = 0; i < change->n_shown; i++) {
        const struct deck *deck = session->decks[change->shown[i].deck];
        int64_t item = item_id(store, deck, change->shown[i].item);
        RUN(store, sql, INT(item), INT(day_of(change->at)));
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
    if (change->over)
        end_session(store, store->session, "done", change->at.utc_ms);
}

static void find_due_days(struct store *store, struct session *session)
{
    for (int at = 0; at < session->n_answers; at++) {
        const struct session_answer *answer = &session->answers[at];
        const struct deck *deck = session->decks[answer->deck];
        int64_t item = item_id(store, deck, answer->item);
        session->due_day[at] = session->slipped[at] ? DUE_UNKNOWN : item_due_day(store, item);
    }
}

/* Why nothing may be written, once the lock is ours. */
static enum store_saved may_save(struct store *store, const struct session_change *first, struct err *err)
{
    bool ours = still_ours(store);
    int saved = steps_saved(store);
    if (store->failed)
        return STORE_SAVED; /* the commit tells */
    if (!ours) {
        err_set(err, tr("Another window goes on with this drill; this one no longer saves it."));
        return STORE_TAKEN;
    }
    if (first->n != saved) {
        err_set(err, tr("Earlier moves of this drill could not be saved, so later ones cannot be either."));
        return STORE_FAILED;
    }
    return STORE_SAVED;
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
    enum store_saved saved = may_save(store, changes, err);
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

/* -- resuming -- */

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
    struct moment began = {.utc_ms = sqlite3_column_int64(query, 3), .offset_min = sqlite3_column_int(query, 4)};
    snprintf(drill->setup, sizeof drill->setup, "%s", store_text(query, 1));
    memcpy(&drill->seed, &seed, sizeof drill->seed);
    drill->began_day = day_of(began);
    drill->left = (int)NUMBER(store, count, INT(sqlite3_column_int64(query, 0)));
    return store_fine(store, NULL);
}

bool store_leave(struct store *store, struct moment now, struct err *err)
{
    store->session = 0;
    store_begin_write(store, true);
    int64_t open = open_drill(store);
    if (open)
        end_session(store, open, "left", now.utc_ms);
    return store_commit(store, err);
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

bool store_due_days(struct store *store, struct session *session, struct err *err)
{
    store_start(store);
    find_due_days(store, session);
    return store_fine(store, err);
}

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
    const char *how; /* to end it, where it does not fit */
};

static bool misfit(struct err *err)
{
    return err_set(err, tr("The open drill no longer fits its decks."));
}

/* list is "azure@5f2c81d0aa9e1b44 aws@..." */
static bool decks_fit(const char *list, const struct deck *const *decks, int n_decks, struct err *err)
{
    for (const char *at = list; *at; at += strspn(at, " ")) {
        size_t length = strcspn(at, " "), id = strcspn(at, "@");
        bool fits = false, here = false;
        for (int d = 0; d < n_decks; d++) {
            char one[PRINTED_MAX];
            printed(decks[d], one);
            here = here || (strlen(decks[d]->id) == id && strncmp(decks[d]->id, at, id) == 0);
            fits = fits || (strlen(one) == length && strncmp(one, at, length) == 0);
        }
        if (!here)
            return err_set(err, tr("The deck '%.*s' of the open drill is not here."), (int)id, at);
        if (!fits)
            return err_set(err, tr("The deck '%.*s' changed since this drill began."), (int)id, at);
        at += length;
    }
    return true;
}

static bool read_session(struct resumed *r, struct err *err)
{
    static const char sql[] = "SELECT rules, rng, offset_min, decks, seed FROM session WHERE id = ?1";
    sqlite3_stmt *query = QUERY(r->store, sql, INT(r->row));
    if (!store_row(r->store, query))
        return false;
    if (sqlite3_column_int(query, 0) != RULES || sqlite3_column_int(query, 1) != RNG_NUMBER) {
        r->how = "old-rules";
        return err_set(err, tr("The open drill was begun under other rules."));
    }
    r->offset_min = sqlite3_column_int(query, 2);
    int64_t seed = sqlite3_column_int64(query, 4);
    memcpy(&r->seed, &seed, sizeof r->seed);
    return decks_fit(store_text(query, 3), r->decks, r->n_decks, err);
}

static bool read_tasks(struct resumed *r)
{
    static const char sql[] = "SELECT n, kind FROM task WHERE session = ?1 AND reask = 0 ORDER BY n";
    sqlite3_stmt *query = QUERY(r->store, sql, INT(r->row));
    while (store_row(r->store, query)) {
        int kind = TASK_BOARD;
        while (kind < TASK_KINDS && strcmp(store_text(query, 1), kinds[kind]) != 0)
            kind++;
        if (sqlite3_column_int(query, 0) != r->n_tasks || kind == TASK_KINDS)
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

/* How long a task took is in its answers, not in its moves. */
static int64_t attended_ms(struct resumed *r, const struct session *session)
{
    static const char sql[] = "SELECT took_ms FROM answer WHERE session = ?1 AND task = ?2 ORDER BY id DESC LIMIT 1";
    int64_t took_ms = NUMBER(r->store, sql, INT(r->row), INT(session->task));
    return took_ms < 0 || took_ms > TOOK_MS_MAX ? 0 : took_ms * session_task(session)->n_items;
}

static bool replay(struct resumed *r, struct session *session)
{
    static const char sql[] = "SELECT n, at_ms, move FROM step WHERE session = ?1 ORDER BY n";
    sqlite3_stmt *query = QUERY(r->store, sql, INT(r->row));
    while (store_row(r->store, query)) {
        struct moment at = {.utc_ms = sqlite3_column_int64(query, 1), .offset_min = r->offset_min};
        struct move move;
        if (sqlite3_column_int(query, 0) != session->n_steps || session->phase == PHASE_OVER ||
            !move_parse(store_text(query, 2), session_deck(session), &move))
            return false;
        if (move.kind == MOVE_CHECK || move.kind == MOVE_RATE)
            session->attended_ms = attended_ms(r, session);
        if (!session_apply(session, move, at))
            return false;
    }
    return session->phase != PHASE_OVER;
}

static struct session *rebuild_session(struct resumed *r, const bool *const *hidden, struct err *err)
{
    if (!read_session(r, err))
        return NULL;
    if (!read_tasks(r) || !read_task_items(r) || !session_fits(r->decks, r->n_decks, r->tasks, r->n_tasks)) {
        misfit(err);
        return NULL;
    }
    struct session *session = session_new(r->decks, r->n_decks, r->tasks, r->n_tasks, hidden, r->seed);
    if (replay(r, session)) {
        if (session->phase == PHASE_CHECKED)
            find_due_days(r->store, session);
        return session;
    }
    misfit(err);
    session_free(session);
    return NULL;
}

static void take_claim(struct store *store, int64_t session)
{
    static const char sql[] = "UPDATE session SET claim = ?2 WHERE id = ?1";
    RUN(store, sql, INT(session), BLOB(store->program, sizeof store->program));
    SEAL(store, TABLE_SESSION, INT(session));
}

/* Read and claimed in one transaction: no move of another window can come between. */
struct session *store_resume(struct store *store, const struct deck *const *decks, int n_decks,
                             const bool *const *hidden, struct moment now, struct err *err)
{
    store->session = 0;
    store_begin_write(store, false);
    struct resumed r = {.store = store, .decks = decks, .n_decks = n_decks, .how = "left"};
    r.row = open_drill(store);
    struct session *session = NULL;
    if (r.row)
        session = rebuild_session(&r, hidden, err);
    else
        err_set(err, tr("There is no open drill."));
    if (session)
        take_claim(store, r.row);
    else if (r.row)
        end_session(store, r.row, r.how, now.utc_ms);
    free(r.tasks);
    if (store_commit(store, err)) {
        store->session = session ? r.row : 0;
        return session;
    }
    session_free(session);
    return NULL;
}
