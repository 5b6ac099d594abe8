/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* check-domain.c: names, memory, processors, threads, labels, NUMA cells, aliases.  */
#include "model/domain/check.h"

#include <string.h>

#include "base/uuid.h"

int check_identity(const struct domain_def *def, const struct domain_facts *facts)
{
    if (!def->name || !*def->name)
        return no(VIR_ERR_NO_NAME, "the document: <domain> needs a <name>");
    if (strchr(def->name, '\n'))
        return no(VIR_ERR_XML_DETAIL, "invalid char in name: a line break");
    if (strchr(def->name, '/'))
        return no(VIR_ERR_XML_ERROR, "name %s cannot contain '/'", def->name);
    if (def->title && strchr(def->title, '\n'))
        return no(VIR_ERR_XML_ERROR, "Domain title can't contain newlines");
    if (def->os.type == OS_NONE && !def->bootloader)
        return no(VIR_ERR_XML_ERROR, "an os <type> must be specified");
    if (def->os.type == OS_EXE && !def->os.init)
        return no(VIR_ERR_XML_ERROR, "init binary must be specified");
    for (size_t i = 0; i < def->disks.n; i++)
        if (disk_name_index(def->disks.v[i]->dst) < 0 && def->disks.v[i]->info.address.type == ADDRESS_NONE)
            return no(VIR_ERR_XML_ERROR, "Unknown disk name '%s' and no address specified", def->disks.v[i]->dst);
    if (def->consoles.n > 1)
        for (size_t i = 1; i < def->consoles.n; i++)
            if (def->consoles.v[i]->target == CONSOLE_TARGET_SERIAL ||
                def->consoles.v[i]->target == CONSOLE_TARGET_NONE)
                return no(VIR_ERR_CONFIG_UNSUPPORTED, "Only the first console can be a serial port");
    return 0;
}

static int check_memory(const struct domain_def *def)
{
    if (!def->memory)
        return no(VIR_ERR_XML_ERROR, "Memory size must be specified via <memory> or in the <numa> configuration");
    if (def->max_memory && def->max_memory < def->memory)
        return no(VIR_ERR_XML_ERROR, "maximum memory size must be equal or greater than the actual memory size");
    if (def->max_memory && !def->max_memory_slots)
        return no(VIR_ERR_XML_ERROR, "both maximum memory size and memory slot count must be specified");
    if (def->memory_backing && def->memory_backing->hugepages)
        for (size_t i = 0; i < def->memory_backing->hugepages->pages.n; i++)
            if (!def->memory_backing->hugepages->pages.v[i]->size)
                return no(VIR_ERR_XML_DETAIL, "hugepage size can't be zero");
    return 0;
}

static int check_vcpus(const struct domain_def *def)
{
    if (def->vcpus_current.set && def->vcpus_current.v > def->vcpus_max)
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "maximum vCPU count must not be less than current vCPU count");
    for (size_t i = 0; i < def->vcpus.n; i++)
        if (def->vcpus.v[i]->id >= def->vcpus_max)
            return no(VIR_ERR_XML_ERROR, "vcpu '%u' is not below the maximum of %u", def->vcpus.v[i]->id,
                      def->vcpus_max);
    return 0;
}

static int check_iothreads(const struct domain_def *def)
{
    const struct iothread *t;

    for (size_t i = 0; i < def->iothreads.n; i++) {
        t = def->iothreads.v[i];
        for (size_t k = 0; k < i; k++)
            if (def->iothreads.v[k]->id == t->id)
                return no(VIR_ERR_XML_ERROR, "duplicate iothread id '%u' found", t->id);
        if (t->pool_min.set && t->pool_min.v > (t->pool_max.set ? t->pool_max.v : -1))
            return no(VIR_ERR_CONFIG_UNSUPPORTED, "thread_pool_min must be smaller or equal to thread_pool_max");
    }
    t = def->default_iothread;
    if (t && t->pool_min.set && t->pool_min.v > (t->pool_max.set ? t->pool_max.v : -1))
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "thread_pool_min must be smaller or equal to thread_pool_max");
    return 0;
}

static int check_seclabels(const struct domain_def *def)
{
    for (size_t i = 0; i < def->seclabels.n; i++) {
        const struct seclabel *s = def->seclabels.v[i];
        if (s->type == SECLABEL_STATIC && !s->label)
            return no(VIR_ERR_XML_ERROR, "security label is missing");
        if (s->type == SECLABEL_STATIC && !s->model)
            return no(VIR_ERR_XML_ERROR, "missing security model in domain seclabel");
        for (size_t k = 0; k < i; k++)
            if (g_strcmp0(def->seclabels.v[k]->model, s->model) == 0)
                return no(VIR_ERR_XML_DETAIL, "seclabel for model %s is already provided", s->model);
    }
    return 0;
}

static int check_cpu(const struct domain_def *def)
{
    const struct cpu_def *c = def->cpu;

    if (!c)
        return 0;
    for (size_t i = 0; i < c->features.n; i++)
        for (size_t k = 0; k < i; k++)
            if (g_strcmp0(c->features.v[i]->name, c->features.v[k]->name) == 0)
                return no(VIR_ERR_XML_ERROR, "CPU feature '%s' specified more than once", c->features.v[i]->name);
    if (c->topology &&
        (uint64_t) c->topology->sockets * c->topology->dies * c->topology->cores * c->topology->threads !=
            def->vcpus_max)
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "CPU topology doesn't match maximum vcpu count");
    return 0;
}

static int check_sysinfo(const struct domain_def *def)
{
    uint8_t uuid[16];

    for (size_t i = 0; i < def->sysinfo.n; i++) {
        const struct sysinfo_block *s = def->sysinfo.v[i]->system;
        for (size_t k = 0; s && k < s->entries.n; k++)
            if (g_strcmp0(s->entries.v[k]->name, "uuid") == 0 &&
                (uuid_parse(s->entries.v[k]->value ? s->entries.v[k]->value : "", uuid) < 0 ||
                 memcmp(uuid, def->uuid, 16) != 0))
                return no(VIR_ERR_XML_DETAIL, "UUID mismatch between <uuid> and <sysinfo>");
    }
    return 0;
}

static int alias_seen(struct domain_def *def, const char *kind, void *dev, struct device_info *info, void *arg)
{
    if (!info->alias.name || !g_str_has_prefix(info->alias.name, "ua-") || g_hash_table_add(arg, info->alias.name))
        return 0;
    return no(VIR_ERR_CONFIG_UNSUPPORTED, "non unique alias detected: %s", info->alias.name);
}

/* A console that is the first serial line's other name has its alias.  */
static int check_aliases(const struct domain_def *def)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    struct domain_def *d = (struct domain_def *) def;
    struct chardev *first = def->consoles.n && console_is_serial(def, def->consoles.v[0]) ? def->consoles.v[0] : NULL;
    char *name = first ? g_steal_pointer(&first->info.alias.name) : NULL;
    int r = domain_each_device(d, alias_seen, seen);

    if (first)
        first->info.alias.name = name;
    return r;
}

int check_guest(const struct domain_def *def, const struct domain_facts *facts)
{
    if (check_memory(def) < 0 || check_vcpus(def) < 0 || check_iothreads(def) < 0 || check_seclabels(def) < 0 ||
        check_cpu(def) < 0 || check_sysinfo(def) < 0)
        return -1;
    return check_aliases(def);
}
