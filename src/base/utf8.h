#ifndef DEMARC_BASE_UTF8_H
#define DEMARC_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The code point at text, and its length in bytes in *size; U+FFFD with size 1 where the bytes are not UTF-8
   (overlong forms, surrogates and what lies past U+10FFFF included). At the final NUL: 0 with size 0. */
uint32_t utf8_decode(const char *text, int *size);

int utf8_encode(uint32_t point, char bytes[4]); /* how many bytes; U+FFFD for what is no character */

bool utf8_valid(const char *bytes, size_t size); /* NUL counts as valid */
int utf8_control(const char *bytes, size_t size); /* the first character that no text can show, NUL too; -1: none */
int utf8_count(const char *text);                /* code points */

#endif
