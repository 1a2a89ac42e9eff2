/* The exam's words. A deck in translation says what it teaches in the learner's language; the exam may not, and then
   the English name has to be known too. */
#include "screens/term.h"

#include "base/tr.h"
#include "screens/zone.h"

#include <stdio.h>
#include <string.h>

static const char *other(const char *shown, const char *in_base)
{
    return strcmp(shown, in_base) == 0 ? NULL : in_base;
}

const char *term_layer(const struct deck *deck, int layer)
{
    return deck->base ? other(deck->layers[layer].name, deck->base->layers[layer].name) : NULL;
}

const char *term_model(const struct deck *deck, int model)
{
    return deck->base ? other(deck->models[model].name, deck->base->models[model].name) : NULL;
}

const char *term_zone(const struct deck *deck, int zone)
{
    return deck->base ? other(deck->zones[zone].name, deck->base->zones[zone].name) : NULL;
}

const char *term_cell(const struct deck *deck, int layer, int model, int zone, char *text, int size)
{
    const char *of_layer = term_layer(deck, layer), *of_model = model < 0 ? NULL : term_model(deck, model),
               *of_zone = zone < 0 ? NULL : term_zone(deck, zone);
    char cell[400] = "";
    if (of_model)
        snprintf(cell, sizeof cell, tr("%s in %s"), deck->base->layers[layer].name, of_model);
    else if (of_layer)
        snprintf(cell, sizeof cell, "%s", of_layer);
    if (*cell && of_zone)
        snprintf(text, (size_t)size, "%s, %s", cell, of_zone);
    else
        snprintf(text, (size_t)size, "%s", *cell ? cell : of_zone ? of_zone : "");
    return *text ? text : NULL;
}

const char *term_sentence(const struct deck *deck, int layer, int model, int zone, char *text, int size)
{
    char cell[500];
    if (!term_cell(deck, layer, model, zone, cell, sizeof cell)) {
        text[0] = '\0';
        return NULL;
    }
    snprintf(text, (size_t)size, tr("In the exam: %s"), cell);
    return text;
}

/* -- where it stands -- */

static struct font note_font(const struct ui *ui)
{
    return ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR);
}

int term_height(const struct ui *ui, const struct deck *deck)
{
    int name = draw_line_px(ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD));
    return deck->base ? name + draw_line_px(note_font(ui)) : name;
}

int term_name_width(struct ui *ui, const struct deck *deck, int layer)
{
    int name = ui_width(ui, ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), deck_layer_short(deck, layer));
    int term = term_layer(deck, layer) ? ui_width(ui, note_font(ui), deck_layer_short(deck->base, layer)) : 0;
    return name > term ? name : term;
}

bool term_fits(struct ui *ui, int w_px, const char *term)
{
    return ui_scaled(ui, SPACE_8) + ui_width(ui, note_font(ui), term) <= w_px;
}

int term_beside(struct ui *ui, struct rect r, const char *term)
{
    if (!term || !term_fits(ui, r.w, term))
        return 0;
    int gap = ui_scaled(ui, SPACE_8);
    rect_cut_left(&r, gap);
    return gap + ui_label(ui, r, note_font(ui), ui->theme->muted, ALIGN_LEFT, term);
}

void term_name(struct ui *ui, struct rect r, const struct deck *deck, int layer, uint32_t ink)
{
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    const char *term = term_layer(deck, layer), *name = layer_name(ui, deck, layer, font, r.w);
    int above = draw_line_px(font), below = draw_line_px(note_font(ui));
    bool two = term && r.h >= above + below;
    struct rect line = two ? (struct rect){r.x, r.y + (r.h - above - below) / 2, r.w, above} : r;
    int w = ui_label_fitted(ui, line, WEIGHT_SEMIBOLD, ink, name);
    if (two) {
        const char *fits = layer_name(ui, deck->base, layer, note_font(ui), r.w);
        ui_label(ui, (struct rect){r.x, line.y + above, r.w, below}, note_font(ui), ui->theme->muted, ALIGN_LEFT, fits);
    } else {
        rect_cut_left(&line, w);
        term_beside(ui, line, term);
    }
}
