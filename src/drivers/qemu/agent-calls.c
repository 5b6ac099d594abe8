/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* agent-calls.c: what only the guest's agent knows or can do. The guest is hostile: every answer is checked. */
#define ERR_FROM VIR_FROM_QEMU
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "drivers/qemu/functions.h"
#include "drivers/qemu/guest.h"

#define LIST_MAX 4096 /* of anything that a guest can list */

/* Asks the agent; `args` is taken. NULL: error set.  */
static json_t *ask(struct call *c, const char *command, json_t *args)
{
    cleanup_run struct run *r = guest_run(guest_of_call(c));
    struct qmp *agent = r ? guest_agent(r) : NULL;
    json_t *answer = NULL;
    if (agent && qmp_call_json(agent, command, args, &answer, agent_timeout_ms(r)) < 0)
        answer = NULL;
    else if (agent && !answer)
        answer = json_object();
    json_decref(args);
    qmp_unref(agent);
    return answer;
}

static int done(json_t *answer)
{
    json_decref(answer);
    return answer ? 0 : -1;
}

static int malformed(const char *command)
{
    err(VIR_ERR_INTERNAL_ERROR, "the guest agent's answer to %s is malformed", command);
    return -1;
}

int qemu_virDomainGetTime(struct call *c, const struct virDomainGetTime_args *a, struct virDomainGetTime_ret *ret)
{
    json_t *j = ask(c, "guest-get-time", NULL);
    if (!j)
        return -1;
    bool ok = json_is_integer(j);
    long long ns = json_integer_value(j);
    json_decref(j);
    if (!ok)
        return malformed("guest-get-time");
    ret->seconds = ns / 1000000000LL;
    ret->nseconds = (uint32_t) (ns % 1000000000LL);
    return 0;
}

int qemu_virDomainSetTime(struct call *c, const struct virDomainSetTime_args *a, void *ret)
{
    bool sync = a->flags & VIR_DOMAIN_TIME_SYNC;
    if (!sync && (a->seconds > 9223372035LL || a->seconds < 0))
        return err(VIR_ERR_INVALID_ARG, "Time '%lld' is too big for guest agent", (long long) a->seconds), -1;
    json_t *args = sync ? NULL : json_pack("{s:I}", "time", (json_int_t) (a->seconds * 1000000000LL + a->nseconds));
    if (done(ask(c, "guest-set-time", args)) < 0)
        return -1;
    cleanup_run struct run *r = guest_run(guest_of_call(c));
    if (r && qmp_call(r->monitor, &qmp_cmd_rtc_reset_reinjection, NULL, NULL, QMP_WAIT_MS) < 0)
        err_reset(); /* only some clocks have ticks to make up for */
    return 0;
}

int qemu_virDomainGetHostname(struct call *c, const struct virDomainGetHostname_args *a,
                              struct virDomainGetHostname_ret *ret)
{
    if (a->flags & VIR_DOMAIN_GET_HOSTNAME_LEASE)
        return err(VIR_ERR_ARGUMENT_UNSUPPORTED, "host names of DHCP leases need the network driver"), -1;
    json_t *j = ask(c, "guest-get-host-name", NULL);
    if (!j)
        return -1;
    ret->hostname = g_strdup(json_string_value(json_object_get(j, "host-name")));
    json_decref(j);
    return ret->hostname ? 0 : malformed("guest-get-host-name");
}

/* ---- addresses ---- */
static struct wire_domain_interface *interface_of(const json_t *j)
{
    const char *name = json_string_value(json_object_get(j, "name"));
    if (!name)
        return NULL;
    struct wire_domain_interface *i = g_new0(struct wire_domain_interface, 1);
    const json_t *ips = json_object_get(j, "ip-addresses"), *ip;
    size_t at;
    i->name = g_strdup(name);
    i->hwaddr = g_strdup(json_string_value(json_object_get(j, "hardware-address")));
    json_array_foreach(ips, at, ip)
    {
        const char *type = json_string_value(json_object_get(ip, "ip-address-type"));
        const char *addr = json_string_value(json_object_get(ip, "ip-address"));
        json_int_t prefix = json_integer_value(json_object_get(ip, "prefix"));
        if (!type || !addr || prefix < 0 || prefix > 128 || i->addrs.n >= 1024)
            continue;
        struct wire_domain_ip_addr *x = g_new0(struct wire_domain_ip_addr, 1);
        x->type = strcmp(type, "ipv6") == 0 ? VIR_IP_ADDR_TYPE_IPV6 : VIR_IP_ADDR_TYPE_IPV4;
        x->addr = g_strdup(addr);
        x->prefix = (uint32_t) prefix;
        i->addrs.v = g_renew(struct wire_domain_ip_addr *, i->addrs.v, i->addrs.n + 1);
        i->addrs.v[i->addrs.n++] = x;
    }
    return i;
}

int qemu_virDomainInterfaceAddresses(struct call *c, const struct virDomainInterfaceAddresses_args *a,
                                     struct virDomainInterfaceAddresses_ret *ret)
{
    if (!object_active(c->object))
        return not_running();
    if (a->source == VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE)
        return 0; /* none: no network of ours gives any out */
    if (a->source != VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT)
        return err(VIR_ERR_ARGUMENT_UNSUPPORTED, "Unknown IP address data source %u", a->source), -1;
    json_t *j = ask(c, "guest-network-get-interfaces", NULL), *one;
    size_t i;
    if (!j)
        return -1;
    if (!json_is_array(j) || json_array_size(j) > LIST_MAX) {
        json_decref(j);
        return malformed("guest-network-get-interfaces");
    }
    ret->ifaces.v = g_new0(struct wire_domain_interface *, json_array_size(j) + 1);
    json_array_foreach(j, i, one)
    {
        struct wire_domain_interface *w = interface_of(one);
        if (w)
            ret->ifaces.v[ret->ifaces.n++] = w;
    }
    json_decref(j);
    return 0;
}

/* ---- file systems ---- */
static json_t *strings(char *const *v, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, json_string(v[i]));
    return list;
}

static int count_of(json_t *j, const char *command, int32_t *ret)
{
    if (!j)
        return -1;
    bool ok = json_is_integer(j) && json_integer_value(j) >= 0 && json_integer_value(j) <= LIST_MAX;
    *ret = (int32_t) json_integer_value(j);
    json_decref(j);
    return ok ? 0 : malformed(command);
}

int qemu_virDomainFSFreeze(struct call *c, const struct virDomainFSFreeze_args *a, struct virDomainFSFreeze_ret *ret)
{
    json_t *j = a->mountpoints.n > 0
                    ? ask(c, "guest-fsfreeze-freeze-list",
                          json_pack("{s:o}", "mountpoints", strings(a->mountpoints.v, a->mountpoints.n)))
                    : ask(c, "guest-fsfreeze-freeze", NULL);
    return count_of(j, "guest-fsfreeze-freeze", &ret->filesystems);
}

int qemu_virDomainFSThaw(struct call *c, const struct virDomainFSThaw_args *a, struct virDomainFSThaw_ret *ret)
{
    return count_of(ask(c, "guest-fsfreeze-thaw", NULL), "guest-fsfreeze-thaw", &ret->filesystems);
}

int qemu_virDomainFSTrim(struct call *c, const struct virDomainFSTrim_args *a, void *ret)
{
    if (a->mount_point)
        return err(VIR_ERR_ARGUMENT_UNSUPPORTED, "Specifying mount point is not supported"), -1;
    return done(ask(c, "guest-fstrim", json_pack("{s:I}", "minimum", (json_int_t) a->minimum)));
}

int qemu_virDomainSetUserPassword(struct call *c, const struct virDomainSetUserPassword_args *a, void *ret)
{
    g_autofree char *word =
        g_base64_encode((const guchar *) (a->password ? a->password : ""), strlen(a->password ? a->password : ""));
    return done(ask(c, "guest-set-user-password",
                    json_pack("{s:s, s:s, s:b}", "username", a->user ? a->user : "", "password", word, "crypted",
                              a->flags & VIR_DOMAIN_PASSWORD_ENCRYPTED ? 1 : 0)));
}

int qemu_virDomainPMSuspendForDuration(struct call *c, const struct virDomainPMSuspendForDuration_args *a, void *ret)
{
    static const char *const commands[] = {
        [VIR_NODE_SUSPEND_TARGET_MEM] = "guest-suspend-ram",
        [VIR_NODE_SUSPEND_TARGET_DISK] = "guest-suspend-disk",
        [VIR_NODE_SUSPEND_TARGET_HYBRID] = "guest-suspend-hybrid",
    };
    if (a->duration)
        return err(VIR_ERR_ARGUMENT_UNSUPPORTED, "Duration not supported. Use 0 for now"), -1;
    if (a->target >= G_N_ELEMENTS(commands))
        return err(VIR_ERR_INVALID_ARG, "Unknown suspend target: %u", a->target), -1;
    return done(ask(c, commands[a->target], NULL));
}

int qemu_virDomainAgentSetResponseTimeout(struct call *c, const struct virDomainAgentSetResponseTimeout_args *a,
                                          struct virDomainAgentSetResponseTimeout_ret *ret)
{
    if (a->timeout < VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_BLOCK)
        return err(VIR_ERR_INVALID_ARG, "guest agent timeout '%d' is less than the minimum '%d'", a->timeout,
                   VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_BLOCK),
               -1;
    cleanup_run struct run *r = guest_run(guest_of_call(c));
    if (!r)
        return -1;
    object_lock(c->object);
    r->agent_timeout = a->timeout;
    object_unlock(c->object);
    status_save(r);
    ret->result = 0;
    return 0;
}
