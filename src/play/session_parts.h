#ifndef DEMARC_PLAY_SESSION_PARTS_H
#define DEMARC_PLAY_SESSION_PARTS_H

#include "play/session.h"

/* Inside session: what its pieces have in common. */

/* Where a deck's items begin among those of all; of a deck behind the last: how many there are. */
int session_first_item(const struct deck *const *decks, int deck);

bool session_is_board(const struct task *task); /* or a line */
bool session_task_asks(const struct task *task, int deck, int item);

/* What the task that comes now puts onto the table; session_next goes on to it. */
void session_deal(struct session *session);
void session_next(struct session *session);

/* session_fits.c. The most tasks that asking everything again could take is the room behind the plan. */
enum deck_item_kind session_asked_kind(enum task_kind kind);
int session_reasks_at_most(const struct task *tasks, int n_tasks);

/* session_answers.c. Check grades what is on the table; the try is the one that this answer is, or asks again. */
void session_check(struct session *session);
struct session_try *session_try_of(struct session *session, const struct session_answer *answer);

/* session_shown.c, into session->change: the rest of the layers on the board, or what the card or question is about. */
void session_show_layers(struct session *session);
void session_show_about(struct session *session);

/* session_undo.c */
bool session_can_slip_row(const struct session *session, int at);
void session_slip_row(struct session *session, int at);
void session_slip(struct session *session);
int session_card_to_undo(const struct session *session); /* its task, whose rating an undo would take back now; -1: none */
void session_undo_card(struct session *session, int task);

#endif
