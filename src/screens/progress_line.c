/* The way to the exam day: what was expected to be right on the days gone by, a band of what is likely, today, and two
   futures. Time is linear. The past is replayed from the answers with today's weights (play/past.h); the futures are
   those of `demarc plan`. */
#include "base/tr.h"
#include "play/forecast.h"
#include "screens/progress_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { PLOT_H = 170, LABELS_W = 112, DOT = 9, POINTS_MAX = 1200, TOP = 10 /* of 10 */ };

struct chart {
    struct ui *ui;
    struct progress_page *p;
    const struct progress_facts *facts;
    struct rect r, plot;         /* all of it, and where the lines are */
    int from_day, to_day, row_h; /* row_h: of a row of dates */
    bool two_rows;
};

/* -- places, in eighths of a pixel -- */

static int x_of(const struct chart *c, int day)
{
    return DRAW_PARTS * c->plot.x +
           (int)((int64_t)DRAW_PARTS * c->plot.w * (day - c->from_day) / (c->to_day - c->from_day));
}

static int y_of(const struct chart *c, double ten)
{
    ten = ten < 0 ? 0 : ten > TOP ? TOP : ten;
    return DRAW_PARTS * (c->plot.y + c->plot.h) - (int)lround(DRAW_PARTS * c->plot.h * ten / TOP);
}

static int px(int eighths)
{
    return (eighths + DRAW_PARTS / 2) / DRAW_PARTS;
}

static int n_points(const struct progress_facts *facts)
{
    return facts->n_past + facts->n_ahead - 1;
}

static const struct progress_point *point_of(const struct progress_facts *facts, int point)
{
    return point < facts->n_past ? &facts->past[point] : &facts->with[point - facts->n_past + 1];
}

/* -- lines -- */

static void band(const struct chart *c, const struct progress_point *points, int n, uint32_t colour)
{
    static struct draw_point edge[2 * POINTS_MAX];
    n = n < POINTS_MAX ? n : POINTS_MAX;
    for (int i = 0; i < n; i++) {
        double ten = 10 * points[i].right, spread = forecast_spread(points[i].right);
        edge[i] = (struct draw_point){x_of(c, points[i].day), y_of(c, ten + spread)};
        edge[n + i] = (struct draw_point){x_of(c, points[i].day), y_of(c, ten - spread)};
    }
    draw_band(&c->ui->draw, edge, n, colour);
}

static void curve(const struct chart *c, const struct progress_point *points, int n, bool dashed, uint32_t colour)
{
    static struct draw_point at[POINTS_MAX];
    n = n < POINTS_MAX ? n : POINTS_MAX;
    for (int i = 0; i < n; i++)
        at[i] = (struct draw_point){x_of(c, points[i].day), y_of(c, 10 * points[i].right)};
    draw_polyline(&c->ui->draw, at, n, 3, dashed, colour);
}

static void upright(const struct chart *c, int day, int w, uint32_t colour)
{
    draw_box(&c->ui->draw, (struct rect){px(x_of(c, day)) - w / 2, c->plot.y - 4, w, c->plot.h + 8},
             (struct draw_box){.fill = colour});
}

/* -- words at the axes -- */

static void grid(const struct chart *c)
{
    struct font font = ui_font(c->ui, TEXT_NOTE, WEIGHT_REGULAR);
    int h = draw_line_px(font);
    for (int ten = 0; ten <= TOP; ten += 2) {
        char text[30];
        int y = px(y_of(c, ten));
        snprintf(text, sizeof text, ten == TOP ? tr("%d of 10") : "%d", ten);
        ui_label(c->ui, (struct rect){c->r.x, y - h / 2, c->plot.x - c->r.x - SPACE_12, h}, font, c->ui->theme->muted,
                 ALIGN_RIGHT, text);
        draw_box(&c->ui->draw, (struct rect){c->plot.x, y, c->plot.w, 1},
                 (struct draw_box){.fill = c->ui->theme->line});
    }
}

static void date_at(const struct chart *c, int x, int row, int weight, const char *text)
{
    struct font font = ui_font(c->ui, TEXT_NOTE, weight);
    int w = ui_width(c->ui, font, text), most = c->r.x + c->r.w - w;
    x = x < c->r.x ? c->r.x : x > most ? most : x;
    struct rect r = {x, c->plot.y + c->plot.h + SPACE_8 + row * c->row_h, w, c->row_h};
    ui_label(c->ui, r, font, weight == WEIGHT_REGULAR ? c->ui->theme->muted : c->ui->theme->ink, ALIGN_LEFT, text);
}

/* The first date begins at its place, the last ends there; today stands below them where it would run into one. */
static void dates(struct chart *c, bool drawn)
{
    char first[60], last[60];
    struct font font = ui_font(c->ui, TEXT_NOTE, WEIGHT_REGULAR), strong = ui_font(c->ui, TEXT_NOTE, WEIGHT_SEMIBOLD);
    progress_day(c->from_day, first, sizeof first);
    progress_day(c->to_day, last, sizeof last);
    int today_w = ui_width(c->ui, strong, tr("today")), today_x = px(x_of(c, c->facts->today)) - today_w / 2;
    int last_x = c->plot.x + c->plot.w - ui_width(c->ui, font, last);
    c->two_rows = today_x < c->plot.x + ui_width(c->ui, font, first) + SPACE_8 || today_x + today_w + SPACE_8 > last_x;
    if (!drawn)
        return;
    date_at(c, c->plot.x, 0, WEIGHT_REGULAR, first);
    date_at(c, last_x, 0, WEIGHT_REGULAR, last);
    date_at(c, today_x, c->two_rows, WEIGHT_SEMIBOLD, tr("today"));
}

/* At the right of the lines' ends, moved apart where they would run into each other. */
static void end_labels(const struct chart *c)
{
    char minutes[80];
    struct font font = ui_font(c->ui, TEXT_NOTE, WEIGHT_SEMIBOLD);
    const struct theme *t = c->ui->theme;
    snprintf(minutes, sizeof minutes, trn("%d minute a day", "%d minutes a day", c->facts->minutes), c->facts->minutes);
    const char *texts[] = {minutes, tr("no more practice")};
    int w = c->r.x + c->r.w - c->plot.x - c->plot.w - SPACE_12, y[2], h[2], last = c->facts->n_ahead - 1;
    int ends[] = {px(y_of(c, 10 * c->facts->with[last].right)), px(y_of(c, 10 * c->facts->without[last].right))};
    for (int i = 0; i < 2; i++) {
        h[i] = ui_paragraph_height(c->ui, w, font, texts[i]);
        y[i] = ends[i] - h[i] / 2;
    }
    int apart = y[0] + h[0] + SPACE_4 - y[1]; /* the practised one is never the lower one */
    if (apart > 0) {
        y[0] -= apart / 2;
        y[1] += apart - apart / 2;
    }
    int over = y[1] + h[1] - (c->plot.y + c->plot.h), under = c->r.y - y[0];
    int shift = under > 0 ? under : over > 0 ? -over : 0;
    for (int i = 0; i < 2; i++) {
        struct rect r = {c->plot.x + c->plot.w + SPACE_12, y[i] + shift, w, h[i]};
        ui_paragraph(c->ui, r, font, i ? t->muted : t->ink, texts[i]);
    }
}

/* -- all of it -- */

static struct chart chart_of(struct flow *flow, struct progress_page *p)
{
    struct ui *ui = flow->ui;
    struct font font = ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR);
    char ten[30];
    snprintf(ten, sizeof ten, tr("%d of 10"), TOP);
    struct chart c = {.ui = ui,
                      .p = p,
                      .facts = p->facts,
                      .r = flow->r,
                      .from_day = p->facts->past[0].day,
                      .to_day = p->facts->end_day,
                      .row_h = draw_line_px(font)};
    int left = ui_width(ui, font, ten) + SPACE_12, right = ui_scaled(ui, LABELS_W) + SPACE_12;
    c.plot = (struct rect){c.r.x + left, c.r.y + c.row_h / 2, c.r.w - left - right, ui_scaled(ui, PLOT_H)};
    dates(&c, false);
    c.r.h = c.row_h / 2 + c.plot.h + SPACE_8 + c.row_h * (c.two_rows ? 2 : 1);
    return c;
}

static void draw(struct chart *c, bool focused)
{
    const struct theme *t = c->ui->theme;
    const struct progress_facts *f = c->facts;
    band(c, f->without, f->n_ahead, t->known[0]);
    band(c, f->past, f->n_past, t->line);
    band(c, f->with, f->n_ahead, t->line);
    grid(c);
    upright(c, f->end_day, 1, t->edge);
    upright(c, f->today, 2, t->ink);
    curve(c, f->past, f->n_past, false, t->ink);
    curve(c, f->without, f->n_ahead, true, t->muted);
    curve(c, f->with, f->n_ahead, true, t->ink);
    const struct progress_point *p = point_of(f, c->p->view->point);
    int dot = ui_scaled(c->ui, focused ? DOT + 4 : DOT);
    draw_box(&c->ui->draw, (struct rect){px(x_of(c, p->day)) - dot / 2, px(y_of(c, 10 * p->right)) - dot / 2, dot, dot},
             (struct draw_box){.fill = t->surface, .border = t->ink, .border_px = 3, .radius_px = dot / 2});
    dates(c, true);
    end_labels(c);
    progress_key(c->ui, (struct rect){c->r.x, c->plot.y + c->plot.h + SPACE_8, c->r.w, c->row_h}, tr("Read it"), "L");
}

static int nearest(const struct chart *c, int x)
{
    int best = 0, n = n_points(c->facts);
    for (int i = 1; i < n; i++) {
        int a = px(x_of(c, point_of(c->facts, i)->day)) - x, b = px(x_of(c, point_of(c->facts, best)->day)) - x;
        if ((a < 0 ? -a : a) < (b < 0 ? -b : b))
            best = i;
    }
    return best;
}

static void too_few(struct flow *flow, const struct progress_facts *facts)
{
    char words[300], answers[60], days[60];
    const struct theme *t = flow->ui->theme;
    snprintf(answers, sizeof answers, trn("%d answer", "%d answers", facts->answers), facts->answers);
    snprintf(days, sizeof days, trn("on %d day", "on %d days", facts->answer_days), facts->answer_days);
    flow_text(flow, TEXT_TITLE, WEIGHT_BOLD, t->ink, tr("No line yet"), SPACE_4);
    if (facts->answers)
        snprintf(words, sizeof words, tr("It needs %d first answers on %d days. So far: %s %s."), PROGRESS_LINE,
                 PROGRESS_LINE_DAYS, answers, days);
    else
        snprintf(words, sizeof words, "%s",
                 tr("Nothing of this deck was asked yet. A drill on Home asks it; then this page says how you stand."));
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted, words, SPACE_24);
}

static void headline(struct flow *flow, const struct progress_facts *facts)
{
    char head[160], below[300], date[60];
    const struct theme *t = flow->ui->theme;
    struct forecast_ten ten = forecast_of_ten(facts->with[facts->n_ahead - 1].right);
    struct forecast_ten left = forecast_of_ten(facts->without[facts->n_ahead - 1].right);
    progress_day(facts->end_day, date, sizeof date);
    snprintf(head, sizeof head, tr("This deck on %s: %d of 10 right"), date, ten.right);
    flow_text(flow, TEXT_TITLE, WEIGHT_BOLD, t->ink, head, SPACE_4);
    snprintf(below, sizeof below, tr("%d without more practice. A lucky guess counts as right."), left.right);
    if (!facts->exam)
        snprintf(below + strlen(below), sizeof below - strlen(below), " %s", tr("No day of an exam is set."));
    else if (facts->exam_is_far)
        snprintf(below + strlen(below), sizeof below - strlen(below), tr(" The day of %s is too far away to foresee."),
                 facts->exam);
    if (facts->numbers.answers < FORECAST_ANSWERS)
        snprintf(below + strlen(below), sizeof below - strlen(below), tr(" An estimate: it rests on %d first answers."),
                 facts->numbers.answers);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted, below, SPACE_12);
}

void progress_line(struct flow *flow, struct progress_page *p)
{
    const struct progress_facts *facts = p->facts;
    char words[PROGRESS_WORDS];
    if (!progress_has_line(facts)) {
        too_few(flow, facts);
        return;
    }
    headline(flow, facts);
    int *point = &p->view->point, last = n_points(facts) - 1, top = flow->r.y;
    if (*point < 0 || *point > last)
        *point = facts->n_past - 1;
    *point += progress_step(p, flow->ui, ID_PROGRESS_LINE, 'l');
    *point = *point < 0 ? 0 : *point > last ? last : *point;
    struct chart c = chart_of(flow, p);
    progress_point_words(facts, *point, words, sizeof words);
    struct ui_state state = ui_control(flow->ui, ID_PROGRESS_LINE, c.r, words, "L", false);
    if (state.clicked)
        *point = nearest(&c, flow->ui->in.x);
    draw(&c, state.focused);
    if (state.focused)
        ui_ring(flow->ui, c.r, RADIUS_CARD);
    flow_space(flow, c.r.h + SPACE_8);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, flow->ui->theme->ink, words, SPACE_24);
    progress_show(flow, p, state.focused, top, c.r);
}
