#include "teller.h"

#include "base/mem.h"
#include "srs/day.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

int teller_step_ms = 1000;
static int64_t gone_ms;

struct moment options_now(const struct options *options)
{
    gone_ms += teller_step_ms;
    return (struct moment){.mono_ms = 1000000 + gone_ms,
                           .utc_ms = options->start.utc_ms + gone_ms,
                           .offset_min = options->start.offset_min};
}

void teller_init(struct teller *teller, const char *now)
{
    struct err err;
    int wake[2];
    *teller = (struct teller){.folder = "/tmp/demarc-text-XXXXXX"};
    assert_non_null(mkdtemp(teller->folder));
    struct options *o = &teller->options;
    *o = (struct options){.data_folder = teller->folder, .deck_folders = {DECKS}, .seed = 7, .seed_set = true};
    assert_true(moment_parse(now, &o->start.utc_ms, &o->start.offset_min));
    memcpy(o->program, "test of the text", 16);
    shelf_load(&teller->shelf, o->deck_folders, 1, NULL, NULL);
    struct text *t = &teller->t;
    t->shared = (struct app_shared){.options = o, .shelf = &teller->shelf, .seeds.state = o->seed};
    gone_ms = 0;
    t->now = options_now(o);
    t->in = -1;
    FILE *out = tmpfile();
    assert_non_null(out);
    teller->out = t->out = dup(fileno(out));
    fclose(out);
    assert_int_equal(pipe(wake), 0);
    t->wake = wake[0];
    if (!text_open_store(t, &err))
        fail_msg("%s", err.text);
}

void teller_clear(struct teller *teller)
{
    static const char *const files[] = {"learner.db", "learner.db-wal", "learner.db-shm"};
    struct text *t = &teller->t;
    char command[120];
    text_end_drill(t);
    app_exam_clear(&t->exam);
    app_round_clear(&t->round);
    app_home_clear(&t->home);
    drill_clear(&t->drill);
    kept_clear(&t->shared.kept);
    prefs_clear(&t->shared.prefs);
    store_close(t->shared.store);
    saving_clear(&t->saving);
    free(teller->said);
    close(teller->out);
    if (t->in >= 0)
        close(t->in);
    close(t->wake);
    shelf_clear(&teller->shelf);
    for (int i = 0; i < 3; i++) {
        snprintf(command, sizeof command, "%s/%s", teller->folder, files[i]);
        unlink(command);
    }
    snprintf(command, sizeof command, "rm -rf %s", teller->folder); /* the backup of the day */
    assert_int_equal(system(command), 0);
}

void teller_type(struct teller *teller, const char *lines)
{
    int ends[2];
    struct text *t = &teller->t;
    assert_int_equal(pipe(ends), 0);
    size_t length = strlen(lines);
    assert_true(length < 60000); /* a pipe holds it */
    assert_int_equal(write(ends[1], lines, length), length);
    close(ends[1]);
    if (t->in >= 0)
        close(t->in);
    t->in = ends[0];
    t->end = TEXT_GOES_ON;
    t->input_over = false;
    t->n_bytes = t->at_byte = 0;
}

const char *teller_said(struct teller *teller)
{
    off_t size = lseek(teller->out, 0, SEEK_END);
    free(teller->said);
    teller->said = xmalloc((size_t)size + 1);
    lseek(teller->out, 0, SEEK_SET);
    assert_int_equal(read(teller->out, teller->said, (size_t)size), size);
    teller->said[size] = '\0';
    assert_int_equal(ftruncate(teller->out, 0), 0);
    lseek(teller->out, 0, SEEK_SET);
    return teller->said;
}
