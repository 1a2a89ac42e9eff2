/* A deck on Home: its picture of what is known, what it is, how much of it is due. */
#include "screens/home_parts.h"

#include "base/tr.h"
#include "screens/when.h"

#include <stdio.h>
#include <string.h>

enum { MAP_WIDTH = 112, MAP_CELL = 5, MAP_GAP = 2, ROW_LEAST = 84 };

static void add(char *text, int size, const char *part)
{
    size_t used = strlen(text);
    snprintf(text + used, (size_t)size - used, "%s%s", used ? ", " : "", part);
}

const char *home_about(const struct home_deck *deck, char *text, int size)
{
    const char *const counted[][2] = {{TR_MARK("%d layer"), TR_MARK("%d layers")},
                                      {TR_MARK("%d task"), TR_MARK("%d tasks")},
                                      {TR_MARK("%d card"), TR_MARK("%d cards")},
                                      {TR_MARK("%d question"), TR_MARK("%d questions")}};
    bool many = deck->first_model != NULL;
    const int n[] = {many ? deck->n_layers : 0, many ? 0 : deck->n_layers, deck->n_cards, deck->n_questions};
    char part[160];
    *text = '\0';
    for (int i = 0; i < 4; i++)
        if (n[i]) {
            snprintf(part, sizeof part, trn(counted[i][0], counted[i][1], n[i]), n[i]);
            add(text, size, part);
        }
    if (many) {
        snprintf(part, sizeof part, tr("%s to %s"), deck->first_model, deck->last_model);
        add(text, size, part);
    }
    return text;
}

static uint32_t cell_ink(const struct theme *t, unsigned char known)
{
    return known == HOME_KNOW ? t->known[3] : known == HOME_MISS ? t->known[1] : t->known[0];
}

static void draw_map(struct ui *ui, struct rect r, const struct home_map *map)
{
    int h = map->rows * (MAP_CELL + MAP_GAP) - MAP_GAP, y = r.y + (r.h - h) / 2;
    for (int row = 0; row < map->rows; row++)
        for (int column = 0; column < map->columns; column++) {
            struct rect cell = rect_column(r, column, map->columns, MAP_GAP);
            unsigned char known = map->cells[row * map->columns + column];
            if (known)
                draw_box(&ui->draw, (struct rect){cell.x, y + row * (MAP_CELL + MAP_GAP), cell.w, MAP_CELL},
                         (struct draw_box){.fill = cell_ink(ui->theme, known), .radius_px = 1});
        }
}

int home_waits(const struct home_deck *deck, int today, bool nothing_now, char *words, int size)
{
    int days = deck->starts_day - today;
    if (deck->due && deck->fresh && deck->planned)
        snprintf(words, (size_t)size, tr("due, %d new"), deck->fresh);
    else if (deck->due)
        snprintf(words, (size_t)size, "%s", tr("due"));
    else if (deck->shown && !deck->fresh)
        snprintf(words, (size_t)size, "%s", tr("read today, asked from tomorrow"));
    else if (deck->starts_day && days == 1)
        snprintf(words, (size_t)size, "%s", tr("starts tomorrow"));
    else if (deck->starts_day && days < 7)
        snprintf(words, (size_t)size, tr("starts %s"), when_weekday(deck->starts_day));
    else if (deck->starts_day)
        snprintf(words, (size_t)size, tr("starts in %d days"), days);
    else if (deck->fresh)
        snprintf(words, (size_t)size, "%s", nothing_now ? tr("new, later") : tr("new"));
    else if (deck->met < deck->asked)
        snprintf(words, (size_t)size, "%s", deck->planned ? tr("new, later") : tr("new"));
    else
        snprintf(words, (size_t)size, "%s", tr("done for now"));
    if (deck->due)
        return deck->due;
    if (deck->shown && !deck->fresh)
        return deck->shown;
    return deck->starts_day ? 0 : deck->fresh ? deck->fresh : deck->asked - deck->met;
}

/* A title stands in one line, as large as it can be there; where it has no room at all, in as many as it needs. */
static struct font title_font(struct ui *ui, const char *title, int w_px)
{
    static const int sizes[] = {TEXT_LEAD, TEXT_BODY, TEXT_NOTE};
    struct font font = ui_font(ui, TEXT_LEAD, WEIGHT_SEMIBOLD);
    for (int i = 1; i < 3 && ui_wider_than(ui, 40) && ui_width(ui, font, title) > w_px; i++)
        font = ui_font(ui, sizes[i], WEIGHT_SEMIBOLD);
    return font;
}

static int count_width(struct ui *ui, int n, const char *words)
{
    char number[20] = "";
    if (n)
        snprintf(number, sizeof number, "%d", n);
    return (n ? ui_width(ui, ui_font(ui, TEXT_HEAD, WEIGHT_BOLD), number) + ui_scaled(ui, 6) : 0) +
           ui_width(ui, ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), words);
}

static void draw_count(struct ui *ui, struct rect r, int n, const char *words)
{
    char number[20];
    int w = count_width(ui, n, words);
    rect_cut_left(&r, r.w - w);
    if (n) {
        snprintf(number, sizeof number, "%d", n);
        rect_cut_left(&r, ui_label(ui, r, ui_font(ui, TEXT_HEAD, WEIGHT_BOLD), ui->theme->ink, ALIGN_LEFT, number) +
                              ui_scaled(ui, 6));
    }
    ui_label(ui, r, ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), ui->theme->muted, ALIGN_LEFT, words);
}

bool home_deck_row(struct flow *flow, int id, const struct home_deck *deck, int today, bool nothing_now,
                   const char *more, bool chosen)
{
    struct ui *ui = flow->ui;
    const struct theme *t = ui->theme;
    struct font weak = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    char about[200], words[80];
    int n = home_waits(deck, today, nothing_now, words, sizeof words), pad = SPACE_24 - 2;
    home_about(deck, about, sizeof about);
    bool below = !ui_wider_than(ui, 40), map = deck->map.rows && !below;
    struct rect text = rect_inset((struct rect){flow->r.x, 0, flow->r.w, 0}, pad, 0);
    if (map)
        rect_cut_left(&text, MAP_WIDTH + SPACE_24 - 4);
    if (!below)
        rect_cut_right(&text, count_width(ui, n, words) + SPACE_16);
    struct font title = title_font(ui, deck->title, text.w);
    int head = ui_paragraph_height(ui, text.w, title, deck->title), line = draw_line_px(weak);
    int lines = head + SPACE_4 + ui_paragraph_height(ui, text.w, weak, about), gap = SPACE_16;
    if (more)
        lines += SPACE_8 + ui_paragraph_height(ui, text.w, weak, more);
    if (below)
        lines += SPACE_4 + draw_line_px(ui_font(ui, TEXT_HEAD, WEIGHT_BOLD));
    int h = lines + 2 * gap > ROW_LEAST ? lines + 2 * gap : ROW_LEAST;
    struct rect box = flow_line(flow, h);
    struct ui_state state = ui_control(ui, id, box, deck->title, NULL, true);
    if (state.focused)
        flow_show(flow, box.y, h);
    draw_box(&ui->draw, box,
             (struct draw_box){.fill = state.hover ? t->hover : t->surface,
                               .border = chosen ? t->ink : t->line,
                               .border_px = chosen ? BORDER_ZONE : BORDER,
                               .radius_px = RADIUS_PANEL - 4});
    if (state.focused)
        ui_ring(ui, box, RADIUS_PANEL - 4);
    if (map)
        draw_map(ui, (struct rect){box.x + pad, box.y, MAP_WIDTH, box.h}, &deck->map);
    text.y = box.y + (h - lines) / 2;
    struct rect at = {text.x, text.y, text.w, lines};
    ui_paragraph(ui, at, title, t->ink, deck->title);
    rect_cut_top(&at, head + SPACE_4);
    rect_cut_top(&at, ui_paragraph(ui, at, weak, t->muted, about));
    if (more) {
        rect_cut_top(&at, SPACE_8);
        rect_cut_top(&at, ui_paragraph(ui, at, weak, t->ink, more));
    }
    if (below) {
        rect_cut_top(&at, SPACE_4);
        at.w = count_width(ui, n, words);
        draw_count(ui, at, n, words);
    } else {
        draw_count(ui, (struct rect){box.x + pad, more ? text.y : box.y, box.w - 2 * pad, more ? head + line : box.h},
                   n, words);
    }
    flow_space(flow, 10);
    return state.clicked;
}

static void fill_problems(struct flow *flow)
{
    const struct home_facts *facts = flow->data;
    const struct theme *t = flow->ui->theme;
    flow_text(flow, TEXT_BODY, WEIGHT_SEMIBOLD, t->wrong, tr("Not opened"), SPACE_4);
    flow_text(flow, TEXT_NOTE, WEIGHT_REGULAR, t->ink, facts->problems, SPACE_8);
    flow_text(flow, TEXT_NOTE, WEIGHT_REGULAR, t->muted,
              tr("Mend the file and start demarc anew; demarc check FILE tells all that is wrong with it."), 0);
}

void home_problems(struct flow *flow, const struct home_facts *facts)
{
    void *data = flow->data;
    if (!*facts->problems)
        return;
    flow->data = (void *)facts;
    flow_panel(flow, fill_problems, SPACE_16);
    flow->data = data;
}
