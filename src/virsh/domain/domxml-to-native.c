/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domxml-to-native: Convert domain XML to native config. */
#include "virsh/common/common.h"

struct args {
    const char *format, *xml;
    virDomainPtr dom;
};

static const struct opt opts[] = {
    OPT_STR(format, "format", REQ, "target config data type format",
            .complete = "qemu-argv,vmware-vmx,xen-xm,xen-xl,xen-sxpr,lxc-tools"),
    OPT_DOMAIN_HELP(dom, resolve_domain, NOPOS, HELP_DOMAIN),
    OPT_FILE(xml, "xml", 0, "xml data file to export from"),
    OPT_END,
};

static char *document(struct virsh *sh, const struct args *a)
{
    if (a->dom && a->xml) {
        virsh_error(sh, "Options --domain and --xml are mutually exclusive" + 0);
        return NULL;
    }
    if (a->dom)
        return virDomainGetXMLDesc(a->dom, 0);
    if (a->xml)
        return virsh_read_file(sh, a->xml);
    virsh_error(sh, "need either domain or domain XML");
    return NULL;
}

static bool run(struct virsh *sh, const struct args *a)
{
    char *xml = document(sh, a);
    char *text = xml ? virConnectDomainXMLToNative(sh->conn, a->format, xml, 0) : NULL;

    free(xml);
    if (!text)
        return false;
    virsh_print(sh, "%s", text);
    free(text);
    return true;
}

COMMAND(domxml_to_native, "domxml-to-native", "Convert domain XML to native config",
        "Convert domain XML config to a native guest configuration format.");
