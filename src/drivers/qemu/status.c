/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * status.c: /run/libvirt/qemu/NAME.xml: what another daemon (our next one, or libvirt's) needs to take a running
 * guest over. One record reads and writes it. Ours says beside libvirt's words how far a start has come and when
 * the process began, so that a number used again is never taken for QEMU.
 */
#define ERR_FROM VIR_FROM_QEMU
#define LOG_SOURCE "qemu.status"
#include <errno.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/log.h"
#include "drivers/qemu/start.h"

struct status_vcpu {
    uint32_t id;
    uint32_t pid;
};
struct domstatus {
    unsigned state;
    char *reason;
    int32_t pid;
    char *monitor, *monitor_type;
    REC_LIST(struct status_vcpu) vcpus;
    char *lib_dir, *channel_dir;
    char *done; /* the last step applied */
    uint64_t process_start;
    unsigned paused, autodestroy;
    struct opt_u32 agent_timeout;
    struct domain_def *def;
};

NAMES(status_state_names, "domain state", [VIR_DOMAIN_NOSTATE] = "no state", [VIR_DOMAIN_RUNNING] = "running",
      [VIR_DOMAIN_BLOCKED] = "idle", [VIR_DOMAIN_PAUSED] = "paused", [VIR_DOMAIN_SHUTDOWN] = "shutdown",
      [VIR_DOMAIN_SHUTOFF] = "shutoff", [VIR_DOMAIN_CRASHED] = "crashed", [VIR_DOMAIN_PMSUSPENDED] = "pmsuspended");

#define V(K, PATH, M, ...) FLD(struct status_vcpu, K, PATH, M, __VA_ARGS__)
static const struct fld vcpu_flds[] = {
    V(UINT, "@id", id),
    V(UINT, "@pid", pid),
    {0},
};
static const struct rec status_vcpu_rec = {"vcpu", sizeof(struct status_vcpu), vcpu_flds};

#define S(K, PATH, M, ...) FLD(struct domstatus, K, PATH, M, __VA_ARGS__)
static const struct fld status_flds[] = {
    S(ENUM, "@state", state, .of.names = &status_state_names),
    S(STR, "@reason", reason),
    S(INT, "@pid", pid),
    S(STR, "monitor/@path", monitor),
    S(STR, "monitor/@type", monitor_type),
    S(LIST, "vcpus/vcpu", vcpus, .of.rec = &status_vcpu_rec),
    S(STR, "libDir/@path", lib_dir),
    S(STR, "channelTargetDir/@path", channel_dir),
    S(STR, "start/@done", done),
    S(ULONG, "start/@process", process_start),
    S(TRI, "start/@paused", paused, .of.names = &yesno_names),
    S(TRI, "start/@autodestroy", autodestroy, .of.names = &yesno_names),
    S(OPT32, "agentTimeout", agent_timeout),
    S(PTR, "domain", def, .of.rec = &domain_rec),
    {0},
};
const struct rec status_rec = {"domstatus", sizeof(struct domstatus), status_flds};

/* Words of reasons, per state, as libvirt writes them.  */
static const struct {
    int state, reason;
    const char *word;
} reasons[] = {
    {VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_UNKNOWN, "unknown"},
    {VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_BOOTED, "booted"},
    {VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_MIGRATED, "migrated"},
    {VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_RESTORED, "restored"},
    {VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_FROM_SNAPSHOT, "from snapshot"},
    {VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_UNPAUSED, "unpaused"},
    {VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_MIGRATION_CANCELED, "migration canceled"},
    {VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_SAVE_CANCELED, "save canceled"},
    {VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_WAKEUP, "wakeup"},
    {VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_CRASHED, "crashed"},
    {VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_UNKNOWN, "unknown"},
    {VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_USER, "user"},
    {VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_MIGRATION, "migration"},
    {VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_SAVE, "save"},
    {VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_DUMP, "dump"},
    {VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_IOERROR, "ioerror"},
    {VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_WATCHDOG, "watchdog"},
    {VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_FROM_SNAPSHOT, "from snapshot"},
    {VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_SHUTTING_DOWN, "shutting down"},
    {VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_SNAPSHOT, "snapshot"},
    {VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_CRASHED, "panicked"},
    {VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_STARTING_UP, "starting up"},
    {VIR_DOMAIN_SHUTDOWN, VIR_DOMAIN_SHUTDOWN_UNKNOWN, "unknown"},
    {VIR_DOMAIN_SHUTDOWN, VIR_DOMAIN_SHUTDOWN_USER, "user"},
    {VIR_DOMAIN_CRASHED, VIR_DOMAIN_CRASHED_UNKNOWN, "unknown"},
    {VIR_DOMAIN_CRASHED, VIR_DOMAIN_CRASHED_PANICKED, "panicked"},
    {VIR_DOMAIN_PMSUSPENDED, VIR_DOMAIN_PMSUSPENDED_UNKNOWN, "unknown"},
};

static const char *reason_word(int state, int reason)
{
    for (size_t i = 0; i < G_N_ELEMENTS(reasons); i++)
        if (reasons[i].state == state && reasons[i].reason == reason)
            return reasons[i].word;
    return "unknown";
}

static int reason_value(int state, const char *word)
{
    for (size_t i = 0; i < G_N_ELEMENTS(reasons); i++)
        if (reasons[i].state == state && g_strcmp0(reasons[i].word, word) == 0)
            return reasons[i].reason;
    return 0;
}

static char *status_path(const struct qemu *q, const char *name)
{
    g_autofree char *file = g_strconcat(name, ".xml", NULL);
    return g_build_filename(q->dirs.run, file, NULL);
}

static void fill(struct domstatus *s, struct run *r, const struct domain_def *def)
{
    struct guest *g = r->guest;
    object_lock(&g->o);
    bool starting = r->phase == RUN_STARTING;
    s->state = (unsigned) (starting ? VIR_DOMAIN_PAUSED : g->state);
    s->reason = g_strdup(starting ? "starting up" : reason_word(g->state, g->reason));
    s->vcpus.v = g_new0(struct status_vcpu *, r->vcpu_tids->len + 1);
    for (guint i = 0; i < r->vcpu_tids->len; i++) {
        struct status_vcpu *v = g_new0(struct status_vcpu, 1);
        *v = (struct status_vcpu){i, (uint32_t) g_array_index(r->vcpu_tids, pid_t, i)};
        s->vcpus.v[s->vcpus.n++] = v;
    }
    /* Of a start it counts how much is to be undone: all that may have been begun. Owners of files only when one was
     * touched, for giving back what was not taken would be wrong.  */
    s->done = g_strdup(!starting ? "run" : r->pid ? "process" : r->labelling ? "labels" : "nvram");
    if (r->agent_timeout >= 0)
        s->agent_timeout = (struct opt_u32){(uint32_t) r->agent_timeout, true};
    object_unlock(&g->o);
    s->pid = r->pid;
    s->monitor = g_strdup(r->monitor_path);
    s->monitor_type = g_strdup("unix");
    s->lib_dir = g_strdup(r->dir);
    s->channel_dir = g_strdup(r->channel_dir);
    s->process_start = r->pid_start;
    s->paused = r->paused ? TRI_YES : 0;
    s->autodestroy = r->autodestroy ? TRI_YES : 0;
    s->def = (struct domain_def *) def; /* borrowed: taken out before the record is ended */
}

int status_save(struct run *r)
{
    struct domstatus s = {0};
    int e = 0;
    pthread_mutex_lock(&r->saving); /* two writers: the later content must be the last, so it is looked at inside */
    cleanup_def struct def *live = object_live(&r->guest->o);
    const struct domain_def *def = r->def ? r->def : live ? def_domain(live) : NULL;
    object_lock(&r->guest->o);
    bool over = r->phase == RUN_ENDED || r->no_status;
    object_unlock(&r->guest->o);
    if (def && !over) {
        fill(&s, r, def);
        g_autofree char *banner = persist_banner(r->guest->o.name);
        GString *out = g_string_new(banner);
        rec_format_xml(&status_rec, &s, out, 0, REC_STATUS | REC_SECURE);
        g_autofree char *path = status_path(r->qemu, r->guest->o.name);
        e = file_save(path, out->str, out->len, 0600);
        if (e < 0)
            log_error("cannot write '%s': %s", path, g_strerror(-e));
        g_string_free(out, TRUE);
        s.def = NULL;
        rec_done(&status_rec, &s);
    }
    pthread_mutex_unlock(&r->saving);
    return e;
}

void status_remove(struct run *r)
{
    g_autofree char *path = status_path(r->qemu, r->guest->o.name);
    pthread_mutex_lock(&r->saving);
    object_lock(&r->guest->o);
    r->no_status = true; /* whoever still has something to note comes too late */
    object_unlock(&r->guest->o);
    file_remove(path);
    pthread_mutex_unlock(&r->saving);
}

/* The guest that the file is about: the persistent one of that uuid, or a transient one made of it.  */
static struct guest *guest_for(struct qemu *q, const struct domain_def *def)
{
    struct object *o = registry_get(q->guests, def->uuid);
    if (o)
        return guest_of(o);
    struct guest *g = guest_new(q, def->name, def->uuid);
    object_set_config(&g->o, NULL);
    if (registry_add(q->guests, &g->o) == 0)
        return g;
    object_unref(&g->o);
    return NULL;
}

static struct run *take(struct qemu *q, struct domstatus *s)
{
    struct guest *g = guest_for(q, s->def);
    if (!g)
        return NULL;
    struct run *r = run_new(g);
    r->def = g_steal_pointer(&s->def);
    r->id = r->def->id.set ? (int) r->def->id.v : -1;
    r->dir = g_strdup(s->lib_dir);
    r->channel_dir = g_strdup(s->channel_dir);
    r->monitor_path = g_strdup(s->monitor);
    r->pid = s->pid;
    r->pid_start = s->process_start;
    r->paused = s->paused == TRI_YES;
    r->autodestroy = s->autodestroy == TRI_YES;
    if (s->agent_timeout.set)
        r->agent_timeout = (int) s->agent_timeout.v;
    for (size_t i = 0; i < s->vcpus.n && i < 4096; i++) {
        pid_t tid = (pid_t) s->vcpus.v[i]->pid;
        g_array_append_val(r->vcpu_tids, tid);
    }
    /* libvirt's own files do not say: they were written for a guest that runs.  */
    r->done = s->done ? start_step_index(s->done) : start_step_index("run");
    object_lock(&g->o);
    g->state = (int) s->state;
    g->reason = reason_value(g->state, s->reason);
    if (!g->run)
        g->run = run_ref(r);
    object_unlock(&g->o);
    object_unref(&g->o);
    return r;
}

struct run *status_load(struct qemu *q, const char *name)
{
    g_autofree char *path = status_path(q, name), *text = NULL;
    ssize_t n = file_load(path, 16 << 20, &text);
    if (n < 0)
        return err_sys((int) -n, "cannot read '%s'", path), NULL;
    struct domstatus *s = rec_parse_xml(&status_rec, text, REC_STATUS | REC_SECURE, NULL, NULL);
    if (!s)
        return NULL;
    struct run *r = NULL;
    if (!s->def || !s->monitor || !s->def->name || strcmp(s->def->name, name) != 0)
        err(VIR_ERR_INTERNAL_ERROR, "the status file '%s' lacks its domain, its name or its monitor", path);
    else
        r = take(q, s);
    rec_free(&status_rec, s);
    return r;
}
