/* Practice exams on disk: the paper when one begins, a step for each move with the time left, the answers when it is
   over. The clock between moves is one column of the session's row. What was shown when is not kept but found in the
   papers and steps of all exams, which are few. */
#include "store/store_db.h"

#include "base/mem.h"
#include "base/rng.h"
#include "base/tr.h"
#include "srs/day.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- from keys to questions -- */

struct named {
    const char *id;
    int question;
};

static int by_id(const void *a, const void *b)
{
    return strcmp(((const struct named *)a)->id, ((const struct named *)b)->id);
}

/* Sorted by id; the caller frees it. */
static struct named *name_questions(const struct deck *bank)
{
    struct named *names = xcalloc((size_t)bank->n_questions + 1, sizeof *names);
    for (int q = 0; q < bank->n_questions; q++)
        names[q] = (struct named){bank->questions[q].id, q};
    qsort(names, (size_t)bank->n_questions, sizeof *names, by_id);
    return names;
}

/* The question that the key `bank/question` means, or -1. */
static int find_question(const struct named *names, const struct deck *bank, const char *key)
{
    size_t length = strlen(bank->id);
    if (strncmp(key, bank->id, length) != 0 || key[length] != '/')
        return -1;
    struct named wanted = {key + length + 1, 0};
    const struct named *found = bsearch(&wanted, names, (size_t)bank->n_questions, sizeof wanted, by_id);
    return found ? found->question : -1;
}

/* -- what was shown -- */

/* Every item of every exam of the bank ?1, in order. Differing from the deck's own zone is a point too: only such an
   answer to a placement is given and counts 0. */
static const char shown_items[] =
    "SELECT s.id, s.began_ms, s.offset_min, ifnull(s.how, '') IN ('handed-in', 'time'), item.key,"
    " t.task = 0 OR ifnull(s.how, '') IN ('handed-in', 'time')"
    "   OR EXISTS (SELECT 1 FROM step WHERE step.session = s.id AND step.move = 'go ' || t.task),"
    " ifnull(a.correct = 1 OR (a.counts = 0 AND a.given <> '' AND item.key LIKE '%/%/%'), 0)"
    " FROM session AS s JOIN task_item AS t ON t.session = s.id JOIN item ON item.id = t.item"
    " LEFT JOIN answer AS a ON a.session = s.id AND a.task = t.task AND a.item = t.item"
    " WHERE s.kind = 'exam' AND substr(s.decks, 1, length(?1) + 1) = ?1 || '@' ORDER BY s.id, t.task, t.pos";
enum { COLUMN_ID, COLUMN_BEGAN, COLUMN_OFFSET, COLUMN_ENDED, COLUMN_KEY, COLUMN_SHOWN, COLUMN_POINT };

/* Before the exam `before` (0: all of them). */
static void find_seen(struct store *store, const struct deck *bank, int64_t before, int64_t *seen_ms)
{
    struct named *names = name_questions(bank);
    memset(seen_ms, 0, sizeof *seen_ms * (size_t)bank->n_questions);
    sqlite3_stmt *query = QUERY(store, shown_items, TEXT(bank->id));
    while (store_row(store, query)) {
        int question = find_question(names, bank, store_text(query, COLUMN_KEY));
        bool earlier = !before || sqlite3_column_int64(query, COLUMN_ID) < before;
        if (question >= 0 && earlier && sqlite3_column_int(query, COLUMN_SHOWN))
            seen_ms[question] = log_began(query, COLUMN_BEGAN).utc_ms;
    }
    free(names);
}

bool store_exam_seen(struct store *store, const struct deck *bank, int64_t *seen_ms, struct err *err)
{
    store_start(store);
    find_seen(store, bank, 0, seen_ms);
    return store_fine(store, err);
}

/* Makes room at the end for one more. */
static struct store_past_exam *push(struct store_past_exam *past, int *n, int most)
{
    if (*n == most)
        memmove(past, past + 1, sizeof *past * (size_t)-- * n);
    past[*n] = (struct store_past_exam){0};
    return &past[(*n)++];
}

int store_exams_past(struct store *store, const struct deck *bank, struct store_past_exam *past, int most)
{
    struct named *names = name_questions(bank);
    bool *seen = xcalloc((size_t)bank->n_questions + 1, sizeof *seen);
    struct store_past_exam *exam = NULL;
    int64_t row = 0;
    int n = 0;
    store_start(store);
    sqlite3_stmt *query = QUERY(store, shown_items, TEXT(bank->id));
    while (store_row(store, query)) {
        int question = find_question(names, bank, store_text(query, COLUMN_KEY));
        bool point = sqlite3_column_int(query, COLUMN_POINT);
        if (sqlite3_column_int64(query, COLUMN_ID) != row) {
            struct moment began = setting_moment(store, log_began(query, COLUMN_BEGAN));
            row = sqlite3_column_int64(query, COLUMN_ID);
            exam = sqlite3_column_int(query, COLUMN_ENDED) ? push(past, &n, most) : NULL;
            if (exam) {
                exam->id = row;
                exam->day = day_of(began);
            }
        }
        bool fresh = question >= 0 && bank->questions[question].for_exam && !seen[question];
        if (exam) {
            exam->all.right += point;
            exam->all.most++;
            exam->fresh.right += fresh && point;
            exam->fresh.most += fresh;
        }
        if (question >= 0 && sqlite3_column_int(query, COLUMN_SHOWN))
            seen[question] = true;
    }
    free(names);
    free(seen);
    return store_fine(store, NULL) ? n : 0;
}

/* -- beginning and saving -- */

static void add_item(struct store *store, const struct exam *exam, int64_t row, int n)
{
    const struct exam_item *item = &exam->items[n];
    const struct deck *deck = exam_deck(exam, n);
    int64_t items[EXAM_BOARD_MAX];
    if (item->question >= 0) {
        items[0] = item_take_in(store, deck, deck_item_of_question(deck, item->question));
        log_task(store, row, n, "question", NULL, false, items, 1);
        return;
    }
    for (int i = 0; i < item->n_layers; i++)
        items[i] = item_id(store, deck, deck_item_of_cell(deck, item->layers[i], item->model));
    log_task(store, row, n, "board", deck->models[item->model].id, false, items, item->n_layers);
}

/* The bank and then the decks of its boards, each once. */
static int exam_decks(const struct exam *exam, const struct deck *decks[DECK_PARTS_MAX + 1])
{
    int n = 0;
    decks[n++] = exam->bank;
    for (int i = 0; i < exam->n; i++) {
        int d = 0;
        while (d < n && decks[d] != exam_deck(exam, i))
            d++;
        if (d == n)
            decks[n++] = exam_deck(exam, i);
    }
    return n;
}

bool store_exam_begin(struct store *store, const struct exam *exam, const char *setup, struct moment now,
                      struct err *err)
{
    assert(strlen(setup) < sizeof((struct store_open_exam){0}).setup);
    const struct deck *decks[DECK_PARTS_MAX + 1];
    int n_decks = exam_decks(exam, decks);
    store->exam = 0;
    store_begin_write(store, true);
    int64_t open = log_open_session(store, "exam");
    if (open)
        log_end_session(store, open, "left", now.utc_ms);
    int64_t row =
        log_session(store, &(struct log_session){"exam", decks, n_decks, exam->seed, setup, exam->total_ms}, now);
    for (int n = 0; n < exam->n; n++)
        add_item(store, exam, row, n);
    log_mend_states(store, row);
    if (!store_commit(store, err))
        return false;
    store->exam = row;
    return true;
}

static void save_answers(struct store *store, const struct exam *exam, const struct exam_change *change)
{
    for (int i = 0; i < exam->n; i++) {
        struct exam_answer answers[EXAM_BOARD_MAX];
        int n = exam_answers(exam, i, answers);
        for (int k = 0; k < n; k++)
            log_answer(store, &(struct log_answer){.deck = answers[k].deck,
                                                   .item = answers[k].item,
                                                   .session = store->exam,
                                                   .task = i,
                                                   .at = change->at,
                                                   .given = answers[k].given,
                                                   .correct = answers[k].correct,
                                                   .ways = answers[k].ways,
                                                   .right_ways = answers[k].right_ways,
                                                   .rating = answers[k].rating,
                                                   .took_ms = answers[k].took_ms,
                                                   .counts = answers[k].counts});
    }
}

static bool ends(const struct exam_change *change)
{
    return change->move.kind == EXAM_HAND_IN || change->move.kind == EXAM_TIME;
}

static void save_left(struct store *store, int64_t left_ms)
{
    static const char sql[] = "UPDATE session SET left_ms = ?2 WHERE id = ?1";
    RUN(store, sql, INT(store->exam), INT(left_ms));
    SEAL(store, TABLE_SESSION, INT(store->exam));
}

static void save_change(struct store *store, const struct exam *exam, const struct exam_change *change)
{
    char text[EXAM_TEXT_MAX];
    exam_format(exam, change, text);
    log_step(store, store->exam, change->n, change->at, change->left_ms, text);
    save_left(store, change->left_ms);
    if (!ends(change))
        return;
    save_answers(store, exam, change);
    log_end_session(store, store->exam, change->move.kind == EXAM_TIME ? "time" : "handed-in", change->at.utc_ms);
}

static enum store_saved not_begun(struct err *err)
{
    err_set(err, tr("This exam is not being saved."));
    return STORE_FAILED;
}

enum store_saved store_exam_save(struct store *store, const struct exam *exam, const struct exam_change *changes, int n,
                                 struct err *err)
{
    if (!store->exam)
        return not_begun(err);
    bool over = ends(&changes[n - 1]);
    store_begin_write(store, over);
    enum store_saved saved = log_may_save(store, store->exam, changes->n, err);
    if (saved != STORE_SAVED) {
        store_roll_back(store);
        return saved;
    }
    for (int i = 0; i < n; i++)
        save_change(store, exam, &changes[i]);
    if (!store_commit(store, err))
        return STORE_FAILED;
    if (over) {
        store->exam = 0;
        store->medians_known = false;
        store_checkpoint(store);
    }
    return STORE_SAVED;
}

enum store_saved store_exam_tick(struct store *store, const struct exam *exam, struct err *err)
{
    if (!store->exam)
        return not_begun(err);
    store_begin_write(store, false);
    enum store_saved saved = log_may_save(store, store->exam, exam->n_steps, err);
    if (saved != STORE_SAVED) {
        store_roll_back(store);
        return saved;
    }
    save_left(store, exam->left_ms);
    return store_commit(store, err) ? STORE_SAVED : STORE_FAILED;
}

bool store_exam_leave(struct store *store, struct moment now, struct err *err)
{
    store->exam = 0;
    store_begin_write(store, true);
    int64_t open = log_open_session(store, "exam");
    if (open)
        log_end_session(store, open, "left", now.utc_ms);
    return store_commit(store, err);
}

/* -- resuming -- */

bool store_find_exam(struct store *store, struct store_open_exam *exam)
{
    static const char sql[] = "SELECT setup, ifnull(left_ms, 0), (SELECT count(*) FROM task WHERE session = session.id)"
                              " FROM session WHERE kind = 'exam' AND ended_ms IS NULL";
    store_start(store);
    sqlite3_stmt *query = store_query(store, sql, NULL, 0);
    if (!store_row(store, query))
        return false;
    snprintf(exam->setup, sizeof exam->setup, "%s", store_text(query, 0));
    exam->left_ms = sqlite3_column_int64(query, 1);
    exam->n = sqlite3_column_int(query, 2);
    return store_fine(store, NULL);
}

/* What is being put together again. */
struct resumed {
    struct store *store;
    int64_t row, total_ms, left_ms;
    uint64_t seed;
    int offset_min;
    const struct deck *bank;
    const struct deck *const *boards;
    struct exam_item *items;
    int n, room;
    const char *how; /* to end it, where it does not fit */
    bool over;       /* it has come to its end and is only looked at */
};

static bool misfit(const struct resumed *r, struct err *err)
{
    return err_set(err, "%s",
                   r->over ? tr("This exam no longer fits its decks: only its count is left.")
                           : tr("The open exam no longer fits its decks."));
}

static bool decks_fit(const struct resumed *r, const char *list, struct err *err)
{
    const struct deck *decks[DECK_PARTS_MAX + 1] = {r->bank};
    char id[DECK_ID_MAX * 4 + 1];
    int n = 1;
    for (int part = 0; part < r->bank->blueprint.n_parts; part++)
        if (r->boards[part])
            decks[n++] = r->boards[part];
    switch (log_decks_fit(list, decks, n, id)) {
    case LOG_DECK_GONE:
        return err_set(err,
                       r->over ? tr("The deck '%s' of this exam is not here: its questions cannot be shown.")
                               : tr("The deck '%s' of the open exam is not here."),
                       id);
    case LOG_DECK_CHANGED:
        return err_set(err,
                       r->over
                           ? tr("The deck '%s' has changed since this exam: its questions and reasons cannot be shown"
                                " as they were. The count stands.")
                           : tr("The deck '%s' changed since this exam began."),
                       id);
    case LOG_DECKS_FIT:
        break;
    }
    return true;
}

static bool read_session(struct resumed *r, struct err *err)
{
    static const char sql[] = "SELECT rules, rng, seed, offset_min, left_ms, decks FROM session WHERE id = ?1";
    sqlite3_stmt *query = QUERY(r->store, sql, INT(r->row));
    if (!store_row(r->store, query))
        return false;
    if (sqlite3_column_int(query, 0) != LOG_RULES || sqlite3_column_int(query, 1) != RNG_NUMBER) {
        r->how = "old-rules";
        return err_set(err, tr("The open exam was begun under other rules."));
    }
    int64_t seed = sqlite3_column_int64(query, 2);
    memcpy(&r->seed, &seed, sizeof r->seed);
    r->offset_min = sqlite3_column_int(query, 3);
    r->left_ms = sqlite3_column_int64(query, 4);
    return decks_fit(r, store_text(query, 5), err);
}

static int part_of_question(const struct deck *bank, int question)
{
    const char *objective = bank->questions[question].objective;
    for (int part = 0; objective && part < bank->blueprint.n_parts; part++)
        if (strcmp(bank->blueprint.parts[part].objective, objective) == 0)
            return part;
    return -1;
}

/* The first part with a board of that deck which has none on the paper yet; -1: there is none. */
static int part_of_board(const struct resumed *r, const char *key)
{
    for (int part = 0; part < r->bank->blueprint.n_parts; part++) {
        const struct deck *deck = r->boards[part];
        bool taken = false;
        for (int i = 0; i < r->n; i++)
            taken = taken || (r->items[i].question < 0 && r->items[i].part == part);
        if (deck && !taken && strncmp(key, deck->id, strlen(deck->id)) == 0 && key[strlen(deck->id)] == '/')
            return part;
    }
    return -1;
}

static int find_layer(const struct deck *deck, int model, const char *key)
{
    char own[DECK_KEY_MAX];
    for (int layer = 0; layer < deck->n_layers; layer++) {
        deck_key(deck, layer, model, own);
        if (strcmp(own, key) == 0)
            return layer;
    }
    return -1;
}

static int find_model(const struct deck *deck, const char *id)
{
    for (int model = 0; model < deck->n_models; model++)
        if (strcmp(deck->models[model].id, id) == 0)
            return model;
    return -1;
}

static bool begin_item(struct resumed *r, const char *kind, const char *model, const char *key,
                       const struct named *names)
{
    struct exam_item item = {.question = -1};
    if (strcmp(kind, "question") == 0) {
        item.question = find_question(names, r->bank, key);
        item.part = item.question < 0 ? -1 : part_of_question(r->bank, item.question);
    } else {
        item.part = strcmp(kind, "board") == 0 ? part_of_board(r, key) : -1;
        item.model = item.part < 0 ? -1 : find_model(r->boards[item.part], model);
    }
    if (item.part < 0 || (item.question < 0 && item.model < 0))
        return false;
    r->items = xgrow(r->items, r->n, &r->room, sizeof *r->items);
    r->items[r->n++] = item;
    return true;
}

static bool add_layer(struct resumed *r, const char *key)
{
    struct exam_item *item = &r->items[r->n - 1];
    if (item->question >= 0 || item->n_layers == EXAM_BOARD_MAX)
        return false;
    int layer = find_layer(r->boards[item->part], item->model, key);
    item->layers[item->n_layers++] = layer;
    return layer >= 0;
}

static bool read_items(struct resumed *r)
{
    static const char sql[] = "SELECT t.n, t.kind, ifnull(t.model, ''), i.pos, item.key FROM task AS t"
                              " JOIN task_item AS i ON i.session = t.session AND i.task = t.n"
                              " JOIN item ON item.id = i.item WHERE t.session = ?1 ORDER BY t.n, i.pos";
    struct named *names = name_questions(r->bank);
    bool fits = true;
    sqlite3_stmt *query = QUERY(r->store, sql, INT(r->row));
    while (fits && store_row(r->store, query)) {
        const char *kind = store_text(query, 1), *model = store_text(query, 2), *key = store_text(query, 4);
        bool first = sqlite3_column_int(query, 3) == 0;
        fits = sqlite3_column_int(query, 0) == r->n - !first;
        if (fits && first)
            fits = begin_item(r, kind, model, key, names);
        if (fits && strcmp(kind, "board") == 0)
            fits = add_layer(r, key);
    }
    free(names);
    return fits && r->n > 0;
}

static void mark_fresh(struct resumed *r)
{
    int64_t *seen_ms = xcalloc((size_t)r->bank->n_questions + 1, sizeof *seen_ms);
    find_seen(r->store, r->bank, r->row, seen_ms);
    for (int i = 0; i < r->n; i++) {
        int question = r->items[i].question;
        r->items[i].fresh = question >= 0 && r->bank->questions[question].for_exam && !seen_ms[question];
    }
    free(seen_ms);
}

static bool replay(struct resumed *r, struct exam *exam)
{
    static const char sql[] = "SELECT n, at_ms, left_ms, move FROM step WHERE session = ?1 ORDER BY n";
    sqlite3_stmt *query = QUERY(r->store, sql, INT(r->row));
    while (store_row(r->store, query)) {
        struct moment at = {.utc_ms = sqlite3_column_int64(query, 1), .offset_min = r->offset_min};
        int64_t left_ms = sqlite3_column_int64(query, 2);
        struct exam_move move;
        if (sqlite3_column_int(query, 0) != exam->n_steps || left_ms > exam->left_ms || left_ms < 0)
            return false;
        exam_tick(exam, exam->left_ms - left_ms);
        if (!exam_parse(exam, store_text(query, 3), &move) || !exam_apply(exam, move, at))
            return false;
    }
    if (r->left_ms < 0)
        return false;
    exam_tick(exam, exam->left_ms - r->left_ms);
    return (exam->end == EXAM_RUNS) == !r->over;
}

static struct exam *rebuild(struct resumed *r, struct err *err)
{
    if (!read_session(r, err))
        return NULL;
    if (!read_items(r) || !exam_fits(r->bank, r->boards, r->items, r->n)) {
        misfit(r, err);
        return NULL;
    }
    mark_fresh(r);
    struct exam *exam = exam_new(r->bank, r->boards, r->items, r->n, r->seed, r->total_ms);
    if (replay(r, exam))
        return exam;
    misfit(r, err);
    exam_free(exam);
    return NULL;
}

struct exam *store_exam_resume(struct store *store, const struct deck *bank, const struct deck *const *boards,
                               int64_t total_ms, struct moment now, struct err *err)
{
    store->exam = 0;
    store_begin_write(store, false);
    struct resumed r = {.store = store, .total_ms = total_ms, .bank = bank, .boards = boards, .how = "left"};
    r.row = log_open_session(store, "exam");
    struct exam *exam = NULL;
    if (r.row)
        exam = rebuild(&r, err);
    else
        err_set(err, tr("There is no open exam."));
    if (exam)
        log_take_claim(store, r.row);
    else if (r.row)
        log_end_session(store, r.row, r.how, now.utc_ms);
    free(r.items);
    if (store_commit(store, err)) {
        store->exam = exam ? r.row : 0;
        return exam;
    }
    exam_free(exam);
    return NULL;
}

/* -- looking back -- */

struct exam *store_exam_reopen(struct store *store, const struct deck *bank, const struct deck *const *boards,
                               int64_t id, int (*minutes_of)(const char *setup), struct err *err)
{
    static const char sql[] =
        "SELECT setup FROM session WHERE id = ?1 AND kind = 'exam' AND how IN ('handed-in', 'time')";
    struct resumed r = {.store = store, .row = id, .bank = bank, .boards = boards, .over = true};
    store_start(store);
    sqlite3_stmt *query = QUERY(store, sql, INT(id));
    bool found = store_row(store, query);
    r.total_ms = found ? (int64_t)minutes_of(store_text(query, 0)) * 60000 : 0;
    sqlite3_reset(query);
    *err = (struct err){""};
    struct exam *exam = found && r.total_ms > 0 ? rebuild(&r, err) : NULL;
    free(r.items);
    if (!exam && !*err->text)
        misfit(&r, err);
    if (store_fine(store, exam ? err : NULL))
        return exam;
    exam_free(exam);
    return NULL;
}
