/* A practice exam, from its start to its explanations. */
#include "states.h"

#include "base/mem.h"
#include "sat.h"

#include <stdlib.h>

static void close(struct stage *s)
{
    struct sat *sat = s->of;
    exam_free(sat->exam);
    free(sat);
}

static struct sat *begin(struct stage *s)
{
    struct sat *sat = xcalloc(1, sizeof *sat);
    sat_begin(s, sat, states_deck("az-900"), states_deck("azure"), 1, 32);
    s->close = close;
    exam_tick(sat->exam, 173000);
    return sat;
}

static bool sheet(struct stage *s, int sort)
{
    const struct sat *sat = begin(s);
    sat_answer_some(s);
    sat_go(s, sat_find(sat->exam, (enum sort)sort));
    return true;
}

static bool list(struct stage *s, int asked)
{
    begin(s);
    sat_answer_some(s);
    sat_turn_to(s, SCREEN_EXAM_LIST);
    if (asked)
        stage_key(s, KEY_ENTER);
    return true;
}

static bool result(struct stage *s, int below)
{
    static struct exam_past past[] = {{STAGE_TODAY - 19, {15, 30}, {16, 34}}, {STAGE_TODAY, {0, 0}, {0, 0}}};
    struct sat *sat = begin(s);
    sat_answer_some(s);
    sat_play(s, EXAM_HAND_IN, 0, 0);
    past[1].fresh = exam_score_fresh(sat->exam);
    past[1].all = exam_score(sat->exam);
    sat->result_facts = (struct exam_result_facts){.today = STAGE_TODAY,
                                                   .minutes_used = 3,
                                                   .minutes = 34,
                                                   .past = past,
                                                   .n_past = 2,
                                                   .unseen = 47,
                                                   .fresh_each = 31};
    sat_turn_to(s, SCREEN_EXAM_RESULT);
    if (below)
        stage_key(s, KEY_PAGE_DOWN);
    return true;
}

/* The first wrong question, or the first board. */
static bool explained(struct stage *s, int board)
{
    struct sat *sat = begin(s);
    sat_answer_some(s);
    sat_play(s, EXAM_HAND_IN, 0, 0);
    sat_turn_to(s, SCREEN_EXAM_READ);
    for (int i = 0; board && i < sat->exam->n && exam_question(sat->exam, sat->read.item); i++) {
        stage_key(s, KEY_ENTER);
        stage_wait(s, NEW_SCREEN_MS);
    }
    return true;
}

static bool start(struct stage *s, int is_open)
{
    static const struct deck *banks[2];
    static const struct exam_past past[] = {{STAGE_TODAY - 19, {15, 30}, {16, 34}}, {STAGE_TODAY - 2, {20, 31}, {24, 36}}};
    struct sat *sat = begin(s);
    banks[0] = banks[1] = states_deck("az-900");
    sat->start_facts = (struct exam_start_facts){.banks = banks,
                                                 .n_banks = 2,
                                                 .questions = 32,
                                                 .minutes = 34,
                                                 .boards = 1,
                                                 .counts = {16, 8, 8},
                                                 .fresh = is_open ? 16 : 31,
                                                 .unseen = is_open ? 16 : 78,
                                                 .kept = 78,
                                                 .said = "",
                                                 .today = STAGE_TODAY};
    if (is_open) {
        sat->start_facts.past = past;
        sat->start_facts.n_past = 2;
        sat->start_facts.open_n = 32;
        sat->start_facts.open_left_ms = 751000;
        sat->start_facts.open_title = banks[0]->title;
    }
    sat_turn_to(s, SCREEN_EXAM_START);
    return true;
}

const struct state states_exam[] = {{"exam-start", start, 0},
                                    {"exam-start-open", start, 1},
                                    {"exam-one", sheet, ONE},
                                    {"exam-two", sheet, TWO},
                                    {"exam-grid", sheet, GRID},
                                    {"exam-board", sheet, BOARD},
                                    {"exam-list", list, 0},
                                    {"exam-list-asked", list, 1},
                                    {"exam-result", result, 0},
                                    {"exam-result-below", result, 1},
                                    {"exam-read", explained, 0},
                                    {"exam-read-board", explained, 1},
                                    {NULL, NULL, 0}};
