/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * domain.h: <domain>, the root of the model, and what is done with whole documents: read (parse, fill in,
 * check), print, copy, compare, find a device. A definition is not changed once it is shared: copy it,
 * change the copy, check it, swap it in.
 */
#pragma once

#include "model/domain/address.h"
#include "model/domain/chardev.h"
#include "model/domain/clock.h"
#include "model/domain/controller.h"
#include "model/domain/cpu.h"
#include "model/domain/disk.h"
#include "model/domain/features.h"
#include "model/domain/filesystem.h"
#include "model/domain/graphics.h"
#include "model/domain/hostdev.h"
#include "model/domain/hub.h"
#include "model/domain/input.h"
#include "model/domain/memballoon.h"
#include "model/domain/namespace.h"
#include "model/domain/net.h"
#include "model/domain/os.h"
#include "model/domain/panic.h"
#include "model/domain/redirdev.h"
#include "model/domain/rng.h"
#include "model/domain/seclabel.h"
#include "model/domain/shmem.h"
#include "model/domain/sound.h"
#include "model/domain/sysinfo.h"
#include "model/domain/tpm.h"
#include "model/domain/tune.h"
#include "model/domain/video.h"
#include "model/domain/vsock.h"
#include "model/domain/watchdog.h"

enum virt_type {
    VIRT_NONE,
    VIRT_QEMU,
    VIRT_KQEMU,
    VIRT_KVM,
    VIRT_XEN,
    VIRT_LXC,
    VIRT_UML,
    VIRT_OPENVZ,
    VIRT_TEST,
    VIRT_VMWARE,
    VIRT_HYPERV,
    VIRT_VBOX,
    VIRT_PHYP,
    VIRT_PARALLELS,
    VIRT_BHYVE,
    VIRT_VZ,
    VIRT_HVF,
    VIRT_LAST
};
enum lifecycle_action {
    ACTION_NONE,
    ACTION_DESTROY,
    ACTION_RESTART,
    ACTION_RENAME_RESTART,
    ACTION_PRESERVE,
    ACTION_COREDUMP_DESTROY,
    ACTION_COREDUMP_RESTART
};
enum lock_failure {
    LOCK_FAILURE_NONE,
    LOCK_FAILURE_POWEROFF,
    LOCK_FAILURE_RESTART,
    LOCK_FAILURE_PAUSE,
    LOCK_FAILURE_IGNORE
};
enum vcpu_placement { VCPU_PLACEMENT_NONE, VCPU_STATIC, VCPU_AUTO };
enum launch_type { LAUNCH_NONE, LAUNCH_SEV, LAUNCH_S390_PV };
extern const struct names virt_type_names, lifecycle_action_names, lock_failure_names, vcpu_placement_names,
    launch_type_names, perf_event_names, keywrap_names, deprecation_names;

struct vcpu { /* <vcpus><vcpu> */
    uint32_t id;
    unsigned enabled, hotpluggable; /* TRI yes/no */
    struct opt_u32 order;
};
struct iothread {
    uint32_t id;
    struct opt_i64 pool_min, pool_max;
};
struct perf_event {
    unsigned name;    /* perf_event_names */
    unsigned enabled; /* TRI */
};
struct id_map {
    uint32_t start, target, count;
};
struct keywrap {
    unsigned name;  /* 1 aes, 2 dea */
    unsigned state; /* TRI on/off */
};
struct launch_security {
    unsigned type;          /* enum launch_type */
    unsigned kernel_hashes; /* TRI yes/no */
    struct opt_u32 cbitpos, reduced_phys_bits, policy;
    char *dh_cert, *session;
};
struct genid {
    uint8_t uuid[16]; /* all zero: to be made up */
};

struct domain_def {
    unsigned type;     /* enum virt_type */
    struct opt_u32 id; /* live only */
    char *name;
    uint8_t uuid[16];
    struct genid *genid;
    char *title, *description;
    char *metadata; /* the <metadata> element, verbatim */

    uint64_t max_memory; /* KiB; 0: not given */
    uint32_t max_memory_slots;
    uint64_t memory, current_memory; /* KiB */
    unsigned dump_core;              /* TRI on/off */
    struct memory_backing *memory_backing;
    struct blkiotune *blkiotune;
    struct memtune *memtune;

    uint32_t vcpus_max;           /* <vcpu> */
    struct opt_u32 vcpus_current; /* vcpu/@current; unset: all */
    unsigned vcpu_placement;
    char *vcpu_cpuset;
    REC_LIST(struct vcpu) vcpus;         /* only when the document lists them */
    struct opt_u32 iothread_count;       /* <iothreads>; the ids are in `iothreads` after fill */
    REC_LIST(struct iothread) iothreads; /* only those that the document lists: see domain_has_iothread() */
    struct iothread *default_iothread;
    struct cputune *cputune;
    struct numatune *numatune;
    struct resource *resource;
    REC_LIST(struct sysinfo_def) sysinfo;
    char *bootloader, *bootloader_args;
    struct os os;
    REC_LIST(struct id_map) uidmap, gidmap;
    struct features features;
    struct cpu_def *cpu;
    struct clock_def clock;
    unsigned on_poweroff, on_reboot, on_crash; /* enum lifecycle_action */
    unsigned on_lockfailure;
    unsigned suspend_to_mem, suspend_to_disk; /* TRI yes/no */
    REC_LIST(struct perf_event) perf;

    char *emulator;
    REC_LIST(struct disk) disks;
    REC_LIST(struct controller) controllers;
    REC_LIST(struct lease) leases;
    REC_LIST(struct filesystem) filesystems;
    REC_LIST(struct nic) nics;
    REC_LIST(struct smartcard) smartcards;
    REC_LIST(struct chardev) serials, parallels, consoles, channels;
    REC_LIST(struct input) inputs;
    REC_LIST(struct tpm) tpms;
    REC_LIST(struct graphics) graphics;
    REC_LIST(struct sound) sounds;
    REC_LIST(struct audio) audios;
    REC_LIST(struct video) videos;
    REC_LIST(struct hostdev) hostdevs;
    REC_LIST(struct redirdev) redirdevs;
    struct redirfilter *redirfilter;
    REC_LIST(struct hub) hubs;
    struct watchdog *watchdog;
    struct memballoon *memballoon;
    REC_LIST(struct rng) rngs;
    struct nvram_dev *nvram;
    REC_LIST(struct panic) panics;
    REC_LIST(struct shmem) shmems;
    REC_LIST(struct memdev) memdevs;
    struct iommu *iommu;
    struct vsock *vsock;

    REC_LIST(struct seclabel) seclabels;
    REC_LIST(struct keywrap) keywraps;
    struct launch_security *launch_security;
    struct qemu_commandline *qemu_commandline;
    struct qemu_capabilities *qemu_capabilities;
    REC_LIST(struct qemu_override) qemu_overrides;
    unsigned qemu_deprecation; /* deprecation_names */
};
extern const struct rec domain_rec;

/* What a document does not say and the host knows. The caller keeps the strings alive.  */
struct machine_fact {
    const char *name, *canonical; /* "pc" -> "pc-i440fx-7.2"; canonical NULL: it is canonical itself */
};
struct domain_facts {
    const char *host_arch;       /* "x86_64" */
    const char *emulator;        /* default program of the guest's architecture */
    const char *default_machine; /* "pc" */
    const struct machine_fact *machines;
    size_t n_machines;                                       /* 0: any machine is believed */
    const char *(*emulator_of)(const char *arch, void *arg); /* may be NULL */
    void *arg;
    bool have_kvm;           /* type='kvm' is possible */
    bool spice_tls;          /* qemu.conf allows TLS for SPICE */
    bool session;            /* an unprivileged daemon */
    unsigned drop_features;  /* room for capability bits */
    const char *default_cpu; /* "qemu64" */
    /* The same for one of several programs; may be NULL.  */
    const char *(*default_cpu_of)(const char *emulator, void *arg);
    const char *vnc_listen, *spice_listen; /* default "127.0.0.1" */
    const char *nvram_dir;                 /* "/var/lib/libvirt/qemu/nvram" */
};

/* Reads a document, fills in what is missing, checks it. NULL: the thread error says what and where.  */
struct domain_def *domain_parse(const char *xml, unsigned how, const struct domain_facts *facts,
                                struct rec_notes *notes);
/* The same from a document already read.  */
struct domain_def *domain_parse_doc(xmlDoc *doc, unsigned how, const struct domain_facts *facts,
                                    struct rec_notes *notes);
char *domain_format(const struct domain_def *def, unsigned how);
struct domain_def *domain_def_copy(const struct domain_def *def);
void domain_def_free(struct domain_def *def);

/* The stages of domain_parse, for definitions made or changed by code.  */
int domain_def_fill(struct domain_def *def, const struct domain_facts *facts);
int domain_def_check(const struct domain_def *def, const struct domain_facts *facts);
/* Gives every device without one its alias, as libvirt names them: at start, and for a device plugged in.  */
void domain_def_alias(struct domain_def *def);
/* Addresses for devices that have none (after one was added).  */
int domain_def_addresses(struct domain_def *def, const struct domain_facts *facts);

/* ---- looking around ---- */
struct disk *domain_disk(const struct domain_def *def, const char *target_or_path);
struct nic *domain_nic_by_mac(const struct domain_def *def, const uint8_t mac[6]);
struct nic *domain_nic(const struct domain_def *def, const char *ifname_or_mac);
struct controller *domain_controller(const struct domain_def *def, unsigned type, uint32_t index);
struct chardev *domain_chardev(const struct domain_def *def, const char *alias_or_name);
bool domain_has_iothread(const struct domain_def *def, uint32_t id);
unsigned domain_vcpus(const struct domain_def *def); /* how many are enabled */
bool domain_is_q35(const struct domain_def *def);
bool domain_is_i440fx(const struct domain_def *def);
bool domain_is_x86(const struct domain_def *def);

/* Every device that has an address or alias, in document order; `kind` is the element's name. Stops when fn
 * returns non-zero.  */
typedef int (*device_fn)(struct domain_def *def, const char *kind, void *dev, struct device_info *info, void *arg);
int domain_each_device(struct domain_def *def, device_fn fn, void *arg);
