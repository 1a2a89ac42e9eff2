/* What all parts of a deck are read with: telling problems, stepping over events, texts, blocks by their table of
   fields, lists by their table of kinds. Once the reading has stopped there are no more parts and nothing more is told,
   so that no loop needs to look. A translation is read with the same tables: its items are there already. */
#include "deck/deck_reader.h"

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "deck/deck_keys.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COMPARED_MOST = 100000 }; /* a search for the nearest word among all cards takes as long as reading some */

static void put_problem(struct reader *r, struct deck_mark at, const char *format, va_list args)
{
    struct deck_problems *problems = r->problems;
    if (problems->n == DECK_PROBLEMS_MAX) {
        problems->more++;
        return;
    }
    struct deck_problem *p = &problems->list[problems->n++];
    p->line = at.line;
    p->column = at.column;
    size_t length = (size_t)vsnprintf(p->text, sizeof p->text, format, args);
    if (length < sizeof p->text)
        return;
    for (length = sizeof p->text - 1; !utf8_valid(p->text, length);)
        length--;
    p->text[length] = '\0';
}

void reader_problem(struct reader *r, struct deck_mark at, const char *format, ...)
{
    if (r->quiet || r->stopped)
        return;
    va_list args;
    va_start(args, format);
    put_problem(r, at, format, args);
    va_end(args);
}

void reader_stop(struct reader *r, struct deck_mark at, const char *format, ...)
{
    if (r->stopped)
        return;
    va_list args;
    va_start(args, format);
    put_problem(r, at, format, args);
    va_end(args);
    r->stopped = true;
}

static bool is_before(const struct deck_problem *a, const struct deck_problem *b)
{
    return a->line != b->line ? a->line < b->line : a->column < b->column;
}

void reader_sort_problems(struct deck_problems *problems)
{
    struct deck_problem *list = problems->list;
    for (int i = 1; i < problems->n; i++) {
        struct deck_problem moved = list[i];
        int to = i;
        for (; to > 0 && is_before(&moved, &list[to - 1]); to--)
            list[to] = list[to - 1];
        list[to] = moved;
    }
}

void reader_unknown(struct reader *r, struct deck_mark at, const char *what, const char *word, const char *where,
                    struct words words)
{
    if (r->quiet || r->stopped)
        return;
    if (r->problems->n == DECK_PROBLEMS_MAX) {
        r->problems->more++; /* a search for each of a million unknown words takes too long */
        return;
    }
    const char *near = r->compared > COMPARED_MOST ? NULL : word_near(words, word);
    r->compared += words.n;
    if (near)
        reader_problem(r, at, tr("unknown %s '%s' in %s; did you mean '%s'?"), what ? what : tr("key"),
                       word_shown(word).text, where, word_shown(near).text);
    else if (what)
        reader_problem(r, at, tr("unknown %s '%s' in %s; use one of: %s"), what, word_shown(word).text, where,
                       word_list(words).text);
    else
        reader_problem(r, at, tr("unknown key '%s' in %s; take it out or use one of: %s"), word_shown(word).text, where,
                       word_list(words).text);
}

bool reader_more(struct reader *r, enum part end)
{
    reader_next(r);
    return r->part != end && r->part != PART_NONE;
}

static bool is_start(const struct reader *r)
{
    return r->part == PART_BLOCK || r->part == PART_LIST;
}

void reader_leave(struct reader *r, int depth)
{
    while (r->depth >= depth && !r->stopped)
        reader_next(r);
}

void reader_skip(struct reader *r)
{
    if (is_start(r))
        reader_leave(r, r->depth);
}

static const char *type_name(const struct reader *r)
{
    if (r->part == PART_BLOCK)
        return tr("a block of keys");
    if (r->part == PART_LIST)
        return tr("a list");
    return r->text_length ? tr("a text") : tr("nothing");
}

bool reader_expect(struct reader *r, enum part part, const char *what)
{
    if (r->part == part)
        return true;
    if (r->part != PART_ALIAS && r->part != PART_NONE)
        reader_problem(r, r->at,
                       part == PART_BLOCK  ? tr("%s must be a block of 'key: value' lines, but here is %s")
                       : part == PART_LIST ? tr("%s must be a list, as in [a, b], but here is %s")
                                           : tr("%s must be one text, but here is %s"),
                       what, type_name(r));
    reader_skip(r);
    return false;
}

/* Bytes of the blank or line break at text; 0: there is none. */
static int blank_at(const char *text)
{
    const unsigned char *t = (const unsigned char *)text;
    if (*t == ' ' || *t == '\t' || *t == '\n' || *t == '\r')
        return 1;
    if (t[0] == 0xc2 && t[1] == 0x85)
        return 2;
    return t[0] == 0xe2 && t[1] == 0x80 && (t[2] == 0xa8 || t[2] == 0xa9) ? 3 : 0;
}

/* Is it one line already, with single spaces between words? Sees some that are as not, but none the other way. */
static bool is_squeezed(const char *text, size_t length)
{
    unsigned odd = text[0] == ' ' || text[length - 1] == ' ';
    for (size_t i = 1; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        odd |= (c < 0x20) | (c == 0xc2) | (c == 0xe2) | ((c == ' ') & (text[i - 1] == ' '));
    }
    return !odd && !blank_at(text);
}

/* Lines become one, blanks at both ends are cut and those between words are one each. */
static char *squeeze(char *text)
{
    char *to = text;
    bool gap = false;
    for (const char *from = text; *from;) {
        int blank = blank_at(from);
        if (blank) {
            gap = to > text;
            from += blank;
            continue;
        }
        if (gap)
            *to++ = ' ';
        gap = false;
        *to++ = *from++;
    }
    *to = '\0';
    return text;
}

/* The text in hand in the deck's memory, with its place before it, where deck_text_at finds that. */
static char *keep_text(struct reader *r)
{
    struct deck_mark at = {r->at.line, r->at.column};
    char *place = arena_alloc(&r->deck->memory, sizeof at + r->text_length + 1), *text = place + sizeof at;
    memcpy(place, &at, sizeof at);
    memcpy(text, r->text, r->text_length);
    text[r->text_length] = '\0';
    return text;
}

const char *reader_take_text(struct reader *r, const char *what)
{
    if (!reader_expect(r, PART_TEXT, what))
        return NULL;
    if (word_is_blank(r->text)) {
        reader_problem(r, r->at, tr("%s is empty; write its text, or take it out where it is not needed"), what);
        return NULL;
    }
    char *text = keep_text(r);
    return is_squeezed(text, r->text_length) ? text : squeeze(text);
}

const char *reader_take_id(struct reader *r, const char *what)
{
    if (!reader_expect(r, PART_TEXT, what))
        return NULL;
    if (!word_is_id(r->text))
        reader_problem(r, r->at,
                       tr("%s cannot be '%s'; an id is 1 to %d lower-case letters a to z, digits and hyphens"), what,
                       word_shown(r->text).text, DECK_ID_MAX);
    return arena_text(&r->deck->memory, r->text, r->text_length);
}

void reader_put_text(struct reader *r, const char **place, const char *what)
{
    if (r->deck->base && !*place)
        reader_problem(r, r->key, tr("'%s' is not in the base here, so there is nothing to translate; take it out"),
                       what);
    const char *text = reader_take_text(r, what);
    if (text)
        *place = text;
}

void reader_not_in_base(struct reader *r, const char *what)
{
    reader_problem(r, r->key, tr("'%s' is not in the base here, so there is nothing to translate; take it out"), what);
    reader_skip(r);
}

/* -- blocks -- */

static bool may_stand(const struct reader *r, const struct field *field)
{
    return r->deck->base ? field->where != BASE_ONLY : field->where != TRANSLATION_ONLY;
}

static bool is_needed(const struct reader *r, const struct field *field)
{
    return field->required && (r->deck->base ? field->where >= TRANSLATION_TOO : field->where != TRANSLATION_ONLY);
}

static const struct field *find_field(const struct shape *shape, const char *key)
{
    for (int i = 0; i < shape->n; i++)
        if (strcmp(shape->fields[i].name, key) == 0)
            return &shape->fields[i];
    return NULL;
}

bool reader_is_key(struct reader *r)
{
    if (!reader_expect(r, PART_TEXT, tr("a key")))
        return false;
    if (strcmp(r->text, "<<") != 0)
        return true;
    reader_problem(r, r->at, tr("a merge key (<<) cannot stand in a deck; write out the keys it would bring"));
    return false;
}

static void tell_unknown_key(struct reader *r, const struct shape *shape)
{
    const char *names[32];
    int n = 0;
    for (int i = 0; i < shape->n; i++)
        if (may_stand(r, &shape->fields[i]))
            names[n++] = shape->fields[i].name;
    reader_unknown(r, r->at, NULL, r->text, shape->what, (struct words){names, sizeof *names, n});
}

/* Of a translation without its deck everything else would be told too. */
static void tell_misplaced(struct reader *r, const struct field *field)
{
    if (r->deck->base)
        reader_problem(r, r->at, tr("'%s' cannot stand in a translation, which has ids and texts only; take it out"),
                       field->name);
    else
        reader_stop(r, r->at,
                    tr("'%s' makes this a translation, which is read with its deck: name it STEM.LANGUAGE.yaml beside "
                       "STEM.yaml"),
                    field->name);
}

static const struct field *read_key(struct reader *r, const struct shape *shape, unsigned *seen)
{
    if (!reader_is_key(r))
        return NULL;
    const struct field *field = find_field(shape, r->text);
    if (!field) {
        tell_unknown_key(r, shape);
        return NULL;
    }
    if (!may_stand(r, field)) {
        tell_misplaced(r, field);
        return NULL;
    }
    unsigned bit = 1u << (field - shape->fields);
    if (*seen & bit) {
        reader_problem(r, r->at, tr("%s has '%s' twice; take one of them out"), shape->what, field->name);
        return NULL;
    }
    *seen |= bit;
    return field;
}

static void read_value(struct reader *r, const struct field *field, void *into)
{
    r->key = r->at;
    reader_next(r);
    if (field)
        field->read(r, field, into);
    else
        reader_skip(r);
}

void reader_block_rest(struct reader *r, const struct shape *shape, void *into, struct deck_mark start, unsigned seen)
{
    while (reader_more(r, PART_BLOCK_END)) {
        const struct field *field = read_key(r, shape, &seen);
        read_value(r, field, into);
    }
    for (int i = 0; i < shape->n; i++)
        if (is_needed(r, &shape->fields[i]) && !(seen >> i & 1))
            reader_problem(r, start, tr("%s has no '%s'; add it, as in '%s'"), shape->what, shape->fields[i].name,
                           shape->fields[i].example);
}

void reader_block(struct reader *r, const struct shape *shape, void *into)
{
    struct deck_mark start = r->at;
    if (reader_expect(r, PART_BLOCK, shape->what))
        reader_block_rest(r, shape, into, start, 0);
}
