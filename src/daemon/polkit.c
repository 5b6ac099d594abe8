/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * polkit.c: asking the machine's policy whether a local user may manage guests. The question may wait for a
 * person at a keyboard, so it is asked on a worker.
 */
#define ERR_FROM VIR_FROM_RPC
#include <systemd/sd-bus.h>

#include "api-types.h"
#include "base/err.h"
#include "base/log.h"
#include "daemon/builtin.h"
#include "daemon/identity.h"

enum { ASK_SECONDS = 300, ALLOW_INTERACTION = 1 };

struct question {
    struct client *client; /* referenced */
    struct msg_header call;
    bool allowed;
};

static int build(sd_bus *bus, struct client *c, sd_bus_message **ret)
{
    const struct identity *who = &c->session.who;
    const char *action = c->readonly ? "org.libvirt.unix.monitor" : "org.libvirt.unix.manage";
    int r =
        sd_bus_message_new_method_call(bus, ret, "org.freedesktop.PolicyKit1", "/org/freedesktop/PolicyKit1/Authority",
                                       "org.freedesktop.PolicyKit1.Authority", "CheckAuthorization");
    if (r < 0)
        return r;
    return sd_bus_message_append(*ret, "(sa{sv})sa{ss}us", "unix-process", 3, "pid", "u", (uint32_t) who->pid,
                                 "start-time", "t", process_start_time(who->pid), "uid", "i", (int32_t) who->uid,
                                 action, 0, ALLOW_INTERACTION, "");
}

static int ask(struct question *q)
{
    sd_bus *bus = NULL;
    sd_bus_message *m = NULL, *reply = NULL;
    sd_bus_error error = SD_BUS_ERROR_NULL;
    int allowed = 0, challenge = 0;

    int r = sd_bus_open_system(&bus);
    if (r >= 0)
        r = build(bus, q->client, &m);
    if (r >= 0)
        r = sd_bus_call(bus, m, ASK_SECONDS * 1000000ULL, &error, &reply);
    if (r >= 0)
        r = sd_bus_message_read(reply, "(bb)", &allowed, &challenge);
    if (r < 0)
        err(VIR_ERR_AUTH_FAILED, "cannot ask polkit: %s", error.message ? error.message : g_strerror(-r));
    else if (!allowed && challenge)
        err(VIR_ERR_AUTH_UNAVAILABLE, "no polkit agent available to authenticate action '%s'",
            q->client->readonly ? "org.libvirt.unix.monitor" : "org.libvirt.unix.manage");
    else if (!allowed)
        err(VIR_ERR_AUTH_FAILED, "access denied by policy");
    sd_bus_error_free(&error);
    sd_bus_message_unref(m);
    sd_bus_message_unref(reply);
    sd_bus_flush_close_unref(bus);
    return r >= 0 && allowed ? 0 : -1;
}

/* Back on the client's own thread with the answer.  */
static void answered(void *arg)
{
    struct question *q = arg;
    struct client *c = q->client;
    c->auth_running = false;
    if (q->allowed && !c->gone) {
        GByteArray *out = client_scratch();
        uint8_t complete[4] = {0, 0, 0, 1};
        client_set_authenticated(c);
        reply_begin(out, &q->call, MSG_OK);
        g_byte_array_append(out, complete, sizeof complete);
        msg_end(out);
        client_send(c, out, NULL, 0);
    }
    client_unref(c);
    g_free(q);
}

static void run(void *arg)
{
    struct question *q = arg;
    q->allowed = ask(q) == 0;
    if (!q->allowed)
        reply_error(q->client, &q->call);
    ioloop_post(q->client->loop, answered, q);
}

int builtin_auth_polkit(struct client *c, const struct msg_header *call, const struct api *api, const void *args,
                        void *ret)
{
    if (c->auth != AUTH_POLKIT || c->authenticated || c->auth_running || c->session.who.pid <= 0) {
        err(VIR_ERR_AUTH_FAILED, "polkit authentication was not asked for");
        return -1;
    }
    struct question *q = g_new0(struct question, 1);
    *q = (struct question){.client = client_ref(c), .call = *call};
    c->auth_running = true;
    pool_run(c->server->pool, run, q);
    return BUILTIN_LATER;
}
