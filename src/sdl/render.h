#ifndef DEMARC_SDL_RENDER_H
#define DEMARC_SDL_RENDER_H

#include "sdl/font.h"
#include "ui/draw.h"

/* From a display list to pixels, in software, only where it differs from the list before. */
enum { RENDER_RECTS_MAX = 64 };

struct renderer {
    struct fonts *fonts;
    uint64_t *cells; /* what each cell of the last frame showed */
    int w, h, columns, rows;
};

void render_clear(struct renderer *renderer); /* frees */

/* The next frame is drawn whole: the surface is new, or its content was lost. */
void render_forget(struct renderer *renderer);

/* Draws into a surface of 32 bits a pixel (0x00RRGGBB) what has changed; returns how many rectangles that are. */
int render_frame(struct renderer *renderer, SDL_Surface *surface, const struct draw_list *list,
                 SDL_Rect rects[RENDER_RECTS_MAX]);

#endif
