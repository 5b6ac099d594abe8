/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domxml-from-native: Convert native config to domain XML. */
#include "virsh/common/common.h"

struct args {
    const char *format, *config;
};

static const struct opt opts[] = {
    OPT_STR(format, "format", REQ, "source config data format",
            .complete = "qemu-argv,vmware-vmx,xen-xm,xen-xl,xen-sxpr,lxc-tools"),
    OPT_FILE(config, "config", REQ, "config data file to import from"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    g_autofree char *text = virsh_read_file(sh, a->config);
    char *xml = text ? virConnectDomainXMLFromNative(sh->conn, a->format, text, 0) : NULL;

    if (!xml)
        return false;
    virsh_print(sh, "%s", xml);
    free(xml);
    return true;
}

COMMAND(domxml_from_native, "domxml-from-native", "Convert native config to domain XML",
        "Convert native guest configuration format to domain XML format.");
