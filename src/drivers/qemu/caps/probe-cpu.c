/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* probe-cpu.c: the CPU models of a binary, what each is defined with, and the model nearest to the host's CPU. */
#include "drivers/qemu/caps/probe.h"

#include <string.h>

#include "base/err.h"

/* Models that libvirt's users never saw, and spellings of one release of QEMU.  */
static bool is_listed(const char *name)
{
    static const char *const not [] = {"max", "host", "base", "KnightsMill", "Denverton"};
    for (size_t i = 0; i < G_N_ELEMENTS(not ); i++)
        if (!strcmp(not [i], name))
            return false;
    const char *v = g_strrstr(name, "-v");
    return !(v && v[2] && strspn(v + 2, "0123456789") == strlen(v + 2));
}

/* Models that are no vendor's, whatever their CPUID says.  */
static const char *vendor_of(const char *name, const json_t *props)
{
    static const char *const nobodys[] = {"qemu64", "qemu32",  "kvm64",    "kvm32",
                                          "486",    "pentium", "pentium2", "pentium3"};
    for (size_t i = 0; i < G_N_ELEMENTS(nobodys); i++)
        if (!strcmp(nobodys[i], name))
            return "unknown";
    return cpu_vendor_name(json_string_value(json_object_get(props, "vendor")));
}

static struct qmp_pending *send_expansion(struct probe *p, const char *model, bool not_migratable)
{
    json_t *args = json_pack("{s:s,s:{s:s}}", "type", "static", "model", "name", model);
    if (not_migratable)
        json_object_set_new(json_object_get(args, "model"), "props", json_pack("{s:b}", "migratable", 0));
    struct qmp_pending *q = qmp_send_json(p->q, "query-cpu-model-expansion", args);
    json_decref(args);
    return q;
}

/* The expansion's properties, referenced, or NULL where the architecture has no such thing.  */
static json_t *get_expansion(struct qmp_pending *q)
{
    json_t *ret = NULL;
    if (qmp_wait_json(q, &ret, qmp_now() + PROBE_MS) < 0) {
        err_reset();
        return NULL;
    }
    json_t *props = json_incref(json_object_get(json_object_get(ret, "model"), "props"));
    json_decref(ret);
    return props;
}

static char *set_to_text(const struct cpu_set *set)
{
    char hex[CPU_HEX];
    cpu_set_to_hex(set, hex);
    return g_strdup(hex);
}

/* What the model is defined with: QEMU leaves out of the expansion what it cannot give, and adds "hypervisor".  */
static void take_definition(struct facts_cpu *c, json_t *props)
{
    struct cpu_set set;
    for (size_t i = 0; i < c->blockers.n; i++)
        json_object_set_new(props, c->blockers.v[i], json_true());
    json_object_del(props, "hypervisor");
    cpu_set_from_props(&set, props);
    c->bits = set_to_text(&set);
}

static void take_cpu(struct facts_accel *a, struct qmp_cpu_def *d, struct qmp_pending *q)
{
    struct facts_cpu *c = g_new0(struct facts_cpu, 1);
    json_t *props = q ? get_expansion(q) : NULL;
    c->name = g_steal_pointer(&d->name);
    c->typename = g_steal_pointer(&d->typename);
    c->vendor = g_strdup(vendor_of(c->name, props));
    c->deprecated = d->deprecated;
    c->usable = d->unavailable.n == 0;
    c->blockers.v = g_steal_pointer(&d->unavailable.v);
    c->blockers.n = d->unavailable.n;
    d->unavailable.n = 0;
    if (props)
        take_definition(c, props);
    a->cpus.v[a->cpus.n++] = c;
    json_decref(props);
}

/* Under KVM a model's definition is blended with the host's: TCG's answer is taken for it (`defined`).  */
static void borrow_definitions(struct facts_accel *a, const struct facts_accel *defined)
{
    for (size_t i = 0; i < a->cpus.n; i++)
        for (size_t j = 0; j < defined->cpus.n; j++)
            if (!strcmp(a->cpus.v[i]->name, defined->cpus.v[j]->name)) {
                g_free(a->cpus.v[i]->vendor);
                a->cpus.v[i]->vendor = g_strdup(defined->cpus.v[j]->vendor);
                a->cpus.v[i]->bits = g_strdup(defined->cpus.v[j]->bits);
            }
}

static int read_cpus(struct probe *p, struct facts_accel *a, const struct facts_accel *defined)
{
    struct qmp_cpu_defs defs;
    if (qmp_query_cpu_definitions(p->q, NULL, &defs) < 0) {
        if (qmp_last() < QMP_GENERIC_ERROR)
            return -1;
        err_reset(); /* an architecture without models */
        return 0;
    }
    /* All questions first: QEMU works while we read.  */
    g_autoptr(GPtrArray) asked = g_ptr_array_new();
    a->cpus.v = g_new0(struct facts_cpu *, defs.v.n + 1);
    for (size_t i = 0; i < defs.v.n; i++)
        g_ptr_array_add(asked,
                        !defined && is_listed(defs.v.v[i]->name) ? send_expansion(p, defs.v.v[i]->name, false) : NULL);
    for (size_t i = 0; i < defs.v.n; i++)
        if (is_listed(defs.v.v[i]->name))
            take_cpu(a, defs.v.v[i], asked->pdata[i]);
    if (defined)
        borrow_definitions(a, defined);
    QMP_DONE(query_cpu_definitions, &defs);
    return 0;
}

static struct cpu_candidate *candidates_of(const struct facts_accel *a, size_t *ret_n)
{
    struct cpu_candidate *v = g_new0(struct cpu_candidate, a->cpus.n + 1);
    *ret_n = 0;
    for (size_t i = 0; i < a->cpus.n; i++) {
        const struct facts_cpu *c = a->cpus.v[i];
        if (!c->bits)
            continue;
        v[*ret_n] = (struct cpu_candidate){.name = c->name, .vendor = c->vendor};
        cpu_set_from_hex(&v[(*ret_n)++].features, c->bits);
    }
    return v;
}

static void choose_host_model(struct facts_accel *a, const struct cpu_set *want, const char *vendor)
{
    size_t n;
    g_autofree struct cpu_candidate *v = candidates_of(a, &n);
    int best = cpu_nearest(v, n, want, vendor, false);
    if (best < 0)
        return;
    struct facts_model *m = a->host_model = g_new0(struct facts_model, 1);
    m->model = g_strdup(v[best].name);
    m->vendor = g_strdup(vendor);
    m->features.v = g_new0(struct facts_feature *, cpu_feature_count() + 1);
    for (unsigned policy = TRI_YES; policy <= TRI_NO; policy++)
        for (size_t i = 0; i < cpu_feature_count(); i++) {
            bool wanted = cpu_feature_has(want, i), given = cpu_feature_has(&v[best].features, i);
            if (wanted == given || wanted != (policy == TRI_YES))
                continue;
            struct facts_feature *ft = g_new0(struct facts_feature, 1);
            ft->name = g_strdup(cpu_feature_name(i));
            ft->policy = policy;
            m->features.v[m->features.n++] = ft;
        }
}

static void read_host_model(struct probe *p, struct facts_accel *a, bool kvm)
{
    json_t *props = get_expansion(send_expansion(p, kvm ? "host" : "max", kvm));
    if (!props)
        return;
    struct cpu_set want;
    cpu_set_from_props(&want, props);
    a->host_bits = set_to_text(&want);
    choose_host_model(a, &want, cpu_vendor_name(json_string_value(json_object_get(props, "vendor"))));
    json_decref(props);
}

int probe_cpus(struct probe *p, struct facts *f, bool kvm)
{
    struct facts_accel *a = g_new0(struct facts_accel, 1);
    f->accels.v = g_renew(struct facts_accel *, f->accels.v, f->accels.n + 2);
    f->accels.v[f->accels.n++] = a;
    a->type = g_strdup(kvm ? "kvm" : "tcg");
    if (read_cpus(p, a, kvm ? f->accels.v[0] : NULL) < 0)
        return -1;
    read_host_model(p, a, kvm);
    return 0;
}
