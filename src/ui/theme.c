/* The themes. Every pair that is used is at least 4.5 : 1 for text, in the contrast theme 7 : 1, and 3 : 1 for signs
   and borders of controls; tests/test_theme.c knows the pairs. */
#include "ui/theme.h"

const struct theme theme_light = {
    .background = 0xfff4f5f7,
    .surface = 0xffffffff,
    .line = 0xffd9dde3,
    .edge = 0xff868e9a,
    .ink = 0xff171a20,
    .muted = 0xff5a6372,
    .on_ink = 0xffffffff,
    .link = 0xff0b63c5,
    .right = 0xff1b6e3c,
    .wrong = 0xffb3261e,
    .hover = 0xffeceef1,
    .disabled = 0xff868e9a,
    .look = {{0xffad4a06, 0xfffcebdd},
             {0xff0a7558, 0xffdff3ec},
             {0xff0b63c5, 0xffe4effb},
             {0xff6a3d9a, 0xfff0e9f7},
             {0xff8a1c5c, 0xfffbe8f1},
             {0xff3f4a5a, 0xffe9ecf0}},
    .known = {0xffe3e6eb, 0xffb9c0cb, 0xff6b7482, 0xff262b34},
};

const struct theme theme_dark = {
    .background = 0xff14171c,
    .surface = 0xff1e2229,
    .line = 0xff343a44,
    .edge = 0xff7b8594,
    .ink = 0xffe9ecf1,
    .muted = 0xffa7b0be,
    .on_ink = 0xff14171c,
    .link = 0xff7db5f7,
    .right = 0xff6fce96,
    .wrong = 0xffff938a,
    .hover = 0xff2b313a,
    .disabled = 0xff808a99,
    .look = {{0xfff5a05c, 0xff3a2411},
             {0xff5fcfae, 0xff0e3229},
             {0xff82b8f6, 0xff152c48},
             {0xffc7a3f0, 0xff2e2140},
             {0xfff29ac4, 0xff3c1c2d},
             {0xffb9c3d1, 0xff2b323d}},
    .known = {0xff3d4552, 0xff5a6576, 0xff98a2b1, 0xffdfe3ea},
};

/* White on black; a panel is told from its ground by its border alone. */
const struct theme theme_contrast = {
    .background = 0xff000000,
    .surface = 0xff000000,
    .line = 0xff8a93a0,
    .edge = 0xffffffff,
    .ink = 0xffffffff,
    .muted = 0xffd3d9e2,
    .on_ink = 0xff000000,
    .link = 0xff8ec9ff,
    .right = 0xff7af0a8,
    .wrong = 0xffffa79f,
    .hover = 0xff242a32,
    .disabled = 0xffa3acb9,
    .look = {{0xffffb26b, 0xff2e1900},
             {0xff6be8c2, 0xff00261c},
             {0xff8ec9ff, 0xff001c36},
             {0xffdcbaff, 0xff231038},
             {0xffffaad6, 0xff360720},
             {0xffd6dde8, 0xff20252d}},
    .known = {0xff363d47, 0xff505966, 0xffaab3c0, 0xffffffff},
};

uint32_t theme_on_known(const struct theme *theme, int step)
{
    return step < 2 ? theme->ink : theme->on_ink;
}
