/* thread: the work is done when its end was waited for, and its caller goes on meanwhile. */
#include "sdl/thread.h"

#include <SDL.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct meeting {
    SDL_sem *caller, *worker;
    bool met, done;
};

static void meet(void *of)
{
    struct meeting *meeting = of;
    SDL_SemPost(meeting->worker);
    meeting->met = SDL_SemWaitTimeout(meeting->caller, 5000) == 0;
    SDL_Delay(20);
    meeting->done = true;
}

/* Each waits for the other, which only two that run at once can. */
static void work_is_done_beside_the_caller(void **state)
{
    (void)state;
    struct meeting meeting = {.caller = SDL_CreateSemaphore(0), .worker = SDL_CreateSemaphore(0)};
    struct thread *thread = thread_begin(meet, &meeting);
    assert_non_null(thread);
    assert_int_equal(SDL_SemWaitTimeout(meeting.worker, 5000), 0);
    SDL_SemPost(meeting.caller);
    thread_end(thread);
    assert_true(meeting.met);
    assert_true(meeting.done);
    SDL_DestroySemaphore(meeting.caller);
    SDL_DestroySemaphore(meeting.worker);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(work_is_done_beside_the_caller)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
