/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh hypervisor-cpu-baseline: compute baseline CPU usable by a specific hypervisor. */
#include "virsh/common/common.h"
#include "virsh/host/cpus.h"

struct args {
    const char *file, *virttype, *emulator, *arch, *machine, *model;
    bool features, migratable;
};

static const struct opt opts[] = {
    OPT_FILE(file, "file", 0, "file containing XML CPU descriptions"),
    OPT_STR(virttype, "virttype", 0, "virtualization type (/domain/@type)"),
    OPT_STR(emulator, "emulator", 0, "path to emulator binary (/domain/devices/emulator)"),
    OPT_STR(arch, "arch", 0, "CPU architecture (/domain/os/type/@arch)"),
    OPT_STR(machine, "machine", 0, "machine type (/domain/os/type/@machine)"),
    OPT_BOOL(features, "features", "Show features that are part of the CPU model type"),
    OPT_BOOL(migratable, "migratable", "Do not include features that block migration"),
    OPT_STR(model, "model", 0, "Shortcut for calling the command with a single CPU model and no additional features"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    g_auto(GStrv) cpus = a->file ? cpus_read(sh, a->file) : NULL;
    unsigned flags = FLAGS({a->features, VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES},
                           {a->migratable, VIR_CONNECT_BASELINE_CPU_MIGRATABLE});
    g_autofree char *model = NULL;
    char *one[2] = {NULL, NULL}, **list = cpus;

    if (a->file && !cpus)
        return false;
    if (!a->file) {
        if (!a->model) {
            virsh_error(sh, "Either --file or --model must be provided");
            return false;
        }
        one[0] = model = xml_build("cpu", (const struct xml_row[]){{"model", a->model}, {NULL, NULL}});
        list = one;
    }
    char *xml = virConnectBaselineHypervisorCPU(sh->conn, a->emulator, a->arch, a->machine, a->virttype,
                                                (const char **) list, g_strv_length(list), flags);
    if (!xml)
        return false;
    virsh_print(sh, "%s", xml);
    free(xml);
    return true;
}

COMMAND(hypervisor_cpu_baseline, "hypervisor-cpu-baseline", "compute baseline CPU usable by a specific hypervisor",
        "Compute baseline CPU for a set of given CPUs. The result will be tailored to the specified hypervisor.");
