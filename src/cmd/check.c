/* demarc check: all that is wrong with the files of decks, for people, editors and CI; and what a new edition of a deck
   does to what learners know. */
#include "base/mem.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "cmd/json.h"
#include "deck/deck_against.h"
#include "deck/deck_check.h"
#include "deck/deck_yaml.h"
#include "screens/fit.h"
#include "sdl/font.h"
#include "shelf.h"
#include "srs/day.h"
#include "store/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct file {
    char *path;
    char *bytes; /* NULL: it cannot be read */
    size_t size;
    struct deck *deck, *base;       /* base: of a translation, if it is not among the files */
    struct deck_problems *problems; /* where deck is NULL */
};

struct checking {
    const struct options *options;
    struct file *files;
    int n;
    struct shelf shelf;
    const struct deck **others;
    int n_others;
    struct ui_measure measure;
    int n_printed;
    bool failed; /* a file cannot be read, or the fonts */
};

/* -- reading -- */

/* The path of the deck that a translation belongs to: azure.yaml for azure.nl.yaml; NULL where the name says none. */
static char *base_path(const char *path)
{
    const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path, *end = strrchr(name, '.');
    const char *language = end;
    while (language && language > name && language[-1] != '.')
        language--;
    if (!end || strcmp(end, ".yaml") != 0 || language <= name + 1 || language == end)
        return NULL;
    return xprintf("%.*s.yaml", (int)(language - 1 - path), path);
}

/* Has a line that begins with that key? Inside another block it would be indented. */
static bool is_translation(const char *bytes)
{
    static const char key[] = "translates:";
    for (const char *at = bytes; (at = strstr(at, key)); at++)
        if (at == bytes || at[-1] == '\n')
            return true;
    return false;
}

static bool load(struct checking *c, const char *path, char **bytes, size_t *size)
{
    struct err err;
    *bytes = file_read(path, DECK_FILE_MAX, size, &err);
    if (!*bytes)
        fprintf(stderr, "demarc: %s\n", err.text);
    c->failed = c->failed || !*bytes;
    return *bytes != NULL;
}

static void put_problem(struct deck_problems *problems, const char *text)
{
    *problems = (struct deck_problems){.n = 1, .list = {{.line = 1, .column = 1}}};
    snprintf(problems->list[0].text, sizeof problems->list[0].text, "%s", text);
}

/* Among the files that were given. */
static const struct deck *given_deck(const struct checking *c, const char *path)
{
    for (int i = 0; i < c->n; i++)
        if (strcmp(c->files[i].path, path) == 0)
            return c->files[i].deck;
    return NULL;
}

/* The deck that the shelf has under the name of the file. */
static const struct deck *shelf_deck(const struct checking *c, const char *path)
{
    const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    char *id = xprintf("%.*s", (int)(strlen(name) - strlen(".yaml")), name);
    const struct deck *deck = shelf_find(&c->shelf, id);
    free(id);
    return deck;
}

static const struct deck *read_beside(struct checking *c, struct file *file, const char *path)
{
    struct deck_problems *problems = xcalloc(1, sizeof *problems);
    char *bytes;
    size_t size;
    if (load(c, path, &bytes, &size))
        file->base = deck_read(path, bytes, size, problems);
    free(problems);
    free(bytes);
    return file->base;
}

/* The deck of a translation: the file beside it, given or not, or one on the shelf. NULL: told among the problems. */
static const struct deck *find_base(struct checking *c, struct file *file)
{
    char *path = base_path(file->path);
    const struct deck *base = path ? given_deck(c, path) : NULL;
    bool beside = path && file_exists(path);
    if (path && !base)
        base = beside ? read_beside(c, file, path) : shelf_deck(c, path);
    if (!path)
        put_problem(file->problems, tr("a translation is called like its deck and its language, such as azure.nl.yaml; "
                                       "rename it"));
    else if (!base)
        put_problem(file->problems,
                    beside ? tr("the deck that this translates cannot be read; mend that one first")
                           : tr("the deck that this translates is not beside it; put both into one folder"));
    free(path);
    return base;
}

static void read_base(struct checking *c, struct file *file)
{
    if (load(c, file->path, &file->bytes, &file->size) && !is_translation(file->bytes))
        file->deck = deck_read(file->path, file->bytes, file->size, file->problems);
}

/* The shelf does not use a translation whose name says another language. */
static void check_language(struct file *file)
{
    char *path = base_path(file->path);
    const char *language = file->path + strlen(path) - strlen("yaml");
    size_t length = strlen(language) - strlen(".yaml");
    struct deck_mark at = deck_text_at(file->deck->language);
    bool same = strlen(file->deck->language) == length && strncasecmp(file->deck->language, language, length) == 0;
    char *text = xprintf(tr("this is written in '%s', but the name of the file says '%.*s'; rename it or correct its "
                            "'language'"),
                         file->deck->language, (int)length, language);
    free(path);
    if (!same) {
        put_problem(file->problems, text);
        file->problems->list[0].line = at.line;
        file->problems->list[0].column = at.column;
        deck_free(file->deck);
        file->deck = NULL;
    }
    free(text);
}

static void read_translation(struct checking *c, struct file *file)
{
    const struct deck *base = find_base(c, file);
    if (base)
        file->deck = deck_read_translation(base, file->path, file->bytes, file->size, file->problems);
    if (file->deck)
        check_language(file);
}

/* Translations last, when what they translate is there. */
static void read_files(struct checking *c, char **paths)
{
    c->files = xcalloc((size_t)c->n, sizeof *c->files);
    for (int i = 0; i < c->n; i++)
        c->files[i] = (struct file){.path = xstrdup(paths[i]), .problems = xcalloc(1, sizeof *c->files[i].problems)};
    for (int i = 0; i < c->n; i++)
        read_base(c, &c->files[i]);
    for (int i = 0; i < c->n; i++)
        if (c->files[i].bytes && is_translation(c->files[i].bytes))
            read_translation(c, &c->files[i]);
}

static void free_files(struct checking *c)
{
    for (int i = 0; i < c->n; i++)
        if (c->files[i].deck && c->files[i].deck->base)
            deck_free(c->files[i].deck);
    for (int i = 0; i < c->n; i++) {
        struct file *file = &c->files[i];
        if (file->deck && !(file->bytes && is_translation(file->bytes)))
            deck_free(file->deck);
        deck_free(file->base);
        free(file->path);
        free(file->bytes);
        free(file->problems);
    }
    free(c->files);
}

static bool has_deck(const struct checking *c, const char *id)
{
    for (int i = 0; i < c->n_others; i++)
        if (strcmp(c->others[i]->id, id) == 0)
            return true;
    return false;
}

/* What the decks may speak of: the files that were given, then what lies on the shelf. */
static void gather_others(struct checking *c)
{
    c->others = xcalloc((size_t)(c->n + c->shelf.n), sizeof *c->others);
    for (int i = 0; i < c->n; i++)
        if (c->files[i].deck && !c->files[i].deck->base)
            c->others[c->n_others++] = c->files[i].deck;
    for (int i = 0; i < c->shelf.n; i++)
        if (!has_deck(c, c->shelf.decks[i]->id))
            c->others[c->n_others++] = c->shelf.decks[i];
}

/* -- printing -- */

static void print_begin(const struct checking *c)
{
    if (c->options->json)
        printf("[");
}

static void print_end(const struct checking *c)
{
    if (c->options->json)
        printf("%s]\n", c->n_printed ? "\n" : "");
}

static void print(struct checking *c, const struct file *file, const struct deck_finding *found)
{
    int line = found->line ? found->line : 1, column = found->line ? found->column : 1;
    c->n_printed++;
    if (!c->options->json) {
        printf("%s:%d:%d: %s: %s", file->path, line, column, found->rule ? tr("warning") : tr("error"), found->text);
        if (found->rule)
            printf(" [%s]", found->rule);
        putchar('\n');
        return;
    }
    printf("%s\n{\"file\":", c->n_printed > 1 ? "," : "");
    json_text(stdout, file->path);
    printf(",\"line\":%d,\"column\":%d,\"severity\":\"%s\",\"rule\":", line, column, found->rule ? "warning" : "error");
    json_text(stdout, found->rule);
    printf(",\"text\":");
    json_text(stdout, found->text);
    putchar('}');
}

static void print_more(struct checking *c, const struct file *file, int more)
{
    struct deck_finding rest = {.line = 1, .column = 1};
    snprintf(rest.text, sizeof rest.text, tr("and %d more"), more);
    if (more)
        print(c, file, &rest);
}

static void print_problems(struct checking *c, const struct file *file)
{
    for (int i = 0; i < file->problems->n; i++) {
        const struct deck_problem *p = &file->problems->list[i];
        struct deck_finding found = {.line = p->line, .column = p->column};
        snprintf(found.text, sizeof found.text, "%s", p->text);
        print(c, file, &found);
    }
    print_more(c, file, file->problems->more);
}

static void check_file(struct checking *c, const struct file *file)
{
    if (!file->deck) {
        print_problems(c, file);
        return;
    }
    struct deck_check check = {.deck = file->deck,
                               .bytes = file->bytes,
                               .size = file->size,
                               .others = c->others,
                               .n_others = c->n_others,
                               .today = day_of(c->options->start),
                               .measure = c->measure.width ? fit_deck : NULL,
                               .with = &c->measure};
    deck_check_run(&check);
    for (int i = 0; i < check.n; i++)
        print(c, file, &check.found[i]);
    print_more(c, file, check.more);
    deck_check_clear(&check);
}

/* -- against the edition before -- */

struct changes {
    bool json;
    int n[CHANGES], printed;
};

static void tell_change(void *with, const char *key, enum deck_change change)
{
    static const char *const words[CHANGES] = {TR_MARK("stays"), TR_MARK("starts anew"), TR_MARK("new"),
                                               TR_MARK("gone")};
    static const char *const codes[CHANGES] = {"stays", "anew", "new", "gone"};
    struct changes *changes = with;
    changes->n[change]++;
    if (changes->json) {
        printf("%s\n{\"item\":", changes->printed++ ? "," : "");
        json_text(stdout, key);
        printf(",\"change\":\"%s\"}", codes[change]);
    } else {
        printf("%-12s %s\n", tr(words[change]), key);
    }
}

static int compare(struct checking *c)
{
    if (!c->files[0].deck || !c->files[1].deck) {
        print_begin(c);
        check_file(c, &c->files[c->files[0].deck ? 1 : 0]);
        print_end(c);
        return c->failed ? EXIT_WORLD : EXIT_PROBLEMS;
    }
    struct changes changes = {.json = c->options->json};
    if (changes.json)
        printf("[");
    deck_against(c->files[0].deck, c->files[1].deck, tell_change, &changes);
    if (changes.json)
        printf("%s]\n", changes.printed ? "\n" : "");
    else
        printf(tr("%d stay, %d start anew because the answer is another, %d are new, %d are gone\n"),
               changes.n[CHANGE_STAYS], changes.n[CHANGE_ANEW], changes.n[CHANGE_NEW], changes.n[CHANGE_GONE]);
    return EXIT_FINE;
}

static int run_against(struct checking *c, const char *old, char *fresh)
{
    char *was = xstrdup(old), *paths[] = {was, fresh};
    c->n = 2;
    read_files(c, paths);
    int status = compare(c);
    free_files(c);
    free(was);
    return status;
}

static int run_check(struct checking *c, char **paths)
{
    struct err err;
    struct fonts *fonts = fonts_new(c->options->font_folder, &err);
    if (fonts)
        c->measure = fonts_measure(fonts);
    else
        fprintf(stderr, "demarc: %s\n", err.text);
    c->failed = !fonts;
    shelf_load(&c->shelf, c->options->deck_folders, 2, NULL, c->options->tapes_path);
    read_files(c, paths);
    gather_others(c);
    print_begin(c);
    for (int i = 0; i < c->n; i++)
        if (c->files[i].bytes)
            check_file(c, &c->files[i]);
    print_end(c);
    free(c->others);
    free_files(c);
    shelf_clear(&c->shelf);
    fonts_free(fonts);
    return c->failed ? EXIT_WORLD : c->n_printed ? EXIT_PROBLEMS : EXIT_FINE;
}

int cmd_check(const struct options *options, int n, char **arguments)
{
    struct checking c = {.options = options, .n = n};
    if (options->against && n != 1) {
        fprintf(stderr, "demarc: %s\n",
                tr("--against takes one new deck, as in: demarc check --against old.yaml new.yaml"));
        return EXIT_USE;
    }
    if (n == 0) {
        fprintf(stderr, "demarc: %s\n", tr("'check' needs a deck, as in: demarc check my-deck.yaml"));
        return EXIT_USE;
    }
    return options->against ? run_against(&c, options->against, arguments[0]) : run_check(&c, arguments);
}
