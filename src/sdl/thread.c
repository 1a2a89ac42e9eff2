/* SDL sets the locale of the whole program for a moment while it opens a display, and "0.9" is no number in German. So
   each thread has the locale that its caller had. */
#include "sdl/thread.h"

#include "base/mem.h"

#include <SDL.h>
#include <locale.h>
#include <stdlib.h>

struct thread {
    SDL_Thread *sdl;
    locale_t locale;
    void (*work)(void *of);
    void *of;
};

static int run(void *of)
{
    struct thread *thread = of;
    if (thread->locale)
        uselocale(thread->locale);
    thread->work(thread->of);
    uselocale(LC_GLOBAL_LOCALE);
    return 0;
}

static void clear(struct thread *thread)
{
    if (thread->locale)
        freelocale(thread->locale);
    free(thread);
}

struct thread *thread_begin(void (*work)(void *of), void *of)
{
    struct thread *thread = xmalloc(sizeof *thread);
    *thread = (struct thread){.work = work, .of = of, .locale = duplocale(uselocale((locale_t)0))};
    /* SDL_CreateThread reads SDL's hints, which SDL_Init may be changing in another thread */
    thread->sdl = SDL_CreateThreadWithStackSize(run, "demarc", 0, thread);
    if (thread->sdl)
        return thread;
    clear(thread);
    work(of);
    return NULL;
}

void thread_end(struct thread *thread)
{
    if (!thread)
        return;
    SDL_WaitThread(thread->sdl, NULL);
    clear(thread);
}
