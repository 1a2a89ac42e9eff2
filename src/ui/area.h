#ifndef DEMARC_UI_AREA_H
#define DEMARC_UI_AREA_H

#include "ui/field.h"

/* A field whose text goes on in the next line, at spaces where it can: nothing of it is cut or shifted away. Shift+Enter ends a
   line in it; Enter stays with the screen. Up and Down are its own too while it has the focus. */
struct ui_written {
    bool changed, focused;
    struct rect caret; /* where it is focused */
};

/* At least `lines` high, and as high as its text; with its error below it. */
int ui_area_height(struct ui *ui, int w_px, int lines, const struct ui_field *field);
struct ui_written ui_area(struct ui *ui, int id, struct rect r, int lines, const struct ui_field *field);

#endif
