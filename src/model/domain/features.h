/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* features.h: <features>. Members named *state* are TRI on/off: 0 not given.  */
#pragma once

#include "rec/rec.h"

struct feature {    /* <x/> or <x state='on'/> */
    unsigned state; /* TRI on/off */
};
struct feature_apic {
    unsigned eoi; /* TRI on/off */
};
struct feature_spinlocks {
    unsigned state;
    struct opt_u32 retries;
};
struct feature_stimer {
    unsigned state;
    unsigned direct; /* TRI on/off: <direct state=> */
};
struct feature_vendor {
    unsigned state;
    char *value;
};
enum hyperv_mode { HYPERV_MODE_NONE, HYPERV_CUSTOM, HYPERV_PASSTHROUGH };
struct hyperv {
    unsigned mode; /* enum hyperv_mode */
    unsigned relaxed, vapic;
    struct feature_spinlocks spinlocks;
    unsigned vpindex, runtime, synic;
    struct feature_stimer stimer;
    unsigned reset;
    struct feature_vendor vendor_id;
    unsigned frequencies, reenlightenment, tlbflush, ipi, evmcs, avic;
};
struct kvm_features {
    unsigned hidden, hint_dedicated, poll_control, pv_ipi, dirty_ring;
    struct opt_u32 dirty_ring_size;
};
struct xen_features {
    unsigned e820_host, passthrough;
    unsigned passthrough_mode; /* 1 sync_pt, 2 share_pt */
};
struct smm {
    unsigned state;
    uint64_t tseg; /* bytes */
};
struct hpt {
    unsigned resizing;    /* 1 enabled, 2 disabled, 3 required */
    uint64_t maxpagesize; /* bytes */
};
struct tcg_features {
    uint64_t tb_cache; /* KiB */
};
enum gic_version { GIC_NONE, GIC_HOST, GIC_2, GIC_3 };
struct feature_gic {
    unsigned version; /* enum gic_version */
};
enum ioapic_driver { IOAPIC_DEFAULT, IOAPIC_QEMU, IOAPIC_KVM };
extern const struct names hyperv_mode_names, xen_passthrough_names, hpt_resizing_names, gic_version_names,
    ioapic_driver_names, msrs_unknown_names, cfpc_names, ibs_names;

struct features {
    bool acpi;
    struct feature_apic *apic;
    bool pae;
    struct feature *hap;
    bool viridian, privnet;
    struct hyperv *hyperv;
    struct kvm_features *kvm;
    struct xen_features *xen;
    struct feature *pvspinlock;
    char *capabilities; /* lxc: kept verbatim */
    struct feature *pmu, *vmport;
    struct feature_gic *gic;
    struct smm *smm;
    unsigned ioapic; /* enum ioapic_driver */
    struct hpt *hpt;
    struct feature *vmcoreinfo;
    unsigned htm, nested_hv, ccf_assist;
    unsigned msrs; /* 1 ignore, 2 fault */
    unsigned cfpc, sbbc, ibs;
    struct tcg_features *tcg;
};
extern const struct rec features_rec;
