/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* override.c: <qemu:override>: a user's own values for properties of devices, by alias, over what we planned.  */
#define ERR_FROM VIR_FROM_QEMU
#include <stdlib.h>
#include <string.h>

#include "drivers/qemu/plan/build.h"

enum { TYPE_STRING = 1, TYPE_SIGNED, TYPE_UNSIGNED, TYPE_BOOL, TYPE_REMOVE };

static json_t *value_of(const struct qemu_property *p)
{
    switch (p->type) {
    case TYPE_SIGNED:
        return json_integer(strtoll(p->value ? p->value : "", NULL, 0));
    case TYPE_UNSIGNED:
        return json_integer((json_int_t) strtoull(p->value ? p->value : "", NULL, 0));
    case TYPE_BOOL:
        return json_boolean(p->value && strcmp(p->value, "true") == 0);
    default:
        return json_string(p->value ? p->value : "");
    }
}

void plan_override(struct build *b, json_t *device)
{
    const char *id = json_string_value(json_object_get(device, "id"));

    for (size_t i = 0; id && i < b->def->qemu_overrides.n; i++) {
        const struct qemu_override *o = b->def->qemu_overrides.v[i];

        if (!o->alias || strcmp(o->alias, id) != 0)
            continue;
        for (size_t k = 0; k < o->frontend.n; k++) {
            const struct qemu_property *p = o->frontend.v[k];

            if (p->type == TYPE_REMOVE)
                json_object_del(device, p->name);
            else
                json_object_set_new(device, p->name, value_of(p));
        }
    }
}
