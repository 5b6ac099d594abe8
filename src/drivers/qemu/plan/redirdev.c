/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* redirdev.c: USB devices of the viewer, and smart cards.  */
#define ERR_FROM VIR_FROM_QEMU
#include <stdio.h>

#include "drivers/qemu/plan/build.h"

/* "1.10" is 0x0110 to QEMU: two digits each side, as in the device's descriptor.  */
static void version_text(GString *out, const char *version)
{
    unsigned major, minor;

    if (version && sscanf(version, "%u.%u", &major, &minor) == 2)
        g_string_append_printf(out, "0x%02u%02u", major, minor);
    else
        g_string_append(out, "-1");
}

static json_t *filter(struct build *b, const void *r)
{
    const struct redirfilter *f = b->def->redirfilter;
    GString *out;
    json_t *text;

    if (!f || f->usbdevs.n == 0)
        return NULL;
    out = g_string_new(NULL);
    for (size_t i = 0; i < f->usbdevs.n; i++) {
        const struct usbdev_filter *u = f->usbdevs.v[i];

        g_string_append_printf(out, "%s%s:%s:%s:", i ? "|" : "", u->class ? u->class : "-1",
                               u->vendor ? u->vendor : "-1", u->product ? u->product : "-1");
        version_text(out, u->version);
        g_string_append_printf(out, ":%d", u->allow == TRI_YES);
    }
    text = json_string(out->str);
    g_string_free(out, true);
    return text;
}

static json_t *redir_chardev(struct build *b, const void *r_)
{
    return json_sprintf("char%s", device_alias(&((const struct redirdev *) r_)->info));
}

static json_t *redir_boot(struct build *b, const void *r_)
{
    const struct redirdev *r = r_;

    return ASIDE(r->info.more)->boot_order.set ? json_integer(ASIDE(r->info.more)->boot_order.v) : NULL;
}

static const struct prop redir_props[] = {
    FROM("chardev", redir_chardev), ROWS(struct redirdev, info, id_props),    FROM("filter", filter),
    FROM("bootindex", redir_boot),  ROWS(struct redirdev, info, place_props), {0},
};

int plan_redirdev(struct build *b, const struct redirdev *r)
{
    g_autofree char *id = g_strdup_printf("char%s", device_alias(&r->info));

    if (plan_chardev(b, &r->src, id, device_alias(&r->info), ROLE_REDIR, r) < 0)
        return -1;
    return plan_device_add(b, "usb-redir", redir_props, r) ? 0 : -1;
}

/* ---- smart cards ---- */
static json_t *ccid_bus(struct build *b, const void *s_)
{
    const struct smartcard *s = s_;
    g_autofree char *id = controller_id(b, CONTROLLER_CCID, s->info.address.ccid.controller);

    return id ? json_sprintf("%s.0", id) : NULL;
}

static const struct prop card_props[] = {
    ROWS(struct smartcard, info, id_props),
    FROM("bus", ccid_bus),
    {0},
};

static int emulated(struct build *b, const struct smartcard *s)
{
    json_t *out = json_pack("{s:s, s:s}", "driver", "ccid-card-emulated", "backend",
                            s->mode == SMARTCARD_HOST ? "nss-emulated" : "certificates");

    if (s->mode == SMARTCARD_HOST_CERTIFICATES) {
        for (size_t i = 0; i < s->certificates.n && i < 3; i++) {
            char key[8];

            g_snprintf(key, sizeof(key), "cert%zu", i + 1);
            json_object_set_new(out, key, json_string(s->certificates.v[i]));
        }
        json_object_set_new(out, "db", json_string(s->database ? s->database : "/etc/pki/nssdb"));
    }
    props_fill(b, card_props, s, out);
    plan_add(b, OP_DEVICE, out);
    return b->failed ? -1 : 0;
}

int plan_smartcard(struct build *b, const struct smartcard *s)
{
    g_autofree char *id = g_strdup_printf("char%s", device_alias(&s->info));
    json_t *out;

    if (s->mode != SMARTCARD_PASSTHROUGH)
        return emulated(b, s);
    if (plan_chardev(b, &s->src, id, device_alias(&s->info), ROLE_SMARTCARD, s) < 0)
        return -1;
    out = json_pack("{s:s, s:s}", "driver", "ccid-card-passthru", "chardev", id);
    props_fill(b, card_props, s, out);
    plan_add(b, OP_DEVICE, out);
    return b->failed ? -1 : 0;
}
