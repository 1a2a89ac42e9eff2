#ifndef DEMARC_UI_EDITING_H
#define DEMARC_UI_EDITING_H

#include "ui/field.h"

/* What keys and characters do to the text of a field, whose caret stands before the byte *caret. */
int editing_before(const char *text, int at); /* where the character that ends at a byte begins */
int editing_behind(const char *text, int at); /* where the one that begins there ends */

/* Each returns whether the text changed. What does not fit, or is refused, is left out. */
bool editing_key(const struct ui_field *field, int *caret, int key);
bool editing_insert(const struct ui_field *field, int *caret, uint32_t point);
bool editing_paste(const struct ui_field *field, int *caret, const char *pasted); /* NULL: nothing; ends of lines as spaces, unless it breaks */

/* All of it at once, for the field with the focus; what was typed is taken. */
bool editing_take(struct ui *ui, const struct ui_field *field);

/* The caret goes to the end of a field that has just got the focus, and never into a character. */
void editing_place_caret(struct ui *ui, int id, const struct ui_field *field);

/* The place between two of the first `length` bytes that is nearest to x. */
int editing_nearest(struct ui *ui, struct font font, const char *text, int length, int x);

int editing_width(struct ui *ui, struct font font, const char *text, int bytes);

#endif
