/* Finds and reads decks, then the translations into the wanted language. Which file is wrong, where and how to mend it
   is kept as text for whoever shows it. */
#include "shelf.h"

#include "base/mem.h"
#include "base/tr.h"
#include "deck/deck_yaml.h"
#include "deck/word.h"
#include "sdl/thread.h"
#include "store/file.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A file that by its name is a translation: STEM.LANGUAGE.yaml. */
struct translation {
    char *path, *stem, language[SHELF_LANGUAGE_MAX];
    char *base; /* the file of its deck, if it lies beside it; or NULL */
    struct translation *next;
};

static void add_problem(struct shelf *shelf, const char *line)
{
    char *longer = xprintf("%s%s%s", shelf->problems, *shelf->problems ? "\n" : "", line);
    free(shelf->problems);
    shelf->problems = longer;
}

static void add_problems(struct shelf *shelf, const char *path, const struct deck_problems *problems)
{
    char line[1024];
    for (int i = 0; i < problems->n; i++) {
        const struct deck_problem *p = &problems->list[i];
        snprintf(line, sizeof line, "%s:%d:%d: %s", path, p->line, p->column, p->text);
        add_problem(shelf, line);
    }
    if (problems->more) {
        snprintf(line, sizeof line, tr("%s: and %d more"), path, problems->more);
        add_problem(shelf, line);
    }
}

/* What one file holds: a deck, or what is wrong in it, or in err why it cannot be read at all. */
struct reading {
    struct deck *deck;
    struct deck_problems *problems;
    struct deck_tape tape;
    struct err err;
};

/* base: NULL, or the deck that the file translates. */
static struct reading read_deck(const struct tapes *tapes, const struct deck *base, const char *path)
{
    struct reading r = {0};
    size_t size;
    char *bytes = file_read(path, DECK_FILE_MAX, &size, &r.err);
    if (!bytes)
        return r;
    r.problems = xcalloc(1, sizeof *r.problems);
    r.tape = tapes_tape(tapes);
    r.deck = tapes->open ? deck_read_taped(base, path, bytes, size, &r.tape, r.problems)
                         : deck_read_translation(base, path, bytes, size, r.problems);
    if (r.deck) {
        free(r.problems);
        r.problems = NULL;
    }
    free(bytes);
    return r;
}

/* The deck, or NULL, and the shelf's problems say why. */
static struct deck *take(struct shelf *shelf, const char *path, const struct reading *r)
{
    if (r->problems)
        add_problems(shelf, path, r->problems);
    else if (!r->deck)
        add_problem(shelf, r->err.text);
    free(r->problems);
    tapes_add(&shelf->tapes, r->tape);
    return r->deck;
}

static const struct deck *base_of(const struct deck *deck)
{
    return deck->base ? deck->base : deck;
}

static void free_deck(const struct deck *deck)
{
    const struct deck *base = deck->base;
    deck_free((struct deck *)deck);
    deck_free((struct deck *)base);
}

static void tell_twice(struct shelf *shelf, const struct deck *deck, const char *other)
{
    char line[1024];
    if (deck->base)
        snprintf(line, sizeof line, tr("%s translates '%s' as %s does and is used instead of it; take one of them out"),
                 deck->file, deck->id, other);
    else
        snprintf(line, sizeof line,
                 tr("%s has the id '%s' of %s and is used instead of it; give one of them another id"), deck->file,
                 deck->id, other);
    add_problem(shelf, line);
}

static void put(struct shelf *shelf, const struct deck *deck)
{
    for (int i = 0; i < shelf->n; i++) {
        const struct deck *other = shelf->decks[i];
        if (strcmp(other->id, deck->id) != 0)
            continue;
        tell_twice(shelf, deck, base_of(other)->file);
        shelf->replaced = xgrow(shelf->replaced, shelf->n_replaced, &shelf->replaced_capacity, sizeof *shelf->replaced);
        shelf->replaced[shelf->n_replaced++] = other;
        shelf->decks[i] = deck;
        return;
    }
    shelf->decks = xgrow(shelf->decks, shelf->n, &shelf->capacity, sizeof *shelf->decks);
    int at = shelf->n++;
    for (; at > 0 && strcmp(shelf->decks[at - 1]->id, deck->id) > 0; at--)
        shelf->decks[at] = shelf->decks[at - 1];
    shelf->decks[at] = deck;
}

/* -- languages -- */

bool shelf_language(const char *word, char language[SHELF_LANGUAGE_MAX])
{
    size_t length = strcspn(word, ".@");
    *language = '\0';
    if (length >= SHELF_LANGUAGE_MAX)
        return false;
    for (size_t i = 0; i < length; i++)
        language[i] = (char)(word[i] == '_' ? '-' : word[i] >= 'A' && word[i] <= 'Z' ? word[i] - 'A' + 'a' : word[i]);
    language[length] = '\0';
    if (word_is_language(language))
        return true;
    bool none = !length || strcmp(language, "c") == 0 || strcmp(language, "posix") == 0;
    *language = '\0';
    return none;
}

/* How well a language serves who wants that one: 2 it is the one, 1 it is the one without its region, 0 not at all. */
static int fit(const char *wanted, const char *language)
{
    if (strcasecmp(wanted, language) == 0)
        return 2;
    size_t length = strcspn(wanted, "-");
    return length && strncasecmp(wanted, language, length) == 0 && !language[length];
}

/* -- translations -- */

static bool has_name(char **names, int n, const char *name)
{
    for (int low = 0, high = n; low < high;) {
        int middle = (low + high) / 2, order = strcmp(name, names[middle]);
        if (order == 0)
            return true;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

/* The language in STEM.LANGUAGE.yaml, and how long STEM is; false: the name is not such a one. */
static bool split_name(const char *name, size_t *stem, char language[SHELF_LANGUAGE_MAX])
{
    size_t length = strlen(name) - strlen(".yaml"), dot = length;
    while (dot > 0 && name[dot - 1] != '.' && name[dot - 1] != '/')
        dot--;
    if (dot < 2 || name[dot - 1] != '.' || length - dot >= SHELF_LANGUAGE_MAX)
        return false;
    snprintf(language, SHELF_LANGUAGE_MAX, "%.*s", (int)(length - dot), name + dot);
    *stem = dot - 1;
    return word_is_language(language);
}

/* A translation only where there is something that it translates: a deck beside it, or one of an earlier folder. Else
   it is read as a deck, and told if it is none. */
static struct translation *new_translation(const struct shelf *shelf, const char *folder, char **names, int n,
                                           const char *name)
{
    size_t stem;
    char language[SHELF_LANGUAGE_MAX];
    if (!split_name(name, &stem, language))
        return NULL;
    char *id = xprintf("%.*s", (int)stem, name), *file = xprintf("%s.yaml", id);
    bool beside = has_name(names, n, file);
    struct translation *t = NULL;
    if (beside || shelf_find(shelf, id)) {
        t = xcalloc(1, sizeof *t);
        *t = (struct translation){xprintf("%s/%s", folder, name), xstrdup(id), "", NULL, NULL};
        t->base = beside ? xprintf("%s/%s", folder, file) : NULL;
        memcpy(t->language, language, sizeof language);
    }
    free(id);
    free(file);
    return t;
}

static void free_translations(struct translation *first)
{
    while (first) {
        struct translation *next = first->next;
        free(first->path);
        free(first->stem);
        free(first->base);
        free(first);
        first = next;
    }
}

/* Its place on the shelf; -1: the deck beside it is not used. */
static int find_base(const struct shelf *shelf, const struct translation *t)
{
    for (int i = 0; i < shelf->n; i++)
        if (t->base ? strcmp(base_of(shelf->decks[i])->file, t->base) == 0 : strcmp(shelf->decks[i]->id, t->stem) == 0)
            return i;
    return -1;
}

static bool has_its_language(struct shelf *shelf, const struct translation *t, const struct deck *deck)
{
    char line[1024];
    if (strcasecmp(t->language, deck->language) == 0)
        return true;
    snprintf(line, sizeof line,
             tr("%s is written in '%s', but its name says '%s'; rename it or correct its 'language'"), t->path,
             deck->language, t->language);
    add_problem(shelf, line);
    return false;
}

/* Puts it in the place of its deck, if it serves better than what stands there. */
static void translate(struct shelf *shelf, const struct translation *t)
{
    int at = find_base(shelf, t);
    if (at < 0 || fit(shelf->language, t->language) <= fit(shelf->language, base_of(shelf->decks[at])->language))
        return;
    const struct deck *old = shelf->decks[at];
    struct reading reading = read_deck(&shelf->tapes, base_of(old), t->path);
    struct deck *deck = take(shelf, t->path, &reading);
    if (!deck)
        return;
    if (!has_its_language(shelf, t, deck)) {
        deck_free(deck);
        return;
    }
    if (old->base && strcasecmp(old->language, deck->language) == 0)
        tell_twice(shelf, deck, old->file);
    if (old->base)
        deck_free((struct deck *)old);
    shelf->decks[at] = deck;
}

/* Those that fit less come first, so that those that fit better replace them. */
static void translate_all(struct shelf *shelf, const struct translation *first)
{
    for (int level = 1; level <= 2; level++)
        for (const struct translation *t = first; t; t = t->next)
            if (fit(shelf->language, t->language) == level)
                translate(shelf, t);
}

/* -- folders -- */

/* The files of a folder are read by two threads, each the next one; their order on the shelf is that of their names. */
struct files {
    char **paths; /* NULL: not to be read as a deck, or not yet */
    struct reading *readings;
    const struct tapes *tapes;
    int n;
    atomic_int next;
};

static void read_files(void *of)
{
    struct files *files = of;
    for (int i; (i = atomic_fetch_add(&files->next, 1)) < files->n;)
        if (files->paths[i])
            files->readings[i] = read_deck(files->tapes, NULL, files->paths[i]);
}

/* It is a translation, and its deck lies beside it. */
static bool lies_beside(char **names, int n, const char *name)
{
    size_t stem;
    char language[SHELF_LANGUAGE_MAX];
    if (!split_name(name, &stem, language))
        return false;
    char *file = xprintf("%.*s.yaml", (int)stem, name);
    bool beside = has_name(names, n, file);
    free(file);
    return beside;
}

static struct files read_ahead(const struct tapes *tapes, const char *folder, char **names, int n)
{
    struct files files = {.paths = xcalloc((size_t)n, sizeof *files.paths),
                          .readings = xcalloc((size_t)n, sizeof *files.readings),
                          .tapes = tapes,
                          .n = n};
    for (int i = 0; i < n; i++)
        if (!lies_beside(names, n, names[i]))
            files.paths[i] = xprintf("%s/%s", folder, names[i]);
    struct thread *thread = n > 1 ? thread_begin(read_files, &files) : NULL;
    read_files(&files);
    thread_end(thread);
    return files;
}

static void load_deck(struct shelf *shelf, const char *path, const struct reading *reading)
{
    struct deck *deck = take(shelf, path, reading);
    if (deck)
        put(shelf, deck);
}

/* Reads the decks, and adds the translations to the end of the list. */
static struct translation **load_folder(struct shelf *shelf, const char *folder, struct translation **end)
{
    int n;
    char **names = file_list(folder, ".yaml", &n);
    struct files files = read_ahead(&shelf->tapes, folder, names, n);
    for (int i = 0; i < n; i++) {
        *end = new_translation(shelf, folder, names, n, names[i]);
        if (*end) { /* of a deck in an earlier folder: it was read in vain */
            end = &(*end)->next;
            deck_free(files.readings[i].deck);
            free(files.readings[i].problems);
            free(files.readings[i].tape.made);
        } else {
            load_deck(shelf, files.paths[i], &files.readings[i]);
        }
        free(files.paths[i]);
    }
    for (int i = 0; i < n; i++)
        free(names[i]);
    free(files.paths);
    free(files.readings);
    free(names);
    return end;
}

/* -- all of it -- */

static void has_language(struct shelf *shelf, const char *word)
{
    char code[SHELF_LANGUAGE_MAX];
    int at = 0;
    if (!shelf_language(word, code) || !*code || shelf->n_languages == SHELF_LANGUAGES_MAX)
        return;
    while (at < shelf->n_languages && strcmp(shelf->languages[at], code) < 0)
        at++;
    if (at < shelf->n_languages && strcmp(shelf->languages[at], code) == 0)
        return;
    memmove(shelf->languages[at + 1], shelf->languages[at],
            (size_t)(shelf->n_languages++ - at) * sizeof *shelf->languages);
    memcpy(shelf->languages[at], code, sizeof code);
}

static void list_languages(struct shelf *shelf, const struct translation *first)
{
    for (int i = 0; i < shelf->n; i++)
        has_language(shelf, base_of(shelf->decks[i])->language);
    for (const struct translation *t = first; t; t = t->next)
        has_language(shelf, t->language);
}

void shelf_load(struct shelf *shelf, const char *const *folders, int n_folders, const char *language, const char *tapes)
{
    *shelf = (struct shelf){.problems = xstrdup("")};
    tapes_open(&shelf->tapes, tapes);
    shelf_language(language ? language : "", shelf->language);
    struct translation *first = NULL, **end = &first;
    for (int i = 0; i < n_folders; i++)
        if (folders[i])
            end = load_folder(shelf, folders[i], end);
    translate_all(shelf, first);
    tapes_close(&shelf->tapes);
    list_languages(shelf, first);
    free_translations(first);
}

bool shelf_next_language(const struct shelf *shelf, char language[SHELF_LANGUAGE_MAX])
{
    int at = 0, n = shelf->n_languages;
    if (n < 2)
        return false;
    const char *now = *shelf->language || !shelf->n ? shelf->language : base_of(shelf->decks[0])->language;
    while (at < n && strcmp(shelf->languages[at], now) <= 0)
        at++;
    snprintf(language, SHELF_LANGUAGE_MAX, "%s", shelf->languages[at % n]);
    return true;
}

void shelf_clear(struct shelf *shelf)
{
    for (int i = 0; i < shelf->n; i++)
        free_deck(shelf->decks[i]);
    tapes_clear(&shelf->tapes);
    for (int i = 0; i < shelf->n_replaced; i++)
        free_deck(shelf->replaced[i]);
    free(shelf->decks);
    free(shelf->replaced);
    free(shelf->problems);
}

void shelf_keep(struct shelf *shelf)
{
    tapes_save(&shelf->tapes);
}

const struct deck *shelf_find(const struct shelf *shelf, const char *id)
{
    for (int i = 0; i < shelf->n; i++)
        if (strcmp(shelf->decks[i]->id, id) == 0)
            return shelf->decks[i];
    return NULL;
}

static bool ends_in_yaml(const char *word)
{
    size_t length = strlen(word);
    return length > 5 && strcmp(word + length - 5, ".yaml") == 0;
}

/* The translation of the deck in that file into a language, if there is one beside it. */
static void translate_file(struct shelf *shelf, const char *path, const char *language)
{
    struct translation t = {.base = (char *)path};
    t.path = xprintf("%.*s.%s.yaml", (int)(strlen(path) - strlen(".yaml")), path, language);
    snprintf(t.language, sizeof t.language, "%s", language);
    if (file_exists(t.path))
        translate(shelf, &t);
    free(t.path);
}

static void translate_opened(struct shelf *shelf, const char *path)
{
    char region_less[SHELF_LANGUAGE_MAX];
    size_t length = strcspn(shelf->language, "-");
    snprintf(region_less, sizeof region_less, "%.*s", (int)length, shelf->language);
    if (*shelf->language)
        translate_file(shelf, path, region_less);
    if (shelf->language[length])
        translate_file(shelf, path, shelf->language);
}

/* Is it a translation, with its deck beside it? Then err says so. */
static bool is_translation(const char *path, struct err *err)
{
    size_t stem;
    char language[SHELF_LANGUAGE_MAX];
    if (!split_name(path, &stem, language))
        return false;
    char *base = xprintf("%.*s.yaml", (int)stem, path);
    bool is = file_exists(base);
    if (is)
        err_set(err, tr("'%s' is a translation; name its deck '%s', and the language with --language %s"), path, base,
                language);
    free(base);
    return is;
}

static const struct deck *get_file(struct shelf *shelf, const char *path, struct err *err)
{
    bool is_yaml = ends_in_yaml(path);
    if (is_yaml && is_translation(path, err))
        return NULL;
    struct reading reading = read_deck(&shelf->tapes, NULL, path);
    struct deck *deck = reading.problems || reading.deck ? take(shelf, path, &reading) : NULL;
    if (!deck && reading.problems)
        err_set(err, tr("the deck '%s' is not opened"), path);
    else if (!deck)
        *err = reading.err;
    if (!deck)
        return NULL;
    put(shelf, deck);
    char *id = xstrdup(deck->id);
    if (is_yaml)
        translate_opened(shelf, path);
    const struct deck *put_there = shelf_find(shelf, id);
    free(id);
    return put_there;
}

const struct deck *shelf_get(struct shelf *shelf, const char *word, struct err *err)
{
    if (strchr(word, '/') || ends_in_yaml(word))
        return get_file(shelf, word, err);
    const struct deck *deck = shelf_find(shelf, word);
    if (deck)
        return deck;
    const char *ids[256];
    int n = 0;
    for (; n < shelf->n && n < 256; n++)
        ids[n] = shelf->decks[n]->id;
    const char *near = word_near((struct words){ids, sizeof *ids, n}, word);
    if (near)
        err_set(err, tr("there is no deck '%s'; did you mean '%s'?"), word, near);
    else
        err_set(err, tr("there is no deck '%s'; demarc list shows what there is"), word);
    return NULL;
}
