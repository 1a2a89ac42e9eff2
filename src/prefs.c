/* From settings, which are texts, to what the program does by them. */
#include "prefs.h"

#include <string.h>

void prefs_read(struct prefs *prefs, const struct options *options, struct store *store)
{
    char value[SETTING_MAX];
    bool set = store_setting_get(store, "minutes", value);
    prefs->minutes = options->minutes ? options->minutes : setting_minutes(set ? value : NULL);
    prefs->four_ratings = store_setting_get(store, "ratings", value) && strcmp(value, "4") == 0;
    prefs->text_percent = options->text_percent;
    prefs->still = options->still;
}
