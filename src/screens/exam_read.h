#ifndef DEMARC_SCREENS_EXAM_READ_H
#define DEMARC_SCREENS_EXAM_READ_H

#include "play/board.h"
#include "play/exam.h"
#include "screens/screen.h"
#include "ui/ui.h"

/* After an exam, question by question: what was chosen, what is right, the reason for every option. */
struct exam_read_view {
    bool all; /* else only what was wrong */
    int item; /* shown; -1: the first one is to be */
    struct ui_scroll page;
};

enum screen screen_exam_read(struct exam_read_view *view, struct ui *ui, const struct exam *exam, const char *not_saved,
                             const char *said, struct aside *aside /* as in struct drill_facts */);

/* The words of the page. */
void exam_read_head(const struct exam *exam, int item, char *words, int size);
void exam_read_board(const struct exam *exam, int item, char *words, int size);
void exam_read_layer(const struct deck *deck, const struct board_cell *cell, char *text, int size);
const struct deck_source *exam_read_source(const struct exam *exam, int item); /* NULL: there is none */

#endif
