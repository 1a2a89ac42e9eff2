/* The pages of a practice exam, read line by line. */
#include "base/tr.h"
#include "screens/clock.h"
#include "screens/exam_parts.h"
#include "screens/options.h"
#include "screens/reasons.h"
#include "text_exam.h"

#include <stdio.h>
#include <string.h>

/* -- before it -- */

static void say_past(struct text *t, const struct exam_past *past, int n, int today)
{
    char line[600], when[60], score[60];
    struct text_words words = {line, sizeof line, 0};
    for (int i = 0; i < n; i++) {
        exam_past_words(&past[i], today, when, score, sizeof when);
        text_add(&words, "%s%s %s", i ? "; " : "", when, score);
    }
    if (n)
        text_say(t, "%s: %s.", tr("Questions never seen before"), line);
}

static void say_parts(struct text *t, const struct exam_start_facts *facts)
{
    const struct deck_blueprint *blueprint = &facts->banks[facts->bank]->blueprint;
    char word[60];
    text_say(t, "%s:", tr("What it asks"));
    for (int p = 0; p < blueprint->n_parts; p++) {
        snprintf(word, sizeof word, trn("%d question", "%d questions", facts->counts[p]), facts->counts[p]);
        text_say(t, "%s: %s", blueprint->parts[p].name, word);
    }
    if (blueprint->n_areas)
        text_say(t, "%s", tr("Not asked here, but in the real exam:"));
    for (int a = 0; a < blueprint->n_areas; a++)
        text_say(t, "%s: %s", blueprint->areas[a].name, blueprint->areas[a].share);
}

void text_exam_start_say(struct text *t, const struct exam_start_facts *facts)
{
    char words[240];
    text_say(t, "%s", "");
    if (!facts->n_banks) {
        text_say(t, "%s", tr("No deck here has an exam."));
        return;
    }
    exam_start_head(facts, words, sizeof words);
    text_say(t, "%s. %s.", tr("Practice exam"), words);
    exam_start_about(facts, words, sizeof words);
    text_say(t, "%s", words);
    if (facts->n_banks > 1)
        text_say(t, "%s", tr("There are others:"));
    for (int b = 0; b < facts->n_banks && facts->n_banks > 1; b++)
        text_say(t, "%d %s", b + 1, facts->banks[b]->title);
    if (facts->open_n) {
        exam_start_open(facts, words, sizeof words);
        text_say(t, "%s", words);
    }
    say_parts(t, facts);
    const char *note = exam_start_fresh(facts, words, sizeof words);
    text_say(t, "%s: %s %s", tr("New to you"), words, note);
    say_past(t, facts->past, facts->n_past, facts->today);
    text_say(t, "%s:", tr("Points"));
    for (int i = 0; exam_start_rule(facts, i); i++)
        text_say(t, "%s", exam_start_rule(facts, i));
}

/* -- while it is sat -- */

static bool never(struct text *t, struct move move)
{
    (void)t, (void)move;
    return false;
}

struct text_board text_exam_board(const struct exam *exam)
{
    return (struct text_board){.deck = exam_deck(exam, exam->at),
                               .board = exam->sheets[exam->at].board,
                               .exam = true,
                               .model = exam->items[exam->at].model,
                               .move = never,
                               .on = &exam->at,
                               .was = exam->at};
}

void text_exam_title_say(struct text *t, const struct exam *exam)
{
    text_say(t, "%s", "");
    text_say(t, "%s. %s.", exam->total_ms ? tr("Practice exam") : tr("The wrong ones again"), exam->bank->title);
}

void text_exam_item_say(struct text *t, const struct exam *exam)
{
    const struct deck_question *question = exam_question(exam, exam->at);
    const struct exam_sheet *sheet = &exam->sheets[exam->at];
    char hint[240], head[160], clock[20];
    snprintf(head, sizeof head, tr("Question %d of %d%s"), exam->at + 1, exam->n,
             question ? "" : tr(" \xc2\xb7 a point for each layer"));
    text_say(t, "%s", "");
    clock_text(exam->left_ms, clock, sizeof clock);
    text_say(t, exam->total_ms && !exam->clock_hidden ? tr("%s%s. %s left.") : "%s%s.", head,
             sheet->flagged ? tr(", flagged") : "", clock);
    if (!question) {
        struct text_board board = text_exam_board(exam);
        text_board_say(t, &board);
        return;
    }
    options_hint(&sheet->choice, false, hint, sizeof hint);
    text_say(t, "%s", question->ask);
    text_say(t, "%s", hint);
    text_choice_say(t, question, &sheet->choice);
}

void text_exam_list_say(struct text *t, const struct exam *exam, bool asked, bool all)
{
    char head[160], below[160];
    exam_list_words(exam, asked, head, below, sizeof head);
    text_say(t, "%s. %s", head, below);
    for (int item = 0; item < exam->n && all; item++) {
        exam_square_words(exam, item, head, sizeof head);
        text_say(t, "%s", head);
    }
}

/* -- the result -- */

static void say_scores(struct text *t, const struct exam *exam)
{
    const struct deck_blueprint *blueprint = &exam->bank->blueprint;
    char word[60];
    for (int p = 0; p < blueprint->n_parts; p++) {
        exam_result_part(exam, p, word, sizeof word);
        if (exam_score_part(exam, p).most)
            text_say(t, "%s: %s", blueprint->parts[p].name, word);
    }
    if (!blueprint->n_areas || !exam->total_ms)
        return;
    for (int a = 0; a < blueprint->n_areas; a++)
        text_say(t, "%s: %s", blueprint->areas[a].name, blueprint->areas[a].share);
    text_say(t, "%s",
             trn("That is not measured here; its share of the real exam stands behind it.",
                 "Those are not measured here; their share of the real exam stands behind them.", blueprint->n_areas));
}

/* Three of them, as on the page; all can be read. */
static void say_wrong(struct text *t, const struct exam *exam)
{
    enum { SHOWN = 3 };
    char words[700];
    int n = exam_wrong_count(exam), shown = 0;
    if (!n)
        return;
    exam_result_wrong_count(exam, words, sizeof words);
    text_say(t, "%s:", words);
    for (int item = 0; item < exam->n && shown < SHOWN; item++)
        if (exam_wrong(exam, item)) {
            exam_result_wrong(exam, item, words, sizeof words);
            text_say(t, tr("Question %d: %s"), item + 1, words);
            shown++;
        }
    if (n > shown)
        text_say(t, tr("and %d more"), n - shown);
}

void text_exam_result_say(struct text *t, const struct exam *exam, const struct exam_result_facts *facts)
{
    struct exam_score all = exam_score(exam);
    char words[300], number[300];
    bool timed = exam->total_ms > 0;
    exam_result_about(exam, facts, words, number, sizeof words);
    if (timed) {
        text_say(t, "%s", "");
        text_say(t, "%s. %s. %s", tr("Practice exam"), words, number);
    } else
        text_exam_title_say(t, exam);
    text_say(t, tr("%d of %d right"), all.right, all.most);
    if (timed) {
        exam_result_fresh(exam, words, sizeof words);
        text_say(t, "%s", words);
    }
    for (int i = 0; i < EXAM_RESULT_NOTES; i++)
        if (exam_result_note(exam, i, words, sizeof words))
            text_say(t, "%s", words);
    say_scores(t, exam);
    if (timed)
        text_say(t, "%s", tr("No scaled score: 700 of 1,000 in the real exam is not 70 % right."));
    say_wrong(t, exam);
    if (!timed)
        return;
    say_past(t, facts->past, facts->n_past, facts->today);
    exam_result_left(facts, words, sizeof words);
    text_say(t, "%s", words);
    if (!facts->not_saved)
        text_say(t, "%s", tr("Saved."));
}

/* -- the walk through it -- */

static void say_layer(struct text *t, const struct deck *deck, const struct board_cell *cell)
{
    char words[260];
    const struct deck_cell *answer = &deck->layers[cell->layer].cells[cell->model];
    bool wrong = verdict_is_mistake(verdict_of(answer, cell->zone));
    exam_read_layer(deck, cell, words, sizeof words);
    text_say(t, "%s: %s.", deck->layers[cell->layer].name, words);
    if (wrong && cell->zone != BOARD_OPEN && answer->wrong[cell->zone])
        text_say(t, "%s", answer->wrong[cell->zone]);
    if (answer->why)
        text_say(t, "%s", answer->why);
}

void text_exam_read_say(struct text *t, const struct exam *exam, int item)
{
    const struct deck_question *question = exam_question(exam, item);
    const struct exam_sheet *sheet = &exam->sheets[item];
    const struct deck_source *source = exam_read_source(exam, item);
    char words[300];
    exam_read_head(exam, item, words, sizeof words);
    text_say(t, "%s", "");
    text_say(t, "%s", words);
    if (question) {
        text_say(t, "%s", question->ask);
        text_choice_explain(t, question, &sheet->choice);
    } else {
        exam_read_board(exam, item, words, sizeof words);
        text_say(t, "%s", words);
        for (int at = 0; at < sheet->board->n_cells; at++)
            say_layer(t, exam_deck(exam, item), &sheet->board->cells[at]);
    }
    if (source)
        text_source_say(t, source);
}
