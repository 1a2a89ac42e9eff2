/* Explore: what a deck says, to read. */
#include "app_explore.h"

#include "base/mem.h"
#include "base/tr.h"
#include "play/topics.h"
#include "srs/day.h"
#include "stock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What of one deck is noted as seen on the day, and what is to be. */
struct explore_seen {
    const struct deck *deck;
    uint64_t print;
    bool *taken; /* by item: it is noted, or among these: */
    bool table;  /* all of the table is taken */
    int *items, n, room;
};

void app_explore_init(struct app_explore *a, struct app_shared *shared)
{
    a->shared = shared;
}

static void forget_seen(struct app_explore *a)
{
    for (int i = 0; i < a->n_seen; i++) {
        free(a->seen[i].taken);
        free(a->seen[i].items);
    }
    free(a->seen);
    a->seen = NULL;
    a->n_seen = 0;
}

static void forget_deck(struct app_explore *a)
{
    free(a->rows);
    free(a->questions);
    free(a->rests);
    a->rows = a->questions = NULL;
    a->rests = NULL;
    a->deck = NULL;
}

void app_explore_clear(struct app_explore *a)
{
    forget_seen(a);
    forget_deck(a);
    free(a->decks);
}

/* -- the deck -- */

static int index_of(const struct deck *const *decks, int n, const struct deck *deck)
{
    for (int d = 0; d < n; d++)
        if (decks[d] == deck)
            return d;
    return 0;
}

static const struct deck *first_of_plan(struct app_explore *a, struct moment now)
{
    const struct shelf *shelf = a->shared->shelf;
    const struct deck **decks = xcalloc((size_t)shelf->n + 1, sizeof *decks);
    int n = stock_plan(a->shared->store, shelf, day_of(now), decks);
    const struct deck *deck = n ? decks[0] : NULL;
    for (int i = 0; i < n && !deck->n_layers; i++) /* a table says more than a list */
        deck = decks[i]->n_layers ? decks[i] : deck;
    free(decks);
    return deck;
}

enum screen app_explore_open(struct app_explore *a, const struct deck *deck, struct moment now)
{
    const struct shelf *shelf = a->shared->shelf;
    if (!shelf->n)
        return SCREEN_HOME;
    if (!deck)
        deck = first_of_plan(a, now);
    free(a->decks);
    a->decks = xcalloc((size_t)shelf->n, sizeof *a->decks);
    stock_list(a->shared->store, shelf, day_of(now), a->decks);
    int at = index_of(a->decks, shelf->n, deck);
    explore_view_reset(&a->view, a->decks[at], at);
    a->known = false;
    a->said[0] = '\0';
    a->back = SCREEN_HOME;
    return SCREEN_EXPLORE;
}

static void list_questions(struct app_explore *a, const struct deck *deck)
{
    a->questions = xcalloc((size_t)deck->n_questions + 1, sizeof *a->questions);
    a->facts.n_questions = 0;
    for (int q = 0; q < deck->n_questions; q++)
        if (deck_item_asks(deck, deck_item_of_question(deck, q)))
            a->questions[a->facts.n_questions++] = q;
}

static void not_saving(struct app_explore *a, const struct err *err)
{
    snprintf(a->not_saved, sizeof a->not_saved, tr("Nothing is being saved: %s"), err->text);
}

static void learn(struct app_explore *a)
{
    const struct shelf *shelf = a->shared->shelf;
    struct err err;
    if (a->view.deck >= shelf->n)
        a->view.deck = 0;
    const struct deck *deck = a->decks[a->view.deck];
    if (a->known && a->deck == deck)
        return;
    forget_deck(a);
    a->deck = deck;
    a->known = true;
    a->rows = xcalloc((size_t)deck->n_layers + 1, sizeof *a->rows);
    a->rests = xcalloc((size_t)deck_item_count(deck) + 1, sizeof *a->rests);
    explore_rows(deck, a->rows);
    list_questions(a, deck);
    if (!store_resting(a->shared->store, deck, a->rests, &err))
        not_saving(a, &err);
    a->facts.decks = a->decks;
    a->facts.n_decks = shelf->n;
    a->facts.rows = a->rows;
    a->facts.questions = a->questions;
    a->facts.rests = a->rests;
}

enum screen app_explore_at(struct app_explore *a, const struct deck *deck, int item, enum screen back,
                           struct moment now)
{
    enum screen screen = app_explore_open(a, deck, now);
    learn(a);
    explore_view_at(&a->view, deck, &a->facts, item);
    a->back = back;
    return screen;
}

/* -- what was seen -- */

static struct explore_seen *seen_of(struct app_explore *a, const struct deck *deck)
{
    for (int i = 0; i < a->n_seen; i++)
        if (a->seen[i].deck == deck)
            return &a->seen[i];
    return NULL;
}

/* Another day or shelf begins with nothing. */
static void begin_seen(struct app_explore *a, int today)
{
    const struct shelf *shelf = a->shared->shelf;
    bool same = a->n_seen == shelf->n && a->seen_day == today;
    for (int d = 0; same && d < shelf->n; d++)
        same = a->seen[d].deck == shelf->decks[d] && a->seen[d].print == shelf->decks[d]->print;
    if (same)
        return;
    forget_seen(a);
    a->seen_day = today;
    a->n_seen = shelf->n;
    a->seen = xcalloc((size_t)shelf->n + 1, sizeof *a->seen);
    for (int d = 0; d < shelf->n; d++) {
        a->seen[d].deck = shelf->decks[d];
        a->seen[d].print = shelf->decks[d]->print;
        a->seen[d].taken = xcalloc((size_t)deck_item_count(shelf->decks[d]) + 1, sizeof *a->seen[d].taken);
    }
}

static void add_seen(struct explore_seen *seen, int item)
{
    seen->taken[item] = true;
    seen->items = xgrow(seen->items, seen->n, &seen->room, sizeof *seen->items);
    seen->items[seen->n++] = item;
}

static void see(struct app_explore *a, const struct deck *deck, int item)
{
    struct explore_seen *seen = seen_of(a, deck);
    if (seen && !seen->taken[item] && deck_item_asks(deck, item))
        add_seen(seen, item);
}

static void see_table(struct app_explore *a, const struct deck *deck)
{
    struct explore_seen *seen = seen_of(a, deck);
    for (int item = 0; !seen->table && item < deck->n_layers * deck->n_models; item++)
        see(a, deck, item);
    seen->table = true;
}

/* What other decks say of the same cell stands beside it. */
static void see_twins(struct app_explore *a, const struct deck *deck, int item)
{
    for (int d = 0; d < a->shared->shelf->n; d++) {
        const struct deck *other = a->shared->shelf->decks[d];
        int twin = explore_twin(other, deck, item);
        if (twin >= 0)
            see(a, other, twin);
    }
}

/* A card or question tells of the layers that it is about. */
static void see_about(struct app_explore *a, int deck, int item)
{
    const struct shelf *shelf = a->shared->shelf;
    struct topics topics;
    int at;
    topics_init(&topics, shelf->decks, shelf->n);
    for (int n = topics_of(&topics, deck, item, &at), i = at; i < at + n; i++) {
        int of = shelf->n - 1;
        while (topics.first[of] > topics.list[i])
            of--;
        const struct deck *d = shelf->decks[of];
        int first = deck_item_of_cell(d, topics.list[i] - topics.first[of], 0);
        for (int model = 0; model < d->n_models; model++)
            see(a, d, first + model);
    }
    topics_clear(&topics);
}

static void find_seen(struct app_explore *a, struct ui *ui)
{
    const struct deck *deck = a->deck;
    int item = explore_item(&a->view, ui, &a->facts);
    if (a->view.part == EXPLORE_TABLE && !a->view.listing)
        see_table(a, deck);
    if (item < 0)
        return;
    if (deck_item_kind(deck, item) == ITEM_PLACEMENT) {
        see_twins(a, deck, item);
    } else if (!seen_of(a, deck)->taken[item]) {
        see(a, deck, item);
        see_about(a, index_of((const struct deck *const *)a->shared->shelf->decks, a->shared->shelf->n, deck), item);
    }
}

bool app_explore_unsaved(const struct app_explore *a)
{
    for (int d = 0; d < a->n_seen; d++)
        if (a->seen[d].n)
            return true;
    return false;
}

void app_explore_save(struct app_explore *a)
{
    struct err err;
    if (!app_explore_unsaved(a))
        return;
    for (int d = 0; d < a->n_seen; d++) {
        struct explore_seen *seen = &a->seen[d];
        if (seen->n && !app_shared_see(a->shared, seen->deck, seen->items, seen->n, a->seen_day, &err)) {
            not_saving(a, &err);
            return;
        }
        seen->n = 0;
    }
    a->not_saved[0] = '\0';
}

static void note_seen(struct app_explore *a, struct ui *ui)
{
    begin_seen(a, day_of(ui->in.moment));
    find_seen(a, ui);
    app_explore_save(a);
}

/* -- the screen -- */

static void ask_more(struct app_explore *a, struct ui *ui)
{
    int item = explore_item(&a->view, ui, &a->facts);
    struct aside *aside = &a->shared->aside;
    if (item < 0)
        return;
    aside->n = 0;
    aside->forget = true;
    aside_about(aside, a->deck, item, "");
}

void app_explore_tell(struct app_explore *a, const char *text)
{
    snprintf(a->said, sizeof a->said, "%s", text);
}

enum screen app_explore_run(struct app_explore *a, struct ui *ui, enum screen screen)
{
    if (ui->acts && (ui->in.key || ui->in.pressed))
        a->said[0] = '\0';
    learn(a);
    a->facts.not_saved = a->shared->not_saved ? a->shared->not_saved : a->not_saved[0] ? a->not_saved : NULL;
    a->facts.said = a->said[0] ? a->said : NULL;
    a->facts.from_progress = a->back == SCREEN_PROGRESS;
    switch (screen_explore(&a->view, ui, &a->facts)) {
    case EXPLORE_NOTHING:
        break;
    case EXPLORE_CLOSE:
        return a->back;
    case EXPLORE_DECK:
        learn(a);
        break;
    case EXPLORE_MORE:
        ask_more(a, ui);
        break;
    }
    note_seen(a, ui);
    return screen;
}
