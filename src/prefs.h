#ifndef DEMARC_PREFS_H
#define DEMARC_PREFS_H

#include "options.h"
#include "shelf.h"
#include "store/store.h"
#include "ui/theme.h"

/* How this learner wants demarc, read from the settings of the store; what the command line says goes before them. */
enum { PREFS_NAME_MAX = DECK_ID_MAX + 16 };

struct prefs {
    int minutes; /* of a drill */
    bool four_ratings;
    int text_percent;
    bool still; /* nothing moves */
    bool sounds;
    const struct theme *theme;
    struct day_start day_start;
    int display_percent; /* what the display says of the size of text; the caller's, 0: nothing */
    struct pref {
        char name[PREFS_NAME_MAX], value[SETTING_MAX];
        bool unset;
    } *unsaved; /* what could not be saved counts until demarc ends */
    int n_unsaved, unsaved_room;
};

void prefs_clear(struct prefs *prefs);
void prefs_read(struct prefs *prefs, const struct options *options, struct store *store);

/* Reads 1280x800; false, and nothing is written: it is no size that a window may have. */
bool prefs_read_size(const char *text, int *width_px, int *height_px);

/* The size of the window, if one was kept and none is said; the language of the decks. */
void prefs_size(const struct options *options, struct store *store, int *width_px, int *height_px);
void prefs_language(const struct prefs *prefs, const struct options *options, struct store *store,
                    char language[SHELF_LANGUAGE_MAX]);

/* The same two for a command that reads decks before it opens learner.db. Where that cannot be read this changes nothing; who
   opens it says why. */
void prefs_early(struct options *options);

struct moment prefs_now(const struct prefs *prefs, const struct options *options); /* the clocks, and when days begin */

const struct theme *prefs_theme(const char *name); /* NULL: there is none */

/* One setting by its name, exam.ID too. False: it is not set. */
bool prefs_get(const struct prefs *prefs, struct store *store, const char *name, char value[SETTING_MAX]);

/* value: as setting_check gives it, NULL: as if never set. False: it could not be saved, and is kept here. */
bool prefs_set(struct prefs *prefs, struct store *store, const char *name, const char *value, struct moment now,
               struct err *err);
bool prefs_save(struct prefs *prefs, struct store *store, struct moment now, struct err *err); /* what was kept */

/* As where it could not be saved: it counts here, and is saved with the others. */
void prefs_keep(struct prefs *prefs, const char *name, const char *value, struct moment now);

/* The same for the file alone. */
bool prefs_put(struct store *store, const char *name, const char *value, struct moment now, struct err *err);

/* The window's size, kept beside the settings. */
bool prefs_put_size(struct store *store, int width_px, int height_px, struct moment now, struct err *err);

#endif
