/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh cpu-models: CPU models. */
#include "virsh/common/common.h"

struct args {
    const char *arch;
};

static const struct opt opts[] = {
    OPT_STR(arch, "arch", REQ, "architecture"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    char **models = NULL;
    int n = virConnectGetCPUModelNames(sh->conn, a->arch, &models, 0);

    if (n < 0) {
        virsh_error(sh, "failed to get CPU model names");
        return false;
    }
    if (n == 0)
        virsh_print(sh, "%s\n", "all CPU models are accepted");
    for (int i = 0; i < n; i++) {
        virsh_print(sh, "%s\n", models[i]);
        free(models[i]);
    }
    free(models);
    return true;
}

COMMAND(cpu_models, "cpu-models", "CPU models", "Get the CPU models for an arch.");
