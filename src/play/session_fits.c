/* Whether tasks are a plan for these decks. They come from disk too, and what is in there is not trusted. */
#include "play/session_parts.h"

#include "base/mem.h"

#include <stdlib.h>

enum deck_item_kind session_asked_kind(enum task_kind kind)
{
    return kind == TASK_CARD ? ITEM_CARD : kind == TASK_QUESTION ? ITEM_QUESTION : ITEM_PLACEMENT;
}

static bool item_fits(const struct task *task, const struct deck *deck, int item)
{
    if (item < 0 || item >= deck_item_count(deck) || deck_item_kind(deck, item) != session_asked_kind(task->kind))
        return false;
    return task->model == (task->kind == TASK_BOARD ? deck_item_model(deck, item) : -1) && deck_item_asks(deck, item);
}

/* Does the i-th item go on with its row, or begin one that the line does not have yet? */
static bool row_fits(const struct task *task, const struct deck *deck, int i)
{
    int layer = deck_item_layer(deck, task->items[i]);
    if (i > 0 && deck_item_layer(deck, task->items[i - 1]) == layer)
        return task->items[i - 1] < task->items[i];
    for (int before = 0; before < i; before++)
        if (deck_item_layer(deck, task->items[before]) == layer)
            return false;
    return true;
}

static int items_at_most(enum task_kind kind)
{
    return kind == TASK_BOARD || kind == TASK_LINE ? BOARD_CELLS_MAX : 1;
}

/* taken marks what earlier tasks ask. */
static bool task_fits(const struct deck *const *decks, int n_decks, const struct task *task, bool *taken)
{
    if (task->deck < 0 || task->deck >= n_decks || task->reask || task->n_items < 1 ||
        task->n_items > items_at_most(task->kind))
        return false;
    for (int i = 0; i < task->n_items; i++) {
        const struct deck *deck = decks[task->deck];
        if (!item_fits(task, deck, task->items[i]) || (task->kind == TASK_LINE && !row_fits(task, deck, i)))
            return false;
        bool *asked = &taken[session_first_item(decks, task->deck) + task->items[i]];
        if (*asked)
            return false;
        *asked = true;
    }
    return true;
}

bool session_fits(const struct deck *const *decks, int n_decks, const struct task *tasks, int n_tasks)
{
    bool *taken = xcalloc((size_t)session_first_item(decks, n_decks), sizeof *taken);
    bool fits = true;
    for (int t = 0; t < n_tasks && fits; t++)
        fits = task_fits(decks, n_decks, &tasks[t], taken);
    free(taken);
    return fits;
}

/* Each board on its own, and no lines. */
bool session_fits_round(const struct deck *const *decks, int n_decks, const struct task *tasks, int n_tasks)
{
    bool fits = n_tasks > 0;
    for (int t = 0; t < n_tasks && fits; t++)
        fits = tasks[t].kind == TASK_BOARD && session_fits(decks, n_decks, &tasks[t], 1);
    return fits;
}

/* The most tasks that asking everything again could take: what is wrong on a line may be of a different model each. */
int session_reasks_at_most(const struct task *tasks, int n_tasks)
{
    int n = 0;
    for (int t = 0; t < n_tasks; t++)
        n += tasks[t].kind == TASK_LINE ? tasks[t].n_items : (tasks[t].n_items + REASK_ITEMS_MAX - 1) / REASK_ITEMS_MAX;
    return n;
}
