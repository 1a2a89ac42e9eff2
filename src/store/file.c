/* All reading and writing of whole files, and the only code that knows POSIX calls for it. A file is never half
   written: what is new is made beside it, synced and renamed over it. A file is never waited for: it is opened without
   blocking and looked at before it is read, so a FIFO or a device is refused. */
#define _GNU_SOURCE /* F_OFD_SETLK, flock, realpath */

#include "store/file.h"

#include "base/mem.h"
#include "base/tr.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Closes without losing the error that led here. */
static void close_quietly(int fd)
{
    int error = errno;
    close(fd);
    errno = error;
}

static bool read_failed(const char *path, struct err *err)
{
    return err_set(err, tr("Cannot read '%s': %s."), path, strerror(errno));
}

static bool write_failed(const char *path, struct err *err)
{
    return err_set(err, tr("Cannot write '%s': %s."), path, strerror(errno));
}

static bool too_large(const char *path, size_t limit, struct err *err)
{
    if (limit < 1000 * 1000)
        return err_set(err, tr("'%s' is too large: at most %zu bytes are read."), path, limit);
    return err_set(err, tr("'%s' is too large: at most %zu MB are read."), path, limit / (1000 * 1000));
}

static bool read_some(int fd, char *bytes, size_t wanted, size_t *got)
{
    for (*got = 0; *got < wanted;) {
        ssize_t n = read(fd, bytes + *got, wanted - *got);
        if (n == 0)
            return true;
        if (n > 0)
            *got += (size_t)n;
        else if (errno != EINTR)
            return false;
    }
    return true;
}

/* Reads one byte more than the file had when it was opened: a file that has grown since is read to its new end. */
static char *read_all(int fd, const char *path, size_t expected, size_t limit, size_t *size, struct err *err)
{
    size_t room = expected < limit ? expected + 1 : limit + 1, used = 0;
    char *bytes = xmalloc(room + 1);
    for (;;) {
        size_t got;
        bool fine = read_some(fd, bytes + used, room - used, &got);
        used += got;
        if (!fine || used > limit) {
            if (fine)
                too_large(path, limit, err);
            else
                read_failed(path, err);
            free(bytes);
            return NULL;
        }
        if (used < room)
            break;
        room = room < limit / 2 ? room * 2 : limit + 1;
        char *wider = xmalloc(room + 1);
        memcpy(wider, bytes, used);
        free(bytes);
        bytes = wider;
    }
    bytes[used] = '\0';
    *size = used;
    return bytes;
}

char *file_read(const char *path, size_t limit, size_t *size, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        read_failed(path, err);
        return NULL;
    }
    struct stat info;
    char *bytes = NULL;
    if (fstat(fd, &info) != 0)
        read_failed(path, err);
    else if (S_ISDIR(info.st_mode))
        err_set(err, tr("'%s' is a folder, not a file."), path);
    else if (!S_ISREG(info.st_mode))
        err_set(err, tr("'%s' is not a regular file."), path);
    else if ((uintmax_t)info.st_size > limit)
        too_large(path, limit, err);
    else
        bytes = read_all(fd, path, (size_t)info.st_size, limit, size, err);
    close_quietly(fd);
    return bytes;
}

static bool write_all(int fd, const char *bytes, size_t size)
{
    while (size) {
        ssize_t n = write(fd, bytes, size);
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0) {
            bytes += n;
            size -= (size_t)n;
        }
    }
    return true;
}

/* The folder a path lies in, with its final slash; "./" for a bare name. The caller frees. */
static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? xprintf("%.*s/", (int)(slash - path), path) : xstrdup("./");
}

static bool sync_folder(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    if (fd < 0)
        return errno == EACCES; /* it may be written but not read: then it cannot be synced either */
    /* EINVAL: a file system that cannot sync folders. */
    bool fine = fsync(fd) == 0 || errno == EINVAL;
    close_quietly(fd);
    return fine;
}

static bool write_beside(const char *beside, mode_t mode, const void *bytes, size_t size, bool durable)
{
    if (unlink(beside) != 0 && errno != ENOENT)
        return false;
    int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0)
        return false;
    bool fine = write_all(fd, bytes, size) && (!durable || fsync(fd) == 0);
    if (!fine)
        close_quietly(fd);
    return fine && close(fd) == 0;
}

/* Path is the file itself, not a link to it. */
static bool replace(const char *path, mode_t mode, const void *bytes, size_t size, bool durable)
{
    char *folder = folder_of(path);
    const char *slash = strrchr(path, '/');
    char *beside = xprintf("%s.%s.%ld.new", folder, slash ? slash + 1 : path, (long)getpid());
    bool fine = write_beside(beside, mode, bytes, size, durable) && rename(beside, path) == 0;
    if (!fine) {
        int error = errno;
        unlink(beside);
        errno = error;
    }
    fine = fine && (!durable || sync_folder(folder));
    free(beside);
    free(folder);
    return fine;
}

/* Where a link leads is replaced, not the link; what is no file (a terminal, a pipe) is not replaced by one. */
bool file_write(const char *path, const void *bytes, size_t size, bool durable, struct err *err)
{
    struct stat info;
    mode_t mode = 0666; /* less the user's umask */
    if (stat(path, &info) == 0) {
        if (S_ISDIR(info.st_mode))
            return err_set(err, tr("Cannot write '%s': it is a folder."), path);
        if (!S_ISREG(info.st_mode))
            return err_set(err, tr("Cannot write '%s': it is not a regular file."), path);
        mode = info.st_mode & 0777;
    }
    char *target = realpath(path, NULL);
    bool fine = replace(target ? target : path, mode, bytes, size, durable);
    free(target);
    return fine || write_failed(path, err);
}

/* The folder that the new one lies in is synced, or a power cut takes the new one away with all that was synced in it.
 */
static bool make_and_sync(const char *path)
{
    char *above = folder_of(path);
    bool fine = mkdir(path, 0700) == 0;
    if (fine && !sync_folder(above)) {
        int error = errno;
        rmdir(path); /* else the next try finds it there and does not sync */
        errno = error;
        fine = false;
    }
    free(above);
    return fine;
}

static bool make_one(const char *path, struct err *err)
{
    struct stat info;
    if (make_and_sync(path))
        return true;
    int error = errno;
    if (stat(path, &info) == 0 && S_ISDIR(info.st_mode))
        return true;
    return err_set(err, tr("Cannot make the folder '%s': %s."), path, strerror(error));
}

bool file_make_folder(const char *path, struct err *err)
{
    assert(*path);
    char *part = xstrdup(path);
    bool fine = true;
    for (char *slash = strchr(part + 1, '/'); fine && slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        fine = make_one(part, err);
        *slash = '/';
    }
    free(part);
    return fine && make_one(path, err);
}

static bool ends_in(const char *name, const char *suffix)
{
    size_t length = strlen(name), end = strlen(suffix);
    return length >= end && strcmp(name + length - end, suffix) == 0;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

char **file_list(const char *folder, const char *suffix, int *n)
{
    char **names = NULL;
    int room = 0;
    *n = 0;
    DIR *dir = opendir(folder);
    if (!dir)
        return NULL;
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (*entry->d_name == '.' || !ends_in(entry->d_name, suffix))
            continue;
        names = xgrow(names, *n, &room, sizeof *names);
        names[(*n)++] = xstrdup(entry->d_name);
    }
    closedir(dir);
    if (*n)
        qsort(names, (size_t)*n, sizeof *names, by_bytes);
    return names;
}

bool file_exists(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0;
}

int64_t file_size(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 ? (int64_t)info.st_size : -1;
}

bool file_is_same(const char *a, const char *b)
{
    struct stat one, other;
    return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

bool file_sync_folder(const char *path)
{
    return sync_folder(path);
}

static bool sync_file(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool fine = fsync(fd) == 0;
    close_quietly(fd);
    return fine;
}

bool file_put(const char *from, const char *to, struct err *err)
{
    char *folder = folder_of(to);
    bool fine = sync_file(from) && rename(from, to) == 0 && sync_folder(folder);
    free(folder);
    return fine || write_failed(to, err);
}

static bool copy_bytes(int from, int to)
{
    enum { PART = 1 << 20 };
    char *bytes = xmalloc(PART);
    size_t got = PART;
    bool fine = true;
    while (fine && got == PART)
        fine = read_some(from, bytes, PART, &got) && write_all(to, bytes, got);
    free(bytes);
    return fine && fsync(to) == 0;
}

bool file_copy(const char *from, const char *to, struct err *err)
{
    int in = open(from, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (in < 0)
        return read_failed(from, err);
    int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (out < 0) {
        close_quietly(in);
        return write_failed(to, err);
    }
    bool fine = copy_bytes(in, out);
    close_quietly(in);
    close_quietly(out);
    char *folder = folder_of(to);
    fine = fine && sync_folder(folder);
    free(folder);
    if (fine)
        return true;
    int error = errno;
    unlink(to);
    errno = error;
    return write_failed(to, err);
}

bool file_remove(const char *path, struct err *err)
{
    return unlink(path) == 0 || errno == ENOENT || err_set(err, tr("Cannot remove '%s': %s."), path, strerror(errno));
}

void file_remove_folder(const char *path)
{
    rmdir(path);
}

/* A lock of the open file, where the system has such: one of the process ends as soon as any hand of this program
   closes the same file. SQLite's own locks are of the process, and the two kinds see each other. */
#ifdef F_OFD_SETLK
enum { SET_LOCK = F_OFD_SETLK };
#else
enum { SET_LOCK = F_SETLK };
#endif

/* SQLite keeps a lock for reading on these bytes of a file in WAL mode for as long as it has it open. */
int file_hold(const char *path)
{
    enum { PENDING_BYTE = 0x40000000, LOCK_BYTES = 512 };
    int fd = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return -1;
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = PENDING_BYTE, .l_len = LOCK_BYTES};
    if (fcntl(fd, SET_LOCK, &lock) == 0 || (errno != EAGAIN && errno != EACCES))
        return fd; /* a file system that cannot lock could not tell us either */
    close(fd);
    return -1;
}

/* The one that holds it may have removed it meanwhile: a hold on what is gone is none. */
int file_hold_folder(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    struct stat held, named;
    if (fd < 0)
        return -1;
    bool taken = flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    if (!taken && fstat(fd, &held) == 0 && stat(path, &named) == 0 && held.st_ino == named.st_ino)
        return fd;
    close(fd);
    return -1;
}

void file_let_go(int hold)
{
    if (hold >= 0)
        close(hold);
}

bool file_is_read_only(const char *path)
{
    return access(path, W_OK) != 0 && errno != ENOENT;
}
