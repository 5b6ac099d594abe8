/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hostdev.c: devices of the host given to the guest: PCI through VFIO, USB, mediated devices.  */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/plan/build.h"

static json_t *pci_host(struct build *b, const void *h_)
{
    const struct pci_address *a = &((const struct hostdev *) h_)->src.pci;

    return json_sprintf("%04x:%02x:%02x.%x", a->domain, a->bus, a->slot, a->function);
}

static json_t *usb_host(struct build *b, const void *h_)
{
    const struct hostdev *h = h_;

    return json_sprintf("/dev/bus/usb/%03u/%03u", h->src.bus.v, h->src.device.v);
}

static json_t *mdev_path(struct build *b, const void *h_)
{
    const uint8_t *u = ((const struct hostdev *) h_)->src.uuid;

    return json_sprintf("/sys/bus/mdev/devices/%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                        u[0], u[1], u[2], u[3], u[4], u[5], u[6], u[7], u[8], u[9], u[10], u[11], u[12], u[13], u[14],
                        u[15]);
}

static json_t *boot(struct build *b, const void *h_)
{
    const struct hostdev *h = h_;

    return ASIDE(h->info.more)->boot_order.set ? json_integer(ASIDE(h->info.more)->boot_order.v) : NULL;
}

static const struct prop tail_props[] = {
    ROWS(struct hostdev, info, id_props),
    FROM("bootindex", boot),
    ROWS(struct hostdev, info, place_props),
    PROP(struct hostdev, STR, "failover_pair_id", teaming_persistent),
    {0},
};
static const struct prop pci_props[] = {FROM("host", pci_host), {.kind = P_ROWS, .rows = tail_props}, {0}};
static const struct prop usb_props[] = {FROM("hostdevice", usb_host), {.kind = P_ROWS, .rows = tail_props}, {0}};
static const struct prop mdev_props[] = {
    FROM("sysfsdev", mdev_path),
    PROP(struct hostdev, ONOFF, "display", display),
    PROP(struct hostdev, ONOFF, "ramfb", ramfb),
    {.kind = P_ROWS, .rows = tail_props},
    {0},
};

static int plan_pci(struct build *b, const struct hostdev *h)
{
    if (h->driver != NIC_DRIVER_VFIO) {
        b->failed = true;
        err(VIR_ERR_INTERNAL_ERROR, "invalid PCI passthrough type '%s'",
            h->driver ? names_word(&nic_driver_names, h->driver) : "default");
        return -1;
    }
    return plan_device_add(b, "vfio-pci", pci_props, h) ? 0 : -1;
}

static int plan_usb(struct build *b, const struct hostdev *h)
{
    if (!h->src.bus.set || !h->src.device.set) {
        b->failed = true;
        err(VIR_ERR_INTERNAL_ERROR, "USB host device is missing bus/device information");
        return -1;
    }
    return plan_device_add(b, "usb-host", usb_props, h) ? 0 : -1;
}

int plan_hostdev(struct build *b, const struct hostdev *h)
{
    if (h->mode != HOSTDEV_SUBSYSTEM)
        return plan_refuse(b, "hostdev mode '%s' is not supported in QEMU", names_word(&hostdev_mode_names, h->mode));
    switch (h->type) {
    case HOSTDEV_PCI:
        return plan_pci(b, h);
    case HOSTDEV_USB:
        return plan_usb(b, h);
    case HOSTDEV_MDEV:
        return plan_device_add(b, "vfio-pci", mdev_props, h) ? 0 : -1;
    default:
        return plan_refuse(b, "hostdev type '%s' is not supported yet", names_word(&hostdev_type_names, h->type));
    }
}
