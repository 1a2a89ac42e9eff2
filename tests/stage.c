#include "stage.h"

#include "base/mem.h"
#include "deck/deck_yaml.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void stage_init(struct stage *stage, struct ui_measure measure, int w, int h, int text_percent)
{
    *stage = (struct stage){.facts = {.today = STAGE_TODAY, .ms = {6000, 12000, 45000}},
                            .end_facts = {.today = STAGE_TODAY,
                                          .minutes = 9,
                                          .next_day = STAGE_TODAY + 1,
                                          .next_answers = 19,
                                          .next_minutes = 4,
                                          .then_day = STAGE_TODAY + 3,
                                          .more = 12,
                                          .expected_of_ten = 8,
                                          .least = 7,
                                          .most = 9,
                                          .items = 325,
                                          .first_answers = 214,
                                          .exam = "AZ-900"},
                            .home_facts = {.today = STAGE_TODAY,
                                           .exam = "",
                                           .others = "",
                                           .problems = "",
                                           .saved = "Saved. Last backup today, 08:12.",
                                           .said = ""},
                            .in = {.width_px = w,
                                   .height_px = h,
                                   .text_percent = text_percent,
                                   .x = -1,
                                   .y = -1,
                                   .still = true,
                                   .moment.mono_ms = 1000000}};
    stage->facts.aside = &stage->aside;
    ui_init(&stage->ui, &theme_light, measure);
}

void stage_clear(struct stage *stage)
{
    if (stage->close)
        stage->close(stage);
    session_free(stage->session);
    ui_clear(&stage->ui);
}

void stage_drill(struct stage *stage, const struct deck *deck, const struct task *tasks, int n_tasks,
                 const bool *hidden)
{
    bool *none = xcalloc((size_t)deck_item_count(deck), sizeof *none);
    const bool *const of_decks[] = {hidden ? hidden : none};
    session_free(stage->session);
    stage->session = session_new(&deck, 1, tasks, n_tasks, of_decks, 7);
    free(none);
    stage->screen = drill_screen(stage->session);
    stage->shown = -1;
    stage->ui.screen_key = 0;
    stage_frame(stage);
    stage_wait(stage, NEW_SCREEN_MS);
}

/* As app.c does. */
static void reset_views(struct stage *stage)
{
    int shown = stage->session->task * 2 + (stage->session->phase == PHASE_CHECKED);
    if (shown == stage->shown)
        return;
    stage->shown = shown;
    board_view_reset(&stage->board);
    card_view_reset(&stage->card);
    question_view_reset(&stage->question);
    if (stage->screen == SCREEN_CHECKED)
        checked_view_reset(&stage->checked);
}

static enum screen run_drill(struct stage *stage)
{
    switch (stage->screen) {
    case SCREEN_CARD:
        return screen_card(&stage->card, &stage->ui, stage->session, &stage->facts);
    case SCREEN_QUESTION:
        return screen_question(&stage->question, &stage->ui, stage->session, &stage->facts);
    case SCREEN_CHECKED:
        return screen_checked(&stage->checked, &stage->ui, stage->session, &stage->facts);
    default:
        return screen_board(&stage->board, &stage->ui, stage->session, &stage->facts);
    }
}

static void run(struct stage *stage, bool again)
{
    ui_begin(&stage->ui, stage->in, again);
    if (stage->show) {
        stage->show(stage, again);
    } else if (stage->screen == SCREEN_END) {
        stage->end_facts.stopped = stage->session->phase != PHASE_OVER;
        stage->end_facts.repeats = stage->session->answered == stage->session->asked;
        enum end_action action = screen_end(&stage->end, &stage->ui, stage->session, &stage->end_facts);
        stage->end_action = again ? stage->end_action : action;
    } else if (stage->screen == SCREEN_HOME) {
        enum home_action action = screen_home(&stage->home, &stage->ui, &stage->home_facts);
        stage->action = again ? stage->action : action;
    } else {
        reset_views(stage);
        stage->screen = run_drill(stage);
    }
    ui_end(&stage->ui);
}

/* When what was just checked comes back, as the store would say. */
static void plan_answers(struct session *session)
{
    for (int at = 0; at < session->n_answers; at++)
        session->due_day[at] = STAGE_TODAY + (session->answers[at].verdict == VERDICT_RIGHT ? 4 : 1);
}

void stage_frame(struct stage *stage)
{
    struct ui_input *in = &stage->in;
    bool placing = stage->session && stage->session->phase == PHASE_PLACING;
    bool happened = in->pressed || in->released || in->cancelled || in->key || in->typed || in->wheel;
    in->moment.mono_ms += 16;
    run(stage, false);
    if (placing && stage->session->phase == PHASE_CHECKED)
        plan_answers(stage->session);
    if (happened && !stage->once)
        run(stage, true);
    in->pressed = in->released = in->cancelled = in->shift = in->ctrl = in->repeat = false;
    in->key = KEY_NONE;
    in->typed = 0;
    in->wheel = 0;
}

void stage_wait(struct stage *stage, int ms)
{
    stage->in.moment.mono_ms += ms;
    stage_frame(stage);
}

void stage_key(struct stage *stage, int key)
{
    stage->in.key = key;
    stage_frame(stage);
}

void stage_shift_key(struct stage *stage, int key)
{
    stage->in.shift = true;
    stage_key(stage, key);
}

void stage_typed(struct stage *stage, uint32_t point)
{
    stage->in.typed = point;
    stage_frame(stage);
}

void stage_move(struct stage *stage, int x, int y)
{
    stage->in.x = x;
    stage->in.y = y;
    stage_frame(stage);
}

void stage_press(struct stage *stage, int x, int y)
{
    stage_move(stage, x, y);
    stage->in.down = stage->in.pressed = true;
    stage_frame(stage);
}

void stage_release(struct stage *stage)
{
    stage->in.down = false;
    stage->in.released = true;
    stage_frame(stage);
}

/* Is it the topmost there? */
static bool on_top(const struct stage *stage, const struct ui_control *control, int x, int y)
{
    for (int i = stage->ui.n_controls - 1; i >= 0; i--) {
        const struct ui_control *c = &stage->ui.controls[i];
        if (rect_has(rect_common(c->r, c->clip), x, y))
            return c == control;
    }
    return false;
}

static void point_on(const struct stage *stage, const struct ui_control *control, int *x, int *y)
{
    struct rect r = rect_common(control->r, control->clip);
    for (*y = r.y + r.h - 4; *y > r.y; *y -= 4)
        for (*x = r.x + 4; *x < r.x + r.w; *x += 4)
            if (on_top(stage, control, *x, *y))
                return;
    assert(!"nothing of it can be clicked");
}

void stage_click(struct stage *stage, const struct ui_control *control)
{
    int x, y;
    point_on(stage, control, &x, &y);
    stage_press(stage, x, y);
    stage_release(stage);
}

void stage_drag(struct stage *stage, const struct ui_control *from, const struct ui_control *to)
{
    int x, y, to_x, to_y;
    point_on(stage, from, &x, &y);
    point_on(stage, to, &to_x, &to_y);
    stage_press(stage, x, y);
    stage_move(stage, x + DRAG_PX, y + DRAG_PX);
    stage_move(stage, to_x, to_y);
    stage_release(stage);
}

const char *stage_label(const struct stage *stage, const struct ui_control *control)
{
    return stage->ui.draw.text + control->label;
}

const struct ui_control *stage_find(const struct stage *stage, const char *label, const struct ui_control *from)
{
    for (int i = from ? (int)(from - stage->ui.controls) : 0; i < stage->ui.n_controls; i++)
        if (strcmp(stage_label(stage, &stage->ui.controls[i]), label) == 0)
            return &stage->ui.controls[i];
    return NULL;
}

const struct ui_control *stage_focused(const struct stage *stage)
{
    for (int i = 0; i < stage->ui.n_controls; i++)
        if (stage->ui.controls[i].id == stage->ui.focus)
            return &stage->ui.controls[i];
    return NULL;
}

char *stage_dump(const struct stage *stage)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    assert(out);
    ui_dump(&stage->ui, out);
    fclose(out);
    return text;
}

/* -- decks -- */

static size_t read_bytes(const char *path, char *bytes, size_t most)
{
    FILE *file = fopen(path, "rb");
    assert(file);
    size_t size = fread(bytes, 1, most, file);
    fclose(file);
    assert(size < most);
    return size;
}

static char deck_bytes[1 << 20];
static struct deck_problems deck_problems;

struct deck *stage_read(const char *path)
{
    size_t size = read_bytes(path, deck_bytes, sizeof deck_bytes);
    struct deck *deck = deck_read(path, deck_bytes, size, &deck_problems);
    assert(deck);
    return deck;
}

struct deck *stage_translation(const struct deck *base, const char *path)
{
    size_t size = read_bytes(path, deck_bytes, sizeof deck_bytes);
    struct deck *deck = deck_read_translation(base, path, deck_bytes, size, &deck_problems);
    assert(deck);
    return deck;
}

struct deck *stage_azure(void)
{
    return stage_read(DECKS "/azure.yaml");
}

enum { NAME = 40, SHORT = 20, MEANS = 110, WHY = 190, WRONG = 150, WORDY = 3 };

/* So many letters of common words, beginning at the n-th: no two begin alike. */
static const char *text_of(struct deck *deck, int n, int letters)
{
    static const char *const words[] = {"Monitoring", "and",       "patching", "of",    "managed", "databases",
                                        "with",       "backups",   "for",      "every", "region",  "in",
                                        "which",      "workloads", "might",    "run"};
    char text[1000];
    int length = 0;
    text[0] = '\0';
    for (; length < letters; n += 3) /* 3 and 16 have no common divisor: all words come */
        length += snprintf(text + length, sizeof text - (size_t)length, "%s%s", length ? " " : "", words[n % 16]);
    if (text[letters - 1] == ' ')
        text[letters - 1] = 's';
    return arena_text(&deck->memory, text, (size_t)letters);
}

static struct deck_cell make_cell(struct deck *deck, const struct made *made, int layer, int model)
{
    int more = made->wordy ? WORDY : 1;
    struct deck_cell cell = {.answer = (layer + model) % deck->n_zones,
                             .why = text_of(deck, layer + model, WHY * more)};
    for (int zone = 0; zone < deck->n_zones; zone++)
        if (zone != cell.answer)
            cell.wrong[zone] = text_of(deck, layer + model + zone + 5, WRONG * more);
    return cell;
}

static void make_layer(struct deck *deck, const struct made *made, int layer)
{
    char name[80];
    struct deck_layer *l = &deck->layers[layer];
    int letters = made->long_names ? NAME - 3 : 14;
    snprintf(name, sizeof name, "%s %02d", text_of(deck, layer, letters), layer + 1);
    l->id = arena_text(&deck->memory, name + letters + 1, 2);
    l->name = arena_text(&deck->memory, name, strlen(name));
    if (made->short_names) {
        snprintf(name, sizeof name, "%s %02d", text_of(deck, layer, SHORT - 3), layer + 1);
        l->short_name = arena_text(&deck->memory, name, strlen(name));
    }
    l->means = text_of(deck, layer + 7, made->wordy ? MEANS * WORDY : MEANS);
    l->cells = arena_alloc(&deck->memory, (size_t)deck->n_models * sizeof *l->cells);
    for (int model = 0; model < deck->n_models; model++)
        l->cells[model] = make_cell(deck, made, layer, model);
}

struct deck *stage_deck(const struct made *made)
{
    static const struct deck_zone zones[DECK_ZONES_MAX] = {
        {"customer", "Customer", "You secure it", LOOK_CUSTOMER, {0, 0}},
        {"shared", "Shared", "Each side has a part", LOOK_SHARED, {0, 0}},
        {"provider", "Provider", "Secures it for you", LOOK_PROVIDER, {0, 0}},
        {"reseller", "Reseller", NULL, LOOK_FOURTH, {0, 0}},
        {"auditor", "Auditor", "Looks at it", LOOK_FIFTH, {0, 0}},
        {"authority", "Authority", "Asks for it", LOOK_SIXTH, {0, 0}}};
    static const struct deck_model models[DECK_MODELS_MAX] = {
        {"onprem", "On-premises", "On-prem", "your own building", true, {0, 0}},
        {"colo", "Colocation", "Colo", NULL, false, {0, 0}},
        {"hosting", "Managed hosting", "Hosting", NULL, false, {0, 0}},
        {"iaas", "IaaS", NULL, "a virtual machine", false, {0, 0}},
        {"caas", "Containers", "CaaS", NULL, false, {0, 0}},
        {"paas", "PaaS", NULL, "a managed database", false, {0, 0}},
        {"faas", "Functions", "FaaS", NULL, false, {0, 0}},
        {"saas", "SaaS", NULL, "web mail", false, {0, 0}}};
    static struct deck_source source = {
        .id = "source", .title = "The chart of the vendor", .url = "https://example.org/"};
    struct deck *deck = xcalloc(1, sizeof *deck);
    deck->id = "made";
    deck->title = made->name;
    deck->language = "en";
    deck->n_zones = made->n_zones;
    memcpy(deck->zones, zones, sizeof zones);
    deck->n_models = made->n_models;
    memcpy(deck->models, models, sizeof models);
    deck->n_sources = 1;
    deck->sources = &source;
    deck->n_layers = made->n_layers;
    deck->layers = arena_alloc(&deck->memory, (size_t)made->n_layers * sizeof *deck->layers);
    memset(deck->layers, 0, (size_t)made->n_layers * sizeof *deck->layers);
    for (int layer = 0; layer < made->n_layers; layer++)
        make_layer(deck, made, layer);
    return deck;
}

enum { FRONT = 160, BACK = 420, ASK = 260, OPTION = 110, REASON = 190 };

static void make_question(struct deck *deck, struct deck_question *q, int kind, bool wordy)
{
    static const char *const ids[] = {"a", "b", "c", "d", "e", "f"};
    static const char *const asks[] = {"Who patches the host?", "Which two are yours?", "Is this yours?"};
    static const char *const texts[] = {"Microsoft", "You", "Nobody", "Both", "The reseller", "The auditor"};
    *q = (struct deck_question){
        .id = wordy ? "long" : "short", .ask = asks[kind], .n_options = 6, .grid = kind == STAGE_GRID};
    q->options = arena_alloc(&deck->memory, 6 * sizeof *q->options);
    if (wordy)
        q->ask = text_of(deck, kind, ASK);
    for (int i = 0; i < 6; i++)
        q->options[i] = (struct deck_option){.id = ids[i],
                                             .text = wordy ? text_of(deck, i, OPTION) : texts[i],
                                             .why = wordy ? text_of(deck, i + 3, REASON) : "This is why.",
                                             .right = kind == STAGE_ONE ? i == 1 : i % 3 == 0};
}

struct deck *stage_asking(void)
{
    static struct deck_source source = {
        .id = "source", .title = "The page of the vendor", .url = "https://example.org/"};
    struct deck *deck = xcalloc(1, sizeof *deck);
    *deck = (struct deck){.id = "asking", .title = "Cards and questions", .n_cards = 2, .n_questions = 2 * STAGE_KINDS};
    deck->n_sources = 1;
    deck->sources = &source;
    deck->cards = arena_alloc(&deck->memory, 2 * sizeof *deck->cards);
    deck->cards[0] = (struct deck_card){.id = "host", .front = "What is a host?", .back = "The machine below yours."};
    deck->cards[1] = (struct deck_card){.id = "wordy"};
    deck->cards[1].front = text_of(deck, 1, FRONT);
    deck->cards[1].back = text_of(deck, 4, BACK);
    deck->questions = arena_alloc(&deck->memory, (size_t)deck->n_questions * sizeof *deck->questions);
    for (int q = 0; q < deck->n_questions; q++)
        make_question(deck, &deck->questions[q], q % STAGE_KINDS, q >= STAGE_KINDS);
    return deck;
}

struct task stage_card(const struct deck *deck, int card)
{
    return (struct task){.kind = TASK_CARD, .model = -1, .n_items = 1, .items = {deck_item_of_card(deck, card)}};
}

struct task stage_question(const struct deck *deck, int question)
{
    return (struct task){
        .kind = TASK_QUESTION, .model = -1, .n_items = 1, .items = {deck_item_of_question(deck, question)}};
}

struct task stage_task(const struct deck *deck, int model, int first, int n)
{
    struct task task = {.kind = TASK_BOARD, .model = model, .n_items = n};
    for (int i = 0; i < n; i++)
        task.items[i] = deck_item_of_cell(deck, first + i, model);
    return task;
}
