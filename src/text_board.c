/* A board on a terminal: its layers are asked one by one, a line row by row, and several can be answered in one line.
 */
#include "base/tr.h"
#include "screens/zone.h"
#include "text_shared.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { PROMPT_MAX = 900, NOTHING = -2 /* no zone, and not open either */ };

static const struct deck_layer *layer_at(const struct text_board *b, int at)
{
    return &b->deck->layers[b->board->cells[at].layer];
}

/* -- what it asks -- */

static void list_zones(const struct text_board *b, struct text_words *words)
{
    for (int zone = 0; zone < b->deck->n_zones; zone++)
        text_add(words, tr("%s%d %s"), zone ? ", " : "", zone + 1, b->deck->zones[zone].name);
}

static void say_zones(struct text *t, const struct text_board *b)
{
    for (int zone = 0; zone < b->deck->n_zones; zone++) {
        const struct deck_zone *z = &b->deck->zones[zone];
        text_say(t, z->hint ? tr("%d %s: %s") : "%d %s", zone + 1, z->name, z->hint);
    }
}

/* The columns of a line, numbered for its edge; of a board the way from model to model. */
static void say_models(struct text *t, const struct text_board *b)
{
    char line[PROMPT_MAX];
    struct text_words words = {line, sizeof line, 0};
    for (int model = 0; model < b->deck->n_models; model++) {
        const struct deck_model *m = &b->deck->models[model];
        const char *brief = deck_model_short(b->deck, model);
        text_add(&words, "%s", model ? ", " : "");
        if (b->line)
            text_add(&words, "%d %s", model + 1, m->name);
        if (!b->line || strcmp(brief, m->name) != 0)
            text_add(&words, b->line ? " (%s)" : "%s", brief);
        if (b->line && m->like)
            text_add(&words, tr(", like %s"), m->like);
        if (b->line && m->given)
            text_add(&words, "%s", tr(", given"));
    }
    text_say(t, tr("Models: %s."), line);
}

static const char *count_open(const struct text_board *b, char *text, int size)
{
    int n = board_open_count(b->board);
    if (n)
        snprintf(text, (size_t)size, trn("%d layer to place", "%d layers to place", n), n);
    else
        snprintf(text, (size_t)size, "%s", tr("All layers are placed"));
    return text;
}

/* All of them, before they are asked one by one. */
static void say_layers(struct text *t, const struct text_board *b)
{
    char line[4000], count[80];
    struct text_words words = {line, sizeof line, 0};
    line[0] = '\0';
    for (int at = 0; at < b->board->n_cells; at++)
        if (at == 0 || !b->line || b->board->cells[at].layer != b->board->cells[at - 1].layer)
            text_add(&words, "%s%s", at ? ", " : "", layer_at(b, at)->name);
    text_say(t, "%s: %s.", b->line ? tr("Layers") : count_open(b, count, sizeof count), line);
}

void text_board_say(struct text *t, const struct text_board *b)
{
    char about[200];
    if (b->line) {
        text_say(t, tr("The line. %s"), board_question(b->deck));
        say_models(t, b);
    } else {
        const struct deck_model *model = &b->deck->models[b->model];
        board_about(model, about, sizeof about);
        text_say(t, "%s, %s", model->name, about);
        if (b->deck->n_models > 1)
            say_models(t, b);
    }
    say_zones(t, b);
    say_layers(t, b);
}

/* -- what is placed -- */

static const char *state_of(const struct text_board *b, int at, char *text, int size)
{
    const struct board_cell *cell = &b->board->cells[at];
    if (cell->zone == BOARD_OPEN)
        snprintf(text, (size_t)size, "%s", tr("open"));
    else
        snprintf(text, (size_t)size, cell->unsure ? tr("%s, not sure") : "%s", b->deck->zones[cell->zone].name);
    return text;
}

static void cell_name(const struct text_board *b, int at, char *text, int size)
{
    if (b->line)
        snprintf(text, (size_t)size, tr("%s in %s"), layer_at(b, at)->name,
                 b->deck->models[b->board->cells[at].model].name);
    else
        snprintf(text, (size_t)size, "%s", layer_at(b, at)->name);
}

static void say_list(struct text *t, const struct text_board *b)
{
    char name[240], state[120];
    for (int at = 0; at < b->board->n_cells; at++) {
        cell_name(b, at, name, sizeof name);
        text_say(t, "%d %s: %s", at + 1, name, state_of(b, at, state, sizeof state));
    }
    if (!b->line)
        text_say(t, "%s.", count_open(b, name, sizeof name));
}

/* -- rows -- */

/* Where the cells of a layer begin on a line, and end; of a board all are one row. */
static int row_begin(const struct text_board *b, int at)
{
    while (b->line && at > 0 && b->board->cells[at - 1].layer == b->board->cells[at].layer)
        at--;
    return b->line ? at : 0;
}

static int row_end(const struct text_board *b, int at)
{
    int layer = b->board->cells[at].layer;
    while (at < b->board->n_cells && (!b->line || b->board->cells[at].layer == layer))
        at++;
    return at;
}

/* What a row of the line says of itself: cells that are not asked, and once something is placed all others. */
static void say_row(struct text *t, const struct text_board *b)
{
    char line[PROMPT_MAX], state[120];
    struct text_words words = {line, sizeof line, 0};
    line[0] = '\0';
    int first = row_begin(b, b->at), end = row_end(b, first), row = 1, rows = 1;
    for (int at = 1; at < b->board->n_cells; at++) {
        bool next = b->board->cells[at].layer != b->board->cells[at - 1].layer;
        rows += next;
        row += next && at <= first;
    }
    bool placed = false;
    for (int at = first; at < end; at++)
        placed = placed || b->board->cells[at].zone != BOARD_OPEN;
    const struct deck_layer *layer = layer_at(b, first);
    for (int model = 0, at = first; model < b->deck->n_models; model++) {
        const struct deck_cell *cell = &layer->cells[model];
        const char *comma = words.used ? "; " : " ", *name = b->deck->models[model].name;
        bool asked = at < end && b->board->cells[at].model == model;
        if (asked && placed)
            text_add(&words, "%s%s %s", comma, name, state_of(b, at, state, sizeof state));
        at += asked;
        if (asked)
            continue;
        if (cell->open)
            text_add(&words, tr("%s%s not asked, open"), comma, name);
        else if (cell->answer == DECK_ABSENT)
            text_add(&words, tr("%s%s not asked, none"), comma, name);
        else if (b->deck->models[model].given)
            text_add(&words, tr("%s%s %s, given"), comma, name, b->deck->zones[cell->answer].name);
        else
            text_add(&words, tr("%s%s not asked"), comma, name);
    }
    text_say(t, tr("Row %d of %d: %s.%s%s"), row, rows, layer->name, line, words.used ? "." : "");
}

/* -- the prompt -- */

static void ask_layer(const struct text_board *b, struct text_words *words)
{
    char name[240], state[120];
    const struct board_cell *cell = &b->board->cells[b->at];
    cell_name(b, b->at, name, sizeof name);
    if (!b->line)
        text_add(words, tr("%d of %d: "), b->at + 1, b->board->n_cells);
    text_add(words, "%s", name);
    if (cell->zone != BOARD_OPEN)
        text_add(words, tr(", now %s"), state_of(b, b->at, state, sizeof state));
    text_add(words, "%s", tr(". "));
    list_zones(b, words);
    int rest = row_end(b, b->at) - b->at;
    if (b->line && rest > 1)
        text_add(words, tr("; or %d answers in one line"), rest);
    if (b->line && deck_customer(b->deck) >= 0)
        text_add(words, "%s", tr("; or edge N"));
    text_add(words, "%s", tr("; ? help."));
}

static void ask_end(const struct text_board *b, struct text_words *words)
{
    int open = board_open_count(b->board);
    if (open)
        text_add(words, trn("%d is open. ", "%d are open. ", open), open);
    else
        text_add(words, "%s", tr("All are placed. "));
    text_add(words, "%s",
             b->exam ? tr("Enter goes to the next question; list, go N, undo, ? help.")
                     : tr("Enter checks; list, go N, undo, ? help."));
}

/* -- answers -- */

static bool begins_with(const char *name, const char *word, size_t length)
{
    return length > 0 && strncasecmp(name, word, length) == 0;
}

/* A zone by number, or by the beginning of its id or name where that is one zone's alone. */
static int find_zone(const struct deck *deck, const char *word, size_t length)
{
    int found = NOTHING;
    if (length == 1 && *word == '0')
        return BOARD_OPEN;
    if (length == 1 && *word >= '1' && *word < '1' + deck->n_zones)
        return *word - '1';
    for (int zone = 0; zone < deck->n_zones; zone++) {
        const struct deck_zone *z = &deck->zones[zone];
        if (!begins_with(z->id, word, length) && !begins_with(z->name, word, length))
            continue;
        if (strlen(z->id) == length || strlen(z->name) == length)
            return zone;
        found = found == NOTHING ? zone : NOTHING - 1;
    }
    return found < NOTHING ? NOTHING : found;
}

struct answer {
    int zone;
    bool unsure;
};

/* "2", "2?", "shared ?" */
static bool read_answer(const struct deck *deck, const char *word, size_t length, struct answer *answer)
{
    answer->unsure = length > 1 && word[length - 1] == '?';
    length -= answer->unsure;
    while (length > 0 && isspace((unsigned char)word[length - 1]))
        length--;
    answer->zone = find_zone(deck, word, length);
    return answer->zone != NOTHING;
}

/* The whole line as one answer, or a word for each; a question mark that stands alone belongs to the word before it.
   Returns how many; 0: it is none. */
static int read_answers(const struct text_board *b, const char *line, struct answer *answers, int most)
{
    int n = 0;
    if (read_answer(b->deck, line, strlen(line), answers))
        return 1;
    for (const char *at = line; *at; at += strspn(at, " \t,")) {
        size_t length = strcspn(at, " \t,");
        if (length == 1 && *at == '?' && n > 0 && n <= most)
            answers[n - 1].unsure = true;
        else if (n < most && !read_answer(b->deck, at, length, &answers[n]))
            return 0;
        else if (n++ >= most && find_zone(b->deck, at, length) == NOTHING)
            return 0;
        at += length;
    }
    return n;
}

static void place(struct text *t, const struct text_board *b, int at, struct answer answer)
{
    const struct board_cell *cell = &b->board->cells[at];
    if (answer.zone == BOARD_OPEN) {
        b->move(t, (struct move){MOVE_BACK, at, 0});
        return;
    }
    if (cell->zone != answer.zone)
        b->move(t, (struct move){answer.unsure ? MOVE_PLACE_UNSURE : MOVE_PLACE, at, answer.zone});
    if (!t->taken && text_goes_on(t) && cell->unsure != answer.unsure)
        b->move(t, (struct move){MOVE_UNSURE, at, 0});
}

/* False: the line is no answer. */
static bool take_answers(struct text *t, struct text_board *b, const char *line)
{
    struct answer answers[BOARD_CELLS_MAX];
    int rest = row_end(b, b->at) - b->at, n = read_answers(b, line, answers, rest);
    if (!n)
        return false;
    bool unsure = false;
    for (int i = 0; i < n && i < rest; i++)
        unsure = unsure || answers[i].unsure;
    if (n > rest) {
        text_say(t, trn("Nothing was taken: only %d is left here.", "Nothing was taken: only %d are left here.", rest),
                 rest);
    } else if (unsure && b->exam) {
        text_say(t, "%s", tr("Nothing was taken: not sure has no place in an exam."));
    } else {
        for (int i = 0; i < n && !t->taken; i++)
            place(t, b, b->at++, answers[i]);
    }
    return true;
}

/* -- the edge -- */

static int find_model(const struct deck *deck, const char *word)
{
    for (int model = 0; model < deck->n_models; model++)
        if (strcasecmp(deck->models[model].id, word) == 0 || strcasecmp(deck_model_short(deck, model), word) == 0)
            return model;
    return -1;
}

/* "edge 2" or "edge iaas": the customer's part ends behind that model; "edge 0": it has none. */
static void move_edge(struct text *t, struct text_board *b, const char *where)
{
    int edge;
    if (!b->line || deck_customer(b->deck) < 0) {
        text_say(t, "%s", tr("There is no edge here."));
        return;
    }
    if (!text_number(where, 0, b->deck->n_models, &edge)) {
        edge = find_model(b->deck, where) + 1;
        if (edge == 0) {
            text_say(t, tr("edge takes 0 to %d, or a model: the customer's part ends behind it."), b->deck->n_models);
            return;
        }
    }
    if (!b->move(t, (struct move){MOVE_EDGE, b->at, edge}) && !t->taken)
        text_say(t, "%s", tr("It is there already."));
    if (t->taken)
        return;
    say_row(t, b);
    int end = row_end(b, b->at);
    for (b->at = row_begin(b, b->at); b->at < end && b->board->cells[b->at].zone != BOARD_OPEN;)
        b->at++;
}

/* -- words -- */

static void say_means(struct text *t, const struct text_board *b)
{
    if (b->at == b->board->n_cells)
        text_say(t, "%s", tr("First go to a layer: go 1."));
    else if (layer_at(b, b->at)->means)
        text_say(t, "%s: %s", layer_at(b, b->at)->name, layer_at(b, b->at)->means);
    else
        text_say(t, tr("%s: the deck says no more about it."), layer_at(b, b->at)->name);
}

/* Undo may have gone back to the card before. */
static bool is_there(const struct text *t, const struct text_board *b)
{
    return !t->taken && *b->on == b->was;
}

static void undo(struct text *t, struct text_board *b)
{
    struct board_cell before[BOARD_CELLS_MAX];
    memcpy(before, b->board->cells, sizeof before);
    if (!b->move(t, (struct move){.kind = MOVE_UNDO})) {
        if (!t->taken)
            text_say(t, "%s", tr("There is nothing to undo."));
        return;
    }
    char name[240], state[120];
    for (int at = b->board->n_cells - 1; at >= 0 && is_there(t, b); at--) {
        const struct board_cell *cell = &b->board->cells[at];
        if (cell->zone == before[at].zone && cell->unsure == before[at].unsure)
            continue;
        b->at = at;
        cell_name(b, at, name, sizeof name);
        text_say(t, tr("Undone: %s is %s again."), name, state_of(b, at, state, sizeof state));
    }
}

static bool go_to(struct text *t, struct text_board *b, const char *where)
{
    int n;
    if (!text_number(where, 1, b->board->n_cells, &n))
        text_say(t, tr("go takes 1 to %d."), b->board->n_cells);
    else
        b->at = n - 1;
    return true;
}

/* False: it is no word of a board. */
static bool take_word(struct text *t, struct text_board *b, const char *line)
{
    const char *rest;
    if (text_is(line, "list", b->exam ? NULL : "l"))
        say_list(t, b);
    else if (text_is(line, "means", "m"))
        say_means(t, b);
    else if (text_is(line, "zones", "z"))
        say_zones(t, b);
    else if (text_is(line, "undo", "u"))
        undo(t, b);
    else if (text_is(line, "again", NULL))
        text_board_say(t, b);
    else if (text_is(line, "back", "b"))
        b->at -= b->at > 0;
    else if ((rest = text_after(line, "edge", "e")))
        move_edge(t, b, rest);
    else if (!b->exam && (rest = text_after(line, "go", NULL)))
        go_to(t, b, rest);
    else if (b->exam && (rest = text_after(line, "layer", NULL)))
        go_to(t, b, rest);
    else
        return false;
    return true;
}

const char *text_board_ask(struct text *t, struct text_board *b, const char *help)
{
    int said = -1; /* the row that was said last */
    while (text_goes_on(t) && !t->taken) {
        char prompt[PROMPT_MAX];
        struct text_words words = {prompt, sizeof prompt, 0};
        int n = b->board->n_cells;
        if (b->line && b->at < n && said != row_begin(b, b->at)) {
            said = row_begin(b, b->at);
            say_row(t, b);
        }
        if (b->at < n)
            ask_layer(b, &words);
        else
            ask_end(b, &words);
        const char *line = text_ask(t, prompt, help);
        if (!line)
            return NULL;
        if (!*line && b->at < n)
            b->at++;
        else if (!*line)
            return line;
        else if (!take_word(t, b, line) && (b->at == n || !take_answers(t, b, line)))
            return line;
        if (!is_there(t, b))
            return NULL;
    }
    return NULL;
}
