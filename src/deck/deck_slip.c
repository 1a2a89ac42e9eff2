/* libyaml says where its grammar broke. Here the lines around that place are looked at, for what people do: a tab, a
   colon in a text, a bracket that is left open, a blank that is missing. Each of these is a function that tells its
   slip if it is that; the first one wins. */
#include "deck/deck_slip.h"

#include "base/tr.h"

#include <stdlib.h>
#include <string.h>

struct line {
    const char *at, *end;
    int number;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_break(char c)
{
    return c == '\n' || c == '\r';
}

/* Lines and columns are counted as libyaml does; the line is empty where the file has no such one. */
static struct line line_of(const struct slip *s, int number)
{
    const char *at = s->bytes, *end = s->bytes + s->size;
    for (int n = 1; n < number && at < end; at++)
        n += *at == '\n' || (*at == '\r' && (at + 1 == end || at[1] != '\n'));
    struct line line = {at, at, number};
    while (line.end < end && !is_break(*line.end))
        line.end++;
    return line;
}

static const char *place_of(const struct slip *s, struct deck_mark at)
{
    struct line line = line_of(s, at.line);
    const char *place = line.at;
    for (int column = 1; column < at.column && place < line.end; column++)
        for (place++; place < line.end && ((unsigned char)*place & 0xc0) == 0x80;)
            place++;
    return place;
}

static char char_at(const struct slip *s, struct deck_mark at)
{
    const char *place = place_of(s, at);
    return place < s->bytes + s->size ? *place : '\0';
}

static struct deck_mark mark_in(struct line line, const char *place)
{
    struct deck_mark mark = {line.number, 1};
    for (const char *at = line.at; at < place; at++)
        mark.column += ((unsigned char)*at & 0xc0) != 0x80;
    return mark;
}

/* Behind the indent and the dashes. */
static const char *text_of(struct line line)
{
    const char *at = line.at;
    while (at < line.end && (is_blank(*at) || (*at == '-' && at + 1 < line.end && is_blank(at[1]))))
        at++;
    return at;
}

static bool is_empty(struct line line)
{
    const char *text = text_of(line);
    return text == line.end || *text == '#';
}

/* The one above that says something; the line itself where there is none. */
static struct line line_above(const struct slip *s, struct line line)
{
    struct line above = line;
    while (above.at > s->bytes) {
        above.end = above.at - 1;
        if (*above.end == '\n' && above.end > s->bytes && above.end[-1] == '\r')
            above.end--;
        for (above.at = above.end; above.at > s->bytes && !is_break(above.at[-1]);)
            above.at--;
        above.number--;
        if (!is_empty(above))
            return above;
    }
    return line;
}

static const char *end_of_key(const char *at, const char *end)
{
    while (at < end && ((*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9') || *at == '_' || *at == '-'))
        at++;
    return at;
}

static struct word_text words(const char *at, const char *end)
{
    char copy[128];
    size_t length = (size_t)(end - at) < sizeof copy - 1 ? (size_t)(end - at) : sizeof copy - 1;
    while (length && at + length < end && ((unsigned char)at[length] & 0xc0) == 0x80)
        length--;
    memcpy(copy, at, length);
    copy[length] = '\0';
    return word_shown(copy);
}

static void forget_from(struct reader *r, struct deck_mark at)
{
    struct deck_problems *problems = r->problems;
    int kept = 0;
    for (int i = 0; i < problems->n; i++) {
        const struct deck_problem *p = &problems->list[i];
        if (p->line < at.line || (p->line == at.line && p->column < at.column))
            problems->list[kept++] = *p;
    }
    problems->n = kept;
}

/* -- the slips -- */

static bool tell_tab(struct reader *r, const struct slip *s)
{
    const int lines[] = {s->at.line, s->begins.line};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct line line = line_of(s, lines[i]);
        const char *tab = memchr(line.at, '\t', (size_t)(text_of(line) - line.at));
        if (!lines[i] || !tab)
            continue;
        forget_from(r, mark_in(line, line.at));
        reader_stop(r, mark_in(line, tab), tr("a tab indents this line; use spaces"));
        return true;
    }
    return false;
}

/* The quotes that a word processor puts in the place of " are letters to YAML. */
static bool tell_curly(struct reader *r, const struct slip *s)
{
    static const char *const quotes[] = {"\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x9e", "\xc2\xab", "\xc2\xbb"};
    struct line line = line_of(s, s->at.line);
    for (const char *at = line.at; at < line.end; at++)
        for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
            if ((size_t)(line.end - at) >= strlen(quotes[i]) && memcmp(at, quotes[i], strlen(quotes[i])) == 0) {
                forget_from(r, mark_in(line, line.at));
                reader_stop(r, mark_in(line, at),
                            tr("%s is a quote of a word processor; write the straight one, \", on both sides"),
                            quotes[i]);
                return true;
            }
    return false;
}

/* `name:Fire` in this line? Its text is told. */
static bool tell_blank_missing(struct reader *r, struct line line)
{
    const char *text = text_of(line), *colon = end_of_key(text, line.end);
    if (colon == text || colon + 1 >= line.end || *colon != ':' || is_blank(colon[1]))
        return false;
    forget_from(r, mark_in(line, line.at));
    reader_stop(r, mark_in(line, text), tr("a space is missing after the colon in '%s'"), words(text, line.end).text);
    return true;
}

/* A line that is no 'key: value': noticed on one below it. */
static bool tell_no_key(struct reader *r, const struct slip *s)
{
    if (!strstr(s->context, "simple key") || !s->begins.line)
        return false;
    struct line line = line_of(s, s->begins.line);
    const char *text = text_of(line), *value = end_of_key(text, line.end);
    if (tell_blank_missing(r, line))
        return true;
    while (value < line.end && (is_blank(*value) || *value == '='))
        value++;
    forget_from(r, mark_in(line, line.at));
    if (value < line.end && value > text)
        reader_stop(r, mark_in(line, text), tr("a colon and a space are missing in '%s'; write it as '%s: %s'"),
                    words(text, line.end).text, words(text, end_of_key(text, line.end)).text,
                    words(value, line.end).text);
    else
        reader_stop(r, mark_in(line, text), tr("a colon and a space are missing in '%s'; write it as 'key: value'"),
                    words(text, line.end).text);
    return true;
}

/* Does the line above go on here, so that what stands between is one text of two lines? */
static bool joins(const struct slip *s, struct line line)
{
    struct line above = line_above(s, line);
    const char *end = above.end;
    while (end > above.at && is_blank(end[-1]))
        end--;
    return above.number != line.number && end > above.at && !strchr(",{[", end[-1]);
}

static bool is_first_colon(const struct slip *s, struct line line)
{
    const char *text = text_of(line), *colon = end_of_key(text, line.end);
    return colon > text && place_of(s, s->at) == colon;
}

static bool tell_open(struct reader *r, const struct slip *s)
{
    struct line line = line_of(s, s->at.line);
    bool colon = char_at(s, s->at) == ':';
    if (!s->open.line || (colon && !(is_first_colon(s, line) && joins(s, line))))
        return false;
    bool brace = char_at(s, s->open) == '{';
    forget_from(r, s->open);
    reader_stop(r, s->open,
                brace ? tr("this { is never closed; write } where what belongs to it ends")
                      : tr("this [ is never closed; write ] where its list ends"));
    return true;
}

static bool tell_too_many(struct reader *r, const struct slip *s)
{
    char c = char_at(s, s->at);
    if (c != '}' && c != ']')
        return false;
    reader_stop(r, s->at, tr("there is no open %c for this %c; take it out, or put the text in \"double quotes\""),
                c == '}' ? '{' : '[', c);
    return true;
}

static bool tell_quote(struct reader *r, const struct slip *s)
{
    if (!strstr(s->context, "quoted scalar") || !strstr(s->problem, "end of stream"))
        return false;
    forget_from(r, s->begins);
    reader_stop(r, s->begins, tr("this quote is never closed; write it again where the text ends"));
    return true;
}

/* A text in quotes was read, and the line goes on behind it. */
static bool tell_behind_quote(struct reader *r, const struct slip *s)
{
    const char *place = place_of(s, s->at), *start = line_of(s, s->at.line).at;
    char c = char_at(s, r->at);
    while (place > start && is_blank(place[-1]))
        place--;
    if (place == start || (place[-1] != '"' && place[-1] != '\'') || (c != '"' && c != '\'') || r->part != PART_TEXT)
        return false;
    if (r->at.line < s->at.line)
        reader_stop(r, r->at, tr("this quote is closed on line %d only; write it again where the text ends"),
                    s->at.line);
    else
        reader_stop(r, s->at,
                    tr("the quotes end before the text does; put all of it in \"double quotes\", and write \\\" for "
                       "those inside"));
    return true;
}

static bool tell_escape(struct reader *r, const struct slip *s)
{
    if (!strstr(s->problem, "escape"))
        return false;
    reader_stop(r, s->at, tr("a \\ in \"double quotes\" is written twice, \\\\; or put the text in 'single quotes'"));
    return true;
}

static bool tell_sign(struct reader *r, const struct slip *s)
{
    struct deck_mark at = strstr(s->context, "simple key") || strstr(s->context, "block") || !s->begins.line ||
                                  char_at(s, s->at) == '@' || char_at(s, s->at) == '`'
                              ? s->at
                              : s->begins;
    char c = char_at(s, at);
    if (!c || !strchr("@`%*&!?|>-", c) || is_first_colon(s, line_of(s, at.line)))
        return false;
    reader_stop(r, at, tr("a text cannot begin with %c; put it in \"double quotes\""), c);
    return true;
}

static bool tell_colon(struct reader *r, const struct slip *s)
{
    struct line line = line_of(s, s->at.line);
    if (char_at(s, s->at) != ':')
        return false;
    if (!is_first_colon(s, line)) {
        forget_from(r, s->at);
        reader_stop(r, s->at, tr("a colon inside a text; put the text in \"double quotes\""));
        return true;
    }
    return tell_blank_missing(r, line_above(s, line));
}

static void tell_indent(struct reader *r, const struct slip *s)
{
    struct line line = line_of(s, s->at.line), above = line_above(s, line);
    const char *text = text_of(line);
    bool first = text < line.end && (place_of(s, s->at) <= text || is_first_colon(s, line));
    if (r->ended.line == s->at.line)
        r->problems->n = r->before_ended < r->problems->n ? r->before_ended : r->problems->n;
    if (strstr(s->problem, "document start"))
        reader_stop(r, s->at, tr("the deck ends above this line; take out what ends it, or all that follows"));
    else if (first && r->outdented)
        r->stopped = true;
    else if (first && above.number != line.number)
        reader_stop(r, mark_in(line, text),
                    tr("this line is indented differently from those it belongs with; let it begin where they do"));
    else
        reader_stop(r, s->at,
                    tr("this line cannot be read; look for an open quote or bracket here and above, or put the text "
                       "in \"double quotes\""));
}

void slip_tell(struct reader *r, const struct slip *slip)
{
    static bool (*const slips[])(struct reader * r, const struct slip *slip) = {
        tell_tab,  tell_curly,  tell_quote,    tell_no_key, tell_behind_quote,
        tell_open, tell_escape, tell_too_many, tell_colon,  tell_sign};
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++)
        if (slips[i](r, slip))
            return;
    tell_indent(r, slip);
}
