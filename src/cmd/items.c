/* forget, rest and wake: what the learner says of single items, by their names. All words are looked up before anything
   changes. */
#include "base/mem.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "deck/word.h"
#include "shelf.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One word: a deck, or an item of it. */
struct named {
    const struct deck *deck;
    int item; /* -1: all of the deck */
};

struct items {
    const struct options *options;
    struct shelf shelf;
    struct store *store;
    struct named *named;
    int n;
};

/* -- from words to items -- */

static const char *nearest(const struct deck *deck, const char *word, char key[DECK_KEY_MAX])
{
    int n = deck_item_count(deck), n_keys = 0;
    char(*keys)[DECK_KEY_MAX] = xcalloc((size_t)n + 1, sizeof *keys);
    const char **words = xcalloc((size_t)n + 1, sizeof *words);
    for (int item = 0; item < n; item++)
        if (deck_item_asks(deck, item)) {
            deck_item_key(deck, item, keys[n_keys]);
            words[n_keys] = keys[n_keys];
            n_keys++;
        }
    const char *near = word_near((struct words){words, sizeof *words, n_keys}, word);
    snprintf(key, DECK_KEY_MAX, "%s", near ? near : "");
    free(words);
    free(keys);
    return near ? key : NULL;
}

static bool find_item(const struct deck *deck, const char *word, int *item, struct err *err)
{
    char key[DECK_KEY_MAX];
    for (*item = 0; *item < deck_item_count(deck); ++*item) {
        deck_item_key(deck, *item, key);
        if (strcmp(key, word) == 0 && deck_item_asks(deck, *item))
            return true;
    }
    if (nearest(deck, word, key))
        return err_set(err, tr("the deck '%s' asks no item '%s'; did you mean '%s'?"), deck->id, word_shown(word).text,
                       key);
    return err_set(err, tr("the deck '%s' asks no item '%s'; items are named as azure/os/paas or terms/scope"),
                   deck->id, word_shown(word).text);
}

static bool find(struct items *items, const char *word, bool decks_too, struct err *err)
{
    struct named *named = &items->named[items->n], *first = items->named;
    char *id = xprintf("%.*s", (int)strcspn(word, "/"), word);
    named->deck = shelf_get(&items->shelf, id, err);
    free(id);
    named->item = -1;
    if (!named->deck)
        return false;
    items->n++;
    if (decks_too && named->deck != first->deck)
        return err_set(err, tr("only one deck can be forgotten at a time, as one backup is made before it"));
    if (strchr(word, '/'))
        return find_item(named->deck, word, &named->item, err);
    return decks_too ||
           err_set(err, tr("'%s' is a deck; name items of it, such as azure/os/paas"), word_shown(word).text);
}

/* -- doing it -- */

static struct moment now_of(const struct items *items)
{
    return store_moment(items->store, options_now(items->options));
}

static bool forget(struct items *items, struct err *err)
{
    int *list = xcalloc((size_t)items->n, sizeof *list);
    bool whole = false;
    for (int i = 0; i < items->n; i++) {
        list[i] = items->named[i].item;
        whole = whole || list[i] < 0;
    }
    bool fine = store_forget(items->store, items->named->deck, whole ? NULL : list, items->n, now_of(items), err);
    free(list);
    if (fine)
        printf("%s\n", tr("Done. They are new again; demarc restore has a backup of what was there before."));
    return fine;
}

static bool set_rest(struct items *items, bool rest, struct err *err)
{
    struct moment now = now_of(items);
    bool fine = true;
    for (int i = 0; fine && i < items->n; i++) {
        const struct named *named = &items->named[i];
        char key[DECK_KEY_MAX];
        deck_item_key(named->deck, named->item, key);
        fine = store_rest(items->store, named->deck, named->item, rest, now, err);
        if (fine)
            printf(rest ? tr("%s is not asked any more.\n") : tr("%s is asked again.\n"), key);
    }
    return fine;
}

static bool list_resting(struct items *items, struct err *err)
{
    int n = 0;
    bool fine = true;
    for (int d = 0; fine && d < items->shelf.n; d++) {
        const struct deck *deck = items->shelf.decks[d];
        bool *resting = xcalloc((size_t)deck_item_count(deck), sizeof *resting);
        fine = store_know(items->store, deck, now_of(items), err) && store_resting(items->store, deck, resting, err);
        for (int item = 0; fine && item < deck_item_count(deck); item++)
            if (resting[item]) {
                char key[DECK_KEY_MAX];
                deck_item_key(deck, item, key);
                printf("%s\n", key);
                n++;
            }
        free(resting);
    }
    if (fine && !n)
        printf("%s\n", tr("Nothing is at rest. demarc rest azure/os/paas takes an item out of what is asked."));
    return fine;
}

/* -- commands -- */

static int fail(const struct err *err, int status)
{
    fprintf(stderr, "demarc: %s\n", err->text);
    return status;
}

static int look_up(struct items *items, int n, char **words, bool decks_too)
{
    struct err err;
    for (int i = 0; i < n; i++)
        if (!find(items, words[i], decks_too, &err))
            return fail(&err, EXIT_USE);
    items->store = store_open(items->options->data_folder, items->options->program, options_now(items->options), &err);
    bool fine = items->store != NULL;
    for (int i = 0; fine && i < items->n; i++)
        fine = store_know(items->store, items->named[i].deck, now_of(items), &err);
    return fine ? EXIT_FINE : fail(&err, EXIT_WORLD);
}

static bool may_forget(const struct items *items, int *status)
{
    if (items->options->yes)
        return true;
    if (!cmd_can_ask()) {
        fprintf(stderr, "demarc: %s\n", tr("This forgets answers, and nobody can be asked; --yes does it."));
        *status = EXIT_USE;
        return false;
    }
    for (int i = 0; i < items->n; i++)
        if (items->named[i].item < 0)
            printf(tr("%s: all that is remembered of this deck\n"), items->named[i].deck->title);
    bool yes = cmd_ask(tr("Forget your answers to these?"), false);
    if (!yes)
        printf("%s\n", tr("Nothing was changed."));
    return yes;
}

enum what { FORGET, REST, WAKE };

static int run(const struct options *options, enum what what, int n, char **words)
{
    if (!options->data_folder)
        return cmd_no_folder();
    struct items items = {.options = options, .named = xcalloc((size_t)n + 1, sizeof *items.named)};
    struct err err;
    shelf_load(&items.shelf, options->deck_folders, 2, options->language, options->tapes_path);
    int status = look_up(&items, n, words, what == FORGET);
    if (status == EXIT_FINE && (what != FORGET || may_forget(&items, &status))) {
        bool fine = what == FORGET       ? forget(&items, &err)
                    : what == REST && !n ? list_resting(&items, &err)
                                         : set_rest(&items, what == REST, &err);
        if (!fine)
            status = fail(&err, EXIT_WORLD);
    }
    store_close(items.store);
    shelf_clear(&items.shelf);
    free(items.named);
    return status;
}

int cmd_forget(const struct options *options, int n, char **words)
{
    return run(options, FORGET, n, words);
}

int cmd_rest(const struct options *options, int n, char **words)
{
    return run(options, REST, n, words);
}

int cmd_wake(const struct options *options, int n, char **words)
{
    return run(options, WAKE, n, words);
}
