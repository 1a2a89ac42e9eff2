/* From the settings in the file to the screen, and back. A change that cannot be written counts until demarc ends. */
#include "app_settings.h"

#include "base/mem.h"
#include "base/tr.h"
#include "screens/when.h"
#include "store/backup.h"
#include "store/verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void app_settings_init(struct app_settings *a, struct app_shared *shared)
{
    a->shared = shared;
}

void app_settings_clear(struct app_settings *a)
{
    free(a->files);
    free(a->backups);
}

/* -- the language of the decks -- */

/* The decks are read anew before anything else is run. */
static void follow_language(struct app_settings *a)
{
    struct app_shared *shared = a->shared;
    prefs_language(&shared->prefs, shared->options, shared->store, shared->language);
    shared->reload = true;
}

/* -- what the screen shows -- */

static bool is_overruled(const struct options *options, const char *name)
{
    return (strcmp(name, "text_size") == 0 && options->text_percent) ||
           (strcmp(name, "theme") == 0 && options->theme) || (strcmp(name, "motion") == 0 && options->still) ||
           (strcmp(name, "language") == 0 && options->language_said) ||
           (strcmp(name, "minutes") == 0 && options->minutes);
}

static void learn_values(struct app_settings *a)
{
    for (int row = 0; row < SETTINGS_ROWS; row++) {
        const char *id, *name = settings_name(row);
        struct settings_value *value = &a->facts.values[row];
        if (!prefs_get(&a->shared->prefs, a->shared->store, name, value->text))
            snprintf(value->text, sizeof value->text, "%s", setting_find(name, &id)->fallback);
        value->overruled = is_overruled(a->shared->options, name);
    }
}

static void learn_exam(struct app_settings *a, const char *exam)
{
    struct settings_facts *facts = &a->facts;
    char name[PREFS_NAME_MAX], value[SETTING_MAX];
    for (int i = 0; i < facts->n_exams; i++)
        if (strcmp(facts->exams[i].id, exam) == 0)
            return;
    if (facts->n_exams == SETTINGS_EXAMS_MAX)
        return;
    struct settings_exam *row = &facts->exams[facts->n_exams++];
    *row = (struct settings_exam){.day = 0};
    snprintf(row->id, sizeof row->id, "%s", exam);
    deck_exam_name(exam, row->name);
    snprintf(name, sizeof name, "exam.%s", exam);
    if (prefs_get(&a->shared->prefs, a->shared->store, name, value) && !day_parse(value, &row->day))
        row->day = 0;
}

/* The one that the learner is here for comes first. */
static void learn_exams(struct app_settings *a)
{
    const struct shelf *shelf = a->shared->shelf;
    char goal[SETTING_MAX];
    a->facts.n_exams = 0;
    if (store_setting_get(a->shared->store, "goal", goal))
        for (int d = 0; d < shelf->n; d++)
            for (int i = 0; i < shelf->decks[d]->n_exams; i++)
                if (strcmp(shelf->decks[d]->exams[i], goal) == 0)
                    learn_exam(a, goal);
    for (int d = 0; d < shelf->n; d++)
        for (int i = 0; i < shelf->decks[d]->n_exams; i++)
            learn_exam(a, shelf->decks[d]->exams[i]);
}

static void learn_languages(struct app_settings *a)
{
    const struct shelf *shelf = a->shared->shelf;
    memcpy(a->languages, shelf->languages, sizeof a->languages);
    a->facts.languages[0] = SETTING_AUTO;
    a->facts.n_languages = 1;
    for (int i = 0; i < shelf->n_languages && a->facts.n_languages < SETTINGS_LANGUAGES_MAX; i++)
        a->facts.languages[a->facts.n_languages++] = a->languages[i];
}

/* When it was made is in its name, in local time. */
static void name_backup(const char *name, char *text, size_t size)
{
    int year, month, day, clock;
    char date[40];
    snprintf(text, size, "%s", name);
    if (sscanf(name, "learner-%4d-%2d-%2d-%6d", &year, &month, &day, &clock) == 4 && month >= 1 && month <= 12 &&
        day >= 1 && day <= 31)
        snprintf(text, size, tr("%s, %02d:%02d"), when_date(day_from_date(year, month, day), date, sizeof date),
                 clock / 10000, clock / 100 % 100);
}

static void learn_backups(struct app_settings *a)
{
    int n = 0;
    const char *folder = a->shared->options->data_folder;
    free(a->files);
    free(a->backups);
    a->files = folder ? backup_list(folder, &n) : NULL;
    a->backups = xcalloc((size_t)n + 1, sizeof *a->backups);
    for (int i = 0; i < n; i++)
        name_backup(a->files[i].name, a->backups[i].when, sizeof a->backups[i].when);
    a->facts.backups = a->backups;
    a->facts.n_backups = n;
}

static void learn(struct app_settings *a, struct moment now)
{
    const struct options *options = a->shared->options;
    struct settings_facts *facts = &a->facts;
    if (a->known && facts->today == day_of(now))
        return;
    a->known = true;
    facts->today = day_of(now);
    learn_values(a);
    learn_exams(a);
    learn_languages(a);
    learn_backups(a);
    facts->folder = options->data_folder;
    facts->version = options->version;
    facts->undo = NULL;
    if (a->n_undo) {
        snprintf(a->undo_words, sizeof a->undo_words, "%s", settings_title(a->undo[a->n_undo - 1].name));
        facts->undo = a->undo_words;
    }
}

/* -- changing -- */

static void not_saving(struct app_settings *a, const struct err *err)
{
    snprintf(a->not_saved, sizeof a->not_saved, tr("Settings are not being saved, and count until demarc ends: %s"),
             err->text);
}

static void set(struct app_settings *a, const char *name, const char *value, struct moment now)
{
    struct err err;
    if (app_shared_set(a->shared, name, value, now, &err))
        app_settings_save(a, now);
    else
        not_saving(a, &err);
    if (strcmp(name, "language") == 0)
        follow_language(a);
    a->known = false;
    a->said[0] = '\0';
}

static void change(struct app_settings *a, struct moment now)
{
    const struct settings_view *view = &a->view;
    if (a->n_undo == SETTINGS_UNDO_MAX)
        memmove(a->undo, a->undo + 1, sizeof *a->undo * (size_t)--a->n_undo);
    struct settings_undo *undo = &a->undo[a->n_undo++];
    snprintf(undo->name, sizeof undo->name, "%s", view->name);
    undo->unset = !prefs_get(&a->shared->prefs, a->shared->store, view->name, undo->value);
    set(a, view->name, view->unset ? NULL : view->value, now);
}

static void undo(struct app_settings *a, struct moment now)
{
    if (!a->n_undo)
        return;
    struct settings_undo last = a->undo[--a->n_undo];
    set(a, last.name, last.unset ? NULL : last.value, now);
}

static void make_backup(struct app_settings *a, struct moment now)
{
    struct err err;
    int before = a->facts.n_backups;
    char newest[BACKUP_NAME_MAX];
    snprintf(newest, sizeof newest, "%s", before ? a->files[0].name : "");
    if (a->shared->in_memory)
        snprintf(a->said, sizeof a->said, "%s", tr("There is nothing to make one of: learner.db could not be opened."));
    else if (!backup_make(a->shared->store, now, &err))
        snprintf(a->said, sizeof a->said, tr("No backup was made: %s"), err.text);
    else {
        learn_backups(a);
        bool same = before && a->facts.n_backups == before && strcmp(newest, a->files[0].name) == 0;
        snprintf(a->said, sizeof a->said, "%s",
                 same ? tr("The newest backup has all there is, so no other was made.") : tr("A backup was made."));
    }
    a->known = false;
}

/* -- going back to a backup -- */

static char *backup_path(const struct app_settings *a)
{
    return xprintf("%s/backups/%s", a->shared->options->data_folder, a->files[a->view.row].name);
}

bool app_settings_look(struct app_settings *a)
{
    int row = 0;
    while (row < a->facts.n_backups && a->backups[row].looked_at)
        row++;
    if (!a->view.listing || !a->known || row == a->facts.n_backups)
        return false;
    struct settings_backup *backup = &a->backups[row];
    char *path = xprintf("%s/backups/%s", a->shared->options->data_folder, a->files[row].name);
    struct verify_summary summary = verify_summary(path);
    backup->looked_at = true;
    backup->problems = summary.problems;
    backup->answers = summary.answers;
    free(path);
    return true;
}

/* What bringing it back would do is asked; or said is why it cannot be. */
static void look_at(struct app_settings *a)
{
    struct restore_facts facts;
    struct err err;
    char *path = backup_path(a);
    a->said[0] = '\0';
    if (!a->shared->settled)
        snprintf(a->said, sizeof a->said, "%s",
                 tr("Not now: something that you did is not saved yet, and would be lost."));
    else if (!restore_look(a->shared->options->data_folder, path, &facts, &err))
        snprintf(a->said, sizeof a->said, "%s", err.text);
    else {
        a->asks = (struct settings_restore){.when = a->backups[a->view.row].when,
                                            .answers = facts.answers,
                                            .is_there = facts.is_there,
                                            .damaged = facts.damaged,
                                            .reads = facts.reads,
                                            .lost = facts.lost};
        a->facts.asks = &a->asks;
    }
    free(path);
}

void app_settings_leave_it(struct app_settings *a, const struct err *err)
{
    snprintf(a->said, sizeof a->said, tr("Nothing was brought back: %s"), err->text);
    a->bring_back = false;
    a->facts.asks = NULL;
}

void app_settings_bring_back(struct app_settings *a, struct moment now, char *said, int size)
{
    struct err err;
    char kept[BACKUP_NAME_MAX], *path = backup_path(a);
    const struct options *options = a->shared->options;
    bool fine = restore_file(options->data_folder, path, a->along, options->program, now, kept, &err);
    if (!fine)
        snprintf(said, (size_t)size, tr("Nothing was brought back: %s"), err.text);
    else if (kept[0])
        snprintf(said, (size_t)size, tr("The backup of %s was brought back. The damaged file is kept as %s."),
                 a->asks.when, kept);
    else
        snprintf(said, (size_t)size, tr("The backup of %s was brought back. What was there before is a backup now."),
                 a->asks.when);
    free(path);
    a->bring_back = false;
    a->facts.asks = NULL;
}

void app_settings_renew(struct app_settings *a)
{
    a->n_undo = 0;
    a->known = false;
    a->not_saved[0] = '\0';
    a->shared->changed = true;
    follow_language(a);
}

/* -- the folder -- */

/* The system's own word for a place on the disk; what is no plain character is written as its bytes. */
static void open_folder(struct app_settings *a, struct ui *ui)
{
    const char *at = a->shared->options->data_folder;
    size_t n = (size_t)snprintf(a->url, sizeof a->url, "file://");
    if (!at || *at != '/') {
        snprintf(a->said, sizeof a->said, "%s",
                 tr("Its place is not known from the root, so it cannot be opened here."));
        return;
    }
    for (; *at && n + 4 < sizeof a->url; at++) {
        bool plain = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9') ||
                     strchr("/-_.~", *at);
        n += (size_t)snprintf(a->url + n, sizeof a->url - n, plain ? "%c" : "%%%02X", (unsigned char)*at);
    }
    ui->open_url = a->url;
    snprintf(a->said, sizeof a->said, "%s", tr("Your file manager was asked to open it."));
}

void app_settings_save(struct app_settings *a, struct moment now)
{
    struct err err;
    if (a->shared->in_memory)
        return;
    a->known = false;
    if (!prefs_save(&a->shared->prefs, a->shared->store, now, &err)) {
        not_saving(a, &err);
        return;
    }
    a->not_saved[0] = '\0';
    a->shared->changed = true;
}

/* -- the screen -- */

enum screen app_settings_open(struct app_settings *a, struct moment now)
{
    a->view = (struct settings_view){0};
    a->facts.asks = NULL;
    a->known = false;
    a->said[0] = '\0';
    learn(a, now);
    return SCREEN_SETTINGS;
}

enum screen app_settings_run(struct app_settings *a, struct ui *ui, enum screen screen)
{
    struct moment now = ui->in.moment;
    learn(a, now);
    a->facts.not_saved = a->shared->not_saved;
    a->facts.said = a->said[0] ? a->said : NULL;
    a->facts.text_percent = a->shared->prefs.text_percent;
    enum settings_action action = screen_settings(&a->view, ui, &a->facts);
    switch (action) {
    case SETTINGS_NOTHING:
        break;
    case SETTINGS_CHANGE:
        change(a, now);
        break;
    case SETTINGS_UNDO:
        undo(a, now);
        break;
    case SETTINGS_BACKUP:
        make_backup(a, now);
        break;
    case SETTINGS_FOLDER:
        open_folder(a, ui);
        break;
    case SETTINGS_LOOK:
        look_at(a);
        break;
    case SETTINGS_BRING_BACK:
    case SETTINGS_BRING_BACK_WITH:
        a->bring_back = true;
        a->along = action == SETTINGS_BRING_BACK_WITH;
        break;
    case SETTINGS_LEAVE_IT:
        a->facts.asks = NULL;
        break;
    case SETTINGS_CLOSE:
        return SCREEN_HOME;
    }
    return screen;
}
