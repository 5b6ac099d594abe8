/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh qemu-attach: QEMU Attach. */
#include <libvirt/libvirt-qemu.h>

#include "virsh/common/common.h"

struct args {
    struct num_uint pid;
};

static const struct opt opts[] = {
    OPT_UINT(pid, "pid", REQ | TEXT, "pid"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    virDomainPtr dom = virDomainQemuAttach(sh->conn, a->pid.v, 0);

    if (!dom) {
        virsh_error(sh, "Failed to attach to pid %u", a->pid.v);
        return false;
    }
    virsh_extra(sh, "Domain '%s' attached to pid %u\n", virDomainGetName(dom), a->pid.v);
    virDomainFree(dom);
    return true;
}

COMMAND(qemu_attach, "qemu-attach", "QEMU Attach", "QEMU Attach");
