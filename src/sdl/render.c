/* Pixels. The window is a grid of cells; the hash of all commands that touch a cell says whether it has changed since
   the last frame, and only changed cells are drawn, joined to few rectangles. Shapes are distances: the coverage of a
   pixel by a rounded box or a stroke is how far its centre lies inside, so that corners and edges are smooth at any
   size. */
#include "sdl/render.h"

#include "base/mem.h"
#include "base/rng.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CELL = 32, DASH_ON = 6, DASH_OFF = 5 };

void render_clear(struct renderer *renderer)
{
    free(renderer->cells);
    renderer->cells = NULL;
    renderer->w = renderer->h = 0;
}

void render_forget(struct renderer *renderer)
{
    renderer->w = renderer->h = 0;
}

/* -- pixels -- */

static uint32_t *row_of(SDL_Surface *surface, int y)
{
    return (uint32_t *)(void *)((char *)surface->pixels + (size_t)y * (size_t)surface->pitch);
}

/* alpha 0 .. 256 */
static uint32_t mix(uint32_t under, uint32_t over, unsigned alpha)
{
    uint32_t rb = ((under & 0xff00ff) * (256 - alpha) + (over & 0xff00ff) * alpha) >> 8 & 0xff00ff;
    uint32_t g = ((under & 0x00ff00) * (256 - alpha) + (over & 0x00ff00) * alpha) >> 8 & 0x00ff00;
    return rb | g;
}

static unsigned coverage(float inside)
{
    return inside <= 0 ? 0 : inside >= 1 ? 256 : (unsigned)(inside * 256);
}

static void fill_row(uint32_t *row, int from, int to, uint32_t colour)
{
    colour &= 0xffffff;
    for (int x = from; x < to; x++)
        row[x] = colour;
}

/* -- rounded boxes -- */

struct rounded {
    float x, y, w, h, r;
};

/* How far outside the rounded box the point lies; negative inside. */
static float distance(const struct rounded *box, float x, float y)
{
    float qx = fabsf(x - box->x - box->w / 2) - box->w / 2 + box->r;
    float qy = fabsf(y - box->y - box->h / 2) - box->h / 2 + box->r;
    if (qx <= 0 || qy <= 0)
        return (qx > qy ? qx : qy) - box->r;
    return sqrtf(qx * qx + qy * qy) - box->r;
}

/* Where along the outline the nearest point lies, for dashes: clockwise from the top left corner. */
static float along(const struct rounded *box, float x, float y)
{
    float quarter = 1.5707963f * box->r, w = box->w - 2 * box->r, h = box->h - 2 * box->r;
    float cx = x - box->x - box->r, cy = y - box->y - box->r;
    if (cx >= 0 && cx <= w)
        return cy < h / 2 ? cx : 2 * quarter + w + h + (w - cx);
    if (cy >= 0 && cy <= h)
        return cx > 0 ? quarter + w + cy : 3 * quarter + 2 * w + h + (h - cy);
    float px = cx > 0 ? cx - w : cx, py = cy > 0 ? cy - h : cy, angle = atan2f(fabsf(py), fabsf(px)) * box->r;
    if (cx > 0 && cy < 0)
        return w + quarter - angle;
    if (cx > 0)
        return w + quarter + h + angle;
    if (cy > 0)
        return 2 * w + h + 2 * quarter + quarter - angle;
    return 2 * (w + h) + 3 * quarter + angle;
}

static float dash(const struct rounded *box, float x, float y)
{
    float length = 2 * (box->w + box->h) - 8 * box->r + 6.2831853f * box->r;
    float period = length / roundf(length / (DASH_ON + DASH_OFF)), on = period * DASH_ON / (DASH_ON + DASH_OFF);
    float t = fmodf(along(box, x, y), period);
    float edge = t < period - on / 2 ? on / 2 - fabsf(t - on / 2) : on / 2 - (period - t + on / 2);
    return edge + .5f < 0 ? 0 : edge + .5f > 1 ? 1 : edge + .5f;
}

static void box_pixel(uint32_t *pixel, const struct draw_command *c, const struct rounded *outer, float x, float y)
{
    float d = distance(outer, x, y);
    unsigned whole = coverage(.5f - d);
    if (!whole)
        return;
    if (!c->border_px) {
        *pixel = mix(*pixel, c->colour, whole);
        return;
    }
    unsigned inner = coverage(.5f - d - c->border_px), under = c->colour ? whole : 0;
    uint32_t filled = under ? mix(*pixel, c->colour, under) : *pixel;
    unsigned ring = whole - inner;
    if (ring && c->dashed)
        ring = (unsigned)((float)ring * dash(outer, x, y));
    *pixel = ring ? mix(filled, c->border, ring) : filled;
}

static void draw_shadow(SDL_Surface *surface, const struct draw_command *c, struct rect clip)
{
    int blur = c->shadow_px;
    struct rounded box = {(float)c->r.x, (float)(c->r.y + blur / 3), (float)c->r.w, (float)c->r.h,
                          (float)(c->radius_px + blur / 2)};
    for (int y = clip.y; y < clip.y + clip.h; y++) {
        uint32_t *row = row_of(surface, y);
        for (int x = clip.x; x < clip.x + clip.w; x++) {
            float d = distance(&box, (float)x + .5f, (float)y + .5f) / (float)blur;
            if (d >= 1)
                continue;
            float fade = d <= 0 ? 1 : (1 - d) * (1 - d);
            row[x] = mix(row[x], 0, (unsigned)(fade * 64));
        }
    }
}

/* The straight part of a row: all border, all filled, or as it was. */
static void box_span(uint32_t *row, const struct draw_command *c, const struct rounded *outer, int from, int to, int y)
{
    bool ring = y - c->r.y < c->border_px || c->r.y + c->r.h - 1 - y < c->border_px;
    if (ring && c->dashed)
        for (int x = from; x < to; x++)
            box_pixel(&row[x], c, outer, (float)x + .5f, (float)y + .5f);
    else if (ring || c->colour)
        fill_row(row, from, to, ring ? c->border : c->colour);
}

static void draw_one_box(SDL_Surface *surface, const struct draw_command *c, struct rect clip)
{
    if (c->shadow_px)
        draw_shadow(surface, c, clip);
    clip = rect_common(clip, c->r);
    struct rounded outer = {(float)c->r.x, (float)c->r.y, (float)c->r.w, (float)c->r.h, (float)c->radius_px};
    if (outer.r > outer.h / 2)
        outer.r = outer.h / 2;
    if (outer.r > outer.w / 2)
        outer.r = outer.w / 2;
    int corner = (int)ceilf(outer.r) > c->border_px ? (int)ceilf(outer.r) : c->border_px;
    for (int y = clip.y; y < clip.y + clip.h; y++) {
        uint32_t *row = row_of(surface, y);
        bool middle = y - c->r.y >= corner && c->r.y + c->r.h - y > corner;
        int side = middle ? c->border_px : corner, left = c->r.x + side, right = c->r.x + c->r.w - side;
        int end = clip.x + clip.w, from = left < clip.x ? clip.x : left < end ? left : end;
        int to = right < from ? from : right < end ? right : end;
        for (int x = clip.x; x < from; x++)
            box_pixel(&row[x], c, &outer, (float)x + .5f, (float)y + .5f);
        box_span(row, c, &outer, from, to, y);
        for (int x = to; x < end; x++)
            box_pixel(&row[x], c, &outer, (float)x + .5f, (float)y + .5f);
    }
}

/* -- signs: strokes on a grid of 24 -- */

struct stroke {
    enum { STROKE_END, STROKE_LINE, STROKE_CIRCLE, STROKE_ARCH } kind;
    float a, b, c, d; /* a line from (a, b) to (c, d); a circle or its upper half round (a, b) with radius c */
};

#define STROKES_MAX 10
static const struct stroke signs[][STROKES_MAX] = {
    [SIGN_CUSTOMER] = {{STROKE_CIRCLE, 12, 8, 4, 0}, {STROKE_ARCH, 12, 21, 7.5f, 0}},
    [SIGN_SHARED] = {{STROKE_CIRCLE, 8.8f, 12, 5.8f, 0}, {STROKE_CIRCLE, 15.2f, 12, 5.8f, 0}},
    [SIGN_PROVIDER] = {{STROKE_LINE, 4, 20, 4, 9},
                       {STROKE_LINE, 4, 9, 12, 4},
                       {STROKE_LINE, 12, 4, 20, 9},
                       {STROKE_LINE, 20, 9, 20, 20},
                       {STROKE_LINE, 4, 20, 20, 20},
                       {STROKE_LINE, 9, 20, 9, 14},
                       {STROKE_LINE, 9, 14, 15, 14},
                       {STROKE_LINE, 15, 14, 15, 20}},
    [SIGN_FOURTH] = {{STROKE_LINE, 12, 3, 21, 12},
                     {STROKE_LINE, 21, 12, 12, 21},
                     {STROKE_LINE, 12, 21, 3, 12},
                     {STROKE_LINE, 3, 12, 12, 3}},
    [SIGN_FIFTH] = {{STROKE_LINE, 12, 4, 21, 20}, {STROKE_LINE, 21, 20, 3, 20}, {STROKE_LINE, 3, 20, 12, 4}},
    [SIGN_SIXTH] = {{STROKE_LINE, 5, 5, 19, 5},
                    {STROKE_LINE, 19, 5, 19, 19},
                    {STROKE_LINE, 19, 19, 5, 19},
                    {STROKE_LINE, 5, 19, 5, 5}},
    [SIGN_TICK] = {{STROKE_LINE, 4.5f, 13, 9.5f, 18}, {STROKE_LINE, 9.5f, 18, 19.5f, 7}},
    [SIGN_CROSS] = {{STROKE_LINE, 5.5f, 5.5f, 18.5f, 18.5f}, {STROKE_LINE, 18.5f, 5.5f, 5.5f, 18.5f}},
    [SIGN_FLAG] = {{STROKE_LINE, 5, 2, 5, 22},
                   {STROKE_LINE, 5, 4, 20, 4},
                   {STROKE_LINE, 5, 6, 18, 6},
                   {STROKE_LINE, 5, 8, 17, 8},
                   {STROKE_LINE, 5, 10, 18, 10},
                   {STROKE_LINE, 5, 12, 20, 12}},
};

static float stroke_distance(const struct stroke *s, float x, float y)
{
    if (s->kind == STROKE_LINE) {
        float dx = s->c - s->a, dy = s->d - s->b, t = ((x - s->a) * dx + (y - s->b) * dy) / (dx * dx + dy * dy);
        t = t < 0 ? 0 : t > 1 ? 1 : t;
        return hypotf(x - s->a - t * dx, y - s->b - t * dy);
    }
    if (s->kind == STROKE_ARCH && y > s->b)
        return hypotf(fabsf(x - s->a) - s->c, y - s->b);
    return fabsf(hypotf(x - s->a, y - s->b) - s->c);
}

static void draw_one_sign(SDL_Surface *surface, const struct draw_command *c, struct rect clip)
{
    float scale = 24.f / (float)c->r.w;
    float half = c->sign >= SIGN_TICK ? 1.5f : 1.f; /* of the stroke's width, on the grid */
    for (int y = clip.y; y < clip.y + clip.h; y++) {
        uint32_t *row = row_of(surface, y);
        for (int x = clip.x; x < clip.x + clip.w; x++) {
            float gx = ((float)(x - c->r.x) + .5f) * scale, gy = ((float)(y - c->r.y) + .5f) * scale, least = 99;
            for (const struct stroke *s = signs[c->sign]; s < signs[c->sign] + STROKES_MAX && s->kind; s++)
                least = fminf(least, stroke_distance(s, gx, gy));
            unsigned alpha = coverage(.5f + (half - least) / scale);
            if (alpha)
                row[x] = mix(row[x], c->colour, alpha);
        }
    }
}

/* -- lines and bands: in eighths of a pixel, from left to right -- */

static float px_of(int eighths)
{
    return (float)eighths / DRAW_PARTS;
}

/* How far the point lies from the piece from a to b; how far along it the nearest place is, into *at. */
static float piece_distance(const struct draw_point *a, float length, float x, float y, float *at)
{
    float ax = px_of(a[0].x), ay = px_of(a[0].y), dx = px_of(a[1].x) - ax, dy = px_of(a[1].y) - ay;
    float t = length > 0 ? ((x - ax) * dx + (y - ay) * dy) / (length * length) : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    *at = t * length;
    return hypotf(x - ax - t * dx, y - ay - t * dy);
}

static float piece_length(const struct draw_point *a)
{
    return hypotf(px_of(a[1].x - a[0].x), px_of(a[1].y - a[0].y));
}

/* How much of a dash lies at that place along the line: 0 in a gap. */
static float line_dash(float at, float width)
{
    float on = 2 * width, off = 2 * width, t = fmodf(at, on + off);
    float inside = t < on + off / 2 ? on - t : t - on - off;
    inside = t < on / 2 ? t : inside;
    return inside + .5f < 0 ? 0 : inside + .5f > 1 ? 1 : inside + .5f;
}

static float height_at(const struct draw_point *points, int i, float x)
{
    float from = px_of(points[i].x), to = px_of(points[i + 1].x), t = to > from ? (x - from) / (to - from) : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    return px_of(points[i].y) + t * px_of(points[i + 1].y - points[i].y);
}

/* The pieces of a line that come near a column of pixels: first to last, and the length of the line before them. */
struct near {
    int first, last;
    float before;
};

/* The rows of the column that they may touch, within the clip. */
static void rows_near(const struct draw_point *points, const struct near *near, float cx, float reach, struct rect clip,
                      int *from, int *to)
{
    float top = (float)(clip.y + clip.h), bottom = (float)clip.y;
    for (int i = near->first; i <= near->last; i++) {
        bool upright = points[i].x == points[i + 1].x;
        float a = upright ? px_of(points[i].y) : height_at(points, i, cx - reach);
        float b = upright ? px_of(points[i + 1].y) : height_at(points, i, cx + reach);
        top = fminf(top, fminf(a, b));
        bottom = fmaxf(bottom, fmaxf(a, b));
    }
    *from = (int)fmaxf(top - reach, (float)clip.y);
    *to = (int)fminf(bottom + reach + 1, (float)(clip.y + clip.h));
}

static unsigned line_alpha(const struct draw_command *c, const struct draw_point *points, const struct near *near,
                           float cx, float cy)
{
    float half = (float)c->border_px / 2, least = half + 1, place = 0, sum = near->before;
    for (int i = near->first; i <= near->last; i++) {
        float at, length = piece_length(points + i), d = piece_distance(points + i, length, cx, cy, &at);
        if (d < least) {
            least = d;
            place = sum + at;
        }
        sum += length;
    }
    unsigned alpha = coverage(.5f + half - least);
    return alpha && c->dashed ? (unsigned)((float)alpha * line_dash(place, (float)c->border_px)) : alpha;
}

static void draw_one_line(SDL_Surface *surface, const struct draw_list *list, const struct draw_command *c,
                          struct rect clip)
{
    const struct draw_point *points = list->points + c->point;
    float reach = (float)c->border_px / 2 + 1;
    int last = c->n_points - 2;
    struct near near = {0, 0, 0};
    for (int x = clip.x; x < clip.x + clip.w; x++) {
        float cx = (float)x + .5f;
        for (; near.first < last && px_of(points[near.first + 1].x) < cx - reach; near.first++)
            near.before += piece_length(points + near.first);
        while (near.last < last && px_of(points[near.last + 1].x) <= cx + reach)
            near.last++;
        int from, to;
        rows_near(points, &near, cx, reach, clip, &from, &to);
        for (int y = from; y < to; y++) {
            unsigned alpha = line_alpha(c, points, &near, cx, (float)y + .5f);
            if (alpha)
                row_of(surface, y)[x] = mix(row_of(surface, y)[x], c->colour, alpha);
        }
    }
}

static void draw_one_band(SDL_Surface *surface, const struct draw_list *list, const struct draw_command *c,
                          struct rect clip)
{
    int n = c->n_points / 2, i = 0;
    const struct draw_point *upper = list->points + c->point, *lower = upper + n;
    for (int x = clip.x; x < clip.x + clip.w; x++) {
        float cx = (float)x + .5f;
        while (i < n - 2 && px_of(upper[i + 1].x) < cx)
            i++;
        float top = height_at(upper, i, cx), bottom = height_at(lower, i, cx);
        for (int y = clip.y; y < clip.y + clip.h; y++) {
            float from = fmaxf((float)y, top), to = fminf((float)y + 1, bottom);
            unsigned alpha = coverage(to - from);
            if (alpha)
                row_of(surface, y)[x] = mix(row_of(surface, y)[x], c->colour, alpha);
        }
    }
}

/* -- the list -- */

static void draw_one_text(struct fonts *fonts, SDL_Surface *surface, const struct draw_list *list,
                          const struct draw_command *c, struct rect clip)
{
    int baseline;
    SDL_Surface *text = fonts_text(fonts, c->font, c->colour, draw_text_of(list, c), &baseline);
    if (!text)
        return;
    SDL_SetClipRect(surface, &(SDL_Rect){clip.x, clip.y, clip.w, clip.h});
    SDL_Rect to = {c->r.x, c->r.y + draw_baseline_px(c->font) - baseline, 0, 0};
    SDL_BlitSurface(text, NULL, surface, &to);
    SDL_SetClipRect(surface, NULL);
}

static void draw_rect(struct renderer *renderer, SDL_Surface *surface, const struct draw_list *list, struct rect r)
{
    for (int i = 0; i < list->n; i++) {
        const struct draw_command *c = &list->commands[i];
        struct rect clip = rect_common(draw_bounds(c), r);
        if (rect_empty(clip))
            continue;
        if (c->kind == DRAW_BOX)
            draw_one_box(surface, c, clip);
        else if (c->kind == DRAW_TEXT)
            draw_one_text(renderer->fonts, surface, list, c, clip);
        else if (c->kind == DRAW_LINE)
            draw_one_line(surface, list, c, clip);
        else if (c->kind == DRAW_BAND)
            draw_one_band(surface, list, c, rect_common(clip, c->r));
        else
            draw_one_sign(surface, c, rect_common(clip, c->r));
    }
}

static uint64_t command_hash(const struct draw_list *list, const struct draw_command *c)
{
    const int32_t parts[] = {c->kind,
                             c->r.x,
                             c->r.y,
                             c->r.w,
                             c->r.h,
                             c->clip.x,
                             c->clip.y,
                             c->clip.w,
                             c->clip.h,
                             c->border_px,
                             c->radius_px,
                             c->shadow_px,
                             c->sign,
                             c->dashed,
                             c->font.px,
                             c->font.weight,
                             (int32_t)c->colour,
                             (int32_t)c->border};
    uint64_t hash = hash_add(HASH_START, parts, sizeof parts);
    if (c->kind == DRAW_TEXT)
        hash = hash_add(hash, draw_text_of(list, c), (size_t)c->length);
    if (c->n_points)
        hash = hash_add(hash, list->points + c->point, (size_t)c->n_points * sizeof *list->points);
    return hash_finish(hash);
}

static void hash_cells(const struct draw_list *list, uint64_t *cells, int columns, int rows)
{
    for (int i = 0; i < list->n; i++) {
        struct rect r = draw_bounds(&list->commands[i]);
        uint64_t hash = command_hash(list, &list->commands[i]);
        int x_end = (r.x + r.w + CELL - 1) / CELL, y_end = (r.y + r.h + CELL - 1) / CELL;
        for (int y = r.y / CELL; y < y_end && y < rows; y++)
            for (int x = r.x / CELL; x < x_end && x < columns; x++)
                cells[y * columns + x] = (cells[y * columns + x] ^ hash) * UINT64_C(1099511628211);
    }
}

/* Joins a changed cell to the rectangle it touches, or begins a new one; when there are too many they become one. */
static int add_rect(struct rect *rects, int n, struct rect cell)
{
    for (int i = n - 1; i >= 0; i--) {
        struct rect *r = &rects[i];
        if (r->y == cell.y && r->x + r->w == cell.x) { /* further along this row */
            r->w += cell.w;
            return n;
        }
    }
    if (n < RENDER_RECTS_MAX) {
        rects[n] = cell;
        return n + 1;
    }
    for (int i = 1; i < n; i++)
        rects[0] = rect_around(rects[0], rects[i]);
    rects[0] = rect_around(rects[0], cell);
    return 1;
}

static int join_rows(struct rect *rects, int n)
{
    int kept = 0;
    for (int i = 0; i < n; i++) {
        bool joined = false;
        for (int k = 0; k < kept && !joined; k++)
            if (rects[k].x == rects[i].x && rects[k].w == rects[i].w && rects[k].y + rects[k].h == rects[i].y) {
                rects[k].h += rects[i].h;
                joined = true;
            }
        if (!joined)
            rects[kept++] = rects[i];
    }
    return kept;
}

static int changed_rects(struct renderer *renderer, const uint64_t *now, struct rect *rects)
{
    int n = 0;
    struct rect whole = {0, 0, renderer->w, renderer->h};
    for (int y = 0; y < renderer->rows; y++)
        for (int x = 0; x < renderer->columns; x++)
            if (now[y * renderer->columns + x] != renderer->cells[y * renderer->columns + x])
                n = add_rect(rects, n, rect_common((struct rect){x * CELL, y * CELL, CELL, CELL}, whole));
    return join_rows(rects, n);
}

int render_frame(struct renderer *renderer, SDL_Surface *surface, const struct draw_list *list,
                 SDL_Rect rects[RENDER_RECTS_MAX])
{
    int columns = (surface->w + CELL - 1) / CELL, rows = (surface->h + CELL - 1) / CELL, n = 1;
    uint64_t *now = xcalloc((size_t)columns * (size_t)rows, sizeof *now);
    hash_cells(list, now, columns, rows);
    struct rect changed[RENDER_RECTS_MAX] = {{0, 0, surface->w, surface->h}};
    if (renderer->w == surface->w && renderer->h == surface->h)
        n = changed_rects(renderer, now, changed);
    renderer->w = surface->w;
    renderer->h = surface->h;
    renderer->columns = columns;
    renderer->rows = rows;
    free(renderer->cells);
    renderer->cells = now;
    for (int i = 0; i < n; i++) {
        draw_rect(renderer, surface, list, changed[i]);
        rects[i] = (SDL_Rect){changed[i].x, changed[i].y, changed[i].w, changed[i].h};
    }
    return n;
}
