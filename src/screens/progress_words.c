/* The sentences of Progress, in one place: what a picture shows is said by the same numbers. */
#include "base/tr.h"
#include "play/forecast.h"
#include "screens/progress_parts.h"
#include "screens/when.h"
#include "srs/day.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MIDDLING = 8, KNOWN = 10 }; /* of ten, rounded */

static int of_ten(double right)
{
    return (int)lround(10 * right);
}

int progress_shade(bool met, double right)
{
    int ten = of_ten(right);
    return !met ? 0 : ten < MIDDLING ? 1 : ten < KNOWN ? 2 : 3;
}

const char *progress_figure(double right, char text[12])
{
    int ten = of_ten(right);
    snprintf(text, 12, ten < KNOWN ? "%d" : "9+", ten);
    return text;
}

/* -- an item -- */

void progress_item_name(const struct deck *deck, int item, char *text, int size)
{
    int index = deck_item_index(deck, item);
    switch (deck_item_kind(deck, item)) {
    case ITEM_PLACEMENT:
        if (deck->n_models == 1) /* of tasks: where they are done says nothing */
            snprintf(text, (size_t)size, "%s", deck->layers[deck_item_layer(deck, item)].name);
        else
            snprintf(text, (size_t)size, tr("%s in %s"), deck->layers[deck_item_layer(deck, item)].name,
                     deck->models[deck_item_model(deck, item)].name);
        break;
    case ITEM_CARD:
        snprintf(text, (size_t)size, "%s", deck->cards[index].front);
        break;
    case ITEM_QUESTION:
        snprintf(text, (size_t)size, "%s", deck->questions[index].ask);
        break;
    }
}

static void wrong_words(const struct progress_facts *facts, const struct progress_item *item, char *text, int size)
{
    int times = facts->given ? facts->given_times : 0;
    if (!item->wrong)
        snprintf(text, (size_t)size, "%s", tr("none wrong"));
    else if (times && times == item->wrong)
        snprintf(text, (size_t)size, trn("%d wrong: %s", "%d wrong, each time %s", item->wrong), item->wrong,
                 facts->given);
    else if (times)
        snprintf(text, (size_t)size, tr("%d wrong, %d of them %s"), item->wrong, times, facts->given);
    else
        snprintf(text, (size_t)size, tr("%d wrong"), item->wrong);
}

void progress_item_words(const struct progress_facts *facts, int item, char *text, int size)
{
    const struct progress_item *it = &facts->items[item];
    char wrong[200], answers[60], figure[12];
    if (!it->met) {
        snprintf(text, (size_t)size, "%s", tr("Not asked yet."));
        return;
    }
    wrong_words(facts, it, wrong, sizeof wrong);
    snprintf(answers, sizeof answers, trn("%d answer", "%d answers", it->logged), it->logged);
    if (it->answers < PROGRESS_FIGURE)
        snprintf(text, (size_t)size, tr("%s, %s: too few for a figure."), answers, wrong);
    else if (of_ten(it->right) < KNOWN)
        snprintf(text, (size_t)size, tr("%s of 10. %s, %s."), progress_figure(it->right, figure), answers, wrong);
    else
        snprintf(text, (size_t)size, tr("More than 9 of 10. %s, %s."), answers, wrong);
}

/* -- days -- */

void progress_day(int day, char *text, int size)
{
    int year, month, mday;
    day_to_date(day, &year, &month, &mday);
    snprintf(text, (size_t)size, tr("%d %s"), mday, when_month(month));
}

static void on_day(const struct progress_facts *facts, int day, char *text, int size)
{
    char date[60];
    progress_day(day, date, sizeof date);
    if (day == facts->today)
        snprintf(text, (size_t)size, "%s", tr("Today"));
    else
        snprintf(text, (size_t)size, tr("On %s"), date);
}

void progress_day_words(const struct progress_facts *facts, int day, char *text, int size)
{
    struct numbers_day found = {.day = day};
    char when[80], repeats[80] = "";
    for (int i = 0; i < facts->n_days; i++)
        if (facts->days[i].day == day)
            found = facts->days[i];
    on_day(facts, day, when, sizeof when);
    if (found.repeats)
        snprintf(repeats, sizeof repeats, trn(" %d more was a repeat.", " %d more were repeats.", found.repeats),
                 found.repeats);
    if (found.first)
        snprintf(text, (size_t)size,
                 trn("%s: %d answer, %d right, %d wrong.%s", "%s: %d answers, %d right, %d wrong.%s", found.first),
                 when, found.first, found.right, found.first - found.right, repeats);
    else
        snprintf(text, (size_t)size, tr("%s: nothing was answered.%s"), when, repeats);
}

/* -- the line -- */

bool progress_has_line(const struct progress_facts *facts)
{
    return facts->answers >= PROGRESS_LINE && facts->answer_days >= PROGRESS_LINE_DAYS && facts->n_past > 1 &&
           facts->n_ahead > 1;
}

void progress_point_words(const struct progress_facts *facts, int point, char *text, int size)
{
    bool ahead = point >= facts->n_past;
    int at = point - facts->n_past + 1;
    const struct progress_point *p = ahead ? &facts->with[at] : &facts->past[point];
    struct forecast_ten ten = forecast_of_ten(p->right), left = forecast_of_ten(facts->without[ahead ? at : 0].right);
    char when[80];
    on_day(facts, p->day, when, sizeof when);
    if (ahead)
        snprintf(text, (size_t)size,
                 trn("%s: %d right with %d minute a day (%d to %d is likely), %d without practice (%d to %d).",
                     "%s: %d right with %d minutes a day (%d to %d is likely), %d without practice (%d to %d).",
                     facts->minutes),
                 when, ten.right, facts->minutes, ten.least, ten.most, left.right, left.least, left.most);
    else
        snprintf(text, (size_t)size,
                 p->day == facts->today && facts->answered_today
                     ? tr("%s, before the first answer: asked 10 of these, %d right, %d to %d is likely.")
                     : tr("%s: asked 10 of these, %d right, %d to %d is likely."),
                 when, ten.right, ten.least, ten.most);
}

/* -- predictions -- */

static void tenth(double share, char *text, int size)
{
    int tenths = (int)lround(share * 100);
    snprintf(text, (size_t)size, tenths % 10 ? "%d.%d" : "%d", tenths / 10, tenths % 10);
}

void progress_bin_words(const struct calibration_bin *bin, char *text, int size)
{
    char right[20], said[20];
    int from = of_ten(bin->from), to = of_ten(bin->to);
    if (!bin->n) {
        snprintf(text, (size_t)size, tr("Nothing was answered yet that demarc gave %d to %d of 10."), from, to);
        return;
    }
    tenth((double)bin->right / bin->n, right, sizeof right);
    tenth(bin->predicted / bin->n, said, sizeof said);
    snprintf(text, (size_t)size,
             trn("Of what demarc gave %d to %d of 10, %s were right. %d answer; demarc gave it %s.",
                 "Of what demarc gave %d to %d of 10, %s were right. %d answers; on average it gave them %s.", bin->n),
             from, to, right, bin->n, said);
}
