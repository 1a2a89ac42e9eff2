#ifndef DEMARC_TESTS_STAGE_H
#define DEMARC_TESTS_STAGE_H

#include "screens/aside.h"
#include "screens/board.h"
#include "screens/card.h"
#include "screens/checked.h"
#include "screens/end.h"
#include "screens/home.h"
#include "screens/question.h"

/* A screen with a person before it, without a window: input goes in, frames are run as the program's loop runs them, and
   controls are found by what they are called. */
struct stage {
    struct ui ui;
    struct ui_input in;
    enum screen screen;
    struct session *session;
    struct drill_facts facts;
    struct home_facts home_facts;
    struct home_view home;
    struct aside aside; /* what a screen wants the side page to be about */
    struct board_view board;
    struct checked_view checked;
    struct card_view card;
    struct question_view question;
    struct end_view end;
    struct end_facts end_facts;
    enum home_action action; /* what the last frame of Home asked for */
    enum end_action end_action; /* and of the end */
    int shown;               /* what the views were last reset for */
    void (*show)(struct stage *stage, bool again); /* not NULL: a screen of the test's own, with this: */
    void *of;
    void (*close)(struct stage *stage); /* not NULL: called by stage_clear, for what `of` is */
    const struct deck *deck; /* whose layers and zones it shows, if any */
    bool once;               /* leave out the loop's second run: for long walks */
};

enum { STAGE_TODAY = 20454 }; /* Thursday, 1 January 2026 */

void stage_init(struct stage *stage, struct ui_measure measure, int w, int h, int text_percent);
void stage_clear(struct stage *stage); /* frees the session too */

/* Begins a drill of these boards; hidden: for each cell of the deck, or NULL. What was there before is ended. */
void stage_drill(struct stage *stage, const struct deck *deck, const struct task *tasks, int n_tasks, const bool *hidden);

void stage_frame(struct stage *stage); /* twice where something happened, as the loop does */
void stage_wait(struct stage *stage, int ms);
void stage_key(struct stage *stage, int key);
void stage_shift_key(struct stage *stage, int key);
void stage_typed(struct stage *stage, uint32_t point); /* a character */
void stage_move(struct stage *stage, int x, int y);
void stage_press(struct stage *stage, int x, int y);
void stage_release(struct stage *stage);
void stage_click(struct stage *stage, const struct ui_control *control); /* at a place where it lies on top */
void stage_drag(struct stage *stage, const struct ui_control *from, const struct ui_control *to);

/* The first control with that label at or behind `from` in the order of the list; NULL: there is none. */
const struct ui_control *stage_find(const struct stage *stage, const char *label, const struct ui_control *from);
const char *stage_label(const struct stage *stage, const struct ui_control *control);
const struct ui_control *stage_focused(const struct stage *stage);

char *stage_dump(const struct stage *stage); /* the caller frees it */

struct deck *stage_azure(void);
struct deck *stage_read(const char *path);
struct deck *stage_translation(const struct deck *base, const char *path);

/* A deck of any size, with texts as long as decks/README.md allows. */
struct made {
    const char *name;
    int n_zones, n_models, n_layers;
    bool long_names, short_names; /* of layers: 40 letters; with a short one of 20 */
    bool wordy;                   /* `means`, `why` and `wrong` three times as long as they should be */
};
struct deck *stage_deck(const struct made *made);

/* A deck of cards and questions: with a short text each, and with texts as long as they may be. Questions: choose one of six,
   choose two of six, a grid of six; then the same with long texts. */
enum { STAGE_ONE, STAGE_TWO, STAGE_GRID, STAGE_KINDS };
struct deck *stage_asking(void);
struct task stage_card(const struct deck *deck, int card);
struct task stage_question(const struct deck *deck, int question);

struct task stage_task(const struct deck *deck, int model, int first, int n);

#endif
