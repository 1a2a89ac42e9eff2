/* From the memory on disk to what Home shows. */
#include "app_home.h"

#include "base/mem.h"
#include "drill.h"
#include "srs/day.h"

#include <stdlib.h>

void app_home_init(struct app_home *h, struct app_shared *shared)
{
    h->shared = shared;
}

void app_home_clear(struct app_home *h)
{
    free(h->decks);
}

/* -- what is known of each deck -- */

static bool learn_deck(struct app_home *h, const struct deck *deck, int today, struct home_deck *row, struct err *err)
{
    int due = 0, met = 0, fresh = 0;
    bool fine = store_count(h->shared->store, deck, today, &due, &met, err) &&
                store_fresh(h->shared->store, deck, &fresh, err);
    *row = (struct home_deck){.title = deck->title,
                              .n_layers = deck->n_layers,
                              .n_models = deck->n_models,
                              .n_cards = deck->n_cards,
                              .n_questions = deck->n_questions,
                              .asked = deck_asked_count(deck),
                              .due = due,
                              .fresh = fresh};
    return fine;
}

bool app_home_learn(struct app_home *h, struct moment now, struct err *err)
{
    const struct shelf *shelf = h->shared->shelf;
    int today = day_of(now);
    struct home_facts *facts = &h->facts;
    if (h->known && facts->today == today)
        return true;
    free(h->decks);
    h->decks = xcalloc((size_t)shelf->n, sizeof *h->decks);
    struct drill_outlook outlook;
    bool fine = drill_outlook_plan(h->shared->store, shelf, h->shared->prefs.minutes, now, &outlook, err);
    for (int i = 0; i < shelf->n; i++)
        fine = learn_deck(h, shelf->decks[i], today, &h->decks[i], err) && fine;
    *facts = (struct home_facts){.decks = h->decks,
                                 .n_decks = shelf->n,
                                 .to_answer = outlook.to_answer,
                                 .minutes = outlook.minutes,
                                 .due = outlook.due,
                                 .fresh = outlook.fresh,
                                 .today = today,
                                 .next_day = outlook.next_day,
                                 .problems = shelf->problems,
                                 .said = h->said};
    struct store_open_drill open;
    if (store_find_drill(h->shared->store, &open)) {
        facts->open_left = open.left > 0 ? open.left : 1; /* only what was wrong is left to be asked again */
        facts->open_days = today > open.began_day ? today - open.began_day : 0;
    }
    h->known = true;
    return fine;
}

enum home_action app_home_run(struct app_home *h, struct ui *ui)
{
    h->facts.not_saved = h->shared->not_saved;
    return screen_home(&h->view, ui, &h->facts);
}
