/* A question while it is answered. Positions on the screen are what a person means; only order[] knows the deck. */
#include "play/choice.h"

#include "base/rng.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

void choice_init(struct choice *choice, const struct deck_question *question, uint64_t seed)
{
    uint64_t rank[DECK_OPTIONS_MAX];
    *choice = (struct choice){.n_options = question->n_options, .grid = question->grid};
    assert(question->n_options <= DECK_OPTIONS_MAX);
    for (int option = 0; option < question->n_options; option++) {
        char key[2 * DECK_ID_MAX + 2];
        snprintf(key, sizeof key, "%s/%s", question->id, question->options[option].id);
        uint64_t hash = question->grid ? (uint64_t)option : rng_hash(seed, key);
        int at = option;
        for (; at > 0 && rank[at - 1] > hash; at--) {
            rank[at] = rank[at - 1];
            choice->order[at] = choice->order[at - 1];
        }
        rank[at] = hash;
        choice->order[at] = option;
        choice->n_right += !question->grid && question->options[option].right;
    }
}

int choice_count(const struct choice *choice)
{
    int n = 0;
    for (int at = 0; at < choice->n_options; at++)
        n += choice->given[at] != CHOICE_OPEN;
    return n;
}

bool choice_whole(const struct choice *choice)
{
    return choice_count(choice) == (choice->grid ? choice->n_options : choice->n_right);
}

bool choice_pick(struct choice *choice, int at)
{
    assert(!choice->grid && at >= 0 && at < choice->n_options);
    if (choice->given[at] == CHOICE_YES) {
        choice->given[at] = CHOICE_OPEN;
        return true;
    }
    if (choice->n_right == 1)
        memset(choice->given, 0, sizeof choice->given);
    else if (choice_whole(choice))
        return false;
    choice->given[at] = CHOICE_YES;
    return true;
}

void choice_say(struct choice *choice, int at, bool yes)
{
    enum choice_given given = yes ? CHOICE_YES : CHOICE_NO;
    assert(choice->grid && at >= 0 && at < choice->n_options);
    choice->given[at] = choice->given[at] == given ? CHOICE_OPEN : given;
}

bool choice_fits(const struct choice *choice, const struct deck_question *question, int at)
{
    bool right = question->options[choice->order[at]].right;
    if (choice->grid)
        return choice->given[at] == (right ? CHOICE_YES : CHOICE_NO);
    return (choice->given[at] == CHOICE_YES) == right;
}

bool choice_right(const struct choice *choice, const struct deck_question *question)
{
    for (int at = 0; at < choice->n_options; at++)
        if (!choice_fits(choice, question, at))
            return false;
    return true;
}

static enum choice_given given_of(const struct choice *choice, int option)
{
    for (int at = 0; at < choice->n_options; at++)
        if (choice->order[at] == option)
            return choice->given[at];
    return CHOICE_OPEN;
}

void choice_format(const struct choice *choice, const struct deck_question *question, char text[CHOICE_TEXT_MAX])
{
    int length = 0;
    *text = '\0';
    for (int option = 0; option < choice->n_options; option++) {
        enum choice_given given = given_of(choice, option);
        if (given == CHOICE_OPEN)
            continue;
        const char *sign = !choice->grid ? "" : given == CHOICE_YES ? "+" : "-";
        length += snprintf(text + length, CHOICE_TEXT_MAX - (size_t)length, "%s%s%s", length ? " " : "",
                           question->options[option].id, sign);
        assert(length < CHOICE_TEXT_MAX);
    }
}

/* The option that the word, `length` long, begins with as a whole; -1: there is none. */
static int find_option(const struct deck_question *question, const char *word, size_t length)
{
    for (int option = 0; option < question->n_options; option++) {
        const char *id = question->options[option].id;
        if (strlen(id) == length && strncmp(id, word, length) == 0)
            return option;
    }
    return -1;
}

static int position_of(const struct choice *choice, int option)
{
    int at = 0;
    while (choice->order[at] != option)
        at++;
    return at;
}

bool choice_parse(const char *text, const struct deck_question *question, struct choice *choice)
{
    struct choice read = *choice;
    memset(read.given, 0, sizeof read.given);
    while (*text) {
        size_t length = strcspn(text, " ");
        const char *next = text + length + strspn(text + length, " ");
        enum choice_given given = CHOICE_YES;
        if (read.grid) {
            char sign = length ? text[length - 1] : '\0';
            if (sign != '+' && sign != '-')
                return false;
            given = sign == '+' ? CHOICE_YES : CHOICE_NO;
            length--;
        }
        int option = find_option(question, text, length);
        if (option < 0 || read.given[position_of(&read, option)] != CHOICE_OPEN)
            return false;
        read.given[position_of(&read, option)] = given;
        text = next;
    }
    if (!read.grid && choice_count(&read) > read.n_right)
        return false;
    *choice = read;
    return true;
}

int choice_code(const struct choice *choice)
{
    int code = 0;
    for (int option = choice->n_options - 1; option >= 0; option--)
        code = code * 3 + (int)given_of(choice, option);
    return code;
}

void choice_take_code(struct choice *choice, int code)
{
    for (int option = 0; option < choice->n_options; option++, code /= 3)
        choice->given[position_of(choice, option)] = (enum choice_given)(code % 3);
}
