#ifndef DEMARC_TESTS_SAT_H
#define DEMARC_TESTS_SAT_H

#include "play/exam.h"
#include "screens/exam.h"
#include "screens/exam_read.h"
#include "screens/exam_result.h"
#include "stage.h"

/* A practice exam on the stage: which page is shown follows from what is done there, as app_exam.c has it. */
struct sat {
    struct exam *exam;
    enum screen screen;
    struct exam_view view;
    struct exam_start_view start;
    struct exam_result_view result;
    struct exam_read_view read;
    struct exam_facts facts;
    struct exam_start_facts start_facts;
    struct exam_result_facts result_facts;
    int action, wanted; /* wanted: which bank or past exam */
};

/* On a stage that is begun; the boards of the bank are of that deck. stage_clear leaves the exam to the caller. */
void sat_begin(struct stage *s, struct sat *sat, const struct deck *bank, const struct deck *boards, uint64_t seed,
               int questions);

bool sat_play(struct stage *s, enum exam_move_kind kind, int at, int zone);
void sat_go(struct stage *s, int item);
void sat_turn_to(struct stage *s, enum screen screen);
void sat_answer_some(struct stage *s); /* two of three, some of them flagged */

enum sort { ONE, TWO, GRID, BOARD };
int sat_find(const struct exam *exam, enum sort sort); /* the first one of that sort */

#endif
