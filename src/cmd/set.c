/* Settings for people: the table with what is set, and changing one. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "deck/word.h"
#include "play/settings.h"
#include "prefs.h"
#include "shelf.h"
#include "srs/day.h"
#include "store/store.h"

#include <stdio.h>
#include <string.h>

enum { GOALS_MAX = 100, EXAMS_MAX = 256 };

/* What the settings are about: the file, the exams that decks name, the days that are set. */
struct set {
    struct store *store;
    const struct shelf *shelf;
    struct moment now;
    const char *exams[EXAMS_MAX];
    int n_exams, n_goals;
    struct store_goal goals[GOALS_MAX];
};

static void add_exam(struct set *set, const char *exam)
{
    for (int i = 0; i < set->n_exams; i++)
        if (strcmp(set->exams[i], exam) == 0)
            return;
    if (set->n_exams < EXAMS_MAX)
        set->exams[set->n_exams++] = exam;
}

static void list_exams(struct set *set, const struct shelf *shelf)
{
    for (int d = 0; d < shelf->n; d++)
        for (int i = 0; i < shelf->decks[d]->n_exams; i++)
            add_exam(set, shelf->decks[d]->exams[i]);
    set->n_goals = store_goals(set->store, set->goals, GOALS_MAX);
    for (int i = 0; i < set->n_goals; i++)
        add_exam(set, set->goals[i].exam);
}

static const struct store_goal *find_goal(const struct set *set, const char *exam)
{
    for (int i = 0; i < set->n_goals; i++)
        if (strcmp(set->goals[i].exam, exam) == 0)
            return &set->goals[i];
    return NULL;
}

/* -- printing -- */

static void print_row(const char *name, const char *value, const struct setting *setting)
{
    printf("%-16s %-12s %s (%s)\n", name, value, tr(setting->means), setting->values);
}

static void print_exam(const struct set *set, const char *exam, const struct setting *setting)
{
    char name[DECK_ID_MAX + 8], value[SETTING_MAX];
    const struct store_goal *goal = find_goal(set, exam);
    int year, month, day;
    snprintf(name, sizeof name, "exam.%s", exam);
    snprintf(value, sizeof value, "%s", setting->fallback);
    if (goal) {
        day_to_date(goal->day, &year, &month, &day);
        snprintf(value, sizeof value, "%04d-%02d-%02d", year, month, day);
    }
    print_row(name, value, setting);
}

static bool is_of_decks(const struct setting *setting)
{
    return strcmp(setting->name, "plan.ID") == 0;
}

static void print_deck(const struct set *set, const char *id, const struct setting *setting)
{
    char name[DECK_ID_MAX + 8], value[SETTING_MAX];
    snprintf(name, sizeof name, "plan.%s", id);
    print_row(name, store_setting_get(set->store, name, value) ? value : setting->fallback, setting);
}

static void print_one(const struct set *set, const struct setting *setting, const char *id)
{
    char value[SETTING_MAX];
    if (id && is_of_decks(setting))
        print_deck(set, id, setting);
    else if (id)
        print_exam(set, id, setting);
    else
        print_row(setting->name, store_setting_get(set->store, setting->name, value) ? value : setting->fallback,
                  setting);
}

static void print_all(const struct set *set)
{
    for (int i = 0; i < n_settings; i++) {
        bool many = strstr(settings[i].name, ".ID") != NULL, decks = is_of_decks(&settings[i]);
        for (int e = 0; e < (decks ? set->shelf->n : many ? set->n_exams : 1); e++)
            print_one(set, &settings[i], decks ? set->shelf->decks[e]->id : many ? set->exams[e] : NULL);
    }
}

/* -- changing -- */

static bool know_exam(const struct set *set, const char *exam, struct err *err)
{
    for (int i = 0; i < set->n_exams; i++)
        if (strcmp(set->exams[i], exam) == 0)
            return true;
    const char *near = word_near((struct words){set->exams, sizeof *set->exams, set->n_exams}, exam);
    if (near)
        return err_set(err, tr("no deck serves an exam '%s'; did you mean '%s'?"), exam, near);
    return err_set(err, tr("no deck serves an exam '%s'; demarc set lists them"), exam);
}

/* *status: what to exit with where it fails. */
static bool change_exam(const struct set *set, const struct setting *setting, const char *exam, const char *value,
                        int *status, struct err *err)
{
    char clean[SETTING_MAX];
    int day = 0;
    if (!know_exam(set, exam, err))
        return false;
    if (!setting_is_unset(setting, value)) {
        if (!setting_check(setting, value, clean, err) || !day_parse(clean, &day))
            return false;
        if (day <= day_of(set->now))
            return err_set(err, tr("an exam's day lies ahead, '%s' does not"), clean);
    }
    *status = EXIT_WORLD;
    return day ? store_goal_set(set->store, exam, day, set->now, err)
               : store_goal_clear(set->store, exam, set->now, err);
}

/* Also of a deck that is gone: what was set of it can be cleared. */
static bool change_deck(const struct set *set, const struct setting *setting, const char *id, const char *value,
                        int *status, struct err *err)
{
    char name[DECK_ID_MAX + 8], clean[SETTING_MAX];
    const char *ids[256];
    int n = 0;
    bool unset = setting_is_unset(setting, value);
    for (; n < set->shelf->n && n < 256; n++)
        ids[n] = set->shelf->decks[n]->id;
    if (!unset && !shelf_find(set->shelf, id)) {
        const char *near = word_near((struct words){ids, sizeof *ids, n}, id);
        if (near)
            return err_set(err, tr("there is no deck '%s'; did you mean '%s'?"), id, near);
        return err_set(err, tr("there is no deck '%s'; demarc list shows what there is"), id);
    }
    if (!unset && !setting_check(setting, value, clean, err))
        return false;
    *status = EXIT_WORLD;
    snprintf(name, sizeof name, "plan.%s", id);
    return store_setting_set(set->store, name, unset ? NULL : clean, set->now, err);
}

/* `none` is a goal, not the absence of one; an exam is one that a deck serves. */
static bool change_goal(const struct set *set, const struct setting *setting, const char *value, int *status,
                        struct err *err)
{
    static const char *const words[] = {GOAL_NONE, GOAL_TEACH, GOAL_ALL};
    char clean[SETTING_MAX];
    bool unset = strcmp(value, "default") == 0, word = false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        word = word || strcmp(value, words[i]) == 0;
    if (!unset && (!setting_check(setting, value, clean, err) || (!word && !know_exam(set, clean, err))))
        return false;
    *status = EXIT_WORLD;
    return store_setting_set(set->store, setting->name, unset ? NULL : clean, set->now, err);
}

static bool change(const struct set *set, const char *name, const char *value, int *status, struct err *err)
{
    const char *id;
    const struct setting *setting = setting_find(name, &id);
    char clean[SETTING_MAX];
    if (id)
        return is_of_decks(setting) ? change_deck(set, setting, id, value, status, err)
                                    : change_exam(set, setting, id, value, status, err);
    if (strcmp(setting->name, "goal") == 0)
        return change_goal(set, setting, value, status, err);
    bool unset = setting_is_unset(setting, value);
    if (!unset && !setting_check(setting, value, clean, err))
        return false;
    *status = EXIT_WORLD;
    return prefs_put(set->store, setting->name, unset ? NULL : clean, set->now, err);
}

static bool find_name(const char *name, struct err *err)
{
    const char *id;
    if (setting_find(name, &id))
        return true;
    const char *near = word_near((struct words){&settings[0].name, sizeof *settings, n_settings}, name);
    if (near)
        return err_set(err, tr("there is no setting '%s'; did you mean '%s'?"), name, near);
    return err_set(err, tr("there is no setting '%s'; demarc set lists them"), name);
}

static bool run(struct set *set, const struct shelf *shelf, int n, char **arguments, int *status, struct err *err)
{
    bool fine = true;
    *status = EXIT_USE;
    for (int d = 0; fine && d < shelf->n; d++)
        if (!store_know(set->store, shelf->decks[d], set->now, err)) {
            *status = EXIT_WORLD;
            return false;
        }
    list_exams(set, shelf);
    if (n > 0 && !find_name(arguments[0], err))
        return false;
    if (n > 1 && !change(set, arguments[0], arguments[1], status, err))
        return false;
    list_exams(set, shelf);
    const char *id = NULL;
    const struct setting *setting = n > 0 ? setting_find(arguments[0], &id) : NULL;
    if (setting)
        print_one(set, setting, id);
    else
        print_all(set);
    return true;
}

int cmd_set(const struct options *options, int n, char **arguments)
{
    struct shelf shelf;
    struct err err;
    struct set set = {.shelf = &shelf, .now = options_now(options)};
    int status = EXIT_WORLD;
    shelf_load(&shelf, options->deck_folders, 2, options->language, options->tapes_path);
    if (options->data_folder)
        set.store = store_open(options->data_folder, options->program, set.now, &err);
    else
        err_set(&err, tr("there is no home folder; give one with --data"));
    if (set.store)
        set.now = store_moment(set.store, set.now);
    if (set.store && run(&set, &shelf, n, arguments, &status, &err))
        status = EXIT_FINE;
    else
        fprintf(stderr, "demarc: %s\n", err.text);
    store_close(set.store);
    shelf_clear(&shelf);
    return status;
}
