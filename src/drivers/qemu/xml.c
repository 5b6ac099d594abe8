/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* xml.c: documents of guests, and their translation into a QEMU command line. */
#define ERR_FROM VIR_FROM_QEMU
#include <string.h>

#include "base/err.h"
#include "drivers/qemu/functions.h"
#include "drivers/qemu/guest.h"
#include "drivers/qemu/process.h"

int qemu_virDomainGetXMLDesc(struct call *c, const struct virDomainGetXMLDesc_args *a,
                             struct virDomainGetXMLDesc_ret *ret)
{
    struct object *o = c->object;
    if (c->session->readonly && a->flags & (VIR_DOMAIN_XML_SECURE | VIR_DOMAIN_XML_MIGRATABLE)) {
        err_set(VIR_FROM_DOMAIN, VIR_ERR_OPERATION_DENIED, 0, __FILE__, __func__, __LINE__,
                "virDomainGetXMLDesc with secure flag");
        return -1;
    }
    bool inactive = a->flags & VIR_DOMAIN_XML_INACTIVE;
    cleanup_def struct def *config = object_config(o);
    cleanup_def struct def *live = object_live(o);
    const struct def *d = inactive ? (config ? config : live) : live ? live : config;
    unsigned how = (inactive || !live ? REC_INACTIVE : 0) | (a->flags & VIR_DOMAIN_XML_SECURE ? REC_SECURE : 0) |
                   (a->flags & VIR_DOMAIN_XML_MIGRATABLE ? REC_MIGRATABLE | REC_SECURE : 0);
    if (!d)
        return err(VIR_ERR_NO_DOMAIN, "the domain is gone"), -1;
    ret->xml = domain_format(def_domain(d), how);
    return ret->xml ? 0 : -1;
}

int qemu_virConnectDomainXMLToNative(struct call *c, const struct virConnectDomainXMLToNative_args *a,
                                     struct virConnectDomainXMLToNative_ret *ret)
{
    struct qemu *q = qemu_of_call(c);
    struct plan_env env;
    if (strcmp(a->native_format, "qemu-argv") != 0) {
        err(VIR_ERR_INVALID_ARG, "unsupported config type %s", a->native_format);
        return -1;
    }
    struct domain_def *def = domain_read(q, a->domain_xml, REC_INACTIVE | REC_SECURE);
    if (!def)
        return -1;
    struct qemu_caps *caps = caps_get(q->caps, def->emulator);
    if (caps && caps_firmware_fill(q->caps, def, q->dirs.nvram) == 0) {
        g_autofree char *word = g_strdup_printf("domain--1-%.20s", def->name);
        g_autofree char *dir = g_build_filename(q->dirs.lib, word, NULL);
        g_autofree char *channel = g_build_filename(q->dirs.channel, word, NULL);
        domain_def_alias(def);
        plan_env_init(&env, q, caps, NULL);
        env.domain_dir = dir;
        env.channel_dir = channel;
        ret->native_config = plan_to_native(def, &env);
    }
    caps_unref(caps);
    domain_def_free(def);
    return ret->native_config ? 0 : -1;
}
