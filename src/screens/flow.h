#ifndef DEMARC_SCREENS_FLOW_H
#define DEMARC_SCREENS_FLOW_H

#include "ui/ui.h"

/* Texts and boxes one below the other, as high as they need: a page of them scrolls where it does not fit. What fills a page or
   a box is called twice, the first time to find its height. */
struct flow {
    struct ui *ui;
    struct rect r; /* what is left, from r.y down */
    void *data;    /* the filler's own */
    int top_px, view_px; /* where it began; how much of a page is seen */
    struct rect show;
};
typedef void flow_fill(struct flow *flow);

void flow_text(struct flow *flow, int size, int weight, uint32_t ink, const char *text, int space);
void flow_space(struct flow *flow, int px);
struct rect flow_line(struct flow *flow, int h_px); /* a strip as wide as the page */
void flow_rule(struct flow *flow);                  /* a thin line across */
void flow_panel(struct flow *flow, flow_fill *fill, int space); /* a white box, handed the same data */

/* A name at the left, wrapped, and a word at its right. */
void flow_pair(struct flow *flow, uint32_t ink, const char *name, int weight, const char *word, int space);

/* This strip of the page is brought into view. */
void flow_show(struct flow *flow, int y_px, int h_px);

/* Fills r, and scrolls; Page Up, Page Down and the wheel move it, and the arrows where `arrows` says so. */
void flow_page(struct ui *ui, struct rect r, struct ui_scroll *scroll, bool arrows, flow_fill *fill, void *data);

/* Down and Up go to the next control of a page, whose first one is ui->controls[from]. */
void flow_arrows(struct ui *ui, int from);

#endif
