#ifndef DEMARC_STORE_STORE_H
#define DEMARC_STORE_STORE_H

#include "base/err.h"
#include "base/moment.h"
#include "deck/deck.h"
#include "play/exam.h"
#include "play/session.h"
#include "play/settings.h"
#include "srs/day.h"
#include "srs/grade.h"

/* The learner's memory on disk: learner.db in the data folder, SQLite, WAL. The answers are the truth (append only, with
   checksums); states are a cache that replaying them gives again. Everything a call changes is one transaction. */
struct store;

/* folder NULL: in memory only, for a session that cannot be saved. program tells running programs apart (16 random bytes).
   NULL: err says what to do. The folder is made if it is not there. */
struct store *store_open(const char *folder, const unsigned char program[16], struct moment now, struct err *err);
void store_close(struct store *store); /* checkpoints; accepts NULL */

/* All that is read between the two is of one moment, and the file is locked for it once. What is written ends it. */
void store_hold(struct store *store);
void store_let_go(struct store *store);

/* A copy in memory, which goes on where the store is: where that cannot be written, what is not saved yet can be saved there
   and taken out. It has numbers of an origin of its own. NULL: the store cannot be read either. */
struct store *store_copy(struct store *store, struct err *err);

/* Makes a deck's items known, and its due days those of today's exams. An item whose right answer has changed starts anew
   (its old answers stay in the log). Quick where nothing has changed. Must be called before any other call with this deck. */
bool store_know(struct store *store, const struct deck *deck, struct moment now, struct err *err);

/* Counts the rows whose checksum does not fit them. */
bool store_verify_sums(struct store *store, int *bad, struct err *err);

/* Makes all states anew from the answers. Every deck must be made known again after it. */
bool store_rebuild(struct store *store, struct err *err);

/* What is remembered of a deck's items, by their numbers (deck_item_count of them); those not asked are left new. */
struct store_item {
    int item;
    struct grade_memory memory;
    int due_day;
    bool today; /* has an answer (voided ones too) or was shown on that day */
    bool answered; /* has an answer; of store_items only */
    bool line;  /* was asked on a line on that day */
    bool rests; /* is not to be asked; what is remembered of it is not told */
};
bool store_items(struct store *store, const struct deck *deck, int today, struct store_item *items, struct err *err);

/* Only what a plan of at most so many items needs, in the order of the deck: those due longest; where these are fewer, as
   many that are due next and the first new ones; what was asked today; each with all other asked cells of its layer.
   most 0: only what was asked today. Zero-initialise the list; it is filled anew, and the caller frees its items. */
struct store_list {
    struct store_item *items;
    int n, room;
};
bool store_candidates(struct store *store, const struct deck *deck, int today, int most, struct store_list *list,
                      struct err *err);

/* What planning must know of a deck besides: the exam that binds it, and when something of it was last met for the first
   time. As of the day of the last store_know. */
struct store_deck {
    double retention;
    int exam_day; /* 0: none is ahead */
    bool any_met;
    int newest_day; /* where any is met */
};
bool store_deck(struct store *store, const struct deck *deck, struct store_deck *facts, struct err *err);

/* How many of the deck's items are due on that day and not answered or shown on it, and how many have been met. */
bool store_count(struct store *store, const struct deck *deck, int today, int *due, int *met, struct err *err);

/* How many of its items are new: never answered since they began, and not at rest. */
bool store_fresh(struct store *store, const struct deck *deck, int *fresh, struct err *err);

/* -- what the learner says of items; store_rest.c -- */

/* Not to be asked again until it is said otherwise; fine where it is so already. An item at rest has no state: it is neither
   due nor new nor met, and no number counts it. Its answers stay, so that it has its state again when it wakes; so does the
   rest when the deck changes, what is right for the item too. A session that asks it already goes on to ask it. */
bool store_rest(struct store *store, const struct deck *deck, int item, bool rest, struct moment now, struct err *err);
bool store_resting(struct store *store, const struct deck *deck, bool *resting /* by item */, struct err *err);

/* Items are new again, NULL: all of the deck, also those it no longer asks. What was answered stays in the log and counts no
   more; what was answered today comes again tomorrow. A backup is made first: where there can be none nothing is forgotten. */
bool store_forget(struct store *store, const struct deck *deck, const int *items, int n, struct moment now,
                  struct err *err);

/* Their solutions were shown, so no answer of that day to them is a first one, and no session begun on it asks them. */
bool store_see(struct store *store, const struct deck *deck, const int *items, int n, int today, struct err *err);

/* The median time an item of each kind (enum deck_item_kind) took, over the last 200 first answers of it among the last
   2,000 answers; 0 while there are fewer than 20. Known since the file was opened. */
bool store_medians(struct store *store, int ms[3]);

/* What the learner wants. A change of the retention or of an exam's day derives all due days anew, in one transaction; an
   exam that has come is let go by store_know. */
bool store_setting_get(struct store *store, const char *name, char text[SETTING_MAX]); /* false: it is not set */
bool store_setting_set(struct store *store, const char *name, const char *value /* NULL: as if never set */,
                       struct moment now, struct err *err);

/* The same of a learner.db that is not opened for good: nothing is made, repaired or told. values: "" where it is not set. */
void store_peek(const char *folder, const char *const *names, int n, char (*values)[SETTING_MAX]);

/* When this learner's days begin, and a moment with that. */
struct day_start store_day_start(struct store *store);
struct moment store_moment(struct store *store, struct moment moment);

struct store_goal {
    char exam[DECK_ID_MAX + 1];
    int day;
};
int store_goals(struct store *store, struct store_goal *goals, int most); /* by day; returns how many */
bool store_goal_set(struct store *store, const char *exam, int day, struct moment now, struct err *err);
bool store_goal_clear(struct store *store, const char *exam, struct moment now, struct err *err);

/* Begins a drill: ends one that is open as left and stores what will be asked. setup is the options as a command line
   ("drill azure"), at most 255 bytes. Where it fails the drill can be played and store_save says STORE_FAILED. */
bool store_begin(struct store *store, const struct session *session, uint64_t seed, const char *setup, struct moment now,
                 struct err *err);

/* The open drill, or none. With its setup the caller finds the decks it needs. */
struct store_open_drill {
    char setup[256];
    uint64_t seed;
    int began_day;
    int left; /* planned items not yet answered */
};
bool store_find_drill(struct store *store, struct store_open_drill *drill); /* false: there is none to be read */

/* Loads it by replaying its moves and takes its claim; NULL with err where the decks no longer fit it (then it is ended
   as left), there is none or the file cannot be read. decks are those it began with, in the same order; hidden as in
   session_new. What session->change holds then is on disk already. */
struct session *store_resume(struct store *store, const struct deck *const *decks, int n_decks,
                             const bool *const *hidden, struct moment now, struct err *err);

/* Ends the open drill as left; fine where there is none. */
bool store_leave(struct store *store, struct moment now, struct err *err);

/* When a card comes back for each rating 1 to 4 that it may be given now; DUE_UNKNOWN where it would have no memory. reask: it
   is asked again in this session. */
enum { FORESEE_RATINGS = 4 };
bool store_foresee(struct store *store, const struct deck *deck, int item, int today, bool reask,
                   int due_day[FORESEE_RATINGS + 1], struct err *err);

/* When each answer of the board that was just checked comes back, once it is saved: into session->due_day, DUE_UNKNOWN where
   it has no memory or slipped. */
bool store_due_days(struct store *store, struct session *session, struct err *err);

enum store_saved { STORE_SAVED, STORE_FAILED, STORE_TAKEN /* another program plays this session now */ };

/* Writes changes of the session begun or resumed last, in order, all or none: one transaction, synced where one of them is
   a Check, a slip or the end. No step may be left out: after STORE_FAILED hand over the same changes again, with the later
   ones behind them. */
enum store_saved store_save(struct store *store, const struct session *session, const struct session_change *changes,
                            int n, struct err *err);

/* -- rounds: sessions with a clock, saved by store_save as a drill is -- */

/* As store_begin; names are the teams', where there is more than one. setup as there, but at most STORE_SETUP_MAX bytes. */
enum { STORE_SETUP_MAX = 600 };
bool store_begin_round(struct store *store, const struct session *round, uint64_t seed, const char *setup,
                       const char *const *names, struct moment now, struct err *err);

/* The open round, or none. */
struct store_open_round {
    char setup[STORE_SETUP_MAX];
    int n_tasks, n_teams, seconds, done; /* done: boards that were checked */
    int64_t left_ms;
};
bool store_find_round(struct store *store, struct store_open_round *round);

/* As store_resume. The clock stands where it stood when it was saved last, and runs if it ran: the caller pauses it. */
struct session *store_resume_round(struct store *store, const struct deck *const *decks, int n_decks, struct moment now,
                                   struct err *err);

/* The time left now, between moves. */
enum store_saved store_tick_round(struct store *store, const struct session *round, struct err *err);

/* -- practice exams -- */

/* For each question of a bank when it was last shown in an exam; 0: never. Shown is what was handed in, and of an exam that
   was not what was turned to. */
bool store_exam_seen(struct store *store, const struct deck *bank, int64_t *seen_ms, struct err *err);

/* Begins an exam: ends one that is open as left. setup as for store_begin. */
bool store_exam_begin(struct store *store, const struct exam *exam, const char *setup, struct moment now, struct err *err);

struct store_open_exam {
    char setup[256];
    int64_t left_ms;
    int n; /* questions */
};
bool store_find_exam(struct store *store, struct store_open_exam *exam); /* false: none is open, or none can be read */

/* Loads it by replaying its moves and takes its claim; NULL with err as for store_resume. boards as for exam_new, by the parts
   of the bank's blueprint. The caller applies EXAM_RESUME and saves that. */
struct exam *store_exam_resume(struct store *store, const struct deck *bank, const struct deck *const *boards,
                               int64_t total_ms, struct moment now, struct err *err);

/* Ends the open exam as left; fine where there is none. */
bool store_exam_leave(struct store *store, struct moment now, struct err *err);

/* As store_save: with the end come the answers, and it is synced. */
enum store_saved store_exam_save(struct store *store, const struct exam *exam, const struct exam_change *changes, int n,
                                 struct err *err);

/* The time left now, between moves. */
enum store_saved store_exam_tick(struct store *store, const struct exam *exam, struct err *err);

/* Exams of this bank that came to their end, the last ones, in order; returns how many. */
struct store_past_exam {
    int64_t id; /* in this file */
    int day;
    struct exam_score all, fresh; /* fresh: of the questions never shown before */
};
int store_exams_past(struct store *store, const struct deck *bank, struct store_past_exam *past, int most);

/* One of these as it was handed in, from its paper and steps; nothing is written. NULL with err: its deck has changed since, or it
   cannot be read. minutes_of reads them from its setup. */
struct exam *store_exam_reopen(struct store *store, const struct deck *bank, const struct deck *const *boards, int64_t id,
                               int (*minutes_of)(const char *setup), struct err *err);

#endif
