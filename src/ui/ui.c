/* A frame: which control the pointer and the keys mean, the focus, and the list of what was declared. */
#include "ui/ui_parts.h"

#include "base/mem.h"

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

/* -- the frame -- */

static const struct ui_control *control_at(const struct ui *ui, int x, int y)
{
    for (int i = ui->n_seen - 1; i >= 0; i--)
        if (rect_has(rect_common(ui->seen[i].r, ui->seen[i].clip), x, y))
            return &ui->seen[i];
    return NULL;
}

const struct ui_control *ui_control_seen(const struct ui *ui, int id)
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
    const struct ui_control *focused = ui_control_seen(ui, ui->focus);
    bool field = focused && focused->typed_into, meant = !ui->key_was_elsewhere;
    ui->field_key = KEY_NONE;
    ui->field_typed = 0;
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

struct ui_probe ui_probe_begin(struct ui *ui)
{
    struct ui_probe probe = {.clip = draw_clip(&ui->draw, (struct rect){0, 0, 0, 0}),
                             .n_controls = ui->n_controls,
                             .field_key = ui->field_key,
                             .field_typed = ui->field_typed,
                             .in = ui->in};
    ui->field_key = KEY_NONE;
    ui->field_typed = 0;
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
}

/* -- what is declared -- */

bool ui_key_counts(const struct ui *ui)
{
    return !ui->in.repeat && ui->in.moment.mono_ms - ui->screen_since_ms >= NEW_SCREEN_MS;
}

/* Enter and Space press what has the focus. */
static bool pressed_by_key(const struct ui *ui)
{
    return (ui->in.key == KEY_ENTER || ui->in.key == KEY_SPACE) && ui_key_counts(ui);
}

static int keep(struct ui *ui, const char *text)
{
    return draw_keep(&ui->draw, text, (int)strlen(text));
}

struct ui_state ui_add_control(struct ui *ui, int id, struct rect r, const char *label, const char *key_label,
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
    return ui_add_control(ui, id, r, label, key_label, takes_enter, false);
}

void ui_focus(struct ui *ui, int id)
{
    ui->focus = id;
}

bool ui_take_key(struct ui *ui, int key, bool ctrl)
{
    if (!key || ui->in.key != key || ui->in.ctrl != ctrl)
        return false;
    ui->in.key = KEY_NONE;
    return true;
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
