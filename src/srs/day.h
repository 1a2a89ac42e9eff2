#ifndef DEMARC_SRS_DAY_H
#define DEMARC_SRS_DAY_H

#include "base/moment.h"

#include <stdbool.h>

/* Days are counted from 1970-01-01 in local time; a day of study begins at 4 in the morning. */
enum { DAY_ROLLOVER_HOURS = 4 };

int day_of(struct moment moment);                /* the day of study */
int day_from_date(int year, int month, int mday); /* a calendar day; proleptic Gregorian */
void day_to_date(int day, int *year, int *month, int *mday);
int day_weekday(int day); /* 0 Monday .. 6 Sunday */

/* Reads 2026-12-01; false where it is not a day of the calendar, or more follows. */
bool day_parse(const char *text, int *day);

/* Reads 2026-12-01T10:00:00+01:00 (or Z); false where it is anything else: no fraction of a second, no leap second, no
   lower case, no offset past 14:00. */
bool moment_parse(const char *text, int64_t *utc_ms, int *offset_min);

#endif
