#ifndef DEMARC_SCREENS_BOARD_H
#define DEMARC_SCREENS_BOARD_H

#include "play/session.h"
#include "screens/screen.h"
#include "ui/ui.h"

/* A board while it is placed: one model, or the line across all models. */
struct board_view {
    int chosen; /* position of the layer that keys and a click on a zone mean; -1: the first open one is to be */
    int drag;   /* position of the layer under the pointer, or -1 */
    int drag_zone; /* zone whose button is carried to a cell of the line, or -1 */
    int edge_row;  /* row of the line whose edge is dragged, or -1 */
    int grip_x, grip_y; /* where it was taken, from its corner */
    struct {
        int at;
        struct rect from;
        int64_t start_ms;
        int ms;
    } glide;
    bool bring; /* the chosen one is brought into view */
    bool warned; /* Check was pressed with nothing placed: once more shows all answers */
    struct ui_scroll tray, rows, zones[DECK_ZONES_MAX];
};

void board_view_reset(struct board_view *view);

enum screen screen_board(struct board_view *view, struct ui *ui, struct session *session,
                         const struct drill_facts *facts);

/* The status at the right of every screen of a drill: "8 of 26 answered, about 4 minutes left". */
const char *drill_status(const struct session *session, const struct drill_facts *facts, char *text, int size);

/* The deck on the table in the language that is shown: L changes it where the deck is a translation. */
const struct deck *drill_deck(struct ui *ui, const struct session *session, const struct drill_facts *facts);

/* Its button for the bottom bar, where there is room and a choice: 1, or 0 for none. When it is pressed, drill_switch. */
int drill_language(const struct ui *ui, const struct session *session, const struct drill_facts *facts,
                   struct ui_button *button);
void drill_switch(const struct drill_facts *facts);

/* The top of a card's or question's screen: the deck, that status, in a narrow window only the minutes, and the notices.
   With stop_id (0: none) it has Stop, for where the bottom bar has no room: true when that was pressed. */
bool drill_top(struct ui *ui, struct rect *r, const struct deck *deck, const struct session *session,
               const struct drill_facts *facts, int stop_id);
struct ui_button drill_stop(void);

/* The screen for what is on the table of a drill, which every screen of a drill returns. */
enum screen drill_screen(const struct session *session);

/* The form of a board, by the width of the window in em: zones beside a tray (one model) or a table (the line); else a row
   for each placement; else one placement at a time. */
enum board_form { FORM_ZONES, FORM_TABLE, FORM_ROWS, FORM_SINGLE };
enum board_form board_form(const struct ui *ui, const struct session *session);

/* What a board asks: over the line, and of one model behind its name. */
const char *board_question(const struct deck *deck);
void board_about(const struct deck_model *model, char *text, int size);

#endif
