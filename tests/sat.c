#include "sat.h"

#include <assert.h>

enum { ITEMS = 100, MINUTES = 60000 };

static void show(struct stage *s, bool again)
{
    struct sat *sat = s->of;
    int wanted = -1, action = 0;
    switch (sat->screen) {
    case SCREEN_EXAM:
        sat->screen = screen_exam(&sat->view, &s->ui, sat->exam, &sat->facts);
        break;
    case SCREEN_EXAM_LIST:
        sat->screen = screen_exam_list(&sat->view, &s->ui, sat->exam, &sat->facts);
        break;
    case SCREEN_EXAM_START:
        action = screen_exam_start(&sat->start, &s->ui, &sat->start_facts, &wanted);
        break;
    case SCREEN_EXAM_RESULT:
        action = screen_exam_result(&sat->result, &s->ui, sat->exam, &sat->result_facts);
        break;
    case SCREEN_EXAM_READ:
        sat->screen = screen_exam_read(&sat->read, &s->ui, sat->exam, sat->facts.not_saved, sat->facts.said, &s->aside);
        break;
    default:
        break;
    }
    if (!again) {
        sat->action = action;
        sat->wanted = wanted;
    }
}

static struct exam *draw(const struct deck *bank, const struct deck *of_boards, uint64_t seed, int questions)
{
    static const int64_t none[DECK_QUESTIONS_MAX];
    const struct deck *boards[DECK_PARTS_MAX] = {NULL};
    struct exam_item items[ITEMS];
    for (int part = 0; part < bank->blueprint.n_parts; part++)
        boards[part] = bank->blueprint.parts[part].board ? of_boards : NULL;
    struct exam_rules rules = {bank, boards, none, questions, seed};
    int n = exam_draw(&rules, items);
    return exam_new(bank, boards, items, n, seed, 34 * MINUTES);
}

void sat_begin(struct stage *s, struct sat *sat, const struct deck *bank, const struct deck *boards, uint64_t seed,
               int questions)
{
    *sat = (struct sat){.exam = draw(bank, boards, seed, questions), .screen = SCREEN_EXAM, .read.item = -1};
    exam_view_reset(&sat->view);
    s->show = show;
    s->screen = SCREEN_EXAM;
    s->of = sat;
    s->deck = boards;
    stage_frame(s);
    stage_wait(s, NEW_SCREEN_MS);
}

bool sat_play(struct stage *s, enum exam_move_kind kind, int at, int zone)
{
    struct sat *sat = s->of;
    return exam_apply(sat->exam, (struct exam_move){kind, at, zone}, s->in.moment);
}

void sat_go(struct stage *s, int item)
{
    sat_play(s, EXAM_GO, item, 0);
    stage_frame(s);
    stage_wait(s, NEW_SCREEN_MS);
}

void sat_turn_to(struct stage *s, enum screen screen)
{
    ((struct sat *)s->of)->screen = screen;
    stage_frame(s);
    stage_wait(s, NEW_SCREEN_MS);
}

void sat_answer_some(struct stage *s)
{
    struct sat *sat = s->of;
    for (int i = 0; i < sat->exam->n; i++) {
        sat_play(s, EXAM_GO, i, 0);
        const struct choice *choice = &sat->exam->sheets[i].choice;
        for (int at = 0; i % 3 < 2 && exam_question(sat->exam, i) && at < choice->n_options; at++)
            if (choice->grid)
                sat_play(s, at % 2 ? EXAM_NO : EXAM_YES, at, 0);
            else if (!choice_whole(choice))
                sat_play(s, EXAM_PICK, (at + i) % choice->n_options, 0);
        for (int at = 0; sat->exam->sheets[i].board && at < 3; at++)
            sat_play(s, EXAM_PLACE, at, at);
        if (i % 7 == 4)
            sat_play(s, EXAM_FLAG, 0, 0);
    }
}

int sat_find(const struct exam *exam, enum sort sort)
{
    for (int i = 0; i < exam->n; i++) {
        const struct choice *c = &exam->sheets[i].choice;
        bool board = !exam_question(exam, i);
        if (sort == BOARD ? board
                          : !board && (sort == GRID ? c->grid : !c->grid && c->n_right == (sort == ONE ? 1 : 2)))
            return i;
    }
    assert(!"no question of that sort");
    return -1;
}
