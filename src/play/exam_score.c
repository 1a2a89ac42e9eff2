/* What an exam came to. */
#include "play/exam.h"

#include "play/session.h"

#include <math.h>
#include <string.h>

static enum verdict verdict_at(const struct exam *exam, int item, int at)
{
    const struct board_cell *cell = &exam->sheets[item].board->cells[at];
    return verdict_of(&exam_deck(exam, item)->layers[cell->layer].cells[cell->model], cell->zone);
}

struct exam_score exam_score_of(const struct exam *exam, int item)
{
    const struct exam_sheet *sheet = &exam->sheets[item];
    if (!sheet->board)
        return (struct exam_score){choice_right(&sheet->choice, exam_question(exam, item)), 1};
    struct exam_score score = {0, sheet->board->n_cells};
    for (int at = 0; at < sheet->board->n_cells; at++)
        score.right += !verdict_is_mistake(verdict_at(exam, item, at));
    return score;
}

static struct exam_score sum(const struct exam *exam, int part, bool only_fresh)
{
    struct exam_score total = {0, 0};
    for (int i = 0; i < exam->n; i++) {
        if ((part >= 0 && exam->items[i].part != part) || (only_fresh && !exam->items[i].fresh))
            continue;
        struct exam_score score = exam_score_of(exam, i);
        total.right += score.right;
        total.most += score.most;
    }
    return total;
}

struct exam_score exam_score(const struct exam *exam)
{
    return sum(exam, -1, false);
}

struct exam_score exam_score_part(const struct exam *exam, int part)
{
    return sum(exam, part, false);
}

struct exam_score exam_score_fresh(const struct exam *exam)
{
    return sum(exam, -1, true);
}

bool exam_wrong(const struct exam *exam, int item)
{
    struct exam_score score = exam_score_of(exam, item);
    return score.right < score.most;
}

int exam_wrong_count(const struct exam *exam)
{
    int n = 0;
    for (int i = 0; i < exam->n; i++)
        n += exam_wrong(exam, i);
    return n;
}

struct exam_interval exam_wilson(int right, int n)
{
    static const double z = 1.959963984540054;
    if (n <= 0)
        return (struct exam_interval){0, 1};
    double p = (double)right / n, zz = z * z / n, middle = (p + zz / 2) / (1 + zz),
           half = z * sqrt(p * (1 - p) / n + zz / (4 * n)) / (1 + zz);
    return (struct exam_interval){fmax(0, middle - half), fmin(1, middle + half)};
}

/* -- for the log -- */

static int took_ms(const struct exam_sheet *sheet, int n)
{
    int64_t each = sheet->ms / n;
    return each < TOOK_MS_MAX ? (int)each : TOOK_MS_MAX;
}

static struct exam_answer question_answer(const struct exam *exam, int item)
{
    const struct exam_sheet *sheet = &exam->sheets[item];
    const struct deck_question *question = exam_question(exam, item);
    struct exam_answer answer = {.deck = exam->bank,
                                 .item = deck_item_of_question(exam->bank, exam->items[item].question),
                                 .correct = choice_right(&sheet->choice, question),
                                 .took_ms = took_ms(sheet, 1),
                                 .ways = 1};
    bool in_time = exam->end != EXAM_TIME_OVER || choice_whole(&sheet->choice);
    choice_format(&sheet->choice, question, answer.given);
    if (*answer.given)
        deck_item_ways(exam->bank, answer.item, &answer.right_ways, &answer.ways);
    answer.rating = answer.correct ? 3 : 1;
    answer.counts = in_time;
    return answer;
}

static struct exam_answer layer_answer(const struct exam *exam, int item, int at)
{
    const struct deck *deck = exam_deck(exam, item);
    const struct board_cell *cell = &exam->sheets[item].board->cells[at];
    enum verdict verdict = verdict_at(exam, item, at);
    bool open = verdict == VERDICT_OPEN;
    struct exam_answer answer = {.deck = deck,
                                 .item = deck_item_of_cell(deck, cell->layer, cell->model),
                                 .correct = verdict == VERDICT_RIGHT,
                                 .right_ways = !open,
                                 .ways = open ? 1 : deck->n_zones,
                                 .rating = verdict == VERDICT_RIGHT ? 3 : 1,
                                 .counts = verdict != VERDICT_DIFFERS && !(open && exam->end == EXAM_TIME_OVER),
                                 .took_ms = took_ms(&exam->sheets[item], exam->sheets[item].board->n_cells)};
    if (!open)
        strcpy(answer.given, deck->zones[cell->zone].id);
    return answer;
}

int exam_answers(const struct exam *exam, int item, struct exam_answer answers[EXAM_BOARD_MAX])
{
    const struct board *board = exam->sheets[item].board;
    if (!board)
        answers[0] = question_answer(exam, item);
    for (int at = 0; board && at < board->n_cells; at++)
        answers[at] = layer_answer(exam, item, at);
    return board ? board->n_cells : 1;
}
