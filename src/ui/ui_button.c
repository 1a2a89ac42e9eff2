/* Buttons and the keys printed on them, and the ring around what has the focus. */
#include "ui/ui_parts.h"

void ui_ring(struct ui *ui, struct rect r, int radius_px)
{
    int out = FOCUS_GAP + FOCUS_RING;
    draw_box(&ui->draw, rect_inset(r, -out, -out),
             (struct draw_box){.border = ui->theme->ink, .border_px = FOCUS_RING, .radius_px = radius_px + out});
}

/* -- key caps -- */

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

/* -- buttons -- */

int ui_button_height(const struct ui *ui)
{
    int needed = draw_line_px(ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD)) + 20;
    return needed > TARGET ? needed : TARGET;
}

static int button_pad(const struct ui *ui, const struct ui_button *button)
{
    return button->kind == BUTTON_LINK ? 0 : ui_wider_than(ui, 40) ? 20 : SPACE_16;
}

int ui_button_width(struct ui *ui, const struct ui_button *button)
{
    int pad = button_pad(ui, button);
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    int w = ui_width(ui, font, button->label), widest = button->widest ? ui_width(ui, font, button->widest) : 0;
    w = (w > widest ? w : widest) + 2 * pad;
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
    const struct ui_control *focused = ui_control_seen(ui, ui->focus);
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
    struct ui_state state = ui_add_control(ui, id, r, button->label, button->key_label, true, button->disabled);
    draw_button(ui, r, button, state);
    if (state.focused)
        ui_ring(ui, r, RADIUS_CARD);
    return !button->disabled && (state.clicked || (!elsewhere && button_key(ui, button)));
}
