/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* host-doc.c: fills <capabilities> from the host and from every emulator installed. */
#define ERR_FROM VIR_FROM_QEMU
#include <string.h>

#include "base/err.h"
#include "base/uuid.h"
#include "drivers/qemu/caps/store.h"
#include "host/topology.h"
#include "model/capabilities.h"

static void fill_model(struct caps_host_cpu *cpu, const struct qemu_caps *c)
{
    const struct cpu_host *host = cpu_host();
    const struct caps_accel *a = c ? &c->accel[ACCEL_TCG] : NULL;
    const char *vendor = cpu_vendor_name(host->vendor);
    int best = a && a->cpus ? cpu_nearest(a->candidates, a->n_candidates, &host->features, vendor, true) : -1;
    if (best < 0)
        return;
    cpu->model = g_strdup(a->candidates[best].name);
    cpu->vendor = g_strdup(vendor);
    for (size_t i = 0; i < cpu_feature_count(); i++)
        if (cpu_feature_has(&host->features, i) && !cpu_feature_has(&a->candidates[best].features, i))
            ADD(cpu->features, struct caps_named)->name = g_strdup(cpu_feature_name(i));
}

static void fill_cpu(struct caps_host_cpu *cpu, const struct host_topology *t, const struct qemu_caps *c)
{
    const struct cpu_host *host = cpu_host();
    cpu->arch = g_strdup(caps_host_arch());
    cpu->topology = (struct caps_cpu_shape){t->sockets, t->dies, t->cores, t->threads};
    fill_model(cpu, c);
    if (host->family) {
        cpu->microcode = (struct opt_u64){host->microcode, true};
        cpu->signature = g_new0(struct caps_signature, 1);
        *cpu->signature = (struct caps_signature){host->family, host->model, host->stepping};
    }
    uint64_t hz;
    bool scaling;
    if (c && caps_has(c, CAP_KVM) && host_tsc(&hz, &scaling)) {
        cpu->tsc = g_new0(struct caps_tsc, 1);
        *cpu->tsc = (struct caps_tsc){g_strdup("tsc"), hz, scaling ? TRI_YES : TRI_NO};
    }
    if (host->phys_bits) {
        cpu->physaddr_mode = g_strdup("emulate");
        cpu->physaddr_bits = (struct opt_u32){host->phys_bits, true};
    }
    for (size_t i = 0; i < t->cells[0].n_pages; i++) {
        struct caps_page_size *p = ADD(cpu->pages, struct caps_page_size);
        *p = (struct caps_page_size){g_strdup("KiB"), t->cells[0].pages[i].size_kib};
    }
}

static void fill_cell(struct caps_cell *to, const struct host_cell *c)
{
    to->id = c->id;
    to->memory_unit = g_strdup("KiB");
    to->memory = c->memory_kib;
    for (size_t i = 0; i < c->n_pages; i++)
        *ADD(to->pages, struct caps_page_count) =
            (struct caps_page_count){g_strdup("KiB"), c->pages[i].size_kib, c->pages[i].count};
    for (size_t i = 0; i < c->n_distances; i++)
        *ADD(to->distances, struct caps_sibling) = (struct caps_sibling){c->distances[i].id, c->distances[i].value};
    to->n_cpus = (uint32_t) c->n_cpus;
    for (size_t i = 0; i < c->n_cpus; i++) {
        const struct host_cpu *p = &c->cpus[i];
        *ADD(to->cpus, struct caps_cell_cpu) =
            (struct caps_cell_cpu){p->id, {p->socket, true}, {p->die, true}, {p->core, true}, g_strdup(p->siblings)};
    }
}

static void add_bank(struct caps_host *h, const struct host_cache *c)
{
    bool mib = c->size_kib % 1024 == 0;
    *ADD(h->banks, struct caps_bank) = (struct caps_bank){c->id,
                                                          c->level,
                                                          g_strdup(c->type),
                                                          mib ? c->size_kib / 1024 : c->size_kib,
                                                          g_strdup(mib ? "MiB" : "KiB"),
                                                          g_strdup(c->cpus)};
}

static void fill_secmodels(struct caps_host *h, const struct caps_config *config)
{
    struct caps_secmodel *m = ADD(h->secmodels, struct caps_secmodel);
    m->model = g_strdup(config->security_model ? config->security_model : "none");
    m->doi = g_strdup("0");
    if (!config->privileged)
        return;
    m = ADD(h->secmodels, struct caps_secmodel);
    m->model = g_strdup("dac");
    m->doi = g_strdup("0");
    for (int i = 0; i < 2; i++)
        *ADD(m->labels, struct caps_baselabel) = (struct caps_baselabel){
            g_strdup(i ? "qemu" : "kvm"),
            g_strdup_printf("+%" G_GINT64_FORMAT ":+%" G_GINT64_FORMAT, config->uid, config->gid)};
}

static void fill_host(struct caps_host *h, const struct caps_config *config, const struct qemu_caps *c)
{
    struct host_topology *t = host_topology_read();
    if (config->host_uuid)
        memcpy(h->uuid, config->host_uuid, 16);
    else
        uuid_host(h->uuid);
    fill_cpu(&h->cpu, t, c);
    h->power = (struct caps_power){t->suspend_mem, t->suspend_disk, t->suspend_mem && t->suspend_disk};
    h->iommu = t->iommu ? TRI_YES : TRI_NO;
    h->migration.live = true;
    h->migration.transports.v = g_new0(char *, 3);
    h->migration.transports.v[h->migration.transports.n++] = g_strdup("tcp");
    h->migration.transports.v[h->migration.transports.n++] = g_strdup("rdma");
    h->n_cells = (uint32_t) t->n_cells;
    for (size_t i = 0; i < t->n_cells; i++)
        fill_cell(ADD(h->cells, struct caps_cell), &t->cells[i]);
    for (size_t i = 0; i < t->n_caches; i++)
        add_bank(h, &t->caches[i]);
    fill_secmodels(h, config);
    host_topology_free(t);
}

/* ---- guests ---- */

static void add_machine(struct caps_guest *g, const struct caps_machine *m, bool alias)
{
    *ADD(g->machines, struct caps_machine_line) =
        (struct caps_machine_line){alias ? g_strdup(m->name) : NULL, m->cpu_max, m->deprecated ? TRI_YES : TRI_ABSENT,
                                   g_strdup(alias ? m->alias : m->name)};
}

static struct caps_toggle *toggle(unsigned may)
{
    struct caps_toggle *t = g_new0(struct caps_toggle, 1);
    *t = (struct caps_toggle){TRI_YES, may};
    return t;
}

static void fill_guest(struct caps_guest *g, const char *arch, const struct qemu_caps *c)
{
    bool x86_32 = !strcmp(arch, "i686"), x86 = x86_32 || !strcmp(arch, "x86_64");
    g->os_type = g_strdup("hvm");
    g->arch = g_strdup(arch);
    g->wordsize = strstr(arch, "64") || !strcmp(arch, "s390x") ? 64 : 32;
    g->emulator = g_strdup(caps_binary(c));
    for (guint i = 0; i < c->machines->len; i++) {
        const struct caps_machine *m = c->machines->pdata[i];
        add_machine(g, m, false);
        if (m->alias)
            add_machine(g, m, true);
    }
    if (caps_has(c, CAP_TCG))
        ADD(g->domains, struct caps_domain_line)->type = g_strdup("qemu");
    if (caps_has(c, CAP_KVM))
        ADD(g->domains, struct caps_domain_line)->type = g_strdup("kvm");
    g->features.pae = g->features.nonpae = x86_32;
    if (x86 || !strcmp(arch, "aarch64"))
        g->features.acpi = toggle(TRI_YES);
    if (x86)
        g->features.apic = toggle(TRI_NO);
    g->features.cpuselection = g->features.deviceboot = true;
    g->features.disksnapshot = toggle(TRI_NO);
}

char *caps_host_xml(struct caps_store *s)
{
    struct capabilities doc = {0};
    g_autofree char *own = caps_binary_for_arch(NULL);
    struct qemu_caps *native = own ? caps_get(s, own) : NULL;
    if (own && !native)
        return NULL;
    fill_host(&doc.host, &s->config, native);
    caps_unref(native);
    const char *arch;
    for (size_t i = 0; (arch = caps_arch_nth(i)); i++) {
        g_autofree char *binary = caps_binary_for_arch(arch);
        struct qemu_caps *c = binary ? caps_get(s, binary) : NULL;
        if (binary && !c) { /* a broken emulator of another architecture must not hide the others */
            err_reset();
            continue;
        }
        if (c)
            fill_guest(ADD(doc.guests, struct caps_guest), arch, c);
        caps_unref(c);
    }
    char *xml = capabilities_format(&doc);
    rec_done(&capabilities_rec, &doc);
    return xml;
}
