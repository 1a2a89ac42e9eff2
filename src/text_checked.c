/* Feedback on a terminal: first every answer in a line, then the reasons, mistakes first, the others when they are
 * asked for. */
#include "base/tr.h"
#include "screens/board.h"
#include "screens/reasons.h"
#include "screens/round.h"
#include "screens/zone.h"
#include "text_shared.h"

#include <stdio.h>
#include <string.h>

void text_source_say(struct text *t, const struct deck_source *source)
{
    char title[400];
    reasons_source(source, title, sizeof title);
    if (source->url)
        text_say(t, "%s, %s", title, source->url);
    else
        text_say(t, "%s", title);
}

/* -- every answer in a line -- */

static bool is_mistake(const struct session *session, int at)
{
    return !session->slipped[at] && verdict_is_mistake(session->answers[at].verdict);
}

/* "right, Customer"; "you said shared: it is customer" */
static void add_answer(struct text_words *words, const struct session *session, const struct deck *deck, int at)
{
    char word[120], zone[80];
    const struct board_cell *cell = &session->board.cells[at];
    int answer = deck->layers[cell->layer].cells[cell->model].answer;
    reasons_word(session, deck, at, word, sizeof word);
    if (is_mistake(session, at))
        text_add(words, tr("%s: it is %s"), word, zone_in_sentence(deck, answer, zone, sizeof zone));
    else
        text_add(words, tr("%s, %s"), word, deck->zones[answer].name);
}

/* A row of the line: what was not asked stands there, too. */
static void say_row(struct text *t, const struct session *session, const struct deck *deck, int first)
{
    char line[900];
    struct text_words words = {line, sizeof line, 0};
    const struct board *board = &session->board;
    const struct deck_layer *layer = &deck->layers[board->cells[first].layer];
    for (int model = 0, at = first; model < deck->n_models; model++) {
        const struct deck_cell *cell = &layer->cells[model];
        text_add(&words, "%s", model ? "; " : "");
        if (at < board->n_cells && board->cells[at].layer == board->cells[first].layer &&
            board->cells[at].model == model) {
            text_add(&words, "%d %s ", at + 1, deck->models[model].name);
            add_answer(&words, session, deck, at++);
        } else {
            text_add(&words, "%s ", deck->models[model].name);
            if (cell->open || cell->answer == DECK_ABSENT)
                text_add(&words, "%s", cell->open ? tr("open") : tr("none"));
            else
                text_add(&words, tr("%s, given"), deck->zones[cell->answer].name);
        }
    }
    text_say(t, "%s: %s.", layer->name, line);
}

static void say_layer(struct text *t, const struct session *session, const struct deck *deck, int at)
{
    char line[300];
    struct text_words words = {line, sizeof line, 0};
    add_answer(&words, session, deck, at);
    text_say(t, "%d %s: %s.", at + 1, deck->layers[session->board.cells[at].layer].name, line);
}

void text_checked_say(struct text *t, const struct session *session, const struct deck *deck,
                      const struct drill_facts *facts)
{
    const struct board *board = &session->board;
    char score[120], status[160];
    bool line = session_task(session)->kind == TASK_LINE;
    reasons_score(session, line, score, sizeof score);
    text_say(t, "%s", "");
    if (facts->round)
        round_points(session, status, sizeof status);
    else
        drill_status(session, facts, status, sizeof status);
    text_say(t, "%s: %s. %s.", line ? tr("The line") : deck->models[session_task(session)->model].name, score, status);
    for (int at = 0; at < board->n_cells; at++)
        if (!line)
            say_layer(t, session, deck, at);
        else if (at == 0 || board->cells[at].layer != board->cells[at - 1].layer)
            say_row(t, session, deck, at);
}

/* -- reasons -- */

static void say_sections(struct text *t, const struct reasons *r, int from, int to)
{
    for (int i = from; i < to; i++)
        text_say(t, "%s: %s", r->sections[i].head, r->sections[i].text);
}

static void say_elsewhere(struct text *t, const struct session *session, const struct deck *deck, int layer)
{
    char line[600];
    struct text_words words = {line, sizeof line, 0};
    for (int model = 0; model < deck->n_models; model++)
        text_add(&words, "%s%s %s", model ? ", " : "", deck_model_short(deck, model),
                 reasons_elsewhere(session, deck, layer, model));
    text_say(t, "%s: %s.", reasons_elsewhere_head(), line);
}

void text_reasons_say(struct text *t, const struct session *session, const struct deck *deck, int at,
                      const struct drill_facts *facts)
{
    struct reasons r;
    reasons_of(&r, session, deck, at, facts);
    text_say(t, "%s", "");
    text_say(t, tr("%d %s. %s."), at + 1, r.what, r.said);
    text_say(t, "%s", r.answer);
    say_sections(t, &r, 0, r.n_before);
    if (r.elsewhere)
        say_elsewhere(t, session, deck, session->board.cells[at].layer);
    say_sections(t, &r, r.n_before, r.n);
    text_source_say(t, r.source);
}

/* -- the talk -- */

struct talk {
    struct text *t;
    struct session *session;
    const struct deck *deck;
    const struct drill_facts *facts;
    bool (*move)(struct text *t, struct move move);
    bool read[BOARD_CELLS_MAX];
    bool left, anew; /* anew: in the other language */
};

static void read_one(struct talk *talk, int at)
{
    talk->read[at] = true;
    text_reasons_say(talk->t, talk->session, talk->deck, at, talk->facts);
}

static int unread_mistakes(const struct talk *talk, int *next)
{
    int n = 0;
    *next = -1;
    for (int at = talk->session->board.n_cells - 1; at >= 0; at--)
        if (is_mistake(talk->session, at) && !talk->read[at]) {
            n++;
            *next = at;
        }
    return n;
}

static void read_all(struct talk *talk)
{
    for (int at = 0; at < talk->session->board.n_cells; at++)
        if (!talk->read[at])
            read_one(talk, at);
}

/* "slip": the whole board; "slip 3": on the line the row of that answer. */
static void slip(struct talk *talk, const char *which)
{
    struct text *t = talk->t;
    char said[160];
    int n;
    bool line = session_task(talk->session)->kind == TASK_LINE;
    if (!which) {
        talk->move(t, (struct move){.kind = MOVE_SLIP});
        if (!t->taken)
            text_say(t, "%s", drill_slip_said(talk->session, said, sizeof said));
    } else if (!line || !text_number(which, 1, talk->session->board.n_cells, &n)) {
        text_say(t, "%s",
                 line ? tr("slip takes the number of an answer: its row is taken back.")
                      : tr("slip takes back the whole board, and no number."));
    } else if (talk->move(t, (struct move){MOVE_SLIP_ROW, n - 1, 0})) {
        if (!t->taken)
            text_say(t, tr("%s was taken back: it comes again tomorrow."),
                     talk->deck->layers[talk->session->board.cells[n - 1].layer].name);
    } else {
        text_say(t, "%s", tr("That was taken back already."));
    }
}

static void take(struct talk *talk, const char *line)
{
    struct text *t = talk->t;
    const char *rest;
    int n, next;
    bool round = talk->facts->round != NULL;
    if (text_is(line, "next", "n") || (!*line && !unread_mistakes(talk, &next)))
        talk->move(t, (struct move){.kind = MOVE_NEXT});
    else if (!*line)
        read_one(talk, next);
    else if (text_number(line, 1, talk->session->board.n_cells, &n))
        read_one(talk, n - 1);
    else if (text_is(line, "all", "a"))
        read_all(talk);
    else if (text_is(line, "again", "list"))
        text_checked_say(t, talk->session, talk->deck, talk->facts);
    else if (!round && text_is(line, "slip", NULL))
        slip(talk, NULL);
    else if (!round && (rest = text_after(line, "slip", NULL)))
        slip(talk, rest);
    else if (!round && text_is(line, "language", NULL)) {
        t->base_language = !t->base_language;
        talk->anew = true;
    } else if (text_is(line, "stop", "q") || text_is(line, "quit", NULL))
        talk->left = true;
    else
        text_unknown(t, line);
}

static void write_prompt(const struct talk *talk, char *text, int size)
{
    struct text_words words = {text, size, 0};
    int next, left = unread_mistakes(talk, &next);
    if (left)
        text_add(&words, trn("Enter reads the mistake, ", "Enter reads the next mistake of %d, ", left), left);
    text_add(&words, "%s",
             left ? tr("next goes on, a number reads an answer, all reads all, ? help.")
                  : tr("Enter goes on, a number reads an answer, all reads all, ? help."));
}

bool text_checked(struct text *t, struct session *session, const struct deck *deck, const struct drill_facts *facts,
                  bool (*move)(struct text *t, struct move move))
{
    struct talk talk = {.t = t, .session = session, .deck = deck, .facts = facts, .move = move};
    const char *help =
        facts->round
            ? tr("Enter: the next mistake, then on. next: on at once. A number: why that answer is right or wrong. "
                 "all: every answer. list: the answers again. stop: asks whether to leave.")
            : tr("Enter: the next mistake, then on. next: on at once. A number: why that answer is right or wrong. "
                 "all: every answer. list: the answers again. slip: I slipped, the whole board is taken back; "
                 "on the line slip and a number takes back that row. language: the deck as it was "
                 "written, or translated. stop: the drill waits.");
    int task = session->task, next;
    text_checked_say(t, session, deck, facts);
    if (unread_mistakes(&talk, &next))
        read_one(&talk, next);
    while (text_goes_on(t) && !talk.left && !talk.anew && !t->taken && session->task == task &&
           session->phase == PHASE_CHECKED) {
        char prompt[300];
        write_prompt(&talk, prompt, sizeof prompt);
        const char *line = text_ask(t, prompt, help);
        if (!line)
            return false;
        take(&talk, line);
    }
    return !talk.left && text_goes_on(t) && !t->taken;
}
