#ifndef DEMARC_BASE_MOMENT_H
#define DEMARC_BASE_MOMENT_H

#include <stdint.h>

/* When: read from the clocks at the edge of the program and handed down. mono_ms never jumps and has no meaning but for
   differences; utc_ms is Unix time; offset_min is what local time is ahead of UTC; day_shift_h is how many hours after 4 in
   the morning a day of study begins, -4 to 8, 0 unless that was set. */
struct moment {
    int64_t mono_ms, utc_ms;
    int offset_min;
    int day_shift_h;
};

#endif
