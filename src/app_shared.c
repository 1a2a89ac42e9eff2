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
