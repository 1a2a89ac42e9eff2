#ifndef DEMARC_UI_UI_H
#define DEMARC_UI_UI_H

#include "ui/draw.h"
#include "ui/input.h"
#include "ui/theme.h"

/* Controls. A control is declared once a frame with its rectangle, and that one rectangle is what is drawn, hit and
   focused. Ids are the screen's enumerators plus an index, from 1. Which control the pointer is over is found in the list
   of the frame the person saw, the last declared first: declare what lies on top last. */

/* Width in pixels of so many bytes of text. The one thing a font is asked. */
struct ui_measure {
    int (*width)(void *fonts, struct font font, const char *text, int length);
    void *fonts;
};

struct ui_control {
    int id;
    struct rect r, clip;
    int label, key; /* offsets into the display list's text; key -1: none */
    bool takes_enter, disabled;
    bool typed_into;  /* a field: what is typed is its own while it has the focus */
    bool passed_over; /* Tab does not stop at it: a part of the control beside it */
};

struct ui_offer; /* see ui_notice */

struct ui {
    struct ui_input in;
    const struct theme *theme;
    struct ui_measure measure;
    struct draw_list draw;
    struct ui_control *controls, *seen; /* of this frame, of the one before */
    int n_controls, controls_capacity, n_seen, seen_capacity;
    int hot, active, focus; /* ids; 0 none */
    int field_key;          /* what was pressed and typed for the field with the focus, until that takes it */
    uint32_t field_typed;
    const char *field_pasted;
    bool key_was_elsewhere; /* the letter that comes next was meant for what its key pressed, not for a field that this opened */
    int caret_of, caret;    /* the field that has the caret; the byte of its text before which it stands */
    int press_x, press_y;   /* where the button went down on `active` */
    bool acts;              /* false in the second run: nothing may report a click */
    int screen_key;
    int64_t screen_since_ms;
    int64_t animate_until_ms;
    const char *open_url; /* a request for the loop: belongs to the deck */
    struct ui_offer *offer; /* set by the loop before each run; or NULL */
    bool quit;
};

void ui_init(struct ui *ui, const struct theme *theme, struct ui_measure measure);
void ui_clear(struct ui *ui);

/* in.moment and the size of the window must be set. `again`: the second run of a frame: edges are ignored. */
void ui_begin(struct ui *ui, struct ui_input in, bool again);
void ui_end(struct ui *ui);

/* Another screen, or another matter on it: the focus is dropped, and keys press no button for NEW_SCREEN_MS. */
void ui_screen(struct ui *ui, int key);

/* The list of controls, then the display list, one line each. */
void ui_dump(const struct ui *ui, FILE *out);

/* Frames are drawn until then. */
void ui_animate(struct ui *ui, int64_t until_ms);

struct font ui_font(const struct ui *ui, int size, int weight);
int ui_scaled(const struct ui *ui, int px);    /* grows with the text size */
bool ui_wider_than(const struct ui *ui, int em); /* is the window at least that many em wide? */
int ui_margin(const struct ui *ui);
int ui_button_height(const struct ui *ui);

enum align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };

int ui_width(struct ui *ui, struct font font, const char *text);
/* One line, in the middle of r's height; what does not fit is cut with an ellipsis. Returns the width drawn. */
int ui_label(struct ui *ui, struct rect r, struct font font, uint32_t colour, enum align align, const char *text);
/* From the left, and set as a note where it does not fit as body text. */
int ui_label_fitted(struct ui *ui, struct rect r, int weight, uint32_t colour, const char *text);
/* Lines broken at spaces and soft hyphens from the top of r, as many as it needs; returns their height. */
int ui_paragraph(struct ui *ui, struct rect r, struct font font, uint32_t colour, const char *text);
int ui_paragraph_height(struct ui *ui, int w_px, struct font font, const char *text);

struct ui_state {
    bool hover, held, clicked, focused;
};

/* The bare control: state and focus ring by the caller. key_label is the key that is printed on it, or NULL. */
struct ui_state ui_control(struct ui *ui, int id, struct rect r, const char *label, const char *key_label,
                           bool takes_enter);
void ui_focus(struct ui *ui, int id);
void ui_ring(struct ui *ui, struct rect r, int radius_px);

/* Was this key pressed, and by nobody taken yet? Taking it is the caller's promise to act. */
bool ui_take_key(struct ui *ui, int key, bool ctrl);

enum ui_button_kind { BUTTON_PLAIN, BUTTON_STRONG, BUTTON_PRIMARY, BUTTON_LINK };
struct ui_button {
    const char *label, *key_label;
    const char *widest; /* what it says elsewhere on this screen: it keeps the room for that, so that others stay; or NULL */
    int key;   /* 0: none */
    bool ctrl;
    uint32_t typed; /* or a typed character */
    enum ui_button_kind kind;
    bool disabled;
    bool capless; /* its key is known, and not printed: there is no room */
};

int ui_button_width(struct ui *ui, const struct ui_button *button);
/* True once when it is clicked, or its key is pressed. */
bool ui_button(struct ui *ui, int id, struct rect r, const struct ui_button *button);

/* A key cap with its right end at r's right end, in the middle of r's height; returns its width. */
int ui_key_cap(struct ui *ui, struct rect r, const char *label, uint32_t ink);

/* A region whose content may be higher than it is. Then a strip at its end is kept for a note that says so, and `view` is
   what is left, whole steps of step_px (0: any). Content begins at view.y - scroll->offset_px; what ui_scroll_show is told
   to show is brought into view; the wheel moves it. */
struct ui_scroll {
    int offset_px;
    int left; /* of a page: the control with the focus that was scrolled away from, and is not brought back; 0: none */
};
struct ui_scroll_region {
    struct rect view, note, old_clip;
    int content_px, step_px;
    struct ui_scroll *scroll;
};
struct ui_scroll_region ui_scroll_begin(struct ui *ui, struct rect r, int content_px, int step_px, struct ui_scroll *scroll);
void ui_scroll_show(const struct ui_scroll_region *region, int y_px, int h_px); /* from the content's beginning */
/* Page Up and Page Down where there is more than fits; of a list of steps Up, Down, Home and End too. */
void ui_scroll_keys(struct ui *ui, const struct ui_scroll_region *region);
void ui_scroll_end(struct ui *ui, const struct ui_scroll_region *region, const char *note);
int ui_scroll_below(const struct ui_scroll_region *region); /* pixels of content hidden below the view */
/* The end of a list of steps: the note counts how many more are below or, at its end, above. */
void ui_list_end(struct ui *ui, const struct ui_scroll_region *region, int step_px);

/* May a key act now that presses something: not while it repeats, nor before a new screen could be read? */
bool ui_key_counts(const struct ui *ui);

/* A strip with a text of its own, as high as it needs, off the top of *r; nothing for NULL. What is wrong (by its ink) stands
   on whatever screen is shown, and so does ui->offer: what can be done about it. */
struct ui_offer {
    struct ui_button button;
    const char *more; /* said behind the text; or NULL */
    bool pressed;     /* set, for the loop to act on */
};
void ui_notice(struct ui *ui, struct rect *r, uint32_t ink, const char *text);

/* The white box that texts stand on. */
void ui_panel(struct ui *ui, struct rect r);

/* Between these nothing is shown, declared or pressed: for asking how high something would become. */
struct ui_probe {
    struct rect clip;
    int n_controls, field_key;
    uint32_t field_typed;
    const char *field_pasted;
    struct ui_input in;
};
struct ui_probe ui_probe_begin(struct ui *ui);
void ui_probe_end(struct ui *ui, const struct ui_probe *probe);

int ui_bar_height(const struct ui *ui); /* of the bottom bar */

/* The bars of every screen: title and what it is about at the left, a status at the right; below, a hint and buttons from
   the right, the first one rightmost. Each takes its strip off *r. Returns the index of the button that was pressed, -1. */
void ui_top_bar(struct ui *ui, struct rect *r, const char *title, const char *about, const char *status);
bool ui_status_fits(struct ui *ui, const char *title, const char *status); /* else it would be cut */
int ui_bottom_bar(struct ui *ui, struct rect *r, int id, const struct ui_button *buttons, int n, const char *hint);
/* The same with the last n_left of the buttons at the left, the very last leftmost, and the hint before those at the right. */
int ui_sided_bar(struct ui *ui, struct rect *r, int id, const struct ui_button *buttons, int n, int n_left,
                 const char *hint);
/* A top bar with a button at the right, and the status before it where there is room; true when that was pressed. */
bool ui_top_bar_button(struct ui *ui, struct rect *r, int id, const char *title, const char *about, const char *status,
                       const struct ui_button *button);
/* A top bar with room for w_px of the caller's own at the right; returns that place. */
struct rect ui_top_bar_with(struct ui *ui, struct rect *r, const char *title, const char *about, int w_px);

#endif
