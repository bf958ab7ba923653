#include "speech/sound.h"

#include <SDL.h>
#include <stdlib.h>

struct sound {
  SDL_AudioDeviceID device;
  int rate;
  /* Shared with SDL's thread; under the device's lock. */
  int16_t *ring;
  size_t size, from, count; /* `count` samples from `from`, around the end */
  int percent;
};

/* In SDL's thread: what is missing is silence. */
static void play(void *context, uint8_t *bytes, int length) {
  struct sound *sound = context;
  int16_t *out = (int16_t *)(void *)bytes;
  size_t wanted = (size_t)length / sizeof *out;
  for (size_t i = 0; i < wanted; i++) {
    int sample = 0;
    if (sound->count > 0) {
      sample = sound->ring[sound->from] * sound->percent / 100;
      sound->from = (sound->from + 1) % sound->size;
      sound->count--;
    }
    out[i] = (int16_t)sample;
  }
}

bool sound_open(int rate, struct sound **out, struct err *err) {
  if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) return err_set(err, ERR_IO, "no sound: %s", SDL_GetError());
  struct sound *sound = calloc(1, sizeof *sound);
  ASSERT(sound != NULL);
  sound->rate = rate;
  sound->size = (size_t)rate;
  sound->ring = calloc(sound->size, sizeof *sound->ring);
  ASSERT(sound->ring != NULL);
  sound->percent = 100;
  SDL_AudioSpec wanted = {
      .freq = rate, .format = AUDIO_S16SYS, .channels = 1, .samples = SOUND_BUFFER, .callback = play, .userdata = sound};
  sound->device = SDL_OpenAudioDevice(NULL, 0, &wanted, NULL, 0);
  if (sound->device == 0) {
    bool failed = err_set(err, ERR_IO, "no sound device: %s", SDL_GetError());
    sound_close(sound);
    return failed;
  }
  SDL_PauseAudioDevice(sound->device, 0);
  *out = sound;
  return true;
}

void sound_close(struct sound *sound) {
  if (!sound) return;
  if (sound->device) SDL_CloseAudioDevice(sound->device);
  SDL_QuitSubSystem(SDL_INIT_AUDIO);
  free(sound->ring);
  free(sound);
}

int sound_rate(const struct sound *sound) { return sound->rate; }

size_t sound_pending(struct sound *sound) {
  SDL_LockAudioDevice(sound->device);
  size_t count = sound->count;
  SDL_UnlockAudioDevice(sound->device);
  return count;
}

size_t sound_room(struct sound *sound) { return sound->size - sound_pending(sound); }

void sound_put(struct sound *sound, const int16_t *samples, size_t count) {
  SDL_LockAudioDevice(sound->device);
  ASSERT(count <= sound->size - sound->count);
  for (size_t i = 0; i < count; i++)
    sound->ring[(sound->from + sound->count + i) % sound->size] = samples[i];
  sound->count += count;
  SDL_UnlockAudioDevice(sound->device);
}

void sound_clear(struct sound *sound) {
  SDL_LockAudioDevice(sound->device);
  sound->count = 0;
  SDL_UnlockAudioDevice(sound->device);
}

void sound_set_volume(struct sound *sound, int percent) {
  SDL_LockAudioDevice(sound->device);
  sound->percent = percent;
  SDL_UnlockAudioDevice(sound->device);
}

bool sound_is_lost(struct sound *sound) { return SDL_GetAudioDeviceStatus(sound->device) != SDL_AUDIO_PLAYING; }
