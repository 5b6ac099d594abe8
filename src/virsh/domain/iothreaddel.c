/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh iothreaddel: delete an IOThread from the guest domain. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    struct num_int id;
    bool config, live, current;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_INT(id, "id", REQ, "iothread_id for the IOThread to delete"),
    OPT_AFFECT,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    if (a->id.v <= 0) {
        virsh_error(sh, "Invalid IOThread id value: '%d'", a->id.v);
        return false;
    }
    return virDomainDelIOThread(a->dom, (unsigned) a->id.v, AFFECT(a)) == 0;
}

COMMAND(iothreaddel, "iothreaddel", "delete an IOThread from the guest domain",
        "Delete an IOThread from the guest domain.", .excl = EXCL_AFFECT);
