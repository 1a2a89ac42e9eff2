#include "base/mem.h"
#include "cmd/cmd.h"
#include "srs/day.h"
#include "store/file.h"
#include "store/store_db.h"

#include <fcntl.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "steady.h"

static struct err err;

char *steady_life(int days)
{
    static const char next[] = "SELECT id FROM item WHERE place IS NOT NULL AND id > ?1 ORDER BY id LIMIT 1";
    char *folder = folder_new();
    struct store *store = learner_open(folder, learner_now);
    int today = day_of(learner_now);
    int64_t item = 0, n = 0, first = NUMBER(store, next, INT(0));
    store_begin_write(store, true);
    for (int day = today - days; day < today; day++) {
        learner_answers(store, first, day, ++n, false);
        item = first;
        for (int i = 0; i < STEADY && (day == today - 18 || day == today - 15 || day == today - 5); i++) {
            item = NUMBER(store, next, INT(item));
            learner_answers(store, item, day, ++n, true);
        }
    }
    assert_true(store_commit(store, &err));
    assert_true(store_rebuild(store, &err));
    store_close(store);
    return folder;
}

char *steady_said(steady_command *run, const struct options *options, const char *deck)
{
    char *word = deck ? xstrdup(deck) : NULL, *path = learner_path(folder_top, "said");
    size_t size;
    fflush(stdout);
    int kept = dup(STDOUT_FILENO), file = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
    dup2(file, STDOUT_FILENO);
    int status = run(options, deck != NULL, &word);
    fflush(stdout);
    dup2(kept, STDOUT_FILENO);
    close(kept);
    close(file);
    assert_int_equal(status, EXIT_FINE);
    char *text = file_read(path, 1 << 20, &size, &err);
    assert_non_null(text);
    free(path);
    free(word);
    return text;
}

double steady_number(const char *text)
{
    assert_true(*text);
    return strtod(text, NULL);
}

void assert_near(double found, double expected)
{
    if (fabs(found - expected) > 1e-6)
        fail_msg("%.9g instead of %.9g", found, expected);
}
