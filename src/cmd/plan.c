/* The days ahead: what is due on each, and what an exam's day will find, with practice and without. */
#include "base/mem.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "figures.h"
#include "screens/when.h"
#include "srs/day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_day(const struct forecast_day *day)
{
    int year, month, mday;
    day_to_date(day->day, &year, &month, &mday);
    printf("%04d-%02d-%02d  %-10s %11d %6d %10d %5d %8d\n", year, month, mday, when_weekday(day->day),
           day->due[ITEM_PLACEMENT], day->due[ITEM_CARD], day->due[ITEM_QUESTION], day->fresh, when_minutes(day->ms));
}

static void print_days(const struct forecast_day *days, int n)
{
    printf("%-10s  %-10s %11s %6s %10s %5s %8s\n", tr("day"), "", tr("placements"), tr("cards"), tr("questions"),
           tr("new"), tr("minutes"));
    for (int d = 0; d < n; d++)
        print_day(&days[d]);
}

/* What the day finds of an exam's items, or of all where exam is NULL. */
static void print_right(const struct stock *stock, const char *exam, int day, double with, double without)
{
    struct forecast_ten practised = forecast_of_ten(with), left = forecast_of_ten(without);
    char name[DECK_ID_MAX + 1] = "";
    int year, month, mday;
    if (exam)
        deck_exam_name(exam, name);
    day_to_date(day, &year, &month, &mday);
    printf(tr("%s%sAsked 10 of these on %d %s: %d right with %d minutes a day (%d to %d is likely), "
              "%d without practice (%d to %d).\n"),
           name, exam ? ": " : "", mday, when_month(month), practised.right, stock->rules.seconds / 60, practised.least,
           practised.most, left.right, left.least, left.most);
}

static void print_doubt(const struct stock *stock)
{
    int answers = 0, never = 0;
    for (int i = 0; i < stock->n_items; i++) {
        answers += stock->items[i].memory.answers;
        never += !stock->items[i].memory.met;
    }
    if (answers < FORECAST_ANSWERS)
        printf(tr("An estimate: it rests on %d first answers, and becomes a forecast from %d on.\n"), answers,
               FORECAST_ANSWERS);
    if (never)
        printf(tr("%d of %d were never asked.\n"), never, stock->n_items);
}

/* A life of its own for each end: what the days before it ask is the same in all. */
static void print_end(const struct stock *stock, const struct store_goal *end)
{
    const char *exam = end->exam[0] ? end->exam : NULL;
    int n = stock->n_items;
    struct plan_item *items = figures_lived(stock, end->day - stock->rules.today, -1, NULL);
    print_right(stock, exam, end->day, forecast_right(items, n, &stock->rules, exam, end->day),
                forecast_right(stock->items, n, &stock->rules, exam, end->day));
    free(items);
}

static void look_ahead(struct store *store, struct stock *stock, int n_days)
{
    static struct store_goal ends[FIGURES_GOALS + 1];
    int n_ends = figures_ends(store, stock, ends);
    struct forecast_day *days = xcalloc((size_t)n_days, sizeof *days);
    struct plan_item *items = xcalloc((size_t)stock->n_items, sizeof *items);
    memcpy(items, stock->items, (size_t)stock->n_items * sizeof *items);
    forecast_live(items, stock->n_items, &stock->rules, n_days, days);
    print_days(days, n_days);
    printf("\n");
    for (int i = 0; i < n_ends; i++)
        print_end(stock, &ends[i]);
    print_doubt(stock);
    free(items);
    free(days);
}

static bool print_plan(const struct options *options, const struct shelf *shelf, struct store *store, struct err *err)
{
    struct stock stock;
    char minutes[SETTING_MAX];
    bool set = store_setting_get(store, "minutes", minutes);
    const struct deck **decks = xcalloc((size_t)shelf->n, sizeof *decks);
    struct moment now = store_moment(store, options_now(options));
    int n = stock_plan(store, shelf, day_of(now), decks);
    bool fine =
        stock_load(&stock, store, shelf, decks, n, STOCK_ALL,
                   options->minutes ? options->minutes : setting_minutes(set ? minutes : NULL), now, FIGURES_SEED, err);
    if (fine && stock.n_items)
        look_ahead(store, &stock, options->days);
    else if (fine)
        printf("%s\n", tr("There is no deck to plan with."));
    stock_clear(&stock);
    free(decks);
    return fine;
}

int cmd_plan(const struct options *options, int n, char **arguments)
{
    (void)n, (void)arguments;
    struct shelf shelf;
    struct err err;
    struct store *store = NULL;
    shelf_load(&shelf, options->deck_folders, 2, options->language, options->tapes_path);
    if (options->data_folder)
        store = store_open(options->data_folder, options->program, options_now(options), &err);
    else
        err_set(&err, tr("there is no home folder; give one with --data"));
    bool fine = store && print_plan(options, &shelf, store, &err);
    if (!fine)
        fprintf(stderr, "demarc: %s\n", err.text);
    if (*shelf.problems)
        fprintf(stderr, "%s\n", shelf.problems);
    int status = !fine ? EXIT_WORLD : *shelf.problems ? EXIT_PROBLEMS : EXIT_FINE;
    store_close(store);
    shelf_clear(&shelf);
    return status;
}
