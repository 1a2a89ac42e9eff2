/* The screens, and the decks that they show. */
#include "states.h"

#include "base/mem.h"
#include "deck/deck_yaml.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */
const struct state_screen state_screens[] = {
    {"home", states_home},       {"first", states_first},       {"explore", states_explore},
    {"aside", states_aside},     {"progress", states_progress}, {"board", states_board},
    {"checked", states_checked}, {"line", states_line},         {"line_checked", states_line_checked},
    {"card", states_card},       {"question", states_question}, {"end", states_end},
    {"exam", states_exam},       {"round", states_round},       {"settings", states_settings},
};
/* clang-format on */
const int n_state_screens = sizeof state_screens / sizeof *state_screens;

/* -- decks -- */

enum { DECKS_MOST = 8 };
static struct {
    char name[40];
    struct deck *deck;
} opened[DECKS_MOST];
static int n_opened;
static struct deck *asking;

static struct deck *read_translation(const struct deck *base, const char *path)
{
    static struct deck_problems problems;
    enum { MOST = 1 << 19 };
    char *bytes = xmalloc(MOST);
    FILE *file = fopen(path, "rb");
    assert(file);
    size_t size = fread(bytes, 1, MOST, file);
    fclose(file);
    struct deck *deck = deck_read_translation(base, path, bytes, size, &problems);
    free(bytes);
    assert(deck);
    return deck;
}

const struct deck *states_deck(const char *name)
{
    char path[400], base[40];
    const struct deck *of = NULL;
    for (int i = 0; i < n_opened; i++)
        if (strcmp(opened[i].name, name) == 0)
            return opened[i].deck;
    snprintf(path, sizeof path, DECKS "/%s.yaml", name);
    snprintf(base, sizeof base, "%.*s", (int)strcspn(name, "."), name);
    if (strcmp(base, name) != 0)
        of = states_deck(base);
    assert(n_opened < DECKS_MOST);
    opened[n_opened].deck = of ? read_translation(of, path) : stage_read(path);
    snprintf(opened[n_opened].name, sizeof opened[0].name, "%s", name);
    return opened[n_opened++].deck;
}

const struct deck *states_asking(void)
{
    if (!asking)
        asking = stage_asking();
    return asking;
}

void states_close(void)
{
    while (n_opened > 0) /* a translation before its base */
        deck_free(opened[--n_opened].deck);
    deck_free(asking);
    asking = NULL;
}

/* -- ways -- */

bool states_have_table(const struct stage *s)
{
    return ui_wider_than(&s->ui, 62);
}

void states_choose(struct stage *s, int at)
{
    s->board.chosen = at;
    s->board.bring = true;
    s->ui.focus = 0;
    stage_frame(s);
}

void states_check(struct stage *s)
{
    stage_wait(s, NEW_SCREEN_MS);
    stage_key(s, KEY_END);
    for (int i = 0; i < BOARD_CELLS_MAX && stage_find(s, "Next", NULL); i++)
        stage_key(s, KEY_ENTER);
    stage_key(s, KEY_ENTER);
    if (s->screen != SCREEN_CHECKED)
        stage_key(s, KEY_ENTER); /* with nothing placed it asks first */
    assert(s->screen == SCREEN_CHECKED);
    stage_frame(s);
    stage_wait(s, NEW_SCREEN_MS);
}
