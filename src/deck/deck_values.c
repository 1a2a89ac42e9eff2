/* Values of one text: what it may be, and how that is said where it is something else. */
#include "deck/deck_values.h"

#include "base/tr.h"
#include "base/utf8.h"
#include "deck/deck_keys.h"

#include <stdlib.h>
#include <string.h>

static const char **text_at(const struct field *field, void *into)
{
    return (const char **)(void *)((char *)into + field->offset);
}

static void set_text(const struct field *field, void *into, const char *text)
{
    if (text)
        *text_at(field, into) = text;
}

void value_text(struct reader *r, const struct field *field, void *into)
{
    reader_put_text(r, text_at(field, into), field->name);
}

void value_own_text(struct reader *r, const struct field *field, void *into)
{
    set_text(field, into, reader_take_text(r, field->name));
}

void value_id(struct reader *r, const struct field *field, void *into)
{
    set_text(field, into, reader_take_id(r, field->name));
}

void value_item_id(struct reader *r, const struct field *field, void *into)
{
    memcpy((char *)into + deck_kinds[field->kind].at, &r->at, sizeof r->at);
    if (r->part == PART_TEXT && !word_is_id(r->text))
        r->lists[field->kind].ill = true;
    value_id(r, field, into);
}

void value_language(struct reader *r, const struct field *field, void *into)
{
    struct deck_mark at = r->at;
    const char *text = reader_take_text(r, field->name);
    if (text && !word_is_language(text))
        reader_problem(r, at, tr("'%s' is not the code of a language; write one such as en, nl or pt-br"),
                       word_shown(text).text);
    set_text(field, into, text);
}

void value_link(struct reader *r, const struct field *field, void *into)
{
    struct deck_mark at = r->at;
    const char *text = reader_take_text(r, field->name);
    if (text && !word_is_link(text))
        reader_problem(r, at, tr("'%s' is not a web address; copy it from the browser, it begins with https://"),
                       word_shown(text).text);
    set_text(field, into, text);
}

void value_day(struct reader *r, const struct field *field, void *into)
{
    if (!reader_expect(r, PART_TEXT, field->name))
        return;
    int day;
    if (word_day(r->text, &day))
        memcpy((char *)into + field->offset, &day, sizeof day);
    else
        reader_problem(r, r->at, tr("'%s' is not a day of the calendar; write year-month-day, such as 2025-12-01"),
                       word_shown(r->text).text);
}

void value_number(struct reader *r, const struct field *field, void *into)
{
    if (!reader_expect(r, PART_TEXT, field->name))
        return;
    size_t digits = strspn(r->text, "0123456789");
    bool whole = digits > 0 && digits < 9 && !r->text[digits];
    int number = whole ? atoi(r->text) : 0;
    if (whole && number >= field->least && number <= field->most)
        memcpy((char *)into + field->offset, &number, sizeof number);
    else
        reader_problem(r, r->at, tr("%s must be a whole number from %d to %d, not '%s'"), field->name, field->least,
                       field->most, word_shown(r->text).text);
}

void value_yes(struct reader *r, const struct field *field, void *into)
{
    if (!reader_expect(r, PART_TEXT, field->name))
        return;
    bool yes = strcmp(r->text, "true") == 0;
    memcpy((char *)into + field->offset, &yes, sizeof yes);
    if (!yes && strcmp(r->text, "false") != 0)
        reader_problem(r, r->at, tr("%s must be true or false, not '%s'"), field->name, word_shown(r->text).text);
}

void value_source(struct reader *r, const struct field *field, void *into)
{
    int source = reader_expect(r, PART_TEXT, field->name)
                     ? reader_find_here(r, SOURCES, deck_kinds[field->kind].shape->what)
                     : -1;
    memcpy((char *)into + field->offset, &source, sizeof source);
}

void value_objective(struct reader *r, const struct field *field, void *into)
{
    struct deck_mark at = r->at;
    const char *text = reader_take_text(r, field->name);
    if (text && utf8_count(text) > OBJECTIVE_MAX)
        reader_problem(r, at, tr("an objective is a short text such as \"2.1\", at most %d characters; shorten it"),
                       OBJECTIVE_MAX);
    set_text(field, into, text);
}

void value_ids(struct reader *r, const struct field *field, void *into)
{
    (void)into;
    struct deck_mark start = r->at;
    if (!reader_expect(r, PART_LIST, field->name))
        return;
    while (reader_more(r, PART_LIST_END)) {
        const char *id = reader_take_id(r, deck_kinds[field->kind].a);
        if (id)
            reader_add(r, field->kind, id);
    }
    reader_finish(r, field->kind, start);
}
