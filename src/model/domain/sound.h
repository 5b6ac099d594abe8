/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sound.h: <sound> cards, <audio> backends.  */
#pragma once

#include "model/domain/address.h"

enum sound_model {
    SOUND_NONE,
    SOUND_SB16,
    SOUND_ES1370,
    SOUND_PCSPK,
    SOUND_AC97,
    SOUND_ICH6,
    SOUND_ICH7,
    SOUND_ICH9,
    SOUND_USB,
    SOUND_LAST
};
enum codec_type { CODEC_NONE, CODEC_DUPLEX, CODEC_MICRO, CODEC_OUTPUT };
extern const struct names sound_model_names, codec_type_names;
struct sound_codec {
    unsigned type;
};
struct sound {
    unsigned model;
    REC_LIST(struct sound_codec) codecs;
    struct opt_u32 audio_id;
    struct device_info info;
};
extern const struct rec sound_rec;

enum audio_type {
    AUDIO_DEFAULT,
    AUDIO_NONE,
    AUDIO_ALSA,
    AUDIO_COREAUDIO,
    AUDIO_JACK,
    AUDIO_OSS,
    AUDIO_PULSEAUDIO,
    AUDIO_SDL,
    AUDIO_SPICE,
    AUDIO_FILE,
    AUDIO_DBUS,
    AUDIO_LAST
};
enum audio_format { AUDIO_FORMAT_DEFAULT, AUDIO_S8, AUDIO_U8, AUDIO_S16, AUDIO_U16, AUDIO_S32, AUDIO_U32, AUDIO_F32 };
enum audio_sdl_driver { AUDIO_SDL_DEFAULT, AUDIO_SDL_ESD, AUDIO_SDL_ALSA, AUDIO_SDL_ARTS, AUDIO_SDL_PULSEAUDIO };
extern const struct names audio_type_names, audio_format_names, audio_sdl_driver_names;

struct audio_side { /* <input> or <output>; members that the type does not know stay unset */
    unsigned mixing_engine, fixed_settings, try_poll, exact_name; /* TRI yes/no */
    struct opt_u32 voices, buffer_length, buffer_count, latency;
    char *dev, *server_name, *client_name, *connect_ports, *name, *stream_name;
    struct opt_u32 frequency, channels;
    unsigned format; /* enum audio_format */
};
struct audio {
    uint32_t id;
    unsigned type; /* enum audio_type */
    struct opt_u32 timer_period;
    unsigned try_mmap, exclusive; /* oss: TRI */
    struct opt_i64 dsp_policy;
    char *server_name; /* pulseaudio */
    unsigned sdl_driver;
    char *path; /* file */
    struct audio_side in, out;
};
extern const struct rec audio_rec;
