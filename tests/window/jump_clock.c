/* Loaded before the C library: the system's clock, but for what is monotonic, is ahead by the seconds that the file
   $JUMP_CLOCK says, while it is there. Nobody has to be allowed to set the machine's clock for that. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int clock_gettime(clockid_t clock, struct timespec *now)
{
    static int (*real)(clockid_t, struct timespec *);
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "clock_gettime");
    int status = real(clock, now);
    const char *path = getenv("JUMP_CLOCK");
    FILE *file = clock == CLOCK_REALTIME && path ? fopen(path, "r") : NULL;
    long ahead = 0;
    if (file) {
        if (fscanf(file, "%ld", &ahead) == 1)
            now->tv_sec += ahead;
        fclose(file);
    }
    return status;
}
