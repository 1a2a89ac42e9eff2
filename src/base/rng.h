#ifndef DEMARC_BASE_RNG_H
#define DEMARC_BASE_RNG_H

#include <stddef.h>
#include <stdint.h>

/* Order and chance, equal on every machine and for ever: the first values stand in tests/data/rng.txt.
   Number 1: FNV-1a 64 (offset basis 14695981039346656037, prime 1099511628211) over the bytes, then the SplitMix64
   finaliser; rng_next is SplitMix64 (Steele, Lea and Flood, 2014). */
enum { RNG_NUMBER = 1 };

/* Order is a sort by this: the hash of the seed's eight bytes, lowest first, and the text. */
uint64_t rng_hash(uint64_t seed, const char *text);

/* The same hash, without a seed, over pieces: start with HASH_START, add, finish. It guards rows of the database. */
#define HASH_START UINT64_C(14695981039346656037)
uint64_t hash_add(uint64_t hash, const void *bytes, size_t size);
uint64_t hash_finish(uint64_t hash);

struct rng {
    uint64_t state;
};

uint64_t rng_next(struct rng *rng);
int rng_below(struct rng *rng, int n); /* 0 .. n-1 without bias; n > 0 */

#endif
