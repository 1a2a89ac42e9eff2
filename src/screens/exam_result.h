#ifndef DEMARC_SCREENS_EXAM_RESULT_H
#define DEMARC_SCREENS_EXAM_RESULT_H

#include "screens/exam_start.h"

/* After a practice exam: a count with its interval, by part, what was not measured. Never a scaled score, never a pass. */
struct exam_result_facts {
    int today, day; /* day: on which it was sat; 0: today */
    int minutes_used, minutes;
    const struct exam_past *past; /* this one too, last */
    int n_past, unseen;           /* kept for exams and never shown */
    int fresh_each;               /* how many one exam asks of them */
    const char *not_saved;
};

struct exam_result_view {
    struct ui_scroll page, side;
};

enum exam_result_action {
    EXAM_RESULT_NOTHING, EXAM_RESULT_READ_WRONG, EXAM_RESULT_READ_ALL, EXAM_RESULT_RETRY, EXAM_RESULT_CLOSE
};

enum exam_result_action screen_exam_result(struct exam_result_view *view, struct ui *ui, const struct exam *exam,
                                           const struct exam_result_facts *facts);

/* "3 Nov: 15 of 30", for each; what fills a page or a box. Shared with the page before an exam. */
struct flow;
void exam_trend(struct flow *flow, const struct exam_past *past, int n, int today);

/* "asked 10 new ones, 5 to 9 right is likely" */
void exam_likely(struct exam_score fresh, char *text, int size);

/* The words of the page. */
void exam_result_about(const struct exam *exam, const struct exam_result_facts *facts, char *about, char *number,
                       int size); /* number: "" where it cannot be sat again by it */
void exam_result_fresh(const struct exam *exam, char *text, int size); /* of the questions never seen before */
enum { EXAM_RESULT_NOTES = 3 };
bool exam_result_note(const struct exam *exam, int nth, char *words, int size); /* false: there is no such thing to say */
void exam_result_part(const struct exam *exam, int part, char *text, int size); /* "5 of 8" */
void exam_result_wrong_count(const struct exam *exam, char *text, int size);
void exam_result_wrong(const struct exam *exam, int item, char *below, int size);
void exam_result_left(const struct exam_result_facts *facts, char *words, int size);
void exam_past_words(const struct exam_past *past, int today, char *when, char *score, int size);

#endif
