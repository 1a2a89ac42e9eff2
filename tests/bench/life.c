/* A learner's life for the other benchmarks: FOLDER gets a learner.db with at least ANSWERS answers, one drill a day
   over all asked placements of the decks, four of five right. The same arguments make the same answers. life FOLDER
   DECKS ANSWERS; prints the time at which the life goes on, for --now. */
#include "base/mem.h"
#include "base/rng.h"
#include "pairs.h"
#include "shelf.h"
#include "srs/day.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TASKS_MAX = 4096, BOARD = 10, DAY_MS = 24 * 60 * 60 * 1000 };

struct life {
    const struct shelf *shelf;
    struct store *store;
    struct session *session;
    struct rng rng;
    struct moment now;
    int answers;
};

static struct err err;

/* Every placement of all decks once, ten on a board. */
static int plan_all(const struct shelf *shelf, struct task *tasks)
{
    int n = 0;
    for (int d = 0; d < shelf->n; d++)
        for (int model = 0; model < shelf->decks[d]->n_models; model++) {
            struct task *task = NULL;
            for (int layer = 0; layer < shelf->decks[d]->n_layers; layer++) {
                if (!deck_asks(shelf->decks[d], layer, model))
                    continue;
                if (!task || task->n_items == BOARD) {
                    bench_need(n < TASKS_MAX, "more boards than this benchmark has room for");
                    task = &tasks[n++];
                    *task = (struct task){.kind = TASK_BOARD, .deck = d, .model = model};
                }
                task->items[task->n_items++] = deck_item_of_cell(shelf->decks[d], layer, model);
            }
        }
    return n;
}

static void play(struct life *life, enum move_kind kind, int at, int zone)
{
    life->now.utc_ms += 1500;
    life->now.mono_ms += 1500;
    bool moved = session_apply(life->session, (struct move){kind, at, zone}, life->now);
    bench_need(moved && store_save(life->store, life->session, &life->session->change, 1, &err) == STORE_SAVED,
               err.text);
    life->answers += life->session->change.n_answers;
}

static void play_board(struct life *life)
{
    const struct task *task = session_task(life->session);
    const struct deck *deck = session_deck(life->session);
    for (int at = 0; at < task->n_items; at++) {
        int right = deck_item_cell(deck, task->items[at])->answer;
        int zone = rng_below(&life->rng, 5) ? right : rng_below(&life->rng, deck->n_zones);
        play(life, MOVE_PLACE, at, zone);
    }
    life->session->attended_ms = 3000 + rng_below(&life->rng, 60000);
    play(life, MOVE_CHECK, 0, 0);
    play(life, MOVE_NEXT, 0, 0);
}

static void play_day(struct life *life, const struct task *tasks, int n_tasks, const bool *const *hidden)
{
    life->session = session_new(life->shelf->decks, life->shelf->n, tasks, n_tasks, hidden, 1);
    bench_need(store_begin(life->store, life->session, 1, "drill  --minutes 240", life->now, &err), err.text);
    while (life->session->phase != PHASE_OVER)
        play_board(life);
    session_free(life->session);
}

static const bool **hide_nothing(const struct shelf *shelf)
{
    const bool **hidden = xcalloc((size_t)shelf->n, sizeof *hidden);
    for (int d = 0; d < shelf->n; d++)
        hidden[d] = xcalloc((size_t)deck_item_count(shelf->decks[d]), sizeof **hidden);
    return hidden;
}

int main(int argc, char **argv)
{
    bench_need(argc == 4, "usage: life FOLDER DECKS ANSWERS");
    struct shelf shelf;
    shelf_load(&shelf, (const char *const[]){argv[2]}, 1, NULL, NULL);
    bench_need(shelf.n > 0 && !*shelf.problems, shelf.problems);
    struct life life = {.shelf = &shelf, .rng = {1}, .now = {.mono_ms = 1000}};
    bench_need(moment_parse("2025-01-01T10:00:00Z", &life.now.utc_ms, &life.now.offset_min), "no date");
    life.store = store_open(argv[1], (const unsigned char[16]){"bench"}, life.now, &err);
    bench_need(life.store, err.text);
    for (int d = 0; d < shelf.n; d++)
        bench_need(store_know(life.store, shelf.decks[d], life.now, &err), err.text);
    struct task *tasks = xcalloc(TASKS_MAX, sizeof *tasks);
    int n_tasks = plan_all(&shelf, tasks);
    const bool **hidden = hide_nothing(&shelf);
    int64_t morning = life.now.utc_ms;
    for (; life.answers < atoi(argv[3]); morning += DAY_MS) {
        life.now.utc_ms = morning;
        play_day(&life, tasks, n_tasks, hidden);
    }
    store_close(life.store);
    int year, month, day;
    day_to_date((int)(morning / DAY_MS) + 30, &year, &month, &day);
    printf("%04d-%02d-%02dT10:00:00Z\n", year, month, day);
    return 0;
}
