/* The script is a table of scenes. What is played within a drill is a function of the session alone, so it goes on from
   wherever it was resumed, and ends. */
#include "life.h"

#include "base/mem.h"
#include "base/rng.h"
#include "fault_disk.h"
#include "made_deck.h"
#include "store/backup.h"
#include "store/reviews.h"
#include "store/store_db.h"
#include "store/verify.h"
#include "store/weights.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ZONES = 3, MODELS = 4, LAYERS = 6, GIVEN = 0 };
enum { LOG_ANSWERS, LOG_STEPS, LOG_VOIDS };
static const char *const log_names[LIFE_LOGS] = {"answer", "step", "slip"};

/* -- decks -- */

static const char *text_of(struct deck *deck, const char *text)
{
    return arena_text(&deck->memory, text, strlen(text));
}

/* In the later edition one answer is another. */
static struct deck *new_deck(bool later_edition)
{
    static const char *const zones[ZONES] = {"customer", "shared", "provider"};
    static const char *const models[MODELS] = {"own", "iaas", "paas", "saas"};
    static const char *const layers[LAYERS] = {"data", "users", "apps", "network", "system", "hosts"};
    struct deck *deck = xcalloc(1, sizeof *deck);
    deck->id = text_of(deck, "life");
    deck->n_zones = ZONES;
    deck->n_models = MODELS;
    deck->n_layers = LAYERS;
    for (int zone = 0; zone < ZONES; zone++)
        deck->zones[zone] = (struct deck_zone){.id = zones[zone], .look = (enum deck_look)zone};
    for (int model = 0; model < MODELS; model++)
        deck->models[model] = (struct deck_model){.id = models[model], .given = model == GIVEN};
    deck->layers = arena_alloc(&deck->memory, sizeof *deck->layers * LAYERS);
    for (int layer = 0; layer < LAYERS; layer++) {
        struct deck_cell *cells = arena_alloc(&deck->memory, sizeof *cells * MODELS);
        memset(cells, 0, sizeof *cells * MODELS);
        for (int model = 0; model < MODELS; model++)
            cells[model].answer = (layer + model + (later_edition && layer == 0 && model == 1)) % ZONES;
        deck->layers[layer] = (struct deck_layer){.id = layers[layer], .cells = cells};
    }
    made_deck_print(deck);
    return deck;
}

/* -- what was said to be saved -- */

struct life_move {
    struct session_change change;
    int voids; /* how many answers it takes back */
};

static void write_down(struct life_log *log, char *line)
{
    log->lines = xgrow(log->lines, log->n, &log->room, sizeof *log->lines);
    log->lines[log->n++] = line;
}

static void forget(struct life_log *log)
{
    for (int i = 0; i < log->n; i++)
        free(log->lines[i]);
    log->n = log->synced = 0;
}

static void add_move(struct life *life, const struct life_move *move)
{
    const struct session_change *change = &move->change;
    long long at_ms = change->at.utc_ms;
    const struct deck *deck = life->deck;
    char text[MOVE_TEXT_MAX], key[DECK_KEY_MAX];
    move_format(change->move, deck, text, sizeof text);
    write_down(&life->unsure[LOG_STEPS], xprintf("%d %d %s", (int)life->store->session, change->n, text));
    for (int i = 0; i < change->n_answers; i++) {
        const struct session_answer *answer = &change->answers[i];
        deck_item_key(deck, answer->item, key);
        const char *given = answer->given == BOARD_OPEN ? "" : deck->zones[answer->given].id;
        write_down(&life->unsure[LOG_ANSWERS], xprintf("%lld %s %s %d", at_ms, key, given, answer->rating));
    }
    if (move->voids)
        write_down(&life->unsure[LOG_VOIDS], xprintf("%lld %d", at_ms, move->voids));
}

static void is_synced(struct life *life)
{
    for (int l = 0; l < LIFE_LOGS; l++)
        life->logs[l].synced = life->logs[l].n;
}

static void is_saved(struct life *life)
{
    for (int l = 0; l < LIFE_LOGS; l++) {
        for (int i = 0; i < life->unsure[l].n; i++)
            write_down(&life->logs[l], life->unsure[l].lines[i]);
        life->unsure[l].n = 0;
    }
}

/* -- the program -- */

static bool fails(struct life *life, const char *what, const struct err *err)
{
    snprintf(life->trouble, sizeof life->trouble, "%s: %s", what, err->text);
    return false;
}

static bool open_store(struct life *life)
{
    unsigned char program[16] = {(unsigned char)++life->opened, (unsigned char)(life->opened >> 8)};
    struct err err;
    life->store = store_open(life->folder, program, life->now, &err);
    return life->store ? true : fails(life, "open", &err);
}

/* As Home and a new drill do: takes in the deck, and looks at everything. */
static bool look(struct life *life)
{
    static struct store_item items[LAYERS * MODELS];
    struct err err;
    int due, met, today = 20000;
    if (!store_know(life->store, life->deck, life->now, &err))
        return fails(life, "know", &err);
    if (!store_items(life->store, life->deck, today, items, &err))
        return fails(life, "items", &err);
    if (!store_count(life->store, life->deck, today, &due, &met, &err))
        return fails(life, "count", &err);
    int ms[3];
    store_medians(life->store, ms);
    return true;
}

/* Whatever a move made synced is told apart by what it changed, as store.h says. */
static bool changes_answers(const struct life_move *move)
{
    return move->change.n_answers || move->change.move.kind == MOVE_SLIP || move->change.move.kind == MOVE_SLIP_ROW ||
           move->change.over;
}

static bool begin(struct life *life)
{
    struct err err;
    if (!life->stored && !store_begin(life->store, life->session, 7, "drill life", life->now, &err))
        return fails(life, "begin", &err);
    if (!life->stored) {
        life->begun = (int)life->store->session;
        is_synced(life);
    }
    life->stored = true;
    return true;
}

static bool flush(struct life *life)
{
    if (!life->n_queue)
        return true;
    if (!begin(life))
        return false;
    struct session_change *changes = xcalloc((size_t)life->n_queue, sizeof *changes);
    bool synced = false;
    for (int l = 0; l < LIFE_LOGS; l++)
        forget(&life->unsure[l]);
    for (int i = 0; i < life->n_queue; i++) {
        changes[i] = life->queue[i].change;
        synced = synced || changes_answers(&life->queue[i]);
        add_move(life, &life->queue[i]);
    }
    struct err err;
    enum store_saved saved = store_save(life->store, life->session, changes, life->n_queue, &err);
    free(changes);
    life->taken = saved == STORE_TAKEN;
    if (saved != STORE_SAVED)
        return fails(life, "save", &err);
    life->n_queue = 0;
    is_saved(life);
    if (synced)
        is_synced(life);
    if (life->session->phase == PHASE_CHECKED)
        store_due_days(life->store, life->session, NULL);
    if (synced && life->cut_soon && disk_struck())
        disk_cut_power();
    return true;
}

/* -- a drill -- */

static int count_voids(const struct session *session, struct move move)
{
    int n = 0;
    for (int at = 0; at < session->board.n_cells; at++)
        n += (move.kind == MOVE_SLIP && !session->slipped[at]) ||
             (move.kind == MOVE_SLIP_ROW && session->board.cells[at].layer == session->board.cells[move.at].layer);
    return n;
}

static bool try_move(struct life *life, enum move_kind kind, int at, int zone)
{
    struct life_move move = {.voids = count_voids(life->session, (struct move){kind, at, zone})};
    life->now.utc_ms += 1500;
    life->now.mono_ms += 1500;
    life->session->attended_ms += 1500;
    if (!session_apply(life->session, (struct move){kind, at, zone}, life->now))
        return false;
    move.change = life->session->change;
    life->queue = xgrow(life->queue, life->n_queue, &life->queue_room, sizeof *life->queue);
    life->queue[life->n_queue++] = move;
    return true;
}

/* Of a placement that the learner does not know there is one in four. */
static int zone_for(const struct session *session, int at)
{
    const struct board_cell *cell = &session->board.cells[at];
    int right = session_deck(session)->layers[cell->layer].cells[cell->model].answer;
    return (cell->layer * 3 + cell->model + session->task) % 4 ? right : (right + 1) % ZONES;
}

static void place(struct life *life)
{
    const struct session *session = life->session;
    int n = session->n_steps, open = 0;
    while (open < session->board.n_cells && session->board.cells[open].zone != BOARD_OPEN)
        open++;
    if (n % 7 == 3 && try_move(life, MOVE_UNDO, 0, 0))
        return;
    if (n % 11 == 6 && try_move(life, MOVE_BACK, 0, 0))
        return;
    if (n % 5 == 2 && try_move(life, MOVE_UNSURE, 1, 0))
        return;
    bool line = session_task(session)->kind == TASK_LINE;
    if (line && open % 3 == 0 && open < session->board.n_cells && try_move(life, MOVE_EDGE, open, 2))
        return;
    bool leaves_one = session->task == 2 && open == session->board.n_cells - 1;
    if (open == session->board.n_cells || leaves_one)
        try_move(life, MOVE_CHECK, 0, 0);
    else
        try_move(life, n % 4 ? MOVE_PLACE : MOVE_PLACE_UNSURE, open, zone_for(session, open));
}

/* The line's first row slipped, and the board of paas. */
static void leave_checked(struct life *life)
{
    const struct task *task = session_task(life->session);
    if (task->kind == TASK_LINE && !task->reask && try_move(life, MOVE_SLIP_ROW, 0, 0))
        return;
    try_move(life, task->kind == TASK_BOARD && task->model == 2 && !task->reask ? MOVE_SLIP : MOVE_NEXT, 0, 0);
}

static struct task board_of(int model, int first, int n)
{
    struct task task = {.kind = TASK_BOARD, .model = model, .n_items = n};
    for (int i = 0; i < n; i++)
        task.items[i] = (first + i) * MODELS + model;
    return task;
}

static struct task line_of(int first, int n)
{
    struct task task = {.kind = TASK_LINE, .model = -1, .n_items = n * (MODELS - 1)};
    for (int i = 0; i < task.n_items; i++)
        task.items[i] = (first + i / (MODELS - 1)) * MODELS + 1 + i % (MODELS - 1);
    return task;
}

static void new_session(struct life *life, int row)
{
    static const bool none[LAYERS * MODELS];
    const bool *const hidden[1] = {none};
    const struct deck *deck = life->deck;
    struct task tasks[3] = {board_of(1, 0, 3), line_of(3, 2), board_of(2, 0, 3)};
    if (row == 2)
        tasks[0] = board_of(3, 0, 3);
    life->session = session_new(&deck, 1, tasks, row == 1 ? 3 : row == 2 ? 1 : 2, hidden, (uint64_t)row + 1);
    life->stored = false;
}

/* Begins the drill of that row, or goes on with it; without a session where it is over. */
static bool find_session(struct life *life, int row)
{
    static const char last[] = "SELECT ifnull(max(id), 0) FROM session";
    static const bool none[LAYERS * MODELS];
    const bool *const hidden[1] = {none};
    const struct deck *deck = life->deck;
    struct store_open_drill open;
    struct err err = {"?"};
    store_start(life->store);
    int rows = (int)store_number(life->store, last, NULL, 0, 0);
    if (!store_fine(life->store, &err))
        return fails(life, "look for the drill", &err);
    if (rows < row) {
        new_session(life, row);
        begin(life); /* as the app: where that fails it is played, and tried again with each move */
        return true;
    }
    if (!store_find_drill(life->store, &open))
        return life->store->failed ? fails(life, "find", &err) : true;
    life->session = store_resume(life->store, &deck, 1, hidden, life->now, &err);
    life->stored = true;
    return life->session ? true : fails(life, "resume", &err);
}

static bool drill(struct life *life, int row, bool half)
{
    if (!life->session && !find_session(life, row))
        return false;
    struct session *session = life->session;
    while (session && session->phase != PHASE_OVER) {
        if (half && session->task > 0 && session->board.last_order > 1)
            break;
        if (session->phase == PHASE_PLACING)
            place(life);
        else
            leave_checked(life);
        flush(life);
        if (life->between_moves)
            life->between_moves();
        if (disk_is_dead() || life->taken)
            return false;
    }
    if (!flush(life))
        return false;
    if (session && session->phase == PHASE_OVER) {
        session_free(session);
        life->session = NULL;
    }
    return true;
}

static void drop_session(struct life *life)
{
    session_free(life->session);
    life->session = NULL;
    life->n_queue = 0;
}

static bool leave(struct life *life)
{
    struct err err;
    drop_session(life);
    if (!store_leave(life->store, life->now, &err))
        return fails(life, "leave", &err);
    is_synced(life);
    return true;
}

static bool rebuild(struct life *life)
{
    struct err err;
    return store_rebuild(life->store, &err) ? look(life) : fails(life, "rebuild", &err);
}

/* -- what the learner says of items, and weights -- */

enum { RESTING = 5 * MODELS + 2, FORGOTTEN = 1 * MODELS + 1 };

static bool put_to_rest(struct life *life, bool rest)
{
    struct err err;
    if (life->rests != (rest ? LIFE_YES : LIFE_NO))
        life->rests = LIFE_UNSURE;
    if (!store_rest(life->store, life->deck, RESTING, rest, life->now, &err))
        return fails(life, "rest", &err);
    life->rests = rest ? LIFE_YES : LIFE_NO;
    return true;
}

static bool forget_item(struct life *life)
{
    struct err err;
    int item = FORGOTTEN;
    return store_forget(life->store, life->deck, &item, 1, life->now, &err) ? true : fails(life, "forget", &err);
}

/* Said once: where it was done although it seemed to fail, it is not done again. */
static bool fit(struct life *life, bool keep)
{
    struct store_weights present, fitted = {.answers = 400, .loss_before = .5, .loss_after = .4};
    struct err err;
    bool undone;
    if (!store_weights(life->store, &present, &err))
        return fails(life, "weights", &err);
    fitted.weights = fsrs_default;
    fitted.weights.w[0] *= 2;
    if (present.own == keep) {
        life->fitted = LIFE_UNSURE;
        if (keep ? !store_weights_keep(life->store, &present.weights, &fitted, life->now, &err)
                 : !store_weights_undo(life->store, life->now, &undone, &err))
            return fails(life, "fit", &err);
    }
    life->fitted = keep ? LIFE_YES : LIFE_NO;
    return true;
}

static bool as_said(struct life *life, enum life_said *said, bool is, const char *what)
{
    bool fine = *said == LIFE_UNSURE || is == (*said == LIFE_YES);
    *said = is ? LIFE_YES : LIFE_NO;
    if (!fine)
        snprintf(life->trouble, sizeof life->trouble, "%s: it is not what was said", what);
    return fine;
}

static bool look_at_items(struct life *life, int *lost)
{
    static bool resting[LAYERS * MODELS];
    struct store_weights weights;
    struct err err;
    if (!store_resting(life->store, life->deck, resting, &err) || !store_weights(life->store, &weights, &err))
        return fails(life, "look at items", &err);
    bool rest = as_said(life, &life->rests, resting[RESTING], "an item's rest");
    bool fitted = as_said(life, &life->fitted, !weights.own, "the weights");
    *lost += !rest + !fitted;
    return rest && fitted;
}

static void close_program(struct life *life)
{
    drop_session(life);
    store_close(life->store);
    life->store = NULL;
}

/* -- what rescues -- */

static bool finds(struct life *life, const char *what, const char *text)
{
    snprintf(life->trouble, sizeof life->trouble, "%s: %s", what, text);
    return false;
}

static bool make_backup(struct life *life)
{
    struct err err;
    if (!backup_make(life->store, life->now, &err))
        return fails(life, "backup", &err);
    life->backed_up = true;
    return true;
}

/* The newest one, which has all; what is in the file besides is taken along. */
static bool bring_back(struct life *life)
{
    static const unsigned char program[16] = "rescue";
    struct err err;
    int n;
    char kept[BACKUP_NAME_MAX];
    struct backup_file *files = backup_list(life->folder, &n);
    char *path = xprintf("%s/backups/%s", life->folder, n ? files[0].name : "none");
    bool fine = restore_file(life->folder, path, true, program, life->now, kept, &err);
    free(path);
    free(files);
    return fine ? true : fails(life, "restore", &err);
}

/* Out and in again changes nothing. */
static bool exchange(struct life *life)
{
    struct err err;
    struct reviews_counts counts;
    int n, left_out;
    char *bytes = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&bytes, &size);
    bool fine = reviews_export(life->store, out, &n, &left_out, &err);
    fclose(out);
    fine = fine && reviews_import(life->store, bytes, size, false, NULL, &counts, &err);
    free(bytes);
    if (!fine)
        return fails(life, "exchange", &err);
    if (left_out || counts.answers || counts.edits || counts.different || counts.bad)
        return fails(life, "exchange", &(struct err){"what was exported is not what is there"});
    return true;
}

/* Whatever has the name of a backup is a whole one. */
static bool look_at_backups(struct life *life)
{
    int n;
    bool fine = true;
    struct backup_file *files = backup_list(life->folder, &n);
    if (!n && life->backed_up)
        fine = finds(life, "backups", "all are gone");
    for (int i = 0; i < n; i++) {
        char *path = xprintf("%s/backups/%s", life->folder, files[i].name);
        struct err err = {"it has problems"};
        if (verify_file(path, NULL, &err) != 0)
            fine = finds(life, files[i].name, err.text);
        free(path);
    }
    free(files);
    return fine;
}

/* -- the script -- */

enum act {
    LOOK,
    HALF,
    DRILL,
    LEAVE,
    REBUILD,
    CLOSE,
    DAYS,
    EDITION,
    BACKUP,
    RESTORE,
    EXCHANGE,
    REST,
    WAKE,
    FORGET,
    FIT,
    UNFIT
};

static const struct {
    enum act act;
    int n; /* HALF, DRILL: the row of the session; DAYS: how many go by */
} scenes[] = {
    {LOOK, 0}, {HALF, 1}, {CLOSE, 0},    {LOOK, 0},    {DRILL, 1},  {HALF, 2},  {LEAVE, 0},   {CLOSE, 0},
    {DAYS, 1}, {REST, 0}, {DRILL, 3},    {BACKUP, 0},  {CLOSE, 0},  {FIT, 0},   {EDITION, 0}, {DAYS, 9},
    {LOOK, 0}, {HALF, 4}, {DRILL, 5},    {DAYS, 3},    {BACKUP, 0}, {CLOSE, 0}, {RESTORE, 0}, {DRILL, 6},
    {WAKE, 0}, {LOOK, 0}, {EXCHANGE, 0}, {REBUILD, 0}, {FORGET, 0}, {UNFIT, 0}, {CLOSE, 0},
};
enum { SCENES = sizeof scenes / sizeof *scenes };

static bool act(struct life *life, enum act act, int n)
{
    struct err err;
    switch (act) {
    case LOOK:
        return look(life);
    case HALF:
        return drill(life, n, true);
    case DRILL:
        return drill(life, n, false);
    case LEAVE:
        return leave(life);
    case REBUILD:
        return rebuild(life);
    case BACKUP:
        return make_backup(life);
    case RESTORE:
        return bring_back(life);
    case EXCHANGE:
        return exchange(life);
    case CLOSE:
        if (life->store && !backup_daily(life->store, life->now, &err))
            return fails(life, "daily backup", &err);
        close_program(life);
        return true;
    case REST:
    case WAKE:
        return put_to_rest(life, act == REST);
    case FORGET:
        return forget_item(life);
    case FIT:
    case UNFIT:
        return fit(life, act == FIT);
    case DAYS:
        life->now.utc_ms += n * INT64_C(86400000);
        return true;
    case EDITION:
        deck_free(life->deck);
        life->deck = new_deck(true);
        return true;
    }
    return false;
}

void life_begin(struct life *life, const char *folder)
{
    *life = (struct life){.folder = folder,
                          .deck = new_deck(false),
                          .now = {.mono_ms = 5000, .utc_ms = INT64_C(1790000000000), .offset_min = 120}};
}

void life_end(struct life *life)
{
    close_program(life);
    for (int l = 0; l < LIFE_LOGS; l++) {
        forget(&life->logs[l]);
        forget(&life->unsure[l]);
        free(life->logs[l].lines);
        free(life->unsure[l].lines);
    }
    deck_free(life->deck);
    free(life->queue);
}

bool life_is_over(const struct life *life)
{
    return life->scene == SCENES;
}

bool life_go_on(struct life *life)
{
    for (; life->scene < SCENES; life->scene++) {
        enum act next = scenes[life->scene].act;
        bool needs_store = next != CLOSE && next != DAYS && next != EDITION && next != RESTORE;
        if (needs_store && !life->store && !(open_store(life) && look(life)))
            return false;
        if (!act(life, next, scenes[life->scene].n) || disk_is_dead())
            return false;
    }
    return true;
}

bool life_drill(struct life *life)
{
    if (!life->store && !(open_store(life) && look(life)))
        return false;
    life->taken = false;
    new_session(life, 1);
    bool fine = begin(life) && (drill(life, 0, false) || life->taken);
    drop_session(life);
    return fine;
}

void life_killed(struct life *life)
{
    close_program(life);
}

/* -- looking at what is there -- */

static const char answers_sql[] = "SELECT printf('%d %s %s %d', at_ms, key, given, rating)"
                                  " FROM answer JOIN item ON item.id = answer.item ORDER BY answer.id";
static const char steps_sql[] = "SELECT printf('%d %d %s', session, n, move) FROM step ORDER BY session, n";
static const char voids_sql[] = "SELECT printf('%d %d', at_ms, count(*)) FROM edit WHERE what = 'void'"
                                " GROUP BY at_ms ORDER BY min(id)";

static bool read_lines(sqlite3 *db, const char *sql, struct life_log *log)
{
    sqlite3_stmt *query;
    int code = sqlite3_prepare_v2(db, sql, -1, &query, NULL);
    while (code == SQLITE_OK && (code = sqlite3_step(query)) == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(query, 0);
        write_down(log, xstrdup(text ? text : "NULL"));
        code = SQLITE_OK;
    }
    sqlite3_finalize(query);
    return code == SQLITE_DONE;
}

static bool says(struct life *life, sqlite3 *db, const char *sql, const char *expected)
{
    struct life_log log = {0};
    bool read = read_lines(db, sql, &log), fine = read && log.n == 1 && strcmp(log.lines[0], expected) == 0;
    if (!fine)
        finds(life, sql, read && log.n ? log.lines[0] : sqlite3_errmsg(db));
    forget(&log);
    free(log.lines);
    return fine;
}

static int equal_lines(const struct life_log *a, const struct life_log *b, int at)
{
    int n = 0;
    while (n < a->n && at + n < b->n && strcmp(a->lines[n], b->lines[at + n]) == 0)
        n++;
    return n;
}

/* What was said to be saved, then what was tried last or nothing. */
static bool compare(struct life *life, int l, const struct life_log *there, bool power_cut, int *tried, int *lost)
{
    const struct life_log *log = &life->logs[l], *unsure = &life->unsure[l];
    int need = power_cut ? log->synced : log->n;
    int same = equal_lines(log, there, 0);
    if (same < need) {
        *lost += need - same;
        snprintf(life->trouble, sizeof life->trouble, "the %s '%s' is lost; there is '%s'", log_names[l],
                 log->lines[same], same < there->n ? there->lines[same] : "nothing");
        return false;
    }
    int beyond = there->n - same;
    if (beyond && (same < log->n || beyond != unsure->n || equal_lines(unsure, there, same) < beyond)) {
        snprintf(life->trouble, sizeof life->trouble, "nobody made the %s '%s', or not all of it is there",
                 log_names[l], there->lines[same]);
        return false;
    }
    *tried += unsure->n ? beyond ? 1 : -1 : 0;
    return true;
}

static const char *const log_sql[LIFE_LOGS] = {answers_sql, steps_sql, voids_sql};

static bool compare_all(struct life *life, sqlite3 *db, bool power_cut, int *lost)
{
    bool fine = true;
    int tried = 0, kinds = 0;
    for (int l = 0; l < LIFE_LOGS; l++) {
        struct life_log there = {0};
        kinds += life->unsure[l].n > 0;
        fine = fine && (read_lines(db, log_sql[l], &there) ? compare(life, l, &there, power_cut, &tried, lost)
                                                           : finds(life, log_names[l], sqlite3_errmsg(db)));
        forget(&life->logs[l]);
        free(life->logs[l].lines);
        life->logs[l] = there;
        forget(&life->unsure[l]);
    }
    if (fine && tried != kinds && tried != -kinds)
        return finds(life, "half of what was tried last is there", "answers without their moves");
    return fine;
}

/* In what each origin has counted; a file that was brought back counts under a new one. */
#define GAPS(table)                                                                                                    \
    "SELECT count(*) FROM (SELECT 1 FROM " table " GROUP BY origin HAVING count(*) <> max(seq) - min(seq) + 1)"
static const char gaps_in_answers[] = GAPS("answer"), gaps_in_edits[] = GAPS("edit");

static bool look_at_tables(struct life *life, sqlite3 *db, bool power_cut, int *lost)
{
    char *rows = xprintf("SELECT ifnull(max(id), 0) >= %d FROM session", life->begun);
    bool fine =
        says(life, db, rows, "1") && says(life, db, "PRAGMA integrity_check", "ok") &&
        says(life, db, "SELECT count(*) FROM pragma_foreign_key_check", "0") &&
        says(life, db, "SELECT count(*) = ifnull(max(id), 0) FROM answer", "1") &&
        says(life, db, gaps_in_answers, "0") && says(life, db, gaps_in_edits, "0") &&
        says(life, db, "SELECT count(*) FROM (SELECT 1 FROM answer GROUP BY session, task, item HAVING count(*) > 1)",
             "0") &&
        says(life, db,
             "SELECT count(*) FROM (SELECT 1 FROM edit GROUP BY answer, what, item, upto, weights HAVING count(*) > 1)",
             "0");
    free(rows);
    return compare_all(life, db, power_cut, lost) && fine;
}

static bool look_at_states(struct life *life, int *lost)
{
    static const char sql[] =
        "SELECT ifnull(group_concat(printf('%d %d %d %.17g %.17g %d %d %s %d %d %d %d', deck, place, item, s, d, "
        "first_day,"
        " last_day, ifnull(reask_day, '-'), due_day, answers, lapses, last_answer), '; '), '') || ' new: ' ||"
        " ifnull((SELECT group_concat(deck || ' ' || place) FROM (SELECT * FROM fresh ORDER BY deck, place)), '')"
        " FROM (SELECT * FROM state ORDER BY item)";
    struct life_log before = {0}, after = {0};
    struct err err = {""};
    int bad = 0;
    bool fine = open_store(life) && look(life) && look_at_items(life, lost) &&
                (store_verify_sums(life->store, &bad, &err) || fails(life, "verify", &err)) &&
                (!bad || finds(life, "verify", "rows whose sum does not fit")) &&
                read_lines(life->store->db, sql, &before) && rebuild(life) && read_lines(life->store->db, sql, &after);
    if (fine && strcmp(before.lines[0], after.lines[0]) != 0)
        fine = finds(life, "states are not what a rebuild gives", before.lines[0]);
    store_close(life->store);
    life->store = NULL;
    forget(&before);
    forget(&after);
    free(before.lines);
    free(after.lines);
    return fine;
}

/* Nothing is checkpointed by it, so that the store meets the file as it lay there. */
static int open_aside(const struct life *life, sqlite3 **db)
{
    char *path = xprintf("%s/learner.db", life->folder);
    int code = sqlite3_open_v2(path, db, SQLITE_OPEN_READWRITE, NULL);
    free(path);
    sqlite3_db_config(*db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    return code;
}

bool life_read(struct life *life)
{
    sqlite3 *db;
    bool fine = open_aside(life, &db) == SQLITE_OK;
    for (int l = 0; l < LIFE_LOGS; l++) {
        forget(&life->logs[l]);
        forget(&life->unsure[l]);
        fine = fine && read_lines(db, log_sql[l], &life->logs[l]);
    }
    sqlite3_close(db);
    return fine;
}

bool life_check(struct life *life, bool after_power_cut, int *lost)
{
    sqlite3 *db;
    int code = open_aside(life, &db);
    struct life_log tables = {0};
    bool fine = true;
    if (code == SQLITE_OK && read_lines(db, "SELECT name FROM sqlite_schema WHERE name = 'answer'", &tables) &&
        tables.n)
        fine = look_at_tables(life, db, after_power_cut, lost);
    else if (life->logs[LOG_STEPS].synced || life->begun)
        fine = finds(life, "all is gone", sqlite3_errmsg(db));
    else
        for (int l = 0; l < LIFE_LOGS; l++)
            forget(&life->unsure[l]);
    sqlite3_close(db);
    forget(&tables);
    free(tables.lines);
    is_synced(life);
    return fine && look_at_backups(life) && look_at_states(life, lost);
}
