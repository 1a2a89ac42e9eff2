#ifndef DEMARC_PLAY_SETTINGS_H
#define DEMARC_PLAY_SETTINGS_H

#include "base/err.h"
#include "srs/day.h"

/* What a learner can set, by name: one table for the command `demarc set`, the store and the screens. A row whose name ends
   in ".ID" stands for many: exam.az-900 is an exam's, plan.azure a deck's. */
enum { SETTING_GOAL_MAX = 40, SETTING_MAX = 64 /* bytes of a value, the final NUL included */ };

struct setting {
    const char *name, *means, *values, *fallback; /* fallback: what counts where it is not set */
    bool (*read)(const char *value, char clean[SETTING_MAX]);
};

extern const struct setting settings[];
extern const int n_settings;

/* NULL: there is none of that name. id is what stands for ID, or NULL where the name has none; it points into name. */
const struct setting *setting_find(const char *name, const char **id);

/* The value as it is stored; false with a sentence where it is not allowed. */
bool setting_check(const struct setting *setting, const char *value, char clean[SETTING_MAX], struct err *err);

/* Goals that are no exam. GOAL_ALL is what counts where none is set. */
#define GOAL_NONE "none"   /* to understand it */
#define GOAL_TEACH "teach"
#define GOAL_ALL "all"     /* every deck, or those of the exams whose day is set */

/* The numbers of some, also of what a damaged file says. */
#define SETTING_RETENTION .90
double setting_retention(double value);
enum { SETTING_MINUTES = 10, SETTING_MINUTES_MAX = 240 };
int setting_minutes(const char *value); /* NULL: it is not set */
enum { SETTING_TEXT_LEAST = 100, SETTING_TEXT_MOST = 200, SETTING_TEXT_STEP = 10, SETTING_LANGUAGE_MAX = 36 };

/* The words that unset it. */
#define SETTING_AUTO "auto"
bool setting_is_unset(const struct setting *setting, const char *value);

/* Of the setting day_start, and of what is kept beside it under SETTING_DAY_BEFORE: how days began until when; NULL: it is not
   set. setting_day_before gives the text of that; false: nothing is to be kept. */
#define SETTING_DAY_BEFORE "day_start.before"
struct day_start setting_day_start(const char *hour, const char *before);
bool setting_day_before(const struct day_start *start, char text[SETTING_MAX]);

#endif
