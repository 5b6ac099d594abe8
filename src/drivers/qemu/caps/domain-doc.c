/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* domain-doc.c: fills <domainCapabilities>: which values of which attribute an emulator can serve. */
#define ERR_FROM VIR_FROM_QEMU
#include <fnmatch.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "drivers/qemu/caps/store.h"
#include "model/domaincaps.h"

static void add_value(struct dcaps_enum *e, const char *value)
{
    e->values.v = g_renew(char *, e->values.v, e->values.n + 2);
    e->values.v[e->values.n++] = g_strdup(value);
}

enum { ALWAYS_THERE = -1, NEVER = -2, NEEDS_IDE = -3, NEEDS_SWTPM = -4 };
static const struct row { /* adjacent rows of one enum belong together; a row without a value only makes the enum */
    size_t group;
    const char *name, *value;
    int needs; /* enum cap, or one of the above */
} rows[] = {
#define E(group, name, value, needs)                            \
    {                                                           \
        offsetof(struct domain_caps, group), name, value, needs \
    }
    E(memory_backing, "sourceType", "file", ALWAYS_THERE),
    E(memory_backing, "sourceType", "anonymous", ALWAYS_THERE),
    E(memory_backing, "sourceType", "memfd", CAP_MEMFD),
    E(disk, "diskDevice", "disk", ALWAYS_THERE),
    E(disk, "diskDevice", "cdrom", ALWAYS_THERE),
    E(disk, "diskDevice", "floppy", ALWAYS_THERE),
    E(disk, "diskDevice", "lun", ALWAYS_THERE),
    E(disk, "bus", "ide", NEEDS_IDE),
    E(disk, "bus", "fdc", ALWAYS_THERE),
    E(disk, "bus", "scsi", ALWAYS_THERE),
    E(disk, "bus", "virtio", ALWAYS_THERE),
    E(disk, "bus", "usb", CAP_USB_STORAGE),
    E(disk, "bus", "sata", ALWAYS_THERE),
    E(disk, "model", "virtio", ALWAYS_THERE),
    E(disk, "model", "virtio-transitional", CAP_VIRTIO_TRANSITIONAL),
    E(disk, "model", "virtio-non-transitional", CAP_VIRTIO_TRANSITIONAL),
    E(graphics, "type", "sdl", CAP_SDL),
    E(graphics, "type", "vnc", CAP_VNC),
    E(graphics, "type", "spice", CAP_SPICE),
    E(graphics, "type", "egl-headless", CAP_EGL_HEADLESS),
    E(graphics, "type", "dbus", CAP_DBUS_DISPLAY),
    E(video, "modelType", "vga", CAP_VGA),
    E(video, "modelType", "cirrus", CAP_CIRRUS),
    E(video, "modelType", "vmvga", CAP_VMVGA),
    E(video, "modelType", "qxl", CAP_QXL),
    E(video, "modelType", "virtio", CAP_VIRTIO_GPU),
    E(video, "modelType", "none", ALWAYS_THERE),
    E(video, "modelType", "bochs", CAP_BOCHS),
    E(video, "modelType", "ramfb", CAP_RAMFB),
    E(hostdev, "mode", "subsystem", ALWAYS_THERE),
    E(hostdev, "startupPolicy", "default", ALWAYS_THERE),
    E(hostdev, "startupPolicy", "mandatory", ALWAYS_THERE),
    E(hostdev, "startupPolicy", "requisite", ALWAYS_THERE),
    E(hostdev, "startupPolicy", "optional", ALWAYS_THERE),
    E(hostdev, "subsysType", "usb", ALWAYS_THERE),
    E(hostdev, "subsysType", "pci", ALWAYS_THERE),
    E(hostdev, "subsysType", "scsi", ALWAYS_THERE),
    E(hostdev, "capsType", NULL, NEVER),
    E(hostdev, "pciBackend", NULL, NEVER),
    E(rng, "model", "virtio", CAP_VIRTIO_RNG),
    E(rng, "model", "virtio-transitional", CAP_VIRTIO_TRANSITIONAL),
    E(rng, "model", "virtio-non-transitional", CAP_VIRTIO_TRANSITIONAL),
    E(rng, "backendModel", "random", CAP_RNG_RANDOM),
    E(rng, "backendModel", "egd", CAP_RNG_EGD),
    E(rng, "backendModel", "builtin", CAP_RNG_BUILTIN),
    E(filesystem, "driverType", "path", CAP_VIRTIO_9P),
    E(filesystem, "driverType", "handle", CAP_VIRTIO_9P),
    E(filesystem, "driverType", "virtiofs", CAP_VHOST_USER_FS),
    E(tpm, "model", "tpm-tis", CAP_TPM_TIS),
    E(tpm, "model", "tpm-crb", CAP_TPM_CRB),
    E(tpm, "backendModel", "passthrough", CAP_TPM_PASSTHROUGH),
    E(tpm, "backendModel", "emulator", NEEDS_SWTPM),
    E(redirdev, "bus", "usb", CAP_USB_REDIR),
    E(channel, "type", "pty", ALWAYS_THERE),
    E(channel, "type", "unix", ALWAYS_THERE),
    E(channel, "type", "spicevmc", CAP_SPICE),
    E(hyperv, "features", "spinlocks", ALWAYS_THERE),
    E(hyperv, "features", "vendor_id", ALWAYS_THERE),
#undef E
};

struct asked { /* the question, completed */
    struct caps_store *store;
    const struct qemu_caps *caps;
    const char *arch, *virttype;
    const struct caps_machine *machine;
};

static bool is_i440fx(const char *machine)
{
    return g_str_has_prefix(machine, "pc-i440fx-") || !strcmp(machine, "pc");
}

static bool has(const struct asked *a, int needs)
{
    switch (needs) {
    case ALWAYS_THERE:
        return true;
    case NEVER:
        return false;
    case NEEDS_IDE:
        return is_i440fx(a->machine->name);
    case NEEDS_SWTPM:
        return caps_has(a->caps, CAP_TPM_EMULATOR) && access("/usr/bin/swtpm", X_OK) == 0;
    default:
        return caps_has(a->caps, (enum cap) needs);
    }
}

static void fill_enums(struct domain_caps *d, const struct asked *a)
{
    struct dcaps_enum *e = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct dcaps_group *g = (struct dcaps_group *) ((char *) d + rows[i].group);
        g->supported = TRI_YES;
        if (!e || rows[i].group != rows[i - 1].group || strcmp(rows[i].name, rows[i - 1].name) != 0) {
            e = ADD(g->enums, struct dcaps_enum);
            e->name = g_strdup(rows[i].name);
        }
        if (rows[i].value && has(a, rows[i].needs))
            add_value(e, rows[i].value);
    }
    if (!caps_has(a->caps, CAP_TPM_TIS) && !caps_has(a->caps, CAP_TPM_CRB)) {
        d->tpm.supported = TRI_NO;
        d->tpm.enums.n = 0;
    }
}

/* ---- firmware ---- */

static struct dcaps_enum *add_enum(struct rec_list *list, const char *name, const char *const *values)
{
    struct dcaps_enum *e = list_add(list, sizeof(*e));
    e->name = g_strdup(name);
    for (; values && *values; values++)
        add_value(e, *values);
    return e;
}

static void add_loader(struct dcaps_loader *l, const char *path)
{
    for (size_t i = 0; i < l->values.n; i++)
        if (!strcmp(l->values.v[i], path))
            return;
    if (access(path, F_OK) < 0)
        return;
    l->values.v = g_renew(char *, l->values.v, l->values.n + 2);
    l->values.v[l->values.n++] = g_strdup(path);
}

static void fill_os(struct domain_caps *d, const struct asked *a)
{
    static const char *const types[] = {"rom", "pflash", NULL}, *const yesno[] = {"yes", "no", NULL};
    static const char *const usual[] = {"/usr/share/OVMF/OVMF_CODE.fd", "/usr/share/OVMF/OVMF_CODE.secboot.fd"};
    GPtrArray *list = firmware_list(a->store);
    bool efi = false, bios = false, secure = false;
    struct dcaps_loader *l = &d->loader;
    d->os_supported = l->supported = TRI_YES;
    for (guint i = 0; i < list->len; i++) {
        const struct firmware *f = list->pdata[i];
        if (!firmware_fits_machine(f, a->arch, a->machine->name))
            continue;
        efi |= f->efi;
        bios |= f->bios;
        secure |= f->secure_boot && f->requires_smm;
        add_loader(l, f->loader);
    }
    for (size_t i = 0; !efi && !bios && i < G_N_ELEMENTS(usual); i++)
        add_loader(l, usual[i]);
    struct dcaps_enum *e = add_enum((struct rec_list *) &d->os_enums, "firmware", NULL);
    if (bios)
        add_value(e, "bios");
    if (efi)
        add_value(e, "efi");
    add_enum((struct rec_list *) &l->enums, "type", types);
    add_enum((struct rec_list *) &l->enums, "readonly", yesno);
    add_enum((struct rec_list *) &l->enums, "secure", secure ? yesno : yesno + 1);
}

/* ---- CPU ---- */

static struct dcaps_mode *add_mode(struct domain_caps *d, const char *name, bool supported, const char *switchable)
{
    static const char *const onoff[] = {"on", "off", NULL};
    struct dcaps_mode *m = ADD(d->cpu_modes, struct dcaps_mode);
    m->name = g_strdup(name);
    m->supported = supported ? TRI_YES : TRI_NO;
    if (supported && switchable)
        add_enum((struct rec_list *) &m->enums, switchable, onoff);
    return m;
}

static void fill_host_model(struct domain_caps *d, const struct caps_cpu_model *host)
{
    struct dcaps_mode *m = add_mode(d, "host-model", host != NULL, NULL);
    if (!host)
        return;
    m->model_fallback = g_strdup(host->fallback);
    m->model = g_strdup(host->model);
    m->vendor = g_strdup(host->vendor);
    for (guint i = 0; i < host->features->len; i++) {
        const struct caps_feature *f = &g_array_index(host->features, struct caps_feature, i);
        *ADD(m->features, struct dcaps_feature) =
            (struct dcaps_feature){f->required ? TRI_YES : TRI_NO, g_strdup(f->name)};
    }
}

static void fill_cpu_modes(struct domain_caps *d, const struct asked *a)
{
    const GPtrArray *cpus = caps_cpus(a->caps, a->virttype);
    bool kvm = !strcmp(a->virttype, "kvm");
    add_mode(d, "host-passthrough", kvm, "hostPassthroughMigratable");
    add_mode(d, "maximum", cpus != NULL, "maximumMigratable");
    fill_host_model(d, caps_host_model(a->caps, a->virttype));
    struct dcaps_mode *m = add_mode(d, "custom", cpus && cpus->len, NULL);
    for (guint i = 0; cpus && i < cpus->len; i++) {
        const struct caps_cpu *c = cpus->pdata[i];
        *ADD(m->models, struct dcaps_model) =
            (struct dcaps_model){c->usable ? TRI_YES : TRI_NO, g_strdup(c->vendor), g_strdup(c->name)};
    }
}

static void fill_features(struct domain_caps *d, const struct asked *a)
{
    d->gic = TRI_NO;
    d->vmcoreinfo = caps_has(a->caps, CAP_VMCOREINFO) ? TRI_YES : TRI_NO;
    d->genid = caps_has(a->caps, CAP_VMGENID) ? TRI_YES : TRI_NO;
    d->backing_store_input = d->backup = TRI_YES;
    d->sev.supported = d->sgx.supported = TRI_NO;
}

static char *answer(const struct asked *a)
{
    struct domain_caps d = {
        .path = g_strdup(caps_binary(a->caps)),
        .domain = g_strdup(a->virttype),
        .machine = g_strdup(a->machine->name),
        .arch = g_strdup(a->arch),
        .vcpu_max = {a->machine->cpu_max, a->machine->cpu_max > 0},
        .iothreads = caps_has(a->caps, CAP_IOTHREAD) ? TRI_YES : TRI_NO,
    };
    fill_os(&d, a);
    fill_cpu_modes(&d, a);
    fill_enums(&d, a);
    fill_features(&d, a);
    char *xml = rec_to_xml(&domain_caps_rec, &d, 0);
    rec_done(&domain_caps_rec, &d);
    return xml;
}

/* Completes machine and type. -1: error set.  */
static int complete(struct asked *a, const char *machine)
{
    const char *binary = caps_binary(a->caps);
    if (!a->virttype)
        a->virttype = caps_has(a->caps, CAP_KVM) ? "kvm" : "qemu";
    if (strcmp(a->virttype, "kvm") != 0 && strcmp(a->virttype, "qemu") != 0) {
        err(VIR_ERR_INVALID_ARG, "unknown virttype: %s", a->virttype);
        return -1;
    }
    if (!caps_virt_works(a->caps, a->virttype)) {
        err(VIR_ERR_INVALID_ARG, "the accel '%s' is not supported by '%s' on this host", a->virttype, binary);
        return -1;
    }
    a->machine = caps_find_machine(a->caps, machine);
    if (!a->machine) {
        err(VIR_ERR_INVALID_ARG, "the machine '%s' is not supported by emulator '%s'", machine ? machine : "", binary);
        return -1;
    }
    return 0;
}

char *caps_domain_xml(struct caps_store *s, const char *emulator, const char *arch, const char *machine,
                      const char *virttype)
{
    if (arch && !caps_arch_known(arch)) {
        err(VIR_ERR_INVALID_ARG, "unknown architecture: %s", arch);
        return NULL;
    }
    struct qemu_caps *c = emulator ? caps_get(s, emulator) : caps_for_arch(s, arch);
    if (!c)
        return NULL;
    struct asked a = {.store = s, .caps = c, .arch = arch ? arch : caps_arch(c), .virttype = virttype};
    char *xml = NULL;
    bool serves = !arch || !strcmp(arch, caps_arch(c)) || (!strcmp(arch, "i686") && !strcmp(caps_arch(c), "x86_64")) ||
                  (!strcmp(arch, "ppc64le") && !strcmp(caps_arch(c), "ppc64"));
    if (!serves)
        err(VIR_ERR_INVALID_ARG, "architecture from emulator '%s' doesn't match given architecture '%s'", caps_arch(c),
            arch);
    else if (complete(&a, machine) == 0)
        xml = answer(&a);
    caps_unref(c);
    return xml;
}
