/* The only user of libyaml: turns its events into the parts that deck_reader and deck_keys read, and refuses on the way
   what no deck needs (tags, anchors, aliases, control characters, deep nesting). Where the parts of a file were
   recorded before, they come from there. */
#include "deck/deck_yaml.h"

#include "base/tr.h"
#include "base/utf8.h"
#include "deck/deck_keys.h"
#include "deck/deck_parts.h"
#include "deck/deck_reader.h"
#include "deck/deck_slip.h"

#include <yaml.h>

#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = PARTS_DEPTH_MAX }; /* libyaml's scanner is quadratic in the depth of brackets */

struct yaml {
    const char *bytes;
    size_t size;
    yaml_parser_t parser;
    yaml_event_t event;
    struct deck_mark open[DEPTH_MAX]; /* the braces and brackets that the part in hand stands in */
    int n_open;
    struct parts_tape *tape; /* what is made is recorded there; or NULL */
    bool plays;              /* instead of libyaml a recording makes the parts */
    struct parts_play play;
};

static struct deck_mark mark_of(yaml_mark_t mark)
{
    return (struct deck_mark){(int)mark.line + 1, (int)mark.column + 1};
}

static struct deck_mark mark_of_offset(const struct reader *r, size_t offset)
{
    struct deck_mark mark = {1, 1};
    for (size_t i = 0; i < offset && i < r->yaml->size; i++)
        if (r->yaml->bytes[i] == '\n')
            mark = (struct deck_mark){mark.line + 1, 1};
        else
            mark.column += ((unsigned char)r->yaml->bytes[i] & 0xc0) != 0x80;
    return mark;
}

/* The first byte up to `end` where no character of UTF-8 begins; past `end` where all are good. */
static size_t first_broken(const struct reader *r, size_t end)
{
    size_t at = 0;
    while (at <= end && at < r->yaml->size) {
        unsigned char lead = (unsigned char)r->yaml->bytes[at];
        size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (length > r->yaml->size - at || !utf8_valid(r->yaml->bytes + at, length))
            return at;
        at += length;
    }
    return end + 1;
}

/* libyaml refuses what is not UTF-8, and most control characters: tell which of the two it was. */
static void stop_at_bytes(struct reader *r)
{
    size_t offset = r->yaml->parser.problem_offset, broken = first_broken(r, offset);
    if (broken <= offset)
        reader_stop(r, mark_of_offset(r, broken), tr("this is not UTF-8; save the file with the encoding UTF-8"));
    else
        reader_stop(r, mark_of_offset(r, offset), tr("the character U+%04X cannot be shown; take it out"),
                    (unsigned)r->yaml->parser.problem_value);
}

static void stop_at_syntax(struct reader *r)
{
    const yaml_parser_t *p = &r->yaml->parser;
    int open = r->yaml->n_open < DEPTH_MAX ? r->yaml->n_open : DEPTH_MAX;
    struct slip slip = {.bytes = r->yaml->bytes,
                        .size = r->yaml->size,
                        .problem = p->problem ? p->problem : "",
                        .context = p->context ? p->context : "",
                        .at = mark_of(p->problem_mark)};
    if (p->context)
        slip.begins = mark_of(p->context_mark);
    slip.open = strstr(slip.context, "parsing a flow") ? slip.begins
                : open                                 ? r->yaml->open[open - 1]
                                                       : (struct deck_mark){0, 0};
    if (p->error == YAML_READER_ERROR)
        stop_at_bytes(r);
    else if (p->error == YAML_MEMORY_ERROR)
        reader_stop(r, slip.at, tr("there is not enough memory to read on; close other programs"));
    else
        slip_tell(r, &slip);
}

/* What no value of a deck may have, wherever it stands. */
static void check_properties(struct reader *r, const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (anchor)
        reader_problem(r, r->at, tr("an anchor (&%s) is of no use in a deck; take it out"),
                       word_shown((const char *)anchor).text);
    if (tag)
        reader_problem(r, r->at, tr("a tag (%s) is of no use in a deck; take it out"),
                       word_shown((const char *)tag).text);
}

static void enter(struct reader *r, enum part part, const yaml_char_t *anchor, const yaml_char_t *tag, bool flow)
{
    struct yaml *yaml = r->yaml;
    r->part = part;
    if (flow && yaml->n_open < DEPTH_MAX)
        yaml->open[yaml->n_open] = r->at;
    yaml->n_open += flow;
    r->braced = yaml->n_open > 0;
    check_properties(r, anchor, tag);
    if (++r->depth > DEPTH_MAX)
        reader_stop(r, r->at,
                    tr("nested deeper than %d levels; no part of a deck needs that, look for brackets too many"),
                    DEPTH_MAX);
}

static void take_scalar(struct reader *r, const yaml_event_t *e)
{
    r->part = PART_TEXT;
    r->text = (const char *)e->data.scalar.value;
    r->text_length = e->data.scalar.length;
    check_properties(r, e->data.scalar.anchor, e->data.scalar.tag);
    int control = utf8_control(r->text, r->text_length);
    if (control >= 0)
        reader_problem(r, r->at, tr("the character U+%04X in this text cannot be shown; take it out"),
                       (unsigned)control);
}

static void leave(struct reader *r, enum part part)
{
    r->part = part;
    r->yaml->n_open -= r->yaml->n_open > 0; /* inside one, all others are such too */
    r->braced = r->yaml->n_open > 0;
    r->depth--;
}

static void take_alias(struct reader *r, const yaml_event_t *e)
{
    r->part = PART_ALIAS;
    reader_problem(r, r->at, tr("an alias (*%s) cannot stand in a deck; write out what it means"),
                   word_shown((const char *)e->data.alias.anchor).text);
}

static void take_event(struct reader *r, const yaml_event_t *e)
{
    r->at = mark_of(e->start_mark);
    r->part = PART_NONE;
    switch (e->type) {
    case YAML_SCALAR_EVENT:
        take_scalar(r, e);
        break;
    case YAML_MAPPING_START_EVENT:
        enter(r, PART_BLOCK, e->data.mapping_start.anchor, e->data.mapping_start.tag,
              e->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
        break;
    case YAML_SEQUENCE_START_EVENT:
        enter(r, PART_LIST, e->data.sequence_start.anchor, e->data.sequence_start.tag,
              e->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
        break;
    case YAML_MAPPING_END_EVENT:
        leave(r, PART_BLOCK_END);
        break;
    case YAML_SEQUENCE_END_EVENT:
        leave(r, PART_LIST_END);
        break;
    case YAML_ALIAS_EVENT:
        take_alias(r, e);
        break;
    default:
        break;
    }
}

static void parse_next(struct reader *r)
{
    yaml_event_delete(&r->yaml->event);
    if (!r->stopped && !yaml_parser_parse(&r->yaml->parser, &r->yaml->event))
        stop_at_syntax(r);
    if (!r->stopped)
        take_event(r, &r->yaml->event);
    if (!r->stopped && r->yaml->tape && r->pass == 1)
        parts_put(r->yaml->tape, r);
}

void reader_next(struct reader *r)
{
    if (r->yaml->plays)
        parts_next(&r->yaml->play, r);
    else
        parse_next(r);
    if (r->stopped)
        r->part = PART_NONE;
}

static bool begin_play(struct reader *r)
{
    r->yaml->play.at = r->yaml->play.first;
    r->depth = 0;
    reader_next(r);
    return true;
}

/* Begins at the first byte, with the first part of the document in hand; false where there is none. */
static bool begin(struct reader *r)
{
    struct yaml *yaml = r->yaml;
    if (yaml->plays)
        return begin_play(r);
    if (!yaml_parser_initialize(&yaml->parser))
        abort();
    yaml_parser_set_encoding(&yaml->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&yaml->parser, (const unsigned char *)yaml->bytes, yaml->size);
    r->depth = yaml->n_open = 0;
    reader_next(r);
    reader_next(r);
    if (yaml->event.type != YAML_DOCUMENT_START_EVENT)
        return false;
    reader_next(r);
    return true;
}

static void end(struct reader *r)
{
    if (r->yaml->plays)
        return;
    yaml_event_delete(&r->yaml->event);
    yaml_parser_delete(&r->yaml->parser);
}

/* A line also begins behind the last bytes of NEL, LS and PS. */
static bool is_line_start(const char *bytes, const char *at)
{
    return at == bytes || strchr("\n\r\x85\xa8\xa9", at[-1]);
}

/* libyaml compares each tag directive with all the others, before it makes an event of them: so they are found first.
 */
static void refuse_directives(struct reader *r)
{
    const char *bytes = r->yaml->bytes, *end = bytes + r->yaml->size;
    for (const char *at = bytes; end - at >= 4; at++) {
        at = memchr(at, '%', (size_t)(end - at) - 3);
        if (!at)
            return;
        if (memcmp(at, "%TAG", 4) == 0 && is_line_start(bytes, at)) {
            reader_stop(r, mark_of_offset(r, (size_t)(at - bytes)),
                        tr("a %%TAG line is of no use in a deck; take it out"));
            return;
        }
    }
}

static void read_once(struct reader *r)
{
    struct deck_mark top = {1, 1};
    if (begin(r)) {
        deck_keys_read(r);
        reader_next(r);
        reader_next(r);
        if (r->yaml->event.type == YAML_DOCUMENT_START_EVENT)
            reader_problem(r, r->at,
                           tr("a second document begins here; a deck is one, take out this line or what follows it"));
    } else {
        reader_problem(r, top, tr("the file is empty; a deck begins with 'demarc: %d'"), DECK_FORMAT);
    }
    end(r);
}

static void read_again(struct reader *r)
{
    r->pass++;
    begin(r);
    deck_keys_read_waiting(r);
    end(r);
}

static void free_lists(struct reader *r)
{
    for (int kind = 0; kind < KINDS; kind++) {
        if (!r->deck->base)
            free(r->lists[kind].items);
        free(r->lists[kind].names);
    }
    free(r->about.list);
    free(r->objectives.list);
}

/* What libyaml is not given to read. */
static void look_ahead(struct reader *r)
{
    static const char byte_order_mark[] = "\xef\xbb\xbf";
    if (r->yaml->size >= 3 && memcmp(r->yaml->bytes, byte_order_mark, 3) == 0) {
        r->yaml->bytes += 3;
        r->yaml->size -= 3;
    }
    refuse_directives(r);
}

static void read_all(struct reader *r)
{
    if (!r->yaml->plays)
        look_ahead(r);
    if (!r->stopped)
        read_once(r);
    while (r->waiting && !r->stopped)
        read_again(r);
    deck_keys_check(r);
    if (r->problems->n == 0)
        deck_make(r);
    reader_sort_problems(r->problems);
}

static struct deck *read_file(const struct deck *base, const char *file, struct yaml *yaml,
                              struct deck_problems *problems)
{
    struct deck *deck = xcalloc(1, sizeof *deck);
    struct reader r = {.deck = deck, .problems = problems, .yaml = yaml, .pass = 1};
    deck->file = arena_text(&deck->memory, file, strlen(file));
    problems->n = problems->more = 0;
    if (base)
        deck_make_translation(&r, base);
    if (yaml->size > DECK_FILE_MAX)
        reader_stop(&r, (struct deck_mark){0, 0}, tr("the file is larger than %d MiB; make two decks of it"),
                    DECK_FILE_MAX >> 20);
    else
        read_all(&r);
    free_lists(&r);
    if (problems->n == 0)
        return deck;
    deck_free(deck);
    return NULL;
}

struct deck *deck_read(const char *file, const char *bytes, size_t size, struct deck_problems *problems)
{
    return deck_read_translation(NULL, file, bytes, size, problems);
}

struct deck *deck_read_translation(const struct deck *base, const char *file, const char *bytes, size_t size,
                                   struct deck_problems *problems)
{
    struct yaml yaml = {.bytes = bytes, .size = size};
    return read_file(base, file, &yaml, problems);
}

static struct deck *play(const struct deck *base, const char *file, struct parts_key key, struct deck_tape *tape,
                         struct deck_problems *problems)
{
    struct yaml yaml = {.plays = true};
    if (!parts_find(tape->kept, tape->kept_size, key, &yaml.play, &tape->size))
        return NULL;
    struct deck *deck = read_file(base, file, &yaml, problems);
    if (deck)
        tape->used = (const char *)yaml.play.end - tape->size;
    return deck;
}

static struct deck *record(const struct deck *base, const char *file, struct yaml *yaml, struct parts_key key,
                           struct deck_tape *tape, struct deck_problems *problems)
{
    struct parts_tape made = {0};
    yaml->tape = &made;
    struct deck *deck = read_file(base, file, yaml, problems);
    if (deck)
        tape->used = tape->made = parts_finish(&made, key, &tape->size);
    else
        free(made.bytes);
    return deck;
}

/* A recording that plays back as a bad deck is none of this file, or of an earlier reader: what is wrong is told of the
   file. */
struct deck *deck_read_taped(const struct deck *base, const char *file, const char *bytes, size_t size,
                             struct deck_tape *tape, struct deck_problems *problems)
{
    struct yaml yaml = {.bytes = bytes, .size = size};
    tape->used = tape->made = NULL;
    if (size > DECK_FILE_MAX)
        return read_file(base, file, &yaml, problems);
    struct parts_key key = parts_key(bytes, size);
    struct deck *deck = play(base, file, key, tape, problems);
    return deck ? deck : record(base, file, &yaml, key, tape, problems);
}
