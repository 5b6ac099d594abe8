/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domcapabilities: domain capabilities. */
#include "virsh/common/common.h"

struct args {
    const char *virttype, *emulatorbin, *arch, *machine;
};

static const struct opt opts[] = {
    OPT_STR(virttype, "virttype", 0, "virtualization type (/domain/@type)", .complete = "kvm,qemu,test,lxc"),
    OPT_STR(emulatorbin, "emulatorbin", 0, "path to emulator binary (/domain/devices/emulator)"),
    OPT_STR(arch, "arch", 0, "domain architecture (/domain/os/type/@arch)"),
    OPT_STR(machine, "machine", 0, "machine type (/domain/os/type/@machine)"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    char *xml = virConnectGetDomainCapabilities(sh->conn, a->emulatorbin, a->arch, a->machine, a->virttype, 0);

    if (!xml) {
        virsh_error(sh, "failed to get emulator capabilities");
        return false;
    }
    virsh_print(sh, "%s\n", xml);
    free(xml);
    return true;
}

COMMAND(domcapabilities, "domcapabilities", "domain capabilities",
        "Returns capabilities of emulator with respect to host and libvirt.");
