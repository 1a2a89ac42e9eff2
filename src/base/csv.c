/* Reading copies a record's fields one behind the other into one text, quotes undone; no field is longer than what it
   was read from, so the text has room from the start. */
#include "base/csv.h"

#include "base/mem.h"
#include "base/tr.h"

#include <stdlib.h>
#include <string.h>

static int peek(const struct csv *csv)
{
    return csv->at < csv->size ? (unsigned char)csv->bytes[csv->at] : -1;
}

/* At a line's end: how long the break is; 0 where there is none. */
static size_t line_break(const struct csv *csv)
{
    if (peek(csv) == '\n')
        return 1;
    bool both = peek(csv) == '\r' && csv->at + 1 < csv->size && csv->bytes[csv->at + 1] == '\n';
    return both ? 2 : 0;
}

static const char *read_quoted(struct csv *csv, char **out)
{
    for (csv->at++;; csv->at++) {
        int c = peek(csv);
        if (c < 0)
            return TR_MARK("a quote is opened and never closed");
        if (c == '\0')
            return TR_MARK("there is a NUL byte");
        if (c == '"' && (csv->at++, peek(csv) != '"'))
            break;
        csv->next_line += c == '\n';
        *(*out)++ = (char)c;
    }
    if (peek(csv) >= 0 && peek(csv) != ',' && !line_break(csv))
        return TR_MARK("there is text behind a closing quote");
    return NULL;
}

static const char *read_plain(struct csv *csv, char **out)
{
    for (; peek(csv) >= 0 && peek(csv) != ',' && !line_break(csv); csv->at++) {
        int c = peek(csv);
        if (c == '"')
            return TR_MARK("there is a quote inside a field that does not begin with one");
        if (c == '\0')
            return TR_MARK("there is a NUL byte");
        if (c == '\r')
            return TR_MARK("there is half a line break");
        *(*out)++ = (char)c;
    }
    return NULL;
}

static const char *read_record(struct csv *csv, const char **fields, int most, int *n)
{
    char *out = csv->text;
    for (*n = 0;; csv->at++) {
        if (*n == most)
            return TR_MARK("there are too many fields");
        fields[(*n)++] = out;
        const char *problem = peek(csv) == '"' ? read_quoted(csv, &out) : read_plain(csv, &out);
        if (problem)
            return problem;
        *out++ = '\0';
        if (peek(csv) != ',')
            return NULL;
    }
}

/* The line that the bad record began on is over; what a quote swallowed is read again. */
static void skip_line(struct csv *csv, size_t began)
{
    const char *end = memchr(csv->bytes + began, '\n', csv->size - began);
    csv->at = end ? (size_t)(end - csv->bytes) + 1 : csv->size;
    csv->next_line = csv->line + 1;
}

enum csv_result csv_read(struct csv *csv, const char **fields, int most, int *n)
{
    if (csv->at == 0) {
        csv->next_line = 1;
        if (csv->size >= 3 && memcmp(csv->bytes, "\xef\xbb\xbf", 3) == 0)
            csv->at = 3;
    }
    csv->line = csv->next_line;
    if (csv->at >= csv->size)
        return CSV_END;
    if (!csv->text)
        csv->text = xmalloc(csv->size + 2); /* pages that no record needs are never touched */
    size_t began = csv->at;
    csv->problem = read_record(csv, fields, most, n);
    if (csv->problem) {
        skip_line(csv, began);
        return CSV_BAD;
    }
    csv->next_line += line_break(csv) > 0;
    csv->at += line_break(csv);
    return CSV_RECORD;
}

void csv_clear(struct csv *csv)
{
    free(csv->text);
}

/* -- writing -- */

static void write_quoted(FILE *out, const char *field)
{
    putc('"', out);
    for (; *field; field++) {
        if (*field == '"')
            putc('"', out);
        putc(*field, out);
    }
    putc('"', out);
}

void csv_write(FILE *out, const char *const *fields, int n)
{
    for (int i = 0; i < n; i++) {
        if (i)
            putc(',', out);
        bool alone = n == 1 && !*fields[i]; /* else the record would be an empty line */
        if (alone || strpbrk(fields[i], ",\"\r\n"))
            write_quoted(out, fields[i]);
        else
            fputs(fields[i], out);
    }
    fputs("\r\n", out);
}
