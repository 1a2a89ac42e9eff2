/* Home on a terminal: what is due, and what can be done. */
#include "base/tr.h"
#include "screens/home_parts.h"
#include "text_shared.h"

#include <stdio.h>
#include <string.h>

static const struct home_facts *learn(struct text *t)
{
    struct err err;
    if (!app_home_learn(&t->home, t->now, &err))
        saving_failed(&t->saving, &err);
    t->home.facts.rounds = t->round.n_decks > 0;
    t->home.facts.exams = app_exam_has_banks(&t->exam);
    t->home.facts.not_saved = t->saving.not_saved[0] ? t->saving.not_saved : NULL;
    return &t->home.facts;
}

/* Each line of a text that has several. */
static void say_lines(struct text *t, const char *text)
{
    while (*text) {
        size_t length = strcspn(text, "\n");
        text_say(t, "%.*s", (int)length, text);
        text += length + (text[length] == '\n');
    }
}

static void say_deck(struct text *t, const struct home_facts *facts, int i)
{
    char about[300], words[120], count[20] = "";
    const struct home_deck *deck = &facts->decks[i];
    int n = home_waits(deck, facts->today, !facts->to_answer, words, sizeof words);
    if (n)
        snprintf(count, sizeof count, "%d ", n);
    text_say(t, "%d %s: %s%s. %s.", i + 1, deck->title, count, words, home_about(deck, about, sizeof about));
}

static void say_home(struct text *t, const struct home_facts *facts)
{
    char head[400], below[400];
    home_headline(facts, head, below, sizeof head);
    text_say(t, "%s", "");
    text_say(t, "%s. %s", head, below);
    char open[HOME_OPEN_MAX][HOME_OPEN_WORDS];
    for (int i = 0, n = home_open_words(facts, false, open); i < n; i++)
        text_say(t, "%s", open[i]);
    if (*facts->problems) {
        text_say(t, "%s:", tr("Not opened"));
        say_lines(t, facts->problems);
    }
    for (int i = 0; i < facts->n_decks; i++) {
        if (i == 0 || i == facts->n_planned)
            text_say(t, "%s:", i < facts->n_planned ? tr("In your plan") : tr("Other decks"));
        say_deck(t, facts, i);
    }
}

static void write_prompt(const struct home_facts *facts, char *text, int size)
{
    struct text_words words = {text, size, 0};
    text_add(&words, "%s",
             facts->open_left   ? tr("Enter goes on with the drill")
             : facts->to_answer ? tr("Enter starts")
                                : tr("Enter closes"));
    if (facts->open_left && facts->to_answer)
        text_add(&words, "%s", tr(", new starts anew"));
    if (!facts->to_answer && !facts->open_left && facts->shown)
        text_add(&words, "%s", tr(", practise asks what you have read"));
    if (facts->n_decks)
        text_add(&words, "%s", tr(", drill N asks one deck"));
    if (facts->exams)
        text_add(&words, "%s", tr(", exam"));
    if (facts->rounds)
        text_add(&words, "%s", tr(", round"));
    text_add(&words, "%s", tr(", quit, ? help."));
}

/* False: there is no such deck. */
static bool drill_deck_of(struct text *t, const char *which)
{
    int n;
    const struct deck *deck = shelf_find(t->shared.shelf, which);
    if (text_number(which, 1, t->home.facts.n_decks, &n))
        deck = t->home.decks[n - 1];
    if (deck)
        text_drill_start(t, deck);
    else
        text_say(t, tr("drill takes a number 1 to %d, or the id of a deck."), t->home.facts.n_decks);
    return deck != NULL;
}

/* False: Home is left, and with it the program. *show: what is due is said again. */
static bool take(struct text *t, const struct home_facts *facts, const char *line, bool *show)
{
    const char *rest;
    int minutes = t->shared.prefs.minutes;
    bool start = !*line || text_is(line, "start", "s");
    if (text_is(line, "quit", "q") || text_is(line, "close", "stop") ||
        (!*line && !facts->open_left && !facts->to_answer))
        return false;
    if (start && facts->open_left)
        text_drill_resume(t);
    else if (start || text_is(line, "new", "n"))
        text_drill_begin(t, NULL, minutes);
    else if (text_is(line, "go on", "g") && facts->open_left)
        text_drill_resume(t);
    else if ((rest = text_after(line, "drill", "d")))
        *show = drill_deck_of(t, rest);
    else if (text_is(line, "practise", "p") && facts->shown && !facts->to_answer)
        text_drill_practise(t);
    else if (text_is(line, "exam", "e") && facts->exams)
        text_exam(t, NULL);
    else if (text_is(line, "round", "r") && facts->rounds)
        text_round(t, NULL);
    else if (!text_is(line, "again", NULL)) {
        text_unknown(t, line);
        *show = false;
    }
    return true;
}

void text_home(struct text *t)
{
    const char *line;
    char prompt[300];
    bool show = true;
    do {
        const struct home_facts *facts = learn(t);
        if (show)
            say_home(t, facts);
        show = true;
        write_prompt(facts, prompt, sizeof prompt);
        line =
            text_ask(t, prompt,
                     tr("Enter or start: the drill that is due. go on: the unfinished one. new: another one instead. "
                        "drill 2: of one deck. practise: what you have read today; it does not count. exam: a practice "
                        "exam. round: a timed round. quit: leave demarc; "
                        "everything is saved."));
    } while (line && take(t, &t->home.facts, line, &show) && text_goes_on(t));
}
