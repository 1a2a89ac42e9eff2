/* Names stand in places of many widths, so they are put where learners see them: each form of the board, the line and
   what follows, in its narrowest windows. Whatever name is cut there is too long. The layers with the widest names come
   first, and where these fit the others do. */
#include "screens/fit.h"

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "play/plan.h"
#include "play/session.h"
#include "screens/board.h"
#include "screens/checked.h"
#include "screens/home.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct window {
    int w, h, percent;
    bool like; /* here there is room for what a model is like */
};

static const struct window windows[] = {{800, 600, 200, false}, {800, 600, 150, false}, {1280, 800, 200, false},
                                        {992, 700, 150, false}, {992, 700, 100, false}, {800, 600, 100, true},
                                        {1280, 800, 100, true}};
/* Behind these, for decks of more zones than usual, the narrowest window in which the zones still stand side by side.
 */
enum {
    WINDOWS = sizeof windows / sizeof *windows,
    TODAY = 20000,
    BATCHES = 20
}; /* boards of one model at most: who has more names that are too long mends these first */

struct name {
    const char *text;
    const char *what;
    int fits, window; /* characters that are seen where the fewest are; -1: all, everywhere */
};

struct fit {
    struct ui ui;
    struct deck_check *check;
    const struct deck *deck;
    struct name *names;
    int n_names, capacity;
    int *layers; /* by the width of their names, the widest first */
    int window;
    bool cut; /* a name was cut since this was last cleared */
    bool *hidden;
    struct session *session;
    struct board_view board;
    struct checked_view checked;
    struct drill_facts facts;
};

/* -- names -- */

static void add_name(struct fit *f, const char *text, const char *what)
{
    if (!text || !deck_owns(f->deck, text))
        return;
    f->names = xgrow(f->names, f->n_names, &f->capacity, sizeof *f->names);
    f->names[f->n_names++] = (struct name){text, what, -1, 0};
}

/* A long one without a short one is cut, and `no-short` says so. */
static bool is_expected(const char *name, const char *short_name)
{
    return !short_name && utf8_count(name) > 20;
}

static void add_names(struct fit *f)
{
    const struct deck *deck = f->deck;
    add_name(f, deck->title, tr("title"));
    for (int zone = 0; zone < deck->n_zones; zone++) {
        add_name(f, deck->zones[zone].name, tr("name"));
        add_name(f, deck->zones[zone].hint, tr("hint"));
    }
    for (int model = 0; model < deck->n_models; model++) {
        if (!is_expected(deck->models[model].name, deck->models[model].short_name))
            add_name(f, deck->models[model].name, tr("name"));
        add_name(f, deck->models[model].short_name, tr("short name"));
        add_name(f, deck->models[model].like, tr("example"));
    }
    for (int i = 0; i < deck->n_layers; i++)
        if (!is_expected(deck->layers[i].name, deck->layers[i].short_name))
            add_name(f, deck_layer_short(deck, i), tr("name"));
}

/* How many characters of the name are seen where this much of a text is; -1: it is not in there. The first letter may
   be a small one inside a sentence. */
static int seen_of(const char *text, int length, const char *name)
{
    for (int at = 0; at < length; at++) {
        if (at && text[at - 1] != ' ')
            continue;
        int rest = length - at, fits = 0;
        if ((at && rest < 3) || (int)strlen(name) < rest)
            continue;
        while (fits < rest && (text[at + fits] == name[fits] || (!fits && (text[at] ^ name[0]) == ' ')))
            fits++;
        if (fits == rest) {
            char *seen = xprintf("%.*s", rest, text + at);
            int n = utf8_count(seen);
            free(seen);
            return n;
        }
    }
    return -1;
}

/* Without soft hyphens, as it is drawn; the caller frees. */
static char *plain(const char *text)
{
    char *copy = xstrdup(text), *to = copy;
    for (const char *from = text; *from; from++)
        if ((unsigned char)from[0] == 0xc2 && (unsigned char)from[1] == 0xad)
            from++;
        else
            *to++ = *from;
    *to = '\0';
    return copy;
}

static void note_cut(struct fit *f, struct name *name, int seen)
{
    f->cut = true;
    if (name->fits >= 0 && name->fits <= seen)
        return;
    name->fits = seen;
    name->window = f->window;
}

/* A text that ends in an ellipsis: which names would be cut there? */
static void blame(struct fit *f, const struct draw_command *c)
{
    static const char ellipsis[] = "\xe2\x80\xa6";
    const char *text = draw_text_of(&f->ui.draw, c);
    int length = c->length - (int)strlen(ellipsis);
    for (int i = 0; i < f->n_names; i++) {
        char *name = plain(f->names[i].text);
        int seen = length > 0 ? seen_of(text, length, name) : -1;
        if (seen >= 0 && ui_width(&f->ui, c->font, name) > c->r.w)
            note_cut(f, &f->names[i], seen);
        free(name);
    }
}

static void look(struct fit *f)
{
    for (int i = 0; i < f->ui.draw.n; i++)
        if (f->ui.draw.commands[i].kind == DRAW_TEXT && f->ui.draw.commands[i].cut)
            blame(f, &f->ui.draw.commands[i]);
}

/* -- screens -- */

static struct window window_of(const struct fit *f, int window)
{
    int em = 62 + 14 * (f->deck->n_zones > 3 ? f->deck->n_zones - 3 : 0);
    return window < WINDOWS ? windows[window] : (struct window){em * EM, 800, 100, false};
}

static struct ui_input input(const struct fit *f)
{
    struct window window = window_of(f, f->window), *w = &window;
    return (struct ui_input){
        .width_px = w->w, .height_px = w->h, .text_percent = w->percent, .x = -1, .y = -1, .still = true};
}

static void show(struct fit *f)
{
    ui_begin(&f->ui, input(f), false);
    if (f->session->phase == PHASE_PLACING)
        screen_board(&f->board, &f->ui, f->session, &f->facts);
    else
        screen_checked(&f->checked, &f->ui, f->session, &f->facts);
    ui_end(&f->ui);
    look(f);
}

/* The positions from the first on, until nothing is cut: names get shorter. Returns whether anything was. */
static bool show_each(struct fit *f)
{
    bool any = false;
    f->cut = true;
    for (int at = 0; at < f->session->board.n_cells && f->cut; at++) {
        board_view_reset(&f->board);
        checked_view_reset(&f->checked);
        f->board.chosen = f->checked.chosen = at;
        f->ui.focus = 0;
        f->cut = false;
        show(f);
        any = any || f->cut;
    }
    return any;
}

static void play(struct fit *f, enum move_kind kind, int at, int zone)
{
    session_apply(f->session, (struct move){kind, at, zone}, f->ui.in.moment);
}

/* Empty, with everything placed wherever it is wrong and nobody sure, and checked. */
static bool show_task(struct fit *f, const struct task *task)
{
    const bool *const hidden[] = {f->hidden};
    f->session = session_new(&f->deck, 1, task, 1, hidden, 0);
    bool any = show_each(f);
    const struct board *board = &f->session->board;
    for (int at = 0; at < board->n_cells; at++) {
        int right = f->deck->layers[board->cells[at].layer].cells[board->cells[at].model].answer;
        play(f, MOVE_PLACE_UNSURE, at, (right + 1 + at % (f->deck->n_zones - 1)) % f->deck->n_zones);
    }
    any = show_each(f) || any;
    play(f, MOVE_CHECK, 0, 0);
    any = show_each(f) || any;
    session_free(f->session);
    return any;
}

static bool shows(const struct fit *f, const char *text)
{
    for (int i = 0; i < f->ui.draw.n; i++)
        if (f->ui.draw.commands[i].kind == DRAW_TEXT &&
            strstr(draw_text_of(&f->ui.draw, &f->ui.draw.commands[i]), text))
            return true;
    return false;
}

/* What a model is like is left out where it has no room: in some windows it has to have it. */
static void show_like(struct fit *f, const struct task *task)
{
    const char *like = f->deck->models[task->model].like;
    const bool *const hidden[] = {f->hidden};
    f->session = session_new(&f->deck, 1, task, 1, hidden, 0);
    board_view_reset(&f->board);
    show(f);
    enum board_form form = board_form(&f->ui, f->session);
    if (like && window_of(f, f->window).like && (form == FORM_ROWS || form == FORM_ZONES) && !shows(f, like))
        for (int i = 0; i < f->n_names; i++)
            if (f->names[i].text == like)
                note_cut(f, &f->names[i], 0);
    session_free(f->session);
}

/* At most `most` layers asked under the model, the widest from *from on; *from is set behind the last. */
static struct task make_board(const struct fit *f, int model, int *from)
{
    struct task task = {.kind = TASK_BOARD, .model = model};
    for (; *from < f->deck->n_layers && task.n_items < PLAN_BOARD_MAX; ++*from)
        if (deck_asks(f->deck, f->layers[*from], model))
            task.items[task.n_items++] = deck_item_of_cell(f->deck, f->layers[*from], model);
    return task;
}

static void show_model(struct fit *f, int model)
{
    int from = 0;
    bool any = true;
    for (int n = 0; any && n < BATCHES; n++) {
        struct task task = make_board(f, model, &from);
        if (task.n_items && n == 0)
            show_like(f, &task);
        any = task.n_items && show_task(f, &task);
    }
}

static struct task make_line(const struct fit *f, int *from)
{
    struct task task = {.kind = TASK_LINE, .model = -1};
    for (int rows = 0; *from < f->deck->n_layers && rows < PLAN_LINE_MAX; ++*from) {
        int before = task.n_items;
        for (int model = 0; model < f->deck->n_models; model++)
            if (deck_asks(f->deck, f->layers[*from], model))
                task.items[task.n_items++] = deck_item_of_cell(f->deck, f->layers[*from], model);
        rows += task.n_items > before;
    }
    return task;
}

static void show_lines(struct fit *f)
{
    int from = 0;
    bool any = true;
    for (int n = 0; any && n < BATCHES; n++) {
        struct task task = make_line(f, &from);
        any = task.n_items && show_task(f, &task);
    }
}

static void show_home(struct fit *f)
{
    struct home_deck row = {.title = f->deck->title,
                            .language = "",
                            .exams = "",
                            .file = "",
                            .first_model = f->deck->n_models > 1 ? f->deck->models[0].name : NULL,
                            .last_model = f->deck->n_models > 1 ? f->deck->models[f->deck->n_models - 1].name : NULL,
                            .n_layers = f->deck->n_layers,
                            .asked = 1000,
                            .due = 100,
                            .planned = true,
                            .map = {.rows = 1, .columns = 1}};
    struct home_facts facts = {.decks = &row,
                               .n_decks = 1,
                               .n_planned = 1,
                               .to_answer = 20,
                               .minutes = 2,
                               .due = 20,
                               .exam = "",
                               .others = "",
                               .problems = "",
                               .saved = "",
                               .said = ""};
    struct home_view view = {0};
    ui_begin(&f->ui, input(f), false);
    screen_home(&view, &f->ui, &facts);
    ui_end(&f->ui);
    look(f);
}

/* -- all of it -- */

struct wide {
    int layer, w_px;
};

static int widest_first(const void *a, const void *b)
{
    const struct wide *m = a, *n = b;
    return m->w_px != n->w_px ? n->w_px - m->w_px : m->layer - n->layer;
}

static void sort_layers(struct fit *f)
{
    int n = f->deck->n_layers;
    struct wide *wide = xcalloc((size_t)n, sizeof *wide);
    f->layers = xcalloc((size_t)n, sizeof *f->layers);
    for (int i = 0; i < n; i++)
        wide[i] =
            (struct wide){i, ui_width(&f->ui, (struct font){TEXT_BODY, WEIGHT_SEMIBOLD}, deck_layer_short(f->deck, i))};
    if (n)
        qsort(wide, (size_t)n, sizeof *wide, widest_first);
    for (int i = 0; i < n; i++)
        f->layers[i] = wide[i].layer;
    free(wide);
}

static void tell(struct fit *f)
{
    for (int i = 0; i < f->n_names; i++) {
        const struct name *name = &f->names[i];
        struct window window = window_of(f, name->window), *w = &window;
        if (name->fits > 0)
            deck_check_cut(
                f->check, name->text,
                tr("this %s has %d characters, and room for %d in a window of %d x %d with %d %% text; make it "
                   "shorter"),
                name->what, utf8_count(name->text), name->fits, w->w, w->h, w->percent);
        else if (name->fits == 0)
            deck_check_cut(f->check, name->text,
                           tr("this %s has no room in a window of %d x %d with %d %% text; make it shorter"),
                           name->what, w->w, w->h, w->percent);
    }
}

void fit_deck(void *measure, struct deck_check *check)
{
    const struct deck *deck = check->deck;
    struct fit f = {.check = check, .deck = deck, .facts = {.today = TODAY, .ms = {6000, 12000, 45000}}};
    ui_init(&f.ui, &theme_light, *(const struct ui_measure *)measure);
    f.hidden = xcalloc((size_t)deck_item_count(deck), sizeof *f.hidden);
    add_names(&f);
    sort_layers(&f);
    for (f.window = 0; f.window < WINDOWS + (deck->n_zones > 3); f.window++) {
        show_home(&f);
        for (int model = 0; model < deck->n_models; model++)
            show_model(&f, model);
        show_lines(&f);
    }
    tell(&f);
    fit_lines(&f.ui, check);
    ui_clear(&f.ui);
    free(f.names);
    free(f.layers);
    free(f.hidden);
}
