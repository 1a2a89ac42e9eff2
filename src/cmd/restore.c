/* Lists the backups, or brings one back. */
#include "base/mem.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "store/backup.h"
#include "store/file.h"
#include "store/verify.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *path_of(const struct options *options, const char *name)
{
    return xprintf("%s/backups/%s", options->data_folder, name);
}

static int list(const struct options *options)
{
    int n;
    struct backup_file *files = backup_list(options->data_folder, &n);
    if (!n)
        printf("%s\n", tr("There are no backups. One is made on each day of study, when demarc ends."));
    for (int i = 0; i < n; i++) {
        char *path = path_of(options, files[i].name);
        struct verify_summary summary = verify_summary(path);
        const char *told = summary.problems < 0   ? tr("cannot be read")
                           : summary.problems > 0 ? tr("damaged")
                                                  : tr("verified");
        /* learner-2026-12-01-100000.db */
        printf(tr("%3d  %.10s %.2s:%.2s  %7" PRId64 " kB  %8" PRId64 " answers  %s\n"), i + 1, files[i].name + 8,
               files[i].name + 19, files[i].name + 21, files[i].size / 1000, summary.answers, told);
        free(path);
    }
    if (n)
        printf("%s\n", tr("demarc restore N brings one back."));
    free(files);
    return EXIT_FINE;
}

/* A number of the list, or a file. The caller frees; NULL: there is none. */
static char *find(const struct options *options, const char *word)
{
    size_t digits = strspn(word, "0123456789");
    if (word[digits] || digits > 6)
        return xstrdup(word);
    int n, wanted = atoi(word);
    struct backup_file *files = backup_list(options->data_folder, &n);
    char *path = wanted >= 1 && wanted <= n ? path_of(options, files[wanted - 1].name) : NULL;
    free(files);
    return path;
}

static void tell_facts(const struct restore_facts *facts, const char *path)
{
    printf(tr("'%s' has %" PRId64 " answers.\n"), path, facts->answers);
    if (!facts->is_there)
        return;
    if (facts->damaged)
        printf("%s\n", tr("learner.db is damaged; it stays beside the new one under another name."));
    else
        printf("%s\n", tr("learner.db is sound; it becomes a backup before it is replaced."));
    if (!facts->reads)
        printf("%s\n", tr("None of its answers can be read."));
    else if (facts->lost)
        printf(trn("%d answer in learner.db can be read and is not in this backup.\n",
                   "%d answers in learner.db can be read and are not in this backup.\n", facts->lost),
               facts->lost);
}

static int bring_back(const struct options *options, const char *path, struct err *err)
{
    struct restore_facts facts;
    char kept[BACKUP_NAME_MAX];
    if (!restore_look(options->data_folder, path, &facts, err))
        return EXIT_WORLD;
    tell_facts(&facts, path);
    if (facts.is_there && !options->yes && !cmd_can_ask()) {
        err_set(err, tr("learner.db is there, and nobody can be asked; --yes replaces it."));
        return EXIT_USE;
    }
    if (facts.is_there && !options->yes && !cmd_ask(tr("Replace learner.db?"), false)) {
        printf("%s\n", tr("Nothing was changed."));
        return EXIT_FINE;
    }
    bool merge = facts.lost > 0 && facts.damaged;
    if (facts.lost && !options->yes)
        merge = cmd_ask(tr("Take those answers along?"), facts.damaged);
    if (!restore_file(options->data_folder, path, merge, options->program, options_now(options), kept, err))
        return EXIT_WORLD;
    printf("%s\n", merge ? tr("Done, with those answers.") : tr("Done."));
    if (kept[0])
        printf(tr("The damaged file is kept as '%s/%s'.\n"), options->data_folder, kept);
    return EXIT_FINE;
}

int cmd_restore(const struct options *options, int n, char **arguments)
{
    struct err err;
    if (!options->data_folder)
        return cmd_no_folder();
    if (!n)
        return list(options);
    char *path = find(options, arguments[0]);
    int status = EXIT_USE;
    if (path)
        status = bring_back(options, path, &err);
    else
        err_set(&err, tr("There is no backup %s; demarc restore lists them."), arguments[0]);
    if (status)
        fprintf(stderr, "demarc: %s\n", err.text);
    free(path);
    return status;
}
