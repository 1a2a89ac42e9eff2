#ifndef DEMARC_TEXT_DRILL_H
#define DEMARC_TEXT_DRILL_H

#include "screens/end.h"
#include "text_shared.h"

/* What is on the table, until something else is, or its other side. False: the drill is left, or nothing more can be asked. */
bool text_drill_task(struct text *t);

/* What the page at the end of a drill says; all: every answer, else what was wrong. */
void text_end_say(struct text *t, const struct session *session, const struct end_facts *facts, bool all);

#endif
