/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * hotplug.c: devices that come and go. A device is first put into a copy of the definition, completed and checked
 * there as if the whole had been defined so; the same plan as at a start is then replayed over QMP. It leaves when
 * QEMU says that the guest has let go of it, which may be long after it was asked.
 */
#define ERR_FROM VIR_FROM_QEMU
#define LOG_SOURCE "qemu.hotplug"
#include <errno.h>
#include <string.h>
#include <time.h>

#include "base/err.h"
#include "base/log.h"
#include "drivers/qemu/device.h"
#include "drivers/qemu/emit.h"
#include "drivers/qemu/functions.h"
#include "drivers/qemu/label.h"
#include "drivers/qemu/plug.h"
#include "drivers/qemu/process.h"
#include "drivers/qemu/start.h"

#define DETACH_WAIT_S 5
#define WHERE (VIR_DOMAIN_DEVICE_MODIFY_LIVE | VIR_DOMAIN_DEVICE_MODIFY_CONFIG)

struct change {
    struct guest *g;
    const struct device_kind *kind;
    void *dev; /* as the client wrote it */
};

static int read_device(struct guest *g, const char *xml, struct change *ret)
{
    struct domain_facts facts;
    domain_facts_of(g->qemu, NULL, &facts);
    ret->g = g;
    ret->dev = device_parse(xml, &facts, &ret->kind);
    return ret->dev ? 0 : -1;
}

/* Puts it in and completes the whole.  */
static void *insert(struct change *c, struct domain_def *def)
{
    struct domain_facts facts;
    struct qemu_caps *caps = caps_get(c->g->qemu->caps, def->emulator);
    void *dev = rec_copy(c->kind->rec, c->dev);
    err_reset();
    domain_facts_of(c->g->qemu, caps, &facts);
    if (device_clash(def, c->kind, dev) < 0) {
        rec_free(c->kind->rec, dev);
        caps_unref(caps);
        return NULL;
    }
    device_add(def, c->kind, dev);
    int e = domain_def_fill(def, &facts);
    if (e == 0)
        e = domain_def_check(def, &facts);
    caps_unref(caps);
    return e < 0 ? NULL : dev;
}

static int insert_config(struct domain_def *def, void *arg)
{
    return insert(arg, def) ? 0 : -1;
}

/* ---- attach ---- */
static int append_live(struct domain_def *def, void *arg)
{
    struct change *c = arg;
    device_add(def, c->kind, rec_copy(c->kind->rec, c->dev));
    return 0;
}

/* What the device needs of the host, in a run of its own: nothing of the guest's is touched before QEMU has it.  */
static int host_side(struct run *scratch, const struct device_kind *kind, void *dev)
{
    if (kind->rec == &disk_rec && disk_prepare(scratch, dev) < 0)
        return -1;
    if (kind->rec == &disk_rec && disk_label(scratch, dev) < 0)
        return -1;
    if (kind->rec == &nic_rec && nic_wants_tap(dev) && nic_plug(scratch, dev) < 0)
        return -1;
    return kind->rec == &channel_rec ? chardev_listen(scratch, dev) : 0;
}

static int give_to_qemu(struct run *r, struct run *scratch, void *dev)
{
    struct plan_env env;
    plan_env_init(&env, scratch->qemu, scratch->caps, scratch);
    struct plan *plan = plan_device(scratch->def, dev, &env);
    int e = plan ? plan_hotplug(plan, r->monitor) : -1;
    plan_free(plan);
    return e;
}

static struct run *scratch_new(struct run *r, struct domain_def *def)
{
    struct run *s = run_new(r->guest);
    s->def = def;
    s->id = r->id;
    s->dir = g_strdup(r->dir);
    s->channel_dir = g_strdup(r->channel_dir);
    s->caps = caps_get(r->qemu->caps, def->emulator);
    s->no_status = true;
    return s;
}

static void take_labels(struct run *r, struct run *scratch)
{
    object_lock(&r->guest->o);
    while (r->labels_exact && scratch->labels->len > 0)
        g_ptr_array_add(r->labels, g_ptr_array_steal_index(scratch->labels, 0));
    object_unlock(&r->guest->o);
}

static int attach_live(struct change *c)
{
    cleanup_run struct run *r = guest_run(c->g);
    cleanup_def struct def *live = object_live(&c->g->o);
    if (!r || !live)
        return -1;
    if (!c->kind->live)
        return err(VIR_ERR_CONFIG_UNSUPPORTED, "a device <%s> cannot be added to a running guest", c->kind->element),
               -1;
    cleanup_run struct run *s = scratch_new(r, domain_def_copy(def_domain(live)));
    size_t controllers = s->def->controllers.n;
    void *dev = s->caps ? insert(c, s->def) : NULL;
    if (!dev)
        return -1;
    domain_def_alias(s->def);
    if (s->def->controllers.n != controllers && c->kind->rec != &controller_rec) {
        err(VIR_ERR_INTERNAL_ERROR, "No more available PCI slots: the device needs a controller that the running guest "
                                    "does not have; add spare ones to its definition "
                                    "(<controller type='pci' model='pcie-root-port'/>)");
        return -1;
    }
    int e = host_side(s, c->kind, dev);
    if (e == 0)
        e = give_to_qemu(r, s, dev);
    nets_unplug(s);
    if (e < 0) {
        labels_restore(s);
        return -1;
    }
    take_labels(r, s);
    struct change done = {c->g, c->kind, dev};
    e = guest_edit_live(c->g, append_live, &done);
    EMIT(c->g, VIR_DOMAIN_EVENT_ID_DEVICE_ADDED, domain_device_added_event,
         .dev_alias = g_strdup(device_info_of(c->kind, dev)->alias.name));
    return e;
}

static int attach(struct call *call, const char *xml, unsigned flags)
{
    struct change c;
    bool live, config;
    int e;
    if (guest_affect(guest_of_call(call), flags & WHERE, &live, &config) < 0 ||
        read_device(guest_of_call(call), xml, &c) < 0)
        return -1;
    /* A wrong config is found before the guest is touched; it is written after the guest has it.  */
    cleanup_def struct def *now = config ? object_config(call->object) : NULL;
    struct domain_def *trial = now ? domain_def_copy(def_domain(now)) : NULL;
    e = trial && !insert(&c, trial) ? -1 : 0;
    domain_def_free(trial);
    if (e == 0 && live)
        e = attach_live(&c);
    if (e == 0 && config)
        e = guest_edit_config(c.g, insert_config, &c);
    rec_free(c.kind->rec, c.dev);
    return e;
}

int qemu_virDomainAttachDevice(struct call *c, const struct virDomainAttachDevice_args *a, void *ret)
{
    return attach(c, a->xml, VIR_DOMAIN_DEVICE_MODIFY_LIVE);
}

int qemu_virDomainAttachDeviceFlags(struct call *c, const struct virDomainAttachDeviceFlags_args *a, void *ret)
{
    return attach(c, a->xml, a->flags);
}

/* ---- detach ---- */
static void not_found(const struct change *c, const char *name)
{
    const struct nic *n = c->dev;
    if (c->kind->rec == &nic_rec && n->mac.set)
        err_set(
            VIR_FROM_DOMAIN, VIR_ERR_DEVICE_MISSING, 0, __FILE__, __func__, __LINE__,
            "no device found at address '(<null>)' matching MAC address '%02x:%02x:%02x:%02x:%02x:%02x' and alias '%s'",
            n->mac.v[0], n->mac.v[1], n->mac.v[2], n->mac.v[3], n->mac.v[4], n->mac.v[5],
            n->info.alias.name ? n->info.alias.name : "(<null>)");
    else
        err(VIR_ERR_DEVICE_MISSING, "%s not found", name);
}

static int remove_config(struct domain_def *def, void *arg)
{
    struct change *c = arg;
    void *dev = device_find(def, c->kind, c->dev);
    g_autofree char *name = device_name(c->kind, c->dev);
    if (!dev)
        return err(VIR_ERR_DEVICE_MISSING, "no target device %s", name), -1;
    device_remove(def, c->kind, dev);
    return 0;
}

static int remove_alias(struct domain_def *def, void *arg)
{
    const struct device_kind *kind;
    void *dev = device_by_alias(def, arg, &kind);
    if (dev)
        device_remove(def, kind, dev);
    return 0;
}

static bool has_alias(struct guest *g, const char *alias)
{
    const struct device_kind *kind;
    cleanup_def struct def *live = object_live(&g->o);
    return live && device_by_alias(def_domain(live), alias, &kind);
}

/* The guest has let go: what stood behind the device goes too.  */
static void later_gone(struct run *r, void *arg)
{
    g_autofree char *alias = arg;
    struct guest *g = r->guest;
    const struct device_kind *kind;
    cleanup_def struct def *live = object_live(&g->o);
    void *dev = live ? device_by_alias(def_domain(live), alias, &kind) : NULL;
    if (!dev)
        return;
    struct plan_env env;
    struct qemu_caps *caps = caps_get(r->qemu->caps, def_domain(live)->emulator);
    plan_env_init(&env, r->qemu, caps, NULL);
    env.domain_dir = r->dir;
    env.channel_dir = r->channel_dir;
    struct plan *plan = caps ? plan_device(def_domain(live), dev, &env) : NULL;
    if (plan && plan_unplug(plan, r->monitor) < 0)
        log_warn("domain %s: behind %s: %s", g->o.name, alias, err_thread()->message);
    plan_free(plan);
    caps_unref(caps);
    if (kind->rec == &disk_rec)
        disk_unlabel(r, dev);
    guest_edit_live(g, remove_alias, alias);
    object_lock(&g->o);
    pthread_cond_broadcast(&g->o.changed);
    object_unlock(&g->o);
    EMIT(g, VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED, domain_device_removed_event, .dev_alias = g_strdup(alias));
}

void device_gone(struct run *r, const char *alias)
{
    run_work(r, later_gone, g_strdup(alias));
}

/* The guest may take its time, or never let go: after a while the caller is told that it was asked.  */
static void wait_gone(struct guest *g, const char *alias)
{
    const struct device_kind *kind;
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += DETACH_WAIT_S;
    object_lock(&g->o); /* under which the definition is swapped, so that no change is missed */
    while (g->o.live && device_by_alias(def_domain(g->o.live), alias, &kind))
        if (pthread_cond_timedwait(&g->o.changed, &g->o.lock, &until) == ETIMEDOUT)
            break;
    object_unlock(&g->o);
}

static int detach_live(struct guest *g, const char *alias)
{
    cleanup_run struct run *r = guest_run(g);
    if (!r)
        return -1;
    if (qmp_call(r->monitor, &qmp_cmd_device_del, &(struct qmp_id){.id = (char *) alias}, NULL, QMP_WAIT_MS) < 0)
        return -1;
    wait_gone(g, alias);
    return 0;
}

static int detach(struct call *call, const char *xml, unsigned flags)
{
    struct change c;
    bool live, config;
    int e = 0;
    if (guest_affect(guest_of_call(call), flags & WHERE, &live, &config) < 0 ||
        read_device(guest_of_call(call), xml, &c) < 0)
        return -1;
    if (live) {
        cleanup_def struct def *d = object_live(call->object);
        void *dev = d ? device_find(def_domain(d), c.kind, c.dev) : NULL;
        g_autofree char *name = device_name(c.kind, c.dev);
        if (!dev) {
            not_found(&c, name);
            e = -1;
        } else if (!c.kind->live || !device_info_of(c.kind, dev)->alias.name) {
            err(VIR_ERR_CONFIG_UNSUPPORTED, "a device <%s> cannot be removed from a running guest", c.kind->element);
            e = -1;
        } else {
            e = detach_live(c.g, device_info_of(c.kind, dev)->alias.name);
        }
    }
    if (e == 0 && config)
        e = guest_edit_config(c.g, remove_config, &c);
    rec_free(c.kind->rec, c.dev);
    return e;
}

int qemu_virDomainDetachDevice(struct call *c, const struct virDomainDetachDevice_args *a, void *ret)
{
    return detach(c, a->xml, VIR_DOMAIN_DEVICE_MODIFY_LIVE);
}

int qemu_virDomainDetachDeviceFlags(struct call *c, const struct virDomainDetachDeviceFlags_args *a, void *ret)
{
    return detach(c, a->xml, a->flags);
}

int qemu_virDomainDetachDeviceAlias(struct call *c, const struct virDomainDetachDeviceAlias_args *a, void *ret)
{
    struct guest *g = guest_of_call(c);
    bool live, config;
    if (guest_affect(g, a->flags & WHERE, &live, &config) < 0)
        return -1;
    if (live && !has_alias(g, a->alias))
        return err(VIR_ERR_INTERNAL_ERROR, "no device found with alias %s", a->alias), -1;
    if (live && detach_live(g, a->alias) < 0)
        return -1;
    return config ? guest_edit_config(g, remove_alias, a->alias) : 0;
}
