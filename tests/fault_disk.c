/* Each file has its bytes as programs see them and as the platter has them, and between the two the writes that were
   not synced, in order. Names are a second list of the same kind: a change of names is on the platter when the folder
   was synced. The two lists are all there is to a power cut: some of the changes are made on the platter, the rest are
   not, and what programs see begins anew from there. */
#include "fault_disk.h"

#include "base/mem.h"
#include "base/rng.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

const char *const fault_names[FAULTS] = {
    "no fault",          "one call fails", "one call is cut short", "all calls fail", "no room",
    "no room for bytes", "killed",         "killed half way",       "power cut",      "power cut, some of it written",
};

struct bytes {
    unsigned char *at;
    size_t size, room;
};

struct change { /* of a file: a write, or where bytes is NULL a truncation to offset */
    unsigned char *bytes;
    size_t size, offset;
};

struct disk_file {
    bool folder;
    struct bytes now, firm;
    struct change *changes;
    int n_changes, room;
    struct disk_file *next;
};

struct name {
    char *path;
    struct disk_file *now, *firm; /* NULL: not there */
};

struct naming { /* a change of names; both halves of a renaming or none */
    int name, from;
    struct disk_file *file, *from_file;
};

static struct disk_file *files;
static struct name *names;
static int n_names, names_room;
static struct naming *namings;
static int n_namings, namings_room;
static enum fault armed;
static long countdown, calls;
static bool struck, dead;
static bool (*asked)(long call);
static struct rng dice;

/* -- bytes -- */

static void set_size(struct bytes *b, size_t size)
{
    if (size > b->room) {
        size_t room = size < 4096 ? 4096 : size * 3 / 2;
        unsigned char *at = xcalloc(room, 1);
        if (b->size)
            memcpy(at, b->at, b->size);
        free(b->at);
        b->at = at;
        b->room = room;
    }
    if (size > b->size)
        memset(b->at + b->size, 0, size - b->size);
    b->size = size;
}

static void apply(struct bytes *b, const struct change *change, size_t size)
{
    if (!change->bytes) {
        set_size(b, change->offset);
        return;
    }
    if (change->offset + size > b->size)
        set_size(b, change->offset + size);
    memcpy(b->at + change->offset, change->bytes, size);
}

static void forget_changes(struct disk_file *file)
{
    for (int i = 0; i < file->n_changes; i++)
        free(file->changes[i].bytes);
    file->n_changes = 0;
}

static void note(struct disk_file *file, struct change change)
{
    file->changes = xgrow(file->changes, file->n_changes, &file->room, sizeof *file->changes);
    file->changes[file->n_changes++] = change;
    apply(&file->now, &change, change.size);
}

size_t disk_size(const struct disk_file *file)
{
    return file->now.size;
}

unsigned char *disk_bytes(struct disk_file *file)
{
    return file->now.at;
}

size_t disk_read(const struct disk_file *file, void *bytes, size_t size, size_t offset)
{
    size_t there = offset < file->now.size ? file->now.size - offset : 0;
    if (there > size)
        there = size;
    if (there)
        memcpy(bytes, file->now.at + offset, there);
    return there;
}

void disk_write(struct disk_file *file, const void *bytes, size_t size, size_t offset)
{
    if (!size)
        return;
    struct change change = {xmalloc(size), size, offset};
    memcpy(change.bytes, bytes, size);
    note(file, change);
}

void disk_truncate(struct disk_file *file, size_t size)
{
    note(file, (struct change){.offset = size});
}

void disk_sync(struct disk_file *file)
{
    for (int i = 0; i < file->n_changes; i++)
        apply(&file->firm, &file->changes[i], file->changes[i].size);
    forget_changes(file);
}

void disk_sync_lost(struct disk_file *file)
{
    forget_changes(file);
}

/* -- names -- */

static int name_of(const char *path)
{
    for (int i = 0; i < n_names; i++)
        if (strcmp(names[i].path, path) == 0)
            return i;
    names = xgrow(names, n_names, &names_room, sizeof *names);
    names[n_names] = (struct name){.path = xstrdup(path)};
    return n_names++;
}

static void change_names(struct naming naming)
{
    namings = xgrow(namings, n_namings, &namings_room, sizeof *namings);
    namings[n_namings++] = naming;
    names[naming.name].now = naming.file;
    if (naming.from >= 0)
        names[naming.from].now = naming.from_file;
}

static void make_firm(const struct naming *naming)
{
    names[naming->name].firm = naming->file;
    if (naming->from >= 0)
        names[naming->from].firm = naming->from_file;
}

static struct disk_file root = {.folder = true};

struct disk_file *disk_find(const char *path)
{
    if (strcmp(path, FAULT_DISK) == 0)
        return &root;
    for (int i = 0; i < n_names; i++)
        if (strcmp(names[i].path, path) == 0)
            return names[i].now;
    return NULL;
}

struct disk_file *disk_make_nameless(void)
{
    struct disk_file *file = xcalloc(1, sizeof *file);
    file->next = files;
    files = file;
    return file;
}

struct disk_file *disk_make(const char *path, bool folder)
{
    struct disk_file *file = disk_make_nameless();
    file->folder = folder;
    change_names((struct naming){name_of(path), -1, file, NULL});
    return file;
}

bool disk_is_folder(const struct disk_file *file)
{
    return file->folder;
}

static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    assert(slash);
    return (size_t)(slash - path);
}

bool disk_folder_is_there(const char *path)
{
    size_t length = folder_length(path);
    char *folder = xprintf("%.*s", (int)length, path);
    struct disk_file *file = disk_find(folder);
    free(folder);
    return file && file->folder;
}

void disk_unlink(const char *path)
{
    change_names((struct naming){name_of(path), -1, NULL, NULL});
}

void disk_rename(const char *from, const char *to)
{
    int name = name_of(to), old = name_of(from);
    change_names((struct naming){name, old, names[old].now, NULL});
}

void disk_sync_folder_of(const char *path)
{
    size_t length = folder_length(path);
    int kept = 0;
    for (int i = 0; i < n_namings; i++) {
        const char *named = names[namings[i].name].path;
        if (folder_length(named) == length && strncmp(named, path, length) == 0)
            make_firm(&namings[i]);
        else
            namings[kept++] = namings[i];
    }
    n_namings = kept;
}

const char *disk_next(const char *folder, int *at)
{
    size_t length = strlen(folder);
    length -= length && folder[length - 1] == '/';
    while (*at < n_names) {
        const struct name *name = &names[(*at)++];
        if (name->now && folder_length(name->path) == length && strncmp(name->path, folder, length) == 0)
            return name->path + length + 1;
    }
    return NULL;
}

/* -- faults -- */

void disk_clear(void)
{
    disk_arm(FAULT_NONE, 0, 0);
    for (struct disk_file *next; files; files = next) {
        next = files->next;
        forget_changes(files);
        free(files->changes);
        free(files->now.at);
        free(files->firm.at);
        free(files);
    }
    for (int i = 0; i < n_names; i++)
        free(names[i].path);
    free(names);
    free(namings);
    names = NULL;
    namings = NULL;
    n_names = names_room = n_namings = namings_room = 0;
}

void disk_arm(enum fault fault, long n, uint64_t seed)
{
    armed = fault;
    countdown = n;
    calls = 0;
    struck = dead = false;
    asked = NULL;
    dice.state = seed;
}

void disk_ask(bool (*strikes)(long call))
{
    asked = strikes;
}

long disk_calls(void)
{
    return calls;
}

bool disk_struck(void)
{
    return struck;
}

bool disk_is_dead(void)
{
    return dead;
}

static bool keeps_any(void)
{
    return armed == FAULT_POWER_SOME && rng_below(&dice, 2);
}

/* Of those that are kept one in eight is there by half. */
static void keep_some(struct disk_file *file)
{
    for (int i = 0; i < file->n_changes; i++) {
        const struct change *change = &file->changes[i];
        if (keeps_any())
            apply(&file->firm, change, rng_below(&dice, 8) ? change->size : change->size / 2);
    }
    forget_changes(file);
}

static void lose_what_was_not_synced(void)
{
    for (struct disk_file *file = files; file; file = file->next) {
        keep_some(file);
        set_size(&file->now, file->firm.size);
        if (file->firm.size)
            memcpy(file->now.at, file->firm.at, file->firm.size);
    }
    for (int i = 0; i < n_namings; i++)
        if (keeps_any())
            make_firm(&namings[i]);
    n_namings = 0;
    for (int i = 0; i < n_names; i++)
        names[i].now = names[i].firm;
    for (int i = 0; i < n_names; i++) /* a folder that went takes its files along */
        if (names[i].now && !disk_folder_is_there(names[i].path))
            names[i].now = names[i].firm = NULL;
}

void disk_cut_power(void)
{
    armed = FAULT_POWER;
    dead = struck = true;
}

void disk_restart(void)
{
    if (dead && (armed == FAULT_POWER || armed == FAULT_POWER_SOME))
        lose_what_was_not_synced();
    disk_arm(FAULT_NONE, 0, 0);
}

static bool changes_the_disk(enum fault_call call)
{
    return call != CALL_READ && call != CALL_LOCK;
}

static bool needs_room(enum fault_call call)
{
    return call == CALL_WRITE || call == CALL_OPEN || call == CALL_FOLDER || call == CALL_RENAME;
}

int disk_call(enum fault_call call, size_t size, size_t *part)
{
    *part = 0;
    if (dead)
        return EIO;
    if (armed >= FAULT_KILL && !changes_the_disk(call))
        return 0;
    calls++;
    if (asked && asked(calls)) {
        countdown = calls;
        dice.state += (uint64_t)calls;
    }
    if (!countdown || calls < countdown)
        return 0;
    bool now = calls == countdown;
    struck = true;
    switch (armed) {
    case FAULT_ONCE:
        return now ? EIO : 0;
    case FAULT_SHORT:
        *part = size / 2;
        return now ? EIO : 0;
    case FAULT_ON:
        return EIO;
    case FAULT_FULL:
        *part = now ? size / 2 : 0;
        return needs_room(call) ? ENOSPC : 0;
    case FAULT_TIGHT:
        *part = now ? size / 2 : 0;
        return call == CALL_WRITE ? ENOSPC : 0;
    case FAULT_TORN:
        *part = size / 2;
        dead = true;
        return EIO;
    case FAULT_KILL:
    case FAULT_POWER:
    case FAULT_POWER_SOME:
        dead = true;
        return EIO;
    case FAULT_NONE:
    case FAULTS:
        break;
    }
    return 0;
}
