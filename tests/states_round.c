/* A timed round, from its setup to its table. */
#include "states.h"

#include "base/mem.h"
#include "match.h"

#include <stdlib.h>

enum page { SETUP, READY, PLACING, HURRY, PAUSED, CHECKED, ENDED };

static void close(struct stage *s)
{
    match_clear(s->of);
    free(s->of);
}

static bool round_page(struct stage *s, int page)
{
    struct match *m = xcalloc(1, sizeof *m);
    match_begin(s, m, states_deck("azure"), 3);
    s->close = close;
    m->setting_up = page == SETUP;
    if (page >= PLACING) {
        match_play(s, MOVE_START, 0, 0);
        match_place(s, 4);
        session_tick(m->round, page == HURRY ? 53000 : 23400);
    }
    if (page == PAUSED)
        match_play(s, MOVE_PAUSE, 0, 0);
    if (page >= CHECKED) {
        session_tick(m->round, 60000);
        match_play(s, MOVE_TIME, 0, 0);
    }
    if (page == ENDED) {
        match_play(s, MOVE_NEXT, 0, 0);
        match_play_out(s);
    }
    match_show(s);
    return true;
}

const struct state states_round[] = {{"round-setup", round_page, SETUP},   {"round-ready", round_page, READY},
                                     {"round-board", round_page, PLACING}, {"round-hurry", round_page, HURRY},
                                     {"round-pause", round_page, PAUSED},  {"round-checked", round_page, CHECKED},
                                     {"round-end", round_page, ENDED},     {NULL, NULL, 0}};
