/* theme: every pair of colours that stands on a screen can be told apart, by the formula of WCAG 2. */
#include "ui/theme.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

enum { LOOKS = 6 };
static const double text_least = 4.5, sign_least = 3; /* signs, borders of controls, what is disabled */

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

static void pair(const char *name, uint32_t on, uint32_t ground, double least)
{
    double ratio = contrast(on, ground);
    if (ratio >= least)
        return;
    print_error("%s: %06x on %06x is %.2f : 1, needed %.1f\n", name, (unsigned)on & 0xffffff,
                (unsigned)ground & 0xffffff, ratio, least);
    failed++;
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
        for (int i = 0; i < (g == 2 ? 1 : 5); i++) { /* on what the pointer is over stands only ink */
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

static void light(void **state)
{
    (void)state;
    failed = 0;
    text_can_be_read(&theme_light);
    zones_can_be_read(&theme_light);
    controls_can_be_seen(&theme_light);
    assert_int_equal(failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_formula_is_that_of_wcag), cmocka_unit_test(light)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
