#ifndef DEMARC_TESTS_PAPER_SETTINGS_H
#define DEMARC_TESTS_PAPER_SETTINGS_H

#include "screens/settings.h"
#include "stage.h"

/* Settings on a stage, over facts in memory: what is changed stands in the next frame, and undo takes it back. */
struct paper_settings {
    struct settings_view view;
    struct settings_facts facts;
    enum settings_action action; /* of the last frame that had one */
    char before[SETTING_MAX];    /* what the last change replaced */
    int n_changes;
};

struct paper_settings *paper_settings_begin(struct stage *s); /* freed with the stage */
const char *paper_settings_value(const struct paper_settings *p, const char *name); /* of exam.ID a date; "": none */

#endif
