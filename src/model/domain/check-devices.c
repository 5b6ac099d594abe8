/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* check-devices.c: rules of the other devices.  */
#include "model/domain/check.h"

#include <arpa/inet.h>
#include <string.h>

/* ---- character devices ---- */

static int check_source(const struct chardev_source *s)
{
    bool needs_path = s->type == CHARDEV_DEV || s->type == CHARDEV_FILE || s->type == CHARDEV_PIPE;

    if (needs_path && !s->path)
        return no(VIR_ERR_INTERNAL_ERROR, "Missing source path attribute for char device");
    if (s->type == CHARDEV_TCP && !s->host)
        return no(VIR_ERR_INTERNAL_ERROR, "Missing source host attribute for char device");
    if (s->type == CHARDEV_TCP && !s->service)
        return no(VIR_ERR_INTERNAL_ERROR, "Missing source service attribute for char device");
    if (s->type == CHARDEV_NMDM && (!s->master || !s->slave))
        return no(VIR_ERR_XML_ERROR, "Missing %s path attribute for nmdm device", s->master ? "slave" : "master");
    if (s->type == CHARDEV_SPICEPORT && !s->channel)
        return no(VIR_ERR_XML_ERROR, "Missing source channel attribute for char device");
    return 0;
}

static int check_channel(const struct domain_def *def, size_t at)
{
    const struct chardev *c = def->channels.v[at];
    const struct device_address *a = &c->info.address;
    unsigned char ip[16];

    if (!c->target)
        return no(VIR_ERR_XML_ERROR, "target type must be specified for channel device");
    if (c->target == CHANNEL_TARGET_GUESTFWD && (!c->address || !c->port.set))
        return no(VIR_ERR_XML_ERROR, "guestfwd channel does not define a target %s", c->address ? "port" : "address");
    if (c->target == CHANNEL_TARGET_GUESTFWD && inet_pton(AF_INET, c->address, ip) != 1 &&
        inet_pton(AF_INET6, c->address, ip) != 1)
        return no(VIR_ERR_SYSTEM_ERROR, "Cannot parse socket address '%s': not an IP address", c->address);
    if (c->src.type == CHARDEV_SPICEVMC && c->target != CHANNEL_TARGET_VIRTIO)
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "spicevmc device type only supports virtio");
    for (size_t i = 0; i < at; i++) {
        const struct device_address *b = &def->channels.v[i]->info.address;
        if (a->type == ADDRESS_VIRTIO_SERIAL && b->type == ADDRESS_VIRTIO_SERIAL && a->vserial.port &&
            a->vserial.controller == b->vserial.controller && a->vserial.port == b->vserial.port)
            return no(VIR_ERR_XML_ERROR, "virtio serial port %u on controller %u is already occupied", a->vserial.port,
                      a->vserial.controller);
    }
    return 0;
}

int check_chardevs(const struct domain_def *def, const struct domain_facts *facts)
{
    const struct rec_list *lists[] = {
        (const struct rec_list *) &def->serials, (const struct rec_list *) &def->parallels,
        (const struct rec_list *) &def->consoles, (const struct rec_list *) &def->channels};

    for (size_t k = 0; k < G_N_ELEMENTS(lists); k++)
        for (size_t i = 0; i < lists[k]->n; i++) {
            const struct chardev *c = lists[k]->v[i];
            if (check_source(&c->src) < 0)
                return -1;
            if (lists[k] != (const struct rec_list *) &def->channels && c->src.type == CHARDEV_SPICEVMC)
                return no(VIR_ERR_CONFIG_UNSUPPORTED, "spicevmc device type only supports virtio");
        }
    for (size_t i = 0; i < def->channels.n; i++)
        if (check_channel(def, i) < 0)
            return -1;
    for (size_t i = 0; facts && domain_is_x86(def) && i < def->consoles.n; i++)
        if (def->consoles.v[i]->target == CONSOLE_TARGET_SCLP || def->consoles.v[i]->target == CONSOLE_TARGET_SCLPLM)
            return no(VIR_ERR_CONFIG_UNSUPPORTED, "sclpconsole is not supported in this QEMU binary");
    return 0;
}

/* ---- video ---- */

static int check_videos(const struct domain_def *def, bool qemu)
{
    for (size_t i = 0; i < def->videos.n; i++) {
        const struct video *v = def->videos.v[i];
        if (v->type == VIDEO_NONE && def->videos.n > 1)
            return no(VIR_ERR_CONFIG_UNSUPPORTED,
                      "a 'none' video type must be the only video device defined for the domain");
        if (i > 0 && v->primary == TRI_YES)
            return no(VIR_ERR_CONFIG_UNSUPPORTED, "Only one primary video device is supported");
        if (!qemu)
            continue;
        if (v->type == VIDEO_XEN || v->type == VIDEO_VBOX || v->type == VIDEO_GOP || v->type == VIDEO_PARALLELS)
            return no(VIR_ERR_CONFIG_UNSUPPORTED, "domain configuration does not support video model '%s'",
                      names_word(&video_type_names, v->type));
        if (i > 0 && v->type != VIDEO_QXL && v->type != VIDEO_VIRTIO)
            return no(VIR_ERR_CONFIG_UNSUPPORTED, "video type '%s' is only valid as primary video device",
                      names_word(&video_type_names, v->type));
    }
    return 0;
}

/* ---- network cards ---- */

static int check_nics(const struct domain_def *def, bool qemu)
{
    static const char ok[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

    for (size_t i = 0; i < def->nics.n; i++) {
        const struct nic *n = def->nics.v[i];
        if (n->mac.v[0] & 1)
            return no(VIR_ERR_XML_ERROR,
                      "expected unicast mac address, found multicast '%02x:%02x:%02x:%02x:%02x:%02x'", n->mac.v[0],
                      n->mac.v[1], n->mac.v[2], n->mac.v[3], n->mac.v[4], n->mac.v[5]);
        if (n->model && strspn(n->model, ok) != strlen(n->model))
            return no(VIR_ERR_INVALID_ARG, "Model name contains invalid characters");
        if (qemu && (ASIDE(n->more)->routes.n > 0 || (ASIDE(n->more)->ips.n > 0 && n->type != NIC_USER)))
            return no(VIR_ERR_CONFIG_UNSUPPORTED, "Invalid attempt to set network interface guest-side IP route and/or "
                                                  "address info, not supported by QEMU");
        if ((n->type == NIC_BRIDGE && !n->src.bridge) || (n->type == NIC_NETWORK && !n->src.network))
            return no(VIR_ERR_XML_ERROR, "interface type='%s' requires a 'source' element: add <source %s='...'/>",
                      names_word(&nic_type_names, n->type), names_word(&nic_type_names, n->type));
    }
    return 0;
}

/* ---- the rest ---- */

static int check_inputs(const struct domain_def *def, bool qemu)
{
    bool usb_off = false;

    for (size_t i = 0; i < def->controllers.n; i++)
        usb_off |= def->controllers.v[i]->model == CMODEL_USB_NONE;
    for (size_t i = 0; i < def->inputs.n; i++) {
        const struct input *in = def->inputs.v[i];
        if (in->bus == INPUT_BUS_PS2 && in->type == INPUT_TABLET)
            return no(VIR_ERR_INTERNAL_ERROR, "ps2 bus does not support %s input device", "tablet");
        if (in->bus == INPUT_BUS_USB && usb_off)
            return no(VIR_ERR_CONFIG_UNSUPPORTED, "Can't add USB input device. USB bus is disabled");
        if (qemu && in->model && in->model != VIRTIO_MODEL_VIRTIO && in->type != INPUT_PASSTHROUGH)
            return no(VIR_ERR_CONFIG_UNSUPPORTED,
                      "virtio (non-)transitional models are not supported for input type=%s",
                      names_word(&input_type_names, in->type));
    }
    return 0;
}

static int check_panics(const struct domain_def *def, bool qemu)
{
    for (size_t i = 0; i < def->panics.n; i++) {
        for (size_t k = 0; k < i; k++)
            if (def->panics.v[k]->model == def->panics.v[i]->model)
                return no(VIR_ERR_XML_ERROR, "Multiple panic devices with model '%s'",
                          names_word(&panic_model_names, def->panics.v[i]->model));
        if (qemu && def->panics.v[i]->model == PANIC_HYPERV && def->type != VIRT_KVM)
            return no(VIR_ERR_CONFIG_UNSUPPORTED, "unsupported HyperV Enlightenment feature: crash");
    }
    return 0;
}

int check_devices(const struct domain_def *def, const struct domain_facts *facts)
{
    bool qemu = fill_for_qemu(def, facts);

    if (check_videos(def, qemu) < 0 || check_nics(def, qemu) < 0 || check_inputs(def, qemu) < 0 ||
        check_panics(def, qemu) < 0)
        return -1;
    if (def->vsock && def->vsock->cid.set && def->vsock->cid.v < 3)
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "guest CIDs must be >= 3");
    for (size_t i = 0; i < def->shmems.n; i++)
        if (def->shmems.v[i]->model == SHMEM_IVSHMEM_DOORBELL && def->shmems.v[i]->size)
            return no(VIR_ERR_CONFIG_UNSUPPORTED, "shmem model 'ivshmem-doorbell' does not support size setting");
    for (size_t i = 0; i < def->hostdevs.n; i++)
        if (def->hostdevs.v[i]->sgio == DISK_SGIO_UNFILTERED)
            return no(VIR_ERR_CONFIG_UNSUPPORTED, "unfiltered sgio is no longer supported");
    if (qemu && def->iommu && domain_is_x86(def) && !domain_is_q35(def))
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "IOMMU device: '%s' is only supported with Q35%s machines",
                  names_word(&iommu_model_names, def->iommu->model),
                  def->iommu->model == IOMMU_VIRTIO ? " and ARM Virt" : "");
    if (qemu && def->smartcards.n > 1)
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "this QEMU binary lacks multiple smartcard support");
    if (qemu && domain_is_x86(def) && def->watchdog && def->watchdog->model == WATCHDOG_DIAG288)
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "diag288 model of watchdog is allowed for s390 and s390x only");
    return 0;
}
