/* The true line: it stands where a cell of the customer's is beside another. */
#include "base/tr.h"
#include "screens/line.h"

enum { LINE_PX = 5, LINE_MS = 700, GAP = SPACE_8, SAMPLE = 32 };

bool line_is_customer(const struct deck *deck, int layer, int model)
{
    const struct deck_cell *cell = &deck->layers[layer].cells[model];
    return cell->answer == deck_customer(deck) && !cell->open;
}

static int boundary_x(const struct line_shape *shape, int model)
{
    const struct rect *last = &shape->column[shape->n_models - 1];
    return model < shape->n_models ? shape->column[model].x - GAP / 2 - LINE_PX / 2 : last->x + last->w + 2;
}

/* The one place where the customer's part of a row ends, if there is exactly one. -1: there are several, or it never
   begins. */
static int only_boundary(const struct line_shape *shape, int layer)
{
    int model = 0;
    while (model < shape->n_models && line_is_customer(shape->deck, layer, model))
        model++;
    for (int rest = model; rest < shape->n_models; rest++)
        if (line_is_customer(shape->deck, layer, rest))
            return -1;
    return model;
}

static void draw_piece(struct ui *ui, struct rect r)
{
    draw_box(&ui->draw, r, (struct draw_box){.fill = ui->theme->ink});
}

static void draw_verticals(struct ui *ui, const struct line_shape *shape, int layer, int only, int top)
{
    for (int model = 0; model <= shape->n_models; model++) {
        bool left = model > 0 && line_is_customer(shape->deck, layer, model - 1);
        bool right = model < shape->n_models && line_is_customer(shape->deck, layer, model);
        if ((model == only && (model > 0 || !right)) ||
            (only < 0 && left != right && model > 0 && model < shape->n_models))
            draw_piece(ui, (struct rect){boundary_x(shape, model), top, LINE_PX, shape->step});
    }
}

/* Verticals at every boundary; between rows with one boundary each they are joined. */
void line_true(struct ui *ui, const struct line_shape *shape, int y, int first, int end)
{
    int half = (shape->step - shape->h) / 2;
    for (int row = first; row < end; row++) {
        int top = y + row * shape->step - half, only = only_boundary(shape, shape->layers[row]);
        int before = row > 0 ? only_boundary(shape, shape->layers[row - 1]) : -1;
        draw_verticals(ui, shape, shape->layers[row], only, top);
        if (only >= 0 && before >= 0 && only != before) {
            int a = boundary_x(shape, only), b = boundary_x(shape, before);
            draw_piece(ui, (struct rect){a < b ? a : b, top - LINE_PX / 2, (a < b ? b - a : a - b) + LINE_PX, LINE_PX});
        }
    }
}

int line_rows_drawn(struct ui *ui, int64_t *since_ms, int n_rows)
{
    if (!*since_ms)
        *since_ms = ui->in.moment.mono_ms;
    int64_t gone = ui->in.moment.mono_ms - *since_ms;
    if (ui->in.still || gone >= LINE_MS)
        return n_rows;
    ui_animate(ui, *since_ms + LINE_MS);
    return (int)(gone * n_rows / LINE_MS);
}

/* -- what it means -- */

const char *line_says(bool comes_back)
{
    return comes_back ? tr("The line. It stands where a layer stops being all yours, or becomes it again.")
                      : tr("The line. Left of it the layer is all yours; right of it somebody else has a part or all.");
}

int line_legend_height(struct ui *ui, int w_px, const char *text)
{
    return ui_paragraph_height(ui, w_px - SAMPLE - SPACE_16, ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), text);
}

void line_legend(struct ui *ui, struct rect r, const char *text)
{
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    draw_piece(ui, (struct rect){r.x, r.y + (draw_line_px(font) - LINE_PX) / 2, SAMPLE, LINE_PX});
    rect_cut_left(&r, SAMPLE + SPACE_16);
    ui_paragraph(ui, r, font, ui->theme->muted, text);
}
