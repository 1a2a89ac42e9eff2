/* The bar with the clock, and the squares. */
#include "screens/exam_parts.h"

#include "base/tr.h"
#include "screens/clock.h"

#include <stdio.h>

enum { SQUARE_GAP = 9 };

/* -- the bar -- */

static struct ui_button clock_button(const struct ui *ui, const struct exam *exam)
{
    bool wide = ui_wider_than(ui, 40);
    return (struct ui_button){.label = !exam->clock_hidden ? tr("Hide")
                                       : wide              ? tr("Show the clock")
                                                           : tr("Clock"),
                              .key_label = "H",
                              .key = 'h'};
}

void exam_top(struct ui *ui, struct rect *r, struct exam *exam, const struct exam_facts *facts)
{
    struct font figures = ui_font(ui, TEXT_HEAD, WEIGHT_BOLD), weak = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    bool timed = exam->total_ms > 0, shown = timed && !exam->clock_hidden;
    struct ui_button button = clock_button(ui, exam);
    int button_w = timed ? ui_button_width(ui, &button) : 0,
        clock_w = shown ? clock_width(ui, figures, exam->left_ms) : 0;
    int left_w = shown ? ui_width(ui, weak, tr("left")) : 0;
    struct rect place = ui_top_bar_with(ui, r, timed ? tr("Practice exam") : tr("The wrong ones again"),
                                        exam->bank->title, button_w + clock_w + left_w + (shown ? 2 * SPACE_16 : 0));
    struct rect at = rect_cut_right(&place, button_w);
    if (shown) {
        rect_cut_right(&place, SPACE_16);
        ui_label(ui, rect_cut_right(&place, left_w), weak, ui->theme->muted, ALIGN_LEFT, tr("left"));
        rect_cut_right(&place, SPACE_16);
        clock_draw(ui, place, figures, ui->theme->ink, exam->left_ms);
    }
    at = (struct rect){at.x, at.y + (at.h - ui_button_height(ui)) / 2, at.w, ui_button_height(ui)};
    if (timed && ui_button(ui, ID_CLOCK, at, &button))
        exam_apply(exam, (struct exam_move){.kind = EXAM_HIDE}, ui->in.moment);
    ui_notice(ui, r, ui->theme->wrong, facts->not_saved);
    ui_notice(ui, r, ui->theme->ink, facts->said);
}

void exam_counts(const struct exam *exam, char *text, int size)
{
    int flagged = exam_flag_count(exam);
    snprintf(text, (size_t)size, flagged ? tr("%d answered, %d flagged") : tr("%d answered"),
             exam->n - exam_open_count(exam), flagged);
}

/* -- the squares -- */

void exam_square_words(const struct exam *exam, int item, char *text, int size)
{
    snprintf(text, (size_t)size, tr("%d, %s%s"), item + 1, exam_answered(exam, item) ? tr("answered") : tr("open"),
             exam->sheets[item].flagged ? tr(", flagged") : "");
}

static bool square(struct ui *ui, struct rect r, struct exam *exam, int item)
{
    const struct theme *t = ui->theme;
    char label[60], number[12];
    bool here = item == exam->at;
    exam_square_words(exam, item, label, sizeof label);
    snprintf(number, sizeof number, "%d", item + 1);
    struct ui_state state = ui_control(ui, ID_NUMBER + item, r, label, NULL, true);
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = exam_answered(exam, item) ? t->known[0]
                                       : state.hover             ? t->hover
                                                                 : t->surface,
                               .border = here ? t->ink : t->edge,
                               .border_px = here ? BORDER_ZONE : BORDER,
                               .radius_px = RADIUS_CARD});
    ui_label(ui, r, ui_font(ui, TEXT_BODY, here ? WEIGHT_BOLD : WEIGHT_REGULAR), t->ink, ALIGN_CENTRE, number);
    int sign = ui_scaled(ui, 14);
    if (exam->sheets[item].flagged)
        draw_sign(&ui->draw, (struct rect){r.x + r.w - sign - 2, r.y + 2, sign, sign}, SIGN_FLAG, t->ink);
    if (state.focused)
        ui_ring(ui, r, RADIUS_CARD);
    return state.clicked;
}

static void legend(struct ui *ui, struct rect r)
{
    const struct theme *t = ui->theme;
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    int size = ui_scaled(ui, 18);
    struct rect box = {r.x, r.y + (r.h - size) / 2, size, size};
    draw_box(&ui->draw, box,
             (struct draw_box){.fill = t->known[0], .border = t->edge, .border_px = BORDER, .radius_px = 4});
    rect_cut_left(&r, size + SPACE_8);
    rect_cut_left(&r, ui_label(ui, r, font, t->muted, ALIGN_LEFT, tr("answered")) + SPACE_24);
    draw_sign(&ui->draw, (struct rect){r.x, box.y, size, size}, SIGN_FLAG, t->ink);
    rect_cut_left(&r, size + SPACE_8);
    ui_label(ui, r, font, t->muted, ALIGN_LEFT, tr("flagged"));
}

/* Arrows go from square to square once one has the focus. */
static void square_keys(struct ui *ui, int n, int in_row)
{
    int at = ui->focus - ID_NUMBER, to = at;
    if (at < 0 || at >= n)
        return;
    if (ui_take_key(ui, KEY_RIGHT, false))
        to++;
    else if (ui_take_key(ui, KEY_LEFT, false))
        to--;
    else if (ui_take_key(ui, KEY_DOWN, false))
        to += in_row;
    else if (ui_take_key(ui, KEY_UP, false))
        to -= in_row;
    if (to >= 0 && to < n)
        ui_focus(ui, ID_NUMBER + to);
}

/* The note counts squares, not rows of them. */
static void list_end(struct ui *ui, const struct ui_scroll_region *region, int n, int in_row, int step)
{
    char note[60];
    int above = (region->scroll->offset_px + step - 1) / step * in_row;
    int below = n - above - region->view.h / step * in_row;
    snprintf(note, sizeof note, below > 0 ? tr("%d more below") : tr("%d more above"), below > 0 ? below : above);
    ui_scroll_end(ui, region, note);
}

bool exam_numbers(struct ui *ui, struct rect r, struct exam *exam, struct ui_scroll *scroll)
{
    int h = ui_scaled(ui, TARGET), step = h + SQUARE_GAP, in_row = (r.w + SQUARE_GAP) / step;
    int line = draw_line_px(ui_font(ui, TEXT_BODY, WEIGHT_REGULAR)), rows = (exam->n + in_row - 1) / in_row,
        clicked = -1;
    bool room = ui_wider_than(ui, 40);
    struct rect foot = rect_cut_bottom(&r, room ? line + SPACE_12 : 0);
    square_keys(ui, exam->n, in_row);
    struct ui_scroll_region region = ui_scroll_begin(ui, r, rows * step - SQUARE_GAP, step, scroll);
    int focused = ui->focus - ID_NUMBER;
    if (focused >= 0 && focused < exam->n)
        ui_scroll_show(&region, focused / in_row * step, h);
    for (int i = 0; i < exam->n; i++)
        if (square(ui, (struct rect){r.x + i % in_row * step, r.y + i / in_row * step - scroll->offset_px, h, h}, exam,
                   i))
            clicked = i;
    list_end(ui, &region, exam->n, in_row, step);
    int used = rows * step - SQUARE_GAP;
    foot.y = used < r.h ? r.y + used + SPACE_12 + SPACE_8 : foot.y + SPACE_12;
    if (room)
        legend(ui, (struct rect){foot.x, foot.y, foot.w, line});
    if (clicked >= 0)
        exam_apply(exam, (struct exam_move){EXAM_GO, clicked, 0}, ui->in.moment);
    return clicked >= 0;
}
