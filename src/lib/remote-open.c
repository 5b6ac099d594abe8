/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* remote-open.c: from a URI to a socket on which a daemon has opened the connection. */
#define ERR_FROM VIR_FROM_RPC
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "api-ids.h"
#include "api-types.h"
#include "base/err.h"
#include "base/file.h"
#include "base/log.h"
#include "base/spawn.h"
#include "config.h"
#include "lib/remote.h"
#include "lib/uri.h"
#include "rpc/event-calls.h"
#include "rpc/feature.h"

enum { START_SECONDS = 60 };

/* A connected socket, or -errno.  */
static int try_connect(const char *path)
{
    struct sockaddr_un addr = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof addr.sun_path)
        return -ENAMETOOLONG;
    strcpy(addr.sun_path, path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -errno;
    int r;
    do
        r = connect(fd, (struct sockaddr *) &addr, sizeof addr);
    while (r < 0 && errno == EINTR);
    if (r == 0)
        return fd;
    r = -errno;
    close(fd);
    return r;
}

static int cannot(const char *path, int errno_)
{
    err_sys(errno_, "Failed to connect socket to '%s'", path);
    return -1;
}

/* ---- a user's own daemon, started on demand ---- */

/* Ours when the library runs from where it was built; else the installed one.  */
static char *daemon_path(void)
{
    Dl_info info;
    const char *env = getenv("LIBVIRTD_PATH");
    if (env && *env)
        return g_strdup(env);
    if (dladdr((const void *) daemon_path, &info) && info.dli_fname) {
        g_autofree char *self = realpath(info.dli_fname, NULL);
        if (self && g_str_has_prefix(self, NV_BUILDDIR "/"))
            return g_strdup(NV_BUILDDIR "/src/daemon/libvirtd");
    }
    return file_exists(NV_SBINDIR "/libvirtd") ? g_strdup(NV_SBINDIR "/libvirtd") : g_strdup("libvirtd");
}

/* Ends when the daemon serves: it goes into the background only then.  */
static int start_daemon(void)
{
    g_autofree char *path = daemon_path(), *said = NULL;
    /* root's daemon is the system's unless it is told otherwise; Debian's does not know the option and need not */
    const char *argv[] = {path, "--timeout=120", "--daemon", geteuid() == 0 ? "--session" : NULL, NULL};
    int r = spawn_run(argv, START_SECONDS * 1000, 65536, NULL, &said);
    if (r == 0)
        return 0;
    if (r < 0)
        err_sys(-r, "cannot start the daemon %s", path);
    else
        err(VIR_ERR_OPERATION_FAILED, "the daemon %s did not start: %s", path, said && *said ? g_strstrip(said) : "");
    return -1;
}

/* One starts it; the others wait for the lock and find it running.  */
static int connect_starting(const char *dir, const char *path)
{
    g_autofree char *lock_path = g_build_filename(dir, "libvirtd-start.lock", NULL);
    int r = dir_make(dir, 0700);
    cleanup_fd int lock = r < 0 ? r : open(lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0)
        return cannot(path, r < 0 ? -r : errno);
    while (flock(lock, LOCK_EX) < 0)
        if (errno != EINTR)
            return cannot(path, errno);
    int fd = try_connect(path);
    if (fd >= 0)
        return fd;
    if (start_daemon() < 0)
        return -1;
    fd = try_connect(path);
    return fd >= 0 ? fd : cannot(path, -fd);
}

static bool may_start(void)
{
    const char *env = getenv("LIBVIRT_AUTOSTART");
    return !env || strcmp(env, "0") != 0;
}

static int connect_session(const char *file)
{
    g_autofree char *dir = g_build_filename(g_get_user_runtime_dir(), "libvirt", NULL);
    g_autofree char *path = g_build_filename(dir, file, NULL);
    int fd = try_connect(path);
    if (fd >= 0)
        return fd;
    if ((fd != -ENOENT && fd != -ECONNREFUSED) || !may_start())
        return cannot(path, -fd);
    return connect_starting(dir, path);
}

/* The driver's own daemon where it runs, else the one for all.  */
static int connect_system(const char *driver, bool readonly)
{
    const char *suffix = readonly ? "-ro" : "";
    g_autofree char *own = g_strdup_printf(NV_RUNSTATEDIR "/libvirt/virt%sd-sock%s", driver, suffix);
    g_autofree char *all = g_strdup_printf(NV_RUNSTATEDIR "/libvirt/libvirt-sock%s", suffix);
    int fd = file_exists(own) ? try_connect(own) : -ENOENT;
    if (fd >= 0)
        return fd;
    fd = try_connect(all);
    return fd >= 0 ? fd : cannot(all, -fd);
}

int remote_connect_socket(const struct uri *u, unsigned flags)
{
    bool readonly = flags & VIR_CONNECT_RO;
    const char *path = uri_param(u, "socket");
    if ((u->transport && strcmp(u->transport, "unix") != 0) || (!u->transport && u->host)) {
        err(VIR_ERR_NO_CONNECT, "%s: transport %s is not supported yet; a local URI has three slashes: qemu:///system",
            u->text, u->transport ? u->transport : "tls");
        return -1;
    }
    if (u->host) {
        err(VIR_ERR_INVALID_ARG, "a unix socket is on this machine: %s may not name a host", u->text);
        return -1;
    }
    if (path) {
        int fd = try_connect(path);
        return fd >= 0 ? fd : cannot(path, -fd);
    }
    if (g_str_has_suffix(u->path, "/session"))
        return connect_session("libvirt-sock");
    return connect_system(u->driver, readonly);
}

/* ---- authentication and opening ---- */

static int authenticate(struct remote *r)
{
    struct virAuthList_ret list = {0};
    struct virAuthPolkit_ret polkit = {0};
    uint32_t first;
    if (remote_exchange(r, &apis[API_virAuthList], NULL, &list, NULL, NULL) < 0)
        return -1;
    first = list.types.n ? list.types.v[0] : 0;
    rec_done(&virAuthList_ret_rec, &list);
    switch (first) {
    case 0:
        return 0;
    case 2:
        return remote_exchange(r, &apis[API_virAuthPolkit], NULL, &polkit, NULL, NULL);
    default:
        err(VIR_ERR_AUTH_FAILED, "the daemon wants authentication type %u, which is not supported yet", first);
        return -1;
    }
}

static int call(virConnectPtr c, const struct api *api, const void *args, void *ret, struct api_extra *extra)
{
    return remote_exchange(c->state, api, args, ret, extra, extra ? extra->stream : NULL);
}

static void close_remote(virConnectPtr c)
{
    struct remote *r = c->state;
    remote_keepalive(r, 0, 0);
    pthread_mutex_lock(&r->lock);
    bool alive = !r->dead;
    int watch = r->watch;
    r->watch = -1;
    pthread_mutex_unlock(&r->lock);
    if (watch >= 0)
        virEventRemoveHandle(watch);
    if (alive)
        remote_exchange(r, &apis[API_virConnectClose], NULL, NULL, NULL, NULL);
    remote_stop(r);
    remote_unref(r);
}

static int subscribe(virConnectPtr c, const struct event_type *type, struct handle *only, const char *event,
                     unsigned flags)
{
    const struct event_calls *calls = event_calls_for(type);
    struct virConnectDomainQemuMonitorEventRegister_args monitor = {(virDomainPtr) only, (char *) event, flags};
    struct event_on_args plain = {type->id, only};
    int32_t id = -1;
    const void *args = calls && calls->monitor ? (const void *) &monitor : &plain;
    if (!calls) {
        err(VIR_ERR_NO_SUPPORT, "event %s", type->name);
        return -1;
    }
    return call(c, &apis[calls->on], args, &id, NULL) < 0 ? -1 : id;
}

static int unsubscribe(virConnectPtr c, const struct event_type *type, int id)
{
    const struct event_calls *calls = event_calls_for(type);
    struct event_off_args a = {id};
    return call(c, &apis[calls->off], &a, NULL, NULL);
}

static int is_alive(virConnectPtr c)
{
    struct remote *r = c->state;
    pthread_mutex_lock(&r->lock);
    bool alive = !r->dead;
    pthread_mutex_unlock(&r->lock);
    return alive;
}

static int supports(virConnectPtr c, int feature)
{
    struct virConnectSupportsFeature_args a = {.feature = feature};
    struct virConnectSupportsFeature_ret ret = {0};
    return call(c, &apis[API_virConnectSupportsFeature], &a, &ret, NULL) < 0 ? -1 : ret.supported;
}

static int keepalive(virConnectPtr c, int interval, unsigned count)
{
    int can = supports(c, FEATURE_KEEPALIVE);
    if (can <= 0)
        return can < 0 ? -1 : 1;
    return remote_keepalive(c->state, interval, count);
}

static int watch_close(virConnectPtr c, bool on)
{
    int can = supports(c, FEATURE_CLOSE_CALLBACK);
    enum api_id id = on ? API_virConnectRegisterCloseCallback : API_virConnectUnregisterCloseCallback;
    return can <= 0 ? can : call(c, &apis[id], NULL, NULL, NULL);
}

static const struct backend remote_backend = {
    .call = call,
    .close = close_remote,
    .subscribe = subscribe,
    .unsubscribe = unsubscribe,
    .is_alive = is_alive,
    .keepalive = keepalive,
    .watch_close = watch_close,
    .secure = true,
};

int remote_open(virConnectPtr c, const struct uri *u, virConnectAuthPtr auth, unsigned flags)
{
    g_autofree char *name = uri_for_server(u);
    struct virConnectOpen_args a = {.name = name, .flags = flags & VIR_CONNECT_RO};
    int fd = remote_connect_socket(u, flags);
    if (fd < 0)
        return -1;
    struct remote *r = remote_new(fd, c->queue);
    if (authenticate(r) < 0 || remote_exchange(r, &apis[API_virConnectOpen], &a, NULL, NULL, NULL) < 0) {
        virErrorPtr keep = err_take();
        remote_stop(r);
        remote_unref(r);
        err_put(keep);
        return -1;
    }
    c->state = r;
    c->backend = &remote_backend;
    remote_watch(r);
    return 1;
}
