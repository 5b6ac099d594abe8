/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* steps.c: apply in order, undo in reverse, fail on demand. */
#define LOG_SOURCE "core.steps"
#define ERR_FROM VIR_FROM_NONE
#include "core/steps.h"

#include <glib.h>
#include <pthread.h>
#include <string.h>

#include "base/err.h"
#include "base/log.h"

static pthread_mutex_t fault_lock = PTHREAD_MUTEX_INITIALIZER;
static char *fault; /* "table:name" */

void steps_fail_at(const char *table, const char *name)
{
    pthread_mutex_lock(&fault_lock);
    g_free(fault);
    fault = name ? g_strdup_printf("%s:%s", table, name) : NULL;
    pthread_mutex_unlock(&fault_lock);
}

/* Is the next failure planned for this step? A plan of steps_fail_at() is used up, one of the environment stays.  */
static bool fault_here(const char *table, const char *name)
{
    g_autofree char *here = g_strdup_printf("%s:%s", table, name);
    const char *planned = g_getenv("NEOVIRT_FAIL_STEP");
    bool hit;

    pthread_mutex_lock(&fault_lock);
    hit = fault && strcmp(fault, here) == 0;
    if (hit)
        g_clear_pointer(&fault, g_free);
    pthread_mutex_unlock(&fault_lock);
    hit = hit || (planned && strcmp(planned, here) == 0);
    if (hit)
        err(VIR_ERR_INTERNAL_ERROR, "step '%s' fails on demand", here);
    return hit;
}

void steps_undo(const struct step *s, void *ctx, size_t done)
{
    virErrorPtr kept = err_take();

    while (done-- > 0)
        if (s[done].undo)
            s[done].undo(ctx);
    err_put(kept);
}

int steps_run(const char *table, const struct step *s, void *ctx, size_t *done)
{
    for (*done = 0; s[*done].name; ++*done) {
        log_debug("%s: %s", table, s[*done].name);
        if (s[*done].apply(ctx) == 0 && !fault_here(table, s[*done].name))
            continue;
        steps_undo(s, ctx, *done + 1); /* the failing step cleans its own half */
        *done = 0;
        return -1;
    }
    return 0;
}

size_t steps_count(const struct step *s)
{
    size_t n = 0;
    while (s[n].name)
        n++;
    return n;
}
