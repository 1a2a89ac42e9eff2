/* Memory that does not fail: running out of it ends the program, since no caller could do better. The arena hands out
   pieces of blocks that double in size up to a bound, so a deck frees all its texts in a few calls. */
#include "base/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA_FIRST = 4096, ARENA_LARGEST = 1 << 20 };

struct arena_block {
    struct arena_block *next;
    size_t size, used;
    max_align_t data[];
};

static void *must(void *memory)
{
    if (memory)
        return memory;
    fputs("demarc: out of memory\n", stderr);
    abort();
}

void *xmalloc(size_t size)
{
    return must(malloc(size ? size : 1));
}

void *xcalloc(size_t n, size_t size)
{
    return must(calloc(n ? n : 1, size ? size : 1));
}

char *xstrdup(const char *text)
{
    size_t size = strlen(text) + 1;
    return memcpy(xmalloc(size), text, size);
}

char *xprintf(const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = xmalloc((size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

void *xgrow(void *array, int n, int *capacity, size_t size)
{
    if (n < *capacity)
        return array;
    int wanted = *capacity ? *capacity * 2 : 16;
    if (wanted <= *capacity || (size_t)wanted > SIZE_MAX / size)
        must(NULL);
    *capacity = wanted;
    return must(realloc(array, (size_t)wanted * size));
}

void *arena_alloc(struct arena *arena, size_t size)
{
    size_t align = sizeof(max_align_t);
    size = (size + align - 1) / align * align;
    struct arena_block *block = arena->block;
    if (!block || block->size - block->used < size) {
        size_t wanted = block ? block->size * 2 : ARENA_FIRST;
        if (wanted > ARENA_LARGEST)
            wanted = ARENA_LARGEST;
        if (wanted < size)
            wanted = size;
        struct arena_block *fresh = xmalloc(sizeof *fresh + wanted);
        *fresh = (struct arena_block){.next = block, .size = wanted};
        arena->block = block = fresh;
    }
    void *piece = (char *)block->data + block->used;
    block->used += size;
    return piece;
}

char *arena_text(struct arena *arena, const char *text, size_t length)
{
    char *copy = arena_alloc(arena, length + 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

bool arena_has(const struct arena *arena, const void *piece)
{
    uintptr_t at = (uintptr_t)piece;
    for (const struct arena_block *block = arena->block; block; block = block->next)
        if (at >= (uintptr_t)block->data && at < (uintptr_t)block->data + block->used)
            return true;
    return false;
}

void arena_clear(struct arena *arena)
{
    while (arena->block) {
        struct arena_block *next = arena->block->next;
        free(arena->block);
        arena->block = next;
    }
}
