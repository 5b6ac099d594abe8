/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * build.h: what the builders of devices share: the plan under construction, tables that turn members of the
 * model into properties, and the rows that every device has (id, bus, address, boot index).
 */
#pragma once

#include "base/err.h"
#include "drivers/qemu/caps/caps.h"
#include "drivers/qemu/plan/plan.h"
#include "model/domain/domain.h"

struct build {
    const struct domain_def *def;
    const struct plan_env *env;
    struct plan *plan;
    bool failed;    /* a row's function met an error, which is set */
    unsigned fdset; /* the next -add-fd set */
};

/* ---- operations ---- */
/* Appends; the text is taken. NULL: an option without a value.  */
void plan_arg(struct build *b, const char *option, char *text);
void plan_argf(struct build *b, const char *option, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* Appends an operation and takes its properties; the id is found in them.  */
struct planned *plan_add(struct build *b, enum plan_op op, json_t *props);
void plan_override(struct build *b, json_t *device); /* what <qemu:override> says about it */
/* The operation uses this descriptor (given over to the plan).  */
void planned_fd(struct planned *op, int fd);
/* Asks the environment; -1: do without. -2: failed, error set (and b->failed).  */
int plan_ask_fd(struct build *b, enum plan_fd what, const void *device, unsigned index);
/* "unsupported configuration: ..."; returns -1.  */
int plan_refuse(struct build *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Commas doubled, for key=value options; newly allocated.  */
char *opt_escape(const char *text);
void opt_append(GString *out, const char *text);             /* the same, onto a string */
void opt_onoff(GString *out, const char *key, unsigned tri); /* ",key=on"; nothing when absent */

/* ---- property tables ---- */
enum prop_kind {
    P_END,
    P_STR,   /* char *: when not NULL */
    P_UINT,  /* uint32_t: always */
    P_OPT32, /* struct opt_u32: when set */
    P_TRI,   /* unsigned TRI: true, false */
    P_ONOFF, /* unsigned TRI: "on", "off" */
    P_TRUE,  /* bool: true when set, else absent */
    P_NAME,  /* unsigned: the word of .names; absent without one */
    P_FROM,  /* .from decides */
    P_ROWS,  /* all of .rows, on a member (or the object itself, offset 0) */
    P_EMIT,  /* .emit adds what it likes */
};
struct prop {
    enum prop_kind kind;
    const char *name;
    size_t off, size;
    size_t aside; /* as in struct fld */
    const struct names *names;
    json_t *(*from)(struct build *b, const void *object); /* NULL: absent */
    const struct prop *rows;
    void (*emit)(struct build *b, const void *member, json_t *out);
    int cap; /* enum cap; the property is given only to a QEMU that has it. 0 (CAP_KVM): always */
};
#define PROP(T, K, NAME, M, ...)                                                \
    {                                                                           \
        .kind = P_##K, .name = NAME, .off = offsetof(T, M),                     \
        .size = sizeof(((T *) 0)->M) + PROP_TYPE_##K(((T *) 0)->M), __VA_ARGS__ \
    }
#define PROP_ASIDE(T, K, NAME, P, M, ...)                                                                          \
    {                                                                                                              \
        .kind = P_##K, .name = NAME, .off = offsetof(typeof(*((T *) 0)->P), M),                                    \
        .size = sizeof(((T *) 0)->P->M) + PROP_TYPE_##K(((T *) 0)->P->M), .aside = offsetof(T, P) + 1, __VA_ARGS__ \
    }
#define PROP_TYPE_STR(m) _Generic((m), char * : 0)
#define PROP_TYPE_UINT(m) _Generic((m), uint32_t : 0)
#define PROP_TYPE_OPT32(m) _Generic((m), struct opt_u32 : 0)
#define PROP_TYPE_TRI(m) _Generic((m), unsigned : 0)
#define PROP_TYPE_ONOFF(m) _Generic((m), unsigned : 0)
#define PROP_TYPE_TRUE(m) _Generic((m), bool : 0)
#define PROP_TYPE_NAME(m) _Generic((m), unsigned : 0)
#define FROM(NAME, FN)                           \
    {                                            \
        .kind = P_FROM, .name = NAME, .from = FN \
    }
#define ROWS(T, M, TABLE)                                    \
    {                                                        \
        .kind = P_ROWS, .off = offsetof(T, M), .rows = TABLE \
    }
#define ROWS_ASIDE(T, P, M, TABLE)                                                                            \
    {                                                                                                         \
        .kind = P_ROWS, .off = offsetof(typeof(*((T *) 0)->P), M), .aside = offsetof(T, P) + 1, .rows = TABLE \
    }
#define EMIT(T, M, FN)                                    \
    {                                                     \
        .kind = P_EMIT, .off = offsetof(T, M), .emit = FN \
    }

/* First match wins; a zero member matches anything.  */
struct devmodel {
    unsigned bus, model, address;
    const char *driver; /* NULL ends the table */
    const struct prop *props;
    int cap; /* enum cap the binary must have, 0: none */
};
const struct devmodel *devmodel_find(const struct devmodel *table, unsigned bus, unsigned model, unsigned address);
/* Fills `out` by the table.  */
void props_fill(struct build *b, const struct prop *table, const void *object, json_t *out);
/* {"driver": ...} + props, appended as a device. NULL: failed.  */
struct planned *plan_device_add(struct build *b, const char *driver, const struct prop *props, const void *object);
/* Finds the row, or refuses with "what"; then as above.  */
struct planned *plan_model_add(struct build *b, const char *what, const struct devmodel *table, unsigned bus,
                               unsigned model, unsigned address, const void *object);
/* The three PCI models and the CCW one of a virtio device.  */
#define VIRTIO_MODELS(BUS, NAME, PROPS)                                                             \
    {BUS, VIRTIO_MODEL_TRANSITIONAL, ADDRESS_PCI, NAME "-pci-transitional", PROPS, 0},              \
        {BUS, VIRTIO_MODEL_NON_TRANSITIONAL, ADDRESS_PCI, NAME "-pci-non-transitional", PROPS, 0},  \
        {BUS, 0, ADDRESS_PCI, NAME "-pci", PROPS, 0}, {BUS, 0, ADDRESS_CCW, NAME "-ccw", PROPS, 0}, \
    {                                                                                               \
        BUS, 0, ADDRESS_VIRTIO_MMIO, NAME "-device", PROPS, 0                                       \
    }

extern const struct prop virtio_props[]; /* struct virtio_options */
extern const struct prop id_props[];     /* struct device_info: id */
extern const struct prop place_props[];  /* struct device_info: bus and address, ROM, ACPI index */
void place_emit(struct build *b, const void *info, json_t *out);

/* ---- where things sit ---- */
/* "pci.0", "pcie.0", "usb.0", "scsi0.0"; newly allocated. NULL: no such controller, error set.  */
char *pci_bus_name(struct build *b, uint32_t bus);
/* The id of a controller as QEMU knows it; newly allocated, NULL: none of that index (error set).  */
char *controller_id(struct build *b, unsigned type, uint32_t index);
const char *device_alias(const struct device_info *info);       /* never NULL */
uint32_t boot_index(const struct build *b, const void *device); /* by os/boot or the device's own; 0: none */

/* ---- builders: each appends what its device needs; -1: error set ---- */
int plan_name(struct build *b);
int plan_pflash(struct build *b);
int plan_machine(struct build *b);
int plan_cpu(struct build *b);
int plan_loader(struct build *b);
int plan_memory(struct build *b);
int plan_smp(struct build *b);
int plan_iothreads(struct build *b);
int plan_numa(struct build *b);
int plan_smbios(struct build *b);
int plan_genid(struct build *b);
int plan_display_none(struct build *b);
int plan_monitor(struct build *b);
int plan_clock(struct build *b);
int plan_power(struct build *b);
int plan_boot(struct build *b);
int plan_iommu(struct build *b, const struct iommu *i);
int plan_controllers(struct build *b);
int plan_ccids(struct build *b);
int plan_controller(struct build *b, const struct controller *c);
int plan_memdev(struct build *b, const struct memdev *m);
int plan_hub(struct build *b, const struct hub *h);
int plan_disk(struct build *b, const struct disk *d);
int plan_filesystem(struct build *b, const struct filesystem *f);
int plan_nic(struct build *b, const struct nic *n);
int plan_smartcard(struct build *b, const struct smartcard *s);
int plan_serial(struct build *b, const struct chardev *c);
int plan_parallel(struct build *b, const struct chardev *c);
int plan_channel(struct build *b, const struct chardev *c);
int plan_console(struct build *b, const struct chardev *c);
int plan_tpm(struct build *b, const struct tpm *t);
int plan_input(struct build *b, const struct input *i);
int plan_audio(struct build *b, const struct audio *a);
int plan_graphics(struct build *b, const struct graphics *g);
int plan_spice(struct build *b, const struct graphics *g);
int plan_video(struct build *b, const struct video *v);
int plan_sound(struct build *b, const struct sound *s);
int plan_watchdog(struct build *b, const struct watchdog *w);
int plan_redirdev(struct build *b, const struct redirdev *r);
int plan_hostdev(struct build *b, const struct hostdev *h);
int plan_memballoon(struct build *b, const struct memballoon *m);
int plan_rng(struct build *b, const struct rng *r);
int plan_panic(struct build *b, const struct panic *p);
int plan_shmem(struct build *b, const struct shmem *s);
int plan_vsock(struct build *b, const struct vsock *v);

enum chardev_role { ROLE_SERIAL, ROLE_PARALLEL, ROLE_CHANNEL, ROLE_CONSOLE, ROLE_REDIR, ROLE_SMARTCARD, ROLE_OTHER };
/* A character device backend named `id`; `device` is what the descriptor is asked for.  */
int plan_chardev(struct build *b, const struct chardev_source *src, const char *id, const char *alias,
                 enum chardev_role role, const void *device);
/* A memory backend object of `kib`; `node`: guest NUMA cell or -1. NULL: failed.  */
json_t *memory_backend(struct build *b, const char *id, uint64_t kib, int node, const struct memdev *dev);
bool memory_is_separate(const struct build *b); /* guest memory is one object, not NUMA cells */
/* The nodes of one image and those below it; returns -1 or 0.  */
int plan_image(struct build *b, const struct disk *d, unsigned type, const struct disk_source *src, unsigned format,
               uint64_t metadata_cache, const struct disk_backing *backing, bool readonly, const char *node);
/* The id of the audio backend: the device's own choice, else the first; newly allocated, NULL: none.  */
char *audio_id(const struct build *b, const struct opt_u32 *id);
