/* SDL_ttf behind two tables: widths, which layout asks some hundred times a frame, and rendered texts. Both are keyed
   by a 64-bit hash of all that matters, so a lookup costs less than shaping one letter. What grows past its bound is
   dropped whole: the next frame fills it again with what is on the screen. A font's file is read whole and once for all
   its sizes: FreeType would read it in thousands of small pieces for each. */
#include "sdl/font.h"

#include "base/mem.h"
#include "base/rng.h"
#include "base/tr.h"

#include <SDL_ttf.h>
#include <stdlib.h>
#include <string.h>

enum { FILES = 4, OPEN_MAX = 24, WIDTHS = 8192, TEXTS = 1024, TEXT_BYTES_MAX = 3 << 20, DISPLAY_PX = 24 };

struct open_font {
    struct font font;
    TTF_Font *ttf;
};

struct width {
    uint64_t key;
    int px;
};

struct text {
    uint64_t key;
    SDL_Surface *surface;
};

static const char *const file_names[FILES] = {"Inter-Regular.otf", "Inter-SemiBold.otf", "Inter-Bold.otf",
                                              "InterDisplay-Bold.otf"};

struct font_file {
    void *bytes; /* NULL: not read yet */
    size_t size;
};

struct fonts {
    char *folder;
    struct font_file files[FILES];
    int n_open, n_widths, n_texts;
    size_t text_bytes;
    struct open_font open[OPEN_MAX];
    struct width widths[WIDTHS];
    struct text texts[TEXTS];
};

static int file_of(struct font font)
{
    if (font.weight >= WEIGHT_BOLD)
        return font.px >= DISPLAY_PX ? 3 : 2;
    return font.weight >= WEIGHT_SEMIBOLD ? 1 : 0;
}

static TTF_Font *open_sized(struct fonts *fonts, int which, int px)
{
    struct font_file *file = &fonts->files[which];
    if (!file->bytes) {
        char *path = xprintf("%s/%s", fonts->folder, file_names[which]);
        file->bytes = SDL_LoadFile(path, &file->size);
        free(path);
    }
    SDL_RWops *rw = file->bytes ? SDL_RWFromConstMem(file->bytes, (int)file->size) : NULL;
    return rw ? TTF_OpenFontRW(rw, 1, px) : NULL;
}

static TTF_Font *open_font(struct fonts *fonts, struct font font)
{
    for (int i = 0; i < fonts->n_open; i++)
        if (fonts->open[i].font.px == font.px && fonts->open[i].font.weight == font.weight)
            return fonts->open[i].ttf;
    if (fonts->n_open == OPEN_MAX) { /* the text size was changed several times: begin anew */
        while (fonts->n_open > 0)
            TTF_CloseFont(fonts->open[--fonts->n_open].ttf);
    }
    TTF_Font *ttf = open_sized(fonts, file_of(font), font.px);
    if (ttf) {
        TTF_SetFontHinting(ttf, TTF_HINTING_LIGHT_SUBPIXEL);
        fonts->open[fonts->n_open++] = (struct open_font){font, ttf};
    }
    return ttf;
}

struct fonts *fonts_new(const char *folder, struct err *err)
{
    if (TTF_Init() != 0) {
        err_set(err, tr("SDL_ttf does not start: %s"), TTF_GetError());
        return NULL;
    }
    struct fonts *fonts = xcalloc(1, sizeof *fonts);
    fonts->folder = xstrdup(folder);
    if (!open_font(fonts, (struct font){TEXT_BODY, WEIGHT_REGULAR})) {
        err_set(err, tr("no font: %s"), TTF_GetError());
        fonts_free(fonts);
        return NULL;
    }
    return fonts;
}

static void drop_texts(struct fonts *fonts)
{
    for (int i = 0; i < TEXTS; i++)
        SDL_FreeSurface(fonts->texts[i].surface);
    memset(fonts->texts, 0, sizeof fonts->texts);
    fonts->n_texts = 0;
    fonts->text_bytes = 0;
}

void fonts_free(struct fonts *fonts)
{
    if (!fonts)
        return;
    drop_texts(fonts);
    for (int i = 0; i < fonts->n_open; i++)
        TTF_CloseFont(fonts->open[i].ttf);
    TTF_Quit();
    for (int i = 0; i < FILES; i++)
        SDL_free(fonts->files[i].bytes);
    free(fonts->folder);
    free(fonts);
}

static uint64_t key_of(struct font font, uint32_t colour, const char *text, int length)
{
    uint64_t hash = hash_add(HASH_START, &font.px, sizeof font.px);
    hash = hash_add(hash, &font.weight, sizeof font.weight);
    hash = hash_add(hash, &colour, sizeof colour);
    hash = hash_finish(hash_add(hash, text, (size_t)length));
    return hash ? hash : 1;
}

static int measure_text(struct fonts *fonts, struct font font, const char *text, int length)
{
    TTF_Font *ttf = open_font(fonts, font);
    char *copy = xmalloc((size_t)length + 1);
    memcpy(copy, text, (size_t)length);
    copy[length] = '\0';
    int w = 0;
    if (ttf)
        TTF_SizeUTF8(ttf, copy, &w, NULL);
    free(copy);
    return w;
}

static int width(void *context, struct font font, const char *text, int length)
{
    struct fonts *fonts = context;
    uint64_t key = key_of(font, 0, text, length);
    if (fonts->n_widths > WIDTHS / 2) {
        memset(fonts->widths, 0, sizeof fonts->widths);
        fonts->n_widths = 0;
    }
    struct width *slot = &fonts->widths[key % WIDTHS];
    while (slot->key && slot->key != key)
        slot = slot + 1 == fonts->widths + WIDTHS ? fonts->widths : slot + 1;
    if (!slot->key) {
        *slot = (struct width){key, measure_text(fonts, font, text, length)};
        fonts->n_widths++;
    }
    return slot->px;
}

struct ui_measure fonts_measure(struct fonts *fonts)
{
    return (struct ui_measure){width, fonts};
}

static SDL_Surface *render(struct fonts *fonts, struct font font, uint32_t colour, const char *text)
{
    TTF_Font *ttf = open_font(fonts, font);
    SDL_Color ink = {(Uint8)(colour >> 16), (Uint8)(colour >> 8), (Uint8)colour, 255};
    return ttf ? TTF_RenderUTF8_Blended(ttf, text, ink) : NULL;
}

SDL_Surface *fonts_text(struct fonts *fonts, struct font font, uint32_t colour, const char *text, int *baseline_px)
{
    uint64_t key = key_of(font, colour, text, (int)strlen(text));
    if (fonts->n_texts > TEXTS / 2 || fonts->text_bytes > TEXT_BYTES_MAX)
        drop_texts(fonts);
    struct text *slot = &fonts->texts[key % TEXTS];
    while (slot->key && slot->key != key)
        slot = slot + 1 == fonts->texts + TEXTS ? fonts->texts : slot + 1;
    if (!slot->key) {
        *slot = (struct text){key, render(fonts, font, colour, text)};
        fonts->n_texts++;
        if (slot->surface)
            fonts->text_bytes += (size_t)slot->surface->h * (size_t)slot->surface->pitch;
    }
    TTF_Font *ttf = open_font(fonts, font);
    *baseline_px = ttf ? TTF_FontAscent(ttf) : 0;
    return slot->surface;
}

void fonts_prepare(struct fonts *fonts, const struct draw_list *list)
{
    int baseline_px;
    for (const struct draw_command *c = list->commands; c < list->commands + list->n; c++)
        if (c->kind == DRAW_TEXT)
            fonts_text(fonts, c->font, c->colour, draw_text_of(list, c), &baseline_px);
}
