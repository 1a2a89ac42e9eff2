/* A drill on a terminal: what is on the table is said and asked, until the end says how it went. */
#include "text_drill.h"

#include "base/tr.h"
#include "screens/board.h"
#include "screens/end_words.h"
#include "screens/zone.h"
#include "srs/day.h"
#include "text_asking.h"

#include <stdio.h>
#include <string.h>

/* -- what is on the table -- */

static const struct deck *deck_shown(const struct text *t)
{
    const struct deck *deck = session_deck(t->drill.session);
    return t->base_language && deck->base ? deck->base : deck;
}

static struct drill_facts facts_of(struct text *t)
{
    struct err err;
    struct drill_facts facts = {.today = day_of(t->now), .four_ratings = t->shared.prefs.four_ratings};
    memcpy(facts.ms, t->drill.ms, sizeof facts.ms);
    if (!drill_foresee(&t->drill, t->shared.in_memory ? NULL : t->shared.store, t->now, facts.rated_due, &err))
        saving_failed(&t->saving, &err);
    return facts;
}

static void say_status(struct text *t, const struct drill_facts *facts, const struct deck *deck)
{
    char status[160];
    drill_status(t->drill.session, facts, status, sizeof status);
    text_say(t, "%s", "");
    if (t->deck_said != deck)
        text_say(t, "%s. %s.", deck->title, status);
    else
        text_say(t, "%s.", status);
    t->deck_said = deck;
}

/* Enter behind the last layer, or "check". With nothing placed at all the first one only asks. */
static void check(struct text *t, int *warned)
{
    const struct board *board = &t->drill.session->board;
    if (board_open_count(board) < board->n_cells || *warned == t->drill.session->n_steps)
        text_drill_move(t, (struct move){.kind = MOVE_CHECK});
    else
        text_say(t, "%s", tr("Nothing is placed yet. Once more shows the answers."));
    *warned = t->taken ? -1 : t->drill.session->n_steps;
}

static bool place_board(struct text *t, const struct deck *deck)
{
    struct session *session = t->drill.session;
    const struct task *task = session_task(session);
    struct text_board b = {.deck = deck,
                           .board = &session->board,
                           .line = task->kind == TASK_LINE,
                           .model = task->model,
                           .move = text_drill_move,
                           .on = &session->task,
                           .was = session->task};
    int warned = -1; /* the step at which it was said */
    while (b.at < b.board->n_cells && b.board->cells[b.at].zone != BOARD_OPEN)
        b.at++;
    text_board_say(t, &b);
    while (text_goes_on(t) && !t->taken && session->task == b.was && session->phase == PHASE_PLACING) {
        const char *line = text_board_ask(
            t, &b,
            tr("A number or the beginning of a zone's name places the layer; with ? behind it you are not sure: 2? "
               "Several in one line answer the layers that follow. Enter alone goes on, 0 takes back. On the line edge "
               "2, or edge and a model: the first so many models are yours. back: the layer before. go 3: to a layer. "
               "means: what the layer is. zones: what they mean. list: all layers. undo. again: the board again. "
               "check: "
               "the answers, what is open counts as not known. language: the deck as it was written, or translated. "
               "stop: the drill waits."));
        if (!line)
            return session->task != b.was && text_goes_on(t) && !t->taken;
        if (!*line || text_is(line, "check", "c")) {
            check(t, &warned);
            continue;
        }
        if (text_is(line, "stop", "q") || text_is(line, "quit", NULL))
            return false;
        if (text_is(line, "language", NULL)) {
            t->base_language = !t->base_language;
            return true;
        }
        text_unknown(t, line);
    }
    return text_goes_on(t) && !t->taken;
}

bool text_drill_task(struct text *t)
{
    struct session *session = t->drill.session;
    struct drill_facts facts = facts_of(t);
    const struct deck *deck = deck_shown(t);
    if (session->phase == PHASE_PLACING)
        say_status(t, &facts, deck);
    switch (session_task(session)->kind) {
    case TASK_CARD:
        return text_card(t, deck, &facts);
    case TASK_QUESTION:
        return text_question(t, deck, &facts);
    default:
        return session->phase == PHASE_CHECKED ? text_checked(t, session, deck, &facts, text_drill_move)
                                               : place_board(t, deck);
    }
}

/* -- the end -- */

static void say_try(struct text *t, const struct session *session, const struct session_try *try, int n)
{
    const struct deck *deck = session->decks[try->deck];
    char said[400], because[400], name[300];
    bool right;
    end_said(session, try, said, because, sizeof said);
    if (deck_item_kind(deck, try->item) == ITEM_PLACEMENT) {
        snprintf(name, sizeof name, tr("%s in %s"), deck->layers[deck_item_layer(deck, try->item)].name,
                 deck->models[deck_item_model(deck, try->item)].name);
        text_say(t, tr("%d %s: %s. %s %s: %s"), n, end_outcome(try, &right), name, said,
                 deck->zones[deck_item_cell(deck, try->item)->answer].name, because);
        return;
    }
    const char *end = strchr(".?!", said[strlen(said) - 1]) ? "" : ".";
    text_say(t, tr("%d %s: %s %s%s %s"), n, end_outcome(try, &right), end_item_name(deck, try->item), said, end,
             because);
}

static void say_tries(struct text *t, const struct session *session, bool all)
{
    int n = 0;
    for (int i = 0; i < session->n_tries; i++)
        if (all || end_is_mistake(&session->tries[i]))
            say_try(t, session, &session->tries[i], ++n);
}

static void say_ten(struct text *t, const struct end_facts *facts)
{
    struct end_ten ten;
    end_ten(facts, &ten);
    text_say(t, "%s: %s, %s. %s%s%s", ten.head, ten.right, ten.likely, ten.never, ten.never[0] ? " " : "", ten.from);
}

void text_end_say(struct text *t, const struct session *session, const struct end_facts *facts, bool all)
{
    char head[160], below[300], about[160], mixed[300];
    end_headline(session, facts, all, head, below, sizeof head);
    end_about(facts, about, sizeof about);
    text_say(t, "%s", "");
    text_say(t, "%s. %s.", head, about);
    text_say(t, "%s", below);
    if (!all && end_mix_up(session, mixed, sizeof mixed))
        text_say(t, "%s", mixed);
    say_tries(t, session, all);
    end_next(facts, head, below, sizeof head);
    text_say(t, below[0] ? "%s: %s. %s" : "%s: %s.%s", tr("Next"), head, below);
    if (session->answered)
        say_ten(t, facts);
    if (facts->exam)
        text_say(t, "%s: %s", facts->exam, end_exam_says());
    if (!facts->not_saved)
        text_say(t, "%s %s", end_hint(facts), tr("Saved."));
}

enum end_wish { WISH_CLOSE, WISH_MORE, WISH_GO_ON };

static enum end_wish ask_end(struct text *t, const struct end_facts *facts)
{
    const char *prompt = facts->stopped ? tr("Enter closes, go on, all reads every answer, ? help.")
                         : facts->more
                             ? tr("Enter closes, more asks for five minutes more, all reads every answer, ? help.")
                             : tr("Enter closes, all reads every answer, ? help.");
    const char *line;
    while ((line = text_ask(t, prompt,
                            tr("Enter: close. all: every answer of this drill. more: five more minutes, where there is "
                               "something to ask. go on: the drill where it was left.")))) {
        if (!*line || text_is(line, "close", "q") || text_is(line, "quit", "stop"))
            return WISH_CLOSE;
        if (text_is(line, "all", "a"))
            say_tries(t, t->drill.session, true);
        else if (text_is(line, "again", NULL))
            text_end_say(t, t->drill.session, facts, false);
        else if (facts->stopped && text_is(line, "go on", "g"))
            return WISH_GO_ON;
        else if (!facts->stopped && facts->more && text_is(line, "more", "m"))
            return WISH_MORE;
        else
            text_unknown(t, line);
    }
    return WISH_CLOSE;
}

/* Also at the end of the input: then nothing more is asked. */
static enum end_wish end_page(struct text *t)
{
    struct end_facts facts;
    struct err err;
    char exam[DECK_ID_MAX + 1];
    text_flush(t);
    if (t->end == TEXT_UNHEARD || t->end == TEXT_SIGNALLED)
        return WISH_CLOSE;
    if (!drill_end_facts(&t->drill, t->shared.store, t->shared.shelf, t->shared.prefs.minutes, t->attended_ms, t->now,
                         &facts, exam, &err))
        saving_failed(&t->saving, &err);
    facts.not_saved = t->saving.not_saved[0] ? t->saving.not_saved : NULL;
    text_tell_saving(t);
    text_end_say(t, t->drill.session, &facts, false);
    return ask_end(t, &facts);
}

/* -- beginning -- */

static void play(struct text *t)
{
    t->deck_said = NULL;
    t->hinted = false;
    if (t->drill.session->phase == PHASE_CHECKED) /* gone on with: else it is said before what is asked */
        text_say(t, "%s", session_deck(t->drill.session)->title);
    for (;;) {
        struct session *session = t->drill.session;
        while (!t->taken && session->phase != PHASE_OVER && text_drill_task(t))
            ;
        if (t->taken)
            break;
        enum end_wish wish = end_page(t);
        if (wish == WISH_GO_ON)
            continue;
        const struct deck *only = t->drill.n_decks == 1 ? t->drill.decks[0] : NULL;
        text_end_drill(t);
        if (wish == WISH_MORE)
            text_drill_begin(t, only, DRILL_MORE_MINUTES);
        return;
    }
    text_end_drill(t);
}

bool text_drill_begin(struct text *t, const struct deck *only, int minutes)
{
    struct err err;
    text_end_drill(t);
    bool begun = drill_begin(&t->drill, t->shared.store, t->shared.shelf, only, rng_next(&t->shared.seeds), minutes,
                             t->now, &err);
    if (err.text[0])
        saving_failed(&t->saving, &err);
    else if (!begun)
        text_say(t, "%s", tr("Nothing of this is due."));
    if (begun)
        play(t);
    return begun;
}

void text_drill_practise(struct text *t)
{
    struct err err;
    text_end_drill(t);
    bool begun = drill_practise(&t->drill, t->shared.store, t->shared.shelf, rng_next(&t->shared.seeds),
                                t->shared.prefs.minutes, t->now, &err);
    if (err.text[0])
        saving_failed(&t->saving, &err);
    if (begun)
        play(t);
}

bool text_drill_resume(struct text *t)
{
    struct err err;
    text_end_drill(t);
    bool resumed = drill_resume(&t->drill, t->shared.store, t->shared.shelf, t->now, &err);
    if (resumed)
        play(t);
    else
        text_say(t, "%s", err.text);
    return resumed;
}

void text_drill_start(struct text *t, const struct deck *only)
{
    int minutes = t->shared.prefs.minutes;
    if (!drill_is_open(t->shared.store, only, minutes, day_of(t->now)) || !text_drill_resume(t))
        text_drill_begin(t, only, minutes);
}
