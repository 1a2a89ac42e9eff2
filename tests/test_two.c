/* two: two programs answer into one file at once, each taking the drill over from the other, while a third one reads.
   Nothing is lost and nothing is there twice. two PROGRAM [SECONDS] */
#include "base/mem.h"
#include "folder.h"
#include "life.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static const char *demarc;
static double seconds = 3;

enum { PLAYERS = 2, DRILLS_LEAST = 2 };

static double clock_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static FILE *log_of(int player, const char *mode)
{
    char *path = xprintf("%s/said-%d", folder_top, player);
    FILE *file = fopen(path, mode);
    free(path);
    return file;
}

/* As a person thinks: who saves without a pause keeps the file from the others, as SQLite gives it to nobody in turn.
 */
static void think(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 3000000}, NULL);
}

/* Its moments are its own, so that its lines are, too. */
static int play(int player, const char *folder)
{
    struct life life;
    life_begin(&life, folder);
    life.opened = 100 * player;
    life.between_moves = think;
    life.now.utc_ms += player;
    double end = clock_now() + seconds;
    bool fine = true;
    int drills = 0;
    for (; fine && (drills < DRILLS_LEAST || clock_now() < end); drills++)
        fine = life_drill(&life);
    if (!fine)
        fprintf(stderr, "player %d: %s\n", player, life.trouble);
    FILE *log = log_of(player, "w");
    for (int l = 0; l < LIFE_LOGS; l++)
        for (int i = 0; i < life.logs[l].n; i++)
            fprintf(log, "%d %s\n", l, life.logs[l].lines[i]);
    fclose(log);
    life_end(&life);
    return !fine;
}

/* The command that reads most. */
static int read_on(const char *folder)
{
    double end = clock_now() + seconds;
    int status = 0, n = 0;
    char *command = xprintf("'%s' --data '%s' stats >/dev/null", demarc, folder);
    for (; !status && clock_now() < end; n++)
        status = system(command);
    if (status || !n)
        fprintf(stderr, "after %d times: '%s' gives %d\n", n, command, WEXITSTATUS(status));
    free(command);
    return status || !n;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

struct lines {
    char **at;
    int n, room;
};

static void add_line(struct lines *lines, char *line)
{
    lines->at = xgrow(lines->at, lines->n, &lines->room, sizeof *lines->at);
    lines->at[lines->n++] = line;
}

static void sort(struct lines *lines)
{
    qsort(lines->at, (size_t)lines->n, sizeof *lines->at, by_text);
}

static void drop(struct lines *lines)
{
    for (int i = 0; i < lines->n; i++)
        free(lines->at[i]);
    free(lines->at);
}

static int read_said(struct lines *said)
{
    char text[400];
    int answers = 0;
    for (int player = 0; player < PLAYERS; player++) {
        FILE *log = log_of(player, "r");
        assert_non_null(log);
        int before = said->n;
        while (fgets(text, sizeof text, log)) {
            text[strcspn(text, "\n")] = '\0';
            answers += *text == '0';
            add_line(said, xstrdup(text));
        }
        fclose(log);
        assert_true(said->n > before + 20); /* both came to play */
    }
    sort(said);
    return answers;
}

static void what_both_saved_is_there_once(void **state)
{
    (void)state;
    char *folder = xprintf("%s/data", folder_top);
    fflush(NULL);
    for (int i = 0; i <= PLAYERS; i++)
        if (fork() == 0)
            _exit(i < PLAYERS ? play(i, folder) : read_on(folder));
    int status, failed = 0;
    while (wait(&status) > 0)
        failed += status != 0;
    assert_int_equal(failed, 0);

    struct lines said = {0}, there = {0};
    int answers = read_said(&said), lost = 0;
    struct life life;
    life_begin(&life, folder);
    assert_true(life_read(&life));
    for (int l = 0; l < LIFE_LOGS; l++)
        for (int i = 0; i < life.logs[l].n; i++)
            add_line(&there, xprintf("%d %s", l, life.logs[l].lines[i]));
    sort(&there);
    for (int i = 0; i < said.n && i < there.n; i++)
        if (strcmp(said.at[i], there.at[i]) != 0)
            fail_msg("said to be saved: '%s'; there is '%s'", said.at[i], there.at[i]);
    assert_int_equal(there.n, said.n);
    if (!life_check(&life, false, &lost))
        fail_msg("%s", life.trouble);
    print_message("two programs for %.0f s: %d answers in %d lines, 0 lost, 0 twice\n", seconds, answers, said.n);
    life_end(&life);
    drop(&said);
    drop(&there);
    free(folder);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_both_saved_is_there_once),
    };
    if (argc < 2)
        return fprintf(stderr, "usage: test_two PROGRAM [SECONDS]\n"), 2;
    demarc = argv[1];
    if (argc > 2)
        seconds = atof(argv[2]);
    return cmocka_run_group_tests(tests, folder_make_top, folder_drop_top);
}
