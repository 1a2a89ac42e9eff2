#ifndef DEMARC_SCREENS_EXPLORE_H
#define DEMARC_SCREENS_EXPLORE_H

#include "deck/deck.h"
#include "screens/screen.h"
#include "ui/ui.h"

/* Explore: a deck to read. A list of all it says (the table of its layers, its cards, its questions but for those that are
   kept for exams) and a panel with what is said of the chosen one. */
enum explore_part { EXPLORE_TABLE, EXPLORE_CARDS, EXPLORE_QUESTIONS };

struct explore_view {
    int deck; /* among facts->decks */
    enum explore_part part;
    int chosen; /* entry of the part, as it is read: row by row, or card after card */
    int top;    /* the first line of the list that is seen */
    bool bring; /* the chosen one is brought into view, also where the list has become another size: */
    int list_w, list_h;
    bool reading; /* in a narrow window: the panel is shown, not the list */
    bool listing; /* the decks are shown, to choose one */
    int listed;   /* of these the one with the focus */
    bool base_language; /* a translated deck is shown as it was written */
    bool linked;        /* the source has the focus */
    int64_t line_since_ms;
    struct ui_scroll panel, decks;
};

struct explore_facts {
    const struct deck *const *decks; /* all there are; at least one */
    int n_decks;
    const int *rows;      /* of the shown deck: its layers in the order in which they stand */
    const int *questions; /* its questions that are drilled */
    int n_questions;
    const bool *rests;    /* for each of its items: it is not asked, as the learner wished; NULL: none */
    int n_rests;          /* of all decks */
    const char *not_saved; /* NULL: all is saved */
    const char *said;      /* what just happened, or NULL */
    bool from_progress;    /* it leads back there, not to Home */
};

enum explore_action {
    EXPLORE_NOTHING, EXPLORE_CLOSE,
    EXPLORE_DECK, /* another one is shown now: facts of that are needed */
    EXPLORE_MORE  /* the side page about the chosen entry */
};

void explore_view_reset(struct explore_view *view, const struct deck *deck, int index); /* index: among all decks */

/* The entry of that item is chosen, and read; facts are of this deck. */
void explore_view_at(struct explore_view *view, const struct deck *deck, const struct explore_facts *facts, int item);

enum explore_action screen_explore(struct explore_view *view, struct ui *ui, const struct explore_facts *facts);

/* The item of the chosen entry; -1: there is none, or no panel is shown. */
int explore_item(struct explore_view *view, struct ui *ui, const struct explore_facts *facts);

/* The order of a deck's layers: of several models as the true line has it, the most of the customer's first. */
void explore_rows(const struct deck *deck, int *rows);

/* The same layer under the same model in another deck; -1: it has none. */
int explore_twin(const struct deck *other, const struct deck *deck, int item);

#endif
