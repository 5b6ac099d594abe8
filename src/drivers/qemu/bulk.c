/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * bulk.c: figures of many guests at once. Every monitor is asked before any answer is waited for, and one deadline
 * bounds them all: a QEMU that does not answer costs nobody else anything, and gives what is known without it.
 */
#define ERR_FROM VIR_FROM_QEMU
#include <string.h>

#include "base/err.h"
#include "drivers/qemu/functions.h"
#include "drivers/qemu/stats.h"
#include "drivers/qemu/plug.h"

#define BULK_WAIT_MS 1000
#define BULK_NOWAIT_MS 200

#define STATS_KNOWN                                                                                           \
    (VIR_DOMAIN_STATS_STATE | VIR_DOMAIN_STATS_CPU_TOTAL | VIR_DOMAIN_STATS_BALLOON | VIR_DOMAIN_STATS_VCPU | \
     VIR_DOMAIN_STATS_INTERFACE | VIR_DOMAIN_STATS_BLOCK | VIR_DOMAIN_STATS_IOTHREAD)

struct one {
    struct guest *g;
    struct run *r; /* NULL: not active */
    struct def *def;
    struct stats_asked asked;
};

static void one_init(struct one *o, struct object *obj, unsigned stats)
{
    o->g = guest_of(obj);
    object_lock(obj);
    o->r = o->g->run && o->g->run->phase == RUN_RUNNING ? run_ref(o->g->run) : NULL;
    o->def = def_ref(obj->live ? obj->live : obj->config);
    object_unlock(obj);
    if (o->def)
        stats_ask(o->r, def_domain(o->def), stats, &o->asked);
}

/* Referenced objects: those named, or all that match.  */
static struct object **select_guests(struct qemu *q, const struct virConnectGetAllDomainStats_args *a, size_t *ret_n)
{
    size_t n, kept = 0;
    struct object **v;
    if (a->doms.n > 0) {
        v = g_new0(struct object *, a->doms.n + 1);
        for (size_t i = 0; i < a->doms.n; i++)
            if ((v[kept] = registry_get(q->guests, ((struct handle *) a->doms.v[i])->uuid)))
                kept++;
        *ret_n = kept;
        return v;
    }
    v = registry_list(q->guests, &n);
    for (size_t i = 0; i < n; i++)
        if (guest_matches(guest_of(v[i]), a->flags))
            v[kept++] = v[i];
        else
            object_unref(v[i]);
    *ret_n = kept;
    return v;
}

int qemu_virConnectGetAllDomainStats(struct call *c, const struct virConnectGetAllDomainStats_args *a,
                                     struct virConnectGetAllDomainStats_ret *ret)
{
    unsigned stats = a->stats ? a->stats : STATS_KNOWN;
    size_t n;
    if (a->stats & ~STATS_KNOWN && a->flags & VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS) {
        err(VIR_ERR_CONFIG_UNSUPPORTED, "Stats types bits 0x%x are not supported by this daemon",
            a->stats & ~STATS_KNOWN);
        return -1;
    }
    struct object **v = select_guests(qemu_of_call(c), a, &n);
    g_autofree struct one *all = g_new0(struct one, n + 1);
    for (size_t i = 0; i < n; i++)
        one_init(&all[i], v[i], stats);
    int64_t deadline =
        qmp_now() + (a->flags & VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT ? BULK_NOWAIT_MS : BULK_WAIT_MS);
    g_autofree char *links = stats & VIR_DOMAIN_STATS_INTERFACE ? link_counters_read() : NULL;
    ret->ret_stats.v = g_new0(struct wire_domain_stats_record *, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct one *o = &all[i];
        if (o->def) {
            struct wire_domain_stats_record *rec = g_new0(struct wire_domain_stats_record, 1);
            rec->dom = (virDomainPtr) object_handle(v[i]);
            stats_take(o->g, o->r, def_domain(o->def), stats, a->flags, &o->asked, links, deadline, &rec->params);
            ret->ret_stats.v[ret->ret_stats.n++] = rec;
        }
        def_unref(o->def);
        run_unref(o->r);
    }
    object_list_free(v, n);
    err_reset();
    return 0;
}
