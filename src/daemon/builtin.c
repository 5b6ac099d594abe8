/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* builtin.c: the table of what the daemon answers by itself, and the small ones of it. */
#define ERR_FROM VIR_FROM_RPC
#include "daemon/builtin.h"

#include "api-ids.h"
#include "api-types.h"
#include "base/err.h"
#include "core/event.h"
#include "daemon/admin.h"
#include "rpc/feature.h"

/* Root needs no permission from anybody; a question would only fail where polkit does not run.  */
static enum auth_kind auth_of(const struct client *c)
{
    return c->auth == AUTH_POLKIT && c->session.who.uid == 0 ? AUTH_NONE : c->auth;
}

static int auth_list(struct client *c, const struct msg_header *call, const struct api *api, const void *args,
                     void *ret)
{
    struct virAuthList_ret *r = ret;
    r->types.n = 1;
    r->types.v = g_new(uint32_t, 1);
    r->types.v[0] = auth_of(c);
    return 0;
}

static void auth_listed(struct client *c)
{
    if (!c->authenticated && auth_of(c) == AUTH_NONE)
        client_set_authenticated(c);
}

static int auth_sasl(struct client *c, const struct msg_header *call, const struct api *api, const void *args,
                     void *ret)
{
    err(VIR_ERR_AUTH_UNAVAILABLE, "SASL authentication is not supported by this daemon");
    return -1;
}

static int open_connect(struct client *c, const struct msg_header *call, const struct api *api, const void *args,
                        void *ret)
{
    const struct virConnectOpen_args *a = args;
    if (atomic_load(&c->opened)) {
        err(VIR_ERR_INTERNAL_ERROR, "connection already open");
        return -1;
    }
    if (a->flags & ~(unsigned) (VIR_CONNECT_RO | VIR_CONNECT_NO_ALIASES)) {
        err(VIR_ERR_INVALID_ARG, "unsupported flags (0x%x) in function %s", a->flags, api->name);
        return -1;
    }
    c->session.readonly = c->readonly || a->flags & VIR_CONNECT_RO;
    c->session.deliver = client_deliver;
    if (session_open(&c->session, a->name ? a->name : "", a->flags) < 0)
        return -1;
    atomic_store(&c->opened, true);
    return 0;
}

static int admin_open(struct client *c, const struct msg_header *call, const struct api *api, const void *args,
                      void *ret)
{
    if (atomic_load(&c->opened)) {
        err(VIR_ERR_INTERNAL_ERROR, "connection already open");
        return -1;
    }
    admin_session_open(&c->session);
    atomic_store(&c->opened, true);
    return 0;
}

static int close_connect(struct client *c, const struct msg_header *call, const struct api *api, const void *args,
                         void *ret)
{
    return 0;
}

static void closed(struct client *c)
{
    atomic_store(&c->closing, true);
}

static int supports_feature(struct client *c, const struct msg_header *call, const struct api *api, const void *args,
                            void *ret)
{
    const struct virConnectSupportsFeature_args *a = args;
    struct virConnectSupportsFeature_ret *r = ret;
    if (a->feature == FEATURE_KEEPALIVE) {
        client_keepalive_start(c);
        r->supported = 1;
        return 0;
    }
    if (!atomic_load(&c->opened)) {
        err(VIR_ERR_INTERNAL_ERROR, "hypervisor connection not open");
        return -1;
    }
    r->supported = feature_supported(a->feature);
    return 0;
}

static int register_close(struct client *c, const struct msg_header *call, const struct api *api, const void *args,
                          void *ret)
{
    if (atomic_load(&c->opened)) {
        atomic_store(&c->close_callback, true);
        return 0;
    }
    err(VIR_ERR_INTERNAL_ERROR, "hypervisor connection not open");
    return -1;
}

static int unregister_close(struct client *c, const struct msg_header *call, const struct api *api, const void *args,
                            void *ret)
{
    if (atomic_exchange(&c->close_callback, false))
        return 0;
    err(VIR_ERR_OPERATION_INVALID, "no close callback is registered on this connection");
    return -1;
}

#define REGISTER                                                      \
    {                                                                 \
        .fn = builtin_event_register, .after = builtin_events_release \
    }
#define DEREGISTER                     \
    {                                  \
        .fn = builtin_event_deregister \
    }

static const struct builtin builtins[API_LAST] = {
    [API_virAuthList] = {.fn = auth_list, .after = auth_listed, .before_auth = true},
    [API_virAuthSaslInit] = {.fn = auth_sasl, .before_auth = true},
    [API_virAuthSaslStart] = {.fn = auth_sasl, .before_auth = true},
    [API_virAuthSaslStep] = {.fn = auth_sasl, .before_auth = true},
    [API_virAuthPolkit] = {.fn = builtin_auth_polkit, .before_auth = true},
    [API_virConnectOpen] = {.fn = open_connect},
    [API_virConnectClose] = {.fn = close_connect, .after = closed},
    [API_virAdmConnectOpen] = {.fn = admin_open},
    [API_virAdmConnectClose] = {.fn = close_connect, .after = closed},
    [API_virConnectSupportsFeature] = {.fn = supports_feature},
    [API_virConnectRegisterCloseCallback] = {.fn = register_close},
    [API_virConnectUnregisterCloseCallback] = {.fn = unregister_close},
    [API_virConnectDomainEventRegister] = REGISTER,
    [API_virConnectDomainEventRegisterAny] = REGISTER,
    [API_virConnectDomainEventCallbackRegisterAny] = REGISTER,
    [API_virConnectNetworkEventRegisterAny] = REGISTER,
    [API_virConnectStoragePoolEventRegisterAny] = REGISTER,
    [API_virConnectNodeDeviceEventRegisterAny] = REGISTER,
    [API_virConnectSecretEventRegisterAny] = REGISTER,
    [API_virConnectDomainQemuMonitorEventRegister] = REGISTER,
    [API_virConnectDomainEventDeregister] = DEREGISTER,
    [API_virConnectDomainEventDeregisterAny] = DEREGISTER,
    [API_virConnectDomainEventCallbackDeregisterAny] = DEREGISTER,
    [API_virConnectNetworkEventDeregisterAny] = DEREGISTER,
    [API_virConnectStoragePoolEventDeregisterAny] = DEREGISTER,
    [API_virConnectNodeDeviceEventDeregisterAny] = DEREGISTER,
    [API_virConnectSecretEventDeregisterAny] = DEREGISTER,
    [API_virConnectDomainQemuMonitorEventDeregister] = DEREGISTER,
};

const struct builtin *builtin_find(const struct api *api)
{
    const struct builtin *b = &builtins[api - apis];
    return b->fn ? b : NULL;
}
