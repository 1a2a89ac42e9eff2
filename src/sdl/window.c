/* The window: the one place that waits for SDL's events and presents pixels. */
#include "sdl/window.h"

#include <SDL.h>

bool window_run(void)
{
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return false;
    SDL_Window *window = SDL_CreateWindow("demarc", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, 1280, 800,
                                          SDL_WINDOW_RESIZABLE);
    if (!window)
        return false;
    SDL_FillRect(SDL_GetWindowSurface(window), NULL, 0xfff4f5f7);
    SDL_UpdateWindowSurface(window);
    SDL_Event event = {0};
    while (event.type != SDL_QUIT && SDL_WaitEvent(&event)) {
    }
    SDL_DestroyWindow(window);
    SDL_Quit();
    return true;
}
