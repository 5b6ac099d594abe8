/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* none.c: stands in for the device plan until it is built: weak, so that the real one takes its place. Remove then. */
#define ERR_FROM VIR_FROM_QEMU
#include "base/err.h"
#include "drivers/qemu/plan/plan.h"
#include "model/domain/domain.h"

#define WEAK __attribute__((weak))

static void none(void)
{
    err(VIR_ERR_CONFIG_UNSUPPORTED, "this build cannot plan a guest's devices yet");
}

WEAK struct plan *plan_domain(const struct domain_def *def, const struct plan_env *env)
{
    none();
    return NULL;
}
WEAK void plan_free(struct plan *p)
{
}
WEAK char **plan_to_argv(const struct plan *p, const struct plan_env *env)
{
    return NULL;
}
WEAK char **plan_environ(const struct domain_def *def, const struct plan_env *env)
{
    return NULL;
}
WEAK GArray *plan_fds(const struct plan *p)
{
    return NULL;
}
WEAK char *plan_to_native(const struct domain_def *def, const struct plan_env *env)
{
    none();
    return NULL;
}
