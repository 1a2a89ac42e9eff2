/* Between the boards of a round: whose turn it is, and the pause. A paused board is hidden. */
#include "screens/round.h"

#include "base/tr.h"
#include "screens/clock.h"
#include "screens/zone.h"

#include <stdio.h>

enum { ID_BAR = 1 };

/* -- what a board is called -- */

static int team_now(const struct session *round)
{
    return session_team(round, round->task < round->n_tasks ? round->task : round->n_tasks - 1);
}

const char *round_title(const struct session *round, const struct round_setup *setup, char *text, int size)
{
    snprintf(text, (size_t)size, "%s", round->n_teams > 1 ? setup->names[team_now(round)] : tr("Round"));
    return text;
}

const char *round_board_name(const struct session *round, const struct round_setup *setup, char *text, int size)
{
    char title[120];
    const char *edition;
    (void)setup;
    const struct deck *deck = round->decks[round->tasks[round->task].deck];
    deck_names(deck, title, &edition, sizeof title);
    snprintf(text, (size_t)size, tr("Board %d of %d, %s"), round->task / round->n_teams + 1,
             round->n_tasks / round->n_teams, title);
    return text;
}

const char *round_points(const struct session *round, char *text, int size)
{
    int points = round_score(round, team_now(round)).points;
    snprintf(text, (size_t)size, trn("%d point", "%d points", points), points);
    return text;
}

/* -- pages -- */

static struct rect page(struct ui *ui, struct rect *r, const struct drill_facts *facts, const char *title,
                        const char *about, const char *status)
{
    *r = (struct rect){0, 0, ui->in.width_px, ui->in.height_px};
    ui_top_bar(ui, r, title, about, status);
    ui_notice(ui, r, ui->theme->wrong, facts->not_saved);
    struct rect inner = *r;
    rect_cut_bottom(&inner, ui_bar_height(ui));
    return rect_inset(inner, ui_margin(ui), ui_wider_than(ui, 40) ? SPACE_24 : SPACE_12);
}

static void line(struct ui *ui, struct rect *r, int size, int weight, uint32_t ink, const char *text, int space)
{
    rect_cut_top(r, ui_paragraph(ui, *r, ui_font(ui, size, weight), ink, text) + space);
}

static void scores(struct ui *ui, struct rect *r, const struct session *round, const struct round_setup *setup)
{
    struct font font = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR), strong = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD);
    int step = draw_line_px(font) + SPACE_8;
    if (round->n_teams < 2 || r->h < round->n_teams * step)
        return;
    struct rect rows = rect_cut_top(r, round->n_teams * step);
    if (rows.w > ui_scaled(ui, 20 * EM))
        rows.w = ui_scaled(ui, 20 * EM);
    for (int team = 0; team < round->n_teams; team++) {
        struct rect row = rect_cut_top(&rows, step);
        char points[20];
        bool now = team == team_now(round);
        snprintf(points, sizeof points, "%d", round_score(round, team).points);
        rect_cut_right(&row, ui_label(ui, row, strong, ui->theme->ink, ALIGN_RIGHT, points) + SPACE_12);
        ui_label(ui, row, now ? strong : font, now ? ui->theme->ink : ui->theme->muted, ALIGN_LEFT, setup->names[team]);
    }
}

void round_ready_words(const struct session *round, const struct round_setup *setup, char *head, char *below, int size)
{
    char title[ROUND_NAME_MAX + 20];
    int seconds = clock_seconds(round->clock.left_ms), layers = round->tasks[round->task].n_items;
    round_title(round, setup, title, sizeof title);
    snprintf(head, (size_t)size, round->n_teams > 1 ? tr("%s, your turn") : tr("Ready?"), title);
    snprintf(below, (size_t)size, tr("%d layers, %d seconds. A point for each right placement; speed does not count."),
             layers, seconds);
}

void screen_round_ready(struct ui *ui, struct session *round, const struct round_setup *setup,
                        const struct drill_facts *facts, bool *asks)
{
    char title[ROUND_NAME_MAX + 20], about[160], status[60], head[200], below[200];
    struct rect r, inner;
    ui_screen(ui, SCREEN_ROUND * 10000 + round->task * 4);
    inner = page(ui, &r, facts, round_title(round, setup, title, sizeof title),
                 round_board_name(round, setup, about, sizeof about), round_points(round, status, sizeof status));
    round_ready_words(round, setup, head, below, sizeof head);
    bool wide = ui_wider_than(ui, 40), tight = !wide && facts->not_saved; /* the notice takes its room */
    line(ui, &inner, wide ? TEXT_HUGE : tight ? TEXT_TITLE : TEXT_DISPLAY, WEIGHT_BOLD, ui->theme->ink, head, SPACE_8);
    line(ui, &inner, tight ? TEXT_BODY : TEXT_LEAD, WEIGHT_REGULAR, ui->theme->muted, below, SPACE_24);
    scores(ui, &inner, round, setup);
    struct ui_button buttons[] = {
        {.label = tr("Start"), .key_label = tr("Enter"), .key = KEY_ENTER, .kind = BUTTON_PRIMARY},
        {.label = tr("Stop"), .key_label = tr("Esc"), .key = KEY_ESCAPE}};
    int pressed = ui_bottom_bar(ui, &r, ID_BAR, buttons, 2, tr("The clock begins with Start."));
    if (pressed == 0)
        session_apply(round, (struct move){.kind = MOVE_START}, ui->in.moment);
    *asks = *asks || pressed == 1;
}

enum round_pause_action screen_round_pause(struct ui *ui, const struct session *round, const struct round_setup *setup,
                                           const struct drill_facts *facts)
{
    char title[ROUND_NAME_MAX + 20], about[160], status[60];
    struct rect r, inner;
    bool board = round->phase == PHASE_PLACING && round->clock.state == CLOCK_PAUSED;
    ui_screen(ui, SCREEN_ROUND * 10000 + round->task * 4 + 1);
    inner = page(ui, &r, facts, round_title(round, setup, title, sizeof title),
                 round_board_name(round, setup, about, sizeof about), round_points(round, status, sizeof status));
    if (board) {
        struct font font = ui_font(ui, TEXT_HUGE, WEIGHT_BOLD);
        line(ui, &inner, TEXT_TITLE, WEIGHT_BOLD, ui->theme->ink, tr("The clock stands"), SPACE_8);
        clock_draw(ui, rect_cut_top(&inner, draw_line_px(font)), font, ui->theme->ink, round->clock.left_ms);
        rect_cut_top(&inner, SPACE_8);
        line(ui, &inner, TEXT_BODY, WEIGHT_REGULAR, ui->theme->muted,
             tr("What is placed is kept. The board is hidden until the clock goes on."), SPACE_24);
    } else {
        line(ui, &inner, TEXT_TITLE, WEIGHT_BOLD, ui->theme->ink, tr("Stop here?"), SPACE_8);
        line(ui, &inner, TEXT_BODY, WEIGHT_REGULAR, ui->theme->muted, tr("No clock is running."), SPACE_24);
    }
    line(ui, &inner, TEXT_BODY, WEIGHT_REGULAR, ui->theme->muted,
         tr("Leave keeps the round: it can go on later. End counts what was checked and shows the table."), SPACE_24);
    scores(ui, &inner, round, setup);
    struct ui_button buttons[] = {{.label = tr("Go on"),
                                   .key_label = board ? "P" : tr("Esc"),
                                   .key = board ? 'p' : KEY_ESCAPE,
                                   .kind = BUTTON_PRIMARY},
                                  {.label = tr("Leave"), .key_label = "L", .key = 'l'},
                                  {.label = tr("End"), .key_label = "E", .key = 'e'}};
    int pressed = ui_bottom_bar(ui, &r, ID_BAR, buttons, 3, "");
    if (pressed == 0 || ui_take_key(ui, KEY_ESCAPE, false) || (ui->in.key == KEY_ENTER && ui_key_counts(ui)))
        return ROUND_PAUSE_GO_ON;
    return pressed == 1 ? ROUND_PAUSE_LEAVE : pressed == 2 ? ROUND_PAUSE_END : ROUND_PAUSE_NOTHING;
}
