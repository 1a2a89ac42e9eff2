#ifndef DEMARC_SCREENS_EXPLORING_H
#define DEMARC_SCREENS_EXPLORING_H

#include "screens/explore.h"

/* What the pieces of Explore have in common. */
enum { ID_BAR = 1, ID_SOURCE = 9, ID_PART = 10, ID_DECK = 20, ID_ENTRY = 1000 };

enum explore_form { EXPLORE_WIDE, EXPLORE_SIDE, EXPLORE_NARROW }; /* a table and a panel; a list and a panel; one of both */

struct exploring {
    struct explore_view *view;
    struct ui *ui;
    const struct explore_facts *facts;
    const struct deck *deck; /* in the language that is shown */
    enum explore_form form;
};

int exploring_count(const struct exploring *e); /* entries of the part */
int exploring_item(const struct exploring *e, int at);
bool exploring_rests(const struct exploring *e, int at);
void exploring_choose(struct exploring *e, int at);

/* "Operating system in IaaS" */
void exploring_name(const struct exploring *e, int at, char *text, int size);

/* The list in r: table, cells by layer, cards or questions. */
void explore_list(struct exploring *e, struct rect r);
bool explore_table_fits(struct ui *ui, const struct deck *deck); /* beside the panel */

/* What is said of the chosen entry. */
void explore_panel(struct exploring *e, struct rect r);

enum { EXPLORE_PANEL = 372 }; /* its width beside a table */

#endif
