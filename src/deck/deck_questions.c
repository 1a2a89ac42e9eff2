/* Questions: one choice among options, or a grid of statements to which the answer is yes or no. */
#include "base/mem.h"
#include "base/tr.h"
#include "deck/deck_keys.h"
#include "deck/deck_values.h"

#include <string.h>

static const struct field option_fields[] = {
    {"id", .read = value_item_id, .offset = offsetof(struct deck_option, id), .kind = OPTIONS, .where = TRANSLATION_TOO,
     .required = true, .example = "id: a"},
    {"text", .read = value_text, .offset = offsetof(struct deck_option, text), .where = ALSO_TRANSLATED,
     .required = true, .example = "text: Patch the database"},
    {"right", .read = value_yes, .offset = offsetof(struct deck_option, right)},
    {"why", .read = value_text, .offset = offsetof(struct deck_option, why), .where = ALSO_TRANSLATED},
};
static const struct field statement_fields[] = {
    {"id", .read = value_item_id, .offset = offsetof(struct deck_option, id), .kind = STATEMENTS,
     .where = TRANSLATION_TOO, .required = true, .example = "id: a"},
    {"text", .read = value_text, .offset = offsetof(struct deck_option, text), .where = ALSO_TRANSLATED,
     .required = true, .example = "text: You patch the database"},
    {"yes", .read = value_yes, .offset = offsetof(struct deck_option, right), .required = true, .example = "yes: true"},
    {"why", .read = value_text, .offset = offsetof(struct deck_option, why), .where = ALSO_TRANSLATED},
};
const struct shape option_shape = SHAPE("an option", option_fields);
const struct shape statement_shape = SHAPE("a statement", statement_fields);

static void read_use(struct reader *r, const struct field *field, void *into)
{
    static const char *const names[] = {"drill", "exam"};
    struct deck_question *question = into;
    if (!reader_expect(r, PART_TEXT, field->name))
        return;
    question->for_exam = strcmp(r->text, "exam") == 0;
    if (!question->for_exam && strcmp(r->text, "drill") != 0)
        reader_unknown(r, r->at, tr("use"), r->text, tr("a question"), (struct words){names, sizeof *names, 2});
}

static void read_question_objective(struct reader *r, const struct field *field, void *into)
{
    struct deck_question *question = into;
    struct deck_mark at = r->at;
    value_objective(r, field, into);
    if (question->objective)
        reader_use(&r->objectives, question->objective, at);
}

static void read_question_about(struct reader *r, const struct field *field, void *into)
{
    (void)field;
    struct deck_question *question = into;
    about_read(r, &question->about, &question->n_about);
}

static void read_option(struct reader *r, enum kind kind)
{
    struct deck_option *option = reader_item_begin(r, kind);
    if (option)
        reader_item_rest(r, kind, option);
}

/* A question can be asked when luck may get it wrong. */
static void check_choice(struct reader *r, const struct list *list, struct deck_mark at)
{
    const struct deck_option *options = list->items;
    int right = 0;
    for (int i = 0; i < list->n; i++)
        right += options[i].right;
    if (list->n >= DECK_OPTIONS_MIN && right == 0)
        reader_problem(r, at, tr("no option is right; write 'right: true' in at least one"));
    if (list->n >= DECK_OPTIONS_MIN && right == list->n)
        reader_problem(r, at, tr("every option is right, so nothing can be wrong; take out one 'right: true'"));
}

/* In a translation: the options of the base's question, by their ids. */
static void open_base_options(struct reader *r, const struct deck_question *question)
{
    for (enum kind kind = OPTIONS; kind <= STATEMENTS; kind++) {
        struct list *list = &r->lists[kind];
        bool here = question->grid == (kind == STATEMENTS);
        list->items = question->options;
        list->n = 0;
        for (int i = 0; here && i < question->n_options; i++) {
            list->names = xgrow(list->names, i, &list->names_capacity, sizeof *list->names);
            list->names[list->n++] = (struct name){.id = question->options[i].id, .index = i};
        }
        list->whole = true;
        reader_sort_names(list);
    }
}

static void read_options(struct reader *r, const struct field *field, void *into)
{
    struct deck_question *question = into;
    struct list *list = &r->lists[field->kind];
    struct deck_mark at = r->key;
    if (r->deck->base) {
        reader_items(r, field, read_option);
        return;
    }
    list->n = 0;
    list->full = list->ill = false;
    list->key = at;
    int problems = r->problems->n + r->problems->more;
    reader_items(r, field, read_option);
    if (field->kind == OPTIONS && r->problems->n + r->problems->more == problems)
        check_choice(r, list, at);
    question->grid = field->kind == STATEMENTS;
    question->n_options = list->n;
    question->options = arena_alloc(&r->deck->memory, (size_t)list->n * sizeof *question->options);
    if (list->n)
        memcpy(question->options, list->items, (size_t)list->n * sizeof *question->options);
}

static const struct field question_fields[] = {
    {"id", .read = value_item_id, .offset = offsetof(struct deck_question, id), .kind = QUESTIONS,
     .where = TRANSLATION_TOO, .required = true, .example = "id: rds-os"},
    {"use", .read = read_use},
    {"objective", .read = read_question_objective, .offset = offsetof(struct deck_question, objective)},
    {"about", .read = read_question_about},
    {"ask", .read = value_text, .offset = offsetof(struct deck_question, ask), .where = ALSO_TRANSLATED,
     .required = true, .example = "ask: Who patches the system"},
    {"options", .read = read_options, .kind = OPTIONS, .where = ALSO_TRANSLATED},
    {"statements", .read = read_options, .kind = STATEMENTS, .where = ALSO_TRANSLATED},
    {"source", .read = value_source, .offset = offsetof(struct deck_question, source), .kind = QUESTIONS,
     .required = true, .example = "source: learn"},
};
const struct shape question_shape = SHAPE("a question", question_fields);

static void read_question(struct reader *r, enum kind kind)
{
    struct list *options = &r->lists[OPTIONS], *statements = &r->lists[STATEMENTS];
    bool is_block = r->part == PART_BLOCK;
    struct deck_question *question = reader_item_begin(r, kind);
    if (!question)
        return;
    options->key = statements->key = (struct deck_mark){0, 0};
    if (r->deck->base)
        open_base_options(r, question);
    reader_item_rest(r, kind, question);
    if (r->deck->base)
        return;
    if (options->key.line && statements->key.line)
        reader_problem(r, statements->key, tr("a question has options or statements, not both; take out one of them"));
    if (is_block && !options->key.line && !statements->key.line && !r->meant)
        reader_problem(r, question->at,
                       tr("a question has no 'options'; add them, each with an id and a text and one with 'right: "
                          "true', or 'statements' for yes and no"));
}

void questions_read(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    reader_items(r, field, read_question);
}

void objectives_check(struct reader *r)
{
    const struct list *list = &r->lists[QUESTIONS];
    const struct deck_question *questions = list->items;
    if (!r->lists[PARTS].whole)
        return;
    for (int i = 0; i < list->n; i++)
        if (!questions[i].objective)
            reader_problem(r, questions[i].at,
                           tr("a question of a deck with an exam_blueprint has an objective; add one of its parts, as "
                              "in 'objective: \"%s\"'"),
                           word_shown(r->lists[PARTS].names[0].id).text);
    reader_check_uses(r, &r->objectives, PARTS, tr("a question"));
}
