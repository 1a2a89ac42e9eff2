/* Finds and reads decks. Which file is wrong, where and how to mend it is kept as text for whoever shows it. */
#include "shelf.h"

#include "base/mem.h"
#include "base/tr.h"
#include "deck/deck_yaml.h"
#include "deck/word.h"
#include "store/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* NULL: err says why it cannot be read at all, or is empty and the shelf's problems say what is wrong in it. */
static struct deck *read_deck(struct shelf *shelf, const char *path, struct err *err)
{
    size_t size;
    char *bytes = file_read(path, DECK_FILE_MAX, &size, err);
    if (!bytes)
        return NULL;
    *err = (struct err){""};
    struct deck_problems *problems = xcalloc(1, sizeof *problems);
    struct deck *deck = deck_read(path, bytes, size, problems);
    if (!deck)
        add_problems(shelf, path, problems);
    free(problems);
    free(bytes);
    return deck;
}

static void put(struct shelf *shelf, const struct deck *deck)
{
    char line[1024];
    for (int i = 0; i < shelf->n; i++) {
        const struct deck *other = shelf->decks[i];
        if (strcmp(other->id, deck->id) != 0)
            continue;
        snprintf(line, sizeof line,
                 tr("%s has the id '%s' of %s and is used instead of it; give one of them another id"), deck->file,
                 deck->id, other->file);
        add_problem(shelf, line);
        deck_free((struct deck *)other);
        shelf->decks[i] = deck;
        return;
    }
    shelf->decks = xgrow(shelf->decks, shelf->n, &shelf->capacity, sizeof *shelf->decks);
    int at = shelf->n++;
    for (; at > 0 && strcmp(shelf->decks[at - 1]->id, deck->id) > 0; at--)
        shelf->decks[at] = shelf->decks[at - 1];
    shelf->decks[at] = deck;
}

static void load_folder(struct shelf *shelf, const char *folder)
{
    int n;
    char **names = file_list(folder, ".yaml", &n);
    for (int i = 0; i < n; i++) {
        char *path = xprintf("%s/%s", folder, names[i]);
        struct err err;
        struct deck *deck = read_deck(shelf, path, &err);
        if (deck)
            put(shelf, deck);
        else if (err.text[0])
            add_problem(shelf, err.text);
        free(path);
        free(names[i]);
    }
    free(names);
}

void shelf_load(struct shelf *shelf, const char *const *folders, int n_folders)
{
    *shelf = (struct shelf){.problems = xstrdup("")};
    for (int i = 0; i < n_folders; i++)
        if (folders[i])
            load_folder(shelf, folders[i]);
}

void shelf_clear(struct shelf *shelf)
{
    for (int i = 0; i < shelf->n; i++)
        deck_free((struct deck *)shelf->decks[i]);
    free(shelf->decks);
    free(shelf->problems);
}

const struct deck *shelf_find(const struct shelf *shelf, const char *id)
{
    for (int i = 0; i < shelf->n; i++)
        if (strcmp(shelf->decks[i]->id, id) == 0)
            return shelf->decks[i];
    return NULL;
}

static const struct deck *get_file(struct shelf *shelf, const char *path, struct err *err)
{
    struct deck *deck = read_deck(shelf, path, err);
    if (deck)
        put(shelf, deck);
    else if (!err->text[0])
        err_set(err, tr("the deck '%s' is not opened"), path);
    return deck;
}

const struct deck *shelf_get(struct shelf *shelf, const char *word, struct err *err)
{
    size_t length = strlen(word);
    if (strchr(word, '/') || (length > 5 && strcmp(word + length - 5, ".yaml") == 0))
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
