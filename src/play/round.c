/* Setting up a round and drawing its boards. All boards have one size, so that every team can have as many points; it
   is the largest with which every board is new. A board is drawn from the column (a model of a deck) where that costs
   the fewest repeats, and in it from the placements that were used least. */
#include "play/round.h"

#include "base/mem.h"
#include "base/rng.h"
#include "base/tr.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- the setup -- */

static const char *const colours[ROUND_TEAMS_MAX] = {TR_MARK("Red"),    TR_MARK("Blue"),   TR_MARK("Green"),
                                                     TR_MARK("Yellow"), TR_MARK("Purple"), TR_MARK("Orange")};

void round_setup_init(struct round_setup *setup)
{
    *setup = (struct round_setup){.seconds = 60, .boards = 4, .n_teams = 1};
    for (int team = 0; team < ROUND_TEAMS_MAX; team++)
        snprintf(setup->names[team], ROUND_NAME_MAX, "%s", tr(colours[team]));
}

void round_setup_clear(struct round_setup *setup)
{
    while (setup->n_decks)
        round_setup_drop(setup, setup->n_decks - 1);
}

bool round_setup_add(struct round_setup *setup, const struct deck *deck)
{
    if (setup->n_decks == ROUND_DECKS_MAX)
        return false;
    struct round_deck *one = &setup->decks[setup->n_decks++];
    *one = (struct round_deck){.deck = deck, .layers = xcalloc((size_t)deck->n_layers + 1, sizeof *one->layers)};
    memset(one->models, true, sizeof one->models);
    memset(one->layers, true, (size_t)deck->n_layers);
    return true;
}

void round_setup_drop(struct round_setup *setup, int deck)
{
    free(setup->decks[deck].layers);
    setup->n_decks--;
    memmove(&setup->decks[deck], &setup->decks[deck + 1], (size_t)(setup->n_decks - deck) * sizeof *setup->decks);
}

int round_setup_find(const struct round_setup *setup, const struct deck *deck)
{
    for (int d = 0; d < setup->n_decks; d++)
        if (setup->decks[d].deck == deck)
            return d;
    return -1;
}

void round_copy(struct round_setup *to, const struct round_setup *from)
{
    *to = *from;
    to->n_decks = 0;
    for (int d = 0; d < from->n_decks; d++) {
        const struct deck *deck = from->decks[d].deck;
        round_setup_add(to, deck);
        memcpy(to->decks[d].models, from->decks[d].models, sizeof to->decks[d].models);
        memcpy(to->decks[d].layers, from->decks[d].layers, (size_t)deck->n_layers);
    }
}

uint32_t round_seed(uint64_t seed)
{
    return (uint32_t)((seed ^ seed >> 30 ^ seed >> 60) & 0x3fffffff);
}

static bool same_name(const struct round_setup *setup, int team)
{
    for (int other = 0; other < team; other++)
        if (strcmp(setup->names[other], setup->names[team]) == 0)
            return true;
    return false;
}

bool round_read_teams(struct round_setup *setup, const char *text, struct err *err)
{
    int n = 0;
    for (const char *at = text;; at++) {
        size_t length = strcspn(at, ",");
        const char *end = at + length;
        while (length && *at == ' ')
            at++, length--;
        while (length && at[length - 1] == ' ')
            length--;
        if (n == ROUND_TEAMS_MAX)
            return err_set(err, tr("There are at most %d teams."), ROUND_TEAMS_MAX);
        if (!length || length >= ROUND_NAME_MAX || !utf8_valid(at, length))
            return err_set(err, tr("A team's name has 1 to %d letters."), ROUND_NAME_MAX - 1);
        memcpy(setup->names[n], at, length);
        setup->names[n][length] = '\0';
        if (same_name(setup, n))
            return err_set(err, tr("Two teams are called '%s'."), setup->names[n]);
        n++;
        at = end;
        if (!*at)
            break;
    }
    setup->n_teams = n;
    return true;
}

/* -- the pool -- */

struct cell {
    int layer, model;
};

/* A placement that may be drawn. */
struct stock {
    struct cell cell;
    int used;
    uint64_t order;
};

/* What is ticked of one model of a deck. */
struct column {
    int deck, model, n;
    struct stock *stock;
};

struct pool {
    struct column columns[ROUND_DECKS_MAX * DECK_MODELS_MAX];
    int n;
};

static bool may_draw(const struct round_deck *one, int layer, int model)
{
    return one->layers[layer] && one->models[model] && deck_asks(one->deck, layer, model);
}

static void fill_column(const struct round_setup *setup, struct column *column)
{
    const struct round_deck *one = &setup->decks[column->deck];
    column->stock = xcalloc((size_t)one->deck->n_layers + 1, sizeof *column->stock);
    for (int layer = 0; layer < one->deck->n_layers; layer++)
        if (may_draw(one, layer, column->model))
            column->stock[column->n++].cell = (struct cell){layer, column->model};
}

static void pool_clear(struct pool *pool)
{
    for (int c = 0; c < pool->n; c++)
        free(pool->columns[c].stock);
}

/* Columns with too few layers for a board are left out. */
static void pool_fill(struct pool *pool, const struct round_setup *setup)
{
    pool->n = 0;
    for (int d = 0; d < setup->n_decks; d++)
        for (int model = 0; model < setup->decks[d].deck->n_models; model++) {
            struct column *column = &pool->columns[pool->n];
            *column = (struct column){.deck = d, .model = model};
            fill_column(setup, column);
            if (column->n >= ROUND_BOARD_MIN)
                pool->n++;
            else
                free(column->stock);
        }
}

/* Every column can give a board of this size. */
static int board_size(const struct pool *pool, int boards)
{
    int most = ROUND_BOARD_MAX;
    for (int c = 0; c < pool->n; c++)
        most = pool->columns[c].n < most ? pool->columns[c].n : most;
    for (int size = most; size >= ROUND_BOARD_MIN; size--) {
        int fresh = 0;
        for (int c = 0; c < pool->n; c++)
            fresh += pool->columns[c].n / size;
        if (fresh >= boards)
            return size;
    }
    return most < ROUND_BOARD_REPEATING ? most : ROUND_BOARD_REPEATING;
}

static int unequal(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b;
}

static int by_use(const void *a, const void *b)
{
    const struct stock *x = a, *y = b;
    return x->used != y->used ? x->used - y->used : unequal(x->order, y->order);
}

static void order_stock(const struct round_setup *setup, struct column *column)
{
    for (int i = 0; i < column->n; i++) {
        struct stock *stock = &column->stock[i];
        char key[DECK_KEY_MAX];
        deck_key(setup->decks[column->deck].deck, stock->cell.layer, stock->cell.model, key);
        stock->order = rng_hash(setup->seed + ((uint64_t)stock->used << 32), key);
    }
    qsort(column->stock, (size_t)column->n, sizeof *column->stock, by_use);
}

/* How a column stands for the next board. */
struct offer {
    int repeats, rest; /* uses of what it would give; how much is as little used behind that */
    uint64_t order;
};

static struct offer offer_of(const struct round_setup *setup, const struct column *column, int size, int board)
{
    struct offer offer = {0};
    const struct deck *deck = setup->decks[column->deck].deck;
    char key[DECK_KEY_MAX + 20];
    for (int i = 0; i < size; i++)
        offer.repeats += column->stock[i].used;
    for (int i = size; i < column->n; i++)
        offer.rest += column->stock[i].used == column->stock[0].used;
    snprintf(key, sizeof key, "%d/%s/%s", board, deck->id, deck->models[column->model].id);
    offer.order = rng_hash(setup->seed, key);
    return offer;
}

static bool is_better(struct offer a, struct offer b)
{
    if (a.repeats != b.repeats)
        return a.repeats < b.repeats;
    return a.rest != b.rest ? a.rest > b.rest : a.order < b.order;
}

static struct column *choose_column(const struct round_setup *setup, struct pool *pool, int size, int board)
{
    struct column *best = &pool->columns[0];
    struct offer of_best = offer_of(setup, best, size, board);
    for (int c = 1; c < pool->n; c++) {
        struct offer offer = offer_of(setup, &pool->columns[c], size, board);
        if (is_better(offer, of_best)) {
            best = &pool->columns[c];
            of_best = offer;
        }
    }
    return best;
}

const char *round_problem(const struct round_setup *setup)
{
    int ticks = 0, n = 0;
    if (!setup->n_decks)
        return TR_MARK("Tick a deck.");
    if (setup->seconds < ROUND_SECONDS_LEAST || setup->seconds > ROUND_SECONDS_MOST)
        return TR_MARK("A board takes 10 to 600 seconds.");
    if (setup->boards < 1 || setup->boards > ROUND_BOARDS_MAX)
        return TR_MARK("A team has 1 to 20 boards.");
    if (setup->n_teams < 1 || setup->n_teams > ROUND_TEAMS_MAX)
        return TR_MARK("There are 1 to 6 teams.");
    for (int team = 0; team < setup->n_teams && setup->n_teams > 1; team++)
        if (!setup->names[team][0] || same_name(setup, team))
            return TR_MARK("Each team needs a name of its own.");
    for (int d = 0; d < setup->n_decks; d++) {
        const struct round_deck *one = &setup->decks[d];
        if (memchr(one->layers, false, (size_t)one->deck->n_layers))
            ticks += one->deck->n_layers;
    }
    if (ticks > ROUND_TICKS_MAX)
        return TR_MARK("These decks are too long to choose layers one by one: tick all of them.");
    struct pool pool;
    pool_fill(&pool, setup);
    n = pool.n;
    pool_clear(&pool);
    return n ? NULL : TR_MARK("Tick at least four layers that one of the models asks.");
}

int round_draw(const struct round_setup *setup, struct task *tasks)
{
    struct pool pool;
    pool_fill(&pool, setup);
    assert(pool.n > 0);
    int n = setup->boards * setup->n_teams, size = board_size(&pool, n);
    for (int c = 0; c < pool.n; c++)
        order_stock(setup, &pool.columns[c]);
    for (int board = 0; board < n; board++) {
        struct column *column = choose_column(setup, &pool, size, board);
        tasks[board] = (struct task){.kind = TASK_BOARD, .deck = column->deck, .model = column->model, .n_items = size};
        for (int i = 0; i < size; i++) {
            struct cell cell = column->stock[i].cell;
            tasks[board].items[i] = deck_item_of_cell(setup->decks[column->deck].deck, cell.layer, cell.model);
            column->stock[i].used++;
        }
        order_stock(setup, column);
    }
    pool_clear(&pool);
    return n;
}

struct session *round_begin(const struct round_setup *setup)
{
    const struct deck *decks[ROUND_DECKS_MAX];
    struct task *tasks = xcalloc(ROUND_TASKS_MAX, sizeof *tasks);
    for (int d = 0; d < setup->n_decks; d++)
        decks[d] = setup->decks[d].deck;
    int n = round_draw(setup, tasks);
    struct session *session =
        session_new_round(decks, setup->n_decks, tasks, n, setup->n_teams, (int64_t)setup->seconds * 1000);
    free(tasks);
    return session;
}
