/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* call.c: what every public function goes through on its way out of the program. */
#define ERR_FROM VIR_FROM_NONE
#include <string.h>

#include "api-ids.h"
#include "api-types.h"
#include "base/err.h"
#include "base/log.h"
#include "lib/connect.h"
#include "lib/errors.h"
#include "lib/wrap.h"

static virConnectPtr conn_of(void *object)
{
    struct handle *h = object;
    return h->kind == HANDLE_CONNECT || h->kind == HANDLE_ADM_CONNECT ? object : h->conn;
}

/* Handles of an answer belong to the connection, wherever in the records they are.  */
static void adopt(const struct rec *r, void *obj, virConnectPtr c);

static void adopt_field(const struct fld *f, char *at, virConnectPtr c)
{
    const struct rec_list *list = (const void *) at;
    switch (f->kind) {
    case K_HANDLE:
        handle_adopt(*(struct handle **) (void *) at, c);
        break;
    case K_HANDLES:
        for (size_t i = 0; i < list->n; i++)
            handle_adopt(list->v[i], c);
        break;
    case K_SUB:
        adopt(f->of.rec, at, c);
        break;
    case K_PTR:
        if (*(void **) (void *) at)
            adopt(f->of.rec, *(void **) (void *) at, c);
        break;
    case K_LIST:
        for (size_t i = 0; i < list->n; i++)
            adopt(f->of.rec, list->v[i], c);
        break;
    default:
        break;
    }
}

static void adopt(const struct rec *r, void *obj, virConnectPtr c)
{
    for (const struct fld *f = r->flds; f->kind != K_END; f++)
        adopt_field(f, (char *) obj + f->off, c);
}

static bool may_write(const struct api *api, virConnectPtr c)
{
    if (!c->readonly || api->need != NEED_WRITE)
        return true;
    err(VIR_ERR_OPERATION_DENIED, "read only access prevents %s", api->name);
    return false;
}

static bool stream_fits(const struct api *api, struct api_extra *extra, virConnectPtr c)
{
    virStreamPtr s = extra ? extra->stream : NULL;
    if (!(api->flags & API_STREAM))
        return true;
    if (!handle_is(s, HANDLE_STREAM))
        err(VIR_ERR_INVALID_STREAM, "%s", api->name);
    else if (s->h.conn != c)
        err_arg("stream in %s must match the connection of the object", api->name);
    else if (s->backend)
        err(VIR_ERR_OPERATION_INVALID, "the stream given to %s is in use already", api->name);
    else
        return true;
    return false;
}

/* The URI is what the program opened, with the way there in it; the daemon would only know its own end of it.  */
static int answer_here(virConnectPtr c, const struct api *api, void *ret)
{
    if (api != &apis[API_virConnectGetURI] || !c->uri)
        return -1;
    ((struct virConnectGetURI_ret *) ret)->uri = g_strdup(c->uri);
    return 0;
}

int api_call_extra(const struct api *api, void *object, void *args, void *ret, struct api_extra *extra)
{
    virConnectPtr c = NULL;
    int r = -1;

    err_reset();
    log_debug("%s(%p)", api->name, object);
    if (wrap_object(api, object) && (c = conn_of(object)) && may_write(api, c) && stream_fits(api, extra, c))
        r = answer_here(c, api, ret) == 0 ? 0 : c->backend->call(c, api, args, ret, extra);
    if (r < 0)
        error_dispatch(c);
    else if (ret)
        adopt(api->ret, ret, c);
    return r < 0 ? -1 : 0;
}

int api_call(const struct api *api, void *object, void *args, void *ret)
{
    return api_call_extra(api, object, args, ret, NULL);
}
