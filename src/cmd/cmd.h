#ifndef DEMARC_CMD_CMD_H
#define DEMARC_CMD_CMD_H

#include "options.h"

#include <stdbool.h>

/* The subcommands. Each returns the exit status: 0 fine, 1 problems found, 2 wrong use, 3 the world failed. */
enum { EXIT_FINE = 0, EXIT_PROBLEMS = 1, EXIT_USE = 2, EXIT_WORLD = 3 };

struct command {
    const char *name, *arguments, *help;
    int least, most; /* number of arguments */
    int (*run)(const struct options *options, int n, char **arguments);
    bool as_set; /* shows decks in the language, and a window in the size, that are kept in learner.db */
};

extern const struct command commands[];
extern const int n_commands;

int cmd_fit(const struct options *options, int n, char **arguments);
int cmd_home(const struct options *options, int n, char **arguments); /* no subcommand */
int cmd_check(const struct options *options, int n, char **arguments);
int cmd_drill(const struct options *options, int n, char **arguments);
int cmd_exam(const struct options *options, int n, char **arguments);
int cmd_export(const struct options *options, int n, char **arguments);
int cmd_forget(const struct options *options, int n, char **words);
int cmd_import(const struct options *options, int n, char **arguments);
int cmd_list(const struct options *options, int n, char **arguments);
int cmd_plan(const struct options *options, int n, char **arguments);
int cmd_rest(const struct options *options, int n, char **words);
int cmd_restore(const struct options *options, int n, char **arguments);
int cmd_set(const struct options *options, int n, char **arguments);
int cmd_round(const struct options *options, int n, char **words);
int cmd_shot(const struct options *options, int n, char **arguments);
int cmd_stats(const struct options *options, int n, char **arguments);
int cmd_verify(const struct options *options, int n, char **arguments);
int cmd_wake(const struct options *options, int n, char **words);

int cmd_no_folder(void); /* says so; the exit status */
bool cmd_can_ask(void);  /* somebody sits at the terminal */
bool cmd_ask(const char *question, bool otherwise /* what Enter means */);

#endif
