/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hostdev.c: the rows of <hostdev> and <lease>.  */
#include "model/domain/hostdev.h"

#include "model/domain/disk.h"
#include "base/err.h"
#include "model/domain/table.h"

NAMES(hostdev_mode_names, "hostdev mode", "subsystem", [HOSTDEV_CAPABILITIES] = "capabilities");
NAMES(hostdev_type_names, "host device type", [HOSTDEV_USB] = "usb", [HOSTDEV_PCI] = "pci", [HOSTDEV_SCSI] = "scsi",
      [HOSTDEV_SCSI_HOST] = "scsi_host", [HOSTDEV_MDEV] = "mdev", [HOSTDEV_STORAGE] = "storage",
      [HOSTDEV_MISC] = "misc", [HOSTDEV_NET] = "net");
NAMES(hostdev_model_names,
      "hostdev model", [HOSTDEV_VIRTIO] = "virtio", [HOSTDEV_VIRTIO_TRANSITIONAL] = "virtio-transitional",
      [HOSTDEV_VIRTIO_NON_TRANSITIONAL] = "virtio-non-transitional", [HOSTDEV_VFIO_PCI] = "vfio-pci",
      [HOSTDEV_VFIO_CCW] = "vfio-ccw", [HOSTDEV_VFIO_AP] = "vfio-ap");
NAMES(hostdev_reset_names, "guestReset", [HOSTDEV_RESET_OFF] = "off", [HOSTDEV_RESET_UNINITIALIZED] = "uninitialized",
      [HOSTDEV_RESET_ON] = "on");

/* ---- <source> by type ---- */

#define F(K, PATH, M, ...) FLD(struct hostdev_source, K, PATH, M, __VA_ARGS__)
#define SOURCE(ident, ...) ROWS(ident, struct hostdev_source, "source", __VA_ARGS__)
SOURCE(usb, F(ENUM, "@startupPolicy", startup_policy, NAMED(startup_policy_names)),
       F(ENUM, "@guestReset", guest_reset, NAMED(hostdev_reset_names)), F(HEX, "vendor/@id", vendor, .of.width = 4),
       F(HEX, "product/@id", product, .of.width = 4), F(OPT32, "address/@bus", bus),
       F(OPT32, "address/@device", device));
SOURCE(pci, F(TRI, "@writeFiltering", write_filtering, YESNO),
       F(SUB, "address", pci, RECORD(pci_address_rec), .flags = ALWAYS));
SOURCE(scsi, F(STR, "@protocol", protocol), F(STR, "@name", name), F(LIST, "host", hosts, RECORD(source_host_rec)),
       F(PTR, "auth", auth, RECORD(storage_auth_rec)), F(STR, "initiator/iqn/@name", initiator_iqn),
       F(STR, "adapter/@name", adapter), F(OPT32, "address/@bus", scsi_bus), F(OPT32, "address/@target", scsi_target),
       F(OPT64, "address/@unit", scsi_unit));
SOURCE(scsi_host, F(STR, "@protocol", protocol), F(STR, "@wwpn", wwpn));
SOURCE(mdev, F(UUID, "address/@uuid", uuid));
SOURCE(storage, F(STR, "block", path));
SOURCE(misc, F(STR, "char", path));
SOURCE(net, F(STR, "interface", path));
#undef F
static const struct arm source_arms[] = {
    {HOSTDEV_USB, &usb_rec},
    {HOSTDEV_PCI, &pci_rec},
    {HOSTDEV_SCSI, &scsi_rec},
    {HOSTDEV_SCSI_HOST, &scsi_host_rec},
    {HOSTDEV_MDEV, &mdev_rec},
    {HOSTDEV_STORAGE, &storage_rec},
    {HOSTDEV_MISC, &misc_rec},
    {HOSTDEV_NET, &net_rec},
    {0},
};

#define F(K, PATH, M, ...) FLD(struct hostdev, K, PATH, M, __VA_ARGS__)
static const struct fld hostdev_flds[] = {
    F(ENUM, "@mode", mode, NAMED(hostdev_mode_names)),
    F(ENUM, "@type", type, NAMED(hostdev_type_names), .flags = REQUIRED | GUEST_ABI),
    F(TRI, "@managed", managed, YESNO),
    F(ENUM, "@sgio", sgio, NAMED(disk_sgio_names)),
    F(TRI, "@rawio", rawio, YESNO),
    F(ENUM, "@model", model, NAMED(hostdev_model_names), .flags = GUEST_ABI),
    F(TRI, "@display", display, ONOFF),
    F(TRI, "@ramfb", ramfb, ONOFF),
    F(ENUM, "teaming/@type", teaming, NAMED(nic_teaming_names)),
    F(STR, "teaming/@persistent", teaming_persistent),
    F(ENUM, "driver/@name", driver, NAMED(nic_driver_names)),
    F(UNION, "source", src, ARMS(source_arms, struct hostdev, type)),
    F(LIST, "ip", ips, RECORD(ip_config_rec)),
    F(LIST, "route", routes, RECORD(ip_route_rec)),
    F(FLAG, "readonly", readonly),
    F(FLAG, "shareable", shareable),
    F(SUB, ".", info, RECORD(device_info_rec)),
    {0},
};
#undef F
static int hostdev_defaults(void *obj, struct rec_in *in)
{
    struct hostdev *h = obj;

    if (h->mode == HOSTDEV_SUBSYSTEM && !h->managed &&
        (h->type == HOSTDEV_USB || h->type == HOSTDEV_PCI || h->type == HOSTDEV_SCSI || h->type == HOSTDEV_MDEV ||
         h->type == HOSTDEV_SCSI_HOST))
        h->managed = TRI_NO;
    return 0;
}
const struct rec hostdev_rec = {"hostdev", sizeof(struct hostdev), hostdev_flds, .defaults = hostdev_defaults};

#define F(K, PATH, M, ...) FLD(struct lease, K, PATH, M, __VA_ARGS__)
static const struct fld lease_flds[] = {
    F(STR, "lockspace", lockspace),
    F(STR, "key", key, .flags = REQUIRED),
    F(STR, "target/@path", path, .flags = REQUIRED),
    F(CODEC, "target/@offset", offset, CODEC(nz64_codec)),
    {0},
};
#undef F
const struct rec lease_rec = {"lease", sizeof(struct lease), lease_flds};
