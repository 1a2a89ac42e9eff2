/* Moves on a card or a question. A choice is undone by putting back the one before it, which is one number. */
#include "play/answering.h"

#include <string.h>

void answering_card(struct answering *a)
{
    a->turned = false;
    a->rating = a->n_undo = 0;
    a->choice = (struct choice){0};
}

void answering_question(struct answering *a, const struct deck_question *question, uint64_t seed)
{
    answering_card(a);
    choice_init(&a->choice, question, seed);
}

bool answering_card_move(struct answering *a, struct move move)
{
    if (move.kind == MOVE_TURN && !a->turned)
        return a->turned = true;
    if (move.kind != MOVE_RATE || !a->turned || move.at < 1 || move.at > 4)
        return false;
    a->rating = move.at;
    return true;
}

static short remembered(const struct choice *choice)
{
    int code = choice_code(choice) + 1;
    return (short)(choice->unsure ? -code : code);
}

static bool undo(struct answering *a)
{
    if (!a->n_undo)
        return false;
    int code = a->undo[--a->n_undo];
    a->choice.unsure = code < 0;
    choice_take_code(&a->choice, (code < 0 ? -code : code) - 1);
    return true;
}

static bool change(struct choice *choice, struct move move)
{
    bool there = move.at >= 0 && move.at < choice->n_options;
    switch (move.kind) {
    case MOVE_CHOOSE:
        return there && !choice->grid && choice_pick(choice, move.at);
    case MOVE_YES:
    case MOVE_NO:
        if (!there || !choice->grid)
            return false;
        choice_say(choice, move.at, move.kind == MOVE_YES);
        return true;
    case MOVE_UNSURE:
        if (move.at != 0 || !choice_count(choice))
            return false; /* not sure of nothing */
        choice->unsure = !choice->unsure;
        return true;
    default:
        return false;
    }
}

bool answering_question_move(struct answering *a, struct move move)
{
    if (move.kind == MOVE_UNDO)
        return undo(a);
    short before = remembered(&a->choice);
    if (!change(&a->choice, move))
        return false;
    if (!choice_count(&a->choice))
        a->choice.unsure = false;
    if (a->n_undo == ANSWERING_UNDO_MAX)
        memmove(a->undo, a->undo + 1, (size_t)--a->n_undo * sizeof *a->undo);
    a->undo[a->n_undo++] = before;
    return true;
}
