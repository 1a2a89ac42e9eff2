/* store: what was saved is there again, to the last bit, and what is not ours or no longer fits is told and left alone.
   States are compared with a second calculation in C over a log that the test keeps itself. */
#include "store/store.h"

#include "base/mem.h"
#include "base/rng.h"
#include "srs/day.h"
#include "store/file.h"
#include "store/store_db.h"
#include "store/weights.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static const unsigned char program_a[16] = "program a", program_b[16] = "program b";
static char top[] = "demarc-store-XXXXXX"; /* in the folder the test runs in */
static struct err err;

static const struct moment noon = {.mono_ms = 5000, .utc_ms = INT64_C(1790000000000), .offset_min = 120};

static struct moment later(struct moment moment, int64_t ms)
{
    moment.mono_ms += ms > 0 ? ms : 0;
    moment.utc_ms += ms;
    return moment;
}

static const int64_t day_ms = INT64_C(86400000);

/* A folder of its own for each test; the caller frees. */
static char *new_folder(void)
{
    static int n;
    return xprintf("%s/%d", top, n++);
}

static char *file_in(const char *folder)
{
    return xprintf("%s/learner.db", folder);
}

/* A second connection, as a stranger to all rules. */
static sqlite3 *stranger(const char *folder)
{
    char *path = file_in(folder);
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    sqlite3_exec(db, "PRAGMA ignore_check_constraints = ON", NULL, NULL, NULL);
    free(path);
    return db;
}

static void meddle(const char *folder, const char *sql)
{
    sqlite3 *db = stranger(folder);
    char *message = NULL;
    sqlite3_exec(db, sql, NULL, NULL, &message);
    if (message)
        fail_msg("%s: %s", sql, message);
    sqlite3_close(db);
}

static int64_t ask(const char *folder, const char *sql)
{
    sqlite3 *db = stranger(folder);
    sqlite3_stmt *query;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &query, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(query), SQLITE_ROW);
    int64_t number = sqlite3_column_int64(query, 0);
    sqlite3_finalize(query);
    sqlite3_close(db);
    return number;
}

static struct store *opened(const char *folder, const unsigned char *program)
{
    struct store *store = store_open(folder, program, noon, &err);
    if (!store)
        fail_msg("%s", err.text);
    return store;
}

/* -- a deck -- */

enum { ZONES = 3, MODELS = 4, LAYERS = 12, CELLS = LAYERS * MODELS, GIVEN = 0 };

static const char *name(struct deck *deck, const char *format, int n)
{
    char text[40];
    snprintf(text, sizeof text, "%s%d", format, n);
    return arena_text(&deck->memory, text, strlen(text));
}

/* As deck.h says: all ids and answers, in order. */
static void print_deck(struct deck *deck)
{
    uint64_t hash = HASH_START;
    for (int layer = 0; layer < deck->n_layers; layer++)
        for (int model = 0; model < deck->n_models; model++) {
            char key[DECK_KEY_MAX], print[17];
            deck_key(deck, layer, model, key);
            deck_answer_print(deck, layer, model, print);
            hash = hash_add(hash_add(hash, key, strlen(key)), print, 16);
        }
    deck->print = hash_finish(hash);
}

static struct deck *new_deck(const char *id)
{
    struct deck *deck = xcalloc(1, sizeof *deck);
    deck->id = arena_text(&deck->memory, id, strlen(id));
    deck->n_zones = ZONES;
    deck->n_models = MODELS;
    deck->n_layers = LAYERS;
    for (int zone = 0; zone < ZONES; zone++)
        deck->zones[zone].id = name(deck, "zone", zone);
    for (int model = 0; model < MODELS; model++)
        deck->models[model] = (struct deck_model){.id = name(deck, "model", model), .given = model == GIVEN};
    deck->layers = arena_alloc(&deck->memory, sizeof *deck->layers * LAYERS);
    for (int layer = 0; layer < LAYERS; layer++) {
        struct deck_cell *cells = arena_alloc(&deck->memory, sizeof *cells * MODELS);
        memset(cells, 0, sizeof *cells * MODELS);
        for (int model = 0; model < MODELS; model++)
            cells[model].answer = (layer + model) % ZONES;
        deck->layers[layer] = (struct deck_layer){.id = name(deck, "layer", layer), .cells = cells};
    }
    deck->layers[LAYERS - 1].cells[2].answer = DECK_ABSENT;
    deck->layers[LAYERS - 1].cells[3].open = "nobody knows";
    deck->layers[0].cells[1].differs[0] = "an older edition says so";
    print_deck(deck);
    return deck;
}

/* -- a player: a store, a session, and moves that are saved as they are made -- */

struct player {
    struct store *store;
    const struct deck *deck;
    struct session *session;
    struct moment now;
    bool hidden[CELLS];
};

static const bool *const *hidden_of(const struct player *player)
{
    static const bool *hidden[1];
    hidden[0] = player->hidden;
    return hidden;
}

static struct task board_of(int model, int first, int n)
{
    struct task task = {.kind = TASK_BOARD, .model = model, .n_items = n};
    for (int i = 0; i < n; i++)
        task.items[i] = (first + i) * MODELS + model;
    return task;
}

static void begin(struct player *player, const struct task *tasks, int n)
{
    session_free(player->session);
    player->session = session_new(&player->deck, 1, tasks, n, hidden_of(player), 1);
    if (!store_begin(player->store, player->session, UINT64_MAX - 6, "drill azure", player->now, &err))
        fail_msg("%s", err.text);
}

static struct player new_player(const char *folder, const struct deck *deck)
{
    struct player player = {.store = opened(folder, program_a), .deck = deck, .now = noon};
    assert_true(store_know(player.store, deck, player.now, &err));
    return player;
}

static void stop(struct player *player)
{
    session_free(player->session);
    store_close(player->store);
}

/* As the app does: after a Check it asks when the answers come back. */
static enum store_saved save(struct player *player, const struct session_change *changes, int n)
{
    enum store_saved saved = store_save(player->store, player->session, changes, n, &err);
    if (saved == STORE_SAVED && player->session->phase == PHASE_CHECKED)
        assert_true(store_due_days(player->store, player->session, &err));
    return saved;
}

static enum store_saved try_move(struct player *player, enum move_kind kind, int at, int zone)
{
    player->now = later(player->now, 1500);
    player->session->attended_ms += 1500;
    assert_true(session_apply(player->session, (struct move){kind, at, zone}, player->now));
    return save(player, &player->session->change, 1);
}

static void make_move(struct player *player, enum move_kind kind, int at, int zone)
{
    if (try_move(player, kind, at, zone) != STORE_SAVED)
        fail_msg("%s", err.text);
}

static int right_zone(const struct player *player, int at)
{
    const struct board_cell *cell = &player->session->board.cells[at];
    return player->deck->layers[cell->layer].cells[cell->model].answer;
}

/* Places all of the board on the table, the first n_wrong of them wrong, and checks. */
static void answer_board(struct player *player, int n_wrong)
{
    for (int at = 0; at < player->session->board.n_cells; at++)
        make_move(player, MOVE_PLACE, at, (right_zone(player, at) + (at < n_wrong)) % ZONES);
    make_move(player, MOVE_CHECK, 0, 0);
}

static struct store_item item_at(const struct player *player, int layer, int model, int today)
{
    static struct store_item items[CELLS];
    assert_true(store_items(player->store, player->deck, today, items, &err));
    return items[layer * MODELS + model];
}

static void assert_same_memory(const struct grade_memory *a, const struct grade_memory *b)
{
    assert_int_equal(a->met, b->met);
    assert_memory_equal(&a->state.s, &b->state.s, sizeof a->state.s);
    assert_memory_equal(&a->state.d, &b->state.d, sizeof a->state.d);
    assert_int_equal(a->first_day, b->first_day);
    assert_int_equal(a->last_day, b->last_day);
    assert_int_equal(a->reask, b->reask);
    if (a->reask)
        assert_int_equal(a->reask_day, b->reask_day);
    assert_int_equal(a->answers, b->answers);
    assert_int_equal(a->lapses, b->lapses);
}

static void assert_sums_fit(struct store *store)
{
    int bad = -1;
    assert_true(store_verify_sums(store, &bad, &err));
    assert_int_equal(bad, 0);
}

/* -- opening -- */

static void a_fresh_file_is_made_and_opens_again(void **state)
{
    (void)state;
    char *folder = new_folder(), *path = file_in(folder);
    struct store *store = opened(folder, program_a);
    assert_sums_fit(store);
    store_close(store);
    struct stat info;
    assert_int_equal(stat(folder, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0700);
    assert_true(file_exists(path));
    assert_int_equal(ask(folder, "PRAGMA application_id"), 0x646d7263);
    assert_int_equal(ask(folder, "PRAGMA user_version"), STORE_VERSION);
    int64_t origin = ask(folder, "SELECT sum FROM origin WHERE id = 1");
    store_close(opened(folder, program_b));
    assert_true(ask(folder, "SELECT sum FROM origin WHERE id = 1") == origin);
    assert_int_equal(ask(folder, "SELECT count(*) FROM origin"), 1);
    store_close(opened(NULL, program_a));
    store_close(NULL);
    free(path);
    free(folder);
}

/* Refused with a sentence that says it, and not a byte changed. */
static void assert_left_alone(const char *folder, const char *says)
{
    char *path = file_in(folder);
    size_t before_size, after_size;
    char *before = file_read(path, 1 << 20, &before_size, &err);
    assert_null(store_open(folder, program_a, noon, &err));
    if (!strstr(err.text, says))
        fail_msg("'%s' does not say '%s'", err.text, says);
    char *after = file_read(path, 1 << 20, &after_size, &err);
    assert_int_equal(after_size, before_size);
    assert_memory_equal(after, before, before_size);
    int n;
    char **names = file_list(folder, "", &n);
    for (int i = 0; i < n; i++)
        free(names[i]);
    free(names);
    assert_int_equal(n, 1);
    free(before);
    free(after);
    free(path);
}

static void what_is_not_ours_is_left_alone(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *says;
    } files[] = {
        {"CREATE TABLE notes (text); INSERT INTO notes VALUES ('mine')", "not a demarc file"},
        {"PRAGMA application_id = 7; PRAGMA user_version = 1; CREATE TABLE notes (text)", "not a demarc file"},
        {"PRAGMA journal_mode = WAL; CREATE TABLE notes (text); INSERT INTO notes VALUES ('mine')",
         "not a demarc file"},
        {"PRAGMA application_id = 0x646d7263; CREATE TABLE notes (text)", "not a demarc file"},
        {"PRAGMA application_id = 0x646d7263; PRAGMA user_version = 99; CREATE TABLE later (text)", "newer demarc"},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *folder = new_folder();
        assert_true(file_make_folder(folder, &err));
        meddle(folder, files[i].sql);
        assert_left_alone(folder, files[i].says);
        free(folder);
    }
}

/* The very next one: its tables may look just like ours. */
static void the_next_schema_is_left_alone(void **state)
{
    (void)state;
    char sql[120], *folder = new_folder();
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d; CREATE TABLE later (text)",
             STORE_APPLICATION_ID, STORE_VERSION + 1);
    assert_true(file_make_folder(folder, &err));
    meddle(folder, sql);
    assert_left_alone(folder, "newer demarc");
    free(folder);
}

static void garbage_is_left_alone(void **state)
{
    (void)state;
    char *folder = new_folder(), *path = file_in(folder);
    char garbage[5000];
    struct rng rng = {1};
    for (size_t i = 0; i < sizeof garbage; i++)
        garbage[i] = (char)rng_next(&rng);
    assert_true(file_make_folder(folder, &err));
    assert_true(file_write(path, garbage, sizeof garbage, false, &err));
    assert_left_alone(folder, "not a demarc file");
    free(path);
    free(folder);
}

static void a_place_that_cannot_be_written_is_told(void **state)
{
    (void)state;
    char *folder = new_folder(), *path = file_in(folder), *under = xprintf("%s/deeper", path);
    store_close(opened(folder, program_a));
    assert_null(store_open(under, program_a, noon, &err));
    assert_non_null(strstr(err.text, "Cannot make the folder"));
    if (geteuid() != 0) { /* root may write everywhere */
        assert_int_equal(chmod(path, 0400), 0);
        assert_null(store_open(folder, program_a, noon, &err));
        assert_non_null(strstr(err.text, "cannot be written"));
    }
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_null(store_open(folder, program_a, noon, &err));
    assert_non_null(strstr(err.text, "cannot be written"));
    free(under);
    free(path);
    free(folder);
}

/* One of them makes the tables; none may take the half-made file for a stranger's. */
static void programs_that_start_at_once_share_a_file(void **state)
{
    (void)state;
    enum { ROUNDS = 10, PROGRAMS = 6 };
    for (int round = 0; round < ROUNDS; round++) {
        char *folder = new_folder(), byte;
        int gate[2]; /* opens when all stand before it */
        assert_int_equal(pipe(gate), 0);
        for (int i = 0; i < PROGRAMS; i++)
            if (fork() == 0) {
                close(gate[1]);
                assert_int_equal(read(gate[0], &byte, 1), 0);
                nanosleep(&(struct timespec){.tv_nsec = i * 400000L}, NULL); /* while the first is at it */
                struct store *store = store_open(folder, program_a, later(noon, i), &err);
                if (!store)
                    fprintf(stderr, "%s\n", err.text);
                store_close(store);
                _exit(!store);
            }
        close(gate[1]);
        close(gate[0]);
        int status, failed = 0;
        while (wait(&status) > 0)
            failed += status != 0;
        assert_int_equal(failed, 0);
        assert_int_equal(ask(folder, "SELECT count(*) FROM origin"), 1);
        free(folder);
    }
}

/* -- sessions -- */

/* What has been moved home must not lie in the log any longer: a flipped bit there would put old pages over new ones.
 */
static void the_log_is_empty_after_a_drill(void **state)
{
    (void)state;
    char *folder = new_folder(), *log = xprintf("%s/learner.db-wal", folder);
    struct deck *deck = new_deck("azure");
    struct player player = new_player(folder, deck);
    struct task board = board_of(1, 1, 4);
    struct stat info;
    begin(&player, &board, 1);
    answer_board(&player, 0);
    assert_int_equal(stat(log, &info), 0);
    assert_true(info.st_size > 0);
    make_move(&player, MOVE_NEXT, 0, 0);
    assert_int_equal(player.session->phase, PHASE_OVER);
    assert_int_equal(stat(log, &info), 0);
    assert_int_equal(info.st_size, 0);
    stop(&player);
    deck_free(deck);
    free(log);
    free(folder);
}

static void assert_same_tasks(const struct session *a, const struct session *b)
{
    assert_int_equal(a->n_tasks, b->n_tasks);
    assert_int_equal(a->n_planned, b->n_planned);
    for (int t = 0; t < a->n_tasks; t++) {
        const struct task *x = &a->tasks[t], *y = &b->tasks[t];
        assert_int_equal(x->kind, y->kind);
        assert_int_equal(x->deck, y->deck);
        assert_int_equal(x->model, y->model);
        assert_int_equal(x->reask, y->reask);
        assert_int_equal(x->n_items, y->n_items);
        assert_memory_equal(x->items, y->items, sizeof *x->items * (size_t)x->n_items);
    }
}

static void assert_same_board(const struct board *a, const struct board *b)
{
    assert_int_equal(a->n_cells, b->n_cells);
    assert_int_equal(a->n_zones, b->n_zones);
    assert_int_equal(a->last_order, b->last_order);
    for (int at = 0; at < a->n_cells; at++) {
        const struct board_cell *x = &a->cells[at], *y = &b->cells[at];
        assert_int_equal(x->layer, y->layer);
        assert_int_equal(x->model, y->model);
        assert_int_equal(x->zone, y->zone);
        assert_int_equal(x->unsure, y->unsure);
        assert_int_equal(x->order, y->order);
    }
    assert_int_equal(a->first_move, b->first_move);
    assert_int_equal(a->n_moves, b->n_moves);
    for (int i = 0; i < a->n_moves; i++) {
        const struct board_move *x = &a->moves[(a->first_move + i) % BOARD_MOVES_MAX];
        const struct board_move *y = &b->moves[(b->first_move + i) % BOARD_MOVES_MAX];
        assert_int_equal(x->at, y->at);
        assert_int_equal(x->zone, y->zone);
        assert_int_equal(x->order, y->order);
        assert_int_equal(x->unsure, y->unsure);
        assert_int_equal(x->joined, y->joined);
    }
}

static void assert_same_answers(const struct session *a, const struct session *b)
{
    for (int at = 0; at < a->board.n_cells; at++) {
        const struct session_answer *x = &a->answers[at], *y = &b->answers[at];
        assert_int_equal(x->deck, y->deck);
        assert_int_equal(x->item, y->item);
        assert_int_equal(x->given, y->given);
        assert_int_equal(x->unsure, y->unsure);
        assert_int_equal(x->correct, y->correct);
        assert_int_equal(x->right_ways, y->right_ways);
        assert_int_equal(x->ways, y->ways);
        assert_int_equal(x->rating, y->rating);
        assert_int_equal(x->counts, y->counts);
        assert_int_equal(x->took_ms, y->took_ms);
        assert_int_equal(x->verdict, y->verdict);
        assert_int_equal(a->due_day[at], b->due_day[at]);
        assert_int_equal(a->slipped[at], b->slipped[at]);
    }
}

static void assert_same_tries(const struct session *a, const struct session *b)
{
    assert_int_equal(a->n_tries, b->n_tries);
    for (int i = 0; i < a->n_tries; i++) {
        const struct session_try *x = &a->tries[i], *y = &b->tries[i];
        assert_true(x->deck == y->deck && x->item == y->item);
        assert_int_equal(x->given, y->given);
        assert_int_equal(x->verdict, y->verdict);
        assert_int_equal(x->unsure, y->unsure);
        assert_int_equal(x->slipped, y->slipped);
        assert_int_equal(x->again, y->again);
    }
}

static void assert_same_session(const struct session *a, const struct session *b)
{
    assert_same_tasks(a, b);
    assert_int_equal(a->task, b->task);
    assert_int_equal(a->phase, b->phase);
    if (a->phase != PHASE_OVER)
        assert_same_board(&a->board, &b->board);
    if (a->phase == PHASE_CHECKED)
        assert_same_answers(a, b);
    assert_same_tries(a, b);
    assert_memory_equal(a->hidden, b->hidden, sizeof *a->hidden * CELLS);
    assert_memory_equal(a->said, b->said, sizeof *a->said * CELLS);
    assert_int_equal(a->n_steps, b->n_steps);
    assert_int_equal(a->asked, b->asked);
    assert_int_equal(a->answered, b->answered);
    assert_int_equal(a->right, b->right);
    if (a->n_steps) {
        assert_int_equal(a->change.n, b->change.n);
        assert_int_equal(a->change.task, b->change.task);
        assert_true(a->change.at.utc_ms == b->change.at.utc_ms);
        assert_int_equal(a->change.n_answers, b->change.n_answers);
        assert_int_equal(a->change.n_shown, b->change.n_shown);
    }
}

/* Closes the file, opens it and goes on with what is there, which must be what there was. */
static void restart(struct player *player, const char *folder)
{
    int64_t attended_ms = player->session->attended_ms;
    store_close(player->store);
    player->store = opened(folder, program_a);
    assert_true(store_know(player->store, player->deck, player->now, &err));
    struct session *again = store_resume(player->store, &player->deck, 1, hidden_of(player), player->now, &err);
    if (!again)
        fail_msg("%s", err.text);
    assert_same_session(player->session, again);
    session_free(player->session);
    player->session = again;
    player->session->attended_ms = attended_ms; /* the app's */
}

/* The pending re-asks on disk are those of the session. */
static void assert_reasks_on_disk(const struct player *player, const char *folder)
{
    int n = 0;
    for (int t = player->session->n_planned; t < player->session->n_tasks; t++)
        n += player->session->tasks[t].n_items;
    assert_int_equal(ask(folder, "SELECT count(*) FROM task WHERE reask = 1 AND"
                                 " session = (SELECT max(id) FROM session)"),
                     player->session->n_tasks - player->session->n_planned);
    assert_int_equal(ask(folder, "SELECT count(*) FROM task JOIN task_item ON task_item.session = task.session"
                                 " AND task = n WHERE reask = 1 AND task.session = (SELECT max(id) FROM session)"),
                     n);
}

static void a_drill_is_resumed_after_every_move(void **state)
{
    (void)state;
    static const struct move script[] = {
        {MOVE_PLACE, 0, 1}, {MOVE_PLACE, 1, 2}, {MOVE_UNSURE, 1, 0}, {MOVE_PLACE_UNSURE, 2, 0},
        {MOVE_BACK, 0, 0},  {MOVE_UNDO, 0, 0},  {MOVE_PLACE, 3, 1},  {MOVE_UNDO, 0, 0},
        {MOVE_CHECK, 0, 0}, {MOVE_NEXT, 0, 0},  {MOVE_PLACE, 0, 0},  {MOVE_CHECK, 0, 0},
        {MOVE_SLIP, 0, 0},  {MOVE_PLACE, 2, 1}, {MOVE_PLACE, 0, 2},  {MOVE_UNDO, 0, 0},
        {MOVE_CHECK, 0, 0}, {MOVE_NEXT, 0, 0},  {MOVE_PLACE, 0, 1},  {MOVE_PLACE_UNSURE, 1, 1},
        {MOVE_CHECK, 0, 0}, {MOVE_SLIP, 0, 0},  {MOVE_CHECK, 0, 0},  {MOVE_NEXT, 0, 0},
    };
    char *folder = new_folder();
    struct deck *deck = new_deck("azure");
    struct player player = new_player(folder, deck);
    player.hidden[7] = player.hidden[9] = true;
    struct task line = {.kind = TASK_LINE, .model = -1, .n_items = 6};
    for (int i = 0; i < 6; i++)
        line.items[i] = (9 + i / 3) * MODELS + 1 + i % 3;
    line.n_items = 5;
    const struct task tasks[] = {board_of(1, 0, 5), board_of(2, 2, 4), line};
    begin(&player, tasks, 3);
    restart(&player, folder);
    for (size_t i = 0; i < sizeof script / sizeof *script; i++) {
        assert_int_equal(player.session->phase == PHASE_OVER, false);
        make_move(&player, script[i].kind, script[i].at, script[i].zone);
        assert_reasks_on_disk(&player, folder);
        if (player.session->phase == PHASE_OVER)
            break;
        restart(&player, folder);
    }
    while (player.session->phase != PHASE_OVER) {
        make_move(&player, player.session->phase == PHASE_PLACING ? MOVE_CHECK : MOVE_NEXT, 0, 0);
        if (player.session->phase != PHASE_OVER)
            restart(&player, folder);
    }
    assert_sums_fit(player.store);
    struct store_open_drill drill;
    assert_false(store_find_drill(player.store, &drill));
    assert_int_equal(ask(folder, "SELECT how = 'done' AND ended_ms > began_ms FROM session"), 1);
    assert_int_equal(ask(folder, "SELECT max(id) = count(*) AND min(seq = id) FROM answer"), 1);
    assert_int_equal(ask(folder, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    stop(&player);
    deck_free(deck);
    free(folder);
}

/* A line of four rows: layers 2 to 5 under the models 1 to 3. */
static struct task line_of_four(void)
{
    struct task line = {.kind = TASK_LINE, .model = -1, .n_items = 12};
    for (int i = 0; i < 12; i++)
        line.items[i] = (2 + i / 3) * MODELS + 1 + i % 3;
    return line;
}

static void a_line_is_resumed_after_every_move(void **state)
{
    (void)state;
    static const struct move script[] = {
        {MOVE_EDGE, 0, 3},         {MOVE_EDGE, 1, 2},     {MOVE_UNDO, 0, 0},     {MOVE_EDGE, 4, MODELS},
        {MOVE_PLACE_UNSURE, 4, 2}, {MOVE_EDGE, 5, 1},     {MOVE_UNDO, 0, 0},     {MOVE_EDGE, 8, 2},
        {MOVE_CHECK, 0, 0},        {MOVE_SLIP_ROW, 4, 0}, {MOVE_SLIP_ROW, 9, 0}, {MOVE_NEXT, 0, 0},
        {MOVE_PLACE, 0, 1},        {MOVE_CHECK, 0, 0},    {MOVE_SLIP, 0, 0},     {MOVE_CHECK, 0, 0},
    };
    char *folder = new_folder();
    struct deck *deck = new_deck("azure");
    struct player player = new_player(folder, deck);
    const struct task line = line_of_four();
    begin(&player, &line, 1);
    for (size_t i = 0; i < sizeof script / sizeof *script; i++) {
        make_move(&player, script[i].kind, script[i].at, script[i].zone);
        assert_reasks_on_disk(&player, folder);
        restart(&player, folder);
    }
    assert_int_equal(player.session->asked, 6);
    assert_int_equal(player.session->n_tries, 12);
    assert_int_equal(ask(folder, "SELECT count(*) FROM step WHERE move IN ('edge 0 model3', 'edge 4 end')"), 2);
    assert_int_equal(ask(folder, "SELECT count(*) FROM step WHERE move LIKE 'slip-row _'"), 2);
    assert_sums_fit(player.store);
    stop(&player);
    deck_free(deck);
    free(folder);
}

static void many_moves_are_saved_at_once_or_not_at_all(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct deck *deck = new_deck("azure");
    struct player player = new_player(folder, deck);
    struct task board = board_of(1, 0, 4);
    begin(&player, &board, 1);
    struct session_change changes[3];
    const struct move moves[] = {{MOVE_PLACE, 0, 1}, {MOVE_PLACE, 1, 1}, {MOVE_CHECK, 0, 0}};
    for (int i = 0; i < 3; i++) {
        assert_true(session_apply(player.session, moves[i], player.now));
        changes[i] = player.session->change;
    }
    assert_int_equal(save(&player, changes + 1, 2), STORE_FAILED);
    assert_int_equal(ask(folder, "SELECT count(*) FROM step"), 0);
    assert_int_equal(save(&player, changes, 3), STORE_SAVED);
    restart(&player, folder);
    assert_int_equal(ask(folder, "SELECT count(*) FROM answer"), 4);
    stop(&player);
    deck_free(deck);
    free(folder);
}

static void a_vanished_file_is_told(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct deck *deck = new_deck("azure");
    struct player player = new_player(folder, deck);
    struct task board = board_of(1, 0, 4);
    begin(&player, &board, 1);
    char *path = xprintf("%s/learner.db", folder), *away = xprintf("%s/elsewhere.db", folder);
    assert_int_equal(rename(path, away), 0);
    assert_int_equal(try_move(&player, MOVE_PLACE, 0, 0), STORE_FAILED);
    assert_non_null(strstr(err.text, "moved or deleted"));
    assert_int_equal(rename(away, path), 0);
    assert_int_equal(save(&player, &player.session->change, 1), STORE_SAVED);
    free(path);
    free(away);
    stop(&player);
    deck_free(deck);
    free(folder);
}

static void a_drill_whose_deck_is_gone_can_be_left(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct deck *deck = new_deck("azure");
    struct player player = new_player(folder, deck);
    struct task board = board_of(1, 0, 4);
    begin(&player, &board, 1);
    struct store_open_drill open;
    assert_true(store_find_drill(player.store, &open));
    assert_true(store_leave(player.store, player.now, &err));
    assert_false(store_find_drill(player.store, &open));
    assert_int_equal(ask(folder, "SELECT count(*) FROM session WHERE how = 'left'"), 1);
    assert_true(store_leave(player.store, player.now, &err));
    stop(&player);
    deck_free(deck);
    free(folder);
}

static void a_locked_file_is_told_and_saved_later(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct deck *deck = new_deck("azure");
    struct player player = new_player(folder, deck);
    sqlite3_busy_timeout(player.store->db, 20);
    struct task board = board_of(1, 0, 4);
    begin(&player, &board, 1);
    sqlite3 *db = stranger(folder);
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(try_move(&player, MOVE_CHECK, 0, 0), STORE_FAILED);
    assert_non_null(strstr(err.text, "in use"));
    sqlite3_close(db);
    assert_int_equal(save(&player, &player.session->change, 1), STORE_SAVED);
    restart(&player, folder);
    stop(&player);
    deck_free(deck);
    free(folder);
}

static void the_second_window_takes_the_drill_over(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct deck *deck = new_deck("azure");
    struct player first = new_player(folder, deck);
    struct task board = board_of(1, 0, 4);
    begin(&first, &board, 1);
    make_move(&first, MOVE_PLACE, 0, 1);
    struct player second = {.store = opened(folder, program_b), .deck = deck, .now = first.now};
    second.session = store_resume(second.store, &second.deck, 1, hidden_of(&second), second.now, &err);
    assert_non_null(second.session);
    make_move(&second, MOVE_PLACE, 1, 1);
    assert_int_equal(try_move(&first, MOVE_CHECK, 0, 0), STORE_TAKEN);
    assert_non_null(strstr(err.text, "Another window"));
    assert_int_equal(ask(folder, "SELECT count(*) FROM answer"), 0);
    assert_int_equal(ask(folder, "SELECT count(*) FROM step"), 2);
    make_move(&second, MOVE_CHECK, 0, 0);
    make_move(&second, MOVE_NEXT, 0, 0);

    begin(&first, &board, 1);
    begin(&second, &board, 1);
    assert_int_equal(ask(folder, "SELECT count(*) FROM session WHERE how = 'left'"), 2);
    assert_int_equal(try_move(&first, MOVE_CHECK, 0, 0), STORE_TAKEN);
    assert_sums_fit(first.store);
    stop(&first);
    stop(&second);
    deck_free(deck);
    free(folder);
}

static void the_open_drill_is_found(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct deck *deck = new_deck("azure");
    struct player player = new_player(folder, deck);
    struct store_open_drill drill;
    assert_false(store_find_drill(player.store, &drill));
    const struct task tasks[] = {board_of(1, 0, 5), board_of(2, 2, 4), board_of(3, 0, 6)};
    begin(&player, tasks, 3);
    assert_true(store_find_drill(player.store, &drill));
    assert_string_equal(drill.setup, "drill azure");
    assert_true(drill.seed == UINT64_MAX - 6);
    assert_int_equal(drill.began_day, day_of(noon));
    assert_int_equal(drill.left, 15);
    answer_board(&player, 2);
    assert_true(store_find_drill(player.store, &drill));
    assert_int_equal(drill.left, 10);
    make_move(&player, MOVE_SLIP, 0, 0);
    answer_board(&player, 0);
    assert_true(store_find_drill(player.store, &drill));
    assert_int_equal(drill.left, 6);
    stop(&player);
    deck_free(deck);
    free(folder);
}

/* Ends as `how`, with a sentence, and is not found again. */
static void assert_ends(struct player *player, const char *folder, const char *how, const char *says)
{
    struct store_open_drill drill;
    assert_null(store_resume(player->store, &player->deck, 1, hidden_of(player), player->now, &err));
    if (!strstr(err.text, says))
        fail_msg("'%s' does not say '%s'", err.text, says);
    assert_false(store_find_drill(player->store, &drill));
    char *sql = xprintf("SELECT count(*) FROM session WHERE how = '%s'", how);
    assert_int_equal(ask(folder, sql), 1);
    free(sql);
    assert_null(store_resume(player->store, &player->deck, 1, hidden_of(player), player->now, &err));
    assert_non_null(strstr(err.text, "no open drill"));
}

static void a_drill_that_no_longer_fits_is_left(void **state)
{
    (void)state;
    static const struct {
        const char *meddle, *how, *says;
    } cases[] = {
        {"UPDATE session SET rules = 2", "old-rules", "other rules"},
        {"UPDATE session SET decks = 'gcp@0123456789abcdef'", "left", "'gcp' of the open drill is not here"},
        {"UPDATE session SET decks = 'azure@0123456789abcdef'", "left", "'azure' changed since"},
        {"UPDATE step SET move = 'dance' WHERE n = 1", "left", "no longer fits"},
        {"UPDATE step SET move = 'place 7 zone1' WHERE n = 1", "left", "no longer fits"},
        {"UPDATE step SET move = 'next' WHERE n = 1", "left", "no longer fits"},
        {"UPDATE step SET n = 7 WHERE n = 1", "left", "no longer fits"},
        {"UPDATE task SET kind = 'card'", "left", "no longer fits"},
        {"UPDATE task_item SET item = (SELECT id FROM item WHERE key LIKE '%/model2') WHERE pos = 1", "left",
         "no longer fits"},
        {"UPDATE task_item SET item = (SELECT item FROM task_item WHERE pos = 0) WHERE pos = 1", "left",
         "no longer fits"},
        {"UPDATE item SET key = 'azure/gone/model1' WHERE key = 'azure/layer1/model1'", "left", "no longer fits"},
        {"DELETE FROM task_item", "left", "no longer fits"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *folder = new_folder();
        struct deck *deck = new_deck("azure");
        struct player player = new_player(folder, deck);
        struct task board = board_of(1, 0, 4);
        begin(&player, &board, 1);
        make_move(&player, MOVE_PLACE, 0, 1);
        make_move(&player, MOVE_PLACE, 1, 1);
        meddle(folder, cases[i].meddle);
        assert_ends(&player, folder, cases[i].how, cases[i].says);
        assert_int_equal(try_move(&player, MOVE_CHECK, 0, 0), STORE_FAILED);
        stop(&player);
        deck_free(deck);
        free(folder);
    }
}

/* -- memory -- */

static void states_are_what_grade_step_gives(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct deck *deck = new_deck("azure");
    struct player player = new_player(folder, deck);
    struct task board = board_of(1, 1, 4);
    begin(&player, &board, 1);
    int day = day_of(player.now);
    make_move(&player, MOVE_PLACE, 0, right_zone(&player, 0));
    make_move(&player, MOVE_PLACE_UNSURE, 1, right_zone(&player, 1));
    make_move(&player, MOVE_PLACE, 2, (right_zone(&player, 2) + 1) % ZONES);
    make_move(&player, MOVE_CHECK, 0, 0);
    const struct grade_answer answers[] = {
        {.day = day, .rating = 3, .right_ways = 1, .ways = 3, .counts = 1},
        {.day = day, .rating = 3, .right_ways = 1, .ways = 3, .unsure = true, .counts = 1},
        {.day = day, .rating = 1, .right_ways = 1, .ways = 3, .counts = 1},
        {.day = day, .rating = 1, .right_ways = 0, .ways = 1, .unplaced = true, .counts = 1},
    };
    for (int i = 0; i < 4; i++) {
        struct grade_memory memory = {0};
        grade_step(&fsrs_default, &memory, &answers[i]);
        struct store_item item = item_at(&player, 1 + i, 1, day);
        assert_same_memory(&item.memory, &memory);
        assert_int_equal(item.due_day, grade_due_day(&fsrs_default, &memory, .90));
        assert_int_equal(item.due_day, player.session->due_day[i]);
        assert_true(item.today);
    }
    assert_true(item_at(&player, 3, 1, day).memory.reask);
    assert_false(item_at(&player, 1, 1, day + 1).today);
    assert_false(item_at(&player, 0, 1, day).today);
    assert_int_equal(ask(folder, "SELECT count(*) FROM answer WHERE counts = 1 AND given = '' AND ways = 1"), 1);
    stop(&player);
    deck_free(deck);
    free(folder);
}

static void rule_2_only_the_days_first_answer_counts(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct deck *deck = new_deck("azure");
    struct player player = new_player(folder, deck);
    struct task board = board_of(1, 1, 4);
    begin(&player, &board, 1);
    answer_board(&player, 0);
    struct store_item first = item_at(&player, 1, 1, day_of(player.now));
    begin(&player, &board, 1);
    answer_board(&player, 1);
    assert_int_equal(ask(folder, "SELECT sum(counts) FROM answer WHERE session = 1"), 4);
    assert_int_equal(ask(folder, "SELECT sum(counts) FROM answer WHERE session = 2"), 8);
    struct grade_answer again = {.day = day_of(player.now), .rating = 1, .right_ways = 1, .ways = 3, .counts = 2};
    grade_step(&fsrs_default, &first.memory, &again);
    struct store_item second = item_at(&player, 1, 1, day_of(player.now));
    assert_same_memory(&second.memory, &first.memory);
    player.now = later(player.now, day_ms);
    begin(&player, &board, 1);
    answer_board(&player, 0);
    assert_int_equal(ask(folder, "SELECT sum(counts) FROM answer WHERE session = 3"), 4);
    stop(&player);
    deck_free(deck);
    free(folder);
}

/* Nothing is hidden here, so the siblings of a checked layer are shown beside it. */
static void rule_2_what_was_shown_does_not_count_that_day(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct deck *deck = new_deck("azure");
    struct player player = new_player(folder, deck);
    struct task one = board_of(1, 1, 4), other = board_of(2, 1, 4);
    begin(&player, &one, 1);
    answer_board(&player, 0);
    assert_int_equal(ask(folder, "SELECT count(*) FROM seen"), 8);
    assert_true(item_at(&player, 1, 2, day_of(player.now)).today);
    begin(&player, &other, 1);
    answer_board(&player, 1);
    assert_int_equal(ask(folder, "SELECT count(*) FROM answer WHERE session = 2 AND counts = 2"), 4);
    assert_false(item_at(&player, 1, 2, day_of(player.now)).memory.met);
    assert_int_equal(player.session->due_day[0], DUE_UNKNOWN);
    player.now = later(player.now, day_ms);
    begin(&player, &other, 1);
    answer_board(&player, 0);
    assert_int_equal(ask(folder, "SELECT count(*) FROM answer WHERE session = 3 AND counts = 1"), 4);
    assert_true(item_at(&player, 1, 2, day_of(player.now)).memory.met);
    stop(&player);
    deck_free(deck);
    free(folder);
}

static void a_slip_brings_the_earlier_states_back(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct deck *deck = new_deck("azure");
    struct player player = new_player(folder, deck);
    const struct task first = board_of(1, 1, 4), second = board_of(1, 1, 6);
    begin(&player, &first, 1);
    answer_board(&player, 1);
    player.now = later(player.now, 9 * day_ms);
    struct store_item before[CELLS], after[CELLS];
    assert_true(store_items(player.store, deck, 0, before, &err));
    const struct task tasks[] = {second, board_of(2, 7, 4)};
    begin(&player, tasks, 2);
    answer_board(&player, 3);
    assert_int_equal(player.session->n_tasks, 3);
    make_move(&player, MOVE_SLIP, 0, 0);
    assert_reasks_on_disk(&player, folder);
    assert_true(store_items(player.store, deck, 0, after, &err));
    for (int cell = 0; cell < CELLS; cell++) {
        assert_same_memory(&after[cell].memory, &before[cell].memory);
        assert_int_equal(after[cell].due_day, before[cell].due_day);
    }
    assert_int_equal(ask(folder, "SELECT count(*) FROM edit WHERE what = 'void'"), 6);
    assert_int_equal(ask(folder, "SELECT count(*) FROM state"), 4);
    assert_true(item_at(&player, 6, 1, day_of(player.now)).today);
    assert_sums_fit(player.store);
    /* A voided answer is not the day's first one. */
    begin(&player, &first, 1);
    answer_board(&player, 0);
    assert_int_equal(ask(folder, "SELECT sum(counts) FROM answer WHERE session = 3"), 4);
    stop(&player);
    deck_free(deck);
    free(folder);
}

static int memories(struct player *player, struct store_item *items)
{
    assert_true(store_items(player->store, player->deck, 0, items, &err));
    int n = 0;
    for (int cell = 0; cell < CELLS; cell++)
        n += items[cell].memory.met;
    return n;
}

static void assert_memories(const struct store_item *items, const struct store_item *expected, int first_layer,
                            int n_layers)
{
    for (int cell = first_layer * MODELS; cell < (first_layer + n_layers) * MODELS; cell++) {
        assert_same_memory(&items[cell].memory, &expected[cell].memory);
        assert_int_equal(items[cell].due_day, expected[cell].due_day);
    }
}

/* Of the four rows the second slips, then the board: each answer is voided once. */
static void a_slipped_row_is_voided_alone(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct deck *deck = new_deck("azure");
    struct player player = new_player(folder, deck);
    const struct task line = line_of_four();
    struct store_item before[CELLS], checked[CELLS], slipped[CELLS], after[CELLS];
    begin(&player, &line, 1);
    answer_board(&player, 2);
    player.now = later(player.now, 9 * day_ms);
    assert_int_equal(memories(&player, before), 12);
    begin(&player, &line, 1);
    answer_board(&player, 5);
    assert_int_equal(memories(&player, checked), 12);
    assert_int_equal(ask(folder, "SELECT count(*) FROM task_item WHERE session = 2 AND task > 0"), 5);
    make_move(&player, MOVE_SLIP_ROW, 4, 0);
    assert_int_equal(memories(&player, slipped), 12);
    assert_memories(slipped, checked, 2, 1);
    assert_memories(slipped, before, 3, 1);
    assert_memories(slipped, checked, 4, 2);
    assert_true(checked[3 * MODELS + 1].memory.state.s != before[3 * MODELS + 1].memory.state.s);
    assert_true(item_at(&player, 3, 1, day_of(player.now)).today);
    assert_int_equal(ask(folder, "SELECT count(*) FROM edit WHERE what = 'void'"), 3);
    assert_int_equal(ask(folder, "SELECT count(*) FROM task_item WHERE session = 2 AND task > 0"), 3);
    assert_false(session_apply(player.session, (struct move){.kind = MOVE_SLIP_ROW, .at = 3}, player.now));
    make_move(&player, MOVE_SLIP, 0, 0);
    memories(&player, after);
    assert_memories(after, before, 0, LAYERS);
    assert_int_equal(ask(folder, "SELECT count(*) FROM edit WHERE what = 'void'"), 12);
    assert_int_equal(ask(folder, "SELECT count(DISTINCT answer) FROM edit WHERE what = 'void'"), 12);
    assert_true(store_rebuild(player.store, &err));
    memories(&player, after);
    assert_memories(after, before, 0, LAYERS);
    assert_sums_fit(player.store);
    stop(&player);
    deck_free(deck);
    free(folder);
}

static void a_changed_answer_starts_its_item_anew(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct deck *deck = new_deck("azure");
    struct player player = new_player(folder, deck);
    struct task board = board_of(1, 1, 4);
    begin(&player, &board, 1);
    answer_board(&player, 0);
    struct store_item kept = item_at(&player, 2, 1, day_of(player.now));
    deck->layers[1].cells[1].answer = (deck->layers[1].cells[1].answer + 1) % ZONES;
    deck->layers[5].cells[1].answer = (deck->layers[5].cells[1].answer + 1) % ZONES;
    print_deck(deck);
    assert_true(store_know(player.store, deck, player.now, &err));
    assert_true(store_know(player.store, deck, player.now, &err));
    struct store_item fresh = item_at(&player, 1, 1, day_of(player.now));
    assert_false(fresh.memory.met);
    struct store_item same = item_at(&player, 2, 1, day_of(player.now));
    assert_same_memory(&same.memory, &kept.memory);
    assert_int_equal(ask(folder, "SELECT count(*) FROM edit WHERE what = 'reset' AND upto = 1"), 1);
    assert_int_equal(ask(folder, "SELECT count(*) FROM edit"), 1);
    assert_ends(&player, folder, "left", "The deck 'azure' changed since this drill began.");

    /* Its first answer after that counts, also on the same day, and the earlier ones stay out of it. */
    begin(&player, &board, 1);
    answer_board(&player, 0);
    assert_int_equal(ask(folder, "SELECT counts FROM answer WHERE id = 5"), 1);
    assert_int_equal(ask(folder, "SELECT counts FROM answer WHERE id = 6"), 2);
    struct store_item once = item_at(&player, 1, 1, day_of(player.now));
    assert_int_equal(once.memory.answers, 1);
    assert_true(store_rebuild(player.store, &err));
    struct store_item rebuilt = item_at(&player, 1, 1, day_of(player.now));
    assert_same_memory(&rebuilt.memory, &once.memory);
    stop(&player);
    deck_free(deck);
    free(folder);
}

static void an_item_that_comes_back_has_its_state(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct deck *deck = new_deck("azure");
    struct player player = new_player(folder, deck);
    struct task board = board_of(1, 1, 4);
    begin(&player, &board, 1);
    answer_board(&player, 1);
    int day = day_of(player.now), due, met;
    struct store_item before = item_at(&player, 4, 1, day);
    deck->layers[4].cells[1].open = "disputed";
    print_deck(deck);
    assert_true(store_know(player.store, deck, player.now, &err));
    struct store_item gone = item_at(&player, 4, 1, day), zero = {0};
    assert_memory_equal(&gone.memory, &zero.memory, sizeof gone.memory);
    assert_false(gone.today);
    assert_true(store_count(player.store, deck, day + 400, &due, &met, &err));
    assert_int_equal(due, 3);
    assert_int_equal(met, 3);
    deck->layers[4].cells[1].open = NULL;
    print_deck(deck);
    assert_true(store_know(player.store, deck, player.now, &err));
    struct store_item back = item_at(&player, 4, 1, day);
    assert_same_memory(&back.memory, &before.memory);
    assert_int_equal(ask(folder, "SELECT count(*) FROM item"), deck_asked_count(deck));
    assert_sums_fit(player.store);
    stop(&player);
    deck_free(deck);
    free(folder);
}

static void due_and_met_are_counted(void **state)
{
    (void)state;
    struct deck *deck = new_deck("azure"), *other = new_deck("aws");
    struct player player = new_player(NULL, deck);
    assert_true(store_know(player.store, other, player.now, &err));
    struct task board = board_of(1, 1, 6);
    begin(&player, &board, 1);
    answer_board(&player, 2);
    int day = day_of(player.now), due, met, expected = 0;
    for (int at = 0; at < 6; at++)
        expected += player.session->due_day[at] <= day + 1;
    assert_in_range(expected, 1, 6);
    assert_true(store_count(player.store, deck, day + 1, &due, &met, &err));
    assert_int_equal(due, expected);
    assert_int_equal(met, 6);
    assert_true(store_count(player.store, deck, day, &due, &met, &err));
    assert_int_equal(due, 0);
    assert_true(store_count(player.store, other, day + 1000, &due, &met, &err));
    assert_int_equal(due, 0);
    assert_int_equal(met, 0);
    /* What was answered on a day is not due on it, a slip neither. */
    player.now = later(player.now, 400 * day_ms);
    assert_true(store_count(player.store, deck, day + 400, &due, &met, &err));
    assert_int_equal(due, 6);
    begin(&player, &board, 1);
    answer_board(&player, 6);
    make_move(&player, MOVE_SLIP, 0, 0);
    assert_true(store_count(player.store, deck, day + 400, &due, &met, &err));
    assert_int_equal(due, 0);
    assert_true(store_count(player.store, deck, day + 401, &due, &met, &err));
    assert_int_equal(due, 6);
    stop(&player);
    deck_free(deck);
    deck_free(other);
}

static int median_of(struct store *store, enum deck_item_kind kind)
{
    int ms[3];
    assert_true(store_medians(store, ms));
    return ms[kind];
}

static void the_median_needs_twenty_answers(void **state)
{
    (void)state;
    struct deck *deck = new_deck("azure");
    struct player player = new_player(NULL, deck);
    const struct task boards[] = {board_of(1, 0, 10), board_of(2, 0, 9), board_of(3, 0, 2)};
    assert_int_equal(median_of(player.store, ITEM_PLACEMENT), 0);
    memset(player.hidden, 1, sizeof player.hidden);
    begin(&player, boards, 3);
    answer_board(&player, 0);
    make_move(&player, MOVE_NEXT, 0, 0);
    player.session->attended_ms = 9 * 7000;
    make_move(&player, MOVE_CHECK, 0, 0);
    make_move(&player, MOVE_NEXT, 0, 0);
    assert_int_equal(median_of(player.store, ITEM_PLACEMENT), 0);
    player.session->attended_ms = 2 * 9000;
    make_move(&player, MOVE_CHECK, 0, 0);
    assert_int_equal(median_of(player.store, ITEM_PLACEMENT), 7000 + 1500 / 9); /* 10 faster, 8 beside it, 2 slower */
    stop(&player);
    deck_free(deck);
}

/* -- exams and settings -- */

static int due_at(const struct player *player, int layer)
{
    return item_at(player, layer, 1, 0).due_day;
}

static void rule_5_intervals_end_the_day_before_the_exam(void **state)
{
    (void)state;
    struct deck *deck = new_deck("azure"), *other = new_deck("aws");
    const char *list[] = {"az-900", "clf-c02"};
    deck->exams = list;
    deck->n_exams = 2;
    struct player player = new_player(NULL, deck);
    assert_true(store_know(player.store, other, player.now, &err));
    struct task board = board_of(1, 1, 6);
    begin(&player, &board, 1);
    answer_board(&player, 0);
    player.now = later(player.now, 20 * day_ms);
    begin(&player, &board, 1);
    answer_board(&player, 0);
    player.now = later(player.now, 60 * day_ms);
    begin(&player, &board, 1);
    answer_board(&player, 0);
    int day = day_of(player.now), free_due = due_at(&player, 1);
    assert_true(free_due > day + 8);
    struct store_deck facts;
    static const struct {
        int az_900, clf_c02, exam; /* days from today; 0: none is set */
    } cases[] = {{4, 0, 4}, {4, 6, 4}, {6, 3, 3}, {0, 5, 5}, {0, 0, 0}, {1, 0, 1}, {-3, 2, 2}, {400, 0, 400}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int days[] = {cases[i].az_900, cases[i].clf_c02};
        for (int e = 0; e < 2; e++)
            assert_true(days[e] ? store_goal_set(player.store, list[e], day + days[e], player.now, &err)
                                : store_goal_clear(player.store, list[e], player.now, &err));
        int expected = cases[i].exam && day + cases[i].exam - 1 < free_due ? day + cases[i].exam - 1 : free_due;
        assert_int_equal(due_at(&player, 1), expected > day ? expected : day + 1);
        assert_true(store_deck(player.store, deck, &facts, &err));
        assert_int_equal(facts.exam_day, cases[i].exam ? day + cases[i].exam : 0);
        assert_true(store_deck(player.store, other, &facts, &err));
        assert_int_equal(facts.exam_day, 0);
        assert_sums_fit(player.store);
    }
    /* On the day it does nothing any more, and after it the next one binds; a clock set back brings it back. */
    assert_true(store_goal_set(player.store, "az-900", day + 3, player.now, &err));
    assert_true(store_goal_set(player.store, "clf-c02", day + 8, player.now, &err));
    static const struct {
        int days, due;
    } later_on[] = {{2, 2}, {3, 7}, {7, 7}, {8, 0}, {20, 0}, {1, 2}};
    for (size_t i = 0; i < sizeof later_on / sizeof *later_on; i++) {
        assert_true(store_know(player.store, deck, later(player.now, later_on[i].days * day_ms), &err));
        assert_int_equal(due_at(&player, 1), later_on[i].due ? day + later_on[i].due : free_due);
    }
    stop(&player);
    deck_free(deck);
    deck_free(other);
}

static void settings_are_kept_and_change_due_days(void **state)
{
    (void)state;
    char *folder = new_folder(), text[SETTING_MAX];
    struct deck *deck = new_deck("azure");
    struct player player = new_player(folder, deck);
    struct task board = board_of(1, 1, 6);
    begin(&player, &board, 1);
    answer_board(&player, 0);
    int at_90 = due_at(&player, 1), day = day_of(player.now);
    assert_false(store_setting_get(player.store, "minutes", text));
    assert_true(store_setting_set(player.store, "minutes", "15", player.now, &err));
    assert_true(store_setting_set(player.store, "retention", "0.70", player.now, &err));
    assert_true(due_at(&player, 1) > at_90);
    store_close(player.store);
    player.store = opened(folder, program_b);
    assert_true(store_setting_get(player.store, "minutes", text));
    assert_string_equal(text, "15");
    struct grade_memory memory = item_at(&player, 1, 1, day).memory;
    assert_int_equal(due_at(&player, 1), grade_due_day(&fsrs_default, &memory, .70));
    assert_true(store_setting_set(player.store, "retention", NULL, player.now, &err));
    assert_int_equal(due_at(&player, 1), at_90);
    assert_true(store_setting_set(player.store, "retention", "7e300", player.now, &err)); /* a damaged file */
    assert_int_equal(due_at(&player, 1), at_90);
    struct store_goal goals[3];
    assert_int_equal(store_goals(player.store, goals, 3), 0);
    assert_true(store_goal_set(player.store, "b-2", day + 9, player.now, &err));
    assert_true(store_goal_set(player.store, "a-1", day + 10, player.now, &err));
    assert_int_equal(store_goals(player.store, goals, 3), 2);
    assert_string_equal(goals[0].exam, "b-2");
    assert_int_equal(goals[1].day, day + 10);
    assert_true(store_goal_clear(player.store, "b-2", player.now, &err));
    assert_int_equal(store_goals(player.store, goals, 3), 1);
    assert_sums_fit(player.store);
    stop(&player);
    deck_free(deck);
    free(folder);
}

/* A change that cannot be written changes nothing. */
static void a_setting_in_a_locked_file_is_told(void **state)
{
    (void)state;
    char *folder = new_folder(), text[SETTING_MAX];
    struct deck *deck = new_deck("azure");
    struct player player = new_player(folder, deck);
    sqlite3 *db = stranger(folder);
    sqlite3_busy_timeout(player.store->db, 10);
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_false(store_setting_set(player.store, "retention", "0.80", player.now, &err));
    assert_non_null(strstr(err.text, "in use"));
    assert_false(store_goal_set(player.store, "az-900", 30000, player.now, &err));
    sqlite3_close(db);
    assert_false(store_setting_get(player.store, "retention", text));
    assert_true(store_setting_set(player.store, "retention", "0.80", player.now, &err));
    stop(&player);
    deck_free(deck);
    free(folder);
}

static void the_newest_first_day_is_told(void **state)
{
    (void)state;
    struct deck *deck = new_deck("azure");
    struct player player = new_player(NULL, deck);
    struct store_deck facts;
    assert_true(store_deck(player.store, deck, &facts, &err));
    assert_false(facts.any_met);
    const struct task boards[] = {board_of(1, 1, 4), board_of(1, 2, 4)};
    int day = day_of(player.now);
    for (int i = 0; i < 2; i++) {
        begin(&player, &boards[i], 1);
        answer_board(&player, 0);
        assert_true(store_deck(player.store, deck, &facts, &err));
        assert_true(facts.any_met);
        assert_int_equal(facts.newest_day, day + 9 * i);
        player.now = later(player.now, 9 * day_ms);
    }
    begin(&player, &boards[0], 1); /* nothing of it is new */
    answer_board(&player, 0);
    assert_true(store_deck(player.store, deck, &facts, &err));
    assert_int_equal(facts.newest_day, day + 9);
    assert_true(store_rebuild(player.store, &err));
    static struct store_list list;
    assert_true(store_candidates(player.store, deck, 0, CELLS, &list, &err));
    assert_int_equal(list.n, deck_asked_count(deck));
    free(list.items);
    list = (struct store_list){0};
    stop(&player);
    deck_free(deck);
}

/* A window that runs on with an older version of a deck still reads its items under its own numbers. */
static void two_versions_of_a_deck_do_not_mix(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct deck *deck = new_deck("azure"), *turned = new_deck("azure");
    for (int layer = 0; layer < LAYERS / 2; layer++) {
        struct deck_layer kept = turned->layers[layer];
        turned->layers[layer] = turned->layers[LAYERS - 1 - layer];
        turned->layers[LAYERS - 1 - layer] = kept;
    }
    print_deck(turned);
    struct player player = new_player(folder, deck);
    struct task board = board_of(1, 1, 4);
    begin(&player, &board, 1);
    answer_board(&player, 0);
    struct store_item before = item_at(&player, 1, 1, 0);
    assert_true(before.memory.met);
    struct store *other = opened(folder, program_b);
    assert_true(store_know(other, turned, noon, &err));
    struct store_item items[CELLS];
    assert_true(store_items(other, turned, 0, items, &err));
    assert_same_memory(&items[(LAYERS - 2) * MODELS + 1].memory, &before.memory);
    struct store_item after = item_at(&player, 1, 1, 0);
    assert_same_memory(&after.memory, &before.memory);
    assert_true(store_items(other, turned, 0, items, &err));
    assert_same_memory(&items[(LAYERS - 2) * MODELS + 1].memory, &before.memory);
    store_close(other);
    stop(&player);
    deck_free(deck);
    deck_free(turned);
    free(folder);
}

static void cells_of_a_line_are_told(void **state)
{
    (void)state;
    struct deck *deck = new_deck("azure");
    struct player player = new_player(NULL, deck);
    struct task line = {.kind = TASK_LINE, .model = -1, .n_items = 9};
    for (int i = 0; i < 9; i++)
        line.items[i] = (2 + i / 3) * MODELS + 1 + i % 3;
    const struct task tasks[] = {line, board_of(1, 6, 4)};
    begin(&player, tasks, 2);
    answer_board(&player, 0);
    make_move(&player, MOVE_NEXT, 0, 0);
    answer_board(&player, 0);
    int day = day_of(player.now);
    for (int layer = 0; layer < LAYERS; layer++) {
        struct store_item item = item_at(&player, layer, 1, day);
        assert_int_equal(item.line, layer >= 2 && layer < 5);
        assert_int_equal(item.today, item.line || (layer >= 6 && layer < 10));
        assert_false(item_at(&player, layer, 1, day + 1).line);
    }
    stop(&player);
    deck_free(deck);
}

/* -- sums -- */

/* A file with a row in every table. */
static void fill(const char *folder, struct deck *deck)
{
    struct player player = new_player(folder, deck);
    const struct task tasks[] = {board_of(1, 0, 4), board_of(2, 4, 4)};
    begin(&player, tasks, 2);
    answer_board(&player, 1);
    make_move(&player, MOVE_SLIP, 0, 0);
    answer_board(&player, 1);
    deck->layers[4].cells[2].answer = 0;
    print_deck(deck);
    assert_true(store_know(player.store, deck, player.now, &err));
    meddle(folder, "INSERT INTO weights VALUES (1, 5, 6, '0.1 0.2', 400, 0.5, 0.4, 0);"
                   "INSERT INTO goal VALUES ('AZ-900', 20000, 0); INSERT INTO setting VALUES ('text', '125', 0);"
                   "INSERT INTO edit VALUES (90, 1, 90, 5, 'weights', NULL, NULL, NULL, NULL, 1, 0);"
                   "UPDATE step SET left_ms = 5; UPDATE session SET left_ms = 5; UPDATE task SET seconds = 5");
    int bad;
    assert_true(store_verify_sums(player.store, &bad, &err));
    assert_int_equal(bad, 4 + 11 + 1 + 3);
    store_begin_write(player.store, true);
    SEAL(player.store, TABLE_WEIGHTS, INT(1));
    SEAL(player.store, TABLE_GOAL, TEXT("AZ-900"));
    SEAL(player.store, TABLE_SETTING, TEXT("text"));
    SEAL(player.store, TABLE_EDIT, INT(90));
    SEAL(player.store, TABLE_SESSION, INT(1));
    for (int n = 0; n < 12; n++) {
        SEAL(player.store, TABLE_STEP, INT(1), INT(n));
        SEAL(player.store, TABLE_TASK, INT(1), INT(n));
    }
    assert_true(store_commit(player.store, &err));
    assert_sums_fit(player.store);
    stop(&player);
}

/* In each row that has it, NULLs too, as one flipped bit or another value of its type. */
static int change_column(sqlite3 *db, const char *table, const char *column, const char *type, int row)
{
    const char *changed = strcmp(type, "TEXT") == 0   ? "ifnull(%2$s || 'x', 'x')"
                          : strcmp(type, "BLOB") == 0 ? "ifnull(zeroblob(length(%2$s)), zeroblob(16))"
                          : strcmp(type, "REAL") == 0 ? "ifnull(%2$s + 1e-15, 0.5)"
                                                      : "ifnull(%2$s + 1000, 1)";
    char value[100], sql[500];
    /* The text has no other percent signs. */
    char *out = value;
    for (const char *c = changed; *c; c++)
        if (strncmp(c, "%2$s", 4) == 0) {
            out += sprintf(out, "%s", column);
            c += 3;
        } else {
            *out++ = *c;
        }
    *out = '\0';
    snprintf(sql, sizeof sql,
             "UPDATE %s SET %s = %s WHERE (SELECT count(*) FROM %s AS before WHERE before.sum < %s.sum) = %d", table,
             column, value, table, table, row);
    char *message = NULL;
    sqlite3_exec(db, sql, NULL, NULL, &message);
    if (message)
        fail_msg("%s: %s", sql, message);
    return sqlite3_changes(db);
}

static const char every_column[] =
    "SELECT t.name, c.name, c.type FROM sqlite_schema AS t, pragma_table_info(t.name) AS c"
    " WHERE t.type = 'table' AND t.name NOT IN ('state', 'fresh', 'seen') ORDER BY 1, c.cid";

/* Changes each column of each row in turn, asks whether that is told, and puts it back. */
static void every_changed_column_is_told(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct deck *deck = new_deck("azure");
    fill(folder, deck);
    struct store *store = opened(folder, program_a);
    sqlite3 *db = store->db; /* changed and rolled back without a second connection: quicker */
    sqlite3_exec(db, "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF", NULL, NULL, NULL);
    sqlite3_stmt *query;
    int columns = 0, changes = 0, bad;
    assert_int_equal(sqlite3_prepare_v2(db, every_column, -1, &query, NULL), SQLITE_OK);
    while (sqlite3_step(query) == SQLITE_ROW) {
        char table[40], column[40], type[40];
        snprintf(table, sizeof table, "%s", sqlite3_column_text(query, 0));
        snprintf(column, sizeof column, "%s", sqlite3_column_text(query, 1));
        snprintf(type, sizeof type, "%s", sqlite3_column_text(query, 2));
        columns++;
        for (int row = 0;; row++) {
            sqlite3_exec(db, "SAVEPOINT changed", NULL, NULL, NULL);
            int changed = change_column(db, table, column, type, row);
            assert_true(store_verify_sums(store, &bad, &err));
            sqlite3_exec(db, "ROLLBACK TO changed; RELEASE changed", NULL, NULL, NULL);
            if (!changed)
                break;
            changes++;
            if (!bad)
                fail_msg("%s.%s of row %d changed unnoticed", table, column, row);
        }
    }
    sqlite3_finalize(query);
    assert_int_equal(columns, 2 + 6 + 5 + 14 + 4 + 7 + 4 + 5 + 19 + 10 + 7 + 2 + 2 + 13);
    assert_true(changes > 500);
    assert_sums_fit(store);
    store_close(store);
    deck_free(deck);
    free(folder);
}

static void a_changed_file_is_told(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct deck *deck = new_deck("azure");
    fill(folder, deck);
    meddle(folder, "UPDATE answer SET given = 'zone0' WHERE id = 2");
    struct store *store = opened(folder, program_a);
    int bad;
    assert_true(store_verify_sums(store, &bad, &err));
    assert_int_equal(bad, 1);
    store_close(store);
    deck_free(deck);
    free(folder);
}

/* -- a long life, beside a second calculation -- */

struct logged {
    int cell, seq, session, task;
    int64_t at_ms;
    bool voided; /* or before its right answer changed */
    struct grade_answer answer;
};

enum { EXAMS = 2 };
static const char *const exams[EXAMS] = {"az-900", "clf-c02"};

struct log {
    int n, n_sessions;
    double retention;
    int exam_day[EXAMS];                 /* 0: none is set */
    struct fsrs_weights weights, before; /* in force, and what an undo brings back */
    int n_changes;                       /* of the weights */
    struct logged list[20000];
    int seen_day[CELLS];
};

static int in_order(const void *a, const void *b)
{
    const struct logged *x = a, *y = b;
    if (x->answer.day != y->answer.day)
        return x->answer.day < y->answer.day ? -1 : 1;
    if (x->at_ms != y->at_ms)
        return x->at_ms < y->at_ms ? -1 : 1;
    return x->seq - y->seq;
}

static struct grade_memory memory_from(const struct log *log, int cell)
{
    static struct logged own[20000];
    int n = 0;
    for (int i = 0; i < log->n; i++)
        if (log->list[i].cell == cell && !log->list[i].voided)
            own[n++] = log->list[i];
    qsort(own, (size_t)n, sizeof *own, in_order);
    struct grade_memory memory = {0};
    for (int i = 0; i < n; i++)
        grade_step(&log->weights, &memory, &own[i].answer);
    return memory;
}

static int counts_of(const struct log *log, int cell, int day, int counts)
{
    if (counts != 1)
        return counts;
    bool repeat = log->seen_day[cell] == day;
    for (int i = 0; i < log->n; i++)
        if (log->list[i].cell == cell && log->list[i].answer.day == day && log->list[i].answer.counts == 1 &&
            !log->list[i].voided)
            repeat = true;
    return repeat ? 2 : 1;
}

static void log_change(struct log *log, const struct session *session, const struct session_change *change)
{
    int day = day_of(change->at), before = log->n;
    for (int i = 0; i < change->n_answers; i++) {
        const struct session_answer *a = &change->answers[i];
        int cell = a->item;
        log->list[log->n] = (struct logged){
            .cell = cell,
            .seq = before + i,
            .session = log->n_sessions,
            .task = change->task,
            .at_ms = change->at.utc_ms,
            .answer = {.day = day,
                       .rating = a->rating,
                       .right_ways = a->right_ways,
                       .ways = a->ways,
                       .unsure = a->unsure,
                       .unplaced = a->given == BOARD_OPEN,
                       .counts = counts_of(log, cell, day, a->counts)},
        };
        log->n++;
    }
    bool row = change->move.kind == MOVE_SLIP_ROW;
    if (row || change->move.kind == MOVE_SLIP)
        for (int i = 0; i < log->n; i++)
            if (log->list[i].session == log->n_sessions && log->list[i].task == change->task &&
                (!row || log->list[i].cell / MODELS == session->board.cells[change->move.at].layer))
                log->list[i].voided = true;
    for (int i = 0; i < change->n_shown; i++)
        log->seen_day[change->shown[i].item] = day;
}

/* The nearest day ahead. */
static int exam_ahead(const struct log *log, int today)
{
    int nearest = 0;
    for (int i = 0; i < EXAMS; i++)
        if (log->exam_day[i] > today && (!nearest || log->exam_day[i] < nearest))
            nearest = log->exam_day[i];
    return nearest;
}

/* What has no state is listed as new. */
static void assert_fresh(const struct player *player)
{
    struct store_item items[CELLS];
    int fresh = 0;
    assert_true(store_items(player->store, player->deck, 0, items, &err));
    for (int cell = 0; cell < CELLS; cell++)
        fresh += deck_item_asks(player->deck, cell) && !items[cell].memory.met;
    store_start(player->store);
    assert_int_equal(store_number(player->store, "SELECT count(*) FROM fresh", NULL, 0, -1), fresh);
}

/* The candidates are the items due longest, next and first, with what store_items says of them. */
static void assert_candidates(const struct player *player, const struct store_item *items, int most)
{
    static struct store_list list;
    int today = day_of(player->now), due = 0, of_due = 0;
    assert_true(store_candidates(player->store, player->deck, today, most, &list, &err));
    for (int i = 0; i < list.n; i++) {
        const struct store_item *item = &items[list.items[i].item];
        assert_true(i == 0 || list.items[i - 1].item < list.items[i].item);
        assert_same_memory(&list.items[i].memory, &item->memory);
        assert_int_equal(list.items[i].due_day, item->due_day);
        assert_true(list.items[i].today == item->today && list.items[i].line == item->line);
        of_due += item->memory.met && item->due_day <= today;
    }
    for (int cell = 0; cell < CELLS; cell++)
        due += items[cell].memory.met && items[cell].due_day <= today;
    for (int cell = 0, at = 0; cell < CELLS; cell++) {
        while (at < list.n && list.items[at].item < cell)
            at++;
        if (at < list.n && list.items[at].item == cell)
            continue;
        int longer = 0;
        for (int other = 0; other < CELLS; other++)
            longer += items[other].memory.met && items[other].due_day <= items[cell].due_day;
        assert_false(items[cell].today);
        assert_true(!items[cell].memory.met || items[cell].due_day > today || longer > most);
    }
    if (most >= CELLS)
        assert_int_equal(list.n, deck_asked_count(player->deck));
    else
        assert_true(of_due >= (due < most ? due : most));
    free(list.items);
    list = (struct store_list){0};
}

static void assert_states(const struct player *player, const struct log *log)
{
    struct store_item items[CELLS];
    int today = day_of(player->now);
    assert_true(store_know(player->store, player->deck, player->now, &err));
    assert_true(store_items(player->store, player->deck, today, items, &err));
    for (int cell = 0; cell < CELLS; cell++) {
        struct grade_memory memory = memory_from(log, cell);
        if (!deck_item_asks(player->deck, cell))
            memory = (struct grade_memory){0};
        assert_same_memory(&items[cell].memory, &memory);
        if (memory.met)
            assert_int_equal(items[cell].due_day,
                             grade_due_by(&log->weights, &memory, log->retention, exam_ahead(log, today)));
    }
    assert_candidates(player, items, 3);
    assert_candidates(player, items, CELLS);
}

/* -- edits of decks, exams, settings -- */

static void forget_cell(struct log *log, int cell)
{
    for (int i = 0; i < log->n; i++)
        log->list[i].voided = log->list[i].voided || log->list[i].cell == cell;
}

static void swap_layers(struct deck *deck, struct log *log, int a, int b)
{
    struct deck_layer layer = deck->layers[a];
    deck->layers[a] = deck->layers[b];
    deck->layers[b] = layer;
    for (int i = 0; i < log->n && a != b; i++) {
        int at = log->list[i].cell / MODELS, to = at == a ? b : at == b ? a : at;
        log->list[i].cell += (to - at) * MODELS;
    }
    for (int model = 0; model < MODELS; model++) {
        int day = log->seen_day[a * MODELS + model];
        log->seen_day[a * MODELS + model] = log->seen_day[b * MODELS + model];
        log->seen_day[b * MODELS + model] = day;
    }
}

/* A new right answer starts its item anew, another order and what is open for a while do not. */
static void edit_deck(struct deck *deck, struct log *log, struct rng *rng)
{
    int layer = rng_below(rng, LAYERS - 1), model = 1 + rng_below(rng, MODELS - 1), was = 0;
    struct deck_cell *cell = &deck->layers[layer].cells[model];
    switch (rng_below(rng, 3)) {
    case 0:
        was = cell->answer;
        cell->answer = rng_below(rng, ZONES);
        if (cell->answer != was && cell->answer != DECK_ABSENT && !cell->open)
            forget_cell(log, layer * MODELS + model);
        break;
    case 1:
        swap_layers(deck, log, layer, rng_below(rng, LAYERS));
        break;
    default:
        deck->layers[layer].cells[model].why = deck->layers[layer].cells[model].why ? NULL : "because";
        break;
    }
    print_deck(deck);
}

static void change_aims(struct player *player, struct log *log, struct rng *rng)
{
    static const struct {
        const char *text;
        double value;
    } retentions[] = {{"0.70", .70}, {"0.80", .80}, {"0.90", .90}, {"0.97", .97}, {NULL, .90}};
    int which = rng_below(rng, 5), exam = rng_below(rng, EXAMS);
    if (rng_below(rng, 3) == 0) {
        assert_true(store_setting_set(player->store, "retention", retentions[which].text, player->now, &err));
        log->retention = retentions[which].value;
    } else if (rng_below(rng, 3) == 0) {
        assert_true(store_goal_clear(player->store, exams[exam], player->now, &err));
        log->exam_day[exam] = 0;
    } else {
        log->exam_day[exam] = day_of(player->now) + rng_below(rng, 60) - 5;
        assert_true(store_goal_set(player->store, exams[exam], log->exam_day[exam], player->now, &err));
    }
}

/* Now and then through another program, whose change this one finds. */
static void change_weights(struct player *player, struct log *log, struct rng *rng, const char *folder)
{
    struct store *other = folder && rng_below(rng, 2) ? opened(folder, program_b) : NULL;
    struct store *store = other ? other : player->store;
    struct store_weights fitted = {.answers = 400, .loss_before = .5, .loss_after = NAN, .weights = log->weights};
    bool undone;
    if (rng_below(rng, 2)) {
        for (int i = 0; i < FSRS_WEIGHTS; i++)
            fitted.weights.w[i] *= .9 + .01 * rng_below(rng, 21) + 1e-13 * rng_below(rng, 1000);
        fsrs_clamp(&fitted.weights, 0);
        assert_true(store_weights_keep(store, &log->weights, &fitted, player->now, &err));
        log->before = log->weights;
        log->weights = fitted.weights;
        log->n_changes++;
    } else {
        assert_true(store_weights_undo(store, player->now, &undone, &err));
        assert_true(undone == (log->n_changes > 0));
        struct fsrs_weights before = log->before;
        log->before = log->weights;
        log->weights = undone ? before : log->weights;
        log->n_changes += undone;
    }
    store_close(other);
    assert_true(store_weights(player->store, &fitted, &err));
    assert_memory_equal(&fitted.weights, &log->weights, sizeof log->weights);
}

static int random_tasks(const struct deck *deck, struct rng *rng, struct task *tasks)
{
    int n = 0, rows = rng_below(rng, 2) ? 1 + rng_below(rng, 7) : 0;
    struct task line = {.kind = TASK_LINE, .model = -1};
    for (int layer = 0; layer < rows; layer++)
        for (int model = 1; model < MODELS; model++)
            if (deck_asks(deck, layer, model))
                line.items[line.n_items++] = layer * MODELS + model;
    if (rows)
        tasks[n++] = line;
    for (int model = 1; model < MODELS; model++) {
        if (rng_below(rng, 2))
            continue;
        struct task task = {.kind = TASK_BOARD, .model = model};
        for (int layer = rows; layer < LAYERS; layer++)
            if (deck_asks(deck, layer, model) && rng_below(rng, 3) == 0)
                task.items[task.n_items++] = layer * MODELS + model;
        if (task.n_items)
            tasks[n++] = task;
    }
    return n;
}

static struct move random_move(const struct session *session, struct rng *rng)
{
    static const enum move_kind after[] = {MOVE_NEXT, MOVE_NEXT, MOVE_NEXT, MOVE_SLIP, MOVE_SLIP_ROW};
    static const enum move_kind kinds[] = {MOVE_PLACE,  MOVE_PLACE, MOVE_PLACE, MOVE_PLACE_UNSURE, MOVE_BACK,
                                           MOVE_UNSURE, MOVE_EDGE,  MOVE_UNDO,  MOVE_CHECK};
    return (struct move){session->phase == PHASE_CHECKED ? after[rng_below(rng, 5)] : kinds[rng_below(rng, 9)],
                         rng_below(rng, session->board.n_cells), rng_below(rng, ZONES)};
}

/* The clock goes on by minutes or days, stands, or is set back, which opening the file would repair (test_clock). */
static struct moment random_jump(struct moment now, struct rng *rng, bool reopened)
{
    static const int64_t hours[] = {0, 1, 5, 20, 24, 24, 48, 100, 700, 24 * 300, -1, -24, -50};
    now.offset_min = 60 * (rng_below(rng, 5) - 2);
    int64_t jump = hours[rng_below(rng, (int)(sizeof hours / sizeof *hours))] * INT64_C(3600000);
    return later(now, reopened && jump < 0 ? 0 : jump);
}

static void play_at_random(struct player *player, struct log *log, struct rng *rng, const char *folder)
{
    while (player->session->phase != PHASE_OVER) {
        struct move move = random_move(player->session, rng);
        if (rng_below(rng, 10) == 0)
            player->now = later(player->now, rng_below(rng, 40000000) - 10000000);
        player->session->attended_ms += rng_below(rng, 9000);
        if (!session_apply(player->session, move, player->now))
            continue;
        struct session_change *change = &player->session->change;
        assert_int_equal(save(player, change, 1), STORE_SAVED);
        log_change(log, player->session, change);
        if (rng_below(rng, 200) == 0)
            return; /* left */
        if (folder && player->session->phase != PHASE_OVER && rng_below(rng, 30) == 0)
            restart(player, folder);
    }
}

/* Each state is found to follow from its answers, and where it was made with other weights not to. */
static void assert_fitting(struct store *store)
{
    static const char next[] = "SELECT item FROM state WHERE item > ?1 ORDER BY item LIMIT 1";
    static const char spoil[] = "UPDATE state SET weights = weights + ?2 WHERE item = ?1";
    store_start(store);
    int64_t item = 0, last = 0;
    while ((item = NUMBER(store, next, INT(item)))) {
        assert_true(item_fits(store, item));
        last = item;
    }
    RUN(store, spoil, INT(last), INT(1));
    assert_true(store_fine(store, &err) && !item_fits(store, last));
    store_start(store);
    RUN(store, spoil, INT(last), INT(-1));
    assert_true(store_fine(store, &err));
}

static void a_life(const char *folder, int sessions, uint64_t seed)
{
    static struct log log;
    memset(&log, 0, sizeof log);
    for (int cell = 0; cell < CELLS; cell++)
        log.seen_day[cell] = -1;
    log.retention = .90;
    log.weights = log.before = fsrs_default;
    struct rng rng = {seed};
    struct deck *deck = new_deck("azure");
    deck->exams = (const char **)(uintptr_t)exams;
    deck->n_exams = EXAMS;
    struct player player = new_player(folder, deck);
    for (int cell = 0; cell < CELLS; cell++)
        player.hidden[cell] = rng_below(&rng, 3);
    for (; log.n_sessions < sessions; log.n_sessions++) {
        struct task tasks[MODELS + 1];
        int n = random_tasks(deck, &rng, tasks);
        if (!n)
            continue;
        begin(&player, tasks, n);
        play_at_random(&player, &log, &rng, folder);
        if (rng_below(&rng, 4) == 0)
            change_aims(&player, &log, &rng);
        if (rng_below(&rng, 4) == 0)
            change_weights(&player, &log, &rng, folder);
        assert_fresh(&player);
        if (log.n_sessions % 10 == 0)
            assert_states(&player, &log);
        if (rng_below(&rng, 6) == 0) {
            edit_deck(deck, &log, &rng);
            assert_true(store_know(player.store, deck, player.now, &err));
        }
        player.now = random_jump(player.now, &rng, folder);
    }
    assert_states(&player, &log);
    assert_fresh(&player);
    assert_fitting(player.store);
    assert_true(log.n_changes > 3);
    assert_true(store_rebuild(player.store, &err));
    assert_fresh(&player);
    assert_states(&player, &log);
    assert_true(store_know(player.store, deck, player.now, &err));
    assert_states(&player, &log);
    assert_sums_fit(player.store);
    stop(&player);
    deck_free(deck);
}

static void states_stay_right_over_a_long_life(void **state)
{
    (void)state;
    char *folder = new_folder();
    for (uint64_t seed = 1; seed <= 3; seed++)
        a_life(NULL, 60, seed);
    a_life(folder, 40, 4);
    free(folder);
}

/* A repaired clock: the answer's day is another one, and with it the order. */
static void a_redated_answer_is_told_in_its_place(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct deck *deck = new_deck("azure");
    struct player player = new_player(folder, deck);
    struct task board = board_of(1, 1, 4);
    int day = day_of(player.now);
    for (int i = 0; i < 2; i++) {
        begin(&player, &board, 1);
        answer_board(&player, i);
        player.now = later(player.now, 10 * day_ms);
    }
    char *sql = xprintf("INSERT INTO edit (id, origin, seq, at_ms, what, answer, day, sum)"
                        " VALUES (1, 1, 1, 5, 'redate', 5, %d, 0)",
                        day - 3);
    meddle(folder, sql);
    free(sql);
    assert_true(store_rebuild(player.store, &err));
    const struct grade_answer told[] = {
        {.day = day - 3, .rating = 1, .right_ways = 1, .ways = 3, .counts = 1},
        {.day = day, .rating = 3, .right_ways = 1, .ways = 3, .counts = 1},
        {.day = day + 20, .rating = 3, .right_ways = 1, .ways = 3, .counts = 1},
    };
    struct grade_memory memory = {0};
    for (int i = 0; i < 3; i++) {
        grade_step(&fsrs_default, &memory, &told[i]);
        if (i == 1) {
            struct store_item item = item_at(&player, 1, 1, day);
            assert_same_memory(&item.memory, &memory);
            begin(&player, &board, 1);
            answer_board(&player, 0);
        }
    }
    struct store_item item = item_at(&player, 1, 1, day);
    assert_same_memory(&item.memory, &memory);
    stop(&player);
    deck_free(deck);
    free(folder);
}

/* Where the file cannot be written: the copy goes on, the file does not notice, and both can go their way. */
static void a_copy_goes_on_where_the_file_is(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct deck *deck = new_deck("azure");
    struct player player = new_player(folder, deck);
    struct task boards[] = {board_of(1, 1, 4), board_of(2, 1, 4)};
    begin(&player, boards, 2);
    answer_board(&player, 1);
    make_move(&player, MOVE_NEXT, 0, 0);
    make_move(&player, MOVE_PLACE, 0, 1);
    struct store *copy = store_copy(player.store, &err), *file = player.store;
    if (!copy)
        fail_msg("%s", err.text);
    assert_int_equal(store_number(copy, "SELECT count(*) FROM answer", NULL, 0, 0), 4);
    player.store = copy;
    answer_board(&player, 0);
    assert_int_equal(ask(folder, "SELECT count(*) FROM answer"), 4);
    store_start(copy);
    assert_int_equal(store_number(copy, "SELECT count(*) FROM answer", NULL, 0, 0), 8);
    /* Under numbers of its own, so that what the file saves under them later is something else. */
    assert_int_equal(store_number(copy, "SELECT count(*) FROM answer WHERE origin = 1", NULL, 0, 0), 4);
    assert_int_equal(store_number(copy, "SELECT count(DISTINCT origin) FROM answer", NULL, 0, 0), 2);
    assert_sums_fit(copy);
    store_close(copy);
    player.store = file;
    if (store_leave(file, player.now, &err))
        begin(&player, &boards[1], 1);
    answer_board(&player, 0);
    assert_int_equal(ask(folder, "SELECT count(*) FROM answer"), 8);
    stop(&player);
    deck_free(deck);
    free(folder);
}

/* Today is what counts for today: an answer that a repair put elsewhere is none of the day on which it was logged, and
   one of the day it was put to. */
static void a_redated_answer_is_of_its_new_day(void **state)
{
    (void)state;
    enum { MOVED = 1, STAYED = 2 }; /* rows of the line */
    char *folder = new_folder();
    struct deck *deck = new_deck("azure");
    struct player player = new_player(folder, deck);
    struct task line = {.kind = TASK_LINE, .model = -1, .n_items = 2 * (MODELS - 1)};
    int day = day_of(player.now), due, met;
    for (int i = 0; i < line.n_items; i++)
        line.items[i] = (1 + i / (MODELS - 1)) * MODELS + 1 + i % (MODELS - 1);
    begin(&player, &line, 1);
    answer_board(&player, 0);
    for (int id = 1; id < MODELS; id++) {
        char *sql = xprintf("INSERT INTO edit (id, origin, seq, at_ms, what, answer, day, sum)"
                            " VALUES (%d, 1, %d, 5, 'redate', %d, %d, 0)",
                            id, id, id, day - 40);
        meddle(folder, sql);
        free(sql);
    }
    assert_true(store_rebuild(player.store, &err));
    assert_true(store_know(player.store, deck, player.now, &err));
    for (int model = 1; model < MODELS; model++)
        for (int layer = MOVED; layer <= STAYED; layer++)
            for (int ago = 0; ago <= 40; ago += 40) {
                bool of_day = (layer == MOVED) == (ago > 0);
                struct store_item item = item_at(&player, layer, model, day - ago);
                assert_int_equal(item.today, of_day);
                assert_int_equal(item.line, of_day);
                struct store_list list = {0};
                assert_true(store_candidates(player.store, deck, day - ago, 0, &list, &err));
                assert_int_equal(list.n, MODELS - 1); /* the row of that day */
                assert_int_equal(deck_item_layer(deck, list.items[0].item), ago ? MOVED : STAYED);
                free(list.items);
            }
    assert_true(store_count(player.store, deck, day, &due, &met, &err));
    assert_int_equal(due, MODELS - 1); /* what moved is due since long, and may be asked */
    struct task board = board_of(1, MOVED, 2);
    begin(&player, &board, 1);
    answer_board(&player, 0);
    assert_int_equal(
        ask(folder, "SELECT counts * 10 + (SELECT counts FROM answer WHERE id = 8) FROM answer WHERE id = 7"), 12);
    /* And put to the day that is now, it is this day's first. */
    player.now.utc_ms += day_ms;
    char *sql = xprintf("INSERT INTO edit (id, origin, seq, at_ms, what, answer, day, sum)"
                        " VALUES (%d, 1, %d, 6, 'redate', 1, %d, 0)",
                        MODELS, MODELS, day + 1);
    meddle(folder, sql);
    free(sql);
    begin(&player, &board, 1);
    answer_board(&player, 0);
    assert_int_equal(
        ask(folder, "SELECT counts * 10 + (SELECT counts FROM answer WHERE id = 10) FROM answer WHERE id = 9"), 21);
    stop(&player);
    deck_free(deck);
    free(folder);
}

/* Whatever a damaged row says, nothing crashes and the other items are as they were. */
static void damaged_rows_cost_little(void **state)
{
    (void)state;
    static const char *const damage[] = {
        "UPDATE answer SET rating = 77 WHERE id = 2",
        "UPDATE answer SET counts = -3 WHERE id = 2",
        "UPDATE answer SET day = 9000000000000 WHERE id = 2",
        "UPDATE answer SET ways = -1 WHERE id = 2",
        "UPDATE state SET s = -1 WHERE item = (SELECT item FROM answer WHERE id = 2)",
        "UPDATE state SET d = 1e300 WHERE item = (SELECT item FROM answer WHERE id = 2)",
        "UPDATE state SET last_day = 1000000000000 WHERE item = (SELECT item FROM answer WHERE id = 2)",
        "DELETE FROM state WHERE item = (SELECT item FROM answer WHERE id = 2)",
        "UPDATE item SET key = 'azure/x' WHERE key = 'azure/layer2/model1'",
    };
    for (size_t i = 0; i < sizeof damage / sizeof *damage; i++) {
        char *folder = new_folder();
        struct deck *deck = new_deck("azure");
        struct player player = new_player(folder, deck);
        struct task board = board_of(1, 1, 4), other = board_of(1, 3, 2);
        begin(&player, &board, 1);
        answer_board(&player, 1);
        struct store_item before = item_at(&player, 1, 1, 0);
        meddle(folder, damage[i]);
        struct store_item after = item_at(&player, 1, 1, 0);
        assert_same_memory(&after.memory, &before.memory);
        player.now = later(player.now, 3 * day_ms);
        begin(&player, i == 8 ? &other : &board, 1);
        answer_board(&player, 1);
        assert_true(store_rebuild(player.store, &err));
        stop(&player);
        deck_free(deck);
        free(folder);
    }
}

/* A deck that changes is taken in whatever the states' rows say, and what they lost is told anew. */
static void a_damaged_cache_does_not_keep_a_deck_out(void **state)
{
    (void)state;
    static const char *const damage[] = {
        "UPDATE state SET item = 100000 WHERE item = (SELECT item FROM answer WHERE id = 2)",
        "UPDATE state SET place = -1 - place WHERE place = (SELECT max(place) FROM state)",
        "UPDATE item SET deck = 77, place = 0 WHERE id = (SELECT item FROM answer WHERE id = 2)",
        "UPDATE state SET item = (SELECT id FROM item WHERE id NOT IN (SELECT item FROM state)) WHERE item ="
        " (SELECT item FROM answer WHERE id = 2)",
        "UPDATE state SET deck = 77 WHERE item = (SELECT item FROM answer WHERE id = 2)",
    };
    for (size_t i = 0; i < sizeof damage / sizeof *damage; i++) {
        char *folder = new_folder();
        struct deck *deck = new_deck("azure");
        struct player player = new_player(folder, deck);
        struct task board = board_of(1, 1, 4);
        begin(&player, &board, 1);
        answer_board(&player, 1);
        struct store_item before[4];
        for (int row = 0; row < 4; row++)
            before[row] = item_at(&player, row, 1, 0);
        meddle(folder, damage[i]);
        deck->layers[5].cells[1].answer = (deck->layers[5].cells[1].answer + 1) % ZONES;
        print_deck(deck);
        if (!store_know(player.store, deck, player.now, &err))
            fail_msg("%s: %s", damage[i], err.text);
        for (int row = 0; row < 4; row++) {
            struct store_item after = item_at(&player, row, 1, 0);
            assert_same_memory(&after.memory, &before[row].memory);
        }
        stop(&player);
        deck_free(deck);
        free(folder);
    }
}

/* Far from any day and any time: nothing is reckoned with what would overflow. */
static void strange_numbers_are_bounded(void **state)
{
    (void)state;
    char *folder = new_folder();
    struct deck *deck = new_deck("azure");
    struct player player = new_player(folder, deck);
    struct task board = board_of(1, 1, 4);
    struct store_goal goals[4];
    struct store_open_drill drill;
    begin(&player, &board, 1);
    answer_board(&player, 1);
    begin(&player, &board, 1);
    meddle(folder, "UPDATE session SET began_ms = 9223372036854775807, offset_min = 2147483647 WHERE ended_ms IS NULL");
    meddle(folder, "INSERT INTO goal VALUES ('az-900', 9223372036854775807, 0), ('az-104', -9223372036854775807, 0)");
    assert_true(store_find_drill(player.store, &drill));
    assert_int_equal(drill.began_day, 2932897); /* 14 hours ahead of the last one */
    assert_int_equal(store_goals(player.store, goals, 4), 2);
    assert_int_equal(goals[0].day, 0);
    assert_int_equal(goals[1].day, 2932896);
    assert_true(store_know(player.store, deck, player.now, &err));
    stop(&player);
    deck_free(deck);
    free(folder);
}

static int make_top(void **state)
{
    (void)state;
    return mkdtemp(top) ? 0 : -1;
}

static int drop_top(void **state)
{
    (void)state;
    char *command = xprintf("rm -rf '%s'", top);
    int status = system(command);
    free(command);
    return status;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fresh_file_is_made_and_opens_again),
        cmocka_unit_test(what_is_not_ours_is_left_alone),
        cmocka_unit_test(the_next_schema_is_left_alone),
        cmocka_unit_test(garbage_is_left_alone),
        cmocka_unit_test(a_place_that_cannot_be_written_is_told),
        cmocka_unit_test(programs_that_start_at_once_share_a_file),
        cmocka_unit_test(the_log_is_empty_after_a_drill),
        cmocka_unit_test(a_drill_is_resumed_after_every_move),
        cmocka_unit_test(a_line_is_resumed_after_every_move),
        cmocka_unit_test(many_moves_are_saved_at_once_or_not_at_all),
        cmocka_unit_test(a_locked_file_is_told_and_saved_later),
        cmocka_unit_test(a_vanished_file_is_told),
        cmocka_unit_test(a_drill_whose_deck_is_gone_can_be_left),
        cmocka_unit_test(the_second_window_takes_the_drill_over),
        cmocka_unit_test(the_open_drill_is_found),
        cmocka_unit_test(a_drill_that_no_longer_fits_is_left),
        cmocka_unit_test(states_are_what_grade_step_gives),
        cmocka_unit_test(rule_2_only_the_days_first_answer_counts),
        cmocka_unit_test(rule_2_what_was_shown_does_not_count_that_day),
        cmocka_unit_test(a_slip_brings_the_earlier_states_back),
        cmocka_unit_test(a_slipped_row_is_voided_alone),
        cmocka_unit_test(a_changed_answer_starts_its_item_anew),
        cmocka_unit_test(an_item_that_comes_back_has_its_state),
        cmocka_unit_test(due_and_met_are_counted),
        cmocka_unit_test(the_median_needs_twenty_answers),
        cmocka_unit_test(rule_5_intervals_end_the_day_before_the_exam),
        cmocka_unit_test(settings_are_kept_and_change_due_days),
        cmocka_unit_test(a_setting_in_a_locked_file_is_told),
        cmocka_unit_test(the_newest_first_day_is_told),
        cmocka_unit_test(two_versions_of_a_deck_do_not_mix),
        cmocka_unit_test(cells_of_a_line_are_told),
        cmocka_unit_test(every_changed_column_is_told),
        cmocka_unit_test(a_changed_file_is_told),
        cmocka_unit_test(states_stay_right_over_a_long_life),
        cmocka_unit_test(a_redated_answer_is_told_in_its_place),
        cmocka_unit_test(a_copy_goes_on_where_the_file_is),
        cmocka_unit_test(a_redated_answer_is_of_its_new_day),
        cmocka_unit_test(damaged_rows_cost_little),
        cmocka_unit_test(strange_numbers_are_bounded),
        cmocka_unit_test(a_damaged_cache_does_not_keep_a_deck_out),
    };
    return cmocka_run_group_tests(tests, make_top, drop_top);
}
