/* store: a drill on disk. It is gone on with as it was after any move, by one program at a time, or told why not. */
#include "base/mem.h"
#include "srs/day.h"
#include "store/store_db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "player.h"

static struct err err;

/* -- saved and resumed -- */

/* What has been moved home must not lie in the log any longer: a flipped bit there would put old pages over new ones.
 */
static void the_log_is_empty_after_a_drill(void **state)
{
    (void)state;
    struct player player = player_new();
    char *log = xprintf("%s/learner.db-wal", player.folder);
    struct task board = player_board(1, 1, 4);
    struct stat info;
    player_begin(&player, &board, 1);
    player_answer(&player, 0);
    assert_int_equal(stat(log, &info), 0);
    assert_true(info.st_size > 0);
    player_move(&player, MOVE_NEXT, 0, 0);
    assert_int_equal(player.session->phase, PHASE_OVER);
    assert_int_equal(stat(log, &info), 0);
    assert_int_equal(info.st_size, 0);
    player_end(&player);
    free(log);
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
    struct player player = player_new();
    player.hidden[7] = player.hidden[9] = true;
    struct task line = {.kind = TASK_LINE, .model = -1, .n_items = 6};
    for (int i = 0; i < 6; i++)
        line.items[i] = (9 + i / 3) * MODELS + 1 + i % 3;
    line.n_items = 5;
    const struct task tasks[] = {player_board(1, 0, 5), player_board(2, 2, 4), line};
    player_begin(&player, tasks, 3);
    player_restart(&player);
    for (size_t i = 0; i < sizeof script / sizeof *script; i++) {
        assert_int_equal(player.session->phase == PHASE_OVER, false);
        player_move(&player, script[i].kind, script[i].at, script[i].zone);
        assert_reasks_on_disk(&player);
        if (player.session->phase == PHASE_OVER)
            break;
        player_restart(&player);
    }
    while (player.session->phase != PHASE_OVER) {
        player_move(&player, player.session->phase == PHASE_PLACING ? MOVE_CHECK : MOVE_NEXT, 0, 0);
        if (player.session->phase != PHASE_OVER)
            player_restart(&player);
    }
    assert_sums_fit(player.store);
    struct store_open_drill drill;
    assert_false(store_find_drill(player.store, &drill));
    assert_int_equal(player_ask(player.folder, "SELECT how = 'done' AND ended_ms > began_ms FROM session"), 1);
    assert_int_equal(player_ask(player.folder, "SELECT max(id) = count(*) AND min(seq = id) FROM answer"), 1);
    assert_int_equal(player_ask(player.folder, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    player_end(&player);
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
    struct player player = player_new();
    const struct task line = player_line();
    player_begin(&player, &line, 1);
    for (size_t i = 0; i < sizeof script / sizeof *script; i++) {
        player_move(&player, script[i].kind, script[i].at, script[i].zone);
        assert_reasks_on_disk(&player);
        player_restart(&player);
    }
    assert_int_equal(player.session->asked, 6);
    assert_int_equal(player.session->n_tries, 12);
    assert_int_equal(
        player_ask(player.folder, "SELECT count(*) FROM step WHERE move IN ('edge 0 model3', 'edge 4 end')"), 2);
    assert_int_equal(player_ask(player.folder, "SELECT count(*) FROM step WHERE move LIKE 'slip-row _'"), 2);
    assert_sums_fit(player.store);
    player_end(&player);
}

static void many_moves_are_saved_at_once_or_not_at_all(void **state)
{
    (void)state;
    struct player player = player_new();
    struct task board = player_board(1, 0, 4);
    player_begin(&player, &board, 1);
    struct session_change changes[3];
    const struct move moves[] = {{MOVE_PLACE, 0, 1}, {MOVE_PLACE, 1, 1}, {MOVE_CHECK, 0, 0}};
    for (int i = 0; i < 3; i++) {
        assert_true(session_apply(player.session, moves[i], player.now));
        changes[i] = player.session->change;
    }
    assert_int_equal(player_save(&player, changes + 1, 2), STORE_FAILED);
    assert_int_equal(player_ask(player.folder, "SELECT count(*) FROM step"), 0);
    assert_int_equal(player_save(&player, changes, 3), STORE_SAVED);
    player_restart(&player);
    assert_int_equal(player_ask(player.folder, "SELECT count(*) FROM answer"), 4);
    player_end(&player);
}

/* -- what cannot be saved -- */

static void a_locked_file_is_told_and_saved_later(void **state)
{
    (void)state;
    struct player player = player_new();
    sqlite3_busy_timeout(player.store->db, 20);
    struct task board = player_board(1, 0, 4);
    player_begin(&player, &board, 1);
    sqlite3 *db = player_stranger(player.folder);
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(player_try(&player, MOVE_CHECK, 0, 0), STORE_FAILED);
    assert_non_null(strstr(player.err.text, "in use"));
    sqlite3_close(db);
    assert_int_equal(player_save(&player, &player.session->change, 1), STORE_SAVED);
    player_restart(&player);
    player_end(&player);
}

static void a_vanished_file_is_told(void **state)
{
    (void)state;
    struct player player = player_new();
    struct task board = player_board(1, 0, 4);
    player_begin(&player, &board, 1);
    char *path = player_file(player.folder), *away = xprintf("%s/elsewhere.db", player.folder);
    assert_int_equal(rename(path, away), 0);
    assert_int_equal(player_try(&player, MOVE_PLACE, 0, 0), STORE_FAILED);
    assert_non_null(strstr(player.err.text, "moved or deleted"));
    assert_int_equal(rename(away, path), 0);
    assert_int_equal(player_save(&player, &player.session->change, 1), STORE_SAVED);
    free(path);
    free(away);
    player_end(&player);
}

/* Where the file cannot be written: the copy goes on, the file does not notice, and both can go their way. */
static void a_copy_goes_on_where_the_file_is(void **state)
{
    (void)state;
    struct player player = player_new();
    struct task boards[] = {player_board(1, 1, 4), player_board(2, 1, 4)};
    player_begin(&player, boards, 2);
    player_answer(&player, 1);
    player_move(&player, MOVE_NEXT, 0, 0);
    player_move(&player, MOVE_PLACE, 0, 1);
    struct store *copy = store_copy(player.store, &err), *file = player.store;
    if (!copy)
        fail_msg("%s", err.text);
    assert_int_equal(store_number(copy, "SELECT count(*) FROM answer", NULL, 0, 0), 4);
    player.store = copy;
    player_answer(&player, 0);
    assert_int_equal(player_ask(player.folder, "SELECT count(*) FROM answer"), 4);
    store_start(copy);
    assert_int_equal(store_number(copy, "SELECT count(*) FROM answer", NULL, 0, 0), 8);
    /* Under numbers of its own, so that what the file saves under them later is something else. */
    assert_int_equal(store_number(copy, "SELECT count(*) FROM answer WHERE origin = 1", NULL, 0, 0), 4);
    assert_int_equal(store_number(copy, "SELECT count(DISTINCT origin) FROM answer", NULL, 0, 0), 2);
    assert_sums_fit(copy);
    store_close(copy);
    player.store = file;
    if (store_leave(file, player.now, &err))
        player_begin(&player, &boards[1], 1);
    player_answer(&player, 0);
    assert_int_equal(player_ask(player.folder, "SELECT count(*) FROM answer"), 8);
    player_end(&player);
}

/* -- whose it is, and whether it fits -- */

static void the_open_drill_is_found(void **state)
{
    (void)state;
    struct player player = player_new();
    struct store_open_drill drill;
    assert_false(store_find_drill(player.store, &drill));
    const struct task tasks[] = {player_board(1, 0, 5), player_board(2, 2, 4), player_board(3, 0, 6)};
    player_begin(&player, tasks, 3);
    assert_true(store_find_drill(player.store, &drill));
    assert_string_equal(drill.setup, "drill azure");
    assert_true(drill.seed == UINT64_MAX - 6);
    assert_int_equal(drill.began_day, day_of(player_noon));
    assert_int_equal(drill.left, 15);
    player_answer(&player, 2);
    assert_true(store_find_drill(player.store, &drill));
    assert_int_equal(drill.left, 10);
    player_move(&player, MOVE_SLIP, 0, 0);
    player_answer(&player, 0);
    assert_true(store_find_drill(player.store, &drill));
    assert_int_equal(drill.left, 6);
    player_end(&player);
}

static void a_drill_whose_deck_is_gone_can_be_left(void **state)
{
    (void)state;
    struct player player = player_new();
    struct task board = player_board(1, 0, 4);
    player_begin(&player, &board, 1);
    struct store_open_drill open;
    assert_true(store_find_drill(player.store, &open));
    assert_true(store_leave(player.store, player.now, &err));
    assert_false(store_find_drill(player.store, &open));
    assert_int_equal(player_ask(player.folder, "SELECT count(*) FROM session WHERE how = 'left'"), 1);
    assert_true(store_leave(player.store, player.now, &err));
    player_end(&player);
}

static void the_second_window_takes_the_drill_over(void **state)
{
    (void)state;
    struct player first = player_new();
    struct task board = player_board(1, 0, 4);
    player_begin(&first, &board, 1);
    player_move(&first, MOVE_PLACE, 0, 1);
    struct player second = {.store = player_store(first.folder, player_other), .deck = first.deck, .now = first.now};
    second.session = player_resume(&second);
    assert_non_null(second.session);
    player_move(&second, MOVE_PLACE, 1, 1);
    assert_int_equal(player_try(&first, MOVE_CHECK, 0, 0), STORE_TAKEN);
    assert_non_null(strstr(first.err.text, "Another window"));
    assert_int_equal(player_ask(first.folder, "SELECT count(*) FROM answer"), 0);
    assert_int_equal(player_ask(first.folder, "SELECT count(*) FROM step"), 2);
    player_move(&second, MOVE_CHECK, 0, 0);
    player_move(&second, MOVE_NEXT, 0, 0);

    player_begin(&first, &board, 1);
    player_begin(&second, &board, 1);
    assert_int_equal(player_ask(first.folder, "SELECT count(*) FROM session WHERE how = 'left'"), 2);
    assert_int_equal(player_try(&first, MOVE_CHECK, 0, 0), STORE_TAKEN);
    assert_sums_fit(first.store);
    session_free(second.session);
    store_close(second.store);
    player_end(&first);
}

static void a_drill_that_no_longer_fits_is_left(void **state)
{
    (void)state;
    static const struct {
        const char *damage, *how, *says;
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
        struct player player = player_new();
        struct task board = player_board(1, 0, 4);
        player_begin(&player, &board, 1);
        player_move(&player, MOVE_PLACE, 0, 1);
        player_move(&player, MOVE_PLACE, 1, 1);
        player_meddle(player.folder, cases[i].damage);
        assert_drill_ends(&player, cases[i].how, cases[i].says);
        assert_int_equal(player_try(&player, MOVE_CHECK, 0, 0), STORE_FAILED);
        player_end(&player);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_log_is_empty_after_a_drill),
        cmocka_unit_test(a_drill_is_resumed_after_every_move),
        cmocka_unit_test(a_line_is_resumed_after_every_move),
        cmocka_unit_test(many_moves_are_saved_at_once_or_not_at_all),
        cmocka_unit_test(a_locked_file_is_told_and_saved_later),
        cmocka_unit_test(a_vanished_file_is_told),
        cmocka_unit_test(a_copy_goes_on_where_the_file_is),
        cmocka_unit_test(the_open_drill_is_found),
        cmocka_unit_test(a_drill_whose_deck_is_gone_can_be_left),
        cmocka_unit_test(the_second_window_takes_the_drill_over),
        cmocka_unit_test(a_drill_that_no_longer_fits_is_left),
    };
    return cmocka_run_group_tests(tests, folder_make_top, folder_drop_top);
}
