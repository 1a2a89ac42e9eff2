/* The one generator and the one hash. Neither ever changes: round numbers and checksums on disk depend on them. */
#include "base/rng.h"

#include <assert.h>
#include <string.h>

uint64_t hash_add(uint64_t hash, const void *bytes, size_t size)
{
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ byte[i]) * UINT64_C(1099511628211);
    return hash;
}

uint64_t hash_finish(uint64_t hash)
{
    hash = (hash ^ (hash >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    hash = (hash ^ (hash >> 27)) * UINT64_C(0x94d049bb133111eb);
    return hash ^ (hash >> 31);
}

uint64_t rng_hash(uint64_t seed, const char *text)
{
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(seed >> (8 * i));
    return hash_finish(hash_add(hash_add(HASH_START, bytes, sizeof bytes), text, strlen(text)));
}

uint64_t rng_next(struct rng *rng)
{
    rng->state += UINT64_C(0x9e3779b97f4a7c15);
    return hash_finish(rng->state);
}

int rng_below(struct rng *rng, int n)
{
    assert(n > 0);
    uint64_t limit = UINT64_MAX - UINT64_MAX % (uint64_t)n;
    uint64_t value;
    do
        value = rng_next(rng);
    while (value >= limit);
    return (int)(value % (uint64_t)n);
}
