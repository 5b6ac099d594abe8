/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cpu.c: -cpu: model, features, enlightenments for Windows, KVM's own features, timers of the processor.  */
#define ERR_FROM VIR_FROM_QEMU
#include <string.h>

#include "drivers/qemu/plan/build.h"

/* libvirt spells features of the processor with '_', QEMU with '-'.  */
static void feature(GString *out, const char *name, bool on)
{
    g_autofree char *word = g_strdelimit(g_strdup(name), "_", '-');

    g_string_append_printf(out, ",%s=%s", word, on ? "on" : "off");
}

/* QEMU's idea of a model that has more than the name promises to libvirt's users.  */
static const struct {
    const char *model, *without;
} model_surplus[] = {
    {"EPYC", "monitor"},
    {"EPYC-IBPB", "monitor"},
};

static void named_model(GString *out, const char *model)
{
    g_string_append(out, model);
    for (size_t i = 0; i < G_N_ELEMENTS(model_surplus); i++)
        if (strcmp(model_surplus[i].model, model) == 0)
            feature(out, model_surplus[i].without, false);
}

static int host_model(struct build *b, GString *out)
{
    const struct caps_cpu_model *m =
        b->env->caps ? caps_host_model(b->env->caps, names_word(&virt_type_names, b->def->type)) : NULL;

    if (!m)
        return plan_refuse(b, "CPU mode 'host-model' for %s %s domain on %s host is not supported by hypervisor",
                           b->def->os.arch, names_word(&virt_type_names, b->def->type), b->def->os.arch);
    g_string_append(out, m->model);
    for (unsigned i = 0; m->features && i < m->features->len; i++) {
        const struct caps_feature *f = &g_array_index(m->features, struct caps_feature, i);

        feature(out, f->name, f->required);
    }
    return 0;
}

/* A model that this QEMU has; without its facts every name is believed.  */
static bool model_exists(const struct build *b, const char *model)
{
    const GPtrArray *cpus = b->env->caps ? caps_cpus(b->env->caps, names_word(&virt_type_names, b->def->type)) : NULL;

    for (unsigned i = 0; cpus && i < cpus->len; i++)
        if (strcmp(((const struct caps_cpu *) cpus->pdata[i])->name, model) == 0)
            return true;
    return !cpus || cpus->len == 0;
}

static int cpu_model(struct build *b, const struct cpu_def *c, GString *out)
{
    switch (c ? c->mode : CPU_CUSTOM) {
    case CPU_HOST_PASSTHROUGH:
        if (b->def->type != VIRT_KVM)
            return plan_refuse(b,
                               "CPU mode 'host-passthrough' for %s %s domain on %s host is not supported by hypervisor",
                               b->def->os.arch, names_word(&virt_type_names, b->def->type), b->def->os.arch);
        g_string_append(out, "host");
        opt_onoff(out, "migratable", c->migratable);
        return 0;
    case CPU_MAXIMUM:
        g_string_append(out, "max");
        opt_onoff(out, "migratable", c->migratable);
        return 0;
    case CPU_HOST_MODEL:
        return host_model(b, out);
    default:
        if (c && c->model && !model_exists(b, c->model)) {
            b->failed = true;
            err_set(VIR_FROM_CPU, VIR_ERR_INTERNAL_ERROR, 0, __FILE__, __func__, __LINE__, "Unknown CPU model %s",
                    c->model);
            return -1;
        }
        named_model(out, c && c->model                                             ? c->model
                         : b->def->os.arch && strcmp(b->def->os.arch, "i686") == 0 ? "qemu32"
                                                                                   : "qemu64");
        if (c && c->vendor_id)
            g_string_append_printf(out, ",vendor=%s", c->vendor_id);
        return 0;
    }
}

static void cpu_features(const struct cpu_def *c, GString *out)
{
    for (size_t i = 0; c && i < c->features.n; i++) {
        unsigned policy = c->features.v[i]->policy;

        feature(out, c->features.v[i]->name, policy != CPU_DISABLE && policy != CPU_FORBID);
    }
}

static void cpu_timers(const struct clock_def *clock, GString *out)
{
    for (size_t i = 0; i < clock->timers.n; i++) {
        const struct timer *t = clock->timers.v[i];

        if (t->name == TIMER_KVMCLOCK && t->present)
            opt_onoff(out, "kvmclock", t->present);
        else if (t->name == TIMER_HYPERVCLOCK && t->present == TRI_YES)
            g_string_append(out, ",hv-time=on");
        else if (t->name == TIMER_TSC && t->frequency.set)
            g_string_append_printf(out, ",tsc-frequency=%" G_GUINT64_FORMAT, t->frequency.v);
    }
}

/* Enlightenments that are only on or off.  */
static const struct {
    const char *word;
    size_t off;
} hyperv_rows[] = {
    {"relaxed", offsetof(struct hyperv, relaxed)},
    {"vapic", offsetof(struct hyperv, vapic)},
    {"spinlocks", offsetof(struct hyperv, spinlocks.state)},
    {"vpindex", offsetof(struct hyperv, vpindex)},
    {"runtime", offsetof(struct hyperv, runtime)},
    {"synic", offsetof(struct hyperv, synic)},
    {"stimer", offsetof(struct hyperv, stimer.state)},
    {"reset", offsetof(struct hyperv, reset)},
    {"vendor-id", offsetof(struct hyperv, vendor_id.state)},
    {"frequencies", offsetof(struct hyperv, frequencies)},
    {"reenlightenment", offsetof(struct hyperv, reenlightenment)},
    {"tlbflush", offsetof(struct hyperv, tlbflush)},
    {"ipi", offsetof(struct hyperv, ipi)},
    {"evmcs", offsetof(struct hyperv, evmcs)},
    {"avic", offsetof(struct hyperv, avic)},
};

static void cpu_hyperv(const struct hyperv *h, GString *out)
{
    if (!h)
        return;
    if (h->mode == HYPERV_PASSTHROUGH) {
        g_string_append(out, ",hv-passthrough=on");
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(hyperv_rows); i++) {
        if (*(const unsigned *) ((const char *) h + hyperv_rows[i].off) != TRI_YES)
            continue;
        if (hyperv_rows[i].off == offsetof(struct hyperv, spinlocks.state))
            g_string_append_printf(out, ",hv-spinlocks=0x%x", h->spinlocks.retries.v);
        else if (hyperv_rows[i].off == offsetof(struct hyperv, vendor_id.state))
            g_string_append_printf(out, ",hv-vendor-id=%s", h->vendor_id.value ? h->vendor_id.value : "");
        else
            g_string_append_printf(out, ",hv-%s=on", hyperv_rows[i].word);
        if (hyperv_rows[i].off == offsetof(struct hyperv, stimer.state) && h->stimer.direct == TRI_YES)
            g_string_append(out, ",hv-stimer-direct=on");
    }
}

static void cpu_kvm(const struct build *b, GString *out)
{
    const struct features *f = &b->def->features;

    if (f->kvm && f->kvm->hidden == TRI_YES)
        g_string_append(out, ",kvm=off");
    if (f->kvm && f->kvm->hint_dedicated == TRI_YES)
        g_string_append(out, ",kvm-hint-dedicated=on");
    if (f->kvm && f->kvm->poll_control == TRI_YES)
        g_string_append(out, ",kvm-poll-control=on");
    if (f->kvm && f->kvm->pv_ipi == TRI_NO)
        g_string_append(out, ",kvm-pv-ipi=off");
    if (f->pmu)
        opt_onoff(out, "pmu", f->pmu->state);
}

static int cpu_cache(struct build *b, const struct cpu_def *c, GString *out)
{
    if (c && c->cache) {
        switch (c->cache->mode) {
        case CPU_CACHE_EMULATE:
            g_string_append(out, ",l3-cache=on");
            break;
        case CPU_CACHE_PASSTHROUGH:
            g_string_append(out, ",host-cache-info=on,l3-cache=off");
            break;
        case CPU_CACHE_DISABLE:
            g_string_append(out,
                            c->mode == CPU_HOST_PASSTHROUGH ? ",host-cache-info=off,l3-cache=off" : ",l3-cache=off");
            break;
        default:
            break;
        }
    }
    if (c && c->physaddr.mode == CPU_PHYSADDR_PASSTHROUGH)
        g_string_append(out, ",host-phys-bits=on");
    else if (c && c->physaddr.mode == CPU_PHYSADDR_EMULATE && c->physaddr.bits.set)
        g_string_append_printf(out, ",phys-bits=%u", c->physaddr.bits.v);
    return 0;
}

int plan_cpu(struct build *b)
{
    const struct cpu_def *c = b->def->cpu;
    const struct features *f = &b->def->features;
    GString *out = g_string_new(NULL);

    if (cpu_model(b, c, out) < 0) {
        g_string_free(out, true);
        return -1;
    }
    cpu_features(c, out);
    cpu_timers(&b->def->clock, out);
    if (f->apic && f->apic->eoi)
        opt_onoff(out, "kvm-pv-eoi", f->apic->eoi);
    if (f->pvspinlock)
        opt_onoff(out, "kvm-pv-unhalt", f->pvspinlock->state);
    cpu_hyperv(f->hyperv, out);
    for (size_t i = 0; i < b->def->panics.n; i++)
        if (b->def->panics.v[i]->model == PANIC_HYPERV)
            g_string_append(out, ",hv-crash");
    cpu_kvm(b, out);
    cpu_cache(b, c, out);
    plan_arg(b, "cpu", g_string_free(out, false));
    return 0;
}
