/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* info.c: small facts of a guest, from memory and /proc: QEMU is not asked. */
#define ERR_FROM VIR_FROM_QEMU
#include <string.h>

#include "base/err.h"
#include "drivers/qemu/functions.h"
#include "drivers/qemu/guest.h"
#include "host/node.h"
#include "host/process.h"

int qemu_virDomainGetInfo(struct call *c, const struct virDomainGetInfo_args *a, struct virDomainGetInfo_ret *ret)
{
    struct guest *g = guest_of_call(c);
    cleanup_def struct def *d = object_current(&g->o);
    struct process_times t;
    int state;
    guest_get_state(g, &state, NULL);
    ret->state = (uint32_t) state;
    if (d) {
        ret->max_mem = def_domain(d)->memory;
        ret->memory = def_domain(d)->current_memory;
        ret->nr_virt_cpu = domain_vcpus(def_domain(d));
    }
    object_lock(&g->o);
    pid_t pid = g->run && g->run->phase == RUN_RUNNING ? g->run->pid : 0;
    object_unlock(&g->o);
    if (pid && process_times(pid, 0, &t) == 0)
        ret->cpu_time = t.user + t.system;
    return 0;
}

int qemu_virDomainGetState(struct call *c, const struct virDomainGetState_args *a, struct virDomainGetState_ret *ret)
{
    int state, reason;
    guest_get_state(guest_of_call(c), &state, &reason);
    ret->state = state;
    ret->reason = reason;
    return 0;
}

int qemu_virDomainGetControlInfo(struct call *c, const struct virDomainGetControlInfo_args *a,
                                 struct virDomainGetControlInfo_ret *ret)
{
    struct guest *g = guest_of_call(c);
    cleanup_run struct run *r = guest_run(g);
    if (!r)
        return -1;
    object_lock(&g->o);
    bool job = g->o.job != JOB_NONE || g->o.async != JOB_NONE;
    object_unlock(&g->o);
    if (!qmp_is_open(r->monitor)) {
        ret->state = VIR_DOMAIN_CONTROL_ERROR;
        ret->details = VIR_DOMAIN_CONTROL_ERROR_REASON_MONITOR;
    } else if (qmp_stalled(r->monitor, 2000)) {
        ret->state = VIR_DOMAIN_CONTROL_OCCUPIED;
    } else if (job) {
        ret->state = VIR_DOMAIN_CONTROL_JOB;
    }
    return 0;
}

int qemu_virDomainGetOSType(struct call *c, const struct virDomainGetOSType_args *a, struct virDomainGetOSType_ret *ret)
{
    cleanup_def struct def *d = object_current(c->object);
    const char *word = d ? names_word(&os_type_names, def_domain(d)->os.type) : NULL;
    ret->type = g_strdup(word ? word : "hvm");
    return 0;
}

int qemu_virDomainGetMaxMemory(struct call *c, const struct virDomainGetMaxMemory_args *a,
                               struct virDomainGetMaxMemory_ret *ret)
{
    cleanup_def struct def *d = object_current(c->object);
    ret->memory = d ? def_domain(d)->memory : 0;
    return 0;
}

/* There are no long jobs yet: the answer is that none runs.  */
int qemu_virDomainGetJobInfo(struct call *c, const struct virDomainGetJobInfo_args *a,
                             struct virDomainGetJobInfo_ret *ret)
{
    cleanup_run struct run *r = guest_run(guest_of_call(c));
    ret->type = VIR_DOMAIN_JOB_NONE;
    return r ? 0 : -1;
}

int qemu_virDomainGetJobStats(struct call *c, const struct virDomainGetJobStats_args *a,
                              struct virDomainGetJobStats_ret *ret)
{
    cleanup_run struct run *r = guest_run(guest_of_call(c));
    ret->type = VIR_DOMAIN_JOB_NONE;
    return r ? 0 : -1;
}

int qemu_virDomainAbortJob(struct call *c, const struct virDomainAbortJob_args *a, void *ret)
{
    err(VIR_ERR_OPERATION_INVALID, "no job is active on the domain");
    return -1;
}

static void ints_of(const char *text, int32_t **v, size_t *n)
{
    *n = strlen(text) + 1;
    *v = g_new(int32_t, *n);
    for (size_t i = 0; i < *n; i++)
        (*v)[i] = text[i];
}

int qemu_virDomainGetSecurityLabel(struct call *c, const struct virDomainGetSecurityLabel_args *a,
                                   struct virDomainGetSecurityLabel_ret *ret)
{
    ints_of("", &ret->label.v, &ret->label.n);
    return 0;
}

int qemu_virNodeGetSecurityModel(struct call *c, const void *a, struct virNodeGetSecurityModel_ret *ret)
{
    ints_of("none", &ret->model.v, &ret->model.n);
    ints_of("0", &ret->doi.v, &ret->doi.n);
    return 0;
}

/* ---- processors of a guest ---- */
#define CPUMAPS_MAX (8u << 20) /* bytes of maps in one answer, as on the wire */

/* The sizes are a client's, and what they multiply to is allocated.  */
static bool maps_fit(size_t n, int maplen)
{
    if (maplen <= 0 || n <= CPUMAPS_MAX / (size_t) maplen)
        return true;
    err(VIR_ERR_INTERNAL_ERROR, "maxinfo * maplen > %u", CPUMAPS_MAX);
    return false;
}

static void set_all(uint8_t *map, size_t len)
{
    const struct node_cpus *n = node_cpus();
    for (unsigned i = 0; i < n->present && i / 8 < len; i++)
        map[i / 8] |= (uint8_t) (1u << (i % 8));
}

int qemu_virDomainGetVcpus(struct call *c, const struct virDomainGetVcpus_args *a, struct virDomainGetVcpus_ret *ret)
{
    struct guest *g = guest_of_call(c);
    object_lock(&g->o);
    cleanup_run struct run *r = g->run && g->run->phase == RUN_RUNNING ? run_ref(g->run) : NULL;
    g_autoptr(GArray) tids = g_array_new(FALSE, TRUE, sizeof(pid_t));
    if (r)
        g_array_append_vals(tids, r->vcpu_tids->data, r->vcpu_tids->len);
    object_unlock(&g->o);
    if (!r) {
        err(VIR_ERR_OPERATION_INVALID, "cannot retrieve vcpu information for inactive domain");
        return -1;
    }
    size_t n = MIN(tids->len, (guint) MAX(a->maxinfo, 0)), len = (size_t) MAX(a->maplen, 0);
    if (!maps_fit(n, a->maplen))
        return -1;
    ret->info.v = g_new0(struct wire_vcpu_info *, n + 1);
    ret->cpumaps.n = n * len;
    ret->cpumaps.v = g_malloc0(ret->cpumaps.n + 1);
    for (size_t i = 0; i < n; i++) {
        struct wire_vcpu_info *v = g_new0(struct wire_vcpu_info, 1);
        struct process_times t;
        v->number = (uint32_t) i;
        v->state = VIR_VCPU_RUNNING;
        if (process_times(r->pid, g_array_index(tids, pid_t, i), &t) == 0) {
            v->cpu_time = t.user + t.system;
            v->cpu = t.cpu;
        }
        ret->info.v[ret->info.n++] = v;
        set_all(ret->cpumaps.v + i * len, len);
    }
    return 0;
}

int qemu_virDomainGetVcpusFlags(struct call *c, const struct virDomainGetVcpusFlags_args *a,
                                struct virDomainGetVcpusFlags_ret *ret)
{
    bool live, config;
    if (a->flags & VIR_DOMAIN_VCPU_GUEST) {
        err(VIR_ERR_ARGUMENT_UNSUPPORTED, "the guest's own count of its vCPUs is not supported yet");
        return -1;
    }
    if (guest_affect(guest_of_call(c), a->flags & (VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG), &live, &config) <
        0)
        return -1;
    cleanup_def struct def *d = live ? object_live(c->object) : object_config(c->object);
    if (!d)
        return not_running();
    ret->num = (int32_t) (a->flags & VIR_DOMAIN_VCPU_MAXIMUM ? def_domain(d)->vcpus_max : domain_vcpus(def_domain(d)));
    return 0;
}

int qemu_virDomainGetMaxVcpus(struct call *c, const struct virDomainGetMaxVcpus_args *a,
                              struct virDomainGetMaxVcpus_ret *ret)
{
    cleanup_def struct def *d = object_live(c->object);
    if (!d)
        return not_running();
    ret->num = (int32_t) def_domain(d)->vcpus_max;
    return 0;
}

/* Every processor of the host, for nothing is pinned.  */
static int pin_all(struct bytes *maps, size_t n, int maplen)
{
    size_t len = (size_t) MAX(maplen, 0);
    if (!maps_fit(n, maplen))
        return -1;
    maps->n = n * len;
    maps->v = g_malloc0(maps->n + 1);
    for (size_t i = 0; i < n; i++)
        set_all(maps->v + i * len, len);
    return 0;
}

int qemu_virDomainGetVcpuPinInfo(struct call *c, const struct virDomainGetVcpuPinInfo_args *a,
                                 struct virDomainGetVcpuPinInfo_ret *ret)
{
    cleanup_def struct def *d = object_current(c->object);
    size_t n = d ? MIN(def_domain(d)->vcpus_max, (uint32_t) MAX(a->ncpumaps, 0)) : 0;
    if (pin_all(&ret->cpumaps, n, a->maplen) < 0)
        return -1;
    ret->num = (int32_t) n;
    return 0;
}

int qemu_virDomainGetEmulatorPinInfo(struct call *c, const struct virDomainGetEmulatorPinInfo_args *a,
                                     struct virDomainGetEmulatorPinInfo_ret *ret)
{
    if (pin_all(&ret->cpumaps, 1, a->maplen) < 0)
        return -1;
    ret->ret = 1;
    return 0;
}
