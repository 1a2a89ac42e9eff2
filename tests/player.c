#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "learner.h"
#include "player.h"

const unsigned char player_program[16] = "program a", player_other[16] = "program b";
const struct moment player_noon = {.mono_ms = 5000, .utc_ms = INT64_C(1790000000000), .offset_min = 120};
const int64_t player_day_ms = INT64_C(86400000);

static struct err err;

struct moment player_later(struct moment moment, int64_t ms)
{
    moment.mono_ms += ms > 0 ? ms : 0;
    moment.utc_ms += ms;
    return moment;
}

char *player_file(const char *folder)
{
    return xprintf("%s/learner.db", folder);
}

sqlite3 *player_stranger(const char *folder)
{
    char *path = player_file(folder);
    sqlite3 *db = learner_stranger(path);
    free(path);
    return db;
}

void player_meddle(const char *folder, const char *sql)
{
    char *path = player_file(folder);
    learner_meddle(path, sql);
    free(path);
}

int64_t player_ask(const char *folder, const char *sql)
{
    char *path = player_file(folder);
    int64_t number = learner_ask(path, sql);
    free(path);
    return number;
}

struct store *player_store(const char *folder, const unsigned char *program)
{
    struct store *store = store_open(folder, program, player_noon, &err);
    if (!store)
        fail_msg("%s", err.text);
    return store;
}

/* -- a deck -- */

static const char *name(struct deck *deck, const char *format, int n)
{
    char text[40];
    snprintf(text, sizeof text, "%s%d", format, n);
    return arena_text(&deck->memory, text, strlen(text));
}

struct deck *player_deck(const char *id)
{
    struct deck *deck = xcalloc(1, sizeof *deck);
    deck->id = arena_text(&deck->memory, id, strlen(id));
    deck->n_zones = ZONES;
    deck->n_models = MODELS;
    deck->n_layers = LAYERS;
    for (int zone = 0; zone < ZONES; zone++)
        deck->zones[zone].id = name(deck, "zone", zone);
    for (int model = 0; model < MODELS; model++)
        deck->models[model] = (struct deck_model){.id = name(deck, "model", model), .given = model == 0};
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
    made_deck_print(deck);
    return deck;
}

/* -- a player -- */

const bool *const *player_hidden(const struct player *player)
{
    static const bool *hidden[1];
    hidden[0] = player->hidden;
    return hidden;
}

struct task player_board(int model, int first, int n)
{
    struct task task = {.kind = TASK_BOARD, .model = model, .n_items = n};
    for (int i = 0; i < n; i++)
        task.items[i] = (first + i) * MODELS + model;
    return task;
}

struct task player_line(void)
{
    struct task line = {.kind = TASK_LINE, .model = -1, .n_items = 12};
    for (int i = 0; i < 12; i++)
        line.items[i] = (2 + i / 3) * MODELS + 1 + i % 3;
    return line;
}

struct player player_of(char *folder, struct deck *deck)
{
    struct player player = {
        .folder = folder, .deck = deck, .store = player_store(folder, player_program), .now = player_noon};
    assert_true(store_know(player.store, deck, player.now, &err));
    return player;
}

struct player player_new(void)
{
    return player_of(folder_new(), player_deck("azure"));
}

void player_end(struct player *player)
{
    session_free(player->session);
    store_close(player->store);
    deck_free(player->deck);
    free(player->folder);
}

void player_begin(struct player *player, const struct task *tasks, int n)
{
    session_free(player->session);
    const struct deck *deck = player->deck;
    player->session = session_new(&deck, 1, tasks, n, player_hidden(player), 1);
    if (!store_begin(player->store, player->session, UINT64_MAX - 6, "drill azure", player->now, &err))
        fail_msg("%s", err.text);
}

enum store_saved player_save(struct player *player, const struct session_change *changes, int n)
{
    enum store_saved saved = store_save(player->store, player->session, changes, n, &player->err);
    if (saved == STORE_SAVED && player->session->phase == PHASE_CHECKED)
        assert_true(store_due_days(player->store, player->session, &err));
    return saved;
}

enum store_saved player_try(struct player *player, enum move_kind kind, int at, int zone)
{
    player->now = player_later(player->now, 1500);
    player->session->attended_ms += 1500;
    assert_true(session_apply(player->session, (struct move){kind, at, zone}, player->now));
    return player_save(player, &player->session->change, 1);
}

void player_move(struct player *player, enum move_kind kind, int at, int zone)
{
    if (player_try(player, kind, at, zone) != STORE_SAVED)
        fail_msg("%s", player->err.text);
}

int player_right_zone(const struct player *player, int at)
{
    const struct board_cell *cell = &player->session->board.cells[at];
    return player->deck->layers[cell->layer].cells[cell->model].answer;
}

void player_answer(struct player *player, int n_wrong)
{
    for (int at = 0; at < player->session->board.n_cells; at++)
        player_move(player, MOVE_PLACE, at, (player_right_zone(player, at) + (at < n_wrong)) % ZONES);
    player_move(player, MOVE_CHECK, 0, 0);
}

struct store_item player_item(const struct player *player, int layer, int model, int today)
{
    static struct store_item items[CELLS];
    assert_true(store_items(player->store, player->deck, today, items, &err));
    return items[layer * MODELS + model];
}

struct session *player_resume(struct player *player)
{
    const struct deck *deck = player->deck;
    return store_resume(player->store, &deck, 1, player_hidden(player), player->now, &player->err);
}

void player_restart(struct player *player)
{
    int64_t attended_ms = player->session->attended_ms;
    store_close(player->store);
    player->store = player_store(player->folder, player_program);
    assert_true(store_know(player->store, player->deck, player->now, &err));
    struct session *again = player_resume(player);
    if (!again)
        fail_msg("%s", player->err.text);
    assert_same_session(player->session, again, CELLS);
    session_free(player->session);
    player->session = again;
    player->session->attended_ms = attended_ms; /* the app's */
}

/* -- what must hold -- */

void assert_reasks_on_disk(const struct player *player)
{
    int n = 0;
    for (int t = player->session->n_planned; t < player->session->n_tasks; t++)
        n += player->session->tasks[t].n_items;
    assert_int_equal(player_ask(player->folder, "SELECT count(*) FROM task WHERE reask = 1 AND"
                                                " session = (SELECT max(id) FROM session)"),
                     player->session->n_tasks - player->session->n_planned);
    assert_int_equal(player_ask(player->folder,
                                "SELECT count(*) FROM task JOIN task_item ON task_item.session = task.session"
                                " AND task = n WHERE reask = 1 AND task.session = (SELECT max(id) FROM session)"),
                     n);
}

void assert_sums_fit(struct store *store)
{
    int bad = -1;
    assert_true(store_verify_sums(store, &bad, &err));
    assert_int_equal(bad, 0);
}

void assert_drill_ends(struct player *player, const char *how, const char *says)
{
    struct store_open_drill drill;
    assert_null(player_resume(player));
    if (!strstr(player->err.text, says))
        fail_msg("'%s' does not say '%s'", player->err.text, says);
    assert_false(store_find_drill(player->store, &drill));
    char *sql = xprintf("SELECT count(*) FROM session WHERE how = '%s'", how);
    assert_int_equal(player_ask(player->folder, sql), 1);
    free(sql);
    assert_null(player_resume(player));
    assert_non_null(strstr(player->err.text, "no open drill"));
}
