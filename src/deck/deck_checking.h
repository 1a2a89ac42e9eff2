#ifndef DEMARC_DECK_DECK_CHECKING_H
#define DEMARC_DECK_DECK_CHECKING_H

#include "deck/deck_check.h"

/* Inside deck_check: a rule is a function and a row in the table of deck_check.c, under whose name it tells what it finds. */

void check_tell(struct deck_check *check, struct deck_mark at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* At a text, where it is the deck's own. */
void check_tell_text(struct deck_check *check, const char *text, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void check_error(struct deck_check *check, struct deck_mark at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

int check_length(const char *text); /* characters, soft hyphens left out */

/* -- deck_check_layers -- */
void rule_line_back(struct deck_check *check);
void rule_zone_never_right(struct deck_check *check);
void rule_one_line(struct deck_check *check);
void rule_no_wrong(struct deck_check *check);
void check_own_tests(struct deck_check *check);

/* -- deck_check_texts -- */
void rule_no_why(struct deck_check *check);
void rule_no_means(struct deck_check *check);
void rule_no_like(struct deck_check *check);
void rule_no_short(struct deck_check *check);
void rule_text_fit(struct deck_check *check);
void rule_untranslated(struct deck_check *check);

/* -- deck_check_bank -- */
void rule_old_source(struct deck_check *check);
void rule_unused_source(struct deck_check *check);
void rule_long_right(struct deck_check *check);
void rule_exam_share(struct deck_check *check);
void rule_bank_small(struct deck_check *check);
void rule_objective(struct deck_check *check);
void rule_about(struct deck_check *check);
void rule_board(struct deck_check *check);
void rule_conflicts(struct deck_check *check);

#endif
