#ifndef DEMARC_TEXT_SHARED_H
#define DEMARC_TEXT_SHARED_H

#include "app_exam.h"
#include "app_home.h"
#include "app_round.h"
#include "app_shared.h"
#include "drill.h"
#include "saving.h"

/* What the parts of the story on a terminal share. text.c owns it, reads the clock and the lines, and says what is said. */
enum { TEXT_LINE_MAX = 1000 /* bytes of a line that is read */ };

enum text_end { TEXT_GOES_ON, TEXT_INPUT_ENDED, TEXT_SIGNALLED, TEXT_UNHEARD /* nobody reads what is said */ };

struct text {
    struct app_shared shared; /* no window */
    struct app_home home;
    struct app_exam exam;
    struct app_round round;
    struct drill drill;
    int64_t attended_ms; /* of this drill */
    bool base_language;  /* translated decks are read as they were written */
    const struct deck *deck_said; /* the one that was named last */
    bool hinted;                  /* how a card is answered was said in this drill */
    struct saving saving;
    char heard[600]; /* the line about saving as it was said last */
    bool failed;     /* something was left that could not be saved */
    bool taken;      /* another program goes on with what was played here */

    struct moment now;
    int in, out, wake; /* wake: readable when a signal came */
    enum text_end end;
    char bytes[4096]; /* read and not yet a line */
    int n_bytes, at_byte;
    bool input_over;
    char line[TEXT_LINE_MAX + 1];
};

/* -- text.c: saying and asking -- */

/* One line. Control characters do not reach the terminal; soft hyphens are left out. */
void text_say(struct text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Says the prompt and waits for a line, without spaces around it, while clocks go on. help is said for "?" and "help", and the
   prompt again. NULL: do not ask further here, as the input is over, or what was asked about is no longer on the table. */
const char *text_ask(struct text *t, const char *prompt, const char *help);

bool text_goes_on(const struct text *t); /* false: everything is left as it is and the program ends */

/* Is the line this word, or its short form (NULL: it has none)? Capitals do not matter. */
bool text_is(const char *line, const char *word, const char *brief);
/* The rest of the line behind such a word, or NULL. */
const char *text_after(const char *line, const char *word, const char *brief);
bool text_number(const char *word, int least, int most, int *n); /* a whole number and nothing else */
void text_unknown(struct text *t, const char *line);              /* says that it was not understood */

/* -- text_save.c: the disk -- */

bool text_open_store(struct text *t, struct err *err);
void text_retry(struct text *t, bool at_once); /* what could not be saved; at_once: else at most every two seconds */
void text_tell_saving(struct text *t); /* says when nothing is being saved, and when it is again */

/* Apply a move and save it. False: it is not possible now, and nothing has changed. t->taken may be set after it. */
bool text_drill_move(struct text *t, struct move move);
bool text_round_move(struct text *t, struct move move);
bool text_exam_move(struct text *t, struct exam_move move);

void text_end_drill(struct text *t); /* saves, backs up and clears it */
void text_backup(struct text *t);
void text_flush(struct text *t);

/* Time that went by: clocks go on, and each second is saved. True: what is on the table is another thing now. */
bool text_pass(struct text *t, int64_t ms);
int text_wait_ms(const struct text *t); /* how long to wait for a line before that is due again; -1: for ever */

/* -- the parts -- */

void text_home(struct text *t);

/* Begins a drill or goes on with the unfinished one, and plays it to its end. False: nothing of it is due. */
bool text_drill_begin(struct text *t, const struct deck *only, int minutes);
void text_drill_practise(struct text *t); /* what was only read today */
void text_drill_start(struct text *t, const struct deck *only); /* as `demarc drill` does */
bool text_drill_resume(struct text *t); /* false: it cannot be gone on with, which was said */

void text_exam(struct text *t, const struct deck *bank);                 /* NULL: any */
void text_round(struct text *t, const struct round_setup *setup);        /* NULL: it is set up first */

/* -- boards: text_board.c and text_checked.c -- */

/* A board while it is placed. Layers are asked one by one; of a line its cells, row by row. */
struct text_board {
    const struct deck *deck;
    const struct board *board;
    bool line, exam; /* exam: nobody is not sure, and there is no Check */
    int model;       /* of one that is not a line */
    bool (*move)(struct text *t, struct move move);
    const int *on;   /* of the session or exam: what is on the table */
    int was;         /* and what it is for this board */
    int at;          /* the position that is asked; n_cells: all were */
};

void text_board_say(struct text *t, const struct text_board *b); /* what it asks, zones and models */

/* Asks until something else is wanted than placing: that line; "" for Enter behind the last layer. NULL: as text_ask. */
const char *text_board_ask(struct text *t, struct text_board *b, const char *help);

/* After Check: what was right, then the reasons, mistakes first. Returns when the session went on, or was left (false). */
bool text_checked(struct text *t, struct session *session, const struct deck *deck, const struct drill_facts *facts,
                  bool (*move)(struct text *t, struct move move));
void text_checked_say(struct text *t, const struct session *session, const struct deck *deck,
                      const struct drill_facts *facts);
void text_reasons_say(struct text *t, const struct session *session, const struct deck *deck, int at,
                      const struct drill_facts *facts);
void text_source_say(struct text *t, const struct deck_source *source);

/* -- questions: text_choice.c -- */

/* The options, numbered, with what is given so far. */
void text_choice_say(struct text *t, const struct deck_question *question, const struct choice *choice);
/* The same answered, with every reason. */
void text_choice_explain(struct text *t, const struct deck_question *question, const struct choice *choice);
/* What the line chooses: calls pick for each number. False: the line is no such answer, and nothing was done. */
bool text_choice_take(struct text *t, const char *line, const struct choice *choice,
                      bool (*pick)(struct text *t, enum choice_given given, int at), bool *unsure);

/* -- words -- */

/* A pen over a buffer: adds as much as fits. */
struct text_words {
    char *text;
    int size, used;
};
void text_add(struct text_words *words, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
