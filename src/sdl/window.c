/* SDL's events become at most one edge a frame: what follows an edge stays in SDL's queue for the next call. A release
   that got lost (the window lost the focus or the pointer's grab) is repaired here, once, as `cancelled`. */
#include "sdl/window.h"

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "sdl/render.h"

#include <SDL.h>
#include <SDL_syswm.h>
#include <stdlib.h>
#include <string.h>

struct window {
    SDL_Window *sdl;
    SDL_Surface *own;        /* where the window has no surface, or one of another format */
    SDL_Renderer *presenter; /* where the platform has no plain framebuffer; else NULL */
    SDL_Texture *texture;    /* what it presents: the pixels of own */
    int opened_w, opened_h;
    struct fonts *fonts;
    struct renderer renderer;
    bool attended;
    char *pasted;                             /* what the clipboard held when it was asked for, for one frame */
    char typed[SDL_TEXTINPUTEVENT_TEXT_SIZE]; /* of what was typed at once: what has not been given yet */
};

/* Where there is no display SDL falls back to drivers that draw for nobody. */
static bool shows(const char *driver)
{
    return driver && strcmp(driver, "offscreen") != 0 && strcmp(driver, "dummy") != 0 && strcmp(driver, "evdev") != 0;
}

/* A display that is smaller than the last one, but never less than the least. */
static void fit_display(int *w, int *h)
{
    SDL_Rect room;
    if (SDL_GetDisplayUsableBounds(0, &room) != 0)
        return;
    *w = *w > room.w ? room.w : *w;
    *h = *h > room.h ? room.h : *h;
    *w = *w < WINDOW_WIDTH_MIN ? WINDOW_WIDTH_MIN : *w;
    *h = *h < WINDOW_HEIGHT_MIN ? WINDOW_HEIGHT_MIN : *h;
}

void window_hints(void)
{
    /* Without this even plain surfaces are presented through OpenGL: three times the start, seven times the memory. */
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    SDL_SetHint(SDL_HINT_APP_NAME, "demarc");
}

bool window_begin(struct err *err)
{
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        err_set(err, tr("no window: %s"), SDL_GetError());
        return false;
    }
    if (!SDL_GetHint(SDL_HINT_VIDEODRIVER) && !shows(SDL_GetCurrentVideoDriver())) {
        err_set(err, tr("no window: there is no display here; set DISPLAY or WAYLAND_DISPLAY"));
        SDL_Quit();
        return false;
    }
    return true;
}

struct window *window_open(int w, int h, bool fit, struct fonts *fonts, struct err *err)
{
    if (!SDL_WasInit(SDL_INIT_VIDEO)) {
        window_hints();
        if (!window_begin(err))
            return NULL;
    }
    struct window *window = xcalloc(1, sizeof *window);
    window->attended = true;
    if (fit)
        fit_display(&w, &h);
    window->opened_w = w;
    window->opened_h = h;
    window->sdl =
        SDL_CreateWindow("demarc", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, w, h, SDL_WINDOW_RESIZABLE);
    if (!window->sdl) {
        err_set(err, tr("no window: %s"), SDL_GetError());
        window_close(window);
        return NULL;
    }
    SDL_SetWindowMinimumSize(window->sdl, WINDOW_WIDTH_MIN, WINDOW_HEIGHT_MIN);
    SDL_StartTextInput();
    window->fonts = window->renderer.fonts = fonts;
    return window;
}

void window_close(struct window *window)
{
    if (!window)
        return;
    SDL_free(window->pasted);
    render_clear(&window->renderer);
    fonts_free(window->fonts);
    SDL_FreeSurface(window->own);
    if (window->presenter)
        SDL_DestroyRenderer(window->presenter); /* and its texture */
    if (window->sdl)
        SDL_DestroyWindow(window->sdl);
    free(window);
    SDL_Quit();
}

struct fonts *window_fonts(struct window *window)
{
    return window->fonts;
}

/* -- the display -- */

bool window_was_resized(const struct window *window, int *w, int *h)
{
    SDL_GetWindowSize(window->sdl, w, h);
    bool whole = SDL_GetWindowFlags(window->sdl) & (SDL_WINDOW_MAXIMIZED | SDL_WINDOW_FULLSCREEN);
    return !whole && (*w != window->opened_w || *h != window->opened_h);
}

/* SDL does not say it, but has a connection on which it can be asked, and the library for that open already. */
static int xft_dpi(SDL_Window *window)
{
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    void *x11 = SDL_GetWindowWMInfo(window, &info) ? SDL_LoadObject("libX11.so.6") : NULL;
    if (!x11)
        return 0;
    char *(*get_default)(void *, const char *, const char *) =
        (char *(*)(void *, const char *, const char *))SDL_LoadFunction(x11, "XGetDefault");
    const char *dpi = get_default ? get_default(info.info.x11.display, "Xft", "dpi") : NULL;
    int n = dpi ? (int)(SDL_atof(dpi) + .5) : 0;
    SDL_UnloadObject(x11);
    return n;
}

int window_text_percent(const struct window *window)
{
    enum { USUAL_DPI = 96, DPI_MOST = 1000 };
    const char *driver = SDL_GetCurrentVideoDriver();
    int dpi = driver && strcmp(driver, "x11") == 0 ? xft_dpi(window->sdl) : 0;
    return dpi > 0 && dpi <= DPI_MOST ? (dpi * 100 + USUAL_DPI / 2) / USUAL_DPI : 0;
}

/* -- events -- */

static int key_of(const SDL_Keysym *key)
{
    static const struct {
        SDL_Keycode sdl;
        int ours;
    } named[] = {{SDLK_RETURN, KEY_ENTER},  {SDLK_KP_ENTER, KEY_ENTER}, {SDLK_ESCAPE, KEY_ESCAPE},
                 {SDLK_TAB, KEY_TAB},       {SDLK_SPACE, KEY_SPACE},    {SDLK_BACKSPACE, KEY_BACKSPACE},
                 {SDLK_DELETE, KEY_DELETE}, {SDLK_LEFT, KEY_LEFT},      {SDLK_RIGHT, KEY_RIGHT},
                 {SDLK_UP, KEY_UP},         {SDLK_DOWN, KEY_DOWN},      {SDLK_HOME, KEY_HOME},
                 {SDLK_END, KEY_END},       {SDLK_PAGEUP, KEY_PAGE_UP}, {SDLK_PAGEDOWN, KEY_PAGE_DOWN}};
    /* Digits by their place: on some layouts the row needs Shift for them. */
    if (key->scancode >= SDL_SCANCODE_1 && key->scancode <= SDL_SCANCODE_0)
        return key->scancode == SDL_SCANCODE_0 ? '0' : '1' + (int)(key->scancode - SDL_SCANCODE_1);
    if (key->scancode >= SDL_SCANCODE_KP_1 && key->scancode <= SDL_SCANCODE_KP_0)
        return key->scancode == SDL_SCANCODE_KP_0 ? '0' : '1' + (int)(key->scancode - SDL_SCANCODE_KP_1);
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (named[i].sdl == key->sym)
            return named[i].ours;
    return key->sym > ' ' && key->sym < 127 ? key->sym : KEY_NONE;
}

static bool is_paste(const SDL_Keysym *key)
{
    return (key->sym == SDLK_v && key->mod & (KMOD_CTRL | KMOD_GUI)) ||
           (key->sym == SDLK_INSERT && key->mod & KMOD_SHIFT);
}

static void drop_pasted(struct window *window, struct ui_input *in)
{
    SDL_free(window->pasted);
    window->pasted = NULL;
    in->pasted = NULL;
}

static bool fold_key(struct window *window, const SDL_KeyboardEvent *event, struct ui_input *in)
{
    if (is_paste(&event->keysym) && SDL_HasClipboardText())
        in->pasted = window->pasted = SDL_GetClipboardText();
    in->key = key_of(&event->keysym);
    in->shift = event->keysym.mod & KMOD_SHIFT;
    in->ctrl = event->keysym.mod & (KMOD_CTRL | KMOD_GUI);
    in->repeat = event->repeat != 0;
    return in->key != KEY_NONE || in->pasted;
}

static bool fold_button(const SDL_MouseButtonEvent *event, struct ui_input *in)
{
    if (event->button != SDL_BUTTON_LEFT)
        return false;
    in->x = event->x;
    in->y = event->y;
    in->down = event->type == SDL_MOUSEBUTTONDOWN;
    in->pressed = in->down;
    in->released = !in->down;
    return true;
}

static void drop_texture(struct window *window)
{
    if (window->texture)
        SDL_DestroyTexture(window->texture);
    window->texture = NULL;
    render_forget(&window->renderer);
}

static bool cancel(struct ui_input *in)
{
    bool held = in->down;
    in->down = false;
    in->cancelled = held;
    return held;
}

/* A drag may be over before the program looks: where it went is an edge where something else follows, so the frame in
   which the card is lifted comes before the one in which it is dropped. */
static bool last_motion(void)
{
    SDL_Event next;
    return SDL_PeepEvents(&next, 1, SDL_PEEKEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT) == 1 && next.type != SDL_MOUSEMOTION;
}

static bool fold_motion(const SDL_MouseMotionEvent *event, struct ui_input *in)
{
    in->x = event->x;
    in->y = event->y;
    if (in->down && !(event->state & SDL_BUTTON_LMASK))
        return cancel(in);
    return in->down && last_motion();
}

static bool fold_window(struct window *window, const SDL_WindowEvent *event, struct ui_input *in)
{
    switch (event->event) {
    case SDL_WINDOWEVENT_SIZE_CHANGED:
    case SDL_WINDOWEVENT_EXPOSED:
        render_forget(&window->renderer);
        return false;
    case SDL_WINDOWEVENT_FOCUS_GAINED:
        window->attended = true;
        return false;
    case SDL_WINDOWEVENT_FOCUS_LOST:
    case SDL_WINDOWEVENT_MINIMIZED:
        window->attended = false;
        return cancel(in);
    case SDL_WINDOWEVENT_LEAVE:
        if (!in->down)
            in->x = in->y = -1;
        return false;
    default:
        return false;
    }
}

/* A compose key or an input method gives several characters at once: one a frame. */
static bool next_typed(struct window *window, struct ui_input *in)
{
    int size;
    in->typed = utf8_decode(window->typed, &size);
    memmove(window->typed, window->typed + size, strlen(window->typed + size) + 1);
    return in->typed != 0;
}

/* True when the event was an edge: the frame is run before the next one is looked at. */
static bool fold(struct window *window, const SDL_Event *event, struct ui_input *in)
{
    switch (event->type) {
    case SDL_KEYDOWN:
        return fold_key(window, &event->key, in);
    case SDL_TEXTINPUT:
        SDL_strlcpy(window->typed, event->text.text, sizeof window->typed);
        return next_typed(window, in);
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return fold_button(&event->button, in);
    case SDL_MOUSEMOTION:
        return fold_motion(&event->motion, in);
    case SDL_MOUSEWHEEL:
        in->wheel -= event->wheel.y;
        return false;
    case SDL_RENDER_DEVICE_RESET:
    case SDL_RENDER_TARGETS_RESET: /* what the texture held is gone */
        drop_texture(window);
        return false;
    case SDL_WINDOWEVENT:
        return fold_window(window, &event->window, in);
    default:
        return false;
    }
}

static void clear_edges(struct ui_input *in)
{
    in->pressed = in->released = in->cancelled = false;
    in->key = KEY_NONE;
    in->typed = 0;
    in->wheel = 0;
    in->shift = in->ctrl = in->repeat = false;
}

enum window_event window_wait(struct window *window, int wait_ms, struct ui_input *in, bool *attended)
{
    clear_edges(in);
    drop_pasted(window, in);
    if (next_typed(window, in))
        return WINDOW_INPUT;
    SDL_Event event;
    int got = wait_ms == 0  ? SDL_PollEvent(&event)
              : wait_ms < 0 ? SDL_WaitEvent(&event)
                            : SDL_WaitEventTimeout(&event, wait_ms);
    bool any = got != 0, edge = false;
    while (got && !edge) {
        if (event.type == SDL_QUIT)
            return WINDOW_CLOSED;
        edge = fold(window, &event, in);
        if (!edge)
            got = SDL_PollEvent(&event);
    }
    SDL_GetWindowSize(window->sdl, &in->width_px, &in->height_px);
    *attended = window->attended;
    return any ? WINDOW_INPUT : WINDOW_TIME;
}

/* -- pixels -- */

static bool is_plain(const SDL_Surface *surface)
{
    return surface->format->BytesPerPixel == 4 && surface->format->Rmask == 0xff0000 &&
           surface->format->Gmask == 0x00ff00 && surface->format->Bmask == 0x0000ff;
}

static SDL_Surface *own_surface(struct window *window, int w, int h)
{
    if (!window->own || window->own->w != w || window->own->h != h) {
        SDL_FreeSurface(window->own);
        window->own = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_RGB888);
        drop_texture(window);
    }
    return window->own;
}

/* The changed rectangles go into the texture, and all of it is presented: what lies behind a present is lost. */
static bool present(struct window *window, const struct draw_list *list)
{
    int w, h;
    SDL_GetWindowSize(window->sdl, &w, &h);
    SDL_Surface *own = own_surface(window, w, h);
    if (own && !window->texture)
        window->texture =
            SDL_CreateTexture(window->presenter, SDL_PIXELFORMAT_RGB888, SDL_TEXTUREACCESS_STREAMING, w, h);
    if (!window->texture)
        return false;
    SDL_Rect rects[RENDER_RECTS_MAX];
    int n = render_frame(&window->renderer, own, list, rects);
    for (int i = 0; i < n; i++)
        SDL_UpdateTexture(window->texture, &rects[i],
                          (const Uint8 *)own->pixels + rects[i].y * own->pitch + rects[i].x * 4, own->pitch);
    if (n == 0)
        return false;
    SDL_RenderCopy(window->presenter, window->texture, NULL, NULL);
    SDL_RenderPresent(window->presenter);
    return true;
}

/* False: the window has no plain surface, or it cannot be shown. *shown: whether anything was. */
static bool blit(struct window *window, const struct draw_list *list, bool *shown)
{
    SDL_Surface *surface = SDL_GetWindowSurface(window->sdl);
    if (!surface)
        return false;
    SDL_Surface *target = is_plain(surface) ? surface : own_surface(window, surface->w, surface->h);
    SDL_Rect rects[RENDER_RECTS_MAX];
    int n = target ? render_frame(&window->renderer, target, list, rects) : 0;
    for (int i = 0; i < n && target != surface; i++) {
        SDL_Rect to = rects[i];
        SDL_BlitSurface(target, &rects[i], surface, &to);
    }
    *shown = n > 0;
    return n == 0 || SDL_UpdateWindowSurfaceRects(window->sdl, rects, n) == 0;
}

/* Who names a render driver to SDL (SDL_RENDER_DRIVER) wants it; else it is for platforms that have nothing plainer. */
bool window_show(struct window *window, const struct draw_list *list)
{
    bool shown = false;
    if (!window->presenter && !SDL_GetHint(SDL_HINT_RENDER_DRIVER) && blit(window, list, &shown))
        return shown;
    if (!window->presenter) {
        window->presenter = SDL_CreateRenderer(window->sdl, -1, 0);
        render_forget(&window->renderer);
    }
    return window->presenter && present(window, list);
}

bool window_open_url(const char *url)
{
    return SDL_OpenURL(url) == 0;
}
