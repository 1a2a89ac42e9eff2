/* The log as CSV, out of learner.db and into it. */
#include "store/reviews.h"
#include "base/mem.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "store/backup.h"
#include "store/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BYTES_MOST = 1 << 30, TOLD_MOST = 20 };

static bool is_reviews(const char *word)
{
    if (strcmp(word, "reviews") == 0)
        return true;
    fprintf(stderr, tr("demarc: '%s' cannot be exported or imported, only reviews\n"), word);
    return false;
}

static int failed(const struct err *err, int status)
{
    fprintf(stderr, "demarc: %s\n", err->text);
    return status;
}

/* -- out -- */

static bool may_overwrite(const struct options *options, const char *path)
{
    if (strcmp(path, "-") == 0 || options->force || !file_exists(path))
        return true;
    char question[300];
    snprintf(question, sizeof question, tr("'%.200s' is there. Overwrite it?"), path);
    return cmd_can_ask() && cmd_ask(question, false);
}

static int put(const char *path, const char *text, size_t size, struct err *err)
{
    if (strcmp(path, "-") != 0)
        return file_write(path, text, size, true, err) ? EXIT_FINE : failed(err, EXIT_WORLD);
    if (fwrite(text, 1, size, stdout) == size && fflush(stdout) == 0)
        return EXIT_FINE;
    err_set(err, tr("The list cannot be written."));
    return failed(err, EXIT_WORLD);
}

int cmd_export(const struct options *options, int n, char **arguments)
{
    struct err err;
    (void)n;
    if (!is_reviews(arguments[0]))
        return EXIT_USE;
    if (!options->data_folder)
        return cmd_no_folder();
    if (!may_overwrite(options, arguments[1])) {
        err_set(&err, tr("'%s' is there and stays as it is; --force overwrites it."), arguments[1]);
        return failed(&err, EXIT_USE);
    }
    struct store *store = reviews_open(options->data_folder, options->program, options_now(options), &err);
    if (!store)
        return failed(&err, EXIT_WORLD);
    char *text = NULL;
    size_t size = 0;
    int rows = 0, left_out = 0, status = EXIT_WORLD;
    FILE *out = open_memstream(&text, &size);
    err_set(&err, tr("The list cannot be written."));
    bool fine = out && reviews_export(store, out, &rows, &left_out, &err);
    if (out && fclose(out) != 0)
        fine = false;
    store_close(store);
    status = fine ? put(arguments[1], text, size, &err) : failed(&err, EXIT_WORLD);
    free(text);
    if (left_out)
        fprintf(stderr,
                trn("demarc: %d damaged row is left out; demarc verify names it\n",
                    "demarc: %d damaged rows are left out; demarc verify names them\n", left_out),
                left_out);
    if (!status && strcmp(arguments[1], "-") != 0)
        printf(trn("%d line written.\n", "%d lines written.\n", rows), rows);
    return status ? status : left_out ? EXIT_PROBLEMS : EXIT_FINE;
}

/* -- in -- */

static void tell_bad(void *to, const char *sentence)
{
    int *n = to;
    if (++*n <= TOLD_MOST)
        fprintf(stderr, "demarc: %s\n", sentence);
}

static int take_in(const struct options *options, const char *bytes, size_t size, struct err *err)
{
    struct moment now = options_now(options);
    struct store *store = store_open(options->data_folder, options->program, now, err);
    struct reviews_counts counts = {0};
    int told = 0;
    struct reviews_listener listener = {tell_bad, &told};
    bool fine = store && backup_make(store, now, err) &&
                reviews_import(store, bytes, size, options->skip_bad, &listener, &counts, err);
    store_close(store);
    if (told > TOLD_MOST)
        fprintf(stderr, tr("demarc: and %d more\n"), told - TOLD_MOST);
    if (!fine)
        return failed(err, counts.bad ? EXIT_PROBLEMS : EXIT_WORLD);
    printf(tr("%d answers and %d other lines taken in, %d were here already.\n"), counts.answers, counts.edits,
           counts.known);
    if (counts.different)
        printf(tr("%d lines say something else than what is here under their number; what is here stays.\n"),
               counts.different);
    return counts.bad || counts.different ? EXIT_PROBLEMS : EXIT_FINE;
}

int cmd_import(const struct options *options, int n, char **arguments)
{
    struct err err;
    size_t size;
    (void)n;
    if (!is_reviews(arguments[0]))
        return EXIT_USE;
    if (!options->data_folder)
        return cmd_no_folder();
    char *bytes = file_read(arguments[1], BYTES_MOST, &size, &err);
    if (!bytes)
        return failed(&err, EXIT_WORLD);
    int status = take_in(options, bytes, size, &err);
    free(bytes);
    return status;
}
