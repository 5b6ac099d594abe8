/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* tune.c: what of a definition can be changed by a call of its own: texts, memory, vCPUs, actions. */
#define ERR_FROM VIR_FROM_QEMU
#include <libxml/tree.h>
#include <string.h>

#include "base/err.h"
#include "drivers/qemu/emit.h"
#include "drivers/qemu/functions.h"
#include "drivers/qemu/guest.h"
#include "drivers/qemu/metadata.h"

#define BOTH (VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG)

/* Runs `change` where the flags say; -1: error set.  */
static int change_where(struct guest *g, unsigned flags, int (*change)(struct domain_def *, void *), void *arg)
{
    bool live, config;
    if (guest_affect(g, flags & BOTH, &live, &config) < 0)
        return -1;
    if (live && guest_edit_live(g, change, arg) < 0)
        return -1;
    return config ? guest_edit_config(g, change, arg) : 0;
}

/* ---- title, description, metadata ---- */
static int set_text(struct domain_def *d, void *arg)
{
    const struct virDomainSetMetadata_args *a = arg;
    char **where = a->type == VIR_DOMAIN_METADATA_TITLE ? &d->title : &d->description;
    g_free(*where);
    *where = a->metadata && *a->metadata ? g_strdup(a->metadata) : NULL;
    return 0;
}

static int set_element(struct domain_def *d, void *arg)
{
    const struct virDomainSetMetadata_args *a = arg;
    return metadata_set(&d->metadata, a->uri, a->key, a->metadata);
}

int qemu_virDomainSetMetadata(struct call *c, const struct virDomainSetMetadata_args *a, void *ret)
{
    struct guest *g = guest_of_call(c);
    int (*change)(struct domain_def *, void *) = a->type == VIR_DOMAIN_METADATA_ELEMENT ? set_element : set_text;
    if (a->type < 0 || a->type > VIR_DOMAIN_METADATA_ELEMENT)
        return err(VIR_ERR_INVALID_ARG, "unknown metadata type"), -1;
    if (a->metadata && !text_fits_xml(a->metadata))
        return err(VIR_ERR_INVALID_ARG, "the text holds characters that no document can carry"), -1;
    if (a->type == VIR_DOMAIN_METADATA_TITLE && a->metadata && strchr(a->metadata, '\n'))
        return err(VIR_ERR_INVALID_ARG, "Domain title can't contain newlines"), -1;
    if (change_where(g, a->flags, change, (void *) a) < 0)
        return -1;
    EMIT(g, VIR_DOMAIN_EVENT_ID_METADATA_CHANGE, domain_metadata_change_event, .type = a->type,
         .nsuri = g_strdup(a->uri));
    return 0;
}

int qemu_virDomainGetMetadata(struct call *c, const struct virDomainGetMetadata_args *a,
                              struct virDomainGetMetadata_ret *ret)
{
    bool live, config;
    if (guest_affect(guest_of_call(c), a->flags & BOTH, &live, &config) < 0)
        return -1;
    cleanup_def struct def *d = live ? object_live(c->object) : object_config(c->object);
    if (!d)
        return not_running();
    const struct domain_def *def = def_domain(d);
    if (a->type == VIR_DOMAIN_METADATA_TITLE)
        ret->metadata = g_strdup(def->title);
    else if (a->type == VIR_DOMAIN_METADATA_DESCRIPTION)
        ret->metadata = g_strdup(def->description);
    else if (a->type == VIR_DOMAIN_METADATA_ELEMENT)
        ret->metadata = metadata_get(def->metadata, a->uri);
    else
        return err(VIR_ERR_INVALID_ARG, "unknown metadata type '%d'", a->type), -1;
    if (ret->metadata)
        return 0;
    err_set(VIR_FROM_DOMAIN, VIR_ERR_NO_DOMAIN_METADATA, 0, __FILE__, __func__, __LINE__,
            "Requested metadata element is not present");
    return -1;
}

/* ---- memory ---- */
static int set_current(struct domain_def *d, void *arg)
{
    d->current_memory = *(const uint64_t *) arg;
    return 0;
}

static int set_maximum(struct domain_def *d, void *arg)
{
    d->memory = *(const uint64_t *) arg;
    if (d->current_memory > d->memory)
        d->current_memory = d->memory;
    return 0;
}

static int check_current(struct object *o, bool live, uint64_t kib)
{
    cleanup_def struct def *d = live ? object_live(o) : object_config(o);
    if (!d || kib <= def_domain(d)->memory)
        return 0;
    err(VIR_ERR_INVALID_ARG, "cannot set memory higher than max memory");
    return -1;
}

static int balloon(struct guest *g, uint64_t kib)
{
    cleanup_run struct run *r = guest_run(g);
    cleanup_def struct def *live = object_live(&g->o);
    if (!r || !live)
        return -1;
    const struct memballoon *b = def_domain(live)->memballoon;
    if (!b || b->model == BALLOON_NONE)
        return err(VIR_ERR_OPERATION_INVALID, "Unable to change memory of active domain without the balloon device and "
                                              "guest OS balloon driver"),
               -1;
    return qmp_call(r->monitor, &qmp_cmd_balloon, &(struct qmp_balloon){.value = kib * 1024}, NULL, QMP_WAIT_MS);
}

static int set_memory(struct call *c, uint64_t kib, unsigned flags)
{
    struct guest *g = guest_of_call(c);
    bool live, config;
    if (kib == 0) {
        err_arg("memory in %s must not be zero", c->api->name);
        return -1;
    }
    if (guest_affect(g, flags & BOTH, &live, &config) < 0)
        return -1;
    if (flags & VIR_DOMAIN_MEM_MAXIMUM) {
        if (live)
            return err(VIR_ERR_OPERATION_INVALID, "cannot resize the maximum memory on an active domain"), -1;
        return guest_edit_config(g, set_maximum, &kib);
    }
    if ((live && check_current(c->object, true, kib) < 0) || (config && check_current(c->object, false, kib) < 0))
        return -1;
    if (live && balloon(g, kib) < 0)
        return -1;
    return config ? guest_edit_config(g, set_current, &kib) : 0;
}

int qemu_virDomainSetMemory(struct call *c, const struct virDomainSetMemory_args *a, void *ret)
{
    return set_memory(c, a->memory, VIR_DOMAIN_AFFECT_LIVE);
}

int qemu_virDomainSetMemoryFlags(struct call *c, const struct virDomainSetMemoryFlags_args *a, void *ret)
{
    return set_memory(c, a->memory, a->flags);
}

int qemu_virDomainSetMaxMemory(struct call *c, const struct virDomainSetMaxMemory_args *a, void *ret)
{
    return set_memory(c, a->memory, VIR_DOMAIN_MEM_MAXIMUM);
}

static int set_period(struct domain_def *d, void *arg)
{
    if (d->memballoon)
        d->memballoon->stats_period = *(const uint32_t *) arg;
    return 0;
}

int qemu_virDomainSetMemoryStatsPeriod(struct call *c, const struct virDomainSetMemoryStatsPeriod_args *a, void *ret)
{
    struct guest *g = guest_of_call(c);
    bool live, config;
    uint32_t period = (uint32_t) a->period;
    if (a->period < 0)
        return err(VIR_ERR_INVALID_ARG, "period must not be negative"), -1;
    if (guest_affect(g, a->flags & BOTH, &live, &config) < 0)
        return -1;
    cleanup_run struct run *r = live ? guest_run(g) : NULL;
    cleanup_def struct def *d = live ? object_live(&g->o) : NULL;
    const struct memballoon *b = d ? def_domain(d)->memballoon : NULL;
    if (live && (!r || !b || b->model == BALLOON_NONE || !b->info.alias.name))
        return err(VIR_ERR_INTERNAL_ERROR, "No memory balloon device configured, can not set the collection period"),
               -1;
    if (live) {
        g_autofree char *path = g_strconcat("/machine/peripheral/", b->info.alias.name, NULL);
        g_autofree char *value = g_strdup_printf("%u", period);
        struct qmp_qom_set set = {path, (char *) "guest-stats-polling-interval", value};
        if (qmp_call(r->monitor, &qmp_cmd_qom_set, &set, NULL, QMP_WAIT_MS) < 0 ||
            guest_edit_live(g, set_period, &period) < 0)
            return -1;
    }
    return config ? guest_edit_config(g, set_period, &period) : 0;
}

/* ---- vCPUs ---- */
struct vcpu_change {
    uint32_t n;
    bool maximum;
};

static int set_vcpus(struct domain_def *d, void *arg)
{
    const struct vcpu_change *v = arg;
    if (v->maximum) {
        unsigned now = domain_vcpus(d);
        d->vcpus_max = v->n;
        d->vcpus_current = (struct opt_u32){now, now < v->n};
        return 0;
    }
    if (v->n > d->vcpus_max) {
        err(VIR_ERR_INVALID_ARG,
            "requested vcpus is greater than max allowable vcpus for the persistent domain: %u > %u", v->n,
            d->vcpus_max);
        return -1;
    }
    d->vcpus_current = (struct opt_u32){v->n, v->n < d->vcpus_max};
    return 0;
}

static int change_vcpus(struct call *c, uint32_t n, unsigned flags)
{
    struct guest *g = guest_of_call(c);
    struct vcpu_change v = {n, flags & VIR_DOMAIN_VCPU_MAXIMUM};
    bool live, config;
    if (flags & VIR_DOMAIN_VCPU_GUEST)
        return err(VIR_ERR_ARGUMENT_UNSUPPORTED, "changing vCPUs by the guest agent is not supported yet"), -1;
    if (n == 0)
        return err(VIR_ERR_INVALID_ARG, "nvcpus must not be zero"), -1;
    if (guest_affect(g, flags & BOTH, &live, &config) < 0)
        return -1;
    if (live && v.maximum)
        return err(VIR_ERR_INVALID_ARG, "flags for setting the maximum are for the config only"), -1;
    if (live)
        return err(VIR_ERR_CONFIG_UNSUPPORTED,
                   "failed to find appropriate hotpluggable vcpus to reach the desired target vcpu count"),
               -1;
    return guest_edit_config(g, set_vcpus, &v);
}

int qemu_virDomainSetVcpus(struct call *c, const struct virDomainSetVcpus_args *a, void *ret)
{
    return change_vcpus(c, a->nvcpus, VIR_DOMAIN_AFFECT_LIVE);
}

int qemu_virDomainSetVcpusFlags(struct call *c, const struct virDomainSetVcpusFlags_args *a, void *ret)
{
    return change_vcpus(c, a->nvcpus, a->flags);
}

/* ---- what a poweroff, reboot, crash leads to ---- */
static const unsigned actions[] = {
    [VIR_DOMAIN_LIFECYCLE_ACTION_DESTROY] = ACTION_DESTROY,
    [VIR_DOMAIN_LIFECYCLE_ACTION_RESTART] = ACTION_RESTART,
    [VIR_DOMAIN_LIFECYCLE_ACTION_RESTART_RENAME] = ACTION_RENAME_RESTART,
    [VIR_DOMAIN_LIFECYCLE_ACTION_PRESERVE] = ACTION_PRESERVE,
    [VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_DESTROY] = ACTION_COREDUMP_DESTROY,
    [VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_RESTART] = ACTION_COREDUMP_RESTART,
};

static int set_action(struct domain_def *d, void *arg)
{
    const struct virDomainSetLifecycleAction_args *a = arg;
    *(a->type == VIR_DOMAIN_LIFECYCLE_POWEROFF ? &d->on_poweroff
      : a->type == VIR_DOMAIN_LIFECYCLE_REBOOT ? &d->on_reboot
                                               : &d->on_crash) = actions[a->action];
    return 0;
}

int qemu_virDomainSetLifecycleAction(struct call *c, const struct virDomainSetLifecycleAction_args *a, void *ret)
{
    bool live, config;
    if (a->type > VIR_DOMAIN_LIFECYCLE_CRASH || a->action >= G_N_ELEMENTS(actions))
        return err(VIR_ERR_INVALID_ARG, "unknown lifecycle type or action"), -1;
    if (guest_affect(guest_of_call(c), a->flags & BOTH, &live, &config) < 0)
        return -1;
    if (live && a->type == VIR_DOMAIN_LIFECYCLE_REBOOT) {
        /* QEMU decides on resets by itself, and was told how when it was started.  */
        cleanup_run struct run *r = guest_run(guest_of_call(c));
        struct qmp_set_action set = {.reboot = (char *) (actions[a->action] == ACTION_DESTROY ? "shutdown" : "reset")};
        if (!r || qmp_call(r->monitor, &qmp_cmd_set_action, &set, NULL, QMP_WAIT_MS) < 0)
            return -1;
    }
    return change_where(guest_of_call(c), a->flags, set_action, (void *) a);
}
