/* The paper. Of each part the candidates are sorted by how well they suit (never shown, shown longest ago, drilled) and
   then by hash, and the first ones are taken. The order of the paper is a second hash: by the first a part with many
   candidates would stand before one with few. */
#include "play/exam.h"

#include "base/mem.h"
#include "base/rng.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BANK_SHARE = 3, WHOLE = 100 };

int exam_size(const struct deck *bank, int questions)
{
    int most = bank->n_questions / BANK_SHARE;
    return most < 1 ? 1 : questions < most ? questions : most;
}

void exam_share(const struct deck *bank, int n, int counts[DECK_PARTS_MAX])
{
    const struct deck_blueprint *blueprint = &bank->blueprint;
    bool more[DECK_PARTS_MAX] = {false};
    int left = n;
    for (int p = 0; p < blueprint->n_parts; p++)
        left -= counts[p] = n * blueprint->parts[p].weight / WHOLE;
    for (; left > 0; left--) {
        int best = -1, most = -1;
        for (int p = 0; p < blueprint->n_parts; p++) {
            int rest = n * blueprint->parts[p].weight % WHOLE;
            if (!more[p] && rest > most) {
                best = p;
                most = rest;
            }
        }
        if (best < 0)
            return;
        more[best] = true;
        counts[best]++;
    }
}

struct candidate {
    enum { NEVER_SHOWN, SHOWN, DRILLED } kind;
    int64_t ms;
    uint64_t hash;
    int at;
};

static int by_worth(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->ms != y->ms)
        return x->ms < y->ms ? -1 : 1;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

/* -- a board -- */

static int asked_layers(const struct deck *deck, int model)
{
    int n = 0;
    for (int layer = 0; layer < deck->n_layers; layer++)
        n += deck_asks(deck, layer, model);
    return n;
}

static uint64_t model_hash(const struct exam_rules *rules, const struct deck *deck, int model)
{
    char key[DECK_KEY_MAX];
    snprintf(key, sizeof key, "%s/%s", deck->id, deck->models[model].id);
    return rng_hash(rules->seed, key);
}

/* -1: none has enough layers. */
static int draw_model(const struct exam_rules *rules, const struct deck *deck)
{
    int model = -1;
    for (int m = 0; m < deck->n_models; m++)
        if (asked_layers(deck, m) >= EXAM_BOARD_MIN &&
            (model < 0 || model_hash(rules, deck, m) < model_hash(rules, deck, model)))
            model = m;
    return model;
}

static bool draw_board(const struct exam_rules *rules, int part, struct exam_item *item)
{
    const struct deck *deck = rules->boards[part];
    int model = deck ? draw_model(rules, deck) : -1, n = 0;
    if (model < 0)
        return false;
    struct candidate *layers = xcalloc((size_t)deck->n_layers, sizeof *layers);
    for (int layer = 0; layer < deck->n_layers; layer++) {
        char key[DECK_KEY_MAX];
        if (!deck_asks(deck, layer, model))
            continue;
        deck_key(deck, layer, model, key);
        layers[n++] = (struct candidate){.hash = rng_hash(rules->seed, key), .at = layer};
    }
    qsort(layers, (size_t)n, sizeof *layers, by_worth);
    int wanted = EXAM_BOARD_MIN + (int)(model_hash(rules, deck, model) % (EXAM_BOARD_MAX - EXAM_BOARD_MIN + 1));
    *item = (struct exam_item){.part = part, .question = -1, .model = model};
    for (; item->n_layers < n && item->n_layers < wanted; item->n_layers++)
        item->layers[item->n_layers] = layers[item->n_layers].at;
    free(layers);
    return true;
}

/* -- questions -- */

static struct candidate weigh(const struct exam_rules *rules, int question)
{
    const struct deck_question *q = &rules->bank->questions[question];
    char key[DECK_KEY_MAX];
    deck_item_key(rules->bank, deck_item_of_question(rules->bank, question), key);
    int64_t seen_ms = q->for_exam ? rules->seen_ms[question] : 0;
    return (struct candidate){.kind = !q->for_exam ? DRILLED
                                      : seen_ms    ? SHOWN
                                                   : NEVER_SHOWN,
                              .ms = seen_ms,
                              .hash = rng_hash(rules->seed, key),
                              .at = question};
}

static int draw_questions(const struct exam_rules *rules, int part, int wanted, struct exam_item *items)
{
    const char *objective = rules->bank->blueprint.parts[part].objective;
    struct candidate *all = xcalloc((size_t)rules->bank->n_questions + 1, sizeof *all);
    int n = 0;
    for (int q = 0; q < rules->bank->n_questions; q++) {
        const char *of = rules->bank->questions[q].objective;
        if (of && strcmp(of, objective) == 0)
            all[n++] = weigh(rules, q);
    }
    qsort(all, (size_t)n, sizeof *all, by_worth);
    n = n < wanted ? n : wanted;
    for (int i = 0; i < n; i++)
        items[i] = (struct exam_item){.part = part, .question = all[i].at, .fresh = all[i].kind == NEVER_SHOWN};
    free(all);
    return n;
}

/* -- the whole -- */

struct ranked {
    uint64_t hash;
    struct exam_item item;
};

static int by_rank(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

static void shuffle(const struct exam_rules *rules, struct exam_item *items, int n)
{
    struct ranked *ranked = xcalloc((size_t)n + 1, sizeof *ranked);
    for (int i = 0; i < n; i++) {
        char key[DECK_KEY_MAX], text[DECK_KEY_MAX + 8] = "board";
        if (items[i].question >= 0) {
            deck_item_key(rules->bank, deck_item_of_question(rules->bank, items[i].question), key);
            snprintf(text, sizeof text, "order %s", key);
        }
        ranked[i] = (struct ranked){rng_hash(rules->seed + (uint64_t)items[i].part, text), items[i]};
    }
    qsort(ranked, (size_t)n, sizeof *ranked, by_rank);
    for (int i = 0; i < n; i++)
        items[i] = ranked[i].item;
    free(ranked);
}

/* Is the part's objective that of an earlier one? Then its questions are taken already. */
static bool is_repeated(const struct deck *bank, int part)
{
    for (int p = 0; p < part; p++)
        if (strcmp(bank->blueprint.parts[p].objective, bank->blueprint.parts[part].objective) == 0)
            return true;
    return false;
}

int exam_draw(const struct exam_rules *rules, struct exam_item *items)
{
    int counts[DECK_PARTS_MAX], n = 0;
    exam_share(rules->bank, exam_size(rules->bank, rules->questions), counts);
    for (int part = 0; part < rules->bank->blueprint.n_parts; part++) {
        int end = n + counts[part];
        if (n < end && draw_board(rules, part, &items[n]))
            n++;
        if (!is_repeated(rules->bank, part))
            n += draw_questions(rules, part, end - n, &items[n]);
    }
    shuffle(rules, items, n);
    return n;
}
