/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sound.c: the rows of <sound> and <audio>.  */
#include "model/domain/sound.h"

#include "model/domain/table.h"

NAMES(sound_model_names, "sound model", [SOUND_SB16] = "sb16", [SOUND_ES1370] = "es1370", [SOUND_PCSPK] = "pcspk",
      [SOUND_AC97] = "ac97", [SOUND_ICH6] = "ich6", [SOUND_ICH7] = "ich7", [SOUND_ICH9] = "ich9", [SOUND_USB] = "usb");
NAMES(codec_type_names, "codec type", [CODEC_DUPLEX] = "duplex", [CODEC_MICRO] = "micro", [CODEC_OUTPUT] = "output");
NAMES(audio_type_names, "audio type", [AUDIO_NONE] = "none", [AUDIO_ALSA] = "alsa", [AUDIO_COREAUDIO] = "coreaudio",
      [AUDIO_JACK] = "jack", [AUDIO_OSS] = "oss", [AUDIO_PULSEAUDIO] = "pulseaudio", [AUDIO_SDL] = "sdl",
      [AUDIO_SPICE] = "spice", [AUDIO_FILE] = "file", [AUDIO_DBUS] = "dbus");
NAMES(audio_format_names, "audio format", [AUDIO_S8] = "s8", [AUDIO_U8] = "u8", [AUDIO_S16] = "s16",
      [AUDIO_U16] = "u16", [AUDIO_S32] = "s32", [AUDIO_U32] = "u32", [AUDIO_F32] = "f32");
NAMES(audio_sdl_driver_names, "SDL driver", [AUDIO_SDL_ESD] = "esd", [AUDIO_SDL_ALSA] = "alsa",
      [AUDIO_SDL_ARTS] = "arts", [AUDIO_SDL_PULSEAUDIO] = "pulseaudio");

static const struct fld codec_flds[] = {
    FLD(struct sound_codec, ENUM, "@type", type, NAMED(codec_type_names), .flags = REQUIRED),
    {0},
};
static const struct rec codec_rec = {"codec", sizeof(struct sound_codec), codec_flds};

#define F(K, PATH, M, ...) FLD(struct sound, K, PATH, M, .flags = GUEST_ABI, __VA_ARGS__)
static const struct fld sound_flds[] = {
    FLD(struct sound, ENUM, "@model", model, NAMED(sound_model_names), .flags = REQUIRED | GUEST_ABI),
    F(LIST, "codec", codecs, RECORD(codec_rec)),
    FLD(struct sound, OPT32, "audio/@id", audio_id, .min = 1),
    F(SUB, ".", info, RECORD(device_info_rec)),
    {0},
};
#undef F
const struct rec sound_rec = {"sound", sizeof(struct sound), sound_flds};

#define F(K, PATH, M, ...) FLD(struct audio_side, K, PATH, M, __VA_ARGS__)
static const struct fld side_flds[] = {
    F(TRI, "@mixingEngine", mixing_engine, YESNO),
    F(TRI, "@fixedSettings", fixed_settings, YESNO),
    F(OPT32, "@voices", voices),
    F(OPT32, "@bufferLength", buffer_length),
    F(STR, "@dev", dev),
    F(OPT32, "@bufferCount", buffer_count),
    F(STR, "@serverName", server_name),
    F(STR, "@clientName", client_name),
    F(STR, "@connectPorts", connect_ports),
    F(TRI, "@exactName", exact_name, YESNO),
    F(TRI, "@tryPoll", try_poll, YESNO),
    F(STR, "@name", name),
    F(STR, "@streamName", stream_name),
    F(OPT32, "@latency", latency),
    F(OPT32, "settings/@frequency", frequency),
    F(OPT32, "settings/@channels", channels),
    F(ENUM, "settings/@format", format, NAMED(audio_format_names)),
    {0},
};
#undef F
static const struct rec side_rec = {"input", sizeof(struct audio_side), side_flds};

#define F(K, PATH, M, ...) FLD(struct audio, K, PATH, M, __VA_ARGS__)
static const struct fld audio_flds[] = {
    F(UINT, "@id", id, .flags = REQUIRED, .min = 1),
    F(ENUM, "@type", type, NAMED(audio_type_names), .flags = REQUIRED),
    F(OPT32, "@timerPeriod", timer_period),
    F(TRI, "@tryMMap", try_mmap, YESNO),
    F(TRI, "@exclusive", exclusive, YESNO),
    F(OPTI64, "@dspPolicy", dsp_policy),
    F(STR, "@serverName", server_name),
    F(ENUM, "@driver", sdl_driver, NAMED(audio_sdl_driver_names)),
    F(STR, "@path", path),
    F(SUB, "input", in, RECORD(side_rec)),
    F(SUB, "output", out, RECORD(side_rec)),
    {0},
};
#undef F
const struct rec audio_rec = {"audio", sizeof(struct audio), audio_flds};
