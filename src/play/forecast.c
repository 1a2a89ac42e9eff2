/* One learner's mean future. An item that is asked gets the state that its right and its wrong answer leave on average;
   with it comes its next due day, and so the plan of the days behind. */
#include "play/forecast.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double chance_of(const struct plan_rules *rules, const struct plan_item *item)
{
    int right_ways, ways;
    deck_item_ways(rules->decks[item->deck].deck, item->item, &right_ways, &ways);
    return ways ? (double)right_ways / ways : 0;
}

static int elapsed_of(const struct plan_item *item, int day)
{
    return item->memory.met && day > item->memory.last_day ? day - item->memory.last_day : 0;
}

static void answer(struct plan_item *item, const struct plan_rules *rules)
{
    struct grade_memory *memory = &item->memory;
    memory->state = grade_expected(rules->weights, memory, elapsed_of(item, rules->today), chance_of(rules, item));
    memory->first_day = memory->met ? memory->first_day : rules->today;
    memory->last_day = rules->today;
    memory->reask = memory->reask && memory->reask_day > rules->today;
    memory->met = true;
    item->due_day = grade_due_by(rules->weights, memory, rules->retention, rules->decks[item->deck].exam_day);
    item->today = true;
}

static int by_number(const void *a, const void *b)
{
    const struct plan_item *const *x = a, *const *y = b;
    if ((*x)->deck != (*y)->deck)
        return (*x)->deck < (*y)->deck ? -1 : 1;
    return ((*x)->item > (*y)->item) - ((*x)->item < (*y)->item);
}

static struct plan_item *find(struct plan_item **sorted, int n, int deck, int item)
{
    struct plan_item wanted = {.deck = deck, .item = item}, *key = &wanted;
    return *(struct plan_item **)bsearch(&key, sorted, (size_t)n, sizeof *sorted, by_number);
}

/* What is due is derived anew where an exam has just been let go. */
static void begin_day(struct plan_item *items, int n_items, const struct plan_rules *rules, struct plan_deck *decks,
                      struct forecast_day *day)
{
    for (int i = 0; i < n_items; i++) {
        struct plan_item *item = &items[i];
        if (item->memory.met && decks[item->deck].exam_day == rules->today)
            item->due_day = grade_due_day(rules->weights, &item->memory, rules->retention);
        bool counts = item->memory.met && !item->today && item->due_day <= rules->today;
        day->due[deck_item_kind(decks[item->deck].deck, item->item)] += counts;
    }
    for (int d = 0; d < rules->n_decks; d++)
        if (decks[d].exam_day && decks[d].exam_day <= rules->today)
            decks[d].exam_day = 0;
}

static void live_day(struct plan_item *items, struct plan_item **sorted, int n_items, const struct plan_rules *rules,
                     struct plan_deck *decks, struct forecast_day *day)
{
    static const struct forecast_day none;
    struct task *tasks = xcalloc(PLAN_TASKS_MAX, sizeof *tasks);
    *day = none;
    day->day = rules->today;
    begin_day(items, n_items, rules, decks, day);
    int n = plan_drill(items, n_items, rules, tasks);
    day->ms = plan_takes_ms(rules, tasks, n);
    for (int t = 0; t < n; t++)
        for (int i = 0; i < tasks[t].n_items; i++) {
            struct plan_item *item = find(sorted, n_items, tasks[t].deck, tasks[t].items[i]);
            day->asked[deck_item_kind(decks[tasks[t].deck].deck, item->item)]++;
            day->fresh += !item->memory.met;
            if (!item->memory.met)
                decks[item->deck].newest_day = rules->today;
            answer(item, rules);
        }
    for (int i = 0; i < n_items; i++)
        items[i].today = items[i].line = false;
    free(tasks);
}

void forecast_begin(struct forecast *f, struct plan_item *items, int n_items, const struct plan_rules *rules)
{
    *f = (struct forecast){.items = items, .n_items = n_items, .rules = *rules};
    f->decks = xcalloc((size_t)rules->n_decks, sizeof *f->decks);
    f->sorted = xcalloc((size_t)n_items, sizeof *f->sorted);
    if (rules->n_decks)
        memcpy(f->decks, rules->decks, (size_t)rules->n_decks * sizeof *f->decks);
    for (int i = 0; i < n_items; i++)
        f->sorted[i] = &items[i];
    if (n_items)
        qsort(f->sorted, (size_t)n_items, sizeof *f->sorted, by_number);
    f->rules.decks = f->decks;
}

void forecast_day(struct forecast *f, struct forecast_day *day)
{
    live_day(f->items, f->sorted, f->n_items, &f->rules, f->decks, day);
    f->rules.today++;
}

void forecast_end(struct forecast *f)
{
    free(f->sorted);
    free(f->decks);
}

static double right_on(const struct plan_item *item, const struct plan_rules *rules, int day)
{
    double known = 0, chance = chance_of(rules, item);
    if (item->memory.met)
        known = fsrs_retrievability(rules->weights, item->memory.state.s, elapsed_of(item, day));
    return known + (1 - known) * chance;
}

static double right_of_deck(const struct plan_item *items, int n_items, const struct plan_rules *rules, int deck,
                            int day)
{
    double sum = 0;
    int n = 0;
    for (int i = 0; i < n_items; i++)
        if (items[i].deck == deck) {
            sum += right_on(&items[i], rules, day);
            n++;
        }
    return n ? sum / n : -1;
}

void forecast_live(struct plan_item *items, int n_items, const struct plan_rules *rules, int n_days,
                   struct forecast_day *days)
{
    forecast_follow(items, n_items, rules, n_days, days, -1, NULL);
}

void forecast_follow(struct plan_item *items, int n_items, const struct plan_rules *rules, int n_days,
                     struct forecast_day *days, int deck, double *right)
{
    struct forecast forecast;
    forecast_begin(&forecast, items, n_items, rules);
    for (int d = 0; d < n_days; d++) {
        forecast_day(&forecast, &days[d]);
        if (right)
            right[d] = right_of_deck(items, n_items, rules, deck, forecast.rules.today);
    }
    forecast_end(&forecast);
}

static bool serves(const struct deck *deck, const char *exam)
{
    for (int i = 0; i < deck->n_exams; i++)
        if (strcmp(deck->exams[i], exam) == 0)
            return true;
    return false;
}

double forecast_right(const struct plan_item *items, int n_items, const struct plan_rules *rules, const char *exam,
                      int day)
{
    double sum = 0;
    int n = 0;
    for (int i = 0; i < n_items; i++) {
        const struct plan_item *item = &items[i];
        if (exam && !serves(rules->decks[item->deck].deck, exam))
            continue;
        sum += right_on(item, rules, day);
        n++;
    }
    return n ? sum / n : -1;
}

double forecast_spread(double right)
{
    return sqrt(10 * right * (1 - right));
}

struct forecast_ten forecast_of_ten(double right)
{
    double ten = 10 * right, spread = forecast_spread(right);
    int least = (int)lround(ten - spread), most = (int)lround(ten + spread);
    return (struct forecast_ten){(int)lround(ten), least < 0 ? 0 : least, most > 10 ? 10 : most};
}
