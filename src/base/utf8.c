/* Steps over UTF-8. Normalisation and width tables are not needed: text is measured by the font. */
#include "base/utf8.h"

#include <string.h>

static uint32_t decode(const unsigned char *s, size_t left, int *size)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    int length = s[0] < 0x80 ? 1 : s[0] < 0xc2 ? 0 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : s[0] < 0xf5 ? 4 : 0;
    uint32_t point = length == 1 ? s[0] : length ? s[0] & (0xffu >> (length + 1)) : 0;
    bool good = length > 0 && (size_t)length <= left;
    for (int i = 1; good && i < length; i++) {
        good = (s[i] & 0xc0) == 0x80;
        point = point << 6 | (s[i] & 0x3fu);
    }
    good = good && point >= least[length] && point <= 0x10ffff && (point & 0xfffff800u) != 0xd800;
    *size = good ? length : 1;
    return good ? point : 0xfffd;
}

uint32_t utf8_decode(const char *text, int *size)
{
    if (!*text) {
        *size = 0;
        return 0;
    }
    return decode((const unsigned char *)text, strnlen(text, 4), size);
}

int utf8_encode(uint32_t point, char bytes[4])
{
    if (point > 0x10ffff || (point & 0xfffff800u) == 0xd800)
        point = 0xfffd;
    int length = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    static const unsigned char first[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (int i = length - 1; i > 0; i--, point >>= 6)
        bytes[i] = (char)(0x80 | (point & 0x3f));
    bytes[0] = (char)(first[length] | point);
    return length;
}

static bool is_ascii(const char *eight)
{
    uint64_t word;
    memcpy(&word, eight, sizeof word);
    return !(word & UINT64_C(0x8080808080808080));
}

bool utf8_valid(const char *bytes, size_t size)
{
    for (size_t at = 0; at < size;) {
        int length;
        if (size - at >= 8 && is_ascii(bytes + at)) {
            at += 8;
            continue;
        }
        if (decode((const unsigned char *)bytes + at, size - at, &length) == 0xfffd && length == 1)
            return false;
        at += (size_t)length;
    }
    return true;
}

/* Has it a byte with which such a character may begin? Without a branch, as every byte of a file is looked at. */
static bool may_have_control(const unsigned char *text, size_t length)
{
    unsigned found = 0;
    for (size_t i = 0; i < length; i++)
        found |= (text[i] < 0x20) | (text[i] == 0x7f) | (text[i] == 0xc2);
    return found;
}

int utf8_control(const char *bytes, size_t size)
{
    const unsigned char *text = (const unsigned char *)bytes;
    if (!may_have_control(text, size))
        return -1;
    for (size_t i = 0; i < size; i++) {
        unsigned char c = text[i];
        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f)
            return c;
        if (c == 0xc2 && i + 1 < size && text[i + 1] < 0xa0 && text[i + 1] != 0x85)
            return text[i + 1];
    }
    return -1;
}

int utf8_count(const char *text)
{
    int n = 0, size;
    while (utf8_decode(text, &size)) {
        text += size;
        n++;
    }
    return n;
}
