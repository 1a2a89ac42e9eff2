/* Fitting the memory to its learner: new weights are tried on answers they were not made from, and kept only where they
   predict those better. Nothing is written before that, so an end at any moment leaves all as it was. */
#include "srs/fit.h"

#include "base/tr.h"
#include "cmd/cmd.h"
#include "screens/when.h"
#include "srs/day.h"
#include "store/log.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

/* -- progress -- */

static volatile sig_atomic_t stopped;

static void stop(int number)
{
    (void)number;
    stopped = 1;
}

/* Only a terminal can have a line rewritten. */
static bool show_progress(void *user, double done)
{
    int *shown = user, percent = (int)(done * 100);
    if (percent != *shown && isatty(STDERR_FILENO))
        fprintf(stderr, tr("\rFitting: %d %%"), percent);
    *shown = percent;
    return !stopped;
}

static void end_progress(void)
{
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%20s\r", "");
}

/* -- words -- */

static int chance_permille(double loss)
{
    return (int)lround(exp(-loss) * 1000);
}

static void print_losses(int n, double before, double after)
{
    int b = chance_permille(before), a = chance_permille(after);
    printf(tr("%d answers were predicted from those of earlier days: the weights in use gave what happened a chance of "
              "%d.%d %% on average (loss %.4f), new ones %d.%d %% (loss %.4f).\n"),
           n, b / 10, b % 10, before, a / 10, a % 10, after);
}

static void print_date(int64_t at_ms, struct moment now)
{
    int year, month, mday;
    now.utc_ms = at_ms;
    day_to_date(day_of(now), &year, &month, &mday);
    printf("%d %s %d", mday, when_month(month), year);
}

static bool show(struct store *store, struct moment now, struct err *err)
{
    struct store_weights used;
    if (!store_weights(store, &used, err))
        return false;
    printf("%s", used.own ? tr("The memory uses demarc's own weights") : tr("The memory uses weights of your own"));
    if (used.since_ms) {
        printf("%s", tr(", since "));
        print_date(used.since_ms, now);
    }
    if (!used.own) {
        printf(tr(", fitted to %d first answers on "), used.answers);
        print_date(used.fitted_ms, now);
    }
    printf(":\n");
    for (int i = 0; i < FSRS_WEIGHTS; i++)
        printf("%.4f%s", used.weights.w[i], i + 1 < FSRS_WEIGHTS ? " " : "\n");
    return true;
}

/* -- doing it -- */

static bool undo(struct store *store, struct moment now, int *status, struct err *err)
{
    bool undone;
    if (!store_weights_undo(store, now, &undone, err))
        return false;
    if (undone)
        return show(store, now, err);
    printf("%s\n", tr("There is nothing to take back: the memory has always used demarc's own weights."));
    *status = EXIT_PROBLEMS;
    return true;
}

static bool keep(struct store *store, const struct store_log *log, const struct fit_result *result, int n,
                 struct moment now, struct err *err)
{
    struct store_weights fitted = {
        .answers = n, .loss_before = result->present, .loss_after = result->fitted, .weights = result->weights};
    if (!store_weights_keep(store, &log->weights.weights, &fitted, now, err))
        return false;
    printf("%s\n",
           tr("The new ones are better and are used from now on; all days are planned anew with them. demarc fit "
              "--undo takes this back."));
    return true;
}

static bool compare(struct store *store, const struct store_log *log, const struct fit_log *answers, int n,
                    const struct options *options, int *status, struct err *err)
{
    struct fit_result result;
    int shown = -1;
    fprintf(stderr, tr("Fitting to %d first answers.\n"), n);
    signal(SIGINT, stop);
    bool whole = fit_compare(answers, &log->weights.weights, (struct fit_watch){show_progress, &shown}, &result);
    signal(SIGINT, SIG_DFL);
    end_progress();
    if (!whole) {
        fprintf(stderr, "%s\n", tr("Ended; nothing has changed."));
        *status = EXIT_PROBLEMS;
        return true;
    }
    print_losses(result.held_out, result.present, result.fitted);
    if (result.keep)
        return keep(store, log, &result, n, options_now(options), err);
    printf("%s\n", tr("The new ones are not better, so nothing has changed."));
    return true;
}

static bool fit(struct store *store, const struct options *options, int *status, struct err *err)
{
    struct store_log log;
    bool fine = store_log(store, NULL, &log, err);
    struct fit_log answers = {log.answers, log.first, log.n_items};
    int n = fine ? fit_first_answers(&answers) : 0;
    if (fine && n < FIT_LEAST_ANSWERS) {
        printf(tr("You have given %d first answers. Fitting makes sense from %d on; until then demarc's own weights "
                  "predict better than yours could.\n"),
               n, FIT_LEAST_ANSWERS);
        *status = EXIT_PROBLEMS;
    } else if (fine) {
        fine = compare(store, &log, &answers, n, options, status, err);
    }
    store_log_clear(&log);
    return fine;
}

int cmd_fit(const struct options *options, int n, char **arguments)
{
    (void)n, (void)arguments;
    struct err err;
    struct moment now = options_now(options);
    int status = EXIT_FINE;
    if (!options->data_folder)
        return cmd_no_folder();
    if (options->undo && options->show) {
        fprintf(stderr, "demarc: %s\n", tr("fit takes --undo or --show, not both"));
        return EXIT_USE;
    }
    struct store *store = store_open(options->data_folder, options->program, now, &err);
    now = store ? store_moment(store, now) : now;
    bool fine = store && (options->undo   ? undo(store, now, &status, &err)
                          : options->show ? show(store, now, &err)
                                          : fit(store, options, &status, &err));
    if (!fine)
        fprintf(stderr, "demarc: %s\n", err.text);
    store_close(store);
    return fine ? status : EXIT_WORLD;
}
