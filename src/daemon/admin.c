/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* admin.c: what virt-admin may ask so far: the servers, their workers and their limits. */
#define ERR_FROM VIR_FROM_ADMIN
#include "daemon/admin.h"

#include <libvirt/libvirt-admin.h>
#include <string.h>

#include "api-driver.h"
#include "base/err.h"
#include "core/params.h"
#include "daemon/daemon.h"

static struct daemon *the_daemon; /* there is one in a process */

static int get_lib_version(struct call *c, const void *args, struct virAdmConnectGetLibVersion_ret *ret)
{
    ret->lib_ver = LIBVIR_VERSION_NUMBER;
    return 0;
}

static struct server *find_server(const char *name)
{
    if (strcmp(name, the_daemon->server->name) == 0)
        return the_daemon->server;
    if (strcmp(name, the_daemon->admin->name) == 0)
        return the_daemon->admin;
    err(VIR_ERR_NO_SERVER, "No server named '%s'", name);
    return NULL;
}

static int list_servers(struct call *c, const struct virAdmConnectListServers_args *a,
                        struct virAdmConnectListServers_ret *ret)
{
    ret->ret = 2;
    if (!a->need_results)
        return 0;
    ret->servers.n = 2;
    ret->servers.v = g_new0(struct _virAdmServer *, 2);
    ret->servers.v[0] = (struct _virAdmServer *) handle_new(HANDLE_ADM_SERVER, the_daemon->admin->name, NULL, -1);
    ret->servers.v[1] = (struct _virAdmServer *) handle_new(HANDLE_ADM_SERVER, the_daemon->server->name, NULL, -1);
    return 0;
}

static int lookup_server(struct call *c, const struct virAdmConnectLookupServer_args *a,
                         struct virAdmConnectLookupServer_ret *ret)
{
    if (!find_server(a->name))
        return -1;
    ret->srv = (struct _virAdmServer *) handle_new(HANDLE_ADM_SERVER, a->name, NULL, -1);
    return 0;
}

static int get_pool(struct call *c, const struct virAdmServerGetThreadPoolParameters_args *a,
                    struct virAdmServerGetThreadPoolParameters_ret *ret)
{
    struct server *s = find_server(((struct handle *) a->srv)->name);
    struct pool_counts n;
    if (!s)
        return -1;
    pool_count(s->pool, &n);
    params_uint(&ret->params, VIR_THREADPOOL_WORKERS_MIN, n.min);
    params_uint(&ret->params, VIR_THREADPOOL_WORKERS_MAX, n.max);
    params_uint(&ret->params, VIR_THREADPOOL_WORKERS_CURRENT, n.threads);
    params_uint(&ret->params, VIR_THREADPOOL_WORKERS_FREE, n.free);
    params_uint(&ret->params, VIR_THREADPOOL_WORKERS_PRIORITY, n.prio);
    params_uint(&ret->params, VIR_THREADPOOL_JOB_QUEUE_DEPTH, n.queued);
    return 0;
}

static int get_limits(struct call *c, const struct virAdmServerGetClientLimits_args *a,
                      struct virAdmServerGetClientLimits_ret *ret)
{
    struct server *s = find_server(((struct handle *) a->srv)->name);
    if (!s)
        return -1;
    pthread_mutex_lock(&s->lock);
    unsigned clients = s->n_clients, anonymous = s->n_anonymous;
    pthread_mutex_unlock(&s->lock);
    params_uint(&ret->params, VIR_SERVER_CLIENTS_MAX, s->limits.clients);
    params_uint(&ret->params, VIR_SERVER_CLIENTS_CURRENT, clients);
    params_uint(&ret->params, VIR_SERVER_CLIENTS_UNAUTH_MAX, s->limits.anonymous);
    params_uint(&ret->params, VIR_SERVER_CLIENTS_UNAUTH_CURRENT, anonymous);
    return 0;
}

static const struct driver admin_driver = {
    .info = {.name = "admin", .group = GROUP_ADMIN},
    .virAdmConnectGetLibVersion = get_lib_version,
    .virAdmConnectListServers = list_servers,
    .virAdmConnectLookupServer = lookup_server,
    .virAdmServerGetThreadPoolParameters = get_pool,
    .virAdmServerGetClientLimits = get_limits,
};

void admin_driver_init(struct daemon *d)
{
    the_daemon = d;
}

void admin_session_open(struct session *s)
{
    s->driver[GROUP_ADMIN] = &admin_driver;
    s->uri = g_strdup("libvirtd:///system");
}
