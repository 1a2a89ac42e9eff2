/* libyaml throws comments away, but it knows where each text begins and ends: what is a # between two texts begins a
   comment, and what is a # inside one, in quotes or not, never does. Its marks count characters, and so does the walk
   over the bytes here. */
#include "deck/deck_allow.h"

#include <yaml.h>

#include <stdlib.h>
#include <string.h>

/* A file, and a line, may be nothing but comments. */
enum { ALLOWS_MAX = 100000, ALLOWS_OF_LINE = 32 };

struct walk {
    const char *at, *end;
    size_t index; /* characters before `at`, as libyaml counts them */
    struct deck_mark mark;
    bool blank; /* a comment may begin here: it is the start of a line, or behind a blank */
    struct deck_allow *list;
    int n, capacity;
    bool (*is_rule)(const char *name);
};

/* Bytes of the line break at `at` (CR and LF count as two characters); 0: there is none. */
static int break_at(const char *at, const char *end)
{
    const unsigned char *t = (const unsigned char *)at;
    if (*at == '\n' || *at == '\r')
        return 1;
    if (end - at >= 2 && t[0] == 0xc2 && t[1] == 0x85)
        return 2;
    return end - at >= 3 && t[0] == 0xe2 && t[1] == 0x80 && (t[2] == 0xa8 || t[2] == 0xa9) ? 3 : 0;
}

static void step(struct walk *w)
{
    int size = break_at(w->at, w->end);
    bool joined = *w->at == '\r' && w->end - w->at >= 2 && w->at[1] == '\n';
    w->blank = size || *w->at == ' ' || *w->at == '\t';
    if (size && !joined)
        w->mark = (struct deck_mark){w->mark.line + 1, 1};
    else
        w->mark.column++;
    for (w->at += size ? size : 1; !size && w->at < w->end && ((unsigned char)*w->at & 0xc0) == 0x80;)
        w->at++;
    w->index++;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* One `# allow RULE: reason`, from the word behind allow to the end. */
static void add_allow(struct walk *w, struct deck_mark at, const char *word, const char *end)
{
    struct deck_allow allow = {.at = at};
    size_t length = 0;
    while (word + length < end && !is_blank(word[length]) && word[length] != ':')
        length++;
    size_t kept = length < sizeof allow.rule ? length : sizeof allow.rule - 1;
    memcpy(allow.rule, word, kept);
    allow.known = w->is_rule(allow.rule);
    bool colon = word + length < end && word[length] == ':';
    bool full = w->n == ALLOWS_MAX || (w->n >= ALLOWS_OF_LINE && w->list[w->n - ALLOWS_OF_LINE].at.line == at.line);
    if (!length || (!allow.known && !colon) || full)
        return;
    for (const char *rest = word + length + 1; rest < end; rest++)
        allow.reason = allow.reason || (!is_blank(*rest) && colon);
    w->list = xgrow(w->list, w->n, &w->capacity, sizeof *w->list);
    w->list[w->n++] = allow;
}

/* `at` is a #; is `allow` behind it? Then where its word begins. */
static const char *allow_word(const char *at, const char *end)
{
    static const char allow[] = "allow";
    for (at++; at < end && is_blank(*at); at++)
        ;
    size_t length = sizeof allow - 1;
    if ((size_t)(end - at) <= length || memcmp(at, allow, length) != 0 || !is_blank(at[length]))
        return NULL;
    for (at += length; at < end && is_blank(*at); at++)
        ;
    return at;
}

/* From the # to the end of its line; several rules may be allowed in one, each with its own #. */
static void take_comment(struct walk *w)
{
    const char *end = w->at;
    while (end < w->end && !break_at(end, w->end))
        end++;
    while (w->at < end) {
        struct deck_mark at = w->mark;
        const char *word = *w->at == '#' ? allow_word(w->at, end) : NULL, *next = word ? word : w->at + 1;
        while (word && next < end && !(*next == '#' && allow_word(next, end)))
            next++;
        if (word)
            add_allow(w, at, word, next);
        while (w->at < next)
            step(w);
    }
}

static void walk_to(struct walk *w, size_t index)
{
    while (w->at < w->end && w->index < index)
        if (*w->at == '#' && w->blank)
            take_comment(w);
        else
            step(w);
}

static void pass_text(struct walk *w, size_t end)
{
    while (w->at < w->end && w->index < end)
        step(w);
}

struct deck_allow *deck_allow_find(const char *bytes, size_t size, bool (*is_rule)(const char *name), int *n)
{
    static const char byte_order_mark[] = "\xef\xbb\xbf";
    size_t skip = size >= 3 && memcmp(bytes, byte_order_mark, 3) == 0 ? 3 : 0;
    struct walk w = {.at = bytes + skip, .end = bytes + size, .mark = {1, 1}, .blank = true, .is_rule = is_rule};
    yaml_parser_t parser;
    yaml_token_t token;
    if (!yaml_parser_initialize(&parser))
        abort();
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)w.at, size - skip);
    for (bool over = false; !over && yaml_parser_scan(&parser, &token);) {
        over = token.type == YAML_STREAM_END_TOKEN;
        if (token.type == YAML_SCALAR_TOKEN) {
            walk_to(&w, token.start_mark.index);
            pass_text(&w, token.end_mark.index);
        }
        yaml_token_delete(&token);
    }
    yaml_parser_delete(&parser);
    walk_to(&w, SIZE_MAX);
    *n = w.n;
    return w.list;
}
