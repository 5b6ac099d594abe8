/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* daemon.c: start in order, serve, end in reverse order. */
#define ERR_FROM VIR_FROM_RPC
#define LOG_SOURCE "daemon"
#include "daemon/daemon.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/log.h"
#include "base/loop.h"
#include "config.h"
#include "core/busy.h"
#include "daemon/admin.h"
#include "daemon/sockets.h"
#include "drivers/drivers.h"

enum { END_SECONDS = 15 }; /* for clients to go, when told to end */

static const int handled[] = {SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGUSR2};

/* ---- ending ---- */

static bool all_gone(struct daemon *d)
{
    return server_clients(d->server) + server_clients(d->admin) == 0;
}

static void end_late(struct io_timer *t)
{
    struct daemon *d = (struct daemon *) ((char *) t - offsetof(struct daemon, late));
    log_warn("some clients did not go; ending all the same");
    ioloop_stop(d->main);
}

static void end(struct daemon *d)
{
    if (d->stopping)
        return;
    d->stopping = true;
    sd_notify(0, "STOPPING=1");
    server_stop(d->server);
    server_stop(d->admin);
    server_close_all(d->server);
    server_close_all(d->admin);
    ioloop_timer(d->main, &d->late, clock_ms() + END_SECONDS * 1000);
    if (all_gone(d))
        ioloop_stop(d->main);
}

static void on_signal(struct io *io, uint32_t events)
{
    struct daemon *d = (struct daemon *) ((char *) io - offsetof(struct daemon, signals));
    struct signalfd_siginfo info;
    while (read(io->fd, &info, sizeof info) == sizeof info) {
        if (info.ssi_signo == SIGHUP)
            log_info("SIGHUP: drivers read their files again when they next need them");
        else if (info.ssi_signo != SIGUSR2)
            end(d);
    }
}

/* ---- ending when idle ---- */

static void idle_long_enough(struct io_timer *t)
{
    struct daemon *d = (struct daemon *) ((char *) t - offsetof(struct daemon, idle));
    if (all_gone(d) && busy_count() == 0) {
        log_info("nobody is connected and nothing runs: ending");
        end(d);
    }
}

/* On the main loop: the number of clients or of running things has changed.  */
static void recount(void *arg)
{
    struct daemon *d = arg;
    bool gone = all_gone(d);
    if (d->stopping) {
        if (gone)
            ioloop_stop(d->main);
        return;
    }
    if (d->opt.timeout <= 0)
        return;
    if (!gone || busy_count() > 0)
        ioloop_timer_off(d->main, &d->idle);
    else if (!d->idle.iter)
        ioloop_timer(d->main, &d->idle, clock_ms() + (uint64_t) d->opt.timeout * 1000);
}

static void on_idle(void *arg)
{
    struct daemon *d = arg;
    ioloop_post(d->main, recount, d);
}

static void on_count(struct server *s, void *arg)
{
    struct daemon *d = arg;
    unsigned n = s->n_clients; /* a hint: recount looks again; only the first and the last matter */
    if (n <= 1)
        ioloop_post(d->main, recount, d);
}

/* ---- starting ---- */

static int set_paths(struct daemon *d)
{
    const struct daemon_options *o = &d->opt;
    d->privileged = geteuid() == 0 && !o->session;
    if (d->privileged) {
        d->config_path = g_strdup(o->config ? o->config : NV_SYSCONFDIR "/libvirt/libvirtd.conf");
        d->run_dir = g_strdup(NV_RUNSTATEDIR "/libvirt");
        d->pid_path = g_strdup(o->pid_file ? o->pid_file : NV_RUNSTATEDIR "/libvirtd.pid");
    } else {
        d->config_path = o->config ? g_strdup(o->config)
                                   : g_build_filename(g_get_user_config_dir(), "libvirt", "libvirtd.conf", NULL);
        d->run_dir = g_build_filename(g_get_user_runtime_dir(), "libvirt", NULL);
        d->pid_path = o->pid_file ? g_strdup(o->pid_file) : g_build_filename(d->run_dir, "libvirtd.pid", NULL);
    }
    return 0;
}

static int load_conf(struct daemon *d)
{
    if (d->opt.config && !file_exists(d->opt.config)) {
        err(VIR_ERR_CONF_SYNTAX, "there is no configuration file %s", d->opt.config);
        return -1;
    }
    if (daemon_conf_load(&d->conf, d->config_path, d->privileged) < 0)
        return -1;
    if (d->conf.unix_sock_dir) {
        g_free(d->run_dir);
        d->run_dir = g_strdup(d->conf.unix_sock_dir);
    }
    return 0;
}

/* The environment wins over the file, the file over the default.  */
static int set_logging(struct daemon *d)
{
    if (d->conf.log_level && log_set_level((int) d->conf.log_level) < 0)
        return -1;
    if (d->conf.log_filters && log_set_filters(d->conf.log_filters) < 0) {
        err(VIR_ERR_CONF_SYNTAX, "log_filters: \"%s\" is not a list of filters", d->conf.log_filters);
        return -1;
    }
    if (d->conf.log_outputs && log_set_outputs(d->conf.log_outputs) < 0) {
        err(VIR_ERR_CONF_SYNTAX, "log_outputs: \"%s\" is not a list of outputs", d->conf.log_outputs);
        return -1;
    }
    log_from_env();
    if (d->opt.verbose && log_least > LOG_LVL_INFO)
        log_set_level(LOG_LVL_INFO);
    return 0;
}

static int take_pid_file(struct daemon *d)
{
    pid_t holder = 0;
    int r = dir_make(d->run_dir, d->privileged ? 0755 : 0700);
    if (r < 0) {
        err_sys(-r, "cannot make the folder %s", d->run_dir);
        return -1;
    }
    d->pid_fd = pidfile_take(d->pid_path, &holder);
    if (d->pid_fd >= 0)
        return 0;
    if (d->pid_fd == -EWOULDBLOCK || d->pid_fd == -EAGAIN)
        err(VIR_ERR_OPERATION_FAILED, "Failed to acquire pid file '%s': another daemon runs (process %d)", d->pid_path,
            (int) holder);
    else
        err_sys(-d->pid_fd, "Failed to acquire pid file '%s'", d->pid_path);
    return -1;
}

/* Every guest and every client is a few descriptors.  */
static void raise_limits(void)
{
    struct rlimit l;
    if (getrlimit(RLIMIT_NOFILE, &l) == 0 && l.rlim_cur < l.rlim_max) {
        l.rlim_cur = l.rlim_max;
        setrlimit(RLIMIT_NOFILE, &l);
    }
}

static int catch_signals(struct daemon *d)
{
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < G_N_ELEMENTS(handled); i++)
        sigaddset(&set, handled[i]);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
    d->signals = (struct io){.fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK), .ready = on_signal};
    return ioloop_add(d->main, &d->signals, EPOLLIN);
}

static struct server *make_server(struct daemon *d, const char *name, struct server_limits limits, struct pool *pool)
{
    struct server *s = server_new(name, limits, pool, d->main, d->io, DAEMON_IO_THREADS);
    s->on_count = on_count;
    s->on_count_arg = d;
    return s;
}

static void make_servers(struct daemon *d)
{
    const struct daemon_conf *c = &d->conf;
    d->pool = pool_new("libvirtd", (struct pool_limits){c->min_workers, c->max_workers, c->prio_workers});
    d->admin_pool = pool_new("admin", (struct pool_limits){c->admin_min_workers, c->admin_max_workers, 1});
    d->server = make_server(d, "libvirtd",
                            (struct server_limits){c->max_clients, c->max_anonymous_clients, c->max_client_requests,
                                                   c->keepalive_interval, c->keepalive_count, c->keepalive_required},
                            d->pool);
    d->admin = make_server(d, "admin",
                           (struct server_limits){c->admin_max_clients, 0, c->admin_max_client_requests,
                                                  c->admin_keepalive_interval, c->admin_keepalive_count,
                                                  c->admin_keepalive_required},
                           d->admin_pool);
    d->admin->admin = true;
}

static void make_loops(struct daemon *d)
{
    d->main = ioloop_new();
    for (int i = 0; i < DAEMON_IO_THREADS; i++)
        d->io[i] = ioloop_new();
    d->idle.fire = idle_long_enough;
    d->late.fire = end_late;
}

static int start_loops(struct daemon *d)
{
    for (int i = 0; i < DAEMON_IO_THREADS; i++) {
        int r = ioloop_start(d->io[i], "io");
        if (r < 0) {
            err_sys(-r, "cannot start a thread");
            return -1;
        }
    }
    return 0;
}

static int start(struct daemon *d)
{
    bool handed = false;
    set_paths(d);
    if (load_conf(d) < 0 || set_logging(d) < 0 || take_pid_file(d) < 0)
        return -1;
    if (d->opt.listen)
        log_warn("--listen: TCP and TLS sockets are not supported yet; only local sockets are served");
    raise_limits();
    make_loops(d);
    if (catch_signals(d) < 0)
        return -1;
    make_servers(d);
    admin_driver_init(d);
    drivers_start(d->privileged, NULL); /* what failed is logged; the rest is served */
    err_reset();
    if (sockets_open(&d->conf, d->run_dir, d->privileged, d->server, d->admin, &handed) < 0)
        return -1;
    busy_on_idle(on_idle, d);
    return start_loops(d);
}

static void finish(struct daemon *d)
{
    for (int i = 0; i < DAEMON_IO_THREADS; i++)
        if (d->io[i]) {
            ioloop_stop(d->io[i]);
            ioloop_join(d->io[i]);
        }
    busy_on_idle(NULL, NULL);
    pool_free(d->pool);
    pool_free(d->admin_pool);
    drivers_stop();
    server_free(d->server);
    server_free(d->admin);
    for (int i = 0; i < DAEMON_IO_THREADS; i++)
        ioloop_free(d->io[i]);
    if (d->main && d->signals.fd >= 0)
        close(d->signals.fd);
    ioloop_free(d->main);
    if (d->pid_fd >= 0) {
        unlink(d->pid_path);
        close(d->pid_fd);
    }
    daemon_conf_done(&d->conf);
    g_free(d->run_dir);
    g_free(d->config_path);
    g_free(d->pid_path);
}

int daemon_run(const struct daemon_options *opt, void (*ready)(void))
{
    struct daemon d = {.opt = *opt, .pid_fd = -1, .signals = {.fd = -1}};
    int status = 0;
    if (start(&d) < 0) {
        fprintf(stderr, "libvirtd: error: %s\n", err_thread()->message);
        status = 1;
    } else {
        log_info("libvirt version: %s", NV_VERSION);
        sd_notify(0, "READY=1");
        ready();
        recount(&d);
        ioloop_run(d.main);
    }
    finish(&d);
    return status;
}
