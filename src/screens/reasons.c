/* Why an answer is right or wrong, in words. */
#include "screens/reasons.h"

#include "base/tr.h"
#include "screens/term.h"
#include "screens/when.h"
#include "screens/zone.h"

#include <stdio.h>

static void verdict_said(struct reasons *r, const struct deck *deck, const struct session_answer *answer)
{
    char said[80];
    if (answer->given != BOARD_OPEN)
        zone_in_sentence(deck, answer->given, said, sizeof said);
    if (r->slipped) {
        snprintf(r->said, sizeof r->said, answer->given == BOARD_OPEN ? "%s" : tr("Taken back: you said %s"),
                 answer->given == BOARD_OPEN ? tr("Taken back") : said);
        return;
    }
    switch (answer->verdict) {
    case VERDICT_RIGHT:
        snprintf(r->said, sizeof r->said, "%s", answer->unsure ? tr("Right, and you were not sure") : tr("Right"));
        break;
    case VERDICT_WRONG:
        snprintf(r->said, sizeof r->said, tr("Wrong: you said %s"), said);
        break;
    case VERDICT_OPEN:
        snprintf(r->said, sizeof r->said, "%s", tr("Left open"));
        break;
    case VERDICT_DIFFERS:
        snprintf(r->said, sizeof r->said, tr("Sources differ: you said %s"), said);
        break;
    }
}

static void add(struct reasons *r, const char *head, const char *text)
{
    if (text)
        r->sections[r->n++] = (struct reason){head, text};
}

/* On the line: the same layer one step to the left, and what decides it there. */
static void add_left(struct reasons *r, const struct deck *deck, int layer, int model)
{
    char zone[80];
    const struct deck_cell *cell = model >= 0 ? &deck->layers[layer].cells[model] : NULL;
    if (!cell || cell->answer == DECK_ABSENT || cell->open)
        return;
    snprintf(r->left, sizeof r->left, cell->why ? tr("%s: %s. %s") : "%s: %s.", deck->models[model].name,
             zone_in_sentence(deck, cell->answer, zone, sizeof zone), cell->why);
    add(r, tr("One step to the left"), r->left);
}

void reasons_of(struct reasons *r, const struct session *session, const struct deck *deck, int at,
                const struct drill_facts *facts)
{
    const struct session_answer *answer = &session->answers[at];
    int layer = deck_item_layer(deck, answer->item), model = deck_item_model(deck, answer->item);
    const struct deck_cell *cell = &deck->layers[layer].cells[model];
    bool line = session_task(session)->kind == TASK_LINE, planned = !facts->round && !session->practice;
    char said[80];
    *r = (struct reasons){.verdict = answer->verdict,
                          .slipped = session->slipped[at],
                          .elsewhere = !line && deck->n_models > 1,
                          .source = &deck->sources[deck->layers[layer].source]};
    verdict_said(r, deck, answer);
    snprintf(r->what, sizeof r->what, tr("%s in %s"), deck->layers[layer].name, deck->models[model].name);
    zone_answer_words(deck, cell->answer, r->answer, sizeof r->answer);
    term_sentence(deck, layer, model, cell->answer, r->exam, sizeof r->exam);
    if (answer->given != BOARD_OPEN && answer->given != cell->answer) {
        zone_in_sentence(deck, answer->given, said, sizeof said);
        snprintf(r->tempting, sizeof r->tempting, tr("Why %s is tempting"), said);
        add(r, r->tempting, cell->wrong[answer->given]);
        add(r, tr("Who says so"), cell->differs[answer->given]);
        if (answer->verdict == VERDICT_DIFFERS && !r->slipped)
            add(r, tr("What it counts"),
                planned ? tr("The point is yours. It comes back until you give this deck's own answer.")
                        : tr("The point is yours."));
    }
    add(r, tr("What decides it"), cell->why);
    if (line)
        add_left(r, deck, layer, model - 1);
    r->n_before = r->n;
    if (planned)
        add(r, tr("Comes back"), when_back(session, at, facts->today, r->back, sizeof r->back));
}

const char *reasons_elsewhere_head(void)
{
    return tr("The same layer elsewhere");
}

const char *reasons_elsewhere(const struct session *session, const struct deck *deck, int layer, int model)
{
    const struct deck_cell *cell = &deck->layers[layer].cells[model];
    if (!session_may_show(session, session_task(session)->deck, deck_item_of_cell(deck, layer, model)))
        return tr("later");
    return cell->open ? tr("open") : cell->answer == DECK_ABSENT ? tr("none") : deck->zones[cell->answer].name;
}

void reasons_word(const struct session *session, const struct deck *deck, int at, char *text, int size)
{
    const struct session_answer *answer = &session->answers[at];
    char said[80];
    if (session->slipped[at]) {
        snprintf(text, (size_t)size, "%s", tr("slipped"));
        return;
    }
    switch (answer->verdict) {
    case VERDICT_RIGHT:
        snprintf(text, (size_t)size, "%s", answer->unsure ? tr("right, not sure") : tr("right"));
        break;
    case VERDICT_DIFFERS:
        snprintf(text, (size_t)size, "%s", tr("sources differ"));
        break;
    case VERDICT_OPEN:
        snprintf(text, (size_t)size, "%s", tr("left open"));
        break;
    case VERDICT_WRONG:
        snprintf(text, (size_t)size, tr("you said %s"), zone_in_sentence(deck, answer->given, said, sizeof said));
        break;
    }
}

void reasons_score(const struct session *session, bool differing, char *text, int size)
{
    int differ = 0;
    for (int at = 0; at < session->board.n_cells && differing; at++)
        differ += session->answers[at].verdict == VERDICT_DIFFERS && !session->slipped[at];
    snprintf(text, (size_t)size, differ ? tr("%d of %d right, %d of them where sources differ") : tr("%d of %d right"),
             session_board_right(session), session_board_graded(session), differ);
}

void reasons_source(const struct deck_source *source, char *text, int size)
{
    snprintf(text, (size_t)size, tr("Source: %s"), source->title);
}

const char *reasons_question(const struct session_answer *answer)
{
    if (answer->verdict == VERDICT_OPEN)
        return tr("Left open");
    if (verdict_is_mistake(answer->verdict))
        return answer->unsure ? tr("Wrong, and you were not sure") : tr("Wrong");
    return answer->unsure ? tr("Right, and you were not sure") : tr("Right");
}
