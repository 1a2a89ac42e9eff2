/* Says what is wrong with learner.db, row by row. */
#include "store/verify.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "store/backup.h"

#include <stdio.h>
#include <stdlib.h>

enum { PRINTED_MOST = 100 };

static void print(void *to, const char *sentence)
{
    int *n = to;
    if (++*n <= PRINTED_MOST)
        printf("%s\n", sentence);
}

int cmd_verify(const struct options *options, int n, char **arguments)
{
    struct err err;
    int printed = 0;
    char path[4096];
    if (!n && !options->data_folder)
        return cmd_no_folder();
    snprintf(path, sizeof path, "%s%s", n ? arguments[0] : options->data_folder, n ? "" : "/learner.db");
    struct verify_listener listener = {print, &printed};
    int problems = verify_file(path, &listener, &err);
    if (problems < 0) {
        fprintf(stderr, "demarc: %s\n", err.text);
        return EXIT_WORLD;
    }
    if (problems > PRINTED_MOST)
        printf(trn("and %d more\n", "and %d more\n", problems - PRINTED_MOST), problems - PRINTED_MOST);
    if (problems)
        printf(tr("'%s' has %d problems. demarc restore lists the backups.\n"), path, problems);
    else
        printf(tr("'%s' is sound.\n"), path);
    return problems ? EXIT_PROBLEMS : EXIT_FINE;
}
