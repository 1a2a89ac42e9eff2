#ifndef DEMARC_SDL_WINDOW_H
#define DEMARC_SDL_WINDOW_H

/* Opens the window and waits until it is closed. False: there is no display. */
#include <stdbool.h>

bool window_run(void);

#endif
