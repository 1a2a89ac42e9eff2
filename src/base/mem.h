#ifndef DEMARC_BASE_MEM_H
#define DEMARC_BASE_MEM_H

#include <stdbool.h>
#include <stddef.h>

/* The x functions never return NULL: without memory the program ends with a sentence. xcalloc and xgrow check n * size. */
void *xmalloc(size_t size);
void *xcalloc(size_t n, size_t size);
char *xstrdup(const char *text);
char *xprintf(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Makes room for one more element in a growing array: doubles *capacity when n has reached it. Returns the array. */
void *xgrow(void *array, int n, int *capacity, size_t size);

/* Many small pieces that are freed at once. Zero-initialise; pieces are aligned for any type and not cleared. */
struct arena {
    struct arena_block *block;
};

void *arena_alloc(struct arena *arena, size_t size);
char *arena_text(struct arena *arena, const char *text, size_t length);
bool arena_has(const struct arena *arena, const void *piece); /* is it one of these pieces, or inside one? */
void arena_clear(struct arena *arena);

#endif
