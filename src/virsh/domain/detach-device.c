/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh detach-device: detach device from an XML file. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char *file;
    bool persistent, config, live, current;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_FILE(file, "file", REQ, "XML file"),
    OPT_BOOL(persistent, "persistent", "make live change persistent"),
    OPT_AFFECT,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    g_autofree char *xml = virsh_read_file(sh, a->file);
    unsigned flags = affect_device(a->dom, a->persistent, a->config, a->live);

    if (!xml)
        return false;
    int rc = flags || a->current ? virDomainDetachDeviceFlags(a->dom, xml, flags) : virDomainDetachDevice(a->dom, xml);
    return outcome(sh, rc, "Device detached successfully\n", "Failed to detach device from %s", a->file);
}

COMMAND(detach_device, "detach-device", "detach device from an XML file", "Detach device from an XML <file>",
        .excl = EXCL({"current", "live"}, {"current", "config"}, {"persistent", "current"}));
