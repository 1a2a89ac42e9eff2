#ifndef DEMARC_SCREENS_EXAM_H
#define DEMARC_SCREENS_EXAM_H

#include "play/exam.h"
#include "screens/board.h"
#include "screens/options.h"
#include "screens/screen.h"

/* A practice exam while it is sat: one question, or a board, and the way to all others. */
struct exam_facts {
    const char *not_saved; /* NULL: all is saved; else the line that stays */
    const char *said;      /* such as that five minutes are left; or NULL */
};

struct exam_view {
    int shown; /* the item that the rest belongs to; -1: none yet */
    struct options_view options;
    struct board_view board;
    struct ui_scroll page, numbers;
    bool asked; /* on the list: handing in was asked for while something is open */
};

void exam_view_reset(struct exam_view *view);

enum screen screen_exam(struct exam_view *view, struct ui *ui, struct exam *exam, const struct exam_facts *facts);

/* The list of all questions: which are answered, open and flagged; jump, hand in or leave. */
enum screen screen_exam_list(struct exam_view *view, struct ui *ui, struct exam *exam, const struct exam_facts *facts);

/* What stands over it; asked: handing in was asked for while something is open. */
void exam_list_words(const struct exam *exam, bool asked, char *head, char *below, int size);

#endif
