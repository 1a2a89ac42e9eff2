#ifndef DEMARC_SDL_FONT_H
#define DEMARC_SDL_FONT_H

#include "base/err.h"
#include "ui/draw.h"
#include "ui/ui.h"

#include <SDL.h>

/* The fonts of a folder: Inter in three weights, opened when first used, with widths and rendered texts kept. */
struct fonts;

struct fonts *fonts_new(const char *folder, struct err *err); /* NULL: the folder has no Inter-Regular.otf */
void fonts_free(struct fonts *fonts);

/* Renders the texts of the list, so that they are there when it is drawn. */
void fonts_prepare(struct fonts *fonts, const struct draw_list *list);

struct ui_measure fonts_measure(struct fonts *fonts);

/* The text in that colour on nothing, and how far below its top the baseline lies. It belongs to fonts and is valid until
   the next call; NULL where the font cannot draw it. */
SDL_Surface *fonts_text(struct fonts *fonts, struct font font, uint32_t colour, const char *text, int *baseline_px);

#endif
