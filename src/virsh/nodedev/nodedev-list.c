/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nodedev-list: enumerate devices on this host. */
#include "virsh/common/common.h"
#include "virsh/common/listing.h"
#include "virsh/common/tree.h"

struct args {
    bool tree, inactive, all;
    const char *cap;
};

static const struct opt opts[] = {
    OPT_BOOL(tree, "tree", "list devices in a tree"),
    OPT_STR(cap, "cap", 0, "capability names, separated by comma"),
    OPT_BOOL(inactive, "inactive", "list inactive devices"),
    OPT_BOOL(all, "all", "list inactive & active devices"),
    OPT_END,
};

/* The bits of the list call have the order of these names. */
static const char *const caps[] = {"system",      "pci",        "usb_device", "usb",     "net",    "scsi_host",
                                   "scsi_target", "scsi",       "storage",    "fc_host", "vports", "scsi_generic",
                                   "drm",         "mdev_types", "mdev",       "ccw",     "css",    "vdpa",
                                   "ap_card",     "ap_queue",   "ap_matrix",  "vpd"};

static bool caps_flags(struct virsh *sh, const char *text, unsigned *flags)
{
    g_auto(GStrv) words = g_strsplit(text ? text : "", ",", -1);

    for (char **w = words; *w; w++) {
        int i = INDEX_OF(caps, *w);
        if (i < 0) {
            virsh_error(sh, "Invalid capability type");
            return false;
        }
        *flags |= 1U << i;
    }
    return true;
}

static const char *name_of(void *dev)
{
    return virNodeDeviceGetName(dev);
}

static int unref(void *dev)
{
    return virNodeDeviceFree(dev);
}

static void tree_show(struct virsh *sh, virNodeDevicePtr *devs, int n)
{
    g_autofree struct tree_row *rows = g_new0(struct tree_row, n + 1);

    for (int i = 0; i < n; i++) {
        rows[i].name = virNodeDeviceGetName(devs[i]);
        rows[i].parent = virNodeDeviceGetParent(devs[i]);
    }
    tree_print(sh, rows, n);
}

static bool flags_choose(struct virsh *sh, const struct args *a, unsigned *flags)
{
    if (a->all && a->inactive) {
        virsh_error(sh, "Option --all is incompatible with --inactive");
        return false;
    }
    if (a->tree && (a->cap || a->inactive)) {
        virsh_error(sh, "Option --tree is incompatible with --cap and --inactive");
        return false;
    }
    if (a->inactive || a->all)
        *flags |= VIR_CONNECT_LIST_NODE_DEVICES_INACTIVE;
    if (!a->inactive)
        *flags |= VIR_CONNECT_LIST_NODE_DEVICES_ACTIVE;
    return caps_flags(sh, a->cap, flags);
}

static bool run(struct virsh *sh, const struct args *a)
{
    virNodeDevicePtr *devs = NULL;
    unsigned flags = 0;

    if (!flags_choose(sh, a, &flags))
        return false;
    int n = virConnectListAllNodeDevices(sh->conn, &devs, flags);
    if (n < 0) {
        virsh_error(sh, "Failed to list node devices");
        return false;
    }
    objects_sort((void **) devs, n, name_of);
    if (a->tree)
        tree_show(sh, devs, n);
    for (int i = 0; i < n && !a->tree; i++)
        virsh_print(sh, "%s\n", virNodeDeviceGetName(devs[i]));
    objects_free((void **) devs, n, unref);
    return true;
}

COMMAND(nodedev_list, "nodedev-list", "enumerate devices on this host", "");
