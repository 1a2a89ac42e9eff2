/* Settings in a picture: some are set, an exam's day among them, and a backup was made this morning. */
#include "cmd/shot_settings.h"

#include "screens/settings.h"
#include "srs/day.h"

#include <stdio.h>
#include <string.h>

static const char *theme_name(const struct theme *theme)
{
    return theme == &theme_dark ? "dark" : theme == &theme_contrast ? "contrast" : "light";
}

static void list_exams(struct settings_facts *facts)
{
    static const char *const shown[] = {"az-900", "clf-c02"};
    for (int i = 0; i < 2; i++) {
        struct settings_exam *exam = &facts->exams[facts->n_exams++];
        snprintf(exam->id, sizeof exam->id, "%s", shown[i]);
        deck_exam_name(shown[i], exam->name);
        exam->day = i ? 0 : facts->today + 25;
    }
}

bool shot_settings(struct ui *ui, struct ui_input in, const char *version)
{
    struct settings_view view = {0};
    static const struct settings_backup backups[] = {{"8 November 2026, 08:12", true, 0, 214},
                                                     {"7 November 2026, 19:40", true, 0, 173}};
    struct settings_facts facts = {.today = day_of(in.moment),
                                   .languages = {SETTING_AUTO, "en", "nl"},
                                   .n_languages = 3,
                                   .text_percent = in.text_percent,
                                   .undo = settings_title("minutes"),
                                   .folder = "/home/learner/.local/share/demarc",
                                   .backups = backups,
                                   .n_backups = 2,
                                   .version = version};
    list_exams(&facts);
    for (int row = 0; row < SETTINGS_ROWS; row++) {
        const char *id, *name = settings_name(row);
        snprintf(facts.values[row].text, SETTING_MAX, "%s",
                 strcmp(name, "theme") == 0 ? theme_name(ui->theme) : setting_find(name, &id)->fallback);
    }
    for (int run = 0; run < 2; run++) {
        ui_begin(ui, in, run > 0);
        screen_settings(&view, ui, &facts);
        ui_end(ui);
    }
    return true;
}
