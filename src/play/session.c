/* A drill as a list of moves. A move that is possible changes the session and leaves in session->change what the store
   has to write; all room is taken when the session begins, so a move cannot fail for lack of it. Re-asks stand behind
   the plan: while a planned board is checked none of them has begun, and one that is wrong again is not asked a third
   time. */
#include "play/session.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Where a deck's items begin among those of all; of a deck behind the last: how many there are. */
static int first_item(const struct deck *const *decks, int deck)
{
    int n = 0;
    for (int d = 0; d < deck; d++)
        n += deck_item_count(decks[d]);
    return n;
}

static enum deck_item_kind asked_kind(enum task_kind kind)
{
    return kind == TASK_CARD ? ITEM_CARD : kind == TASK_QUESTION ? ITEM_QUESTION : ITEM_PLACEMENT;
}

static bool item_fits(const struct task *task, const struct deck *deck, int item)
{
    if (item < 0 || item >= deck_item_count(deck) || deck_item_kind(deck, item) != asked_kind(task->kind))
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
        bool *asked = &taken[first_item(decks, task->deck) + task->items[i]];
        if (*asked)
            return false;
        *asked = true;
    }
    return true;
}

bool session_fits(const struct deck *const *decks, int n_decks, const struct task *tasks, int n_tasks)
{
    bool *taken = xcalloc((size_t)first_item(decks, n_decks), sizeof *taken);
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
static int reasks_at_most(const struct task *tasks, int n_tasks)
{
    int n = 0;
    for (int t = 0; t < n_tasks; t++)
        n += tasks[t].kind == TASK_LINE ? tasks[t].n_items : (tasks[t].n_items + REASK_ITEMS_MAX - 1) / REASK_ITEMS_MAX;
    return n;
}

const struct deck_question *session_question(const struct session *session)
{
    const struct task *task = session_task(session);
    const struct deck *deck = session->decks[task->deck];
    assert(task->kind == TASK_QUESTION);
    return &deck->questions[deck_item_index(deck, task->items[0])];
}

const struct deck_card *session_card(const struct session *session)
{
    const struct task *task = session_task(session);
    const struct deck *deck = session->decks[task->deck];
    assert(task->kind == TASK_CARD);
    return &deck->cards[deck_item_index(deck, task->items[0])];
}

static bool is_board(const struct task *task)
{
    return task->kind == TASK_BOARD || task->kind == TASK_LINE;
}

/* What is asked once more stands in another order. */
static void lay_out(struct session *session, const struct task *task)
{
    const struct deck *deck = session->decks[task->deck];
    answering_card(&session->answering);
    if (task->kind == TASK_QUESTION)
        answering_question(&session->answering, session_question(session), session->seed + task->reask);
    board_init(&session->board, is_board(task) ? deck->n_zones : 1); /* empty beside a card or question */
    for (int i = 0; is_board(task) && i < task->n_items; i++)
        board_add(&session->board, deck_item_layer(deck, task->items[i]), deck_item_model(deck, task->items[i]));
}

static void deal(struct session *session)
{
    const struct task *task = session_task(session);
    session->attended_ms = 0;
    session->n_answers = 0;
    session->clock.left_ms = session->clock.each_ms;
    session->clock.state = CLOCK_WAITS;
    if (!task) {
        session->phase = PHASE_OVER;
        return;
    }
    session->phase = PHASE_PLACING;
    lay_out(session, task);
    for (int at = 0; at < BOARD_CELLS_MAX; at++) {
        session->due_day[at] = DUE_UNKNOWN;
        session->slipped[at] = false;
    }
}

static bool *copy_hidden(const struct deck *const *decks, int n_decks, const bool *const *hidden_items)
{
    bool *hidden = xcalloc((size_t)first_item(decks, n_decks), sizeof *hidden);
    for (int d = 0; d < n_decks; d++)
        memcpy(&hidden[first_item(decks, d)], hidden_items[d], (size_t)deck_item_count(decks[d]) * sizeof *hidden);
    return hidden;
}

/* What a card or question is about is found here, as a move may take no memory. */
static void find_about(struct session *session)
{
    topics_init(&session->topics, session->decks, session->n_decks + session->n_beside);
    session->about = xcalloc((size_t)session->n_tasks, sizeof *session->about);
    for (int t = 0; t < session->n_tasks; t++) {
        const struct task *task = &session->tasks[t];
        struct task_about *about = &session->about[t];
        if (!is_board(task))
            about->n = topics_of(&session->topics, task->deck, task->items[0], &about->at);
    }
}

static struct session *new_session(const struct deck *const *decks, int n_decks, const struct task *tasks, int n_tasks)
{
    struct session *session = xcalloc(1, sizeof *session);
    session->decks = xcalloc((size_t)n_decks, sizeof *session->decks);
    session->n_decks = n_decks;
    for (int d = 0; d < n_decks; d++)
        session->decks[d] = decks[d];
    session->tasks = xcalloc((size_t)(n_tasks + reasks_at_most(tasks, n_tasks)), sizeof *session->tasks);
    session->n_tasks = session->n_planned = n_tasks;
    for (int t = 0; t < n_tasks; t++) {
        session->tasks[t] = tasks[t];
        session->asked += tasks[t].n_items;
    }
    session->tries = xcalloc((size_t)session->asked, sizeof *session->tries);
    session->said = xcalloc((size_t)first_item(decks, n_decks), sizeof *session->said);
    return session;
}

struct session *session_new(const struct deck *const *decks, int n_decks, const struct task *tasks, int n_tasks,
                            const bool *const *hidden_items, uint64_t seed)
{
    assert(session_fits(decks, n_decks, tasks, n_tasks));
    struct session *session = new_session(decks, n_decks, tasks, n_tasks);
    session->seed = seed;
    find_about(session);
    session->hidden = copy_hidden(decks, n_decks, hidden_items);
    deal(session);
    return session;
}

void session_stands_beside(struct session *session, const struct deck *const *decks, int n)
{
    assert(!session->n_beside && session->about);
    const struct deck **all = xcalloc((size_t)(session->n_decks + n), sizeof *all);
    memcpy(all, session->decks, (size_t)session->n_decks * sizeof *all);
    free(session->decks);
    session->decks = all;
    for (int d = 0; d < n; d++) {
        bool own = false;
        for (int k = 0; k < session->n_decks; k++)
            own = own || session->decks[k] == decks[d];
        if (!own)
            session->decks[session->n_decks + session->n_beside++] = decks[d];
    }
    topics_clear(&session->topics);
    free(session->about);
    find_about(session);
}

struct session *session_new_round(const struct deck *const *decks, int n_decks, const struct task *tasks, int n_tasks,
                                  int n_teams, int64_t each_ms)
{
    assert(n_teams > 0 && each_ms > 0 && session_fits_round(decks, n_decks, tasks, n_tasks));
    struct session *session = new_session(decks, n_decks, tasks, n_tasks);
    int n_items = first_item(decks, n_decks);
    session->hidden = xcalloc((size_t)n_items, sizeof *session->hidden);
    memset(session->hidden, true, (size_t)n_items * sizeof *session->hidden);
    session->n_teams = n_teams;
    session->clock.each_ms = each_ms;
    deal(session);
    return session;
}

void session_free(struct session *session)
{
    if (!session)
        return;
    free(session->decks);
    free(session->tasks);
    free(session->tries);
    topics_clear(&session->topics);
    free(session->about);
    free(session->hidden);
    free(session->said);
    free(session);
}

const struct task *session_task(const struct session *session)
{
    return session->task < session->n_tasks ? &session->tasks[session->task] : NULL;
}

const struct deck *session_deck(const struct session *session)
{
    const struct task *task = session_task(session);
    return task ? session->decks[task->deck] : NULL;
}

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
    if (is_board(asked)) {
        int model = deck_item_model(session->decks[answer->deck], answer->item);
        task = reask_with_room(session, answer->deck, model);
    } else {
        task = &session->tasks[session->n_tasks++];
        *task = (struct task){.kind = asked->kind, .deck = asked->deck, .model = -1, .reask = true};
    }
    task->items[task->n_items++] = answer->item;
}

static bool asks(const struct task *task, int deck, int item)
{
    if (task->deck != deck)
        return false;
    for (int i = 0; i < task->n_items; i++)
        if (task->items[i] == item)
            return true;
    return false;
}

bool session_may_show(const struct session *session, int deck, int item)
{
    if (!deck_item_asks(session->decks[deck], item))
        return true;
    if (session->phase == PHASE_CHECKED && asks(session_task(session), deck, item))
        return true;
    for (int t = session->task; t < session->n_tasks; t++)
        if (asks(&session->tasks[t], deck, item))
            return false;
    int at = first_item(session->decks, deck) + item;
    return session->said[at] || !session->hidden[at];
}

static void show_once(struct session_change *change, int deck, int item)
{
    for (int i = 0; i < change->n_shown; i++)
        if (change->shown[i].deck == deck && change->shown[i].item == item)
            return;
    if (change->n_shown == (int)(sizeof change->shown / sizeof *change->shown))
        return;
    change->shown[change->n_shown].deck = deck;
    change->shown[change->n_shown++].item = item;
}

static void list_shown(struct session *session)
{
    int deck = session_task(session)->deck;
    const struct deck *d = session->decks[deck];
    for (int at = 0; at < session->board.n_cells; at++) {
        int first = deck_item_of_cell(d, session->board.cells[at].layer, 0);
        for (int item = first; item < first + d->n_models; item++)
            if (deck_item_asks(d, item) && !session->said[first_item(session->decks, deck) + item] &&
                session_may_show(session, deck, item))
                show_once(&session->change, deck, item);
    }
}

/* A card that is turned and a question that is explained tell of the layers that they are about. */
static void list_about(struct session *session)
{
    if (session_task(session)->reask)
        return; /* told before */
    const struct task_about *about = &session->about[session->task];
    for (int i = about->at; i < about->at + about->n; i++) {
        int topic = session->topics.list[i], deck = session->topics.n_decks - 1;
        while (session->topics.first[deck] > topic)
            deck--;
        const struct deck *d = session->decks[deck];
        int first = deck_item_of_cell(d, topic - session->topics.first[deck], 0);
        for (int item = first; item < first + d->n_models; item++)
            if (deck_item_asks(d, item) &&
                (deck >= session->n_decks || !session->said[first_item(session->decks, deck) + item]))
                show_once(&session->change, deck, item);
    }
}

/* The try that this answer is, or asks again. */
static struct session_try *try_of(struct session *session, const struct session_answer *answer)
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
    session->said[first_item(session->decks, answer->deck) + answer->item] = true;
    if (session_task(session)->reask) {
        try_of(session, answer)->again = verdict_is_mistake(answer->verdict) ? AGAIN_WRONG : AGAIN_RIGHT;
        return;
    }
    add_try(session, answer);
    session->answered++;
    if (!verdict_is_mistake(answer->verdict))
        session->right++;
    else if (!session->n_teams && !session->practice)
        ask_again(session, answer);
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

static void check(struct session *session)
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
    if (is_board(task))
        list_shown(session);
    else if (task->kind == TASK_QUESTION)
        list_about(session);
}

static void next(struct session *session)
{
    session->task++;
    deal(session);
}

/* Nothing is left to be read on a rated card; where it is the last thing it stays, so that its rating can be undone. */
static void rate(struct session *session)
{
    check(session);
    if (session->task + 1 < session->n_tasks)
        next(session);
}

static bool has_slipped(const struct session *session, int deck, int item)
{
    for (int at = 0; at < session->n_answers; at++) {
        const struct session_answer *answer = &session->answers[at];
        if (answer->deck == deck && answer->item == item)
            return session->slipped[at];
    }
    return false;
}

/* Drops from the re-asks what slipped on the board on the table: no other board put the same cells there. */
static void forget_reasks(struct session *session)
{
    int kept = session->n_planned;
    for (int t = session->n_planned; t < session->n_tasks; t++) {
        struct task *task = &session->tasks[t];
        int n = 0;
        for (int i = 0; i < task->n_items; i++)
            if (!has_slipped(session, task->deck, task->items[i]))
                task->items[n++] = task->items[i];
        task->n_items = n;
        if (n > 0)
            session->tasks[kept++] = *task;
    }
    session->n_tasks = kept;
}

/* Takes a planned item out of the counts. */
static void take_out(struct session *session, int at)
{
    if (session->slipped[at])
        return;
    session->slipped[at] = true;
    session->due_day[at] = DUE_UNKNOWN;
    session->asked--;
    session->answered--;
    session->right -= !verdict_is_mistake(session->answers[at].verdict);
    try_of(session, &session->answers[at])->slipped = true;
}

static void slip_row(struct session *session, int at)
{
    const struct board *board = &session->board;
    for (int i = 0; i < board->n_cells; i++)
        if (board->cells[i].layer == board->cells[at].layer)
            take_out(session, i);
    forget_reasks(session);
}

static void slip(struct session *session)
{
    bool reask = session_task(session)->reask;
    for (int at = 0; at < session->n_answers; at++)
        if (reask)
            try_of(session, &session->answers[at])->again = AGAIN_NOT;
        else
            take_out(session, at);
    if (!reask)
        forget_reasks(session);
    next(session);
}

static bool move_edge(struct session *session, int at, int edge)
{
    const struct deck *deck = session_deck(session);
    struct board *board = &session->board;
    int customer = deck_customer(deck), n = 0;
    if (session_task(session)->kind != TASK_LINE || customer < 0 || edge < 0 || edge > deck->n_models)
        return false;
    for (int i = 0; i < board->n_cells; i++) {
        const struct board_cell *cell = &board->cells[i];
        if (cell->layer != board->cells[at].layer)
            continue;
        bool moved =
            cell->model < edge ? board_place(board, i, customer) : cell->zone == customer && board_take_back(board, i);
        if (moved && n++ > 0)
            board_join(board);
    }
    return n > 0;
}

/* Moves read from disk may mean a place that this board does not have. */
static bool place(struct session *session, struct move move)
{
    struct board *board = &session->board;
    const struct task *task = session_task(session);
    if (task->kind == TASK_CARD)
        return answering_card_move(&session->answering, move);
    if (task->kind == TASK_QUESTION)
        return answering_question_move(&session->answering, move);
    if (move.kind == MOVE_UNDO)
        return board_undo(board);
    if (move.kind > MOVE_EDGE || move.at < 0 || move.at >= board->n_cells)
        return false;
    if (move.kind == MOVE_BACK)
        return board_take_back(board, move.at);
    if (move.kind == MOVE_UNSURE)
        return board_toggle_unsure(board, move.at);
    if (move.kind == MOVE_EDGE)
        return move_edge(session, move.at, move.zone);
    if (move.zone < 0 || move.zone >= board->n_zones)
        return false;
    return move.kind == MOVE_PLACE ? board_place(board, move.at, move.zone)
                                   : board_place_unsure(board, move.at, move.zone);
}

static bool can_slip_row(const struct session *session, int at)
{
    return session_task(session)->kind == TASK_LINE && at >= 0 && at < session->board.n_cells && !session->slipped[at];
}

static bool is_touched(const struct session *session)
{
    return session->board.n_moves > 0 || session->answering.n_undo > 0;
}

/* The task of the card whose rating an undo would take back now; -1: none. */
static int card_to_undo(const struct session *session)
{
    const struct task *task = session_task(session);
    if (!task)
        return -1;
    if (session->phase == PHASE_CHECKED)
        return task->kind == TASK_CARD ? session->task : -1;
    bool behind = session->task > 0 && session->tasks[session->task - 1].kind == TASK_CARD;
    return behind && !is_touched(session) ? session->task - 1 : -1;
}

bool session_can_undo(const struct session *session)
{
    return (session->phase == PHASE_PLACING && is_touched(session)) || card_to_undo(session) >= 0;
}

/* Drops the re-ask of a card: it is alone on its task. */
static void drop_reask(struct session *session, int deck, int item)
{
    int kept = session->n_planned;
    for (int t = session->n_planned; t < session->n_tasks; t++)
        if (!asks(&session->tasks[t], deck, item))
            session->tasks[kept++] = session->tasks[t];
    session->n_tasks = kept;
}

/* The card lies there as before it was rated, turned. */
static void undo_card(struct session *session, int t)
{
    const struct task *task = &session->tasks[t];
    int deck = task->deck, item = task->items[0];
    session->task = t;
    if (task->reask) {
        try_of(session, &(struct session_answer){.deck = deck, .item = item})->again = AGAIN_NOT;
    } else {
        session->n_tries--; /* nothing was answered since */
        session->answered--;
        session->right -= !verdict_is_mistake(session->tries[session->n_tries].verdict);
        session->said[first_item(session->decks, deck) + item] = false;
        drop_reask(session, deck, item);
    }
    deal(session);
    session->answering.turned = true;
}

/* Before Check; a card is not checked, and it is rated when it was turned. */
static bool can_check(const struct session *session)
{
    return session_task(session)->kind != TASK_CARD;
}

/* -- the clock -- */

bool session_is_timing(const struct session *session)
{
    return session->n_teams && session->phase == PHASE_PLACING && session->clock.state == CLOCK_RUNS;
}

bool session_tick(struct session *session, int64_t ms)
{
    struct session_clock *clock = &session->clock;
    if (!session_is_timing(session) || ms <= 0 || clock->left_ms == 0)
        return false;
    clock->left_ms -= ms < clock->left_ms ? ms : clock->left_ms;
    return clock->left_ms == 0;
}

int session_team(const struct session *session, int task)
{
    return session->n_teams ? task % session->n_teams : 0;
}

/* May this be done as the clock stands? */
static bool clock_allows(const struct session *session, enum move_kind kind)
{
    const struct session_clock *clock = &session->clock;
    bool placing = session->phase == PHASE_PLACING;
    if (!session->n_teams)
        return kind < MOVE_START;
    switch (kind) {
    case MOVE_START:
        return placing && clock->state == CLOCK_WAITS;
    case MOVE_PAUSE:
        return session_is_timing(session) && clock->left_ms > 0;
    case MOVE_GO_ON:
        return placing && clock->state == CLOCK_PAUSED;
    case MOVE_TIME:
        return session_is_timing(session) && clock->left_ms == 0;
    case MOVE_STOP:
        return session->phase != PHASE_OVER;
    case MOVE_SLIP:
    case MOVE_SLIP_ROW:
        return false;
    case MOVE_NEXT:
        return session->phase == PHASE_CHECKED;
    default:
        return session_is_timing(session) && clock->left_ms > 0;
    }
}

/* -- moves -- */

static bool is_possible(struct session *session, struct move move, int card)
{
    if (!clock_allows(session, move.kind))
        return false;
    if (card >= 0 || move.kind >= MOVE_START)
        return true;
    if (session->phase != (move.kind > MOVE_CHECK ? PHASE_CHECKED : PHASE_PLACING))
        return false;
    if (move.kind < MOVE_CHECK)
        return place(session, move);
    if (move.kind == MOVE_CHECK || move.kind == MOVE_SLIP)
        return can_check(session);
    return move.kind != MOVE_SLIP_ROW || can_slip_row(session, move.at);
}

static void take_effect(struct session *session, struct move move)
{
    switch (move.kind) {
    case MOVE_CHECK:
    case MOVE_TIME:
        check(session);
        break;
    case MOVE_RATE:
        rate(session);
        break;
    case MOVE_TURN:
        list_about(session);
        break;
    case MOVE_SLIP_ROW:
        slip_row(session, move.at);
        break;
    case MOVE_SLIP:
        slip(session);
        break;
    case MOVE_NEXT:
        next(session);
        break;
    case MOVE_START:
    case MOVE_GO_ON:
        session->clock.state = CLOCK_RUNS;
        break;
    case MOVE_PAUSE:
        session->clock.state = CLOCK_PAUSED;
        break;
    case MOVE_STOP:
        session->stopped = true;
        session->phase = PHASE_OVER;
        break;
    default: /* on the table, and done */
        break;
    }
}

bool session_apply(struct session *session, struct move move, struct moment now)
{
    int card = move.kind == MOVE_UNDO ? card_to_undo(session) : -1;
    if (!is_possible(session, move, card))
        return false;
    bool slips = move.kind == MOVE_SLIP || move.kind == MOVE_SLIP_ROW;
    session->change = (struct session_change){
        .move = move, .at = now, .n = session->n_steps++, .task = session->task, .voids = slips ? session->task : card};
    if (card >= 0)
        undo_card(session, card);
    else
        take_effect(session, move);
    session->change.left_ms = session->n_teams ? session->clock.left_ms : -1;
    session->change.over = session->phase == PHASE_OVER;
    return true;
}

int session_board_right(const struct session *session)
{
    assert(session->phase == PHASE_CHECKED);
    int n = 0;
    for (int at = 0; at < session->n_answers; at++)
        n += !session->slipped[at] && !verdict_is_mistake(session->answers[at].verdict);
    return n;
}

int session_board_graded(const struct session *session)
{
    assert(session->phase == PHASE_CHECKED);
    int n = 0;
    for (int at = 0; at < session->n_answers; at++)
        n += !session->slipped[at];
    return n;
}

int session_next_mistake(const struct session *session, int at)
{
    assert(session->phase == PHASE_CHECKED);
    for (at++; at < session->n_answers; at++)
        if (!session->slipped[at] && verdict_is_mistake(session->answers[at].verdict))
            return at;
    return -1;
}

int session_left(const struct session *session)
{
    int n = 0;
    for (int t = session->task + (session->phase == PHASE_CHECKED); t < session->n_tasks; t++)
        n += session->tasks[t].n_items;
    return n;
}

int64_t session_left_ms(const struct session *session, const int ms[3])
{
    int64_t left_ms = 0;
    for (int t = session->task + (session->phase == PHASE_CHECKED); t < session->n_tasks; t++)
        left_ms += (int64_t)session->tasks[t].n_items * ms[asked_kind(session->tasks[t].kind)];
    return left_ms;
}
