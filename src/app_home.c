/* From the memory on disk to what Home shows. The plan's decks are loaded once: what is due, what Start asks and the
   pictures of what is known come from there, and so does the look ahead, which goes on between frames. */
#include "app_home.h"

#include "base/mem.h"
#include "base/tr.h"
#include "drill.h"
#include "figures.h"
#include "screens/language.h"
#include "screens/when.h"
#include "srs/day.h"
#include "store/backup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Above this an item is one that would be known today: fewer than three in ten are missed. */
static const double known_from = .7;

enum { GOALS_MAX = 100, LIVED_MAX = 3650 /* no exam further away is looked at */, LOOK_MS = 6 };

void app_home_init(struct app_home *h, struct app_shared *shared)
{
    h->shared = shared;
}

static void end_look(struct home_look *look)
{
    if (look->running) {
        forecast_end(&look->forecast);
        free(look->items);
        stock_clear(&look->stock);
    }
    *look = (struct home_look){0};
}

void app_home_clear(struct app_home *h)
{
    end_look(&h->look);
    free(h->rows);
    free(h->decks);
    free(h->exams);
}

/* -- a deck -- */

static void name_exams(const struct deck *deck, char text[HOME_TEXT_MAX])
{
    *text = '\0';
    for (int i = 0; i < deck->n_exams; i++) {
        char name[DECK_ID_MAX + 1];
        size_t used = strlen(text);
        deck_exam_name(deck->exams[i], name);
        if (used + strlen(name) + 3 < HOME_TEXT_MAX)
            snprintf(text + used, HOME_TEXT_MAX - used, "%s%s", used ? ", " : "", name);
    }
}

/* The first and the last model, of a deck that asks more than one. */
static void name_models(const struct deck *deck, struct home_deck *row)
{
    int asked = 0;
    for (int model = 0; model < deck->n_models; model++)
        for (int layer = 0; layer < deck->n_layers; layer++)
            if (deck_asks(deck, layer, model)) {
                asked++;
                break;
            }
    if (asked < 2)
        return;
    row->first_model = deck->models[0].name;
    row->last_model = deck->models[deck->n_models - 1].name;
}

static struct home_deck row_of(const struct deck *deck, const char *exams, bool planned)
{
    struct home_deck row = {.title = deck->title,
                            .language = language_name(deck->language),
                            .exams = exams,
                            .file = deck->file,
                            .n_layers = deck->n_layers,
                            .n_cards = deck->n_cards,
                            .asked = deck_asked_count(deck),
                            .as_of_day = deck->as_of_day,
                            .planned = planned};
    for (int q = 0; q < deck->n_questions; q++)
        row.n_questions += !deck->questions[q].for_exam;
    name_models(deck, &row);
    return row;
}

/* -- what is known, as a picture -- */

static bool model_asks(const struct deck *deck, int model)
{
    for (int layer = 0; layer < deck->n_layers; layer++)
        if (deck_asks(deck, layer, model))
            return true;
    return false;
}

static enum home_known known_now(const struct stock *stock, const struct plan_item *item)
{
    if (!item->memory.met)
        return HOME_NEW;
    int elapsed = stock->rules.today - item->memory.last_day;
    double right = fsrs_retrievability(stock->rules.weights, item->memory.state.s, elapsed > 0 ? elapsed : 0);
    return right >= known_from ? HOME_KNOW : HOME_MISS;
}

/* A row for each layer, a column for each model that is asked. */
static void draw_matrix(const struct stock *stock, int d, const struct plan_item *items, int n, struct home_map *map)
{
    const struct deck *deck = stock->decks[d].deck;
    int column_of[DECK_MODELS_MAX];
    for (int model = 0; model < deck->n_models; model++)
        column_of[model] = model_asks(deck, model) ? map->columns++ : -1;
    map->rows = deck->n_layers;
    for (int i = 0; i < n; i++)
        if (deck_item_kind(deck, items[i].item) == ITEM_PLACEMENT)
            map->cells[deck_item_layer(deck, items[i].item) * map->columns +
                       column_of[deck_item_model(deck, items[i].item)]] = (unsigned char)known_now(stock, &items[i]);
}

/* Items one below the other, column by column; of more than there are cells each stands for some: for the most of them.
 */
static void draw_grid(const struct stock *stock, const struct plan_item *items, int n, struct home_map *map)
{
    int cells = n < HOME_MAP_MAX ? n : HOME_MAP_MAX;
    map->columns = (cells + HOME_MAP_ROWS - 1) / HOME_MAP_ROWS;
    map->columns = map->columns < 3 && cells > 2 ? 3 : map->columns;
    map->rows = (cells + map->columns - 1) / map->columns;
    for (int cell = 0; cell < cells; cell++) {
        int counts[HOME_KNOW + 1] = {0}, most = HOME_NEW;
        for (int i = cell * n / cells; i < (cell + 1) * n / cells; i++)
            counts[known_now(stock, &items[i])]++;
        for (int level = HOME_NEW; level <= HOME_KNOW; level++)
            most = counts[level] > counts[most] ? level : most;
        map->cells[cell % map->rows * map->columns + cell / map->rows] = (unsigned char)most;
    }
}

static void draw_map(const struct stock *stock, int d, const struct plan_item *items, int n, struct home_map *map)
{
    const struct deck *deck = stock->decks[d].deck;
    bool matrix = deck->n_layers && deck->n_layers <= HOME_MAP_ROWS && !deck->n_cards && !deck->n_questions;
    if (!n)
        return;
    if (matrix && deck->n_models > 1)
        draw_matrix(stock, d, items, n, map);
    else
        draw_grid(stock, items, n, map);
}

/* -- the plan -- */

/* Until when a deck that conflicts with another of the plan rests; 0: it does not, or the other goes on being new. */
static int rests_until(const struct stock *stock, int d)
{
    int until = 0;
    for (int e = 0; e < stock->n_decks; e++) {
        const struct plan_deck *other = &stock->decks[e];
        int64_t ago = (int64_t)stock->rules.today - other->newest_day;
        if (e != d && ago >= 0 && ago < PLAN_WEEK_DAYS && plan_conflict(stock->decks[d].deck, other->deck))
            until = other->newest_day + PLAN_WEEK_DAYS > until ? other->newest_day + PLAN_WEEK_DAYS : until;
    }
    return until;
}

static void learn_row(struct home_deck *row, const struct stock *stock, int d, const struct plan_item *items, int n,
                      const struct drill_share *share)
{
    for (int i = 0; i < n; i++) {
        row->met += items[i].memory.met;
        row->due += items[i].memory.met && !items[i].today && items[i].due_day <= stock->rules.today;
    }
    row->asked = n; /* what rests is not among them */
    row->fresh = share->fresh;
    if (!row->due && !row->fresh && row->met < row->asked)
        row->starts_day = rests_until(stock, d);
    draw_map(stock, d, items, n, &row->map);
}

/* Of each deck its own items; they lie deck by deck. */
static void learn_rows(struct app_home *h, const struct stock *stock, const struct drill_share *shares)
{
    int first = 0;
    for (int d = 0; d < stock->n_asked; d++) {
        int n = 0;
        while (first + n < stock->n_items && stock->items[first + n].deck == d)
            n++;
        learn_row(&h->rows[d], stock, d, &stock->items[first], n, &shares[d]);
        first += n;
    }
}

static bool learn_plan(struct app_home *h, int n_planned, struct moment now, struct err *err)
{
    struct home_facts *facts = &h->facts;
    struct home_look *look = &h->look;
    struct drill_outlook outlook;
    struct drill_share *shares = xcalloc((size_t)n_planned, sizeof *shares);
    bool fine = stock_load(&look->stock, h->shared->store, h->shared->shelf, h->decks, n_planned, STOCK_ALL,
                           h->shared->prefs.minutes, now, FIGURES_SEED, err);
    look->running = true;
    look->items = xcalloc((size_t)look->stock.n_items, sizeof *look->items);
    if (look->stock.n_items)
        memcpy(look->items, look->stock.items, (size_t)look->stock.n_items * sizeof *look->items);
    forecast_begin(&look->forecast, look->items, look->stock.n_items, &look->stock.rules);
    drill_outlook_stock(&look->stock, &outlook, shares);
    int *shown = xcalloc((size_t)n_planned + 1, sizeof *shown);
    facts->shown = stock_shown(&look->stock, false, shown);
    for (int d = 0; d < n_planned; d++)
        h->rows[d].shown = shown[d];
    free(shown);
    learn_rows(h, &look->stock, shares);
    facts->to_answer = outlook.to_answer;
    facts->minutes = outlook.minutes;
    facts->due = outlook.due;
    facts->fresh = outlook.fresh;
    facts->next_day = outlook.next_day;
    facts->next_minutes = outlook.next_minutes;
    facts->next_due = outlook.next_answers;
    free(shares);
    return fine;
}

/* -- what the plan is for -- */

static bool is_word(const char *goal)
{
    return strcmp(goal, GOAL_NONE) == 0 || strcmp(goal, GOAL_TEACH) == 0 || strcmp(goal, GOAL_ALL) == 0;
}

/* Was this day already asked about, and kept? */
static bool is_kept(struct store *store, const struct store_goal *goal)
{
    char name[DECK_ID_MAX + 8], value[SETTING_MAX], day[SETTING_MAX];
    snprintf(name, sizeof name, "passed.%s", goal->exam);
    snprintf(day, sizeof day, "%d", goal->day);
    return store_setting_get(store, name, value) && strcmp(value, day) == 0;
}

static void learn_goal(struct app_home *h, int today)
{
    struct store *store = h->shared->store;
    struct home_facts *facts = &h->facts;
    struct store_goal goals[GOALS_MAX];
    char goal[SETTING_MAX], exam[DECK_ID_MAX + 1] = "";
    int n = store_goals(store, goals, GOALS_MAX);
    bool unset = !store_setting_get(store, "goal", goal);
    facts->ask_goal = unset;
    if (!unset && !is_word(goal))
        snprintf(exam, sizeof exam, "%.*s", DECK_ID_MAX, goal);
    for (int i = n - 1; i >= 0; i--) {
        bool ahead = goals[i].day > today;
        if (ahead && (!exam[0] || strcmp(exam, goals[i].exam) == 0 || unset || is_word(goal))) {
            snprintf(exam, sizeof exam, "%s", goals[i].exam); /* of several the nearest */
            facts->exam_day = goals[i].day;
            facts->ask_goal = false; /* that says it */
        } else if (!ahead && !is_kept(store, &goals[i])) {
            snprintf(h->passed_id, sizeof h->passed_id, "%s", goals[i].exam);
            deck_exam_name(goals[i].exam, h->passed);
            facts->passed = h->passed;
            facts->passed_day = goals[i].day;
        }
    }
    h->exam[0] = '\0';
    if (exam[0])
        deck_exam_name(exam, h->exam);
    facts->exam = h->exam;
    if (facts->exam_day)
        snprintf(h->look.exam, sizeof h->look.exam, "%s", exam);
}

/* -- the other decks, and what is saved -- */

static void name_others(struct app_home *h)
{
    const struct home_facts *facts = &h->facts;
    char *text = h->others;
    *text = '\0';
    for (int i = facts->n_planned; i < facts->n_decks; i++) {
        const char *language = h->rows[i].language;
        int n = 0, before = 0;
        for (int k = facts->n_planned; k < facts->n_decks; k++) {
            bool same = strcmp(h->rows[k].language, language) == 0;
            before += same && k < i;
            n += same;
        }
        size_t used = strlen(text);
        if (!before)
            snprintf(text + used, sizeof h->others - used, tr("%s%d in %s"), used ? ", " : "", n, language);
    }
    if (!*text)
        snprintf(text, sizeof h->others, "%s", tr("all are in your plan"));
}

/* "Saved. Last backup today, 08:12.": when it was is in its name, in local time. */
static void tell_backup(struct app_home *h, int today)
{
    int n = 0, year, month, day, clock;
    const char *folder = h->shared->options->data_folder;
    struct backup_file *files = folder ? backup_list(folder, &n) : NULL;
    snprintf(h->saved, sizeof h->saved, "%s", tr("Saved."));
    if (n && sscanf(files[0].name, "learner-%4d-%2d-%2d-%6d", &year, &month, &day, &clock) == 4 && month >= 1 &&
        month <= 12) {
        int days = today - day_from_date(year, month, day), hour = clock / 10000, minute = clock / 100 % 100;
        if (days == 0)
            snprintf(h->saved, sizeof h->saved, tr("Saved. Last backup today, %02d:%02d."), hour, minute);
        else if (days == 1)
            snprintf(h->saved, sizeof h->saved, tr("Saved. Last backup yesterday, %02d:%02d."), hour, minute);
        else
            snprintf(h->saved, sizeof h->saved, tr("Saved. Last backup on %d %s."), day, when_month(month));
    }
    free(files);
}

/* -- all -- */

/* The row of the deck that was chosen before the rows were made anew. */
static void keep_chosen(struct app_home *h, const char *id)
{
    for (int i = 0; i < h->facts.n_decks; i++)
        if (strcmp(h->decks[i]->id, id) == 0)
            h->view.chosen = i;
    if (h->view.chosen >= h->facts.n_decks)
        h->view.chosen = 0;
    h->view.bring = true;
}

/* What rests is neither due nor new. */
static bool learn_other(struct store *store, const struct deck *deck, int today, struct home_deck *row, struct err *err)
{
    int fresh = 0;
    bool fine = store_count(store, deck, today, &row->due, &row->met, err) && store_fresh(store, deck, &fresh, err);
    row->asked = row->met + fresh;
    return fine;
}

static bool learn_decks(struct app_home *h, struct moment now, struct err *err)
{
    const struct shelf *shelf = h->shared->shelf;
    struct home_facts *facts = &h->facts;
    size_t n = (size_t)shelf->n;
    free(h->rows);
    free(h->decks);
    free(h->exams);
    h->rows = xcalloc(n, sizeof *h->rows);
    h->decks = xcalloc(n, sizeof *h->decks);
    h->exams = xcalloc(n, sizeof *h->exams);
    facts->decks = h->rows;
    facts->n_decks = shelf->n;
    facts->n_planned = stock_list(h->shared->store, shelf, facts->today, h->decks);
    for (int i = 0; i < shelf->n; i++) {
        name_exams(h->decks[i], h->exams[i]);
        h->rows[i] = row_of(h->decks[i], h->exams[i], i < facts->n_planned);
    }
    bool fine = learn_plan(h, facts->n_planned, now, err);
    for (int i = facts->n_planned; i < shelf->n; i++)
        fine = learn_other(h->shared->store, h->decks[i], facts->today, &h->rows[i], err) && fine;
    return fine;
}

/* An exam or a round that can be gone on with. */
static void learn_open(struct app_home *h)
{
    struct home_facts *facts = &h->facts;
    struct store_open_exam exam;
    struct store_open_round round;
    if (store_find_exam(h->shared->store, &exam))
        facts->exam_left_ms = exam.left_ms > 0 ? exam.left_ms : 1;
    if (store_find_round(h->shared->store, &round)) {
        facts->round_boards = round.n_tasks;
        facts->round_done = round.done;
    }
}

static bool learn(struct app_home *h, int today, struct moment now, struct err *err)
{
    struct home_facts *facts = &h->facts;
    char chosen[DECK_ID_MAX + 1] = "";
    if (h->view.all && h->view.chosen < facts->n_decks)
        snprintf(chosen, sizeof chosen, "%s", h->decks[h->view.chosen]->id);
    end_look(&h->look);
    *facts = (struct home_facts){.today = today,
                                 .problems = h->shared->shelf->problems,
                                 .own_folder = h->shared->options->deck_folders[1],
                                 .others = h->others,
                                 .saved = h->saved,
                                 .said = h->said};
    bool fine = learn_decks(h, now, err);
    learn_goal(h, today);
    name_others(h);
    tell_backup(h, today);
    if (chosen[0])
        keep_chosen(h, chosen);
    struct store_open_drill open;
    if (store_find_drill(h->shared->store, &open)) {
        facts->open_left = open.left > 0 ? open.left : 1; /* only what was wrong is left to be asked again */
        facts->open_days = today > open.began_day ? today - open.began_day : 0;
    }
    learn_open(h);
    int end = facts->exam_day && facts->exam_day <= today + LIVED_MAX ? facts->exam_day : today + PLAN_HORIZON_DAYS;
    h->look.n_days = end - today;
    facts->forecast = (struct home_forecast){.day = end, .minutes = h->shared->prefs.minutes};
    h->known = true;
    return fine;
}

bool app_home_learn(struct app_home *h, struct moment now, struct err *err)
{
    int today = day_of(now);
    if (h->known && h->facts.today == today)
        return true;
    store_hold(h->shared->store);
    bool fine = learn(h, today, now, err);
    store_let_go(h->shared->store);
    return fine;
}

/* -- looking ahead -- */

static void tell_forecast(struct app_home *h)
{
    struct home_look *look = &h->look;
    struct home_forecast *f = &h->facts.forecast;
    const struct stock *stock = &look->stock;
    const char *exam = h->facts.exam_day == f->day && look->exam[0] ? look->exam : NULL;
    int answers = 0;
    for (int i = 0; i < stock->n_items; i++)
        answers += stock->items[i].memory.answers;
    double with = forecast_right(look->items, stock->n_items, &stock->rules, exam, f->day),
           without = forecast_right(stock->items, stock->n_items, &stock->rules, exam, f->day);
    f->state = answers && with >= 0 ? HOME_FORECAST_KNOWN : HOME_FORECAST_NONE;
    f->estimate = answers < FORECAST_ANSWERS;
    f->with = with < 0 ? 0 : forecast_of_ten(with).right;
    f->without = without < 0 ? 0 : forecast_of_ten(without).right;
}

static bool is_anything_met(const struct stock *stock)
{
    for (int i = 0; i < stock->n_items; i++)
        if (stock->items[i].memory.met)
            return true;
    return false;
}

bool app_home_look(struct app_home *h)
{
    struct home_look *look = &h->look;
    if (!h->known || !look->running)
        return false;
    int64_t until_ms = options_now(h->shared->options).mono_ms + LOOK_MS;
    bool any = is_anything_met(&look->stock);
    while (any && look->lived < look->n_days && options_now(h->shared->options).mono_ms < until_ms) {
        struct forecast_day day;
        forecast_day(&look->forecast, &day);
        look->lived++;
    }
    if (any && look->lived < look->n_days)
        return true;
    tell_forecast(h);
    end_look(look);
    return true;
}

/* -- what is done here -- */

static void set(struct app_home *h, const char *name, const char *value, struct moment now)
{
    struct err err;
    bool fine = app_shared_set(h->shared, name, value, now, &err);
    snprintf(h->said, sizeof h->said, "%s", fine ? "" : err.text);
}

static void switch_deck(struct app_home *h, struct moment now)
{
    char name[DECK_ID_MAX + 8];
    snprintf(name, sizeof name, "plan.%s", h->decks[h->view.chosen]->id);
    set(h, name, h->rows[h->view.chosen].planned ? "off" : "on", now);
}

static void keep_day(struct app_home *h, struct moment now)
{
    char name[DECK_ID_MAX + 8], day[SETTING_MAX];
    snprintf(name, sizeof name, "passed.%s", h->passed_id);
    snprintf(day, sizeof day, "%d", h->facts.passed_day);
    set(h, name, day, now);
}

static void clear_day(struct app_home *h, struct moment now)
{
    char name[DECK_ID_MAX + 8];
    snprintf(name, sizeof name, "exam.%s", h->passed_id);
    set(h, name, NULL, now);
}

void app_home_say_nothing(struct app_home *h, const struct deck *only, struct moment now)
{
    struct stock stock;
    struct err err;
    int shown = 0;
    if (only && stock_load(&stock, h->shared->store, h->shared->shelf, &only, 1, STOCK_ALL, 1, now, 0, &err))
        shown = stock_shown(&stock, false, NULL);
    if (only)
        stock_clear(&stock);
    if (shown)
        snprintf(
            h->said, sizeof h->said,
            trn("Nothing of this is due: you have read the answer to %d today, and it is asked from tomorrow on.",
                "Nothing of this is due: you have read the answers to %d today, and they are asked from tomorrow on.",
                shown),
            shown);
    else
        snprintf(h->said, sizeof h->said, "%s", tr("Nothing of this is due."));
}

const struct deck *app_home_chosen(const struct app_home *h)
{
    return h->decks[h->view.chosen];
}

enum home_action app_home_run(struct app_home *h, struct ui *ui, struct moment now)
{
    h->facts.not_saved = h->shared->not_saved;
    h->facts.moves = h->moves;
    enum home_action action = screen_home(&h->view, ui, &h->facts);
    switch (action) {
    case HOME_SWITCH:
        switch_deck(h, now);
        return HOME_NOTHING;
    case HOME_KEEP_ALL:
        set(h, "goal", GOAL_ALL, now);
        return HOME_NOTHING;
    case HOME_KEEP_DAY:
        keep_day(h, now);
        return HOME_NOTHING;
    case HOME_CLEAR_DAY:
        clear_day(h, now);
        return HOME_NOTHING;
    default:
        return action;
    }
}
