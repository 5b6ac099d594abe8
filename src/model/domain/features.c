/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* features.c: the rows of <features>.  */
#include "model/domain/features.h"

#include <string.h>

#include "base/err.h"
#include "model/domain/table.h"

NAMES(hyperv_mode_names, "Hyper-V mode", [HYPERV_CUSTOM] = "custom", [HYPERV_PASSTHROUGH] = "passthrough");
NAMES(xen_passthrough_names, "mode", NULL, "sync_pt", "share_pt");
NAMES(hpt_resizing_names, "HPT resizing setting", NULL, "enabled", "disabled", "required");
NAMES(gic_version_names, "GIC version", [GIC_HOST] = "host", [GIC_2] = "2", [GIC_3] = "3");
NAMES(ioapic_driver_names, "I/O APIC driver", [IOAPIC_QEMU] = "qemu", [IOAPIC_KVM] = "kvm");
NAMES(msrs_unknown_names, "msrs unknown setting", NULL, "ignore", "fault");
NAMES(cfpc_names, "capability value", NULL, "broken", "workaround", "fixed");
NAMES(ibs_names, "ibs value", NULL, "broken", "workaround", "fixed-ibs", "fixed-ccd", "fixed-na");

#define STATE(T, PATH, M) FLD(T, TRI, PATH "/@state", M, ONOFF, .flags = GUEST_ABI)

static const struct fld state_flds[] = {
    FLD(struct feature, TRI, "@state", state, ONOFF, .flags = GUEST_ABI),
    {0},
};
static const struct rec state_rec = {"feature", sizeof(struct feature), state_flds};
static const struct fld apic_flds[] = {
    FLD(struct feature_apic, TRI, "@eoi", eoi, ONOFF, .flags = GUEST_ABI),
    {0},
};
static const struct rec apic_rec = {"apic", sizeof(struct feature_apic), apic_flds};
static const struct fld gic_flds[] = {
    FLD(struct feature_gic, ENUM, "@version", version, NAMED(gic_version_names), .flags = GUEST_ABI),
    {0},
};
static const struct rec gic_rec = {"gic", sizeof(struct feature_gic), gic_flds};

#define F(PATH, M) STATE(struct hyperv, PATH, M)
static const struct fld hyperv_flds[] = {
    FLD(struct hyperv, ENUM, "@mode", mode, NAMED(hyperv_mode_names), .flags = GUEST_ABI),
    F("relaxed", relaxed),
    F("vapic", vapic),
    F("spinlocks", spinlocks.state),
    FLD(struct hyperv, OPT32, "spinlocks/@retries", spinlocks.retries, .flags = GUEST_ABI),
    F("vpindex", vpindex),
    F("runtime", runtime),
    F("synic", synic),
    F("stimer", stimer.state),
    F("stimer/direct", stimer.direct),
    F("reset", reset),
    F("vendor_id", vendor_id.state),
    FLD(struct hyperv, STR, "vendor_id/@value", vendor_id.value, .flags = GUEST_ABI),
    F("frequencies", frequencies),
    F("reenlightenment", reenlightenment),
    F("tlbflush", tlbflush),
    F("ipi", ipi),
    F("evmcs", evmcs),
    F("avic", avic),
    {0},
};
#undef F
static int hyperv_defaults(void *obj, struct rec_in *in)
{
    struct hyperv *h = obj;

    if (!h->mode)
        h->mode = HYPERV_CUSTOM;
    return 0;
}
static const struct rec hyperv_rec = {"hyperv", sizeof(struct hyperv), hyperv_flds, .defaults = hyperv_defaults};

#define F(PATH, M) STATE(struct kvm_features, PATH, M)
static const struct fld kvm_flds[] = {
    F("hidden", hidden),
    F("hint-dedicated", hint_dedicated),
    F("poll-control", poll_control),
    F("pv-ipi", pv_ipi),
    F("dirty-ring", dirty_ring),
    FLD(struct kvm_features, OPT32, "dirty-ring/@size", dirty_ring_size),
    {0},
};
#undef F
static const struct rec kvm_rec = {"kvm", sizeof(struct kvm_features), kvm_flds};

#define F(PATH, M) STATE(struct xen_features, PATH, M)
static const struct fld xen_flds[] = {
    F("e820_host", e820_host),
    F("passthrough", passthrough),
    FLD(struct xen_features, ENUM, "passthrough/@mode", passthrough_mode, NAMED(xen_passthrough_names)),
    {0},
};
#undef F
static const struct rec xen_rec = {"xen", sizeof(struct xen_features), xen_flds};

static const struct fld smm_flds[] = {
    FLD(struct smm, TRI, "@state", state, ONOFF, .flags = GUEST_ABI),
    FLD(struct smm, SIZE, "tseg", tseg, UNIT(1048576), .flags = GUEST_ABI),
    {0},
};
static const struct rec smm_rec = {"smm", sizeof(struct smm), smm_flds};
static const struct fld hpt_flds[] = {
    FLD(struct hpt, ENUM, "@resizing", resizing, NAMED(hpt_resizing_names), .flags = GUEST_ABI),
    FLD(struct hpt, SIZE, "maxpagesize", maxpagesize, UNIT(1024), .flags = GUEST_ABI),
    {0},
};
static const struct rec hpt_rec = {"hpt", sizeof(struct hpt), hpt_flds};
static const struct fld tcg_flds[] = {
    FLD(struct tcg_features, SIZE, "tb-cache", tb_cache, UNIT(1024)),
    {0},
};
static const struct rec tcg_rec = {"tcg", sizeof(struct tcg_features), tcg_flds};

#define F(K, PATH, M, ...) FLD(struct features, K, PATH, M, .flags = GUEST_ABI, __VA_ARGS__)
static const struct fld features_flds[] = {
    F(FLAG, "acpi", acpi),
    F(PTR, "apic", apic, RECORD(apic_rec)),
    F(FLAG, "pae", pae),
    F(PTR, "hap", hap, RECORD(state_rec)),
    F(FLAG, "viridian", viridian),
    F(FLAG, "privnet", privnet),
    F(PTR, "hyperv", hyperv, RECORD(hyperv_rec)),
    F(PTR, "kvm", kvm, RECORD(kvm_rec)),
    F(PTR, "xen", xen, RECORD(xen_rec)),
    F(PTR, "pvspinlock", pvspinlock, RECORD(state_rec)),
    F(RAW, "capabilities", capabilities),
    F(PTR, "pmu", pmu, RECORD(state_rec)),
    F(PTR, "vmport", vmport, RECORD(state_rec)),
    F(PTR, "gic", gic, RECORD(gic_rec)),
    F(PTR, "smm", smm, RECORD(smm_rec)),
    F(ENUM, "ioapic/@driver", ioapic, NAMED(ioapic_driver_names)),
    F(PTR, "hpt", hpt, RECORD(hpt_rec)),
    F(PTR, "vmcoreinfo", vmcoreinfo, RECORD(state_rec)),
    STATE(struct features, "htm", htm),
    STATE(struct features, "nested-hv", nested_hv),
    F(ENUM, "msrs/@unknown", msrs, NAMED(msrs_unknown_names)),
    STATE(struct features, "ccf-assist", ccf_assist),
    F(ENUM, "cfpc/@value", cfpc, NAMED(cfpc_names)),
    F(ENUM, "sbbc/@value", sbbc, NAMED(cfpc_names)),
    F(ENUM, "ibs/@value", ibs, NAMED(ibs_names)),
    F(PTR, "tcg", tcg, RECORD(tcg_rec)),
    {0},
};
#undef F
/* A feature that nobody knows is refused, not forgotten.  */
static int features_check(const void *obj, struct rec_in *in)
{
    for (const xmlNode *n = in && in->node ? in->node->children : NULL; n; n = n->next) {
        const struct fld *f = features_flds;
        const char *name = (const char *) n->name;
        if (n->type != XML_ELEMENT_NODE)
            continue;
        while (f->kind && (strncmp(f->path, name, strlen(name)) != 0 || (f->path[strlen(name)] & ~'/')))
            f++;
        if (!f->kind)
            return rec_bad(in, VIR_ERR_CONFIG_UNSUPPORTED, "unexpected feature '%s'", name);
    }
    return 0;
}
const struct rec features_rec = {"features", sizeof(struct features), features_flds, .check = features_check};
