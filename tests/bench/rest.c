/* The whole program beside a bare window, on a real display: start to first frame, memory and processor at rest.
   rest BARE FONT-FILE DEMARC NOW DATA DRILLED EMPTY: data folders with a life, its copy for a drill, and one that is
   not there yet */
#include "pairs.h"

#include <dirent.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { STARTS = 21, MEMORIES = 9, REST_S = 20 };

/* Arguments with READY where the number of the pipe goes. */
#define READY "READY"
enum { ARGUMENTS_MAX = 16 };

struct running {
    pid_t pid;
    double start_ms;
};

static void become(const char *const *arguments, int ready)
{
    char *argv[ARGUMENTS_MAX] = {0}, fd[16];
    snprintf(fd, sizeof fd, "%d", ready);
    for (int i = 0; arguments[i] && i < ARGUMENTS_MAX - 1; i++)
        argv[i] = strcmp(arguments[i], READY) == 0 ? fd : (char *)(uintptr_t)arguments[i];
    execv(argv[0], argv);
    _exit(127);
}

/* Starts it and waits for the byte behind its first frame. */
static struct running start(const char *const *arguments)
{
    int ends[2];
    char byte;
    bench_need(pipe(ends) == 0, "no pipe");
    double before = pairs_now_ms();
    pid_t pid = fork();
    bench_need(pid >= 0, "no process");
    if (pid == 0) {
        close(ends[0]);
        become(arguments, ends[1]);
    }
    close(ends[1]);
    bench_need(read(ends[0], &byte, 1) == 1, "a program ended before its first frame");
    double after = pairs_now_ms();
    close(ends[0]);
    return (struct running){pid, after - before};
}

static void stop(struct running running)
{
    int status;
    kill(running.pid, SIGTERM);
    bench_need(waitpid(running.pid, &status, 0) == running.pid && WIFEXITED(status) && WEXITSTATUS(status) == 0,
               "a program did not end well");
}

static void rest(double seconds)
{
    struct timespec time = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
    nanosleep(&time, NULL);
}

/* -- start ------------------------------------------------------------------------------------------------------------
 */

static double start_ms(const char *const *arguments)
{
    struct running running = start(arguments);
    stop(running);
    return running.start_ms;
}

static void measure_start(const char *const *bare, const char *const *program, const char *const *none)
{
    struct pairs pairs = {0}, empty = {0};
    start_ms(bare);
    start_ms(program);
    start_ms(none);
    for (int i = 0; i < STARTS; i++) {
        pairs_add(&pairs, start_ms(bare), start_ms(program));
        pairs_add(&empty, pairs.floor[i], start_ms(none));
    }
    pairs_row("start to first frame, 10,000 answers", "%.1f ms", &pairs, 1.5);
    pairs_row("  the same without answers", "%.1f ms", &empty, 0);
}

/* -- memory -----------------------------------------------------------------------------------------------------------
 */

static double pss_mb(pid_t pid)
{
    char path[64], line[128];
    long kb = -1;
    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)pid);
    FILE *in = fopen(path, "r");
    bench_need(in, "no smaps_rollup");
    while (kb < 0 && fgets(line, sizeof line, in))
        sscanf(line, "Pss: %ld", &kb);
    fclose(in);
    return (double)kb / 1024;
}

static double memory_mb(const char *const *arguments)
{
    struct running running = start(arguments);
    rest(1);
    double mb = pss_mb(running.pid);
    stop(running);
    return mb;
}

static void measure_memory(const char *const *bare, const char *const *home, const char *const *board)
{
    struct pairs on_home = {0}, on_board = {0};
    for (int i = 0; i < MEMORIES; i++) {
        pairs_add(&on_home, memory_mb(bare), memory_mb(home));
        pairs_add(&on_board, on_home.floor[i], memory_mb(board));
    }
    pairs_row("memory at rest, Home", "%.1f MB", &on_home, 2);
    pairs_row("memory at rest, board", "%.1f MB", &on_board, 2);
}

/* -- processor --------------------------------------------------------------------------------------------------------
 */

struct ran {
    double ns, times;
};

/* Of all threads: how long they ran, and how often they were put on a processor. */
static struct ran ran(pid_t pid)
{
    char path[300];
    struct ran sum = {0};
    snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    DIR *tasks = opendir(path);
    bench_need(tasks, "no /proc/PID/task");
    for (struct dirent *entry; (entry = readdir(tasks));) {
        unsigned long long on, waited, times;
        snprintf(path, sizeof path, "/proc/%d/task/%s/schedstat", (int)pid, entry->d_name);
        FILE *in = *entry->d_name == '.' ? NULL : fopen(path, "r");
        if (in && fscanf(in, "%llu %llu %llu", &on, &waited, &times) == 3) {
            sum.ns += (double)on;
            sum.times += (double)times;
        }
        if (in)
            fclose(in);
    }
    closedir(tasks);
    bench_need(sum.times > 0, "this kernel keeps no schedstat");
    return sum;
}

/* All of them at once: a schedstat counts its own process only. */
static void measure_processor(const char *const *bare, const char *const *home, const char *const *board)
{
    const char *const *const all[] = {bare, home, board};
    static const char *const names[] = {"processor at rest, bare window", "processor at rest, Home",
                                        "processor at rest, board"};
    struct running running[3];
    struct ran before[3];
    for (int i = 0; i < 3; i++)
        running[i] = start(all[i]);
    rest(2);
    for (int i = 0; i < 3; i++)
        before[i] = ran(running[i].pid);
    rest(REST_S);
    for (int i = 0; i < 3; i++) {
        struct ran after = ran(running[i].pid);
        double percent = (after.ns - before[i].ns) / (REST_S * 1e9) * 100;
        pairs_row_plain(names[i], "%.4f %%", percent, i ? "< 0.1 %" : "", percent < .1);
        pairs_row_plain("  woken, in 20 s", "%.0f", after.times - before[i].times, i ? "0" : "",
                        after.times - before[i].times < 1);
    }
    for (int i = 0; i < 3; i++)
        stop(running[i]);
}

int main(int argc, char **argv)
{
    bench_need(argc == 8, "usage: rest BARE FONT-FILE DEMARC NOW DATA DRILLED EMPTY");
    const char *const bare[] = {argv[1], argv[2], READY, NULL};
#define PROGRAM(data) argv[3], "--ready-fd", READY, "--now", argv[4], "--seed", "1", "--data", (data)
    const char *const home[] = {PROGRAM(argv[5]), NULL};
    const char *const board[] = {PROGRAM(argv[6]), "drill", NULL};
    const char *const none[] = {PROGRAM(argv[7]), NULL};
    measure_start(bare, home, none);
    measure_memory(bare, home, board);
    measure_processor(bare, home, board);
    return 0;
}
