/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sound.c: sound cards and the codecs of HDA ones.  */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/plan/build.h"

static json_t *audiodev(struct build *b, const void *s_)
{
    const struct sound *s = s_;
    g_autofree char *id = audio_id(b, &s->audio_id);

    return id ? json_string(id) : NULL;
}

static const struct prop card_props[] = {
    ROWS(struct sound, info, id_props),
    FROM("audiodev", audiodev),
    ROWS(struct sound, info, place_props),
    {0},
};
static const struct prop hda_props[] = {
    ROWS(struct sound, info, id_props),
    ROWS(struct sound, info, place_props),
    {0},
};
static const struct devmodel models[] = {
    {SOUND_SB16, 0, 0, "sb16", card_props, 0},
    {SOUND_ES1370, 0, 0, "ES1370", card_props, 0},
    {SOUND_AC97, 0, 0, "AC97", card_props, 0},
    {SOUND_USB, 0, 0, "usb-audio", card_props, 0},
    {SOUND_ICH6, 0, 0, "intel-hda", hda_props, 0},
    {SOUND_ICH9, 0, 0, "ich9-intel-hda", hda_props, 0},
    {0},
};

static void codec(struct build *b, const struct sound *s, unsigned n, unsigned type)
{
    static const char *const drivers[] = {
        [CODEC_DUPLEX] = "hda-duplex", [CODEC_MICRO] = "hda-micro", [CODEC_OUTPUT] = "hda-output"};
    const char *alias = device_alias(&s->info);
    json_t *audio = audiodev(b, s);
    json_t *out = json_pack("{s:s, s:o, s:o, s:i}", "driver", drivers[type], "id", json_sprintf("%s-codec%u", alias, n),
                            "bus", json_sprintf("%s.0", alias), "cad", (int) n);

    if (audio)
        json_object_set_new(out, "audiodev", audio);
    plan_add(b, OP_DEVICE, out);
}

int plan_sound(struct build *b, const struct sound *s)
{
    if (b->def->audios.n == 0) {
        b->failed = true;
        err(VIR_ERR_INTERNAL_ERROR, "unable to find audio backend for sound device");
        return -1;
    }
    if (s->model == SOUND_PCSPK) { /* the speaker belongs to the machine */
        plan_argf(b, "soundhw", "pcspk");
        return 0;
    }
    if (s->model == SOUND_ICH7)
        return plan_refuse(b, "sound card model '%s' is not supported by QEMU", "ich7");
    if (!plan_model_add(b, "sound", models, s->model, 0, s->info.address.type, s))
        return -1;
    if (s->model != SOUND_ICH6 && s->model != SOUND_ICH9)
        return 0;
    if (s->codecs.n == 0)
        codec(b, s, 0, CODEC_DUPLEX);
    for (size_t i = 0; i < s->codecs.n; i++)
        codec(b, s, (unsigned) i, s->codecs.v[i]->type);
    return 0;
}
