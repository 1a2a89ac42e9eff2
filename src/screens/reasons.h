#ifndef DEMARC_SCREENS_REASONS_H
#define DEMARC_SCREENS_REASONS_H

#include "play/session.h"
#include "screens/screen.h"

/* The words of feedback, for window and terminal alike. */

/* On one placement after Check, in the order in which a mistake is mended. Texts belong to it or to the deck. */
enum { REASONS_MAX = 6 };

struct reasons {
    enum verdict verdict;
    bool slipped;     /* then the verdict counts no more */
    char said[160];   /* "Wrong: you said shared" */
    char what[300];   /* "Network controls in PaaS" */
    char answer[200]; /* "You secure it", or "Microsoft: secures it for you" */
    char exam[600];   /* "In the exam: Network controls, Shared", or "" where the deck speaks as the exam does */
    int n, n_before;  /* sections, and how many stand before "the same layer elsewhere" */
    struct reason {
        const char *head, *text;
    } sections[REASONS_MAX];
    bool elsewhere; /* the same layer under the other models belongs here: reasons_elsewhere for each */
    const struct deck_source *source;
    char tempting[160], left[600], back[160];
};

/* deck: the session's own, or its base where that language is shown. */
void reasons_of(struct reasons *r, const struct session *session, const struct deck *deck, int at,
                const struct drill_facts *facts);

const char *reasons_elsewhere_head(void);
/* The zone's name, or "none", "open", and "later" where it may not be seen yet. */
const char *reasons_elsewhere(const struct session *session, const struct deck *deck, int layer, int model);

/* "right", "right, not sure", "sources differ", "left open", "slipped"; what was wrong says "you said shared". */
void reasons_word(const struct session *session, const struct deck *deck, int at, char *text, int size);

/* "4 of 6 right", and where it is wanted how many of these where sources differ. */
void reasons_score(const struct session *session, bool differing, char *text, int size);

/* "Source: Shared responsibility in the cloud" */
void reasons_source(const struct deck_source *source, char *text, int size);

/* Of a question: "Wrong, and you were not sure". */
const char *reasons_question(const struct session_answer *answer);

#endif
