/* Recordings of parts: made beside the reading of YAML, and played back instead of it. A recording lies on a disk
   between the two, so it is not trusted: a sum over all of it, then every part is looked at once before the first is
   played. */
#include "deck/deck_parts.h"

#include "base/mem.h"
#include "base/rng.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { NUMBER_BYTES = 4, FIRST_ROOM = 1 << 16, BRACED = 8 };

struct head {
    uint32_t number, length; /* of what follows */
    struct parts_key of;
    uint64_t sum; /* of what follows, and of the numbers above */
};
_Static_assert(sizeof(struct head) == PARTS_HEAD, "no bytes between or behind these");

/* Eight bytes at a time, as every file is hashed at every start. */
static uint64_t hash_words(uint64_t hash, const void *bytes, size_t size)
{
    const unsigned char *from = bytes;
    uint64_t word, rest = 0;
    for (size_t left = size / sizeof word; left; left--, from += sizeof word) {
        memcpy(&word, from, sizeof word);
        hash = hash_finish(hash ^ word);
    }
    memcpy(&rest, from, size % sizeof rest);
    return hash_finish(hash_finish(hash ^ rest) ^ size);
}

struct parts_key parts_key(const char *bytes, size_t size)
{
    return (struct parts_key){size, hash_words(HASH_START, bytes, size)};
}

static uint64_t sum_of(struct head head, const unsigned char *parts)
{
    head.sum = 0;
    return hash_words(hash_words(HASH_START, &head, sizeof head), parts, head.length);
}

/* -- made -- */

static bool make_room(struct parts_tape *tape, size_t more)
{
    if (tape->lost || more > PARTS_SIZE_MAX - tape->size)
        return false;
    if (tape->size + more <= tape->room)
        return true;
    size_t room = tape->room ? tape->room : FIRST_ROOM;
    while (room < tape->size + more)
        room *= 2;
    unsigned char *wider = xmalloc(room);
    if (tape->size)
        memcpy(wider, tape->bytes, tape->size);
    free(tape->bytes);
    tape->bytes = wider;
    tape->room = room;
    return true;
}

/* Seven bits in a byte, the lowest first; all but the last have the eighth. */
static void put_number(struct parts_tape *tape, size_t number)
{
    for (; number >= 0x80; number >>= 7)
        tape->bytes[tape->size++] = (unsigned char)(number | 0x80);
    tape->bytes[tape->size++] = (unsigned char)number;
}

void parts_put(struct parts_tape *tape, const struct reader *r)
{
    if (r->part == PART_NONE)
        return;
    size_t length = r->part == PART_TEXT ? r->text_length : 0, before = tape->size ? 0 : sizeof(struct head);
    if (r->part == PART_ALIAS || !make_room(tape, before + 1 + 3 * NUMBER_BYTES + length + 1)) {
        tape->lost = true;
        return;
    }
    tape->size += before;
    tape->bytes[tape->size++] = (unsigned char)(r->part | (r->braced ? BRACED : 0));
    put_number(tape, (size_t)r->at.line);
    put_number(tape, (size_t)r->at.column);
    if (r->part != PART_TEXT)
        return;
    put_number(tape, length);
    memcpy(tape->bytes + tape->size, r->text, length);
    tape->size += length;
    tape->bytes[tape->size++] = '\0';
}

char *parts_finish(struct parts_tape *tape, struct parts_key key, size_t *size)
{
    if (tape->lost || !tape->size) {
        free(tape->bytes);
        return NULL;
    }
    struct head head = {PARTS_NUMBER, (uint32_t)(tape->size - sizeof head), key, 0};
    head.sum = sum_of(head, tape->bytes + sizeof head);
    memcpy(tape->bytes, &head, sizeof head);
    *size = tape->size;
    return (char *)tape->bytes;
}

/* -- played -- */

struct piece {
    enum part part;
    bool braced;
    struct deck_mark at;
    const char *text;
    size_t length;
};

static bool take_number(const unsigned char **at, const unsigned char *end, int *number)
{
    unsigned value = 0;
    for (int i = 0; i < NUMBER_BYTES && *at < end; i++) {
        unsigned byte = *(*at)++;
        value |= (byte & 0x7f) << (7 * i);
        if (byte < 0x80) {
            *number = (int)value;
            return true;
        }
    }
    return false;
}

/* False where the bytes make no part. */
static bool take_piece(const unsigned char **at, const unsigned char *end, struct piece *piece)
{
    int length = 0;
    if (*at == end)
        return false;
    unsigned kind = *(*at)++;
    *piece = (struct piece){.part = (enum part)(kind & ~(unsigned)BRACED), .braced = kind & BRACED};
    if (!take_number(at, end, &piece->at.line) || !take_number(at, end, &piece->at.column))
        return false;
    if (piece->part != PART_TEXT)
        return true;
    if (!take_number(at, end, &length) || length >= end - *at || (*at)[length])
        return false;
    piece->text = (const char *)*at;
    piece->length = (size_t)length;
    *at += length + 1;
    return true;
}

/* The blocks and lists that are open, and how many things each has had; the document is the first. */
struct nest {
    enum part kinds[PARTS_DEPTH_MAX + 1];
    int counts[PARTS_DEPTH_MAX + 1];
    int depth;
};

/* May this part stand here? Keys and values of a block come in pairs. */
static bool fits(struct nest *nest, const struct piece *piece)
{
    switch (piece->part) {
    case PART_TEXT:
        nest->counts[nest->depth]++;
        return utf8_valid(piece->text, piece->length) && utf8_control(piece->text, piece->length) < 0;
    case PART_BLOCK:
    case PART_LIST:
        nest->counts[nest->depth]++;
        if (nest->depth == PARTS_DEPTH_MAX)
            return false;
        nest->kinds[++nest->depth] = piece->part;
        nest->counts[nest->depth] = 0;
        return true;
    case PART_BLOCK_END:
        return nest->kinds[nest->depth] == PART_BLOCK && nest->counts[nest->depth--] % 2 == 0;
    case PART_LIST_END:
        return nest->kinds[nest->depth--] == PART_LIST;
    default:
        return false;
    }
}

static bool is_whole(const unsigned char *at, const unsigned char *end)
{
    struct nest nest = {.kinds = {PART_NONE}};
    struct piece piece;
    while (at < end) {
        if (!take_piece(&at, end, &piece) || piece.at.line < 1 || piece.at.column < 1 || !fits(&nest, &piece))
            return false;
        if (nest.depth == 0 && at < end) /* behind the document */
            return false;
    }
    return nest.depth == 0 && nest.counts[0] == 1;
}

bool parts_find(const char *kept, size_t kept_size, struct parts_key key, struct parts_play *play, size_t *size)
{
    struct head head;
    for (; kept_size > sizeof head; kept += *size, kept_size -= *size) {
        memcpy(&head, kept, sizeof head);
        if (head.number != PARTS_NUMBER || !head.length || head.length > kept_size - sizeof head)
            return false;
        *size = sizeof head + head.length;
        if (head.of.size != key.size || head.of.hash != key.hash)
            continue;
        play->first = play->at = (const unsigned char *)kept + sizeof head;
        play->end = play->first + head.length;
        return head.sum == sum_of(head, play->first) && is_whole(play->first, play->end);
    }
    return false;
}

void parts_next(struct parts_play *play, struct reader *r)
{
    struct piece piece;
    r->part = PART_NONE;
    if (!take_piece(&play->at, play->end, &piece))
        return;
    r->part = piece.part;
    r->at = piece.at;
    r->braced = piece.braced;
    r->depth += (piece.part == PART_BLOCK) + (piece.part == PART_LIST);
    r->depth -= (piece.part == PART_BLOCK_END) + (piece.part == PART_LIST_END);
    if (piece.part == PART_TEXT) {
        r->text = piece.text;
        r->text_length = piece.length;
    }
}
