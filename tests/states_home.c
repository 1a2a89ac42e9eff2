/* Home. */
#include "states.h"

enum { DUE, OPEN_DRILL, PROBLEMS, NOTHING_DUE, NO_DECKS };

static const struct home_deck rows[] = {{"Azure, training diagram", 10, 4, 0, 0, 30, 14, 6},
                                        {"AWS, shared responsibility", 9, 3, 0, 0, 27, 0, 27},
                                        {"Laptops at our school", 6, 2, 0, 0, 12, 0, 0}};
static const struct home_deck done[] = {{"Azure, training diagram", 10, 4, 0, 0, 30, 0, 0}};

static bool home(struct stage *s, int which)
{
    struct home_facts *f = &s->home_facts;
    f->decks = rows;
    f->n_decks = 3;
    f->to_answer = 26;
    f->minutes = 3;
    f->due = 14;
    f->fresh = 12;
    f->rounds = f->exams = true;
    if (which == OPEN_DRILL) {
        f->open_left = 7;
        f->open_days = 1;
    } else if (which == PROBLEMS) {
        f->problems = "laptops.yaml:15:53: \"onw\" is not a model of this deck: write \"own\"";
        f->not_saved = "Nothing is being saved: /home/eva/.local/share/demarc is full";
    } else if (which != DUE) {
        f->to_answer = f->minutes = f->due = f->fresh = 0;
        f->decks = done;
        f->n_decks = which == NOTHING_DUE;
        f->next_day = which == NOTHING_DUE ? STAGE_TODAY + 3 : 0;
        f->said = which == NOTHING_DUE ? "18 of 20 right at the first try" : "";
        f->rounds = f->exams = which == NOTHING_DUE;
    }
    s->screen = SCREEN_HOME;
    stage_frame(s);
    stage_wait(s, NEW_SCREEN_MS);
    return true;
}

const struct state states_home[] = {{"home-due", home, DUE},           {"home-open", home, OPEN_DRILL},
                                    {"home-problems", home, PROBLEMS}, {"home-nothing-due", home, NOTHING_DUE},
                                    {"home-no-decks", home, NO_DECKS}, {NULL, NULL, 0}};
