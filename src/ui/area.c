/* A text in several lines. Where they begin is found anew in each frame. */
#include "ui/area.h"

#include "ui/editing.h"

#include <stdio.h>
#include <string.h>

enum { CARET = 2, LABEL_MAX = 1000, LINES_MAX = 1000 };

struct lines {
    struct font font;
    int n, start[LINES_MAX + 1]; /* start[n]: the end of the text */
};

/* How many bytes go on one line: to where it was ended, or the last space that can stand at its end, else as many
 * characters as fit, at least one. */
static int line_length(struct ui *ui, struct font font, const char *text, int w_px)
{
    int fits = 0, space = 0;
    while (text[fits]) {
        int next = editing_behind(text, fits);
        if (text[fits] == '\n')
            return next;
        if (text[fits] == ' ')
            space = next; /* it may hang over the edge */
        else if (fits && editing_width(ui, font, text, next) > w_px)
            return space ? space : fits;
        fits = next;
    }
    return fits;
}

static struct lines break_lines(struct ui *ui, const char *text, int w_px)
{
    struct lines lines = {.font = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR)};
    int at = 0;
    do {
        lines.start[lines.n++] = at;
        at += lines.n < LINES_MAX ? line_length(ui, lines.font, text + at, w_px) : (int)strlen(text + at);
    } while (text[at]);
    if (at && text[at - 1] == '\n' && lines.n < LINES_MAX)
        lines.start[lines.n++] = at;
    lines.start[lines.n] = at;
    return lines;
}

static int step_of(const struct lines *lines)
{
    return draw_line_px(lines->font) + lines->font.px * 3 / 16;
}

static int line_of(const struct lines *lines, int caret)
{
    int line = lines->n - 1;
    while (line > 0 && lines->start[line] > caret)
        line--;
    return line;
}

/* Behind the last character of a line that stays on it. */
static int line_end(const struct lines *lines, const char *text, int line)
{
    int end = lines->start[line + 1];
    return line + 1 < lines->n ? editing_before(text, end) : end;
}

static struct rect text_place(struct rect box)
{
    return rect_inset(box, SPACE_12, SPACE_12);
}

static int box_height(const struct lines *lines, int least)
{
    int n = lines->n > least ? lines->n : least;
    return n * step_of(lines) + 2 * SPACE_12;
}

static int caret_x(struct ui *ui, const struct lines *lines, const char *text)
{
    int start = lines->start[line_of(lines, ui->caret)];
    return editing_width(ui, lines->font, text + start, ui->caret - start);
}

static void go_to(struct ui *ui, const struct lines *lines, const char *text, int line, int x)
{
    int start = lines->start[line];
    ui->caret = start + editing_nearest(ui, lines->font, text + start, line_end(lines, text, line) - start, x);
}

/* Home and End mean the line, Up and Down the one above or below; these stay with the screen where there is none. */
static void line_keys(struct ui *ui, const struct lines *lines, const char *text)
{
    int line = line_of(lines, ui->caret), x = caret_x(ui, lines, text);
    if (ui->field_key == KEY_HOME)
        ui->caret = lines->start[line];
    else if (ui->field_key == KEY_END)
        ui->caret = line_end(lines, text, line);
    else if (line > 0 && ui_take_key(ui, KEY_UP, false))
        go_to(ui, lines, text, line - 1, x);
    else if (line + 1 < lines->n && ui_take_key(ui, KEY_DOWN, false))
        go_to(ui, lines, text, line + 1, x);
    if (ui->field_key == KEY_HOME || ui->field_key == KEY_END)
        ui->field_key = KEY_NONE;
}

static void press(struct ui *ui, int id, struct rect place, const struct lines *lines, const char *text)
{
    if (!ui->in.pressed || ui->active != id)
        return;
    int line = (ui->in.y - place.y) / step_of(lines);
    go_to(ui, lines, text, ui->in.y < place.y ? 0 : line < lines->n ? line : lines->n - 1, ui->in.x - place.x);
}

static void draw(struct ui *ui, struct rect box, const struct lines *lines, const struct ui_field *field, bool wrong)
{
    const struct theme *t = ui->theme;
    struct rect place = text_place(box);
    int h = draw_line_px(lines->font);
    draw_box(&ui->draw, box,
             (struct draw_box){.fill = t->surface,
                               .border = wrong ? t->wrong : t->edge,
                               .border_px = wrong ? BORDER_ZONE : BORDER,
                               .radius_px = RADIUS_CARD});
    if (!field->text[0] && field->placeholder)
        ui_paragraph(ui, place, lines->font, t->muted, field->placeholder);
    for (int i = 0; i < lines->n; i++) {
        const char *text = field->text + lines->start[i];
        int length = lines->start[i + 1] - lines->start[i];
        while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\n'))
            length--;
        if (length)
            draw_text(
                &ui->draw,
                (struct rect){place.x, place.y + i * step_of(lines), editing_width(ui, lines->font, text, length), h},
                lines->font, t->ink, text, length, false);
    }
}

static struct rect draw_caret(struct ui *ui, struct rect box, const struct lines *lines, const char *text)
{
    struct rect place = text_place(box);
    int x = caret_x(ui, lines, text);
    struct rect caret = {place.x + (x < place.w ? x : place.w - CARET),
                         place.y + line_of(lines, ui->caret) * step_of(lines), CARET, draw_line_px(lines->font)};
    draw_box(&ui->draw, caret, (struct draw_box){.fill = ui->theme->ink});
    return caret;
}

static int error_height(struct ui *ui, int w_px, const char *error)
{
    return error && *error ? SPACE_8 + ui_paragraph_height(ui, w_px, ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), error)
                           : 0;
}

int ui_area_height(struct ui *ui, int w_px, int lines, const struct ui_field *field)
{
    struct lines broken = break_lines(ui, field->text, w_px - 2 * SPACE_12);
    return box_height(&broken, lines) + error_height(ui, w_px, field->error);
}

/* Its name is one line. */
static void name_of(const struct ui_field *field, char label[LABEL_MAX])
{
    snprintf(label, LABEL_MAX, "%s: %s", field->label, field->text);
    for (char *end = label; (end = strchr(end, '\n'));)
        *end = ' ';
}

/* What was typed, with the ends of lines. */
static bool take(struct ui *ui, const struct ui_field *field)
{
    struct ui_field own = *field;
    own.breaks = true;
    bool ended = ui->in.shift && ui_take_key(ui, KEY_ENTER, false) && editing_insert(&own, &ui->caret, '\n');
    return editing_take(ui, &own) || ended;
}

struct ui_written ui_area(struct ui *ui, int id, struct rect r, int lines, const struct ui_field *field)
{
    char label[LABEL_MAX];
    bool wrong = field->error && field->error[0];
    struct ui_written written = {0};
    struct lines broken = break_lines(ui, field->text, r.w - 2 * SPACE_12);
    struct rect below = r, box = rect_cut_top(&below, box_height(&broken, lines));
    name_of(field, label);
    struct ui_state state = ui_control(ui, id, box, label, NULL, false);
    ui->controls[ui->n_controls - 1].typed_into = true;
    written.focused = state.focused;
    if (state.focused) {
        editing_place_caret(ui, id, field);
        press(ui, id, text_place(box), &broken, field->text);
        line_keys(ui, &broken, field->text);
        written.changed = take(ui, field);
        broken = break_lines(ui, field->text, r.w - 2 * SPACE_12);
        box.h = box_height(&broken, lines);
    }
    draw(ui, box, &broken, field, wrong);
    if (state.focused) {
        written.caret = draw_caret(ui, box, &broken, field->text);
        ui_ring(ui, box, RADIUS_CARD);
    }
    if (wrong) {
        rect_cut_top(&below, SPACE_8);
        ui_paragraph(ui, below, ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), ui->theme->wrong, field->error);
    }
    return written;
}
