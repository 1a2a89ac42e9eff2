/* Home and the first start in pictures: the plan for AZ-900 in the second week, with the shipped decks. */
#include "cmd/shot_home.h"

#include "base/tr.h"
#include "play/plan.h"
#include "screens/first.h"
#include "screens/home.h"
#include "screens/language.h"
#include "srs/day.h"

#include <stdio.h>
#include <string.h>

enum { SHOWN = 4, ROWS_MAX = 16 };

/* What is known of it: not met, missed and known items are dealt out by these in turn. */
struct example {
    const char *id;
    int due, fresh, starts, met_percent;
};
static const struct example plan_of[SHOWN] = {
    {"azure", 14, 0, 0, 100}, {"terms", 7, 0, 0, 100}, {"tasks", 0, 5, 0, 12}, {"azure-2026", 0, 0, 2, 0}};

static void fill_map(struct home_map *map, int rows, int columns, int met_percent)
{
    map->rows = rows;
    map->columns = columns;
    for (int i = 0; i < rows * columns; i++) {
        int at = i % columns * rows + i / columns, n = rows * columns; /* column by column */
        bool met = at * 100 < n * met_percent;
        map->cells[i] = (unsigned char)(!met ? HOME_NEW : at % 7 == 3 || at % 11 == 8 ? HOME_MISS : HOME_KNOW);
    }
}

static struct home_deck row_of(const struct deck *deck, const struct example *e, int today)
{
    struct home_deck row = {.title = deck->title,
                            .language = language_name(deck->language),
                            .exams = deck->n_exams ? "AZ-900" : "",
                            .file = deck->file,
                            .n_layers = deck->n_layers,
                            .n_cards = deck->n_cards,
                            .n_questions = deck->n_questions,
                            .asked = deck_asked_count(deck),
                            .as_of_day = deck->as_of_day,
                            .planned = e != NULL};
    if (deck->n_models > 1) {
        row.first_model = deck->models[0].name;
        row.last_model = deck->models[deck->n_models - 1].name;
    }
    if (!e)
        return row;
    row.due = e->due;
    row.fresh = e->fresh;
    row.met = row.asked * e->met_percent / 100;
    row.starts_day = e->starts ? today + e->starts : 0;
    if (deck->n_models > 1)
        fill_map(&row.map, deck->n_layers < HOME_MAP_ROWS ? deck->n_layers : HOME_MAP_ROWS, deck->n_models - 1,
                 e->met_percent);
    else
        fill_map(&row.map, 8, (row.asked + 7) / 8 < HOME_MAP_COLUMNS ? (row.asked + 7) / 8 : HOME_MAP_COLUMNS,
                 e->met_percent);
    return row;
}

static int list_rows(const struct shelf *shelf, int today, struct home_deck *rows, int *n_planned)
{
    int n = 0;
    for (int i = 0; i < SHOWN; i++) {
        const struct deck *deck = shelf_find(shelf, plan_of[i].id);
        if (deck)
            rows[n++] = row_of(deck, &plan_of[i], today);
    }
    *n_planned = n;
    for (int s = 0; s < shelf->n && n < ROWS_MAX; s++) {
        bool planned = false;
        for (int i = 0; i < SHOWN; i++)
            planned = planned || strcmp(shelf->decks[s]->id, plan_of[i].id) == 0;
        if (!planned)
            rows[n++] = row_of(shelf->decks[s], NULL, today);
    }
    return n;
}

bool shot_is_home(const char *screen)
{
    return strncmp(screen, "home", 4) == 0 || strncmp(screen, "first", 5) == 0;
}

/* Before anything is chosen, and in the middle of how the line moves. */
static bool shot_first(struct ui *ui, struct ui_input in, const struct deck *deck, const char *screen, struct err *err)
{
    const struct first_goal goals[] = {
        {tr("AZ-900, Azure Fundamentals"),
         tr("One exam topic, thoroughly: shared responsibility and the service models. Boards, key terms and exam "
            "questions."),
         true},
        {tr("AWS Cloud Practitioner, CLF-C02"),
         tr("Task 2.1 and its neighbours: of and in the cloud, EC2 to RDS to Lambda, kinds of control."), true},
        {tr("To understand it, no exam"),
         tr("Any provider, by tasks: who patches, who backs up, who decides who gets in."), false},
        {tr("To teach a class"),
         tr("A timed round on the projector: in teams at one keyboard, with a table at the end."), false}};
    struct first_facts facts = {.goals = goals,
                                .n_goals = 4,
                                .today = day_of(in.moment),
                                .language = "English",
                                .folder = "~/.local/share/demarc",
                                .deck = deck,
                                .said = ""};
    struct first_view view = {.minutes = 10};
    struct moves moves;
    struct moves_view moving;
    bool first = strcmp(screen, "first") == 0, move = strncmp(screen, "first-move", 10) == 0;
    if ((!first && !move) || !deck || !moves_init(&moves, deck))
        return err_set(err, tr("no picture of '%s': of the first start there are first, first-move and first-moved"),
                       screen);
    moves_view_reset(&moving);
    moving.at = 1;
    if (strcmp(screen, "first-moved") == 0)
        moving.given = deck_customer(deck);
    for (int again = 0; again < 2; again++) {
        ui_begin(ui, in, false);
        if (first)
            screen_first(&view, ui, &facts);
        else
            screen_moves(&moving, ui, &moves, tr("Place 6 layers"), NULL);
        ui_end(ui);
    }
    return true;
}

bool shot_home(struct ui *ui, struct ui_input in, const struct shelf *shelf, const char *screen, struct err *err)
{
    if (strncmp(screen, "first", 5) == 0)
        return shot_first(ui, in, shelf_find(shelf, "azure"), screen, err);
    struct home_deck rows[ROWS_MAX];
    int today = day_of(in.moment);
    char others[60] = "";
    struct home_facts facts = {.decks = rows,
                               .to_answer = 26,
                               .minutes = 6,
                               .due = 21,
                               .fresh = 5,
                               .today = today,
                               .exams = true,
                               .rounds = true,
                               .moves = true,
                               .exam = "AZ-900",
                               .exam_day = today + 12,
                               .forecast = {HOME_FORECAST_KNOWN, today + 12, 6, 9, 7, false},
                               .others = others,
                               .problems = "",
                               .saved = "Saved. Last backup today, 08:12.",
                               .said = ""};
    struct home_view view = {.all = strcmp(screen, "home-decks") == 0, .chosen = 1};
    facts.n_decks = list_rows(shelf, today, rows, &facts.n_planned);
    if (facts.n_planned < facts.n_decks)
        snprintf(others, sizeof others, tr("%s%d in %s"), "", facts.n_decks - facts.n_planned,
                 rows[facts.n_planned].language);
    if (strcmp(screen, "home-nothing") == 0) {
        facts.to_answer = facts.minutes = facts.due = facts.fresh = 0;
        facts.next_day = today + 2;
        facts.next_due = 12;
        facts.next_minutes = 3;
        for (int i = 0; i < facts.n_planned; i++)
            rows[i].due = rows[i].fresh = 0;
    } else if (strcmp(screen, "home") != 0 && !view.all) {
        return err_set(err, tr("no picture of '%s': of Home there are home, home-nothing and home-decks"), screen);
    }
    for (int again = 0; again < 2; again++) {
        ui_begin(ui, in, false);
        screen_home(&view, ui, &facts);
        ui_end(ui);
    }
    return true;
}
