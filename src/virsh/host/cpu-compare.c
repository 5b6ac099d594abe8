/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh cpu-compare: compare host CPU with a CPU described by an XML file. */
#include "virsh/common/common.h"
#include "virsh/host/cpus.h"

struct args {
    const char *file;
    bool error, validate;
};

static const struct opt opts[] = {
    OPT_FILE(file, "file", REQ, "file containing an XML CPU description"),
    OPT_BOOL(error, "error", "report error if CPUs are incompatible"),
    OPT_BOOL(validate, "validate", "validate the XML document against schema"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    g_auto(GStrv) cpus = cpus_read(sh, a->file);
    unsigned flags = FLAGS({a->error, VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE},
                           {a->validate, VIR_CONNECT_COMPARE_CPU_VALIDATE_XML});

    return cpus &&
           cpu_compared(sh, a->file, virConnectCompareCPU(sh->conn, cpus[0], flags),
                        "CPU described in %s is incompatible with host CPU\n",
                        "CPU described in %s is identical to host CPU\n",
                        "Host CPU is a superset of CPU described in %s\n", "Failed to compare host CPU with %s");
}

COMMAND(cpu_compare, "cpu-compare", "compare host CPU with a CPU described by an XML file",
        "compare CPU with host CPU");
