#ifndef DEMARC_APP_STORY_H
#define DEMARC_APP_STORY_H

#include "app_aside.h"
#include "app_exam.h"
#include "app_explore.h"
#include "app_first.h"
#include "app_home.h"
#include "app_leave.h"
#include "app_progress.h"
#include "app_round.h"
#include "app_settings.h"
#include "app_shared.h"
#include "drill.h"
#include "saving.h"
#include "screens/board.h"
#include "screens/card.h"
#include "screens/checked.h"
#include "screens/end.h"
#include "screens/question.h"
#include "sdl/sound.h"

/* The window's story as a whole, for the files that tell it: app.c (beginning, loop and end), app_frame.c, app_drill.c and
   app_save.c. Its parts do not know it. */
struct app {
    struct app_shared shared;
    struct ui ui;
    struct ui_input in;
    struct drill drill; /* the decks of the drill and the session over them */
    enum screen screen;
    int task_shown; /* the task that the views were last reset for */
    struct app_home home;
    struct app_first first;
    struct app_explore explore;
    struct app_aside aside;
    struct app_progress progress;
    struct app_settings settings;
    struct board_view board;
    struct checked_view checked;
    struct card_view card;
    struct question_view question;
    int rated_due[FORESEE_RATINGS + 1]; /* of the card on the table */
    bool base_language;                 /* translated decks are shown as they were written, until L is pressed again */
    struct end_view end;
    struct end_facts end_facts;
    bool end_known;
    int64_t attended_ms; /* of this drill */
    struct saving saving;
    int steps_seen;
    char no_backup[512], told[300];
    int told_step; /* what was told is shown until the next move */
    char exam[DECK_ID_MAX + 1];
    bool ready_told, show_again;
    struct app_exam exam_story;
    struct app_round round_story;
    int exam_next_ms; /* until its clock shows something else; 0: it stands */
    bool warned;      /* leaving was asked for while something is not saved */
    struct app_leave leave;
    struct sound sound;
    int64_t sounded_ms;
};

struct moment app_now(const struct app *app); /* of this frame */
bool app_is_exam(const struct app *app);      /* which story the screen belongs to */
bool app_is_round(const struct app *app);
bool app_is_drill(const struct app *app);

/* -- app_frame.c -- */

void app_init_stories(struct app *app); /* exam and round as of the shelf and the store that there are now */

/* Runs the screen, saves what it reported, and runs the screen it returned once more, so that the picture shows what is
   on disk. */
void app_frame(struct app *app);
void app_show(struct app *app); /* the picture, and what else the frame asked of the system */

/* -- app_drill.c -- */

bool app_drill_begin(struct app *app, const struct deck *only, int minutes); /* false: nothing is due, nothing is new */
void app_drill_practise(struct app *app);                                    /* what was only read today */
bool app_drill_resume(struct app *app);                                      /* false: home.said is why not */
void app_drill_start(struct app *app, const struct deck *only); /* goes on with today's of the same setup, else begins one */
void app_drill_run(struct app *app);
void app_drill_run_end(struct app *app);
void app_drill_note(struct app *app); /* what the last move changed, and saves it */
void app_drill_tell(struct app *app, const char *text); /* what is not seen otherwise, until the next move */
void app_drill_attend(struct app *app, int64_t ms);     /* time given to the drill, and on a board to its answers */
void app_drill_clear(struct app *app);                  /* what is not saved is lost, but for what memory keeps */

/* -- app_save.c -- */

const char *app_not_saved(const struct app *app); /* the line that stays, or NULL; anew in each run, as saving may come back */
void app_flush(struct app *app);        /* saves what of the drill and of Explore is not saved yet; else later */
void app_leave_memory(struct app *app); /* once the file can be opened the program goes on with it */
void app_save_settings(struct app *app);
void app_export(struct app *app); /* all answers, where they may be written */
void app_backup(struct app *app); /* of today; that there is none is told when demarc ends */
bool app_would_lose(const struct app *app); /* if the program ended now */
bool app_may_quit(struct app *app);         /* where it would lose something, the first time this only says so */

#endif
