/* Rules about answers: where the line runs, what can be guessed, and what the deck promises of itself. */
#include "base/mem.h"
#include "base/tr.h"
#include "deck/deck_checking.h"
#include "deck/word.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    TIMED_LEAST = 10, /* with fewer placements there is no timed set: any short list follows some rule */
    RULE_PERCENT = 80
};

static const struct deck_cell *cell_of(const struct deck *deck, int layer, int model)
{
    return &deck->layers[layer].cells[model];
}

static const char *zone_name(const struct deck *deck, int zone)
{
    return deck->zones[zone].name;
}

/* How far from the customer the answer is; -1 where that has no meaning. */
static int distance(const struct deck *deck, const struct deck_cell *cell)
{
    if (cell->open || cell->answer == DECK_ABSENT || deck->zones[cell->answer].look > LOOK_PROVIDER)
        return -1;
    return (int)deck->zones[cell->answer].look;
}

static void layer_back(struct deck_check *check, int layer)
{
    const struct deck *deck = check->deck;
    int before = -1;
    for (int model = 0; model < deck->n_models; model++) {
        const struct deck_cell *cell = cell_of(deck, layer, model);
        int here = distance(deck, cell);
        if (here < 0)
            continue;
        if (before >= 0 && here < distance(deck, cell_of(deck, layer, before)))
            check_tell(check, cell->at,
                       tr("'%s' goes back towards the customer: %s in %s, then %s in %s; if that is right, say why in "
                          "an 'allow' on this line"),
                       word_shown(deck->layers[layer].name).text,
                       word_shown(zone_name(deck, cell_of(deck, layer, before)->answer)).text,
                       word_shown(deck_model_short(deck, before)).text, word_shown(zone_name(deck, cell->answer)).text,
                       word_shown(deck_model_short(deck, model)).text);
        before = model;
    }
}

void rule_line_back(struct deck_check *check)
{
    for (int layer = 0; layer < check->deck->n_layers; layer++)
        layer_back(check, layer);
}

/* -- what can be guessed -- */

static bool is_right(const struct deck *deck, int model, int zone)
{
    for (int layer = 0; layer < deck->n_layers; layer++)
        if (deck_asks(deck, layer, model) && cell_of(deck, layer, model)->answer == zone)
            return true;
    return false;
}

void rule_zone_never_right(struct deck_check *check)
{
    const struct deck *deck = check->deck;
    for (int zone = 0; deck->n_layers && zone < deck->n_zones; zone++) {
        bool right = false;
        for (int model = 0; model < deck->n_models; model++)
            right = right || is_right(deck, model, zone);
        if (!right)
            check_tell(check, deck->zones[zone].at,
                       tr("the zone '%s' is never right, so learners rule it out; take it out, or ask where it is"),
                       word_shown(deck->zones[zone].id).text);
    }
}

void rule_one_line(struct deck_check *check)
{
    const struct deck *deck = check->deck;
    int asked = deck_asked_count(deck), right = 0, most;
    char rule[200] = "";
    for (int model = 0; model < deck->n_models; model++) {
        int zone = deck_one_line(deck, model, &most);
        size_t used = strlen(rule);
        right += most;
        if (most)
            snprintf(rule + used, sizeof rule - used, "%s%s %s", used ? ", " : "",
                     word_shown(deck_model_short(deck, model)).text, word_shown(zone_name(deck, zone)).text);
    }
    if (asked >= TIMED_LEAST && right * 100 >= asked * RULE_PERCENT)
        check_tell(check, deck->layers[0].at,
                   tr("who only knows one line gets %d of %d right (%d %%): %s; add layers that it is wrong about, or "
                      "take out some that it is right about"),
                   right, asked, right * 100 / asked, rule);
}

/* -- texts about wrong zones -- */

static bool needs_wrong(const struct deck *deck, int layer, int model, int zone)
{
    const struct deck_cell *cell = cell_of(deck, layer, model);
    return deck_asks(deck, layer, model) && zone != cell->answer && !cell->differs[zone];
}

static void count_wrong(const struct deck *deck, int layer, int *has, int *needs)
{
    *has = *needs = 0;
    for (int model = 0; model < deck->n_models; model++)
        for (int zone = 0; zone < deck->n_zones; zone++)
            if (needs_wrong(deck, layer, model, zone)) {
                ++*needs;
                *has += cell_of(deck, layer, model)->wrong[zone] != NULL;
            }
}

static void layer_without_wrong(struct deck_check *check, int layer)
{
    const struct deck *deck = check->deck;
    for (int model = 0; model < deck->n_models; model++)
        for (int zone = 0; zone < deck->n_zones; zone++)
            if (needs_wrong(deck, layer, model, zone) && !cell_of(deck, layer, model)->wrong[zone])
                check_tell(check, cell_of(deck, layer, model)->at,
                           tr("'%s' in '%s' has no 'wrong' for the zone '%s'; say there why it is tempting"),
                           word_shown(deck->layers[layer].id).text, word_shown(deck->models[model].id).text,
                           word_shown(deck->zones[zone].id).text);
}

/* A deck may do without these texts; who writes some means to write all. */
void rule_no_wrong(struct deck_check *check)
{
    const struct deck *deck = check->deck;
    int has, needs, all_has = 0, all_needs = 0;
    for (int layer = 0; layer < deck->n_layers; layer++) {
        count_wrong(deck, layer, &has, &needs);
        all_has += has;
        all_needs += needs;
    }
    for (int layer = 0; layer < deck->n_layers; layer++) {
        count_wrong(deck, layer, &has, &needs);
        if (has || all_has * 2 > all_needs)
            layer_without_wrong(check, layer);
    }
}

/* -- the deck's own tests -- */

static bool gets_point(const struct deck_cell *cell, int zone)
{
    return !cell->open && (cell->answer == zone || (cell->answer != DECK_ABSENT && cell->differs[zone]));
}

static void put_word(char *list, size_t size, const char *one, const char *text)
{
    size_t used = strlen(list);
    snprintf(list + used, size - used, "%s%s %s", used ? ", " : "", one, text);
}

/* "os iaas, apps paas": the placements of the test that got no point. */
static int run_test(const struct deck *deck, const struct deck_test *test, char *wrong, size_t size)
{
    int right = 0;
    *wrong = '\0';
    for (int i = 0; i < test->n_cells; i++) {
        const struct deck_test_cell *c = &test->cells[i];
        if (gets_point(cell_of(deck, c->layer, c->model), c->zone))
            right++;
        else
            put_word(wrong, size, word_shown(deck->layers[c->layer].id).text,
                     word_shown(deck->models[c->model].id).text);
    }
    return right;
}

/* All that stands there after Check; the caller frees it. */
static char *said(const struct deck_cell *cell, int zone)
{
    const char *wrong = cell->wrong[zone], *differs = cell->differs[zone];
    return xprintf("%s%s%s%s%s%s%s", wrong ? wrong : "", wrong ? " " : "", differs ? differs : "", differs ? " " : "",
                   cell->why ? cell->why : "", cell->open ? " " : "", cell->open ? cell->open : "");
}

static void test_words(struct deck_check *check, const struct deck_test_cell *c)
{
    const struct deck *deck = check->deck;
    if (!c->says)
        return;
    char *text = said(cell_of(deck, c->layer, c->model), c->zone);
    if (!strstr(text, c->says))
        check_error(check, c->at, tr("'%s' is not said of '%s' in '%s'; said is: %s"), word_shown(c->says).text,
                    word_shown(deck->layers[c->layer].id).text, word_shown(deck->models[c->model].id).text,
                    *text ? text : tr("nothing"));
    free(text);
}

void check_own_tests(struct deck_check *check)
{
    const struct deck *deck = check->deck;
    for (int i = 0; i < deck->n_tests; i++) {
        const struct deck_test *test = &deck->tests[i];
        char wrong[160];
        int right = run_test(deck, test, wrong, sizeof wrong);
        if (right != test->right)
            check_error(check, test->at, tr("this test gives %d right and not %d; wrong are: %s"), right, test->right,
                        *wrong ? wrong : tr("none"));
        for (int k = 0; k < test->n_cells; k++)
            test_words(check, &test->cells[k]);
    }
}
