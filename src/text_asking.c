/* Cards and questions of a drill on a terminal. */
#include "text_asking.h"

#include "base/tr.h"
#include "screens/board.h"
#include "screens/card.h"
#include "screens/options.h"
#include "screens/reasons.h"
#include "screens/when.h"

#include <stdio.h>
#include <string.h>

/* -- cards -- */

static const struct deck_card *card_of(const struct session *session, const struct deck *deck)
{
    return &deck->cards[session_card(session) - session_deck(session)->cards];
}

static void add_ratings(struct text_words *words, const struct session *session, const struct drill_facts *facts)
{
    struct card_rating ratings[CARD_RATINGS_MAX];
    int n = card_ratings(session, facts, ratings);
    for (int i = 0; i < n; i++)
        text_add(words, ratings[i].due[0] ? "%s %s, %s. " : "%s %s%s. ", ratings[i].key, ratings[i].label,
                 ratings[i].due);
}

static void say_back(struct text *t, const struct session *session, const struct deck *deck)
{
    const struct deck_card *card = card_of(session, deck);
    text_say(t, "%s", card->back);
    text_source_say(t, &deck->sources[card->source]);
}

void text_card_say(struct text *t, const struct session *session, const struct deck *deck)
{
    text_say(t, "%s", card_of(session, deck)->front);
    if (session->answering.turned || session->phase == PHASE_CHECKED)
        say_back(t, session, deck);
}

static void say_rating(struct text *t, const struct session *session, const struct drill_facts *facts)
{
    struct card_rating ratings[CARD_RATINGS_MAX];
    char status[160];
    int n = card_ratings(session, facts, ratings);
    for (int i = 0; i < n; i++)
        if (ratings[i].rating == session->answering.rating)
            text_say(t, ratings[i].due[0] ? tr("You said: %s, %s. %s.") : tr("You said: %s%s. %s."), ratings[i].label,
                     ratings[i].due, drill_status(session, facts, status, sizeof status));
}

/* How it is done is said with the first card. */
static void write_card_prompt(const struct session *session, const struct drill_facts *facts, bool hinted, char *text,
                              int size)
{
    struct text_words words = {text, size, 0};
    const char *hint = card_hint(session);
    if (hint[0] && !hinted)
        text_add(&words, "%s ", hint);
    if (session->phase == PHASE_CHECKED)
        text_add(&words, "%s", tr("Enter finishes, undo rates it anew, ? help."));
    else if (session->answering.turned) {
        add_ratings(&words, session, facts);
        text_add(&words, "%s", tr("? help."));
    } else
        text_add(&words, "%s", tr("Enter turns, ? help."));
}

/* The move that a line means for a card. */
static bool card_move(const struct session *session, const struct drill_facts *facts, const char *line,
                      struct move *move)
{
    struct card_rating ratings[CARD_RATINGS_MAX];
    int n = card_ratings(session, facts, ratings), key;
    bool rated = session->phase == PHASE_CHECKED, turned = session->answering.turned;
    *move = (struct move){.kind = rated ? MOVE_NEXT : MOVE_TURN};
    if ((!*line && (rated || !turned)) || (!turned && text_is(line, "turn", "t")))
        return true;
    *move = (struct move){.kind = MOVE_UNDO};
    if (text_is(line, "undo", "u"))
        return true;
    if (rated || !turned || !text_number(line, 1, n, &key))
        return false;
    *move = (struct move){.kind = MOVE_RATE, .at = ratings[key - 1].rating};
    return true;
}

bool text_card(struct text *t, const struct deck *deck, const struct drill_facts *facts)
{
    struct session *session = t->drill.session;
    int task = session->task;
    text_card_say(t, session, deck);
    if (session->phase == PHASE_CHECKED)
        say_rating(t, session, facts);
    while (text_goes_on(t) && !t->taken && session->task == task && session->phase != PHASE_OVER) {
        char prompt[500];
        struct move move;
        enum phase phase = session->phase;
        bool turned = session->answering.turned;
        write_card_prompt(session, facts, t->hinted, prompt, sizeof prompt);
        const char *line = text_ask(t, prompt,
                                    tr("Enter: turn the card, and at the end of a drill finish. A number: how well you "
                                       "knew it. undo: rate the card before anew. again: the card again. language: the "
                                       "deck as it was written, or translated. stop: the drill waits."));
        if (!line || text_is(line, "stop", "q") || text_is(line, "quit", NULL) || text_is(line, "language", NULL)) {
            t->base_language ^= line && text_is(line, "language", NULL);
            return line && text_is(line, "language", NULL);
        }
        if (text_is(line, "again", NULL)) {
            text_card_say(t, session, deck);
        } else if (!card_move(session, facts, line, &move)) {
            text_unknown(t, line);
        } else if (!text_drill_move(t, move)) {
            text_say(t, "%s", tr("There is nothing to undo."));
        } else if (!t->taken && session->task == task && session->phase == PHASE_CHECKED) {
            say_rating(t, session, facts);
        } else if (!t->taken && session->task == task &&
                   (phase != session->phase || turned != session->answering.turned)) {
            say_back(t, session, deck);
        }
    }
    t->hinted = t->hinted || session->task > task;
    return text_goes_on(t) && !t->taken;
}

/* -- questions -- */

static const struct deck_question *question_of(const struct session *session, const struct deck *deck)
{
    return &deck->questions[session_question(session) - session_deck(session)->questions];
}

static bool pick(struct text *t, enum choice_given given, int at)
{
    struct session *session = t->drill.session;
    const struct choice *choice = &session->answering.choice;
    enum move_kind kind = !choice->grid ? MOVE_CHOOSE : given == CHOICE_YES ? MOVE_YES : MOVE_NO;
    if (choice->given[at] == given && (choice->grid || choice->n_right == 1))
        return true; /* said twice: it stays */
    char hint[240];
    bool done = text_drill_move(t, (struct move){.kind = kind, .at = at});
    options_hint(choice, true, hint, sizeof hint);
    if (!done && !t->taken)
        text_say(t, "%s", hint);
    return done;
}

static void say_asked(struct text *t, const struct session *session, const struct deck_question *question)
{
    const struct choice *choice = &session->answering.choice;
    char hint[240];
    options_hint(choice, false, hint, sizeof hint);
    text_say(t, "%s", question->ask);
    text_say(t, "%s", hint);
    if (choice->unsure)
        text_say(t, "%s", tr("? You are not sure."));
    text_choice_say(t, question, choice);
}

static void say_explained(struct text *t, const struct session *session, const struct deck *deck,
                          const struct deck_question *question, const struct drill_facts *facts)
{
    char back[160], status[160];
    drill_status(session, facts, status, sizeof status);
    text_say(t, "%s", "");
    text_say(t, "%s. %s.", reasons_question(&session->answers[0]), status);
    text_say(t, "%s", question->ask);
    text_choice_explain(t, question, &session->answering.choice);
    text_say(t, "%s: %s", tr("Comes back"), when_back(session, 0, facts->today, back, sizeof back));
    text_source_say(t, &deck->sources[question->source]);
}

void text_question_say(struct text *t, const struct session *session, const struct deck *deck,
                       const struct drill_facts *facts)
{
    if (session->phase == PHASE_CHECKED)
        say_explained(t, session, deck, question_of(session, deck), facts);
    else
        say_asked(t, session, question_of(session, deck));
}

static void write_question_prompt(const struct session *session, bool warned, char *text, int size)
{
    struct text_words words = {text, size, 0};
    const struct choice *choice = &session->answering.choice;
    if (session->phase == PHASE_CHECKED) {
        text_add(&words, "%s", tr("Enter goes on, slip takes the answer back, ? help."));
        return;
    }
    if (warned)
        text_add(&words, "%s ", tr("Nothing is chosen yet. Once more shows the answer."));
    bool any = false;
    for (int at = 0; at < choice->n_options; at++) {
        const char *mark = !choice->grid ? "" : choice->given[at] == CHOICE_YES ? "y" : "n";
        if (choice->given[at] != CHOICE_OPEN) {
            text_add(&words, any ? ", %d%s" : tr("Chosen: %d%s"), at + 1, mark);
            any = true;
        }
    }
    if (any)
        text_add(&words, "%s", choice->unsure ? tr(", not sure. ") : ". ");
    if (choice_whole(choice))
        text_add(&words, "%s", tr("Enter checks, undo, ? help."));
    else if (choice->grid)
        text_add(&words, tr("1y or 1n to %dy or %dn, several in one line, ? help."), choice->n_options,
                 choice->n_options);
    else if (choice->n_right > 1)
        text_add(&words, tr("Numbers 1 to %d, several in one line, ? help."), choice->n_options);
    else
        text_add(&words, tr("A number 1 to %d, ? help."), choice->n_options);
}

/* While it is asked. */
static void take_asking(struct text *t, struct session *session, const struct deck *deck, const char *line,
                        bool *warned)
{
    const struct choice *choice = &session->answering.choice;
    bool any = choice_count(choice) > 0, unsure, check = !*line || text_is(line, "check", "c");
    if (check && !any && !*warned) {
        *warned = true;
    } else if (check) {
        text_drill_move(t, (struct move){.kind = MOVE_CHECK});
    } else if (text_is(line, "undo", "u")) {
        if (!text_drill_move(t, (struct move){.kind = MOVE_UNDO}))
            text_say(t, "%s", tr("There is nothing to undo."));
    } else if (text_is(line, "not sure", "unsure")) {
        if (!any || !text_drill_move(t, (struct move){.kind = MOVE_UNSURE}))
            text_say(t, "%s", tr("Choose first."));
    } else if (text_is(line, "again", NULL)) {
        say_asked(t, session, question_of(session, deck));
    } else if (!text_choice_take(t, line, choice, pick, &unsure)) {
        text_unknown(t, line);
    } else if (!t->taken && unsure && !choice->unsure && choice_count(choice)) {
        text_drill_move(t, (struct move){.kind = MOVE_UNSURE});
    }
}

static void take_explained(struct text *t, struct session *session, const struct deck *deck,
                           const struct drill_facts *facts, const char *line)
{
    char said[160];
    if (!*line || text_is(line, "next", "n")) {
        text_drill_move(t, (struct move){.kind = MOVE_NEXT});
    } else if (text_is(line, "slip", NULL)) {
        text_drill_move(t, (struct move){.kind = MOVE_SLIP});
        text_say(t, "%s", drill_slip_said(session, said, sizeof said));
    } else if (text_is(line, "again", NULL)) {
        say_explained(t, session, deck, question_of(session, deck), facts);
    } else {
        text_unknown(t, line);
    }
}

bool text_question(struct text *t, const struct deck *deck, const struct drill_facts *facts)
{
    struct session *session = t->drill.session;
    int task = session->task;
    enum phase phase = session->phase;
    bool warned = false;
    text_question_say(t, session, deck, facts);
    while (text_goes_on(t) && !t->taken && session->task == task && session->phase == phase) {
        char prompt[300];
        write_question_prompt(session, warned, prompt, sizeof prompt);
        const char *line =
            text_ask(t, prompt,
                     tr("Numbers choose, the same again gives back; of a grid 1y or 1n. 2?: and you are "
                        "not sure; not sure says or takes that back. Enter: check, then on. undo. again: "
                        "the question again. slip: after Check, the answer is taken back. language: the "
                        "deck as it was written, or translated. stop: the drill waits."));
        if (!line || text_is(line, "stop", "q") || text_is(line, "quit", NULL) || text_is(line, "language", NULL)) {
            t->base_language ^= line && text_is(line, "language", NULL);
            return line && text_is(line, "language", NULL);
        }
        if (phase == PHASE_CHECKED) {
            take_explained(t, session, deck, facts, line);
        } else {
            bool was = warned;
            take_asking(t, session, deck, line, &warned);
            warned = warned && !was;
        }
    }
    return text_goes_on(t) && !t->taken;
}
