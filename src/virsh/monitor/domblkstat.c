/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domblkstat: get device block stats for a domain. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char *device;
    bool human;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(device, "device", EMPTY_OK, "block device"),
    OPT_BOOL(human, "human", "print a more human readable output"),
    OPT_END,
};

/* In the order of the display; what the driver gives beyond it follows. */
static const struct {
    const char *field; /* of the typed parameters */
    const char *name;
    const char *human;
} rows[] = {
    {VIR_DOMAIN_BLOCK_STATS_READ_REQ, "rd_req", "number of read operations:"},
    {VIR_DOMAIN_BLOCK_STATS_READ_BYTES, "rd_bytes", "number of bytes read:"},
    {VIR_DOMAIN_BLOCK_STATS_WRITE_REQ, "wr_req", "number of write operations:"},
    {VIR_DOMAIN_BLOCK_STATS_WRITE_BYTES, "wr_bytes", "number of bytes written:"},
    {VIR_DOMAIN_BLOCK_STATS_ERRS, "errs", "error count:"},
    {VIR_DOMAIN_BLOCK_STATS_FLUSH_REQ, "flush_operations", "number of flush operations:"},
    {VIR_DOMAIN_BLOCK_STATS_READ_TOTAL_TIMES, "rd_total_times", "total duration of reads (ns):"},
    {VIR_DOMAIN_BLOCK_STATS_WRITE_TOTAL_TIMES, "wr_total_times", "total duration of writes (ns):"},
    {VIR_DOMAIN_BLOCK_STATS_FLUSH_TOTAL_TIMES, "flush_total_times", "total duration of flushes (ns):"},
};

static void show(struct virsh *sh, const struct args *a, const char *name, const char *human, const char *value)
{
    if (a->human)
        virsh_print(sh, " %-31s %s\n", human ? human : name, value);
    else
        virsh_print(sh, "%s%s%s %s\n", a->device ? a->device : "", " ", name, value);
}

static bool show_old(struct virsh *sh, const struct args *a, const char *device)
{
    virDomainBlockStatsStruct s;

    if (virDomainBlockStats(a->dom, device, &s, sizeof(s)) < 0) {
        virsh_error(sh, "Failed to get block stats %s %s", virDomainGetName(a->dom), device);
        return false;
    }
    if (a->human)
        virsh_print(sh, "Device: %s\n", device);
    const long long values[] = {s.rd_req, s.rd_bytes, s.wr_req, s.wr_bytes, s.errs};
    for (unsigned i = 0; i < G_N_ELEMENTS(values); i++) {
        g_autofree char *text = g_strdup_printf("%lld", values[i]);
        if (values[i] >= 0)
            show(sh, a, rows[i].name, rows[i].human, text);
    }
    return true;
}

static void show_params(struct virsh *sh, const struct args *a, virTypedParameterPtr params, int n)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
        virTypedParameterPtr p = virTypedParamsGet(params, n, rows[i].field);
        g_autofree char *text = p ? param_text(p) : NULL;
        if (!p)
            continue;
        show(sh, a, rows[i].name, rows[i].human, text);
        p->field[0] = '\0'; /* shown */
    }
    for (int i = 0; i < n; i++) {
        g_autofree char *text = param_text(&params[i]);
        if (params[i].field[0])
            show(sh, a, params[i].field, NULL, text);
    }
}

static bool run(struct virsh *sh, const struct args *a)
{
    const char *device = a->device ? a->device : "";
    int n = 0;

    if (virDomainBlockStatsFlags(a->dom, device, NULL, &n, 0) < 0) {
        if (virsh_last_code(sh) == VIR_ERR_NO_SUPPORT) {
            virsh_forget(sh);
            return show_old(sh, a, device);
        }
        virsh_error(sh, "Failed to get block stats %s %s", virDomainGetName(a->dom), device);
        return false;
    }
    g_autofree virTypedParameterPtr params = g_new0(virTypedParameter, n + 1);
    if (virDomainBlockStatsFlags(a->dom, device, params, &n, 0) < 0) {
        virsh_error(sh, "Failed to get block stats for domain '%s' device '%s'", virDomainGetName(a->dom), device);
        return false;
    }
    if (a->human)
        virsh_print(sh, "Device: %s\n", device);
    show_params(sh, a, params, n);
    virTypedParamsClear(params, n);
    return true;
}

COMMAND(domblkstat, "domblkstat", "get device block stats for a domain",
        "Get device block stats for a running domain. See man page or use --human for explanation of fields");
