/* SQLite's way to the faulty disk. Syncs, and the folder after the first sync of a journal, as SQLite's own for unix
   does them. Locks and shared memory work between the connections of this one process, which is all the tests have
   here. */
#include "fault_vfs.h"

#include "base/mem.h"
#include "base/rng.h"
#include "fault_disk.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHM_PIECES_MAX = 64 };

struct shared { /* of one database */
    char *path;
    int users, readers[SQLITE_SHM_NLOCK], writer[SQLITE_SHM_NLOCK];
    char *pieces[SHM_PIECES_MAX];
    struct shared *next;
};

struct open_file {
    sqlite3_file base;
    struct disk_file *file;
    char *path; /* NULL: a temporary one without a name */
    bool sync_folder;
    int lock;
    struct shared *shared;
    unsigned reads, writes; /* its locks on the shared memory */
    struct open_file *next;
};

static struct open_file *open_files;
static struct shared *all_shared;
static struct rng dice;

static struct open_file *of(sqlite3_file *file)
{
    return (struct open_file *)file;
}

static int failed(int error, int code)
{
    return error == ENOSPC ? SQLITE_FULL : code;
}

static bool refused(enum fault_call call)
{
    size_t part;
    return disk_call(call, 0, &part) != 0;
}

/* -- a file -- */

static int vfs_close(sqlite3_file *file)
{
    struct open_file **at = &open_files;
    while (*at != of(file))
        at = &(*at)->next;
    *at = of(file)->next;
    free(of(file)->path);
    return SQLITE_OK;
}

static int vfs_read(sqlite3_file *file, void *bytes, int size, sqlite3_int64 offset)
{
    if (refused(CALL_READ))
        return SQLITE_IOERR_READ;
    size_t got = disk_read(of(file)->file, bytes, (size_t)size, (size_t)offset);
    memset((char *)bytes + got, 0, (size_t)size - got);
    return got == (size_t)size ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int vfs_write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
{
    size_t part;
    int error = disk_call(CALL_WRITE, (size_t)size, &part);
    disk_write(of(file)->file, bytes, error ? part : (size_t)size, (size_t)offset);
    return error ? failed(error, SQLITE_IOERR_WRITE) : SQLITE_OK;
}

static int vfs_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    if (refused(CALL_TRUNCATE))
        return SQLITE_IOERR_TRUNCATE;
    disk_truncate(of(file)->file, (size_t)size);
    return SQLITE_OK;
}

static int vfs_sync(sqlite3_file *file, int flags)
{
    (void)flags;
    if (refused(CALL_SYNC)) {
        if (!disk_is_dead())
            disk_sync_lost(of(file)->file);
        return SQLITE_IOERR_FSYNC;
    }
    disk_sync(of(file)->file);
    if (of(file)->sync_folder) {
        if (refused(CALL_SYNC))
            return SQLITE_IOERR_DIR_FSYNC;
        disk_sync_folder_of(of(file)->path);
        of(file)->sync_folder = false;
    }
    return SQLITE_OK;
}

static int vfs_size(sqlite3_file *file, sqlite3_int64 *size)
{
    if (refused(CALL_READ))
        return SQLITE_IOERR_FSTAT;
    *size = (sqlite3_int64)disk_size(of(file)->file);
    return SQLITE_OK;
}

/* The strongest lock that another connection has. */
static int others_lock(const struct open_file *file)
{
    int lock = SQLITE_LOCK_NONE;
    for (const struct open_file *other = open_files; other; other = other->next)
        if (other != file && other->file == file->file && other->lock > lock)
            lock = other->lock;
    return lock;
}

static int vfs_lock(sqlite3_file *file, int lock)
{
    int others = others_lock(of(file));
    if (refused(CALL_LOCK))
        return SQLITE_IOERR_LOCK;
    if ((lock == SQLITE_LOCK_SHARED && others >= SQLITE_LOCK_PENDING) ||
        (lock == SQLITE_LOCK_RESERVED && others >= SQLITE_LOCK_RESERVED) ||
        (lock == SQLITE_LOCK_EXCLUSIVE && others >= SQLITE_LOCK_SHARED))
        return SQLITE_BUSY;
    of(file)->lock = lock > of(file)->lock ? lock : of(file)->lock;
    return SQLITE_OK;
}

static int vfs_unlock(sqlite3_file *file, int lock)
{
    of(file)->lock = lock;
    return SQLITE_OK;
}

static int vfs_check_lock(sqlite3_file *file, int *reserved)
{
    if (refused(CALL_LOCK))
        return SQLITE_IOERR_CHECKRESERVEDLOCK;
    *reserved = others_lock(of(file)) >= SQLITE_LOCK_RESERVED;
    return SQLITE_OK;
}

static int vfs_control(sqlite3_file *file, int what, void *argument)
{
    if (what != SQLITE_FCNTL_HAS_MOVED)
        return SQLITE_NOTFOUND;
    *(int *)argument = of(file)->path && disk_find(of(file)->path) != of(file)->file;
    return SQLITE_OK;
}

static int vfs_sector(sqlite3_file *file)
{
    (void)file;
    return 4096;
}

static int vfs_traits(sqlite3_file *file)
{
    (void)file;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE; /* as SQLite assumes of every disk */
}

/* -- shared memory -- */

static int vfs_map(sqlite3_file *file, int piece, int size, int extend, void volatile **memory)
{
    *memory = NULL;
    if (refused(CALL_LOCK))
        return SQLITE_IOERR_SHMMAP;
    struct shared *shared = of(file)->shared;
    for (struct shared *one = all_shared; !shared && one; one = one->next)
        if (strcmp(one->path, of(file)->path) == 0)
            shared = one;
    if (!shared) {
        shared = xcalloc(1, sizeof *shared);
        shared->path = xstrdup(of(file)->path);
        shared->next = all_shared;
        all_shared = shared;
    }
    if (!of(file)->shared)
        shared->users++;
    of(file)->shared = shared;
    if (piece >= SHM_PIECES_MAX)
        return SQLITE_NOMEM;
    if (!shared->pieces[piece] && extend)
        shared->pieces[piece] = xcalloc((size_t)size, 1);
    *memory = shared->pieces[piece];
    return SQLITE_OK;
}

static bool is_free(const struct shared *shared, const struct open_file *file, int slot, bool exclusive)
{
    int readers = shared->readers[slot] - (file->reads >> slot & 1);
    int writers = shared->writer[slot] - (int)(file->writes >> slot & 1);
    return !writers && (!exclusive || !readers);
}

static int vfs_shm_lock(sqlite3_file *file, int first, int n, int flags)
{
    struct shared *shared = of(file)->shared;
    bool take = flags & SQLITE_SHM_LOCK, exclusive = flags & SQLITE_SHM_EXCLUSIVE;
    unsigned *mine = exclusive ? &of(file)->writes : &of(file)->reads;
    if (!shared || (take && refused(CALL_LOCK))) /* it could not be mapped */
        return SQLITE_IOERR_SHMLOCK;
    int *all = exclusive ? shared->writer : shared->readers;
    for (int slot = first; take && slot < first + n; slot++)
        if (!is_free(shared, of(file), slot, exclusive))
            return SQLITE_BUSY;
    for (int slot = first; slot < first + n; slot++)
        if ((*mine >> slot & 1) != (unsigned)take) {
            *mine ^= 1U << slot;
            all[slot] += take ? 1 : -1;
        }
    return SQLITE_OK;
}

static void vfs_barrier(sqlite3_file *file)
{
    (void)file;
}

static int vfs_unmap(sqlite3_file *file, int drop)
{
    (void)drop;
    struct shared *shared = of(file)->shared, **at = &all_shared;
    if (!shared)
        return SQLITE_OK;
    vfs_shm_lock(file, 0, SQLITE_SHM_NLOCK, SQLITE_SHM_UNLOCK | SQLITE_SHM_SHARED);
    vfs_shm_lock(file, 0, SQLITE_SHM_NLOCK, SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE);
    of(file)->shared = NULL;
    if (--shared->users)
        return SQLITE_OK;
    while (*at != shared)
        at = &(*at)->next;
    *at = shared->next;
    for (int i = 0; i < SHM_PIECES_MAX; i++)
        free(shared->pieces[i]);
    free(shared->path);
    free(shared);
    return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = vfs_close,
    .xRead = vfs_read,
    .xWrite = vfs_write,
    .xTruncate = vfs_truncate,
    .xSync = vfs_sync,
    .xFileSize = vfs_size,
    .xLock = vfs_lock,
    .xUnlock = vfs_unlock,
    .xCheckReservedLock = vfs_check_lock,
    .xFileControl = vfs_control,
    .xSectorSize = vfs_sector,
    .xDeviceCharacteristics = vfs_traits,
    .xShmMap = vfs_map,
    .xShmLock = vfs_shm_lock,
    .xShmBarrier = vfs_barrier,
    .xShmUnmap = vfs_unmap,
};

/* -- names -- */

static int vfs_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out)
{
    (void)vfs;
    file->pMethods = NULL;
    struct disk_file *found = path ? disk_find(path) : NULL;
    if (refused(found ? CALL_READ : CALL_OPEN))
        return SQLITE_CANTOPEN;
    if (path && !found && (!(flags & SQLITE_OPEN_CREATE) || !disk_folder_is_there(path)))
        return SQLITE_CANTOPEN;
    if (found && disk_is_folder(found))
        return SQLITE_CANTOPEN_ISDIR;
    int journals = SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL;
    *of(file) = (struct open_file){.base = {&methods},
                                   .file = found  ? found
                                           : path ? disk_make(path, false)
                                                  : disk_make_nameless(),
                                   .path = path ? xstrdup(path) : NULL,
                                   .sync_folder = path && !found && (flags & journals),
                                   .next = open_files};
    open_files = of(file);
    if (out)
        *out = flags;
    return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *path, int sync_folder)
{
    (void)vfs;
    if (!disk_find(path))
        return SQLITE_IOERR_DELETE_NOENT;
    if (refused(CALL_DELETE))
        return SQLITE_IOERR_DELETE;
    disk_unlink(path);
    if (sync_folder) {
        if (refused(CALL_SYNC))
            return SQLITE_IOERR_DIR_FSYNC;
        disk_sync_folder_of(path);
    }
    return SQLITE_OK;
}

/* An empty journal is none, as for unix. */
static int vfs_access(sqlite3_vfs *vfs, const char *path, int flags, int *fine)
{
    (void)vfs;
    const struct disk_file *found = disk_find(path);
    if (refused(CALL_READ))
        return SQLITE_IOERR_ACCESS;
    *fine = found && (flags != SQLITE_ACCESS_EXISTS || disk_is_folder(found) || disk_size(found));
    return SQLITE_OK;
}

static int vfs_full_path(sqlite3_vfs *vfs, const char *path, int size, char *full)
{
    (void)vfs;
    snprintf(full, (size_t)size, "%s", path);
    return SQLITE_OK;
}

static int vfs_random(sqlite3_vfs *vfs, int size, char *bytes)
{
    (void)vfs;
    for (int i = 0; i < size; i++)
        bytes[i] = (char)rng_next(&dice);
    return size;
}

static int vfs_sleep(sqlite3_vfs *vfs, int us)
{
    (void)vfs;
    return us;
}

static int vfs_time(sqlite3_vfs *vfs, sqlite3_int64 *ms)
{
    (void)vfs;
    *ms = INT64_C(212600000000000); /* some day of 2026 */
    return SQLITE_OK;
}

static int vfs_last_error(sqlite3_vfs *vfs, int size, char *text)
{
    (void)vfs, (void)size, (void)text;
    return 0;
}

void vfs_begin(void)
{
    static sqlite3_vfs vfs = {
        .iVersion = 2,
        .szOsFile = sizeof(struct open_file),
        .mxPathname = 512,
        .zName = "fault",
        .xOpen = vfs_open,
        .xDelete = vfs_delete,
        .xAccess = vfs_access,
        .xFullPathname = vfs_full_path,
        .xRandomness = vfs_random,
        .xSleep = vfs_sleep,
        .xGetLastError = vfs_last_error,
        .xCurrentTimeInt64 = vfs_time,
    };
    sqlite3_vfs_register(&vfs, 1);
    dice.state = 1;
    sqlite3_randomness(0, NULL);
}

int vfs_open_files(void)
{
    int n = 0;
    for (const struct open_file *file = open_files; file; file = file->next)
        n++;
    return n;
}
