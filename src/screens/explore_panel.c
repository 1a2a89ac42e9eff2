/* What a deck says of one of its cells, cards or questions, and what the other decks say of the same cell. */
#include "base/tr.h"
#include "screens/exploring.h"
#include "screens/flow.h"
#include "screens/source.h"
#include "screens/when.h"
#include "screens/zone.h"
#include "srs/day.h"

#include <stdio.h>
#include <string.h>

static void section(struct flow *flow, const char *head, const char *text)
{
    if (!text)
        return;
    flow_text(flow, TEXT_NOTE, WEIGHT_SEMIBOLD, flow->ui->theme->muted, head, 2);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, flow->ui->theme->ink, text, SPACE_16);
}

static void title(struct flow *flow, const char *text)
{
    flow_text(flow, ui_wider_than(flow->ui, 40) ? TEXT_HEAD : TEXT_LEAD, WEIGHT_BOLD, flow->ui->theme->ink, text,
              SPACE_8);
}

/* -- a cell -- */

static void fill_whose(struct flow *flow, const struct deck *deck, const struct deck_cell *cell)
{
    const struct theme *t = flow->ui->theme;
    if (cell->open)
        flow_text(flow, TEXT_BODY, WEIGHT_SEMIBOLD, t->ink, tr("Open: no one zone is right here."), SPACE_16);
    else if (cell->answer == DECK_ABSENT)
        flow_text(flow, TEXT_BODY, WEIGHT_SEMIBOLD, t->ink, tr("There is no such layer here."), SPACE_16);
    else
        flow_space(flow, zone_answer(flow->ui, flow->r, deck, cell->answer) + SPACE_16);
}

static void fill_tempting(struct flow *flow, const struct deck *deck, const struct deck_cell *cell)
{
    char head[160], said[80];
    for (int zone = 0; zone < deck->n_zones; zone++) {
        if (!cell->wrong[zone])
            continue;
        snprintf(head, sizeof head, tr("Why %s is tempting"), zone_in_sentence(deck, zone, said, sizeof said));
        section(flow, head, cell->wrong[zone]);
    }
}

static void fill_differs(struct flow *flow, const struct deck *deck, const struct deck_cell *cell)
{
    char text[700];
    bool any = false;
    for (int zone = 0; zone < deck->n_zones; zone++) {
        if (!cell->differs[zone])
            continue;
        snprintf(text, sizeof text, "%s: %s", deck->zones[zone].name, cell->differs[zone]);
        if (!any)
            flow_text(flow, TEXT_NOTE, WEIGHT_SEMIBOLD, flow->ui->theme->muted, tr("Other sources say otherwise"), 2);
        any = true;
        flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, flow->ui->theme->ink, text, SPACE_4);
    }
    flow_space(flow, any ? SPACE_12 : 0);
}

static const char *whose(const struct deck *deck, int item)
{
    const struct deck_cell *cell = deck_item_cell(deck, item);
    return cell->open ? tr("open") : cell->answer == DECK_ABSENT ? tr("none") : deck->zones[cell->answer].name;
}

/* "Google Cloud: Customer", one below the other. */
static void fill_twins(struct flow *flow, const struct exploring *e, int item)
{
    const struct explore_facts *facts = e->facts;
    char text[400];
    bool any = false;
    for (int d = 0; d < facts->n_decks; d++) {
        const struct deck *other = facts->decks[d];
        int twin = explore_twin(other, e->deck, item);
        if (twin < 0)
            continue;
        if (!any)
            flow_text(flow, TEXT_NOTE, WEIGHT_SEMIBOLD, flow->ui->theme->muted, tr("The same in other decks"), 2);
        any = true;
        const char *name = other->layers[deck_item_layer(other, twin)].name;
        bool same = strcmp(name, e->deck->layers[deck_item_layer(e->deck, item)].name) == 0;
        if (same)
            snprintf(text, sizeof text, "%s: %s", other->title, whose(other, twin));
        else
            snprintf(text, sizeof text, tr("%s (%s): %s"), other->title, name, whose(other, twin));
        flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, flow->ui->theme->ink, text, SPACE_4);
    }
    flow_space(flow, any ? SPACE_12 : 0);
}

static void fill_cell(struct flow *flow, struct exploring *e, int item)
{
    const struct deck *deck = e->deck;
    const struct deck_layer *layer = &deck->layers[deck_item_layer(deck, item)];
    const struct deck_model *model = &deck->models[deck_item_model(deck, item)];
    const struct deck_cell *cell = deck_item_cell(deck, item);
    char text[200];
    exploring_name(e, e->view->chosen, text, sizeof text);
    title(flow, text);
    fill_whose(flow, deck, cell);
    section(flow, tr("Why it is open"), cell->open);
    if (model->given && cell->answer != DECK_ABSENT && !cell->open)
        flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, flow->ui->theme->muted, tr("Given to start from, and never asked."),
                  SPACE_16);
    bool tasks = deck->n_models == 1; /* and where they are done is no news */
    section(flow, tasks ? tr("What the task means") : tr("What the layer means"), layer->means);
    if (model->like && !tasks) {
        snprintf(text, sizeof text, tr("%s is, for example"), model->name);
        section(flow, text, model->like);
    }
    section(flow, tr("What decides it"), cell->why);
    fill_tempting(flow, deck, cell);
    fill_differs(flow, deck, cell);
    fill_twins(flow, e, item);
}

/* -- cards and questions -- */

static void fill_card(struct flow *flow, const struct deck_card *card)
{
    title(flow, card->front);
    flow_rule(flow);
    flow_text(flow, ui_wider_than(flow->ui, 40) ? TEXT_LEAD : TEXT_BODY, WEIGHT_REGULAR, flow->ui->theme->ink,
              card->back, SPACE_16);
}

static const char *option_word(const struct deck_question *question, const struct deck_option *option)
{
    if (question->grid)
        return option->right ? tr("yes") : tr("no");
    return option->right ? tr("right") : tr("wrong");
}

static void fill_option(struct flow *flow, const struct deck_question *question, const struct deck_option *option)
{
    struct ui *ui = flow->ui;
    uint32_t ink = option->right ? ui->theme->right : question->grid ? ui->theme->ink : ui->theme->wrong;
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    int sign = ui_scaled(ui, SIGN);
    flow_text(flow, TEXT_BODY, WEIGHT_SEMIBOLD, ui->theme->ink, option->text, 2);
    draw_sign(&ui->draw, (struct rect){flow->r.x, flow->r.y + (draw_line_px(font) - sign) / 2, sign, sign},
              option->right ? SIGN_TICK : SIGN_CROSS, ink);
    struct rect beside = flow->r;
    rect_cut_left(&beside, sign + SPACE_8);
    flow_space(flow, ui_paragraph(ui, beside, font, ink, option_word(question, option)) + 2);
    if (option->why)
        flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, ui->theme->muted, option->why, 0);
    flow_space(flow, SPACE_16);
}

static void fill_question(struct flow *flow, const struct deck_question *question)
{
    title(flow, question->ask);
    flow_space(flow, SPACE_8);
    for (int i = 0; i < question->n_options; i++)
        fill_option(flow, question, &question->options[i]);
}

/* -- the page -- */

static int source_of(const struct deck *deck, int item)
{
    int index = deck_item_index(deck, item);
    switch (deck_item_kind(deck, item)) {
    case ITEM_CARD:
        return deck->cards[index].source;
    case ITEM_QUESTION:
        return deck->questions[index].source;
    case ITEM_PLACEMENT:
        break;
    }
    return deck->layers[deck_item_layer(deck, item)].source;
}

static void fill_source(struct flow *flow, struct exploring *e, const struct deck_source *source)
{
    int year, month, mday, top = flow->r.y;
    char text[120];
    flow_space(flow, source_link(flow->ui, ID_SOURCE, flow->r, source) + 2);
    day_to_date(source->as_of_day, &year, &month, &mday);
    snprintf(text, sizeof text, tr("as it was on %d %s %d"), mday, when_month(month), year);
    flow_text(flow, TEXT_NOTE, WEIGHT_REGULAR, flow->ui->theme->muted, text, 0);
    if (flow->ui->focus == ID_SOURCE && !e->view->linked)
        flow_show(flow, top, flow->r.y - top);
}

static void fill_page(struct flow *flow)
{
    struct exploring *e = flow->data;
    int item = exploring_item(e, e->view->chosen), index = deck_item_index(e->deck, item);
    if (exploring_rests(e, e->view->chosen))
        flow_text(flow, TEXT_BODY, WEIGHT_SEMIBOLD, flow->ui->theme->ink,
                  tr("Not asked, as you wished. More has a way to have it asked again."), SPACE_12);
    switch (deck_item_kind(e->deck, item)) {
    case ITEM_PLACEMENT:
        fill_cell(flow, e, item);
        break;
    case ITEM_CARD:
        fill_card(flow, &e->deck->cards[index]);
        break;
    case ITEM_QUESTION:
        fill_question(flow, &e->deck->questions[index]);
        break;
    }
    fill_source(flow, e, &e->deck->sources[source_of(e->deck, item)]);
}

void explore_panel(struct exploring *e, struct rect r)
{
    struct ui *ui = e->ui;
    ui_panel(ui, r);
    r = rect_inset(r, ui_wider_than(ui, 40) ? SPACE_24 : SPACE_16, ui_wider_than(ui, 40) ? SPACE_24 : SPACE_12);
    flow_page(ui, r, &e->view->panel, e->form == EXPLORE_NARROW, fill_page, e);
    e->view->linked = ui->focus == ID_SOURCE;
}
