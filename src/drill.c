/* Plans from the store: loads the states of the decks, lets play/plan choose, and begins the session that the store
 * keeps. */
#include "drill.h"

#include "base/mem.h"
#include "base/tr.h"
#include "play/forecast.h"
#include "screens/when.h"
#include "srs/day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void drill_clear(struct drill *drill)
{
    session_free(drill->session);
    free(drill->decks);
    *drill = (struct drill){0};
}

static void name_setup(char *setup, size_t size, const struct deck *only, int minutes)
{
    snprintf(setup, size, "drill %s --minutes %d", only ? only->id : "", minutes);
}

static void take_decks(struct drill *drill, const struct shelf *shelf, const struct deck *only)
{
    drill->n_decks = only ? 1 : shelf->n;
    drill->decks = xcalloc((size_t)drill->n_decks, sizeof *drill->decks);
    for (int d = 0; d < drill->n_decks; d++)
        drill->decks[d] = only ? only : shelf->decks[d];
}

static void take_plan(struct drill *drill, struct store *store, const struct shelf *shelf, int today)
{
    drill->decks = xcalloc((size_t)shelf->n, sizeof *drill->decks);
    drill->n_decks = stock_plan(store, shelf, today, drill->decks);
}

bool drill_store(struct drill *drill, struct store *store, struct err *err)
{
    drill->stored = drill->stored || store_begin(store, drill->session, drill->seed, drill->setup, drill->began, err);
    return drill->stored;
}

static bool begin(struct drill *drill, struct store *store, const struct shelf *shelf, const struct deck *only,
                  bool practise, uint64_t seed, int minutes, struct moment now, struct err *err)
{
    *err = (struct err){""};
    if (only)
        take_decks(drill, shelf, only);
    else
        take_plan(drill, store, shelf, day_of(now));
    struct stock stock;
    struct task *tasks = xcalloc(PLAN_TASKS_MAX, sizeof *tasks);
    name_setup(drill->setup, sizeof drill->setup, only, minutes);
    drill->seed = seed;
    drill->began = now;
    bool fine = stock_load(&stock, store, shelf, drill->decks, drill->n_decks, practise ? STOCK_ALL : STOCK_CANDIDATES,
                           minutes, now, seed, err);
    if (fine && practise)
        stock_shown(&stock, true, NULL);
    int n = fine ? plan_drill(stock.items, stock.n_items, &stock.rules, tasks) : 0;
    memcpy(drill->ms, stock.rules.ms, sizeof drill->ms);
    if (n > 0) {
        drill->session = session_new(drill->decks, drill->n_decks, tasks, n, (const bool *const *)stock.hidden, seed);
        session_stands_beside(drill->session, (const struct deck *const *)shelf->decks, shelf->n);
        drill_store(drill, store, err);
    }
    stock_clear(&stock);
    free(tasks);
    if (drill->session)
        return true;
    drill_clear(drill);
    return false;
}

bool drill_begin(struct drill *drill, struct store *store, const struct shelf *shelf, const struct deck *only,
                 uint64_t seed, int minutes, struct moment now, struct err *err)
{
    return begin(drill, store, shelf, only, false, seed, minutes, now, err);
}

bool drill_practise(struct drill *drill, struct store *store, const struct shelf *shelf, uint64_t seed, int minutes,
                    struct moment now, struct err *err)
{
    return begin(drill, store, shelf, NULL, true, seed, minutes, now, err);
}

/* The deck that the setup of an unfinished drill names; false where it is not on the shelf. */
static bool setup_deck(struct shelf *shelf, const char *setup, const struct deck **only, struct err *err)
{
    char id[DECK_ID_MAX + 1];
    *only = NULL;
    if (sscanf(setup, "drill %40s", id) != 1 || id[0] == '-')
        return true;
    *only = shelf_find(shelf, id);
    return *only || err_set(err, tr("the deck '%s' of the unfinished drill is gone."), id);
}

bool drill_resume(struct drill *drill, struct store *store, struct shelf *shelf, struct moment now, struct err *err)
{
    *err = (struct err){""};
    struct store_open_drill open;
    const struct deck *only;
    if (!store_find_drill(store, &open))
        return false;
    if (!setup_deck(shelf, open.setup, &only, err)) {
        store_leave(store, now, NULL); /* else it would be offered for ever */
        return false;
    }
    take_decks(drill, shelf, only);
    struct stock stock;
    if (stock_load(&stock, store, shelf, drill->decks, drill->n_decks, STOCK_ALL, 1, now, open.seed, err))
        drill->session = store_resume(store, drill->decks, drill->n_decks, (const bool *const *)stock.hidden, now, err);
    memcpy(drill->ms, stock.rules.ms, sizeof drill->ms);
    stock_clear(&stock);
    drill->stored = drill->session != NULL;
    if (drill->session)
        session_stands_beside(drill->session, (const struct deck *const *)shelf->decks, shelf->n);
    if (drill->session)
        return true;
    drill_clear(drill);
    return false;
}

bool drill_is_open(struct store *store, const struct deck *only, int minutes, int today)
{
    struct store_open_drill open;
    char setup[256];
    name_setup(setup, sizeof setup, only, minutes);
    return store_find_drill(store, &open) && open.began_day == today && strcmp(open.setup, setup) == 0;
}

static const struct plan_item *find(const struct stock *stock, int deck, int item)
{
    const struct plan_item *found = stock->items;
    while (found->deck != deck || found->item != item)
        found++;
    return found;
}

/* shares: of each asked deck, or NULL. */
static void count_plan(struct drill_outlook *outlook, const struct stock *stock, struct drill_share *shares)
{
    struct task *tasks = xcalloc(PLAN_TASKS_MAX, sizeof *tasks);
    int n = plan_drill(stock->items, stock->n_items, &stock->rules, tasks);
    for (int t = 0; t < n; t++)
        for (int i = 0; i < tasks[t].n_items; i++) {
            const struct plan_item *item = find(stock, tasks[t].deck, tasks[t].items[i]);
            bool fresh = !item->memory.met, due = !fresh && item->due_day <= stock->rules.today;
            outlook->to_answer++;
            outlook->fresh += fresh;
            outlook->due += due;
            if (shares) {
                shares[tasks[t].deck].fresh += fresh;
                shares[tasks[t].deck].due += due;
            }
        }
    outlook->minutes = when_minutes(plan_takes_ms(&stock->rules, tasks, n));
    free(tasks);
}

/* -- the day ahead -- */

/* The first day behind `day` on which one of these can be asked; 0: there is none. What is new, or waits, can be any
 * day. */
static int day_behind(const struct plan_item *items, int n, int day)
{
    int first = 0;
    for (int k = 0; k < n; k++) {
        int next = !items[k].memory.met || items[k].due_day <= day ? day + 1 : items[k].due_day;
        first = first && first <= next ? first : next;
    }
    return first;
}

/* What is asked of all these on that day, if nothing is before; they are taken out of the list, *n is what stays. */
static void plan_day(struct drill_outlook *outlook, const struct stock *stock, int day, struct plan_item *items, int *n)
{
    struct plan_rules rules = stock->rules;
    struct task *tasks = xcalloc(PLAN_TASKS_MAX, sizeof *tasks);
    rules.today = day;
    int n_tasks = plan_drill(items, *n, &rules, tasks);
    outlook->next_minutes = when_minutes(plan_takes_ms(&rules, tasks, n_tasks));
    for (int t = 0; t < n_tasks; t++)
        for (int i = 0; i < tasks[t].n_items; i++) {
            int k = 0;
            while (items[k].deck != tasks[t].deck || items[k].item != tasks[t].items[i])
                k++;
            items[k] = items[--*n];
            outlook->next_answers++;
        }
    free(tasks);
}

/* The next day for which a drill can be planned, and how much it asks: as Home will say it on that day. A deck may have
   to rest for a week before it begins. */
static void look_ahead(struct drill_outlook *outlook, const struct stock *stock)
{
    struct plan_item *items = xcalloc((size_t)stock->n_items, sizeof *items);
    int n = 0, day = stock->rules.today;
    for (int k = 0; k < stock->n_items; k++)
        if (stock->items[k].deck < stock->n_asked) {
            items[n] = stock->items[k];
            items[n].today = items[n].line = false; /* that was today */
            n++;
        }
    for (int tries = 0; tries <= PLAN_WEEK_DAYS && !outlook->next_answers; tries++)
        if ((day = day_behind(items, n, day)))
            plan_day(outlook, stock, day, items, &n);
    outlook->next_day = outlook->next_answers ? day : 0;
    outlook->then_day = outlook->next_answers ? day_behind(items, n, day) : 0;
    free(items);
}

static void weigh_knowledge(struct drill_outlook *outlook, struct stock *stock)
{
    int n = 0;
    for (int k = 0; k < stock->n_items; k++)
        if (stock->items[k].deck < stock->n_asked)
            stock->items[n++] = stock->items[k];
    outlook->items = n;
    for (int k = 0; k < n; k++) {
        outlook->never_met += !stock->items[k].memory.met;
        outlook->first_answers += stock->items[k].memory.answers;
    }
    double right = forecast_right(stock->items, n, &stock->rules, NULL, stock->rules.today + 1);
    outlook->expected = right < 0 ? 0 : right;
}

void drill_outlook_stock(const struct stock *stock, struct drill_outlook *outlook, struct drill_share *shares)
{
    *outlook = (struct drill_outlook){0};
    count_plan(outlook, stock, shares);
    look_ahead(outlook, stock);
}

bool drill_outlook_plan(struct store *store, const struct shelf *shelf, int minutes, struct moment now,
                        struct drill_outlook *outlook, struct err *err)
{
    const struct deck **decks = xcalloc((size_t)shelf->n, sizeof *decks);
    int n = stock_plan(store, shelf, day_of(now), decks);
    bool fine = drill_outlook(store, shelf, decks, n, minutes, now, outlook, err);
    free(decks);
    return fine;
}

bool drill_outlook(struct store *store, const struct shelf *shelf, const struct deck *const *decks, int n_decks,
                   int minutes, struct moment now, struct drill_outlook *outlook, struct err *err)
{
    *outlook = (struct drill_outlook){0};
    struct stock stock;
    bool fine = stock_load(&stock, store, shelf, decks, n_decks, STOCK_ALL, minutes, now, 0, err);
    if (fine)
        count_plan(outlook, &stock, NULL);
    look_ahead(outlook, &stock);
    weigh_knowledge(outlook, &stock);
    stock_clear(&stock);
    return fine;
}

int drill_new_tries(const struct drill *drill, struct store *store, int today)
{
    int n = 0;
    for (int d = 0; d < drill->n_decks; d++) {
        const struct deck *deck = drill->decks[d];
        struct store_item *items = xcalloc((size_t)deck_item_count(deck), sizeof *items);
        store_items(store, deck, today, items, NULL);
        for (int i = 0; i < drill->session->n_tries; i++) {
            const struct session_try *t = &drill->session->tries[i];
            n += t->deck == d && !t->slipped && items[t->item].memory.answers == 1 &&
                 items[t->item].memory.last_day == today;
        }
        free(items);
    }
    return n;
}

/* NULL: the drill's deck serves no exam. */
static const char *exam_of(const struct drill *drill, char text[DECK_ID_MAX + 1])
{
    if (!drill->decks[0]->n_exams)
        return NULL;
    deck_exam_name(drill->decks[0]->exams[0], text);
    return text;
}

bool drill_end_facts(const struct drill *drill, struct store *store, const struct shelf *shelf, int minutes,
                     int64_t attended_ms, struct moment now, struct end_facts *facts, char exam[DECK_ID_MAX + 1],
                     struct err *err)
{
    int today = day_of(now);
    struct drill_outlook all, these = {0};
    bool fine = drill_outlook_plan(store, shelf, minutes, now, &all, err) &&
                drill_outlook(store, shelf, drill->decks, drill->n_decks, DRILL_MORE_MINUTES, now, &these, err);
    struct forecast_ten ten = forecast_of_ten(these.expected);
    *facts = (struct end_facts){.today = today,
                                .minutes = when_minutes(attended_ms),
                                .stopped = drill->session->phase != PHASE_OVER,
                                .repeats = drill->session->asked && drill->session->answered == drill->session->asked,
                                .fresh = drill_new_tries(drill, store, today),
                                .next_day = all.next_day,
                                .next_answers = all.next_answers,
                                .next_minutes = all.next_minutes,
                                .then_day = all.then_day,
                                .more = these.to_answer,
                                .expected_of_ten = ten.right,
                                .least = ten.least,
                                .most = ten.most,
                                .items = these.items,
                                .never_met = these.never_met,
                                .first_answers = these.first_answers,
                                .exam = exam_of(drill, exam)};
    return fine;
}

bool drill_foresee(const struct drill *drill, struct store *store, struct moment now,
                   int rated_due[FORESEE_RATINGS + 1], struct err *err)
{
    const struct session *session = drill->session;
    const struct task *task = session_task(session);
    for (int rating = 1; rating <= FORESEE_RATINGS; rating++)
        rated_due[rating] = DUE_UNKNOWN;
    return !store || task->kind != TASK_CARD || session->phase != PHASE_PLACING ||
           store_foresee(store, session->decks[task->deck], task->items[0], day_of(now), task->reask, rated_due, err);
}

const char *drill_slip_said(const struct session *session, char *text, int size)
{
    const struct task *task = &session->tasks[session->change.task];
    if (task->kind == TASK_QUESTION || task->n_items == 1)
        snprintf(text, (size_t)size, "%s",
                 task->kind == TASK_QUESTION ? tr("That question was taken back: it comes again tomorrow.")
                                             : tr("That answer was taken back: it comes again tomorrow."));
    else
        snprintf(text, (size_t)size,
                 task->kind == TASK_LINE
                     ? tr("All %d answers of the line were taken back: they come again tomorrow.")
                     : tr("All %d answers of that board were taken back: they come again tomorrow."),
                 task->n_items);
    return text;
}
