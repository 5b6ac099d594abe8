/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* check-machine.c: what QEMU's machines can and cannot do.  */
#include "model/domain/check.h"

#include <string.h>

static int check_type(const struct domain_def *def, const struct domain_facts *facts)
{
    if (!fill_for_qemu(def, facts) || (def->type == VIRT_KVM && !facts->have_kvm))
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "Emulator '%s' does not support virt type '%s'%s",
                  def->emulator ? def->emulator : facts->emulator, names_word(&virt_type_names, def->type),
                  def->type == VIRT_KVM ? ": this host has no usable /dev/kvm; <domain type='qemu'> is emulated" : "");
    if (def->bootloader)
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "bootloader is not supported by QEMU");
    if (def->os.type != OS_HVM)
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "Emulator '%s' does not support os type '%s'", def->emulator,
                  names_word(&os_type_names, def->os.type));
    return 0;
}

static int check_features(const struct domain_def *def)
{
    const struct features *f = &def->features;
    const char *bad = f->gic          ? "gic"
                      : f->hpt        ? "hpt"
                      : f->htm        ? "htm"
                      : f->nested_hv  ? "nested-hv"
                      : f->ccf_assist ? "ccf-assist"
                      : f->cfpc       ? "cfpc"
                      : f->sbbc       ? "sbbc"
                      : f->ibs        ? "ibs"
                                      : NULL;

    if (bad && domain_is_x86(def))
        return no(VIR_ERR_CONFIG_UNSUPPORTED,
                  "The '%s' feature is not supported for architecture '%s' or machine type '%s'", bad, def->os.arch,
                  def->os.machine);
    if (f->hyperv && f->hyperv->spinlocks.retries.set && f->hyperv->spinlocks.retries.v < 4095)
        return no(VIR_ERR_XML_ERROR, "HyperV spinlock retry count must be at least 4095");
    return 0;
}

static int check_actions(const struct domain_def *def)
{
    if (def->on_poweroff == ACTION_PRESERVE || def->on_reboot == ACTION_PRESERVE)
        return no(VIR_ERR_CONFIG_UNSUPPORTED,
                  "qemu driver doesn't support the 'preserve' action for 'on_reboot'/'on_poweroff'");
    if (def->on_poweroff == ACTION_RENAME_RESTART || def->on_reboot == ACTION_RENAME_RESTART ||
        def->on_crash == ACTION_RENAME_RESTART)
        return no(VIR_ERR_CONFIG_UNSUPPORTED,
                  "qemu driver doesn't support the 'rename-restart' action for 'on_reboot'/'on_poweroff'/'on_crash'");
    return 0;
}

int check_machine(const struct domain_def *def, const struct domain_facts *facts)
{
    unsigned limit = domain_is_q35(def) ? 288 : 255;

    if (!facts)
        return 0;
    if (check_type(def, facts) < 0 || check_features(def) < 0 || check_actions(def) < 0)
        return -1;
    if (domain_is_x86(def) && def->vcpus_max > limit)
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "Maximum CPUs greater than specified machine type limit %u", limit);
    if (def->max_memory && (!def->cpu || def->cpu->cells.n == 0))
        return no(VIR_ERR_CONFIG_UNSUPPORTED,
                  "At least one numa node has to be configured when enabling memory hotplug");
    return 0;
}
