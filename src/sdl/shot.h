#ifndef DEMARC_SDL_SHOT_H
#define DEMARC_SDL_SHOT_H

#include "sdl/font.h"

/* A display list as the bytes of a PNG file, drawn as the window would; the caller frees them. NULL: err says why. */
void *shot_png(struct fonts *fonts, const struct draw_list *list, int w, int h, size_t *size, struct err *err);

#endif
