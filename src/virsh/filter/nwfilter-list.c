/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nwfilter-list: list network filters. */
#include "virsh/common/common.h"
#include "virsh/common/listing.h"

struct args {
    char none;
};

static const struct opt opts[] = {
    OPT_END,
};

static const char *name_of(void *filter)
{
    return virNWFilterGetName(filter);
}

static int unref(void *filter)
{
    return virNWFilterFree(filter);
}

static bool run(struct virsh *sh, const struct args *a)
{
    virNWFilterPtr *filters = NULL;
    char uuid[VIR_UUID_STRING_BUFLEN];
    int n = virConnectListAllNWFilters(sh->conn, &filters, 0);

    (void) a;
    if (n < 0 && virsh_last_code(sh) == VIR_ERR_NO_SUPPORT) {
        virConnectNumOfNWFilters(sh->conn); /* the older call's error is the one that is known */
        virsh_error(sh, "Failed to count network filters");
        return false;
    }
    if (n < 0) {
        virsh_error(sh, "Failed to list network filters");
        return false;
    }
    objects_sort((void **) filters, n, name_of);
    auto_table t = table_new("UUID", "Name", NULL);
    for (int i = 0; i < n; i++)
        if (virNWFilterGetUUIDString(filters[i], uuid) == 0)
            table_row(t, uuid, virNWFilterGetName(filters[i]), NULL);
    table_print(t, sh);
    objects_free((void **) filters, n, unref);
    return true;
}

COMMAND(nwfilter_list, "nwfilter-list", "list network filters", "Returns list of network filters.");
