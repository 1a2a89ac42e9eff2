#ifndef DEMARC_BASE_MOMENT_H
#define DEMARC_BASE_MOMENT_H

#include <stdint.h>

/* When: read from the clocks at the edge of the program and handed down. mono_ms never jumps and has no meaning but for
   differences; utc_ms is Unix time; offset_min is what local time is ahead of UTC. */
struct moment {
    int64_t mono_ms, utc_ms;
    int offset_min;
};

#endif
