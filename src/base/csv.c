/* The text grows by doubling and always ends in a NUL. */
#include "base/csv.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static void add(struct csv *csv, char c)
{
    if (csv->size + 2 > csv->capacity) {
        size_t capacity = csv->capacity ? 2 * csv->capacity : 256;
        char *text = xmalloc(capacity);
        if (csv->size)
            memcpy(text, csv->text, csv->size);
        free(csv->text);
        csv->text = text;
        csv->capacity = capacity;
    }
    csv->text[csv->size++] = c;
    csv->text[csv->size] = '\0';
}

void csv_field(struct csv *csv, const char *text)
{
    int quoted = text[strcspn(text, "\",\r\n")] != '\0';
    if (csv->fields++)
        add(csv, ',');
    if (quoted)
        add(csv, '"');
    for (; *text; text++) {
        if (*text == '"')
            add(csv, '"');
        add(csv, *text);
    }
    if (quoted)
        add(csv, '"');
}

void csv_end(struct csv *csv)
{
    add(csv, '\r');
    add(csv, '\n');
    csv->fields = 0;
}
