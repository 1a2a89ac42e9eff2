#ifndef DEMARC_BASE_CSV_H
#define DEMARC_BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Tables as text, RFC 4180: fields between commas, quoted where they hold a comma, a quote or a line break, a quote inside
   doubled. Written with CRLF; read with CRLF or LF, and with a byte order mark in front. */

/* Over bytes that stay where they are. Zero-initialise, set bytes and size; csv_clear at the end. */
struct csv {
    const char *bytes;
    size_t size, at;
    int line;            /* where the record last read begins; the first is 1 */
    const char *problem; /* of a bad record: what is wrong, untranslated */
    int next_line;
    char *text; /* of the fields */
};

enum csv_result { CSV_RECORD, CSV_END, CSV_BAD };

/* The next record: at most `most` fields, which live until the next call. An empty line is a record of one empty field.
   CSV_BAD: not CSV, a NUL byte, or too many fields; reading goes on with the next line. */
enum csv_result csv_read(struct csv *csv, const char **fields, int most, int *n);
void csv_clear(struct csv *csv);

void csv_write(FILE *out, const char *const *fields, int n);

#endif
