#ifndef DEMARC_SCREENS_WHEN_H
#define DEMARC_SCREENS_WHEN_H

#include <stdint.h>

/* Days and times in words. */
const char *when_weekday(int day);    /* "Tuesday" */
const char *when_month(int month);    /* "January" for 1 */
int when_minutes(int64_t ms);         /* begun ones count whole */

#endif
