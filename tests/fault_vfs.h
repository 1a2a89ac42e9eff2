#ifndef DEMARC_TESTS_FAULT_VFS_H
#define DEMARC_TESTS_FAULT_VFS_H

/* From here on SQLite has its files on the disk of fault_disk.h, without a change to who uses it: it becomes the default.
   It never sleeps, and its dice begin anew at each call of vfs_begin, so that the same life makes the same calls. */
void vfs_begin(void);

int vfs_open_files(void); /* 0 before disk_restart and disk_clear: what is open belongs to a program that is gone */

#endif
