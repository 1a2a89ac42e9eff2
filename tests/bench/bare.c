/* The floor for start, memory and rest: a window of SDL2 and SDL2_ttf with one line of text, which then waits.
   bare FONT-FILE READY-FD */
#include <SDL.h>
#include <SDL_ttf.h>
#include <stdlib.h>
#include <unistd.h>

static int draw(SDL_Window *window, TTF_Font *font)
{
    SDL_Surface *surface = SDL_GetWindowSurface(window);
    SDL_Surface *text = TTF_RenderUTF8_Blended(font, "One line of text.", (SDL_Color){23, 26, 32, 255});
    if (!surface || !text)
        return -1;
    SDL_Rect to = {40, 40, 0, 0};
    SDL_FillRect(surface, NULL, SDL_MapRGB(surface->format, 244, 245, 247));
    SDL_BlitSurface(text, NULL, surface, &to);
    SDL_FreeSurface(text);
    return SDL_UpdateWindowSurface(window);
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (SDL_Init(SDL_INIT_VIDEO) != 0 || TTF_Init() != 0)
        return 3;
    TTF_Font *font = TTF_OpenFont(argv[1], 16);
    SDL_Window *window = SDL_CreateWindow("bare", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, 1280, 800, 0);
    if (!font || !window || draw(window, font) != 0 || write(atoi(argv[2]), "1", 1) != 1)
        return 3;
    SDL_Event event;
    while (SDL_WaitEvent(&event) && event.type != SDL_QUIT)
        ;
    return 0;
}
