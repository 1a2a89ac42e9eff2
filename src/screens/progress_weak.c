/* What is known least, of all decks of the plan: a row each, to be read in Explore. Texts are as long as they are, so a
   row is as high as its text needs. */
#include "base/tr.h"
#include "screens/progress_parts.h"
#include "screens/when.h"

#include <stdio.h>
#include <string.h>

enum { LIST_EM = 60, FIGURE_W = 104 };

static void said_of(const struct progress_weak *weak, int today, char *text, int size)
{
    char when[80];
    snprintf(text, (size_t)size, trn("%s. %d answer. Comes back %s.", "%s. %d answers. Comes back %s.", weak->answers),
             weak->deck->title, weak->answers, when_due(weak->back_day, today, when, sizeof when));
}

static void figure_of(const struct progress_weak *weak, char *text, int size)
{
    char figure[12];
    if (weak->answers < PROGRESS_FIGURE)
        snprintf(text, (size_t)size, "%s", tr("few answers"));
    else
        snprintf(text, (size_t)size, tr("%s of 10"), progress_figure(weak->right, figure));
}

static void row(struct flow *flow, int i)
{
    struct progress_page *p = flow->data;
    struct ui *ui = flow->ui;
    const struct theme *t = ui->theme;
    const struct progress_weak *weak = &p->facts->weak[i];
    struct font strong = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), weakly = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR),
                small = ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR);
    char name[PROGRESS_WORDS], said[PROGRESS_WORDS], figure[60], label[2 * PROGRESS_WORDS];
    bool few = weak->answers < PROGRESS_FIGURE;
    progress_item_name(weak->deck, weak->item, name, sizeof name);
    said_of(weak, p->facts->today, said, sizeof said);
    figure_of(weak, figure, sizeof figure);
    snprintf(label, sizeof label, "%s: %s", name, figure);
    bool beside = ui_wider_than(ui, 40);
    int w = flow->r.w - 2 * SPACE_16 - (beside ? ui_scaled(ui, FIGURE_W) + SPACE_16 : 0);
    int name_h = ui_paragraph_height(ui, w, strong, name), said_h = ui_paragraph_height(ui, w, small, said);
    int h = name_h + SPACE_4 + said_h + (beside ? 0 : draw_line_px(strong)) + 2 * SPACE_12;
    struct rect box = flow_line(flow, h), in = rect_inset(box, SPACE_16, SPACE_12);
    struct ui_state state = ui_control(ui, ID_PROGRESS_ROW + i, box, label, NULL, true);
    draw_box(&ui->draw, box,
             (struct draw_box){.fill = state.hover ? t->hover : t->surface,
                               .border = t->line,
                               .border_px = BORDER,
                               .radius_px = RADIUS_CARD});
    if (state.focused)
        ui_ring(ui, box, RADIUS_CARD);
    if (state.focused && p->bring)
        flow_show(flow, box.y - SPACE_8, box.h + 2 * SPACE_8);
    if (state.clicked)
        p->chosen = i;
    struct rect right = beside ? rect_cut_right(&in, ui_scaled(ui, FIGURE_W)) : in;
    in.w = w;
    rect_cut_top(&in, ui_paragraph(ui, in, strong, t->ink, name) + SPACE_4);
    rect_cut_top(&in, ui_paragraph(ui, in, small, t->muted, said));
    ui_label(ui, beside ? right : in, few ? weakly : strong, few ? t->muted : t->ink, beside ? ALIGN_RIGHT : ALIGN_LEFT,
             figure);
    flow_space(flow, SPACE_8);
}

static void head(struct flow *flow)
{
    const struct progress_page *p = flow->data;
    const struct progress_facts *facts = p->facts;
    const struct theme *t = flow->ui->theme;
    char words[300], never[120] = "";
    flow_text(flow, TEXT_TITLE, WEIGHT_BOLD, t->ink, tr("What you know least today"), SPACE_4);
    if (facts->weak_never)
        snprintf(never, sizeof never,
                 trn(" %d was never asked and is not among them.", " %d were never asked and are not among them.",
                     facts->weak_never),
                 facts->weak_never);
    if (!facts->weak_met)
        snprintf(words, sizeof words, "%s", tr("Nothing of your plan was asked yet. After a drill it stands here."));
    else if (facts->n_weak < facts->weak_met)
        snprintf(words, sizeof words, tr("The first %d of %d that were asked, of all decks of your plan.%s"),
                 facts->n_weak, facts->weak_met, never);
    else
        snprintf(words, sizeof words,
                 trn("%d that was asked, of all decks of your plan.%s",
                     "%d that were asked, of all decks of your plan.%s", facts->weak_met),
                 facts->weak_met, never);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted, words, SPACE_16);
}

static void fill(struct flow *flow)
{
    const struct progress_page *p = flow->data;
    head(flow);
    for (int i = 0; i < p->facts->n_weak; i++)
        row(flow, i);
}

static void choose(struct progress_page *p, struct ui *ui)
{
    struct progress_view *view = p->view;
    int last = p->facts->n_weak - 1, before = view->row;
    if (ui->focus >= ID_PROGRESS_ROW && ui->focus <= ID_PROGRESS_ROW + last)
        view->row = ui->focus - ID_PROGRESS_ROW;
    view->row += ui_take_key(ui, KEY_DOWN, false) ? 1 : ui_take_key(ui, KEY_UP, false) ? -1 : 0;
    view->row = ui_take_key(ui, KEY_HOME, false) ? 0 : ui_take_key(ui, KEY_END, false) ? last : view->row;
    view->row = view->row > last ? last : view->row < 0 ? 0 : view->row;
    p->bring = p->bring || view->row != before || !ui->focus;
    if (!ui->focus || view->row != before)
        ui_focus(ui, ID_PROGRESS_ROW + view->row);
}

void progress_weak(struct ui *ui, struct rect r, struct progress_page *p)
{
    int most = ui_scaled(ui, LIST_EM * EM);
    r.w = r.w < most ? r.w : most;
    if (p->facts->n_weak)
        choose(p, ui);
    flow_page(ui, r, &p->view->list, !p->facts->n_weak, fill, p);
}
