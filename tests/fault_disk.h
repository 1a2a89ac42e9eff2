#ifndef DEMARC_TESTS_FAULT_DISK_H
#define DEMARC_TESTS_FAULT_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A disk in memory that keeps its promises and not one more: what was written and not synced is apart, for each file and
   for the names in a folder, and is gone when the power goes. Calls that could fail are counted, and one of them does what
   a fault says. There is one disk; all its paths begin with FAULT_DISK "/". SQLite reaches it through fault_vfs.c, our own
   file.c through fault_file.c. */
#define FAULT_DISK "/fault-disk"

enum fault {
    FAULT_NONE,
    FAULT_ONCE,  /* the n-th call fails with EIO; a sync that fails leaves its writes unsynced for ever, as Linux does */
    FAULT_SHORT, /* the n-th call fails; if it is a write, with half of its bytes written */
    FAULT_ON,    /* EIO from the n-th call on */
    FAULT_FULL,  /* ENOSPC from the n-th call on for what needs room; all others go on */
    FAULT_TIGHT, /* the same, but files may still be opened and renamed: only bytes find no room */
    FAULT_KILL,  /* the program ends before the n-th call; what it wrote stays */
    FAULT_TORN,  /* the program ends in the n-th call: of a write, half is there */
    FAULT_POWER, /* the power goes before the n-th call: all that was not synced is gone */
    FAULT_POWER_SOME, /* the same, but of what was not synced some writes are there, in any order, and some by half */
    FAULTS
};
extern const char *const fault_names[FAULTS];

enum fault_call { CALL_READ, CALL_OPEN, CALL_WRITE, CALL_TRUNCATE, CALL_SYNC, CALL_DELETE, CALL_RENAME, CALL_FOLDER, CALL_LOCK };

void disk_clear(void); /* nothing on it, no fault; no file may be open */
void disk_arm(enum fault fault, long n, uint64_t seed); /* counts from 1; n 0: only counts */
/* Asked before each counted call, of which the armed fault with n 0 only counts: true, and it strikes at this one. Until disk_arm, or NULL.
   What is asked may fork, so that one life has a fault at every call. */
void disk_ask(bool (*strikes)(long call));
long disk_calls(void); /* since it was armed: with FAULT_KILL and later ones of calls that change the disk, else of all */
bool disk_struck(void); /* the n-th call came */
bool disk_is_dead(void); /* the program has ended: every call fails until disk_restart */
void disk_cut_power(void); /* now, whatever was armed; all that was not synced is gone */
void disk_restart(void); /* no fault any more; a disk that was dead holds what it kept. No file may be open */

/* -- for the two that stand on it -- */

/* 0, or the errno with which the call fails. *part: of a write, how many of its bytes are written nevertheless. */
int disk_call(enum fault_call call, size_t size, size_t *part);

struct disk_file; /* lives until disk_clear, deleted or not */
struct disk_file *disk_find(const char *path); /* a file or folder; NULL: not there */
struct disk_file *disk_make(const char *path, bool folder); /* the caller has seen that its folder is there */
struct disk_file *disk_make_nameless(void);
bool disk_folder_is_there(const char *path); /* the one it would lie in */
bool disk_is_folder(const struct disk_file *file);
void disk_unlink(const char *path);
void disk_rename(const char *from, const char *to);
void disk_sync_folder_of(const char *path);
const char *disk_next(const char *folder, int *at); /* *at from 0: the name of each file in it; NULL: no more */

size_t disk_size(const struct disk_file *file);
unsigned char *disk_bytes(struct disk_file *file); /* as they are now; may be changed behind everybody's back */
size_t disk_read(const struct disk_file *file, void *bytes, size_t size, size_t offset); /* how many there were */
void disk_write(struct disk_file *file, const void *bytes, size_t size, size_t offset);
void disk_truncate(struct disk_file *file, size_t size);
void disk_sync(struct disk_file *file);
void disk_sync_lost(struct disk_file *file); /* failed: what was to be synced never will be */

#endif
