#ifndef DEMARC_SDL_THREAD_H
#define DEMARC_SDL_THREAD_H

/* Work that is done beside the caller's, which waits for its end before it looks at anything the work touches. The work has the
   locale that the caller had when it began, whatever becomes of the program's. */
struct thread;

struct thread *thread_begin(void (*work)(void *of), void *of); /* NULL: there was no thread; the work is done */
void thread_end(struct thread *thread);                        /* waits */

#endif
