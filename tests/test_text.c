/* Whole drills, exams and rounds through the terminal's story: what was typed is what the store has; what a hostile
   input, a locked file, a clock that runs out and an end in the middle do. */
#include "base/mem.h"
#include "base/rng.h"
#include "screens/board.h"
#include "srs/day.h"
#include "teller.h"
#include "text_drill.h"
#include "text_exam.h"
#include "text_round.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { SCRIPT_MAX = 4000 };

/* -- what is typed -- */

struct script {
    char text[SCRIPT_MAX];
    struct text_words words;
};

static void open_script(struct script *s)
{
    s->text[0] = '\0';
    s->words = (struct text_words){s->text, sizeof s->text, 0};
}

/* What is on disk, in a connection of the test's own. */
static int count(struct teller *teller, const char *sql)
{
    char path[80];
    sqlite3 *db;
    sqlite3_stmt *query;
    snprintf(path, sizeof path, "%s/learner.db", teller->folder);
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &query, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(query), SQLITE_ROW);
    int n = sqlite3_column_int(query, 0);
    sqlite3_finalize(query);
    sqlite3_close(db);
    return n;
}

static const struct deck *deck_of(struct teller *teller, const char *id)
{
    const struct deck *deck = shelf_find(&teller->shelf, id);
    assert_non_null(deck);
    return deck;
}

static void begin(struct teller *teller, const struct deck *only, uint64_t seed, int minutes)
{
    struct err err;
    struct text *t = &teller->t;
    if (!drill_begin(&t->drill, t->shared.store, &teller->shelf, only, seed, minutes, t->now, &err))
        fail_msg("no drill: %s", err.text);
}

/* -- a robot that knows the decks -- */

struct tally {
    int placed, right, cards, known, questions, unsure;
};

/* Rows of a line in one line each, a board in one: wrong for each third, not sure for each fourth, each seventh left
 * open. */
static void type_board(struct script *s, const struct session *session, struct tally *tally)
{
    const struct board *board = &session->board;
    const struct deck *deck = session_deck(session);
    bool line = session_task(session)->kind == TASK_LINE;
    for (int at = 0; at < board->n_cells; at++) {
        const struct board_cell *cell = &board->cells[at];
        int answer = deck->layers[cell->layer].cells[cell->model].answer;
        bool wrong = at % 3 == 2, open = at % 7 == 6, last = at + 1 == board->n_cells;
        int zone = (answer + wrong) % deck->n_zones;
        bool ends = last || (line && board->cells[at + 1].layer != cell->layer);
        text_add(&s->words, open ? "0" : "%d", zone + 1);
        text_add(&s->words, "%s%s", !open && at % 4 == 3 ? "?" : "", ends ? "\n" : " ");
        tally->placed++;
        tally->right += !open && !verdict_is_mistake(verdict_of(&deck->layers[cell->layer].cells[cell->model], zone)) &&
                        zone == answer;
        tally->unsure += !open && at % 4 == 3;
    }
    text_add(&s->words, "\n");
}

static void type_question(struct script *s, const struct session *session, struct tally *tally)
{
    const struct choice *choice = &session->answering.choice;
    const struct deck_question *question = session_question(session);
    bool wrong = tally->questions++ % 3 == 1;
    int left = choice->n_right;
    for (int at = 0; at < choice->n_options; at++) {
        bool right = question->options[choice->order[at]].right;
        if (choice->grid)
            text_add(&s->words, "%d%s ", at + 1, right != wrong ? "y" : "n");
        else if (left > 0 && right != wrong)
            text_add(&s->words, "%d ", at + 1), left--;
    }
    text_add(&s->words, "\n\n");
    tally->right += !wrong;
}

static void type_card(struct script *s, struct tally *tally)
{
    bool known = tally->cards++ % 4 != 1;
    text_add(&s->words, "\n%s\n\n", known ? "2" : "1");
    tally->known += known;
}

/* One task, or the page after it. */
static void play_on(struct teller *teller, struct tally *tally)
{
    struct session *session = teller->t.drill.session;
    struct script script;
    open_script(&script);
    if (session->phase == PHASE_CHECKED)
        text_add(&script.words, "next\n");
    else if (session_task(session)->kind == TASK_CARD)
        type_card(&script, tally);
    else if (session_task(session)->kind == TASK_QUESTION)
        type_question(&script, session, tally);
    else
        type_board(&script, session, tally);
    teller_type(teller, script.text);
    text_drill_task(&teller->t);
    assert_int_not_equal(teller->t.end, TEXT_UNHEARD);
}

static void the_store_has(struct teller *teller, const struct tally *tally)
{
    assert_int_equal(count(teller, "SELECT count(*) FROM answer"), tally->placed + tally->cards + tally->questions);
    assert_int_equal(count(teller, "SELECT count(*) FROM answer WHERE correct = 1 AND ways > 0"), tally->right);
    assert_int_equal(count(teller, "SELECT count(*) FROM answer WHERE ways = 0 AND rating = 3"), tally->known);
    assert_int_equal(count(teller, "SELECT count(*) FROM answer WHERE unsure = 1"), tally->unsure);
}

/* -- drills -- */

/* Lines, boards, cards and questions, with what was wrong asked again. */
static void a_drill_is_played_to_its_end(void **state)
{
    struct teller *teller = *state;
    static const char *const decks[] = {"azure", "aws", "terms", "az-900", "aws-controls"};
    struct tally tally = {0};
    int kinds[TASK_KINDS] = {0}, again = 0;
    for (size_t d = 0; d < sizeof decks / sizeof *decks; d++) {
        begin(teller, deck_of(teller, decks[d]), d, 4);
        struct session *session = teller->t.drill.session;
        while (session->phase != PHASE_OVER) {
            if (session->phase == PHASE_PLACING) {
                kinds[session_task(session)->kind]++;
                again += session_task(session)->reask;
            }
            play_on(teller, &tally);
        }
        the_store_has(teller, &tally);
        text_end_drill(&teller->t);
    }
    for (int kind = 0; kind < TASK_KINDS; kind++)
        assert_true(kinds[kind] > 0);
    assert_true(again > 2);
}

/* The whole of it as one input: it ends with its page, and that says what was typed. */
static void it_ends_with_its_page(void **state)
{
    struct teller *teller = *state;
    char said[60], *lines = xstrdup("");
    struct tally tally = {0};
    begin(teller, deck_of(teller, "aws-controls"), 1, 2);
    struct session *session = teller->t.drill.session;
    while (session->phase != PHASE_OVER)
        play_on(teller, &tally);
    snprintf(said, sizeof said, "%d of %d right at the first try", session->right, session->answered);
    text_end_drill(&teller->t);
    teller_type(teller, "\n");
    teller_said(teller);
    free(lines);
    begin(teller, deck_of(teller, "azure"), 1, 1);
    teller_type(teller, "stop\n\n");
    text_end_drill(&teller->t);
    teller_type(teller, "stop\nall\n");
    text_drill_start(&teller->t, deck_of(teller, "terms"));
    const char *heard = teller_said(teller);
    assert_non_null(strstr(heard, "Stopped early: 0 of "));
    assert_non_null(strstr(heard, "It waits as you left it."));
    assert_int_equal(teller->t.end, TEXT_INPUT_ENDED);
}

/* Left in the middle, and gone on with as the window would. */
static void what_was_left_goes_on(void **state)
{
    struct teller *teller = *state;
    struct text *t = &teller->t;
    struct err err;
    struct tally tally = {0};
    begin(teller, deck_of(teller, "azure"), 3, 10);
    teller_type(teller, "1 2?\n\n");
    text_drill_task(t);
    text_end_drill(t);
    assert_true(drill_resume(&t->drill, t->shared.store, &teller->shelf, t->now, &err));
    struct board *board = &t->drill.session->board;
    assert_int_equal(board->cells[0].zone, 0);
    assert_int_equal(board->cells[1].zone, 1);
    assert_true(board->cells[1].unsure);
    assert_int_equal(board_open_count(board), board->n_cells - 2);
    /* a move of the window's is on the terminal */
    session_apply(t->drill.session, (struct move){MOVE_PLACE, 2, 2}, t->now);
    assert_int_equal(store_save(t->shared.store, t->drill.session, &t->drill.session->change, 1, &err), STORE_SAVED);
    text_end_drill(t);
    teller_said(teller);
    teller_type(teller, "list\n");
    assert_true(drill_resume(&t->drill, t->shared.store, &teller->shelf, t->now, &err));
    text_drill_task(t);
    assert_non_null(strstr(teller_said(teller), "3 Information and data in SaaS: Microsoft\n"));
    teller_type(teller, "undo\nundo\nundo\ngo 1\n");
    text_drill_task(t);
    assert_int_equal(board_open_count(&t->drill.session->board), t->drill.session->board.n_cells);
    while (t->drill.session->phase != PHASE_OVER)
        play_on(teller, &tally);
    the_store_has(teller, &tally);
}

/* The numbers are those of the list, whose order is the plan's. */
static void home_drills_the_deck_of_that_number(void **state)
{
    struct teller *teller = *state;
    for (int n = 1; n <= teller->shelf.n; n++) {
        char lines[40], row[200], begins[200];
        teller_type(teller, "quit\n");
        text_home(&teller->t);
        const char *title = teller->t.home.decks[n - 1]->title;
        snprintf(row, sizeof row, "\n%d %s: ", n, title);
        assert_non_null(strstr(teller_said(teller), row));
        snprintf(lines, sizeof lines, "drill %d\nstop\n\nquit\n", n);
        snprintf(begins, sizeof begins, "\n\n%s. 0 of ", title);
        teller_type(teller, lines);
        text_home(&teller->t);
        const char *said = teller_said(teller);
        if (!strstr(said, begins) && !strstr(said, "Nothing of this is due."))
            fail_msg("drill %d is not of '%s':\n%s", n, title, said);
    }
}

/* -- one board -- */

static struct board *begin_board(struct teller *teller)
{
    begin(teller, deck_of(teller, "azure"), 3, 10);
    assert_int_equal(session_task(teller->t.drill.session)->kind, TASK_LINE);
    return &teller->t.drill.session->board;
}

static const char *hear(struct teller *teller, const char *lines)
{
    teller_said(teller);
    teller_type(teller, lines);
    teller->t.deck_said = NULL; /* as if it began here */
    text_drill_task(&teller->t);
    return teller_said(teller);
}

static void answers_have_many_forms(void **state)
{
    struct teller *teller = *state;
    struct board *board = begin_board(teller);
    hear(teller, "1 sha 3\n");
    assert_int_equal(board->cells[0].zone, 0);
    assert_int_equal(board->cells[1].zone, 1);
    assert_int_equal(board->cells[2].zone, 2);
    hear(teller, "go 1\nCUSTOMER ?\n");
    assert_true(board->cells[0].unsure);
    hear(teller, "go 1\n1\n");
    assert_false(board->cells[0].unsure);
    hear(teller, "go 1\n2?\n0\n\n");
    assert_int_equal(board->cells[0].zone, 1);
    assert_true(board->cells[0].unsure);
    assert_int_equal(board->cells[1].zone, BOARD_OPEN);
    assert_int_equal(board->cells[2].zone, 2);
    hear(teller, "go 2\nback\n3\n");
    assert_int_equal(board->cells[0].zone, 2);
    assert_non_null(strstr(hear(teller, "go 2\n1 1 1\n"), "Nothing was taken: only 2 are left here."));
    assert_int_equal(board->cells[1].zone, BOARD_OPEN);
    assert_non_null(strstr(hear(teller, "go 2\n1 9\n"), "'1 9' was not understood."));
    assert_int_equal(board->cells[1].zone, BOARD_OPEN);
    hear(teller, "go 1\nedge 2\n");
    assert_int_equal(board->cells[0].zone, 0);
    hear(teller, "go 1\nedge saas\n");
    assert_int_equal(board->cells[2].zone, 0);
    assert_non_null(strstr(hear(teller, "go 1\nedge 9\n"), "edge takes 0 to 4"));
    assert_non_null(strstr(hear(teller, "undo\n"), "Undone: "));
    assert_int_equal(board->cells[2].zone, 2);
}

/* With nothing placed Check asks once, as on the screen. */
static void nothing_placed_asks_once(void **state)
{
    struct teller *teller = *state;
    begin_board(teller);
    assert_non_null(strstr(hear(teller, "check\n"), "Nothing is placed yet. Once more shows the answers."));
    assert_int_equal(teller->t.drill.session->phase, PHASE_PLACING);
    hear(teller, "check\n1\nundo\ncheck\n");
    assert_int_equal(teller->t.drill.session->phase, PHASE_PLACING);
    hear(teller, "check\nlist\ncheck\n");
    assert_int_equal(teller->t.drill.session->phase, PHASE_CHECKED);
}

static void mistakes_are_read_first(void **state)
{
    struct teller *teller = *state;
    begin_board(teller);
    hear(teller, "1 2 3\ncheck\n");
    const char *said = hear(teller, "\n2\n");
    const char *first = strstr(said, "\n2 Information and data in PaaS. Wrong: you said shared."),
               *second = strstr(said, "\n3 Information and data in SaaS. Wrong: you said Microsoft."),
               *third = second ? strstr(second, "\n2 Information and data in PaaS.") : NULL;
    assert_true(first && second && third && first < second);
    assert_non_null(strstr(said, "Enter reads the next mistake of "));
    said = hear(teller, "slip 4\nslip 4\nslip\n");
    assert_non_null(strstr(said, "Devices (mobile and PCs) was taken back: it comes again tomorrow."));
    assert_non_null(strstr(said, "That was taken back already."));
    assert_non_null(strstr(said, "All 15 answers of the line were taken back: they come again tomorrow."));
    int right = count(teller, "SELECT count(*) FROM edit WHERE what = 'void'");
    assert_int_equal(right, 15);
}

/* What is right cannot be heard before Check: with other answers the same is said. */
static void turn_answers(const struct deck *deck)
{
    for (int layer = 0; layer < deck->n_layers; layer++)
        for (int model = 0; model < deck->n_models; model++)
            if (deck_asks(deck, layer, model)) {
                struct deck_cell *cell = &deck->layers[layer].cells[model];
                cell->answer = (cell->answer + 1) % deck->n_zones;
            }
    for (int q = 0; q < deck->n_questions; q++)
        for (int o = 0; deck->questions[q].grid && o < deck->questions[q].n_options; o++)
            deck->questions[q].options[o].right = !deck->questions[q].options[o].right;
}

static void nothing_tells_what_is_right(void **state)
{
    struct teller *teller = *state;
    const struct deck *deck = deck_of(teller, "azure");
    static const char lines[] = "m\n1 2\nzones\n?\nback\n3?\nedge 1\nedge 3\nlist\nundo\ngo 9\n1\nagain\n";
    begin_board(teller);
    char *before = xstrdup(hear(teller, lines));
    hear(teller, "undo\nundo\nundo\nundo\nundo\nundo\nundo\nundo\n");
    turn_answers(deck);
    assert_string_equal(hear(teller, lines), before);
    for (int back = 1; back < deck->n_zones; back++)
        turn_answers(deck);
    free(before);
}

/* -- questions -- */

static void a_third_number_is_refused(void **state)
{
    struct teller *teller = *state;
    struct text *t = &teller->t;
    begin(teller, deck_of(teller, "clf-c02"), 5, 60);
    struct session *session = t->drill.session;
    struct tally tally = {0};
    while (session->phase != PHASE_OVER &&
           !(session->phase == PHASE_PLACING && session_task(session)->kind == TASK_QUESTION &&
             session->answering.choice.n_right == 2))
        play_on(teller, &tally);
    assert_int_not_equal(session->phase, PHASE_OVER);
    const char *said = hear(teller, "2 4 1\n");
    assert_non_null(strstr(said, "Choose two: two are chosen already, give one back first."));
    assert_non_null(strstr(said, "Chosen: 2, 4. Enter checks"));
    said = hear(teller, "2\n1?\n");
    assert_non_null(strstr(said, "Chosen: 4. "));
    assert_non_null(strstr(said, "Chosen: 1, 4, not sure. "));
    assert_true(session->answering.choice.unsure);
}

/* -- exams -- */

static void an_exam_is_sat_to_its_end(void **state)
{
    struct teller *teller = *state;
    struct text *t = &teller->t;
    struct store_past_exam past;
    teller->options.questions = 20;
    teller_type(teller, "\n");
    app_exam_open(&t->exam, deck_of(teller, "az-900"), t->now);
    app_exam_begin(&t->exam, t->now);
    struct exam *exam = t->exam.sitting.exam;
    int points = 0;
    for (int item = 0; item < exam->n; item++) {
        struct script script;
        open_script(&script);
        const struct deck_question *question = exam_question(exam, item);
        bool wrong = item % 3 == 1;
        int left = question ? exam->sheets[item].choice.n_right : 0;
        for (int at = 0; question && at < question->n_options; at++) {
            bool right = question->options[exam->sheets[item].choice.order[at]].right;
            if (question->grid)
                text_add(&script.words, "%d%s ", at + 1, right != wrong ? "y" : "n");
            else if (left > 0 && right != wrong)
                text_add(&script.words, "%d ", at + 1), left--;
        }
        points += question && !wrong;
        const struct board *board = exam->sheets[item].board;
        for (int at = 0; !question && at < board->n_cells; at++) {
            const struct deck_cell *cell =
                &exam_deck(exam, item)->layers[board->cells[at].layer].cells[board->cells[at].model];
            text_add(&script.words, "%d ", cell->answer + 1);
            points++;
        }
        text_add(&script.words, "\n%s", item % 5 == 0 ? "flag\n" : "");
        text_add(&script.words, "%s", item + 1 < exam->n ? "next\n" : "hand in\nhand in\nhand in\n");
        teller_type(teller, script.text);
        text_exam_sit(t);
    }
    assert_int_equal(exam->end, EXAM_HANDED_IN);
    assert_int_equal(exam_score(exam).right, points);
    assert_int_equal(store_exams_past(t->shared.store, deck_of(teller, "az-900"), &past, 1), 1);
    assert_int_equal(past.all.right, points);
    assert_int_equal(count(teller, "SELECT count(*) FROM answer WHERE correct = 1"), points);
    assert_int_equal(exam_flag_count(exam), 4);
    app_exam_clear(&t->exam);
    teller->options.questions = 0;
}

/* An input that goes on and says nothing: a pipe whose other end stays open. */
static void wait_for_the_clock(struct teller *teller, int ends[2])
{
    struct text *t = &teller->t;
    assert_int_equal(pipe(ends), 0);
    if (t->in >= 0)
        close(t->in);
    t->in = ends[0];
    t->end = TEXT_GOES_ON;
    t->input_over = false;
    t->n_bytes = t->at_byte = 0;
    teller_said(teller);
}

static void the_exams_clock_warns_and_ends_it(void **state)
{
    struct teller *teller = *state;
    struct text *t = &teller->t;
    int ends[2];
    teller->options.questions = 12;
    teller->options.minutes = 12;
    app_exam_open(&t->exam, deck_of(teller, "az-900"), t->now);
    app_exam_begin(&t->exam, t->now);
    wait_for_the_clock(teller, ends);
    teller_step_ms = 250000;
    assert_true(text_exam_sit(t));
    teller_step_ms = 1000;
    const char *said = teller_said(teller), *warned = strstr(said, "Five minutes are left.\n");
    assert_non_null(warned);
    assert_null(strstr(warned + 1, "Five minutes are left."));
    assert_int_equal(t->exam.sitting.exam->end, EXAM_TIME_OVER);
    assert_int_equal(count(teller, "SELECT count(*) FROM answer WHERE counts = 0"),
                     count(teller, "SELECT count(*) FROM answer"));
    close(ends[1]);
    app_exam_clear(&t->exam);
    teller->options.questions = teller->options.minutes = 0;
}

static void an_exam_waits_where_it_was_left(void **state)
{
    struct teller *teller = *state;
    struct text *t = &teller->t;
    const struct deck *bank = deck_of(teller, "az-900");
    teller_type(teller, "\nnext\nnext\nflag\n");
    text_exam(t, bank);
    assert_null(t->exam.sitting.exam);
    const char *said = teller_said(teller);
    assert_non_null(strstr(said, "The exam waits as you left it, and its clock stands."));
    teller_type(teller, "stop\n");
    text_exam(t, bank);
    said = teller_said(teller);
    assert_non_null(strstr(said, "Question 3 of "));
    assert_non_null(strstr(said, ", flagged."));
}

/* -- rounds -- */

static void a_round_of_two_teams_is_played(void **state)
{
    struct teller *teller = *state;
    struct text *t = &teller->t;
    struct app_round *r = &t->round;
    struct round_setup setup;
    struct err err;
    int points[2] = {0, 0};
    round_setup_init(&setup);
    assert_true(round_setup_add(&setup, deck_of(teller, "azure")));
    assert_true(round_read_teams(&setup, "Red,Blue", &err));
    setup.boards = 2;
    setup.seed = 11;
    app_round_begin(r, &setup, t->now);
    struct session *round = r->contest.round;
    bool asks = false;
    while (round->phase != PHASE_OVER) {
        struct script script;
        open_script(&script);
        if (round->phase == PHASE_CHECKED) {
            text_add(&script.words, "next\n");
        } else if (round->clock.state == CLOCK_WAITS) {
            text_add(&script.words, "\n");
        } else {
            const struct deck *deck = session_deck(round);
            int team = session_team(round, round->task);
            for (int at = 0; at < round->board.n_cells; at++) {
                const struct board_cell *cell = &round->board.cells[at];
                bool right = at % (2 + team) != 0;
                int zone = (deck->layers[cell->layer].cells[cell->model].answer + !right) % deck->n_zones;
                points[team] += !verdict_is_mistake(
                    verdict_of(&deck->layers[cell->layer].cells[cell->model], zone)); /* or where sources differ */
                text_add(&script.words, "%d ", zone + 1);
            }
            text_add(&script.words, "\n\n");
        }
        teller_type(teller, script.text);
        text_round_page(t, &asks);
    }
    for (int team = 0; team < 2; team++)
        assert_int_equal(round_score(round, team).points, points[team]);
    teller_said(teller);
    text_round_end_say(t, round, &r->contest.setup);
    char line[80];
    snprintf(line, sizeof line, "Red. Points: %d of %d.", points[0], round_score(round, 0).asked);
    assert_non_null(strstr(teller_said(teller), line));
    round_setup_clear(&setup);
}

static void the_rounds_clock_checks_what_is_there(void **state)
{
    struct teller *teller = *state;
    struct text *t = &teller->t;
    struct app_round *r = &t->round;
    struct round_setup setup;
    int ends[2];
    bool asks = false;
    round_setup_init(&setup);
    assert_true(round_setup_add(&setup, deck_of(teller, "azure")));
    setup.boards = 1;
    setup.seed = 11;
    app_round_begin(r, &setup, t->now);
    teller_type(teller, "\n");
    text_round_page(t, &asks);
    wait_for_the_clock(teller, ends);
    assert_int_equal(write(ends[1], "1 1\n", 4), 4);
    teller_step_ms = 15000;
    text_round_page(t, &asks);
    teller_step_ms = 1000;
    assert_int_equal(r->contest.round->phase, PHASE_CHECKED);
    assert_int_equal(board_open_count(&r->contest.round->board), r->contest.round->board.n_cells - 2);
    close(ends[1]);
    teller_type(teller, "");
    text_round_page(t, &asks);
    assert_non_null(strstr(teller_said(teller), "Time is up.\n"));
    round_setup_clear(&setup);
}

/* -- the world -- */

static void bad_lines_are_one_clear_line_each(void **state)
{
    struct teller *teller = *state;
    struct text *t = &teller->t;
    struct board *board = begin_board(teller);
    int ends[2];
    static const char bad[] = "1\0002\n\xff\xfe\n\033[A\n1\n";
    char *line = xmalloc(50000);
    memset(line, '1', 50000);
    wait_for_the_clock(teller, ends);
    assert_int_equal(write(ends[1], line, 50000), 50000);
    assert_int_equal(write(ends[1], "\n", 1), 1);
    assert_int_equal(write(ends[1], bad, sizeof bad - 1), sizeof bad - 1);
    close(ends[1]);
    text_drill_task(t);
    const char *said = teller_said(teller);
    assert_non_null(strstr(said, "That line is too long and was not taken: at most 1000 bytes.\n"));
    assert_non_null(strstr(said, "That line has a zero byte and was not taken.\n"));
    assert_non_null(strstr(said, "That line is not UTF-8 and was not taken.\n"));
    assert_non_null(strstr(said, "That line has control characters and was not taken.\n"));
    assert_int_equal(board->cells[0].zone, 0); /* the last line, and no other */
    assert_int_equal(board_open_count(board), board->n_cells - 1);
    free(line);
}

/* What cannot be saved is said once, and when it is saved; nothing is lost meanwhile. */
static void a_locked_file_is_said(void **state)
{
    struct teller *teller = *state;
    struct text *t = &teller->t;
    char path[80];
    sqlite3 *db;
    begin_board(teller);
    snprintf(path, sizeof path, "%s/learner.db", teller->folder);
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    const char *said = hear(teller, "1\nlist\n");
    const char *first = strstr(said, "Nothing is being saved: ");
    assert_non_null(first);
    assert_null(strstr(first + 1, "Nothing is being saved: "));
    assert_true(saving_unsaved(&t->saving));
    assert_int_equal(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    said = hear(teller, "1\nlist\n");
    assert_non_null(strstr(said, "Saving works again, and what you did is saved.\n"));
    assert_false(saving_unsaved(&t->saving));
    int steps = t->drill.session->n_steps;
    assert_int_equal(count(teller, "SELECT count(*) FROM step"), steps);
}

/* What ended, was left or was set while the file could not be opened is in it as soon as it can be. */
static void what_ended_in_memory_is_moved(void **state)
{
    struct teller *teller = *state;
    struct text *t = &teller->t;
    struct round_setup setup;
    struct err err;
    char path[80];
    snprintf(path, sizeof path, "%s/learner.db", teller->folder);
    store_close(t->shared.store);
    app_round_clear(&t->round);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0700), 0); /* no file can be there */
    assert_true(text_open_store(t, &err));
    assert_true(t->shared.in_memory);

    teller_type(teller, "\n1\nnext\n2\nhand in\nhand in\nclose\n");
    text_exam(t, deck_of(teller, "az-900"));
    assert_non_null(strstr(teller_said(teller), "Nothing is being saved: "));
    round_setup_init(&setup);
    assert_true(round_setup_add(&setup, deck_of(teller, "azure")));
    setup.boards = 2;
    teller_type(teller, "\n1 1 1\ncheck\n");
    text_round(t, &setup);
    teller_type(teller, "\n1\nstop\n");
    text_exam(t, deck_of(teller, "clf-c02"));
    const struct deck *azure = deck_of(teller, "azure");
    assert_true(app_shared_set(&t->shared, "goal", "az-900", t->now, &err));
    assert_true(app_shared_set(&t->shared, "exam.az-900", "2026-12-24", t->now, &err));
    assert_true(app_shared_rest(&t->shared, azure, 1, true, t->now, &err));
    assert_true(app_shared_see(&t->shared, azure, (const int[]){5, 6}, 2, day_of(t->now), &err));
    assert_true(kept_any(&t->shared.kept));
    assert_null(t->exam.sitting.exam);
    assert_null(t->round.contest.round);
    assert_false(t->failed);

    assert_int_equal(rmdir(path), 0);
    text_retry(t, true);
    assert_false(t->shared.in_memory);
    assert_false(kept_any(&t->shared.kept));
    text_tell_saving(t);
    assert_non_null(strstr(teller_said(teller), "Saving works again, and what you did is saved.\n"));
    assert_int_equal(count(teller, "SELECT count(*) FROM session WHERE kind = 'exam'"), 2);
    assert_int_equal(count(teller, "SELECT count(*) FROM session WHERE kind = 'exam' AND how = 'handed-in'"), 1);
    assert_int_equal(count(teller, "SELECT count(*) > 2 FROM answer JOIN session ON session.id = session"
                                   " WHERE kind = 'exam'"),
                     1);
    assert_int_equal(count(teller, "SELECT count(*) > 2 FROM answer JOIN session ON session.id = session"
                                   " WHERE kind = 'round'"),
                     1);
    assert_int_equal(count(teller, "SELECT count(*) FROM setting WHERE name = 'goal' AND value = 'az-900'"), 1);
    assert_int_equal(count(teller, "SELECT count(*) FROM goal WHERE exam = 'az-900'"), 1);
    assert_int_equal(count(teller, "SELECT count(*) FROM edit WHERE what = 'rest'"), 1);
    assert_int_equal(count(teller, "SELECT count(*) FROM seen"), 2);
    teller_type(teller, "list\nstop\n");
    text_exam(t, deck_of(teller, "clf-c02")); /* goes on */
    assert_non_null(strstr(teller_said(teller), "1, answered"));
    round_setup_clear(&setup);
}

/* Another program goes on with it: it is said, and what is freed is touched no more. */
static struct store *other_store(struct teller *teller, struct err *err)
{
    struct store *other = store_open(teller->folder, (const unsigned char *)"another program.", teller->t.now, err);
    assert_non_null(other);
    for (int d = 0; d < teller->shelf.n; d++)
        assert_true(store_know(other, teller->shelf.decks[d], teller->t.now, err));
    return other;
}

static void another_window_takes_it_over(void **state)
{
    struct teller *teller = *state;
    struct text *t = &teller->t;
    struct err err;
    struct drill drill = {0};
    struct sitting sitting = {0};
    struct contest contest = {0};
    struct round_setup setup;
    bool asks = false;
    struct store *other = other_store(teller, &err);
    begin_board(teller);
    assert_true(drill_resume(&drill, other, &teller->shelf, t->now, &err));
    assert_non_null(strstr(hear(teller, "1 2 3\nlist\n"), "Another window has taken this drill over.\n"));
    assert_true(t->taken);
    text_end_drill(t);
    drill_clear(&drill);
    app_exam_open(&t->exam, deck_of(teller, "az-900"), t->now);
    app_exam_begin(&t->exam, t->now);
    assert_true(sitting_resume(&sitting, other, &teller->shelf, t->now, &err));
    assert_int_equal(sitting_save(&sitting, other, &err), STORE_SAVED);
    teller_type(teller, "next\n1 1 1\nflag\nlist\nhand in\n");
    assert_false(text_exam_sit(t));
    assert_non_null(strstr(teller_said(teller), "Another window has taken this exam over.\n"));
    t->taken = false;
    sitting_clear(&sitting);
    round_setup_init(&setup);
    assert_true(round_setup_add(&setup, deck_of(teller, "azure")));
    app_round_begin(&t->round, &setup, t->now);
    assert_true(contest_resume(&contest, other, &teller->shelf, t->now, &err));
    teller_type(teller, "\n1 1 1\ncheck\n");
    while (text_goes_on(t) && text_round_page(t, &asks))
        ;
    assert_non_null(strstr(teller_said(teller), "Another window has taken this round over.\n"));
    t->taken = false;
    contest_clear(&contest);
    round_setup_clear(&setup);
    store_close(other);
}

/* Random words of all commands and answers: whatever comes, the session on disk is the session here. */
static void any_words_in_any_order(void **state)
{
    struct teller *teller = *state;
    struct text *t = &teller->t;
    static const char *const words[] = {"1",    "2?",     "3 1",      "0",     "",       "back",  "undo",
                                        "list", "m",      "zones",    "go 2",  "edge 1", "check", "next",
                                        "all",  "slip",   "?",        "again", "1y 2n",  "2 4",   "not sure",
                                        "u",    "slip 2", "language", "1",     "help",   "x\ty"};
    int begun = 0;
    enum { WORDS = sizeof words / sizeof *words, ROUNDS = 12, LINES = 120 };
    for (int i = 0; i < ROUNDS; i++) {
        struct rng rng = {.state = (uint64_t)i};
        struct script script;
        struct err err;
        open_script(&script);
        for (int n = 0; n < LINES; n++)
            text_add(&script.words, "%s\n", words[rng_below(&rng, WORDS)]);
        text_end_drill(t);
        const struct deck *deck = teller->shelf.decks[i % teller->shelf.n];
        if (!drill_begin(&t->drill, t->shared.store, &teller->shelf, deck, rng.state, 5, t->now, &err))
            continue; /* of two that conflict only one is new in a week */
        begun++;
        teller_type(teller, script.text);
        while (text_goes_on(t) && t->drill.session->phase != PHASE_OVER)
            text_drill_task(t);
        teller_said(teller);
        int steps = t->drill.session->n_steps, answered = t->drill.session->answered;
        bool over = t->drill.session->phase == PHASE_OVER;
        assert_false(saving_unsaved(&t->saving));
        text_end_drill(t);
        if (over)
            continue;
        if (!drill_resume(&t->drill, t->shared.store, &teller->shelf, t->now, &err))
            fail_msg("round %d: %s", i, err.text);
        assert_int_equal(t->drill.session->n_steps, steps);
        assert_int_equal(t->drill.session->answered, answered);
    }
    assert_true(begun > 6);
}

static int set_up(void **state)
{
    struct teller *teller = xcalloc(1, sizeof *teller);
    teller_init(teller, "2026-12-01T10:00:00+01:00");
    *state = teller;
    return 0;
}

static int tear_down(void **state)
{
    teller_clear(*state);
    free(*state);
    return 0;
}

#define ROW(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROW(a_drill_is_played_to_its_end),
        ROW(it_ends_with_its_page),
        ROW(what_was_left_goes_on),
        ROW(home_drills_the_deck_of_that_number),
        ROW(answers_have_many_forms),
        ROW(nothing_placed_asks_once),
        ROW(mistakes_are_read_first),
        ROW(nothing_tells_what_is_right),
        ROW(a_third_number_is_refused),
        ROW(an_exam_is_sat_to_its_end),
        ROW(the_exams_clock_warns_and_ends_it),
        ROW(an_exam_waits_where_it_was_left),
        ROW(a_round_of_two_teams_is_played),
        ROW(the_rounds_clock_checks_what_is_there),
        ROW(bad_lines_are_one_clear_line_each),
        ROW(a_locked_file_is_said),
        ROW(what_ended_in_memory_is_moved),
        ROW(another_window_takes_it_over),
        ROW(any_words_in_any_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
