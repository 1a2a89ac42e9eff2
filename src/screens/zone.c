/* The look of zones and layers, shared by all boards. */
#include "screens/zone.h"

#include "base/tr.h"
#include "screens/term.h"

#include <stdio.h>
#include <string.h>

uint32_t zone_ink(const struct ui *ui, const struct deck *deck, int zone)
{
    return ui->theme->look[deck->zones[zone].look].ink;
}

uint32_t zone_ground(const struct ui *ui, const struct deck *deck, int zone)
{
    return ui->theme->look[deck->zones[zone].look].ground;
}

const char *zone_key(int zone)
{
    static const char *const keys[DECK_ZONES_MAX] = {"1", "2", "3", "4", "5", "6"};
    return keys[zone];
}

int zone_title(struct ui *ui, struct rect r, const struct deck *deck, int zone, int text_size)
{
    int sign = ui_scaled(ui, SIGN), gap = ui_scaled(ui, SPACE_8);
    uint32_t ink = zone_ink(ui, deck, zone);
    draw_sign(&ui->draw, (struct rect){r.x, r.y + (r.h - sign) / 2, sign, sign}, (enum sign)deck->zones[zone].look,
              ink);
    rect_cut_left(&r, sign + gap);
    struct font font = ui_font(ui, text_size, WEIGHT_SEMIBOLD);
    if (ui_width(ui, font, deck->zones[zone].name) > r.w)
        font = ui_font(ui, TEXT_NOTE, WEIGHT_SEMIBOLD);
    return sign + gap + ui_label(ui, r, font, ink, ALIGN_LEFT, deck->zones[zone].name);
}

void zone_answer_words(const struct deck *deck, int zone, char *text, int size)
{
    const struct deck_zone *z = &deck->zones[zone];
    if (!z->hint)
        snprintf(text, (size_t)size, "%s", z->name);
    else if (z->look == LOOK_CUSTOMER)
        snprintf(text, (size_t)size, "%s", z->hint);
    else
        snprintf(text, (size_t)size, "%s: %c%s", z->name,
                 z->hint[0] | (z->hint[0] >= 'A' && z->hint[0] <= 'Z' ? 32 : 0), z->hint + 1);
}

int zone_answer(struct ui *ui, struct rect r, const struct deck *deck, int zone)
{
    char text[200];
    zone_answer_words(deck, zone, text, sizeof text);
    int sign = ui_scaled(ui, SIGN);
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    draw_sign(&ui->draw, (struct rect){r.x, r.y + (draw_line_px(font) - sign) / 2, sign, sign},
              (enum sign)deck->zones[zone].look, zone_ink(ui, deck, zone));
    rect_cut_left(&r, sign + SPACE_8 + 2);
    return ui_paragraph(ui, r, font, zone_ink(ui, deck, zone), text);
}

void zone_title_with_term(struct ui *ui, struct rect r, const struct deck *deck, int zone)
{
    const char *term = term_zone(deck, zone);
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), note = ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR);
    if (!term) {
        zone_title(ui, r, deck, zone, TEXT_BODY);
        return;
    }
    int sign = ui_scaled(ui, SIGN), above = draw_line_px(font), below = draw_line_px(note);
    draw_sign(&ui->draw, (struct rect){r.x, r.y + (r.h - sign) / 2, sign, sign}, (enum sign)deck->zones[zone].look,
              zone_ink(ui, deck, zone));
    rect_cut_left(&r, sign + ui_scaled(ui, SPACE_8));
    r = (struct rect){r.x, r.y + (r.h - above - below) / 2, r.w, above + below};
    ui_label_fitted(ui, rect_cut_top(&r, above), WEIGHT_SEMIBOLD, zone_ink(ui, deck, zone), deck->zones[zone].name);
    ui_label(ui, r, note, ui->theme->muted, ALIGN_LEFT, term);
}

enum { HEAD_INSET = SPACE_16 + 2 };

/* Is there room for the exam's words beside the names of zones that are w_px wide? Else they have a line of their own,
   in all zones. */
static bool terms_beside(struct ui *ui, const struct deck *deck, int w_px)
{
    int room = w_px - 2 * HEAD_INSET - ui_scaled(ui, SIGN + SPACE_8 + 22) - SPACE_8;
    for (int zone = 0; zone < deck->n_zones; zone++) {
        const char *term = term_zone(deck, zone);
        int name = ui_width(ui, ui_font(ui, TEXT_LEAD, WEIGHT_SEMIBOLD), deck->zones[zone].name);
        if (term && !term_fits(ui, room - name, term))
            return false;
    }
    return true;
}

struct rect zone_frame(struct ui *ui, struct rect r, const struct deck *deck, int zone, const char *key, bool lit)
{
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = lit ? zone_ground(ui, deck, zone) : ui->theme->surface,
                               .border = zone_ink(ui, deck, zone),
                               .border_px = BORDER_ZONE,
                               .radius_px = RADIUS_PANEL});
    struct font note = ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR);
    struct rect inner = rect_inset(r, HEAD_INSET, 0),
                cards = rect_inset(r, r.w < ui_scaled(ui, 15 * EM) ? SPACE_8 : SPACE_12 + 2, SPACE_8);
    const char *term = term_zone(deck, zone);
    bool beside = terms_beside(ui, deck, r.w);
    rect_cut_top(&inner, SPACE_12);
    struct rect head = rect_cut_top(&inner, draw_line_px(ui_font(ui, TEXT_LEAD, WEIGHT_SEMIBOLD)));
    if (key)
        rect_cut_right(&head, ui_key_cap(ui, head, key, ui->theme->ink) + SPACE_8);
    rect_cut_left(&head, zone_title(ui, head, deck, zone, TEXT_LEAD));
    struct rect below = rect_cut_top(&inner, beside || !term ? 0 : draw_line_px(note));
    if (beside)
        term_beside(ui, head, term);
    else if (term)
        ui_label(ui, below, note, ui->theme->muted, ALIGN_LEFT, term);
    struct rect hint = rect_cut_top(&inner, draw_line_px(ui_font(ui, TEXT_BODY, WEIGHT_REGULAR)));
    if (deck->zones[zone].hint)
        ui_label_fitted(ui, hint, WEIGHT_REGULAR, ui->theme->muted, deck->zones[zone].hint);
    int head_h = SPACE_12 + head.h + (beside ? 0 : draw_line_px(note)) + hint.h + SPACE_12;
    rect_cut_top(&cards, head_h - SPACE_8);
    return cards;
}

const char *zone_in_sentence(const struct deck *deck, int zone, char *text, int size)
{
    snprintf(text, (size_t)size, "%s", deck->zones[zone].name);
    bool common = deck->zones[zone].look == LOOK_CUSTOMER || deck->zones[zone].look == LOOK_SHARED;
    if (common && text[0] >= 'A' && text[0] <= 'Z')
        text[0] = (char)(text[0] - 'A' + 'a');
    return text;
}

const char *layer_name(struct ui *ui, const struct deck *deck, int layer, struct font font, int w_px)
{
    const char *name = deck->layers[layer].name;
    return ui_width(ui, font, name) <= w_px ? name : deck_layer_short(deck, layer);
}

int cell_label(struct ui *ui, struct rect r, const struct deck *deck, int layer, int model, struct font strong)
{
    struct font text = {strong.px, WEIGHT_REGULAR};
    char where[100];
    int gap = ui_scaled(ui, 5), w = r.w;
    const char *name = deck->layers[layer].name, *names[] = {deck->models[model].name, deck_model_short(deck, model)};
    for (int i = 0; i < 2 && (i == 0 || ui_width(ui, strong, name) > w); i++) {
        snprintf(where, sizeof where, tr("in %s"), names[i]);
        w = r.w - ui_width(ui, text, where) - gap;
        name = layer_name(ui, deck, layer, strong, w);
    }
    int before = ui_label(ui, (struct rect){r.x, r.y, w, r.h}, strong, ui->theme->ink, ALIGN_LEFT, name) + gap;
    rect_cut_left(&r, before);
    return before + ui_label(ui, r, text, ui->theme->ink, ALIGN_LEFT, where);
}

void deck_names(const struct deck *deck, char *title, const char **edition, int size)
{
    const char *comma = strstr(deck->title, ", ");
    snprintf(title, (size_t)size, "%.*s", comma ? (int)(comma - deck->title) : (int)strlen(deck->title), deck->title);
    *edition = comma ? comma + 2 : "";
}

int zone_cells(const struct deck *deck, int layer, enum deck_look look)
{
    int n = 0;
    for (int model = 0; model < deck->n_models; model++) {
        const struct deck_cell *cell = &deck->layers[layer].cells[model];
        n += cell->answer != DECK_ABSENT && !cell->open && deck->zones[cell->answer].look == look;
    }
    return n;
}
