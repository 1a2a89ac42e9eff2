#ifndef DEMARC_STORE_BACKUP_H
#define DEMARC_STORE_BACKUP_H

#include "store/store.h"

/* Copies of learner.db in the folder `backups` beside it, named learner-2026-12-01-100000.db after the local time when they
   were made. A new one is read back and verified before older ones go; of a damaged file none is made. Kept are the newest
   five, and the newest one of each of the last 7 days that have one, of 4 weeks and of 12 months, as far as they fit into
   200 MB together; the newest stays whatever its size. */

enum { BACKUP_NAME_MAX = 48 };

/* Makes one, unless the newest one has all that is there. False: err says why there is none. In memory: nothing, true. */
bool backup_make(struct store *store, struct moment now, struct err *err);

/* The same, at most once a day of study. */
bool backup_daily(struct store *store, struct moment now, struct err *err);

/* Which of these backups go, oldest first as their names sort; the last one never. For backup_make, and for tests. */
struct backup_file {
    char name[BACKUP_NAME_MAX];
    int64_t size;
    bool goes;
};
void backup_thin(struct backup_file *files, int n, int64_t bytes_most);

/* When one was made, by its name: the day of the calendar and the minute of that day, in local time. False: the name is none of
   ours. */
bool backup_when(const char *name, int *day, int *minute);

/* All of a data folder, the newest first; the caller frees. */
struct backup_file *backup_list(const char *folder, int *n);

/* What bringing back `path` would do to the folder's learner.db. */
struct restore_facts {
    bool is_there, reads; /* there is a learner.db; its answers can be read, all or some */
    bool damaged;         /* it is not sound throughout, so it is kept beside the new one */
    int lost;             /* of its answers that can be read, those that the backup has not */
    int64_t answers;      /* in the backup */
};
bool restore_look(const char *folder, const char *path, struct restore_facts *facts, struct err *err);

/* Puts `path` in the place of the folder's learner.db; with `merge` the answers that can be read and fit their sums are
   taken along. A sound learner.db becomes a backup, a damaged one stays beside under the name that is written to `kept`
   ("": none). Refused while another program has it open. All or nothing, also
   where the program is killed; only a damaged learner.db may then be there without its WAL, and is whole under `kept`. */
bool restore_file(const char *folder, const char *path, bool merge, const unsigned char program[16], struct moment now,
                  char kept[BACKUP_NAME_MAX], struct err *err);

#endif
