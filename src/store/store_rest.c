/* What the learner says of single items: do not ask this again, forget what I answered. Both are edits of the log, so
   they move with it to other files; states follow at once. */
#include "srs/day.h"
#include "store/backup.h"
#include "store/store_db.h"

#include <assert.h>

bool store_rest(struct store *store, const struct deck *deck, int item, bool rest, struct moment now, struct err *err)
{
    static const char is_so[] = "SELECT " RESTS("?1");
    assert(deck_item_asks(deck, item));
    store_begin_write(store, true);
    int64_t row = item_id(store, deck, item);
    if (row && NUMBER(store, is_so, INT(row)) != rest) {
        edit_rest(store, row, rest, now);
        item_replay(store, row);
    }
    return store_commit(store, err);
}

static void reset(struct store *store, int64_t item, int64_t upto, struct moment now)
{
    if (upto)
        edit_add(store, "reset", 0, item, upto, now);
}

/* A reset takes back what its own file logged up to its last answer, and what others had logged before that moment. The
   clock of another file may have been ahead: its answers get a reset of their own. */
void item_reset(struct store *store, int64_t item, struct moment now)
{
    static const char own[] = "SELECT max(id) FROM answer WHERE item = ?1 AND origin = 1";
    static const char any[] = "SELECT max(id) FROM answer WHERE item = ?1";
    static const char next_ahead[] = "SELECT min(origin) FROM answer WHERE item = ?1 AND at_ms > ?2 AND origin > ?3";
    static const char last_of[] = "SELECT id FROM answer WHERE item = ?1 AND origin = ?2 ORDER BY seq DESC LIMIT 1";
    int64_t upto = NUMBER(store, own, INT(item));
    reset(store, item, upto ? upto : NUMBER(store, any, INT(item)), now);
    for (int64_t origin = 1; (origin = NUMBER(store, next_ahead, INT(item), INT(now.utc_ms), INT(origin)));)
        reset(store, item, NUMBER(store, last_of, INT(item), INT(origin)), now);
    item_forget(store, item);
}

/* What was answered today was also shown. Where nothing counts there is nothing to say. */
static void forget_one(struct store *store, int64_t item, struct moment now)
{
    static const char today[] = "SELECT EXISTS (SELECT 1 FROM " DAY_ANSWERS " WHERE item = ?1)";
    static const char counts[] = "SELECT EXISTS (SELECT 1 FROM " LIVE_ANSWERS ")";
    if (NUMBER(store, counts, INT(item)))
        item_reset(store, item, now);
    if (NUMBER(store, today, INT(item), INT(day_of(now))))
        item_seen(store, item, day_of(now));
}

static void forget_all(struct store *store, const struct deck *deck, struct moment now)
{
    static const char next[] = "SELECT item.id FROM item JOIN deck ON deck.id = item.deck WHERE deck.key = ?1"
                               " AND item.id > ?2 AND EXISTS (SELECT 1 FROM answer WHERE answer.item = item.id)"
                               " ORDER BY item.id LIMIT 1";
    for (int64_t item = 0; (item = NUMBER(store, next, TEXT(deck->id), INT(item)));)
        forget_one(store, item, now);
}

bool store_forget(struct store *store, const struct deck *deck, const int *items, int n, struct moment now,
                  struct err *err)
{
    if (!backup_make(store, now, err))
        return false;
    store_begin_write(store, true);
    if (!items)
        forget_all(store, deck, now);
    for (int i = 0; items && i < n; i++) {
        int64_t item = item_id(store, deck, items[i]);
        if (item)
            forget_one(store, item, now);
    }
    return store_commit(store, err);
}

void item_seen(struct store *store, int64_t item, int day)
{
    static const char sql[] = "INSERT OR REPLACE INTO seen (item, day) VALUES (?1, ?2)";
    RUN(store, sql, INT(item), INT(day));
}

bool store_see(struct store *store, const struct deck *deck, const int *items, int n, int today, struct err *err)
{
    store_begin_write(store, false);
    for (int i = 0; i < n; i++) {
        int64_t item = item_id(store, deck, items[i]);
        if (item)
            item_seen(store, item, today);
    }
    return store_commit(store, err);
}
