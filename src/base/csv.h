#ifndef DEMARC_BASE_CSV_H
#define DEMARC_BASE_CSV_H

#include <stddef.h>

/* Writes CSV as in RFC 4180: fields in quotes where they need them, lines end in CR LF. Zero-initialise; text is the
   caller's to free, and NULL while there is no line. */
struct csv {
    char *text;
    size_t size, capacity;
    int fields; /* on this line */
};

void csv_field(struct csv *csv, const char *text);
void csv_end(struct csv *csv); /* of the line */

#endif
