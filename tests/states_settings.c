/* Settings, from the first row to the last. */
#include "states.h"

#include "paper_settings.h"

#include <stdio.h>
#include <string.h>

enum { USUAL, CHANGED, NOT_SAVED, WRONG_DAY, NOWHERE, BELOW, BACKUPS, REFUSED, ASKED, ASKED_DAMAGED };

static void look_again(struct stage *s)
{
    stage_frame(s);
    stage_wait(s, NEW_SCREEN_MS);
}

static bool page(struct stage *s, int which)
{
    struct paper_settings *p = paper_settings_begin(s);
    if (which == CHANGED) {
        for (int i = 0; i < 3; i++)
            stage_key(s, KEY_RIGHT);
        p->facts.values[0].overruled = true;
        p->facts.said = "A backup was made.";
    } else if (which == NOT_SAVED) {
        p->facts.not_saved = "Settings are not being saved, and count until demarc ends: the disk is full.";
    } else if (which == WRONG_DAY) {
        while (s->ui.focus != 61)
            stage_key(s, KEY_TAB);
        for (const char *c = "30 feb"; *c; c++)
            stage_typed(s, (uint32_t)*c);
        stage_key(s, KEY_ENTER);
    } else if (which == NOWHERE) {
        p->facts.folder = NULL;
        p->facts.n_exams = 0;
        p->facts.n_languages = 2;
    }
    for (int i = 0; which == BELOW && i < 20; i++)
        stage_key(s, KEY_PAGE_DOWN);
    look_again(s);
    return true;
}

static const struct settings_restore
    sound = {.when = "31 December 2025, 19:40", .answers = 173, .is_there = true, .reads = true, .lost = 41},
    damaged = {
        .when = "31 December 2025, 19:40", .answers = 173, .is_there = true, .damaged = true, .reads = true, .lost = 1};

static bool backups(struct stage *s, int which)
{
    struct paper_settings *p = paper_settings_begin(s);
    stage_key(s, 'r');
    stage_wait(s, NEW_SCREEN_MS);
    stage_key(s, KEY_DOWN);
    if (which == REFUSED)
        p->facts.said = "Not now: something that you did is not saved yet, and would be lost.";
    else if (which != BACKUPS)
        p->facts.asks = which == ASKED ? &sound : &damaged;
    look_again(s);
    return true;
}

const struct state states_settings[] = {
    {"settings", page, USUAL},
    {"settings-changed", page, CHANGED},
    {"settings-unsaved", page, NOT_SAVED},
    {"settings-wrong-day", page, WRONG_DAY},
    {"settings-nowhere", page, NOWHERE},
    {"settings-below", page, BELOW},
    {"settings-backups", backups, BACKUPS},
    {"settings-backups-refused", backups, REFUSED},
    {"settings-bring-back", backups, ASKED},
    {"settings-bring-back-damaged", backups, ASKED_DAMAGED},
    {NULL, NULL, 0},
};
