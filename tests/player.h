#ifndef DEMARC_TESTS_PLAYER_H
#define DEMARC_TESTS_PLAYER_H

#include "folder.h"
#include "made_deck.h"
#include "same.h"
#include "store/store.h"

#include <sqlite3.h>

/* A player of a small deck: a store, a session, and moves that are saved as they are made. What fails where it must not
   fails the test. cmocka's headers come before this one. */
extern const unsigned char player_program[16], player_other[16];
extern const struct moment player_noon;
extern const int64_t player_day_ms;
struct moment player_later(struct moment moment, int64_t ms);

/* A file, by the folder it is in; the stranger is bound by no rules, and closes with sqlite3_close. */
char *player_file(const char *folder);
struct store *player_store(const char *folder, const unsigned char *program);
sqlite3 *player_stranger(const char *folder);
void player_meddle(const char *folder, const char *sql);
int64_t player_ask(const char *folder, const char *sql);

/* layer0 to layer11 under model0 to model3, of which the first is given. The right zone of a cell is the sum of both numbers,
   three in turn; one cell is absent, one open, and of one another edition says something else. */
enum { ZONES = 3, MODELS = 4, LAYERS = 12, CELLS = LAYERS * MODELS };
struct deck *player_deck(const char *id);

struct player {
    char *folder; /* NULL: in memory */
    struct deck *deck;
    struct store *store;
    struct session *session;
    struct moment now;
    bool hidden[CELLS]; /* as of session_new */
    struct err err;     /* why something was not saved or resumed */
};

struct player player_new(void); /* in a folder of its own, with the deck azure */
struct player player_of(char *folder, struct deck *deck); /* which are the player's from then on; NULL: in memory */
void player_end(struct player *player);

struct task player_board(int model, int first, int n); /* so many layers */
struct task player_line(void); /* of four rows: layers 2 to 5 under the models 1 to 3 */
const bool *const *player_hidden(const struct player *player); /* until the next call */
void player_begin(struct player *player, const struct task *tasks, int n);

/* As the app does: after a Check it asks when the answers come back. */
enum store_saved player_save(struct player *player, const struct session_change *changes, int n);
enum store_saved player_try(struct player *player, enum move_kind kind, int at, int zone);
void player_move(struct player *player, enum move_kind kind, int at, int zone); /* and it is saved */

/* Places all of the board on the table, the first n_wrong of them wrong, and checks. */
void player_answer(struct player *player, int n_wrong);
int player_right_zone(const struct player *player, int at);

struct store_item player_item(const struct player *player, int layer, int model, int today);

struct session *player_resume(struct player *player); /* the open drill, as the file has it; NULL: see err */

/* Closes the file, opens it and goes on with what is there, which must be what there was. */
void player_restart(struct player *player);

void assert_sums_fit(struct store *store);
void assert_reasks_on_disk(const struct player *player); /* those of the session */

/* The open drill ends as `how`, with a sentence, and is not found again. */
void assert_drill_ends(struct player *player, const char *how, const char *says);

#endif
