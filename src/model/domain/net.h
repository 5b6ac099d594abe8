/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* net.h: <interface>: network cards and what they are plugged into.  */
#pragma once

#include "model/domain/address.h"

enum nic_type {
    NIC_NONE,
    NIC_USER,
    NIC_ETHERNET,
    NIC_VHOSTUSER,
    NIC_SERVER,
    NIC_CLIENT,
    NIC_MCAST,
    NIC_UDP,
    NIC_NETWORK,
    NIC_BRIDGE,
    NIC_INTERNAL,
    NIC_DIRECT,
    NIC_HOSTDEV,
    NIC_VDPA,
    NIC_NULL,
    NIC_VDS,
    NIC_LAST
};
extern const struct names nic_type_names;
enum nic_mac_type { NIC_MAC_DEFAULT, NIC_MAC_GENERATED, NIC_MAC_STATIC };
enum nic_link { NIC_LINK_DEFAULT, NIC_LINK_UP, NIC_LINK_DOWN };
enum nic_driver {
    NIC_DRIVER_DEFAULT,
    NIC_DRIVER_QEMU,
    NIC_DRIVER_VHOST,
    NIC_DRIVER_KVM,
    NIC_DRIVER_VFIO,
    NIC_DRIVER_XEN
};
enum nic_txmode { NIC_TXMODE_DEFAULT, NIC_TXMODE_IOTHREAD, NIC_TXMODE_TIMER };
enum nic_direct_mode {
    NIC_DIRECT_DEFAULT,
    NIC_DIRECT_VEPA,
    NIC_DIRECT_PRIVATE,
    NIC_DIRECT_BRIDGE,
    NIC_DIRECT_PASSTHROUGH
};
enum nic_backend { NIC_BACKEND_DEFAULT, NIC_BACKEND_PASST };
enum nic_mac_table { NIC_MAC_TABLE_DEFAULT, NIC_MAC_TABLE_KERNEL, NIC_MAC_TABLE_LIBVIRT };
enum nic_teaming { NIC_TEAMING_NONE, NIC_TEAMING_PERSISTENT, NIC_TEAMING_TRANSIENT };
enum vlan_native { VLAN_NATIVE_DEFAULT, VLAN_NATIVE_TAGGED, VLAN_NATIVE_UNTAGGED };
enum virtualport_type { VPORT_NONE, VPORT_8021QBG, VPORT_8021QBH, VPORT_OPENVSWITCH, VPORT_MIDONET };
extern const struct names nic_mac_type_names, nic_link_names, nic_driver_names, nic_txmode_names, nic_direct_mode_names,
    nic_backend_names, nic_mac_table_names, nic_teaming_names, vlan_native_names, virtualport_type_names;

struct virtualport {
    unsigned type; /* enum virtualport_type; none: chosen by the network */
    struct opt_u32 managerid, typeid, typeidversion;
    uint8_t instanceid[16], interfaceid[16];
    char *profileid;
};
struct vlan_tag {
    uint32_t id;
    unsigned native; /* enum vlan_native */
};
struct vlan {
    unsigned trunk; /* TRI */
    REC_LIST(struct vlan_tag) tags;
};
struct bandwidth_rate {
    uint64_t average, peak, floor, burst; /* kilobytes per second, kilobytes; 0: unset */
};
struct bandwidth {
    struct opt_u32 class_id;
    struct bandwidth_rate in, out;
};
struct ip_config {
    unsigned family; /* 0, 1 ipv4, 2 ipv6 */
    char *address, *peer;
    struct opt_u32 prefix;
};
struct ip_route {
    unsigned family;
    char *address, *netmask, *gateway;
    struct opt_u32 prefix, metric;
};
extern const struct names ip_family_names;
struct filter_param {
    char *name, *value;
};
struct filterref {
    char *filter;
    REC_LIST(struct filter_param) params;
};
struct port_range {
    struct opt_u32 start, end, to;
    unsigned exclude; /* TRI */
};
struct port_forward {
    unsigned proto; /* 1 tcp, 2 udp */
    char *address, *dev;
    REC_LIST(struct port_range) ranges;
};
extern const struct names port_proto_names;
extern const struct rec virtualport_rec, vlan_rec, bandwidth_rec, ip_config_rec, ip_route_rec, filterref_rec,
    port_forward_rec;

/* <source>: which members hold depends on the type of the card.  */
struct nic_source_more {
    char *name;                    /* internal */
    char *address, *local_address; /* server, client, mcast, udp */
    struct opt_u32 port, local_port;
    char *path;                    /* vhostuser: socket */
    char *vhost_type, *vhost_mode; /* vhostuser: "unix"; "server" or "client" */
    unsigned reconnect;            /* TRI */
    struct opt_u32 reconnect_timeout;
    REC_LIST(struct ip_config) ips; /* ethernet: the host's side */
    REC_LIST(struct ip_route) routes;
    struct device_address host; /* hostdev */
    struct opt_u32 usb_vendor, usb_product, usb_bus, usb_device;
    char *switchid, *portgroupid; /* vds */
    struct opt_i64 vds_portid, connectionid;
};
struct nic_source {
    char *network, *portgroup, *bridge; /* network, bridge */
    uint8_t portid[16];                 /* live */
    unsigned mac_table;                 /* live; enum nic_mac_table */
    unsigned mode;                      /* direct: enum nic_direct_mode */
    char *dev;                          /* direct, user, vdpa */
    struct nic_source_more *more;       /* kept aside */
};

struct nic_host_offload { /* all TRI on/off */
    unsigned csum, gso, tso4, tso6, ecn, ufo, mrg_rxbuf;
};
struct nic_guest_offload {
    unsigned csum, tso4, tso6, ecn, ufo;
};

struct nic_more {
    unsigned port_isolated; /* TRI */
    char *backenddomain;
    char *script, *downscript;
    REC_LIST(struct ip_config) ips; /* what the guest gets */
    REC_LIST(struct ip_route) routes;
    REC_LIST(struct port_forward) forwards;
    unsigned target_managed; /* TRI */
    char *guest_dev, *guest_actual;
    /* <driver> */
    unsigned txmode, ioeventfd, event_idx;
    struct opt_u32 rx_queue_size, tx_queue_size;
    unsigned rss, rss_hash_report;
    struct virtio_options virtio;
    struct nic_host_offload host;
    struct nic_guest_offload guest;
    /* <backend> */
    unsigned backend; /* enum nic_backend */
    char *tap, *vhost, *log_file;
    struct opt_u32 sndbuf;
    struct opt_u32 coalesce_rx_max;
    unsigned teaming; /* enum nic_teaming */
    char *teaming_persistent;
};

struct nic {
    unsigned type;                   /* enum nic_type */
    unsigned managed;                /* TRI; hostdev */
    unsigned trust_guest_rx_filters; /* TRI */
    struct opt_mac mac;
    unsigned mac_type, mac_check;
    struct nic_source src;
    struct virtualport *virtualport;
    struct vlan *vlan;
    struct bandwidth *bandwidth;
    char *ifname;          /* target/@dev: the tap */
    char *model;           /* "virtio", "e1000", …; any word */
    unsigned driver;       /* <driver>: enum nic_driver */
    struct opt_u32 queues; /* <driver> */
    struct filterref *filterref;
    unsigned link; /* enum nic_link */
    struct opt_u32 mtu;
    struct nic_more *more; /* kept aside */
    struct device_info info;
};
extern const struct rec nic_rec;

/* Names that the daemon itself gives to taps; a document that has one was printed from a running guest.  */
bool nic_ifname_is_ours(const char *name);
bool nic_model_is_virtio(const char *model); /* also -transitional and -non-transitional */
