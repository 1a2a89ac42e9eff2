#ifndef DEMARC_OPTIONS_H
#define DEMARC_OPTIONS_H

#include "base/moment.h"

#include <stdbool.h>
#include <stdint.h>

/* What the command line, the environment and the system's dice say; filled once by main.c. */
struct options {
    const char *version;
    const char *data_folder;      /* learner.db lies here; NULL: there is no place for it */
    bool data_said;               /* --data was on the command line */
    const char *deck_folders[2];  /* the shipped decks, then the learner's own */
    const char *tapes_path;       /* decks as they were read before (tapes.h) lie here; or NULL */
    const char *font_folder;
    const char *export_folders[3]; /* the learner's own, the current one, the one for passing files: where answers may go that
                                      cannot be saved; or NULL */
    const char *language;         /* of the decks: --language, else as set, else the environment's; as for shelf_language,
                                     or NULL */
    const char *system_language;  /* the environment's, or NULL */
    bool language_said;           /* --language was on the command line */
    const char *dump_path;        /* --dump: what the window shows, as text, after each frame; or NULL */
    int ready_fd;                 /* --ready-fd: gets one byte after the first frame; -1 */
    int text_percent;             /* 0: as set, or as the display says */
    int width_px, height_px;
    bool size_said;               /* --size was on the command line */
    const char *theme;            /* --theme: light, dark or contrast; NULL: as set */
    int minutes; /* 0: as set */
    int days;    /* --days: of a plan */
    int questions;                /* --questions: of an exam; 0: as its blueprint says */
    int seconds, boards;          /* --seconds, --boards: of a round; 0: as usual */
    const char *models, *layers, *teams; /* --models, --layers, --teams: of a round; or NULL */
    const char *csv_path;         /* --table: of a round; or NULL */
    bool hide_clock;              /* --hide-clock: of an exam */
    bool text;                    /* --text: on the terminal, without a window */
    bool seed_set;                /* --seed was on the command line */
    bool still;                   /* --still: nothing moves */
    const char *against;          /* --against: the edition before, for check; or NULL */
    bool json;                    /* --json: of check */
    bool csv;                     /* --csv: of stats */
    bool undo, show;              /* --undo, --show: of fit */
    bool yes, force, skip_bad;    /* do not ask; overwrite; take in what is good */
    uint64_t seed;
    unsigned char program[16];    /* tells running programs apart */
    struct moment start;          /* the clocks when the program started */
    bool clock_is_set;            /* --now: wall time is start and what has gone by since */
};

/* Reads the clocks. */
struct moment options_now(const struct options *options);

#endif
