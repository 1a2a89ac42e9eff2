/* The table of settings. A value is read once, where it enters, and kept in one form. */
#include "play/settings.h"

#include "base/tr.h"
#include "srs/day.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double retention_least = .70, retention_most = .97;

/* Digits and one point, so that it is read the same in every locale. */
static bool read_retention(const char *value, char clean[SETTING_MAX])
{
    double read = 0, unit = 0;
    if (!*value)
        return false;
    for (const char *c = value; *c; c++) {
        if (*c == '.' && unit == 0) {
            unit = 1;
        } else if (*c >= '0' && *c <= '9') {
            read = unit > 0 ? read + (unit /= 10) * (*c - '0') : read * 10 + (*c - '0');
        } else {
            return false;
        }
    }
    if (read < retention_least - 1e-9 || read > retention_most + 1e-9)
        return false;
    int percent = (int)(read * 100 + .5);
    double off = read * 100 - percent;
    if (off > 1e-6 || off < -1e-6)
        return false;
    snprintf(clean, SETTING_MAX, "0.%02d", percent);
    return true;
}

static bool read_ratings(const char *value, char clean[SETTING_MAX])
{
    if (strcmp(value, "2") != 0 && strcmp(value, "4") != 0)
        return false;
    snprintf(clean, SETTING_MAX, "%s", value);
    return true;
}

static bool read_one_of(const char *value, const char *const *words, char clean[SETTING_MAX])
{
    for (; *words; words++)
        if (strcmp(value, *words) == 0) {
            snprintf(clean, SETTING_MAX, "%s", value);
            return true;
        }
    return false;
}

static bool read_theme(const char *value, char clean[SETTING_MAX])
{
    return read_one_of(value, (const char *const[]){"light", "dark", "contrast", NULL}, clean);
}

static bool read_motion(const char *value, char clean[SETTING_MAX])
{
    return read_one_of(value, (const char *const[]){"full", "reduced", NULL}, clean);
}

static bool read_switch(const char *value, char clean[SETTING_MAX])
{
    return read_one_of(value, (const char *const[]){"off", "on", NULL}, clean);
}

static bool read_number(const char *value, int least, int most, int step, char clean[SETTING_MAX])
{
    char *end;
    long n = strtol(value, &end, 10);
    if (end == value || *end || n < least || n > most || n % step)
        return false;
    snprintf(clean, SETTING_MAX, "%ld", n);
    return true;
}

static bool read_minutes(const char *value, char clean[SETTING_MAX])
{
    return read_number(value, 1, SETTING_MINUTES_MAX, 1, clean);
}

static bool read_text_size(const char *value, char clean[SETTING_MAX])
{
    return read_number(value, SETTING_TEXT_LEAST, SETTING_TEXT_MOST, SETTING_TEXT_STEP, clean);
}

static bool read_day_start(const char *value, char clean[SETTING_MAX])
{
    return read_number(value, 0, DAY_START_MOST, 1, clean);
}

/* A code such as nl or pt-br, in lower case. */
static bool read_language(const char *value, char clean[SETTING_MAX])
{
    size_t length = strlen(value), first = strcspn(value, "-");
    if (first < 2 || first > 3 || length > SETTING_LANGUAGE_MAX - 1 || value[length - 1] == '-')
        return false;
    for (size_t i = 0; i <= length; i++) {
        clean[i] = value[i] >= 'A' && value[i] <= 'Z' ? (char)(value[i] + 'a' - 'A') : value[i];
        if (value[i] && value[i] != '-' && (clean[i] < 'a' || clean[i] > 'z') && (clean[i] < '0' || clean[i] > '9'))
            return false;
    }
    return strcmp(clean, SETTING_AUTO) != 0;
}

static bool read_day(const char *value, char clean[SETTING_MAX])
{
    int day;
    if (!day_parse(value, &day))
        return false;
    snprintf(clean, SETTING_MAX, "%s", value);
    return true;
}

/* An exam's id or a word of its own; which exams there are the decks say. */
static bool read_goal(const char *value, char clean[SETTING_MAX])
{
    size_t length = strlen(value);
    if (!length || length > SETTING_GOAL_MAX || strspn(value, "abcdefghijklmnopqrstuvwxyz0123456789-") != length)
        return false;
    snprintf(clean, SETTING_MAX, "%s", value);
    return true;
}

const struct setting settings[] = {
    {"minutes", TR_MARK("length of a drill"), "1 to 240", "10", read_minutes},
    {"retention", TR_MARK("how likely you should still know something when it is asked again"),
     "0.70 to 0.97, in hundredths", "0.90", read_retention},
    {"ratings", TR_MARK("how a card is rated: Not yet and Knew it, or four ways"), "2 or 4", "2", read_ratings},
    {"exam.ID", TR_MARK("the day of an exam: everything is asked again in the days before it"),
     "a day such as 2026-12-31", "none", read_day},
    {"text_size", TR_MARK("size of text in per cent; auto: as the display says"), "100 to 200 in tens", SETTING_AUTO,
     read_text_size},
    {"theme", TR_MARK("colours"), "light, dark or contrast", "light", read_theme},
    {"motion", TR_MARK("reduced: nothing moves"), "full or reduced", "full", read_motion},
    {"day_start", TR_MARK("the hour at which a day of study begins"), "0 to 12", "4", read_day_start},
    {"sounds", TR_MARK("a tick at Check, high for right, low for wrong"), "off or on", "off", read_switch},
    {"language", TR_MARK("of decks that are translated; auto: the system's"), "a code such as nl or pt-br",
     SETTING_AUTO, read_language},
    {"goal", TR_MARK("what you are here for, which chooses the decks of the plan"),
     "the id of an exam, none, teach or all", "all", read_goal},
    {"plan.ID", TR_MARK("this deck in your plan or out of it, whatever the goal"), "on or off", "by goal", read_switch},
};
const int n_settings = sizeof settings / sizeof *settings;

const struct setting *setting_find(const char *name, const char **id)
{
    for (int i = 0; i < n_settings; i++) {
        size_t length = strlen(settings[i].name);
        bool many = length > 3 && strcmp(settings[i].name + length - 3, ".ID") == 0;
        if (many && strncmp(name, settings[i].name, length - 2) == 0 && name[length - 2]) {
            *id = name + length - 2;
            return &settings[i];
        }
        if (!many && strcmp(name, settings[i].name) == 0) {
            *id = NULL;
            return &settings[i];
        }
    }
    return NULL;
}

bool setting_check(const struct setting *setting, const char *value, char clean[SETTING_MAX], struct err *err)
{
    return setting->read(value, clean) ||
           err_set(err, tr("%s takes %s, not '%s'"), setting->name, setting->values, value);
}

double setting_retention(double value)
{
    return value >= retention_least - 1e-9 && value <= retention_most + 1e-9 ? value : SETTING_RETENTION;
}

bool setting_is_unset(const struct setting *setting, const char *value)
{
    return strcmp(value, "none") == 0 || strcmp(value, "default") == 0 ||
           (strcmp(setting->fallback, SETTING_AUTO) == 0 && strcmp(value, SETTING_AUTO) == 0);
}

/* -- when a day begins -- */

static int shift_of(const char *hour)
{
    char clean[SETTING_MAX];
    return hour && read_day_start(hour, clean) ? atoi(clean) - DAY_ROLLOVER_HOURS : 0;
}

struct day_start setting_day_start(const char *hour, const char *before)
{
    char before_hour[4];
    int64_t until_ms;
    struct day_start start = {.shift_h = shift_of(hour)};
    start.before_shift_h = start.shift_h;
    if (before && sscanf(before, "%3s until %" SCNd64, before_hour, &until_ms) == 2) {
        start.before_shift_h = shift_of(before_hour);
        start.until_ms = until_ms;
    }
    return start;
}

bool setting_day_before(const struct day_start *start, char text[SETTING_MAX])
{
    snprintf(text, SETTING_MAX, "%d until %" PRId64, start->before_shift_h + DAY_ROLLOVER_HOURS, start->until_ms);
    return start->until_ms != 0;
}

int setting_minutes(const char *value)
{
    char clean[SETTING_MAX];
    return value && read_minutes(value, clean) ? atoi(clean) : SETTING_MINUTES;
}
