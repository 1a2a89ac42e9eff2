#ifndef DEMARC_SCREENS_EXAM_START_H
#define DEMARC_SCREENS_EXAM_START_H

#include "play/exam.h"
#include "screens/screen.h"
#include "ui/ui.h"

/* Before a practice exam: what it asks and what it does not, how it is scored, what is new. */
enum { EXAM_BANKS_MAX = 9, EXAM_PAST_MAX = 6 };

struct exam_past {
    int day;
    struct exam_score fresh; /* of the questions that were new then */
    struct exam_score all;
};

struct exam_start_facts {
    const struct deck *const *banks; /* the decks with a blueprint; which one is meant, and the others, for a change */
    int n_banks, bank;
    int questions, minutes, boards; /* what would be asked; how many of the questions are boards */
    int counts[DECK_PARTS_MAX];     /* questions of each part */
    int fresh, unseen, kept;        /* new ones it would ask; of those kept for exams how many were never shown, and all */
    const struct exam_past *past;   /* the last ones of this bank, in order */
    int n_past;
    int open_n;             /* questions of an unfinished exam; 0: there is none */
    int64_t open_left_ms;
    const char *open_title; /* of its bank */
    const char *said;       /* what just happened, or "" */
    const char *not_saved;
    int today;
};

struct exam_start_view {
    struct ui_scroll page, side;
};

enum exam_start_action {
    EXAM_START_NOTHING, EXAM_START_BEGIN, EXAM_START_GO_ON, EXAM_START_BANK, EXAM_START_PAST, EXAM_START_CLOSE
};

/* EXAM_START_BANK: *which says which bank is wanted; EXAM_START_PAST: which of the past exams. */
enum exam_start_action screen_exam_start(struct exam_start_view *view, struct ui *ui,
                                         const struct exam_start_facts *facts, int *which);

/* The words of the page. A rule: NULL behind the last. Of what is new the second sentence is returned. */
void exam_start_head(const struct exam_start_facts *facts, char *words, int size);
void exam_start_about(const struct exam_start_facts *facts, char *words, int size);
void exam_start_open(const struct exam_start_facts *facts, char *words, int size);
const char *exam_start_fresh(const struct exam_start_facts *facts, char *words, int size);
const char *exam_start_rule(const struct exam_start_facts *facts, int nth);

#endif
