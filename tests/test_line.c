/* screens: the line and the end of a session, what a person does there and what is shown for it, without a window. As
   in test_screens.c nothing is asked of a screen but its controls and its display list. Run with the name of a test (or
   nothing*) for that one only, with a - before it for all others. */
#include "base/rng.h"
#include "stage.h"
#include "widths.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ONPREM, IAAS, PAAS, SAAS };
enum { DATA, DEVICES, ACCOUNTS, IDINFRA, APPS, NETCTL, OS, HOSTS, PHYSNET, DC };
enum { CUSTOMER, SHARED, PROVIDER, ZONES };
enum { RDS_BACKUPS = 2, RDS_PATCHOS = 4 };
enum { OPEN = BOARD_OPEN };

static const struct size {
    int w, h, percent;
} sizes[] = {{1280, 800, 100}, {800, 600, 100}, {800, 600, 200}}; /* the table, rows, one at a time */
enum { TABLE, ROWS, SINGLE, FORMS };

static struct deck *azure, *rds;

static struct task line_of(const struct deck *deck, const int *layers, int n)
{
    struct task task = {.kind = TASK_LINE, .model = -1};
    for (int i = 0; i < n; i++)
        for (int model = 0; model < deck->n_models; model++)
            if (deck_asks(deck, layers[i], model))
                task.items[task.n_items++] = deck_item_of_cell(deck, layers[i], model);
    return task;
}

static void begin(struct stage *s, struct size size, const struct deck *deck, const struct task *tasks, int n)
{
    stage_init(s, fixed_widths, size.w, size.h, size.percent);
    stage_drill(s, deck, tasks, n, NULL);
}

static void begin_rows(struct stage *s, int form, const struct deck *deck, const int *layers, int n)
{
    struct task task = line_of(deck, layers, n);
    begin(s, sizes[form], deck, &task, 1);
}

static const struct ui_control *find(const struct stage *s, const char *label, const struct ui_control *from)
{
    const struct ui_control *c = stage_find(s, label, from);
    if (!c)
        fail_msg("there is no control '%s'", label);
    return c;
}

static const struct deck *deck_of(const struct stage *s)
{
    return s->session->decks[0];
}

static const struct board_cell *cell(const struct stage *s, int at)
{
    return &s->session->board.cells[at];
}

static int n_cells(const struct stage *s)
{
    return s->session->board.n_cells;
}

static int right_zone(const struct stage *s, int at)
{
    return deck_of(s)->layers[cell(s, at)->layer].cells[cell(s, at)->model].answer;
}

static const struct ui_control *cell_control(const struct stage *s, int at)
{
    char label[200];
    snprintf(label, sizeof label, "%s in %s", deck_of(s)->layers[cell(s, at)->layer].name,
             deck_of(s)->models[cell(s, at)->model].name);
    return find(s, label, NULL);
}

static const struct ui_control *edge_control(const struct stage *s, int layer)
{
    char label[200];
    snprintf(label, sizeof label, "Edge of %s", deck_of(s)->layers[layer].name);
    return find(s, label, NULL);
}

static const struct ui_control *zone_control(const struct stage *s, int zone)
{
    return find(s, deck_of(s)->zones[zone].name, NULL);
}

static void choose(struct stage *s, int at)
{
    s->board.chosen = at;
    s->board.bring = true;
    s->ui.focus = 0;
    stage_frame(s);
}

static void undo(struct stage *s)
{
    s->in.ctrl = true;
    stage_key(s, 'z');
}

/* -- three ways to place -- */

enum { PLACED = 9 };
static const struct {
    int zone;
    bool unsure;
} wanted[PLACED] = {{0, false}, {2, false}, {1, true},  {1, false}, {0, true},
                    {2, true},  {2, false}, {0, false}, {1, false}};

static void mark_by_click(struct stage *s, int at)
{
    if (!wanted[at].unsure)
        return;
    const struct ui_control *end = stage_find(s, "not sure", cell_control(s, at));
    if (!end && s->board.chosen != at)
        stage_click(s, cell_control(s, at));
    stage_click(s, end ? end : find(s, "Not sure", NULL));
}

static void by_drag(struct stage *s, int at)
{
    stage_drag(s, zone_control(s, wanted[at].zone), cell_control(s, at));
    mark_by_click(s, at);
}

static void by_clicks_on_zones(struct stage *s, int at)
{
    stage_click(s, cell_control(s, at));
    stage_click(s, zone_control(s, wanted[at].zone));
    mark_by_click(s, at);
}

/* Turns the wheel over the list until the row can be seen. */
static void bring(struct stage *s, int at)
{
    for (int i = 0; i < PLACED && rect_common(cell_control(s, at)->r, cell_control(s, at)->clip).h < 40; i++) {
        stage_move(s, s->in.width_px / 2, s->in.height_px / 2);
        s->in.wheel = 1;
        stage_frame(s);
    }
}

static void by_clicks_in_rows(struct stage *s, int at)
{
    bring(s, at);
    stage_click(s, find(s, deck_of(s)->zones[wanted[at].zone].name, cell_control(s, at)));
    bring(s, at);
    mark_by_click(s, at);
}

static void by_clicks_one_at_a_time(struct stage *s, int at)
{
    stage_click(s, zone_control(s, wanted[at].zone));
    if (wanted[at].unsure)
        stage_click(s, find(s, "Not sure", NULL));
    if (at + 1 < PLACED)
        stage_click(s, find(s, "Next", NULL));
}

static void by_keys(struct stage *s, int at)
{
    if (wanted[at].unsure)
        stage_shift_key(s, '1' + wanted[at].zone);
    else
        stage_key(s, '1' + wanted[at].zone);
    if (at + 1 < PLACED && stage_find(s, "Next", NULL))
        stage_key(s, KEY_ENTER);
}

/* Backwards, so that no cell follows by itself; the mark as a key of its own. */
static void by_keys_with_arrows(struct stage *s, int at)
{
    static const int keys[FORMS][2] = {{KEY_LEFT, KEY_UP}, {KEY_UP, KEY_LEFT}, {KEY_UP, KEY_LEFT}};
    int form = s->in.width_px == sizes[TABLE].w ? TABLE : s->in.text_percent == 100 ? ROWS : SINGLE;
    int to = PLACED - 1 - at;
    stage_key(s, KEY_END);
    for (int i = 0; form == TABLE && i < 2; i++)
        stage_key(s, KEY_RIGHT), stage_key(s, KEY_DOWN);
    for (int i = 0; i < PLACED && s->board.chosen != to; i++)
        stage_key(s, keys[form][form == TABLE && cell(s, s->board.chosen)->layer != cell(s, to)->layer]);
    assert_int_equal(s->board.chosen, to);
    stage_key(s, '1' + wanted[to].zone);
    for (int i = 0; i < PLACED && s->board.chosen != to; i++) /* it went on to an open one: the first or the next */
        choose(s, to);
    if (wanted[to].unsure)
        stage_typed(s, '?');
}

static void three_ways_give_the_same(void **state)
{
    (void)state;
    typedef void way(struct stage *, int);
    static way *const ways[FORMS][5] = {{by_drag, by_clicks_on_zones, by_keys, by_keys_with_arrows},
                                        {by_clicks_in_rows, by_keys, by_keys_with_arrows},
                                        {by_clicks_one_at_a_time, by_keys, by_keys_with_arrows}};
    static const int layers[] = {OS, HOSTS, NETCTL};
    for (int form = 0; form < FORMS; form++)
        for (int w = 0; ways[form][w]; w++) {
            struct stage s;
            begin_rows(&s, form, azure, layers, 3);
            assert_int_equal(n_cells(&s), PLACED);
            for (int at = 0; at < PLACED; at++)
                ways[form][w](&s, at);
            for (int at = 0; at < PLACED; at++)
                if (cell(&s, at)->zone != wanted[at].zone || cell(&s, at)->unsure != wanted[at].unsure)
                    fail_msg("form %d, way %d, cell %d: zone %d%s, wanted %d%s", form, w, at, cell(&s, at)->zone,
                             cell(&s, at)->unsure ? " not sure" : "", wanted[at].zone,
                             wanted[at].unsure ? " not sure" : "");
            stage_clear(&s);
        }
}

/* -- the edge -- */

/* One row, how it lies before the edge is moved; zones of the cells that are asked. */
static const struct start {
    int zones[4];
    bool unsure[4];
} starts[] = {{{OPEN, OPEN, OPEN, OPEN}, {false}},
              {{CUSTOMER, CUSTOMER, CUSTOMER, CUSTOMER}, {false, true}},
              {{CUSTOMER, PROVIDER, CUSTOMER, OPEN}, {false, true}},
              {{PROVIDER, SHARED, OPEN, CUSTOMER}, {true}},
              {{CUSTOMER, CUSTOMER, SHARED, PROVIDER}, {false, false, true}}};
static const struct {
    bool is_rds;
    int layer;
} edge_rows[] = {{false, NETCTL}, {true, RDS_PATCHOS}, {true, RDS_BACKUPS}};

static void begin_edge(struct stage *s, int row, int start)
{
    begin_rows(s, TABLE, edge_rows[row].is_rds ? rds : azure, &edge_rows[row].layer, 1);
    for (int at = 0; at < n_cells(s); at++) {
        choose(s, at);
        if (starts[start].zones[at] != OPEN)
            starts[start].unsure[at] ? stage_shift_key(s, '1' + starts[start].zones[at])
                                     : stage_key(s, '1' + starts[start].zones[at]);
    }
    choose(s, 0);
}

/* The way in between two cells: left of the one whose model stands there, else right of the last. */
static int edge_x(const struct stage *s, int edge)
{
    for (int at = 0; at < n_cells(s); at++)
        if (cell(s, at)->model >= edge)
            return cell_control(s, at)->r.x - 4;
    const struct rect last = cell_control(s, n_cells(s) - 1)->r;
    return last.x + last.w + 4;
}

static void one_by_one(struct stage *s, int edge)
{
    for (int at = 0; at < n_cells(s); at++) {
        bool before = cell(s, at)->model < edge;
        choose(s, at);
        if (before && cell(s, at)->zone != CUSTOMER)
            stage_key(s, '1');
        else if (!before && cell(s, at)->zone == CUSTOMER)
            stage_key(s, KEY_BACKSPACE);
    }
}

static void grab_edge(struct stage *s)
{
    const struct rect r = edge_control(s, cell(s, 0)->layer)->r;
    stage_press(s, r.x + r.w / 2, r.y + r.h / 2);
}

static void drag_edge(struct stage *s, int edge)
{
    int x = edge_x(s, edge);
    grab_edge(s);
    stage_move(s, s->in.x + DRAG_PX, s->in.y);
    stage_move(s, x, s->in.y + 30);
    stage_release(s);
}

static bool same_cells(const struct stage *a, const struct stage *b)
{
    for (int at = 0; at < n_cells(a); at++)
        if (cell(a, at)->zone != cell(b, at)->zone || cell(a, at)->unsure != cell(b, at)->unsure)
            return false;
    return true;
}

static void assert_as_at_start(const struct stage *s, int start)
{
    for (int at = 0; at < n_cells(s); at++) {
        assert_int_equal(cell(s, at)->zone, starts[start].zones[at]);
        assert_int_equal(cell(s, at)->unsure, starts[start].unsure[at]);
    }
}

/* Where the customer's cells end, from the left. */
static int edge_of(const struct stage *s)
{
    int at = 0;
    while (at < n_cells(s) && cell(s, at)->zone == CUSTOMER)
        at++;
    return at < n_cells(s) ? cell(s, at)->model : deck_of(s)->n_models;
}

/* Shift and the arrows until it looks so; both ways are tried, for from where it begins is for the person to see. */
static bool step_edge(struct stage *s, const struct stage *like, int key)
{
    for (int i = 0; i <= DECK_MODELS_MAX && !same_cells(s, like); i++)
        stage_shift_key(s, key);
    return same_cells(s, like);
}

static void the_edge_is_a_shortcut_for_its_cells(void **state)
{
    (void)state;
    for (int row = 0; row < 3; row++)
        for (int start = 0; start < (int)(sizeof starts / sizeof *starts); start++)
            for (int edge = edge_rows[row].is_rds ? 0 : IAAS; edge <= 4; edge++) {
                struct stage each, dragged, keys[2];
                begin_edge(&each, row, start);
                one_by_one(&each, edge);
                begin_edge(&dragged, row, start);
                int steps = dragged.session->n_steps;
                drag_edge(&dragged, edge);
                if (!same_cells(&each, &dragged))
                    fail_msg("row %d, start %d: the edge dragged to %d", row, start, edge);
                assert_in_range(dragged.session->n_steps - steps, 0, 1);
                if (dragged.session->n_steps > steps)
                    undo(&dragged);
                assert_as_at_start(&dragged, start);
                begin_edge(&keys[0], row, start);
                begin_edge(&keys[1], row, start);
                bool reached = step_edge(&keys[0], &each, KEY_RIGHT) || step_edge(&keys[1], &each, KEY_LEFT);
                bool stands_there = edge == edge_of(&dragged); /* what is behind it only a drag takes back */
                if (!reached && !stands_there)
                    fail_msg("row %d, start %d: the edge does not come to %d with Shift and the arrows", row, start,
                             edge);
                stage_clear(&each);
                stage_clear(&dragged);
                stage_clear(&keys[0]);
                stage_clear(&keys[1]);
            }
}

/* -- half a drag -- */

static void a_drag_that_ends_nowhere_changes_nothing(void **state)
{
    (void)state;
    static const int layers[] = {OS, HOSTS};
    enum { ESCAPED, CANCELLED, LOST, OUTSIDE, ON_THE_BAR, WAYS };
    for (int zone = 0; zone < 2; zone++)
        for (int how = 0; how < WAYS; how++) {
            if (!zone && how == ON_THE_BAR)
                continue; /* the edge follows the pointer along its row, however high that is */
            struct stage s;
            begin_rows(&s, TABLE, azure, layers, 2);
            stage_key(&s, '1');
            int steps = s.session->n_steps;
            const struct rect to = cell_control(&s, 2)->r;
            if (zone) {
                const struct rect r = zone_control(&s, SHARED)->r;
                stage_press(&s, r.x + 20, r.y + 20);
            } else {
                grab_edge(&s);
            }
            stage_move(&s, to.x + to.w / 2 + 10, to.y + to.h / 2);
            assert_true(zone ? s.board.drag_zone == SHARED : s.board.edge_row == 0);
            if (how == ESCAPED)
                stage_key(&s, KEY_ESCAPE);
            if (how == CANCELLED)
                s.in.cancelled = true, s.in.down = false, stage_frame(&s);
            if (how == LOST)
                s.in.down = false, stage_frame(&s);
            if (how == OUTSIDE)
                stage_move(&s, -1, -1);
            if (how == ON_THE_BAR)
                stage_move(&s, 700, 10);
            stage_release(&s);
            assert_int_equal(s.screen, SCREEN_BOARD);
            assert_int_equal(s.board.drag_zone, -1);
            assert_int_equal(s.board.edge_row, -1);
            assert_int_equal(s.session->n_steps, steps);
            stage_key(&s, KEY_ESCAPE); /* with nothing under way it stops the drill */
            assert_int_equal(s.screen, SCREEN_END);
            stage_clear(&s);
        }
}

static void half_a_drag_takes_no_keys(void **state)
{
    (void)state;
    static const int layers[] = {OS, HOSTS};
    static const int keys[] = {'1', KEY_ENTER, KEY_BACKSPACE, KEY_DOWN, KEY_LEFT};
    for (int zone = 0; zone < 2; zone++) {
        struct stage s;
        begin_rows(&s, TABLE, azure, layers, 2);
        const struct rect to = cell_control(&s, 1)->r;
        if (zone) {
            const struct rect r = zone_control(&s, SHARED)->r;
            stage_press(&s, r.x + 20, r.y + 20);
        } else {
            grab_edge(&s);
        }
        stage_move(&s, to.x + to.w / 2 + 10, to.y + to.h / 2);
        for (int i = 0; i < 5; i++)
            stage_key(&s, keys[i]);
        stage_typed(&s, '?');
        stage_shift_key(&s, KEY_RIGHT);
        undo(&s);
        assert_int_equal(s.session->n_steps, 0);
        assert_true(zone ? s.board.drag_zone == SHARED : s.board.edge_row == 0);
        stage_release(&s);
        assert_int_equal(s.session->n_steps, 1);
        stage_clear(&s);
    }
}

static void every_way_out_of_the_line_is_the_same(void **state)
{
    (void)state;
    static const int layers[] = {OS, HOSTS};
    for (int form = 0; form < FORMS; form++) {
        struct stage s;
        begin_rows(&s, form, azure, layers, 2);
        stage_key(&s, '2');
        stage_key(&s, KEY_ESCAPE);
        assert_int_equal(s.screen, SCREEN_END);
        assert_int_equal(s.session->phase, PHASE_PLACING);
        stage_clear(&s);
    }
}

/* -- after Check -- */

static void check(struct stage *s)
{
    stage_wait(s, NEW_SCREEN_MS);
    stage_key(s, KEY_END);
    for (int i = 0; i < BOARD_CELLS_MAX && stage_find(s, "Next", NULL); i++)
        stage_key(s, KEY_ENTER);
    stage_key(s, KEY_ENTER);
    if (board_open_count(&s->session->board) == s->session->board.n_cells)
        stage_key(s, KEY_ENTER); /* with nothing placed it asks first */
    assert_int_equal(s->screen, SCREEN_CHECKED);
    stage_wait(s, NEW_SCREEN_MS);
}

/* off[at] is added to the right zone; '-' stays open. */
static void place_all(struct stage *s, const char *off)
{
    for (int at = 0; at < n_cells(s); at++) {
        choose(s, at);
        if (off[at] == '?')
            stage_shift_key(s, '1' + right_zone(s, at));
        else if (off[at] != '-')
            stage_key(s, '1' + (right_zone(s, at) + off[at] - '0') % s->session->board.n_zones);
    }
}

static bool is_mistake(const struct session *session, int at)
{
    return session->answers[at].verdict == VERDICT_WRONG || session->answers[at].verdict == VERDICT_OPEN;
}

static void enter_goes_through_the_mistakes_and_on(void **state)
{
    (void)state;
    static const int layers[] = {OS, HOSTS, ACCOUNTS};
    struct task tasks[] = {line_of(azure, layers, 3), stage_task(azure, IAAS, DATA, 2)};
    for (int form = 0; form < FORMS; form++) {
        struct stage s;
        begin(&s, sizes[form], azure, tasks, 2);
        place_all(&s, "010-00?20");
        check(&s);
        bool read[BOARD_CELLS_MAX] = {false};
        int n = 0, y = 0;
        for (; s.screen == SCREEN_CHECKED && n < 9; n++) { /* each mistake once, from the top to the bottom */
            int at = s.checked.chosen;
            assert_true(is_mistake(s.session, at) && !read[at]);
            read[at] = true;
            const struct ui_control *here = stage_focused(&s);
            assert_true(!here || here->r.y >= y);
            y = here ? here->r.y : 0;
            stage_key(&s, KEY_ENTER);
        }
        assert_in_range(n, 2, 3);
        assert_int_equal(s.screen, SCREEN_BOARD);
        assert_int_equal(s.session->task, 1);
        stage_clear(&s);
    }
}

static bool is_written(const struct stage *s, const char *text)
{
    const struct draw_list *list = &s->ui.draw;
    for (int i = 0; i < list->n; i++)
        if (list->commands[i].kind == DRAW_TEXT && strcmp(draw_text_of(list, &list->commands[i]), text) == 0)
            return true;
    return false;
}

static int times_written(const struct stage *s, const char *text)
{
    int n = 0;
    for (int i = 0; i < s->ui.draw.n; i++)
        n += s->ui.draw.commands[i].kind == DRAW_TEXT &&
             strcmp(draw_text_of(&s->ui.draw, &s->ui.draw.commands[i]), text) == 0;
    return n;
}

static const char *only_this(const struct stage *s)
{
    static const char *const labels[] = {"I slipped, this layer", "Slipped here", "This layer"}; /* by the width */
    for (int i = 0; i < 2; i++)
        if (stage_find(s, labels[i], NULL))
            return labels[i];
    return labels[2];
}

/* The row of the chosen one only: its answers count no more, and none of it is asked again. */
static void a_row_slips_without_the_others(void **state)
{
    (void)state;
    static const int layers[] = {OS, HOSTS, ACCOUNTS};
    struct task tasks[] = {line_of(azure, layers, 3), stage_task(azure, IAAS, DATA, 2)};
    for (int form = 0; form < FORMS; form++)
        for (int click = 0; click < 2; click++) {
            struct stage s;
            begin(&s, (struct size){sizes[form].w, sizes[form].h * 3, sizes[form].percent}, azure, tasks, 2);
            place_all(&s, "100001010");
            check(&s);
            assert_int_equal(s.session->n_tasks, 5);
            for (int i = 0; i < 3 && s.checked.chosen / 3 != 1; i++) /* on to the mistake in the second row */
                stage_key(&s, KEY_ENTER);
            if (click)
                stage_click(&s, find(&s, only_this(&s), NULL));
            else
                stage_key(&s, 'r');
            assert_int_equal(s.screen, SCREEN_CHECKED);
            for (int at = 0; at < 9; at++)
                assert_int_equal(s.session->slipped[at], at / 3 == 1);
            assert_int_equal(s.session->answered, 6);
            assert_int_equal(times_written(&s, "slipped"), form == SINGLE ? 0 : 3);
            assert_true(is_written(&s, "Comes back"));
            assert_true(is_written(&s, "Tomorrow."));
            assert_true(is_written(&s, "4 of 6 right"));
            stage_key(&s, 'r'); /* once is all */
            assert_int_equal(s.session->answered, 6);
            assert_true(find(&s, only_this(&s), NULL)->disabled);
            s.checked.chosen = 7; /* in another row */
            s.ui.focus = 0;
            stage_frame(&s);
            assert_false(find(&s, only_this(&s), NULL)->disabled);
            undo(&s);
            assert_int_equal(s.screen, SCREEN_BOARD);
            assert_int_equal(s.session->answered, 0);
            assert_int_equal(s.session->n_tasks, 2);
            stage_clear(&s);
        }
}

/* -- the true line -- */

enum { LINE_PX = 5, COLUMN_GAP = 8 };

static bool customer(const struct deck *deck, int layer, int model)
{
    const struct deck_cell *c = &deck->layers[layer].cells[model];
    return c->answer == CUSTOMER && !c->open;
}

static bool is_piece(const struct draw_command *c)
{
    return c->kind == DRAW_BOX && c->colour == theme_light.ink && !c->radius_px &&
           (c->r.w == LINE_PX || c->r.h == LINE_PX);
}

/* Is there an upright piece in the gap that ends at x, beside the whole of the row? */
static bool piece_at(const struct stage *s, int x, struct rect row)
{
    for (int i = 0; i < s->ui.draw.n; i++) {
        const struct draw_command *c = &s->ui.draw.commands[i];
        if (is_piece(c) && c->r.w == LINE_PX && c->r.x >= x - COLUMN_GAP && c->r.x + c->r.w <= x && c->r.y <= row.y &&
            c->r.y + c->r.h >= row.y + row.h)
            return true;
    }
    return false;
}

static int pieces(const struct stage *s)
{
    int n = 0;
    for (int i = 0; i < s->ui.draw.n; i++)
        n += is_piece(&s->ui.draw.commands[i]) && s->ui.draw.commands[i].r.w == LINE_PX;
    return n;
}

/* Left of the column of that model, or behind the last; columns have gaps of 8. */
static int boundary(const struct stage *s, int layer, int model, struct rect *row)
{
    int x = -1;
    for (int at = 0; at < n_cells(s); at++) {
        const struct rect r = cell_control(s, at)->r;
        if (cell(s, at)->model == model)
            x = r.x;
        if (cell(s, at)->model == model - 1 && x < 0)
            x = r.x + r.w + COLUMN_GAP;
        if (cell(s, at)->layer == layer)
            *row = r;
    }
    return x;
}

static void the_true_line_is_where_the_customers_part_ends(void **state)
{
    (void)state;
    static const int layers[] = {0, 1, 2, 3, 4, 5, 6};
    static const int last_three[] = {7, 8, 9};
    for (int d = 0; d < 3; d++) {
        struct stage s;
        const struct deck *deck = d == 1 ? rds : azure;
        begin_rows(&s, TABLE, deck, d == 2 ? last_three : layers, d == 2 ? 3 : 7);
        check(&s);
        int expected = 0, n = deck->n_models;
        for (int at = 0; at < n_cells(&s); at++) {
            int layer = cell(&s, at)->layer;
            if (at > 0 && cell(&s, at - 1)->layer == layer)
                continue;
            for (int model = 0; model <= n; model++) {
                bool left = model > 0 && customer(deck, layer, model - 1),
                     right = model < n && customer(deck, layer, model);
                bool inside = model > 0 && model < n;
                bool all = true, none = true; /* what is all or not at all the customer's is closed at the rim */
                for (int m = 0; m < n; m++)
                    customer(deck, layer, m) ? (none = false) : (all = false);
                bool wanted_here = inside ? left != right : model == n ? all : none;
                struct rect row = {0};
                int x = boundary(&s, layer, model, &row);
                if (x < 0)
                    continue; /* left of what is given: never */
                if (piece_at(&s, x, row) != wanted_here)
                    fail_msg("%s, %s: before model %d there is %s piece of the line", deck->title,
                             deck->layers[layer].name, model, wanted_here ? "no" : "a");
                expected += wanted_here;
            }
        }
        assert_int_equal(pieces(&s), expected);
        stage_clear(&s);
    }
}

/* With motion it grows row by row; with reduced motion it is there at once. */
static void the_true_line_is_drawn_once(void **state)
{
    (void)state;
    static const int layers[] = {OS, HOSTS, NETCTL, ACCOUNTS};
    struct stage s;
    begin_rows(&s, TABLE, azure, layers, 4);
    check(&s);
    int all = pieces(&s);
    stage_clear(&s);
    begin_rows(&s, TABLE, azure, layers, 4);
    s.in.still = false;
    stage_key(&s, KEY_ENTER);
    stage_key(&s, KEY_ENTER); /* with nothing placed it asks first */
    assert_int_equal(pieces(&s), 0);
    assert_true(s.ui.animate_until_ms > s.in.moment.mono_ms);
    for (int ms = 0, before = 0; ms < 800; ms += 100) {
        stage_wait(&s, 100);
        assert_true(pieces(&s) >= before);
        before = pieces(&s);
    }
    assert_int_equal(pieces(&s), all);
    stage_wait(&s, 100);
    assert_int_equal(s.ui.animate_until_ms, 0);
    stage_clear(&s);
}

/* -- nothing is told before it is answered -- */

enum { LAYERS = 10, MODELS = 4, WALKS = 120, CELLS = LAYERS * MODELS };

/* Which cells may not be known, kept from the plan and the answers alone. */
struct oracle {
    bool planned[CELLS], said[CELLS], again[CELLS], hidden[CELLS], here[CELLS];
};

static bool asked(int c)
{
    return deck_asks(azure, c / MODELS, c % MODELS);
}

static bool secret(const struct oracle *o, int c)
{
    return asked(c) && !o->here[c] && ((o->planned[c] && !o->said[c]) || o->again[c] || (o->hidden[c] && !o->said[c]));
}

static bool unsaid(const struct oracle *o, int c)
{
    return asked(c) && !o->said[c];
}

static bool any(const struct oracle *o, int c)
{
    (void)o;
    return asked(c);
}

static void oracle_checked(struct oracle *o, const struct session *session, bool reask)
{
    memset(o->here, 0, sizeof o->here);
    for (int at = 0; at < session->board.n_cells; at++) {
        const struct board_cell *placed = &session->board.cells[at];
        int c = placed->layer * MODELS + placed->model;
        const struct deck_cell *right = &azure->layers[placed->layer].cells[placed->model];
        o->here[c] = o->said[c] = true;
        o->again[c] =
            !reask && (placed->zone == OPEN || (placed->zone != right->answer && !right->differs[placed->zone]));
    }
}

static void shuffle(struct rng *rng, int *list, int n)
{
    for (int i = n - 1; i > 0; i--) {
        int k = rng_below(rng, i + 1), kept = list[i];
        list[i] = list[k];
        list[k] = kept;
    }
}

/* A line of three or four layers, maybe one of three more; of the layers left two boards of one model each. */
static int random_plan(struct rng *rng, struct task *tasks, struct oracle *o)
{
    int layers[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, rows = 3 + rng_below(rng, 2), n = 0, used = rows;
    shuffle(rng, layers, LAYERS);
    tasks[n++] = line_of(azure, layers, rows);
    if (rng_below(rng, 3) == 0)
        tasks[n++] = line_of(azure, layers + used, 3), used += 3;
    for (int i = 0; i < 2; i++) {
        struct task *task = &tasks[n++];
        *task = stage_task(azure, IAAS + (rows + i) % 3, 0, LAYERS - used < 4 ? LAYERS - used : 4);
        for (int k = 0; k < task->n_items; k++)
            task->items[k] = deck_item_of_cell(azure, layers[used + k], task->model);
    }
    for (int i = n - 1, k = rng_below(rng, n); i == n - 1; i--) { /* the first line anywhere among them */
        struct task first = tasks[0];
        tasks[0] = tasks[k];
        tasks[k] = first;
    }
    memset(o, 0, sizeof *o);
    for (int t = 0; t < n; t++)
        for (int i = 0; i < tasks[t].n_items; i++)
            o->planned[tasks[t].items[i]] = true;
    for (int c = 0; c < CELLS; c++)
        o->hidden[c] = rng_below(rng, 3) == 0;
    return n;
}

/* The frame is drawn once more over a deck in which the cells that `which` says have another answer and other reasons.
   The picture must stay as it is, to the last word and colour. */
static void assert_same_whatever_is_right(struct stage *s, bool which(const struct oracle *, int),
                                          const struct oracle *o, struct rng *rng, uint64_t seed)
{
    static struct deck_cell kept[CELLS];
    char *before = stage_dump(s);
    for (int c = 0; c < CELLS; c++) {
        struct deck_cell *d = &azure->layers[c / MODELS].cells[c % MODELS];
        kept[c] = *d;
        if (!which(o, c))
            continue;
        d->answer = (d->answer + 1 + rng_below(rng, ZONES - 1)) % ZONES;
        d->why = "Another reason.";
        for (int zone = 0; zone < ZONES; zone++) {
            d->wrong[zone] = "Another temptation.";
            d->differs[zone] = zone == d->answer ? NULL : "another source";
        }
    }
    stage_frame(s);
    for (int c = 0; c < CELLS; c++)
        azure->layers[c / MODELS].cells[c % MODELS] = kept[c];
    char *after = stage_dump(s);
    if (strcmp(before, after) != 0)
        fail_msg("seed %d, task %d: screen %d tells what is still asked\n%s---- and with other answers\n%s", (int)seed,
                 s->session->task, s->screen, before, after);
    free(before);
    free(after);
}

static void place_anything(struct stage *s, struct rng *rng, uint64_t seed)
{
    static const int keys[] = {'1', '2', '3', '1', '2', '3', KEY_DOWN, KEY_UP, KEY_LEFT, KEY_RIGHT, KEY_BACKSPACE};
    for (int i = 0; i <= n_cells(s); i++) {
        int key = keys[rng_below(rng, sizeof keys / sizeof *keys)];
        if (rng_below(rng, 3) == 0)
            stage_shift_key(s, key);
        else
            stage_key(s, key);
        if (i % 4 == 0)
            assert_same_whatever_is_right(s, any, NULL, rng, seed);
    }
    if (s->in.width_px == sizes[TABLE].w && session_task(s->session)->kind == TASK_LINE) {
        s->in.x = s->in.y = -1;
        stage_frame(s);
        const struct rect r = edge_control(s, cell(s, s->board.chosen)->layer)->r;
        stage_press(s, r.x + r.w / 2, r.y + r.h / 2);
        stage_move(s, 300 + rng_below(rng, 900), r.y);
        stage_frame(s);
        assert_same_whatever_is_right(s, any, NULL, rng, seed);
        stage_release(s);
        stage_move(s, -1, -1);
    }
    assert_same_whatever_is_right(s, any, NULL, rng, seed);
}

/* Looks at every answer. */
static void read_all(struct stage *s, const struct oracle *o, struct rng *rng, uint64_t seed)
{
    for (int at = 0; at < n_cells(s); at++) {
        s->checked.chosen = at;
        s->ui.focus = 0;
        stage_frame(s);
        assert_same_whatever_is_right(s, secret, o, rng, seed);
    }
}

static void leave(struct stage *s, struct oracle *o, struct rng *rng, bool reask)
{
    int task = s->session->task, chance = rng_below(rng, 8);
    if (chance < 2 && !reask && session_task(s->session)->kind == TASK_LINE) {
        stage_key(s, 'r');
        for (int at = 0; at < n_cells(s); at++)
            if (s->session->slipped[at])
                o->again[cell(s, at)->layer * MODELS + cell(s, at)->model] = false;
    } else if (chance == 2) {
        undo(s);
        for (int c = 0; c < CELLS && !reask; c++)
            o->again[c] = o->again[c] && !o->here[c];
    }
    for (int i = 0; s->session->phase == PHASE_CHECKED && s->session->task == task; i++) {
        assert_in_range(i, 0, BOARD_CELLS_MAX);
        stage_key(s, KEY_ENTER);
    }
}

/* What the end shows when it is stopped here. */
static void look_at_the_end(struct stage *s, const struct oracle *o, struct rng *rng, uint64_t seed)
{
    enum screen screen = s->screen;
    s->screen = SCREEN_END;
    s->end = (struct end_view){.all = rng_below(rng, 2)};
    stage_frame(s);
    stage_frame(s);
    assert_same_whatever_is_right(s, unsaid, o, rng, seed);
    s->screen = screen;
    stage_frame(s);
    stage_wait(s, NEW_SCREEN_MS);
}

static void walk(uint64_t seed)
{
    static const struct size tall[FORMS] = {{1280, 2400, 100}, {800, 2400, 100}, {800, 4000, 200}};
    struct rng rng = {seed};
    struct task tasks[6];
    struct oracle o;
    struct stage s;
    int n = random_plan(&rng, tasks, &o);
    struct size size = tall[seed % FORMS]; /* so high that nothing has to scroll */
    stage_init(&s, fixed_widths, size.w, size.h, size.percent);
    stage_drill(&s, azure, tasks, n, o.hidden);
    for (int boards = 0; s.session->phase != PHASE_OVER; boards++) {
        assert_in_range(boards, 0, 30);
        assert_int_equal(s.screen, SCREEN_BOARD);
        place_anything(&s, &rng, seed);
        if (boards % 2)
            look_at_the_end(&s, &o, &rng, seed);
        bool reask = session_task(s.session)->reask;
        check(&s);
        oracle_checked(&o, s.session, reask);
        for (int c = 0; c < CELLS; c++)
            assert_int_equal(session_may_show(s.session, 0, c), !secret(&o, c));
        read_all(&s, &o, &rng, seed);
        look_at_the_end(&s, &o, &rng, seed);
        leave(&s, &o, &rng, reask);
    }
    assert_int_equal(s.screen, SCREEN_END);
    for (int c = 0; c < CELLS; c++)
        assert_false(o.again[c]);
    look_at_the_end(&s, &o, &rng, seed);
    stage_clear(&s);
}

static void nothing_is_told_in_odd_walks(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= WALKS; seed += 2)
        walk(seed);
}

static void nothing_is_told_in_even_walks(void **state)
{
    (void)state;
    for (uint64_t seed = 2; seed <= WALKS; seed += 2)
        walk(seed);
}

/* -- the end -- */

/* Nine cells of which three are wrong and one is open; asked again, those of the first board are right. */
static void play_to_the_end(struct stage *s, struct size size, const char *off)
{
    static const int layers[] = {OS, HOSTS, NETCTL};
    struct task task = line_of(azure, layers, 3);
    begin(s, size, azure, &task, 1);
    place_all(s, off);
    for (int boards = 0; s->session->phase != PHASE_OVER; boards++) {
        assert_in_range(boards, 0, 5);
        if (boards > 0)
            place_all(s, boards == 1 ? "0000" : "1111");
        check(s);
        int board = s->session->task;
        for (int i = 0; i < 10 && s->session->phase == PHASE_CHECKED && s->session->task == board; i++)
            stage_key(s, KEY_ENTER);
        stage_wait(s, NEW_SCREEN_MS);
    }
    stage_move(s, -1, -1);
    assert_int_equal(s->screen, SCREEN_END);
}

static void the_end_says_what_became_of_each(void **state)
{
    (void)state;
    for (int form = 0; form < FORMS; form++) {
        struct stage s;
        play_to_the_end(&s, (struct size){sizes[form].w, 2000, sizes[form].percent}, "10010-000");
        int later = 0, wrong_again = 0, mistakes = 0;
        for (int i = 0; i < s.session->n_tries; i++) {
            later += s.session->tries[i].again == AGAIN_RIGHT;
            wrong_again += s.session->tries[i].again == AGAIN_WRONG;
            mistakes += s.session->tries[i].verdict == VERDICT_WRONG || s.session->tries[i].verdict == VERDICT_OPEN;
        }
        assert_int_equal(mistakes, 3);
        assert_true(later > 0 && wrong_again > 0);
        assert_true(is_written(&s, "6 of 9 right at the first try"));
        assert_int_equal(times_written(&s, "right later"), later);
        assert_int_equal(times_written(&s, "wrong again"), wrong_again);
        assert_int_equal(times_written(&s, "right"), 0);
        assert_int_equal(times_written(&s, "You left it open."), 1);
        assert_int_equal(times_written(&s, "You said customer.") + times_written(&s, "You said shared.") +
                             times_written(&s, "You said Microsoft."),
                         2);
        for (int click = 0; click < 2 && form != SINGLE; click++) {
            click ? stage_click(&s, find(&s, "All answers", NULL)) : stage_key(&s, 'a');
            assert_int_equal(times_written(&s, "right"), 6);
            assert_int_equal(times_written(&s, "right later"), later);
            click ? stage_click(&s, find(&s, "Only the wrong ones", NULL)) : stage_key(&s, 'a');
            assert_int_equal(times_written(&s, "right"), 0);
        }
        stage_clear(&s);
    }
}

static void the_end_of_all_right_names_no_mistake(void **state)
{
    (void)state;
    for (int form = 0; form < FORMS; form++) {
        struct stage s;
        play_to_the_end(&s, sizes[form], "000000000");
        assert_true(is_written(&s, "9 of 9 right at the first try"));
        assert_true(is_written(&s, "Nothing was wrong."));
        assert_int_equal(
            times_written(&s, "right later") + times_written(&s, "wrong again") + times_written(&s, "wrong"), 0);
        stage_clear(&s);
    }
}

static void the_end_does_what_its_buttons_say(void **state)
{
    (void)state;
    static const struct {
        bool stopped;
        const char *label, *narrow;
        int key;
        enum end_action action;
    } cases[] = {{false, "Close", "Close", KEY_ENTER, END_CLOSE},
                 {false, "5 more minutes", "5 more min", 'm', END_MORE},
                 {true, "Close", "Close", KEY_ENTER, END_CLOSE},
                 {true, "Go on", "Go on", 'g', END_GO_ON},
                 {false, "Close", "Close", KEY_ESCAPE, END_CLOSE}};
    static const int layers[] = {OS, HOSTS, NETCTL};
    for (int form = 0; form < FORMS; form++)
        for (int i = 0; i < (int)(sizeof cases / sizeof *cases); i++)
            for (int click = 0; click < 2; click++) {
                struct stage s;
                if (cases[i].stopped) {
                    begin_rows(&s, form, azure, layers, 3);
                    stage_key(&s, KEY_ESCAPE);
                    stage_wait(&s, NEW_SCREEN_MS);
                } else {
                    play_to_the_end(&s, sizes[form], "000000000");
                }
                assert_int_equal(s.screen, SCREEN_END);
                assert_int_equal(s.end_action, END_NOTHING);
                assert_int_equal(stage_find(&s, "Go on", NULL) != NULL, cases[i].stopped);
                if (click)
                    stage_click(&s, find(&s, form == SINGLE ? cases[i].narrow : cases[i].label, NULL));
                else
                    stage_key(&s, cases[i].key);
                assert_int_equal(s.end_action, cases[i].action);
                stage_clear(&s);
            }
}

static void the_end_of_a_stopped_drill(void **state)
{
    (void)state;
    static const int layers[] = {OS, HOSTS};
    struct task tasks[] = {line_of(azure, layers, 2), stage_task(azure, IAAS, DATA, 3)};
    for (int form = 0; form < FORMS; form++) {
        struct stage s;
        begin(&s, (struct size){sizes[form].w, 2000, sizes[form].percent}, azure, tasks, 2);
        stage_key(&s, KEY_ESCAPE);
        stage_wait(&s, NEW_SCREEN_MS);
        assert_true(is_written(&s, "Stopped early: 0 of 9 answered"));
        assert_null(stage_find(&s, "All answers", NULL));
        assert_false(is_written(&s, "If you were asked ten of these tomorrow"));
        stage_clear(&s);
        begin(&s, (struct size){sizes[form].w, 2000, sizes[form].percent}, azure, tasks, 2);
        place_all(&s, "010000");
        check(&s);
        stage_key(&s, KEY_ESCAPE);
        stage_wait(&s, NEW_SCREEN_MS);
        assert_true(is_written(&s, "Stopped early: 6 of 9 answered"));
        assert_int_equal(times_written(&s, "wrong"), 1);
        stage_clear(&s);
    }
}

/* Two layers the wrong way round under one model; a slip is none. */
static void what_is_mixed_up_is_named(void **state)
{
    (void)state;
    static const int layers[] = {OS, HOSTS};
    const char *sentence = "You mix up Operating system and Physical hosts in IaaS.";
    assert_int_not_equal(azure->layers[OS].cells[IAAS].answer, azure->layers[HOSTS].cells[IAAS].answer);
    for (int slip = 0; slip < 2; slip++) {
        struct stage s;
        begin_rows(&s, TABLE, azure, layers, 2);
        place_all(&s, "000000");
        for (int at = 0; at < 6; at += 3) {
            choose(&s, at);
            stage_key(&s, '1' + right_zone(&s, 3 - at));
        }
        check(&s);
        if (slip)
            stage_key(&s, 'r');
        stage_key(&s, KEY_ESCAPE);
        stage_wait(&s, NEW_SCREEN_MS);
        assert_int_equal(is_written(&s, sentence), !slip);
        stage_clear(&s);
    }
}

/* -- the focus -- */

static bool has_ring(const struct stage *s, struct rect r)
{
    for (int i = 0; i < s->ui.draw.n; i++) {
        const struct draw_command *c = &s->ui.draw.commands[i];
        if (c->kind == DRAW_BOX && !c->colour && c->border == theme_light.ink && c->border_px == FOCUS_RING &&
            rect_has(r, c->r.x + c->r.w / 2, c->r.y + c->r.h / 2))
            return true;
    }
    return false;
}

/* Tab reaches every control that is not disabled; what has the focus is in view and has the ring. */
static void go_round(struct stage *s, const char *screen)
{
    bool reached[200] = {false};
    int enabled = 0, n = 0;
    for (int i = 0; i < s->ui.n_controls; i++)
        enabled += !s->ui.controls[i].disabled;
    for (int i = 0; i < 2 * enabled + 10; i++) {
        stage_key(s, KEY_TAB);
        const struct ui_control *c = stage_focused(s);
        assert_non_null(c);
        struct rect seen = rect_common(c->r, c->clip);
        if (seen.h < c->r.h - 2 * (FOCUS_GAP + FOCUS_RING) || seen.w < c->r.w || !has_ring(s, c->r))
            fail_msg("%s, %dx%d: '%s' has the focus at %d %d %d %d, and that is not seen", screen, s->in.width_px,
                     s->in.height_px, stage_label(s, c), c->r.x, c->r.y, c->r.w, c->r.h);
        int at = (int)(c - s->ui.controls);
        n += !reached[at];
        reached[at] = true;
    }
    assert_true(n >= enabled);
}

static void the_focus_goes_everywhere_and_is_seen(void **state)
{
    (void)state;
    static const int layers[] = {OS, HOSTS, NETCTL};
    for (int form = 0; form < FORMS; form++) {
        struct stage s;
        begin_rows(&s, form, azure, layers, 3);
        place_all(&s, "0?1-0----");
        go_round(&s, "line");
        choose(&s, n_cells(&s) - 1);
        check(&s);
        go_round(&s, "line checked");
        stage_key(&s, KEY_ESCAPE);
        stage_wait(&s, NEW_SCREEN_MS);
        go_round(&s, "end");
        stage_clear(&s);
    }
}

static int read_decks(void **state)
{
    (void)state;
    azure = stage_azure();
    rds = stage_read(SHAPES "/rds.yaml");
    return azure->n_layers != LAYERS || azure->n_models != MODELS || azure->n_zones != ZONES;
}

static int free_decks(void **state)
{
    (void)state;
    deck_free(azure);
    deck_free(rds);
    return 0;
}

int main(int n, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_ways_give_the_same),
        cmocka_unit_test(the_edge_is_a_shortcut_for_its_cells),
        cmocka_unit_test(a_drag_that_ends_nowhere_changes_nothing),
        cmocka_unit_test(half_a_drag_takes_no_keys),
        cmocka_unit_test(every_way_out_of_the_line_is_the_same),
        cmocka_unit_test(enter_goes_through_the_mistakes_and_on),
        cmocka_unit_test(a_row_slips_without_the_others),
        cmocka_unit_test(the_true_line_is_where_the_customers_part_ends),
        cmocka_unit_test(the_true_line_is_drawn_once),
        cmocka_unit_test(nothing_is_told_in_odd_walks),
        cmocka_unit_test(nothing_is_told_in_even_walks),
        cmocka_unit_test(the_end_says_what_became_of_each),
        cmocka_unit_test(the_end_of_all_right_names_no_mistake),
        cmocka_unit_test(the_end_does_what_its_buttons_say),
        cmocka_unit_test(the_end_of_a_stopped_drill),
        cmocka_unit_test(what_is_mixed_up_is_named),
        cmocka_unit_test(the_focus_goes_everywhere_and_is_seen),
    };
    if (n > 1 && arguments[1][0] == '-')
        cmocka_set_skip_filter(arguments[1] + 1);
    else if (n > 1)
        cmocka_set_test_filter(arguments[1]);
    return cmocka_run_group_tests(tests, read_decks, free_decks);
}
