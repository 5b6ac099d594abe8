/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh managedsave-define: redefine the XML for a domain's managed save state file. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char *xml;
    bool running, paused;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain_saved),
    OPT_FILE(xml, "xml", REQ, "filename containing updated XML for the target"),
    OPT_BOOL(running, "running", "set domain to be running on start"),
    OPT_BOOL(paused, "paused", "set domain to be paused on start"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    g_autofree char *xml = virsh_read_file(sh, a->xml);

    if (!xml)
        return false;
    int rc = virDomainManagedSaveDefineXML(
        a->dom, xml, FLAGS({a->running, VIR_DOMAIN_SAVE_RUNNING}, {a->paused, VIR_DOMAIN_SAVE_PAUSED}));
    return outcome(sh, rc, "Managed save state file of domain '%s' updated.\n", "Failed to update %s XML configuration",
                   virDomainGetName(a->dom));
}

COMMAND(managedsave_define, "managedsave-define", "redefine the XML for a domain's managed save state file",
        "Replace the domain XML associated with a managed save state file", .excl = EXCL({"running", "paused"}));
