/* The display list. Texts are copied into one growing buffer and meant by their offset, so nothing dangles when it
 * grows. */
#include "ui/draw.h"

#include "base/mem.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void draw_begin(struct draw_list *list, struct rect clip)
{
    list->n = list->text_n = list->points_n = 0;
    list->clip = clip;
}

void draw_clear(struct draw_list *list)
{
    free(list->commands);
    free(list->text);
    free(list->points);
    *list = (struct draw_list){0};
}

struct rect draw_clip(struct draw_list *list, struct rect r)
{
    struct rect old = list->clip;
    list->clip = rect_common(old, r);
    return old;
}

static void add(struct draw_list *list, struct draw_command command)
{
    command.clip = list->clip;
    if (rect_empty(draw_bounds(&command)))
        return;
    list->commands = xgrow(list->commands, list->n, &list->capacity, sizeof *list->commands);
    list->commands[list->n++] = command;
}

void draw_box(struct draw_list *list, struct rect r, struct draw_box box)
{
    add(list, (struct draw_command){.kind = DRAW_BOX,
                                    .r = r,
                                    .colour = box.fill,
                                    .border = box.border,
                                    .border_px = (short)box.border_px,
                                    .radius_px = (short)box.radius_px,
                                    .shadow_px = (short)box.shadow_px,
                                    .dashed = box.dashed});
}

int draw_keep(struct draw_list *list, const char *text, int length)
{
    while (list->text_n + length + 1 > list->text_capacity)
        list->text = xgrow(list->text, list->text_capacity, &list->text_capacity, 1);
    int at = list->text_n;
    memcpy(list->text + at, text, (size_t)length);
    list->text[at + length] = '\0';
    list->text_n += length + 1;
    return at;
}

void draw_text(struct draw_list *list, struct rect r, struct font font, uint32_t colour, const char *text, int length,
               bool cut)
{
    if (length == 0)
        return;
    add(list, (struct draw_command){.kind = DRAW_TEXT,
                                    .r = r,
                                    .font = font,
                                    .colour = colour,
                                    .text = draw_keep(list, text, length),
                                    .length = length,
                                    .cut = cut});
}

void draw_sign(struct draw_list *list, struct rect r, enum sign sign, uint32_t colour)
{
    add(list, (struct draw_command){.kind = DRAW_SIGN, .r = r, .sign = (short)sign, .colour = colour});
}

/* The pixels that hold all points. */
static struct rect around(const struct draw_point *points, int n)
{
    int left = points[0].x, right = left, top = points[0].y, bottom = top;
    for (int i = 1; i < n; i++) {
        left = points[i].x < left ? points[i].x : left;
        right = points[i].x > right ? points[i].x : right;
        top = points[i].y < top ? points[i].y : top;
        bottom = points[i].y > bottom ? points[i].y : bottom;
    }
    int x = left / DRAW_PARTS, y = top / DRAW_PARTS;
    return (struct rect){x, y, (right + DRAW_PARTS - 1) / DRAW_PARTS - x, (bottom + DRAW_PARTS - 1) / DRAW_PARTS - y};
}

static int keep_points(struct draw_list *list, const struct draw_point *points, int n)
{
    int at = list->points_n;
    for (int i = 0; i < n; i++) {
        list->points = xgrow(list->points, list->points_n, &list->points_capacity, sizeof *list->points);
        list->points[list->points_n++] = points[i];
    }
    return at;
}

void draw_polyline(struct draw_list *list, const struct draw_point *points, int n, int width_px, bool dashed,
               uint32_t colour)
{
    if (n < 2)
        return;
    add(list, (struct draw_command){.kind = DRAW_LINE,
                                    .r = around(points, n),
                                    .colour = colour,
                                    .border_px = (short)width_px,
                                    .dashed = dashed,
                                    .point = keep_points(list, points, n),
                                    .n_points = n});
}

void draw_band(struct draw_list *list, const struct draw_point *points, int n, uint32_t colour)
{
    if (n < 2)
        return;
    add(list, (struct draw_command){.kind = DRAW_BAND,
                                    .r = around(points, 2 * n),
                                    .colour = colour,
                                    .point = keep_points(list, points, 2 * n),
                                    .n_points = 2 * n});
}

const char *draw_text_of(const struct draw_list *list, const struct draw_command *command)
{
    return list->text + command->text;
}

struct rect draw_bounds(const struct draw_command *command)
{
    int grow = command->shadow_px * 2;
    if (command->kind == DRAW_TEXT)
        grow = command->font.px / 4; /* glyphs may reach out of their line box */
    if (command->kind == DRAW_LINE)
        grow = command->border_px / 2 + 1;
    return rect_common(rect_inset(command->r, -grow, -grow), command->clip);
}

int draw_line_px(struct font font)
{
    return (font.px * 5 + 2) / 4;
}

/* Inter's capitals are .727 of the size high; they stand in the middle of the line. */
int draw_baseline_px(struct font font)
{
    return (draw_line_px(font) * 1000 + font.px * 727 + 1000) / 2000;
}

static void dump_points(const struct draw_list *list, const struct draw_command *c, FILE *out)
{
    const struct draw_point *points = list->points + c->point;
    fprintf(out, "%s %d %d %d %d", c->kind == DRAW_LINE ? "line" : "band", c->r.x, c->r.y, c->r.w, c->r.h);
    if (c->kind == DRAW_LINE)
        fprintf(out, " width %d%s", c->border_px, c->dashed ? " dashed" : "");
    fprintf(out, " %08" PRIx32 " eighths", c->colour);
    for (int i = 0; i < c->n_points; i++)
        fprintf(out, " %d,%d", points[i].x, points[i].y);
}

static void dump_command(const struct draw_list *list, const struct draw_command *c, FILE *out)
{
    static const char *const signs[] = {"customer", "shared", "provider", "fourth", "fifth",
                                        "sixth",    "tick",   "cross",    "flag"};
    struct rect r = c->r;
    if (c->kind == DRAW_BOX) {
        fprintf(out, "box %d %d %d %d fill %08" PRIx32, r.x, r.y, r.w, r.h, c->colour);
        if (c->border_px)
            fprintf(out, " border %d %08" PRIx32 "%s", c->border_px, c->border, c->dashed ? " dashed" : "");
        if (c->radius_px)
            fprintf(out, " radius %d", c->radius_px);
        if (c->shadow_px)
            fprintf(out, " shadow %d", c->shadow_px);
    } else if (c->kind == DRAW_TEXT) {
        fprintf(out, "text %d %d %d %d %d/%d %08" PRIx32 " \"%s\"%s", r.x, r.y, r.w, r.h, c->font.px, c->font.weight,
                c->colour, draw_text_of(list, c), c->cut ? " cut" : "");
    } else if (c->kind == DRAW_LINE || c->kind == DRAW_BAND) {
        dump_points(list, c, out);
    } else {
        fprintf(out, "sign %d %d %d %d %s %08" PRIx32, r.x, r.y, r.w, r.h, signs[c->sign], c->colour);
    }
    struct rect seen = rect_common(r, c->clip);
    if (seen.w != r.w || seen.h != r.h)
        fprintf(out, " within %d %d %d %d", c->clip.x, c->clip.y, c->clip.w, c->clip.h);
    putc('\n', out);
}

void draw_dump(const struct draw_list *list, FILE *out)
{
    for (int i = 0; i < list->n; i++)
        dump_command(list, &list->commands[i], out);
}
