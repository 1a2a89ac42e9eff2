#include "made_progress.h"

#include "base/mem.h"
#include "screens/progress_parts.h"

#include <stdlib.h>
#include <string.h>

enum { EXAM_IN = 12, PAST = 40, DAYS = 30 };

static void make_items(struct made_progress *m, const struct deck *deck, enum made_how how)
{
    int n = deck_item_count(deck), at = 0;
    m->items = xcalloc((size_t)n + 1, sizeof *m->items);
    m->squares = xcalloc((size_t)n + 1, sizeof *m->squares);
    for (int item = 0; item < n; item++) {
        struct progress_item *it = &m->items[item];
        enum deck_item_kind kind = deck_item_kind(deck, item);
        it->asked = deck_item_asks(deck, item);
        if (!it->asked)
            continue;
        it->met = how <= MADE_NO_DATE ? item % 9 != 8 : how == MADE_ONE_ANSWER && !m->facts.answers;
        it->answers = it->logged = !it->met ? 0 : how == MADE_ONE_ANSWER ? 1 : 1 + item % 8;
        it->wrong = it->logged * (item % 4) / 4;
        it->right = it->met ? .3 + .07 * (item * 7 % 11) : 1 / 3.;
        m->facts.answers += it->logged;
        if (kind != ITEM_PLACEMENT)
            m->squares[at++] = item;
        m->facts.n_cards += kind == ITEM_CARD;
        m->facts.n_questions += kind == ITEM_QUESTION;
    }
    m->facts.items = m->items;
    m->facts.squares = m->squares;
    m->facts.numbers = (struct numbers){.items = n, .answers = m->facts.answers, .right = .79};
}

static void make_line(struct made_progress *m, enum made_how how)
{
    int today = m->facts.today, n = EXAM_IN + 1;
    for (int i = 0; i < PAST; i++)
        m->past[i] =
            (struct progress_point){today - PAST + 1 + i, .79 - .5 * (PAST - 1 - i) * (PAST - 1 - i) / (PAST * PAST)};
    for (int i = 0; i < n; i++) {
        m->with[i] = (struct progress_point){today + i, .79 + .01 * i};
        m->without[i] = (struct progress_point){today + i, .79 - .008 * i};
    }
    m->facts.past = m->past;
    m->facts.n_past = how <= MADE_NO_DATE ? PAST : 1;
    m->facts.with = m->with;
    m->facts.without = m->without;
    m->facts.n_ahead = how <= MADE_NO_DATE ? n : 0;
    m->facts.end_day = today + EXAM_IN;
    m->facts.minutes = 6;
    m->facts.exam = how == MADE_NO_DATE ? NULL : "AZ-900";
}

static void make_days(struct made_progress *m, enum made_how how)
{
    int n = how <= MADE_NO_DATE ? DAYS : how == MADE_ONE_ANSWER;
    for (int i = 0; i < n; i++)
        m->days[i] = (struct numbers_day){m->facts.today - PAST + 1 + i + i / 5, 9 + i * 5 % 11, 3 + i * 5 % 7, i % 3};
    if (how == MADE_ONE_ANSWER)
        m->days[0] = (struct numbers_day){m->facts.today, 1, 0, 0};
    m->facts.days = m->days;
    m->facts.n_days = m->facts.answer_days = n;
    calibration_init(&m->calibration);
    for (int i = 0; i < CALIBRATION_BINS && how <= MADE_NO_DATE; i++) {
        struct calibration_bin *bin = &m->calibration.bins[i];
        bin->n = i == 1 ? 0 : 5 + 9 * i;
        bin->right = bin->n * (4 + i) / 10;
        bin->predicted = bin->n * (bin->from + bin->to) / 2;
    }
    m->facts.calibration = &m->calibration;
    m->mixed[0] = "You mix up Shared and Microsoft: 'Identity and directory infrastructure' under PaaS is Shared; you "
                  "chose Microsoft 6 of 7 times.";
    m->mixed[1] = "'Applications' under SaaS is Microsoft; you left it open or got it wrong 5 of 6 times.";
    m->facts.mixed = m->mixed;
    m->facts.n_mixed = how <= MADE_NO_DATE ? 2 : 0;
}

static void make_says(struct made_progress *m, enum made_how how)
{
    int answers = how <= MADE_NO_DATE ? 120 : how == MADE_ONE_ANSWER;
    m->parts[0] = (struct progress_part){
        "Cloud computing and shared responsibility", true, {30, answers ? 4 : 30, answers, .8, .9}};
    m->parts[1] = (struct progress_part){"Benefits of using the cloud", false, {12, 5, answers / 10, .5, .6}};
    m->parts[2] = (struct progress_part){"Cloud service types", false, {12, 12, 0, 0, .25}};
    m->areas[0] = (struct deck_area){.name = "Azure architecture and services", .share = "35 to 40 %"};
    m->areas[1] = (struct deck_area){.name = "Azure management and governance", .share = "30 to 35 %"};
    m->facts.says_exam = "AZ-900";
    m->facts.parts = m->parts;
    m->facts.n_parts = 3;
    m->facts.areas = m->areas;
    m->facts.n_areas = 2;
}

static void make_decks(struct made_progress *m, const struct deck *const *decks, int n)
{
    m->decks = xcalloc((size_t)n + 1, sizeof *m->decks);
    for (int d = 0; d < n; d++)
        m->decks[d] = (struct progress_deck){
            .title = decks[d]->title, .numbers = {40 + d, 8, d % 3 ? 30 * d : 0, .7, .8}, .shades = {8, 10 + d, 7, 15}};
    m->facts.decks = m->decks;
    m->facts.n_decks = n;
}

/* Of the deck, and of those listed: the least known first. */
static void make_weak(struct made_progress *m, const struct deck *const *decks, int n_decks, enum made_how how)
{
    int n = how <= MADE_NO_DATE ? 12 : 0;
    for (int i = 0; i < n; i++) {
        const struct deck *deck = decks[i % n_decks];
        int item = 7 * i % (deck->n_layers ? deck->n_layers * deck->n_models : 40);
        while (!deck_item_asks(deck, item))
            item++;
        m->weak[i] = (struct progress_weak){deck, item, 1 + i * 5 % 7, m->facts.today + i * i % 9, .34 + .05 * i, 0};
    }
    m->facts.weak = m->weak;
    m->facts.n_weak = n;
    m->facts.weak_met = n ? 141 : 0;
    m->facts.weak_never = 36;
}

static void show(struct stage *s, bool again)
{
    struct made_progress *m = s->of;
    enum progress_action action = screen_progress(&m->view, &s->ui, &m->facts);
    m->action = again ? m->action : action;
}

void made_progress(struct made_progress *m, struct stage *s, const struct deck *deck, enum made_how how,
                   const struct deck *const *decks, int n_decks)
{
    *m = (struct made_progress){.facts = {.today = STAGE_TODAY}};
    progress_view_reset(&m->view);
    if (how != MADE_NO_DECK) {
        m->facts.deck = deck;
        make_items(m, deck, how);
        make_line(m, how);
        make_days(m, how);
        make_says(m, how);
        make_decks(m, decks, n_decks);
        make_weak(m, decks, n_decks, how);
        m->facts.given = deck->n_zones ? deck->zones[0].name : NULL;
        m->facts.given_times = 2;
    }
    s->of = m;
    s->show = show;
    s->screen = SCREEN_PROGRESS;
    s->deck = deck;
    stage_frame(s);
    stage_wait(s, NEW_SCREEN_MS);
}

void made_progress_clear(struct made_progress *m)
{
    free(m->items);
    free(m->squares);
    free(m->decks);
}
