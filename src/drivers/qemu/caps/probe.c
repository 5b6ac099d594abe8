/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * probe.c: asks a QEMU binary about itself: one short-lived process with no machine, twice where KVM works
 * (what TCG can do is another answer). It talks over an inherited socket; nothing is left behind.
 */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/caps/probe.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/log.h"
#include "base/spawn.h"

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

/* The other groups of the user (kvm, most of all); n, at most `max`.  */
static int groups_of(int64_t uid, int64_t gid, gid_t *groups, int max)
{
    char buf[16384];
    struct passwd pw, *found = NULL;
    if (uid < 0 || getpwuid_r((uid_t) uid, &pw, buf, sizeof(buf), &found) != 0 || !found)
        return 0;
    return getgrouplist(pw.pw_name, (gid_t) gid, groups, &max) < 0 ? 0 : max;
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
    gid_t groups[64];
    s.groups = groups;
    s.n_groups = (size_t) groups_of(config->uid, config->gid, groups, G_N_ELEMENTS(groups));
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
    probe_bits(p, f);
    if (read_machines(p, f) < 0)
        return -1;
    return probe_cpus(p, f, false);
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
    return probe_cpus(p, f, true);
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
    if (r == 0 && f->kvm)
        r = probe_with("kvm:tcg", read_kvm, f, config);
    if (r == 0)
        return f;
    rec_free(&facts_rec, f);
    return NULL;
}
