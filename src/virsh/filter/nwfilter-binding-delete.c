/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nwfilter-binding-delete: delete a network filter binding. */
#include "virsh/common/common.h"

struct args {
    virNWFilterBindingPtr binding;
};

static const struct opt opts[] = {
    OPT_BINDING(binding, "network filter binding port dev"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    return outcome(sh, virNWFilterBindingDelete(a->binding), "Network filter binding on %s deleted\n",
                   "Failed to delete network filter binding on %s", virNWFilterBindingGetPortDev(a->binding));
}

COMMAND(nwfilter_binding_delete, "nwfilter-binding-delete", "delete a network filter binding",
        "Delete a given network filter binding.");
