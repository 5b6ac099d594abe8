/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * dispatch.c: what every call goes through on its way to a driver, once for all functions: the right to
 * make it, the flags it may carry, the object it is about, the job it holds while it works.
 */
#define ERR_FROM VIR_FROM_NONE
#include "core/api.h"

#include "api-driver.h"
#include "base/err.h"
#include "core/access.h"
#include "core/job.h"
#include "core/object.h"
#include "core/session.h"

/* The driver that has the function; the groups do not overlap.  */
static bool find_driver(struct call *c)
{
    for (int g = 0; g < GROUP_LAST; g++) {
        const struct driver *d = c->session->driver[g];
        if (d && *(void *const *) ((const char *) d + c->api->slot)) {
            c->driver = d;
            c->state = c->session->state[g];
            return true;
        }
    }
    err(VIR_ERR_NO_SUPPORT, "%s", c->api->name);
    return false;
}

static bool may_call(const struct call *c)
{
    if (c->session->readonly && c->api->need == NEED_WRITE) {
        err(VIR_ERR_OPERATION_DENIED, "read only access prevents %s", c->api->name);
        return false;
    }
    return true;
}

static bool flags_known(const struct call *c, const void *args)
{
    unsigned flags;

    if (c->api->flags_at < 0)
        return true;
    flags = *(const unsigned *) ((const char *) args + c->api->flags_at);
    if (c->session->readonly && (flags & c->api->write_flags)) {
        err(VIR_ERR_OPERATION_DENIED, "%s with secure flag", c->api->name);
        return false;
    }
    if ((flags & ~c->api->known_flags) == 0)
        return true;
    err_arg("unsupported flags (0x%x) in function %s", flags & ~c->api->known_flags, c->api->name);
    return false;
}

/* The handle that the call is about: the first one among the arguments.  */
static const struct handle *subject(const struct call *c, const void *args)
{
    if (c->api->on == HANDLE_CONNECT || c->api->on == HANDLE_NONE || !c->api->args)
        return NULL;
    for (const struct fld *f = c->api->args->flds; f->kind != K_END; f++)
        if (f->kind == K_HANDLE)
            return *(struct handle *const *) ((const char *) args + f->off);
    return NULL;
}

static bool is_running(const struct call *c)
{
    if (!(c->api->flags & API_RUNNING) || object_active(c->object))
        return true;
    err_set(c->object->type->error_domain, VIR_ERR_OPERATION_INVALID, 0, __FILE__, __func__, __LINE__,
            "%s is not running", c->object->type->what);
    return false;
}

/* With the object at hand: access, its job, the work.  */
static int serve_object(struct call *c, const void *args, void *ret)
{
    int r = -1;

    if (access_check(c, args) < 0)
        return -1;
    if (!c->object)
        return c->api->thunk(c, args, ret);
    if (job_begin(c->object, c->api->job, c->api, JOB_WAIT_MS) < 0)
        return -1;
    if (is_running(c))
        r = c->api->thunk(c, args, ret);
    job_end(c->object, c->api->job);
    return r;
}

int api_serve(struct call *c, const void *args, void *ret)
{
    const struct handle *h;
    int r;

    err_reset();
    if (!may_call(c) || !find_driver(c) || !flags_known(c, args))
        return -1;
    h = subject(c, args);
    if (h && c->driver->info.find && !(c->object = c->driver->info.find(c, h)))
        return -1;
    r = serve_object(c, args, ret);
    object_unref(c->object);
    c->object = NULL;
    if (r < 0 && !err_is_set())
        err(VIR_ERR_INTERNAL_ERROR, "%s failed without saying why; please report this", c->api->name);
    return r;
}
