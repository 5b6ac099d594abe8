/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh detach-disk: detach disk device. */
#include "virsh/common/common.h"
#include "virsh/domain/disk.h"

struct args {
    virDomainPtr dom;
    const char *target;
    bool persistent, config, live, current, print_xml;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(target, "target", REQ, "target of disk device"),
    OPT_BOOL(persistent, "persistent", "make live change persistent"),
    OPT_AFFECT,
    OPT_BOOL(print_xml, "print-xml", "print XML document rather than detach the disk"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned flags = affect_device(a->dom, a->persistent, a->config, a->live);
    auto_xdoc x = {0};

    if (!xdoc_domain(sh, &x, a->dom, a->config || a->persistent ? VIR_DOMAIN_XML_INACTIVE : 0))
        return false;
    xmlNodePtr disk = disk_find(sh, &x, a->target);
    if (!disk)
        return false;
    g_autofree char *xml = xdoc_node_xml(&x, disk);
    if (a->print_xml) {
        virsh_print(sh, "%s", xml);
        return true;
    }
    int rc = flags || a->current ? virDomainDetachDeviceFlags(a->dom, xml, flags) : virDomainDetachDevice(a->dom, xml);
    return outcome(sh, rc, "Disk detached successfully\n", "Failed to detach disk", "");
}

COMMAND(detach_disk, "detach-disk", "detach disk device", "Detach disk device.",
        .excl = EXCL({"current", "live"}, {"current", "config"}, {"persistent", "current"}));
