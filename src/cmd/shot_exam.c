/* Pictures of a practice exam, seed 4718, that somebody sits: some answered, two flagged, in the end some wrong. */
#include "cmd/shot_exam.h"

#include "base/mem.h"
#include "base/rng.h"
#include "base/tr.h"
#include "screens/aside.h"
#include "screens/exam.h"
#include "screens/exam_read.h"
#include "screens/exam_result.h"
#include "srs/day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEED = 4718, ANSWERED = 11 };

struct picture {
    struct ui *ui;
    struct ui_input in;
    struct exam *exam;
};

bool shot_is_exam(const char *screen)
{
    return strncmp(screen, "exam", 4) == 0;
}

static struct exam *draw(const struct shelf *shelf, const struct deck *bank, struct exam_start_facts *facts)
{
    const struct deck *boards[DECK_PARTS_MAX];
    int64_t *seen_ms = xcalloc((size_t)bank->n_questions + 1, sizeof *seen_ms);
    int most = exam_size(bank, bank->blueprint.questions);
    struct exam_item *items = xcalloc((size_t)most, sizeof *items);
    for (int part = 0; part < bank->blueprint.n_parts; part++)
        boards[part] = bank->blueprint.parts[part].board ? shelf_find(shelf, bank->blueprint.parts[part].board) : NULL;
    struct exam_rules rules = {bank, boards, seen_ms, most, SEED};
    int n = exam_draw(&rules, items);
    for (int i = 0; i < n; i++) {
        facts->counts[items[i].part]++;
        facts->boards += items[i].question < 0;
        facts->fresh += items[i].fresh;
    }
    for (int q = 0; q < bank->n_questions; q++)
        facts->kept += bank->questions[q].for_exam;
    facts->questions = n;
    facts->minutes = bank->blueprint.minutes;
    struct exam *exam = exam_new(bank, boards, items, n, SEED, (int64_t)facts->minutes * 60000);
    free(items);
    free(seen_ms);
    return exam;
}

static void play(struct picture *p, enum exam_move_kind kind, int at, int zone)
{
    exam_apply(p->exam, (struct exam_move){kind, at, zone}, p->in.moment);
}

/* Right, or with the first thing that is wrong. */
static void answer_question(struct picture *p, const struct deck_question *question, bool right)
{
    const struct choice *choice = &p->exam->sheets[p->exam->at].choice;
    for (int at = 0; at < choice->n_options; at++) {
        bool yes = question->options[choice->order[at]].right == right;
        if (choice->grid)
            play(p, yes ? EXAM_YES : EXAM_NO, at, 0);
        else if (yes && !choice_whole(choice))
            play(p, EXAM_PICK, at, 0);
    }
}

static void answer(struct picture *p, bool right)
{
    const struct board *board = p->exam->sheets[p->exam->at].board;
    const struct deck_question *question = exam_question(p->exam, p->exam->at);
    const struct deck *deck = exam_deck(p->exam, p->exam->at);
    if (question)
        answer_question(p, question, right);
    for (int at = 0; board && at < board->n_cells; at++) {
        const struct board_cell *cell = &board->cells[at];
        int zone = deck->layers[cell->layer].cells[cell->model].answer;
        play(p, EXAM_PLACE, at, right || at % 3 ? zone : (zone + 1) % deck->n_zones);
    }
}

static bool is_double(const struct exam *exam, int item)
{
    return exam_question(exam, item) && exam->sheets[item].choice.n_right == 2;
}

/* The first "choose two" behind the answered ones, with one chosen. */
static void sit(struct picture *p, bool board)
{
    for (int i = 0; i < ANSWERED && i < p->exam->n; i++) {
        play(p, EXAM_GO, i, 0);
        answer(p, i % 5 != 3);
        if (i == 4 || i == 8)
            play(p, EXAM_FLAG, 0, 0);
    }
    int at = ANSWERED < p->exam->n ? ANSWERED : 0;
    for (int i = p->exam->n - 1; i >= ANSWERED; i--)
        if (is_double(p->exam, i))
            at = i;
    for (int i = 0; board && i < p->exam->n; i++)
        if (!exam_question(p->exam, i))
            at = i;
    play(p, EXAM_GO, at, 0);
    exam_tick(p->exam, 173000);
}

static void sit_out(struct picture *p)
{
    for (int i = 0; i < p->exam->n; i++) {
        play(p, EXAM_GO, i, 0);
        exam_tick(p->exam, 47000);
        answer(p, i % 5 != 3);
    }
    play(p, EXAM_HAND_IN, 0, 0);
}

static void frames(struct picture *p, const char *screen)
{
    struct exam_view view;
    struct exam_facts facts = {NULL, NULL};
    bool board = strcmp(screen, "exam-board") == 0;
    exam_view_reset(&view);
    sit(p, board);
    for (int i = 0; i < 2; i++) {
        ui_begin(p->ui, p->in, false);
        if (strcmp(screen, "exam-list") == 0)
            screen_exam_list(&view, p->ui, p->exam, &facts);
        else
            screen_exam(&view, p->ui, p->exam, &facts);
        ui_end(p->ui);
        if (i == 0 && is_double(p->exam, p->exam->at))
            play(p, EXAM_PICK, 0, 0);
        for (int at = 0; i == 0 && board && at < 2; at++)
            play(p, EXAM_PLACE, at, at);
    }
}

static void result(struct picture *p, const char *screen, struct exam_start_facts *start)
{
    int today = day_of(p->in.moment);
    struct exam_past past[] = {
        {today - 19, {15, 30}, {17, 34}}, {today - 10, {17, 26}, {22, 34}}, {today, {0, 0}, {0, 0}}};
    struct exam_result_view view = {0};
    struct exam_read_view read = {.item = -1};
    sit_out(p);
    past[2].fresh = exam_score_fresh(p->exam);
    past[2].all = exam_score(p->exam);
    struct exam_result_facts facts = {.today = today,
                                      .minutes_used = 25,
                                      .minutes = start->minutes,
                                      .past = past,
                                      .n_past = 3,
                                      .unseen = start->kept - start->fresh,
                                      .fresh_each = start->questions - start->boards};
    for (int i = 0; i < 2; i++) {
        ui_begin(p->ui, p->in, false);
        if (strcmp(screen, "exam-read") == 0)
            screen_exam_read(&read, p->ui, p->exam, NULL, NULL, &(struct aside){0});
        else
            screen_exam_result(&view, p->ui, p->exam, &facts);
        ui_end(p->ui);
    }
}

static void start_page(struct picture *p, const struct shelf *shelf, struct exam_start_facts *facts)
{
    const struct deck *banks[EXAM_BANKS_MAX];
    struct exam_start_view view = {0};
    int bank;
    facts->banks = banks;
    for (int d = 0; d < shelf->n && facts->n_banks < EXAM_BANKS_MAX; d++) {
        if (!shelf->decks[d]->blueprint.questions)
            continue;
        if (shelf->decks[d] == p->exam->bank)
            facts->bank = facts->n_banks;
        banks[facts->n_banks++] = shelf->decks[d];
    }
    facts->unseen = facts->kept;
    facts->said = "";
    facts->today = day_of(p->in.moment);
    ui_begin(p->ui, p->in, false);
    screen_exam_start(&view, p->ui, facts, &bank);
    ui_end(p->ui);
}

bool shot_exam(struct ui *ui, struct ui_input in, const struct shelf *shelf, const struct deck *bank,
               const char *screen, struct err *err)
{
    static const char *const known[] = {"exam-start", "exam", "exam-board", "exam-list", "exam-result", "exam-read"};
    struct exam_start_facts facts = {0};
    bool is_known = false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        is_known = is_known || strcmp(screen, known[i]) == 0;
    if (!is_known || !bank->blueprint.questions)
        return err_set(err,
                       tr("no picture of '%s'; of a deck with an exam_blueprint there are exam-start, exam, exam-board,"
                          " exam-list, exam-result and exam-read"),
                       screen);
    struct picture p = {ui, in, draw(shelf, bank, &facts)};
    if (strcmp(screen, "exam-start") == 0)
        start_page(&p, shelf, &facts);
    else if (strcmp(screen, "exam-result") == 0 || strcmp(screen, "exam-read") == 0)
        result(&p, screen, &facts);
    else
        frames(&p, screen);
    exam_free(p.exam);
    return true;
}
