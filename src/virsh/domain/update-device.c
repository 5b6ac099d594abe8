/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh update-device: update device from an XML file. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char *file;
    bool persistent, config, live, current, force;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_FILE(file, "file", REQ, "XML file"),
    OPT_BOOL(persistent, "persistent", "make live change persistent"),
    OPT_AFFECT,
    OPT_BOOL(force, "force", "force device update"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    g_autofree char *xml = virsh_read_file(sh, a->file);
    unsigned flags = affect_device(a->dom, a->persistent, a->config, a->live);

    if (!xml)
        return false;
    int rc = virDomainUpdateDeviceFlags(a->dom, xml, flags | (a->force ? VIR_DOMAIN_DEVICE_MODIFY_FORCE : 0));
    return outcome(sh, rc, "Device updated successfully\n", "Failed to update device from %s", a->file);
}

COMMAND(update_device, "update-device", "update device from an XML file", "Update device from an XML <file>.",
        .excl = EXCL({"current", "live"}, {"current", "config"}, {"persistent", "current"}));
