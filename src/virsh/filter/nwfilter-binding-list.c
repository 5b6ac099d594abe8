/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nwfilter-binding-list: list network filter bindings. */
#include "virsh/common/common.h"
#include "virsh/common/listing.h"

struct args {
    char none;
};

static const struct opt opts[] = {
    OPT_END,
};

static const char *name_of(void *binding)
{
    return virNWFilterBindingGetPortDev(binding);
}

static int unref(void *binding)
{
    return virNWFilterBindingFree(binding);
}

static bool run(struct virsh *sh, const struct args *a)
{
    virNWFilterBindingPtr *bindings = NULL;
    int n = virConnectListAllNWFilterBindings(sh->conn, &bindings, 0);

    (void) a;
    if (n < 0) {
        virsh_error(sh, "Failed to list network filter bindings");
        return false;
    }
    objects_sort((void **) bindings, n, name_of);
    auto_table t = table_new("Port Dev", "Filter", NULL);
    for (int i = 0; i < n; i++)
        table_row(t, virNWFilterBindingGetPortDev(bindings[i]), virNWFilterBindingGetFilterName(bindings[i]), NULL);
    table_print(t, sh);
    objects_free((void **) bindings, n, unref);
    return true;
}

COMMAND(nwfilter_binding_list, "nwfilter-binding-list", "list network filter bindings",
        "Returns list of network filter bindings.");
