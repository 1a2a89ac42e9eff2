/* Samples are made as they are needed: a sine that fades, for a twelfth of a second. */
#include "sdl/sound.h"

#include <SDL.h>
#include <math.h>

enum { RATE = 22050, SAMPLES = RATE / 12, HIGH_HZ = 988, LOW_HZ = 330 };

static bool open_device(struct sound *sound)
{
    const SDL_AudioSpec wanted = {.freq = RATE, .format = AUDIO_S16SYS, .channels = 1, .samples = 512};
    if (sound->none || sound->device)
        return !sound->none;
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) {
        sound->none = true;
        return false;
    }
    sound->device = SDL_OpenAudioDevice(NULL, 0, &wanted, NULL, 0);
    if (sound->device)
        return true;
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    sound->none = true;
    return false;
}

void sound_tick(struct sound *sound, bool right)
{
    static const double loud = 4500, turn = 6.283185307179586;
    enum { RISE = RATE / 500 };
    Sint16 samples[SAMPLES];
    if (!open_device(sound))
        return;
    for (int i = 0; i < SAMPLES; i++) {
        double t = (double)i / RATE, swell = i < RISE ? (double)i / RISE : 1;
        samples[i] = (Sint16)(loud * swell * exp(-t * 50) * sin(turn * (right ? HIGH_HZ : LOW_HZ) * t));
    }
    SDL_ClearQueuedAudio(sound->device);
    SDL_QueueAudio(sound->device, samples, sizeof samples);
    SDL_PauseAudioDevice(sound->device, 0);
}

void sound_close(struct sound *sound)
{
    if (!sound->device)
        return;
    SDL_CloseAudioDevice(sound->device);
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    sound->device = 0;
}
