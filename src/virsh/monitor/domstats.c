/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domstats: get statistics about one or multiple domains. */
#include "virsh/common/common.h"

struct args {
    bool state, cpu_total, balloon, vcpu, interface, block, perf, iothread, memory, dirtyrate, vm, list_active,
        list_inactive, list_persistent, list_transient, list_running, list_paused, list_shutoff, list_other, raw,
        enforce, backing, nowait;
    const char **dom;
};

static const struct opt opts[] = {
    OPT_BOOL(state, "state", "report domain state"),
    OPT_BOOL(cpu_total, "cpu-total", "report domain physical cpu usage"),
    OPT_BOOL(balloon, "balloon", "report domain balloon statistics"),
    OPT_BOOL(vcpu, "vcpu", "report domain virtual cpu information"),
    OPT_BOOL(interface, "interface", "report domain network interface information"),
    OPT_BOOL(block, "block", "report domain block device statistics"),
    OPT_BOOL(perf, "perf", "report domain perf event statistics"),
    OPT_BOOL(iothread, "iothread", "report domain IOThread information"),
    OPT_BOOL(memory, "memory", "report domain memory usage"),
    OPT_BOOL(dirtyrate, "dirtyrate", "report domain dirty rate information"),
    OPT_BOOL(vm, "vm", "report hypervisor-specific statistics"),
    OPT_BOOL(list_active, "list-active", "list only active domains"),
    OPT_BOOL(list_inactive, "list-inactive", "list only inactive domains"),
    OPT_BOOL(list_persistent, "list-persistent", "list only persistent domains"),
    OPT_BOOL(list_transient, "list-transient", "list only transient domains"),
    OPT_BOOL(list_running, "list-running", "list only running domains"),
    OPT_BOOL(list_paused, "list-paused", "list only paused domains"),
    OPT_BOOL(list_shutoff, "list-shutoff", "list only shutoff domains"),
    OPT_BOOL(list_other, "list-other", "list only domains in other states"),
    OPT_BOOL(raw, "raw", "do not pretty-print the fields"),
    OPT_BOOL(enforce, "enforce", "enforce requested stats parameters"),
    OPT_BOOL(backing, "backing", "add backing chain information to block stats"),
    OPT_BOOL(nowait, "nowait", "report only stats that are accessible instantly"),
    OPT_ARGV(dom, "domain", RAW, "list of domains to get stats for"),
    OPT_END,
};

#define STAT(opt, bit)                 \
    {                                  \
        a->opt, VIR_DOMAIN_STATS_##bit \
    }
#define PICK(opt, bit)                                  \
    {                                                   \
        a->opt, VIR_CONNECT_GET_ALL_DOMAINS_STATS_##bit \
    }

static void show(struct virsh *sh, const struct args *a, virDomainStatsRecordPtr record)
{
    virsh_print(sh, "Domain: '%s'\n", virDomainGetName(record->dom));
    (void) a;
    for (int i = 0; i < record->nparams; i++) {
        g_autofree char *text = param_text(&record->params[i]);
        virsh_print(sh, "  %s=%s\n", record->params[i].field, text);
    }
}

/* The domains named on the command line, NULL-terminated; NULL after an error line. */
static virDomainPtr *domains_named(struct virsh *sh, const struct args *a)
{
    g_autoptr(GPtrArray) doms = g_ptr_array_new_with_free_func((GDestroyNotify) (void *) virDomainFree);

    for (const char **name = a->dom; *name; name++) {
        void *dom = resolve_domain.find(sh, &resolve_domain, *name, NULL);
        if (!dom)
            return NULL;
        g_ptr_array_add(doms, dom);
    }
    g_ptr_array_set_free_func(doms, NULL);
    g_ptr_array_add(doms, NULL);
    return (virDomainPtr *) g_ptr_array_free(g_steal_pointer(&doms), FALSE);
}

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned stats = FLAGS(STAT(state, STATE), STAT(cpu_total, CPU_TOTAL), STAT(balloon, BALLOON), STAT(vcpu, VCPU),
                           STAT(interface, INTERFACE), STAT(block, BLOCK), STAT(perf, PERF), STAT(iothread, IOTHREAD),
                           STAT(memory, MEMORY), STAT(dirtyrate, DIRTYRATE), STAT(vm, VM));
    unsigned flags = FLAGS(PICK(list_active, ACTIVE), PICK(list_inactive, INACTIVE), PICK(list_persistent, PERSISTENT),
                           PICK(list_transient, TRANSIENT), PICK(list_running, RUNNING), PICK(list_paused, PAUSED),
                           PICK(list_shutoff, SHUTOFF), PICK(list_other, OTHER), PICK(backing, BACKING),
                           PICK(nowait, NOWAIT), PICK(enforce, ENFORCE_STATS));
    g_autofree virDomainPtr *doms = NULL;
    virDomainStatsRecordPtr *records = NULL;
    int n;

    if (a->dom[0]) {
        if (!(doms = domains_named(sh, a)))
            return false;
        n = virDomainListGetStats(doms, stats, &records, flags);
    } else {
        n = virConnectGetAllDomainStats(sh->conn, stats, &records, flags);
    }
    for (int i = 0; i < n; i++) {
        if (i)
            virsh_print(sh, "\n");
        show(sh, a, records[i]);
    }
    virDomainStatsRecordListFree(records);
    for (virDomainPtr *d = doms; d && *d; d++)
        virDomainFree(*d);
    return n >= 0;
}

COMMAND(domstats, "domstats", "get statistics about one or multiple domains",
        "Gets statistics about one or more (or all) domains");
