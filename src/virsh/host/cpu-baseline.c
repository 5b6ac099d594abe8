/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh cpu-baseline: compute baseline CPU. */
#include "virsh/common/common.h"
#include "virsh/host/cpus.h"

struct args {
    const char *file;
    bool features, migratable;
};

static const struct opt opts[] = {
    OPT_FILE(file, "file", REQ, "file containing XML CPU descriptions"),
    OPT_BOOL(features, "features", "Show features that are part of the CPU model type"),
    OPT_BOOL(migratable, "migratable", "Do not include features that block migration"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    g_auto(GStrv) cpus = cpus_read(sh, a->file);
    unsigned flags = FLAGS({a->features, VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES},
                           {a->migratable, VIR_CONNECT_BASELINE_CPU_MIGRATABLE});

    if (!cpus)
        return false;
    char *xml = virConnectBaselineCPU(sh->conn, (const char **) cpus, g_strv_length(cpus), flags);
    if (!xml)
        return false;
    virsh_print(sh, "%s", xml);
    free(xml);
    return true;
}

COMMAND(cpu_baseline, "cpu-baseline", "compute baseline CPU", "Compute baseline CPU for a set of given CPUs.");
