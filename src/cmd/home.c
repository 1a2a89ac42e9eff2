#include "cmd/cmd.h"
#include "cmd/play.h"

#include <stdio.h>

int cmd_home(const struct options *options, int n, char **arguments)
{
    (void)n, (void)arguments;
    struct shelf shelf = {0};
    struct err err;
    if (options->text) /* the window reads them itself, while the display answers */
        shelf_load(&shelf, options->deck_folders, 2, options->language, options->tapes_path);
    int status = cmd_play(options, &shelf, APP_HOME, NULL, NULL, &err);
    if (status)
        fprintf(stderr, "demarc: %s\n", err.text);
    shelf_clear(&shelf);
    return status;
}
