/* exam: what is drawn, thousands of times from the real banks; the moves, their text and their replay; the clock; the
   score against one computed here; Wilson's interval against published values. */
#include "base/mem.h"
#include "base/rng.h"
#include "deck/deck_yaml.h"
#include "play/exam.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { DRAWS = 10000, ITEMS = 100, BANKS = 2, MINUTES = 60000 };

static struct deck *azure, *banks[BANKS];

static struct deck *read_deck(const char *path)
{
    static struct deck_problems problems;
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *bytes = xmalloc(1 << 20);
    size_t size = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    struct deck *deck = deck_read(path, bytes, size, &problems);
    free(bytes);
    if (!deck)
        fail_msg("%s:%d: %s", path, problems.list[0].line, problems.list[0].text);
    return deck;
}

static void find_boards(const struct deck *bank, const struct deck *boards[DECK_PARTS_MAX])
{
    for (int part = 0; part < bank->blueprint.n_parts; part++) {
        const char *id = bank->blueprint.parts[part].board;
        boards[part] = id && strcmp(id, "azure") == 0 ? azure : NULL;
    }
}

static int draw(const struct deck *bank, const int64_t *seen_ms, int questions, uint64_t seed, struct exam_item *items)
{
    static const int64_t none[DECK_QUESTIONS_MAX];
    const struct deck *boards[DECK_PARTS_MAX];
    find_boards(bank, boards);
    struct exam_rules rules = {bank, boards, seen_ms ? seen_ms : none, questions, seed};
    int n = exam_draw(&rules, items);
    assert_true(n <= ITEMS);
    return n;
}

/* -- drawing -- */

static void check_weights(const struct deck *bank, const struct exam_item *items, int n, uint64_t seed)
{
    for (int part = 0; part < bank->blueprint.n_parts; part++) {
        int count = 0, boards = 0;
        for (int i = 0; i < n; i++) {
            count += items[i].part == part;
            boards += items[i].part == part && items[i].question < 0;
        }
        double exact = n * bank->blueprint.parts[part].weight / 100.;
        if (fabs(count - exact) >= 1)
            fail_msg("%s, seed %d: part %d has %d questions, not %.2f", bank->id, (int)seed, part, count, exact);
        assert_int_equal(boards, bank->blueprint.parts[part].board != NULL);
    }
}

static void check_board(const struct exam_item *item)
{
    assert_in_range(item->n_layers, EXAM_BOARD_MIN, EXAM_BOARD_MAX);
    assert_false(azure->models[item->model].given);
    for (int i = 0; i < item->n_layers; i++) {
        const struct deck_cell *cell = &azure->layers[item->layers[i]].cells[item->model];
        assert_true(cell->answer != DECK_ABSENT && !cell->open);
        for (int k = 0; k < i; k++)
            assert_int_not_equal(item->layers[i], item->layers[k]);
    }
}

static void check_paper(const struct deck *bank, const struct exam_item *items, int n, uint64_t seed, int *drawn)
{
    const struct deck *boards[DECK_PARTS_MAX];
    find_boards(bank, boards);
    assert_int_equal(n, bank->blueprint.questions);
    assert_true(n * 3 <= bank->n_questions);
    assert_true(exam_fits(bank, boards, items, n));
    check_weights(bank, items, n, seed);
    for (int i = 0; i < n; i++) {
        if (items[i].question < 0) {
            check_board(&items[i]);
            continue;
        }
        const struct deck_question *question = &bank->questions[items[i].question];
        assert_true(question->for_exam);
        assert_true(items[i].fresh);
        assert_string_equal(question->objective, bank->blueprint.parts[items[i].part].objective);
        drawn[items[i].question]++;
        for (int k = 0; k < i; k++)
            assert_int_not_equal(items[i].question, items[k].question);
    }
}

static void ten_thousand_exams_of_each_bank(void **state)
{
    (void)state;
    for (int b = 0; b < BANKS; b++) {
        const struct deck *bank = banks[b];
        int *drawn = xcalloc((size_t)bank->n_questions, sizeof *drawn);
        for (uint64_t seed = 1; seed <= DRAWS; seed++) {
            struct exam_item items[ITEMS];
            int n = draw(bank, NULL, bank->blueprint.questions, seed, items);
            check_paper(bank, items, n, seed, drawn);
        }
        for (int q = 0; q < bank->n_questions; q++)
            if (bank->questions[q].for_exam != (drawn[q] > 0))
                fail_msg("%s/%s was drawn %d times", bank->id, bank->questions[q].id, drawn[q]);
        free(drawn);
    }
}

static void the_order_does_not_tell_the_part(void **state)
{
    (void)state;
    int first[DECK_PARTS_MAX] = {0};
    for (uint64_t seed = 1; seed <= 1000; seed++) {
        struct exam_item items[ITEMS];
        draw(banks[0], NULL, 32, seed, items);
        first[items[0].part]++;
    }
    for (int part = 0; part < 3; part++) /* 500, 250, 250 */
        assert_in_range(first[part], part ? 200 : 450, part ? 300 : 550);
}

/* The real exam of an open or absent cell: a made deck in which only four cells of one model are asked. */
static void what_is_not_asked_is_on_no_board(void **state)
{
    (void)state;
    struct deck_cell cells[6][2] = {0};
    struct deck_layer layers[6] = {{.id = "a"}, {.id = "b"}, {.id = "c"}, {.id = "d"}, {.id = "e"}, {.id = "f"}};
    struct deck_question questions[30];
    struct deck_part part = {.objective = "1", .weight = 100, .board = "made"};
    struct deck made = {.id = "made",
                        .n_layers = 6,
                        .layers = layers,
                        .n_models = 2,
                        .n_zones = 3,
                        .models = {{.id = "m"}, {.id = "g", .given = true}}};
    struct deck bank = {.id = "bank",
                        .n_questions = 30,
                        .questions = questions,
                        .blueprint = {.questions = 5, .n_parts = 1, .parts = &part}};
    const struct deck *boards[] = {&made};
    static const int64_t none[30];
    static char ids[30][4];
    for (int q = 0; q < 30; q++) {
        snprintf(ids[q], sizeof ids[q], "q%d", q);
        questions[q] = (struct deck_question){.id = ids[q], .objective = "1", .for_exam = true};
    }
    for (int layer = 0; layer < 6; layer++)
        layers[layer].cells = cells[layer];
    cells[1][0].open = "why";
    cells[4][0].answer = DECK_ABSENT;
    struct exam_item items[5];
    struct exam_rules rules = {&bank, boards, none, 5, 0};
    for (rules.seed = 0; rules.seed < 100; rules.seed++) {
        int found = 0;
        assert_int_equal(exam_draw(&rules, items), 5);
        for (int i = 0; i < 5; i++)
            for (int k = 0; items[i].question < 0 && k < items[i].n_layers; k++, found++)
                assert_true(items[i].model == 0 && items[i].layers[k] != 1 && items[i].layers[k] != 4);
        assert_int_equal(found, 4);
    }
    layers[0].cells[0].open = "why"; /* three are too few: then it is a question */
    assert_int_equal(exam_draw(&rules, items), 5);
    for (int i = 0; i < 5; i++)
        assert_true(items[i].question >= 0);
}

static void drilled_ones_only_where_too_few_are_kept(void **state)
{
    (void)state;
    static char ids[30][4];
    struct deck_question questions[30];
    struct deck_part part = {.objective = "1", .weight = 100};
    struct deck bank = {
        .id = "bank", .n_questions = 30, .questions = questions, .blueprint = {.n_parts = 1, .parts = &part}};
    const struct deck *boards[] = {NULL};
    int64_t seen_ms[30] = {[1] = 5, [2] = 7, [20] = 1};
    for (int q = 0; q < 30; q++) {
        snprintf(ids[q], sizeof ids[q], "q%d", q);
        questions[q] = (struct deck_question){.id = ids[q], .objective = "1", .for_exam = q < 4};
    }
    struct exam_item items[5];
    struct exam_rules rules = {&bank, boards, seen_ms, 5, 0};
    for (rules.seed = 0; rules.seed < 100; rules.seed++) {
        int kept = 0, fresh = 0;
        assert_int_equal(exam_draw(&rules, items), 5);
        for (int i = 0; i < 5; i++) {
            kept += items[i].question < 4;
            fresh += items[i].fresh;
        }
        assert_int_equal(kept, 4);
        assert_int_equal(fresh, 2);
    }
}

static void those_shown_longest_ago_come_before_drilled_ones(void **state)
{
    (void)state;
    const struct deck *bank = banks[1];
    int64_t *seen_ms = xcalloc((size_t)bank->n_questions, sizeof *seen_ms);
    struct exam_item items[ITEMS];
    for (int sitting = 1; sitting <= 6; sitting++) {
        int n = draw(bank, seen_ms, bank->blueprint.questions, (uint64_t)sitting, items);
        for (int part = 0; part < bank->blueprint.n_parts; part++) {
            int unseen = 0, kept = 0, asked = 0, fresh = 0, drilled = 0;
            int64_t newest = 0, oldest_left = INT64_MAX;
            for (int q = 0; q < bank->n_questions; q++) {
                bool here = false,
                     of = strcmp(bank->questions[q].objective, bank->blueprint.parts[part].objective) == 0;
                for (int i = 0; i < n; i++)
                    here = here || items[i].question == q;
                if (!of)
                    continue;
                kept += bank->questions[q].for_exam;
                unseen += bank->questions[q].for_exam && !seen_ms[q];
                asked += here;
                fresh += here && bank->questions[q].for_exam && !seen_ms[q];
                drilled += here && !bank->questions[q].for_exam;
                if (here && seen_ms[q] > newest)
                    newest = seen_ms[q];
                if (!here && seen_ms[q] && seen_ms[q] < oldest_left)
                    oldest_left = seen_ms[q];
            }
            assert_int_equal(fresh, unseen < asked ? unseen : asked);
            assert_int_equal(drilled, kept < asked ? asked - kept : 0);
            assert_true(newest <= oldest_left);
        }
        for (int i = 0; i < n; i++)
            if (items[i].question >= 0)
                seen_ms[items[i].question] = sitting;
    }
    free(seen_ms);
}

static void no_exam_is_more_than_a_third_of_its_bank(void **state)
{
    (void)state;
    struct exam_item items[ITEMS];
    int counts[DECK_PARTS_MAX];
    assert_int_equal(exam_size(banks[0], 1000), banks[0]->n_questions / 3);
    assert_int_equal(draw(banks[0], NULL, 1000, 1, items), banks[0]->n_questions / 3);
    assert_int_equal(draw(banks[0], NULL, 6, 1, items), 6);
    exam_share(banks[0], 6, counts); /* 3, 1.5 and 1.5 */
    assert_int_equal(counts[0], 3);
    assert_int_equal(counts[1], 2);
    assert_int_equal(counts[2], 1);
}

/* UPDATE_EXAMS=1 writes tests/data/exams.txt anew: only where the banks have changed, and then it is said so. */
static void write_ids(FILE *out)
{
    for (int b = 0; b < BANKS; b++)
        for (uint64_t seed = 1; seed <= 10; seed++) {
            struct exam_item items[ITEMS];
            int n = draw(banks[b], NULL, banks[b]->blueprint.questions, seed, items);
            fprintf(out, "%s %d:", banks[b]->id, (int)seed);
            for (int i = 0; i < n; i++) {
                if (items[i].question >= 0)
                    fprintf(out, " %s", banks[b]->questions[items[i].question].id);
                else
                    fprintf(out, " azure/%s", azure->models[items[i].model].id);
                for (int k = 0; items[i].question < 0 && k < items[i].n_layers; k++)
                    fprintf(out, "+%s", azure->layers[items[i].layers[k]].id);
            }
            fputc('\n', out);
        }
}

static void a_seed_is_an_exam_for_ever(void **state)
{
    (void)state;
    static char want[1 << 16];
    char *got = NULL;
    size_t size;
    FILE *out = open_memstream(&got, &size);
    write_ids(out);
    fclose(out);
    FILE *file = fopen(TEST_DATA "/exams.txt", getenv("UPDATE_EXAMS") ? "w+" : "r");
    assert_non_null(file);
    if (getenv("UPDATE_EXAMS"))
        fputs(got, file), rewind(file);
    want[fread(want, 1, sizeof want - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(got, want);
    free(got);
}

/* -- sitting -- */

static const struct moment now = {.utc_ms = 1764579600000};

static struct exam *begin(const struct deck *bank, uint64_t seed, int questions, int64_t total_ms)
{
    const struct deck *boards[DECK_PARTS_MAX];
    struct exam_item items[ITEMS];
    find_boards(bank, boards);
    int n = draw(bank, NULL, questions, seed, items);
    return exam_new(bank, boards, items, n, seed, total_ms);
}

static bool play(struct exam *exam, enum exam_move_kind kind, int at, int zone)
{
    return exam_apply(exam, (struct exam_move){kind, at, zone}, now);
}

static void same_exam(const struct exam *a, const struct exam *b)
{
    assert_int_equal(a->n, b->n);
    assert_int_equal(a->at, b->at);
    assert_int_equal(a->end, b->end);
    assert_int_equal(a->stood, b->stood);
    assert_int_equal(a->left_ms, b->left_ms);
    assert_int_equal(a->clock_hidden, b->clock_hidden);
    for (int i = 0; i < a->n; i++) {
        assert_int_equal(a->sheets[i].flagged, b->sheets[i].flagged);
        assert_int_equal(a->sheets[i].ms, b->sheets[i].ms);
        assert_memory_equal(&a->sheets[i].choice, &b->sheets[i].choice, sizeof a->sheets[i].choice);
        for (int at = 0; a->sheets[i].board && at < a->sheets[i].board->n_cells; at++)
            assert_int_equal(a->sheets[i].board->cells[at].zone, b->sheets[i].board->cells[at].zone);
    }
}

static struct exam_move any_move(struct rng *rng, const struct exam *exam)
{
    struct exam_move move = {.kind = (enum exam_move_kind)rng_below(rng, EXAM_RESUME + 1)};
    move.at = rng_below(rng, move.kind == EXAM_GO ? exam->n + 1 : 7) - (rng_below(rng, 9) == 0);
    move.zone = rng_below(rng, 4);
    return move;
}

/* What the log says is what was done: thousands of moves, possible and impossible ones, are told again from their text.
 */
static void the_moves_give_the_same_exam(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        struct rng rng = {seed};
        struct exam *exam = begin(banks[seed % 2], seed, 30, 40 * MINUTES),
                    *again = begin(banks[seed % 2], seed, 30, 40 * MINUTES);
        for (int i = 0; i < 600; i++) {
            char text[EXAM_TEXT_MAX];
            struct exam_move read = {0};
            exam_tick(exam, rng_below(&rng, 3000));
            if (!exam_apply(exam, any_move(&rng, exam), now))
                continue;
            exam_format(exam, &exam->change, text);
            exam_tick(again, again->left_ms - exam->change.left_ms);
            if (!exam_parse(again, text, &read) || !exam_apply(again, read, now))
                fail_msg("seed %d: '%s' is not read", (int)seed, text);
            assert_int_equal(again->n_steps, exam->n_steps);
        }
        exam_tick(again, again->left_ms - exam->left_ms);
        assert_true(exam->n_steps > 200);
        same_exam(exam, again);
        exam_free(exam);
        exam_free(again);
    }
}

static void bad_lines_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",           "go",
                                      "go ",        "go 32",
                                      "go -1",      "go 01",
                                      "go 1 ",      "go 99999999999",
                                      "goo 1",      "pick",
                                      "pick ",      "pick zz",
                                      "yes zz",     "place 0 customer",
                                      "back 0",     "undo 1",
                                      "flag ",      "hand-in x",
                                      "time 0",     "Go 1",
                                      "resume now", "place",
                                      "handin"};
    struct exam *exam = begin(banks[0], 1, 32, MINUTES);
    while (!exam_question(exam, exam->at))
        play(exam, EXAM_GO, exam->at + 1, 0);
    struct exam_move move = {EXAM_FLAG, 7, 7};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (exam_parse(exam, bad[i], &move) && (strncmp(bad[i], "place", 5) != 0 || exam_apply(exam, move, now)))
            fail_msg("'%s' is read", bad[i]);
        assert_int_equal(move.at, 7);
    }
    for (int i = 0; i < exam->n; i++)
        if (!exam_question(exam, i))
            exam->at = i;
    assert_true(exam_parse(exam, "place 0 customer", &move) && move.kind == EXAM_PLACE);
    assert_false(exam_parse(exam, "place 9 customer", &move) || exam_parse(exam, "place 0 nobody", &move));
    assert_false(exam_parse(exam, "pick a", &move));
    exam_free(exam);
}

static void three_do_not_fit_into_choose_two(void **state)
{
    (void)state;
    struct exam *exam = begin(banks[1], 3, 30, MINUTES);
    int i = 0;
    while (exam->sheets[i].choice.n_right != 2)
        assert_true(++i < exam->n);
    play(exam, EXAM_GO, i, 0);
    assert_true(play(exam, EXAM_PICK, 0, 0) && play(exam, EXAM_PICK, 3, 0));
    int steps = exam->n_steps;
    assert_false(play(exam, EXAM_PICK, 1, 0));
    assert_int_equal(exam->n_steps, steps);
    assert_true(exam_answered(exam, i));
    assert_true(play(exam, EXAM_PICK, 3, 0) && !exam_answered(exam, i) && play(exam, EXAM_PICK, 1, 0));
    exam_free(exam);
}

static void the_clock_warns_once_and_ends_it(void **state)
{
    (void)state;
    struct exam *exam = begin(banks[0], 1, 6, 11 * MINUTES);
    assert_int_equal(exam_tick(exam, 6 * MINUTES - 1), EXAM_TICK_RUNS);
    assert_int_equal(exam_tick(exam, 1), EXAM_TICK_WARNS);
    assert_int_equal(exam_tick(exam, 1000), EXAM_TICK_RUNS);
    assert_false(play(exam, EXAM_TIME, 0, 0));
    assert_int_equal(exam_tick(exam, 3600000), EXAM_TICK_OVER);
    assert_int_equal(exam->left_ms, 0);
    assert_false(play(exam, EXAM_GO, 3, 0) || play(exam, EXAM_HAND_IN, 0, 0));
    assert_true(play(exam, EXAM_TIME, 0, 0));
    assert_int_equal(exam->end, EXAM_TIME_OVER);
    assert_false(play(exam, EXAM_FLAG, 0, 0));
    assert_int_equal(exam_tick(exam, 1000), EXAM_TICK_RUNS);
    exam_free(exam);
    exam = begin(banks[0], 1, 6, 10 * MINUTES); /* too short for a warning */
    assert_int_equal(exam_tick(exam, 9 * MINUTES), EXAM_TICK_RUNS);
    assert_int_equal(exam_tick(exam, -5000), EXAM_TICK_RUNS);
    assert_int_equal(exam->left_ms, MINUTES);
    exam_free(exam);
}

/* -- the score -- */

/* Answers at random and says what that should give, from the deck alone. */
static int answer_one(struct exam *exam, struct rng *rng)
{
    const struct deck_question *question = exam_question(exam, exam->at);
    bool given[DECK_OPTIONS_MAX] = {false}, said[DECK_OPTIONS_MAX] = {false}, right = true;
    const struct exam_item *item = &exam->items[exam->at];
    int points = 0;
    for (int k = 0; !question && k < item->n_layers; k++) {
        const struct deck_cell *cell = &azure->layers[item->layers[k]].cells[item->model];
        int zone = rng_below(rng, 4) - 1;
        if (zone >= 0 && play(exam, EXAM_PLACE, k, zone))
            points += zone == cell->answer || cell->differs[zone];
    }
    if (!question)
        return points;
    const struct choice *choice = &exam->sheets[exam->at].choice;
    bool honest = rng_below(rng, 2);
    for (int at = 0; at < question->n_options; at++) {
        int option = choice->order[at];
        bool yes = honest ? question->options[option].right : rng_below(rng, 2) == 0;
        if (question->grid && (honest || rng_below(rng, 5))) {
            play(exam, yes ? EXAM_YES : EXAM_NO, at, 0);
            said[option] = true;
            given[option] = yes;
        } else if (!question->grid && yes && !choice_whole(choice)) {
            play(exam, EXAM_PICK, at, 0);
            given[option] = said[option] = true;
        }
    }
    for (int option = 0; option < question->n_options; option++)
        right = right && given[option] == question->options[option].right && (!question->grid || said[option]);
    return right;
}

static void the_score_is_the_sum_of_points(void **state)
{
    (void)state;
    int whole = 0;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        struct rng rng = {seed};
        struct exam *exam = begin(banks[seed % 2], seed, 30, MINUTES);
        int right = 0, most = 0, fresh = 0, fresh_most = 0, wrong = 0, parts[DECK_PARTS_MAX] = {0};
        for (int i = 0; i < exam->n; i++) {
            play(exam, EXAM_GO, i, 0);
            bool question = exam_question(exam, i) != NULL;
            int points = answer_one(exam, &rng), of = question ? 1 : exam->items[i].n_layers;
            right += points;
            most += of;
            parts[exam->items[i].part] += points;
            fresh += question * points;
            fresh_most += question;
            wrong += points < of;
            assert_int_equal(exam_score_of(exam, i).right, points);
            whole += points;
        }
        assert_int_equal(exam_score(exam).right, right);
        assert_int_equal(exam_score(exam).most, most);
        assert_int_equal(exam_score_fresh(exam).right, fresh);
        assert_int_equal(exam_score_fresh(exam).most, fresh_most);
        assert_int_equal(exam_wrong_count(exam), wrong);
        for (int part = 0; part < exam->bank->blueprint.n_parts; part++)
            assert_int_equal(exam_score_part(exam, part).right, parts[part]);
        struct exam *retry = exam_retry(exam);
        assert_int_equal(retry ? retry->n : 0, wrong);
        assert_int_equal(retry ? exam_score(retry).most : 0, most - right);
        exam_free(retry);
        exam_free(exam);
    }
    assert_true(whole > 1000);
}

/* Of a paper of one question of each sort: what the log gets. */
static void answers_go_to_the_memory_as_they_should(void **state)
{
    (void)state;
    struct exam_answer answers[EXAM_BOARD_MAX];
    for (int over = 0; over < 2; over++) {
        struct exam *exam = begin(banks[0], 9, 32, MINUTES);
        int one = 0, board = 0, open = 0;
        while (exam->sheets[one].choice.n_right != 1)
            one++;
        while (exam_question(exam, board))
            board++;
        while (open == one || open == board)
            open++;
        play(exam, EXAM_GO, one, 0);
        int at = 0;
        while (!exam_question(exam, one)->options[exam->sheets[one].choice.order[at]].right)
            at++;
        play(exam, EXAM_PICK, at, 0);
        exam_tick(exam, 50000);
        play(exam, EXAM_GO, board, 0);
        play(exam, EXAM_PLACE, 0, azure->layers[exam->items[board].layers[0]].cells[exam->items[board].model].answer);
        exam_tick(exam, 1 << 20);
        if (over)
            assert_true(play(exam, EXAM_TIME, 0, 0));
        else
            exam->left_ms = 1, assert_true(play(exam, EXAM_HAND_IN, 0, 0));
        assert_int_equal(exam_answers(exam, one, answers), 1);
        assert_true(answers[0].correct && answers[0].counts == 1 && answers[0].rating == 3);
        assert_int_equal(answers[0].ways, exam_question(exam, one)->n_options);
        assert_int_equal(answers[0].took_ms, 50000);
        assert_int_equal(exam_answers(exam, open, answers), 1);
        assert_string_equal(answers[0].given, "");
        assert_true(!answers[0].correct && answers[0].rating == 1 && answers[0].right_ways == 0);
        assert_int_equal(answers[0].counts, !over);
        int n = exam_answers(exam, board, answers);
        assert_int_equal(n, exam->items[board].n_layers);
        assert_true(answers[0].correct && answers[0].counts == 1 && answers[0].ways == 3);
        assert_string_equal(answers[1].given, "");
        assert_int_equal(answers[1].counts, !over);
        exam_free(exam);
    }
}

/* Newcombe, Statistics in Medicine 17 (1998), table I, method 3; Brown, Cai and DasGupta's formula for the rest. */
static void wilson_as_published(void **state)
{
    (void)state;
    static const struct {
        int right, n;
        double low, high;
    } cases[] = {{81, 263, .2553, .3662}, {15, 148, .0624, .1605}, {0, 20, 0, .1611},     {1, 29, .0061, .1718},
                 {0, 10, 0, .2775},       {1, 10, .0179, .4042},   {5, 10, .2366, .7634}, {10, 10, .7225, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct exam_interval got = exam_wilson(cases[i].right, cases[i].n);
        if (fabs(got.low - cases[i].low) > .00005 || fabs(got.high - cases[i].high) > .00005)
            fail_msg("%d of %d: %.4f to %.4f, not %.4f to %.4f", cases[i].right, cases[i].n, got.low, got.high,
                     cases[i].low, cases[i].high);
    }
}

static int open_decks(void **state)
{
    (void)state;
    azure = read_deck(DECKS "/azure.yaml");
    banks[0] = read_deck(DECKS "/az-900.yaml");
    banks[1] = read_deck(DECKS "/clf-c02.yaml");
    return 0;
}

static int close_decks(void **state)
{
    (void)state;
    deck_free(azure);
    for (int b = 0; b < BANKS; b++)
        deck_free(banks[b]);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_thousand_exams_of_each_bank),
        cmocka_unit_test(the_order_does_not_tell_the_part),
        cmocka_unit_test(what_is_not_asked_is_on_no_board),
        cmocka_unit_test(drilled_ones_only_where_too_few_are_kept),
        cmocka_unit_test(those_shown_longest_ago_come_before_drilled_ones),
        cmocka_unit_test(no_exam_is_more_than_a_third_of_its_bank),
        cmocka_unit_test(a_seed_is_an_exam_for_ever),
        cmocka_unit_test(the_moves_give_the_same_exam),
        cmocka_unit_test(bad_lines_are_refused),
        cmocka_unit_test(three_do_not_fit_into_choose_two),
        cmocka_unit_test(the_clock_warns_once_and_ends_it),
        cmocka_unit_test(the_score_is_the_sum_of_points),
        cmocka_unit_test(answers_go_to_the_memory_as_they_should),
        cmocka_unit_test(wilson_as_published),
    };
    return cmocka_run_group_tests(tests, open_decks, close_decks);
}
