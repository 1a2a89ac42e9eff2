/* The controls: which one the pointer and the keys mean, text in its place, and the few shapes all screens share. */
#include "ui/ui.h"

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void ui_init(struct ui *ui, const struct theme *theme, struct ui_measure measure)
{
    *ui = (struct ui){.theme = theme, .measure = measure};
}

void ui_clear(struct ui *ui)
{
    draw_clear(&ui->draw);
    free(ui->controls);
    free(ui->seen);
}

static const struct ui_control *control_at(const struct ui *ui, int x, int y)
{
    for (int i = ui->n_seen - 1; i >= 0; i--)
        if (rect_has(rect_common(ui->seen[i].r, ui->seen[i].clip), x, y))
            return &ui->seen[i];
    return NULL;
}

static const struct ui_control *control_seen(const struct ui *ui, int id)
{
    for (int i = 0; i < ui->n_seen; i++)
        if (ui->seen[i].id == id)
            return &ui->seen[i];
    return NULL;
}

static void move_focus(struct ui *ui, int step)
{
    int at = step > 0 ? -1 : ui->n_seen;
    for (int i = 0; i < ui->n_seen; i++)
        if (ui->seen[i].id == ui->focus)
            at = i;
    for (int tried = 0; tried < ui->n_seen; tried++) {
        at = (at + step + ui->n_seen) % ui->n_seen;
        if (!ui->seen[at].disabled && !ui->seen[at].passed_over) {
            ui->focus = ui->seen[at].id;
            return;
        }
    }
}

/* What a field with the focus is to have; a button that is declared before it must not take it. */
static void keep_for_field(struct ui *ui)
{
    static const int keys[] = {KEY_SPACE, KEY_BACKSPACE, KEY_DELETE, KEY_LEFT, KEY_RIGHT, KEY_HOME, KEY_END};
    const struct ui_control *focused = control_seen(ui, ui->focus);
    bool field = focused && focused->typed_into, meant = !ui->key_was_elsewhere;
    ui->field_key = KEY_NONE;
    ui->field_typed = 0;
    ui->field_pasted = field ? ui->in.pasted : NULL;
    if (ui->in.key || ui->in.typed || ui->in.pressed)
        ui->key_was_elsewhere = !field && (ui->in.key == KEY_SPACE || (ui->in.key && ui->in.key < KEY_ENTER));
    if (!field)
        return;
    ui->field_typed = meant ? ui->in.typed : 0;
    ui->in.typed = 0;
    bool taken = ui->in.key < KEY_ENTER;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        taken = taken || ui->in.key == keys[i];
    if (!taken || ui->in.ctrl)
        return;
    ui->field_key = ui->in.key;
    ui->in.key = KEY_NONE;
}

static struct ui_input without_edges(struct ui_input in)
{
    in.pressed = in.released = in.cancelled = false;
    in.key = KEY_NONE;
    in.typed = 0;
    in.pasted = NULL;
    in.wheel = 0;
    return in;
}

void ui_begin(struct ui *ui, struct ui_input in, bool again)
{
    struct ui_control *spare = ui->seen;
    int spare_capacity = ui->seen_capacity;
    ui->seen = ui->controls;
    ui->n_seen = ui->n_controls;
    ui->seen_capacity = ui->controls_capacity;
    ui->controls = spare;
    ui->controls_capacity = spare_capacity;
    ui->n_controls = 0;

    ui->acts = !again;
    ui->in = again ? without_edges(in) : in;
    ui->animate_until_ms = 0;
    const struct ui_control *over = control_at(ui, in.x, in.y);
    ui->hot = over && !over->disabled ? over->id : 0;
    if (ui->in.cancelled)
        ui->active = 0;
    if (ui->in.pressed) {
        ui->active = ui->hot;
        ui->press_x = in.x;
        ui->press_y = in.y;
        if (ui->hot)
            ui->focus = ui->hot;
    }
    if (ui->in.key == KEY_TAB && ui->n_seen) {
        move_focus(ui, ui->in.shift ? -1 : 1);
        ui->in.key = KEY_NONE;
    }
    keep_for_field(ui);
    draw_begin(&ui->draw, (struct rect){0, 0, in.width_px, in.height_px});
    draw_box(&ui->draw, ui->draw.clip, (struct draw_box){.fill = ui->theme->background});
}

void ui_end(struct ui *ui)
{
    if (ui->in.released || !ui->in.down)
        ui->active = 0;
}

void ui_screen(struct ui *ui, int key)
{
    if (key == ui->screen_key)
        return;
    ui->screen_key = key;
    ui->screen_since_ms = ui->in.moment.mono_ms;
    ui->focus = ui->active = 0;
}

void ui_animate(struct ui *ui, int64_t until_ms)
{
    if (!ui->in.still && until_ms > ui->animate_until_ms)
        ui->animate_until_ms = until_ms;
}

static int keep(struct ui *ui, const char *text)
{
    return draw_keep(&ui->draw, text, (int)strlen(text));
}

void ui_dump(const struct ui *ui, FILE *out)
{
    for (int i = 0; i < ui->n_controls; i++) {
        const struct ui_control *c = &ui->controls[i];
        struct rect r = c->r, seen = rect_common(r, c->clip);
        fprintf(out, "control %d %d %d %d %d \"%s\"", c->id, r.x, r.y, r.w, r.h, ui->draw.text + c->label);
        if (c->key >= 0)
            fprintf(out, " key \"%s\"", ui->draw.text + c->key);
        fputs(c->disabled ? " disabled" : "", out);
        fputs(c->id == ui->focus ? " focus" : "", out);
        fputs(rect_empty(seen) ? " hidden" : "", out);
        putc('\n', out);
    }
    draw_dump(&ui->draw, out);
}

/* -- sizes -- */

int ui_scaled(const struct ui *ui, int px)
{
    return (px * ui->in.text_percent + 50) / 100;
}

struct font ui_font(const struct ui *ui, int size, int weight)
{
    return (struct font){(short)ui_scaled(ui, size), (short)weight};
}

bool ui_wider_than(const struct ui *ui, int em)
{
    return ui->in.width_px * 100 >= em * EM * ui->in.text_percent;
}

int ui_margin(const struct ui *ui)
{
    return ui_wider_than(ui, 60) ? SPACE_32 : SPACE_24;
}

int ui_button_height(const struct ui *ui)
{
    int needed = draw_line_px(ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD)) + 20;
    return needed > TARGET ? needed : TARGET;
}

/* -- text -- */

static int width_of(struct ui *ui, struct font font, const char *text, int length)
{
    return length ? ui->measure.width(ui->measure.fonts, font, text, length) : 0;
}

int ui_width(struct ui *ui, struct font font, const char *text)
{
    return width_of(ui, font, text, (int)strlen(text));
}

enum { SOFT_HYPHEN = 0xad, SOFT_HYPHEN_BYTES = 2 };

/* A copy without soft hyphens: they only matter where a line breaks. */
static char *plain(const char *text, int length, char *buffer, int size)
{
    int n = 0;
    for (int i = 0; i < length && n < size - 4; i++) {
        if ((unsigned char)text[i] == 0xc2 && (unsigned char)text[i + 1] == SOFT_HYPHEN)
            i++;
        else
            buffer[n++] = text[i];
    }
    buffer[n] = '\0';
    for (int back = 1; back < 4 && back <= n; back++) { /* no half of a character at the end of what was cut */
        unsigned char c = (unsigned char)buffer[n - back];
        if (c >= 0xc0 && back < (c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2))
            buffer[n - back] = '\0';
        if (c < 0x80 || c >= 0xc0)
            break;
    }
    return buffer;
}

/* The longest beginning of text that fits with an ellipsis behind it. */
static int cut_to(struct ui *ui, struct font font, const char *text, int w_px)
{
    int room = w_px - ui_width(ui, font, "\xe2\x80\xa6"), fits = 0;
    for (int at = 0, size; text[at]; at += size) {
        utf8_decode(text + at, &size);
        if (width_of(ui, font, text, at + size) > room)
            break;
        fits = at + size;
    }
    while (fits > 0 && text[fits - 1] == ' ')
        fits--;
    return fits;
}

int ui_label(struct ui *ui, struct rect r, struct font font, uint32_t colour, enum align align, const char *text)
{
    char buffer[512];
    plain(text, (int)strlen(text), buffer, sizeof buffer);
    int w = ui_width(ui, font, buffer);
    bool cut = w > r.w;
    if (cut) {
        int fits = cut_to(ui, font, buffer, r.w);
        strcpy(buffer + fits, "\xe2\x80\xa6");
        w = ui_width(ui, font, buffer);
    }
    int x = align == ALIGN_LEFT ? r.x : align == ALIGN_RIGHT ? r.x + r.w - w : r.x + (r.w - w) / 2;
    int h = draw_line_px(font);
    draw_text(&ui->draw, (struct rect){x, r.y + (r.h - h) / 2, w, h}, font, colour, buffer, (int)strlen(buffer), cut);
    return w;
}

int ui_label_fitted(struct ui *ui, struct rect r, int weight, uint32_t colour, const char *text)
{
    struct font font = ui_font(ui, TEXT_BODY, weight);
    if (ui_width(ui, font, text) > r.w)
        font = ui_font(ui, TEXT_NOTE, weight);
    return ui_label(ui, r, font, colour, ALIGN_LEFT, text);
}

/* A piece of text that may end a line: up to and with a space, a line break, a hyphen or a soft hyphen. */
static int next_piece(const char *text)
{
    int at = 0;
    while (text[at] && text[at] != ' ' && text[at] != '\n' && text[at] != '-' &&
           !((unsigned char)text[at] == 0xc2 && (unsigned char)text[at + 1] == SOFT_HYPHEN))
        at++;
    if ((unsigned char)text[at] == 0xc2)
        return at + SOFT_HYPHEN_BYTES;
    return text[at] ? at + 1 : at;
}

/* How many bytes of text go on one line of that width, to a line break at most; at least one character. *shown is their
   count without what the break swallows, *hyphen whether the break shows one. */
static int line_length(struct ui *ui, struct font font, const char *text, int w_px, int *shown, bool *hyphen)
{
    char buffer[512];
    int used = 0, best = 0;
    *shown = 0;
    *hyphen = false;
    while (text[used]) {
        int piece = next_piece(text + used), bare = piece;
        while (bare > 0 && (text[used + bare - 1] == ' ' || text[used + bare - 1] == '\n'))
            bare--;
        bool soft = bare >= 2 && (unsigned char)text[used + bare - 1] == SOFT_HYPHEN &&
                    (unsigned char)text[used + bare - 2] == 0xc2;
        plain(text, used + bare, buffer, sizeof buffer);
        if (best && used + bare >= (int)sizeof buffer - 4)
            break; /* no line is longer than what a line is measured in */
        if (ui_width(ui, font, buffer) + (soft ? ui_width(ui, font, "-") : 0) > w_px) {
            /* the rest of the word may still fit where a hyphen here would not */
            if (!soft || ui_width(ui, font, buffer) > w_px)
                break;
        } else {
            best = used + piece;
            *shown = used + bare;
            *hyphen = soft;
        }
        used += piece;
        if (text[used - 1] == '\n')
            break;
    }
    if (best)
        return best;
    int size, at = 0;
    do {
        utf8_decode(text + at, &size);
        at += size;
        utf8_decode(text + at, &size);
    } while (size && width_of(ui, font, text, at + size) <= w_px);
    *shown = at;
    return at;
}

static int paragraph(struct ui *ui, struct rect r, struct font font, uint32_t colour, const char *text, bool drawn)
{
    int h = draw_line_px(font), gap = font.px * 3 / 16, y = r.y;
    while (*text) {
        char buffer[512];
        int shown;
        bool hyphen;
        int length = line_length(ui, font, text, r.w, &shown, &hyphen);
        if (drawn) {
            plain(text, shown, buffer, sizeof buffer);
            if (hyphen)
                strcat(buffer, "-");
            draw_text(&ui->draw, (struct rect){r.x, y, ui_width(ui, font, buffer), h}, font, colour, buffer,
                      (int)strlen(buffer), false);
        }
        text += length;
        y += h + gap;
    }
    return y > r.y ? y - gap - r.y : 0;
}

int ui_paragraph(struct ui *ui, struct rect r, struct font font, uint32_t colour, const char *text)
{
    return paragraph(ui, r, font, colour, text, true);
}

int ui_paragraph_height(struct ui *ui, int w_px, struct font font, const char *text)
{
    return paragraph(ui, (struct rect){0, 0, w_px, 0}, font, 0, text, false);
}

/* -- controls -- */

bool ui_key_counts(const struct ui *ui)
{
    return !ui->in.repeat && ui->in.moment.mono_ms - ui->screen_since_ms >= NEW_SCREEN_MS;
}

/* Enter and Space press what has the focus. */
static bool pressed_by_key(const struct ui *ui)
{
    return (ui->in.key == KEY_ENTER || ui->in.key == KEY_SPACE) && ui_key_counts(ui);
}

static struct ui_state add_control(struct ui *ui, int id, struct rect r, const char *label, const char *key_label,
                                   bool takes_enter, bool disabled)
{
    ui->controls = xgrow(ui->controls, ui->n_controls, &ui->controls_capacity, sizeof *ui->controls);
    ui->controls[ui->n_controls++] = (struct ui_control){.id = id,
                                                         .r = r,
                                                         .clip = ui->draw.clip,
                                                         .label = keep(ui, label),
                                                         .key = key_label ? keep(ui, key_label) : -1,
                                                         .takes_enter = takes_enter,
                                                         .disabled = disabled};
    struct ui_state state = {
        .hover = ui->hot == id && !disabled, .held = ui->active == id, .focused = ui->focus == id && !disabled};
    state.clicked = ui->in.released && state.held && state.hover;
    if (state.focused && takes_enter && pressed_by_key(ui)) {
        state.clicked = true;
        ui->in.key = KEY_NONE;
    }
    assert(ui->acts || !state.clicked);
    return state;
}

struct ui_state ui_control(struct ui *ui, int id, struct rect r, const char *label, const char *key_label,
                           bool takes_enter)
{
    return add_control(ui, id, r, label, key_label, takes_enter, false);
}

void ui_focus(struct ui *ui, int id)
{
    ui->focus = id;
}

void ui_ring(struct ui *ui, struct rect r, int radius_px)
{
    int out = FOCUS_GAP + FOCUS_RING;
    draw_box(&ui->draw, rect_inset(r, -out, -out),
             (struct draw_box){.border = ui->theme->ink, .border_px = FOCUS_RING, .radius_px = radius_px + out});
}

bool ui_take_key(struct ui *ui, int key, bool ctrl)
{
    if (!key || ui->in.key != key || ui->in.ctrl != ctrl)
        return false;
    ui->in.key = KEY_NONE;
    return true;
}

static int cap_width(struct ui *ui, const char *label)
{
    int w = ui_width(ui, ui_font(ui, TEXT_NOTE, WEIGHT_SEMIBOLD), label) + ui_scaled(ui, 14);
    int least = ui_scaled(ui, 22);
    return w > least ? w : least;
}

int ui_key_cap(struct ui *ui, struct rect r, const char *label, uint32_t ink)
{
    int w = cap_width(ui, label), h = ui_scaled(ui, 22);
    struct rect cap = {r.x + r.w - w, r.y + (r.h - h) / 2, w, h};
    draw_box(&ui->draw, cap,
             (struct draw_box){.border = ink == ui->theme->on_ink ? ink : ui->theme->edge,
                               .border_px = BORDER,
                               .radius_px = RADIUS_KEY});
    ui_label(ui, cap, ui_font(ui, TEXT_NOTE, WEIGHT_SEMIBOLD), ink, ALIGN_CENTRE, label);
    return w;
}

static int button_pad(const struct ui *ui, const struct ui_button *button)
{
    return button->kind == BUTTON_LINK ? 0 : ui_wider_than(ui, 40) ? 20 : SPACE_16;
}

int ui_button_width(struct ui *ui, const struct ui_button *button)
{
    int pad = button_pad(ui, button);
    int w = ui_width(ui, ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), button->label) + 2 * pad;
    if (button->key_label && !button->capless)
        w += SPACE_8 + 2 + cap_width(ui, button->key_label);
    return w;
}

static bool button_key(struct ui *ui, const struct ui_button *button)
{
    bool is_key = button->key && ui->in.key == button->key && ui->in.ctrl == button->ctrl;
    bool is_typed = button->typed && ui->in.typed == button->typed;
    if (!is_key && !is_typed)
        return false;
    ui->in.key = KEY_NONE;
    ui->in.typed = 0;
    return ui_key_counts(ui);
}

/* Enter belongs to the primary button unless another button that can be pressed has the focus. */
static bool enter_is_elsewhere(const struct ui *ui, int id)
{
    const struct ui_control *focused = control_seen(ui, ui->focus);
    return ui->in.key == KEY_ENTER && focused && focused->takes_enter && !focused->disabled && focused->id != id;
}

static void draw_button(struct ui *ui, struct rect r, const struct ui_button *button, struct ui_state state)
{
    const struct theme *t = ui->theme;
    bool primary = button->kind == BUTTON_PRIMARY;
    uint32_t ink = button->disabled              ? t->disabled
                   : primary                     ? t->on_ink
                   : button->kind == BUTTON_LINK ? t->link
                                                 : t->ink;
    int pad = button_pad(ui, button);
    if (button->kind != BUTTON_LINK) {
        bool down = state.held && state.hover;
        draw_box(&ui->draw, r,
                 (struct draw_box){.fill = primary       ? (down          ? t->known[2]
                                                            : state.hover ? t->known[3]
                                                                          : t->ink)
                                           : state.hover ? t->hover
                                                         : t->surface,
                                   .border = primary                         ? 0
                                             : button->kind == BUTTON_STRONG ? t->muted
                                                                             : t->line,
                                   .border_px = primary ? 0 : BORDER,
                                   .radius_px = RADIUS_CARD});
    }
    struct rect inner = rect_inset(r, pad, 0);
    if (button->key_label && !button->capless)
        rect_cut_right(&inner,
                       ui_key_cap(ui, inner, button->key_label, button->kind == BUTTON_LINK ? t->ink : ink) + SPACE_8);
    ui_label(ui, inner, ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), ink, ALIGN_LEFT, button->label);
}

bool ui_button(struct ui *ui, int id, struct rect r, const struct ui_button *button)
{
    bool elsewhere = enter_is_elsewhere(ui, id);
    struct ui_state state = add_control(ui, id, r, button->label, button->key_label, true, button->disabled);
    draw_button(ui, r, button, state);
    if (state.focused)
        ui_ring(ui, r, RADIUS_CARD);
    return !button->disabled && (state.clicked || (!elsewhere && button_key(ui, button)));
}

/* -- regions -- */

/* Up to a whole step, so that rows stay whole. */
static int to_step(int px, int step_px)
{
    return step_px && px > 0 ? (px + step_px - 1) / step_px * step_px : px;
}

struct ui_scroll_region ui_scroll_begin(struct ui *ui, struct rect r, int content_px, int step_px,
                                        struct ui_scroll *scroll)
{
    struct ui_scroll_region region = {.view = r, .content_px = content_px, .step_px = step_px, .scroll = scroll};
    int ring = FOCUS_GAP + FOCUS_RING;
    if (content_px > r.h) {
        region.note =
            rect_cut_bottom(&region.view, draw_line_px(ui_font(ui, TEXT_NOTE, WEIGHT_SEMIBOLD)) + SPACE_8 + ring);
        if (step_px && region.view.h > step_px)
            region.view.h -= region.view.h % step_px;
        if (rect_has(r, ui->in.x, ui->in.y))
            scroll->offset_px += ui->in.wheel * (step_px ? step_px : ui_scaled(ui, 3 * EM));
    }
    int most = to_step(content_px - region.view.h, step_px);
    if (scroll->offset_px > most)
        scroll->offset_px = most;
    if (scroll->offset_px < 0)
        scroll->offset_px = 0;
    struct rect clip = rect_inset(region.view, -ring, -ring);
    if (step_px) /* a ring fits into the gap that ends a step; further down begins the next row */
        clip.h -= ring;
    region.old_clip = content_px > r.h ? draw_clip(&ui->draw, clip) : ui->draw.clip;
    return region;
}

void ui_scroll_show(const struct ui_scroll_region *region, int y_px, int h_px)
{
    int *offset = &region->scroll->offset_px;
    if (y_px + h_px > *offset + region->view.h)
        *offset = to_step(y_px + h_px - region->view.h, region->step_px);
    if (y_px < *offset)
        *offset = y_px;
}

static void scroll_to(const struct ui_scroll_region *region, int px)
{
    int most = to_step(region->content_px - region->view.h, region->step_px);
    region->scroll->offset_px = px > most ? most : px;
    if (region->scroll->offset_px < 0)
        region->scroll->offset_px = 0;
}

void ui_scroll_keys(struct ui *ui, const struct ui_scroll_region *region)
{
    int step = region->step_px, line = step ? step : ui_scaled(ui, 2 * EM), at = region->scroll->offset_px;
    int page = region->view.h > 2 * line ? region->view.h - line : line;
    if (rect_empty(region->note))
        return;
    if (ui_take_key(ui, KEY_PAGE_DOWN, false))
        scroll_to(region, to_step(at + page, step));
    else if (ui_take_key(ui, KEY_PAGE_UP, false))
        scroll_to(region, at > page ? to_step(at - page, step) : 0);
    else if (step && ui_take_key(ui, KEY_DOWN, false))
        scroll_to(region, at + step);
    else if (step && ui_take_key(ui, KEY_UP, false))
        scroll_to(region, at - step);
    else if (step && ui_take_key(ui, KEY_HOME, false))
        scroll_to(region, 0);
    else if (step && ui_take_key(ui, KEY_END, false))
        scroll_to(region, region->content_px);
}

int ui_scroll_below(const struct ui_scroll_region *region)
{
    int below = region->content_px - region->scroll->offset_px - region->view.h;
    return below > 0 ? below : 0;
}

void ui_scroll_end(struct ui *ui, const struct ui_scroll_region *region, const char *note)
{
    ui->draw.clip = region->old_clip;
    if (rect_empty(region->note))
        return;
    struct font font = ui_font(ui, TEXT_NOTE, WEIGHT_SEMIBOLD);
    int w = ui_width(ui, font, note) + 2 * SPACE_12, h = draw_line_px(font) + SPACE_8;
    struct rect pill = {region->note.x + (region->note.w - w) / 2, region->note.y + region->note.h - h, w, h};
    draw_box(&ui->draw, pill, (struct draw_box){.fill = ui->theme->hover, .radius_px = h / 2});
    ui_label(ui, pill, font, ui->theme->ink, ALIGN_CENTRE, note);
}

void ui_list_end(struct ui *ui, const struct ui_scroll_region *region, int step_px)
{
    char note[60];
    int below = (ui_scroll_below(region) + step_px - 1) / step_px;
    int above = (region->scroll->offset_px + step_px - 1) / step_px;
    snprintf(note, sizeof note, below ? tr("%d more below") : tr("%d more above"), below ? below : above);
    ui_scroll_end(ui, region, note);
}

/* The strip, with its ground; what stands in it is the caller's. */
static struct rect top_strip(struct ui *ui, struct rect *r, int least_px)
{
    int h = draw_line_px(ui_font(ui, TEXT_LEAD, WEIGHT_SEMIBOLD)) + BAR_AROUND;
    h = h > BAR_LEAST ? h : BAR_LEAST;
    struct rect bar = rect_cut_top(r, h > least_px ? h : least_px);
    draw_box(&ui->draw, bar, (struct draw_box){.fill = ui->theme->surface});
    draw_box(&ui->draw, rect_cut_bottom(&bar, BORDER), (struct draw_box){.fill = ui->theme->line});
    return rect_inset(bar, ui_margin(ui), 0);
}

static void top_texts(struct ui *ui, struct rect bar, const char *title, const char *about)
{
    struct font strong = ui_font(ui, TEXT_LEAD, WEIGHT_SEMIBOLD), weak = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    rect_cut_left(&bar, ui_label(ui, bar, strong, ui->theme->ink, ALIGN_LEFT, title) + SPACE_16);
    if (ui_width(ui, weak, about) <= bar.w)
        ui_label(ui, bar, weak, ui->theme->muted, ALIGN_LEFT, about);
}

static int status_room(struct ui *ui, int bar_w, const char *title)
{
    int room = bar_w - ui_width(ui, ui_font(ui, TEXT_LEAD, WEIGHT_SEMIBOLD), title) - SPACE_16;
    return room > bar_w / 2 ? room : bar_w / 2; /* a long status does not push the title out */
}

bool ui_status_fits(struct ui *ui, const char *title, const char *status)
{
    int w = ui_width(ui, ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), status);
    return w <= status_room(ui, ui->in.width_px - 2 * ui_margin(ui), title);
}

void ui_top_bar(struct ui *ui, struct rect *r, const char *title, const char *about, const char *status)
{
    struct rect bar = top_strip(ui, r, 0), right = bar;
    right = rect_cut_right(&right, status_room(ui, bar.w, title));
    rect_cut_right(&bar,
                   ui_label(ui, right, ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), ui->theme->muted, ALIGN_RIGHT, status) +
                       SPACE_16);
    top_texts(ui, bar, title, about);
}

struct rect ui_top_bar_with(struct ui *ui, struct rect *r, const char *title, const char *about, int w_px)
{
    struct rect bar = top_strip(ui, r, ui_button_height(ui) + 2 * SPACE_8), place = rect_cut_right(&bar, w_px);
    rect_cut_right(&bar, SPACE_16);
    top_texts(ui, bar, title, about);
    return place;
}

void ui_panel(struct ui *ui, struct rect r)
{
    draw_box(
        &ui->draw, r,
        (struct draw_box){
            .fill = ui->theme->surface, .border = ui->theme->line, .border_px = BORDER, .radius_px = RADIUS_PANEL});
}

struct ui_probe ui_probe_begin(struct ui *ui)
{
    struct ui_probe probe = {.clip = draw_clip(&ui->draw, (struct rect){0, 0, 0, 0}),
                             .n_controls = ui->n_controls,
                             .field_key = ui->field_key,
                             .field_typed = ui->field_typed,
                             .field_pasted = ui->field_pasted,
                             .in = ui->in};
    ui->field_key = KEY_NONE;
    ui->field_typed = 0;
    ui->field_pasted = NULL;
    ui->in = without_edges(ui->in);
    return probe;
}

void ui_probe_end(struct ui *ui, const struct ui_probe *probe)
{
    ui->draw.clip = probe->clip;
    ui->n_controls = probe->n_controls;
    ui->in = probe->in;
    ui->field_key = probe->field_key;
    ui->field_typed = probe->field_typed;
    ui->field_pasted = probe->field_pasted;
}

int ui_bar_height(const struct ui *ui)
{
    return ui_button_height(ui) + BAR_AROUND;
}

enum { ID_OFFER = 1 << 20 }; /* beyond those of screens */

static void draw_offer(struct ui *ui, struct rect r, int w)
{
    struct ui_offer *offer = ui->offer;
    struct rect place = rect_cut_right(&r, w);
    if (ui_button(ui, ID_OFFER, rect_cut_top(&place, ui_button_height(ui)), &offer->button))
        offer->pressed = true;
}

void ui_notice(struct ui *ui, struct rect *r, uint32_t ink, const char *text)
{
    if (!text || !*text)
        return;
    struct ui_offer *offer = ink == ui->theme->wrong ? ui->offer : NULL;
    char whole[1600];
    snprintf(whole, sizeof whole, "%s%s", text, offer && offer->more ? offer->more : "");
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    int margin = ui_margin(ui), w = offer ? ui_button_width(ui, &offer->button) : 0;
    int text_w = r->w - 2 * margin - (w ? w + SPACE_24 : 0), h = ui_paragraph_height(ui, text_w, font, whole);
    if (w && h < ui_button_height(ui))
        h = ui_button_height(ui);
    struct rect bar = rect_cut_top(r, h + 2 * SPACE_8);
    draw_box(&ui->draw, bar, (struct draw_box){.fill = ui->theme->surface});
    draw_box(&ui->draw, rect_cut_bottom(&bar, BORDER), (struct draw_box){.fill = ink});
    bar = rect_inset(bar, margin, SPACE_8);
    if (w)
        draw_offer(ui, bar, w);
    ui_paragraph(ui, (struct rect){bar.x, bar.y, text_w, bar.h}, font, ink, whole);
}

int ui_bottom_bar(struct ui *ui, struct rect *r, int id, const struct ui_button *buttons, int n, const char *hint)
{
    return ui_sided_bar(ui, r, id, buttons, n, 0, hint);
}

int ui_sided_bar(struct ui *ui, struct rect *r, int id, const struct ui_button *buttons, int n, int n_left,
                 const char *hint)
{
    const struct theme *t = ui->theme;
    int h = ui_button_height(ui), pressed = -1, widths[8];
    assert(n <= 8);
    struct rect bar = rect_cut_bottom(r, ui_bar_height(ui));
    draw_box(&ui->draw, bar, (struct draw_box){.fill = t->surface});
    draw_box(&ui->draw, rect_cut_top(&bar, BORDER), (struct draw_box){.fill = t->line});
    bar = rect_inset(bar, ui_margin(ui), 0);
    struct rect row = {bar.x, bar.y + (bar.h - h) / 2, bar.w, h}, places[8];
    struct ui_button shown[8];
    int needed = n * (SPACE_12 + 2) - SPACE_12 - 2;
    for (int i = 0; i < n; i++) {
        shown[i] = buttons[i];
        needed += widths[i] = ui_button_width(ui, &buttons[i]);
    }
    for (int i = n - 1; i >= 0 && needed > row.w;
         i--) { /* where there is no room the keys are left out, the primary's last */
        shown[i].capless = true;
        needed -= widths[i];
        needed += widths[i] = ui_button_width(ui, &shown[i]);
    }
    for (int i = 0; i < n - n_left; i++) {
        places[i] = rect_cut_right(&row, widths[i]);
        rect_cut_right(&row, SPACE_12 + 2);
    }
    for (int i = n - 1; i >= n - n_left; i--) {
        places[i] = rect_cut_left(&row, widths[i]);
        rect_cut_left(&row, SPACE_12 + 2);
    }
    if (ui_width(ui, ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), hint) <= row.w)
        ui_label(ui, row, ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), t->muted, n_left ? ALIGN_RIGHT : ALIGN_LEFT, hint);
    for (int i = n - 1; i >= 0; i--) /* the focus goes from left to right */
        if (ui_button(ui, id + i, places[i], &shown[i]))
            pressed = i;
    return pressed;
}
