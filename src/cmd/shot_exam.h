#ifndef DEMARC_CMD_SHOT_EXAM_H
#define DEMARC_CMD_SHOT_EXAM_H

#include "base/err.h"
#include "shelf.h"
#include "ui/ui.h"

/* Pictures of a practice exam: exam-start, exam, exam-board, exam-list, exam-result, exam-read. */
bool shot_is_exam(const char *screen);
bool shot_exam(struct ui *ui, struct ui_input in, const struct shelf *shelf, const struct deck *bank, const char *screen,
               struct err *err);

#endif
