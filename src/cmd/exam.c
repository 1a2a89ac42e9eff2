#include "base/tr.h"
#include "cmd/cmd.h"
#include "cmd/play.h"

#include <stdio.h>
#include <string.h>

/* An exam needs a blueprint. */
static bool is_bank(const struct deck *deck, struct err *err)
{
    return deck->blueprint.questions ||
           err_set(err, tr("the deck '%s' has no exam_blueprint, so there is no exam of it"), deck->id);
}

int cmd_exam(const struct options *options, int n, char **arguments)
{
    struct shelf shelf;
    struct err err;
    shelf_load(&shelf, options->deck_folders, 2, options->language, options->tapes_path);
    size_t known = strlen(shelf.problems);
    const struct deck *bank = n ? shelf_get(&shelf, arguments[0], &err) : NULL;
    int status = EXIT_USE;
    if (!n || (bank && is_bank(bank, &err)))
        status = cmd_play(options, &shelf, APP_EXAM, bank, NULL, &err);
    if (n && !bank && shelf.problems[known])
        fprintf(stderr, "%s\n", shelf.problems + known + (known > 0));
    if (status)
        fprintf(stderr, "demarc: %s\n", err.text);
    shelf_clear(&shelf);
    return status;
}
