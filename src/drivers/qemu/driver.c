/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* driver.c: the driver's table of functions, how it is opened, started and ended. */
#define ERR_FROM VIR_FROM_QEMU
#define LOG_SOURCE "qemu.driver"
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "api-driver.h"
#include "base/err.h"
#include "base/file.h"
#include "base/log.h"
#include "base/uuid.h"
#include "core/busy.h"
#include "drivers/qemu/functions.h"
#include "drivers/qemu/guest.h"
#include "drivers/qemu/start.h"

struct qemu *qemu_instance;

void qemu_active(struct qemu *q, int by)
{
    if (by > 0)
        busy_hold();
    else
        busy_release();
}

/* ---- opening ---- */
static int uri_refused(const char *uri, const struct qemu *q)
{
    err(VIR_ERR_INTERNAL_ERROR, "unexpected QEMU URI path '%s', try %s", uri, q->uri);
    return -1;
}

static int driver_open(struct session *s, const char *uri, unsigned flags, void **ret_state)
{
    struct qemu *q = qemu_instance;
    if (!q || (!g_str_has_prefix(uri, "qemu:") && *uri))
        return 0;
    *ret_state = q;
    if (!*uri) {
        g_free(s->uri);
        s->uri = g_strdup(q->uri);
        return 1;
    }
    if (q->root)
        return g_str_has_prefix(uri, "qemu:///embed") ? 1 : 0;
    const char *path = strstr(uri, ":///");
    size_t len = path ? strcspn(path + 3, "?") : 0;
    const char *want = q->privileged ? "/system" : "/session";
    if (!path || len != strlen(want) || strncmp(path + 3, want, len) != 0) {
        if (q->privileged && path && len == 8 && strncmp(path + 3, "/session", 8) == 0)
            return 1; /* root's session is the system's here as it is in libvirt's daemon for root */
        g_autofree char *shown = g_strndup(path ? path + 3 : uri, path ? len : strlen(uri));
        return uri_refused(shown, q);
    }
    return 1;
}

static void driver_close(struct session *s, void *state)
{
    struct qemu *q = state;
    size_t n;
    struct object **v = registry_list(q->guests, &n);
    for (size_t i = 0; i < n; i++) {
        struct guest *g = guest_of(v[i]);
        object_lock(&g->o);
        struct run *r = g->run && g->run->autodestroy && g->run->owner == s ? run_ref(g->run) : NULL;
        object_unlock(&g->o);
        if (r)
            guest_stop(g, r, VIR_DOMAIN_SHUTOFF_DESTROYED, VIR_DOMAIN_EVENT_STOPPED_DESTROYED, 0);
        run_unref(r);
    }
    object_list_free(v, n);
}

static struct object *driver_find(struct call *c, const struct handle *h)
{
    struct qemu *q = c->state;
    struct object *o = registry_get(q->guests, h->uuid);
    char text[UUID_TEXT];
    if (!o)
        err(VIR_ERR_NO_DOMAIN, "no domain with matching uuid '%s' (%s)", uuid_format(h->uuid, text),
            h->name ? h->name : "");
    return o;
}

/* ---- the table ---- */

static const struct driver qemu_driver = {.info = {.name = "QEMU",
                                                   .group = GROUP_HYPERVISOR,
                                                   .open = driver_open,
                                                   .close = driver_close,
                                                   .find = driver_find},
#define ROW(fn_) .fn_ = qemu_##fn_,
                                          QEMU_FUNCTIONS(ROW)
#undef ROW
};

void qemu_driver_register(void)
{
    driver_register(&qemu_driver);
}

/* ---- starting ---- */
static void autostart_one(struct guest *g)
{
    if (!g->o.autostart || object_active(&g->o))
        return;
    if (guest_start(g, NULL, START_BOOTED, NULL) < 0)
        log_error("Failed to autostart VM '%s': %s", g->o.name, err_thread()->message);
    err_reset();
}

static void *autostart_all(void *arg)
{
    struct qemu *q = arg;
    size_t n;
    struct object **v = registry_list(q->guests, &n);
    for (size_t i = 0; i < n; i++)
        autostart_one(guest_of(v[i]));
    object_list_free(v, n);
    return NULL;
}

/* Autostart is for the boot of the host, not for each start of the daemon: a mark below /run tells them apart.  */
static void autostart(struct qemu *q)
{
    g_autofree char *mark = g_build_filename(q->dirs.run, "autostarted", NULL);
    pthread_t t;
    if (file_exists(mark))
        return;
    g_file_set_contents_full(mark, "", 0, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
    if (pthread_create(&t, NULL, autostart_all, q) == 0)
        pthread_detach(t);
}

static void qemu_free(struct qemu *q)
{
    if (q->pidfile >= 0)
        close(q->pidfile);
    if (q->work)
        g_thread_pool_free(q->work, TRUE, TRUE);
    if (q->loop)
        loop_free(q->loop);
    if (q->guests)
        registry_free(q->guests);
    caps_store_free(q->caps);
    config_done(&q->config);
    dirs_done(&q->dirs);
    pthread_mutex_destroy(&q->lock);
    g_free(q->uri);
    g_free(q->root);
    g_free(q);
}

static int take_pidfile(struct qemu *q)
{
    g_autofree char *path = g_build_filename(q->dirs.run, "driver.pid", NULL);
    pid_t holder = 0;
    q->pidfile = pidfile_take(path, &holder);
    if (q->pidfile >= 0)
        return 0;
    if (q->pidfile == -EWOULDBLOCK || q->pidfile == -EAGAIN)
        err(VIR_ERR_OPERATION_FAILED, "another daemon (process %d) drives the guests of '%s'", (int) holder,
            q->dirs.run);
    else
        err_sys(-q->pidfile, "cannot lock '%s'", path);
    return -1;
}

static int qemu_load(struct qemu *q)
{
    g_autofree char *conf = g_build_filename(q->dirs.conf, "qemu.conf", NULL);
    if (config_load(&q->config, conf, q->privileged) < 0 || dirs_make(&q->dirs, &q->config, q->privileged) < 0 ||
        take_pidfile(q) < 0)
        return -1;
    g_autofree char *cache = g_build_filename(q->dirs.cache, "capabilities", NULL);
    uint8_t host[16];
    uuid_host(host);
    struct caps_config cc = {
        .cache_dir = cache,
        .run_dir = q->dirs.run,
        .uid = q->privileged ? (int64_t) q->config.uid : -1,
        .gid = q->privileged ? (int64_t) q->config.gid : -1,
        .privileged = q->privileged,
        .host_uuid = host,
        .security_model = "none",
    };
    q->caps = caps_store_new(&cc);
    q->guests = registry_new(&guest_type);
    q->loop = loop_new("qemu-watch");
    q->work = monitor_pool_new();
    if (!q->loop)
        return err_sys(errno, "cannot start the loop that watches guests"), -1;
    q->next_id = 1; /* restart.c passes over those that run */
    return persist_load_all(q);
}

int qemu_driver_start(bool privileged, const char *root)
{
    struct qemu *q = g_new0(struct qemu, 1);
    q->pidfile = -1;
    q->privileged = privileged;
    q->root = g_strdup(root);
    q->uri = root ? g_strdup_printf("qemu:///embed?root=%s", root)
                  : g_strdup(privileged ? "qemu:///system" : "qemu:///session");
    pthread_mutex_init(&q->lock, NULL);
    dirs_init(&q->dirs, privileged, root);
    if (qemu_load(q) < 0) {
        qemu_free(q);
        return -1;
    }
    dir_sweep(q->dirs.run);
    dir_sweep(q->dirs.config);
    dir_sweep(q->dirs.nvram);
    restart_all(q);
    qemu_instance = q;
    if (!root)
        autostart(q);
    return 0;
}

/* Guests run on (but for an embedded driver's, whose program ends).  */
void qemu_driver_stop(void)
{
    struct qemu *q = qemu_instance;
    size_t n;
    if (!q)
        return;
    struct object **v = registry_list(q->guests, &n);
    for (size_t i = 0; i < n; i++) {
        struct guest *g = guest_of(v[i]);
        object_lock(&g->o);
        struct run *r = g->run ? run_ref(g->run) : NULL;
        object_unlock(&g->o);
        if (r && q->root)
            guest_stop(g, r, VIR_DOMAIN_SHUTOFF_DESTROYED, VIR_DOMAIN_EVENT_STOPPED_DESTROYED, 0);
        else if (r)
            run_leave(r);
        run_unref(r);
    }
    object_list_free(v, n);
    static struct qemu *volatile kept
        __attribute__((unused)); /* threads that end with the process may still look at it */
    kept = qemu_instance;
    qemu_instance = NULL;
}
