/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* connect.c: opening, keeping and closing connections. */
#define ERR_FROM VIR_FROM_NONE
#include "lib/connect.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api-ids.h"
#include "api-types.h"
#include "base/err.h"
#include "base/log.h"
#include "config.h"
#include "lib/errors.h"
#include "lib/uri.h"
#include "lib/wrap.h"

/* ---- life ---- */

static void ref_for_handle(virConnectPtr c)
{
    conn_ref(c);
}

static void unref_for_handle(virConnectPtr c)
{
    conn_unref(c);
}

static void first_use(void)
{
    log_from_env();
    handle_conn_ops(ref_for_handle, unref_for_handle);
}

virConnectPtr conn_new(const char *uri, bool readonly)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, first_use);
    virConnectPtr c = g_new0(struct _virConnect, 1);
    c->h = (struct handle){.magic = HANDLE_MAGIC + HANDLE_CONNECT, .kind = HANDLE_CONNECT, .refs = 1};
    c->uri = g_strdup(uri);
    c->readonly = readonly;
    c->queue = event_queue_new(c);
    pthread_mutex_init(&c->lock, NULL);
    return c;
}

virConnectPtr conn_ref(virConnectPtr c)
{
    atomic_fetch_add(&c->h.refs, 1);
    return c;
}

virConnectPtr conn_try_ref(virConnectPtr c)
{
    int n = atomic_load(&c->h.refs);
    while (n > 0)
        if (atomic_compare_exchange_weak(&c->h.refs, &n, n + 1))
            return c;
    return NULL;
}

static void conn_free(virConnectPtr c)
{
    virErrorPtr keep = err_take();
    if (c->backend)
        c->backend->close(c);
    event_queue_close(c->queue);
    event_queue_unref(c->queue);
    if (c->close_free)
        c->close_free(c->close_opaque);
    error_forget(c);
    pthread_mutex_destroy(&c->lock);
    c->h.magic = 0;
    g_free(c->uri);
    g_free(c);
    err_put(keep);
}

int conn_unref(virConnectPtr c)
{
    int left = atomic_fetch_sub(&c->h.refs, 1) - 1;
    if (left == 0)
        conn_free(c);
    return left;
}

/* ---- opening ---- */

static char *choose_uri(const char *name, unsigned flags)
{
    char *found = NULL;
    if (!name || !*name)
        found = uri_default();
    else if (!(flags & VIR_CONNECT_NO_ALIASES))
        found = uri_alias(name);
    if (!found && name && *name)
        found = g_strdup(name);
    return found ? found : g_strdup(geteuid() == 0 ? "qemu:///system" : "qemu:///session");
}

static virConnectPtr open_uri(const char *name, virConnectAuthPtr auth, unsigned flags)
{
    g_autofree char *text = choose_uri(name, flags);
    struct uri *u = uri_parse(text);
    if (!u)
        return NULL;
    virConnectPtr c = conn_new(text, flags & VIR_CONNECT_RO);
    int r = local_open(c, u, flags);
    if (r == 0)
        r = remote_open(c, u, auth, flags);
    uri_free(u);
    if (r > 0)
        return c;
    conn_unref(c);
    return NULL;
}

static virConnectPtr open_told(const char *name, virConnectAuthPtr auth, unsigned flags)
{
    err_reset();
    virConnectPtr c = open_uri(name, auth, flags);
    if (!c)
        error_dispatch(NULL);
    return c;
}

virConnectPtr virConnectOpen(const char *name)
{
    return open_told(name, NULL, 0);
}

virConnectPtr virConnectOpenReadOnly(const char *name)
{
    return open_told(name, NULL, VIR_CONNECT_RO);
}

virConnectPtr virConnectOpenAuth(const char *name, virConnectAuthPtr auth, unsigned int flags)
{
    return open_told(name, auth, flags);
}

/* What a program without its own asks the person at the terminal: nothing yet, as no transport needs a secret.  */
static int ask_nothing(virConnectCredentialPtr cred, unsigned int ncred, void *cbdata)
{
    return -1;
}

static int credentials[] = {VIR_CRED_AUTHNAME,   VIR_CRED_ECHOPROMPT,   VIR_CRED_REALM,
                            VIR_CRED_PASSPHRASE, VIR_CRED_NOECHOPROMPT, VIR_CRED_EXTERNAL};
static virConnectAuth default_auth = {credentials, G_N_ELEMENTS(credentials), ask_nothing, NULL};
virConnectAuthPtr virConnectAuthPtrDefault = &default_auth;

/* ---- the handle ---- */

static bool begin(enum api_id id, virConnectPtr conn)
{
    err_reset();
    if (wrap_object(&apis[id], conn))
        return true;
    wrap_fail(conn);
    return false;
}

int virConnectClose(virConnectPtr conn)
{
    return begin(API_virConnectClose, conn) ? conn_unref(conn) : -1;
}

int virConnectRef(virConnectPtr conn)
{
    if (!begin(API_virConnectRef, conn))
        return -1;
    conn_ref(conn);
    return 0;
}

/* The program does not free it: one string for all drivers of a name.  */
const char *virConnectGetType(virConnectPtr conn)
{
    struct virConnectGetType_ret r = {0};
    if (api_call(&apis[API_virConnectGetType], conn, NULL, &r) < 0)
        return NULL;
    const char *kept = g_intern_string(r.type);
    g_free(r.type);
    return kept;
}

int virConnectIsAlive(virConnectPtr conn)
{
    return begin(API_virConnectIsAlive, conn) ? conn->backend->is_alive(conn) : -1;
}

int virConnectIsEncrypted(virConnectPtr conn)
{
    return begin(API_virConnectIsEncrypted, conn) ? conn->backend->encrypted : -1;
}

int virConnectSetKeepAlive(virConnectPtr conn, int interval, unsigned int count)
{
    if (!begin(API_virConnectSetKeepAlive, conn))
        return -1;
    int r = conn->backend->keepalive(conn, interval, count);
    if (r < 0)
        error_dispatch(conn);
    return r;
}

int virConnectRegisterCloseCallback(virConnectPtr conn, virConnectCloseFunc cb, void *opaque, virFreeCallback freecb)
{
    if (!begin(API_virConnectRegisterCloseCallback, conn))
        return -1;
    if (!cb)
        return wrap_null(API_virConnectRegisterCloseCallback, conn, "cb");
    pthread_mutex_lock(&conn->lock);
    bool taken = conn->close_fn != NULL;
    if (!taken) {
        conn->close_fn = cb;
        conn->close_opaque = opaque;
        conn->close_free = freecb;
    }
    pthread_mutex_unlock(&conn->lock);
    if (taken) {
        err(VIR_ERR_OPERATION_INVALID, "A close callback is already registered");
        return wrap_fail(conn);
    }
    event_queue_arm(conn->queue); /* without an event loop nobody will be told */
    if (conn->backend->watch_close(conn, true) == 0)
        return 0;
    pthread_mutex_lock(&conn->lock);
    conn->close_fn = NULL; /* the program keeps its opaque */
    conn->close_free = NULL;
    pthread_mutex_unlock(&conn->lock);
    return wrap_fail(conn);
}

int virConnectUnregisterCloseCallback(virConnectPtr conn, virConnectCloseFunc cb)
{
    if (!begin(API_virConnectUnregisterCloseCallback, conn))
        return -1;
    pthread_mutex_lock(&conn->lock);
    bool ours = conn->close_fn && conn->close_fn == cb;
    virFreeCallback ff = ours ? conn->close_free : NULL;
    void *opaque = conn->close_opaque;
    if (ours) {
        conn->close_fn = NULL;
        conn->close_free = NULL;
    }
    pthread_mutex_unlock(&conn->lock);
    if (!ours) {
        err(VIR_ERR_OPERATION_INVALID, "A different callback was requested");
        return wrap_fail(conn);
    }
    if (ff)
        ff(opaque);
    if (conn->backend->is_alive(conn))
        conn->backend->watch_close(conn, false);
    return 0;
}
