/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* agent.c: the guest agent: its channel, its connection, its answers. */
#define ERR_FROM VIR_FROM_QEMU
#define LOG_SOURCE "qemu.agent"
#include <string.h>

#include "base/err.h"
#include "base/log.h"
#include "drivers/qemu/emit.h"
#include "drivers/qemu/start.h"

#define AGENT_NAME "org.qemu.guest_agent.0"
#define AGENT_WAIT_MS 5000

static void agent_closed(struct qmp *q, const char *reason, void *opaque)
{
    struct run *r = opaque;
    log_debug("agent of %s: %s", r->guest->o.name, reason ? reason : "closed");
}

static const struct qmp_events agent_events = {.closed = agent_closed};

unsigned agent_timeout_ms(struct run *r)
{
    object_lock(&r->guest->o);
    int t = r->agent_timeout;
    object_unlock(&r->guest->o);
    /* "block" is not for ever: a guest that never answers must not keep a thread of the host's daemon */
    return t > 0                                            ? (unsigned) MIN(t, 1000000) * 1000
           : t == 0                                         ? 100
           : t == VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_DEFAULT ? AGENT_WAIT_MS
                                                            : 300000;
}

static char *agent_path(struct run *r)
{
    cleanup_def struct def *live = object_live(&r->guest->o);
    for (size_t i = 0; live && i < def_domain(live)->channels.n; i++) {
        const struct chardev *c = def_domain(live)->channels.v[i];
        if (c->src.type == CHARDEV_UNIX && g_strcmp0(c->name, AGENT_NAME) == 0)
            return g_strdup(c->src.path ? c->src.path : "");
    }
    return NULL;
}

/* Connects if the guest's side is open and we are not yet.  */
static struct qmp *agent_connect(struct run *r, const char *path)
{
    object_lock(&r->guest->o);
    struct qmp *a = r->agent && qmp_is_open(r->agent) ? qmp_ref(r->agent) : NULL;
    object_unlock(&r->guest->o);
    if (a)
        return a;
    int fd = monitor_connect(path);
    if (fd < 0)
        return NULL;
    a = qmp_open_agent(fd, &agent_events, r);
    object_lock(&r->guest->o);
    struct qmp *old = r->agent;
    r->agent = qmp_ref(a);
    object_unlock(&r->guest->o);
    if (old)
        qmp_close(old);
    qmp_unref(old);
    return a;
}

struct qmp *guest_agent(struct run *r)
{
    g_autofree char *path = agent_path(r);
    object_lock(&r->guest->o);
    bool open = r->agent_open;
    object_unlock(&r->guest->o);
    if (!path) {
        err(VIR_ERR_ARGUMENT_UNSUPPORTED, "QEMU guest agent is not configured");
        return NULL;
    }
    struct qmp *a = open ? agent_connect(r, path) : NULL;
    if (!a)
        err(VIR_ERR_AGENT_UNRESPONSIVE, "QEMU guest agent is not connected");
    return a;
}

void agent_drop(struct run *r)
{
    object_lock(&r->guest->o);
    struct qmp *a = r->agent;
    r->agent = NULL;
    object_unlock(&r->guest->o);
    if (a)
        qmp_close(a);
    qmp_unref(a);
}

/* Tells that a guest with an agent's channel begins, without an agent yet.  */
void agent_started(struct run *r)
{
    g_autofree char *path = agent_path(r);
    object_lock(&r->guest->o);
    bool open = r->agent_open;
    object_unlock(&r->guest->o);
    if (path && !open)
        EMIT(r->guest, VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE, domain_agent_lifecycle_event,
             .state = VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_DISCONNECTED,
             .reason = VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_DOMAIN_STARTED);
}

struct channel_news {
    char *id;
    bool open;
};

static int set_channel(struct domain_def *d, void *arg)
{
    const struct channel_news *c = arg;
    for (size_t i = 0; i < d->channels.n; i++)
        if (g_strcmp0(d->channels.v[i]->info.alias.name, c->id) == 0)
            d->channels.v[i]->state = c->open ? CHANNEL_STATE_CONNECTED : CHANNEL_STATE_DISCONNECTED;
    return 0;
}

static void later_channel(struct run *r, void *arg)
{
    struct channel_news *c = arg;
    guest_edit_live(r->guest, set_channel, c);
    cleanup_def struct def *live = object_live(&r->guest->o);
    for (size_t i = 0; live && i < def_domain(live)->channels.n; i++) {
        const struct chardev *k = def_domain(live)->channels.v[i];
        if (g_strcmp0(k->info.alias.name, c->id) != 0 || g_strcmp0(k->name, AGENT_NAME) != 0)
            continue;
        object_lock(&r->guest->o);
        bool was = r->agent_open;
        r->agent_open = c->open;
        object_unlock(&r->guest->o);
        if (!c->open)
            agent_drop(r);
        if (was != c->open)
            EMIT(r->guest, VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE, domain_agent_lifecycle_event,
                 .state = c->open ? VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_CONNECTED
                                  : VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_DISCONNECTED,
                 .reason = VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_CHANNEL);
    }
    g_free(c->id);
    g_free(c);
}

void channel_changed(struct run *r, const char *id, bool open)
{
    struct channel_news *c = g_new(struct channel_news, 1);
    *c = (struct channel_news){g_strdup(id), open};
    run_work(r, later_channel, c);
}
