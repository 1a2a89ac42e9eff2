#ifndef DEMARC_APP_SETTINGS_H
#define DEMARC_APP_SETTINGS_H

#include "app_shared.h"
#include "screens/screen.h"
#include "screens/settings.h"

/* Settings, each of which takes effect at once, and can be taken back in order. */
enum { SETTINGS_UNDO_MAX = 100 };

struct app_settings {
    struct app_shared *shared;
    struct settings_view view;
    struct settings_facts facts;
    bool known; /* facts are those of the file */
    struct settings_undo {
        char name[PREFS_NAME_MAX], value[SETTING_MAX];
        bool unset;
    } undo[SETTINGS_UNDO_MAX]; /* what each change replaced, the last one last */
    int n_undo;
    char languages[SHELF_LANGUAGES_MAX][SHELF_LANGUAGE_MAX];
    struct backup_file *files; /* of facts.backups */
    struct settings_backup *backups;
    struct settings_restore asks;
    bool bring_back, along; /* the backup view.row is to be brought back, with the answers that it has not */
    char undo_words[80], said[600], url[600];
    char not_saved[600]; /* the line that stays while settings are not in the file; else "" */
};

void app_settings_init(struct app_settings *a, struct app_shared *shared);
void app_settings_clear(struct app_settings *a);

/* Its first screen. */
enum screen app_settings_open(struct app_settings *a, struct moment now);

/* Runs one of its screens and returns the next. */
enum screen app_settings_run(struct app_settings *a, struct ui *ui, enum screen screen);

/* Goes on looking into the backups that are listed. True: another frame is wanted at once, as there is more to show. */
bool app_settings_look(struct app_settings *a);

/* a->bring_back is done, while nobody has the file open; `said` tells what became of it. Or it cannot be: the page says why. */
void app_settings_bring_back(struct app_settings *a, struct moment now, char *said, int size);
void app_settings_leave_it(struct app_settings *a, const struct err *err);
/* The file may be another one: what is set there counts from now on. */
void app_settings_renew(struct app_settings *a);

/* Tries again to write what is not in the file. */
void app_settings_save(struct app_settings *a, struct moment now);

#endif
