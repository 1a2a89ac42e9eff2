/* What is known, how predictions came true, what was answered when, and what is mixed up: for people and as CSV. Every
   number is one of a deck, whose title names what it is about; none is a forecast of an exam. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "figures.h"
#include "srs/day.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { DAYS_SHOWN = 14 };

static int percent(double share)
{
    return (int)lround(share * 100);
}

/* -- for people -- */

static void print_row(const char *name, const char *title, const struct numbers *numbers, int rule, int asked)
{
    char line[16] = "-";
    struct forecast_ten ten = forecast_of_ten(numbers->right);
    if (asked)
        snprintf(line, sizeof line, "%d %%", percent((double)rule / asked));
    printf("%-20s %6d %6d %8d %% %9s\n", name, numbers->items, numbers->never, percent(numbers->knowledge), line);
    printf(tr("  %s: asked 10 of these today: %d right, %d to %d is likely%s\n"), title, ten.right, ten.least, ten.most,
           numbers->answers < FORECAST_ANSWERS ? tr(" (an estimate)") : "");
}

static void print_decks(const struct figures *figures)
{
    const struct stock *stock = &figures->stock;
    int all_rule = 0, all_asked = 0, n_all = 0;
    printf("%-20s %6s %6s %10s %9s\n", tr("deck"), tr("items"), tr("never"), tr("knowledge"), tr("one line"));
    for (int d = 0; d < stock->n_asked; d++) {
        const struct deck *deck = stock->decks[d].deck;
        const struct plan_item *items;
        int asked, rule = numbers_one_line(deck, &asked), n = figures_items(stock, d, &items);
        if (!n)
            continue;
        struct numbers numbers = numbers_of(items, n, &stock->rules);
        print_row(deck->id, deck->title, &numbers, rule, asked);
        all_rule += rule;
        all_asked += asked;
        n_all = (int)(items - stock->items) + n;
    }
    struct numbers numbers = numbers_of(stock->items, n_all, &stock->rules);
    if (stock->n_asked > 1 && n_all)
        print_row(tr("all"), tr("all decks"), &numbers, all_rule, all_asked);
    printf("\n%s\n",
           tr("never: not asked yet, counted as not known. one line: what somebody gets who only knows the best "
              "zone for each model."));
    if (numbers.answers < FORECAST_ANSWERS)
        printf(tr("An estimate rests on fewer than %d first answers.\n"), FORECAST_ANSWERS);
}

static void print_bin(const char *name, const struct calibration_bin *bin)
{
    if (bin->n)
        printf("%-14s %8d %9d %% %7d %%\n", name, bin->n, percent(bin->predicted / bin->n),
               percent((double)bin->right / bin->n));
    else
        printf("%-14s %8d %11s %9s\n", name, 0, "-", "-");
}

static const char *topic(const struct figures *figures)
{
    return figures->only ? figures->only->title : tr("all decks");
}

static void print_calibration(const struct figures *figures)
{
    char name[32];
    printf(tr("\nHow predictions came true (%s)\n"), topic(figures));
    printf("%-14s %8s %11s %9s\n", tr("chance"), tr("answers"), tr("predicted"), tr("right"));
    print_bin(tr("at first sight"), &figures->calibration.first_sight);
    for (int i = 0; i < CALIBRATION_BINS; i++) {
        const struct calibration_bin *bin = &figures->calibration.bins[i];
        snprintf(name, sizeof name, tr("%d to %d %%"), percent(bin->from), percent(bin->to));
        print_bin(name, bin);
    }
}

static void print_days(const struct figures *figures)
{
    int at = 0;
    printf(tr("\nThe last %d days (%s)\n"), DAYS_SHOWN, topic(figures));
    printf("%-10s %13s %7s %8s\n", tr("day"), tr("first answers"), tr("right"), tr("repeats"));
    for (int day = figures->today - DAYS_SHOWN + 1; day <= figures->today; day++) {
        struct numbers_day none = {.day = day}, *shown = &none;
        int year, month, mday;
        while (at < figures->n_days && figures->days[at].day < day)
            at++;
        if (at < figures->n_days && figures->days[at].day == day)
            shown = &figures->days[at];
        day_to_date(day, &year, &month, &mday);
        printf("%04d-%02d-%02d %13d %7d %8d\n", year, month, mday, shown->first, shown->right, shown->repeats);
    }
}

static void print_mixed_up(const struct figures *figures, struct store *store)
{
    int n;
    struct figures_mixed *mixed = figures_mixed(figures, store, &n);
    if (n)
        printf("\n%s\n", tr("What goes wrong more often than chance allows"));
    for (int i = 0; i < n; i++) {
        char text[1000];
        figures_mixed_text(&mixed[i], text, sizeof text);
        printf("%s: %s\n", mixed[i].deck->title, text);
    }
    free(mixed);
}

/* -- all of it -- */

static void print_all(const struct figures *figures, struct store *store)
{
    print_decks(figures);
    if (!figures->log.n_answers)
        return;
    print_calibration(figures);
    print_days(figures);
    print_mixed_up(figures, store);
}

static bool run(struct store *store, const struct options *options, const struct shelf *shelf, const struct deck *only,
                struct err *err)
{
    struct figures figures;
    bool fine =
        figures_read(&figures, store, shelf, only, store_moment(store, options_now(options)), options->seed, err);
    char *table = fine && options->csv ? figures_csv(&figures) : NULL;
    if (table)
        fputs(table, stdout);
    else if (fine)
        print_all(&figures, store);
    free(table);
    figures_clear(&figures);
    return fine;
}

int cmd_stats(const struct options *options, int n, char **arguments)
{
    struct shelf shelf;
    struct err err;
    struct store *store = NULL;
    const struct deck *only = NULL;
    if (!options->data_folder)
        return cmd_no_folder();
    shelf_load(&shelf, options->deck_folders, 2, options->language, options->tapes_path);
    only = n ? shelf_get(&shelf, arguments[0], &err) : NULL;
    int status = n && !only ? EXIT_USE : EXIT_FINE;
    if (!status) {
        store = store_open(options->data_folder, options->program, options_now(options), &err);
        status = store && run(store, options, &shelf, only, &err) ? EXIT_FINE : EXIT_WORLD;
        store_close(store);
    }
    if (status)
        fprintf(stderr, "demarc: %s\n", err.text);
    if (*shelf.problems)
        fprintf(stderr, "%s\n", shelf.problems);
    if (!status && *shelf.problems)
        status = EXIT_PROBLEMS;
    shelf_clear(&shelf);
    return status;
}
