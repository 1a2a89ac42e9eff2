#ifndef DEMARC_PLAY_EXAM_H
#define DEMARC_PLAY_EXAM_H

#include "base/moment.h"
#include "deck/deck.h"
#include "play/board.h"
#include "play/choice.h"

/* A practice exam: its paper, drawn from the blueprint of a bank, and the exam while it is sat. An exam is its paper and its
   moves: the same paper, the same moves and the same time left give the same exam. */
enum {
    EXAM_BOARD_MIN = 4,
    EXAM_BOARD_MAX = 6, /* layers of a board */
    EXAM_WARN_MS = 5 * 60 * 1000,
    EXAM_TEXT_MAX = 2 * DECK_ID_MAX
};

/* One of its questions. A board has layers of one model of the deck that its part names. */
struct exam_item {
    int part;
    int question; /* of the bank; -1: a board */
    bool fresh;   /* kept for exams, and never shown in one */
    int model, n_layers, layers[EXAM_BOARD_MAX]; /* of a board */
};

/* -- drawing -- */

struct exam_rules {
    const struct deck *bank;
    const struct deck *const *boards; /* for each part of the blueprint the deck of its board; NULL: not there, or it has none */
    const int64_t *seen_ms;           /* for each question of the bank when it was last shown in an exam; 0: never */
    int questions;                    /* as many as are wanted */
    uint64_t seed;
};

/* How many are asked when so many are wanted: at most a third of the bank. */
int exam_size(const struct deck *bank, int questions);

/* How many of n questions each part of the blueprint has: by weight, to within one question (largest remainder; of equal ones
   the earlier part). */
void exam_share(const struct deck *bank, int n, int counts[DECK_PARTS_MAX]);

/* Writes at most exam_size() items, in the order in which they are asked, and returns how many: fewer where a part has too few
   questions. Of a part those kept for exams come first that were never shown, by the hash of (seed, item id); then those
   shown longest ago; then drilled ones. One question of a part is its board, where that deck has a model with enough layers:
   cells that are not asked in a drill (given, open, absent) are not on it. Their order is another hash. */
int exam_draw(const struct exam_rules *rules, struct exam_item *items);

/* -- sitting -- */

enum exam_move_kind {
    EXAM_GO,    /* to the item `at` */
    EXAM_PICK,  /* the option at this position of a question, or gives it back */
    EXAM_YES, EXAM_NO, /* to the statement at this position of a grid; the same again takes it back */
    EXAM_PLACE, /* the layer `at` of a board, into `zone` */
    EXAM_BACK, EXAM_UNDO, /* on a board */
    EXAM_FLAG,   /* and takes the flag down */
    EXAM_HIDE,   /* the clock, and shows it again */
    EXAM_RESUME, /* it was left, or demarc did not run: the clock stood */
    EXAM_HAND_IN,
    EXAM_TIME    /* no time is left: what is there is handed in */
};

struct exam_move {
    enum exam_move_kind kind;
    int at, zone; /* of the moves that have them */
};

struct exam_sheet {
    bool flagged;
    int64_t ms; /* time given to it */
    struct choice choice;
    struct board *board; /* NULL: not a board */
};

/* What one move changed, for the store. */
struct exam_change {
    struct exam_move move;
    struct moment at;
    int n, item; /* number of the step, from 0; the item it belongs to */
    int64_t left_ms;
};

struct exam {
    const struct deck *bank;
    const struct deck *boards[DECK_PARTS_MAX];
    struct exam_item *items;
    struct exam_sheet *sheets;
    int n, at; /* at: the item on the table */
    uint64_t seed;
    int64_t total_ms, left_ms; /* total 0: it has no clock */
    bool clock_hidden;
    enum exam_end { EXAM_RUNS, EXAM_HANDED_IN, EXAM_TIME_OVER } end;
    int n_steps, stood; /* stood: how often the clock stood while it was left */
    struct exam_change change; /* of the last move that was applied */
};

/* Is this a paper for these decks? What comes from disk is asked this before exam_new, which asserts it. */
bool exam_fits(const struct deck *bank, const struct deck *const *boards, const struct exam_item *items, int n);

/* items and boards are copied; the decks are borrowed and must outlive it. The seed orders the options. */
struct exam *exam_new(const struct deck *bank, const struct deck *const *boards, const struct exam_item *items, int n,
                      uint64_t seed, int64_t total_ms);
void exam_free(struct exam *exam);

/* The items that were wrong once more, of boards only the wrong layers, without a clock; NULL: nothing was wrong. */
struct exam *exam_retry(const struct exam *exam);

/* False where the move is not possible now: then nothing has changed. */
bool exam_apply(struct exam *exam, struct exam_move move, struct moment now);

/* Takes time off the clock and gives it to the item on the table. EXAM_TICK_WARNS once, when five minutes are left of an exam
   longer than ten; EXAM_TICK_OVER while none is: the next move is EXAM_TIME. */
enum exam_tick { EXAM_TICK_RUNS, EXAM_TICK_WARNS, EXAM_TICK_OVER };
enum exam_tick exam_tick(struct exam *exam, int64_t ms);

/* "go 12", "pick c", "yes b", "place 2 customer", "undo", "hand-in" ...: options and zones by id. The parser refuses what does
   not fit the item on the table; then *move is as it was. */
void exam_format(const struct exam *exam, const struct exam_change *change, char text[EXAM_TEXT_MAX]);
bool exam_parse(const struct exam *exam, const char *text, struct exam_move *move);

const struct deck_question *exam_question(const struct exam *exam, int item); /* NULL: it is a board */
const struct deck *exam_deck(const struct exam *exam, int item);

bool exam_answered(const struct exam *exam, int item); /* nothing of it is left open */
int exam_open_count(const struct exam *exam);
int exam_flag_count(const struct exam *exam);

/* -- the result -- */

/* A question is a point, right as a whole or not at all; a board has a point for each layer, in the deck's own zone or one that
   another edition of its source gives. What is left open is wrong. The total is the sum of these. */
struct exam_score {
    int right, most;
};
struct exam_score exam_score_of(const struct exam *exam, int item);
struct exam_score exam_score(const struct exam *exam);
struct exam_score exam_score_part(const struct exam *exam, int part);
struct exam_score exam_score_fresh(const struct exam *exam); /* of the questions never shown before */
int exam_wrong_count(const struct exam *exam); /* items that have not got all their points */
bool exam_wrong(const struct exam *exam, int item);

/* Wilson's score interval, 95 %, of a share; n 0: from 0 to 1. */
struct exam_interval {
    double low, high;
};
struct exam_interval exam_wilson(int right, int n);

/* What goes to the log when it is over: for a question one answer, for a board one each layer. rating, ways and counts as in
   srs/grade.h: left open is don't know, but counts 0 where the clock ran out. */
struct exam_answer {
    const struct deck *deck;
    int item; /* of that deck */
    char given[CHOICE_TEXT_MAX];
    bool correct;
    int right_ways, ways, rating, counts, took_ms;
};
int exam_answers(const struct exam *exam, int item, struct exam_answer answers[EXAM_BOARD_MAX]); /* returns how many */

#endif
