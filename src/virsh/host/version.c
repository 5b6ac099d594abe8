/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh version: show version. */
#include "virsh/common/common.h"

struct args {
    bool daemon;
};

static const struct opt opts[] = {
    OPT_BOOL(daemon, "daemon", "report daemon version too"),
    OPT_END,
};

static void show(struct virsh *sh, const char *label, const char *what, unsigned long v)
{
    virsh_print(sh, "%s: %s %lu.%lu.%lu\n", label, what, v / 1000000, v / 1000 % 1000, v % 1000);
}

static bool show_daemon(struct virsh *sh)
{
    unsigned long v;

    if (virConnectGetLibVersion(sh->conn, &v) < 0) {
        virsh_error(sh, "failed to get the daemon version");
        return false;
    }
    virsh_print(sh, "Running against daemon: %lu.%lu.%lu\n", v / 1000000, v / 1000 % 1000, v % 1000);
    return true;
}

static bool run(struct virsh *sh, const struct args *a)
{
    const char *type = virConnectGetType(sh->conn);
    unsigned long lib, api, hv;

    if (!type) {
        virsh_error(sh, "failed to get hypervisor type");
        return false;
    }
    show(sh, "Compiled against library", "libvirt", LIBVIR_VERSION_NUMBER);
    if (virGetVersion(&lib, type, &api) < 0) {
        virsh_error(sh, "failed to get the library version");
        return false;
    }
    show(sh, "Using library", "libvirt", lib);
    show(sh, "Using API", type, api);
    if (virConnectGetVersion(sh->conn, &hv) < 0) {
        if (virsh_last_code(sh) != VIR_ERR_NO_SUPPORT) {
            virsh_error(sh, "failed to get the hypervisor version");
            return false;
        }
        hv = 0;
    }
    if (hv)
        show(sh, "Running hypervisor", type, hv);
    else
        virsh_print(sh, "Cannot extract running %s hypervisor version\n", type);
    return !a->daemon || show_daemon(sh);
}

COMMAND(version, "version", "show version", "Display the system version information.");
