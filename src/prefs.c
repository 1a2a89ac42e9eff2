/* From settings, which are texts, to what the program does by them. */
#include "prefs.h"

#include "base/mem.h"
#include "sdl/window.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GOALS_MAX = 100, SIZE_MOST = 8192 };
static const char exam_name[] = "exam.", size_name[] = "window.size", day_start_name[] = "day_start";

/* -- one setting in the file -- */

static const char *exam_of(const char *name)
{
    return strncmp(name, exam_name, sizeof exam_name - 1) == 0 ? name + sizeof exam_name - 1 : NULL;
}

static bool get_exam(struct store *store, const char *exam, char value[SETTING_MAX])
{
    struct store_goal goals[GOALS_MAX];
    int n = store_goals(store, goals, GOALS_MAX), year, month, day;
    for (int i = 0; i < n; i++)
        if (strcmp(goals[i].exam, exam) == 0) {
            day_to_date(goals[i].day, &year, &month, &day);
            snprintf(value, SETTING_MAX, "%04d-%02d-%02d", year, month, day);
            return true;
        }
    return false;
}

static bool get(struct store *store, const char *name, char value[SETTING_MAX])
{
    const char *exam = exam_of(name);
    return exam ? get_exam(store, exam, value) : store_setting_get(store, name, value);
}

static int hour_of(const char *value)
{
    return value ? atoi(value) : DAY_ROLLOVER_HOURS;
}

/* What is kept beside it comes first: alone it changes nothing. */
static bool put_day_before(struct store *store, const char *hour, struct moment now, struct err *err)
{
    char text[SETTING_MAX], old[SETTING_MAX];
    struct day_start is = store_day_start(store);
    struct day_start becomes = day_start_set(&is, hour_of(hour), now);
    bool any = setting_day_before(&becomes, text);
    if (!any && !store_setting_get(store, SETTING_DAY_BEFORE, old))
        return true;
    return store_setting_set(store, SETTING_DAY_BEFORE, any ? text : NULL, now, err);
}

bool prefs_put(struct store *store, const char *name, const char *value, struct moment now, struct err *err)
{
    const char *exam = exam_of(name);
    int day;
    if (exam && value)
        return day_parse(value, &day) && store_goal_set(store, exam, day, now, err);
    if (exam)
        return store_goal_clear(store, exam, now, err);
    if (strcmp(name, day_start_name) == 0 && !put_day_before(store, value, now, err))
        return false;
    return store_setting_set(store, name, value, now, err);
}

bool prefs_put_size(struct store *store, int width_px, int height_px, struct moment now, struct err *err)
{
    char is[SETTING_MAX], text[SETTING_MAX];
    snprintf(text, sizeof text, "%dx%d", width_px, height_px);
    return (store_setting_get(store, size_name, is) && strcmp(is, text) == 0) ||
           store_setting_set(store, size_name, text, now, err);
}

/* -- and where it cannot be written -- */

static struct pref *find_unsaved(struct prefs *prefs, const char *name)
{
    for (int i = 0; i < prefs->n_unsaved; i++)
        if (strcmp(prefs->unsaved[i].name, name) == 0)
            return &prefs->unsaved[i];
    return NULL;
}

bool prefs_get(const struct prefs *prefs, struct store *store, const char *name, char value[SETTING_MAX])
{
    for (int i = 0; i < prefs->n_unsaved; i++)
        if (strcmp(prefs->unsaved[i].name, name) == 0) {
            snprintf(value, SETTING_MAX, "%s", prefs->unsaved[i].value);
            return !prefs->unsaved[i].unset;
        }
    return get(store, name, value);
}

void prefs_keep(struct prefs *prefs, const char *name, const char *value, struct moment now)
{
    struct pref *pref = find_unsaved(prefs, name);
    if (!pref) {
        prefs->unsaved = xgrow(prefs->unsaved, prefs->n_unsaved, &prefs->unsaved_room, sizeof *prefs->unsaved);
        pref = &prefs->unsaved[prefs->n_unsaved++];
    }
    snprintf(pref->name, sizeof pref->name, "%s", name);
    snprintf(pref->value, sizeof pref->value, "%s", value ? value : "");
    pref->unset = !value;
    if (strcmp(name, day_start_name) == 0)
        prefs->day_start = day_start_set(&prefs->day_start, hour_of(value), now);
}

static void drop_unsaved(struct prefs *prefs, struct pref *pref)
{
    if (pref)
        *pref = prefs->unsaved[--prefs->n_unsaved];
}

bool prefs_set(struct prefs *prefs, struct store *store, const char *name, const char *value, struct moment now,
               struct err *err)
{
    if (prefs_put(store, name, value, now, err)) {
        drop_unsaved(prefs, find_unsaved(prefs, name));
        return true;
    }
    prefs_keep(prefs, name, value, now);
    return false;
}

bool prefs_save(struct prefs *prefs, struct store *store, struct moment now, struct err *err)
{
    while (prefs->n_unsaved) {
        struct pref *pref = &prefs->unsaved[prefs->n_unsaved - 1];
        if (!prefs_put(store, pref->name, pref->unset ? NULL : pref->value, now, err))
            return false;
        drop_unsaved(prefs, pref);
    }
    return true;
}

void prefs_clear(struct prefs *prefs)
{
    free(prefs->unsaved);
}

/* -- what they mean -- */

const struct theme *prefs_theme(const char *name)
{
    return strcmp(name, "light") == 0      ? &theme_light
           : strcmp(name, "dark") == 0     ? &theme_dark
           : strcmp(name, "contrast") == 0 ? &theme_contrast
                                           : NULL;
}

static bool is(const struct prefs *prefs, struct store *store, const char *name, const char *value)
{
    char text[SETTING_MAX];
    return prefs_get(prefs, store, name, text) && strcmp(text, value) == 0;
}

static int text_percent(const struct prefs *prefs, struct store *store)
{
    char value[SETTING_MAX];
    int percent = prefs_get(prefs, store, "text_size", value) ? atoi(value) : prefs->display_percent;
    return percent < SETTING_TEXT_LEAST  ? SETTING_TEXT_LEAST
           : percent > SETTING_TEXT_MOST ? SETTING_TEXT_MOST
                                         : percent;
}

/* One that could not be saved was taken in by prefs_set. */
static bool is_day_start_unsaved(const struct prefs *prefs)
{
    for (int i = 0; i < prefs->n_unsaved; i++)
        if (strcmp(prefs->unsaved[i].name, day_start_name) == 0)
            return true;
    return false;
}

void prefs_read(struct prefs *prefs, const struct options *options, struct store *store)
{
    char value[SETTING_MAX];
    bool set = prefs_get(prefs, store, "minutes", value);
    prefs->minutes = options->minutes ? options->minutes : setting_minutes(set ? value : NULL);
    prefs->four_ratings = is(prefs, store, "ratings", "4");
    prefs->text_percent = options->text_percent ? options->text_percent : text_percent(prefs, store);
    prefs->still = options->still || is(prefs, store, "motion", "reduced");
    prefs->sounds = is(prefs, store, "sounds", "on");
    prefs->theme = prefs_theme(options->theme ? options->theme : prefs_get(prefs, store, "theme", value) ? value : "");
    if (!prefs->theme)
        prefs->theme = &theme_light;
    if (!is_day_start_unsaved(prefs))
        prefs->day_start = store_day_start(store);
}

struct moment prefs_now(const struct prefs *prefs, const struct options *options)
{
    return day_start_at(&prefs->day_start, options_now(options));
}

/* -- before all else -- */

bool prefs_read_size(const char *text, int *width_px, int *height_px)
{
    int width, height;
    char tail;
    if (sscanf(text, "%5dx%5d%c", &width, &height, &tail) != 2 || width < WINDOW_WIDTH_MIN ||
        height < WINDOW_HEIGHT_MIN || width > SIZE_MOST || height > SIZE_MOST)
        return false;
    *width_px = width;
    *height_px = height;
    return true;
}

void prefs_size(const struct options *options, struct store *store, int *width_px, int *height_px)
{
    char value[SETTING_MAX];
    if (!options->size_said && store_setting_get(store, size_name, value))
        prefs_read_size(value, width_px, height_px);
}

void prefs_language(const struct prefs *prefs, const struct options *options, struct store *store,
                    char language[SHELF_LANGUAGE_MAX])
{
    char set[SETTING_MAX];
    bool is_set = !options->language_said && prefs_get(prefs, store, "language", set);
    const char *wanted = is_set ? set : options->language_said ? options->language : options->system_language;
    shelf_language(wanted ? wanted : "", language);
}

void prefs_early(struct options *options)
{
    enum { LANGUAGE, SIZE, NAMES };
    static const char *const names[NAMES] = {"language", size_name};
    static char values[NAMES][SETTING_MAX]; /* options keep a pointer */
    if (!options->data_folder)
        return;
    store_peek(options->data_folder, names, NAMES, values);
    if (!options->language_said && values[LANGUAGE][0])
        options->language = values[LANGUAGE];
    if (!options->size_said)
        prefs_read_size(values[SIZE], &options->width_px, &options->height_px);
}
