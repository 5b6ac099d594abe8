/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* caps.c: the facts of one binary as the driver asks for them. */
#include "drivers/qemu/caps/facts.h"

#include <stdatomic.h>
#include <string.h>

#include "drivers/qemu/caps/store.h"
#include "model/domain/domain.h"

static void caps_cpu_free(void *p)
{
    struct caps_cpu *c = p;
    g_ptr_array_unref(c->blockers);
    g_free(c);
}

/* The arrays borrow their strings from the facts.  */
static void fill_accel(struct caps_accel *to, const struct facts_accel *from)
{
    to->cpus = g_ptr_array_new_with_free_func(caps_cpu_free);
    to->candidates = g_new0(struct cpu_candidate, from->cpus.n + 1);
    for (size_t i = 0; i < from->cpus.n; i++) {
        const struct facts_cpu *f = from->cpus.v[i];
        struct caps_cpu *c = g_new0(struct caps_cpu, 1);
        *c = (struct caps_cpu){f->name, f->typename, f->vendor, f->usable, f->deprecated, g_ptr_array_new()};
        for (size_t j = 0; j < f->blockers.n; j++)
            g_ptr_array_add(c->blockers, f->blockers.v[j]);
        g_ptr_array_add(to->cpus, c);
        if (f->bits) {
            struct cpu_candidate *k = &to->candidates[to->n_candidates++];
            *k = (struct cpu_candidate){.name = f->name, .vendor = f->vendor};
            cpu_set_from_hex(&k->features, f->bits);
        }
    }
    if (!from->host_model)
        return;
    to->host = g_new0(struct caps_cpu_model, 1);
    to->host->model = from->host_model->model;
    to->host->vendor = from->host_model->vendor;
    to->host->fallback = (char *) "forbid";
    to->host->features = g_array_new(FALSE, FALSE, sizeof(struct caps_feature));
    for (size_t i = 0; i < from->host_model->features.n; i++) {
        const struct facts_feature *f = from->host_model->features.v[i];
        struct caps_feature c = {f->name, f->policy == TRI_YES};
        g_array_append_val(to->host->features, c);
    }
}

static void fill_machine_facts(struct qemu_caps *c)
{
    struct machine_fact *f = c->machine_facts = g_new0(struct machine_fact, c->machines->len * 2 + 1);
    for (guint i = 0; i < c->machines->len; i++) {
        const struct caps_machine *m = c->machines->pdata[i];
        f[c->n_machine_facts++] = (struct machine_fact){m->name, NULL};
        if (m->alias)
            f[c->n_machine_facts++] = (struct machine_fact){m->alias, m->name};
    }
}

struct qemu_caps *caps_from_facts(struct facts *f)
{
    struct qemu_caps *c = g_new0(struct qemu_caps, 1);
    c->refs = 1;
    c->facts = f;
    c->machines = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < f->machines.n; i++) {
        const struct facts_machine *m = f->machines.v[i];
        struct caps_machine *to = g_new0(struct caps_machine, 1);
        *to = (struct caps_machine){m->name,       m->alias,        m->default_cpu, m->default_ram_id, m->cpu_max,
                                    m->is_default, m->hotplug_cpus, m->numa_mem,    m->deprecated};
        g_ptr_array_insert(c->machines, m->is_default ? 0 : -1, to);
    }
    fill_machine_facts(c);
    for (size_t i = 0; i < f->accels.n; i++)
        fill_accel(&c->accel[!strcmp(f->accels.v[i]->type, "kvm") ? ACCEL_KVM : ACCEL_TCG], f->accels.v[i]);
    for (size_t i = 0; i < f->bits.n; i++)
        for (size_t b = 0; b < CAP_LAST; b++)
            if (!strcmp(cap_rows[b].word, f->bits.v[i]))
                c->bits[b] = true;
    return c;
}

struct qemu_caps *caps_ref(struct qemu_caps *c)
{
    atomic_fetch_add(&c->refs, 1);
    return c;
}

void caps_unref(struct qemu_caps *c)
{
    if (!c || atomic_fetch_sub(&c->refs, 1) > 1)
        return;
    for (int i = 0; i < 2; i++) {
        struct caps_accel *a = &c->accel[i];
        g_clear_pointer(&a->cpus, g_ptr_array_unref);
        if (a->host)
            g_array_unref(a->host->features);
        g_free(a->host);
        g_free(a->candidates);
    }
    g_ptr_array_unref(c->machines);
    g_free(c->machine_facts);
    rec_free(&facts_rec, c->facts);
    g_free(c);
}

bool caps_has(const struct qemu_caps *c, enum cap bit)
{
    return c->bits[bit];
}

const char *caps_binary(const struct qemu_caps *c)
{
    return c->facts->binary;
}

const char *caps_arch(const struct qemu_caps *c)
{
    return c->facts->arch;
}

unsigned caps_qemu_version(const struct qemu_caps *c)
{
    return c->facts->version;
}

static const struct caps_accel *accel_of(const struct qemu_caps *c, const char *virttype)
{
    bool kvm = g_strcmp0(virttype, "kvm") == 0;
    const struct caps_accel *a = &c->accel[kvm ? ACCEL_KVM : ACCEL_TCG];
    return a->cpus ? a : NULL;
}

bool caps_virt_works(const struct qemu_caps *c, const char *virttype)
{
    if (!g_strcmp0(virttype, "kvm"))
        return c->bits[CAP_KVM];
    return !g_strcmp0(virttype, "qemu") && c->bits[CAP_TCG];
}

const struct caps_machine *caps_find_machine(const struct qemu_caps *c, const char *name)
{
    for (guint i = 0; i < c->machines->len; i++) {
        const struct caps_machine *m = c->machines->pdata[i];
        if (name ? !strcmp(m->name, name) || !g_strcmp0(m->alias, name) : m->is_default)
            return m;
    }
    return NULL;
}

const GPtrArray *caps_cpus(const struct qemu_caps *c, const char *virttype)
{
    const struct caps_accel *a = accel_of(c, virttype);
    return a ? a->cpus : NULL;
}

const struct caps_cpu_model *caps_host_model(const struct qemu_caps *c, const char *virttype)
{
    const struct caps_accel *a = accel_of(c, virttype);
    return a ? a->host : NULL;
}

static const char *emulator_of(const char *arch, void *arg)
{
    g_autofree char *path = caps_binary_for_arch(arch);
    return g_intern_string(path); /* few, and they must outlive the caller's document */
}

void caps_domain_facts(const struct qemu_caps *c, struct domain_facts *facts)
{
    const struct caps_machine *m = caps_find_machine(c, NULL);
    facts->host_arch = caps_host_arch();
    facts->emulator = caps_binary(c);
    facts->default_machine = m ? m->name : NULL;
    facts->machines = c->machine_facts;
    facts->n_machines = c->n_machine_facts;
    facts->emulator_of = emulator_of;
    facts->have_kvm = caps_has(c, CAP_KVM);
    facts->default_cpu = "qemu64";
}
