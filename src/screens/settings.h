#ifndef DEMARC_SCREENS_SETTINGS_H
#define DEMARC_SCREENS_SETTINGS_H

#include "deck/deck.h"
#include "play/settings.h"
#include "ui/ui.h"

/* Settings: each takes effect at once and can be undone. The screen tells what is to change; who runs it does that and hands
   the new facts to the next frame. */
enum {
    SETTINGS_ROWS = 9, SETTINGS_EXAMS_MAX = 20, SETTINGS_LANGUAGES_MAX = 15, SETTINGS_DATE_MAX = 40,
    SETTINGS_BACKUPS_SHOWN = 3 /* on the first page */
};

struct settings_value {
    char text[SETTING_MAX]; /* as set, or what counts where it is not */
    bool overruled;         /* the command line says otherwise */
};

struct settings_exam {
    char id[DECK_ID_MAX + 1], name[DECK_ID_MAX + 1];
    int day; /* 0: none is set */
};

struct settings_backup {
    char when[60]; /* it was made; or its name, where that does not say so */
    bool looked_at; /* else the rest is not known yet */
    int problems;  /* -1: it cannot be read */
    int64_t answers;
};

/* What bringing one back would do. */
struct settings_restore {
    const char *when;
    int64_t answers;  /* in it */
    bool is_there;    /* a learner.db, which becomes a backup itself, or where it is damaged is kept beside the new one */
    bool damaged, reads;
    int lost;         /* answers that are there now and not in the backup */
};

struct settings_facts {
    struct settings_value values[SETTINGS_ROWS]; /* by settings_name */
    struct settings_exam exams[SETTINGS_EXAMS_MAX];
    int n_exams;
    const char *languages[SETTINGS_LANGUAGES_MAX]; /* codes; the first is SETTING_AUTO */
    int n_languages;
    int today, text_percent; /* what text_size auto comes to */
    const char *undo;      /* what Ctrl+Z would take back, in words; NULL: nothing */
    const char *not_saved; /* the line that stays; NULL: all is saved */
    const char *said;      /* what the last action did; or NULL */
    const char *folder;    /* learner.db lies there; NULL: there is no place for it */
    const struct settings_backup *backups; /* the newest first */
    int n_backups;
    const struct settings_restore *asks; /* whether that is wanted; NULL: nothing is asked */
    const char *version;
};

struct settings_view {
    struct ui_scroll scroll, list, question;
    int focus_shown;
    bool warned;  /* leaving was asked for while a day was typed that is none */
    bool listing; /* the backups are shown */
    int row;      /* of these, for SETTINGS_LOOK and what comes after */
    struct {
        char text[SETTINGS_DATE_MAX], error[160];
        int day;    /* what the text was made from */
        bool known; /* text stands for day */
        bool dirty; /* text was typed */
    } exams[SETTINGS_EXAMS_MAX];
    char name[DECK_ID_MAX + 16], value[SETTING_MAX]; /* of SETTINGS_CHANGE */
    bool unset;
};

enum settings_action {
    SETTINGS_NOTHING, SETTINGS_CHANGE, SETTINGS_UNDO, SETTINGS_BACKUP, SETTINGS_FOLDER, SETTINGS_CLOSE,
    SETTINGS_LOOK,         /* at backup view->row: what bringing it back would do; then that is asked */
    SETTINGS_BRING_BACK, SETTINGS_BRING_BACK_WITH, /* the answer: the backup alone, or with the answers that it has not */
    SETTINGS_LEAVE_IT
};

enum settings_action screen_settings(struct settings_view *view, struct ui *ui, const struct settings_facts *facts);

/* The part of it that is about backups, while view->listing or facts->asks; settings_backups.c */
enum settings_action settings_backups(struct settings_view *view, struct ui *ui, const struct settings_facts *facts);

const char *settings_name(int row);              /* in the table of play/settings */
const char *settings_title(const char *name);    /* "Theme"; of exam.ID "Exam day" */

#endif
