/* The end of a round: who has how many points, and what went wrong where. */
#include "screens/round.h"

#include "base/tr.h"
#include "screens/flow.h"
#include "screens/term.h"
#include "screens/zone.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ID_BAR = 1 };

struct end {
    const struct session *round;
    const struct round_setup *setup;
    const struct round_end_facts *facts;
    const struct round_miss *misses;
    int n_misses;
};

/* Teams by points; those with as many stand in their own order. Returns how many. */
int round_ranking(const struct session *round, int teams[ROUND_TEAMS_MAX])
{
    for (int team = 0; team < round->n_teams; team++) {
        int at = team, points = round_score(round, team).points;
        for (; at > 0 && round_score(round, teams[at - 1]).points < points; at--)
            teams[at] = teams[at - 1];
        teams[at] = team;
    }
    return round->n_teams;
}

/* -- the table -- */

static void table_row(struct flow *flow, const char *name, const char *const cells[2], int weight, uint32_t ink)
{
    struct ui *ui = flow->ui;
    struct font font = ui_font(ui, TEXT_BODY, weight);
    int w = ui_scaled(ui, 86), h = draw_line_px(font) + SPACE_12;
    struct rect row = flow_line(flow, h);
    for (int i = 1; i >= 0; i--)
        ui_label(ui, rect_cut_right(&row, w), font, ink, ALIGN_RIGHT, cells[i]);
    ui_label(ui, row, font, ink, ALIGN_LEFT, name);
}

static void table(struct flow *flow)
{
    const struct end *end = flow->data;
    const struct theme *t = flow->ui->theme;
    int teams[ROUND_TEAMS_MAX], n = round_ranking(end->round, teams);
    table_row(flow, end->round->n_teams > 1 ? tr("Team") : "", (const char *const[]){tr("Points"), tr("Boards")},
              WEIGHT_SEMIBOLD, t->muted);
    for (int i = 0; i < n; i++) {
        struct round_score score = round_score(end->round, teams[i]);
        char points[40], boards[20];
        snprintf(points, sizeof points, tr("%d of %d"), score.points, score.asked);
        snprintf(boards, sizeof boards, "%d", score.boards);
        flow_rule(flow);
        flow_space(flow, -SPACE_8);
        table_row(flow, end->round->n_teams > 1 ? end->setup->names[teams[i]] : tr("You"),
                  (const char *const[]){points, boards}, WEIGHT_SEMIBOLD, t->ink);
    }
}

void round_headline(const struct session *round, const struct round_setup *setup, char *text, int size)
{
    int teams[ROUND_TEAMS_MAX], n = round_ranking(round, teams);
    struct round_score first = round_score(round, teams[0]);
    if (n == 1)
        snprintf(text, (size_t)size, tr("%d of %d right"), first.points, first.asked);
    else if (round_score(round, teams[1]).points == first.points)
        snprintf(text, (size_t)size, trn("A tie at %d point", "A tie at %d points", first.points), first.points);
    else
        snprintf(text, (size_t)size, trn("%s: %d point", "%s: %d points", first.points), setup->names[teams[0]],
                 first.points);
}

const char *round_rule(const struct session *round)
{
    return round->stopped ? tr("Ended early. A point is a right placement; speed does not count.")
                          : tr("A point is a right placement; speed does not count.");
}

static void fill_table(struct flow *flow)
{
    const struct end *end = flow->data;
    const struct theme *t = flow->ui->theme;
    char text[200], number[ROUND_NUMBER_MAX];
    round_headline(end->round, end->setup, text, sizeof text);
    flow_text(flow, ui_wider_than(flow->ui, 40) ? TEXT_DISPLAY : TEXT_HEAD, WEIGHT_BOLD, t->ink, text, SPACE_4);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted, round_rule(end->round), SPACE_16);
    flow_panel(flow, table, SPACE_16);
    if (end->facts->saved_to)
        flow_text(flow, TEXT_BODY, WEIGHT_SEMIBOLD, t->ink, end->facts->saved_to, SPACE_16);
    round_number(end->setup, number);
    flow_text(flow, TEXT_NOTE, WEIGHT_SEMIBOLD, t->muted, tr("Round number"), 2);
    flow_text(flow, TEXT_LEAD, WEIGHT_BOLD, t->ink, number, 2);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted,
              tr("The same boards anywhere with these decks: demarc round and this number."), SPACE_16);
}

/* -- what went wrong -- */

/* "Red said customer, Blue left it open." */
static void who_said(const struct session *round, const struct round_setup *setup, const struct round_miss *miss,
                     char *text, size_t size)
{
    const struct deck *deck = round->decks[miss->deck];
    size_t length = 0;
    *text = '\0';
    for (int team = 0; team < round->n_teams && length < size; team++) {
        char zone[80];
        const char *comma = length ? ", " : "", *name = setup->names[team];
        int given = miss->given[team];
        if (given == ROUND_NOT_WRONG)
            continue;
        if (given != BOARD_OPEN)
            zone_in_sentence(deck, given, zone, sizeof zone);
        if (round->n_teams == 1)
            snprintf(text, size, given == BOARD_OPEN ? tr("You left it open.") : tr("You said %s."), zone);
        else
            length +=
                (size_t)snprintf(text + length, size - length,
                                 given == BOARD_OPEN ? tr("%s%s left it open") : tr("%s%s said %s"), comma, name, zone);
    }
}

void round_miss_words(const struct session *round, const struct round_setup *setup, const struct round_miss *miss,
                      struct round_miss_words *words)
{
    const struct deck *deck = round->decks[miss->deck];
    const struct deck_cell *cell = &deck->layers[miss->layer].cells[miss->model];
    char zone[80], right[140], *said = words->said;
    snprintf(words->name, sizeof words->name, tr("%s in %s"), deck->layers[miss->layer].name,
             deck->models[miss->model].name);

    term_sentence(deck, miss->layer, miss->model, cell->answer, words->exam, sizeof words->exam);
    snprintf(words->count, sizeof words->count, tr("%d of %d"), miss->asked - miss->wrong, miss->asked);
    zone_in_sentence(deck, cell->answer, zone, sizeof zone);
    snprintf(right, sizeof right, tr("Right: %s."), zone);
    who_said(round, setup, miss, said, sizeof words->said);
    strncat(said, round->n_teams == 1 ? " " : ". ", sizeof words->said - strlen(said) - 1);
    strncat(said, right, sizeof words->said - strlen(said) - 1);
}

static void miss_row(struct flow *flow, const struct end *end, const struct round_miss *miss)
{
    const struct theme *t = flow->ui->theme;
    struct round_miss_words words;
    round_miss_words(end->round, end->setup, miss, &words);
    flow_pair(flow, t->ink, words.name, WEIGHT_SEMIBOLD, words.count, 2);
    if (*words.exam)
        flow_text(flow, TEXT_NOTE, WEIGHT_REGULAR, t->muted, words.exam, 2);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted, words.said, SPACE_12);
}

static void miss_list(struct flow *flow)
{
    const struct end *end = flow->data;
    for (int i = 0; i < end->n_misses; i++) {
        if (i)
            flow_rule(flow);
        miss_row(flow, end, &end->misses[i]);
    }
}

const char *round_misses_say(const struct session *round, int n_misses)
{
    return n_misses         ? tr("How often it was right, the hardest first.")
           : round->n_tries ? tr("Nothing was wrong.")
                            : tr("No board was checked.");
}

static void fill_misses(struct flow *flow)
{
    const struct end *end = flow->data;
    const struct theme *t = flow->ui->theme;
    flow_text(flow, TEXT_HEAD, WEIGHT_BOLD, t->ink, tr("What went wrong"), SPACE_4);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted, round_misses_say(end->round, end->n_misses), SPACE_12);
    if (end->n_misses)
        flow_panel(flow, miss_list, SPACE_16);
}

static void fill_all(struct flow *flow)
{
    fill_table(flow);
    fill_misses(flow);
}

/* -- the screen -- */

static enum round_end_action bottom_bar(struct ui *ui, struct rect *r)
{
    bool wide = ui_wider_than(ui, 62);
    struct ui_button buttons[] = {
        {.label = tr("Close"), .key_label = tr("Enter"), .key = KEY_ENTER, .kind = BUTTON_PRIMARY},
        {.label = wide ? tr("Same round again") : tr("Again"), .key_label = "A", .key = 'a'},
        {.label = wide ? tr("Save as CSV") : tr("CSV"), .key_label = "C", .key = 'c'},
        {.label = tr("New round"), .key_label = "N", .key = 'n'}};
    static const enum round_end_action actions[] = {ROUND_END_CLOSE, ROUND_END_AGAIN, ROUND_END_SAVE, ROUND_END_NEW};
    int pressed = ui_bottom_bar(ui, r, ID_BAR, buttons, ui_wider_than(ui, 40) ? 4 : 3, "");
    if (pressed < 0)
        return ui_take_key(ui, KEY_ESCAPE, false) ? ROUND_END_CLOSE : ROUND_END_NOTHING;
    return actions[pressed];
}

enum round_end_action screen_round_end(struct round_end_view *view, struct ui *ui, const struct session *round,
                                       const struct round_setup *setup, const struct round_end_facts *facts)
{
    struct end end = {round, setup, facts, NULL, 0};
    struct round_miss *misses = round_misses(round, &end.n_misses);
    end.misses = misses;
    ui_screen(ui, SCREEN_ROUND_END * 10000);
    struct rect r = {0, 0, ui->in.width_px, ui->in.height_px};
    ui_top_bar(ui, &r, tr("Round"), tr("the table"), facts->not_saved ? "" : tr("Saved"));
    ui_notice(ui, &r, ui->theme->wrong, facts->not_saved);
    struct rect below = r;
    rect_cut_bottom(&r, ui_bar_height(ui));
    r = rect_inset(r, ui_margin(ui), ui_wider_than(ui, 40) ? SPACE_24 : SPACE_12);
    if (ui_wider_than(ui, 62)) {
        struct rect left = rect_column(r, 0, 2, SPACE_32), right = rect_column(r, 1, 2, SPACE_32);
        flow_page(ui, left, &view->columns[0], false, fill_table, &end);
        flow_page(ui, right, &view->columns[1], true, fill_misses, &end);
    } else {
        flow_page(ui, r, &view->columns[0], true, fill_all, &end);
    }
    free(misses);
    return bottom_bar(ui, &below);
}
