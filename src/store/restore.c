/* Bringing a backup back. All of it is prepared in a folder of its own, restore.tmp: a copy of the file that is there,
   and the new one. Folder and file are held against other programs to the last step, and only copies of the file are
   opened. Its WAL goes before the new file comes, as a WAL would be applied to whatever lies beside it; so before that
   the old file is replaced by its copy into which the WAL has been written, and a kill leaves the old or the new one.
 */
#include "store/backup.h"

#include "base/mem.h"
#include "base/tr.h"
#include "store/file.h"
#include "store/reviews.h"
#include "store/store_db.h"
#include "store/verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct restore {
    char *live, *live_wal, *live_shm; /* learner.db and what belongs to it */
    char *tmp, *old, *old_wal, *fresh;
    int hold, old_hold, tmp_hold;
    bool is_there;
};

static struct restore names_of(const char *folder)
{
    return (struct restore){
        .live = xprintf("%s/learner.db", folder),
        .live_wal = xprintf("%s/learner.db-wal", folder),
        .live_shm = xprintf("%s/learner.db-shm", folder),
        .tmp = xprintf("%s/restore.tmp", folder),
        .old = xprintf("%s/restore.tmp/old.db", folder),
        .old_wal = xprintf("%s/restore.tmp/old.db-wal", folder),
        .fresh = xprintf("%s/restore.tmp/learner.db", folder),
        .hold = -1,
        .old_hold = -1,
        .tmp_hold = -1,
    };
}

static void empty_tmp(const struct restore *r)
{
    int n;
    char **names = file_list(r->tmp, "", &n);
    for (int i = 0; i < n; i++) {
        char *path = xprintf("%s/%s", r->tmp, names[i]);
        file_remove(path, NULL);
        free(path);
        free(names[i]);
    }
    free(names);
}

/* What another program prepares there stays. */
static void clear(struct restore *r)
{
    if (r->tmp_hold >= 0) {
        empty_tmp(r);
        file_remove_folder(r->tmp);
    }
    file_let_go(r->tmp_hold);
    file_let_go(r->old_hold);
    file_let_go(r->hold);
    char *all[] = {r->live, r->live_wal, r->live_shm, r->tmp, r->old, r->old_wal, r->fresh};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        free(all[i]);
}

/* -- looking -- */

static bool is_a_backup(const struct restore *r, const char *path, struct err *err)
{
    return !file_is_same(path, r->live) ||
           err_set(err, tr("'%s' is the file in use itself; name a backup of it: demarc restore lists them."), path);
}

bool restore_look(const char *folder, const char *path, struct restore_facts *facts, struct err *err)
{
    *facts = (struct restore_facts){0};
    struct restore r = names_of(folder);
    struct store *backup = is_a_backup(&r, path, err) ? store_look(path, err) : NULL, *live = NULL;
    if (backup) {
        struct err ignored;
        struct verify_summary summary = verify_summary(path);
        facts->answers = summary.answers;
        facts->is_there = file_exists(r.live);
        facts->damaged = facts->is_there && verify_summary(r.live).problems != 0;
        live = facts->is_there ? store_look(r.live, &ignored) : NULL;
        if (live)
            facts->lost = reviews_missing(backup, live);
        facts->reads = live != NULL;
        store_close(live);
        store_close(backup);
        if (summary.problems)
            backup = NULL,
            err_set(err, tr("'%s' is damaged itself and is not brought back; demarc verify says more."), path);
    }
    clear(&r);
    return backup != NULL;
}

/* -- preparing -- */

static bool take_tmp(struct restore *r, struct err *err)
{
    if (!file_make_folder(r->tmp, err))
        return false;
    r->tmp_hold = file_hold_folder(r->tmp);
    if (r->tmp_hold < 0)
        return err_set(err, tr("Another demarc is bringing a backup back here; wait until it is done."));
    empty_tmp(r); /* what a killed one has left */
    return true;
}

static bool copy_live(struct restore *r, struct err *err)
{
    r->is_there = file_exists(r->live);
    if (!r->is_there)
        return true;
    r->hold = file_hold(r->live);
    if (r->hold < 0)
        return err_set(err, tr("'%s' is in use by another demarc, or cannot be written; close that one and try again."),
                       r->live);
    return file_copy(r->live, r->old, err) && (!file_exists(r->live_wal) || file_copy(r->live_wal, r->old_wal, err));
}

static bool take_along(struct restore *r, struct store *fresh, struct err *err)
{
    struct reviews_counts counts;
    struct err ignored;
    struct store *old = r->is_there ? store_look(r->old, &ignored) : NULL;
    bool fine = !old || reviews_salvage(fresh, old, &counts, err);
    store_close(old);
    return fine;
}

static bool renew(struct store *store, struct moment now, struct err *err)
{
    store_begin_write(store, true);
    origin_renew(store, now);
    return store_commit(store, err) && store_rebuild(store, err);
}

/* Only the file itself is put in place: where the disk is full, part of it may still lie in its WAL. */
static bool is_whole(const char *path, struct err *err)
{
    char *wal = xprintf("%s-wal", path);
    bool whole = file_size(wal) <= 0;
    free(wal);
    return whole ||
           err_set(err, tr("'%s' could not be written to its end. Make room on the disk and try again."), path);
}

/* What was logged behind the backup may have reached other machines by export: so what comes now gets numbers of a new
   origin. */
static bool make_fresh(struct restore *r, const char *path, bool merge, const unsigned char program[16],
                       struct moment now, struct err *err)
{
    struct store *backup = store_look(path, err);
    bool fine = backup && backup_copy(backup, r->fresh, err);
    store_close(backup);
    struct store *fresh = fine ? store_open_file(r->fresh, program, now, err) : NULL;
    fine = fresh && (!merge || take_along(r, fresh, err)) && renew(fresh, now, err);
    store_close(fresh);
    return fine && is_whole(r->fresh, err);
}

/* -- keeping what was there -- */

static bool keep_sound(struct restore *r, const char *folder, struct moment now, struct err *err)
{
    char *backups = xprintf("%s/backups", folder);
    struct store *old = store_look(r->old, err);
    bool fine = old && backup_into(old, backups, now, err);
    if (fine && file_size(r->old_wal) > 0)
        store_run(old, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, 0);
    fine = fine && store_fine(old, err);
    store_close(old);
    free(backups);
    return fine;
}

static bool keep_damaged(struct restore *r, const char *folder, struct moment now, char kept[BACKUP_NAME_MAX],
                         struct err *err)
{
    char name[BACKUP_NAME_MAX];
    backup_name(name, now);
    snprintf(kept, BACKUP_NAME_MAX, "learner-damaged-%.20s", name + strlen("learner-"));
    char *to = xprintf("%s/%s", folder, kept), *to_wal = xprintf("%s-wal", to);
    bool free_name = !file_exists(to) && !file_exists(to_wal);
    bool fine = (free_name || err_set(err, tr("'%s' is there already."), to)) &&
                (!file_exists(r->old_wal) || file_put(r->old_wal, to_wal, err)) && file_put(r->old, to, err);
    free(to);
    free(to_wal);
    return fine;
}

/* The WAL that is still there changes nothing in it: all its pages are in it already. */
static bool put_old_whole(struct restore *r, struct err *err)
{
    r->old_hold = file_hold(r->old);
    return r->old_hold >= 0 ? file_put(r->old, r->live, err) : err_set(err, tr("'%s' is in use."), r->old);
}

static bool put_in_place(struct restore *r, struct err *err)
{
    bool whole = file_exists(r->old) && file_size(r->old_wal) <= 0; /* not of a damaged one, which is kept elsewhere */
    if (whole && file_size(r->live_wal) > 0 && !put_old_whole(r, err))
        return false;
    return file_remove(r->live_wal, err) && file_remove(r->live_shm, err) && file_put(r->fresh, r->live, err);
}

bool restore_file(const char *folder, const char *path, bool merge, const unsigned char program[16], struct moment now,
                  char kept[BACKUP_NAME_MAX], struct err *err)
{
    struct restore r = names_of(folder);
    kept[0] = '\0';
    bool fine = is_a_backup(&r, path, err) && take_tmp(&r, err) && copy_live(&r, err) &&
                make_fresh(&r, path, merge, program, now, err);
    if (fine && r.is_there)
        fine = verify_summary(r.old).problems == 0 ? keep_sound(&r, folder, now, err)
                                                   : keep_damaged(&r, folder, now, kept, err);
    fine = fine && put_in_place(&r, err);
    clear(&r);
    return fine;
}
