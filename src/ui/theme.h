#ifndef DEMARC_UI_THEME_H
#define DEMARC_UI_THEME_H

#include <stdint.h>

/* All colours and sizes. Colours are 0xAARRGGBB; 0 is none. Sizes are for 100 % text; type grows with the text size,
   space does not. */
struct theme {
    uint32_t background, surface, line, edge, ink, muted, on_ink, link, right, wrong, hover, disabled;
    struct {
        uint32_t ink, ground;
    } look[6]; /* by enum deck_look */
    uint32_t known[4]; /* not met, weak, middling, known: from the ground towards ink */
};

extern const struct theme theme_light, theme_dark, theme_contrast;

uint32_t theme_on_known(const struct theme *theme, int step); /* of text on known[step] */

enum {
    TEXT_NOTE = 14, TEXT_BODY = 16, TEXT_LEAD = 19, TEXT_HEAD = 22, TEXT_TITLE = 26, TEXT_DISPLAY = 34, TEXT_HUGE = 46
};

enum { WEIGHT_REGULAR = 400, WEIGHT_SEMIBOLD = 600, WEIGHT_BOLD = 700 };

enum {
    SPACE_4 = 4, SPACE_8 = 8, SPACE_12 = 12, SPACE_16 = 16, SPACE_24 = 24, SPACE_32 = 32,
    RADIUS_KEY = 5, RADIUS_CARD = 10, RADIUS_PANEL = 16,
    TARGET = 44,        /* the least size of what is pressed */
    CARD_HEIGHT = 38,   /* a placed layer is drawn so high and hit at TARGET */
    BORDER = 1, BORDER_ZONE = 2,
    BAR_LEAST = 64, BAR_AROUND = 28, /* height of a bar, and what it is higher than what stands in it */
    FOCUS_RING = 3, FOCUS_GAP = 2,
    SIGN = 20,
    EM = 16
};

enum { GLIDE_DROP_MS = 120, GLIDE_HOME_MS = 160, NEW_SCREEN_MS = 300, DRAG_PX = 5 };

#endif
