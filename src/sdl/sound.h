#ifndef DEMARC_SDL_SOUND_H
#define DEMARC_SDL_SOUND_H

#include <stdbool.h>

/* Two soft ticks. Nothing is opened before the first, and what is open is closed again when it has faded: an open device
   costs a thread that never sleeps. Where there is none, it is silent. Zero-initialise. */
struct sound {
    unsigned device; /* 0: closed */
    bool none;
};

void sound_tick(struct sound *sound, bool right); /* high, or low */
enum { SOUND_FADED_MS = 400 };
void sound_close(struct sound *sound); /* to be called that long after a tick, and at the end */

#endif
