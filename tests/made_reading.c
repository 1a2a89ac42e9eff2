#include "made_reading.h"

#include "base/mem.h"

#include <stdlib.h>

static void learn(struct reading *r)
{
    const struct deck *deck = r->decks[r->view.deck];
    if (r->known == deck)
        return;
    free(r->rows);
    free(r->questions);
    r->known = deck;
    r->rows = xcalloc((size_t)deck->n_layers + 1, sizeof *r->rows);
    r->questions = xcalloc((size_t)deck->n_questions + 1, sizeof *r->questions);
    explore_rows(deck, r->rows);
    r->facts.n_questions = 0;
    for (int q = 0; q < deck->n_questions; q++)
        if (!deck->questions[q].for_exam)
            r->questions[r->facts.n_questions++] = q;
    r->facts.decks = r->decks;
    r->facts.n_decks = r->n_decks;
    r->facts.rows = r->rows;
    r->facts.questions = r->questions;
}

static void show(struct stage *s, bool again)
{
    struct reading *r = s->of;
    if (r->is_aside) {
        enum aside_action action = screen_aside(&r->aside_view, &s->ui, &r->aside_facts);
        r->aside_action = again ? r->aside_action : action;
        return;
    }
    learn(r);
    enum explore_action action = screen_explore(&r->view, &s->ui, &r->facts);
    r->action = again ? r->action : action;
    learn(r);
}

void made_reading(struct stage *s, struct reading *r, const struct deck *const *decks, int n_decks, int deck)
{
    *r = (struct reading){.decks = decks, .n_decks = n_decks};
    s->show = show;
    s->of = r;
    s->screen = SCREEN_EXPLORE;
    s->deck = decks[deck];
    explore_view_reset(&r->view, decks[deck], deck);
    stage_frame(s);
    stage_wait(s, NEW_SCREEN_MS);
}

void made_aside(struct stage *s, struct reading *r, const struct deck *deck)
{
    *r = (struct reading){.is_aside = true};
    s->show = show;
    s->of = r;
    r->aside_facts = (struct aside_facts){.aside = &r->aside, .path = "/home/eva/.local/share/demarc/reports.txt"};
    for (int item = 0; item < deck_item_count(deck) && !r->aside.n; item++)
        if (deck_item_asks(deck, item))
            aside_about(&r->aside, deck, item, "");
    stage_frame(s);
    stage_wait(s, NEW_SCREEN_MS);
}

void reading_clear(struct reading *r)
{
    free(r->rows);
    free(r->questions);
}
