/* Rules about sources, question banks and what a deck says of other decks. */
#include "base/mem.h"
#include "base/tr.h"
#include "deck/deck_checking.h"
#include "deck/word.h"

#include <stdlib.h>
#include <string.h>

enum {
    SOURCE_DAYS = 366,    /* a year, and a day for leap years */
    BANK_LEAST = 8,       /* of fewer questions chance may make any share of the right options the longest */
    LONG_RIGHT_LEAST = 24 /* shorter options are names, and no name gives itself away */
};

/* -- sources -- */

void rule_old_source(struct deck_check *check)
{
    for (int i = 0; i < check->deck->n_sources; i++) {
        const struct deck_source *source = &check->deck->sources[i];
        int days = check->today - source->as_of_day;
        if (days > SOURCE_DAYS)
            check_tell(check, source->at,
                       tr("the source '%s' was read %d days ago; read it again, and set 'as_of' to that day"),
                       word_shown(source->id).text, days);
    }
}

void rule_future_date(struct deck_check *check)
{
    const struct deck *deck = check->deck;
    const char *said = tr("'as_of' is in the future; write the day on which you last read it");
    if (deck->as_of_day > check->today)
        check_tell(check, deck_text_at(deck->title), "%s", said);
    for (int i = 0; i < deck->n_sources; i++)
        if (deck->sources[i].as_of_day > check->today && deck->sources[i].as_of_day != deck->as_of_day)
            check_tell(check, deck->sources[i].at, "%s", said);
}

void rule_unused_source(struct deck_check *check)
{
    const struct deck *deck = check->deck;
    bool *used = xcalloc((size_t)deck->n_sources, sizeof *used);
    for (int i = 0; i < deck->n_layers; i++)
        used[deck->layers[i].source] = true;
    for (int i = 0; i < deck->n_cards; i++)
        used[deck->cards[i].source] = true;
    for (int i = 0; i < deck->n_questions; i++)
        used[deck->questions[i].source] = true;
    for (int i = 0; i < deck->n_sources; i++)
        if (!used[i])
            check_tell(check, deck->sources[i].at,
                       tr("nothing has the source '%s'; take it out, or name it where it belongs"),
                       word_shown(deck->sources[i].id).text);
    free(used);
}

/* -- what gives itself away -- */

static int longest(const struct deck_question *question, bool right)
{
    int most = 0;
    for (int i = 0; i < question->n_options; i++) {
        int length = check_length(question->options[i].text);
        if (question->options[i].right == right && length > most)
            most = length;
    }
    return most;
}

void rule_long_right(struct deck_check *check)
{
    const struct deck *deck = check->deck;
    int choices = 0, longer = 0;
    for (int i = 0; i < deck->n_questions; i++) {
        const struct deck_question *question = &deck->questions[i];
        if (question->grid)
            continue;
        int right = longest(question, true), wrong = longest(question, false);
        choices++;
        longer += right > wrong;
        if (right >= LONG_RIGHT_LEAST && right * 2 > wrong * 3 && question->at.line)
            check_tell(
                check, question->at,
                tr("the right option of '%s' gives itself away: %d characters, the longest wrong one %d; make it "
                   "shorter or that one longer"),
                word_shown(question->id).text, right, wrong);
    }
    if (choices >= BANK_LEAST && longer * 2 > choices)
        check_tell(check, deck_text_at(deck->title),
                   tr("in %d of %d questions the longest option is right, so length tells; make wrong options as long"),
                   longer, choices);
}

/* -- exams -- */

static int exam_questions(const struct deck *deck, const char *objective)
{
    int n = 0;
    for (int i = 0; i < deck->n_questions; i++) {
        const struct deck_question *question = &deck->questions[i];
        n += question->for_exam && (!objective || (question->objective && strcmp(question->objective, objective) == 0));
    }
    return n;
}

void rule_exam_share(struct deck_check *check)
{
    const struct deck *deck = check->deck;
    int n = exam_questions(deck, NULL);
    if ((n || deck->blueprint.questions) && n * 2 < deck->n_questions)
        check_tell(check, deck_text_at(deck->title),
                   trn("%d of %d questions is kept for exams; let at least half of them have 'use: exam'",
                       "%d of %d questions are kept for exams; let at least half of them have 'use: exam'", n),
                   n, deck->n_questions);
}

void rule_bank_small(struct deck_check *check)
{
    const struct deck *deck = check->deck;
    const struct deck_blueprint *exam = &deck->blueprint;
    if (exam->questions * 3 > deck->n_questions)
        check_tell(check, exam->at,
                   tr("an exam of %d questions needs a bank of %d, and there are %d; write more, or ask fewer"),
                   exam->questions, exam->questions * 3, deck->n_questions);
    for (int i = 0; i < exam->n_parts; i++) {
        const struct deck_part *part = &exam->parts[i];
        int needs = (exam->questions * part->weight + 99) / 100 - (part->board != NULL);
        int has = exam_questions(deck, part->objective);
        if (has < needs * 2)
            check_tell(check, part->at,
                       tr("the part '%s' has %d questions for exams and needs %d, twice what one exam asks of it"),
                       word_shown(part->objective).text, has, needs * 2);
    }
}

/* The reader asks this of decks with a blueprint; elsewhere nobody uses it. */
void rule_objective(struct deck_check *check)
{
    const struct deck *deck = check->deck;
    for (int i = 0; i < deck->n_questions && !deck->blueprint.questions; i++)
        if (deck->questions[i].objective)
            check_tell(check, deck->questions[i].at,
                       tr("the objective of '%s' is of no use without an exam_blueprint; add that, or take this out"),
                       word_shown(deck->questions[i].id).text);
}

/* -- other decks -- */

static bool share_exam(const struct deck *a, const struct deck *b)
{
    for (int i = 0; i < a->n_exams; i++)
        for (int k = 0; k < b->n_exams; k++)
            if (strcmp(a->exams[i], b->exams[k]) == 0)
                return true;
    return false;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The layers of all decks that share an exam with this one, sorted; the caller frees. */
static const char **layers_of_exam(const struct deck_check *check, int *n)
{
    const char **ids = NULL;
    int capacity = 0;
    *n = 0;
    for (int i = 0; i < check->n_others; i++) {
        const struct deck *other = check->others[i];
        for (int layer = 0; layer < other->n_layers && share_exam(check->deck, other); layer++) {
            ids = xgrow(ids, *n, &capacity, sizeof *ids);
            ids[(*n)++] = other->layers[layer].id;
        }
    }
    if (*n)
        qsort(ids, (size_t)*n, sizeof *ids, by_text);
    return ids;
}

static void check_about(struct deck_check *check, struct deck_mark at, const char *const *about, int n_about,
                        struct words layers)
{
    for (int i = 0; i < n_about; i++) {
        if (bsearch(&about[i], layers.first, (size_t)layers.n, layers.size, by_text))
            continue;
        const char *near = check->n < DECK_FINDINGS_MAX ? word_near(layers, about[i]) : NULL;
        if (near)
            check_tell(check, at, tr("no deck of this exam has the layer '%s'; did you mean '%s'?"),
                       word_shown(about[i]).text, word_shown(near).text);
        else
            check_tell(check, at, tr("no deck of this exam has the layer '%s'; take it out of 'about'"),
                       word_shown(about[i]).text);
    }
}

static bool has_about(const struct deck *deck)
{
    for (int i = 0; i < deck->n_cards; i++)
        if (deck->cards[i].n_about)
            return true;
    for (int i = 0; i < deck->n_questions; i++)
        if (deck->questions[i].n_about)
            return true;
    return false;
}

/* Where the deck has layers of its own, the reader has looked. */
void rule_about(struct deck_check *check)
{
    const struct deck *deck = check->deck;
    if (deck->n_layers)
        return;
    int n;
    const char **ids = layers_of_exam(check, &n);
    struct words layers = {ids, sizeof *ids, n};
    if (!n && has_about(deck))
        check_tell(
            check, deck_text_at(deck->title),
            tr("no deck with layers shares an exam with this one, so 'about' means nothing here; check it together "
               "with these, or look at 'exam'"));
    for (int i = 0; n && i < deck->n_cards; i++)
        check_about(check, deck->cards[i].at, deck->cards[i].about, deck->cards[i].n_about, layers);
    for (int i = 0; n && i < deck->n_questions; i++)
        check_about(check, deck->questions[i].at, deck->questions[i].about, deck->questions[i].n_about, layers);
    free(ids);
}

static const struct deck *find_deck(const struct deck_check *check, const char *id)
{
    for (int i = 0; i < check->n_others; i++)
        if (strcmp(check->others[i]->id, id) == 0)
            return check->others[i];
    return NULL;
}

static const char *near_deck(const struct deck_check *check, const char *id)
{
    const char *ids[256];
    int n = 0;
    for (; n < check->n_others && n < 256; n++)
        ids[n] = check->others[n]->id;
    return word_near((struct words){ids, sizeof *ids, n}, id);
}

static void tell_no_deck(struct deck_check *check, struct deck_mark at, const char *id)
{
    const char *near = near_deck(check, id);
    if (near)
        check_tell(check, at, tr("there is no deck '%s'; did you mean '%s'?"), word_shown(id).text,
                   word_shown(near).text);
    else
        check_tell(check, at, tr("there is no deck '%s'; check it together with this one, or take it out"),
                   word_shown(id).text);
}

void rule_board(struct deck_check *check)
{
    const struct deck_blueprint *exam = &check->deck->blueprint;
    for (int i = 0; i < exam->n_parts; i++) {
        const struct deck_part *part = &exam->parts[i];
        const struct deck *board = part->board ? find_deck(check, part->board) : NULL;
        if (part->board && !board)
            tell_no_deck(check, part->at, part->board);
        else if (board && !board->n_layers)
            check_tell(check, part->at, tr("the deck '%s' has no layers, so no board can be made of it; name another"),
                       word_shown(part->board).text);
    }
}

void rule_conflicts(struct deck_check *check)
{
    for (int i = 0; i < check->deck->n_conflicts; i++)
        if (!find_deck(check, check->deck->conflicts[i]))
            tell_no_deck(check, deck_text_at(check->deck->title), check->deck->conflicts[i]);
}
