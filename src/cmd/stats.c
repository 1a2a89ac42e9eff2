/* What is known, how predictions came true, what was answered when, and what is mixed up: for people and as CSV. Every
   number is one of a deck, whose title names what it is about; none is a forecast of an exam. */
#include "base/csv.h"
#include "base/mem.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "play/forecast.h"
#include "play/numbers.h"
#include "srs/calibration.h"
#include "srs/day.h"
#include "stock.h"
#include "store/log.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAYS_SHOWN = 14 };

struct stats {
    struct store *store;
    struct stock stock;
    struct store_log log;
    const struct deck *only; /* NULL: all decks */
    struct calibration calibration;
    struct leech_answer *predictions; /* room for one item's */
    double *work;
    struct numbers_day *days;
    int n_days, today;
};

/* -- gathering -- */

static int predict(const struct stats *stats, int item)
{
    const struct store_log *log = &stats->log;
    int first = log->first[item];
    return leech_answers(&log->weights.weights, log->answers + first, log->first[item + 1] - first, stats->predictions);
}

static void gather(struct stats *stats)
{
    size_t n = (size_t)stats->log.n_answers;
    stats->predictions = xcalloc(n + 1, sizeof *stats->predictions);
    stats->work = xcalloc(n + 1, sizeof *stats->work);
    stats->days = xcalloc(n + 1, sizeof *stats->days);
    calibration_init(&stats->calibration);
    for (int item = 0; item < stats->log.n_items; item++)
        calibration_add(&stats->calibration, stats->predictions, predict(stats, item));
    stats->n_days = numbers_days(stats->log.answers, stats->log.n_answers, stats->days);
}

/* The items of one deck lie side by side. */
static int items_of(const struct stock *stock, int deck, const struct plan_item **items)
{
    int n = 0;
    *items = stock->items;
    for (int i = stock->n_items - 1; i >= 0; i--)
        if (stock->items[i].deck == deck) {
            *items = &stock->items[i];
            n++;
        }
    return n;
}

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

static void print_decks(const struct stats *stats)
{
    const struct stock *stock = &stats->stock;
    int all_rule = 0, all_asked = 0, n_all = 0;
    printf("%-20s %6s %6s %10s %9s\n", tr("deck"), tr("items"), tr("never"), tr("knowledge"), tr("one line"));
    for (int d = 0; d < stock->n_asked; d++) {
        const struct deck *deck = stock->decks[d].deck;
        const struct plan_item *items;
        int asked, rule = numbers_one_line(deck, &asked), n = items_of(stock, d, &items);
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

static const char *topic(const struct stats *stats)
{
    return stats->only ? stats->only->title : tr("all decks");
}

static void print_calibration(const struct stats *stats)
{
    char name[32];
    printf(tr("\nHow predictions came true (%s)\n"), topic(stats));
    printf("%-14s %8s %11s %9s\n", tr("chance"), tr("answers"), tr("predicted"), tr("right"));
    print_bin(tr("at first sight"), &stats->calibration.first_sight);
    for (int i = 0; i < CALIBRATION_BINS; i++) {
        const struct calibration_bin *bin = &stats->calibration.bins[i];
        snprintf(name, sizeof name, tr("%d to %d %%"), percent(bin->from), percent(bin->to));
        print_bin(name, bin);
    }
}

static void print_days(const struct stats *stats)
{
    int at = 0;
    printf(tr("\nThe last %d days (%s)\n"), DAYS_SHOWN, topic(stats));
    printf("%-10s %13s %7s %8s\n", tr("day"), tr("first answers"), tr("right"), tr("repeats"));
    for (int day = stats->today - DAYS_SHOWN + 1; day <= stats->today; day++) {
        struct numbers_day none = {.day = day}, *shown = &none;
        int year, month, mday;
        while (at < stats->n_days && stats->days[at].day < day)
            at++;
        if (at < stats->n_days && stats->days[at].day == day)
            shown = &stats->days[at];
        day_to_date(day, &year, &month, &mday);
        printf("%04d-%02d-%02d %13d %7d %8d\n", year, month, mday, shown->first, shown->right, shown->repeats);
    }
}

static const char *text_of(const struct deck *deck, int item)
{
    int index = deck_item_index(deck, item);
    return deck_item_kind(deck, item) == ITEM_CARD ? deck->cards[index].front : deck->questions[index].ask;
}

static void print_mixed_up(const struct stats *stats, const struct deck *deck, int item, const char *key, int n)
{
    char given[DECK_ID_MAX + 1];
    int wrong = 0, times = store_log_wrong(stats->store, key, given, sizeof given);
    for (int i = 0; i < n; i++)
        wrong += !stats->predictions[i].right;
    if (deck_item_kind(deck, item) != ITEM_PLACEMENT) {
        printf(tr("%s: this does not stick, %d of %d answers were wrong: %s\n"), deck->title, wrong, n,
               text_of(deck, item));
        return;
    }
    const char *layer = deck->layers[deck_item_layer(deck, item)].name;
    const char *model = deck->models[deck_item_model(deck, item)].name;
    const char *right = deck->zones[deck_item_cell(deck, item)->answer].name;
    int zone = times ? deck_zone_index(deck, given) : -1;
    if (zone < 0)
        printf(tr("%s: '%s' under %s is %s; you left it open or got it wrong %d of %d times.\n"), deck->title, layer,
               model, right, wrong, n);
    else
        printf(tr("%s: You mix up %s and %s: '%s' under %s is %s; you chose %s %d of %d times.\n"), deck->title, right,
               deck->zones[zone].name, layer, model, right, deck->zones[zone].name, times, n);
}

static void print_leeches(const struct stats *stats)
{
    int found = 0;
    for (int i = 0; i < stats->stock.n_items; i++) {
        const struct plan_item *item = &stats->stock.items[i];
        const struct deck *deck = stats->stock.decks[item->deck].deck;
        char key[DECK_KEY_MAX];
        deck_item_key(deck, item->item, key);
        int logged = item->deck < stats->stock.n_asked ? store_log_find(&stats->log, key) : -1;
        int n = logged < 0 ? 0 : predict(stats, logged);
        if (!n || !leech_is(stats->predictions, n, stats->work))
            continue;
        if (!found++)
            printf("\n%s\n", tr("What goes wrong more often than chance allows"));
        print_mixed_up(stats, deck, item->item, key, n);
    }
}

/* -- as CSV -- */

enum { COLUMNS = 13 };
enum column { KIND, DECK, ITEM, DAY, FROM, TO, ITEMS, NEVER, ANSWERS, RIGHT, REPEATS, PROBABILITY, EXPECTED };

/* One line on its way out; what is not put is empty. */
struct line {
    char fields[COLUMNS][DECK_KEY_MAX];
};

static void put(struct line *line, enum column column, const char *text)
{
    snprintf(line->fields[column], sizeof line->fields[column], "%s", text);
}

static void put_int(struct line *line, enum column column, int n)
{
    snprintf(line->fields[column], sizeof line->fields[column], "%d", n);
}

static void put_real(struct line *line, enum column column, double x)
{
    snprintf(line->fields[column], sizeof line->fields[column], "%.6f", x);
}

static void write_line(const struct line *line)
{
    const char *fields[COLUMNS];
    for (int i = 0; i < COLUMNS; i++)
        fields[i] = line->fields[i];
    csv_write(stdout, fields, COLUMNS);
}

static void write_head(void)
{
    static const char *const head[COLUMNS] = {"kind",  "deck",    "item",  "day",     "from",      "to",      "items",
                                              "never", "answers", "right", "repeats", "knowledge", "expected"};
    csv_write(stdout, head, COLUMNS);
}

static void put_numbers(struct line *line, const struct numbers *numbers)
{
    put_int(line, ITEMS, numbers->items);
    put_int(line, NEVER, numbers->never);
    put_int(line, ANSWERS, numbers->answers);
    put_real(line, PROBABILITY, numbers->knowledge);
    put_real(line, EXPECTED, numbers->right);
}

static void write_deck(const struct stats *stats, int d)
{
    const struct deck *deck = stats->stock.decks[d].deck;
    const struct plan_item *items;
    int n = items_of(&stats->stock, d, &items), asked, rule = numbers_one_line(deck, &asked);
    struct line line = {0}, one_line = {0};
    struct numbers numbers = numbers_of(items, n, &stats->stock.rules);
    if (!n)
        return;
    put(&line, KIND, "deck");
    put(&line, DECK, deck->id);
    put_numbers(&line, &numbers);
    write_line(&line);
    put(&one_line, KIND, "one-line");
    put(&one_line, DECK, deck->id);
    put_int(&one_line, ITEMS, asked);
    put_int(&one_line, RIGHT, rule);
    if (asked)
        write_line(&one_line);
}

static void write_items(const struct stats *stats)
{
    for (int i = 0; i < stats->stock.n_items; i++) {
        const struct plan_item *item = &stats->stock.items[i];
        if (item->deck >= stats->stock.n_asked)
            continue;
        char key[DECK_KEY_MAX];
        struct line line = {0};
        struct numbers numbers = numbers_of(item, 1, &stats->stock.rules);
        deck_item_key(stats->stock.decks[item->deck].deck, item->item, key);
        put(&line, KIND, "item");
        put(&line, DECK, stats->stock.decks[item->deck].deck->id);
        put(&line, ITEM, key);
        put_numbers(&line, &numbers);
        int logged = store_log_find(&stats->log, key), n = logged < 0 ? 0 : predict(stats, logged), right = 0;
        for (int k = 0; k < n; k++)
            right += stats->predictions[k].right;
        put_int(&line, RIGHT, right);
        write_line(&line);
    }
}

static void write_bin(const struct stats *stats, const char *kind, const struct calibration_bin *bin)
{
    struct line line = {0};
    put(&line, KIND, kind);
    put(&line, DECK, stats->only ? stats->only->id : "");
    put_real(&line, FROM, bin->from);
    put_real(&line, TO, bin->to);
    put_int(&line, ANSWERS, bin->n);
    put_int(&line, RIGHT, bin->right);
    if (bin->n)
        put_real(&line, EXPECTED, bin->predicted / bin->n);
    write_line(&line);
}

static void write_days(const struct stats *stats)
{
    for (int i = 0; i < stats->n_days; i++) {
        const struct numbers_day *day = &stats->days[i];
        struct line line = {0};
        char text[48];
        int year, month, mday;
        day_to_date(day->day, &year, &month, &mday);
        snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, mday);
        put(&line, KIND, "day");
        put(&line, DECK, stats->only ? stats->only->id : "");
        put(&line, DAY, text);
        put_int(&line, ANSWERS, day->first);
        put_int(&line, RIGHT, day->right);
        put_int(&line, REPEATS, day->repeats);
        write_line(&line);
    }
}

static void write_all(const struct stats *stats)
{
    write_head();
    for (int d = 0; d < stats->stock.n_asked; d++)
        write_deck(stats, d);
    write_items(stats);
    write_bin(stats, "first-sight", &stats->calibration.first_sight);
    for (int i = 0; i < CALIBRATION_BINS; i++)
        write_bin(stats, "bin", &stats->calibration.bins[i]);
    write_days(stats);
}

/* -- all of it -- */

static void print_all(const struct stats *stats)
{
    print_decks(stats);
    if (!stats->log.n_answers)
        return;
    print_calibration(stats);
    print_days(stats);
    print_leeches(stats);
}

static bool run(struct stats *stats, const struct options *options, const struct shelf *shelf, struct err *err)
{
    struct moment now = store_moment(stats->store, options_now(options));
    const struct deck *const *decks = stats->only ? &stats->only : shelf->decks;
    stats->today = day_of(now);
    bool fine = stock_load(&stats->stock, stats->store, shelf, decks, stats->only ? 1 : shelf->n, STOCK_ALL, 10, now,
                           options->seed, err);
    fine = store_log(stats->store, stats->only ? stats->only->id : NULL, &stats->log, fine ? err : NULL) && fine;
    if (fine) {
        gather(stats);
        options->csv ? write_all(stats) : print_all(stats);
    }
    store_log_clear(&stats->log);
    stock_clear(&stats->stock);
    free(stats->predictions);
    free(stats->work);
    free(stats->days);
    return fine;
}

int cmd_stats(const struct options *options, int n, char **arguments)
{
    struct shelf shelf;
    struct err err;
    struct stats stats = {0};
    if (!options->data_folder)
        return cmd_no_folder();
    shelf_load(&shelf, options->deck_folders, 2, options->language);
    stats.only = n ? shelf_get(&shelf, arguments[0], &err) : NULL;
    int status = n && !stats.only ? EXIT_USE : EXIT_FINE;
    if (!status) {
        stats.store = store_open(options->data_folder, options->program, options_now(options), &err);
        status = stats.store && run(&stats, options, &shelf, &err) ? EXIT_FINE : EXIT_WORLD;
        store_close(stats.store);
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
