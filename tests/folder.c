#include "folder.h"

#include "base/mem.h"

#include <stdlib.h>

char folder_top[] = "demarc-test-XXXXXX";

int folder_make_top(void **state)
{
    (void)state;
    return mkdtemp(folder_top) ? 0 : -1;
}

int folder_drop_top(void **state)
{
    (void)state;
    char *command = xprintf("rm -rf '%s'", folder_top);
    int status = system(command);
    free(command);
    return status;
}

char *folder_new(void)
{
    static int n;
    return xprintf("%s/%d", folder_top, n++);
}
