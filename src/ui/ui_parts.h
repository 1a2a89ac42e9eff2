#ifndef DEMARC_UI_UI_PARTS_H
#define DEMARC_UI_UI_PARTS_H

#include "ui/ui.h"

/* Inside ui: controls. */
const struct ui_control *ui_control_seen(const struct ui *ui, int id); /* of the frame before; NULL: it was not there */

/* ui_control; a disabled one is not hit, nor does it take the focus. */
struct ui_state ui_add_control(struct ui *ui, int id, struct rect r, const char *label, const char *key_label,
                               bool takes_enter, bool disabled);

#endif
