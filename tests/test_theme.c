/* theme: every pair of colours that stands on a screen can be told apart, by the formula of WCAG 2. */
#include "ui/theme.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

enum { LOOKS = 6, KNOWN = 4 };
static const double sign_least = 3; /* signs, borders of controls, what is disabled */
static double text_least;           /* of the theme that is looked at */

static double linear(unsigned byte)
{
    double c = byte / 255.;
    return c <= .04045 ? c / 12.92 : pow((c + .055) / 1.055, 2.4);
}

static double luminance(uint32_t colour)
{
    return .2126 * linear(colour >> 16 & 0xff) + .7152 * linear(colour >> 8 & 0xff) + .0722 * linear(colour & 0xff);
}

static double contrast(uint32_t a, uint32_t b)
{
    double la = luminance(a), lb = luminance(b);
    return la > lb ? (la + .05) / (lb + .05) : (lb + .05) / (la + .05);
}

static int failed;
static bool told; /* what fails */

static void pair(const char *name, uint32_t on, uint32_t ground, double least)
{
    double ratio = contrast(on, ground);
    if (ratio >= least)
        return;
    failed++;
    if (told)
        print_error("%s: %06x on %06x is %.2f : 1, needed %.1f\n", name, (unsigned)on & 0xffffff,
                    (unsigned)ground & 0xffffff, ratio, least);
}

static void the_formula_is_that_of_wcag(void **state)
{
    (void)state;
    assert_true(fabs(contrast(0xff000000, 0xffffffff) - 21) < 1e-9);
    assert_true(fabs(contrast(0xff777777, 0xffffffff) - 4.478) < 1e-3);
    assert_true(fabs(contrast(0xffff0000, 0xffffffff) - 3.998) < 1e-3);
}

static void text_can_be_read(const struct theme *t)
{
    const struct {
        const char *name;
        uint32_t ground;
    } grounds[] = {{"background", t->background}, {"surface", t->surface}, {"hover", t->hover}};
    for (int g = 0; g < 3; g++) {
        char name[60];
        const struct {
            const char *name;
            uint32_t ink;
        } inks[] = {{"ink", t->ink}, {"muted", t->muted}, {"link", t->link}, {"right", t->right}, {"wrong", t->wrong}};
        for (int i = 0; i < (g == 2 ? 2 : 5); i++) { /* on what the pointer is over stands nothing coloured */
            snprintf(name, sizeof name, "%s on %s", inks[i].name, grounds[g].name);
            pair(name, inks[i].ink, grounds[g].ground, text_least);
        }
    }
    pair("the primary button", t->on_ink, t->ink, text_least);
    pair("the primary button, pointed at", t->on_ink, t->known[3], text_least);
    pair("the primary button, held", t->on_ink, t->known[2], text_least);
}

static void zones_can_be_read(const struct theme *t)
{
    for (int look = 0; look < LOOKS; look++) {
        char name[60];
        uint32_t ink = t->look[look].ink, ground = t->look[look].ground;
        const struct {
            const char *what;
            uint32_t on, ground;
        } pairs[] = {
            {"name on its ground", ink, ground},
            {"name on surface", ink, t->surface},
            {"name on background", ink, t->background}, /* a lit zone's head has its ground, a plain one surface */
            {"on_ink on its ink", t->on_ink, ink},
            {"layer on its ground", t->ink, ground},
            {"hint and ? on its ground", t->muted, ground},
            {"right on its ground", t->right, ground},
            {"wrong on its ground", t->wrong, ground}};
        for (int i = 0; i < (int)(sizeof pairs / sizeof *pairs); i++) {
            snprintf(name, sizeof name, "look %d, %s", look, pairs[i].what);
            pair(name, pairs[i].on, pairs[i].ground, text_least);
        }
    }
}

static void controls_can_be_seen(const struct theme *t)
{
    pair("edge on surface", t->edge, t->surface, sign_least);
    pair("edge on background", t->edge, t->background, sign_least);
    pair("disabled on surface", t->disabled, t->surface, sign_least);
    pair("disabled on background", t->disabled, t->background, sign_least);
    pair("focus ring on background", t->ink, t->background, sign_least);
    pair("focus ring on surface", t->ink, t->surface, sign_least);
    for (int look = 0; look < LOOKS; look++) {
        char name[60];
        snprintf(name, sizeof name, "look %d, border on background", look);
        pair(name, t->look[look].ink, t->background, sign_least);
        snprintf(name, sizeof name, "focus ring on look %d", look);
        pair(name, t->ink, t->look[look].ground, sign_least);
    }
}

/* What only decorates is seen, and weaker than what means something. */
static void grounds_can_be_told_apart(const struct theme *t)
{
    static const double faint_least = 1.15;
    pair("line on surface", t->line, t->surface, faint_least);
    pair("line on background", t->line, t->background, faint_least);
    pair("hover on surface", t->hover, t->surface, faint_least);
    if (contrast(t->line, t->surface) >= contrast(t->edge, t->surface))
        pair("edge against line", t->edge, t->line, 22);
}

/* From the ground towards ink, each step seen, and what is written on it read. */
static void knowledge_is_a_ramp(const struct theme *t)
{
    static const double step_least = 1.4, ground_least = 1.14, box_least = 1.2, hover_least = 1.05;
    pair("not met on background", t->known[0], t->background, ground_least);
    pair("not met, or answered in an exam, on surface", t->known[0], t->surface, box_least);
    pair("not met against what is pointed at", t->known[0], t->hover, hover_least);
    for (int i = 0; i < KNOWN; i++) {
        char name[60];
        snprintf(name, sizeof name, "text on known %d", i);
        pair(name, theme_on_known(t, i), t->known[i], text_least);
        snprintf(name, sizeof name, "known %d against the one before", i);
        if (i > 0)
            pair(name, t->known[i], t->known[i - 1], step_least);
        if (i > 0 && contrast(t->known[i], t->surface) <= contrast(t->known[i - 1], t->surface))
            pair(name, t->known[i], t->known[i], step_least); /* it goes back */
    }
}

static int problems(const struct theme *t, double least)
{
    failed = 0;
    text_least = least;
    text_can_be_read(t);
    zones_can_be_read(t);
    controls_can_be_seen(t);
    grounds_can_be_told_apart(t);
    knowledge_is_a_ramp(t);
    return failed;
}

static const struct {
    const char *name;
    const struct theme *theme;
    double text_least;
} themes[] = {{"light", &theme_light, 4.5}, {"dark", &theme_dark, 4.5}, {"contrast", &theme_contrast, 7}};
enum { THEMES = sizeof themes / sizeof *themes };

static void every_pair_can_be_told_apart(void **state)
{
    (void)state;
    int all = 0;
    told = true;
    for (int i = 0; i < THEMES; i++) {
        int n = problems(themes[i].theme, themes[i].text_least);
        if (n)
            print_error("in the theme %s\n", themes[i].name);
        all += n;
    }
    told = false;
    assert_int_equal(all, 0);
}

/* A theme is all tokens and nothing else, so its bytes are walked: each token in turn becomes what it must not be. */
static void a_spoilt_token_is_noticed(void **state)
{
    (void)state;
    enum { TOKENS = sizeof(struct theme) / sizeof(uint32_t) };
    assert_int_equal(TOKENS, 12 + 2 * LOOKS + KNOWN);
    for (int i = 0; i < THEMES; i++)
        for (int token = 0; token < TOKENS; token++) {
            struct theme spoilt = *themes[i].theme;
            uint32_t *tokens = (uint32_t *)&spoilt;
            const struct theme *good = themes[i].theme;
            bool is_ground = tokens[token] == good->background || tokens[token] == good->surface ||
                             tokens[token] == good->hover || tokens[token] == good->line;
            for (int look = 0; look < LOOKS; look++)
                is_ground = is_ground || tokens[token] == good->look[look].ground;
            tokens[token] = is_ground ? good->ink : good->background;
            if (&tokens[token] == &spoilt.on_ink)
                spoilt.on_ink = good->ink;
            if (!problems(&spoilt, themes[i].text_least))
                fail_msg("%s: token %d can be anything", themes[i].name, token);
        }
}

/* A little too faint is noticed, too: each ink on the way to the ground it stands on. */
static void what_is_a_little_too_faint_is_noticed(void **state)
{
    (void)state;
    for (int i = 0; i < THEMES; i++) {
        const struct theme *good = themes[i].theme;
        static const size_t inks[] = {offsetof(struct theme, ink),   offsetof(struct theme, muted),
                                      offsetof(struct theme, link),  offsetof(struct theme, right),
                                      offsetof(struct theme, wrong), offsetof(struct theme, look)};
        for (size_t k = 0; k < sizeof inks / sizeof *inks; k++) {
            struct theme spoilt = *good;
            uint32_t *token = (uint32_t *)((char *)&spoilt + inks[k]), was = *token;
            for (int part = 0; part < 256 && contrast(*token, good->background) >= themes[i].text_least; part++) {
                *token = 0xff000000;
                for (int shift = 0; shift < 24; shift += 8) {
                    int from = (int)(was >> shift & 0xff), to = (int)(good->background >> shift & 0xff);
                    *token |= (uint32_t)(from + (to - from) * part / 256) << shift;
                }
            }
            assert_true(problems(&spoilt, themes[i].text_least) > 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_formula_is_that_of_wcag),
        cmocka_unit_test(every_pair_can_be_told_apart),
        cmocka_unit_test(a_spoilt_token_is_noticed),
        cmocka_unit_test(what_is_a_little_too_faint_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
