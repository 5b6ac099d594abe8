/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh iothreadadd: add an IOThread to the guest domain. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    struct num_int id;
    bool config, live, current;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_INT(id, "id", REQ, "iothread for the new IOThread"),
    OPT_AFFECT,
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    if (a->id.v <= 0) {
        virsh_error(sh, "Invalid IOThread id value: '%d'", a->id.v);
        return false;
    }
    return virDomainAddIOThread(a->dom, (unsigned) a->id.v, AFFECT(a)) == 0;
}

COMMAND(iothreadadd, "iothreadadd", "add an IOThread to the guest domain", "Add an IOThread to the guest domain.",
        .excl = EXCL_AFFECT);
