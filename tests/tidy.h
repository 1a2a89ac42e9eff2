#ifndef DEMARC_TESTS_TIDY_H
#define DEMARC_TESTS_TIDY_H

#include "stage.h"

/* What holds for every picture, whatever it shows: no text is cut or lies over another, out of its box or under a later
   one; every control has a name, a key and 44 x 44 px, lies over no other, and comes in the order it is read in; what has
   the focus is seen. Measure with the fonts of the program: a table of widths is not what a person sees. */
struct tidy {
    char where[200]; /* what is looked at, for messages */
    bool (*may_be_cut)(const struct stage *s, const char *text); /* NULL: nothing may */
    bool quiet;      /* nothing is printed */
    int failures;    /* so far */
    char broken[200]; /* the rules that were broken, one after the other */
};

/* A matter is printed once for each `where`. b: another thing that is meant, or NULL. */
void tidy_complain(struct tidy *tidy, const char *rule, const char *a, struct rect ra, const char *b, struct rect rb);

void tidy_texts(struct tidy *tidy, const struct stage *s);
void tidy_controls(struct tidy *tidy, const struct stage *s);

/* Each control has a key of its own or is reached with the arrows. Presses arrows, so the stage is another afterwards. */
void tidy_keys(struct tidy *tidy, struct stage *s);

/* Tab goes to every control that can be pressed, and each time that is seen. Takes the focus elsewhere. */
void tidy_focus(struct tidy *tidy, struct stage *s);

/* What of a control or a command is seen. */
struct rect tidy_control_seen(const struct ui_control *control);

bool tidy_is_mark(const struct stage *s, const struct ui_control *control); /* the end of a card: sure or not sure */

#endif
