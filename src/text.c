/* The story on a terminal: reads lines and the clock, says what is said. Waiting is a poll with a timeout, so that
   clocks go on while nobody types; a signal wakes it through a pipe, and then everything is left as with Escape. */
#include "text.h"

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "cmd/cmd.h"
#include "text_shared.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* -- signals -- */

static volatile sig_atomic_t signal_came;
static int wake_pipe[2] = {-1, -1};

static void on_signal(int number)
{
    int before = errno;
    signal_came = number;
    if (write(wake_pipe[1], "", 1) < 0)
        signal_came = number; /* it is awake already */
    errno = before;
}

static bool listen_to_signals(struct text *t)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction ignore = {.sa_handler = SIG_IGN}, leave = {.sa_handler = on_signal};
    if (pipe(wake_pipe) != 0)
        return false;
    t->wake = wake_pipe[0];
    sigaction(SIGPIPE, &ignore, NULL);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        sigaction(numbers[i], &leave, NULL);
    return true;
}

static bool was_signalled(struct text *t)
{
    if (signal_came && t->end == TEXT_GOES_ON)
        t->end = TEXT_SIGNALLED;
    return signal_came != 0;
}

bool text_goes_on(const struct text *t)
{
    return t->end == TEXT_GOES_ON;
}

/* -- saying -- */

/* Takes out what a terminal would obey, and marks that are only for breaking lines. Returns the new length. */
static size_t clean(char *text)
{
    char *to = text;
    for (const char *at = text; *at;) {
        int size;
        uint32_t c = utf8_decode(at, &size);
        if (c == 0xad) {
            at += size;
        } else if (c < 0x20 || (c >= 0x7f && c < 0xa0)) {
            *to++ = ' ';
            at += size;
        } else if (c == 0xfffd && size == 1) {
            *to++ = '?';
            at += size;
        } else {
            memmove(to, at, (size_t)size);
            to += size;
            at += size;
        }
    }
    *to = '\0';
    return (size_t)(to - text);
}

/* A signal breaks off what nobody takes. */
static void write_all(struct text *t, const char *text, size_t size)
{
    while (size > 0 && t->end != TEXT_UNHEARD) {
        ssize_t n = write(t->out, text, size);
        if (n >= 0) {
            text += n;
            size -= (size_t)n;
        } else if (errno == EAGAIN) {
            struct pollfd fds[] = {{t->out, POLLOUT, 0}, {t->wake, POLLIN, 0}};
            poll(fds, 2, -1);
        } else if (errno != EINTR) {
            t->end = TEXT_UNHEARD;
        }
        if (n < 0 && was_signalled(t))
            return;
    }
}

void text_say(struct text *t, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    char *text = xmalloc((size_t)length + 2);
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    va_end(args);
    size_t size = clean(text);
    text[size++] = '\n';
    write_all(t, text, size);
    free(text);
}

void text_add(struct text_words *words, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int left = words->size - words->used;
    int n = left > 0 ? vsnprintf(words->text + words->used, (size_t)left, format, args) : 0;
    va_end(args);
    words->used = n < left ? words->used + n : words->size;
}

/* -- reading -- */

static void let_time_pass(struct text *t, bool *gone)
{
    int64_t before_ms = t->now.mono_ms;
    t->now = prefs_now(&t->shared.prefs, t->shared.options);
    *gone = text_pass(t, t->now.mono_ms - before_ms) || *gone;
    if (saving_unsaved(&t->saving) || t->shared.in_memory)
        text_retry(t, false);
    text_tell_saving(t);
}

/* Waits until bytes are there, or the input is over. False: no longer. */
static bool wait_for_bytes(struct text *t)
{
    bool gone = false;
    while (text_goes_on(t) && !gone) {
        struct pollfd fds[] = {{t->in, POLLIN, 0}, {t->wake, POLLIN, 0}};
        int n = poll(fds, 2, text_wait_ms(t));
        let_time_pass(t, &gone);
        if (was_signalled(t) || gone)
            return false;
        if (n <= 0 || !fds[0].revents)
            continue;
        ssize_t size = read(t->in, t->bytes, sizeof t->bytes);
        if (size < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        t->n_bytes = size > 0 ? (int)size : 0;
        t->at_byte = 0;
        t->input_over = size <= 0;
        return true;
    }
    return false;
}

enum bad { BAD_NOTHING, BAD_LONG, BAD_ZERO, BAD_CONTROL };

static void add_byte(struct text *t, char c, int *n, enum bad *bad)
{
    if (*n == TEXT_LINE_MAX)
        *bad = BAD_LONG;
    else
        t->line[(*n)++] = c;
    if (*bad == BAD_LONG)
        return;
    if (c == '\0')
        *bad = BAD_ZERO;
    else if (((unsigned char)c < 0x20 && c != '\t' && c != '\r') || c == 0x7f)
        *bad = *bad ? *bad : BAD_CONTROL;
}

/* One line, without its end; false: there is none. The last one may have no end. */
static bool read_line(struct text *t, int *n, enum bad *bad)
{
    bool any = false;
    *n = 0;
    *bad = BAD_NOTHING;
    while (text_goes_on(t)) {
        while (t->at_byte < t->n_bytes) {
            char c = t->bytes[t->at_byte++];
            if (c == '\n')
                return true;
            any = true;
            add_byte(t, c, n, bad);
        }
        if (t->input_over && !any)
            t->end = TEXT_INPUT_ENDED;
        if (t->input_over)
            return any;
        if (!wait_for_bytes(t))
            return false;
    }
    return false;
}

static const char *what_is_wrong(const struct text *t, int n, enum bad bad)
{
    if (bad == BAD_LONG)
        return tr("That line is too long and was not taken: at most %d bytes.");
    if (bad == BAD_ZERO)
        return tr("That line has a zero byte and was not taken.");
    if (bad == BAD_CONTROL)
        return tr("That line has control characters and was not taken.");
    return utf8_valid(t->line, (size_t)n) ? NULL : tr("That line is not UTF-8 and was not taken.");
}

static const char *trim(char *line)
{
    size_t length = strlen(line);
    while (length > 0 && strchr(" \t\r", line[length - 1]))
        line[--length] = '\0';
    return line + strspn(line, " \t\r");
}

/* Half a line that is typed when a clock runs out is lost with what it was for. */
const char *text_ask(struct text *t, const char *prompt, const char *help)
{
    bool asks = true, gone = false;
    while (text_goes_on(t) && !was_signalled(t)) {
        int n;
        enum bad bad;
        text_tell_saving(t);
        if (asks)
            text_say(t, "%s", prompt);
        if (!text_goes_on(t) || !read_line(t, &n, &bad))
            return NULL;
        let_time_pass(t, &gone);
        if (gone || t->taken)
            return NULL;
        const char *wrong = what_is_wrong(t, n, bad);
        t->line[n] = '\0';
        if (wrong) {
            char said[200];
            snprintf(said, sizeof said, wrong, TEXT_LINE_MAX);
            text_say(t, "%s", said);
            continue;
        }
        const char *line = trim(t->line);
        asks = text_is(line, "?", "help");
        if (!asks)
            return line;
        text_say(t, "%s", help);
    }
    return NULL;
}

/* -- what a line says -- */

bool text_is(const char *line, const char *word, const char *brief)
{
    return strcasecmp(line, word) == 0 || (brief && strcasecmp(line, brief) == 0);
}

const char *text_after(const char *line, const char *word, const char *brief)
{
    const char *const words[] = {word, brief};
    for (int i = 0; i < 2 && words[i]; i++) {
        size_t length = strlen(words[i]);
        if (strncasecmp(line, words[i], length) == 0 && strchr(" \t", line[length]) && line[length])
            return line + length + strspn(line + length, " \t");
    }
    return NULL;
}

bool text_number(const char *word, int least, int most, int *n)
{
    char *end;
    if (*word < '0' || *word > '9')
        return false;
    errno = 0;
    long value = strtol(word, &end, 10);
    if (*end || errno || value < least || value > most)
        return false;
    *n = (int)value;
    return true;
}

void text_unknown(struct text *t, const char *line)
{
    if (*line)
        text_say(t, tr("'%.60s' was not understood. ? lists what can be typed."), line);
    else
        text_say(t, "%s", tr("An empty line says nothing here. ? lists what can be typed."));
}

/* -- the whole -- */

static void tell_story(struct text *t, enum app_start start, const struct deck *only, const struct round_setup *setup)
{
    t->now = prefs_now(&t->shared.prefs, t->shared.options); /* opening took time, which is no clock's */
    if (start == APP_DRILL)
        text_drill_start(t, only);
    else if (start == APP_EXAM)
        text_exam(t, only);
    else if (start == APP_ROUND)
        text_round(t, setup);
    else
        text_home(t);
}

static int exit_status(const struct text *t, struct err *err)
{
    if (t->failed || saving_unsaved(&t->saving) || kept_any(&t->shared.kept)) {
        err_set(err, "%s", t->saving.not_saved[0] ? t->saving.not_saved : tr("Not everything could be saved."));
        return EXIT_WORLD;
    }
    if (t->end == TEXT_SIGNALLED)
        return 128 + signal_came;
    if (t->end == TEXT_UNHEARD) {
        err_set(err, "%s", tr("nobody reads what is said"));
        return EXIT_WORLD;
    }
    return EXIT_FINE;
}

int text_run(const struct options *options, struct shelf *shelf, enum app_start start, const struct deck *only,
             const struct round_setup *setup, struct err *err)
{
    struct text *t = xcalloc(1, sizeof *t);
    int status = EXIT_WORLD;
    t->shared = (struct app_shared){.options = options, .shelf = shelf, .seeds.state = options->seed};
    t->in = STDIN_FILENO;
    t->out = STDOUT_FILENO;
    t->now = options_now(options);
    t->input_over = fcntl(t->in, F_GETFD) < 0; /* closed: a file of ours may get its number */
    if (fcntl(t->out, F_GETFD) < 0) {
        err_set(err, "%s", tr("nobody reads what is said"));
    } else if (!listen_to_signals(t)) {
        err_set(err, "%s", strerror(errno));
    } else if (text_open_store(t, err)) {
        tell_story(t, start, only, setup);
        text_end_drill(t);
        text_retry(t, true);
        status = exit_status(t, err);
        app_exam_clear(&t->exam);
        app_round_clear(&t->round);
    }
    app_home_clear(&t->home);
    drill_clear(&t->drill);
    kept_clear(&t->shared.kept);
    prefs_clear(&t->shared.prefs);
    store_close(t->shared.store);
    saving_clear(&t->saving);
    free(t);
    return status;
}
