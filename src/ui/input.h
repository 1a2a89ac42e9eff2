#ifndef DEMARC_UI_INPUT_H
#define DEMARC_UI_INPUT_H

#include "base/moment.h"

#include <stdbool.h>
#include <stdint.h>

/* What happened since the last frame, as data. At most one edge (a key, a press, a release, a typed character, a loss of
   the focus) comes in a frame; what follows waits for the next, so a frame makes at most one move. */
enum ui_key {
    KEY_NONE = 0,
    /* a printable key is its unshifted ASCII character: 'o', '1' (number pad too) */
    KEY_ENTER = 256, KEY_ESCAPE, KEY_TAB, KEY_SPACE, KEY_BACKSPACE, KEY_DELETE,
    KEY_LEFT, KEY_RIGHT, KEY_UP, KEY_DOWN, KEY_HOME, KEY_END, KEY_PAGE_UP, KEY_PAGE_DOWN
};

struct ui_input {
    int width_px, height_px;
    int text_percent;  /* 100 .. 200 */
    int x, y;          /* the pointer; -1 while it is outside the window */
    bool down;         /* its main button is held */
    bool pressed, released;
    bool cancelled;    /* the window lost the pointer or the focus: half a drag goes home */
    int wheel;         /* notches, down positive; not an edge */
    int key;           /* enum ui_key or a character */
    bool shift, ctrl, repeat;
    uint32_t typed;    /* the code point of a character as the keyboard's layout gives it, such as '?'; 0: none */
    const char *pasted; /* UTF-8 of the clipboard where it was asked for, until the next frame; or NULL */
    bool still;        /* reduced motion: nothing moves */
    struct moment moment;
};

#endif
