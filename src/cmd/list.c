/* What there is to learn, and how much of it is waiting: for people and for scripts. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "shelf.h"
#include "srs/day.h"
#include "store/store.h"

#include <stdio.h>

static bool list_decks(const struct options *options, const struct shelf *shelf, struct err *err)
{
    struct moment now = options_now(options);
    if (!options->data_folder)
        return err_set(err, tr("there is no home folder; give one with --data"));
    struct store *store = store_open(options->data_folder, options->program, now, err);
    bool fine = store != NULL;
    now = fine ? store_moment(store, now) : now;
    printf("%-20s %8s %8s %8s  %-8s  %s\n", tr("deck"), tr("items"), tr("due"), tr("new"), tr("language"), tr("title"));
    for (int i = 0; fine && i < shelf->n; i++) {
        const struct deck *deck = shelf->decks[i];
        int due, met, fresh;
        fine = store_know(store, deck, now, err) && store_count(store, deck, day_of(now), &due, &met, err) &&
               store_fresh(store, deck, &fresh, err);
        if (fine)
            printf("%-20s %8d %8d %8d  %-8s  %s\n", deck->id, deck_asked_count(deck), due, fresh, deck->language,
                   deck->title);
    }
    store_close(store);
    return fine;
}

int cmd_list(const struct options *options, int n, char **arguments)
{
    (void)n, (void)arguments;
    struct shelf shelf;
    struct err err;
    shelf_load(&shelf, options->deck_folders, 2, options->language, options->tapes_path);
    bool fine = list_decks(options, &shelf, &err);
    if (!fine)
        fprintf(stderr, "demarc: %s\n", err.text);
    if (*shelf.problems)
        fprintf(stderr, "%s\n", shelf.problems);
    int status = !fine ? EXIT_WORLD : *shelf.problems ? EXIT_PROBLEMS : EXIT_FINE;
    shelf_clear(&shelf);
    return status;
}
