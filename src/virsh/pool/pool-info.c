/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh pool-info: storage pool information. */
#include "virsh/common/common.h"
#include "virsh/common/listing.h"
#include "virsh/volume/find.h"

struct args {
    virStoragePoolPtr pool;
    bool bytes;
};

static const struct opt opts[] = {
    OPT_POOL(pool, resolve_pool, "pool", REQ, "pool name or uuid"),
    OPT_BOOL(bytes, "bytes", "Return pool info in bytes"),
    OPT_END,
};

static const char *const states[] = {"inactive", "building", "running", "degraded", "inaccessible"};

static void show_amount(struct virsh *sh, const struct args *a, const char *label, unsigned long long bytes)
{
    g_autofree char *text = a->bytes ? g_strdup_printf("%llu", bytes) : volume_amount(bytes);

    virsh_print(sh, "%-15s %s\n", label, text);
}

static bool run(struct virsh *sh, const struct args *a)
{
    char uuid[VIR_UUID_STRING_BUFLEN];
    virStoragePoolInfo info;
    int autostart;

    virsh_print(sh, "%-15s %s\n", "Name:", virStoragePoolGetName(a->pool));
    if (virStoragePoolGetUUIDString(a->pool, uuid) == 0)
        virsh_print(sh, "%-15s %s\n", "UUID:", uuid);
    if (virStoragePoolGetInfo(a->pool, &info) < 0)
        return false;
    virsh_print(sh, "%-15s %s\n", "State:", NAME_OF(states, info.state));
    virsh_print(sh, "%-15s %s\n", "Persistent:", yes_no(virStoragePoolIsPersistent(a->pool)));
    if (virStoragePoolGetAutostart(a->pool, &autostart) < 0)
        virsh_print(sh, "%-15s %s\n", "Autostart:", "no autostart");
    else
        virsh_print(sh, "%-15s %s\n", "Autostart:", yes_no(autostart));
    if (info.state == VIR_STORAGE_POOL_RUNNING || info.state == VIR_STORAGE_POOL_DEGRADED) {
        show_amount(sh, a, "Capacity:", info.capacity);
        show_amount(sh, a, "Allocation:", info.allocation);
        show_amount(sh, a, "Available:", info.available);
    }
    return true;
}

COMMAND(pool_info, "pool-info", "storage pool information", "Returns basic information about the storage pool.");
