/* Explore and the side page: every cell, card and drilled question of every deck can be come to and is told whole,
   nothing that is kept for exams is, and everything fits. */
#include "base/mem.h"
#include "deck/deck_yaml.h"
#include "made_reading.h"
#include "sdl/font.h"
#include "shelf.h"
#include "tidy.h"
#include "widths.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ENTRIES = 1000 }; /* id of the first entry */

static const struct size {
    int w, h;
} sizes[] = {{800, 600}, {1280, 800}, {1920, 1080}};
enum { SIZES = sizeof sizes / sizeof *sizes };

static struct shelf shelf, dutch;
static struct fonts *fonts;

static int index_of(const struct shelf *of, const char *id)
{
    for (int d = 0; d < of->n; d++)
        if (strcmp(of->decks[d]->id, id) == 0)
            return d;
    fail_msg("there is no deck %s", id);
    return 0;
}

static void begin(struct stage *s, struct reading *r, const struct shelf *of, int deck, struct ui_measure measure,
                  int w, int h, int percent)
{
    stage_init(s, measure, w, h, percent);
    made_reading(s, r, of->decks, of->n, deck);
}

static void end(struct stage *s)
{
    struct reading *r = s->of;
    stage_clear(s);
    reading_clear(r);
}

/* -- what is told -- */

static int add_letters(char *text, int used, int size, const char *more)
{
    for (; *more && used < size - 1; more++)
        if ((unsigned char)*more > ' ' && *more != '-' && (unsigned char)*more != 0xc2 && (unsigned char)*more != 0xad)
            text[used++] = *more;
    text[used] = '\0';
    return used;
}

/* All texts of the picture as one, without spaces and hyphens: lines are broken anywhere. */
static const char *letters_on(const struct stage *s)
{
    static char text[1 << 16];
    int used = 0;
    text[0] = '\0';
    for (int i = 0; i < s->ui.draw.n; i++)
        if (s->ui.draw.commands[i].kind == DRAW_TEXT)
            used = add_letters(text, used, sizeof text, draw_text_of(&s->ui.draw, &s->ui.draw.commands[i]));
    return text;
}

static bool is_told(const char *letters, const char *wanted)
{
    static char text[1 << 14];
    add_letters(text, 0, sizeof text, wanted);
    return strstr(letters, text) != NULL;
}

static void assert_told(const struct stage *s, const char *letters, const char *wanted)
{
    if (wanted && !is_told(letters, wanted))
        fail_msg("%s: not told: '%s'", s->deck->title, wanted);
}

static void check_cell(const struct stage *s, const struct deck *deck, int item)
{
    const struct deck_layer *layer = &deck->layers[deck_item_layer(deck, item)];
    const struct deck_cell *cell = deck_item_cell(deck, item);
    const char *letters = letters_on(s);
    assert_told(s, letters, layer->name);
    assert_told(s, letters, layer->means);
    assert_told(s, letters, cell->why);
    assert_told(s, letters, cell->open);
    for (int zone = 0; zone < deck->n_zones; zone++) {
        assert_told(s, letters, cell->wrong[zone]);
        assert_told(s, letters, cell->differs[zone]);
    }
    assert_told(s, letters, deck->sources[layer->source].title);
}

static void check_item(const struct stage *s, const struct deck *deck, int item)
{
    const char *letters = letters_on(s);
    const struct deck_question *question;
    int index = deck_item_index(deck, item);
    switch (deck_item_kind(deck, item)) {
    case ITEM_PLACEMENT:
        check_cell(s, deck, item);
        break;
    case ITEM_CARD:
        assert_told(s, letters, deck->cards[index].front);
        assert_told(s, letters, deck->cards[index].back);
        break;
    case ITEM_QUESTION:
        question = &deck->questions[index];
        assert_false(question->for_exam);
        assert_told(s, letters, question->ask);
        for (int i = 0; i < question->n_options; i++) {
            assert_told(s, letters, question->options[i].text);
            assert_told(s, letters, question->options[i].why);
        }
        break;
    }
}

static void assert_none_kept(const struct stage *s, const struct deck *deck)
{
    const char *letters = letters_on(s);
    for (int q = 0; q < deck->n_questions; q++)
        if (deck->questions[q].for_exam && is_told(letters, deck->questions[q].ask))
            fail_msg("kept for exams and told: '%s'", deck->questions[q].ask);
}

static void assert_focus_seen(const struct stage *s, int chosen)
{
    const struct ui_control *c = stage_focused(s);
    assert_non_null(c);
    assert_int_equal(c->id, ENTRIES + chosen);
    struct rect seen = tidy_control_seen(c);
    assert_int_equal(seen.h, c->r.h);
}

/* From the first entry to the last, in a window so high that nothing has to scroll but the list. */
static void read_deck(const struct shelf *of, int d, int w)
{
    struct stage s;
    struct reading r;
    const struct deck *deck = of->decks[d];
    int n = deck_item_count(deck), left = 0;
    bool *told = xcalloc((size_t)n + 1, sizeof *told);
    begin(&s, &r, of, d, fixed_widths, w, 2600, 100);
    for (;;) {
        int item = explore_item(&r.view, &s.ui, &r.facts);
        assert_in_range(item, 0, n - 1);
        assert_false(told[item]);
        told[item] = true;
        assert_focus_seen(&s, r.view.chosen);
        check_item(&s, deck, item);
        assert_none_kept(&s, deck);
        stage_key(&s, KEY_ENTER);
        if (r.view.chosen == 0)
            break;
    }
    for (int item = 0; item < n; item++)
        left += !told[item] && (deck_item_kind(deck, item) != ITEM_QUESTION || deck_item_asks(deck, item));
    assert_int_equal(left, 0);
    free(told);
    end(&s);
}

static void every_deck_is_told_whole(void **state)
{
    (void)state;
    assert_int_equal(shelf.n, 12);
    assert_int_equal(dutch.n, 12);
    for (int d = 0; d < shelf.n; d++) {
        read_deck(&shelf, d, d % 2 ? 1280 : 800);
        read_deck(&dutch, d, d % 2 ? 800 : 1280);
    }
}

/* -- ways through it -- */

static const char *title_of(const struct reading *r)
{
    return r->decks[r->view.deck]->id;
}

static void arrows_and_clicks_choose(void **state)
{
    (void)state;
    struct stage s;
    struct reading r;
    begin(&s, &r, &shelf, index_of(&shelf, "azure"), fixed_widths, 1280, 1000, 100);
    assert_int_equal(r.view.chosen, 0);
    stage_key(&s, KEY_LEFT);
    assert_int_equal(r.view.chosen, 0);
    stage_key(&s, KEY_DOWN);
    assert_int_equal(r.view.chosen, 4);
    for (int i = 0; i < 5; i++)
        stage_key(&s, KEY_RIGHT);
    assert_int_equal(r.view.chosen, 7);
    stage_key(&s, KEY_UP);
    assert_int_equal(r.view.chosen, 3);
    stage_key(&s, KEY_END);
    assert_int_equal(r.view.chosen, 39);
    stage_key(&s, KEY_HOME);
    stage_key(&s, KEY_TAB);
    assert_int_equal(r.view.chosen, 1);
    stage_click(&s, stage_find(&s, "Operating system in PaaS", NULL));
    assert_true(is_told(letters_on(&s), "In App Service you cannot log in as administrator"));
    assert_true(is_told(letters_on(&s), "Google Cloud (Guest OS, data and content): Google"));
    stage_key(&s, KEY_ESCAPE);
    assert_int_equal(r.action, EXPLORE_CLOSE);
    end(&s);
}

/* As it is read, the list scrolling with it, and then on to what stands beside and below. */
static void tab_goes_through_all(void **state)
{
    (void)state;
    for (int size = 0; size < SIZES; size++)
        for (int d = 0; d < shelf.n; d++) {
            struct stage s;
            struct reading r;
            bool primary = false;
            begin(&s, &r, &shelf, d, fixed_widths, sizes[size].w, sizes[size].h, size ? 100 : 200);
            for (int before = 0; s.ui.focus >= ENTRIES; before++) {
                assert_int_equal(r.view.chosen, before);
                assert_focus_seen(&s, before);
                stage_key(&s, KEY_TAB);
            }
            const struct deck *deck = shelf.decks[d];
            int n = deck->n_layers  ? deck->n_layers * deck->n_models
                    : deck->n_cards ? deck->n_cards
                                    : r.facts.n_questions;
            assert_int_equal(r.view.chosen, n - 1);
            for (int i = 0; i < 8 && s.ui.focus < ENTRIES; i++) {
                primary = primary || s.ui.focus == 1;
                stage_key(&s, KEY_TAB);
            }
            assert_true(primary);
            end(&s);
        }
}

static void the_source_opens(void **state)
{
    (void)state;
    struct stage s;
    struct reading r;
    begin(&s, &r, &shelf, index_of(&shelf, "azure"), fixed_widths, 1280, 800, 100);
    stage_key(&s, 'o');
    assert_string_equal(s.ui.open_url,
                        shelf.decks[r.view.deck]->sources[shelf.decks[r.view.deck]->layers[0].source].url);
    end(&s);
}

static void decks_are_chosen_from_a_list(void **state)
{
    (void)state;
    struct stage s;
    struct reading r;
    begin(&s, &r, &shelf, index_of(&shelf, "azure"), fixed_widths, 800, 600, 100);
    stage_key(&s, 'd');
    stage_wait(&s, NEW_SCREEN_MS);
    assert_string_equal(stage_label(&s, stage_focused(&s)), "Azure, training diagram");
    stage_key(&s, KEY_END);
    stage_key(&s, KEY_ENTER);
    assert_string_equal(title_of(&r), "terms");
    assert_int_equal(r.view.part, EXPLORE_CARDS);
    stage_wait(&s, NEW_SCREEN_MS);
    stage_key(&s, 'd');
    stage_wait(&s, NEW_SCREEN_MS);
    stage_key(&s, KEY_ESCAPE);
    assert_string_equal(title_of(&r), "terms");
    assert_false(r.view.listing);
    stage_wait(&s, NEW_SCREEN_MS);
    stage_key(&s, 'd');
    stage_wait(&s, NEW_SCREEN_MS);
    for (int i = 0; i < shelf.n && !stage_find(&s, "Google Cloud", NULL)->r.h; i++)
        stage_key(&s, KEY_UP);
    stage_click(&s, stage_find(&s, "Google Cloud", NULL));
    assert_string_equal(title_of(&r), "google");
    end(&s);
}

static void a_narrow_window_shows_list_or_text(void **state)
{
    (void)state;
    struct stage s;
    struct reading r;
    begin(&s, &r, &shelf, index_of(&shelf, "azure"), fixed_widths, 800, 600, 200);
    assert_int_equal(explore_item(&r.view, &s.ui, &r.facts), -1);
    assert_false(is_told(letters_on(&s), "Only you know what your files mean"));
    stage_key(&s, KEY_DOWN);
    stage_key(&s, KEY_ENTER);
    assert_true(r.view.reading);
    assert_int_equal(explore_item(&r.view, &s.ui, &r.facts), 1);
    stage_wait(&s, NEW_SCREEN_MS);
    stage_key(&s, KEY_ENTER);
    assert_int_equal(r.view.chosen, 2);
    stage_key(&s, KEY_LEFT);
    assert_int_equal(r.view.chosen, 1);
    stage_key(&s, KEY_ESCAPE);
    assert_false(r.view.reading);
    assert_int_equal(r.view.chosen, 1);
    stage_wait(&s, NEW_SCREEN_MS);
    stage_click(&s, stage_find(&s, "Information and data in IaaS", NULL));
    assert_true(r.view.reading);
    stage_wait(&s, NEW_SCREEN_MS);
    stage_typed(&s, '.');
    assert_int_equal(r.action, EXPLORE_MORE);
    end(&s);
}

static void l_shows_the_deck_as_it_was_written(void **state)
{
    (void)state;
    struct stage s;
    struct reading r;
    begin(&s, &r, &dutch, index_of(&dutch, "azure"), fixed_widths, 1280, 800, 100);
    assert_non_null(stage_find(&s, "Besturingssysteem in PaaS", NULL));
    stage_key(&s, 'l');
    assert_non_null(stage_find(&s, "Operating system in PaaS", NULL));
    stage_click(&s, stage_find(&s, "nl", NULL));
    assert_non_null(stage_find(&s, "Besturingssysteem in PaaS", NULL));
    end(&s);
}

/* Where all rows can be seen, each boundary between a customer's cell and another one has its line. */
static void the_line_stands_where_it_truly_runs(void **state)
{
    (void)state;
    struct stage s;
    struct reading r;
    begin(&s, &r, &shelf, index_of(&shelf, "azure"), fixed_widths, 1280, 800, 100);
    const struct deck *deck = shelf.decks[r.view.deck];
    for (int row = 0; row < deck->n_layers; row++)
        for (int model = 1; model < deck->n_models; model++) {
            const struct ui_control *a = &s.ui.controls[row * deck->n_models + model - 1], *b = a + 1;
            int customer = deck_customer(deck), x = (a->r.x + a->r.w + b->r.x) / 2, y = a->r.y + a->r.h / 2;
            bool edge = (deck->layers[r.rows[row]].cells[model - 1].answer == customer) !=
                        (deck->layers[r.rows[row]].cells[model].answer == customer),
                 drawn = false;
            for (int i = 0; i < s.ui.draw.n; i++) {
                const struct draw_command *c = &s.ui.draw.commands[i];
                drawn = drawn ||
                        (c->kind == DRAW_BOX && c->colour == s.ui.theme->ink && c->r.w == 5 && rect_has(c->r, x, y));
            }
            assert_int_equal(drawn, edge);
        }
    end(&s);
}

/* -- the side page -- */

static void begin_aside(struct stage *s, struct reading *r, const struct deck *deck, struct ui_measure measure, int w,
                        int h, int percent)
{
    stage_init(s, measure, w, h, percent);
    made_aside(s, r, deck);
}

static void the_side_page_does_what_it_says(void **state)
{
    (void)state;
    struct stage s;
    struct reading r;
    begin_aside(&s, &r, shelf.decks[index_of(&shelf, "azure")], fixed_widths, 1280, 800, 100);
    assert_null(stage_find(&s, "Forget it", NULL)); /* only Explore offers it */
    stage_key(&s, 'f');
    assert_int_equal(r.aside_action, ASIDE_NOTHING);
    stage_key(&s, 'r');
    assert_int_equal(r.aside_action, ASIDE_REST);
    s.in.ctrl = true;
    stage_key(&s, 'z');
    assert_int_equal(r.aside_action, ASIDE_NOTHING); /* there is nothing to take back */
    r.aside_facts.rests = r.aside_facts.undo = true;
    stage_click(&s, stage_find(&s, "Ask it again", (stage_frame(&s), NULL)));
    assert_int_equal(r.aside_action, ASIDE_WAKE);
    s.in.ctrl = true;
    stage_key(&s, 'z');
    assert_int_equal(r.aside_action, ASIDE_UNDO);
    stage_typed(&s, '.');
    assert_int_equal(r.aside_action, ASIDE_CLOSE);
    stage_key(&s, 'w');
    assert_int_equal(r.aside_view.page, ASIDE_REPORT);
    stage_typed(&s, 'w'); /* the letter of the key that opened it */
    stage_wait(&s, NEW_SCREEN_MS);
    for (const char *c = "rw."; *c; c++) {
        stage_key(&s, *c);
        stage_typed(&s, (uint32_t)*c);
    }
    stage_shift_key(&s, KEY_ENTER);
    stage_typed(&s, 'a');
    assert_string_equal(r.aside_view.note, "rw.\na");
    stage_key(&s, KEY_ENTER);
    assert_int_equal(r.aside_action, ASIDE_SEND);
    stage_key(&s, KEY_ESCAPE);
    assert_int_equal(r.aside_view.page, ASIDE_MENU);
    assert_int_equal(r.aside_action, ASIDE_NOTHING);
    stage_clear(&s);
}

/* Who did not see that the note was closed types on: until a pause of a second, no letter presses anything. */
static void what_is_typed_behind_a_note_does_nothing(void **state)
{
    (void)state;
    struct stage s;
    struct reading r;
    begin_aside(&s, &r, shelf.decks[index_of(&shelf, "azure")], fixed_widths, 1280, 800, 100);
    r.aside.forget = true;
    stage_key(&s, 'w');
    stage_wait(&s, NEW_SCREEN_MS);
    stage_key(&s, KEY_ESCAPE);
    assert_int_equal(r.aside_view.page, ASIDE_MENU);
    for (int i = 0; i < 3; i++) {
        stage_wait(&s, 900);
        for (const char *c = "afwr."; *c; c++) {
            stage_key(&s, *c);
            stage_typed(&s, (uint32_t)*c);
        }
        assert_int_equal(r.aside_view.page, ASIDE_MENU);
        assert_int_equal(r.aside_action, ASIDE_NOTHING);
    }
    stage_wait(&s, 1000);
    stage_key(&s, 'a');
    assert_int_equal(r.aside_view.page, ASIDE_SURE);
    stage_clear(&s);
}

static void forgetting_is_asked_for_twice(void **state)
{
    (void)state;
    struct stage s;
    struct reading r;
    begin_aside(&s, &r, shelf.decks[index_of(&shelf, "azure")], fixed_widths, 1280, 800, 100);
    r.aside.forget = true;
    stage_frame(&s);
    for (const char *c = "ffaa"; *c; c++) { /* no letter answers */
        stage_key(&s, *c);
        stage_wait(&s, NEW_SCREEN_MS);
        assert_int_equal(r.aside_action, ASIDE_NOTHING);
        assert_int_equal(r.aside_view.page, ASIDE_SURE);
    }
    stage_key(&s, KEY_ESCAPE);
    assert_int_equal(r.aside_view.page, ASIDE_MENU);
    assert_int_equal(r.aside_action, ASIDE_NOTHING);
    stage_wait(&s, NEW_SCREEN_MS);
    stage_key(&s, 'f');
    stage_key(&s, KEY_ENTER); /* too soon to have been read */
    assert_int_equal(r.aside_action, ASIDE_NOTHING);
    stage_wait(&s, NEW_SCREEN_MS);
    stage_key(&s, KEY_ENTER);
    assert_int_equal(r.aside_action, ASIDE_FORGET);
    stage_wait(&s, NEW_SCREEN_MS);
    stage_click(&s, stage_find(&s, "Forget this deck", NULL));
    assert_int_equal(r.aside_action, ASIDE_NOTHING);
    stage_click(&s, stage_find(&s, "Yes, forget this deck", NULL));
    assert_int_equal(r.aside_action, ASIDE_FORGET_DECK);
    stage_clear(&s);
}

static void what_is_kept_for_exams_cannot_rest(void **state)
{
    (void)state;
    struct stage s;
    struct reading r;
    const struct deck *bank = shelf.decks[index_of(&shelf, "az-900")];
    int q = 0;
    while (!bank->questions[q].for_exam)
        q++;
    begin_aside(&s, &r, bank, fixed_widths, 1280, 800, 100);
    r.aside.n = 0;
    aside_about(&r.aside, bank, deck_item_of_question(bank, q), "a");
    stage_frame(&s);
    assert_null(stage_find(&s, "Do not ask again", NULL));
    stage_key(&s, 'r');
    assert_int_equal(r.aside_action, ASIDE_NOTHING);
    stage_clear(&s);
}

static void one_of_several_is_chosen(void **state)
{
    (void)state;
    struct stage s;
    struct reading r;
    const struct deck *deck = shelf.decks[index_of(&shelf, "azure")];
    begin_aside(&s, &r, deck, fixed_widths, 1280, 800, 100);
    r.aside.n = 0;
    for (int layer = 0; layer < 3; layer++)
        aside_about_cell(&r.aside, deck, deck_item_of_cell(deck, layer, 1), layer - 1);
    assert_string_equal(r.aside.items[0].answered, "");
    assert_string_equal(r.aside.items[2].answered, "shared");
    stage_frame(&s);
    stage_click(&s, stage_find(&s, "Accounts and identities in IaaS", NULL));
    assert_int_equal(r.aside_view.chosen, 2);
    stage_clear(&s);
}

/* -- pictures -- */

static struct aside_item resting[3];

static void list_resting(void)
{
    const struct deck *azure = shelf.decks[index_of(&shelf, "azure")], *terms = shelf.decks[index_of(&shelf, "terms")],
                      *bank = shelf.decks[index_of(&shelf, "az-900")];
    int q = 0;
    while (bank->questions[q].for_exam)
        q++;
    resting[0] = (struct aside_item){.deck = azure, .item = deck_item_of_cell(azure, 6, 1)};
    resting[1] = (struct aside_item){.deck = bank, .item = deck_item_of_question(bank, q)};
    resting[2] = (struct aside_item){.deck = terms, .item = 3};
}

/* The focus goes through all of a long list, but more often than there are controls: see tab_goes_through_all. */
static bool is_long(const struct stage *s)
{
    for (int i = 0; i < s->ui.n_controls; i++)
        if (rect_empty(tidy_control_seen(&s->ui.controls[i])))
            return true;
    return false;
}

/* In each state, the whole of it: pages are turned down to their end. */
static void look(struct stage *s, struct tidy *tidy, const char *name, bool keys)
{
    snprintf(tidy->where, sizeof tidy->where, "%s, %dx%d, text %d %%, %s", name, s->in.width_px, s->in.height_px,
             s->in.text_percent, s->deck ? s->deck->title : "");
    tidy_texts(tidy, s);
    tidy_controls(tidy, s);
    if (keys && !is_long(s))
        tidy_focus(tidy, s);
}

static void look_at_deck(struct stage *s, struct tidy *tidy, const char *name)
{
    struct reading *r = s->of;
    look(s, tidy, name, true);
    stage_key(s, KEY_END);
    look(s, tidy, name, false);
    stage_key(s, KEY_HOME);
    for (int i = 0; i < 6; i++) {
        stage_key(s, KEY_DOWN);
        look(s, tidy, name, false);
        for (int page = 0; page < 3; page++) {
            stage_key(s, KEY_PAGE_DOWN);
            look(s, tidy, name, false);
        }
    }
    stage_key(s, KEY_ENTER);
    stage_wait(s, NEW_SCREEN_MS);
    look(s, tidy, name, false);
    r->facts.not_saved = "Nothing is being saved: /home/eva/.local/share/demarc/learner.db: the disk is full";
    r->facts.said =
        "In the browser: https://learn.microsoft.com/en-us/azure/security/fundamentals/shared-responsibility";
    stage_frame(s);
    look(s, tidy, name, false);
    for (int page = 0; page < 8; page++) {
        stage_key(s, KEY_PAGE_DOWN);
        look(s, tidy, name, false);
    }
}

static void look_at_aside(struct stage *s, struct tidy *tidy)
{
    struct reading *r = s->of;
    look(s, tidy, "more", true);
    r->aside.forget = true;
    r->aside_facts.resting = resting;
    r->aside_facts.n_resting = 3;
    r->aside_facts.rests = r->aside_facts.undo = true;
    r->aside_facts.said = "Not asked any more: Operating system in PaaS";
    stage_frame(s);
    look(s, tidy, "more-explore", true);
    stage_key(s, 'f');
    look(s, tidy, "more-forget", false);
    stage_wait(s, NEW_SCREEN_MS);
    stage_key(s, KEY_ESCAPE);
    stage_wait(s, NEW_SCREEN_MS);
    stage_key(s, 'n');
    stage_wait(s, NEW_SCREEN_MS);
    look(s, tidy, "more-resting", true);
    stage_key(s, KEY_DOWN);
    stage_key(s, KEY_DOWN);
    look(s, tidy, "more-resting-last", false);
    stage_key(s, KEY_ESCAPE);
    r->aside_facts.said = NULL;
    stage_wait(s, NEW_SCREEN_MS);
    stage_key(s, 'w');
    stage_wait(s, NEW_SCREEN_MS);
    look(s, tidy, "report", false);
    stage_typed(s, 'A');
    r->aside_facts.failed =
        "Not written: Cannot write '/home/eva/.local/share/demarc/reports.txt': No space left on device.";
    stage_frame(s);
    look(s, tidy, "report-failed", false);
    r->aside_facts.path = r->aside_facts.failed = NULL;
    stage_frame(s);
    look(s, tidy, "report-nowhere", false);
}

static bool may_be_cut(const struct stage *s, const char *text)
{
    (void)s;
    return strncmp(text, "Nothing is being saved: /", 25) == 0;
}

static void fits_at(int percent)
{
    struct tidy tidy = {.may_be_cut = may_be_cut};
    for (int size = 0; size < SIZES; size++)
        for (int language = 0; language < 2; language++) {
            const struct shelf *of = language ? &dutch : &shelf;
            struct stage s;
            struct reading r;
            for (int d = (size + language) % 2; d < of->n; d += 2) { /* every other one in each window */
                begin(&s, &r, of, d, fonts_measure(fonts), sizes[size].w, sizes[size].h, percent);
                look_at_deck(&s, &tidy, "explore");
                end(&s);
            }
            begin(&s, &r, of, 0, fonts_measure(fonts), sizes[size].w, sizes[size].h, percent);
            stage_key(&s, 'd');
            stage_wait(&s, NEW_SCREEN_MS);
            look(&s, &tidy, "explore decks", true);
            end(&s);
            begin_aside(&s, &r, of->decks[index_of(of, "az-900")], fonts_measure(fonts), sizes[size].w, sizes[size].h,
                        percent);
            look_at_aside(&s, &tidy);
            stage_clear(&s);
        }
    assert_int_equal(tidy.failures, 0);
}

static void everything_fits_100(void **state)
{
    (void)state;
    fits_at(100);
}

static void everything_fits_150(void **state)
{
    (void)state;
    fits_at(150);
}

static void everything_fits_200(void **state)
{
    (void)state;
    fits_at(200);
}

static int load(void **state)
{
    (void)state;
    struct err err;
    shelf_load(&shelf, (const char *const[]){DECKS}, 1, NULL, NULL);
    shelf_load(&dutch, (const char *const[]){DECKS}, 1, "nl", NULL);
    fonts = fonts_new(FONTS, &err);
    list_resting();
    return !fonts || *shelf.problems || *dutch.problems;
}

static int unload(void **state)
{
    (void)state;
    fonts_free(fonts);
    shelf_clear(&shelf);
    shelf_clear(&dutch);
    return 0;
}

int main(int n, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_deck_is_told_whole),
        cmocka_unit_test(arrows_and_clicks_choose),
        cmocka_unit_test(tab_goes_through_all),
        cmocka_unit_test(the_source_opens),
        cmocka_unit_test(decks_are_chosen_from_a_list),
        cmocka_unit_test(a_narrow_window_shows_list_or_text),
        cmocka_unit_test(l_shows_the_deck_as_it_was_written),
        cmocka_unit_test(the_line_stands_where_it_truly_runs),
        cmocka_unit_test(the_side_page_does_what_it_says),
        cmocka_unit_test(what_is_typed_behind_a_note_does_nothing),
        cmocka_unit_test(forgetting_is_asked_for_twice),
        cmocka_unit_test(what_is_kept_for_exams_cannot_rest),
        cmocka_unit_test(one_of_several_is_chosen),
        cmocka_unit_test(everything_fits_100),
        cmocka_unit_test(everything_fits_150),
        cmocka_unit_test(everything_fits_200),
    };
    if (n > 1 && arguments[1][0] == '-')
        cmocka_set_skip_filter(arguments[1] + 1);
    else if (n > 1)
        cmocka_set_test_filter(arguments[1]);
    return cmocka_run_group_tests(tests, load, unload);
}
