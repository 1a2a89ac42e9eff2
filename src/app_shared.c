#include "app_shared.h"

bool app_shared_set(struct app_shared *shared, const char *name, const char *value, struct moment now, struct err *err)
{
    shared->changed = true;
    if (!prefs_set(&shared->prefs, shared->store, name, value, now, err))
        return false;
    if (shared->in_memory)
        prefs_keep(&shared->prefs, name, value, now);
    return true;
}

bool app_shared_rest(struct app_shared *shared, const struct deck *deck, int item, bool rest, struct moment now,
                     struct err *err)
{
    if (!store_rest(shared->store, deck, item, rest, now, err))
        return false;
    if (shared->in_memory)
        kept_rest(&shared->kept, deck, item, rest, now);
    shared->changed = true;
    return true;
}

bool app_shared_see(struct app_shared *shared, const struct deck *deck, const int *items, int n, int today,
                    struct err *err)
{
    if (!store_see(shared->store, deck, items, n, today, err))
        return false;
    if (shared->in_memory)
        kept_see(&shared->kept, deck, items, n, today);
    shared->changed = true;
    return true;
}
