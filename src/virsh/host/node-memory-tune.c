/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh node-memory-tune: Get or set node memory parameters. */
#include "virsh/common/common.h"
#include "virsh/common/tune.h"

struct args {
    struct num_uint shm_pages_to_scan, shm_sleep_millisecs, shm_merge_across_nodes;
};

static const struct opt opts[] = {
    OPT_UINT(shm_pages_to_scan, "shm-pages-to-scan", 0,
             "number of pages to scan before the shared memory service goes to sleep"),
    OPT_UINT(shm_sleep_millisecs, "shm-sleep-millisecs", 0,
             "number of millisecs the shared memory service should sleep before next scan"),
    OPT_UINT(shm_merge_across_nodes, "shm-merge-across-nodes", 0,
             "Specifies if pages from different numa nodes can be merged"),
    OPT_END,
};

static bool show(struct virsh *sh)
{
    int n = 0;

    if (virNodeGetMemoryParameters(sh->conn, NULL, &n, 0) < 0) {
        virsh_error(sh, "Unable to get number of memory parameters");
        return false;
    }
    if (n == 0)
        return true;
    g_autofree virTypedParameterPtr params = g_new0(virTypedParameter, n);
    if (virNodeGetMemoryParameters(sh->conn, params, &n, 0) < 0) {
        virsh_error(sh, "Unable to get memory parameters");
        return false;
    }
    virsh_print(sh, "Shared memory:\n");
    for (int i = 0; i < n; i++) {
        g_autofree char *text = param_text(&params[i]);
        virsh_print(sh, "\t%-15s %s\n", params[i].field, text);
    }
    virTypedParamsClear(params, n);
    return true;
}

static bool run(struct virsh *sh, const struct args *a)
{
    auto_tune_values v = {0};

    if (a->shm_pages_to_scan.set)
        tune_add_uint(&v, VIR_NODE_MEMORY_SHARED_PAGES_TO_SCAN, a->shm_pages_to_scan.v);
    if (a->shm_sleep_millisecs.set)
        tune_add_uint(&v, VIR_NODE_MEMORY_SHARED_SLEEP_MILLISECS, a->shm_sleep_millisecs.v);
    if (a->shm_merge_across_nodes.set)
        tune_add_uint(&v, VIR_NODE_MEMORY_SHARED_MERGE_ACROSS_NODES, a->shm_merge_across_nodes.v);
    if (v.n == 0)
        return show(sh);
    return outcome(sh, virNodeSetMemoryParameters(sh->conn, v.params, v.n, 0), NULL,
                   "Unable to change memory parameters", "");
}

COMMAND(node_memory_tune, "node-memory-tune", "Get or set node memory parameters",
        "Get or set node memory parameters\n    To get the memory parameters, use following command: \n\n    virsh # "
        "node-memory-tune");
