/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* check-controllers.c: rules of <controller> and of the machine's own controllers.  */
#include "model/domain/check.h"

static int check_model(const struct domain_def *def, const struct controller *c)
{
    switch (c->model) {
    case CMODEL_USB_QUSB1:
    case CMODEL_USB_QUSB2:
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "USB controller model type 'qusb1' or 'qusb2' is not supported in %s",
                  "qemu");
    case CMODEL_SCSI_BUSLOGIC:
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "Unsupported controller model: %s",
                  names_word(&controller_model_names, c->model));
    case CMODEL_SCSI_NCR53C90:
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "ncr53c90 SCSI controller is not a built-in for this machine");
    default:
        return 0;
    }
}

static bool is_companion(const struct controller *c)
{
    return c->type == CONTROLLER_USB && (ASIDE(c->info.more)->usb_startport.set ||
                                         (controller_is_ich9_usb(c->model) && c->model != CMODEL_USB_ICH9_EHCI1));
}

static bool has_master(const struct domain_def *def, uint32_t index)
{
    for (size_t i = 0; i < def->controllers.n; i++) {
        const struct controller *c = def->controllers.v[i];
        if (c->type == CONTROLLER_USB && c->index.v == index && !is_companion(c))
            return true;
    }
    return false;
}

static int check_one(const struct domain_def *def, size_t at, const struct domain_facts *facts)
{
    const struct controller *c = def->controllers.v[at];

    for (size_t i = 0; i < at; i++) {
        const struct controller *o = def->controllers.v[i];
        if (o->type == c->type && o->index.v == c->index.v && !is_companion(c) && !is_companion(o))
            return no(VIR_ERR_XML_ERROR, "Multiple '%s' controllers with index '%u'",
                      names_word(&controller_type_names, c->type), c->index.v);
    }
    if (is_companion(c) && !has_master(def, c->index.v))
        return no(VIR_ERR_XML_DETAIL, "No master USB controller specified");
    if (ASIDE(c->more)->iothread.set && !domain_has_iothread(def, ASIDE(c->more)->iothread.v))
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "controller iothread '%u' not defined in iothreadid",
                  ASIDE(c->more)->iothread.v);
    return facts ? check_model(def, c) : 0;
}

static int check_ide(const struct domain_def *def)
{
    for (size_t i = 0; i < def->controllers.n; i++) {
        const struct controller *c = def->controllers.v[i];
        if (c->type != CONTROLLER_IDE)
            continue;
        if (domain_is_q35(def))
            return no(
                VIR_ERR_CONFIG_UNSUPPORTED,
                "IDE controllers are unsupported for this QEMU binary or machine type: q35 has SATA; write bus='sata'");
        if (c->index.v > 0)
            return no(VIR_ERR_CONFIG_UNSUPPORTED, "Only a single IDE controller is supported for this machine type");
    }
    return 0;
}

int check_controllers(const struct domain_def *def, const struct domain_facts *facts)
{
    for (size_t i = 0; i < def->controllers.n; i++)
        if (check_one(def, i, facts) < 0)
            return -1;
    if (!facts)
        return 0;
    return check_ide(def);
}
