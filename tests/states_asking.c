/* Cards and questions. */
#include "states.h"

enum { FRONT, TURNED, RATED, FOUR, LONG };

static bool card(struct stage *s, int which)
{
    const struct task tasks[] = {stage_card(states_asking(), which == LONG),
                                 stage_card(states_asking(), which != LONG)};
    for (int rating = 1; rating <= 4; rating++)
        s->facts.rated_due[rating] = STAGE_TODAY + rating * rating;
    s->facts.four_ratings = which == FOUR;
    stage_drill(s, states_asking(), tasks, 2, NULL);
    if (which != FRONT) {
        stage_key(s, KEY_ENTER);
        stage_wait(s, NEW_SCREEN_MS);
    }
    if (which == RATED)
        stage_key(s, '2');
    return true;
}

const struct state states_card[] = {{"card", card, FRONT},       {"card-turned", card, TURNED},
                                    {"card-rated", card, RATED}, {"card-four", card, FOUR},
                                    {"card-long", card, LONG},   {NULL, NULL, 0}};

/* which: the question, CHECKED more once it is checked. */
enum { CHECKED = 10 };

static bool question(struct stage *s, int which)
{
    const struct task task = stage_question(states_asking(), which % CHECKED);
    stage_drill(s, states_asking(), &task, 1, NULL);
    stage_key(s, '2');
    stage_key(s, 'y');
    if (which >= CHECKED) {
        stage_key(s, KEY_ENTER);
        stage_wait(s, NEW_SCREEN_MS);
    }
    return true;
}

const struct state states_question[] = {{"question-one", question, STAGE_ONE},
                                        {"question-one-checked", question, CHECKED + STAGE_ONE},
                                        {"question-two", question, STAGE_TWO},
                                        {"question-two-checked", question, CHECKED + STAGE_TWO},
                                        {"question-grid", question, STAGE_GRID},
                                        {"question-grid-checked", question, CHECKED + STAGE_GRID},
                                        {"question-long", question, STAGE_KINDS + STAGE_GRID},
                                        {NULL, NULL, 0}};
