/* The boards are found by a search, one board after the other, that first allows no siblings on two boards in a row,
   and where that fails allows a few more each time. It is bounded, so of very crowded plans it finds a good one and not
   always the best. */
#include "play/layout.h"

#include <assert.h>

enum { TRIES_MAX = 2000 }; /* boards that one search lays down; greater than the number of boards of any plan */

int layout_add_group(struct layout *layout, bool line)
{
    assert(layout->n_groups < PLAN_CANDIDATES);
    layout->groups[layout->n_groups] = (struct layout_group){.line = line};
    return layout->n_groups++;
}

static int add(struct layout *layout, int group, const int *topics, int n_topics)
{
    assert(layout->n_items < LAYOUT_ITEMS_MAX);
    layout->items[layout->n_items] = (struct layout_item){.group = group, .topics = topics, .n_topics = n_topics};
    return layout->n_items++;
}

void layout_add(struct layout *layout, int group, const int *topics, int n_topics)
{
    add(layout, group, topics, n_topics);
    layout->groups[group].left++;
    layout->left++;
}

void layout_fill(struct layout *layout, int board, const int *topics, int n_topics)
{
    struct layout_board *b = &layout->boards[board];
    int item = add(layout, b->group, topics, n_topics);
    layout->items[item].laid = true;
    b->items[b->n++] = item;
}

static bool are_siblings(const struct layout_item *a, const struct layout_item *b)
{
    for (int i = 0; i < a->n_topics; i++)
        for (int k = 0; k < b->n_topics; k++)
            if (a->topics[i] == b->topics[k])
                return true;
    return false;
}

static bool is_on_last(const struct layout *layout, const struct layout_item *item)
{
    if (!layout->n_boards)
        return false;
    const struct layout_board *last = &layout->boards[layout->n_boards - 1];
    for (int i = 0; i < last->n; i++)
        if (are_siblings(&layout->items[last->items[i]], item))
            return true;
    return false;
}

/* What the board before it does not have goes onto a board first, in the order in which it was added. */
static void deal(struct layout *layout, int group, int size)
{
    struct layout_board board = {.group = group};
    for (int shared = 0; shared <= 1; shared++)
        for (int i = 0; i < layout->n_items && board.n < size; i++) {
            struct layout_item *item = &layout->items[i];
            if (item->group != group || item->laid || is_on_last(layout, item) != shared)
                continue;
            item->laid = true;
            board.items[board.n++] = i;
        }
    assert(board.n == size);
    layout->boards[layout->n_boards++] = board;
    layout->groups[group].left -= size;
    layout->left -= size;
}

static void take_back(struct layout *layout)
{
    const struct layout_board *board = &layout->boards[--layout->n_boards];
    for (int i = 0; i < board->n; i++)
        layout->items[board->items[i]].laid = false;
    layout->groups[board->group].left += board->n;
    layout->left += board->n;
}

static bool divides(int left, int size)
{
    return size == left || (size >= PLAN_BOARD_MIN && left - size >= PLAN_BOARD_MIN);
}

/* The sizes that the next board of a group may have, the best first: equal parts, as few as possible; then any. */
static int list_sizes(int left, int sizes[PLAN_BOARD_MAX])
{
    int n = 0;
    bool listed[PLAN_BOARD_MAX + 1] = {false};
    int fewest = (left + PLAN_BOARD_MAX - 1) / PLAN_BOARD_MAX;
    for (int parts = fewest; parts == fewest || parts * PLAN_BOARD_MIN <= left; parts++) {
        int size = (left + parts - 1) / parts;
        if (!listed[size])
            sizes[n++] = size;
        listed[size] = true;
    }
    for (int size = PLAN_BOARD_MAX; size >= PLAN_BOARD_MIN; size--)
        if (!listed[size] && divides(left, size))
            sizes[n++] = size;
    return n;
}

static int group_sizes(const struct layout_group *group, int sizes[PLAN_BOARD_MAX])
{
    if (group->left == 0)
        return 0;
    if (!group->line)
        return list_sizes(group->left, sizes);
    sizes[0] = group->left;
    return 1;
}

static bool arrange(struct layout *layout, int allowed);

static bool arrange_with(struct layout *layout, int group, int size, int allowed)
{
    if (layout->tries++ >= TRIES_MAX)
        return false;
    deal(layout, group, size);
    if (arrange(layout, allowed))
        return true;
    take_back(layout);
    return false;
}

static bool arrange_group(struct layout *layout, int group, int apart, int shared, int allowed)
{
    int sizes[PLAN_BOARD_MAX];
    int n = group_sizes(&layout->groups[group], sizes);
    for (int i = 0; i < n; i++)
        if ((sizes[i] > apart ? sizes[i] - apart : 0) == shared &&
            arrange_with(layout, group, sizes[i], allowed - shared))
            return true;
    return false;
}

/* Lays down the boards that are left so that in all at most `allowed` layers stand on two boards in a row. apart counts
   what each group could bring without one. */
static bool arrange(struct layout *layout, int allowed)
{
    if (layout->left == 0)
        return true;
    short apart[PLAN_CANDIDATES] = {0};
    for (int i = 0; i < layout->n_items; i++) {
        const struct layout_item *item = &layout->items[i];
        apart[item->group] += !item->laid && !is_on_last(layout, item);
    }
    for (int shared = 0; shared <= allowed && shared <= PLAN_BOARD_MAX; shared++)
        for (int group = 0; group < layout->n_groups; group++)
            if (arrange_group(layout, group, apart[group], shared, allowed))
                return true;
    return false;
}

/* Ends at the latest when everything is allowed: then the first board that is tried is always right. */
void layout_arrange(struct layout *layout)
{
    int allowed = 0;
    for (layout->tries = 0; !arrange(layout, allowed); layout->tries = 0)
        allowed = allowed * 2 + 1;
}
