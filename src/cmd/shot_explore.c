/* Explore in pictures: the table with the operating system under PaaS, a card or question, the decks, the side page. */
#include "cmd/shot_explore.h"

#include "base/mem.h"
#include "screens/aside.h"
#include "screens/explore.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[] = {"explore", "explore-cards", "explore-questions", "explore-decks", "more", "report"};
enum { NAMES = sizeof names / sizeof *names };

bool shot_is_explore(const char *screen)
{
    for (int i = 0; i < NAMES; i++)
        if (strcmp(screen, names[i]) == 0)
            return true;
    return false;
}

const char *shot_explore_deck(const char *screen)
{
    return strcmp(screen, "explore-cards") == 0       ? "terms"
           : strcmp(screen, "explore-questions") == 0 ? "az-900"
                                                      : "azure";
}

static int index_of(const struct shelf *shelf, const struct deck *deck)
{
    for (int d = 0; d < shelf->n; d++)
        if (shelf->decks[d] == deck)
            return d;
    return 0;
}

/* The operating system under the third model, as it is read; else the first entry. */
static int entry_of(const struct deck *deck, const int *rows)
{
    for (int row = 0; row < deck->n_layers && deck->n_models > 2; row++)
        if (strcmp(deck->layers[rows[row]].id, "os") == 0)
            return row * deck->n_models + 2;
    return 0;
}

static void show_explore(struct ui *ui, struct ui_input in, const struct shelf *shelf, const struct deck *deck,
                         const char *screen)
{
    struct explore_view view = {0};
    int at = index_of(shelf, deck);
    deck = shelf->n ? shelf->decks[at] : deck;
    int *rows = xcalloc((size_t)deck->n_layers + 1, sizeof *rows), n = 0;
    int *questions = xcalloc((size_t)deck->n_questions + 1, sizeof *questions);
    explore_rows(deck, rows);
    for (int q = 0; q < deck->n_questions; q++)
        if (deck_item_asks(deck, deck_item_of_question(deck, q)))
            questions[n++] = q;
    struct explore_facts facts = {
        .decks = shelf->decks, .n_decks = shelf->n, .rows = rows, .questions = questions, .n_questions = n};
    explore_view_reset(&view, deck, at);
    view.chosen = entry_of(deck, rows);
    view.listing = strcmp(screen, "explore-decks") == 0;
    for (int i = 0; i < 2; i++) {
        ui_begin(ui, in, i > 0);
        screen_explore(&view, ui, &facts);
        ui_end(ui);
    }
    free(questions);
    free(rows);
}

static void show_aside(struct ui *ui, struct ui_input in, const struct deck *deck, bool report)
{
    struct aside aside = {0};
    struct aside_view view = {.page = report ? ASIDE_REPORT : ASIDE_MENU, .note = "In 2026 this row has another name"};
    struct aside_facts facts = {.aside = &aside, .path = "/home/you/.local/share/demarc/reports.txt"};
    int item = 0;
    while (item + 1 < deck_item_count(deck) && !deck_item_asks(deck, item))
        item++;
    aside_about(&aside, deck, item, "");
    for (int i = 0; i < 2; i++) {
        ui_begin(ui, in, i > 0);
        screen_aside(&view, ui, &facts);
        ui_end(ui);
    }
}

bool shot_explore(struct ui *ui, struct ui_input in, const struct shelf *shelf, const struct deck *deck,
                  const char *screen)
{
    if (strcmp(screen, "more") == 0 || strcmp(screen, "report") == 0)
        show_aside(ui, in, deck, strcmp(screen, "report") == 0);
    else
        show_explore(ui, in, shelf, deck, screen);
    return true;
}
