/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh iothreadset: modifies an existing IOThread of the guest domain. */
#include "virsh/common/common.h"
#include "virsh/common/tune.h"

struct args {
    virDomainPtr dom;
    struct num_int id, thread_pool_min, thread_pool_max;
    struct num_ull poll_max_ns;
    struct num_uint poll_grow, poll_shrink;
    bool config, live, current;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_INT(id, "id", REQ, "iothread id of existing IOThread"),
    OPT_ULL(poll_max_ns, "poll-max-ns", 0, "set the maximum IOThread polling time in ns"),
    OPT_UINT(poll_grow, "poll-grow", 0, "set the value to increase the IOThread polling time"),
    OPT_UINT(poll_shrink, "poll-shrink", 0, "set the value for reduction of the IOThread polling time"),
    OPT_INT(thread_pool_min, "thread-pool-min", 0, "lower boundary for worker thread pool"),
    OPT_INT(thread_pool_max, "thread-pool-max", 0, "upper boundary for worker thread pool"),
    OPT_AFFECT,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    auto_tune_values v = {0};

    if (a->id.v <= 0) {
        virsh_error(sh, "Invalid IOThread id value: '%d'", a->id.v);
        return false;
    }
    if (a->poll_max_ns.set)
        tune_add_ull(&v, VIR_DOMAIN_IOTHREAD_POLL_MAX_NS, a->poll_max_ns.v);
    if (a->poll_grow.set)
        tune_add_uint(&v, VIR_DOMAIN_IOTHREAD_POLL_GROW, a->poll_grow.v);
    if (a->poll_shrink.set)
        tune_add_uint(&v, VIR_DOMAIN_IOTHREAD_POLL_SHRINK, a->poll_shrink.v);
    if (a->thread_pool_min.set)
        tune_add_int(&v, VIR_DOMAIN_IOTHREAD_THREAD_POOL_MIN, a->thread_pool_min.v);
    if (a->thread_pool_max.set)
        tune_add_int(&v, VIR_DOMAIN_IOTHREAD_THREAD_POOL_MAX, a->thread_pool_max.v);
    if (v.n == 0) {
        virsh_error(sh, "Not enough arguments passed, nothing to set");
        return false;
    }
    return virDomainSetIOThreadParams(a->dom, (unsigned) a->id.v, v.params, v.n, AFFECT(a)) == 0;
}

COMMAND(iothreadset, "iothreadset", "modifies an existing IOThread of the guest domain",
        "Modifies an existing IOThread of the guest domain.", .excl = EXCL_AFFECT);
