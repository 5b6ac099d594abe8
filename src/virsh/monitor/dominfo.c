/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh dominfo: domain information. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_END,
};

#define FIELD(sh, name, fmt, ...) virsh_print(sh, "%-15s " fmt "\n", name ":", __VA_ARGS__)

static void show_identity(struct virsh *sh, virDomainPtr dom)
{
    unsigned id = virDomainGetID(dom);
    char uuid[VIR_UUID_STRING_BUFLEN];
    char *os;

    if (id == (unsigned) -1)
        FIELD(sh, "Id", "%s", "-");
    else
        FIELD(sh, "Id", "%d", (int) id);
    FIELD(sh, "Name", "%s", virDomainGetName(dom));
    if (virDomainGetUUIDString(dom, uuid) == 0)
        FIELD(sh, "UUID", "%s", uuid);
    if ((os = virDomainGetOSType(dom)))
        FIELD(sh, "OS Type", "%s", os);
    free(os);
}

static bool show_resources(struct virsh *sh, virDomainPtr dom)
{
    virDomainInfo info;

    if (virDomainGetInfo(dom, &info) < 0)
        return false;
    FIELD(sh, "State", "%s", domain_state_name(info.state));
    FIELD(sh, "CPU(s)", "%d", info.nrVirtCpu);
    if (info.cpuTime != 0)
        FIELD(sh, "CPU time", "%.1lfs", (double) info.cpuTime / 1e9);
    if (info.maxMem != G_MAXUINT)
        FIELD(sh, "Max memory", "%lu KiB", info.maxMem);
    else
        FIELD(sh, "Max memory", "%s", "no limit");
    FIELD(sh, "Used memory", "%lu KiB", info.memory);
    return true;
}

static const char *tristate(int v)
{
    return v < 0 ? "unknown" : v ? "yes" : "no";
}

static void show_life(struct virsh *sh, virDomainPtr dom)
{
    int autostart;

    FIELD(sh, "Persistent", "%s", tristate(virDomainIsPersistent(dom)));
    if (virDomainGetAutostart(dom, &autostart) == 0)
        FIELD(sh, "Autostart", "%s", autostart ? "enable" : "disable");
    FIELD(sh, "Managed save", "%s", tristate(virDomainHasManagedSaveImage(dom, 0)));
}

/* Drivers without labels are no failure; a driver that has them must give them. */
static bool show_security(struct virsh *sh, virDomainPtr dom)
{
    virSecurityModel model = {0};
    g_autofree virSecurityLabel *label = g_new0(virSecurityLabel, 1);

    if (virNodeGetSecurityModel(sh->conn, &model) < 0)
        return virsh_last_code(sh) == VIR_ERR_NO_SUPPORT;
    if (!model.model[0])
        return true;
    FIELD(sh, "Security model", "%s", model.model);
    FIELD(sh, "Security DOI", "%s", model.doi);
    if (virDomainGetSecurityLabel(dom, label) < 0)
        return false;
    if (label->label[0])
        FIELD(sh, "Security label", "%s (%s)", label->label, label->enforcing ? "enforcing" : "permissive");
    return true;
}

static void show_messages(struct virsh *sh, virDomainPtr dom)
{
    char **messages = NULL;
    int n = virDomainGetMessages(dom, &messages, 0);

    for (int i = 0; i < n; i++) {
        virsh_print(sh, "%-15s %s\n", i ? "" : "Messages:", messages[i]);
        free(messages[i]);
    }
    free(messages);
    if (n < 0)
        virsh_forget(sh);
}

static bool run(struct virsh *sh, const struct args *a)
{
    show_identity(sh, a->dom);
    if (!show_resources(sh, a->dom))
        return false;
    show_life(sh, a->dom);
    if (!show_security(sh, a->dom))
        return false;
    show_messages(sh, a->dom);
    return true;
}

COMMAND(dominfo, "dominfo", "domain information", "Returns basic information about the domain.");
