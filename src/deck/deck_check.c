/* The table of rules, and what all of them share: telling, silencing, order. */
#include "deck/deck_check.h"

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "deck/deck_allow.h"
#include "deck/deck_checking.h"
#include "deck/word.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    void (*find)(struct deck_check *check);
    bool translated; /* it is about texts, so it is asked of translations too */
} rules[] = {
    {"line-back", rule_line_back, false},
    {"zone-never-right", rule_zone_never_right, false},
    {"one-line-rule", rule_one_line, false},
    {"no-why", rule_no_why, false},
    {"no-wrong", rule_no_wrong, false},
    {"no-means", rule_no_means, false},
    {"no-like", rule_no_like, false},
    {"no-short", rule_no_short, true},
    {"old-source", rule_old_source, false},
    {"unused-source", rule_unused_source, false},
    {"long-right", rule_long_right, true},
    {"text-fit", rule_text_fit, true},
    {"untranslated", rule_untranslated, true},
    {"exam-share", rule_exam_share, false},
    {"bank-small", rule_bank_small, false},
    {"objective", rule_objective, false},
    {"about", rule_about, false},
    {"board", rule_board, false},
    {"conflicts", rule_conflicts, false},
    {"unused-allow", NULL, true}, /* when all the others have told what they found */
};
enum { RULES = sizeof rules / sizeof *rules };

const char *deck_check_rule(int i)
{
    return i < RULES ? rules[i].name : NULL;
}

/* One that can be silenced. */
static bool is_rule(const char *name)
{
    for (int i = 0; i < RULES; i++)
        if (rules[i].find && strcmp(rules[i].name, name) == 0)
            return true;
    return false;
}

/* -- telling -- */

int check_length(const char *text)
{
    int n = utf8_count(text);
    for (const char *at = text; (at = strstr(at, "\xc2\xad")); at += 2)
        n--;
    return n;
}

/* Is it silenced on that line? Notes that it was. */
static bool is_allowed(struct deck_check *check, int line)
{
    int low = 0, high = check->n_allows;
    while (low < high) {
        int middle = (low + high) / 2;
        if (check->allows[middle].at.line < line)
            low = middle + 1;
        else
            high = middle;
    }
    bool allowed = false;
    for (; low < check->n_allows && check->allows[low].at.line == line; low++) {
        struct deck_allow *allow = &check->allows[low];
        if (!allow->reason || strcmp(allow->rule, check->rule) != 0)
            continue;
        allow->used = allowed = true;
    }
    return allowed;
}

static void put(struct deck_check *check, struct deck_mark at, const char *rule, const char *format, va_list args)
{
    if (check->n == DECK_FINDINGS_MAX) {
        check->more++;
        return;
    }
    check->found = xgrow(check->found, check->n, &check->capacity, sizeof *check->found);
    struct deck_finding *found = &check->found[check->n++];
    *found = (struct deck_finding){.line = at.line, .column = at.column, .rule = rule};
    size_t length = (size_t)vsnprintf(found->text, sizeof found->text, format, args);
    if (length < sizeof found->text)
        return;
    for (length = sizeof found->text - 1; !utf8_valid(found->text, length);)
        length--;
    found->text[length] = '\0';
}

static void warn(struct deck_check *check, struct deck_mark at, const char *format, va_list args)
{
    if (check->rule == rules[RULES - 1].name || !is_allowed(check, at.line))
        put(check, at, check->rule, format, args);
}

void check_tell(struct deck_check *check, struct deck_mark at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    warn(check, at, format, args);
    va_end(args);
}

void check_tell_text(struct deck_check *check, const char *text, const char *format, ...)
{
    if (!deck_owns(check->deck, text))
        return;
    va_list args;
    va_start(args, format);
    warn(check, deck_text_at(text), format, args);
    va_end(args);
}

void deck_check_cut(struct deck_check *check, const char *text, const char *format, ...)
{
    if (!deck_owns(check->deck, text))
        return;
    va_list args;
    va_start(args, format);
    warn(check, deck_text_at(text), format, args);
    va_end(args);
}

void check_error(struct deck_check *check, struct deck_mark at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    put(check, at, NULL, format, args);
    va_end(args);
}

/* -- silencing -- */

static void tell_unknown(struct deck_check *check, const struct deck_allow *allow)
{
    const char *near = word_near((struct words){rules, sizeof *rules, RULES - 1}, allow->rule);
    if (near)
        check_tell(check, allow->at, tr("there is no warning '%s'; did you mean '%s'?"), allow->rule, near);
    else
        check_tell(check, allow->at, tr("there is no warning '%s'; copy the name from what demarc check prints"),
                   allow->rule);
}

static void tell_unused(struct deck_check *check)
{
    check->rule = rules[RULES - 1].name;
    for (int i = 0; i < check->n_allows; i++) {
        const struct deck_allow *allow = &check->allows[i];
        if (!allow->known)
            tell_unknown(check, allow);
        else if (!allow->reason)
            check_tell(check, allow->at,
                       tr("this silences nothing without a reason; write '# allow %s: ' and why it is right"),
                       allow->rule);
        else if (!allow->used)
            check_tell(check, allow->at, tr("there is no %s on this line to be silenced; take this comment out"),
                       allow->rule);
    }
}

static int by_place(const void *a, const void *b)
{
    const struct deck_finding *m = a, *n = b;
    int line = m->line - n->line, column = m->column - n->column;
    int same = m->rule && n->rule ? strcmp(m->rule, n->rule) : (m->rule != NULL) - (n->rule != NULL);
    return line ? line : column ? column : same ? same : strcmp(m->text, n->text);
}

void deck_check_run(struct deck_check *check)
{
    check->allows = deck_allow_find(check->bytes, check->size, is_rule, &check->n_allows);
    if (!check->deck->base)
        check_own_tests(check);
    for (int i = 0; i < RULES - 1; i++) {
        check->rule = rules[i].name;
        if (rules[i].translated || !check->deck->base)
            rules[i].find(check);
    }
    tell_unused(check);
    if (check->n)
        qsort(check->found, (size_t)check->n, sizeof *check->found, by_place);
}

void deck_check_clear(struct deck_check *check)
{
    free(check->found);
    free(check->allows);
}
