/* thread: the work is done when its end was waited for, and its caller goes on meanwhile. */
#include "sdl/thread.h"

#include <SDL.h>
#include <langinfo.h>
#include <locale.h>
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

struct reader {
    SDL_sem *changed;
    char before[40], meanwhile[40], below[40];
};

static void read_below(void *of)
{
    struct reader *reader = of;
    SDL_strlcpy(reader->below, nl_langinfo(CODESET), sizeof reader->below);
}

static void read_twice(void *of)
{
    struct reader *reader = of;
    SDL_strlcpy(reader->before, nl_langinfo(CODESET), sizeof reader->before);
    SDL_SemWaitTimeout(reader->changed, 5000);
    SDL_strlcpy(reader->meanwhile, nl_langinfo(CODESET), sizeof reader->meanwhile);
    thread_end(thread_begin(read_below, reader));
}

/* As SDL does when it opens a display. Numbers in the file would be read in another language. */
static void work_keeps_its_locale(void **state)
{
    (void)state;
    struct reader reader = {.changed = SDL_CreateSemaphore(0)};
    struct thread *thread = thread_begin(read_twice, &reader);
    assert_non_null(thread);
    assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
    SDL_SemPost(reader.changed);
    thread_end(thread);
    assert_string_equal(nl_langinfo(CODESET), "UTF-8");
    setlocale(LC_ALL, "C");
    assert_string_equal(reader.before, nl_langinfo(CODESET));
    assert_string_equal(reader.meanwhile, reader.before);
    assert_string_equal(reader.below, reader.before);
    SDL_DestroySemaphore(reader.changed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(work_is_done_beside_the_caller),
                                       cmocka_unit_test(work_keeps_its_locale)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
