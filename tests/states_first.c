/* The first start: its page, and how the line moves. */
#include "screens/first.h"
#include "states.h"

#include "base/mem.h"

#include <stdlib.h>

enum { GOALS, NO_EXAM, WRONG_DAY, NO_DECK, PREDICTING, PREDICTED_WRONG, PREDICTED_LAST };

struct first {
    struct first_facts facts;
    struct first_view view;
    struct moves moves;
    struct moves_view moving;
    bool moves_shown;
};

static const struct first_goal goals[] = {
    {"AZ-900, Azure Fundamentals",
     "One exam topic, thoroughly: shared responsibility and the service models. Boards, key terms and exam questions.",
     true},
    {"AWS Cloud Practitioner, CLF-C02",
     "Task 2.1 and its neighbours: of and in the cloud, EC2 to RDS to Lambda, kinds of control.", true},
    {"To understand it, no exam", "Any provider, by tasks: who patches, who backs up, who decides who gets in.", false},
    {"To teach a class", "A timed round on the projector: in teams at one keyboard, with a table at the end.", false}};

static void show(struct stage *stage, bool again)
{
    struct first *first = stage->of;
    (void)again;
    if (first->moves_shown)
        screen_moves(&first->moving, &stage->ui, &first->moves, "Place 6 layers", first->facts.not_saved);
    else
        screen_first(&first->view, &stage->ui, &first->facts);
}

static void close_first(struct stage *stage)
{
    free(stage->of);
}

static bool reach(struct stage *s, int which)
{
    struct first *first = xcalloc(1, sizeof *first);
    *first = (struct first){.facts = {.goals = goals,
                                      .n_goals = 4,
                                      .today = STAGE_TODAY,
                                      .language = "English",
                                      .folder = "/home/eva/.local/share/demarc",
                                      .deck = states_deck("azure"),
                                      .said = ""},
                            .view = {.minutes = 10, .date = "13 12 2026"},
                            .moves_shown = which >= PREDICTING};
    s->show = show;
    s->of = first;
    s->close = close_first;
    moves_init(&first->moves, first->facts.deck);
    moves_view_reset(&first->moving);
    if (which == NO_EXAM)
        first->view.chosen = 2;
    if (which == WRONG_DAY)
        first->view = (struct first_view){.minutes = 10, .date = "31 2 2027", .tried = true};
    if (which == NO_DECK) {
        first->facts.deck = NULL;
        first->facts.language = NULL;
        first->facts.not_saved = "Nothing is being saved: /home/eva/.local/share/demarc is full";
    }
    if (which == PREDICTED_WRONG || which == PREDICTED_LAST) {
        first->moving.at = which == PREDICTED_LAST ? first->moves.n_asks - 1 : 1;
        first->moving.given = 0;
    }
    stage_frame(s);
    stage_wait(s, NEW_SCREEN_MS);
    return true;
}

const struct state states_first[] = {
    {"first", reach, GOALS},
    {"first-no-exam", reach, NO_EXAM},
    {"first-wrong-day", reach, WRONG_DAY},
    {"first-no-deck", reach, NO_DECK},
    {"first-move", reach, PREDICTING},
    {"first-moved", reach, PREDICTED_WRONG},
    {"first-moved-last", reach, PREDICTED_LAST},
    {NULL, NULL, 0},
};
