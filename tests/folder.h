#ifndef DEMARC_TESTS_FOLDER_H
#define DEMARC_TESTS_FOLDER_H

/* A folder of its own for a test program, in the one it runs in: made and dropped by the group's setup and teardown. */
extern char folder_top[];
int folder_make_top(void **state);
int folder_drop_top(void **state);

char *folder_new(void); /* a name in it for a folder that is not there yet, another each time; the caller frees */

#endif
