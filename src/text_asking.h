#ifndef DEMARC_TEXT_ASKING_H
#define DEMARC_TEXT_ASKING_H

#include "text_shared.h"

/* A card, or a question of a drill, from the first look to the move that goes on. False: the drill is left. */
bool text_card(struct text *t, const struct deck *deck, const struct drill_facts *facts);
bool text_question(struct text *t, const struct deck *deck, const struct drill_facts *facts);

/* What stands on the table: of a card its front, and turned its back; of a question also why, once it is checked. */
void text_card_say(struct text *t, const struct session *session, const struct deck *deck);
void text_question_say(struct text *t, const struct session *session, const struct deck *deck,
                       const struct drill_facts *facts);

#endif
