#ifndef DEMARC_SCREENS_WHEN_H
#define DEMARC_SCREENS_WHEN_H

#include "play/session.h"

#include <stdint.h>

/* Days and times in words. */
const char *when_weekday(int day);    /* "Tuesday" */
const char *when_month(int month);    /* "January" for 1 */
const char *when_day(int day, char *text, int size); /* "Thursday, 3 December 2026" */
/* Reads what people write for a day: 3 12 2026, 3-12-26, 3 dec, 3 December 2026, 2026-12-03. */
bool when_read(const char *text, int today, int *day);
int when_minutes(int64_t ms);         /* begun ones count whole */

/* "At the end of this session, then tomorrow.": where the learner meets an item again that was just answered. */
const char *when_back(const struct session *session, int at, int today, char *text, int size);
const char *when_due(int due_day, int today, char *text, int size); /* "today", "tomorrow", "in 4 days" */

const char *when_date(int day, char *text, int size); /* "3 December 2026" */

#endif
