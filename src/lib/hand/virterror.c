/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virterror.c: the public functions on errors: the thread's last one, a connection's, and who is told. */
#include <glib.h>
#include <libvirt/virterror.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "core/handle.h"
#include "lib/errors.h"

/* Few programs ask for errors by connection: they are kept beside it, not in it.  */
struct conn_errors {
    virErrorFunc fn;
    void *user;
    virError last;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static GHashTable *by_conn;
static virErrorFunc told;
static void *told_user;

static void conn_errors_free(gpointer p)
{
    struct conn_errors *c = p;
    err_clear(&c->last);
    g_free(c);
}

/* With the lock held.  */
static struct conn_errors *errors_of(virConnectPtr conn)
{
    struct conn_errors *c;

    if (!by_conn)
        by_conn = g_hash_table_new_full(NULL, NULL, NULL, conn_errors_free);
    c = g_hash_table_lookup(by_conn, conn);
    if (!c) {
        c = g_new0(struct conn_errors, 1);
        g_hash_table_insert(by_conn, conn, c);
    }
    return c;
}

void error_dispatch(virConnectPtr conn)
{
    virErrorPtr e = err_thread();
    virErrorFunc fn;
    void *user;

    if (e->code == VIR_ERR_OK)
        err_plain(VIR_FROM_NONE, VIR_ERR_INTERNAL_ERROR, "An error occurred, but the cause is unknown");
    pthread_mutex_lock(&lock);
    fn = told;
    user = told_user;
    if (conn) {
        struct conn_errors *c = errors_of(conn);
        err_copy(&c->last, e);
        if (c->fn) {
            fn = c->fn;
            user = c->user;
        }
    }
    pthread_mutex_unlock(&lock);
    if (fn)
        fn(user, e);
    else
        virDefaultErrorFunc(e);
}

void error_forget(virConnectPtr conn)
{
    pthread_mutex_lock(&lock);
    if (by_conn)
        g_hash_table_remove(by_conn, conn);
    pthread_mutex_unlock(&lock);
}

virErrorPtr virGetLastError(void)
{
    virErrorPtr e = err_thread();
    return e->code == VIR_ERR_OK ? NULL : e;
}

int virGetLastErrorCode(void)
{
    return err_thread()->code;
}

int virGetLastErrorDomain(void)
{
    return err_thread()->domain;
}

const char *virGetLastErrorMessage(void)
{
    virErrorPtr e = err_thread();

    if (e->code == VIR_ERR_OK)
        return "no error";
    return e->message ? e->message : "unknown error";
}

void virResetLastError(void)
{
    err_reset();
}

void virResetError(virErrorPtr err)
{
    err_clear(err);
}

void virFreeError(virErrorPtr err)
{
    err_clear(err);
    g_free(err);
}

virErrorPtr virSaveLastError(void)
{
    virErrorPtr kept = g_new0(virError, 1);
    err_copy(kept, err_thread());
    return kept;
}

/* Copies into memory of the caller, whatever is in it.  */
static int copy_out(const virError *from, virErrorPtr to)
{
    memset(to, 0, sizeof(*to));
    err_copy(to, from);
    return to->code;
}

int virCopyLastError(virErrorPtr to)
{
    return to ? copy_out(err_thread(), to) : -1;
}

void virSetErrorFunc(void *userData, virErrorFunc handler)
{
    pthread_mutex_lock(&lock);
    told = handler;
    told_user = userData;
    pthread_mutex_unlock(&lock);
}

void virConnSetErrorFunc(virConnectPtr conn, void *userData, virErrorFunc handler)
{
    if (!handle_is(conn, HANDLE_CONNECT))
        return;
    pthread_mutex_lock(&lock);
    errors_of(conn)->fn = handler;
    errors_of(conn)->user = userData;
    pthread_mutex_unlock(&lock);
}

virErrorPtr virConnGetLastError(virConnectPtr conn)
{
    virErrorPtr e;

    if (!handle_is(conn, HANDLE_CONNECT))
        return NULL;
    pthread_mutex_lock(&lock);
    e = &errors_of(conn)->last;
    pthread_mutex_unlock(&lock);
    return e->code == VIR_ERR_OK ? NULL : e;
}

int virConnCopyLastError(virConnectPtr conn, virErrorPtr to)
{
    int code;

    if (!handle_is(conn, HANDLE_CONNECT) || !to)
        return -1;
    pthread_mutex_lock(&lock);
    code = copy_out(&errors_of(conn)->last, to);
    pthread_mutex_unlock(&lock);
    return code;
}

void virConnResetLastError(virConnectPtr conn)
{
    if (!handle_is(conn, HANDLE_CONNECT))
        return;
    pthread_mutex_lock(&lock);
    err_clear(&errors_of(conn)->last);
    pthread_mutex_unlock(&lock);
}

static const char *const domain_words[] = {
    [VIR_FROM_NONE] = "",
    [VIR_FROM_XEN] = "Xen Driver",
    [VIR_FROM_XEND] = "Xen Daemon",
    [VIR_FROM_XENSTORE] = "Xen Store",
    [VIR_FROM_SEXPR] = "S-Expression",
    [VIR_FROM_XML] = "XML Util",
    [VIR_FROM_DOM] = "Domain",
    [VIR_FROM_RPC] = "XML-RPC",
    [VIR_FROM_PROXY] = "Proxy Daemon",
    [VIR_FROM_CONF] = "Config File",
    [VIR_FROM_QEMU] = "QEMU Driver",
    [VIR_FROM_NET] = "Network",
    [VIR_FROM_TEST] = "Test Driver",
    [VIR_FROM_REMOTE] = "Remote Driver",
    [VIR_FROM_OPENVZ] = "OpenVZ Driver",
    [VIR_FROM_XENXM] = "Xen XM Driver",
    [VIR_FROM_STATS_LINUX] = "Linux Statistics",
    [VIR_FROM_LXC] = "LXC Driver",
    [VIR_FROM_STORAGE] = "Storage Driver",
    [VIR_FROM_NETWORK] = "Network Driver",
    [VIR_FROM_DOMAIN] = "Domain Config",
    [VIR_FROM_UML] = "User Mode Linux Driver",
    [VIR_FROM_NODEDEV] = "Node Device Driver",
    [VIR_FROM_XEN_INOTIFY] = "Xen Inotify Driver",
    [VIR_FROM_SECURITY] = "Security Driver",
    [VIR_FROM_VBOX] = "VirtualBox Driver",
    [VIR_FROM_INTERFACE] = "Network Interface Driver",
    [VIR_FROM_ONE] = "Open Nebula Driver",
    [VIR_FROM_ESX] = "ESX Driver",
    [VIR_FROM_PHYP] = "Power Hypervisor Driver",
    [VIR_FROM_SECRET] = "Secrets Driver",
    [VIR_FROM_CPU] = "CPU Driver",
    [VIR_FROM_XENAPI] = "XenAPI Driver",
    [VIR_FROM_NWFILTER] = "Network Filter Driver",
    [VIR_FROM_HOOK] = "Lifecycle Hook",
    [VIR_FROM_DOMAIN_SNAPSHOT] = "Domain Snapshot",
    [VIR_FROM_AUDIT] = "Audit Utils",
    [VIR_FROM_SYSINFO] = "Sysinfo Utils",
    [VIR_FROM_STREAMS] = "I/O Stream Utils",
    [VIR_FROM_VMWARE] = "VMware Driver",
    [VIR_FROM_EVENT] = "Event Loop",
    [VIR_FROM_LIBXL] = "Xen Light Driver",
    [VIR_FROM_LOCKING] = "Lock Driver",
    [VIR_FROM_HYPERV] = "Hyper-V Driver",
    [VIR_FROM_CAPABILITIES] = "Capabilities Utils",
    [VIR_FROM_URI] = "URI Utils",
    [VIR_FROM_AUTH] = "Authentication Utils",
    [VIR_FROM_DBUS] = "DBus Utils",
    [VIR_FROM_PARALLELS] = "Parallels Cloud Server",
    [VIR_FROM_DEVICE] = "Device Config",
    [VIR_FROM_SSH] = "SSH transport layer",
    [VIR_FROM_LOCKSPACE] = "Lock Space",
    [VIR_FROM_INITCTL] = "Init control",
    [VIR_FROM_IDENTITY] = "Identity",
    [VIR_FROM_CGROUP] = "Cgroup",
    [VIR_FROM_ACCESS] = "Access Manager",
    [VIR_FROM_SYSTEMD] = "Systemd",
    [VIR_FROM_BHYVE] = "Bhyve",
    [VIR_FROM_CRYPTO] = "Crypto",
    [VIR_FROM_FIREWALL] = "Firewall",
    [VIR_FROM_POLKIT] = "Polkit",
    [VIR_FROM_THREAD] = "Thread jobs",
    [VIR_FROM_ADMIN] = "Admin Interface",
    [VIR_FROM_LOGGING] = "Log Manager",
    [VIR_FROM_XENXL] = "Xen XL Config",
    [VIR_FROM_PERF] = "Perf",
    [VIR_FROM_LIBSSH] = "Libssh transport layer",
    [VIR_FROM_RESCTRL] = "Resource control",
    [VIR_FROM_FIREWALLD] = "FirewallD",
    [VIR_FROM_DOMAIN_CHECKPOINT] = "Domain Checkpoint",
    [VIR_FROM_TPM] = "TPM",
    [VIR_FROM_BPF] = "BPF",
    [VIR_FROM_CH] = "Cloud-Hypervisor Driver",
};

void virDefaultErrorFunc(virErrorPtr err)
{
    const char *level, *from = "Unknown";

    if (!err || err->code == VIR_ERR_OK)
        return;
    level = err->level == VIR_ERR_WARNING ? "warning" : err->level == VIR_ERR_ERROR ? "error" : "";
    if (err->domain >= 0 && (size_t) err->domain < G_N_ELEMENTS(domain_words))
        from = domain_words[err->domain];
    fprintf(stderr, "libvirt: %s %s : %s\n", from, level, err->message ? err->message : "No error message provided");
}
