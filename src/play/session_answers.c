/* Answers: what is on the table is graded item by item, counted, and what was wrong is asked again. */
#include "play/session_parts.h"

#include <assert.h>

bool verdict_is_mistake(enum verdict verdict)
{
    return verdict == VERDICT_WRONG || verdict == VERDICT_OPEN;
}

enum verdict verdict_of(const struct deck_cell *cell, int given)
{
    if (given == BOARD_OPEN)
        return VERDICT_OPEN;
    if (given == cell->answer)
        return VERDICT_RIGHT;
    return cell->differs[given] ? VERDICT_DIFFERS : VERDICT_WRONG;
}

/* Another's answer, or what was open when the time ran out. */
static bool is_nothing_for_memory(const struct session *session, enum verdict verdict)
{
    return session->n_teams > 1 || (session->change.move.kind == MOVE_TIME && verdict == VERDICT_OPEN);
}

static struct session_answer grade_placed(const struct session *session, const struct board_cell *placed, int took_ms)
{
    const struct task *task = session_task(session);
    const struct deck *deck = session->decks[task->deck];
    enum verdict verdict = verdict_of(&deck->layers[placed->layer].cells[placed->model], placed->zone);
    return (struct session_answer){
        .deck = task->deck,
        .item = deck_item_of_cell(deck, placed->layer, placed->model),
        .given = placed->zone,
        .unsure = placed->unsure,
        .correct = verdict == VERDICT_RIGHT,
        .right_ways = verdict == VERDICT_OPEN ? 0 : 1,
        .ways = verdict == VERDICT_OPEN ? 1 : deck->n_zones,
        .rating = verdict == VERDICT_RIGHT ? 3 : 1,
        .counts = verdict == VERDICT_DIFFERS || is_nothing_for_memory(session, verdict) ? 0
                  : task->reask                                                         ? 2
                                                                                        : 1,
        .took_ms = took_ms,
        .verdict = verdict,
    };
}

/* A card is what the learner says it is: 1 is wrong, the others are right. */
static struct session_answer grade_card(const struct session *session, int took_ms)
{
    const struct task *task = session_task(session);
    int rating = session->answering.rating;
    return (struct session_answer){
        .deck = task->deck,
        .item = task->items[0],
        .given = rating,
        .correct = rating > 1,
        .rating = rating,
        .counts = task->reask ? 2 : 1,
        .took_ms = took_ms,
        .verdict = rating > 1 ? VERDICT_RIGHT : VERDICT_WRONG,
    };
}

static struct session_answer grade_question(const struct session *session, int took_ms)
{
    const struct task *task = session_task(session);
    const struct choice *choice = &session->answering.choice;
    bool open = choice_count(choice) == 0, right = choice_right(choice, session_question(session));
    struct session_answer answer = {
        .deck = task->deck,
        .item = task->items[0],
        .given = choice_code(choice),
        .unsure = choice->unsure,
        .correct = right,
        .right_ways = 0,
        .ways = 1,
        .rating = right ? 3 : 1,
        .counts = task->reask ? 2 : 1,
        .took_ms = took_ms,
        .verdict = open    ? VERDICT_OPEN
                   : right ? VERDICT_RIGHT
                           : VERDICT_WRONG,
    };
    if (!open)
        deck_item_ways(session->decks[task->deck], answer.item, &answer.right_ways, &answer.ways);
    return answer;
}

static struct session_answer grade(const struct session *session, int at, int took_ms)
{
    switch (session_task(session)->kind) {
    case TASK_CARD:
        return grade_card(session, took_ms);
    case TASK_QUESTION:
        return grade_question(session, took_ms);
    default:
        return grade_placed(session, &session->board.cells[at], took_ms);
    }
}

/* -- asked again -- */

/* Of boards; a card or question is asked again alone. */
static struct task *reask_with_room(struct session *session, int deck, int model)
{
    for (int t = session->n_planned; t < session->n_tasks; t++) {
        struct task *task = &session->tasks[t];
        if (task->kind == TASK_BOARD && task->deck == deck && task->model == model && task->n_items < REASK_ITEMS_MAX)
            return task;
    }
    struct task *task = &session->tasks[session->n_tasks++];
    *task = (struct task){.kind = TASK_BOARD, .deck = deck, .model = model, .reask = true};
    return task;
}

static void ask_again(struct session *session, const struct session_answer *answer)
{
    const struct task *asked = session_task(session);
    struct task *task;
    if (session_is_board(asked)) {
        int model = deck_item_model(session->decks[answer->deck], answer->item);
        task = reask_with_room(session, answer->deck, model);
    } else {
        task = &session->tasks[session->n_tasks++];
        *task = (struct task){.kind = asked->kind, .deck = asked->deck, .model = -1, .reask = true};
    }
    task->items[task->n_items++] = answer->item;
}

/* -- taken -- */

struct session_try *session_try_of(struct session *session, const struct session_answer *answer)
{
    struct session_try *try = session->tries;
    while (try->deck != answer->deck || try->item != answer->item)
        try++;
    assert(try < session->tries + session->n_tries);
    return try;
}

static void add_try(struct session *session, const struct session_answer *answer)
{
    session->tries[session->n_tries++] = (struct session_try){
        .deck = answer->deck,
        .item = answer->item,
        .given = answer->given,
        .verdict = answer->verdict,
        .unsure = answer->unsure,
    };
}

static void take_answer(struct session *session, const struct session_answer *answer)
{
    session->said[session_first_item(session->decks, answer->deck) + answer->item] = true;
    if (session_task(session)->reask) {
        session_try_of(session, answer)->again = verdict_is_mistake(answer->verdict) ? AGAIN_WRONG : AGAIN_RIGHT;
        return;
    }
    add_try(session, answer);
    session->answered++;
    if (!verdict_is_mistake(answer->verdict))
        session->right++;
    else if (!session->n_teams && !session->practice)
        ask_again(session, answer);
}

void session_check(struct session *session)
{
    const struct task *task = session_task(session);
    if (session->n_teams)
        session->attended_ms = session->clock.each_ms - session->clock.left_ms;
    assert(session->attended_ms >= 0);
    int64_t each_ms = session->attended_ms / task->n_items;
    int took_ms = each_ms < TOOK_MS_MAX ? (int)each_ms : TOOK_MS_MAX;
    session->phase = PHASE_CHECKED;
    session->n_answers = session->change.n_answers = task->n_items;
    for (int at = 0; at < task->n_items; at++) {
        session->change.answers[at] = session->answers[at] = grade(session, at, took_ms);
        take_answer(session, &session->answers[at]);
    }
    if (session_is_board(task))
        session_show_layers(session);
    else if (task->kind == TASK_QUESTION)
        session_show_about(session);
}
