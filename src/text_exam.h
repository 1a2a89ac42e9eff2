#ifndef DEMARC_TEXT_EXAM_H
#define DEMARC_TEXT_EXAM_H

#include "text_shared.h"

/* What the pages of an exam say; text_exam.c asks. */
void text_exam_start_say(struct text *t, const struct exam_start_facts *facts);
void text_exam_title_say(struct text *t, const struct exam *exam);
void text_exam_item_say(struct text *t, const struct exam *exam);
void text_exam_list_say(struct text *t, const struct exam *exam, bool asked, bool all);
void text_exam_result_say(struct text *t, const struct exam *exam, const struct exam_result_facts *facts);
void text_exam_read_say(struct text *t, const struct exam *exam, int item);

/* Asks until it is handed in, or its time is over. False: it is left, or nothing more can be asked. */
bool text_exam_sit(struct text *t);

/* A board of the exam that is on the table. */
struct text_board text_exam_board(const struct exam *exam);

#endif
