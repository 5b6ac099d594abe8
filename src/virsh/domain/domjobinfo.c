/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domjobinfo: domain job information. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    bool completed, keep_completed, anystats, rawstats;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_BOOL(completed, "completed", "return statistics of a recently completed job"),
    OPT_BOOL(keep_completed, "keep-completed", "don't destroy statistics of a recently completed job when reading"),
    OPT_BOOL(anystats, "anystats", "print statistics for any kind of job (even failed ones)"),
    OPT_BOOL(rawstats, "rawstats", "print the raw data returned by libvirt"),
    OPT_END,
};

static const char *const types[] = {"None", "Bounded", "Unbounded", "Completed", "Failed", "Cancelled"};
static const char *const operations[] = {
    "Unknown",  "Start",           "Save", "Restore", "Incoming migration", "Outgoing migration",
    "Snapshot", "Snapshot revert", "Dump", "Backup",  "Snapshot delete"};

enum look { LOOK_MS, LOOK_SIZE, LOOK_SIZE_RATE, LOOK_NUMBER, LOOK_RATE };

/* In the order of the display. Rows without a value of the job are left out. */
static const struct {
    const char *field, *label, *tail;
    enum look look;
} rows[] = {
    {VIR_DOMAIN_JOB_TIME_ELAPSED, "Time elapsed:", "ms", LOOK_MS},
    {VIR_DOMAIN_JOB_TIME_ELAPSED_NET, "Time elapsed w/o network:", "ms", LOOK_MS},
    {VIR_DOMAIN_JOB_TIME_REMAINING, "Time remaining:", "ms", LOOK_MS},
    {VIR_DOMAIN_JOB_DATA_PROCESSED, "Data processed:", "", LOOK_SIZE},
    {VIR_DOMAIN_JOB_DATA_REMAINING, "Data remaining:", "", LOOK_SIZE},
    {VIR_DOMAIN_JOB_DATA_TOTAL, "Data total:", "", LOOK_SIZE},
    {VIR_DOMAIN_JOB_MEMORY_PROCESSED, "Memory processed:", "", LOOK_SIZE},
    {VIR_DOMAIN_JOB_MEMORY_REMAINING, "Memory remaining:", "", LOOK_SIZE},
    {VIR_DOMAIN_JOB_MEMORY_TOTAL, "Memory total:", "", LOOK_SIZE},
    {VIR_DOMAIN_JOB_MEMORY_BPS, "Memory bandwidth:", "/s", LOOK_SIZE_RATE},
    {VIR_DOMAIN_JOB_MEMORY_DIRTY_RATE, "Dirty rate:", "pages/s", LOOK_RATE},
    {VIR_DOMAIN_JOB_MEMORY_PAGE_SIZE, "Page size:", "bytes", LOOK_RATE},
    {VIR_DOMAIN_JOB_MEMORY_ITERATION, "Iteration:", "", LOOK_NUMBER},
    {VIR_DOMAIN_JOB_MEMORY_POSTCOPY_REQS, "Postcopy requests:", "", LOOK_NUMBER},
    {VIR_DOMAIN_JOB_DISK_PROCESSED, "File processed:", "", LOOK_SIZE},
    {VIR_DOMAIN_JOB_DISK_REMAINING, "File remaining:", "", LOOK_SIZE},
    {VIR_DOMAIN_JOB_DISK_TOTAL, "File total:", "", LOOK_SIZE},
    {VIR_DOMAIN_JOB_DISK_BPS, "File bandwidth:", "/s", LOOK_SIZE_RATE},
    {VIR_DOMAIN_JOB_MEMORY_CONSTANT, "Constant pages:", "", LOOK_NUMBER},
    {VIR_DOMAIN_JOB_MEMORY_NORMAL, "Normal pages:", "", LOOK_NUMBER},
    {VIR_DOMAIN_JOB_MEMORY_NORMAL_BYTES, "Normal data:", "", LOOK_SIZE},
    {VIR_DOMAIN_JOB_DOWNTIME, "Total downtime:", "ms", LOOK_MS},
    {VIR_DOMAIN_JOB_DOWNTIME_NET, "Downtime w/o network:", "ms", LOOK_MS},
    {VIR_DOMAIN_JOB_SETUP_TIME, "Setup time:", "ms", LOOK_MS},
    {VIR_DOMAIN_JOB_COMPRESSION_CACHE, "Compression cache:", "", LOOK_SIZE},
    {VIR_DOMAIN_JOB_COMPRESSION_BYTES, "Compressed data:", "", LOOK_SIZE},
    {VIR_DOMAIN_JOB_COMPRESSION_PAGES, "Compressed pages:", "", LOOK_NUMBER},
    {VIR_DOMAIN_JOB_COMPRESSION_CACHE_MISSES, "Compression cache misses:", "", LOOK_NUMBER},
    {VIR_DOMAIN_JOB_COMPRESSION_OVERFLOW, "Compression overflows:", "", LOOK_NUMBER},
    {VIR_DOMAIN_JOB_AUTO_CONVERGE_THROTTLE, "Auto converge throttle:", "", LOOK_NUMBER},
};

static void row_show(struct virsh *sh, unsigned row, const virTypedParameter *p, bool raw)
{
    g_autofree char *text = param_text(p);
    const char *unit;

    if (!raw && (rows[row].look == LOOK_SIZE || rows[row].look == LOOK_SIZE_RATE)) {
        double v = size_pretty(p->value.ul, &unit);
        virsh_print(sh, "%-17s %-.3lf %s%s\n", rows[row].label, v, unit, rows[row].tail);
        return;
    }
    virsh_print(sh, "%-17s %-12s%s%s\n", rows[row].label, text, *rows[row].tail ? " " : "", rows[row].tail);
}

static void stats_show(struct virsh *sh, const struct args *a, int type, virTypedParameterPtr params, int n)
{
    int operation = 0;

    if (a->rawstats) {
        virsh_print(sh, "Job type: %d\n\n", type);
        for (int i = 0; i < n; i++) {
            g_autofree char *text = param_text(&params[i]);
            virsh_print(sh, "%s: %s\n", params[i].field, text);
        }
        return;
    }
    virsh_print(sh, "%-17s %-12s\n", "Job type:", NAME_OF(types, type));
    if (type == VIR_DOMAIN_JOB_NONE)
        return;
    if (virTypedParamsGetInt(params, n, VIR_DOMAIN_JOB_OPERATION, &operation) > 0)
        virsh_print(sh, "%-17s %-12s\n", "Operation:", NAME_OF(operations, operation));
    for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
        virTypedParameterPtr p = virTypedParamsGet(params, n, rows[i].field);
        if (p && p->value.ul)
            row_show(sh, i, p, false);
    }
}

/* A driver without the typed form still has the old structure. */
static bool old_show(struct virsh *sh, const struct args *a)
{
    virDomainJobInfo info;

    virsh_forget(sh);
    if (virDomainGetJobInfo(a->dom, &info) < 0)
        return false;
    virsh_print(sh, "%-17s %-12s\n", "Job type:", NAME_OF(types, info.type));
    return true;
}

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned flags = FLAGS({a->completed, VIR_DOMAIN_JOB_STATS_COMPLETED},
                           {a->keep_completed, VIR_DOMAIN_JOB_STATS_COMPLETED | VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED});
    virTypedParameterPtr params = NULL;
    int type, n = 0;

    if (virDomainGetJobStats(a->dom, &type, &params, &n, flags) < 0) {
        if (virsh_last_code(sh) != VIR_ERR_NO_SUPPORT)
            return false;
        if (!flags && !a->rawstats)
            return old_show(sh, a);
        virsh_error(sh, "Optional flags or --rawstats are not supported by the daemon");
        return false;
    }
    stats_show(sh, a, type, params, n);
    virTypedParamsFree(params, n);
    return true;
}

COMMAND(domjobinfo, "domjobinfo", "domain job information", "Returns information about jobs running on a domain.",
        .excl = EXCL({"completed", "anystats"}));
