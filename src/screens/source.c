/* The source of an answer. The title is the link where it fits; else it stands above a short one. */
#include "screens/source.h"

#include "base/tr.h"
#include "screens/reasons.h"

static struct ui_button link_of(const char *label)
{
    return (struct ui_button){.label = label, .key_label = "O", .key = 'o', .kind = BUTTON_LINK};
}

bool source_in_link(struct ui *ui, int w_px, const struct deck_source *source)
{
    char label[200];
    reasons_source(source, label, sizeof label);
    struct ui_button button = link_of(label);
    return source->url && ui_button_width(ui, &button) <= w_px;
}

int source_link(struct ui *ui, int id, struct rect r, const struct deck_source *source)
{
    char label[200];
    int h = 0;
    reasons_source(source, label, sizeof label);
    struct ui_button button = link_of(label);
    bool fits = ui_button_width(ui, &button) <= r.w;
    if (!source->url || !fits)
        h = ui_paragraph(ui, r, ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), source->url ? ui->theme->ink : ui->theme->muted,
                         label);
    if (!source->url)
        return h;
    if (!fits)
        button.label = tr("Read it there");
    struct rect place = {r.x, r.y + h, ui_button_width(ui, &button), ui_button_height(ui)};
    if (ui_button(ui, id, place, &button))
        ui->open_url = source->url;
    return h + place.h;
}
