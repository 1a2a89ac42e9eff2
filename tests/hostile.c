/* Files of strangers, as large as they may be: each is read and checked in a process of its own that gets so much
   memory and so many seconds and no more (setrlimit), so this is built without sanitizers, which need both. Without
   arguments a test; with --table it prints what each needed, for tests/bench. */
#include "deck/deck_check.h"
#include "deck/deck_yaml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SIZE = DECK_FILE_MAX, MB = 1000 * 1000, MEMORY_MB = 256, SECONDS = 10 };

#define SMALL "demarc: 1\nid: h\ntitle: H\nlanguage: en\nas_of: 2026-11-21\nexam: [e]\nsources: {s: {title: S}}\n"
#define GRID                                                                                                           \
    "zones: {a: {name: A}, b: {name: B}, c: {name: C}}\nmodels: {m0: {name: M}, m1: {name: M}, m2: {name: M}, m3: "    \
    "{name: M}, m4: {name: M}, m5: {name: M}, m6: {name: M}, m7: {name: M}}\n"
#define ANSWER "answer: {m0: a, m1: b, m2: a, m3: b, m4: a, m5: b, m6: a, m7: b}"
#define WORDS "Only you know what your files mean, what is secret and who may have them, and nobody else does. "

/* head, then piece as often as it may stand (at most `most` times, 0: as the file has room), then tail. A %d in a piece
   is the number of it. */
static const struct hostile {
    const char *name, *head, *piece, *tail;
    int most;
    bool good;
} kinds[] = {
    {"brackets", "", "[", "", 0, false},
    {"dashes", "", "- ", "", 0, false},
    {"braces", "", "{a: ", "", 0, false},
    {"brackets side by side", "x: [", "[],", "]\n", 0, false},
    {"tag lines", "", "%%TAG !a%d! b\n", "", 0, false},
    {"anchors", "x: [", "&a%d b,", "]\n", 0, false},
    {"aliases", "x: [", "*a%d,", "]\n", 0, false},
    {"unknown keys", SMALL, "k%d: v\n", "", 0, false},
    {"one key again and again", SMALL, "title: T\n", "", 0, false},
    {"no line breaks", "", "a", "", 0, false},
    {"a long text", SMALL GRID "layers: [{id: l, name: L, source: s, " ANSWER ", means: ", "word ", "}]\n", 0, true},
    {"a text of escapes", SMALL GRID "layers: [{id: l, name: L, source: s, " ANSWER ", means: \"x", "\\x41", "\"}]\n",
     0, true},
    {"a text of empty lines", SMALL GRID "layers: [{id: l, name: L, source: s, " ANSWER ", means: \"x", "\n", "\"}]\n",
     0, true},
    {"folded lines", SMALL GRID "layers:\n- id: l\n  name: L\n  source: s\n  " ANSWER "\n  means: >\n", "   x\n", "", 0,
     true},
    {"broken bytes", SMALL "x: ", "\xff", "\n", 0, false},
    {"byte order marks", "", "\xef\xbb\xbf", "", 0, false},
    {"empty layers", SMALL GRID "layers:\n", "- {}\n", "", 0, false},
    {"one layer again and again", SMALL GRID "layers:\n", "- {id: l, name: L, source: s, " ANSWER "}\n", "", 0, false},
    {"80,000 answers", SMALL GRID "layers:\n", "- {id: l%d, name: L, source: s, " ANSWER "}\n", "", DECK_LAYERS_MAX,
     true},
    {"unknown zones", SMALL GRID "layers:\n", "- {id: l%d, name: L, source: s, answer: {m0: x, m1: y, m2: z}}\n", "",
     DECK_LAYERS_MAX, false},
    {"100,000 cards", SMALL "cards:\n", "- {id: c%d, front: \"" WORDS "\", back: \"Nobody.\", source: s}\n", "", 100000,
     true},
    {"cards about nothing", SMALL "cards:\n",
     "- {id: c%d, front: F, back: B, about: [a, b, c, d, e, f, g, h, i, j], source: s}\n", "", 0, true},
    {"cards of no source", SMALL "cards:\n", "- {id: c%d, front: F, back: B, source: t%d}\n", "", 0, false},
    {"20,000 questions", SMALL "questions:\n",
     "- {id: q%d, ask: \"" WORDS "\", options: [{id: a, text: \"" WORDS WORDS WORDS
     "\", right: true}, {id: b, text: \"" WORDS WORDS "\"}], source: s}\n",
     "", DECK_QUESTIONS_MAX, true},
    {"unknown objectives",
     SMALL "exam_blueprint: {minutes: 9, questions: 9, parts: [{objective: a, name: A, weight: 100}]}\n"
           "questions:\n",
     "- {id: q%d, objective: b%d, ask: A, options: [{id: a, text: A, right: true}, {id: b, text: B}], source: s}\n", "",
     DECK_QUESTIONS_MAX, false},
    {"layers before what they mean", "layers:\n", "- {id: l%d, name: L, source: s, " ANSWER "}\n", SMALL GRID,
     DECK_LAYERS_MAX, true},
    {"comments that silence", SMALL GRID "layers: [{id: l, name: L, source: s, " ANSWER "}]\n", "# allow no-why: so\n",
     "", 0, true},
    {"comments that silence without reason", SMALL GRID "layers: [{id: l, name: L, source: s, " ANSWER "}]\n",
     "# allow no-why # ", "\n", 0, true},
    {"signs of comments", SMALL GRID "layers: [{id: l, name: L, source: s, " ANSWER "}]\n#", " #", "\n", 0, true},
    {"tests", SMALL GRID "layers: [{id: l, name: L, source: s, " ANSWER "}]\ntests:\n",
     "- {right: 0, place: {l: {m0: b}}, says: {l: {m0: w}}}\n", "", DECK_TESTS_MAX, true},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static char *make(const struct hostile *kind, size_t *size)
{
    char *bytes = malloc(SIZE + 1), piece[2000];
    size_t tail = strlen(kind->tail), used = strlen(kind->head);
    if (!bytes)
        exit(3);
    memcpy(bytes, kind->head, used);
    bool numbered = strchr(kind->piece, '%') != NULL;
    size_t length = (size_t)snprintf(piece, sizeof piece, "%s", kind->piece);
    for (int i = 0; !kind->most || i < kind->most; i++) {
        if (numbered)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
            length = (size_t)snprintf(piece, sizeof piece, kind->piece, i, i);
#pragma GCC diagnostic pop
        if (used + length + tail > SIZE)
            break;
        memcpy(bytes + used, piece, length);
        used += length;
    }
    memcpy(bytes + used, kind->tail, tail);
    *size = used + tail;
    return bytes;
}

struct needed {
    double ms, mb, file_mb;
    bool good;
};

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static long peak_kb(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

static void limit(int resource, rlim_t most)
{
    struct rlimit limit = {most, most};
    if (setrlimit(resource, &limit) != 0)
        exit(3);
}

/* In the child: the file is made before the limits begin, and counted in. */
static struct needed run(const struct hostile *kind)
{
    static struct deck_problems problems;
    size_t size;
    char *bytes = make(kind, &size);
    limit(RLIMIT_AS, (rlim_t)MEMORY_MB * MB);
    limit(RLIMIT_CPU, SECONDS);
    limit(RLIMIT_CORE, 0);
    double start = now_ms();
    struct deck *deck = deck_read("hostile.yaml", bytes, size, &problems);
    for (int i = 0; i < problems.n; i++)
        if (strstr(problems.list[i].text, "not enough memory"))
            abort();
    if (deck) {
        const struct deck *const others[] = {deck};
        struct deck_check check = {
            .deck = deck, .bytes = bytes, .size = size, .others = others, .n_others = 1, .today = 20790};
        deck_check_run(&check);
        deck_check_clear(&check);
    } else if (problems.n == 0) {
        abort();
    }
    struct needed needed = {now_ms() - start, (double)peak_kb() * 1024 / MB, (double)size / MB, deck != NULL};
    deck_free(deck);
    return needed;
}

/* False, told: it needed more, or ended otherwise. */
static bool measure(const struct hostile *kind, struct needed *needed)
{
    int ends[2], status;
    if (pipe(ends) != 0)
        exit(3);
    pid_t pid = fork();
    if (pid == 0) {
        *needed = run(kind);
        _exit(write(ends[1], needed, sizeof *needed) != sizeof *needed);
    }
    close(ends[1]);
    bool told = pid > 0 && read(ends[0], needed, sizeof *needed) == sizeof *needed;
    close(ends[0]);
    bool ended = pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (!told || !ended)
        printf("FAILED: %s: needs more than %d MB and %d s, or breaks\n", kind->name, MEMORY_MB, SECONDS);
    else if (needed->good != kind->good)
        printf("FAILED: %s: is read as %s\n", kind->name, needed->good ? "good" : "bad");
    return told && ended && needed->good == kind->good;
}

int main(int argc, char **argv)
{
    bool table = argc > 1 && strcmp(argv[1], "--table") == 0;
    int failed = 0;
    for (int i = 0; i < KINDS; i++) {
        struct needed needed;
        bool fine = measure(&kinds[i], &needed);
        failed += !fine;
        if (fine && table)
            printf("  hostile: %-35s %8.1f MB %8.0f ms %7.0f MB  %d MB\n", kinds[i].name, needed.file_mb, needed.ms,
                   needed.mb, MEMORY_MB);
    }
    if (!failed && !table)
        printf("%d hostile files: each within %d MB and %d s\n", KINDS, MEMORY_MB, SECONDS);
    return failed > 0;
}
