#include "cmd/cmd.h"
#include "cmd/play.h"

#include <stdio.h>
#include <string.h>

int cmd_drill(const struct options *options, int n, char **arguments)
{
    struct shelf shelf;
    struct err err;
    shelf_load(&shelf, options->deck_folders, 2, options->language, options->tapes_path);
    size_t known = strlen(shelf.problems);
    const struct deck *only = n ? shelf_get(&shelf, arguments[0], &err) : NULL;
    int status = EXIT_USE;
    if (!n || only)
        status = cmd_play(options, &shelf, APP_DRILL, only, NULL, &err);
    if (n && !only && shelf.problems[known])
        fprintf(stderr, "%s\n", shelf.problems + known + (known > 0));
    if (status)
        fprintf(stderr, "demarc: %s\n", err.text);
    shelf_clear(&shelf);
    return status;
}
