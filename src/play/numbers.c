/* Sums over what is remembered and over the log. */
#include "play/numbers.h"

#include "play/forecast.h"

#include <stdlib.h>

static double known(const struct plan_item *item, const struct plan_rules *rules)
{
    int elapsed = rules->today - item->memory.last_day;
    return item->memory.met ? fsrs_retrievability(rules->weights, item->memory.state.s, elapsed < 0 ? 0 : elapsed) : 0;
}

struct numbers numbers_of(const struct plan_item *items, int n_items, const struct plan_rules *rules)
{
    struct numbers numbers = {.items = n_items, .right = forecast_right(items, n_items, rules, NULL, rules->today)};
    double sum = 0;
    for (int i = 0; i < n_items; i++) {
        numbers.never += !items[i].memory.met;
        numbers.answers += items[i].memory.answers;
        sum += known(&items[i], rules);
    }
    numbers.knowledge = n_items ? sum / n_items : 0;
    return numbers;
}

int numbers_one_line(const struct deck *deck, int *asked)
{
    int right = 0, points;
    *asked = deck->n_layers ? deck_asked_count(deck) : 0;
    for (int model = 0; *asked && model < deck->n_models; model++) {
        deck_one_line(deck, model, &points);
        right += points;
    }
    return right;
}

/* -- by day -- */

static int by_day(const void *a, const void *b)
{
    const struct numbers_day *x = a, *y = b;
    return (x->day > y->day) - (x->day < y->day);
}

int numbers_days(const struct grade_answer *answers, int n, struct numbers_day *days)
{
    int all = 0, kept = 0;
    for (int i = 0; i < n; i++) {
        bool first = answers[i].counts == 1;
        if (answers[i].counts)
            days[all++] = (struct numbers_day){answers[i].day, first, first && answers[i].rating != FSRS_AGAIN, !first};
    }
    if (all)
        qsort(days, (size_t)all, sizeof *days, by_day);
    for (int i = 0; i < all; i++) {
        if (!kept || days[kept - 1].day != days[i].day) {
            days[kept++] = days[i];
            continue;
        }
        days[kept - 1].first += days[i].first;
        days[kept - 1].right += days[i].right;
        days[kept - 1].repeats += days[i].repeats;
    }
    return kept;
}
