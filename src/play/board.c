/* Placing and taking it back. Each move remembers what its cell was before, so undo is writing that back; the moves lie
   in a ring. What a move would do is compared with what is there first: a move that changes nothing is no move. */
#include "play/board.h"

#include <assert.h>

void board_init(struct board *board, int n_zones)
{
    assert(n_zones > 0);
    board->n_cells = board->last_order = 0;
    board->n_zones = n_zones;
    board->first_move = board->n_moves = 0;
}

void board_add(struct board *board, int layer, int model)
{
    assert(board->n_cells < BOARD_CELLS_MAX);
    board->cells[board->n_cells++] = (struct board_cell){.layer = layer, .model = model, .zone = BOARD_OPEN};
}

static struct board_move *move_at(struct board *board, int n)
{
    return &board->moves[(board->first_move + n) % BOARD_MOVES_MAX];
}

/* A group loses its first move only together with the others: undo never brings back half a drop. */
static void forget_oldest(struct board *board)
{
    do {
        board->first_move = (board->first_move + 1) % BOARD_MOVES_MAX;
        board->n_moves--;
    } while (board->n_moves > 0 && move_at(board, 0)->joined);
}

static void remember(struct board *board, int at)
{
    if (board->n_moves == BOARD_MOVES_MAX)
        forget_oldest(board);
    const struct board_cell *cell = &board->cells[at];
    *move_at(board, board->n_moves++) =
        (struct board_move){.at = (short)at, .zone = (short)cell->zone, .order = cell->order, .unsure = cell->unsure};
}

static struct board_cell *cell_at(struct board *board, int at)
{
    assert(at >= 0 && at < board->n_cells);
    return &board->cells[at];
}

static bool change(struct board *board, int at, int zone, bool unsure)
{
    assert(zone >= BOARD_OPEN && zone < board->n_zones);
    struct board_cell *cell = cell_at(board, at);
    if (cell->zone == zone && cell->unsure == unsure)
        return false;
    remember(board, at);
    if (cell->zone != zone)
        cell->order = zone == BOARD_OPEN ? 0 : ++board->last_order;
    cell->zone = zone;
    cell->unsure = unsure;
    return true;
}

bool board_place(struct board *board, int at, int zone)
{
    assert(zone != BOARD_OPEN);
    return change(board, at, zone, cell_at(board, at)->unsure);
}

bool board_place_unsure(struct board *board, int at, int zone)
{
    assert(zone != BOARD_OPEN);
    return change(board, at, zone, true);
}

bool board_take_back(struct board *board, int at)
{
    return change(board, at, BOARD_OPEN, false);
}

bool board_toggle_unsure(struct board *board, int at)
{
    const struct board_cell *cell = cell_at(board, at);
    return cell->zone != BOARD_OPEN && change(board, at, cell->zone, !cell->unsure);
}

bool board_undo(struct board *board)
{
    if (board->n_moves == 0)
        return false;
    const struct board_move *move;
    do {
        move = move_at(board, --board->n_moves);
        struct board_cell *cell = &board->cells[move->at];
        cell->zone = move->zone;
        cell->order = move->order;
        cell->unsure = move->unsure;
    } while (move->joined && board->n_moves > 0);
    return true;
}

void board_join(struct board *board)
{
    assert(board->n_moves >= 2);
    move_at(board, board->n_moves - 1)->joined = true;
}

int board_open_count(const struct board *board)
{
    int n = 0;
    for (int at = 0; at < board->n_cells; at++)
        n += board->cells[at].zone == BOARD_OPEN;
    return n;
}
