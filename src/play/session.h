#ifndef DEMARC_PLAY_SESSION_H
#define DEMARC_PLAY_SESSION_H

#include "base/moment.h"
#include "deck/deck.h"
#include "play/answering.h"
#include "play/board.h"
#include "play/topics.h"

/* A drill: tasks that were fixed when it began, the board, card or question on the table, and the moves made. A session is its moves: the
   same tasks and the same moves give the same session, so what is on disk is a list of moves. Every move of a person,
   live or replayed, goes through session_apply and nothing else changes a session. */
enum task_kind { TASK_BOARD, TASK_LINE, TASK_CARD, TASK_QUESTION, TASK_KINDS };

struct task {
    enum task_kind kind;
    int deck;   /* index into session.decks */
    int model;  /* of a TASK_BOARD; else -1 */
    bool reask; /* appended by a Check for what was wrong; not in the plan */
    int n_items; /* 1 of a card or a question */
    int items[BOARD_CELLS_MAX]; /* numbers as in deck_item_count */
};

enum phase { PHASE_PLACING, PHASE_CHECKED, PHASE_OVER }; /* a card is checked only where nothing follows its rating */

enum verdict {
    VERDICT_RIGHT,
    VERDICT_WRONG,
    VERDICT_OPEN,    /* was left open: wrong in the score, Again in the memory */
    VERDICT_DIFFERS  /* another edition of the source says so: a point in the score, nothing in the memory */
};

enum verdict verdict_of(const struct deck_cell *cell, int given); /* given: a zone, or BOARD_OPEN */
bool verdict_is_mistake(enum verdict verdict); /* wrong or left open; the others are a point in the score */

/* What is written to the log for one item; rating, ways and counts as in srs/grade.h. counts is 1 here where the
   answer is one for the memory: the store makes it 2 where it is not the day's first. */
struct session_answer {
    int deck, item;
    int given; /* zone, or BOARD_OPEN; the rating of a card; of a question its choice_code */
    bool unsure, correct;
    int right_ways, ways, rating, counts;
    int took_ms;
    enum verdict verdict;
};

/* What became of a planned item, for the page at the end: the first answer, and whether the re-ask was right. */
struct session_try {
    int deck, item;
    int given; /* as in session_answer */
    enum verdict verdict;
    bool unsure, slipped;
    enum { AGAIN_NOT, AGAIN_RIGHT, AGAIN_WRONG } again; /* not asked again (yet, or that slipped); right where it differs */
};

/* What one move changed, for the store: always one step of the log, and with a Check or a rating its
   answers. */
struct session_change {
    struct move move;
    struct moment at;
    int n;    /* number of the step, from 0 */
    int task; /* the task it belongs to */
    int64_t left_ms; /* on the clock after it; -1: there is none */
    int n_answers;
    struct session_answer answers[BOARD_CELLS_MAX];
    int voids; /* the task whose answers this takes back, all of them but with MOVE_SLIP_ROW; -1: none */
    int n_shown; /* asked items not answered here whose solution may now stand beside these, or stands on the card or in the
                    question about them, of decks beside too: they count as seen today. What has no room, of cards about very many, does not */
    struct { int deck, item; } shown[BOARD_CELLS_MAX * DECK_MODELS_MAX];
    bool over; /* the session ended with this move */
};

/* The clock of the board on the table. It runs only while it is told how much time went by. */
struct session_clock {
    int64_t each_ms, left_ms; /* each_ms 0: there is no clock */
    enum { CLOCK_WAITS, CLOCK_RUNS, CLOCK_PAUSED } state;
};

struct session {
    const struct deck **decks;
    int n_decks, n_beside; /* n_beside: decks behind these of which nothing is asked, but cards and questions may tell of them */
    struct task *tasks; /* the plan and, behind it, the re-asks; room for every re-ask there can be */
    int n_tasks, n_planned, task;
    enum phase phase;
    struct board board;
    struct answering answering; /* the card or question */
    uint64_t seed; /* shuffles the options */
    int n_answers; /* of what is on the table, once checked; else 0 */
    struct session_answer answers[BOARD_CELLS_MAX]; /* by position; of a card or question the first */
    bool slipped[BOARD_CELLS_MAX]; /* by position: voided by MOVE_SLIP_ROW */
    int due_day[BOARD_CELLS_MAX]; /* when each comes back, told by the store after a Check; DUE_UNKNOWN before, or slipped */
    struct topics topics; /* what cards and questions of the plan are about; and of each task where it stands there */
    struct task_about { int at, n; } *about;
    bool *hidden, *said; /* for each deck and item: as given to session_new; answered in this session */
    struct session_try *tries; /* in the order answered; room for every planned item */
    int n_tries;
    int n_steps;
    int asked, answered, right; /* items planned, done, right or differing; re-asks and slips not in them */
    int n_teams;   /* of a round, which take the boards in turn; 0: a drill */
    bool stopped;  /* by MOVE_STOP */
    bool practice; /* set behind session_new: never stored, so nothing is asked again and nobody slips */
    struct session_clock clock;
    int64_t attended_ms; /* time given to this board while the window had the focus; the app adds to it */
    struct session_change change; /* of the last move that was applied */
};

enum {
    DUE_UNKNOWN = -1000000,
    SHOW_DAYS = 3,
    REASK_ITEMS_MAX = 10, /* on one board */
    TOOK_MS_MAX = 60000
};

/* Is this a plan for these decks: each task has items, all of its deck, kind and model and asked there, and none is asked
   twice? Those of a line stand row by row: a layer's cells together, models rising.
   What comes from disk is asked this before session_new, which asserts it. */
bool session_fits(const struct deck *const *decks, int n_decks, const struct task *tasks, int n_tasks);

/* tasks are copied; the decks, though not the array of them, are borrowed and must outlive the session. hidden_items: for
   each deck one bool an item, true where its solution must not be shown before it is answered although no task asks it (never
   met, or due within SHOW_DAYS); copied. seed shuffles the options of questions. */
struct session *session_new(const struct deck *const *decks, int n_decks, const struct task *tasks, int n_tasks,
                            const bool *const *hidden_items, uint64_t seed);

/* Tells the session of the decks beside its own, of which those that are its own are left out; borrowed. Right after it was
   begun or gone on with: what its cards and questions are about there is shown with them, too. */
void session_stands_beside(struct session *session, const struct deck *const *decks, int n);

/* A round: boards with a clock each, taken in turn by the teams (1: the machine's own learner; the answers of others count
   0). A placement may be asked of several boards; nothing is asked again and nobody slips. What no board of it has asked yet
   is not shown. session_fits_round is what it asserts. */
bool session_fits_round(const struct deck *const *decks, int n_decks, const struct task *tasks, int n_tasks);
struct session *session_new_round(const struct deck *const *decks, int n_decks, const struct task *tasks, int n_tasks,
                                  int n_teams, int64_t each_ms);
void session_free(struct session *session);

/* Time that went by. True: with it the clock has come to its end, and MOVE_TIME is due. */
bool session_tick(struct session *session, int64_t ms);
bool session_is_timing(const struct session *session);

int session_team(const struct session *session, int task); /* whose board it is; 0 in a drill */

/* False where the move is not possible now: then nothing has changed. Otherwise session->change says what to save. What
   a Check finds wrong or open is asked again behind the plan, once; a replay regenerates those tasks. */
bool session_apply(struct session *session, struct move move, struct moment now);

const struct deck *session_deck(const struct session *session); /* of the task on the table; NULL when it is over */
const struct task *session_task(const struct session *session); /* NULL when it is over */

/* May this item's solution be seen now? Always what is never asked: given, absent, open. The board that was just checked
   shows its own. Otherwise not while a task of the session still asks it, re-asks included, nor where it is hidden and was
   not answered in this session. */
bool session_may_show(const struct session *session, int deck, int item);

/* How many placements of the board on the table are right (or differ) after Check, of how many that did not slip, and the
   next wrong one behind `at` in the order of the board, or -1; -1 as `at` finds the first. Wrong and left open are mistakes;
   what slipped is neither right nor a mistake. */
int session_board_right(const struct session *session);
int session_board_graded(const struct session *session);
int session_next_mistake(const struct session *session, int at);

int session_left(const struct session *session); /* items still to answer, re-asks included */
int64_t session_left_ms(const struct session *session, const int ms[3]); /* with so much for one of each enum deck_item_kind */

/* Of a question on the table, and of a card. */
const struct deck_question *session_question(const struct session *session);
const struct deck_card *session_card(const struct session *session);

bool session_can_undo(const struct session *session); /* MOVE_UNDO is possible */

#endif
