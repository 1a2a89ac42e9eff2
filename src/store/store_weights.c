/* Which weights the memory uses: those that the last edit 'weights' names, here or in a file that was taken in; where
   it names none, or such as make no sense, demarc's own. They are read once, and again when another program has
   written. */
#include "store/store_db.h"

#include "base/mem.h"
#include "base/tr.h"
#include "store/weights.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = FSRS_WEIGHTS * 26 };

#define LAST_FIRST                                                                                                     \
    " ORDER BY edit.at_ms DESC, (SELECT uid FROM origin WHERE origin.id = edit.origin) DESC, edit.seq DESC"
static const char version[] = "PRAGMA data_version"; /* changes with each commit of another program */
/* Without weights no edit has to be looked at. */
static const char any_weights[] = "SELECT EXISTS (SELECT 1 FROM weights)";

/* -- as text -- */

static void format(const struct fsrs_weights *weights, char text[TEXT_MAX])
{
    size_t used = 0;
    for (int i = 0; i < FSRS_WEIGHTS; i++)
        used += (size_t)snprintf(text + used, TEXT_MAX - used, "%s%.17g", i ? " " : "", weights->w[i]);
}

static bool parse(const char *text, int64_t model, struct fsrs_weights *weights)
{
    for (int i = 0; i < FSRS_WEIGHTS; i++) {
        char *end;
        weights->w[i] = strtod(text, &end);
        if (end == text || !isfinite(weights->w[i]))
            return false;
        text = end;
    }
    fsrs_clamp(weights, 0); /* they may come from anywhere */
    return model == FSRS_MODEL && !*text;
}

/* -- in force -- */

static void read_change(struct store *store, struct store_weights *found)
{
    static const char last[] =
        "SELECT edit.at_ms, weights.id, weights.model, weights.w, weights.at_ms, weights.answers,"
        " weights.loss_before, weights.loss_after"
        " FROM edit LEFT JOIN weights ON weights.id = edit.weights"
        " WHERE edit.what = 'weights'" LAST_FIRST " LIMIT 1";
    sqlite3_stmt *query = store_query(store, last, NULL, 0);
    if (!store_row(store, query))
        return;
    found->since_ms = sqlite3_column_int64(query, 0);
    found->own = !parse(store_text(query, 3), sqlite3_column_int64(query, 2), &found->weights);
    found->fitted_ms = sqlite3_column_int64(query, 4);
    found->answers = sqlite3_column_int(query, 5);
    found->loss_before = sqlite3_column_type(query, 6) == SQLITE_NULL ? NAN : sqlite3_column_double(query, 6);
    found->loss_after = sqlite3_column_type(query, 7) == SQLITE_NULL ? NAN : sqlite3_column_double(query, 7);
    store->weights_id = found->own ? 0 : sqlite3_column_int64(query, 1);
    sqlite3_reset(query);
}

void weights_read(struct store *store, struct store_weights *found)
{
    *found = (struct store_weights){.own = true, .weights = fsrs_default};
    if (store->failed)
        return;
    store->weights_id = 0;
    if (store_number(store, any_weights, NULL, 0, 0))
        read_change(store, found);
    if ((store->failed & 0xff) == SQLITE_CORRUPT)
        store->failed = SQLITE_OK; /* what is damaged here must not keep answers from being saved */
    if (found->own)
        found->weights = fsrs_default;
    store->weights = found->weights;
    store->weights_version = store_number(store, version, NULL, 0, 0);
    store->weights_known = !store->failed;
}

void weights_load(struct store *store)
{
    struct store_weights found;
    weights_read(store, &found);
}

void weights_follow(struct store *store)
{
    if (store->failed || (store->weights_known && store_number(store, version, NULL, 0, 0) == store->weights_version))
        return;
    weights_load(store);
}

bool store_weights(struct store *store, struct store_weights *in_force, struct err *err)
{
    store_begin_read(store);
    weights_read(store, in_force);
    return store_fine(store, err);
}

/* -- changes -- */

static void change(struct store *store, int64_t weights, struct moment now)
{
    edit_weights(store, weights, now);
    weights_load(store);
    items_replay(store);
}

static struct store_value loss_or_null(double loss)
{
    return isnan(loss) ? NUL : REAL(loss);
}

bool store_weights_keep(struct store *store, const struct fsrs_weights *present, const struct store_weights *fitted,
                        struct moment now, struct err *err)
{
    static const char add[] = "INSERT INTO weights (at_ms, model, w, answers, loss_before, loss_after, sum)"
                              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)";
    char text[TEXT_MAX];
    format(&fitted->weights, text);
    store_begin_write(store, true);
    if (!store->failed && memcmp(&store->weights, present, sizeof *present) != 0) {
        store_roll_back(store);
        return err_set(err, tr("another program has changed the weights meanwhile; nothing was kept, fit again"));
    }
    RUN(store, add, INT(now.utc_ms), INT(FSRS_MODEL), TEXT(text), INT(fitted->answers),
        loss_or_null(fitted->loss_before), loss_or_null(fitted->loss_after));
    int64_t row = sqlite3_last_insert_rowid(store->db);
    SEAL(store, TABLE_WEIGHTS, INT(row));
    change(store, row, now);
    return store_commit(store, err);
}

bool store_weights_undo(struct store *store, struct moment now, bool *undone, struct err *err)
{
    static const char count[] = "SELECT count(*) FROM edit WHERE what = 'weights'";
    static const char before[] = "SELECT weights FROM edit WHERE what = 'weights'" LAST_FIRST " LIMIT 1 OFFSET 1";
    store_begin_write(store, true);
    *undone = store_number(store, count, NULL, 0, 0) > 0;
    if (*undone)
        change(store, store_number(store, before, NULL, 0, 0), now);
    return store_commit(store, err);
}
