/* The light theme. Every pair that is used is at least 4.5 : 1 for text and 3 : 1 for signs and borders of controls. */
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
