/* An exam while it is sat. All room is taken when it begins, so a move cannot fail for lack of it; a move that changes
   nothing is no move and is not logged. Undo is the board's own: each board remembers its moves. */
#include "play/exam.h"

#include "base/mem.h"
#include "play/session.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- the paper -- */

static bool board_fits(const struct deck *deck, const struct exam_item *item)
{
    if (!deck || item->model < 0 || item->model >= deck->n_models || item->n_layers < 1 ||
        item->n_layers > EXAM_BOARD_MAX)
        return false;
    for (int i = 0; i < item->n_layers; i++) {
        if (item->layers[i] < 0 || item->layers[i] >= deck->n_layers || !deck_asks(deck, item->layers[i], item->model))
            return false;
        for (int k = 0; k < i; k++)
            if (item->layers[k] == item->layers[i])
                return false;
    }
    return true;
}

bool exam_fits(const struct deck *bank, const struct deck *const *boards, const struct exam_item *items, int n)
{
    bool *taken = xcalloc((size_t)bank->n_questions + 1, sizeof *taken), fits = n > 0;
    for (int i = 0; i < n && fits; i++) {
        const struct exam_item *item = &items[i];
        fits = item->part >= 0 && item->part < bank->blueprint.n_parts && item->question < bank->n_questions;
        if (fits && item->question < 0) {
            fits = board_fits(boards[item->part], item);
        } else if (fits) {
            fits = !taken[item->question];
            taken[item->question] = true;
        }
    }
    free(taken);
    return fits;
}

static struct board *new_board(const struct deck *deck, const struct exam_item *item)
{
    struct board *board = xcalloc(1, sizeof *board);
    board_init(board, deck->n_zones);
    for (int i = 0; i < item->n_layers; i++)
        board_add(board, item->layers[i], item->model);
    return board;
}

struct exam *exam_new(const struct deck *bank, const struct deck *const *boards, const struct exam_item *items, int n,
                      uint64_t seed, int64_t total_ms)
{
    assert(exam_fits(bank, boards, items, n));
    struct exam *exam = xcalloc(1, sizeof *exam);
    exam->bank = bank;
    for (int part = 0; part < bank->blueprint.n_parts; part++)
        exam->boards[part] = boards[part];
    exam->items = xcalloc((size_t)n, sizeof *exam->items);
    exam->sheets = xcalloc((size_t)n, sizeof *exam->sheets);
    exam->n = n;
    exam->seed = seed;
    exam->total_ms = exam->left_ms = total_ms;
    for (int i = 0; i < n; i++) {
        exam->items[i] = items[i];
        if (items[i].question >= 0)
            choice_init(&exam->sheets[i].choice, exam_question(exam, i), seed);
        else
            exam->sheets[i].board = new_board(exam_deck(exam, i), &items[i]);
    }
    return exam;
}

void exam_free(struct exam *exam)
{
    if (!exam)
        return;
    for (int i = 0; i < exam->n; i++)
        free(exam->sheets[i].board);
    free(exam->items);
    free(exam->sheets);
    free(exam);
}

static void keep_wrong_layers(const struct exam *exam, int i, struct exam_item *item)
{
    const struct deck *deck = exam_deck(exam, i);
    const struct board *board = exam->sheets[i].board;
    item->n_layers = 0;
    for (int at = 0; at < board->n_cells; at++) {
        const struct board_cell *cell = &board->cells[at];
        if (verdict_is_mistake(verdict_of(&deck->layers[cell->layer].cells[cell->model], cell->zone)))
            item->layers[item->n_layers++] = cell->layer;
    }
}

struct exam *exam_retry(const struct exam *exam)
{
    struct exam_item *items = xcalloc((size_t)exam->n, sizeof *items);
    int n = 0;
    for (int i = 0; i < exam->n; i++) {
        if (!exam_wrong(exam, i))
            continue;
        items[n] = exam->items[i];
        items[n].fresh = false;
        if (!exam_question(exam, i))
            keep_wrong_layers(exam, i, &items[n]);
        n++;
    }
    struct exam *retry = n ? exam_new(exam->bank, exam->boards, items, n, exam->seed + 1, 0) : NULL;
    free(items);
    return retry;
}

const struct deck_question *exam_question(const struct exam *exam, int item)
{
    int question = exam->items[item].question;
    return question < 0 ? NULL : &exam->bank->questions[question];
}

const struct deck *exam_deck(const struct exam *exam, int item)
{
    return exam->items[item].question < 0 ? exam->boards[exam->items[item].part] : exam->bank;
}

/* -- moves -- */

static bool pick(struct choice *choice, struct exam_move move)
{
    if (move.at < 0 || move.at >= choice->n_options || choice->grid != (move.kind != EXAM_PICK))
        return false;
    if (move.kind == EXAM_PICK)
        return choice_pick(choice, move.at);
    choice_say(choice, move.at, move.kind == EXAM_YES);
    return true;
}

static bool place(struct board *board, struct exam_move move)
{
    if (move.kind == EXAM_UNDO)
        return board_undo(board);
    if (move.at < 0 || move.at >= board->n_cells)
        return false;
    if (move.kind == EXAM_BACK)
        return board_take_back(board, move.at);
    return move.zone >= 0 && move.zone < board->n_zones && board_place(board, move.at, move.zone);
}

static bool go(struct exam *exam, int to)
{
    if (to < 0 || to >= exam->n || to == exam->at)
        return false;
    exam->at = to;
    return true;
}

static bool end(struct exam *exam, enum exam_end how)
{
    if (how == EXAM_TIME_OVER && (!exam->total_ms || exam->left_ms > 0))
        return false;
    exam->end = how;
    return true;
}

static bool make(struct exam *exam, struct exam_move move)
{
    struct exam_sheet *sheet = &exam->sheets[exam->at];
    switch (move.kind) {
    case EXAM_GO:
        return go(exam, move.at);
    case EXAM_PICK:
    case EXAM_YES:
    case EXAM_NO:
        return !sheet->board && pick(&sheet->choice, move);
    case EXAM_PLACE:
    case EXAM_BACK:
    case EXAM_UNDO:
        return sheet->board && place(sheet->board, move);
    case EXAM_FLAG:
        sheet->flagged = !sheet->flagged;
        return true;
    case EXAM_HIDE:
        exam->clock_hidden = exam->total_ms && !exam->clock_hidden;
        return exam->total_ms > 0;
    case EXAM_RESUME:
        exam->stood++;
        return true;
    case EXAM_HAND_IN:
        return end(exam, EXAM_HANDED_IN);
    case EXAM_TIME:
        return end(exam, EXAM_TIME_OVER);
    }
    return false;
}

/* With the clock at its end nothing but the end is possible. */
static bool may(const struct exam *exam, struct exam_move move)
{
    return exam->end == EXAM_RUNS && (!exam->total_ms || exam->left_ms > 0 || move.kind == EXAM_TIME);
}

bool exam_apply(struct exam *exam, struct exam_move move, struct moment now)
{
    int item = exam->at;
    if (!may(exam, move) || !make(exam, move))
        return false;
    exam->change = (struct exam_change){move, now, exam->n_steps++, item, exam->left_ms};
    return true;
}

enum exam_tick exam_tick(struct exam *exam, int64_t ms)
{
    if (exam->end != EXAM_RUNS || !exam->total_ms)
        return EXAM_TICK_RUNS;
    int64_t before = exam->left_ms;
    ms = ms < 0 ? 0 : ms < before ? ms : before;
    exam->left_ms -= ms;
    exam->sheets[exam->at].ms += ms;
    if (!exam->left_ms)
        return EXAM_TICK_OVER;
    bool warns = before > EXAM_WARN_MS && exam->left_ms <= EXAM_WARN_MS && exam->total_ms > 2 * (int64_t)EXAM_WARN_MS;
    return warns ? EXAM_TICK_WARNS : EXAM_TICK_RUNS;
}

bool exam_answered(const struct exam *exam, int item)
{
    const struct exam_sheet *sheet = &exam->sheets[item];
    return sheet->board ? board_open_count(sheet->board) == 0 : choice_whole(&sheet->choice);
}

int exam_open_count(const struct exam *exam)
{
    int n = 0;
    for (int i = 0; i < exam->n; i++)
        n += !exam_answered(exam, i);
    return n;
}

int exam_flag_count(const struct exam *exam)
{
    int n = 0;
    for (int i = 0; i < exam->n; i++)
        n += exam->sheets[i].flagged;
    return n;
}

/* -- as text -- */

static const struct {
    const char *word;
    enum { NOTHING, AN_ITEM, AN_OPTION, A_CELL, A_CELL_AND_A_ZONE } follows;
} forms[] = {[EXAM_GO] = {"go", AN_ITEM},
             [EXAM_PICK] = {"pick", AN_OPTION},
             [EXAM_YES] = {"yes", AN_OPTION},
             [EXAM_NO] = {"no", AN_OPTION},
             [EXAM_PLACE] = {"place", A_CELL_AND_A_ZONE},
             [EXAM_BACK] = {"back", A_CELL},
             [EXAM_UNDO] = {"undo", NOTHING},
             [EXAM_FLAG] = {"flag", NOTHING},
             [EXAM_HIDE] = {"hide", NOTHING},
             [EXAM_RESUME] = {"resume", NOTHING},
             [EXAM_HAND_IN] = {"hand-in", NOTHING},
             [EXAM_TIME] = {"time", NOTHING}};

void exam_format(const struct exam *exam, const struct exam_change *change, char text[EXAM_TEXT_MAX])
{
    struct exam_move move = change->move;
    const char *word = forms[move.kind].word;
    const struct deck_question *question = exam_question(exam, change->item);
    const struct choice *choice = &exam->sheets[change->item].choice;
    const struct deck *deck = exam_deck(exam, change->item);
    switch (forms[move.kind].follows) {
    case NOTHING:
        snprintf(text, EXAM_TEXT_MAX, "%s", word);
        break;
    case AN_ITEM:
    case A_CELL:
        snprintf(text, EXAM_TEXT_MAX, "%s %d", word, move.at);
        break;
    case AN_OPTION:
        snprintf(text, EXAM_TEXT_MAX, "%s %s", word, question->options[choice->order[move.at]].id);
        break;
    case A_CELL_AND_A_ZONE:
        snprintf(text, EXAM_TEXT_MAX, "%s %d %s", word, move.at, deck->zones[move.zone].id);
        break;
    }
}

/* Reads "12", without a sign or a needless 0; returns what follows, or NULL. */
static const char *read_number(const char *text, int *n)
{
    const char *first = text;
    for (*n = 0; *text >= '0' && *text <= '9' && *n < DECK_QUESTIONS_MAX; text++)
        *n = *n * 10 + (*text - '0');
    return text == first || (*first == '0' && text - first > 1) ? NULL : text;
}

static bool read_option(const struct exam *exam, const char *id, int *at)
{
    const struct deck_question *question = exam_question(exam, exam->at);
    const struct choice *choice = &exam->sheets[exam->at].choice;
    for (*at = 0; question && *at < choice->n_options; ++*at)
        if (strcmp(question->options[choice->order[*at]].id, id) == 0)
            return true;
    return false;
}

static bool read_cell(const struct exam *exam, const char *text, struct exam_move *move, bool zone)
{
    const struct board *board = exam->sheets[exam->at].board;
    text = read_number(text, &move->at);
    if (!board || !text || move->at >= board->n_cells)
        return false;
    if (!zone)
        return !*text;
    move->zone = *text == ' ' ? deck_zone_index(exam_deck(exam, exam->at), text + 1) : -1;
    return move->zone >= 0;
}

static bool read_rest(const struct exam *exam, const char *text, struct exam_move *move)
{
    const char *after;
    switch (forms[move->kind].follows) {
    case AN_ITEM:
        after = read_number(text, &move->at);
        return after && !*after && move->at < exam->n;
    case AN_OPTION:
        return read_option(exam, text, &move->at);
    case A_CELL:
        return read_cell(exam, text, move, false);
    case A_CELL_AND_A_ZONE:
        return read_cell(exam, text, move, true);
    case NOTHING:
        break;
    }
    return false;
}

bool exam_parse(const struct exam *exam, const char *text, struct exam_move *move)
{
    size_t length = strcspn(text, " ");
    for (int kind = EXAM_GO; kind <= EXAM_TIME; kind++) {
        struct exam_move read = {.kind = (enum exam_move_kind)kind};
        if (strlen(forms[kind].word) != length || strncmp(text, forms[kind].word, length) != 0)
            continue;
        bool alone = forms[kind].follows == NOTHING;
        if (alone ? text[length] : text[length] != ' ' || !read_rest(exam, text + length + 1, &read))
            return false;
        *move = read;
        return true;
    }
    return false;
}
