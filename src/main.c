#include "sdl/window.h"

#include <SDL.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    (void)argc, (void)argv;
    if (window_run())
        return 0;
    fprintf(stderr, "demarc: no window: %s\n", SDL_GetError());
    return 3;
}
