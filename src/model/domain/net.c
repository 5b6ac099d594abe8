/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* net.c: the rows of <interface>.  */
#include "model/domain/net.h"

#include <string.h>

#include "model/domain/table.h"

NAMES(nic_type_names, "interface type", [NIC_USER] = "user", [NIC_ETHERNET] = "ethernet", [NIC_VHOSTUSER] = "vhostuser",
      [NIC_SERVER] = "server", [NIC_CLIENT] = "client", [NIC_MCAST] = "mcast", [NIC_UDP] = "udp",
      [NIC_NETWORK] = "network", [NIC_BRIDGE] = "bridge", [NIC_INTERNAL] = "internal", [NIC_DIRECT] = "direct",
      [NIC_HOSTDEV] = "hostdev", [NIC_VDPA] = "vdpa", [NIC_NULL] = "null", [NIC_VDS] = "vds");
NAMES(nic_mac_type_names, "mac address type", [NIC_MAC_GENERATED] = "generated", [NIC_MAC_STATIC] = "static");
NAMES(nic_link_names, "interface link state", [NIC_LINK_UP] = "up", [NIC_LINK_DOWN] = "down");
NAMES(nic_driver_names, "interface driver", [NIC_DRIVER_QEMU] = "qemu", [NIC_DRIVER_VHOST] = "vhost",
      [NIC_DRIVER_KVM] = "kvm", [NIC_DRIVER_VFIO] = "vfio", [NIC_DRIVER_XEN] = "xen");
NAMES(nic_txmode_names, "interface txmode", [NIC_TXMODE_IOTHREAD] = "iothread", [NIC_TXMODE_TIMER] = "timer");
NAMES(nic_direct_mode_names, "mode", [NIC_DIRECT_VEPA] = "vepa", [NIC_DIRECT_PRIVATE] = "private",
      [NIC_DIRECT_BRIDGE] = "bridge", [NIC_DIRECT_PASSTHROUGH] = "passthrough");
NAMES(nic_backend_names, "interface backend", [NIC_BACKEND_PASST] = "passt");
NAMES(nic_mac_table_names, "macTableManager", [NIC_MAC_TABLE_KERNEL] = "kernel", [NIC_MAC_TABLE_LIBVIRT] = "libvirt");
NAMES(nic_teaming_names,
      "teaming type", [NIC_TEAMING_PERSISTENT] = "persistent", [NIC_TEAMING_TRANSIENT] = "transient");
NAMES(vlan_native_names, "nativeMode", [VLAN_NATIVE_TAGGED] = "tagged", [VLAN_NATIVE_UNTAGGED] = "untagged");
NAMES(virtualport_type_names, "virtualport type", [VPORT_8021QBG] = "802.1Qbg", [VPORT_8021QBH] = "802.1Qbh",
      [VPORT_OPENVSWITCH] = "openvswitch", [VPORT_MIDONET] = "midonet");
NAMES(ip_family_names, "address family", NULL, "ipv4", "ipv6");
NAMES(port_proto_names, "protocol", NULL, "tcp", "udp");

/* ---- parts ---- */

#define F(K, PATH, M, ...) FLD(struct virtualport, K, PATH, M, __VA_ARGS__)
static const struct fld virtualport_flds[] = {
    F(ENUM, "@type", type, NAMED(virtualport_type_names)),
    F(OPT32, "parameters/@managerid", managerid, .max = 255),
    F(OPT32, "parameters/@typeid", typeid, .max = 0xffffff),
    F(OPT32, "parameters/@typeidversion", typeidversion, .max = 255),
    F(UUID, "parameters/@instanceid", instanceid),
    F(UUID, "parameters/@interfaceid", interfaceid),
    F(STR, "parameters/@profileid", profileid),
    {0},
};
#undef F
const struct rec virtualport_rec = {"virtualport", sizeof(struct virtualport), virtualport_flds};

static const struct fld vlan_tag_flds[] = {
    FLD(struct vlan_tag, UINT, "@id", id, .flags = REQUIRED, .max = 4095),
    FLD(struct vlan_tag, ENUM, "@nativeMode", native, NAMED(vlan_native_names)),
    {0},
};
static const struct rec vlan_tag_rec = {"tag", sizeof(struct vlan_tag), vlan_tag_flds};
static const struct fld vlan_flds[] = {
    FLD(struct vlan, TRI, "@trunk", trunk, YESNO),
    FLD(struct vlan, LIST, "tag", tags, RECORD(vlan_tag_rec)),
    {0},
};
const struct rec vlan_rec = {"vlan", sizeof(struct vlan), vlan_flds};

#define F(NAME) FLD(struct bandwidth_rate, CODEC, "@" #NAME, NAME, CODEC(nz64_codec))
static const struct fld rate_flds[] = {
    F(average), F(peak), F(floor), F(burst), {0},
};
#undef F
static const struct rec rate_rec = {"inbound", sizeof(struct bandwidth_rate), rate_flds};
static const struct fld bandwidth_flds[] = {
    FLD(struct bandwidth, OPT32, "@classID", class_id),
    FLD(struct bandwidth, SUB, "inbound", in, RECORD(rate_rec)),
    FLD(struct bandwidth, SUB, "outbound", out, RECORD(rate_rec)),
    {0},
};
const struct rec bandwidth_rec = {"bandwidth", sizeof(struct bandwidth), bandwidth_flds};

#define F(K, PATH, M, ...) FLD(struct ip_config, K, PATH, M, __VA_ARGS__)
static const struct fld ip_flds[] = {
    F(STR, "@address", address, .flags = REQUIRED),
    F(ENUM, "@family", family, NAMED(ip_family_names)),
    F(OPT32, "@prefix", prefix, .max = 128),
    F(STR, "@peer", peer),
    {0},
};
#undef F
static int ip_defaults(void *obj, struct rec_in *in)
{
    struct ip_config *ip = obj;

    if (!ip->family && ip->address)
        ip->family = strchr(ip->address, ':') ? 2 : 1;
    return 0;
}
const struct rec ip_config_rec = {"ip", sizeof(struct ip_config), ip_flds, .defaults = ip_defaults};

#define F(K, PATH, M, ...) FLD(struct ip_route, K, PATH, M, __VA_ARGS__)
static const struct fld route_flds[] = {
    F(ENUM, "@family", family, NAMED(ip_family_names)),
    F(STR, "@address", address),
    F(STR, "@netmask", netmask),
    F(OPT32, "@prefix", prefix, .max = 128),
    F(STR, "@gateway", gateway, .flags = REQUIRED),
    F(OPT32, "@metric", metric, .min = 1),
    {0},
};
#undef F
const struct rec ip_route_rec = {"route", sizeof(struct ip_route), route_flds};

static const struct fld param_flds[] = {
    FLD(struct filter_param, STR, "@name", name),
    FLD(struct filter_param, STR, "@value", value),
    {0},
};
static const struct rec param_rec = {"parameter", sizeof(struct filter_param), param_flds};
static const struct fld filterref_flds[] = {
    FLD(struct filterref, STR, "@filter", filter),
    FLD(struct filterref, LIST, "parameter", params, RECORD(param_rec)),
    {0},
};
const struct rec filterref_rec = {"filterref", sizeof(struct filterref), filterref_flds};

#define F(K, PATH, M, ...) FLD(struct port_range, K, PATH, M, __VA_ARGS__)
static const struct fld range_flds[] = {
    F(OPT32, "@start", start, .max = 65535),
    F(OPT32, "@end", end, .max = 65535),
    F(OPT32, "@to", to, .max = 65535),
    F(TRI, "@exclude", exclude, YESNO),
    {0},
};
#undef F
static const struct rec range_rec = {"range", sizeof(struct port_range), range_flds};
#define F(K, PATH, M, ...) FLD(struct port_forward, K, PATH, M, __VA_ARGS__)
static const struct fld forward_flds[] = {
    F(ENUM, "@proto", proto, NAMED(port_proto_names), .flags = REQUIRED),
    F(STR, "@address", address),
    F(STR, "@dev", dev),
    F(LIST, "range", ranges, RECORD(range_rec)),
    {0},
};
#undef F
const struct rec port_forward_rec = {"portForward", sizeof(struct port_forward), forward_flds};

/* ---- sources by type ---- */

#define F(K, PATH, M, ...) FLD(struct nic_source, K, PATH, M, __VA_ARGS__)
#define M(K, PATH, M, ...) FLD_ASIDE(struct nic_source, K, PATH, more, M, __VA_ARGS__)
#define SOURCE(ident, ...) ROWS(ident, struct nic_source, "source", __VA_ARGS__)
#define PORT(flags_) M(OPT32, "@port", port, .max = 65535, .flags = flags_)
SOURCE(network, F(STR, "@network", network, .flags = REQUIRED), F(STR, "@portgroup", portgroup),
       F(UUID, "@portid", portid, .flags = LIVE), F(STR, "@bridge", bridge, .flags = LIVE),
       F(ENUM, "@macTableManager", mac_table, NAMED(nic_mac_table_names), .flags = LIVE));
SOURCE(bridge, F(STR, "@network", network, .flags = LIVE), F(STR, "@portgroup", portgroup, .flags = LIVE),
       F(UUID, "@portid", portid, .flags = LIVE), F(STR, "@bridge", bridge, .flags = REQUIRED),
       F(ENUM, "@macTableManager", mac_table, NAMED(nic_mac_table_names), .flags = LIVE));
SOURCE(ethernet, M(LIST, "ip", ips, RECORD(ip_config_rec)), M(LIST, "route", routes, RECORD(ip_route_rec)));
SOURCE(direct, F(STR, "@network", network, .flags = LIVE), F(STR, "@portgroup", portgroup, .flags = LIVE),
       F(UUID, "@portid", portid, .flags = LIVE), F(STR, "@dev", dev, .flags = REQUIRED),
       F(ENUM, "@mode", mode, NAMED(nic_direct_mode_names)));
SOURCE(dev, F(STR, "@dev", dev));
SOURCE(internal, M(STR, "@name", name, .flags = REQUIRED));
SOURCE(sock, M(STR, "@address", address), PORT(REQUIRED), M(STR, "local/@address", local_address),
       M(OPT32, "local/@port", local_port, .max = 65535));
SOURCE(vhostuser, M(STR, "@type", vhost_type, .flags = REQUIRED), M(STR, "@path", path, .flags = REQUIRED),
       M(STR, "@mode", vhost_mode, .flags = REQUIRED), M(TRI, "reconnect/@enabled", reconnect, YESNO),
       M(OPT32, "reconnect/@timeout", reconnect_timeout));
SOURCE(hostdev_src, M(SUB, "address", host, RECORD(device_address_rec)),
       M(HEX, "vendor/@id", usb_vendor, .of.width = 4), M(HEX, "product/@id", usb_product, .of.width = 4),
       M(OPT32, "@bus", usb_bus), M(OPT32, "@device", usb_device));
SOURCE(vds, M(STR, "@switchid", switchid), M(OPTI64, "@portid", vds_portid), M(STR, "@portgroupid", portgroupid),
       M(OPTI64, "@connectionid", connectionid));
#undef F
#undef M

static const struct arm source_arms[] = {
    {NIC_USER, &dev_rec},          {NIC_ETHERNET, &ethernet_rec}, {NIC_VHOSTUSER, &vhostuser_rec},
    {NIC_SERVER, &sock_rec},       {NIC_CLIENT, &sock_rec},       {NIC_MCAST, &sock_rec},
    {NIC_UDP, &sock_rec},          {NIC_NETWORK, &network_rec},   {NIC_BRIDGE, &bridge_rec},
    {NIC_INTERNAL, &internal_rec}, {NIC_DIRECT, &direct_rec},     {NIC_HOSTDEV, &hostdev_src_rec},
    {NIC_VDPA, &dev_rec},          {NIC_VDS, &vds_rec},           {0},
};

/* ---- the card ---- */

#define F(NAME) FLD(struct nic_host_offload, TRI, "@" #NAME, NAME, ONOFF, .flags = GUEST_ABI)
static const struct fld host_flds[] = {
    F(csum), F(gso), F(tso4), F(tso6), F(ecn), F(ufo), F(mrg_rxbuf), {0},
};
#undef F
static const struct rec host_rec = {"host", sizeof(struct nic_host_offload), host_flds};
#define F(NAME) FLD(struct nic_guest_offload, TRI, "@" #NAME, NAME, ONOFF, .flags = GUEST_ABI)
static const struct fld guest_flds[] = {
    F(csum), F(tso4), F(tso6), F(ecn), F(ufo), {0},
};
#undef F
static const struct rec guest_rec = {"guest", sizeof(struct nic_guest_offload), guest_flds};

/* <driver name=…> of a host device stands before its <source>, that of the others with their other driver options.  */
struct driver_name {
    unsigned name;
};
ROWS(driver_name, struct driver_name, "driver",
     FLD(struct driver_name, ENUM, "driver/@name", name, NAMED(nic_driver_names)));
static const struct arm early_driver_arms[] = {{NIC_HOSTDEV, &driver_name_rec}, {0}};
static const struct arm late_driver_arms[] = {
    {NIC_USER, &driver_name_rec},     {NIC_ETHERNET, &driver_name_rec}, {NIC_VHOSTUSER, &driver_name_rec},
    {NIC_SERVER, &driver_name_rec},   {NIC_CLIENT, &driver_name_rec},   {NIC_MCAST, &driver_name_rec},
    {NIC_UDP, &driver_name_rec},      {NIC_NETWORK, &driver_name_rec},  {NIC_BRIDGE, &driver_name_rec},
    {NIC_INTERNAL, &driver_name_rec}, {NIC_DIRECT, &driver_name_rec},   {NIC_VDPA, &driver_name_rec},
    {NIC_NULL, &driver_name_rec},     {NIC_VDS, &driver_name_rec},      {0},
};

#define F(K, PATH, M, ...) FLD(struct nic, K, PATH, M, __VA_ARGS__)
#define M(K, PATH, M, ...) FLD_ASIDE(struct nic, K, PATH, more, M, __VA_ARGS__)
static const struct fld nic_flds[] = {
    F(ENUM, "@type", type, NAMED(nic_type_names), .flags = REQUIRED | MUTABLE, .doc = "what it is plugged into"),
    F(TRI, "@managed", managed, YESNO),
    F(TRI, "@trustGuestRxFilters", trust_guest_rx_filters, YESNO),
    F(MAC, "mac/@address", mac, .flags = GUEST_ABI),
    F(ENUM, "mac/@type", mac_type, NAMED(nic_mac_type_names)),
    F(TRI, "mac/@check", mac_check, YESNO),
    F(UNION, ".", driver, ARMS(early_driver_arms, struct nic, type)),
    F(UNION, "source", src, ARMS(source_arms, struct nic, type), .flags = MUTABLE),
    F(PTR, "vlan", vlan, RECORD(vlan_rec), .flags = MUTABLE),
    F(PTR, "virtualport", virtualport, RECORD(virtualport_rec), .flags = MUTABLE),
    F(PTR, "bandwidth", bandwidth, RECORD(bandwidth_rec), .flags = MUTABLE),
    M(TRI, "port/@isolated", port_isolated, YESNO),
    M(STR, "backenddomain/@name", backenddomain),
    M(LIST, "ip", ips, RECORD(ip_config_rec)),
    M(LIST, "route", routes, RECORD(ip_route_rec)),
    M(LIST, "portForward", forwards, RECORD(port_forward_rec)),
    M(STR, "script/@path", script),
    M(STR, "downscript/@path", downscript),
    F(STR, "target/@dev", ifname),
    M(TRI, "target/@managed", target_managed, YESNO),
    M(STR, "guest/@dev", guest_dev),
    M(STR, "guest/@actual", guest_actual, .flags = LIVE),
    F(STR, "model/@type", model, .flags = GUEST_ABI),
    F(UNION, ".", driver, ARMS(late_driver_arms, struct nic, type)),
    M(ENUM, "driver/@txmode", txmode, NAMED(nic_txmode_names)),
    M(TRI, "driver/@ioeventfd", ioeventfd, ONOFF),
    M(TRI, "driver/@event_idx", event_idx, ONOFF, .flags = GUEST_ABI),
    F(OPT32, "driver/@queues", queues, .flags = GUEST_ABI),
    M(OPT32, "driver/@rx_queue_size", rx_queue_size, .flags = GUEST_ABI),
    M(OPT32, "driver/@tx_queue_size", tx_queue_size, .flags = GUEST_ABI),
    M(TRI, "driver/@rss", rss, ONOFF, .flags = GUEST_ABI),
    M(TRI, "driver/@rss_hash_report", rss_hash_report, ONOFF, .flags = GUEST_ABI),
    M(SUB, "driver", virtio, RECORD(virtio_options_rec)),
    M(SUB, "driver/host", host, RECORD(host_rec)),
    M(SUB, "driver/guest", guest, RECORD(guest_rec)),
    M(ENUM, "backend/@type", backend, NAMED(nic_backend_names)),
    M(STR, "backend/@tap", tap),
    M(STR, "backend/@vhost", vhost),
    M(STR, "backend/@logFile", log_file),
    F(PTR, "filterref", filterref, RECORD(filterref_rec), .flags = MUTABLE),
    M(OPT32, "tune/sndbuf", sndbuf),
    F(ENUM, "link/@state", link, NAMED(nic_link_names), .flags = SAYS_UNSUPPORTED | MUTABLE),
    F(OPT32, "mtu/@size", mtu, .flags = GUEST_ABI),
    M(OPT32, "coalesce/rx/frames/@max", coalesce_rx_max),
    M(ENUM, "teaming/@type", teaming, NAMED(nic_teaming_names)),
    M(STR, "teaming/@persistent", teaming_persistent),
    F(SUB, ".", info, RECORD(device_info_rec)),
    {0},
};
#undef F
#undef M
const struct rec nic_rec = {"interface", sizeof(struct nic), nic_flds};

bool nic_model_is_virtio(const char *model)
{
    return model && (strcmp(model, "virtio") == 0 || strcmp(model, "virtio-transitional") == 0 ||
                     strcmp(model, "virtio-non-transitional") == 0);
}

bool nic_ifname_is_ours(const char *name)
{
    static const char *const prefixes[] = {"vnet", "macvtap", "macvlan"};

    for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++) {
        size_t n = strlen(prefixes[i]);
        if (strncmp(name, prefixes[i], n) == 0 && name[n] && strspn(name + n, "0123456789") == strlen(name + n))
            return true;
    }
    return false;
}
