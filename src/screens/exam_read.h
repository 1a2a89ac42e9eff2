#ifndef DEMARC_SCREENS_EXAM_READ_H
#define DEMARC_SCREENS_EXAM_READ_H

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

#endif
