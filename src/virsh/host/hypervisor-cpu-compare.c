/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh hypervisor-cpu-compare: compare a CPU with the CPU created by a hypervisor on the host. */
#include "virsh/common/common.h"
#include "virsh/host/cpus.h"

struct args {
    const char *file, *virttype, *emulator, *arch, *machine;
    bool error, validate;
};

static const struct opt opts[] = {
    OPT_FILE(file, "file", REQ, "file containing an XML CPU description"),
    OPT_STR(virttype, "virttype", 0, "virtualization type (/domain/@type)"),
    OPT_STR(emulator, "emulator", 0, "path to emulator binary (/domain/devices/emulator)"),
    OPT_STR(arch, "arch", 0, "CPU architecture (/domain/os/type/@arch)"),
    OPT_STR(machine, "machine", 0, "machine type (/domain/os/type/@machine)"),
    OPT_BOOL(error, "error", "report error if CPUs are incompatible"),
    OPT_BOOL(validate, "validate", "validate the XML document against schema"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    g_auto(GStrv) cpus = cpus_read(sh, a->file);
    unsigned flags = FLAGS({a->error, VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE},
                           {a->validate, VIR_CONNECT_COMPARE_CPU_VALIDATE_XML});

    if (!cpus)
        return false;
    return cpu_compared(
        sh, a->file,
        virConnectCompareHypervisorCPU(sh->conn, a->emulator, a->arch, a->machine, a->virttype, cpus[0], flags),
        "CPU described in %s is incompatible with the CPU provided by hypervisor on the host\n",
        "CPU described in %s is identical to the CPU provided by hypervisor on the host\n",
        "The CPU provided by hypervisor on the host is a superset of CPU described in %s\n",
        "Failed to compare hypervisor CPU with %s");
}

COMMAND(hypervisor_cpu_compare, "hypervisor-cpu-compare",
        "compare a CPU with the CPU created by a hypervisor on the host", "compare CPU with hypervisor CPU");
