#include "sdl/thread.h"

#include "base/mem.h"

#include <SDL.h>
#include <stdlib.h>

struct thread {
    SDL_Thread *sdl;
    void (*work)(void *of);
    void *of;
};

static int run(void *of)
{
    struct thread *thread = of;
    thread->work(thread->of);
    return 0;
}

struct thread *thread_begin(void (*work)(void *of), void *of)
{
    struct thread *thread = xmalloc(sizeof *thread);
    *thread = (struct thread){.work = work, .of = of};
    thread->sdl = SDL_CreateThread(run, "demarc", thread);
    if (thread->sdl)
        return thread;
    free(thread);
    work(of);
    return NULL;
}

void thread_end(struct thread *thread)
{
    if (!thread)
        return;
    SDL_WaitThread(thread->sdl, NULL);
    free(thread);
}
