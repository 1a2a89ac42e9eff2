#ifndef DEMARC_UI_FIELD_H
#define DEMARC_UI_FIELD_H

#include "ui/ui.h"

/* A line of text to type into. While it has the focus, letters and the keys that move and delete in it press nothing else;
   Enter, Escape, Tab and what is pressed with Ctrl stay with the screen. The caret is kept in ui, for the one field with the
   focus. */
struct ui_field {
    const char *label;       /* its name, which stands nowhere in it */
    const char *placeholder; /* shown while it is empty; NULL: nothing */
    const char *error;       /* shown below it; NULL or empty: nothing is wrong */
    const char *refused;     /* ASCII characters that cannot be typed into it, such as ","; NULL: none */
    bool takes_enter;        /* Enter is the field's own, and told as `entered` */
    bool breaks;             /* ends of lines stay in its text: an area sets it */
    char *text;              /* the caller's: UTF-8, NUL at its end */
    int size;                /* of text in bytes, the NUL included; what does not fit is not taken */
};

struct ui_typed {
    bool changed, entered, focused;
};

/* r: with the error below it; the line itself is its top, as high as ui_field_height without an error. */
struct ui_typed ui_field(struct ui *ui, int id, struct rect r, const struct ui_field *field);
int ui_field_height(struct ui *ui, int w_px, const char *error);

/* A value between two buttons. One place in the Tab order: Left and Right, - and + change it, Down and Up too unless those
   go from row to row. Takes three ids. Returns -1, 1, or 0: nothing. */
struct ui_stepper {
    const char *label, *value; /* the name is both: "Teams: 2" */
    bool least, most;          /* it is there: that side does nothing */
    bool in_rows;
};

/* A few words of which one is chosen, side by side or, where they do not fit, one below the other. One place in the Tab order,
   at the chosen one: Left and Right choose another. Takes as many ids as there are words. Returns which was picked, or -1. */
enum { CHOICES_MAX = 16 };
struct ui_choice {
    const char *label; /* each is named "Theme: Dark", and the chosen one says so */
    const char *words[CHOICES_MAX];
    int n, chosen;
};

int ui_choice(struct ui *ui, int id, struct rect r, const struct ui_choice *choice);
int ui_choice_height(struct ui *ui, int w_px, const struct ui_choice *choice);
int ui_choice_width(struct ui *ui, const struct ui_choice *choice); /* side by side */

int ui_stepper(struct ui *ui, int id, struct rect r, const struct ui_stepper *stepper);
int ui_stepper_width(struct ui *ui, const char *widest);

#endif
