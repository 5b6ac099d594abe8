/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* access.c: see access.h. */
#define ERR_FROM VIR_FROM_ACCESS
#include "core/access.h"

#include "base/err.h"

static access_driver driver;

void access_set_driver(access_driver d)
{
    driver = d;
}

static bool rule_applies(const struct acl_rule *rule, unsigned flags)
{
    return (!rule->when_any || (flags & rule->when_any)) && !(flags & rule->when_none);
}

int access_check(const struct call *c, const void *args)
{
    unsigned flags = c->api->flags_at < 0 ? 0 : *(const unsigned *) ((const char *) args + c->api->flags_at);

    if (!driver || !c->api->acl)
        return 0;
    for (const struct acl_rule *rule = c->api->acl; rule->object; rule++) {
        int r = rule_applies(rule, flags) ? driver(c, rule) : 1;
        if (r == 0)
            err(VIR_ERR_ACCESS_DENIED, "'%s' denied access: %s", c->api->name, rule->permission);
        if (r <= 0)
            return -1;
    }
    return 0;
}
