/* The options of a question on a terminal: numbers choose them, of a grid a number with y or n answers a statement. */
#include "base/tr.h"
#include "screens/options.h"
#include "text_shared.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const char *given_words(const struct choice *choice, int at)
{
    if (choice->given[at] == CHOICE_YES)
        return choice->grid ? tr(", you said yes") : tr(", chosen");
    return choice->given[at] == CHOICE_NO ? tr(", you said no") : "";
}

void text_choice_say(struct text *t, const struct deck_question *question, const struct choice *choice)
{
    for (int at = 0; at < choice->n_options; at++)
        text_say(t, "%d %s%s", at + 1, question->options[choice->order[at]].text, given_words(choice, at));
}

void text_choice_explain(struct text *t, const struct deck_question *question, const struct choice *choice)
{
    for (int at = 0; at < choice->n_options; at++) {
        const struct deck_option *option = &question->options[choice->order[at]];
        char words[120];
        options_verdict(option, choice, at, words, sizeof words);
        text_say(t, tr("%d %s: %s."), at + 1, option->text, words);
        if (option->why)
            text_say(t, "%s", option->why);
    }
}

/* "2", "2y", "2n"; the length of the word is that of one such. */
static bool read_pick(const struct choice *choice, const char *word, size_t length, int *at, enum choice_given *given)
{
    if (length < 1 || *word < '1' || *word >= '1' + choice->n_options)
        return false;
    *at = *word - '1';
    *given = CHOICE_YES;
    if (!choice->grid)
        return length == 1;
    int answer = length > 1 ? tolower((unsigned char)word[1]) : 0;
    *given = answer == 'n' ? CHOICE_NO : CHOICE_YES;
    return length == 2 && (answer == 'y' || answer == 'n');
}

bool text_choice_take(struct text *t, const char *line, const struct choice *choice,
                      bool (*pick)(struct text *t, enum choice_given given, int at), bool *unsure)
{
    enum { PICKS_MAX = 20 };
    int at[PICKS_MAX], n = 0;
    enum choice_given given[PICKS_MAX];
    *unsure = false;
    for (const char *word = line; *word; word += strspn(word, " \t,")) {
        size_t length = strcspn(word, " \t,"), whole = length;
        bool mark = length && word[length - 1] == '?';
        *unsure = *unsure || mark;
        length -= mark;
        if (length && (n == PICKS_MAX || !read_pick(choice, word, length, &at[n], &given[n])))
            return false;
        n += length > 0;
        word += whole;
    }
    for (int i = 0; i < n && !t->taken; i++)
        if (!pick(t, given[i], at[i]))
            break;
    return n > 0;
}
