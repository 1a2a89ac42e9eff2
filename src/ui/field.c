/* Controls that hold a value. Keys for a field with the focus were put aside in ui_begin, before another control could
   take them. A text that is longer than its field is shifted so that the caret is seen. */
#include "ui/field.h"

#include "base/tr.h"
#include "ui/editing.h"

#include <stdio.h>
#include <string.h>

enum { CARET = 2, LABEL_MAX = 300 };

/* -- in its place -- */

/* How far the text is shifted to the left. */
static int shift_of(struct ui *ui, struct font font, const char *text, int caret, int room)
{
    int x = editing_width(ui, font, text, caret) + CARET;
    return x > room ? x - room : 0;
}

static int line_height(struct ui *ui)
{
    return ui_button_height(ui);
}

static void draw_field(struct ui *ui, struct rect r, const struct ui_field *field, bool wrong, bool focused)
{
    const struct theme *t = ui->theme;
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    int h = draw_line_px(font);
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = t->surface,
                               .border = wrong ? t->wrong : t->edge,
                               .border_px = wrong ? BORDER_ZONE : BORDER,
                               .radius_px = RADIUS_CARD});
    struct rect inner = rect_inset(r, SPACE_12, 0);
    if (!field->text[0] && field->placeholder)
        ui_label(ui, inner, font, t->muted, ALIGN_LEFT, field->placeholder);
    if (!focused) {
        if (field->text[0])
            ui_label(ui, inner, font, t->ink, ALIGN_LEFT, field->text);
        return;
    }
    int w = ui_width(ui, font, field->text), y = r.y + (r.h - h) / 2;
    int x = inner.x - shift_of(ui, font, field->text, ui->caret, inner.w);
    struct rect old = draw_clip(&ui->draw, inner);
    draw_text(&ui->draw, (struct rect){x, y, w, h}, font, t->ink, field->text, (int)strlen(field->text), false);
    draw_box(&ui->draw, (struct rect){x + editing_width(ui, font, field->text, ui->caret), y, CARET, h},
             (struct draw_box){.fill = t->ink});
    ui->draw.clip = old;
}

int ui_field_height(struct ui *ui, int w_px, const char *error)
{
    int h = line_height(ui);
    if (error && *error)
        h += SPACE_8 + ui_paragraph_height(ui, w_px, ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), error);
    return h;
}

/* A press puts it where the pointer is. */
static void place_caret(struct ui *ui, int id, struct rect inner, const struct ui_field *field)
{
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    bool had = ui->caret_of == id;
    editing_place_caret(ui, id, field);
    if (ui->in.pressed && ui->active == id) {
        int shift = had ? shift_of(ui, font, field->text, ui->caret, inner.w) : 0;
        ui->caret = editing_nearest(ui, font, field->text, (int)strlen(field->text), ui->in.x - inner.x + shift);
    }
}

struct ui_typed ui_field(struct ui *ui, int id, struct rect r, const struct ui_field *field)
{
    char label[LABEL_MAX];
    struct rect line = rect_cut_top(&r, line_height(ui));
    struct ui_typed typed = {0};
    bool wrong = field->error && field->error[0];
    snprintf(label, sizeof label, "%s: %s", field->label, field->text);
    struct ui_state state = ui_control(ui, id, line, label, NULL, field->takes_enter);
    ui->controls[ui->n_controls - 1].typed_into = true;
    typed.focused = state.focused;
    if (state.focused) {
        place_caret(ui, id, rect_inset(line, SPACE_12, 0), field);
        typed.changed = editing_take(ui, field);
        typed.entered = state.clicked && !ui->in.released;
    }
    draw_field(ui, line, field, wrong, state.focused);
    if (state.focused)
        ui_ring(ui, line, RADIUS_CARD);
    if (wrong) {
        rect_cut_top(&r, SPACE_8);
        ui_paragraph(ui, r, ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), ui->theme->wrong, field->error);
    }
    return typed;
}

/* -- a value between two buttons -- */

static bool side_button(struct ui *ui, int id, struct rect r, const char *text, const char *label, const char *key,
                        bool dead)
{
    const struct theme *t = ui->theme;
    struct ui_state state = ui_control(ui, id, r, label, key, false);
    ui->controls[ui->n_controls - 1].passed_over = true;
    bool hover = state.hover && !dead;
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = hover ? t->hover : t->surface,
                               .border = dead ? t->disabled : t->edge,
                               .border_px = BORDER,
                               .radius_px = RADIUS_CARD});
    ui_label(ui, r, ui_font(ui, TEXT_LEAD, WEIGHT_BOLD), dead ? t->disabled : t->ink, ALIGN_CENTRE, text);
    return state.clicked;
}

/* -1, 0 or 1 */
static int stepped_by_key(struct ui *ui, bool in_rows)
{
    char typed = ui->in.typed == '+' || ui->in.typed == '-' ? (char)ui->in.typed : 0;
    if (typed)
        ui->in.typed = 0;
    if (typed == '+' || ui_take_key(ui, KEY_RIGHT, false) || (!in_rows && ui_take_key(ui, KEY_UP, false)))
        return 1;
    if (typed == '-' || ui_take_key(ui, KEY_LEFT, false) || (!in_rows && ui_take_key(ui, KEY_DOWN, false)))
        return -1;
    return 0;
}

int ui_stepper_width(struct ui *ui, const char *widest)
{
    return 2 * ui_button_height(ui) + ui_width(ui, ui_font(ui, TEXT_LEAD, WEIGHT_BOLD), widest) + 2 * SPACE_16;
}

int ui_stepper(struct ui *ui, int id, struct rect r, const struct ui_stepper *stepper)
{
    char label[LABEL_MAX], less[LABEL_MAX], more[LABEL_MAX];
    struct rect minus = rect_cut_left(&r, r.h), plus = rect_cut_right(&r, r.h);
    r = rect_inset(r, SPACE_4, 0);
    snprintf(label, sizeof label, "%s: %s", stepper->label, stepper->value);
    snprintf(less, sizeof less, tr("less: %s"), stepper->label);
    snprintf(more, sizeof more, tr("more: %s"), stepper->label);
    if (ui->focus == id + 1 || ui->focus == id + 2) /* a press on a side */
        ui_focus(ui, id);
    int by = side_button(ui, id + 1, minus, "\xe2\x88\x92", less, "-", stepper->least) ? -1 : 0;
    struct ui_state state = ui_control(ui, id, r, label, NULL, false);
    ui_label(ui, r, ui_font(ui, TEXT_LEAD, WEIGHT_BOLD), ui->theme->ink, ALIGN_CENTRE, stepper->value);
    if (side_button(ui, id + 2, plus, "+", more, "+", stepper->most))
        by = 1;
    if (state.focused) {
        by = by ? by : stepped_by_key(ui, stepper->in_rows);
        ui_ring(ui, rect_inset(r, FOCUS_GAP + FOCUS_RING, FOCUS_GAP + FOCUS_RING), RADIUS_CARD);
    }
    return (by < 0 && stepper->least) || (by > 0 && stepper->most) ? 0 : by;
}

/* -- one of a few words -- */

enum { TICK = 16 };

static int word_width(struct ui *ui, const char *word)
{
    int w = ui_width(ui, ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), word) + 2 * SPACE_12 + ui_scaled(ui, TICK) + SPACE_8;
    return w > TARGET ? w : TARGET;
}

int ui_choice_width(struct ui *ui, const struct ui_choice *choice)
{
    int w = -SPACE_8;
    for (int i = 0; i < choice->n; i++)
        w += word_width(ui, choice->words[i]) + SPACE_8;
    return w;
}

static bool is_stacked(struct ui *ui, int w_px, const struct ui_choice *choice)
{
    return ui_choice_width(ui, choice) > w_px;
}

int ui_choice_height(struct ui *ui, int w_px, const struct ui_choice *choice)
{
    int h = ui_button_height(ui);
    return is_stacked(ui, w_px, choice) ? choice->n * (h + SPACE_8) - SPACE_8 : h;
}

static void draw_word(struct ui *ui, struct rect r, const char *word, bool chosen, bool hover)
{
    const struct theme *t = ui->theme;
    int size = ui_scaled(ui, TICK);
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = hover ? t->hover : t->surface,
                               .border = chosen ? t->ink : t->edge,
                               .border_px = chosen ? BORDER_ZONE : BORDER,
                               .radius_px = RADIUS_CARD});
    struct rect inner = rect_inset(r, SPACE_12, 0), tick = rect_cut_left(&inner, size);
    if (chosen)
        draw_sign(&ui->draw, (struct rect){tick.x, r.y + (r.h - size) / 2, size, size}, SIGN_TICK, t->ink);
    rect_cut_left(&inner, SPACE_8);
    ui_label(ui, chosen ? inner : r, ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), t->ink, ALIGN_CENTRE, word);
}

static bool choose_word(struct ui *ui, int id, struct rect r, const struct ui_choice *choice, int i)
{
    char label[LABEL_MAX];
    bool chosen = i == choice->chosen;
    snprintf(label, sizeof label, chosen ? tr("%s: %s, chosen") : tr("%s: %s"), choice->label, choice->words[i]);
    struct ui_state state = ui_control(ui, id + i, r, label, NULL, false);
    ui->controls[ui->n_controls - 1].passed_over = !chosen;
    draw_word(ui, r, choice->words[i], chosen, state.hover);
    if (state.focused)
        ui_ring(ui, r, RADIUS_CARD);
    return state.clicked || (state.focused && ui_key_counts(ui) && ui_take_key(ui, KEY_SPACE, false));
}

int ui_choice(struct ui *ui, int id, struct rect r, const struct ui_choice *choice)
{
    bool stacked = is_stacked(ui, r.w, choice);
    int picked = -1, h = ui_button_height(ui);
    for (int i = 0; i < choice->n; i++) {
        struct rect word = stacked ? rect_cut_top(&r, h) : rect_cut_left(&r, word_width(ui, choice->words[i]));
        stacked ? rect_cut_top(&r, SPACE_8) : rect_cut_left(&r, SPACE_8);
        if (choose_word(ui, id, word, choice, i))
            picked = i;
    }
    if (ui->focus >= id && ui->focus < id + choice->n) {
        int by = ui_take_key(ui, KEY_RIGHT, false) ? 1 : ui_take_key(ui, KEY_LEFT, false) ? -1 : 0;
        int to = ui->focus - id + by;
        if (by && to >= 0 && to < choice->n)
            picked = to;
    }
    if (picked >= 0)
        ui_focus(ui, id + picked);
    return picked == choice->chosen ? -1 : picked;
}
