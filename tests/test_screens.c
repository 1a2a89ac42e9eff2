/* screens: what a person does with pointer and keys, and what the screen shows for it, without a window. Nothing is
   asked of a screen but its list of controls and its display list. Run with the name of a test (or nothing*) for that
   one only, with a - before it for all others. */
#include "base/mem.h"
#include "base/rng.h"
#include "screens/reasons.h"
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

static const struct size {
    int w, h, percent;
} sizes[] = {{1280, 800, 100}, {800, 600, 100}, {800, 600, 200}}; /* one for each form of the board */
enum { FORMS = sizeof sizes / sizeof *sizes };

static struct deck *azure;

static void begin(struct stage *s, struct size size, const struct task *tasks, int n)
{
    stage_init(s, fixed_widths, size.w, size.h, size.percent);
    stage_drill(s, azure, tasks, n, NULL);
}

static const struct ui_control *find(const struct stage *s, const char *label, const struct ui_control *from)
{
    const struct ui_control *c = stage_find(s, label, from);
    if (!c)
        fail_msg("there is no control '%s'", label);
    return c;
}

static const struct ui_control *layer_control(const struct stage *s, int at)
{
    return find(s, azure->layers[s->session->board.cells[at].layer].name, NULL);
}

static const char *zone_name(int zone)
{
    return azure->zones[zone].name;
}

static const struct board_cell *cell(const struct stage *s, int at)
{
    return &s->session->board.cells[at];
}

/* -- three ways to place -- */

enum { PLACED = 6 };
static const struct {
    int zone;
    bool unsure;
} wanted[PLACED] = {{0, false}, {2, false}, {1, true}, {1, false}, {0, true}, {2, true}};

static void mark_by_click(struct stage *s, int at)
{
    const struct ui_control *end = stage_find(s, "not sure", layer_control(s, at));
    stage_click(s, end ? end : find(s, "Not sure", NULL));
}

static void by_drag(struct stage *s, int at)
{
    stage_drag(s, layer_control(s, at), find(s, zone_name(wanted[at].zone), NULL));
    if (wanted[at].unsure)
        mark_by_click(s, at);
}

static void by_clicks_on_zones(struct stage *s, int at)
{
    stage_click(s, layer_control(s, at));
    stage_click(s, find(s, zone_name(wanted[at].zone), NULL));
    if (wanted[at].unsure)
        mark_by_click(s, at);
}

/* Turns the wheel over the list until the layer can be seen. */
static void bring(struct stage *s, int at)
{
    for (int i = 0; i < PLACED; i++) {
        const struct ui_control *c = layer_control(s, at);
        if (!rect_empty(rect_common(c->r, c->clip)))
            return;
        stage_move(s, s->in.width_px / 2, s->in.height_px / 2);
        s->in.wheel = 1;
        stage_frame(s);
    }
}

static void by_clicks_in_rows(struct stage *s, int at)
{
    bring(s, at);
    stage_click(s, find(s, zone_name(wanted[at].zone), layer_control(s, at)));
    if (wanted[at].unsure)
        mark_by_click(s, at);
}

static void by_clicks_one_at_a_time(struct stage *s, int at)
{
    stage_click(s, find(s, zone_name(wanted[at].zone), NULL));
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

/* Arrows, and the mark as a key of its own. */
static void by_keys_with_arrows(struct stage *s, int at)
{
    bool zones = s->in.width_px == sizes[0].w;
    stage_key(s, '1' + wanted[at].zone);
    if (wanted[at].unsure) {
        for (int i = 0; zones && i < ZONES && cell(s, s->board.chosen)->zone != wanted[at].zone; i++)
            stage_key(s, KEY_RIGHT);
        for (int i = 0; i < PLACED && s->board.chosen != at; i++)
            stage_key(s, zones ? KEY_DOWN : KEY_UP);
        assert_int_equal(s->board.chosen, at);
        stage_typed(s, '?');
    }
    for (int i = 0; zones && i < ZONES && cell(s, s->board.chosen)->zone != BOARD_OPEN; i++)
        stage_key(s, KEY_LEFT);
    for (int i = 0; i < PLACED && at + 1 < PLACED && s->board.chosen != at + 1; i++)
        stage_key(s, zones ? KEY_UP : KEY_DOWN);
}

static void three_ways_give_the_same(void **state)
{
    (void)state;
    typedef void way(struct stage *, int);
    static way *const ways[FORMS][5] = {{by_drag, by_clicks_on_zones, by_keys, by_keys_with_arrows},
                                        {by_clicks_in_rows, by_keys, by_keys_with_arrows},
                                        {by_clicks_one_at_a_time, by_keys, by_keys_with_arrows}};
    struct task task = stage_task(azure, IAAS, 0, PLACED);
    for (int form = 0; form < FORMS; form++)
        for (int w = 0; ways[form][w]; w++) {
            struct stage s;
            begin(&s, sizes[form], &task, 1);
            for (int at = 0; at < PLACED; at++)
                ways[form][w](&s, at);
            for (int at = 0; at < PLACED; at++)
                if (cell(&s, at)->zone != wanted[at].zone || cell(&s, at)->unsure != wanted[at].unsure)
                    fail_msg("form %d, way %d, layer %d: zone %d%s, wanted %d%s", form, w, at, cell(&s, at)->zone,
                             cell(&s, at)->unsure ? " not sure" : "", wanted[at].zone,
                             wanted[at].unsure ? " not sure" : "");
            assert_int_equal(board_open_count(&s.session->board), 0);
            assert_string_equal(stage_label(&s, &s.ui.controls[s.ui.n_controls - 1]), "Check");
            stage_clear(&s);
        }
}

/* -- dragging -- */

static void lift(struct stage *s, int at)
{
    const struct rect r = layer_control(s, at)->r;
    stage_press(s, r.x + 30, r.y + 20);
    stage_move(s, r.x + 60, r.y + 60);
    assert_int_equal(s->board.drag, at);
}

static void a_drag_that_ends_nowhere_changes_nothing(void **state)
{
    (void)state;
    struct task task = stage_task(azure, IAAS, 0, PLACED);
    for (int how = 0; how < 4; how++) {
        struct stage s;
        begin(&s, sizes[0], &task, 1);
        stage_key(&s, '2'); /* the first lies in a zone */
        int steps = s.session->n_steps;
        lift(&s, how < 2 ? 0 : 1);
        const struct rect zone = find(&s, zone_name(PROVIDER), NULL)->r;
        if (how > 0) /* from over a zone: Escape, the window loses the pointer; else a drop on the top bar */
            stage_move(&s, zone.x + 30, zone.y + zone.h - 30);
        else
            stage_move(&s, 700, 10);
        if (how == 1)
            stage_key(&s, KEY_ESCAPE);
        if (how == 2)
            s.in.cancelled = true, s.in.down = false, stage_frame(&s);
        if (how == 3)
            s.in.down = false, stage_frame(&s); /* a release that got lost */
        stage_release(&s);
        assert_int_equal(s.screen, SCREEN_BOARD);
        assert_int_equal(s.board.drag, -1);
        assert_int_equal(s.session->n_steps, steps);
        assert_int_equal(cell(&s, 0)->zone, SHARED);
        assert_int_equal(cell(&s, 1)->zone, BOARD_OPEN);
        stage_clear(&s);
    }
}

static void a_small_move_is_still_a_click(void **state)
{
    (void)state;
    struct task task = stage_task(azure, IAAS, 0, PLACED);
    struct stage s;
    begin(&s, sizes[0], &task, 1);
    const struct rect r = layer_control(&s, 3)->r;
    stage_press(&s, r.x + 30, r.y + 20);
    stage_move(&s, r.x + 30 + DRAG_PX - 2, r.y + 20);
    stage_release(&s);
    assert_int_equal(s.board.drag, -1);
    assert_int_equal(s.board.chosen, 3);
    assert_int_equal(s.session->n_steps, 0);
    stage_clear(&s);
}

static void half_a_drag_takes_no_keys(void **state)
{
    (void)state;
    struct task task = stage_task(azure, IAAS, 0, PLACED);
    struct stage s;
    begin(&s, sizes[0], &task, 1);
    lift(&s, 0);
    static const int keys[] = {'1', KEY_ENTER, KEY_BACKSPACE, KEY_DOWN};
    for (int i = 0; i < 4; i++)
        stage_key(&s, keys[i]);
    assert_int_equal(s.session->n_steps, 0);
    assert_int_equal(s.board.drag, 0);
    stage_clear(&s);
}

static void taking_back_has_its_ways(void **state)
{
    (void)state;
    struct task task = stage_task(azure, IAAS, 0, PLACED);
    for (int form = 0; form < FORMS; form++)
        for (int way = 0; way < 3; way++) {
            struct stage s;
            begin(&s, sizes[form], &task, 1);
            stage_key(&s, '3');
            stage_key(&s, form < 2 ? KEY_RIGHT : KEY_UP); /* back to it; in the single form it stayed */
            if (form == 1)
                stage_key(&s, KEY_UP), stage_key(&s, KEY_UP);
            while (form == 0 && s.board.chosen != 0)
                stage_key(&s, KEY_RIGHT);
            assert_int_equal(s.board.chosen, 0);
            if (way == 0)
                stage_key(&s, KEY_BACKSPACE);
            else if (way == 1)
                s.in.ctrl = true, stage_key(&s, 'z');
            else if (form == 0)
                lift(&s, 0), stage_move(&s, 100, 500), stage_release(&s);
            else if (form == 2)
                stage_click(&s, find(&s, "Don't know", NULL));
            else
                stage_click(&s, find(&s, "Undo", NULL));
            assert_int_equal(board_open_count(&s.session->board), PLACED);
            assert_int_equal(s.board.chosen, 0);
            stage_clear(&s);
        }
}

/* -- the course of a drill -- */

/* Goes to the last layer where one is shown at a time, and checks. */
static void check(struct stage *s)
{
    stage_wait(s, NEW_SCREEN_MS);
    stage_key(s, KEY_END);
    stage_key(s, KEY_ENTER);
    if (board_open_count(&s->session->board) == s->session->board.n_cells)
        stage_key(s, KEY_ENTER); /* with nothing placed it asks first */
    assert_int_equal(s->screen, SCREEN_CHECKED);
    stage_frame(s);
    stage_wait(s, NEW_SCREEN_MS);
}

/* A double click on Start must not show, and count, every answer. */
static void an_empty_board_is_asked_about_first(void **state)
{
    (void)state;
    struct task task = stage_task(azure, IAAS, 0, 4);
    for (int form = 0; form < FORMS; form++) {
        struct stage s;
        begin(&s, sizes[form], &task, 1);
        stage_wait(&s, NEW_SCREEN_MS);
        stage_key(&s, KEY_END);
        stage_key(&s, KEY_ENTER);
        assert_int_equal(s.screen, SCREEN_BOARD);
        assert_int_equal(s.session->phase, PHASE_PLACING);
        assert_non_null(stage_find(&s, "Show all answers", NULL));
        stage_key(&s, '1');
        assert_null(stage_find(&s, "Show all answers", NULL)); /* a move takes the question back */
        stage_key(&s, KEY_BACKSPACE);
        stage_key(&s, KEY_END);
        stage_key(&s, KEY_ENTER);
        stage_key(&s, KEY_ENTER);
        assert_int_equal(s.screen, SCREEN_CHECKED);
        stage_clear(&s);
    }
}

static void a_drill_goes_on_where_it_was_left(void **state)
{
    (void)state;
    struct task task = stage_task(azure, IAAS, 0, 6);
    for (int form = 0; form < FORMS; form++) {
        struct stage s;
        begin(&s, sizes[form], &task, 1);
        session_apply(s.session, (struct move){MOVE_PLACE, 0, 1}, s.in.moment);
        session_apply(s.session, (struct move){MOVE_PLACE, 1, 1}, s.in.moment);
        board_view_reset(&s.board);
        s.ui.focus = 0;
        stage_frame(&s);
        assert_int_equal(s.board.chosen, 2);
        stage_key(&s, '1');
        assert_int_equal(s.session->board.cells[2].zone, 0);
        stage_clear(&s);
    }
}

static void enter_goes_through_the_mistakes_and_on(void **state)
{
    (void)state;
    struct task tasks[] = {stage_task(azure, IAAS, 0, 6), stage_task(azure, SAAS, 0, 2)};
    for (int form = 0; form < FORMS; form++) {
        struct stage s;
        begin(&s, sizes[form], tasks, 2);
        static const char keys[6] = {'1', '2', '1',
                                     '1', 0,   '1'}; /* data, devices, accounts, directory, apps, netctl in IaaS */
        bool wrong[6] = {false};
        int n = 0;
        for (int at = 0; at < 6; at++) {
            if (keys[at])
                stage_key(&s, keys[at]);
            if (stage_find(&s, "Next", NULL))
                stage_key(&s, KEY_ENTER);
        }
        check(&s);
        for (int at = 0; at < 6; at++) {
            wrong[at] =
                s.session->answers[at].verdict == VERDICT_WRONG || s.session->answers[at].verdict == VERDICT_OPEN;
            n += wrong[at];
        }
        assert_in_range(n, 2, 5);
        for (int i = 0; i < n; i++) { /* each of them once */
            assert_int_equal(s.screen, SCREEN_CHECKED);
            assert_true(wrong[s.checked.chosen]);
            wrong[s.checked.chosen] = false;
            stage_key(&s, KEY_ENTER);
        }
        assert_int_equal(s.screen, SCREEN_BOARD);
        assert_int_equal(s.session->task, 1);
        stage_key(&s, KEY_ENTER); /* a key that is still held does not check the new board */
        stage_key(&s, KEY_ENTER);
        assert_int_equal(s.screen, SCREEN_BOARD);
        assert_int_equal(s.session->phase, PHASE_PLACING);
        stage_clear(&s);
    }
}

static void the_source_opens_and_escape_leaves(void **state)
{
    (void)state;
    struct task task = stage_task(azure, IAAS, 0, 4);
    for (int form = 0; form < FORMS; form++) {
        struct stage s;
        begin(&s, sizes[form], &task, 1);
        check(&s);
        stage_key(&s, 'o');
        assert_non_null(s.ui.open_url);
        assert_string_equal(s.ui.open_url, azure->sources[azure->layers[s.checked.chosen].source].url);
        stage_key(&s, KEY_ESCAPE);
        assert_int_equal(s.screen, SCREEN_END);
        assert_int_equal(s.session->phase, PHASE_CHECKED);
        stage_clear(&s);
    }
}

static void a_slip_goes_on_without_the_answers(void **state)
{
    (void)state;
    struct task tasks[] = {stage_task(azure, IAAS, 0, 4), stage_task(azure, SAAS, 0, 4)};
    for (int form = 0; form < FORMS; form++)
        for (int way = 0; way < 2; way++) {
            struct stage s;
            begin(&s, sizes[form], tasks, 2);
            check(&s);
            if (way)
                stage_click(&s, find(&s, "I slipped, all 4", NULL));
            else
                s.in.ctrl = true, stage_key(&s, 'z');
            assert_int_equal(s.screen, SCREEN_BOARD);
            assert_int_equal(s.session->answered, 0);
            assert_int_equal(s.session->n_tasks, 2);
            stage_clear(&s);
        }
}

static const char *status(struct stage *s, int left_ms)
{
    static char text[160];
    for (int kind = 0; kind < 3; kind++)
        s->facts.ms[kind] = left_ms;
    return drill_status(s->session, &s->facts, text, sizeof text);
}

/* Before Check nothing counts as answered; minutes are never none. */
static void the_head_says_how_far_one_is(void **state)
{
    (void)state;
    struct task tasks[] = {stage_task(azure, IAAS, 0, 4), stage_task(azure, SAAS, 0, 4)};
    struct stage s;
    begin(&s, sizes[0], tasks, 2);
    assert_string_equal(status(&s, 15000), "0 of 8 answered \xc2\xb7 about 2 minutes left");
    stage_key(&s, '1');
    assert_string_equal(status(&s, 7500), "0 of 8 answered, 1 placed \xc2\xb7 about 1 minute left");
    assert_string_equal(status(&s, 7000), "0 of 8 answered, 1 placed \xc2\xb7 less than a minute left");
    check(&s);
    assert_string_equal(status(&s, 15000), "4 of 8 answered \xc2\xb7 about 2 minutes left");
    stage_clear(&s);
    begin(&s, sizes[0], tasks, 1);
    stage_key(&s, '1');
    assert_string_equal(status(&s, 15000), "1 of 4 placed \xc2\xb7 about 1 minute left");
    check(&s);
    s.session->n_tasks = 1; /* nothing is asked again */
    assert_string_equal(status(&s, 15000), "4 of 4 answered");
    stage_clear(&s);
}

/* What another edition says: the point is given, and the panel says what becomes of it. */
static void where_sources_differ_it_says_what_that_counts(void **state)
{
    (void)state;
    struct task task = stage_task(azure, IAAS, 5, 4);
    for (int practice = 0; practice < 2; practice++) {
        struct reasons reasons;
        struct stage s;
        begin(&s, sizes[0], &task, 1);
        s.session->practice = practice;
        int at = 0;
        while (azure->layers[cell(&s, at)->layer].cells[IAAS].differs[SHARED] == NULL)
            at++;
        session_apply(s.session, (struct move){MOVE_PLACE, at, SHARED}, s.in.moment);
        check(&s);
        reasons_of(&reasons, s.session, azure, at, &s.facts);
        assert_string_equal(reasons.sections[0].head, "Who says so");
        assert_string_equal(reasons.sections[1].head, "What it counts");
        assert_int_equal(strstr(reasons.sections[1].text, "comes back until") != NULL, !practice);
        s.session->slipped[at] = true;
        reasons_of(&reasons, s.session, azure, at, &s.facts);
        assert_string_equal(reasons.said, "Taken back: you said shared");
        assert_string_equal(reasons.sections[1].head, "What decides it");
        stage_clear(&s);
    }
}

static void home_does_what_its_buttons_say(void **state)
{
    (void)state;
    static const struct {
        int to_answer, open_left;
        const char *label;
        int key;
        enum home_action action;
        bool all; /* in the list of decks */
    } cases[] = {
        {20, 0, "Start, 4 minutes", KEY_ENTER, HOME_START, false},
        {20, 0, "Only 3 minutes", 'm', HOME_SHORT, false},
        {20, 7, "Go on, 7 left", KEY_ENTER, HOME_GO_ON, false},
        {20, 7, "Start anew", 'n', HOME_START, false},
        {0, 7, "Go on, 7 left", KEY_ENTER, HOME_GO_ON, false},
        {0, 0, "Close", KEY_ENTER, HOME_QUIT, false},
        {20, 0, "Explore", 'x', HOME_EXPLORE, false},
        {20, 0, "Progress", 'p', HOME_PROGRESS, false},
        {20, 0, "Settings", 's', HOME_SETTINGS, false},
        {20, 0, "Practice exam", 'e', HOME_EXAM, false},
        {20, 0, "Timed round", 't', HOME_ROUND, false},
        {20, 0, "Timed round", 'r', HOME_ROUND, false},
        {20, 0, "How the line moves", 'l', HOME_MOVES, false},
        {20, 0, "Choose", 'c', HOME_CHOOSE_GOAL, false},
        {20, 0, "Keep all decks", 'k', HOME_KEEP_ALL, false},
        {20, 0, "Drill only this", KEY_ENTER, HOME_DRILL, true},
        {20, 0, "Out of the plan", 'i', HOME_SWITCH, true},
    };
    const struct home_deck row = {
        .title = "Azure", .language = "English", .exams = "", .file = "azure.yaml", .planned = true};
    for (int i = 0; i < (int)(sizeof cases / sizeof *cases); i++)
        for (int click = 0; click < 2; click++) {
            struct stage s;
            stage_init(&s, fixed_widths, 1280, 800, 100);
            s.screen = SCREEN_HOME;
            s.home_facts.decks = &row;
            s.home_facts.n_decks = s.home_facts.n_planned = 1;
            s.home_facts.rounds = s.home_facts.exams = s.home_facts.moves = s.home_facts.ask_goal = true;
            s.home_facts.to_answer = cases[i].to_answer;
            s.home_facts.minutes = 4;
            s.home.all = cases[i].all;
            s.home_facts.open_left = cases[i].open_left;
            stage_frame(&s);
            stage_wait(&s, NEW_SCREEN_MS);
            assert_int_equal(s.action, HOME_NOTHING);
            if (click)
                stage_click(&s, find(&s, cases[i].label, NULL));
            else
                stage_key(&s, cases[i].key);
            assert_int_equal(s.action, cases[i].action);
            stage_clear(&s);
        }
}

/* Tab reaches every control that is not disabled, and what has the focus is in view. */
static void the_focus_goes_everywhere_and_is_seen(void **state)
{
    (void)state;
    struct task task = stage_task(azure, IAAS, 0, 10);
    for (int form = 0; form < FORMS; form++)
        for (int checked = 0; checked < 2; checked++) {
            struct stage s;
            begin(&s, sizes[form], &task, 1);
            for (int i = 0; i < 8; i++) {
                stage_key(&s, form == 0 ? '2' : '1' + i % 3);
                if (stage_find(&s, "Next", NULL))
                    stage_key(&s, KEY_ENTER);
            }
            if (checked)
                check(&s);
            int first = s.ui.focus, n = 0, enabled = 0;
            for (int i = 0; i < s.ui.n_controls; i++)
                enabled += !s.ui.controls[i].disabled;
            do {
                stage_key(&s, KEY_TAB);
                if (!first || !stage_focused(&s))
                    first = s.ui.focus;
                const struct ui_control *c = stage_focused(&s);
                assert_non_null(c);
                struct rect seen = rect_common(c->r, c->clip);
                if (seen.h < c->r.h - 2 * (FOCUS_GAP + FOCUS_RING) || seen.w < c->r.w)
                    fail_msg(
                        "%dx%d at %d %%, %s: '%s' has the focus and lies at %d %d %d %d, of which %d %d %d %d is seen",
                        s.in.width_px, s.in.height_px, s.in.text_percent, checked ? "checked" : "board",
                        stage_label(&s, c), c->r.x, c->r.y, c->r.w, c->r.h, seen.x, seen.y, seen.w, seen.h);
                n++;
            } while (n < 200 && n < 2 * enabled);
            stage_clear(&s);
        }
}

/* -- nothing is told before it is answered -- */

enum { LAYERS = 10, MODELS = 4, WALKS = 200, CELLS = LAYERS * MODELS };

/* Which cells may not be known, kept from the plan and the answers alone. */
struct oracle {
    bool planned[CELLS], said[CELLS], again[CELLS], hidden[CELLS], here[CELLS];
};

static bool secret(const struct oracle *o, int c)
{
    return deck_asks(azure, c / MODELS, c % MODELS) && !o->here[c] &&
           ((o->planned[c] && !o->said[c]) || o->again[c] || (o->hidden[c] && !o->said[c]));
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
            !reask && (placed->zone == BOARD_OPEN || (placed->zone != right->answer && !right->differs[placed->zone]));
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

/* Two boards of each model, of different layers; of these at least four, in any order. */
static int random_plan(struct rng *rng, struct task *tasks, struct oracle *o)
{
    int order[] = {0, 1, 2, 3, 4, 5}, n = 4 + rng_below(rng, 2);
    struct task all[6];
    for (int model = IAAS; model <= SAAS; model++) {
        int layers[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        shuffle(rng, layers, LAYERS);
        for (int half = 0; half < 2; half++) {
            struct task *task = &all[(model - IAAS) * 2 + half];
            *task = stage_task(azure, model, 0, 2 + rng_below(rng, 3));
            for (int i = 0; i < task->n_items; i++)
                task->items[i] = deck_item_of_cell(azure, layers[half * 5 + i], model);
        }
    }
    shuffle(rng, order, 6);
    memset(o, 0, sizeof *o);
    for (int t = 0; t < n; t++) {
        tasks[t] = all[order[t]];
        for (int i = 0; i < tasks[t].n_items; i++)
            o->planned[tasks[t].items[i]] = true;
    }
    for (int c = 0; c < CELLS; c++)
        o->hidden[c] = rng_below(rng, 3) == 0;
    return n;
}

/* The frame is drawn once more over a deck in which the cells that `which` says have another answer and other reasons.
   The picture must stay as it is, to the last word and colour. */
static void assert_same_whatever_is_right(struct stage *s, const struct oracle *o, struct rng *rng, uint64_t seed)
{
    static struct deck_cell kept[CELLS];
    char *before = stage_dump(s);
    for (int c = 0; c < CELLS; c++) {
        struct deck_cell *d = &azure->layers[c / MODELS].cells[c % MODELS];
        kept[c] = *d;
        if (o && !secret(o, c))
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
        fail_msg("seed %d, task %d: the %s tells what is still asked\n%s---- and with other answers\n%s", (int)seed,
                 s->session->task, s->screen == SCREEN_BOARD ? "board" : "checked board", before, after);
    free(before);
    free(after);
}

static const struct draw_command *text_after(const struct draw_list *list, int from, const char *text)
{
    for (int i = from; i < list->n; i++)
        if (list->commands[i].kind == DRAW_TEXT && strcmp(draw_text_of(list, &list->commands[i]), text) == 0)
            return &list->commands[i];
    fail_msg("the text '%s' is not on the screen", text);
    return NULL;
}

/* "The same layer elsewhere", found by position: below the name of each model a box, and in it a word or a sign. */
static void check_elsewhere(const struct stage *s, const struct oracle *o, int layer, uint64_t seed)
{
    const struct draw_list *list = &s->ui.draw;
    int from = (int)(text_after(list, 0, "The same layer elsewhere") - list->commands);
    for (int model = 0; model < MODELS; model++) {
        int c = layer * MODELS + model, answer = azure->layers[layer].cells[model].answer;
        const struct draw_command *head = text_after(list, from, deck_model_short(azure, model)), *box = head + 1,
                                  *in = head + 2;
        assert_int_equal(box->kind, DRAW_BOX);
        assert_true(box->r.y >= head->r.y + head->r.h);
        assert_in_range(head->r.x + head->r.w / 2 - box->r.x, 0, box->r.w);
        assert_in_range(in->r.x + in->r.w / 2 - box->r.x, 0, box->r.w);
        assert_in_range(in->r.y + in->r.h / 2 - box->r.y, 0, box->r.h);
        const char *word = in->kind == DRAW_TEXT ? draw_text_of(list, in) : "";
        bool shown = in->kind == DRAW_SIGN || strcmp(word, "later") != 0;
        if (shown == secret(o, c))
            fail_msg("seed %d, task %d: %s of %s is %s", (int)seed, s->session->task, azure->models[model].name,
                     azure->layers[layer].name, shown ? "told" : "kept back");
        assert_int_equal(session_may_show(s->session, 0, c), shown);
        if (!shown)
            assert_int_equal(box->colour, theme_light.surface);
        else if (in->kind == DRAW_SIGN)
            assert_int_equal(in->sign, azure->zones[answer].look);
        else
            assert_string_equal(word, zone_name(answer));
    }
}

/* Besides signs of heads, the answer and the row of models, nothing has the sign of a zone. */
static int zone_signs(const struct stage *s)
{
    int n = 0;
    for (int i = 0; i < s->ui.draw.n; i++)
        n += s->ui.draw.commands[i].kind == DRAW_SIGN && s->ui.draw.commands[i].sign <= SIGN_SIXTH;
    return n;
}

static int zone_names(const struct stage *s)
{
    int n = 0;
    for (int i = 0; i < s->ui.draw.n; i++)
        for (int zone = 0; zone < ZONES && s->ui.draw.commands[i].kind == DRAW_TEXT; zone++)
            n += strcmp(draw_text_of(&s->ui.draw, &s->ui.draw.commands[i]), zone_name(zone)) == 0;
    return n;
}

static void place_anything(struct stage *s, struct rng *rng, uint64_t seed)
{
    static const int keys[] = {'1', '2', '3', '1', '2', '3', KEY_DOWN, KEY_UP, KEY_LEFT, KEY_RIGHT, KEY_BACKSPACE};
    int n = s->session->board.n_cells, heads = s->in.width_px == sizes[0].w ? ZONES
                                               : s->in.text_percent == 100  ? ZONES * n
                                                                            : ZONES;
    for (int i = 0; i <= n; i++) {
        int key = rng_below(rng, sizeof keys / sizeof *keys + 2) - 2;
        if (key == -2)
            stage_typed(s, '?');
        else if (key == -1)
            s->in.ctrl = true, stage_key(s, 'z');
        else if (rng_below(rng, 4) == 0)
            stage_shift_key(s, keys[key]);
        else
            stage_key(s, keys[key]);
        assert_int_equal(zone_names(s), heads);
        assert_int_equal(zone_signs(s), heads);
    }
    stage_frame(s);
    assert_same_whatever_is_right(s, NULL, rng, seed);
}

/* Looks at every answer of the checked board, with the arrows. */
static void read_all(struct stage *s, const struct oracle *o, struct rng *rng, uint64_t seed)
{
    bool read[BOARD_CELLS_MAX] = {false};
    int n = s->session->board.n_cells;
    for (int before = -1; before != s->checked.chosen;) {
        before = s->checked.chosen;
        stage_key(s, KEY_UP);
    }
    for (int i = 0; i < n; i++) {
        int at = s->checked.chosen;
        assert_false(read[at]);
        read[at] = true;
        check_elsewhere(s, o, cell(s, at)->layer, seed);
        assert_same_whatever_is_right(s, o, rng, seed);
        stage_key(s, i % 2 ? KEY_RIGHT : KEY_DOWN);
    }
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
    s.once = true;
    for (int boards = 0; s.session->phase != PHASE_OVER; boards++) {
        assert_in_range(boards, 0, 30);
        assert_int_equal(s.screen, SCREEN_BOARD);
        place_anything(&s, &rng, seed);
        bool reask = session_task(s.session)->reask;
        check(&s);
        oracle_checked(&o, s.session, reask);
        for (int c = 0; c < CELLS; c++)
            assert_int_equal(session_may_show(s.session, 0, c), !secret(&o, c));
        read_all(&s, &o, &rng, seed);
        int task = s.session->task;
        if (rng_below(&rng, 8) == 0) {
            s.in.ctrl = true;
            stage_key(&s, 'z');
            for (int c = 0; c < CELLS && !reask; c++)
                o.again[c] = o.again[c] && !o.here[c];
        }
        for (int i = 0; s.session->phase == PHASE_CHECKED && s.session->task == task; i++) {
            assert_in_range(i, 0, BOARD_CELLS_MAX);
            stage_key(&s, KEY_ENTER);
        }
    }
    assert_int_equal(s.screen, SCREEN_END);
    for (int c = 0; c < CELLS; c++)
        assert_false(o.again[c]);
    stage_clear(&s);
}

/* Whatever the form, and whatever the buttons beside it say meanwhile. */
static void stop_is_shown_and_undo_stays(void **state)
{
    (void)state;
    for (int form = 0; form < 3; form++) {
        struct stage s;
        struct task task = stage_task(azure, IAAS, 0, PLACED);
        begin(&s, sizes[form], &task, 1);
        stage_frame(&s);
        int x = find(&s, "Undo", NULL)->r.x;
        for (int at = 0; form < 2 && at < s.session->board.n_cells; at++)
            session_apply(s.session, (struct move){MOVE_PLACE, at, 0}, s.in.moment);
        stage_frame(&s);
        assert_int_equal(find(&s, "Undo", NULL)->r.x, x);
        stage_wait(&s, NEW_SCREEN_MS);
        stage_click(&s, find(&s, "Stop", NULL));
        assert_int_equal(s.screen, SCREEN_END);
        stage_clear(&s);
    }
}

static void nothing_is_told_before_it_is_answered(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= WALKS; seed++)
        walk(seed);
}

static int read_deck(void **state)
{
    (void)state;
    azure = stage_azure();
    return azure->n_layers != LAYERS || azure->n_models != MODELS || azure->n_zones != ZONES;
}

static int free_deck(void **state)
{
    (void)state;
    deck_free(azure);
    return 0;
}

int main(int n, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_ways_give_the_same),
        cmocka_unit_test(a_drag_that_ends_nowhere_changes_nothing),
        cmocka_unit_test(a_small_move_is_still_a_click),
        cmocka_unit_test(half_a_drag_takes_no_keys),
        cmocka_unit_test(taking_back_has_its_ways),
        cmocka_unit_test(an_empty_board_is_asked_about_first),
        cmocka_unit_test(a_drill_goes_on_where_it_was_left),
        cmocka_unit_test(enter_goes_through_the_mistakes_and_on),
        cmocka_unit_test(the_source_opens_and_escape_leaves),
        cmocka_unit_test(a_slip_goes_on_without_the_answers),
        cmocka_unit_test(the_head_says_how_far_one_is),
        cmocka_unit_test(where_sources_differ_it_says_what_that_counts),
        cmocka_unit_test(home_does_what_its_buttons_say),
        cmocka_unit_test(the_focus_goes_everywhere_and_is_seen),
        cmocka_unit_test(stop_is_shown_and_undo_stays),
        cmocka_unit_test(nothing_is_told_before_it_is_answered),
    };
    if (n > 1 && arguments[1][0] == '-')
        cmocka_set_skip_filter(arguments[1] + 1);
    else if (n > 1)
        cmocka_set_test_filter(arguments[1]);
    return cmocka_run_group_tests(tests, read_deck, free_deck);
}
