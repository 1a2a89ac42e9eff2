/* What the end of a drill says. */
#include "screens/end_words.h"

#include "base/tr.h"
#include "play/choice.h"
#include "screens/term.h"
#include "screens/when.h"
#include "screens/zone.h"
#include "srs/day.h"

#include <stdio.h>
#include <string.h>

bool end_is_mistake(const struct session_try *t)
{
    return !t->slipped && verdict_is_mistake(t->verdict);
}

int end_mistakes(const struct session *session)
{
    int n = 0;
    for (int i = 0; i < session->n_tries; i++)
        n += end_is_mistake(&session->tries[i]);
    return n;
}

/* -- one answer -- */

/* Where the sentence that begins at text ends. */
static const char *sentence_end(const char *text)
{
    const char *end = strpbrk(text, ".?!");
    while (end && end[1] && end[1] != ' ')
        end = strpbrk(end + 1, ".?!");
    return end ? end + 1 : text + strlen(text);
}

/* The first sentence of a text, with the second where the first says little. */
static void first_sentence(const char *text, char *out, int size)
{
    enum { LITTLE = 32 };
    text = text ? text : "";
    const char *end = sentence_end(text);
    if (end - text < LITTLE || (end > text && end[-1] == '?'))
        end = sentence_end(end);
    snprintf(out, (size_t)size, "%.*s", (int)(end - text), text);
}

static void card_said(const struct deck_card *card, const struct session_try *t, char *said, char *because, int size)
{
    static const char *const words[] = {"", TR_MARK("You said not yet."), TR_MARK("You hardly knew it."),
                                        TR_MARK("You knew it."), TR_MARK("You knew it easily.")};
    snprintf(said, (size_t)size, "%s", tr(words[t->given]));
    first_sentence(card->back, because, size);
}

/* The texts of the options that are right, or that were chosen. */
static void join_options(const struct choice *choice, const struct deck_question *question, bool chosen, char *text,
                         int size)
{
    size_t used = 0;
    text[0] = '\0';
    for (int at = 0; at < choice->n_options; at++) {
        const struct deck_option *option = &question->options[choice->order[at]];
        if (chosen ? choice->given[at] != CHOICE_YES : !option->right)
            continue;
        used += (size_t)snprintf(text + used, (size_t)size - used, used ? "; %s" : "%s", option->text);
        if (used >= (size_t)size)
            return;
    }
}

/* Of a grid the first statement that was not answered rightly, and why. */
static void grid_said(const struct choice *choice, const struct deck_question *question, char *said, char *because,
                      int size)
{
    int right = 0, wrong = -1;
    for (int at = 0; at < choice->n_options; at++)
        if (choice_fits(choice, question, at))
            right++;
        else if (wrong < 0)
            wrong = choice->order[at];
    snprintf(said, (size_t)size, tr("%d of %d statements right."), right, choice->n_options);
    snprintf(because, (size_t)size,
             wrong < 0                        ? "%s"
             : question->options[wrong].right ? tr("Yes: %s")
                                              : tr("No: %s"),
             wrong < 0 ? "" : question->options[wrong].text);
}

static void question_said(const struct deck_question *question, const struct session_try *t, char *said, char *because,
                          int size)
{
    struct choice choice;
    char text[400];
    choice_init(&choice, question, 0);
    choice_take_code(&choice, t->given);
    if (choice.grid && t->verdict != VERDICT_OPEN) {
        grid_said(&choice, question, said, because, size);
        return;
    }
    join_options(&choice, question, true, text, sizeof text);
    if (t->verdict == VERDICT_OPEN)
        snprintf(said, (size_t)size, "%s", tr("You left it open."));
    else
        snprintf(said, (size_t)size, tr("You chose: %s"), text);
    join_options(&choice, question, false, text, sizeof text);
    snprintf(because, (size_t)size, t->verdict == VERDICT_RIGHT ? "%s" : tr("Right: %s"),
             t->verdict == VERDICT_RIGHT ? "" : text);
}

void end_said(const struct session *session, const struct session_try *t, char *said, char *because, int size)
{
    const struct deck *deck = session->decks[t->deck];
    char zone[80];
    int index = deck_item_index(deck, t->item);
    if (deck_item_kind(deck, t->item) == ITEM_CARD) {
        card_said(&deck->cards[index], t, said, because, size);
        return;
    }
    if (deck_item_kind(deck, t->item) == ITEM_QUESTION) {
        question_said(&deck->questions[index], t, said, because, size);
        return;
    }
    if (t->given == BOARD_OPEN)
        snprintf(said, (size_t)size, "%s", tr("You left it open."));
    else
        snprintf(said, (size_t)size, tr("You said %s."), zone_in_sentence(deck, t->given, zone, sizeof zone));
    const struct deck_cell *cell = deck_item_cell(deck, t->item);
    char term[400], decides[400];
    bool other = term_sentence(deck, deck_item_layer(deck, t->item), deck_item_model(deck, t->item), cell->answer, term,
                               sizeof term);
    first_sentence(cell->why, decides, sizeof decides);
    snprintf(because, (size_t)size, other ? "%s. %s" : "%s%s", other ? term : "", decides);
}

/* "right later", "wrong again"; what was right at once says so in the list of all. */
const char *end_outcome(const struct session_try *t, bool *right)
{
    *right = t->slipped || !end_is_mistake(t) || t->again == AGAIN_RIGHT;
    if (t->slipped)
        return tr("slipped");
    if (t->verdict == VERDICT_DIFFERS)
        return tr("sources differ");
    if (!end_is_mistake(t))
        return tr("right");
    return t->again == AGAIN_RIGHT ? tr("right later") : t->again == AGAIN_WRONG ? tr("wrong again") : tr("wrong");
}

const char *end_item_name(const struct deck *deck, int item)
{
    int index = deck_item_index(deck, item);
    return deck_item_kind(deck, item) == ITEM_CARD ? deck->cards[index].front : deck->questions[index].ask;
}

/* -- what is mixed up -- */

static bool is_placement(const struct session *session, const struct session_try *t)
{
    return deck_item_kind(session->decks[t->deck], t->item) == ITEM_PLACEMENT;
}

/* Two layers whose zones were given the wrong way round under one model; else false. */
static bool find_mix_up(const struct session *session, const struct session_try **a, const struct session_try **b)
{
    for (int i = 0; i < session->n_tries; i++)
        for (int k = 0; k < i; k++) {
            const struct session_try *x = &session->tries[i], *y = &session->tries[k];
            if (x->verdict != VERDICT_WRONG || y->verdict != VERDICT_WRONG || x->slipped || y->slipped ||
                x->deck != y->deck || !is_placement(session, x) || !is_placement(session, y))
                continue;
            const struct deck *deck = session->decks[x->deck];
            if (deck_item_model(deck, x->item) == deck_item_model(deck, y->item) &&
                x->given == deck_item_cell(deck, y->item)->answer &&
                y->given == deck_item_cell(deck, x->item)->answer) {
                *a = y;
                *b = x;
                return true;
            }
        }
    return false;
}

bool end_mix_up(const struct session *session, char *text, int size)
{
    const struct session_try *a, *b;
    if (!find_mix_up(session, &a, &b))
        return false;
    const struct deck *deck = session->decks[a->deck];
    snprintf(text, (size_t)size, tr("You mix up %s and %s in %s."),
             deck_layer_short(deck, deck_item_layer(deck, a->item)),
             deck_layer_short(deck, deck_item_layer(deck, b->item)), deck->models[deck_item_model(deck, a->item)].name);
    return true;
}

/* -- all of it -- */

void end_headline(const struct session *session, const struct end_facts *facts, bool all, char *head, char *below,
                  int size)
{
    int wrong = end_mistakes(session), slipped = 0;
    for (int i = 0; i < session->n_tries; i++)
        slipped += session->tries[i].slipped;
    char fresh[200] = "";
    if (facts->fresh)
        snprintf(fresh, sizeof fresh, trn("%d was new. ", "%d were new. ", facts->fresh), facts->fresh);
    if (facts->stopped && facts->repeats)
        snprintf(head, (size_t)size, "%s", tr("Stopped early: only repeats are left"));
    else if (facts->stopped)
        snprintf(head, (size_t)size, tr("Stopped early: %d of %d answered"), session->answered, session->asked);
    else
        snprintf(head, (size_t)size, tr("%d of %d right at the first try"), session->right, session->answered);
    if (slipped)
        snprintf(fresh + strlen(fresh), sizeof fresh - strlen(fresh),
                 trn("%d was taken back and comes tomorrow. ", "%d were taken back and come tomorrow. ", slipped),
                 slipped);
    if (all)
        snprintf(below, (size_t)size, "%s%s", fresh, tr("All answers:"));
    else if (wrong)
        snprintf(below, (size_t)size, "%s%s", fresh, trn("This one was not right:", "These were not right:", wrong));
    else
        snprintf(below, (size_t)size, "%s%s", fresh,
                 session->answered ? tr("Nothing was wrong.") : tr("It waits as you left it."));
}

/* -- what comes next -- */

static void when(int day, int today, char *text, int size)
{
    if (day == today + 1)
        snprintf(text, (size_t)size, "%s", tr("Tomorrow"));
    else if (day < today + 7)
        snprintf(text, (size_t)size, "%s", when_weekday(day));
    else
        snprintf(text, (size_t)size, tr("In %d days"), day - today);
}

void end_next(const struct end_facts *facts, char *head, char *below, int size)
{
    char day[60], much[60] = "", then[60] = "";
    const char *moves = tr("If you miss a day the plan moves; nothing piles up.");
    below[0] = '\0';
    if (facts->stopped) {
        snprintf(head, (size_t)size, "%s", tr("Whenever you like"));
        snprintf(below, (size_t)size, "%s",
                 facts->repeats ? tr("Today what was wrong can come once more; else it comes tomorrow.")
                                : tr("Today or later: what you did not answer stays due."));
        return;
    }
    if (!facts->next_day) {
        snprintf(head, (size_t)size, "%s", tr("Nothing is planned"));
        return;
    }
    when(facts->next_day, facts->today, day, sizeof day);
    if (facts->next_minutes)
        snprintf(head, (size_t)size, trn("%s, about %d minute", "%s, about %d minutes", facts->next_minutes), day,
                 facts->next_minutes);
    else
        snprintf(head, (size_t)size, "%s", day);
    if (facts->then_day > facts->next_day + 1 && facts->then_day - facts->today < 7)
        snprintf(then, sizeof then, tr("Then nothing until %s."), when_weekday(facts->then_day));
    else if (facts->then_day > facts->next_day + 1)
        snprintf(then, sizeof then, tr("Then nothing for %d days."), facts->then_day - facts->next_day);
    if (facts->next_answers)
        snprintf(much, sizeof much, tr("%d to answer."), facts->next_answers);
    snprintf(below, (size_t)size, "%s%s%s%s%s", much, much[0] ? " " : "", then, then[0] ? " " : "", moves);
}

void end_ten(const struct end_facts *facts, struct end_ten *ten)
{
    snprintf(ten->head, sizeof ten->head, "%s", tr("Asked 10 of this drill's decks tomorrow"));
    snprintf(ten->right, sizeof ten->right, tr("%d right"), facts->expected_of_ten);
    snprintf(ten->likely, sizeof ten->likely, tr("%d to %d is likely"), facts->least, facts->most);
    snprintf(ten->from, sizeof ten->from,
             facts->first_answers < 200
                 ? trn("An estimate, from %d answer. Lucky guesses are in it.",
                       "An estimate, from %d answers. Lucky guesses are in it.", facts->first_answers)
                 : tr("From %d answers. Lucky guesses are in it."),
             facts->first_answers);
    ten->never[0] = '\0';
    if (facts->never_met)
        snprintf(ten->never, sizeof ten->never,
                 trn("%d of %d was never asked.", "%d of %d were never asked.", facts->never_met), facts->never_met,
                 facts->items);
}

const char *end_exam_says(void)
{
    return tr("Shared responsibility is one topic of the exam. The rest is not measured here.");
}

void end_about(const struct end_facts *facts, char *text, int size)
{
    int year, number, mday;
    char took[40];
    day_to_date(facts->today, &year, &number, &mday);
    snprintf(took, sizeof took, trn("%d minute", "%d minutes", facts->minutes), facts->minutes);
    snprintf(text, (size_t)size, tr("%s %d %s \xc2\xb7 %s"), when_weekday(facts->today), mday, when_month(number),
             took);
}

const char *end_hint(const struct end_facts *facts)
{
    return facts->stopped ? tr("What you answered is kept. Home offers to go on.")
                          : tr("Enough for today. What you learnt is planned for the days ahead.");
}
