#ifndef BENCH_PAIRS_H
#define BENCH_PAIRS_H

#include <stdbool.h>

/* What the benchmarks share: clock, pairs, rows of the table. Machines are noisy, so program and floor are measured in
   turn and what counts is the median of their ratios. */
enum { PAIRS_MIN = 9, PAIRS_MAX = 101 };

struct pairs {
    int n;
    double floor[PAIRS_MAX], program[PAIRS_MAX];
};

double pairs_now_ms(void); /* of a clock that never jumps */
void pairs_add(struct pairs *pairs, double floor, double program);
double pairs_median(const double *values, int n);

/* A row of the table. format prints one number with its unit, such as "%.1f ms"; budget 0: none, the row informs. */
void pairs_row(const char *what, const char *format, const struct pairs *pairs, double budget);

/* A row without a floor. budget is a text such as "< 4 ms", or "" for none. */
void pairs_row_plain(const char *what, const char *format, double value, const char *budget, bool ok);

/* The 99th percentile of many; the floor's tells what of it is the machine's. */
void pairs_row_p99(const char *format, const double *floor, const double *program, int n, double limit_ms);

/* Ends the program with a sentence where the world or the benchmark itself is broken. */
void bench_need(bool fine, const char *what);

#endif
