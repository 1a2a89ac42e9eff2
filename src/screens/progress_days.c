/* The small pictures of Progress: answers by day, what was foreseen against what came, what is mixed up; and what all
   of it says about an exam. */
#include "base/tr.h"
#include "play/forecast.h"
#include "screens/progress_parts.h"

#include <stdio.h>
#include <string.h>

enum {
    BARS_H = 72,
    DAY_LEAST = 8,
    DAY_MOST = 14,
    BAR_GAP = 3,
    DAYS_SHOWN_MAX = 70,
    BINS_H = 90,
    BIN_MOST = 64,
    KEY_CAP = 22
};

int progress_key(struct ui *ui, struct rect r, const char *does, const char *key)
{
    struct font small = ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR);
    int cap = ui_key_cap(ui, r, key, ui->theme->ink) + SPACE_8;
    rect_cut_right(&r, cap);
    return cap + ui_label(ui, r, small, ui->theme->muted, ALIGN_RIGHT, does);
}

void progress_head(struct flow *flow, const char *head, const char *beside, const char *does, const char *key)
{
    struct ui *ui = flow->ui;
    struct font strong = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), small = ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR);
    int w = ui_width(ui, strong, head), line_h = draw_line_px(strong), cap_h = ui_scaled(ui, KEY_CAP);
    struct rect line = flow_line(flow, line_h > cap_h ? line_h : cap_h);
    rect_cut_right(&line, progress_key(ui, line, does, key) + SPACE_16);
    ui_label(ui, line, strong, ui->theme->ink, ALIGN_LEFT, head);
    rect_cut_left(&line, w + SPACE_8);
    bool room = ui_width(ui, small, beside) <= line.w;
    if (room)
        ui_label(ui, line, small, ui->theme->muted, ALIGN_LEFT, beside);
    else
        flow_text(flow, TEXT_NOTE, WEIGHT_REGULAR, ui->theme->muted, beside, 0);
    flow_space(flow, SPACE_8);
}

int progress_step(struct progress_page *p, struct ui *ui, int id, int key)
{
    int step = 0;
    if (ui_key_counts(ui) && ui_take_key(ui, key, false)) {
        ui_focus(ui, id);
        p->view->bring = true;
    }
    if (ui->focus == id)
        step = ui_take_key(ui, KEY_RIGHT, false) ? 1 : ui_take_key(ui, KEY_LEFT, false) ? -1 : 0;
    p->view->bring = p->view->bring || step;
    return step;
}

int progress_view_px(const struct flow *flow)
{
    struct font note = ui_font(flow->ui, TEXT_NOTE, WEIGHT_SEMIBOLD);
    return flow->view_px - draw_line_px(note) - SPACE_8 - FOCUS_GAP - FOCUS_RING;
}

void progress_show(struct flow *flow, const struct progress_page *p, bool focused, int top_px, struct rect control)
{
    int ring = FOCUS_GAP + FOCUS_RING;
    if (!focused || !p->bring)
        return;
    if (flow->r.y - top_px <= progress_view_px(flow))
        flow_show(flow, top_px, flow->r.y - top_px);
    else
        flow_show(flow, control.y - ring, control.h + 2 * ring);
}

/* -- answers by day -- */

struct bars {
    struct ui *ui;
    const struct progress_facts *facts;
    struct rect r;
    int first_day, n, step, most_right, most_wrong;
};

static struct bars bars_of(struct flow *flow, const struct progress_facts *facts)
{
    struct bars b = {.ui = flow->ui, .facts = facts, .r = flow->r};
    int least = ui_scaled(b.ui, DAY_LEAST) + BAR_GAP, most = ui_scaled(b.ui, DAY_MOST) + BAR_GAP;
    int room = b.r.w / least, span = facts->n_days ? facts->today - facts->days[0].day + 1 : 1;
    b.n = span < room ? span : room;
    b.n = b.n < 1 ? 1 : b.n > DAYS_SHOWN_MAX ? DAYS_SHOWN_MAX : b.n;
    b.step = b.r.w / b.n < most ? b.r.w / b.n : most;
    b.first_day = facts->today - b.n + 1;
    for (int i = 0; i < facts->n_days; i++) {
        const struct numbers_day *day = &facts->days[i];
        if (day->day < b.first_day)
            continue;
        b.most_right = day->right > b.most_right ? day->right : b.most_right;
        b.most_wrong = day->first - day->right > b.most_wrong ? day->first - day->right : b.most_wrong;
    }
    b.r.h = ui_scaled(b.ui, BARS_H);
    return b;
}

static void bar(const struct bars *b, const struct numbers_day *day, bool chosen)
{
    const struct theme *t = b->ui->theme;
    int all = b->most_right + b->most_wrong, h = b->r.h - 3 - 8, up = all ? h * b->most_right / all : h;
    int zero = b->r.y + up, x = b->r.x + (day->day - b->first_day) * b->step, w = b->step - BAR_GAP;
    int right = all ? h * day->right / all : 0, wrong = all ? h * (day->first - day->right) / all : 0;
    right = day->right && right < 2 ? 2 : right;
    wrong = day->first > day->right && wrong < 2 ? 2 : wrong;
    if (right)
        draw_box(&b->ui->draw, (struct rect){x, zero - right, w, right},
                 (struct draw_box){.fill = chosen ? t->ink : t->known[2], .radius_px = 2});
    if (wrong)
        draw_box(&b->ui->draw, (struct rect){x, zero + 3, w, wrong},
                 (struct draw_box){.fill = t->wrong, .radius_px = 2});
    if (chosen)
        draw_box(&b->ui->draw, (struct rect){x, b->r.y + b->r.h - 4, w, 4}, (struct draw_box){.fill = t->ink});
}

static void draw_bars(const struct bars *b, int chosen)
{
    for (int day = b->first_day, at = 0; day <= b->facts->today; day++) {
        struct numbers_day none = {.day = day};
        while (at < b->facts->n_days && b->facts->days[at].day < day)
            at++;
        bool any = at < b->facts->n_days && b->facts->days[at].day == day;
        bar(b, any ? &b->facts->days[at] : &none, day == chosen);
    }
}

void progress_bars(struct flow *flow, struct progress_page *p)
{
    const struct progress_facts *facts = p->facts;
    struct ui *ui = flow->ui;
    char words[PROGRESS_WORDS];
    int top = flow->r.y, *day = &p->view->day;
    if (!facts->n_days)
        return;
    progress_head(flow, tr("Answers by day"), tr("right, wrong below"), tr("Read it"), "A");
    struct bars b = bars_of(flow, facts);
    if (!*day)
        *day = facts->days[facts->n_days - 1].day;
    *day += progress_step(p, ui, ID_PROGRESS_BARS, 'a');
    *day = *day < b.first_day ? b.first_day : *day > facts->today ? facts->today : *day;
    progress_day_words(facts, *day, words, sizeof words);
    struct ui_state state = ui_control(ui, ID_PROGRESS_BARS, b.r, words, "A", false);
    if (state.clicked && (ui->in.x - b.r.x) / b.step < b.n)
        *day = b.first_day + (ui->in.x - b.r.x) / b.step;
    draw_bars(&b, *day);
    if (state.focused)
        ui_ring(ui, b.r, RADIUS_CARD);
    flow_space(flow, b.r.h + SPACE_8);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, ui->theme->ink, words, SPACE_24);
    progress_show(flow, p, state.focused, top, b.r);
}

/* -- what was foreseen, and what came -- */

static int fullest(const struct calibration *calibration)
{
    int best = 0;
    for (int i = 1; i < CALIBRATION_BINS; i++)
        if (calibration->bins[i].n > calibration->bins[best].n)
            best = i;
    return best;
}

/* A column for what came, and a stroke where it was foreseen. */
static void bin_column(struct ui *ui, struct rect r, const struct calibration_bin *bin, bool chosen)
{
    const struct theme *t = ui->theme;
    struct font font = ui_font(ui, TEXT_NOTE, chosen ? WEIGHT_SEMIBOLD : WEIGHT_REGULAR);
    char text[30];
    snprintf(text, sizeof text, "%d\xe2\x80\x93%d", (int)(10 * bin->from + .5), (int)(10 * bin->to + .5));
    struct rect foot = rect_cut_bottom(&r, draw_line_px(font));
    ui_label(ui, foot, font, chosen ? t->ink : t->muted, ALIGN_CENTRE, text);
    rect_cut_bottom(&r, SPACE_4);
    draw_box(&ui->draw, (struct rect){r.x, r.y + r.h - 1, r.w, 1}, (struct draw_box){.fill = t->edge});
    if (!bin->n)
        return;
    int came = r.h * bin->right / bin->n, seen = (int)(r.h * bin->predicted / bin->n);
    struct rect column = rect_inset(r, r.w / 6, 0);
    if (came)
        draw_box(&ui->draw, rect_cut_bottom(&column, came),
                 (struct draw_box){.fill = chosen ? t->known[3] : t->known[1], .radius_px = 2});
    draw_box(&ui->draw, (struct rect){r.x, r.y + r.h - seen - 1, r.w, 3},
             (struct draw_box){.fill = t->ink, .border = t->background, .border_px = 0});
}

void progress_bins(struct flow *flow, struct progress_page *p)
{
    const struct calibration *calibration = p->facts->calibration;
    struct ui *ui = flow->ui;
    char words[PROGRESS_WORDS];
    int top = flow->r.y, *bin = &p->view->bin, gap = SPACE_8, n = 0;
    for (int i = 0; calibration && i < CALIBRATION_BINS; i++)
        n += calibration->bins[i].n;
    if (!n)
        return;
    progress_head(flow, tr("Foreseen and happened"), tr("bar: right of 10; stroke: foreseen"), tr("Read it"), "F");
    if (*bin < 0)
        *bin = fullest(calibration);
    *bin += progress_step(p, ui, ID_PROGRESS_BINS, 'f');
    *bin = *bin < 0 ? 0 : *bin >= CALIBRATION_BINS ? CALIBRATION_BINS - 1 : *bin;
    struct rect r = flow->r;
    int most = CALIBRATION_BINS * (ui_scaled(ui, BIN_MOST) + gap) - gap;
    r.w = r.w < most ? r.w : most;
    r.h = ui_scaled(ui, BINS_H) + draw_line_px(ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR));
    progress_bin_words(&calibration->bins[*bin], words, sizeof words);
    struct ui_state state = ui_control(ui, ID_PROGRESS_BINS, r, words, "F", false);
    for (int i = 0; i < CALIBRATION_BINS; i++) {
        struct rect column = rect_column(r, i, CALIBRATION_BINS, gap);
        if (state.clicked && ui->in.x >= column.x - gap)
            *bin = i;
        bin_column(ui, column, &calibration->bins[i], i == *bin);
    }
    if (state.focused)
        ui_ring(ui, r, RADIUS_CARD);
    flow_space(flow, r.h + SPACE_8);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, ui->theme->ink, words, SPACE_24);
    progress_show(flow, p, state.focused, top, r);
}

/* -- what is mixed up -- */

void progress_mixed(struct flow *flow, struct progress_page *p)
{
    const struct theme *t = flow->ui->theme;
    if (!p->facts->answers)
        return;
    flow_text(flow, TEXT_BODY, WEIGHT_SEMIBOLD, t->ink, tr("What goes wrong more often than chance allows"), SPACE_8);
    for (int i = 0; i < p->facts->n_mixed; i++)
        flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->ink, p->facts->mixed[i], SPACE_8);
    if (!p->facts->n_mixed)
        flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted, tr("Nothing."), SPACE_8);
    flow_space(flow, SPACE_16);
}

/* -- what this says about an exam -- */

static void part(struct flow *flow, const struct progress_part *part)
{
    const struct theme *t = flow->ui->theme;
    char word[60], below[200] = "", never[100] = "";
    const struct numbers *n = &part->numbers;
    bool figure = n->answers >= PROGRESS_FIGURE;
    struct forecast_ten ten = forecast_of_ten(n->right);
    if (!n->answers)
        snprintf(word, sizeof word, "%s", n->items ? tr("not asked yet") : tr("not measured"));
    else if (!figure)
        snprintf(word, sizeof word, "%s", tr("too few answers"));
    else
        snprintf(word, sizeof word, tr("%d of 10"), ten.right);
    flow_pair(flow, t->ink, part->name, figure ? WEIGHT_BOLD : WEIGHT_REGULAR, word, 0);
    if (n->never && n->answers)
        snprintf(never, sizeof never, tr("%d of %d were never asked"), n->never, n->items);
    snprintf(below, sizeof below, "%s%s%s", part->board ? "" : tr("only partly covered by the questions here"),
             part->board || !*never ? "" : "; ", never);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted, below, 0);
    flow_space(flow, SPACE_8);
}

static void fill_says(struct flow *flow)
{
    const struct progress_page *p = flow->data;
    const struct progress_facts *facts = p->facts;
    const struct theme *t = flow->ui->theme;
    char text[200];
    snprintf(text, sizeof text, tr("What this says about %s"), facts->says_exam);
    flow_text(flow, TEXT_BODY, WEIGHT_SEMIBOLD, t->ink, text, SPACE_4);
    if (facts->n_parts)
        flow_text(flow, TEXT_NOTE, WEIGHT_REGULAR, t->muted, tr("10 of each, asked today, over all decks:"), SPACE_8);
    for (int i = 0; i < facts->n_parts; i++)
        part(flow, &facts->parts[i]);
    for (int i = 0; i < facts->n_areas; i++) {
        snprintf(text, sizeof text, tr("not measured, %s of it"), facts->areas[i].share);
        flow_pair(flow, t->muted, facts->areas[i].name, WEIGHT_REGULAR, text, SPACE_8);
    }
    if (!facts->n_parts)
        flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted, tr("Nothing: no deck here says which parts the exam has."),
                  0);
}

void progress_says(struct flow *flow, struct progress_page *p)
{
    if (!p->facts->says_exam)
        return;
    flow_panel(flow, fill_says, SPACE_24);
}
