/* The options of a question. A row is a control as high as its text; of a grid the statement is one and its two answers
   are two more. */
#include "screens/options.h"

#include "base/tr.h"

#include <stdio.h>

enum { MARK = 26, ANSWER = 76, ROW_LEAST = 64 };

void options_view_reset(struct options_view *view)
{
    *view = (struct options_view){0};
}

static const char *number_of(int at)
{
    static const char *const numbers[DECK_OPTIONS_MAX] = {"1", "2", "3", "4", "5", "6"};
    return numbers[at];
}

static int text_size(const struct ui *ui)
{
    return ui_wider_than(ui, 40) ? TEXT_LEAD : TEXT_BODY;
}

/* -- keys -- */

static void choose(struct options_view *view, struct ui *ui, int at)
{
    view->chosen = at;
    view->bring = true;
    ui_focus(ui, ID_OPTION + at);
}

/* Where nothing has the focus yet, the first arrow gives it. */
static void arrow_keys(struct options_view *view, struct ui *ui, int n)
{
    int to = view->chosen;
    if (!ui->focus && (ui_take_key(ui, KEY_DOWN, false) || ui_take_key(ui, KEY_UP, false)))
        choose(view, ui, view->chosen);
    if (ui_take_key(ui, KEY_DOWN, false))
        to++;
    else if (ui_take_key(ui, KEY_UP, false))
        to--;
    else if (ui_take_key(ui, KEY_HOME, false))
        to = 0;
    else if (ui_take_key(ui, KEY_END, false))
        to = n - 1;
    if (to != view->chosen && to >= 0 && to < n)
        choose(view, ui, to);
}

/* Tab moves the focus too: the row it is in is the chosen one. */
static void follow_focus(struct options_view *view, struct ui *ui, int n)
{
    static const int first[] = {ID_OPTION, ID_YES, ID_NO};
    for (int i = 0; i < 3; i++) {
        int at = ui->focus - first[i];
        bool first_seen = at == view->chosen && !view->focus_shown; /* then the question is what is read */
        if (at < 0 || at >= n || ui->focus == view->focus_shown || first_seen)
            continue;
        view->chosen = at;
        view->bring = true;
    }
    view->focus_shown = ui->focus;
}

static struct options_said grid_keys(struct options_view *view, struct ui *ui, const struct choice *choice)
{
    static const int keys[] = {'y', 'n'};
    for (int i = 0; i < 2; i++) {
        if (!ui_key_counts(ui) || !ui_take_key(ui, keys[i], false))
            continue;
        struct options_said said = {i ? OPTIONS_NO : OPTIONS_YES, view->chosen};
        if (view->chosen + 1 < choice->n_options && choice->given[view->chosen] == CHOICE_OPEN)
            choose(view, ui, view->chosen + 1);
        return said;
    }
    return (struct options_said){OPTIONS_NOTHING, 0};
}

struct options_said options_keys(struct options_view *view, struct ui *ui, const struct choice *choice, bool arrows)
{
    follow_focus(view, ui, choice->n_options);
    if (arrows)
        arrow_keys(view, ui, choice->n_options);
    for (int at = 0; at < choice->n_options; at++)
        if (ui_key_counts(ui) && ui_take_key(ui, '1' + at, false)) {
            choose(view, ui, at);
            return (struct options_said){choice->grid ? OPTIONS_NOTHING : OPTIONS_PICK, at};
        }
    if (choice->grid)
        return grid_keys(view, ui, choice);
    bool on_row = ui->focus == ID_OPTION + view->chosen;
    if (on_row && ui_key_counts(ui) && ui_take_key(ui, KEY_SPACE, false))
        return (struct options_said){OPTIONS_PICK, view->chosen};
    return (struct options_said){OPTIONS_NOTHING, 0};
}

/* -- options -- */

static void draw_mark(struct ui *ui, struct rect r, bool one, bool chosen)
{
    const struct theme *t = ui->theme;
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = chosen ? t->ink : t->surface,
                               .border = chosen ? t->ink : t->muted,
                               .border_px = BORDER_ZONE,
                               .radius_px = one ? r.w / 2 : 6});
    if (chosen)
        draw_sign(&ui->draw, rect_inset(r, r.w / 6, r.w / 6), SIGN_TICK, t->on_ink);
}

/* The place of the mark, off the left of *r, beside the first line of the text. */
static struct rect cut_mark(struct ui *ui, struct rect *r, int line_px)
{
    int size = ui_scaled(ui, MARK);
    struct rect place = rect_cut_left(r, size);
    rect_cut_left(r, SPACE_16);
    return (struct rect){place.x, place.y + (line_px - size) / 2, size, size};
}

static int option_row(struct options_view *view, struct ui *ui, struct rect r, const struct deck_question *question,
                      const struct choice *choice, int at, struct options_said *said)
{
    const char *text = question->options[choice->order[at]].text;
    struct font font = ui_font(ui, text_size(ui), WEIGHT_REGULAR);
    struct rect inner = rect_inset(r, SPACE_16 + 2, 0), key = rect_cut_right(&inner, ui_scaled(ui, 24));
    int line = draw_line_px(font);
    rect_cut_right(&inner, SPACE_12);
    struct rect mark = cut_mark(ui, &inner, line);
    int h = ui_paragraph_height(ui, inner.w, font, text), least = ui_scaled(ui, ROW_LEAST);
    r.h = h + 2 * SPACE_16 > least ? h + 2 * SPACE_16 : least;
    inner.y = r.y + (r.h - h) / 2;
    mark.y += inner.y - r.y;
    struct ui_state state = ui_control(ui, ID_OPTION + at, r, text, number_of(at), false);
    if (state.clicked) {
        choose(view, ui, at);
        *said = (struct options_said){OPTIONS_PICK, at};
    }
    bool given = choice->given[at] == CHOICE_YES;
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = state.hover ? ui->theme->hover : ui->theme->surface,
                               .border = given ? ui->theme->ink : ui->theme->edge,
                               .border_px = given ? BORDER_ZONE : BORDER,
                               .radius_px = RADIUS_CARD + 2});
    draw_mark(ui, mark, choice->n_right == 1, given);
    ui_paragraph(ui, inner, font, ui->theme->ink, text);
    ui_key_cap(ui, (struct rect){key.x, inner.y, key.w, line}, number_of(at), ui->theme->ink);
    if (state.focused)
        ui_ring(ui, r, RADIUS_CARD + 2);
    return r.h;
}

/* -- grids -- */

static bool answer_button(struct ui *ui, struct rect r, int id, const char *label, const char *key, bool given)
{
    const struct theme *t = ui->theme;
    struct ui_state state = ui_control(ui, id, r, label, key, false); /* Enter goes on, Space presses it */
    draw_box(&ui->draw, r,
             (struct draw_box){.fill = given         ? t->ink
                                       : state.hover ? t->hover
                                                     : t->surface,
                               .border = given ? t->ink : t->edge,
                               .border_px = BORDER,
                               .radius_px = RADIUS_CARD});
    ui_label(ui, r, ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), given ? t->on_ink : t->ink, ALIGN_CENTRE, label);
    if (state.focused)
        ui_ring(ui, r, RADIUS_CARD);
    return state.clicked;
}

/* In a narrow window the answers stand below their statement. */
static bool answers_below(const struct ui *ui)
{
    return !ui_wider_than(ui, 40);
}

static int statement_row(struct options_view *view, struct ui *ui, struct rect r, const struct deck_question *question,
                         const struct choice *choice, int at, struct options_said *said)
{
    const char *text = question->options[choice->order[at]].text;
    struct font font = ui_font(ui, text_size(ui), WEIGHT_REGULAR);
    int button = ui_button_height(ui), w = ui_scaled(ui, ANSWER), both = 2 * w + SPACE_8, line = draw_line_px(font);
    bool below = answers_below(ui);
    struct rect name = r;
    name.w -= below ? 0 : both + SPACE_24;
    struct rect inner = rect_inset(name, SPACE_16, 0);
    struct rect key = rect_cut_left(&inner, ui_scaled(ui, 24));
    rect_cut_left(&inner, SPACE_12);
    int h = ui_paragraph_height(ui, inner.w, font, text), least = below ? TARGET : ui_scaled(ui, ROW_LEAST);
    name.h = h + 2 * SPACE_16 > least ? h + 2 * SPACE_16 : least;
    r.h = name.h + (below ? button + SPACE_16 : 0);
    inner.y = name.y + (name.h - h) / 2;
    draw_box(
        &ui->draw, r,
        (struct draw_box){
            .fill = ui->theme->surface, .border = ui->theme->line, .border_px = BORDER, .radius_px = RADIUS_CARD + 2});
    if (ui_control(ui, ID_OPTION + at, name, text, number_of(at), false).clicked)
        choose(view, ui, at);
    ui_paragraph(ui, inner, font, ui->theme->ink, text);
    ui_key_cap(ui, (struct rect){key.x, inner.y, key.w, line}, number_of(at), ui->theme->ink);
    if (ui->focus == ID_OPTION + at)
        ui_ring(ui, r, RADIUS_CARD + 2);
    struct rect yes = {r.x + r.w - both - SPACE_16, below ? r.y + name.h : r.y + (r.h - button) / 2, w, button};
    struct rect no = {yes.x + w + SPACE_8, yes.y, w, button};
    if (answer_button(ui, yes, ID_YES + at, tr("Yes"), "Y", choice->given[at] == CHOICE_YES))
        *said = (struct options_said){OPTIONS_YES, at};
    if (answer_button(ui, no, ID_NO + at, tr("No"), "N", choice->given[at] == CHOICE_NO))
        *said = (struct options_said){OPTIONS_NO, at};
    if (said->what != OPTIONS_NOTHING && said->at == at)
        view->chosen = at;
    return r.h;
}

/* The keys of the two columns stand once above them. */
static int grid_heads(struct ui *ui, struct rect r)
{
    int w = ui_scaled(ui, ANSWER), h = ui_scaled(ui, 22);
    struct rect yes = {r.x + r.w - 2 * w - SPACE_8 - SPACE_16, r.y, w, h}, no = yes;
    no.x += w + SPACE_8;
    yes.w = no.w = w / 2 + ui_scaled(ui, 11);
    ui_key_cap(ui, yes, "Y", ui->theme->ink);
    ui_key_cap(ui, no, "N", ui->theme->ink);
    return h + SPACE_8;
}

int options_draw(struct options_view *view, struct ui *ui, struct rect r, const struct deck_question *question,
                 const struct choice *choice, struct options_said *said)
{
    int y = r.y;
    if (choice->grid)
        y += grid_heads(ui, r);
    for (int at = 0; at < choice->n_options; at++) {
        struct rect row = {r.x, y, r.w, 0};
        int h = choice->grid ? statement_row(view, ui, row, question, choice, at, said)
                             : option_row(view, ui, row, question, choice, at, said);
        if (at == view->chosen) {
            bool low =
                choice->grid && answers_below(ui) && ui->focus != ID_OPTION + at; /* the row may not fit at once */
            int end = ui_button_height(ui) + 2 * SPACE_16;
            view->top_px = y - r.y + (low ? h - end : 0);
            view->height_px = low ? end : h;
        }
        y += h + SPACE_12;
    }
    return y - SPACE_12 - r.y;
}

/* -- explained -- */

/* Of an option first what it is, then what was done with it: "right" alone could mean either. */
void options_verdict(const struct deck_option *option, const struct choice *choice, int at, char *text, int size)
{
    enum choice_given given = choice->given[at];
    bool chosen = given == CHOICE_YES, right = given == (option->right ? CHOICE_YES : CHOICE_NO);
    const char *words;
    if (!choice->grid && option->right)
        words = chosen ? tr("this one is right, you chose it") : tr("this one is right, you did not choose it");
    else if (!choice->grid)
        words = chosen ? tr("this one is wrong, you chose it") : tr("this one is wrong, you did not choose it");
    else if (given == CHOICE_OPEN)
        words = option->right ? tr("left open, it is yes") : tr("left open, it is no");
    else if (right)
        words = option->right ? tr("right, it is yes") : tr("right, it is no");
    else
        words = option->right ? tr("wrong, you said no: it is yes") : tr("wrong, you said yes: it is no");
    snprintf(text, (size_t)size, "%s", words);
}

static int draw_words(struct ui *ui, struct rect r, const struct deck_option *option, const struct choice *choice,
                      int at)
{
    char text[120];
    bool quiet = !choice->grid && !option->right && choice->given[at] != CHOICE_YES;
    options_verdict(option, choice, at, text, sizeof text);
    bool good = choice->grid ? choice->given[at] == (option->right ? CHOICE_YES : CHOICE_NO) : option->right;
    uint32_t ink = quiet ? ui->theme->muted : good ? ui->theme->right : ui->theme->wrong;
    struct font font = ui_font(ui, TEXT_BODY, quiet ? WEIGHT_REGULAR : WEIGHT_SEMIBOLD);
    int sign = ui_scaled(ui, SIGN);
    draw_sign(&ui->draw, (struct rect){r.x, r.y + (draw_line_px(font) - sign) / 2, sign, sign},
              good ? SIGN_TICK : SIGN_CROSS, ink);
    rect_cut_left(&r, sign + SPACE_8);
    return ui_paragraph(ui, r, font, ink, text) + SPACE_4;
}

static int explained_row(struct ui *ui, struct rect r, const struct deck_question *question,
                         const struct choice *choice, int at)
{
    const struct deck_option *option = &question->options[choice->order[at]];
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), body = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    struct rect inner = rect_inset(r, SPACE_16 + 2, SPACE_16);
    int line = draw_line_px(font);
    inner.h = 1 << 20;
    if (!choice->grid)
        draw_mark(ui, cut_mark(ui, &inner, line), choice->n_right == 1, choice->given[at] == CHOICE_YES);
    int y = inner.y;
    inner.y += ui_paragraph(ui, inner, font, ui->theme->ink, option->text) + SPACE_4;
    inner.y += draw_words(ui, inner, option, choice, at);
    if (option->why)
        inner.y += ui_paragraph(ui, inner, body, ui->theme->muted, option->why);
    return inner.y - y + 2 * SPACE_16;
}

int options_explained(struct ui *ui, struct rect r, const struct deck_question *question, const struct choice *choice)
{
    int y = r.y;
    for (int at = 0; at < choice->n_options; at++) {
        struct rect row = {r.x, y, r.w, 0};
        struct ui_probe probe = ui_probe_begin(ui);
        row.h = explained_row(ui, row, question, choice, at);
        ui_probe_end(ui, &probe);
        draw_box(&ui->draw, row,
                 (struct draw_box){.fill = ui->theme->surface,
                                   .border = ui->theme->line,
                                   .border_px = BORDER,
                                   .radius_px = RADIUS_CARD + 2});
        explained_row(ui, row, question, choice, at);
        y += row.h + SPACE_12;
    }
    return y - SPACE_12 - r.y;
}

/* -- the line above them -- */

static const char *count_word(int n)
{
    static const char *const words[] = {TR_MARK("none"), TR_MARK("one"),  TR_MARK("two"), TR_MARK("three"),
                                        TR_MARK("four"), TR_MARK("five"), TR_MARK("six")};
    return tr(words[n]);
}

void options_hint(const struct choice *choice, bool full, char *text, int size)
{
    int n = choice_count(choice), left = choice->n_right - n;
    char how[120];
    if (choice->grid) {
        snprintf(text, (size_t)size, "%s",
                 tr("Yes or no to each. A point if all are right, nothing is lost by guessing."));
        return;
    }
    if (choice->n_right == 1) {
        snprintf(text, (size_t)size, "%s", tr("Choose one. Nothing is lost by guessing."));
        return;
    }
    if (full)
        snprintf(how, sizeof how, tr("%s are chosen already, give one back first."), count_word(choice->n_right));
    else if (left == 0)
        snprintf(how, sizeof how, choice->n_right == 2 ? tr("both are chosen.") : tr("all are chosen."));
    else
        snprintf(how, sizeof how, n ? tr("%s more.") : tr("none is chosen yet."), count_word(left));
    snprintf(text, (size_t)size, tr("Choose %s: %s No part marks, nothing is lost by guessing."),
             count_word(choice->n_right), how);
}
