/* Clock, medians and the table that tests/bench/run puts together from all programs. */
#include "pairs.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

double pairs_now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

void pairs_add(struct pairs *pairs, double floor, double program)
{
    assert(pairs->n < PAIRS_MAX);
    pairs->floor[pairs->n] = floor;
    pairs->program[pairs->n++] = program;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The value that this part of all does not exceed. */
static double quantile(const double *values, int n, double part)
{
    double *sorted = malloc(sizeof *sorted * (size_t)n);
    bench_need(n > 0 && sorted, "nothing was measured");
    memcpy(sorted, values, sizeof *sorted * (size_t)n);
    qsort(sorted, (size_t)n, sizeof *sorted, by_size);
    double value = sorted[(int)(part * (n - 1) + .5)];
    free(sorted);
    return value;
}

double pairs_median(const double *values, int n)
{
    return quantile(values, n, .5);
}

static const char *number(const char *format, double value, char text[32])
{
    snprintf(text, 32, format, value);
    return text;
}

static void print_row(const char *what, const char *floor, const char *program, const char *ratio, const char *budget,
                      const char *verdict)
{
    printf("%-46s %11s %11s %7s  %-9s %s\n", what, floor, program, ratio, budget, verdict);
    fflush(stdout);
}

void pairs_row(const char *what, const char *format, const struct pairs *pairs, double budget)
{
    double ratios[PAIRS_MAX];
    char floor[32], program[32], ratio[32], allowed[32];
    assert(pairs->n >= PAIRS_MIN);
    for (int i = 0; i < pairs->n; i++)
        ratios[i] = pairs->program[i] / pairs->floor[i];
    double median = pairs_median(ratios, pairs->n);
    print_row(what, number(format, pairs_median(pairs->floor, pairs->n), floor),
              number(format, pairs_median(pairs->program, pairs->n), program), number("%.2f", median, ratio),
              budget > 0 ? number("%.1f x", budget, allowed) : "",
              budget <= 0        ? ""
              : median <= budget ? "ok"
                                 : "over");
}

void pairs_row_plain(const char *what, const char *format, double value, const char *budget, bool ok)
{
    char text[32];
    print_row(what, "", number(format, value, text), "", budget, !*budget ? "" : ok ? "ok" : "over");
}

void pairs_row_p99(const char *format, const double *floor, const double *program, int n, double limit_ms)
{
    double p99 = quantile(program, n, .99);
    char least[32], most[32], limit[32];
    print_row("  its 99th percentile", number(format, quantile(floor, n, .99), least), number(format, p99, most), "",
              number("< %.0f ms", limit_ms, limit), p99 < limit_ms ? "ok" : "over");
}

void bench_need(bool fine, const char *what)
{
    if (fine)
        return;
    fprintf(stderr, "bench: %s\n", what);
    exit(3);
}
