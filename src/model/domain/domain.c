/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* domain.c: the rows of <domain>; reading and printing whole documents.  */
#include "model/domain/domain.h"

#include <string.h>

#include "model/domain/fill.h"
#include "model/domain/table.h"

NAMES(virt_type_names, "domain type", [VIRT_QEMU] = "qemu", [VIRT_KQEMU] = "kqemu", [VIRT_KVM] = "kvm",
      [VIRT_XEN] = "xen", [VIRT_LXC] = "lxc", [VIRT_UML] = "uml", [VIRT_OPENVZ] = "openvz", [VIRT_TEST] = "test",
      [VIRT_VMWARE] = "vmware", [VIRT_HYPERV] = "hyperv", [VIRT_VBOX] = "vbox", [VIRT_PHYP] = "phyp",
      [VIRT_PARALLELS] = "parallels", [VIRT_BHYVE] = "bhyve", [VIRT_VZ] = "vz", [VIRT_HVF] = "hvf");
NAMES(lifecycle_action_names, "lifecycle action", [ACTION_DESTROY] = "destroy", [ACTION_RESTART] = "restart",
      [ACTION_RENAME_RESTART] = "rename-restart", [ACTION_PRESERVE] = "preserve",
      [ACTION_COREDUMP_DESTROY] = "coredump-destroy", [ACTION_COREDUMP_RESTART] = "coredump-restart");
NAMES(lock_failure_names, "on_lockfailure action", [LOCK_FAILURE_POWEROFF] = "poweroff",
      [LOCK_FAILURE_RESTART] = "restart", [LOCK_FAILURE_PAUSE] = "pause", [LOCK_FAILURE_IGNORE] = "ignore");
NAMES(vcpu_placement_names, "vCPU placement", [VCPU_STATIC] = "static", [VCPU_AUTO] = "auto");
NAMES(launch_type_names, "launch security type", [LAUNCH_SEV] = "sev", [LAUNCH_S390_PV] = "s390-pv");
NAMES(perf_event_names, "perf event", NULL, "cmt", "mbmt", "mbml", "cpu_cycles", "instructions", "cache_references",
      "cache_misses", "branch_instructions", "branch_misses", "bus_cycles", "stalled_cycles_frontend",
      "stalled_cycles_backend", "ref_cpu_cycles", "cpu_clock", "task_clock", "page_faults", "context_switches",
      "cpu_migrations", "page_faults_min", "page_faults_maj", "alignment_faults", "emulation_faults");
NAMES(keywrap_names, "key wrapping cipher", NULL, "aes", "dea");
NAMES(deprecation_names, "deprecation behavior", NULL, "none", "omit", "reject", "crash");

/* ---- small parts ---- */

#define F(K, PATH, M, ...) FLD(struct vcpu, K, PATH, M, __VA_ARGS__)
static const struct fld vcpu_flds[] = {
    F(UINT, "@id", id, .flags = REQUIRED),
    F(TRI, "@enabled", enabled, YESNO, .flags = REQUIRED),
    F(TRI, "@hotpluggable", hotpluggable, YESNO),
    F(OPT32, "@order", order, .min = 1),
    {0},
};
#undef F
static const struct rec vcpu_rec = {"vcpu", sizeof(struct vcpu), vcpu_flds};

#define F(K, PATH, M, ...) FLD(struct iothread, K, PATH, M, __VA_ARGS__)
static const struct fld iothread_flds[] = {
    F(UINT, "@id", id, .flags = REQUIRED, .min = 1),
    F(OPTI64, "@thread_pool_min", pool_min),
    F(OPTI64, "@thread_pool_max", pool_max),
    {0},
};
static const struct fld default_iothread_flds[] = {
    F(UINT, "@id", id, .flags = ALIAS), /* it has none: the struct is shared */
    F(OPTI64, "@thread_pool_min", pool_min),
    F(OPTI64, "@thread_pool_max", pool_max),
    {0},
};
#undef F
static const struct rec iothread_rec = {"iothread", sizeof(struct iothread), iothread_flds};
static const struct rec default_iothread_rec = {"defaultiothread", sizeof(struct iothread), default_iothread_flds};

static const struct fld perf_flds[] = {
    FLD(struct perf_event, ENUM, "@name", name, NAMED(perf_event_names), .flags = REQUIRED),
    FLD(struct perf_event, TRI, "@enabled", enabled, YESNO, .flags = REQUIRED),
    {0},
};
static const struct rec perf_rec = {"event", sizeof(struct perf_event), perf_flds};

static const struct fld id_map_flds[] = {
    FLD(struct id_map, UINT, "@start", start, .flags = REQUIRED),
    FLD(struct id_map, UINT, "@target", target, .flags = REQUIRED),
    FLD(struct id_map, UINT, "@count", count, .flags = REQUIRED),
    {0},
};
static const struct rec id_map_rec = {"uid", sizeof(struct id_map), id_map_flds};

static const struct fld keywrap_flds[] = {
    FLD(struct keywrap, ENUM, "@name", name, NAMED(keywrap_names), .flags = REQUIRED),
    FLD(struct keywrap, TRI, "@state", state, ONOFF, .flags = REQUIRED),
    {0},
};
static const struct rec keywrap_rec = {"cipher", sizeof(struct keywrap), keywrap_flds};

#define F(K, PATH, M, ...) FLD(struct launch_security, K, PATH, M, __VA_ARGS__)
static const struct fld launch_flds[] = {
    F(ENUM, "@type", type, NAMED(launch_type_names), .flags = REQUIRED),
    F(TRI, "@kernelHashes", kernel_hashes, YESNO),
    F(OPT32, "cbitpos", cbitpos),
    F(OPT32, "reducedPhysBits", reduced_phys_bits),
    F(HEX, "policy", policy, .of.width = 4),
    F(STR, "dhCert", dh_cert),
    F(STR, "session", session),
    {0},
};
#undef F
static const struct rec launch_rec = {"launchSecurity", sizeof(struct launch_security), launch_flds};

static const struct fld genid_flds[] = {
    FLD(struct genid, UUID, ".", uuid, .flags = SAYS_INTERNAL | GUEST_ABI),
    {0},
};
static const struct rec genid_rec = {"genid", sizeof(struct genid), genid_flds};

/* ---- the root ---- */

#define F(K, PATH, M, ...) FLD(struct domain_def, K, PATH, M, __VA_ARGS__)
/* More than a guest can have; documents that try are refused before they cost time.  */
enum { DEVICES_MAX = 8192 };
#define DEVICES(NAME, M, REC_) F(LIST, "devices/" NAME, M, RECORD(REC_), .max = DEVICES_MAX)
#define DEVICE(NAME, M, REC_) F(PTR, "devices/" NAME, M, RECORD(REC_))
static const struct fld domain_flds[] = {
    F(ENUM, "@type", type, NAMED(virt_type_names), .flags = SAYS_UNSUPPORTED | GUEST_ABI, .doc = "hypervisor"),
    F(OPT32, "@id", id, .flags = LIVE),
    F(STR, "name", name, .doc = "unique on its host"),
    F(UUID, "uuid", uuid, .flags = SAYS_INTERNAL),
    F(PTR, "genid", genid, RECORD(genid_rec)),
    F(STR, "title", title),
    F(STR, "description", description),
    F(RAW, "metadata", metadata, .doc = "one element per XML namespace, kept as it is"),
    F(CODEC, "maxMemory/@slots", max_memory_slots, CODEC(nz32_codec)),
    F(SIZE, "maxMemory", max_memory, UNIT(1024), .flags = GUEST_ABI),
    F(TRI, "memory/@dumpCore", dump_core, ONOFF),
    F(SIZE, "memory", memory, UNIT(1024), .flags = GUEST_ABI | ALWAYS),
    F(SIZE, "currentMemory", current_memory, UNIT(1024), .flags = ALWAYS),
    F(PTR, "blkiotune", blkiotune, RECORD(blkiotune_rec)),
    F(PTR, "memtune", memtune, RECORD(memtune_rec)),
    F(PTR, "memoryBacking", memory_backing, RECORD(memory_backing_rec)),
    F(ENUM, "vcpu/@placement", vcpu_placement, NAMED(vcpu_placement_names)),
    F(CPUSET, "vcpu/@cpuset", vcpu_cpuset),
    F(OPT32, "vcpu/@current", vcpus_current),
    F(UINT, "vcpu", vcpus_max, .flags = GUEST_ABI, .min = 1),
    F(LIST, "vcpus/vcpu", vcpus, RECORD(vcpu_rec), .max = 16384),
    F(OPT32, "iothreads", iothread_count, .max = 4096),
    F(LIST, "iothreadids/iothread", iothreads, RECORD(iothread_rec), .max = 4096),
    F(PTR, "defaultiothread", default_iothread, RECORD(default_iothread_rec)),
    F(PTR, "cputune", cputune, RECORD(cputune_rec)),
    F(PTR, "numatune", numatune, RECORD(numatune_rec)),
    F(PTR, "resource", resource, RECORD(resource_rec)),
    F(LIST, "sysinfo", sysinfo, RECORD(sysinfo_def_rec)),
    F(STR, "bootloader", bootloader),
    F(STR, "bootloader_args", bootloader_args),
    F(SUB, "os", os, RECORD(os_rec)),
    F(LIST, "idmap/uid", uidmap, RECORD(id_map_rec)),
    F(LIST, "idmap/gid", gidmap, RECORD(id_map_rec)),
    F(SUB, "features", features, RECORD(features_rec)),
    F(PTR, "cpu", cpu, RECORD(cpu_def_rec)),
    F(SUB, "clock", clock, RECORD(clock_def_rec), .flags = ALWAYS),
    F(ENUM, "on_poweroff", on_poweroff, NAMED(lifecycle_action_names), .flags = SAYS_UNSUPPORTED),
    F(ENUM, "on_reboot", on_reboot, NAMED(lifecycle_action_names), .flags = SAYS_UNSUPPORTED),
    F(ENUM, "on_crash", on_crash, NAMED(lifecycle_action_names), .flags = SAYS_UNSUPPORTED),
    F(ENUM, "on_lockfailure", on_lockfailure, NAMED(lock_failure_names), .flags = SAYS_UNSUPPORTED),
    F(TRI, "pm/suspend-to-mem/@enabled", suspend_to_mem, YESNO),
    F(TRI, "pm/suspend-to-disk/@enabled", suspend_to_disk, YESNO),
    F(LIST, "perf/event", perf, RECORD(perf_rec)),
    F(STR, "devices/emulator", emulator),
    DEVICES("disk", disks, disk_rec),
    F(LIST, "devices/controller", controllers, RECORD(controller_rec), .max = 2048),
    DEVICES("lease", leases, lease_rec),
    DEVICES("filesystem", filesystems, filesystem_rec),
    DEVICES("interface", nics, nic_rec),
    DEVICES("smartcard", smartcards, smartcard_rec),
    DEVICES("serial", serials, serial_rec),
    DEVICES("parallel", parallels, parallel_rec),
    DEVICES("console", consoles, console_rec),
    DEVICES("channel", channels, channel_rec),
    DEVICES("input", inputs, input_rec),
    DEVICES("tpm", tpms, tpm_rec),
    DEVICES("graphics", graphics, graphics_rec),
    DEVICES("sound", sounds, sound_rec),
    DEVICES("audio", audios, audio_rec),
    DEVICES("video", videos, video_rec),
    DEVICES("hostdev", hostdevs, hostdev_rec),
    DEVICES("redirdev", redirdevs, redirdev_rec),
    DEVICE("redirfilter", redirfilter, redirfilter_rec),
    DEVICES("hub", hubs, hub_rec),
    DEVICE("watchdog", watchdog, watchdog_rec),
    DEVICE("memballoon", memballoon, memballoon_rec),
    DEVICES("rng", rngs, rng_rec),
    DEVICE("nvram", nvram, nvram_dev_rec),
    DEVICES("panic", panics, panic_rec),
    DEVICES("shmem", shmems, shmem_rec),
    DEVICES("memory", memdevs, memdev_rec),
    DEVICE("iommu", iommu, iommu_rec),
    DEVICE("vsock", vsock, vsock_rec),
    F(LIST, "seclabel", seclabels, RECORD(seclabel_rec), .max = 64),
    F(LIST, "keywrap/cipher", keywraps, RECORD(keywrap_rec)),
    F(PTR, "launchSecurity", launch_security, RECORD(launch_rec)),
    F(PTR, "qemu:commandline", qemu_commandline, RECORD(qemu_commandline_rec)),
    F(PTR, "qemu:capabilities", qemu_capabilities, RECORD(qemu_capabilities_rec)),
    F(LIST, "qemu:override/qemu:device", qemu_overrides, RECORD(qemu_override_rec)),
    F(ENUM, "qemu:deprecation/@behavior", qemu_deprecation, NAMED(deprecation_names)),
    {0},
};
#undef F

/* Devices of which there is one: libvirt does not take the first and forget the others.  */
static const struct {
    const char *name, *what;
    int code;
} single_devices[] = {
    {"watchdog", "watchdog device", VIR_ERR_INTERNAL_ERROR},
    {"memballoon", "memory balloon device", VIR_ERR_INTERNAL_ERROR},
    {"nvram", "nvram device", VIR_ERR_INTERNAL_ERROR},
    {"vsock", "vsock device", VIR_ERR_XML_ERROR},
    {"iommu", "iommu device", VIR_ERR_XML_ERROR},
    {"redirfilter", "set of redirection filter rules", VIR_ERR_XML_ERROR},
};

static int singles_check(const xmlNode *devices, struct rec_in *in)
{
    unsigned seen[LENGTH(single_devices)] = {0};

    for (const xmlNode *n = devices->children; n; n = n->next)
        for (size_t i = 0; n->type == XML_ELEMENT_NODE && i < LENGTH(single_devices); i++)
            if (strcmp((const char *) n->name, single_devices[i].name) == 0 && seen[i]++)
                return rec_bad(in, single_devices[i].code, "only a single %s is supported", single_devices[i].what);
    return 0;
}

static int domain_defaults(void *obj, struct rec_in *in)
{
    struct domain_def *def = obj;

    if (!in || !in->node)
        return 0;
    if (!def->type)
        return rec_bad(in, VIR_ERR_INTERNAL_ERROR, "missing domain type attribute");
    for (const xmlNode *n = in->node->children; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE && strcmp((const char *) n->name, "devices") == 0 && singles_check(n, in) < 0)
            return -1;
    return 0;
}
const struct rec domain_rec = {"domain", sizeof(struct domain_def), domain_flds, .defaults = domain_defaults};

/* ---- whole documents ---- */

struct domain_def *domain_parse(const char *xml, unsigned how, const struct domain_facts *facts,
                                struct rec_notes *notes)
{
    xmlDoc *doc = rec_read_doc(xml, strlen(xml), domain_rec.name);
    struct domain_def *def = doc ? domain_parse_doc(doc, how, facts, notes) : NULL;

    xmlFreeDoc(doc);
    return def;
}

struct domain_def *domain_parse_doc(xmlDoc *doc, unsigned how, const struct domain_facts *facts,
                                    struct rec_notes *notes)
{
    struct domain_def *def = rec_parse_doc(&domain_rec, doc, how, (void *) facts, notes);

    if (!def)
        return NULL;
    if (check_early(def, facts) < 0 || domain_def_fill(def, facts) < 0 || domain_def_check(def, facts) < 0)
        g_clear_pointer(&def, domain_def_free);
    return def;
}

/* What a running guest was given, that its configuration left to chance.  */
static void forget_chosen(struct domain_def *def)
{
    for (size_t i = 0; i < def->graphics.n; i++) {
        struct graphics *g = def->graphics.v[i];
        if (g->autoport == TRI_YES) {
            g->port = g->type == GRAPHICS_VNC ? -1 : 0;
            g->tls_port = 0;
        }
    }
    for (size_t i = 0; i < def->nics.n; i++)
        if (def->nics.v[i]->ifname && nic_ifname_is_ours(def->nics.v[i]->ifname))
            g_clear_pointer(&def->nics.v[i]->ifname, g_free);
}

char *domain_format(const struct domain_def *def, unsigned how)
{
    struct domain_def *copy;
    char *text;

    if (!(how & REC_INACTIVE) || !def->id.set)
        return rec_to_xml(&domain_rec, def, how);
    copy = domain_def_copy(def);
    forget_chosen(copy);
    text = rec_to_xml(&domain_rec, copy, how);
    domain_def_free(copy);
    return text;
}

struct domain_def *domain_def_copy(const struct domain_def *def)
{
    return rec_copy(&domain_rec, def);
}

void domain_def_free(struct domain_def *def)
{
    rec_free(&domain_rec, def);
}
