#ifndef DEMARC_SCREENS_PROGRESS_PARTS_H
#define DEMARC_SCREENS_PROGRESS_PARTS_H

#include "screens/flow.h"
#include "screens/progress.h"

/* The parts of Progress, each a strip of a page. */
enum { ID_PROGRESS_MAP = 40, ID_PROGRESS_LINE, ID_PROGRESS_BARS, ID_PROGRESS_BINS, ID_PROGRESS_ROW = 1000 /* + row */ };
enum { PROGRESS_WORDS = 600 };

struct progress_page {
    struct progress_view *view;
    const struct progress_facts *facts;
    int chosen; /* of the list; -1 */
    bool bring; /* what has the focus is brought into view */
};

void progress_map(struct flow *flow, struct progress_page *p);
void progress_line(struct flow *flow, struct progress_page *p);
void progress_says(struct flow *flow, struct progress_page *p);
void progress_bars(struct flow *flow, struct progress_page *p);
void progress_bins(struct flow *flow, struct progress_page *p);
void progress_mixed(struct flow *flow, struct progress_page *p);
void progress_list(struct ui *ui, struct rect r, struct progress_page *p);
void progress_weak(struct ui *ui, struct rect r, struct progress_page *p);

/* -- words and shades -- */

int progress_shade(bool met, double right); /* of theme->known */
/* "5", or "9+" for more than nine of ten. */
const char *progress_figure(double right, char text[12]);
void progress_item_name(const struct deck *deck, int item, char *text, int size);
void progress_item_words(const struct progress_facts *facts, int item, char *text, int size);
void progress_day(int day, char *text, int size); /* "3 December" */
void progress_day_words(const struct progress_facts *facts, int day, char *text, int size);
void progress_point_words(const struct progress_facts *facts, int point, char *text, int size);
void progress_bin_words(const struct calibration_bin *bin, char *text, int size);
bool progress_has_line(const struct progress_facts *facts);
/* A heading, what is said small beside it or below, and at the right its key with what that does. */
void progress_head(struct flow *flow, const char *head, const char *beside, const char *does, const char *key);
/* A key and what it does, from the right; returns the width. */
int progress_key(struct ui *ui, struct rect r, const char *does, const char *key);

/* Left and Right where this control has the focus: -1, 0 or 1. Its own key gives it the focus. */
int progress_step(struct progress_page *p, struct ui *ui, int id, int key);
/* From top_px to here it is one part with this control, which has the focus or not. */
void progress_show(struct flow *flow, const struct progress_page *p, bool focused, int top_px, struct rect control);
int progress_view_px(const struct flow *flow); /* of a page that scrolls, what is seen */

#endif
