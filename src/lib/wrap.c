/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* wrap.c: checks of arguments and moves of results, for the public functions. */
#define ERR_FROM VIR_FROM_NONE
#include "lib/wrap.h"

#include <glib.h>
#include <string.h>

#include "base/err.h"
#include "lib/errors.h"

/* The connection behind a handle of any kind, or NULL.  */
static virConnectPtr conn_of(const void *object)
{
    const struct handle *h = object;

    if (!h || h->magic <= HANDLE_MAGIC || h->magic >= HANDLE_MAGIC + HANDLE_LAST)
        return NULL;
    return handle_is(h, HANDLE_CONNECT) ? (virConnectPtr) object : h->conn;
}

bool wrap_object(const struct api *api, const void *object)
{
    if (api->on == HANDLE_NONE || handle_is(object, api->on))
        return true;
    err_set(handle_error_domain(api->on), handle_invalid_code(api->on), 0, __FILE__, __func__, __LINE__, "%s",
            api->name);
    return false;
}

int wrap_fail(const void *object)
{
    error_dispatch(conn_of(object));
    return -1;
}

int wrap_null(enum api_id id, const void *object, const char *name)
{
    return wrap_bad(id, object, name, "must not be NULL");
}

int wrap_bad(enum api_id id, const void *object, const char *name, const char *what)
{
    g_autofree char *message = g_strdup_printf("%s in %s %s", name, apis[id].name, what);

    return wrap_mistake(id, object, message);
}

int wrap_mistake(enum api_id id, const void *object, const char *message)
{
    err_reset();
    if (wrap_object(&apis[id], object))
        err_plain(apis[id].error_domain, VIR_ERR_INVALID_ARG, "%s", message);
    return wrap_fail(object);
}

int wrap_unsupported(enum api_id id, const void *object)
{
    err_reset();
    if (wrap_object(&apis[id], object))
        err(VIR_ERR_NO_SUPPORT, "%s", apis[id].name);
    return wrap_fail(object);
}

int wrap_strings(char *const *to, int max, char **from, size_t n)
{
    size_t fit = max < 0 ? 0 : MIN(n, (size_t) max);

    /* `char **const names` of the ABI: the array is the caller's to fill.  */
    memcpy((void *) to, from, fit * sizeof(*from));
    for (size_t i = fit; i < n; i++)
        g_free(from[i]);
    g_free(from);
    return (int) fit;
}

int wrap_ints(int *to, int max, int32_t *from, size_t n)
{
    size_t fit = max < 0 ? 0 : MIN(n, (size_t) max);

    memcpy(to, from, fit * sizeof(*from));
    g_free(from);
    return (int) fit;
}

int wrap_array(void ***to, const struct rec *rec, void *ret, void **from, size_t n, int total)
{
    if (!to) {
        rec_done(rec, ret);
        return total;
    }
    from = g_realloc_n(from, n + 1, sizeof(*from));
    from[n] = NULL;
    *to = from;
    return MIN(total, (int) n); /* the program walks by this number, which the other end told */
}

void wrap_params(virTypedParameterPtr to, int *n, struct params *from, int total)
{
    int fit = MIN(*n, from->n);

    if (*n == 0) {
        *n = total < 0 ? from->n : total;
        fit = 0;
    } else {
        *n = fit;
    }
    for (int i = 0; i < fit && to; i++) {
        to[i] = from->v[i];
        from->v[i].type = 0; /* its string is the caller's now */
    }
    params_done(from);
}

void wrap_cpu_stats(virTypedParameterPtr to, unsigned n, unsigned cpus, struct params *from)
{
    unsigned each = cpus ? (unsigned) from->n / cpus : 0;

    if (to && n > 0)
        memset(to, 0, sizeof(*to) * n * cpus);
    for (unsigned cpu = 0; to && cpu < cpus; cpu++) {
        for (unsigned i = 0; i < MIN(each, n); i++) {
            to[cpu * n + i] = from->v[cpu * each + i];
            from->v[cpu * each + i].type = 0; /* its string is the caller's now */
        }
    }
    params_done(from);
}

void wrap_chars(char *to, size_t size, const int32_t *from, size_t n)
{
    size_t i;

    for (i = 0; i + 1 < size && i < n && from[i]; i++)
        to[i] = (char) from[i];
    to[i] = '\0';
}
