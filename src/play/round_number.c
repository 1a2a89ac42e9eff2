/* The round number: a row of bits, five to a letter, with a check letter behind them. The check is a remainder over the
   field of 32 elements, so one wrong letter or two neighbours that changed places never go unnoticed. Which decks it
   means is said by 25 bits of their fingerprints, so a number finds its decks among those that are here. */
#include "base/mem.h"
#include "base/tr.h"
#include "play/round.h"

#include <string.h>

static const char letters[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"; /* no 0 O 1 I */

enum { FORMAT = 1, FORMAT_BITS = 4, TEAM_BITS = 3, BOARD_BITS = 5, SECOND_BITS = 10, SEED_BITS = 30, DECK_BITS = 3 };
enum { PRINT_BITS = 25, GROUP = 4, VALUES_MAX = ROUND_NUMBER_MAX * 4 / 5 - 2 };

struct values {
    unsigned char at[VALUES_MAX]; /* five bits each */
    int n_bits, limit;            /* limit: bits there are to read */
};

static void put(struct values *v, uint32_t value, int bits)
{
    for (int bit = bits - 1; bit >= 0; bit--, v->n_bits++)
        v->at[v->n_bits / 5] |= (unsigned char)((value >> bit & 1) << (4 - v->n_bits % 5));
}

/* Past the end there are noughts, and n_bits tells. */
static uint32_t take(struct values *v, int bits)
{
    uint32_t value = 0;
    for (; bits > 0; bits--, v->n_bits++)
        value = value << 1 | (v->n_bits < v->limit ? v->at[v->n_bits / 5] >> (4 - v->n_bits % 5) & 1u : 0);
    return value;
}

static int check_of(const unsigned char *at, int n)
{
    unsigned sum = 1;
    for (int i = 0; i < n; i++) {
        sum <<= 1; /* times x, modulo x^5 + x^2 + 1 */
        sum = (sum ^ (sum & 32 ? 0x25u : 0)) ^ at[i];
    }
    sum <<= 1;
    return (int)(sum ^ (sum & 32 ? 0x25u : 0));
}

static uint32_t print_of(const struct deck *deck)
{
    uint64_t print = deck->print;
    return (uint32_t)((print ^ print >> PRINT_BITS ^ print >> (2 * PRINT_BITS)) & ((1u << PRINT_BITS) - 1));
}

/* One bit where all are ticked, else one for each behind it. */
static void put_ticks(struct values *v, const bool *ticks, int n)
{
    bool all = true;
    for (int i = 0; i < n; i++)
        all = all && ticks[i];
    put(v, all, 1);
    for (int i = 0; i < n && !all; i++)
        put(v, ticks[i], 1);
}

static void take_ticks(struct values *v, bool *ticks, int n)
{
    bool all = take(v, 1);
    for (int i = 0; i < n; i++)
        ticks[i] = all || take(v, 1);
}

void round_number(const struct round_setup *setup, char text[ROUND_NUMBER_MAX])
{
    struct values v = {0};
    put(&v, FORMAT, FORMAT_BITS);
    put(&v, (uint32_t)setup->n_teams, TEAM_BITS);
    put(&v, (uint32_t)setup->boards, BOARD_BITS);
    put(&v, (uint32_t)setup->seconds, SECOND_BITS);
    put(&v, setup->seed, SEED_BITS);
    put(&v, (uint32_t)setup->n_decks - 1, DECK_BITS);
    for (int d = 0; d < setup->n_decks; d++) {
        const struct round_deck *one = &setup->decks[d];
        put(&v, print_of(one->deck), PRINT_BITS);
        put_ticks(&v, one->models, one->deck->n_models);
        put_ticks(&v, one->layers, one->deck->n_layers);
    }
    int n = (v.n_bits + 4) / 5;
    v.at[n] = (unsigned char)check_of(v.at, n);
    for (int i = 0; i <= n; i++) {
        if (i && i % GROUP == 0)
            *text++ = '-';
        *text++ = letters[v.at[i]];
    }
    *text = '\0';
}

/* -- reading -- */

static bool mistyped(struct err *err)
{
    return err_set(err, tr("This is not a round number: a letter or digit is wrong, missing or too many."));
}

static bool read_letters(const char *text, struct values *v, struct err *err)
{
    int n = 0;
    for (; *text; text++) {
        char c = *text >= 'a' && *text <= 'z' ? (char)(*text - 32) : *text;
        const char *letter = strchr(letters, c);
        if (c == '-' || c == ' ')
            continue;
        if (strchr("0O1I", c))
            return err_set(err, tr("A round number has no %c: look at it again."), c);
        if (!letter || n == VALUES_MAX)
            return mistyped(err);
        v->at[n++] = (unsigned char)(letter - letters);
    }
    if (n < 2 || check_of(v->at, n - 1) != v->at[n - 1])
        return mistyped(err);
    v->limit = (n - 1) * 5;
    return true;
}

static bool read_deck(struct values *v, const struct deck *const *decks, int n_decks, struct round_setup *setup,
                      struct err *err)
{
    uint32_t print = take(v, PRINT_BITS);
    for (int d = 0; d < n_decks; d++) {
        if (print_of(decks[d]) != print || round_setup_find(setup, decks[d]) >= 0)
            continue;
        round_setup_add(setup, decks[d]);
        struct round_deck *one = &setup->decks[setup->n_decks - 1];
        take_ticks(v, one->models, decks[d]->n_models);
        take_ticks(v, one->layers, decks[d]->n_layers);
        return true;
    }
    return err_set(err, tr("This round number is of a deck that is not here, or of another version of it."));
}

static bool read_values(struct values *v, const struct deck *const *decks, int n_decks, struct round_setup *setup,
                        struct err *err)
{
    if (take(v, FORMAT_BITS) != FORMAT)
        return err_set(err, tr("This round number is of another version of demarc."));
    setup->n_teams = (int)take(v, TEAM_BITS);
    setup->boards = (int)take(v, BOARD_BITS);
    setup->seconds = (int)take(v, SECOND_BITS);
    setup->seed = take(v, SEED_BITS);
    int n = (int)take(v, DECK_BITS) + 1;
    for (int d = 0; d < n; d++)
        if (!read_deck(v, decks, n_decks, setup, err))
            return false;
    int used = v->n_bits, rest = (5 - used % 5) % 5;
    if (used + rest != v->limit || take(v, rest) || round_problem(setup))
        return mistyped(err);
    return true;
}

bool round_read_number(const char *text, const struct deck *const *decks, int n_decks, struct round_setup *setup,
                       struct err *err)
{
    struct values v = {0};
    round_setup_init(setup);
    if (read_letters(text, &v, err) && read_values(&v, decks, n_decks, setup, err))
        return true;
    round_setup_clear(setup);
    round_setup_init(setup);
    return false;
}
