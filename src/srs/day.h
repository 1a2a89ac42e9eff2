#ifndef DEMARC_SRS_DAY_H
#define DEMARC_SRS_DAY_H

#include "base/moment.h"

#include <stdbool.h>

/* Days are counted from 1970-01-01 in local time; a day of study begins at 4 in the morning, or when the learner set. */
enum { DAY_ROLLOVER_HOURS = 4, DAY_START_MOST = 12 };

/* When days begin, and until which moment they begin as before it was set: the day on which that was done goes on to its
   end, so no day comes twice and none goes back. All zero: at 4. */
struct day_start {
    int shift_h, before_shift_h; /* as in struct moment */
    int64_t until_ms;            /* UTC */
};
struct day_start day_start_set(const struct day_start *start, int hour, struct moment now); /* hour: 0 .. DAY_START_MOST */
struct moment day_start_at(const struct day_start *start, struct moment moment); /* its day_shift_h is set */

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
