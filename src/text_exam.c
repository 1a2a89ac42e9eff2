/* A practice exam on a terminal: what can be asked for on each of its pages. */
#include "text_exam.h"

#include "base/tr.h"
#include "screens/clock.h"
#include "screens/exam_parts.h"
#include "screens/options.h"

#include <stdio.h>
#include <string.h>

static struct exam *exam_of(struct text *t)
{
    return t->exam.retry ? t->exam.retry : t->exam.sitting.exam;
}

/* Is it still sat, and this item on the table? What was taken over is no longer there to be asked. */
static bool is_on(struct text *t, const struct exam *exam, int item)
{
    return text_goes_on(t) && !t->taken && exam->end == EXAM_RUNS && exam->at == item;
}

/* -- moves -- */

static bool pick(struct text *t, enum choice_given given, int at)
{
    struct exam *exam = exam_of(t);
    const struct choice *choice = &exam->sheets[exam->at].choice;
    enum exam_move_kind kind = !choice->grid ? EXAM_PICK : given == CHOICE_YES ? EXAM_YES : EXAM_NO;
    char hint[240];
    if (choice->given[at] == given && (choice->grid || choice->n_right == 1))
        return true; /* said twice: it stays */
    bool done = text_exam_move(t, (struct exam_move){kind, at, 0});
    if (!done && !t->taken) {
        options_hint(choice, true, hint, sizeof hint);
        text_say(t, "%s", hint);
    }
    return done;
}

/* A board's moves in the words of an exam. */
static bool place(struct text *t, struct move move)
{
    static const enum exam_move_kind kinds[] = {
        [MOVE_PLACE] = EXAM_PLACE, [MOVE_BACK] = EXAM_BACK, [MOVE_UNDO] = EXAM_UNDO};
    return (move.kind == MOVE_PLACE || move.kind == MOVE_BACK || move.kind == MOVE_UNDO) &&
           text_exam_move(t, (struct exam_move){kinds[move.kind], move.at, move.zone});
}

/* -- one question -- */

enum wish { STAYS, GOES, WANTS_LIST, HANDS_IN, LEAVES };

static void say_time(struct text *t, const struct exam *exam)
{
    char clock[20];
    if (!exam->total_ms) {
        text_say(t, "%s", tr("There is no clock here."));
        return;
    }
    clock_text(exam->left_ms, clock, sizeof clock);
    text_say(t, tr("%s left."), clock);
}

static void hide(struct text *t, const struct exam *exam)
{
    if (!text_exam_move(t, (struct exam_move){.kind = EXAM_HIDE}))
        text_say(t, "%s", tr("There is no clock here."));
    else if (!t->taken)
        text_say(t, "%s",
                 exam->clock_hidden ? tr("The clock is hidden; time says how much is left.")
                                    : tr("The clock is told with each question."));
}

static void go(struct text *t, int to)
{
    if (!text_exam_move(t, (struct exam_move){EXAM_GO, to, 0}) && !t->taken)
        text_say(t, "%s", to < 0 ? tr("This is the first question.") : tr("You are there."));
}

static enum wish on(struct text *t, const struct exam *exam)
{
    if (exam->at + 1 == exam->n)
        return WANTS_LIST;
    go(t, exam->at + 1);
    return STAYS;
}

/* What can be typed at every question. */
static enum wish take_word(struct text *t, const struct exam *exam, const char *line)
{
    const char *rest;
    int n;
    if (!*line || text_is(line, "next", "n"))
        return on(t, exam);
    if (text_is(line, "previous", "p"))
        go(t, exam->at - 1);
    else if ((rest = text_after(line, "go", "g")) && text_number(rest, 1, exam->n, &n))
        go(t, n - 1);
    else if (text_is(line, "flag", "f")) {
        text_exam_move(t, (struct exam_move){.kind = EXAM_FLAG});
        if (!t->taken)
            text_say(t, "%s", exam->sheets[exam->at].flagged ? tr("flagged") : tr("no longer flagged"));
    } else if (text_is(line, "time", "t"))
        say_time(t, exam);
    else if (text_is(line, "hide", "h"))
        hide(t, exam);
    else if (text_is(line, "again", NULL))
        text_exam_item_say(t, exam);
    else if (text_is(line, "list", "l"))
        return WANTS_LIST;
    else if (text_is(line, "hand in", "hand-in"))
        return HANDS_IN;
    else if (text_is(line, "stop", "q") || text_is(line, "quit", "leave"))
        return LEAVES;
    else
        text_unknown(t, line);
    return STAYS;
}

static const char *help_of(const struct exam *exam)
{
    return exam_question(exam, exam->at)
               ? tr("Numbers choose, the same again gives back; of a grid 1y or 1n. Enter or next: the next question. "
                    "previous. go 12: to a question. flag: or takes the flag down. list: all questions, and to hand "
                    "in. "
                    "time: how much is left. hide: the clock is no longer told. again: the question again. stop: "
                    "leave, "
                    "the exam waits and its clock stands.")
               : tr("A number or the beginning of a zone's name places the layer, several in one line those that "
                    "follow; "
                    "Enter alone goes on, 0 takes back. layer 3: to a layer. back: the layer before. means, zones, "
                    "undo. "
                    "next, previous, go 12: another question. flag. list: all questions, and to hand in. time, hide: "
                    "the clock. stop: leave, the exam waits and its clock stands.");
}

static void write_prompt(const struct exam *exam, char *text, int size)
{
    struct text_words words = {text, size, 0};
    const struct choice *choice = &exam->sheets[exam->at].choice;
    bool any = false;
    for (int at = 0; at < choice->n_options; at++)
        if (choice->given[at] != CHOICE_OPEN) {
            const char *mark = !choice->grid ? "" : choice->given[at] == CHOICE_YES ? "y" : "n";
            text_add(&words, any ? ", %d%s" : tr("Chosen: %d%s"), at + 1, mark);
            any = true;
        }
    text_add(&words, "%s", any ? ". " : "");
    if (choice->grid)
        text_add(&words, tr("1y or 1n to %dy or %dn, "), choice->n_options, choice->n_options);
    else
        text_add(&words, tr("1 to %d, "), choice->n_options);
    text_add(&words, "%s",
             exam->at + 1 == exam->n ? tr("Enter goes to the list, ? help.") : tr("Enter goes on, ? help."));
}

static enum wish answer_question(struct text *t, const struct exam *exam)
{
    char prompt[240];
    bool unsure;
    int item = exam->at;
    enum wish wish = STAYS;
    while (wish == STAYS && is_on(t, exam, item)) {
        write_prompt(exam, prompt, sizeof prompt);
        const char *line = text_ask(t, prompt, help_of(exam));
        if (!line)
            return STAYS;
        if (!*line || !text_choice_take(t, line, &exam->sheets[exam->at].choice, pick, &unsure))
            wish = take_word(t, exam, line);
        else if (unsure)
            text_say(t, "%s", tr("Not sure has no place in an exam."));
    }
    return wish;
}

static enum wish answer_board(struct text *t, const struct exam *exam)
{
    struct text_board b = text_exam_board(exam);
    enum wish wish = STAYS;
    b.move = place;
    while (b.at < b.board->n_cells && b.board->cells[b.at].zone != BOARD_OPEN)
        b.at++;
    while (wish == STAYS && is_on(t, exam, b.was)) {
        const char *line = text_board_ask(t, &b, help_of(exam));
        if (!line)
            return STAYS;
        wish = take_word(t, exam, line);
    }
    return wish;
}

/* -- the list -- */

static bool hand_in(struct text *t, const struct exam *exam, bool *asked)
{
    if (!*asked && exam_open_count(exam)) {
        *asked = true;
        text_exam_list_say(t, exam, true, false);
        return false;
    }
    return text_exam_move(t, (struct exam_move){.kind = EXAM_HAND_IN});
}

/* hands_in: that was asked for already. */
static enum wish list(struct text *t, const struct exam *exam, bool hands_in)
{
    bool asked = false;
    int item = exam->at, n;
    if (hands_in)
        hand_in(t, exam, &asked);
    else
        text_exam_list_say(t, exam, false, true);
    while (is_on(t, exam, item)) {
        const char *rest,
            *line = text_ask(t, tr("hand in, a number goes to that question, Enter back to the question, ? help."),
                             tr("hand in: it is over and counted; where something is open it asks once. A number: to "
                                "that question. Enter: "
                                "back. time: how much is left. stop: leave, the exam waits and its "
                                "clock stands."));
        if (!line)
            return STAYS;
        if ((rest = text_after(line, "go", "g")))
            line = rest;
        bool was = asked;
        if (!*line || text_is(line, "back", "b"))
            return GOES;
        if (text_is(line, "hand in", "hand-in"))
            hand_in(t, exam, &asked);
        else if (text_number(line, 1, exam->n, &n)) {
            if (n - 1 != exam->at)
                go(t, n - 1);
            return GOES;
        } else if (text_is(line, "again", "list") || text_is(line, "l", NULL))
            text_exam_list_say(t, exam, false, true);
        else if (text_is(line, "time", "t"))
            say_time(t, exam);
        else if (text_is(line, "stop", "q") || text_is(line, "quit", "leave"))
            return LEAVES;
        else
            text_unknown(t, line);
        asked = asked && !was;
    }
    return GOES;
}

bool text_exam_sit(struct text *t)
{
    enum wish wish = STAYS;
    while (text_goes_on(t) && !t->taken && exam_of(t)->end == EXAM_RUNS && wish != LEAVES) {
        const struct exam *exam = exam_of(t);
        if (wish == WANTS_LIST || wish == HANDS_IN) {
            wish = list(t, exam, wish == HANDS_IN);
            continue;
        }
        text_exam_item_say(t, exam);
        wish = exam_question(exam, exam->at) ? answer_question(t, exam) : answer_board(t, exam);
    }
    return !t->taken && exam_of(t)->end != EXAM_RUNS;
}

/* -- the result -- */

static int step_from(const struct exam *exam, bool all, int item, int step)
{
    for (item += step; item >= 0 && item < exam->n; item += step)
        if (all || exam_wrong(exam, item))
            return item;
    return -1;
}

static void read_answers(struct text *t, const struct exam *exam, bool all)
{
    int item = step_from(exam, all, -1, 1), shown = -1;
    while (item >= 0 && text_goes_on(t)) {
        if (shown != item)
            text_exam_read_say(t, exam, item);
        shown = item;
        int next = step_from(exam, all, item, 1), back = step_from(exam, all, item, -1), n;
        const char *line = text_ask(t,
                                    next < 0 ? tr("Enter goes back to the result, previous, ? help.")
                                             : tr("Enter reads the next, previous, stop goes to the result, ? help."),
                                    tr("Enter: the next one, behind the last the result. previous. A number: that "
                                       "question. again. stop: the result."));
        if (!line || text_is(line, "stop", "q") || text_is(line, "quit", "result"))
            return;
        if (!*line || text_is(line, "next", "n"))
            item = next;
        else if (text_is(line, "previous", "p"))
            item = back >= 0 ? back : item;
        else if (text_number(line, 1, exam->n, &n))
            item = n - 1;
        else if (text_is(line, "again", NULL))
            shown = -1;
        else
            text_unknown(t, line);
    }
}

static void leave(struct text *t)
{
    text_retry(t, true);
    t->failed = t->failed || (!t->taken && !t->shared.in_memory && app_exam_unsaved(&t->exam));
    app_exam_put_away(&t->exam);
    t->exam.not_saved[0] = '\0';
    t->exam.start_known = false;
    t->home.known = false;
    t->taken = false;
}

/* What follows the result: reading, and the wrong ones once more. */
static void result(struct text *t)
{
    bool show = true;
    while (text_goes_on(t) || t->end == TEXT_INPUT_ENDED) {
        struct exam *exam = exam_of(t);
        int wrong = exam_wrong_count(exam);
        app_exam_learn_result(&t->exam, t->now);
        t->exam.result_facts.not_saved = t->saving.not_saved[0] ? t->saving.not_saved
                                         : t->exam.not_saved[0] ? t->exam.not_saved
                                                                : NULL;
        text_tell_saving(t);
        if (show)
            text_exam_result_say(t, exam, &t->exam.result_facts);
        show = true;
        const char *line =
            text_ask(t,
                     wrong ? tr("Enter reads what was wrong, all reads every question, try again asks the "
                                "wrong ones, close, ? help.")
                           : tr("Enter reads every question, close, ? help."),
                     tr("Enter: what was wrong with every reason, or all where nothing was. all. try again: "
                        "the wrong ones once more, without a clock; nothing of it is kept. close."));
        if (!line)
            return;
        if (!*line || text_is(line, "all", "a"))
            read_answers(t, exam, *line || !wrong);
        else if (wrong && text_is(line, "try again", "t")) {
            app_exam_retry(&t->exam);
            text_exam_title_say(t, exam_of(t));
            if (!text_exam_sit(t) && t->exam.retry)
                app_exam_close_result(&t->exam);
        } else if (text_is(line, "close", "q") || text_is(line, "quit", "stop")) {
            if (!t->exam.retry)
                return;
            app_exam_close_result(&t->exam);
        } else if (!text_is(line, "again", NULL)) {
            text_unknown(t, line);
            show = false;
        }
    }
}

/* -- the start -- */

static void play(struct text *t)
{
    text_exam_title_say(t, t->exam.sitting.exam);
    if (text_exam_sit(t)) {
        if (t->exam.sitting.exam->end == EXAM_TIME_OVER)
            text_say(t, "%s", tr("The time is over: what is there was handed in."));
        text_backup(t);
        result(t);
    } else if (!t->taken && t->end != TEXT_UNHEARD) {
        text_say(t, "%s", tr("The exam waits as you left it, and its clock stands."));
    }
    leave(t);
}

/* True: an exam was played, or the page is left. */
static bool take_start(struct text *t, const char *line)
{
    struct app_exam *e = &t->exam;
    bool open = e->start_facts.open_n > 0;
    int bank;
    if (text_is(line, "stop", "q") || text_is(line, "quit", "home"))
        return true;
    if (text_number(line, 1, e->n_banks, &bank)) {
        e->bank = bank - 1;
        e->start_known = false;
        return false;
    }
    if ((!*line && open) || (open && text_is(line, "go on", "g")))
        app_exam_resume(e, t->now);
    else if (e->n_banks && (!*line || text_is(line, "begin", "b") || text_is(line, "new", "n")))
        app_exam_begin(e, t->now);
    else {
        text_unknown(t, line);
        return false;
    }
    if (e->sitting.exam)
        app_exam_save(e);
    if (e->sitting.exam)
        play(t);
    else if (e->said[0])
        text_say(t, "%s", e->said);
    return true;
}

void text_exam(struct text *t, const struct deck *bank)
{
    struct app_exam *e = &t->exam;
    const char *line;
    int shown = -1;
    app_exam_open(e, bank, t->now);
    if (e->sitting.exam) { /* the unfinished one of the same options */
        app_exam_save(e);
        play(t);
        return;
    }
    do {
        app_exam_learn_start(e, t->now);
        if (e->said[0] && shown < 0)
            text_say(t, "%s", e->said);
        if (shown != e->bank)
            text_exam_start_say(t, &e->start_facts);
        shown = e->bank;
        if (!e->n_banks)
            return;
        line = text_ask(
            t,
            e->start_facts.open_n ? tr("Enter goes on with the unfinished one, new begins anew, quit, ? help.")
            : e->n_banks > 1      ? tr("Enter begins and starts the clock, a number changes the exam, quit, ? help.")
                                  : tr("Enter begins and starts the clock, quit, ? help."),
            tr("Enter: begin, or go on with the unfinished one. new: begin, which ends an unfinished one. A "
               "number: another exam. quit."));
    } while (line && !take_start(t, line) && text_goes_on(t));
}
