/* The board of one model, before and after Check. */
#include "states.h"

#include <assert.h>

enum { IAAS = 1, SAAS = 3 };
enum { DATA, DEVICES, ACCOUNTS, IDINFRA, APPS, NETCTL, OS, HOSTS, PHYSNET, DC };
enum { CUSTOMER, SHARED, PROVIDER };

static void begin(struct stage *s, const char *name)
{
    static const int layers[] = {DATA, ACCOUNTS, NETCTL, OS, APPS, HOSTS, DC, PHYSNET};
    const struct deck *deck = states_deck(name);
    struct task tasks[] = {stage_task(deck, IAAS, 0, 8), stage_task(deck, SAAS, OS, 1)};
    for (int i = 0; i < 8; i++)
        tasks[0].items[i] = deck_item_of_cell(deck, layers[i], IAAS);
    stage_drill(s, deck, tasks, 2, NULL);
}

/* In IaaS right, wrong, differing, not sure, and two left open. */
static void place_some(struct stage *s)
{
    static const struct {
        int at, zone;
        bool unsure;
    } placed[] = {{0, CUSTOMER, false}, {1, CUSTOMER, true}, {2, SHARED, false},
                  {3, SHARED, false},   {4, PROVIDER, true}, {5, PROVIDER, false}};
    for (int i = 0; i < (int)(sizeof placed / sizeof *placed); i++) {
        struct move move = {placed[i].unsure ? MOVE_PLACE_UNSURE : MOVE_PLACE, placed[i].at, placed[i].zone};
        session_apply(s->session, move, s->in.moment);
    }
    states_choose(s, 6);
}

/* -- placing -- */

static bool empty(struct stage *s, int which)
{
    (void)which;
    begin(s, "azure");
    return true;
}

static bool half(struct stage *s, int which)
{
    begin(s, which ? "azure.nl" : "azure");
    place_some(s);
    return true;
}

static bool all(struct stage *s, int which)
{
    (void)which;
    begin(s, "azure");
    place_some(s);
    for (int at = 6; at < s->session->board.n_cells; at++) {
        states_choose(s, at);
        stage_key(s, '3');
    }
    return true;
}

static bool asked(struct stage *s, int which)
{
    (void)which;
    begin(s, "azure");
    stage_key(s, KEY_END);
    stage_key(s, KEY_ENTER); /* with nothing placed it asks first */
    assert(s->screen == SCREEN_BOARD);
    return true;
}

static bool dragging(struct stage *s, int which)
{
    (void)which;
    half(s, 0);
    const struct deck *deck = s->session->decks[0];
    const struct ui_control *card = stage_find(s, deck->layers[s->session->board.cells[6].layer].name, NULL);
    if (!states_have_table(s))
        return false;
    stage_press(s, card->r.x + 30, card->r.y + 20);
    stage_move(s, card->r.x + 60, card->r.y + 60);
    assert(s->board.drag == 6);
    const struct rect zone = stage_find(s, deck->zones[SHARED].name, NULL)->r;
    stage_move(s, zone.x + zone.w / 2, zone.y + zone.h / 2);
    return true;
}

const struct state states_board[] = {
    {"board-empty", empty, 0}, {"board-half", half, 0},   {"board-dutch", half, 1}, {"board-dragging", dragging, 0},
    {"board-all", all, 0},     {"board-asked", asked, 0}, {NULL, NULL, 0}};

/* -- checked -- */

static void look_at(struct stage *s, int at)
{
    for (int i = 0; i < BOARD_CELLS_MAX && s->checked.chosen != at; i++)
        stage_key(s, KEY_UP);
    for (int i = 0; i < BOARD_CELLS_MAX && s->checked.chosen != at; i++)
        stage_key(s, KEY_DOWN);
    assert(s->checked.chosen == at);
}

static bool checked(struct stage *s, int at)
{
    half(s, 0);
    states_check(s);
    look_at(s, at);
    return true;
}

static bool checked_dutch(struct stage *s, int at)
{
    half(s, 1);
    states_check(s);
    look_at(s, at);
    return true;
}

/* On, to what is asked again. */
static bool checked_again(struct stage *s, int which)
{
    (void)which;
    half(s, 0);
    states_check(s);
    while (s->session->phase != PHASE_PLACING || !session_task(s->session)->reask) {
        if (s->session->phase == PHASE_PLACING) {
            stage_key(s, '2');
            states_check(s);
        }
        stage_key(s, KEY_ENTER);
    }
    stage_wait(s, NEW_SCREEN_MS);
    stage_key(s, '2');
    states_check(s);
    return true;
}

const struct state states_checked[] = {{"checked-wrong", checked, 4},
                                       {"checked-right", checked, 1},
                                       {"checked-differs", checked, 2},
                                       {"checked-left-open", checked, 6},
                                       {"checked-dutch", checked_dutch, 4},
                                       {"checked-again", checked_again, 0},
                                       {NULL, NULL, 0}};
