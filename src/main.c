/* Arguments, environment, dice and clocks: read here, once, and handed down. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "play/round.h"
#include "prefs.h"
#include "shelf.h"
#include "srs/day.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

enum { MINUTES_MOST = 240, DAYS_MOST = 365, QUESTIONS_MOST = 1000 };

/* -- clocks -- */

static int64_t read_ms(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* What local time is ahead of UTC: the same instant, broken down twice. */
static int read_offset_min(int64_t utc_ms)
{
    time_t seconds = (time_t)(utc_ms / 1000);
    struct tm local, utc;
    localtime_r(&seconds, &local);
    gmtime_r(&seconds, &utc);
    int days = day_from_date(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday) -
               day_from_date(utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday);
    return days * 24 * 60 + (local.tm_hour - utc.tm_hour) * 60 + local.tm_min - utc.tm_min;
}

struct moment options_now(const struct options *options)
{
    struct moment now = {.mono_ms = read_ms(CLOCK_MONOTONIC)};
    if (options->clock_is_set) {
        now.utc_ms = options->start.utc_ms + now.mono_ms - options->start.mono_ms;
        now.offset_min = options->start.offset_min;
    } else {
        now.utc_ms = read_ms(CLOCK_REALTIME);
        now.offset_min = read_offset_min(now.utc_ms);
    }
    return now;
}

/* -- folders -- */

static char *join(const char *folder, const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    if (!path)
        abort();
    snprintf(path, size, "%s/%s", folder, name);
    return path;
}

/* Where decks and fonts lie: in the source tree for a program that was built there and not installed. */
static const char *share_folder(void)
{
    char *base = SDL_GetBasePath();
    bool in_tree = base && (strncmp(base, DEMARC_TREE "/", strlen(DEMARC_TREE "/")) == 0 ||
                            strncmp(base, DEMARC_BUILD "/", strlen(DEMARC_BUILD "/")) == 0);
    SDL_free(base);
    return in_tree ? DEMARC_TREE : DEMARC_SHARE;
}

static char *default_data_folder(void)
{
    const char *xdg = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    if (xdg && *xdg == '/')
        return join(xdg, "demarc");
    if (home && *home)
        return join(home, ".local/share/demarc");
    return NULL;
}

/* The first that is set decides, as everywhere. */
static const char *default_language(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return value;
    }
    return NULL;
}

/* The caller frees it. */
static char *current_folder(void)
{
    char *path = getcwd(NULL, 0);
    return path && *path == '/' ? path : (free(path), NULL);
}

static const char *set_or_null(const char *name)
{
    const char *value = getenv(name);
    return value && *value == '/' ? value : NULL;
}

/* -- arguments -- */

static void print_help(void)
{
    printf("%s\n\n", tr("demarc teaches where the line lies in the cloud: what the customer secures and what the "
                        "provider secures."));
    printf("%s\n", tr("usage: demarc [options]                            open the window"));
    for (int i = 0; i < n_commands; i++)
        printf("       demarc [options] %-7s %-20s %s\n", commands[i].name, commands[i].arguments,
               tr(commands[i].help));
    printf("\n%s\n",
           tr("options, before or behind the command:\n"
              "  --data DIR             keep the answers here; own decks lie in DIR/decks\n"
              "                         (else $XDG_DATA_HOME/demarc, or ~/.local/share/demarc)\n"
              "  --language CODE        decks in this language, where they have it: nl, pt-br\n"
              "                         (else that of LC_ALL, LC_MESSAGES or LANG)\n"
              "  --minutes N            length of a drill, 1 to 240 (as set), or of an exam (as its deck says)\n"
              "  --questions N          of an exam, 1 to 1000 (as its deck says)\n"
              "  --hide-clock           an exam begins without its clock in sight\n"
              "  --models A,B           of a round: ids of its models, and --layers A,B of its layers (all)\n"
              "  --seconds N            of a round: for each board, 10 to 600 (60)\n"
              "  --boards N             of a round: for each team, 1 to 20 (4)\n"
              "  --teams \"Red,Blue\"     of a round: up to 6 teams that play in turn (you alone)\n"
              "  --table FILE           of a round: writes its table there when it ends\n"
              "  --days N               how far demarc plan looks ahead, 1 to 365 (14)\n"
              "  --text                 drill, exam and round on the terminal, line by line, without a window\n"
              "  --text-size PERCENT    100 to 200 (as set, else as the display says)\n"
              "  --theme NAME           light, dark or contrast (as set, else light)\n"
              "  --size WIDTHxHEIGHT    of the window or picture, from 800x600 (as it was left; at first 1280x800)\n"
              "  --still                nothing moves (as set)\n"
              "  --now TIME             set the clock at the start: 2026-12-01T10:00:00+01:00\n"
              "                         or 2026-12-01, which is noon\n"
              "  --against OLD          of check: what learners keep when OLD becomes the one deck given\n"
              "  --undo, --show         of fit: take the last change of the weights back; which are used since when\n"
              "  --csv                  of stats: one table of decks, items, predictions and days\n"
              "  --json                 of check: one array of objects file, line, column, severity, rule, text\n"
              "  --seed N               order of boards and layers, the questions of an exam, the boards of a round;\n"
              "                         the same seed, the same order\n"
              "  --dump FILE            write what the window shows as text after each change\n"
              "  --ready-fd N           write one byte there after the first frame\n"
              "  --help, --version\n"
              "\n"
              "exit status: 0 fine, 1 problems found, 2 wrong use, 3 the disk or the display failed;\n"
              "with --text also 128 and its number after a signal"));
}

/* The format is one of this file, with one %s. */
static int wrong_use(const char *format, const char *word)
{
    fprintf(stderr, "demarc: ");
    fprintf(stderr, tr(format), word);
    fprintf(stderr, "\n");
    return EXIT_USE;
}

static bool whole_number(const char *text, long least, long most, int *value)
{
    char *end;
    long n = strtol(text, &end, 10);
    if (end == text || *end || n < least || n > most)
        return false;
    *value = (int)n;
    return true;
}

static bool read_seed(const char *text, uint64_t *seed)
{
    char *end;
    *seed = strtoull(text, &end, 10);
    return *text >= '0' && *text <= '9' && *end == '\0';
}

static bool read_size(const char *text, struct options *o)
{
    char tail;
    o->size_said = true;
    return sscanf(text, "%dx%d%c", &o->width_px, &o->height_px, &tail) == 2 && o->width_px >= 800 &&
           o->height_px >= 600 && o->width_px <= 8192 && o->height_px <= 8192;
}

/* A day alone is its noon. */
static bool read_now(const char *text, struct options *o)
{
    int day;
    o->clock_is_set = moment_parse(text, &o->start.utc_ms, &o->start.offset_min);
    if (!o->clock_is_set && day_parse(text, &day)) {
        o->start.utc_ms = (day * INT64_C(24) + 12) * 60 * 60 * 1000;
        o->start.offset_min = 0;
        o->clock_is_set = true;
    }
    return o->clock_is_set;
}

static bool read_language(const char *text, struct options *o)
{
    char language[SHELF_LANGUAGE_MAX];
    o->language = text;
    o->language_said = true;
    return shelf_language(text, language);
}

/* One option with its value; what is wrong with it, or NULL. */
static const char *read_option(struct options *o, const char *name, const char *value)
{
    if (strcmp(name, "--data") == 0)
        return *value ? (o->data_said = true, o->data_folder = value, NULL)
                      : TR_MARK("--data needs a folder, not '%s'");
    if (strcmp(name, "--language") == 0)
        return read_language(value, o) ? NULL : TR_MARK("--language takes such as nl or pt-br, not '%s'");
    o->seed_set = o->seed_set || strcmp(name, "--seed") == 0;
    if (strcmp(name, "--questions") == 0)
        return whole_number(value, 1, QUESTIONS_MOST, &o->questions) ? NULL
                                                                     : TR_MARK("--questions takes 1 to 1000, not '%s'");
    if (strcmp(name, "--seconds") == 0)
        return whole_number(value, ROUND_SECONDS_LEAST, ROUND_SECONDS_MOST, &o->seconds)
                   ? NULL
                   : TR_MARK("--seconds takes 10 to 600, not '%s'");
    if (strcmp(name, "--boards") == 0)
        return whole_number(value, 1, ROUND_BOARDS_MAX, &o->boards) ? NULL
                                                                    : TR_MARK("--boards takes 1 to 20, not '%s'");
    if (strcmp(name, "--models") == 0)
        return *value ? (o->models = value, NULL) : TR_MARK("--models needs ids, such as iaas,paas, not '%s'");
    if (strcmp(name, "--layers") == 0)
        return *value ? (o->layers = value, NULL) : TR_MARK("--layers needs ids, such as os,data, not '%s'");
    if (strcmp(name, "--teams") == 0)
        return *value ? (o->teams = value, NULL) : TR_MARK("--teams needs names, such as Red,Blue, not '%s'");
    if (strcmp(name, "--table") == 0)
        return *value ? (o->csv_path = value, NULL) : TR_MARK("--table needs a file, not '%s'");
    if (strcmp(name, "--minutes") == 0)
        return whole_number(value, 1, MINUTES_MOST, &o->minutes) ? NULL : TR_MARK("--minutes takes 1 to 240, not '%s'");
    if (strcmp(name, "--days") == 0)
        return whole_number(value, 1, DAYS_MOST, &o->days) ? NULL : TR_MARK("--days takes 1 to 365, not '%s'");
    if (strcmp(name, "--text-size") == 0)
        return whole_number(value, SETTING_TEXT_LEAST, SETTING_TEXT_MOST, &o->text_percent)
                   ? NULL
                   : TR_MARK("--text-size takes 100 to 200, not '%s'");
    if (strcmp(name, "--theme") == 0)
        return prefs_theme(o->theme = value) ? NULL : TR_MARK("--theme takes light, dark or contrast, not '%s'");
    if (strcmp(name, "--size") == 0)
        return read_size(value, o) ? NULL : TR_MARK("--size takes such as 1280x800, from 800x600, not '%s'");
    if (strcmp(name, "--now") == 0)
        return read_now(value, o) ? NULL
                                  : TR_MARK("--now takes such as 2026-12-01T10:00:00+01:00 or 2026-12-01, not '%s'");
    if (strcmp(name, "--seed") == 0)
        return read_seed(value, &o->seed) ? NULL : TR_MARK("--seed takes a whole number, not '%s'");
    if (strcmp(name, "--dump") == 0)
        return *value ? (o->dump_path = value, NULL) : TR_MARK("--dump needs a file, not '%s'");
    if (strcmp(name, "--against") == 0)
        return *value ? (o->against = value, NULL) : TR_MARK("--against needs a deck, not '%s'");
    if (strcmp(name, "--ready-fd") == 0)
        return whole_number(value, 0, 1 << 20, &o->ready_fd)
                   ? NULL
                   : TR_MARK("--ready-fd takes the number of an open file, not '%s'");
    return "";
}

static const struct command *find_command(const char *name)
{
    for (int i = 0; i < n_commands; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

static int run(struct options *o, int n, char **words)
{
    const struct command *command = n ? find_command(words[0]) : NULL;
    if (n == 0 ? o->text : command && command->as_set)
        prefs_early(o);
    if (n == 0)
        return cmd_home(o, 0, NULL);
    if (!command)
        return wrong_use(TR_MARK("there is no command '%s'; demarc --help lists them"), words[0]);
    if (n - 1 < command->least || n - 1 > command->most)
        return wrong_use(n - 1 < command->least ? TR_MARK("'%s' needs more arguments; see demarc --help")
                                                : TR_MARK("'%s' takes fewer arguments; see demarc --help"),
                         words[0]);
    bool plays = command->run == cmd_drill || command->run == cmd_exam || command->run == cmd_round;
    if (o->text && !plays)
        return wrong_use(TR_MARK("--text plays drill, exam and round on the terminal; '%s' has no such form"),
                         words[0]);
    return command->run(o, n - 1, words + 1);
}

/* The options without a value. */
static bool *find_flag(struct options *o, const char *name)
{
    return strcmp(name, "--still") == 0        ? &o->still
           : strcmp(name, "--json") == 0       ? &o->json
           : strcmp(name, "--csv") == 0        ? &o->csv
           : strcmp(name, "--undo") == 0       ? &o->undo
           : strcmp(name, "--show") == 0       ? &o->show
           : strcmp(name, "--yes") == 0        ? &o->yes
           : strcmp(name, "--force") == 0      ? &o->force
           : strcmp(name, "--skip-bad") == 0   ? &o->skip_bad
           : strcmp(name, "--hide-clock") == 0 ? &o->hide_clock
           : strcmp(name, "--text") == 0       ? &o->text
                                               : NULL;
}

/* Sorts the arguments into options and words; -1 to go on, else the exit status. */
static int read_arguments(int argc, char **argv, struct options *o, char **words, int *n_words)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return print_help(), EXIT_FINE;
        if (strcmp(argv[i], "--version") == 0)
            return printf("demarc %s\n", DEMARC_VERSION), EXIT_FINE;
        bool *flag = find_flag(o, argv[i]);
        if (flag) {
            *flag = true;
        } else if (argv[i][0] == '-' && argv[i][1]) {
            const char *wrong = read_option(o, argv[i], i + 1 < argc ? argv[i + 1] : "");
            if (wrong && !*wrong)
                return wrong_use(TR_MARK("there is no option '%s'; demarc --help lists them"), argv[i]);
            if (wrong)
                return wrong_use(wrong, i + 1 < argc ? argv[i + 1] : "");
            i++;
        } else {
            words[(*n_words)++] = argv[i];
        }
    }
    return -1;
}

int main(int argc, char **argv)
{
    const char *share = share_folder();
    struct options o = {.version = DEMARC_VERSION, .ready_fd = -1, .days = 14, .width_px = 1280, .height_px = 800};
    char *data = default_data_folder(), *own = NULL, *tapes = NULL, *current = NULL, *decks = join(share, "decks"),
         *fonts = join(share, "fonts");
    char **words = calloc((size_t)argc + 1, sizeof *words);
    int n_words = 0;
    if (!words || getentropy(&o.seed, sizeof o.seed) != 0 || getentropy(o.program, sizeof o.program) != 0)
        return EXIT_WORLD;
    o.data_folder = data;
    o.language = o.system_language = default_language();
    int status = read_arguments(argc, argv, &o, words, &n_words);
    if (status < 0) {
        if (!o.clock_is_set)
            o.start = options_now(&o);
        o.start.mono_ms = read_ms(CLOCK_MONOTONIC);
        own = o.data_folder ? join(o.data_folder, "decks") : NULL;
        o.tapes_path = tapes = o.data_folder ? join(o.data_folder, "decks.cache") : NULL;
        o.deck_folders[0] = decks;
        o.deck_folders[1] = own;
        o.font_folder = fonts;
        o.export_folders[0] = set_or_null("HOME");
        o.export_folders[1] = current = current_folder();
        o.export_folders[2] = set_or_null("TMPDIR") ? set_or_null("TMPDIR") : "/tmp";
        status = run(&o, n_words, words);
    }
    free(words);
    free(data);
    free(own);
    free(tapes);
    free(current);
    free(decks);
    free(fonts);
    return status;
}
