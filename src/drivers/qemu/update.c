/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* update.c: a device changed in place: the medium of a drive, the cable of an interface; in the config, anything. */
#define ERR_FROM VIR_FROM_QEMU
#define LOG_SOURCE "qemu.update"
#include <string.h>

#include "base/err.h"
#include "base/log.h"
#include "drivers/qemu/device.h"
#include "drivers/qemu/functions.h"
#include "drivers/qemu/label.h"
#include "drivers/qemu/process.h"
#include "drivers/qemu/start.h"

struct update {
    struct guest *g;
    const struct device_kind *kind;
    void *dev;
    bool force;
};

/* ---- in the config: the new one stands where the old one stood, with its address ---- */
static int replace_config(struct domain_def *def, void *arg)
{
    struct update *u = arg;
    struct domain_facts facts;
    void *old = device_find(def, u->kind, u->dev), *fresh;
    g_autofree char *name = device_name(u->kind, u->dev);
    if (!old)
        return err(VIR_ERR_DEVICE_MISSING, "no target device %s", name), -1;
    struct device_info *from = device_info_of(u->kind, old), *to;
    struct device_address address = from->address;
    fresh = rec_copy(u->kind->rec, u->dev);
    to = device_info_of(u->kind, fresh);
    if (to->address.type == ADDRESS_NONE && address.type != ADDRESS_USB) /* the only one with a string in it */
        to->address = address;
    device_remove(def, u->kind, old);
    device_add(def, u->kind, fresh);
    struct qemu_caps *caps = caps_get(u->g->qemu->caps, def->emulator);
    err_reset();
    domain_facts_of(u->g->qemu, caps, &facts);
    int e = domain_def_fill(def, &facts);
    if (e == 0)
        e = domain_def_check(def, &facts);
    caps_unref(caps);
    return e;
}

/* ---- a medium ---- */
struct medium {
    const char *alias;
    const struct disk *fresh;
};

static int set_medium(struct domain_def *def, void *arg)
{
    const struct medium *m = arg;
    for (size_t i = 0; i < def->disks.n; i++) {
        if (g_strcmp0(def->disks.v[i]->info.alias.name, m->alias) != 0)
            continue;
        rec_free(&disk_rec, def->disks.v[i]);
        def->disks.v[i] = rec_copy(&disk_rec, m->fresh);
    }
    return 0;
}

/* The images of a disk without its device.  */
static int add_images(struct qmp *q, const struct plan *plan, const char **ret_node)
{
    for (guint i = 0; i < plan->ops->len; i++) {
        const struct planned *op = g_ptr_array_index(plan->ops, i);
        if (op->op == OP_OBJECT && qmp_call_json(q, "object-add", op->props, NULL, QMP_WAIT_MS) < 0)
            return -1;
        if (op->op != OP_BLOCKDEV)
            continue;
        if (qmp_call_json(q, "blockdev-add", op->props, NULL, QMP_WAIT_MS) < 0)
            return -1;
        *ret_node = op->name;
    }
    return 0;
}

static int take_out(struct run *r, const char *alias, bool force)
{
    struct qmp_tray tray = {.id = (char *) alias, .force = force ? TRI_YES : TRI_NO};
    if (qmp_call(r->monitor, &qmp_cmd_blockdev_open_tray, &tray, NULL, QMP_WAIT_MS) < 0)
        return -1;
    return qmp_call(r->monitor, &qmp_cmd_blockdev_remove_medium, &(struct qmp_tray_id){.id = (char *) alias}, NULL,
                    QMP_WAIT_MS);
}

static int put_in(struct run *r, const char *alias, const char *node)
{
    struct qmp_insert_medium in = {.id = (char *) alias, .node_name = (char *) node};
    struct qmp_tray tray = {.id = (char *) alias};
    if (node && qmp_call(r->monitor, &qmp_cmd_blockdev_insert_medium, &in, NULL, QMP_WAIT_MS) < 0)
        return -1;
    return qmp_call(r->monitor, &qmp_cmd_blockdev_close_tray, &tray, NULL, QMP_WAIT_MS);
}

static void remove_images(struct run *r, const struct domain_def *def, const struct disk *k)
{
    struct plan_env env;
    struct qemu_caps *caps = caps_get(r->qemu->caps, def->emulator);
    plan_env_init(&env, r->qemu, caps, NULL);
    env.domain_dir = r->dir;
    struct plan *plan = caps && !disk_source_is_empty(k->type, &k->src) ? plan_device(def, k, &env) : NULL;
    if (plan && plan_unplug(plan, r->monitor) < 0)
        log_warn("domain %s: %s", r->guest->o.name, err_thread()->message);
    plan_free(plan);
    caps_unref(caps);
    err_reset();
}

/* `def` is a copy in which `k` has the new medium; `old` is the disk as it is.  */
static int exchange(struct update *u, struct run *r, struct run *s, const struct disk *old, struct disk *k)
{
    struct plan_env env;
    const char *node = NULL;
    const char *alias = old->info.alias.name;
    bool empty = disk_source_is_empty(k->type, &k->src);
    cleanup_def struct def *live = object_live(&u->g->o);
    if (!empty && (disk_prepare(s, k) < 0 || disk_label(s, k) < 0))
        return -1;
    plan_env_init(&env, s->qemu, s->caps, s);
    struct plan *plan = empty ? NULL : plan_device(s->def, k, &env);
    int e = !empty && !plan ? -1 : 0;
    if (e == 0 && plan)
        e = add_images(r->monitor, plan, &node);
    if (e == 0)
        e = take_out(r, alias, u->force);
    if (e == 0)
        e = put_in(r, alias, node);
    if (e < 0 && plan) {
        virErrorPtr keep = err_take();
        plan_unplug(plan, r->monitor);
        err_put(keep);
    }
    plan_free(plan);
    if (e == 0) {
        remove_images(r, def_domain(live), old);
        disk_unlabel(r, old);
    }
    return e;
}

static int update_medium(struct update *u)
{
    cleanup_run struct run *r = guest_run(u->g);
    cleanup_def struct def *live = object_live(&u->g->o);
    if (!r || !live)
        return -1;
    const struct disk *want = u->dev, *old = device_find(def_domain(live), u->kind, want);
    if (!old)
        return err(VIR_ERR_INTERNAL_ERROR, "disk '%s' not found", want->dst ? want->dst : ""), -1;
    if (old->device != DISK_DEVICE_CDROM && old->device != DISK_DEVICE_FLOPPY)
        return err(VIR_ERR_OPERATION_UNSUPPORTED,
                   "only the medium of a CD-ROM or floppy drive can be changed while the "
                   "guest runs"),
               -1;
    cleanup_run struct run *s = run_new(u->g);
    s->no_status = true;
    s->def = domain_def_copy(def_domain(live));
    s->caps = caps_get(u->g->qemu->caps, s->def->emulator);
    s->dir = g_strdup(r->dir);
    struct disk *k = s->caps ? device_find(s->def, u->kind, want) : NULL;
    if (!k)
        return -1;
    /* Only what is in the drive changes: source, format, chain.  */
    struct disk *fresh = rec_copy(&disk_rec, want);
    struct disk_source src = k->src;
    k->src = fresh->src, fresh->src = src;
    struct disk_backing *chain = k->backing;
    k->backing = fresh->backing, fresh->backing = chain;
    k->type = want->type;
    k->format = want->format ? want->format : FORMAT_RAW;
    k->tray = DISK_TRAY_CLOSED;
    k->src.index = old->src.index; /* the numbers that are in use */
    for (const struct disk_backing *b = old->backing; b; b = b->backing)
        if (b->index.v > k->src.index.v)
            k->src.index = b->index;
    fresh->type = old->type;
    rec_free(&disk_rec, fresh);
    if (exchange(u, r, s, old, k) < 0) {
        virErrorPtr keep = err_take();
        labels_restore(s);
        err_put(keep);
        return -1;
    }
    struct medium m = {old->info.alias.name, k};
    object_lock(&u->g->o);
    while (r->labels_exact && s->labels->len > 0)
        g_ptr_array_add(r->labels, g_ptr_array_steal_index(s->labels, 0));
    object_unlock(&u->g->o);
    return guest_edit_live(u->g, set_medium, &m);
}

/* ---- a cable ---- */
struct cable {
    const char *alias;
    unsigned link;
};

static int set_link_state(struct domain_def *def, void *arg)
{
    const struct cable *k = arg;
    for (size_t i = 0; i < def->nics.n; i++)
        if (g_strcmp0(def->nics.v[i]->info.alias.name, k->alias) == 0)
            def->nics.v[i]->link = k->link;
    return 0;
}

static int update_cable(struct update *u)
{
    cleanup_run struct run *r = guest_run(u->g);
    cleanup_def struct def *live = object_live(&u->g->o);
    if (!r || !live)
        return -1;
    const struct nic *want = u->dev, *old = device_find(def_domain(live), u->kind, want);
    if (!old || !old->info.alias.name)
        return err(VIR_ERR_DEVICE_MISSING, "no such interface"), -1;
    if (want->type != old->type || (want->model && g_strcmp0(want->model, old->model) != 0) ||
        (want->src.bridge && g_strcmp0(want->src.bridge, old->src.bridge) != 0)) {
        err(VIR_ERR_OPERATION_UNSUPPORTED, "only the link state of an interface can be changed while the guest runs");
        return -1;
    }
    struct qmp_link link = {.name = old->info.alias.name, .up = want->link != NIC_LINK_DOWN};
    struct cable k = {old->info.alias.name, want->link};
    if (qmp_call(r->monitor, &qmp_cmd_set_link, &link, NULL, QMP_WAIT_MS) < 0)
        return -1;
    return guest_edit_live(u->g, set_link_state, &k);
}

static int update_live(struct update *u)
{
    if (strcmp(u->kind->element, "disk") == 0)
        return update_medium(u);
    if (strcmp(u->kind->element, "interface") == 0)
        return update_cable(u);
    err(VIR_ERR_OPERATION_UNSUPPORTED, "live update of device '%s' is not supported", u->kind->element);
    return -1;
}

int qemu_virDomainUpdateDeviceFlags(struct call *c, const struct virDomainUpdateDeviceFlags_args *a, void *ret)
{
    struct update u = {.g = guest_of_call(c), .force = a->flags & VIR_DOMAIN_DEVICE_MODIFY_FORCE};
    struct domain_facts facts;
    bool live, config;
    if (guest_affect(u.g, a->flags & (VIR_DOMAIN_DEVICE_MODIFY_LIVE | VIR_DOMAIN_DEVICE_MODIFY_CONFIG), &live,
                     &config) < 0)
        return -1;
    domain_facts_of(u.g->qemu, NULL, &facts);
    u.dev = device_parse(a->xml, &facts, &u.kind);
    if (!u.dev)
        return -1;
    int e = live ? update_live(&u) : 0;
    if (e == 0 && config)
        e = guest_edit_config(u.g, replace_config, &u);
    rec_free(u.kind->rec, u.dev);
    return e;
}
