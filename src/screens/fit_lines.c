/* What wraps can be as long as it likes, for the screen scrolls; but nobody wants to read on and on. So each kind of
   text has a number of lines, in the narrowest window with the largest text. */
#include "base/tr.h"
#include "screens/fit.h"

#include <string.h>

/* The room beside a window's margins, and inside the panel that stands there. */
enum { WIDTH = 800, OPEN_PX = WIDTH - 2 * SPACE_24, PANEL_PX = OPEN_PX - 2 * SPACE_24 };

struct lines {
    struct ui *ui;
    struct deck_check *check;
};

static void fit(const struct lines *l, const char *text, int most, int w_px, int size, int weight)
{
    if (!text || !deck_owns(l->check->deck, text))
        return;
    struct font font = ui_font(l->ui, size, weight);
    int one = ui_paragraph_height(l->ui, w_px, font, "x"), two = ui_paragraph_height(l->ui, w_px, font, "x\nx");
    int lines = (ui_paragraph_height(l->ui, w_px, font, text) - one) / (two - one) + 1;
    if (lines > most)
        deck_check_cut(l->check, text,
                       tr("this text has %d lines in a small window with large letters, and at most %d are read; make "
                          "it shorter by a %s"),
                       lines, most, lines * 2 > most * 3 ? tr("half") : tr("few words"));
}

static void fit_panel(const struct lines *l, const char *text, int most)
{
    fit(l, text, most, PANEL_PX, TEXT_BODY, WEIGHT_REGULAR);
}

static void fit_layer(const struct lines *l, const struct deck_layer *layer)
{
    const struct deck *deck = l->check->deck;
    fit(l, layer->name, FIT_LAYER, OPEN_PX, TEXT_LEAD, WEIGHT_BOLD);
    fit(l, layer->means, FIT_MEANS, OPEN_PX, TEXT_BODY, WEIGHT_REGULAR);
    for (int model = 0; model < deck->n_models; model++) {
        const struct deck_cell *cell = &layer->cells[model];
        fit_panel(l, cell->why, FIT_WHY);
        fit_panel(l, cell->open, FIT_OPEN);
        for (int zone = 0; zone < deck->n_zones; zone++) {
            fit_panel(l, cell->wrong[zone], FIT_WRONG);
            fit_panel(l, cell->differs[zone], FIT_DIFFERS);
        }
    }
}

void fit_lines(struct ui *ui, struct deck_check *check)
{
    const struct deck *deck = check->deck;
    struct lines l = {ui, check};
    ui->in.width_px = WIDTH;
    ui->in.height_px = 600;
    ui->in.text_percent = 200;
    for (int i = 0; i < deck->n_layers; i++)
        fit_layer(&l, &deck->layers[i]);
    for (int i = 0; i < deck->n_cards; i++) {
        fit_panel(&l, deck->cards[i].front, FIT_FRONT);
        fit_panel(&l, deck->cards[i].back, FIT_BACK);
    }
    for (int i = 0; i < deck->n_questions; i++) {
        const struct deck_question *question = &deck->questions[i];
        fit_panel(&l, question->ask, FIT_ASK);
        for (int k = 0; k < question->n_options; k++) {
            fit_panel(&l, question->options[k].text, FIT_OPTION);
            fit_panel(&l, question->options[k].why, FIT_REASON);
        }
    }
}
