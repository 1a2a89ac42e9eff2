/* What stands in for the system under our own file.c: the test is linked with --wrap for each of these calls, so the
   program has no seam for it. Paths on the faulty disk go there, all others to the system. */
#include "base/mem.h"
#include "fault_disk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FD_FIRST = 100000, FDS = 64, DIRS = 8 };

static struct {
    struct disk_file *file; /* NULL: free */
    char *path;
    size_t at;
} fds[FDS];

static struct folder {
    char *path; /* NULL: free */
    int at;
    struct dirent entry;
} dirs[DIRS];

int __real_open(const char *path, int flags, ...);
int __real_close(int fd);
ssize_t __real_read(int fd, void *bytes, size_t size);
ssize_t __real_write(int fd, const void *bytes, size_t size);
int __real_fsync(int fd);
int __real_fstat(int fd, struct stat *info);
int __real_stat(const char *path, struct stat *info);
int __real_rename(const char *from, const char *to);
int __real_unlink(const char *path);
int __real_rmdir(const char *path);
int __real_mkdir(const char *path, mode_t mode);
int __real_fcntl(int fd, int command, ...);
int __real_access(const char *path, int how);
char *__real_realpath(const char *path, char *resolved);
DIR *__real_opendir(const char *path);
struct dirent *__real_readdir(DIR *dir);
int __real_closedir(DIR *dir);

int __wrap_open(const char *path, int flags, ...);
int __wrap_close(int fd);
ssize_t __wrap_read(int fd, void *bytes, size_t size);
ssize_t __wrap_write(int fd, const void *bytes, size_t size);
int __wrap_fsync(int fd);
int __wrap_fstat(int fd, struct stat *info);
int __wrap_stat(const char *path, struct stat *info);
int __wrap_rename(const char *from, const char *to);
int __wrap_unlink(const char *path);
int __wrap_rmdir(const char *path);
int __wrap_mkdir(const char *path, mode_t mode);
int __wrap_fcntl(int fd, int command, ...);
int __wrap_access(const char *path, int how);
char *__wrap_realpath(const char *path, char *resolved);
DIR *__wrap_opendir(const char *path);
struct dirent *__wrap_readdir(DIR *dir);
int __wrap_closedir(DIR *dir);

static bool is_ours(const char *path)
{
    size_t length = strlen(FAULT_DISK);
    return strncmp(path, FAULT_DISK, length) == 0 && (path[length] == '/' || !path[length]);
}

static bool is_open_here(int fd)
{
    return fd >= FD_FIRST;
}

static int fails(int error)
{
    errno = error;
    return -1;
}

static int error_of(enum fault_call call)
{
    size_t part;
    return disk_call(call, 0, &part);
}

/* A folder may be named with a slash at its end. */
static char *plain(const char *path)
{
    char *copy = xstrdup(path);
    size_t length = strlen(copy);
    if (length && copy[length - 1] == '/')
        copy[length - 1] = '\0';
    return copy;
}

/* -- descriptors -- */

static int open_here(const char *path, int flags)
{
    struct disk_file *file = disk_find(path);
    if (file && (flags & O_CREAT) && (flags & O_EXCL))
        return fails(EEXIST);
    if (!file && (!(flags & O_CREAT) || !disk_folder_is_there(path)))
        return fails(ENOENT);
    int error = error_of(file ? CALL_READ : CALL_OPEN);
    if (error)
        return fails(error);
    int n = 0;
    while (n < FDS && fds[n].file)
        n++;
    if (n == FDS)
        abort();
    fds[n].file = file ? file : disk_make(path, false);
    fds[n].path = xstrdup(path);
    fds[n].at = 0;
    if (flags & O_TRUNC)
        disk_truncate(fds[n].file, 0);
    return FD_FIRST + n;
}

int __wrap_open(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    if (!is_ours(path))
        return __real_open(path, flags, mode);
    char *name = plain(path);
    int fd = open_here(name, flags);
    free(name);
    return fd;
}

int __wrap_close(int fd)
{
    if (!is_open_here(fd))
        return __real_close(fd);
    free(fds[fd - FD_FIRST].path);
    fds[fd - FD_FIRST].file = NULL;
    return 0;
}

ssize_t __wrap_read(int fd, void *bytes, size_t size)
{
    if (!is_open_here(fd))
        return __real_read(fd, bytes, size);
    int error = error_of(CALL_READ);
    if (error)
        return fails(error);
    size_t got = disk_read(fds[fd - FD_FIRST].file, bytes, size, fds[fd - FD_FIRST].at);
    fds[fd - FD_FIRST].at += got;
    return (ssize_t)got;
}

/* A write that is cut short says how much was written, as the system does; only the next one says why. */
ssize_t __wrap_write(int fd, const void *bytes, size_t size)
{
    if (!is_open_here(fd))
        return __real_write(fd, bytes, size);
    size_t part;
    int error = disk_call(CALL_WRITE, size, &part);
    size_t done = error ? part : size;
    disk_write(fds[fd - FD_FIRST].file, bytes, done, fds[fd - FD_FIRST].at);
    fds[fd - FD_FIRST].at += done;
    return error && !done ? fails(error) : (ssize_t)done;
}

/* Of a folder too. */
int __wrap_fsync(int fd)
{
    if (!is_open_here(fd))
        return __real_fsync(fd);
    struct disk_file *file = fds[fd - FD_FIRST].file;
    int error = error_of(CALL_SYNC);
    if (error) {
        if (!disk_is_dead())
            disk_sync_lost(file);
        return fails(error);
    }
    if (disk_is_folder(file)) {
        char *inside = xprintf("%s/.", fds[fd - FD_FIRST].path);
        disk_sync_folder_of(inside);
        free(inside);
    }
    disk_sync(file);
    return 0;
}

/* A lock, which nobody else wants here. */
int __wrap_fcntl(int fd, int command, ...)
{
    va_list rest;
    va_start(rest, command);
    void *argument = va_arg(rest, void *);
    va_end(rest);
    return is_open_here(fd) ? 0 : __real_fcntl(fd, command, argument);
}

/* -- names -- */

static int describe(const struct disk_file *file, struct stat *info)
{
    int error = file ? error_of(CALL_READ) : ENOENT;
    if (error)
        return fails(error);
    memset(info, 0, sizeof *info);
    info->st_mode = disk_is_folder(file) ? S_IFDIR | 0700 : S_IFREG | 0600;
    info->st_size = (off_t)disk_size(file);
    info->st_ino = (ino_t)(uintptr_t)file;
    return 0;
}

int __wrap_fstat(int fd, struct stat *info)
{
    return is_open_here(fd) ? describe(fds[fd - FD_FIRST].file, info) : __real_fstat(fd, info);
}

int __wrap_stat(const char *path, struct stat *info)
{
    if (!is_ours(path))
        return __real_stat(path, info);
    char *name = plain(path);
    int result = describe(disk_find(name), info);
    free(name);
    return result;
}

int __wrap_rename(const char *from, const char *to)
{
    if (!is_ours(from))
        return __real_rename(from, to);
    int error = !disk_find(from) || !disk_folder_is_there(to) ? ENOENT : error_of(CALL_RENAME);
    if (error)
        return fails(error);
    disk_rename(from, to);
    return 0;
}

static int remove_name(const char *path)
{
    int error = !disk_find(path) ? ENOENT : error_of(CALL_DELETE);
    if (error)
        return fails(error);
    disk_unlink(path);
    return 0;
}

int __wrap_unlink(const char *path)
{
    return is_ours(path) ? remove_name(path) : __real_unlink(path);
}

int __wrap_rmdir(const char *path)
{
    if (!is_ours(path))
        return __real_rmdir(path);
    char *name = plain(path);
    int result = remove_name(name);
    free(name);
    return result;
}

static int make_folder(const char *path)
{
    if (disk_find(path))
        return fails(EEXIST);
    int error = !disk_folder_is_there(path) ? ENOENT : error_of(CALL_FOLDER);
    if (error)
        return fails(error);
    disk_make(path, true);
    return 0;
}

int __wrap_mkdir(const char *path, mode_t mode)
{
    if (!is_ours(path))
        return __real_mkdir(path, mode);
    char *name = plain(path);
    int result = make_folder(name);
    free(name);
    return result;
}

int __wrap_access(const char *path, int how)
{
    if (!is_ours(path))
        return __real_access(path, how);
    return disk_find(path) ? 0 : fails(ENOENT);
}

char *__wrap_realpath(const char *path, char *resolved)
{
    if (!is_ours(path))
        return __real_realpath(path, resolved);
    if (disk_find(path))
        return xstrdup(path); /* there are no links here */
    errno = ENOENT;
    return NULL;
}

/* -- folders -- */

DIR *__wrap_opendir(const char *path)
{
    if (!is_ours(path))
        return __real_opendir(path);
    char *name = plain(path);
    const struct disk_file *file = disk_find(name);
    int n = 0;
    while (n < DIRS && dirs[n].path)
        n++;
    if (n == DIRS)
        abort();
    errno = !file || !disk_is_folder(file) ? ENOENT : error_of(CALL_READ);
    if (errno) {
        free(name);
        return NULL;
    }
    dirs[n].path = name;
    dirs[n].at = 0;
    return (DIR *)&dirs[n];
}

static struct folder *folder_here(DIR *dir)
{
    for (int i = 0; i < DIRS; i++)
        if ((void *)dir == (void *)&dirs[i])
            return &dirs[i];
    return NULL;
}

struct dirent *__wrap_readdir(DIR *dir)
{
    struct folder *folder = folder_here(dir);
    if (!folder)
        return __real_readdir(dir);
    const char *name = disk_next(folder->path, &folder->at);
    if (!name)
        return NULL;
    snprintf(folder->entry.d_name, sizeof folder->entry.d_name, "%s", name);
    return &folder->entry;
}

int __wrap_closedir(DIR *dir)
{
    struct folder *folder = folder_here(dir);
    if (!folder)
        return __real_closedir(dir);
    free(folder->path);
    folder->path = NULL;
    return 0;
}
