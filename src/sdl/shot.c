/* Pictures without a display: the renderer on a plain surface, written by libpng. */
#include "sdl/shot.h"

#include "base/mem.h"
#include "base/tr.h"
#include "sdl/render.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

static void *encode(SDL_Surface *surface, size_t *size, struct err *err)
{
    SDL_Surface *rgb = SDL_ConvertSurfaceFormat(surface, SDL_PIXELFORMAT_RGB24, 0);
    if (!rgb) {
        err_set(err, tr("no picture: %s"), SDL_GetError());
        return NULL;
    }
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = (png_uint_32)rgb->w,
                       .height = (png_uint_32)rgb->h,
                       .format = PNG_FORMAT_RGB};
    png_alloc_size_t needed = PNG_IMAGE_PNG_SIZE_MAX(image);
    void *bytes = xmalloc(needed);
    if (!png_image_write_to_memory(&image, bytes, &needed, 0, rgb->pixels, rgb->pitch, NULL)) {
        err_set(err, tr("no picture: %s"), image.message);
        free(bytes);
        bytes = NULL;
    }
    *size = needed;
    SDL_FreeSurface(rgb);
    return bytes;
}

void *shot_png(struct fonts *fonts, const struct draw_list *list, int w, int h, size_t *size, struct err *err)
{
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_RGB888);
    if (!surface) {
        err_set(err, tr("no picture: %s"), SDL_GetError());
        return NULL;
    }
    struct renderer renderer = {.fonts = fonts};
    SDL_Rect rects[RENDER_RECTS_MAX];
    render_frame(&renderer, surface, list, rects);
    render_clear(&renderer);
    void *bytes = encode(surface, size, err);
    SDL_FreeSurface(surface);
    return bytes;
}
