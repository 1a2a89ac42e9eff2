#ifndef DEMARC_SCREENS_END_WORDS_H
#define DEMARC_SCREENS_END_WORDS_H

#include "screens/end.h"

/* The words of the end of a drill, for window and terminal alike. */
bool end_is_mistake(const struct session_try *t);
int end_mistakes(const struct session *session);

/* Of one answer: "You said shared.", and the first sentence of what decides it (of a question what is right). */
void end_said(const struct session *session, const struct session_try *t, char *said, char *because, int size);
const char *end_outcome(const struct session_try *t, bool *right); /* "right later", "wrong again", "slipped" ... */
const char *end_item_name(const struct deck *deck, int item);     /* of a card or question */

bool end_mix_up(const struct session *session, char *text, int size); /* false: nothing is mixed up */

/* all: the list below has every answer, not the wrong ones. */
void end_headline(const struct session *session, const struct end_facts *facts, bool all, char *head, char *below, int size);
void end_about(const struct end_facts *facts, char *text, int size); /* the day, and how long it took */
void end_next(const struct end_facts *facts, char *head, char *below, int size);
const char *end_hint(const struct end_facts *facts);
const char *end_exam_says(void);

struct end_ten {
    char head[80], right[40], likely[80], from[120], never[80]; /* never: "" where all were asked */
};
void end_ten(const struct end_facts *facts, struct end_ten *ten);

#endif
