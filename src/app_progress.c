/* From the memory on disk to what Progress shows. Three things are read: the states of all decks, the answers to the
   one that is shown, and the plan, whose days ahead are lived in expectation. */
#include "app_progress.h"

#include "base/mem.h"
#include "base/tr.h"
#include "play/past.h"
#include "screens/progress_parts.h"
#include "srs/day.h"
#include "store/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WEAK_MAX = 100 /* of what is known least that is listed */ };
enum { PAST_POINTS = 90, AHEAD_MAX = 180 /* no day further away is drawn: each is planned and lived */ };

void app_progress_init(struct app_progress *a, struct app_shared *shared)
{
    a->shared = shared;
    progress_view_reset(&a->view);
}

/* Everything that was read. */
static void forget(struct app_progress *a)
{
    if (a->known) {
        figures_clear(&a->figures);
        stock_clear(&a->all);
    }
    for (int i = 0; a->mixed && i < a->facts.n_mixed; i++)
        free(a->mixed[i]);
    free(a->mixed);
    free(a->items);
    free(a->squares);
    free(a->past);
    free(a->with);
    free(a->without);
    free(a->parts);
    free(a->decks);
    free(a->listed);
    free(a->weak);
    a->listed = NULL;
    a->weak = NULL;
    a->mixed = NULL;
    a->items = NULL;
    a->squares = NULL;
    a->past = a->with = a->without = NULL;
    a->parts = NULL;
    a->decks = NULL;
    a->facts = (struct progress_facts){0};
    a->known = false;
}

void app_progress_clear(struct app_progress *a)
{
    forget(a);
}

/* -- the deck and its items -- */

static const struct plan_item *items_of(const struct stock *stock, const struct deck *deck, int *n)
{
    const struct plan_item *items = NULL;
    *n = 0;
    for (int d = 0; d < stock->n_asked; d++)
        if (stock->decks[d].deck == deck)
            *n = figures_items(stock, d, &items);
    return items;
}

/* The one that was shown last, or the one with the most answers; without any the first of the plan. */
static const struct deck *choose_deck(const struct app_progress *a)
{
    const struct shelf *shelf = a->shared->shelf;
    int most = -1, best = 0;
    for (int s = 0; s < shelf->n; s++) {
        int n, answers = 0;
        const struct plan_item *items = items_of(&a->all, a->listed[s], &n);
        for (int i = 0; i < n; i++)
            answers += items[i].memory.answers;
        if (*a->deck && strcmp(a->listed[s]->id, a->deck) == 0)
            return a->listed[s];
        if (answers > most) {
            most = answers;
            best = s;
        }
    }
    return shelf->n ? a->listed[best] : NULL;
}

static void learn_items(struct app_progress *a)
{
    const struct deck *deck = a->facts.deck;
    const struct stock *stock = &a->figures.stock;
    const struct plan_item *items;
    int n = figures_items(stock, 0, &items), n_all = deck_item_count(deck), kept = 0;
    a->items = xcalloc((size_t)n_all + 1, sizeof *a->items);
    a->squares = xcalloc((size_t)n_all + 1, sizeof *a->squares);
    for (int i = 0; i < n; i++) {
        struct figures_answers logged = figures_answers(&a->figures, deck, items[i].item);
        a->items[items[i].item] = (struct progress_item){.asked = true,
                                                         .met = items[i].memory.met,
                                                         .answers = items[i].memory.answers,
                                                         .logged = logged.n,
                                                         .wrong = logged.n - logged.right,
                                                         .right = numbers_of(&items[i], 1, &stock->rules).right};
        a->facts.answers += logged.n;
    }
    for (int item = 0; item < n_all; item++) {
        enum deck_item_kind kind = deck_item_kind(deck, item);
        if (kind == ITEM_PLACEMENT || !a->items[item].asked)
            continue;
        a->squares[kept++] = item;
        a->facts.n_cards += kind == ITEM_CARD;
        a->facts.n_questions += kind == ITEM_QUESTION;
    }
    a->facts.items = a->items;
    a->facts.squares = a->squares;
    a->facts.numbers = numbers_of(items, n, &stock->rules);
}

static void learn_days(struct app_progress *a)
{
    a->facts.days = a->figures.days;
    a->facts.n_days = a->figures.n_days;
    a->facts.calibration = &a->figures.calibration;
    for (int i = 0; i < a->figures.n_days; i++)
        a->facts.answer_days += a->figures.days[i].first > 0;
}

static void learn_mixed(struct app_progress *a)
{
    int n;
    struct figures_mixed *mixed = figures_mixed(&a->figures, a->shared->store, &n);
    a->mixed = xcalloc((size_t)n + 1, sizeof *a->mixed);
    for (int i = 0; i < n; i++) {
        char text[1000];
        figures_mixed_text(&mixed[i], text, sizeof text);
        a->mixed[i] = xstrdup(text);
    }
    a->facts.mixed = (const char *const *)a->mixed;
    a->facts.n_mixed = n;
    free(mixed);
}

/* -- the line -- */

/* What was not answered adds its chance; what was is told again. */
static void learn_past(struct app_progress *a)
{
    const struct figures *f = &a->figures;
    const struct deck *deck = a->facts.deck;
    int days[PAST_POINTS], n_items = a->facts.numbers.items;
    double sums[PAST_POINTS] = {0};
    int n = f->n_days ? past_days(f->days[0].day, a->today, PAST_POINTS, days) : 0;
    for (int item = 0; n && item < deck_item_count(deck); item++) {
        if (!a->items[item].asked)
            continue;
        char key[DECK_KEY_MAX];
        int right_ways, ways;
        deck_item_key(deck, item, key);
        deck_item_ways(deck, item, &right_ways, &ways);
        int logged = store_log_find(&f->log, key), first = logged < 0 ? 0 : f->log.first[logged];
        past_add(&f->log.weights.weights, f->log.answers + first, logged < 0 ? 0 : f->log.first[logged + 1] - first,
                 ways ? (double)right_ways / ways : 0, days, n, sums);
    }
    a->past = xcalloc((size_t)n + 1, sizeof *a->past);
    for (int i = 0; i < n; i++)
        a->past[i] = (struct progress_point){days[i], n_items ? sums[i] / n_items : 0};
    a->facts.answered_today = n && f->days[f->n_days - 1].day == a->today;
    if (n && !a->facts.answered_today) /* the states know of edits, too */
        a->past[n - 1].right = a->facts.numbers.right;
    a->facts.past = a->past;
    a->facts.n_past = n;
}

static bool serves(const struct deck *deck, const char *exam)
{
    for (int i = 0; i < deck->n_exams; i++)
        if (strcmp(deck->exams[i], exam) == 0)
            return true;
    return false;
}

/* The nearest exam's day that the deck has, or the horizon of a plan. */
static void choose_end(struct app_progress *a, const struct stock *stock)
{
    struct store_goal ends[FIGURES_GOALS + 1];
    int n = figures_ends(a->shared->store, stock, ends);
    a->facts.end_day = a->today + PLAN_HORIZON_DAYS;
    for (int i = 0; i < n && !a->facts.exam; i++)
        if (ends[i].exam[0] && serves(a->facts.deck, ends[i].exam)) {
            deck_exam_name(ends[i].exam, a->exam);
            a->facts.exam = a->exam;
            a->facts.exam_is_far = ends[i].day > a->today + AHEAD_MAX;
            if (!a->facts.exam_is_far)
                a->facts.end_day = ends[i].day;
        }
}

/* With the decks of the plan, or where the deck is none of them with it alone. */
static bool load_plan(struct app_progress *a, struct stock *stock, struct moment now, struct err *err)
{
    const struct shelf *shelf = a->shared->shelf;
    const struct deck **decks = xcalloc((size_t)shelf->n, sizeof *decks);
    int n = stock_plan(a->shared->store, shelf, a->today, decks);
    bool planned = false;
    for (int i = 0; i < n; i++)
        planned = planned || decks[i] == a->facts.deck;
    bool fine = stock_load(stock, a->shared->store, shelf, planned ? decks : &a->facts.deck, planned ? n : 1, STOCK_ALL,
                           a->shared->prefs.minutes, now, FIGURES_SEED, err);
    free(decks);
    return fine;
}

static bool learn_ahead(struct app_progress *a, struct moment now, struct err *err)
{
    struct stock stock;
    bool fine = load_plan(a, &stock, now, err);
    int deck = 0, n_items;
    const struct plan_item *items;
    while (deck < stock.n_asked - 1 && stock.decks[deck].deck != a->facts.deck)
        deck++;
    n_items = figures_items(&stock, deck, &items);
    choose_end(a, &stock);
    a->facts.minutes = a->shared->prefs.minutes;
    if (fine && n_items && a->facts.answers >= PROGRESS_LINE && a->facts.answer_days >= PROGRESS_LINE_DAYS) {
        int n = a->facts.end_day - a->today;
        double *right = xcalloc((size_t)n, sizeof *right);
        free(figures_lived(&stock, n, deck, right));
        a->with = xcalloc((size_t)n + 1, sizeof *a->with);
        a->without = xcalloc((size_t)n + 1, sizeof *a->without);
        for (int i = 0; i <= n; i++) {
            double left = forecast_right(items, n_items, &stock.rules, NULL, a->today + i);
            a->without[i] = (struct progress_point){a->today + i, left};
            a->with[i] = (struct progress_point){a->today + i, i ? right[i - 1] : left};
        }
        a->with[0] = a->without[0] = a->past[a->facts.n_past - 1]; /* all lines meet */
        a->facts.n_ahead = n + 1;
        free(right);
    }
    a->facts.with = a->with;
    a->facts.without = a->without;
    stock_clear(&stock);
    return fine;
}

/* -- what it says about an exam -- */

static const struct deck *bank_of(const struct shelf *shelf, const char *exam)
{
    for (int s = 0; s < shelf->n; s++)
        if (shelf->decks[s]->blueprint.questions && serves(shelf->decks[s], exam))
            return shelf->decks[s];
    return NULL;
}

static bool is_of_part(const struct deck *bank, const struct deck_part *part, const struct deck *deck, int item)
{
    if (deck_item_kind(deck, item) == ITEM_PLACEMENT)
        return part->board && strcmp(deck->id, part->board) == 0;
    const char *objective = deck == bank && deck_item_kind(deck, item) == ITEM_QUESTION
                                ? deck->questions[deck_item_index(deck, item)].objective
                                : NULL;
    return objective && strcmp(objective, part->objective) == 0;
}

/* The questions that are drilled, and where the part has a board the placements of its deck. */
static struct numbers part_numbers(const struct app_progress *a, const struct deck *bank, const struct deck_part *part)
{
    struct plan_item *items = xcalloc((size_t)a->all.n_items + 1, sizeof *items);
    int n = 0;
    for (int i = 0; i < a->all.n_items; i++) {
        const struct plan_item *item = &a->all.items[i];
        if (item->deck < a->all.n_asked && is_of_part(bank, part, a->all.decks[item->deck].deck, item->item))
            items[n++] = *item;
    }
    struct numbers numbers = numbers_of(items, n, &a->all.rules);
    free(items);
    return numbers;
}

static void learn_says(struct app_progress *a)
{
    const struct deck *deck = a->facts.deck;
    struct store_goal goals[FIGURES_GOALS];
    int n_goals = store_goals(a->shared->store, goals, FIGURES_GOALS);
    const char *exam = deck->n_exams ? deck->exams[0] : NULL;
    for (int i = n_goals - 1; i >= 0; i--)
        if (goals[i].day > a->today && serves(deck, goals[i].exam))
            exam = goals[i].exam;
    const struct deck *bank = exam ? bank_of(a->shared->shelf, exam) : NULL;
    if (!exam)
        return;
    deck_exam_name(exam, a->says_exam);
    a->facts.says_exam = a->says_exam;
    if (!bank)
        return;
    a->parts = xcalloc((size_t)bank->blueprint.n_parts + 1, sizeof *a->parts);
    for (int p = 0; p < bank->blueprint.n_parts; p++)
        a->parts[p] = (struct progress_part){.name = bank->blueprint.parts[p].name,
                                             .board = bank->blueprint.parts[p].board != NULL,
                                             .numbers = part_numbers(a, bank, &bank->blueprint.parts[p])};
    a->facts.parts = a->parts;
    a->facts.n_parts = bank->blueprint.n_parts;
    a->facts.areas = bank->blueprint.areas;
    a->facts.n_areas = bank->blueprint.n_areas;
}

/* -- all decks -- */

static void learn_decks(struct app_progress *a)
{
    const struct shelf *shelf = a->shared->shelf;
    a->decks = xcalloc((size_t)shelf->n + 1, sizeof *a->decks);
    for (int s = 0; s < shelf->n; s++) {
        int n;
        const struct plan_item *items = items_of(&a->all, a->listed[s], &n);
        struct progress_deck *row = &a->decks[s];
        *row = (struct progress_deck){.title = a->listed[s]->title, .numbers = numbers_of(items, n, &a->all.rules)};
        for (int i = 0; i < n; i++)
            row->shades[progress_shade(items[i].memory.met, numbers_of(&items[i], 1, &a->all.rules).right)]++;
        if (a->listed[s] == a->facts.deck)
            a->facts.deck_at = s;
    }
    a->facts.decks = a->decks;
    a->facts.n_decks = shelf->n;
}

/* -- what is known least -- */

/* Just after its answer everything would be right: what was wrong or unsure today is told apart by tomorrow. */
static int by_tomorrow(const void *a, const void *b)
{
    const struct progress_weak *x = a, *y = b;
    return x->tomorrow != y->tomorrow ? (x->tomorrow > y->tomorrow) - (x->tomorrow < y->tomorrow) : x->item - y->item;
}

static bool is_planned(const struct deck *const *planned, int n, const struct deck *deck)
{
    for (int i = 0; i < n; i++)
        if (planned[i] == deck)
            return true;
    return false;
}

static struct progress_weak weak_of(const struct stock *stock, const struct plan_item *item)
{
    int today = stock->rules.today, tomorrow = item->today && item->due_day <= today;
    return (struct progress_weak){.deck = stock->decks[item->deck].deck,
                                  .item = item->item,
                                  .answers = item->memory.answers,
                                  .back_day = tomorrow ? today + 1 : item->due_day,
                                  .right = numbers_of(item, 1, &stock->rules).right,
                                  .tomorrow = forecast_right(item, 1, &stock->rules, NULL, today + 1)};
}

/* Of the decks of the plan together, those that were asked. */
static void learn_weak(struct app_progress *a)
{
    const struct shelf *shelf = a->shared->shelf;
    const struct deck **planned = xcalloc((size_t)shelf->n, sizeof *planned);
    int n_planned = stock_plan(a->shared->store, shelf, a->today, planned), n = 0;
    a->weak = xcalloc((size_t)a->all.n_items + 1, sizeof *a->weak);
    for (int i = 0; i < a->all.n_items; i++) {
        const struct plan_item *item = &a->all.items[i];
        if (item->deck >= a->all.n_asked || !is_planned(planned, n_planned, a->all.decks[item->deck].deck))
            continue;
        if (item->memory.met)
            a->weak[n++] = weak_of(&a->all, item);
        else
            a->facts.weak_never++;
    }
    if (n)
        qsort(a->weak, (size_t)n, sizeof *a->weak, by_tomorrow);
    a->facts.weak = a->weak;
    a->facts.weak_met = n;
    a->facts.n_weak = n < WEAK_MAX ? n : WEAK_MAX;
    free(planned);
}

/* -- reading it -- */

static bool learn(struct app_progress *a, struct moment now, struct err *err)
{
    const struct shelf *shelf = a->shared->shelf;
    forget(a);
    a->today = day_of(now);
    a->store = a->shared->store;
    a->given_of = -1;
    a->facts.today = a->today;
    if (!shelf->n)
        return true;
    bool fine = stock_load(&a->all, a->shared->store, shelf, shelf->decks, shelf->n, STOCK_ALL, 10, now,
                           a->shared->options->seed, err);
    a->listed = xcalloc((size_t)shelf->n, sizeof *a->listed);
    stock_list(a->shared->store, shelf, a->today, a->listed);
    const struct deck *deck = choose_deck(a);
    fine = figures_read(&a->figures, a->shared->store, shelf, deck, now, a->shared->options->seed, fine ? err : NULL) &&
           fine;
    a->known = true;
    if (!fine)
        return false;
    a->facts.deck = deck;
    snprintf(a->deck, sizeof a->deck, "%s", deck->id);
    learn_items(a);
    learn_days(a);
    learn_mixed(a);
    learn_past(a);
    learn_says(a);
    learn_decks(a);
    learn_weak(a);
    return learn_ahead(a, now, err);
}

static void learn_now(struct app_progress *a, struct moment now)
{
    struct err err;
    a->problem[0] = '\0';
    if (!learn(a, now, &err))
        snprintf(a->problem, sizeof a->problem, tr("Not everything could be read: %s"), err.text);
}

/* What was said most often of the wrong answers to the item that is read. */
static void learn_given(struct app_progress *a)
{
    char key[DECK_KEY_MAX], given[DECK_ID_MAX + 1];
    int item = a->view.item;
    if (item == a->given_of)
        return;
    a->given_of = item;
    a->facts.given = NULL;
    if (item < 0 || !a->items[item].wrong || deck_item_kind(a->facts.deck, item) != ITEM_PLACEMENT)
        return;
    deck_item_key(a->facts.deck, item, key);
    a->facts.given_times = store_log_wrong(a->shared->store, key, given, sizeof given);
    int zone = a->facts.given_times ? deck_zone_index(a->facts.deck, given) : -1;
    a->facts.given = zone < 0 ? NULL : a->facts.deck->zones[zone].name;
}

/* -- the table -- */

/* A name in the data folder that is not taken: progress-azure-2026-12-01.csv, then -2, -3. */
static bool free_name(const struct app_progress *a, const struct deck *only, char *path, size_t size)
{
    const char *folder = a->shared->options->data_folder;
    int year, month, mday;
    struct err err;
    if (!folder || !file_make_folder(folder, &err))
        return false;
    day_to_date(a->today, &year, &month, &mday);
    for (int n = 1; n == 1 || file_exists(path); n++) {
        char tail[20] = "";
        if (n > 1)
            snprintf(tail, sizeof tail, "-%d", n);
        snprintf(path, size, "%s/progress-%s%s%04d-%02d-%02d%s.csv", folder, only ? only->id : "", only ? "-" : "",
                 year, month, mday, tail);
    }
    return true;
}

/* The table of `demarc stats --csv`, of the deck or on the list of all. */
static void save_table(struct app_progress *a, struct moment now)
{
    char path[512];
    struct err err;
    struct figures all;
    const struct deck *only = a->view.all ? NULL : a->facts.deck;
    if (!free_name(a, only, path, sizeof path)) {
        snprintf(a->said, sizeof a->said, "%s", tr("Not saved: there is no data folder; give one with --data."));
        return;
    }
    bool fine =
        only || figures_read(&all, a->shared->store, a->shared->shelf, NULL, now, a->shared->options->seed, &err);
    char *text = fine ? figures_csv(only ? &a->figures : &all) : NULL;
    fine = fine && file_write(path, text, strlen(text), true, &err);
    snprintf(a->said, sizeof a->said, fine ? tr("Saved as %s") : tr("Not saved: %s"), fine ? path : err.text);
    free(text);
    if (!only)
        figures_clear(&all);
}

/* -- the screen -- */

enum screen app_progress_open(struct app_progress *a, struct moment now)
{
    a->said[0] = '\0';
    progress_view_reset(&a->view);
    learn_now(a, now);
    return SCREEN_PROGRESS;
}

enum screen app_progress_back(struct app_progress *a, struct moment now)
{
    learn_now(a, now);
    return SCREEN_PROGRESS;
}

const struct progress_weak *app_progress_reads(const struct app_progress *a)
{
    return &a->weak[a->view.row];
}

static void show_deck(struct app_progress *a, int row, struct moment now)
{
    snprintf(a->deck, sizeof a->deck, "%s", a->listed[row]->id);
    a->said[0] = '\0';
    progress_view_reset(&a->view);
    learn_now(a, now);
}

enum screen app_progress_run(struct app_progress *a, struct ui *ui, enum screen screen)
{
    struct moment now = ui->in.moment;
    if (a->store != a->shared->store || a->today != day_of(now))
        learn_now(a, now);
    if (a->facts.deck)
        learn_given(a);
    a->facts.not_saved = a->shared->not_saved;
    a->facts.said = a->problem[0] ? a->problem : a->said;
    switch (screen_progress(&a->view, ui, &a->facts)) {
    case PROGRESS_NOTHING:
        break;
    case PROGRESS_TABLE:
        save_table(a, now);
        break;
    case PROGRESS_DECK:
        show_deck(a, a->view.row, now);
        break;
    case PROGRESS_READ:
        return SCREEN_EXPLORE;
    case PROGRESS_WEAK: /* done by the screen */
        break;
    case PROGRESS_CLOSE:
        forget(a);
        return SCREEN_HOME;
    }
    return screen;
}
