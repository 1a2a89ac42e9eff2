/* What was recorded of decks lies in the file in the order in which they were read, as much as has room. So the same
   decks give the same file, and where nothing new is in it it is left alone. */
#include "tapes.h"

#include "base/mem.h"
#include "store/file.h"

#include <stdlib.h>
#include <string.h>

enum { TAPES_SIZE_MAX = 8 << 20 };

void tapes_open(struct tapes *tapes, const char *path)
{
    *tapes = (struct tapes){.open = path};
    if (!path)
        return;
    tapes->path = xstrdup(path);
    tapes->kept = file_read(path, TAPES_SIZE_MAX, &tapes->kept_size, NULL);
}

struct deck_tape tapes_tape(const struct tapes *tapes)
{
    return (struct deck_tape){.kept = tapes->kept, .kept_size = tapes->kept ? tapes->kept_size : 0};
}

void tapes_add(struct tapes *tapes, struct deck_tape tape)
{
    if (!tape.used)
        return;
    tapes->list = xgrow(tapes->list, tapes->n, &tapes->capacity, sizeof *tapes->list);
    tapes->list[tapes->n++] = tape;
}

/* Is anything new among what has room? */
static bool choose(struct tapes *tapes)
{
    bool fresh = false;
    tapes->wanted_size = 0;
    for (int i = 0; i < tapes->n; i++) {
        struct deck_tape *tape = &tapes->list[i];
        if (tape->size > TAPES_SIZE_MAX - tapes->wanted_size) {
            tape->used = NULL;
            continue;
        }
        tapes->wanted_size += tape->size;
        fresh = fresh || tape->made;
    }
    return fresh;
}

static void join(struct tapes *tapes)
{
    char *to = tapes->wanted = xmalloc(tapes->wanted_size);
    for (int i = 0; i < tapes->n; i++)
        if (tapes->list[i].used) {
            memcpy(to, tapes->list[i].used, tapes->list[i].size);
            to += tapes->list[i].size;
        }
}

static void forget(struct tapes *tapes)
{
    for (int i = 0; i < tapes->n; i++)
        free(tapes->list[i].made);
    free(tapes->list);
    free(tapes->kept);
    tapes->list = NULL;
    tapes->kept = NULL;
    tapes->n = tapes->capacity = 0;
}

void tapes_close(struct tapes *tapes)
{
    if (choose(tapes))
        join(tapes);
    forget(tapes);
    tapes->open = false;
}

void tapes_save(struct tapes *tapes)
{
    if (!tapes->wanted)
        return;
    file_write(tapes->path, tapes->wanted, tapes->wanted_size, false, NULL);
    free(tapes->wanted);
    tapes->wanted = NULL;
}

void tapes_clear(struct tapes *tapes)
{
    forget(tapes);
    free(tapes->wanted);
    free(tapes->path);
}
