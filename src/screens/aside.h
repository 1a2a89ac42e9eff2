#ifndef DEMARC_SCREENS_ASIDE_H
#define DEMARC_SCREENS_ASIDE_H

#include "deck/deck.h"
#include "play/board.h"
#include "ui/ui.h"

/* What a person can say of an item besides answering it: this seems wrong, do not ask it again. It is no move of a session:
   the page lies over the screen it was opened from, which is as it was when the page is closed. A screen offers it only where
   the answer is shown. */
enum { ASIDE_ANSWERED_MAX = 200, ASIDE_NOTE_MAX = 600 };

struct aside_item {
    const struct deck *deck;
    int item;
    char answered[ASIDE_ANSWERED_MAX]; /* in ids; "": nothing, or not asked here */
};

/* What a screen asks the page to be about; n 0: no page is wanted. */
struct aside {
    struct aside_item items[BOARD_CELLS_MAX];
    int n;
    bool forget; /* what is known of it may be forgotten there, too */
};

/* Adds an item; on a board the zone that was said (BOARD_OPEN: none). */
void aside_about(struct aside *aside, const struct deck *deck, int item, const char *answered);
void aside_about_cell(struct aside *aside, const struct deck *deck, int item, int zone);

/* The button that opens it, for a bottom bar. */
struct ui_button aside_button(void);

/* "Operating system in IaaS", or what a card or question asks. */
void aside_name(const struct aside_item *item, char *text, int size);

enum aside_page { ASIDE_MENU, ASIDE_REPORT, ASIDE_RESTING, ASIDE_SURE };

enum aside_action {
    ASIDE_NOTHING, ASIDE_CLOSE, ASIDE_SEND, ASIDE_REST, ASIDE_WAKE, ASIDE_FORGET, ASIDE_FORGET_DECK, ASIDE_UNDO,
    ASIDE_WAKE_LISTED /* facts->resting[view->listed] */
};

struct aside_view {
    enum aside_page page;
    int chosen; /* of several items */
    int listed; /* of what rests */
    enum aside_action asked; /* on ASIDE_SURE: to be forgotten */
    int64_t wrote_ms; /* when what was typed last may have been meant for the note; 0: never */
    char note[ASIDE_NOTE_MAX];
    struct ui_scroll scroll;
};

struct aside_facts {
    const struct aside *aside;
    bool rests;                      /* the chosen item does */
    bool undo;                       /* what was done last can be taken back */
    const struct aside_item *resting; /* of all decks */
    int n_resting;
    const char *path;      /* where reports go; NULL: there is no folder for them */
    const char *not_saved; /* NULL: all is saved */
    const char *said;      /* what was just done, or NULL */
    const char *failed;    /* why it was not, or NULL */
};

enum aside_action screen_aside(struct aside_view *view, struct ui *ui, const struct aside_facts *facts);

#endif
