/* The table of settings. A value is read once, where it enters, and kept in one form. */
#include "play/settings.h"

#include "base/tr.h"
#include "srs/day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double retention_least = .70, retention_most = .97;

static bool read_minutes(const char *value, char clean[SETTING_MAX])
{
    char *end;
    long n = strtol(value, &end, 10);
    if (end == value || *end || n < 1 || n > SETTING_MINUTES_MAX)
        return false;
    snprintf(clean, SETTING_MAX, "%ld", n);
    return true;
}

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
    int percent = (int)(read * 100 + .5);
    double off = read * 100 - percent;
    if (read < retention_least - 1e-9 || read > retention_most + 1e-9 || off > 1e-6 || off < -1e-6)
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

static bool read_switch(const char *value, char clean[SETTING_MAX])
{
    if (strcmp(value, "on") != 0 && strcmp(value, "off") != 0)
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

int setting_minutes(const char *value)
{
    char clean[SETTING_MAX];
    return value && read_minutes(value, clean) ? atoi(clean) : SETTING_MINUTES;
}
