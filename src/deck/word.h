#ifndef DEMARC_DECK_WORD_H
#define DEMARC_DECK_WORD_H

#include <stdbool.h>
#include <stddef.h>

/* What a deck's author may write for an id, a date, a language, a link; and which word was meant where none fits. */

bool word_is_id(const char *word);       /* 1 to 40 lower-case ASCII letters, digits, hyphens */
bool word_is_language(const char *word); /* nl, pt-br */
bool word_is_link(const char *word);     /* http or https, without blanks and quotes */
bool word_is_blank(const char *text);    /* nothing to see: also no-break spaces, soft hyphens and the like */

/* Days since 1970-01-01 of YYYY-MM-DD; false where the calendar has no such day. */
bool word_day(const char *word, int *day);

/* An array of n elements of `size` bytes, each of which begins with a pointer to its word. */
struct words {
    const void *first;
    size_t size;
    int n;
};

/* The word that was probably meant, by edit distance without regard to case; NULL where none is near. */
const char *word_near(struct words words, const char *word);

/* For sentences, whatever the stranger wrote: cut to a length, without control characters. */
struct word_text {
    char text[136];
};
struct word_text word_shown(const char *word);
struct word_text word_list(struct words words); /* "a, b, c", and ", ..." where there are more */

#endif
