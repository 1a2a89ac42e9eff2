#ifndef DEMARC_SCREENS_QUESTION_H
#define DEMARC_SCREENS_QUESTION_H

#include "play/session.h"
#include "screens/options.h"
#include "screens/screen.h"

/* A question: asked, and after Check with why of each option. */
struct question_view {
    struct options_view options;
    bool warned; /* Check was pressed with nothing chosen: once more shows the answer */
    bool linked; /* the source has the focus */
    struct ui_scroll page;
};

void question_view_reset(struct question_view *view);

enum screen screen_question(struct question_view *view, struct ui *ui, struct session *session,
                            const struct drill_facts *facts);

#endif
