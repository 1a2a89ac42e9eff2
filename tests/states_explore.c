/* Explore, and the side page. */
#include "states.h"

#include "base/mem.h"
#include "made_reading.h"

#include <stdlib.h>
#include <string.h>

enum { AZURE, GOOGLE, TERMS, BANK, TASKS, READ };
enum { FURTHER = 10, LISTED = 20 };
static const struct deck *decks[READ];
static bool *rests;

static void close(struct stage *s)
{
    reading_clear(s->of);
    free(s->of);
    free(rests);
    rests = NULL;
}

static const struct deck *const *all_decks(void)
{
    static const char *const names[READ] = {"azure", "google", "terms", "az-900", "tasks"};
    for (int d = 0; d < READ; d++)
        decks[d] = states_deck(names[d]);
    return decks;
}

/* which: a deck; FURTHER more with the fourth entry opened and turned a page down. */
static bool explore(struct stage *s, int which)
{
    struct reading *r = xcalloc(1, sizeof *r);
    int deck = which % FURTHER;
    const struct deck *const *of = all_decks();
    made_reading(s, r, of, READ, deck);
    s->close = close;
    rests = xcalloc((size_t)deck_item_count(of[deck]) + 1, sizeof *rests);
    rests[of[deck]->n_models > 1] = true;
    r->facts.rests = rests;
    stage_frame(s);
    for (int k = 0; k < 3 && which / FURTHER == 1; k++)
        stage_key(s, KEY_DOWN);
    if (which / FURTHER == 1) {
        stage_key(s, KEY_ENTER);
        stage_wait(s, NEW_SCREEN_MS);
        stage_key(s, KEY_PAGE_DOWN);
    }
    if (which >= LISTED) {
        stage_key(s, 'd');
        stage_wait(s, NEW_SCREEN_MS);
    }
    return true;
}

const struct state states_explore[] = {
    {"explore-azure", explore, AZURE},
    {"explore-azure-further", explore, FURTHER + AZURE},
    {"explore-google", explore, GOOGLE},
    {"explore-terms", explore, TERMS},
    {"explore-terms-further", explore, FURTHER + TERMS},
    {"explore-az-900", explore, BANK},
    {"explore-tasks", explore, TASKS},
    {"explore-decks", explore, LISTED},
    {NULL, NULL, 0},
};

/* -- the side page -- */

enum { MORE, MORE_THERE, FORGET, RESTING, RESTING_LAST, REPORT, LONG, FAILED, NOWHERE };

static void rest_three(struct reading *r)
{
    static struct aside_item resting[3];
    int q = 0;
    all_decks();
    while (decks[BANK]->questions[q].for_exam)
        q++;
    resting[0] = (struct aside_item){.deck = decks[AZURE], .item = deck_item_of_cell(decks[AZURE], 6, 1)};
    resting[1] = (struct aside_item){.deck = decks[BANK], .item = deck_item_of_question(decks[BANK], q)};
    resting[2] = (struct aside_item){.deck = decks[TERMS], .item = 3};
    r->aside.forget = true;
    r->aside_facts.resting = resting;
    r->aside_facts.n_resting = 3;
    r->aside_facts.rests = r->aside_facts.undo = true;
    r->aside_facts.said = "Not asked any more: Operating system in PaaS";
}

static const char long_note[] =
    "The page of the vendor says of the firewall of a managed database that the customer sets its rules, and that the "
    "provider runs it. So I would have said shared, and the white paper of 2017 says so too. See the second table, the "
    "row on network controls; the deck's own source has moved that text to another page since.";

static bool aside(struct stage *s, int which)
{
    if (which == LONG && s->in.width_px * 100 < 40 * EM * s->in.text_percent)
        return false; /* there the page scrolls to the caret, and the field is not seen whole */
    struct reading *r = xcalloc(1, sizeof *r);
    made_aside(s, r, states_deck("azure"));
    s->close = close;
    if (which >= MORE_THERE && which < REPORT)
        rest_three(r);
    stage_frame(s);
    if (which == FORGET)
        stage_key(s, 'f');
    if (which == RESTING || which == RESTING_LAST)
        stage_key(s, 'n');
    if (which >= REPORT)
        stage_key(s, 'w');
    stage_wait(s, NEW_SCREEN_MS);
    for (int i = 0; i < 2 && which == RESTING_LAST; i++)
        stage_key(s, KEY_DOWN);
    if (which == FAILED) {
        stage_typed(s, 'A');
        r->aside_facts.failed =
            "Not written: Cannot write '/home/eva/.local/share/demarc/reports.txt': No space left on device.";
    }
    if (which == LONG)
        stage_typed(s, 'w'); /* of the key that opened the page */
    for (const char *c = which == LONG ? long_note : ""; *c; c++)
        stage_typed(s, (uint32_t)(unsigned char)*c);
    if (which == NOWHERE)
        r->aside_facts.path = NULL;
    stage_frame(s);
    return true;
}

const struct state states_aside[] = {
    {"more", aside, MORE},
    {"more-explore", aside, MORE_THERE},
    {"more-forget", aside, FORGET},
    {"more-resting", aside, RESTING},
    {"more-resting-last", aside, RESTING_LAST},
    {"report", aside, REPORT},
    {"report-long", aside, LONG},
    {"report-failed", aside, FAILED},
    {"report-nowhere", aside, NOWHERE},
    {NULL, NULL, 0},
};
