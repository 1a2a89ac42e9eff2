#ifndef DEMARC_SCREENS_EXAM_PARTS_H
#define DEMARC_SCREENS_EXAM_PARTS_H

#include "screens/exam.h"

/* What the pages of an exam have in common. */
enum { ID_EXAM_BAR = 1, ID_CLOCK = 8, ID_NUMBER = 1000 /* + item */ };

/* Title, bank and clock. */
void exam_top(struct ui *ui, struct rect *r, struct exam *exam, const struct exam_facts *facts);

/* A square for each question, as many in a row as fit, and what they mean below; a click goes there. True when one was
   clicked. */
bool exam_numbers(struct ui *ui, struct rect r, struct exam *exam, struct ui_scroll *scroll);

/* "12, answered, flagged" */
void exam_square_words(const struct exam *exam, int item, char *text, int size);

/* "11 answered, 2 flagged" */
void exam_counts(const struct exam *exam, char *text, int size);

#endif
