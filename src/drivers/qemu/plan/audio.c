/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* audio.c: where the guest's sound goes on the host.  */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/plan/build.h"

static json_t *frequency_fixed(struct build *b, const void *side_)
{
    const struct audio_side *s = side_;

    return s->fixed_settings ? json_boolean(s->fixed_settings == TRI_YES) : NULL;
}

/* Formats that QEMU takes are words of ours.  */
static const struct prop side_props[] = {
    PROP(struct audio_side, TRI, "mixing-engine", mixing_engine),
    FROM("fixed-settings", frequency_fixed),
    PROP(struct audio_side, OPT32, "frequency", frequency),
    PROP(struct audio_side, OPT32, "channels", channels),
    PROP(struct audio_side, NAME, "format", format, .names = &audio_format_names),
    PROP(struct audio_side, OPT32, "voices", voices),
    PROP(struct audio_side, OPT32, "buffer-length", buffer_length),
    PROP(struct audio_side, STR, "dev", dev),
    PROP(struct audio_side, TRI, "try-poll", try_poll),
    PROP(struct audio_side, OPT32, "buffer-count", buffer_count),
    PROP(struct audio_side, STR, "server-name", server_name),
    PROP(struct audio_side, STR, "client-name", client_name),
    PROP(struct audio_side, STR, "connect-ports", connect_ports),
    PROP(struct audio_side, TRI, "exact-name", exact_name),
    PROP(struct audio_side, STR, "name", name),
    PROP(struct audio_side, STR, "stream-name", stream_name),
    PROP(struct audio_side, OPT32, "latency", latency),
    {0},
};
static const struct prop audio_props[] = {
    PROP(struct audio, OPT32, "timer-period", timer_period),
    PROP(struct audio, TRI, "try-mmap", try_mmap),
    PROP(struct audio, TRI, "exclusive", exclusive),
    PROP(struct audio, STR, "server", server_name),
    PROP(struct audio, STR, "path", path),
    {0},
};
static const char *const drivers[AUDIO_LAST] = {
    [AUDIO_NONE] = "none", [AUDIO_ALSA] = "alsa",   [AUDIO_COREAUDIO] = "coreaudio",
    [AUDIO_JACK] = "jack", [AUDIO_OSS] = "oss",     [AUDIO_PULSEAUDIO] = "pa",
    [AUDIO_SDL] = "sdl",   [AUDIO_SPICE] = "spice", [AUDIO_FILE] = "wav",
    [AUDIO_DBUS] = "dbus",
};

static void side(struct build *b, const char *name, const struct audio_side *s, json_t *out)
{
    json_t *j = json_object();

    props_fill(b, side_props, s, j);
    if (json_object_size(j))
        json_object_set_new(out, name, j);
    else
        json_decref(j);
}

int plan_audio(struct build *b, const struct audio *a)
{
    json_t *out;
    g_autofree char *text = NULL;
    char *dump;

    if (a->type >= AUDIO_LAST || !drivers[a->type])
        return plan_refuse(b, "audio backend '%s' is not supported", names_word(&audio_type_names, a->type));
    out = json_pack("{s:o, s:s}", "id", json_sprintf("audio%u", a->id), "driver", drivers[a->type]);
    props_fill(b, audio_props, a, out);
    if (a->dsp_policy.set)
        json_object_set_new(out, "dsp-policy", json_integer(a->dsp_policy.v));
    side(b, "in", &a->in, out);
    side(b, "out", &a->out, out);
    dump = json_dumps(out, JSON_COMPACT);
    plan_argf(b, "audiodev", "%s", dump);
    free(dump);
    json_decref(out);
    return 0;
}
