#include "base/tr.h"
#include "cmd/cmd.h"
#include "cmd/play.h"
#include "store/file.h"

#include <stdio.h>
#include <string.h>

/* Ticks only what a list of ids names; each must be an id of some deck of the round. */
static bool tick_only(struct round_setup *setup, const char *list, bool models, struct err *err)
{
    for (int d = 0; d < setup->n_decks; d++) {
        struct round_deck *one = &setup->decks[d];
        memset(models ? one->models : one->layers, false, (size_t)(models ? DECK_MODELS_MAX : one->deck->n_layers));
    }
    for (const char *at = list; *at; at += strspn(at, ",")) {
        size_t length = strcspn(at, ",");
        bool known = false;
        for (int d = 0; d < setup->n_decks; d++) {
            struct round_deck *one = &setup->decks[d];
            int n = models ? one->deck->n_models : one->deck->n_layers;
            for (int i = 0; i < n; i++) {
                const char *id = models ? one->deck->models[i].id : one->deck->layers[i].id;
                if (strlen(id) != length || strncmp(id, at, length) != 0)
                    continue;
                (models ? one->models : one->layers)[i] = known = true;
            }
        }
        if (!known)
            return err_set(err,
                           models ? tr("no deck of this round has the model '%.*s'")
                                  : tr("no deck of this round has the layer '%.*s'"),
                           (int)length, at);
        at += length;
    }
    return true;
}

/* What the command line says, over what is there. */
static bool take_options(const struct options *o, struct round_setup *setup, struct err *err)
{
    if (o->seconds)
        setup->seconds = o->seconds;
    if (o->boards)
        setup->boards = o->boards;
    if (o->teams && !round_read_teams(setup, o->teams, err))
        return false;
    if (o->models && !tick_only(setup, o->models, true, err))
        return false;
    if (o->layers && !tick_only(setup, o->layers, false, err))
        return false;
    if (o->seed_set)
        setup->seed = round_seed(o->seed);
    return true;
}

/* A round number is no deck's id: those have no capitals, and it has four letters before its first hyphen. */
static bool looks_like_number(const struct shelf *shelf, const char *word)
{
    int letters = 0;
    for (const char *c = word; *c; c++) {
        bool letter = (*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9');
        if (!letter && *c != '-' && *c != ' ')
            return false;
        letters += letter;
    }
    return letters >= 12 && !shelf_find(shelf, word);
}

static bool read_number(const struct options *o, const struct shelf *shelf, int n, char **words,
                        struct round_setup *setup, struct err *err)
{
    if (n > 1)
        return err_set(err, tr("a round number stands alone: it says which decks"));
    if (o->models || o->layers || o->seconds || o->boards)
        return err_set(err,
                       tr("a round number says models, layers, seconds and boards itself; only --teams goes with it"));
    if (o->seed_set)
        return err_set(err, tr("a round number says its boards itself; --seed does not go with it"));
    if (!round_read_number(words[0], shelf->decks, shelf->n, setup, err))
        return false;
    int teams = setup->n_teams;
    if (o->teams && !round_read_teams(setup, o->teams, err))
        return false;
    return setup->n_teams == teams ||
           err_set(err, tr("this round number is of %d teams, and --teams names %d"), teams, setup->n_teams);
}

/* Of two with one id the later one, as on the shelf. */
static void drop_namesake(struct round_setup *setup, const struct deck *deck)
{
    for (int d = setup->n_decks - 1; d >= 0; d--)
        if (strcmp(setup->decks[d].deck->id, deck->id) == 0)
            round_setup_drop(setup, d);
}

static bool read_decks(const struct options *o, struct shelf *shelf, int n, char **words, struct round_setup *setup,
                       struct err *err)
{
    for (int i = 0; i < n; i++) {
        const struct deck *deck = shelf_get(shelf, words[i], err);
        if (!deck)
            return false;
        drop_namesake(setup, deck);
        if (!round_setup_add(setup, deck))
            return err_set(err, tr("a round has at most %d decks"), ROUND_DECKS_MAX);
    }
    if (!take_options(o, setup, err))
        return false;
    const char *problem = round_problem(setup);
    return !problem || err_set(err, "%s", tr(problem));
}

int cmd_round(const struct options *options, int n, char **words)
{
    struct shelf shelf;
    struct round_setup setup;
    struct err err = {""};
    shelf_load(&shelf, options->deck_folders, 2, options->language, options->tapes_path);
    size_t known = strlen(shelf.problems);
    round_setup_init(&setup);
    bool asked = options->models || options->layers || options->teams || options->seconds || options->boards;
    bool fine = !n ? !asked || err_set(&err, "%s", tr("name the deck of the round, or its number"))
                : looks_like_number(&shelf, words[0]) ? read_number(options, &shelf, n, words, &setup, &err)
                                                      : read_decks(options, &shelf, n, words, &setup, &err);
    if (fine && options->csv_path && file_exists(options->csv_path))
        fine = err_set(&err, tr("'%s' is there already; name another file"), options->csv_path);
    int status = fine ? cmd_play(options, &shelf, APP_ROUND, NULL, n ? &setup : NULL, &err) : EXIT_USE;
    if (!fine && shelf.problems[known])
        fprintf(stderr, "%s\n", shelf.problems + known + (known > 0));
    if (status)
        fprintf(stderr, "demarc: %s\n", err.text);
    round_setup_clear(&setup);
    shelf_clear(&shelf);
    return status;
}
