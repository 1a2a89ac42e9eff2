/* Words of a deck, one at a time. The nearest word is that of the least edit distance where two neighbours that changed
   places count once ("anwser"), computed in three rows; longer words than an id may be are near to none. */
#include "deck/word.h"

#include "base/utf8.h"
#include "deck/deck.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_BYTES = 44 };

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool word_is_id(const char *word)
{
    size_t length = 0;
    for (; word[length]; length++)
        if (length == DECK_ID_MAX || !(is_lower(word[length]) || is_digit(word[length]) || word[length] == '-'))
            return false;
    return length > 0;
}

bool word_is_language(const char *word)
{
    size_t letters = strspn(word, "abcdefghijklmnopqrstuvwxyz");
    if (letters < 2 || letters > 3)
        return false;
    word += letters;
    while (*word == '-') {
        size_t length = strspn(word + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
        if (length < 1 || length > 8)
            return false;
        word += 1 + length;
    }
    return !*word;
}

bool word_is_link(const char *word)
{
    size_t scheme = strncmp(word, "https://", 8) == 0 ? 8 : strncmp(word, "http://", 7) == 0 ? 7 : 0;
    if (!scheme || !word[scheme])
        return false;
    return !word[strcspn(word, " \"'<>\\`\t\r\n")];
}

static bool is_invisible(uint32_t point)
{
    return point <= 0x20 || point == 0x85 || point == 0xa0 || point == 0xad || (point >= 0x2000 && point <= 0x200f) ||
           (point >= 0x2028 && point <= 0x202f) || (point >= 0x205f && point <= 0x206f) || point == 0x3000 ||
           point == 0xfeff;
}

bool word_is_blank(const char *text)
{
    int size;
    for (uint32_t point; (point = utf8_decode(text, &size)); text += size)
        if (!is_invisible(point))
            return false;
    return true;
}

/* Counts years from March, so that the leap day is the last one of its year. */
static int day_number(int year, int month, int day)
{
    int y = month > 2 ? year : year - 1;
    int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return 365 * y + y / 4 - y / 100 + y / 400 + day_of_year - 719468;
}

static int days_of_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

bool word_day(const char *word, int *day)
{
    static const char pattern[] = "0000-00-00";
    for (size_t i = 0; i < sizeof pattern; i++)
        if (pattern[i] == '0' ? !is_digit(word[i]) : word[i] != pattern[i])
            return false;
    int y = atoi(word), m = atoi(word + 5), d = atoi(word + 8);
    if (y < 1 || m < 1 || m > 12 || d < 1 || d > days_of_month(y, m))
        return false;
    *day = day_number(y, m, d);
    return true;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    int rows[3][DECK_ID_MAX + 1];
    for (size_t j = 0; j <= b_length; j++)
        rows[0][j] = (int)j;
    for (size_t i = 1; i <= a_length; i++) {
        int *row = rows[i % 3], *above = rows[(i + 2) % 3], *higher = rows[(i + 1) % 3];
        row[0] = (int)i;
        for (size_t j = 1; j <= b_length; j++) {
            bool same = lower(a[i - 1]) == lower(b[j - 1]);
            row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + !same);
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
                row[j] = least(row[j], higher[j - 2] + 1);
        }
    }
    return rows[a_length % 3][b_length];
}

static const char *word_at(struct words words, int i)
{
    const char *word;
    memcpy(&word, (const char *)words.first + (size_t)i * words.size, sizeof word);
    return word;
}

const char *word_near(struct words words, const char *word)
{
    size_t length = strnlen(word, DECK_ID_MAX + 1);
    if (length > DECK_ID_MAX)
        return NULL;
    const char *best = NULL;
    int limit = length < 4 ? 1 : length < 8 ? 2 : 3;
    for (int i = 0; i < words.n; i++) {
        const char *candidate = word_at(words, i);
        size_t candidate_length = strnlen(candidate, DECK_ID_MAX + 1);
        if (candidate_length > length + (size_t)limit || length > candidate_length + (size_t)limit ||
            candidate_length > DECK_ID_MAX)
            continue;
        int d = distance(word, length, candidate, candidate_length);
        if (d <= limit && d < (int)length) {
            best = candidate;
            limit = d - 1;
        }
    }
    return best;
}

/* Bytes of the character at text; 1 where it is broken, as what stands in a file that YAML refuses may be. */
static size_t character_at(const char *text, size_t length)
{
    int size;
    utf8_decode(text, &size);
    return (size_t)size <= length ? (size_t)size : 1;
}

struct word_text word_shown(const char *word)
{
    struct word_text shown;
    size_t length = strnlen(word, SHOWN_BYTES + 1);
    bool cut = length > SHOWN_BYTES;
    if (cut)
        for (length = SHOWN_BYTES; length && ((unsigned char)word[length] & 0xc0) == 0x80;)
            length--;
    for (size_t i = 0, size; i < length; i += size) {
        size = character_at(word + i, length - i);
        memcpy(shown.text + i, word + i, size);
        if ((unsigned char)word[i] < 0x20 || word[i] == 0x7f)
            shown.text[i] = ' ';
        else if (size == 1 && (unsigned char)word[i] >= 0x80)
            shown.text[i] = '?';
    }
    strcpy(shown.text + length, cut ? "..." : "");
    return shown;
}

struct word_text word_list(struct words words)
{
    struct word_text list = {""};
    size_t used = 0;
    for (int i = 0; i < words.n; i++) {
        struct word_text shown = word_shown(word_at(words, i));
        size_t length = strlen(shown.text);
        if (used + length + 8 > sizeof list.text) {
            strcpy(list.text + used, ", ...");
            break;
        }
        used += (size_t)snprintf(list.text + used, sizeof list.text - used, "%s%s", used ? ", " : "", shown.text);
    }
    return list;
}
