/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * probe.c: asks a QEMU binary about itself: one short-lived process with no machine, twice where KVM works
 * (what TCG can do is another answer). It talks over an inherited socket; nothing is left behind.
 */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/caps/facts.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/log.h"
#include "base/spawn.h"
#include "drivers/qemu/qmp/qmp.h"

#define PROBE_MS 60000

struct probe {
    struct qmp *q;
    int pidfd, errfd;
    const char *binary;
};

static void probe_end(struct probe *p)
{
    if (p->q) {
        qmp_close(p->q);
        qmp_unref(p->q);
    }
    if (p->pidfd >= 0) {
        spawn_kill(p->pidfd);
        close(p->pidfd);
    }
    if (p->errfd >= 0)
        close(p->errfd);
}

/* Adds what QEMU said on its standard error to the thread's error.  */
static void explain(const struct probe *p)
{
    char said[1024];
    ssize_t n = pread(p->errfd, said, sizeof(said) - 1, 0);
    if (n <= 0)
        return;
    said[n] = 0;
    g_autofree char *was = g_strdup(err_thread()->message);
    err(VIR_ERR_INTERNAL_ERROR, "Failed to probe QEMU binary with QMP: %s (%s)", g_strstrip(said), was);
}

static int probe_start(struct probe *p, const char *binary, const char *accel, const struct caps_config *config)
{
    int pair[2];
    *p = (struct probe){.pidfd = -1, .errfd = -1, .binary = binary};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0) {
        err_sys(errno, "Unable to make a monitor for %s", binary);
        return -1;
    }
    p->errfd = memfd_create("qemu-probe", MFD_CLOEXEC);
    g_autofree char *machine = g_strdup_printf("none,accel=%s", accel);
    g_autofree char *chardev = g_strdup_printf("socket,id=mon,fd=%d", pair[1]);
    const char *argv[] = {
        binary,  "-S",   "-no-user-config",          "-nodefaults", "-nographic", "-machine", machine, "-chardev",
        chardev, "-mon", "chardev=mon,mode=control", NULL};
    const char *env[] = {"LC_ALL=C", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/", NULL};
    struct spawn s = {.argv = argv,
                      .env = env,
                      .cwd = "/",
                      .in = -1,
                      .out = -1,
                      .err = p->errfd,
                      .keep = &pair[1],
                      .n_keep = 1,
                      .die_with_parent = true,
                      .as_user = config->privileged && config->uid > 0,
                      .uid = (uid_t) config->uid,
                      .gid = (gid_t) config->gid};
    pid_t pid;
    int r = spawn_start(&s, &pid, &p->pidfd);
    close(pair[1]);
    if (r < 0) {
        close(pair[0]);
        p->pidfd = -1;
        err_sys(-r, "Cannot run QEMU binary %s", binary);
        return -1;
    }
    p->q = qmp_open(pair[0], NULL, NULL);
    if (qmp_handshake(p->q, PROBE_MS) < 0) {
        explain(p);
        return -1;
    }
    return 0;
}

/* ---- what the bits are read from ---- */

struct seen {
    GHashTable *types, *commands, *tpms; /* sets of names */
    json_t *options;                     /* query-command-line-options */
    json_t *schema;                      /* query-qmp-schema by name */
    GHashTable *props;                   /* type: set of property names */
};

static void add_names(GHashTable *set, const json_t *list)
{
    size_t i;
    const json_t *v;
    json_array_foreach(list, i, v)
    {
        const char *name = json_is_string(v) ? json_string_value(v) : json_string_value(json_object_get(v, "name"));
        if (name)
            g_hash_table_add(set, g_strdup(name));
    }
}

/* Asks and forgets when QEMU does not know the question.  */
static json_t *ask(struct probe *p, const char *command, json_t *args)
{
    json_t *ret = NULL;
    if (qmp_call_json(p->q, command, args, &ret, PROBE_MS) < 0 && qmp_last() >= QMP_GENERIC_ERROR)
        err_reset();
    json_decref(args);
    return ret;
}

static GHashTable *new_set(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static GHashTable *ask_names(struct probe *p, const char *command, json_t *args)
{
    GHashTable *set = new_set();
    json_t *list = ask(p, command, args);
    add_names(set, list);
    json_decref(list);
    return set;
}

static bool has_prop(struct probe *p, struct seen *s, const char *where)
{
    const char *dot = strchr(where, '.');
    g_autofree char *type = g_strndup(where, dot - where);
    GHashTable *set = g_hash_table_lookup(s->props, type);
    if (!set) {
        set = ask_names(p, "device-list-properties", json_pack("{s:s}", "typename", type));
        g_hash_table_insert(s->props, g_strdup(type), set);
    }
    return g_hash_table_contains(set, dot + 1);
}

static bool has_option(const struct seen *s, const char *where)
{
    g_auto(GStrv) part = g_strsplit(where, ".", 2);
    size_t i, j;
    const json_t *o, *param;
    json_array_foreach(s->options, i, o)
    {
        if (g_strcmp0(json_string_value(json_object_get(o, "option")), part[0]) != 0)
            continue;
        if (!part[1])
            return true;
        json_array_foreach(json_object_get(o, "parameters"), j,
                           param) if (g_strcmp0(json_string_value(json_object_get(param, "name")), part[1]) ==
                                      0) return true;
    }
    return false;
}

static json_t *ask_schema(struct probe *p)
{
    json_t *list = ask(p, "query-qmp-schema", NULL), *by_name = json_object(), *e;
    size_t i;
    json_array_foreach(list, i, e)
    {
        const char *name = json_string_value(json_object_get(e, "name"));
        if (name)
            json_object_set(by_name, name, e);
    }
    json_decref(list);
    return by_name;
}

static const json_t *schema_at(const struct seen *s, const json_t *from, const char *key)
{
    const char *name = json_string_value(json_object_get(from, key));
    return name ? json_object_get(s->schema, name) : NULL;
}

static bool has_schema(const struct seen *s, const char *where)
{
    g_auto(GStrv) part = g_strsplit(where, ".", 3);
    const json_t *ret = schema_at(s, json_object_get(s->schema, part[0]), "ret-type"), *m, *v;
    size_t i, j;
    json_array_foreach(json_object_get(ret, "members"), i, m)
    {
        if (g_strcmp0(json_string_value(json_object_get(m, "name")), part[1]) != 0)
            continue;
        json_array_foreach(json_object_get(schema_at(s, m, "type"), "values"), j,
                           v) if (!g_strcmp0(json_string_value(v), part[2])) return true;
    }
    return false;
}

static bool has_bit(struct probe *p, struct seen *s, const struct cap_row *row)
{
    switch (row->how) {
    case CAP_HOW_TYPE:
        return g_hash_table_contains(s->types, row->where);
    case CAP_HOW_PROP:
        return has_prop(p, s, row->where);
    case CAP_HOW_COMMAND:
        return g_hash_table_contains(s->commands, row->where);
    case CAP_HOW_OPTION:
        return has_option(s, row->where);
    case CAP_HOW_TPM:
        return g_hash_table_contains(s->tpms, row->where);
    case CAP_HOW_SCHEMA:
        return has_schema(s, row->where);
    default:
        return false;
    }
}

static void add_bit(GPtrArray *bits, const char *word)
{
    g_ptr_array_add(bits, g_strdup(word));
}

static void read_bits(struct probe *p, struct facts *f)
{
    struct seen s = {
        .types = ask_names(p, "qom-list-types", NULL),
        .commands = ask_names(p, "query-commands", NULL),
        .tpms = ask_names(p, "query-tpm-types", NULL),
        .options = ask(p, "query-command-line-options", NULL),
        .schema = ask_schema(p),
        .props = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref),
    };
    g_autoptr(GPtrArray) bits = g_ptr_array_new();
    if (g_hash_table_contains(s.types, "tcg-accel"))
        add_bit(bits, cap_rows[CAP_TCG].word);
    for (size_t i = 0; i < CAP_LAST; i++)
        if (has_bit(p, &s, &cap_rows[i]))
            add_bit(bits, cap_rows[i].word);
    f->bits.n = bits->len;
    f->bits.v = (char **) g_ptr_array_free(g_steal_pointer(&bits), FALSE);
    g_hash_table_unref(s.types);
    g_hash_table_unref(s.commands);
    g_hash_table_unref(s.tpms);
    g_hash_table_unref(s.props);
    json_decref(s.options);
    json_decref(s.schema);
}

/* ---- machines and CPUs ---- */

static int read_machines(struct probe *p, struct facts *f)
{
    struct qmp_machines m;
    if (qmp_query_machines(p->q, NULL, &m) < 0)
        return -1;
    f->machines.v = g_new0(struct facts_machine *, m.v.n + 1);
    for (size_t i = 0; i < m.v.n; i++) {
        struct qmp_machine *from = m.v.v[i];
        if (!strcmp(from->name, "none"))
            continue;
        struct facts_machine *to = g_new0(struct facts_machine, 1);
        to->name = g_steal_pointer(&from->name);
        to->alias = g_steal_pointer(&from->alias);
        to->default_cpu = g_steal_pointer(&from->default_cpu_type);
        to->default_ram_id = g_steal_pointer(&from->default_ram_id);
        to->cpu_max = from->cpu_max;
        to->is_default = from->is_default == TRI_YES;
        to->hotplug_cpus = from->hotpluggable_cpus;
        to->numa_mem = from->numa_mem_supported;
        to->deprecated = from->deprecated;
        f->machines.v[f->machines.n++] = to;
    }
    QMP_DONE(query_machines, &m);
    return 0;
}

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

static int read_accel(struct probe *p, struct facts *f, bool kvm)
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

static int read_binary(struct probe *p, struct facts *f)
{
    struct qmp_version_reply version;
    struct qmp_target target;
    if (qmp_query_version(p->q, NULL, &version) < 0)
        return -1;
    f->version = version.qemu.major * 1000000 + version.qemu.minor * 1000 + version.qemu.micro;
    f->package = g_steal_pointer(&version.package);
    QMP_DONE(query_version, &version);
    if (f->version < 5002000) {
        err(VIR_ERR_CONFIG_UNSUPPORTED, "QEMU version >= 5.2.0 is required, but %u.%u.%u found", f->version / 1000000,
            f->version / 1000 % 1000, f->version % 1000);
        return -1;
    }
    if (qmp_query_target(p->q, NULL, &target) < 0)
        return -1;
    f->arch = g_strdup(!strcmp(target.arch, "i386") ? "i686" : target.arch);
    QMP_DONE(query_target, &target);
    read_bits(p, f);
    if (read_machines(p, f) < 0)
        return -1;
    return read_accel(p, f, false);
}

/* KVM may not work, whatever /dev/kvm looks like: then there is nothing to add.  */
static int read_kvm(struct probe *p, struct facts *f)
{
    struct qmp_kvm kvm = {0};
    if (qmp_query_kvm(p->q, NULL, &kvm) < 0)
        return -1;
    if (!kvm.enabled)
        return 0;
    f->bits.v = g_renew(char *, f->bits.v, f->bits.n + 2);
    f->bits.v[f->bits.n++] = g_strdup(cap_rows[CAP_KVM].word);
    return read_accel(p, f, true);
}

static int probe_with(const char *accel, int (*read)(struct probe *, struct facts *), struct facts *f,
                      const struct caps_config *config)
{
    struct probe p;
    int r = probe_start(&p, f->binary, accel, config);
    if (r == 0)
        r = read(&p, f);
    probe_end(&p);
    return r;
}

struct facts *facts_probe(const char *binary, const struct caps_config *config)
{
    struct facts *f = g_new0(struct facts, 1);
    int r = facts_stamp(f, binary, config);
    if (r == 0)
        r = probe_with("tcg", read_binary, f, config);
    if (r == 0 && f->kvm_there)
        r = probe_with("kvm:tcg", read_kvm, f, config);
    if (r == 0)
        return f;
    rec_free(&facts_rec, f);
    return NULL;
}
