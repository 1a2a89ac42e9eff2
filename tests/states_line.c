/* The line across the models, before and after Check, and the end of a session. */
#include "states.h"

#include <assert.h>
#include <stdio.h>

enum { IDINFRA = 3, APPS, NETCTL, OS, HOSTS, ACCOUNTS = 2, SHARED = 1 };

static const int pictured[] = {OS, HOSTS, NETCTL, ACCOUNTS, IDINFRA, APPS};

static void begin(struct stage *s, const char *name, int n)
{
    const struct deck *deck = states_deck(name);
    struct task task = {.kind = TASK_LINE, .model = -1};
    for (int i = 0; i < n; i++)
        for (int model = 0; model < deck->n_models; model++)
            if (deck_asks(deck, pictured[i], model))
                task.items[task.n_items++] = deck_item_of_cell(deck, pictured[i], model);
    stage_drill(s, deck, &task, 1, NULL);
}

static int right_zone(const struct stage *s, int at)
{
    const struct board_cell *cell = &s->session->board.cells[at];
    return s->session->decks[0]->layers[cell->layer].cells[cell->model].answer;
}

/* off[at] is added to the right zone; '-' stays open, '?' is right and not sure. */
static void place(struct stage *s, const char *off)
{
    for (int at = 0; at < s->session->board.n_cells; at++) {
        int by = off[at] == '?' ? 0 : off[at] - '0', zone = (right_zone(s, at) + by) % s->session->board.n_zones;
        struct move move = {off[at] == '?' ? MOVE_PLACE_UNSURE : MOVE_PLACE, at, zone};
        if (off[at] != '-')
            session_apply(s->session, move, s->in.moment);
    }
    stage_frame(s);
}

/* -- placing -- */

static bool empty(struct stage *s, int which)
{
    (void)which;
    begin(s, "azure", 6);
    return true;
}

static bool half(struct stage *s, int which)
{
    begin(s, which ? "azure.nl" : "azure", 6);
    place(s, "00?111-2---0------");
    states_choose(s, 6);
    return true;
}

static struct rect cell_rect(const struct stage *s, int at)
{
    char label[200];
    const struct deck *deck = s->session->decks[0];
    const struct board_cell *cell = &s->session->board.cells[at];
    snprintf(label, sizeof label, "%s in %s", deck->layers[cell->layer].name, deck->models[cell->model].name);
    const struct ui_control *c = stage_find(s, label, NULL);
    assert(c);
    return c->r;
}

static bool edge_dragged(struct stage *s, int which)
{
    (void)which;
    half(s, 0);
    const struct ui_control *edge = stage_find(s, "Edge of Network controls", NULL);
    if (!edge)
        return false;
    const struct rect r = edge->r, to = cell_rect(s, 7);
    stage_press(s, r.x + r.w / 2, r.y + r.h / 2);
    stage_move(s, to.x + to.w / 2 + 20, to.y + 20);
    return true;
}

static bool zone_dragged(struct stage *s, int which)
{
    (void)which;
    half(s, 0);
    if (!stage_find(s, "Edge of Network controls", NULL))
        return false;
    const struct rect zone = stage_find(s, s->session->decks[0]->zones[SHARED].name, NULL)->r, cell = cell_rect(s, 10);
    stage_press(s, zone.x + 40, zone.y + 20);
    stage_move(s, cell.x + cell.w / 2, cell.y + cell.h / 2);
    return true;
}

const struct state states_line[] = {{"line-empty", empty, 0},
                                    {"line-half", half, 0},
                                    {"line-dutch", half, 1},
                                    {"line-edge-dragged", edge_dragged, 0},
                                    {"line-zone-dragged", zone_dragged, 0},
                                    {NULL, NULL, 0}};

/* -- checked -- */

enum { SLIPPED = 100, DUTCH = 200 };

static bool checked(struct stage *s, int which)
{
    begin(s, which & DUTCH ? "azure.nl" : "azure", 6);
    place(s, "01?200-00000-00000");
    states_choose(s, 7); /* network controls in PaaS, where sources differ */
    stage_key(s, '3');
    states_check(s);
    s->checked.chosen = which % SLIPPED;
    s->checked.bring = true;
    s->checked.panel.offset_px = 0;
    s->ui.focus = 0;
    stage_frame(s);
    if (which / SLIPPED == 1)
        stage_key(s, 'r');
    return true;
}

const struct state states_line_checked[] = {{"line-checked-wrong", checked, 1},
                                            {"line-checked-right", checked, 2},
                                            {"line-checked-open", checked, 6},
                                            {"line-checked-differs", checked, 7},
                                            {"line-checked-slipped", checked, SLIPPED + 1},
                                            {"line-checked-dutch", checked, DUTCH + 1},
                                            {NULL, NULL, 0}};

/* -- the end -- */

enum { SOME_WRONG, ALL_ANSWERS, ALL_RIGHT, NOT_SAVED };

/* Nine cells; asked again, those of the first board are right. */
static bool end(struct stage *s, int which)
{
    begin(s, "azure", 3);
    place(s, which == ALL_RIGHT ? "0000000?0" : "10010-000");
    for (int boards = 0; s->session->phase != PHASE_OVER; boards++) {
        if (boards > 0)
            place(s, boards == 1 ? "0000" : "1111");
        states_check(s);
        int board = s->session->task;
        for (int i = 0; i < 10 && s->session->phase == PHASE_CHECKED && s->session->task == board; i++)
            stage_key(s, KEY_ENTER);
        stage_wait(s, NEW_SCREEN_MS);
    }
    assert(s->screen == SCREEN_END);
    if (which == NOT_SAVED)
        s->end_facts.not_saved = "Nothing is being saved: /home/eva/.local/share/demarc is full";
    stage_move(s, -1, -1);
    if (which == ALL_ANSWERS)
        stage_key(s, 'a');
    return true;
}

static bool stopped(struct stage *s, int which)
{
    begin(s, "azure", 2);
    if (which) {
        place(s, "0100-0");
        states_check(s);
    }
    stage_key(s, KEY_ESCAPE);
    stage_wait(s, NEW_SCREEN_MS);
    return true;
}

const struct state states_end[] = {{"end-some-wrong", end, SOME_WRONG},
                                   {"end-all-answers", end, ALL_ANSWERS},
                                   {"end-all-right", end, ALL_RIGHT},
                                   {"end-not-saved", end, NOT_SAVED},
                                   {"end-stopped", stopped, 1},
                                   {"end-at-once", stopped, 0},
                                   {NULL, NULL, 0}};
