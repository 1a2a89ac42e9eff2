/* From the store to what is known, said and shown. One computation for the terminal and for the window. */
#include "figures.h"

#include "base/csv.h"
#include "base/mem.h"
#include "base/tr.h"
#include "srs/day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- reading -- */

static int predict(const struct figures *figures, int logged)
{
    const struct store_log *log = &figures->log;
    int first = log->first[logged];
    return leech_answers(&log->weights.weights, log->answers + first, log->first[logged + 1] - first,
                         figures->predictions);
}

static void gather(struct figures *figures)
{
    size_t n = (size_t)figures->log.n_answers;
    figures->predictions = xcalloc(n + 1, sizeof *figures->predictions);
    figures->work = xcalloc(n + 1, sizeof *figures->work);
    figures->days = xcalloc(n + 1, sizeof *figures->days);
    calibration_init(&figures->calibration);
    for (int item = 0; item < figures->log.n_items; item++)
        calibration_add(&figures->calibration, figures->predictions, predict(figures, item));
    figures->n_days = numbers_days(figures->log.answers, figures->log.n_answers, figures->days);
}

bool figures_read(struct figures *figures, struct store *store, const struct shelf *shelf, const struct deck *only,
                  struct moment now, uint64_t seed, struct err *err)
{
    const struct deck *const *decks = only ? &only : shelf->decks;
    *figures = (struct figures){.only = only, .today = day_of(now)};
    bool fine = stock_load(&figures->stock, store, shelf, decks, only ? 1 : shelf->n, STOCK_ALL, 10, now, seed, err);
    fine = store_log(store, only ? only->id : NULL, &figures->log, fine ? err : NULL) && fine;
    if (fine)
        gather(figures);
    return fine;
}

void figures_clear(struct figures *figures)
{
    store_log_clear(&figures->log);
    stock_clear(&figures->stock);
    free(figures->predictions);
    free(figures->work);
    free(figures->days);
}

int figures_items(const struct stock *stock, int deck, const struct plan_item **items)
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

/* Into figures->predictions; 0: never answered. */
static int predict_item(const struct figures *figures, const struct deck *deck, int item)
{
    char key[DECK_KEY_MAX];
    deck_item_key(deck, item, key);
    int logged = store_log_find(&figures->log, key);
    return logged < 0 ? 0 : predict(figures, logged);
}

struct figures_answers figures_answers(const struct figures *figures, const struct deck *deck, int item)
{
    struct figures_answers answers = {.n = predict_item(figures, deck, item)};
    for (int i = 0; i < answers.n; i++)
        answers.right += figures->predictions[i].right;
    return answers;
}

/* -- what is mixed up -- */

static const char *text_of(const struct deck *deck, int item)
{
    int index = deck_item_index(deck, item);
    return deck_item_kind(deck, item) == ITEM_CARD ? deck->cards[index].front : deck->questions[index].ask;
}

static struct figures_mixed mix(const struct figures *figures, struct store *store, const struct deck *deck, int item,
                                int n)
{
    char given[DECK_ID_MAX + 1], key[DECK_KEY_MAX];
    deck_item_key(deck, item, key);
    struct figures_mixed mixed = {.deck = deck, .item = item, .answers = n, .zone = -1};
    for (int i = 0; i < n; i++)
        mixed.wrong += !figures->predictions[i].right;
    mixed.times = store_log_wrong(store, key, given, sizeof given);
    if (mixed.times && deck_item_kind(deck, item) == ITEM_PLACEMENT)
        mixed.zone = deck_zone_index(deck, given);
    return mixed;
}

struct figures_mixed *figures_mixed(const struct figures *figures, struct store *store, int *n)
{
    struct figures_mixed *list = NULL;
    int room = 0;
    *n = 0;
    for (int i = 0; i < figures->stock.n_items; i++) {
        const struct plan_item *item = &figures->stock.items[i];
        const struct deck *deck = figures->stock.decks[item->deck].deck;
        int answers = item->deck < figures->stock.n_asked ? predict_item(figures, deck, item->item) : 0;
        if (!answers || !leech_is(figures->predictions, answers, figures->work))
            continue;
        list = xgrow(list, *n, &room, sizeof *list);
        list[(*n)++] = mix(figures, store, deck, item->item, answers);
    }
    return list;
}

void figures_mixed_text(const struct figures_mixed *mixed, char *text, int size)
{
    const struct deck *deck = mixed->deck;
    int item = mixed->item;
    if (deck_item_kind(deck, item) != ITEM_PLACEMENT) {
        snprintf(text, (size_t)size, tr("this does not stick, %d of %d answers were wrong: %s"), mixed->wrong,
                 mixed->answers, text_of(deck, item));
        return;
    }
    const char *layer = deck->layers[deck_item_layer(deck, item)].name;
    const char *model = deck->models[deck_item_model(deck, item)].name;
    const char *right = deck->zones[deck_item_cell(deck, item)->answer].name;
    if (mixed->zone < 0)
        snprintf(text, (size_t)size, tr("'%s' under %s is %s; you left it open or got it wrong %d of %d times."), layer,
                 model, right, mixed->wrong, mixed->answers);
    else
        snprintf(text, (size_t)size, tr("You mix up %s and %s: '%s' under %s is %s; you chose %s %d of %d times."),
                 right, deck->zones[mixed->zone].name, layer, model, right, deck->zones[mixed->zone].name, mixed->times,
                 mixed->answers);
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

static void write_line(FILE *out, const struct line *line)
{
    const char *fields[COLUMNS];
    for (int i = 0; i < COLUMNS; i++)
        fields[i] = line->fields[i];
    csv_write(out, fields, COLUMNS);
}

static void write_head(FILE *out)
{
    static const char *const head[COLUMNS] = {"kind",  "deck",    "item",  "day",     "from",      "to",      "items",
                                              "never", "answers", "right", "repeats", "knowledge", "expected"};
    csv_write(out, head, COLUMNS);
}

static void put_numbers(struct line *line, const struct numbers *numbers)
{
    put_int(line, ITEMS, numbers->items);
    put_int(line, NEVER, numbers->never);
    put_int(line, ANSWERS, numbers->answers);
    put_real(line, PROBABILITY, numbers->knowledge);
    put_real(line, EXPECTED, numbers->right);
}

static void write_deck(FILE *out, const struct figures *figures, int d)
{
    const struct deck *deck = figures->stock.decks[d].deck;
    const struct plan_item *items;
    int n = figures_items(&figures->stock, d, &items), asked, rule = numbers_one_line(deck, &asked);
    struct line line = {0}, one_line = {0};
    struct numbers numbers = numbers_of(items, n, &figures->stock.rules);
    if (!n)
        return;
    put(&line, KIND, "deck");
    put(&line, DECK, deck->id);
    put_numbers(&line, &numbers);
    write_line(out, &line);
    put(&one_line, KIND, "one-line");
    put(&one_line, DECK, deck->id);
    put_int(&one_line, ITEMS, asked);
    put_int(&one_line, RIGHT, rule);
    if (asked)
        write_line(out, &one_line);
}

static void write_items(FILE *out, const struct figures *figures)
{
    for (int i = 0; i < figures->stock.n_items; i++) {
        const struct plan_item *item = &figures->stock.items[i];
        if (item->deck >= figures->stock.n_asked)
            continue;
        char key[DECK_KEY_MAX];
        struct line line = {0};
        const struct deck *deck = figures->stock.decks[item->deck].deck;
        struct numbers numbers = numbers_of(item, 1, &figures->stock.rules);
        deck_item_key(deck, item->item, key);
        put(&line, KIND, "item");
        put(&line, DECK, deck->id);
        put(&line, ITEM, key);
        put_numbers(&line, &numbers);
        put_int(&line, RIGHT, figures_answers(figures, deck, item->item).right);
        write_line(out, &line);
    }
}

static void write_bin(FILE *out, const struct figures *figures, const char *kind, const struct calibration_bin *bin)
{
    struct line line = {0};
    put(&line, KIND, kind);
    put(&line, DECK, figures->only ? figures->only->id : "");
    put_real(&line, FROM, bin->from);
    put_real(&line, TO, bin->to);
    put_int(&line, ANSWERS, bin->n);
    put_int(&line, RIGHT, bin->right);
    if (bin->n)
        put_real(&line, EXPECTED, bin->predicted / bin->n);
    write_line(out, &line);
}

static void write_days(FILE *out, const struct figures *figures)
{
    for (int i = 0; i < figures->n_days; i++) {
        const struct numbers_day *day = &figures->days[i];
        struct line line = {0};
        char text[48];
        int year, month, mday;
        day_to_date(day->day, &year, &month, &mday);
        snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, mday);
        put(&line, KIND, "day");
        put(&line, DECK, figures->only ? figures->only->id : "");
        put(&line, DAY, text);
        put_int(&line, ANSWERS, day->first);
        put_int(&line, RIGHT, day->right);
        put_int(&line, REPEATS, day->repeats);
        write_line(out, &line);
    }
}

char *figures_csv(const struct figures *figures)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        abort(); /* no memory */
    write_head(out);
    for (int d = 0; d < figures->stock.n_asked; d++)
        write_deck(out, figures, d);
    write_items(out, figures);
    write_bin(out, figures, "first-sight", &figures->calibration.first_sight);
    for (int i = 0; i < CALIBRATION_BINS; i++)
        write_bin(out, figures, "bin", &figures->calibration.bins[i]);
    write_days(out, figures);
    fclose(out);
    return text;
}

/* -- the days ahead -- */

int figures_ends(struct store *store, const struct stock *stock, struct store_goal *ends)
{
    int n = 0, n_goals = store_goals(store, ends, FIGURES_GOALS), today = stock->rules.today;
    for (int i = 0; i < n_goals; i++) {
        bool served = forecast_right(stock->items, stock->n_items, &stock->rules, ends[i].exam, ends[i].day) >= 0;
        if (served && ends[i].day > today && ends[i].day <= today + FIGURES_LIVED_MAX)
            ends[n++] = ends[i];
    }
    if (!n)
        ends[n++] = (struct store_goal){.day = today + PLAN_HORIZON_DAYS};
    return n;
}

struct plan_item *figures_lived(const struct stock *stock, int n_days, int deck, double *right)
{
    struct plan_item *items = xcalloc((size_t)stock->n_items + 1, sizeof *items);
    struct forecast_day *days = xcalloc((size_t)n_days + 1, sizeof *days);
    memcpy(items, stock->items, (size_t)stock->n_items * sizeof *items);
    forecast_follow(items, stock->n_items, &stock->rules, n_days, days, deck, right);
    free(days);
    return items;
}
