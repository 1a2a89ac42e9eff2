/* Moves as lines of text: what is on disk of a session. One table has the words and what follows them. */
#include "play/move.h"

#include "play/board.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *word;
    bool has_at;
    enum { NO_ZONE, HAS_ZONE, HAS_EDGE } zone;
} forms[] = {
    [MOVE_PLACE] = {"place", true, HAS_ZONE},
    [MOVE_PLACE_UNSURE] = {"place-unsure", true, HAS_ZONE},
    [MOVE_BACK] = {"back", true, NO_ZONE},
    [MOVE_UNSURE] = {"unsure", true, NO_ZONE},
    [MOVE_UNDO] = {"undo", false, NO_ZONE},
    [MOVE_EDGE] = {"edge", true, HAS_EDGE},
    [MOVE_CHOOSE] = {"choose", true, NO_ZONE},
    [MOVE_YES] = {"yes", true, NO_ZONE},
    [MOVE_NO] = {"no", true, NO_ZONE},
    [MOVE_TURN] = {"turn", false, NO_ZONE},
    [MOVE_RATE] = {"rate", true, NO_ZONE},
    [MOVE_CHECK] = {"check", false, NO_ZONE},
    [MOVE_SLIP_ROW] = {"slip-row", true, NO_ZONE},
    [MOVE_SLIP] = {"slip", false, NO_ZONE},
    [MOVE_NEXT] = {"next", false, NO_ZONE},
};

/* The model with that id; n_models: there is none. */
static int find_model(const struct deck *deck, const char *id)
{
    int model = 0;
    while (model < deck->n_models && strcmp(deck->models[model].id, id) != 0)
        model++;
    return model;
}

/* Ids have no capitals. */
static const char *end_word(const struct deck *deck)
{
    return find_model(deck, "end") < deck->n_models ? "END" : "end";
}

static const char *edge_word(const struct deck *deck, int edge)
{
    return edge < deck->n_models ? deck->models[edge].id : end_word(deck);
}

/* -1: no such edge. */
static int find_edge(const struct deck *deck, const char *word)
{
    int edge = find_model(deck, word);
    return edge < deck->n_models || strcmp(word, end_word(deck)) == 0 ? edge : -1;
}

void move_format(struct move move, const struct deck *deck, char *text, size_t size)
{
    const char *word = forms[move.kind].word;
    int length;
    if (forms[move.kind].zone != NO_ZONE)
        length = snprintf(text, size, "%s %d %s", word, move.at,
                          forms[move.kind].zone == HAS_EDGE ? edge_word(deck, move.zone) : deck->zones[move.zone].id);
    else if (forms[move.kind].has_at)
        length = snprintf(text, size, "%s %d", word, move.at);
    else
        length = snprintf(text, size, "%s", word);
    assert(length > 0 && (size_t)length < size);
}

/* Reads " 12", without a sign or a needless 0; returns what follows, or NULL. */
static const char *read_at(const char *text, int *at)
{
    if (*text++ != ' ' || *text < '0' || *text > '9')
        return NULL;
    const char *first = text;
    for (*at = 0; *text >= '0' && *text <= '9' && *at < BOARD_CELLS_MAX; text++)
        *at = *at * 10 + (*text - '0');
    bool needless = *first == '0' && text - first > 1;
    return needless || *at >= BOARD_CELLS_MAX ? NULL : text;
}

static bool read_rest(const char *text, const struct deck *deck, struct move *move)
{
    if (forms[move->kind].has_at)
        text = read_at(text, &move->at);
    if (!text || forms[move->kind].zone == NO_ZONE)
        return text && *text == '\0';
    if (*text != ' ')
        return false;
    move->zone = forms[move->kind].zone == HAS_EDGE ? find_edge(deck, text + 1) : deck_zone_index(deck, text + 1);
    return move->zone >= 0;
}

bool move_parse(const char *text, const struct deck *deck, struct move *move)
{
    for (int kind = MOVE_PLACE; kind <= MOVE_NEXT; kind++) {
        size_t length = strlen(forms[kind].word);
        struct move read = {.kind = (enum move_kind)kind};
        if (strncmp(text, forms[kind].word, length) == 0 && read_rest(text + length, deck, &read)) {
            *move = read;
            return true;
        }
    }
    return false;
}
