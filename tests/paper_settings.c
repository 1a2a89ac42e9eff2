#include "paper_settings.h"

#include "base/mem.h"
#include "srs/day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct settings_exam *find_exam(struct paper_settings *p, const char *name)
{
    for (int i = 0; i < p->facts.n_exams; i++)
        if (strcmp(p->facts.exams[i].id, name + strlen("exam.")) == 0)
            return &p->facts.exams[i];
    return NULL;
}

const char *paper_settings_value(const struct paper_settings *p, const char *name)
{
    static char date[20];
    if (strncmp(name, "exam.", 5) == 0) {
        int year, month, mday, day = find_exam((struct paper_settings *)p, name)->day;
        day_to_date(day, &year, &month, &mday);
        snprintf(date, sizeof date, "%04d-%02d-%02d", year, month, mday);
        return day ? date : "";
    }
    for (int row = 0; row < SETTINGS_ROWS; row++)
        if (strcmp(settings_name(row), name) == 0)
            return p->facts.values[row].text;
    return "";
}

/* As the program does it. */
static void change(struct paper_settings *p)
{
    const struct settings_view *view = &p->view;
    const char *id;
    snprintf(p->before, sizeof p->before, "%s", paper_settings_value(p, view->name));
    p->n_changes++;
    if (strncmp(view->name, "exam.", 5) == 0) {
        struct settings_exam *exam = find_exam(p, view->name);
        exam->day = 0;
        if (!view->unset)
            day_parse(view->value, &exam->day);
    }
    for (int row = 0; row < SETTINGS_ROWS; row++)
        if (strcmp(settings_name(row), view->name) == 0)
            snprintf(p->facts.values[row].text, SETTING_MAX, "%s",
                     view->unset ? setting_find(view->name, &id)->fallback : view->value);
    p->facts.undo = settings_title(view->name);
}

static void show(struct stage *s, bool again)
{
    struct paper_settings *p = s->of;
    enum settings_action action = screen_settings(&p->view, &s->ui, &p->facts);
    if (!again)
        p->action = action;
    if (action == SETTINGS_CHANGE)
        change(p);
}

static void close(struct stage *s)
{
    free(s->of);
}

struct paper_settings *paper_settings_begin(struct stage *s)
{
    struct paper_settings *p = xcalloc(1, sizeof *p);
    const char *id;
    static const struct settings_backup backups[] = {{"1 January 2026, 08:12", true, 0, 214},
                                                     {"31 December 2025, 19:40", true, 0, 173},
                                                     {"28 December 2025, 20:02", true, 3, 120},
                                                     {"1 December 2025, 07:55", false, 0, 0}};
    p->facts = (struct settings_facts){.n_exams = 2,
                                       .exams = {{"az-900", "AZ-900", STAGE_TODAY + 25}, {"clf-c02", "CLF-C02", 0}},
                                       .languages = {SETTING_AUTO, "en", "nl"},
                                       .n_languages = 3,
                                       .today = STAGE_TODAY,
                                       .text_percent = 100,
                                       .folder = "/home/eva/.local/share/demarc",
                                       .backups = backups,
                                       .n_backups = 4,
                                       .version = "1.0.0"};
    for (int row = 0; row < SETTINGS_ROWS; row++)
        snprintf(p->facts.values[row].text, SETTING_MAX, "%s", setting_find(settings_name(row), &id)->fallback);
    s->of = p;
    s->show = show;
    s->close = close;
    s->screen = SCREEN_SETTINGS;
    stage_frame(s);
    stage_wait(s, NEW_SCREEN_MS);
    return p;
}
