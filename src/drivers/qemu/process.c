/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* process.c: the QEMU process of a run: its plan, arguments, descriptors; and its end. */
#define ERR_FROM VIR_FROM_QEMU
#define LOG_SOURCE "qemu.process"
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/log.h"
#include "base/spawn.h"
#include "drivers/qemu/log.h"
#include "drivers/qemu/plan/plan.h"
#include "drivers/qemu/plug.h"
#include "drivers/qemu/process.h"
#include "drivers/qemu/start.h"
#include "host/process.h"

static int fd_of_tap(struct run *r, const void *device, unsigned index)
{
    for (guint i = 0; i < r->taps->len; i++) {
        struct tap_plug *t = g_ptr_array_index(r->taps, i);
        if (t->nic != device || index >= t->tap.n)
            continue;
        int fd = fcntl(t->tap.fds[index], F_DUPFD_CLOEXEC, 3);
        if (fd < 0)
            return err_sys(errno, "cannot pass the tap '%s' on", t->tap.name), -2;
        return fd;
    }
    err(VIR_ERR_INTERNAL_ERROR, "no tap was made for an interface");
    return -2;
}

static int fd_of_chardev(struct run *r, const void *device)
{
    for (guint i = 0; i < r->listeners->len; i++) {
        struct chardev_listen *l = &g_array_index(r->listeners, struct chardev_listen, i);
        if (l->dev == device && l->fd >= 0)
            return fd_take(&l->fd);
    }
    return -1;
}

/* A file that QEMU writes to may lie where its user cannot: it gets the file open.  */
static int fd_of_file(struct run *r, const void *device, unsigned index)
{
    size_t n;
    g_autofree struct chardev **v = chardevs_of(r->def, &n);
    const struct chardev *c = NULL;
    for (size_t i = 0; i < n && !c; i++)
        c = v[i] == device ? v[i] : NULL;
    const char *path = !c ? NULL : index == 0 ? c->src.path : c->src.log_file;
    if (!path)
        return -1;
    bool append = (index == 0 ? c->src.append : c->src.log_append) == TRI_YES;
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY | (append ? 0 : O_TRUNC), 0600);
    if (fd < 0)
        return err_sys(errno, "Unable to open file: %s", path), -2;
    return fd;
}

static int env_fd(void *opaque, enum plan_fd what, const void *device, unsigned index)
{
    struct run *r = opaque;
    int fd = -1;
    switch (what) {
    case PLAN_FD_TAP:
        return fd_of_tap(r, device, index);
    case PLAN_FD_CHARDEV:
        return fd_of_chardev(r, device);
    case PLAN_FD_CHARLOG:
        return fd_of_file(r, device, index);
    case PLAN_FD_MONITOR:
        return fd_take(&r->monitor_listen);
    case PLAN_FD_VHOST_NET:
        if (r->def->type == VIRT_KVM)
            fd = open("/dev/vhost-net", O_RDWR | O_CLOEXEC);
        return fd; /* without it QEMU does the work itself */
    case PLAN_FD_VHOST_VSOCK:
        fd = open("/dev/vhost-vsock", O_RDWR | O_CLOEXEC);
        if (fd < 0)
            return err_sys(errno, "unable to open vhost-vsock device"), -2;
        return fd;
    default:
        return -1;
    }
}

void plan_env_init(struct plan_env *e, struct qemu *q, struct qemu_caps *caps, struct run *r)
{
    const struct qemu_config *c = &q->config;
    *e = (struct plan_env){
        .caps = caps,
        .lib_dir = q->dirs.lib,
        .domain_dir = r ? r->dir : NULL,
        .channel_dir = r ? r->channel_dir : NULL,
        .dump_dir = q->dirs.dump,
        .ram_dir = q->dirs.ram,
        .nvram_dir = q->dirs.nvram,
        .slirp_dir = q->dirs.slirp,
        .native = !r,
        .privileged = q->privileged,
        .use_seccomp = c->seccomp_sandbox,
        .timestamps = c->log_timestamp,
        .vnc_auto_unix = c->vnc_auto_unix_socket,
        .vnc_tls = c->vnc_tls,
        .vnc_sasl = c->vnc_sasl,
        .spice_tls = c->spice_tls,
        .spice_sasl = c->spice_sasl,
        .vnc_allow_host_audio = c->vnc_allow_host_audio,
        .nographics_allow_host_audio = c->nographics_allow_host_audio,
        .vnc_listen = c->vnc_listen,
        .spice_listen = c->spice_listen,
        .vnc_password = c->vnc_password,
        .spice_password = c->spice_password,
        .vnc_tls_dir = c->vnc_tls_x509_cert_dir,
        .spice_tls_dir = c->spice_tls_x509_cert_dir,
        .default_tls_dir = c->default_tls_x509_cert_dir,
        .fd = r ? env_fd : NULL,
        .opaque = r,
    };
}

/* The supplementary groups of QEMU's user (kvm among them), asked once per start: nothing of it after the fork.  */
static gid_t *groups_of(uid_t uid, gid_t gid, size_t *ret_n)
{
    struct passwd pw, *found = NULL;
    char buf[4096];
    int n = 64;
    gid_t *v = g_new(gid_t, (gsize) n);
    if (getpwuid_r(uid, &pw, buf, sizeof(buf), &found) != 0 || !found || getgrouplist(pw.pw_name, gid, v, &n) < 0) {
        v[0] = gid;
        n = 1;
    }
    *ret_n = (size_t) n;
    return v;
}

static int spawn_qemu(struct run *r, char **argv, char **env, GArray *fds)
{
    const struct qemu_config *c = &r->qemu->config;
    struct spawn s = {
        .argv = (const char *const *) argv,
        .env = (const char *const *) env,
        .cwd = "/",
        .in = -1,
        .out = r->log,
        .err = r->log,
        .keep = (const int *) (void *) fds->data,
        .n_keep = fds->len,
        .new_session = true,
        .umask = 0002,
    };
    struct spawn_limit limits[2];
    size_t n_limits = 0;
    g_autofree gid_t *groups = NULL;
    if (r->qemu->privileged && c->uid != 0) {
        s.as_user = true;
        s.uid = c->uid;
        s.gid = c->gid;
        s.groups = groups = groups_of(c->uid, c->gid, &s.n_groups);
    }
    if (c->max_files)
        limits[n_limits++] = (struct spawn_limit){RLIMIT_NOFILE, {c->max_files, c->max_files}};
    if (c->max_processes)
        limits[n_limits++] = (struct spawn_limit){RLIMIT_NPROC, {c->max_processes, c->max_processes}};
    s.limits = limits;
    s.n_limits = n_limits;
    int e = spawn_start(&s, &r->pid, &r->pidfd);
    if (e < 0) {
        r->pid = 0;
        err_sys(-e, "cannot start '%s'", argv[0]);
        return -1;
    }
    return 0;
}

static void pid_save(struct run *r)
{
    struct process_times t;
    g_autofree char *file = g_strconcat(r->guest->o.name, ".pid", NULL);
    g_autofree char *path = g_build_filename(r->qemu->dirs.run, file, NULL);
    g_autofree char *text = g_strdup_printf("%d\n", (int) r->pid);
    if (process_times(r->pid, 0, &t) == 0)
        r->pid_start = t.start;
    g_file_set_contents_full(path, text, -1, G_FILE_SET_CONTENTS_NONE, 0644, NULL);
}

static void pid_remove(struct run *r)
{
    g_autofree char *file = g_strconcat(r->guest->o.name, ".pid", NULL);
    g_autofree char *path = g_build_filename(r->qemu->dirs.run, file, NULL);
    file_remove(path);
}

int process_start(struct run *r)
{
    struct plan_env env;
    plan_env_init(&env, r->qemu, r->caps, r);
    struct plan *plan = plan_domain(r->def, &env);
    if (!plan)
        return -1;
    g_auto(GStrv) argv = plan_to_argv(plan, &env);
    g_auto(GStrv) environ = plan_environ(r->def, &env);
    int result = -1;
    r->log = argv && environ ? guest_log_open(r->qemu, r->def->name) : -1;
    if (r->log >= 0) {
        guest_log_start(r->log, r->caps, environ, argv);
        r->log_from = lseek(r->log, 0, SEEK_END);
        g_autoptr(GArray) fds = plan_fds(plan);
        result = spawn_qemu(r, argv, environ, fds);
    }
    plan_free(plan);
    nets_unplug(r); /* QEMU has them now; should it be gone already, they go with our copies */
    if (result < 0)
        return -1;
    pid_save(r);
    status_save(r);
    return 0;
}

/* What QEMU said before it ended, as the reason why there is no monitor.  */
void process_explain(struct run *r)
{
    if (r->pidfd < 0 || !process_wait(r->pidfd, 500))
        return;
    g_autofree char *said = guest_log_since(r->qemu, r->guest->o.name, r->log_from);
    err(VIR_ERR_INTERNAL_ERROR, "process exited while connecting to monitor%s%s", *said ? ": " : "", said);
}

/* A stopped process cannot act on SIGTERM; nor does one that hangs deserve long patience.  */
static bool is_stopped(const struct run *r)
{
    struct process_times t;
    return process_times(r->pid, 0, &t) == 0 && (t.state == 'T' || t.state == 't');
}

/* Asks it to end. It may be stopped only after it was asked, so the wait looks again now and then.  */
static bool ended_politely(const struct run *r, int patience_ms)
{
    if (is_stopped(r) || process_kill(r->pidfd, SIGTERM) < 0)
        return process_wait(r->pidfd, 0);
    for (int waited = 0; waited < patience_ms; waited += 250) {
        if (process_wait(r->pidfd, 250))
            return true;
        if (is_stopped(r))
            return false;
    }
    return false;
}

int process_terminate(struct run *r, bool only_politely)
{
    if (r->pidfd < 0)
        return 0;
    int patience_ms = only_politely ? 15000 : r->monitor && qmp_stalled(r->monitor, 1000) ? 500 : 5000;
    if (ended_politely(r, patience_ms))
        return 0;
    if (only_politely)
        return -1;
    process_kill(r->pidfd, SIGKILL);
    return process_wait(r->pidfd, 15000) ? 0 : -1;
}

void process_end(struct run *r)
{
    if (r->pidfd >= 0) {
        if (!process_wait(r->pidfd, 0)) {
            process_kill(r->pidfd, SIGKILL);
            if (!process_wait(r->pidfd, 15000))
                log_error("QEMU %d of %s does not die: its storage may hang", (int) r->pid, r->guest->o.name);
        }
        process_reap(r->pidfd);
    }
    if (r->log >= 0)
        close(r->log);
    r->log = -1;
    pid_remove(r);
}
