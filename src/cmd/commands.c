/* The table that main.c and --help read. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "play/round.h"

#include <limits.h>

const struct command commands[] = {
    {"check", "FILE...",
     TR_MARK("say what is wrong with decks and translations; decks/README.md explains each warning"), 0, INT_MAX,
     cmd_check, false},
    {"drill", "[DECK]",
     TR_MARK("begin a drill, or go on with today's of the same deck; another unfinished one ends. DECK: id or file"), 0,
     1, cmd_drill, true},
    {"exam", "[DECK]",
     TR_MARK(
         "sit a practice exam, or go on with the unfinished one of the same options. DECK: az-900, clf-c02 or a file"),
     0, 1, cmd_exam, true},
    {"export", "reviews FILE", TR_MARK("write all answers as CSV; FILE may be -"), 2, 2, cmd_export, false},
    {"fit", "[--undo|--show]",
     TR_MARK("fit the memory to your own answers, from 400 on; kept only if it predicts better"), 0, 0, cmd_fit, false},
    {"forget", "DECK | ITEM...",
     TR_MARK("make a deck or items of it new again, as if you had never answered them; a backup is made first. Item: "
             "azure/os/paas"),
     1, INT_MAX, cmd_forget, false},
    {"import", "reviews FILE", TR_MARK("take in such a file; what is here already is left out"), 2, 2, cmd_import,
     false},
    {"list", "", TR_MARK("print each deck with its items, how many are due and how many are new"), 0, 0, cmd_list,
     true},
    {"plan", "", TR_MARK("print what is due on the days ahead, and what an exam's day will find"), 0, 0, cmd_plan,
     true},
    {"rest", "[ITEM...]", TR_MARK("do not ask these items again; without any: list those at rest"), 0, INT_MAX,
     cmd_rest, true},
    {"restore", "[N|FILE]", TR_MARK("list the backups of your answers, or bring one back"), 0, 1, cmd_restore, false},
    {"round", "[DECK... | NUMBER]",
     TR_MARK(
         "a timed round, alone or in teams; with a number of one the same boards; with neither the page to set it up"),
     0, ROUND_DECKS_MAX, cmd_round, true},
    {"set", "[NAME [VALUE]]",
     TR_MARK("print all settings or one, or change it: demarc set exam.az-900 2026-12-03; none or default unsets it"),
     0, 2, cmd_set, true},
    {"shot", "SCREEN FILE [DECK]",
     TR_MARK("draw a picture (PNG) without a display: home, board, checked, line, line-checked, end, card,"
             " question, question-checked, exam-start, exam, exam-board, exam-list, exam-result, exam-read,"
             " round-setup, round-ready, round, round-pause, round-checked, round-end, settings,"
             " explore, explore-cards, explore-questions, explore-decks, more or report"),
     2, 3, cmd_shot, false},
    {"stats", "[DECK] [--csv]",
     TR_MARK("print what you know, how predictions came true, answers by day, and what you mix up"), 0, 1, cmd_stats,
     true},
    {"verify", "[FILE]", TR_MARK("say what is wrong with learner.db, and where"), 0, 1, cmd_verify, false},
    {"wake", "ITEM...", TR_MARK("ask items again that were at rest"), 1, INT_MAX, cmd_wake, false},
};
const int n_commands = sizeof commands / sizeof *commands;
