/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh pool-list: list pools. */
#include "virsh/common/common.h"
#include "virsh/common/listing.h"
#include "virsh/volume/find.h"

struct args {
    bool inactive, all, transient, persistent, autostart, no_autostart, details, uuid, name;
    const char *type;
};

static const struct opt opts[] = {
    OPT_BOOL(inactive, "inactive", "list inactive pools"),
    OPT_BOOL(all, "all", "list inactive & active pools"),
    OPT_BOOL(transient, "transient", "list transient pools"),
    OPT_BOOL(persistent, "persistent", "list persistent pools"),
    OPT_BOOL(autostart, "autostart", "list pools with autostart enabled"),
    OPT_BOOL(no_autostart, "no-autostart", "list pools with autostart disabled"),
    OPT_STR(type, "type", 0, "only list pool of specified type(s) (if supported)"),
    OPT_BOOL(details, "details", "display extended details for pools"),
    OPT_BOOL(uuid, "uuid", "list UUID of active pools only"),
    OPT_BOOL(name, "name", "list name of active pools only"),
    OPT_END,
};

/* The bits of the list call have the order of these names. */
static const char *const types[] = {"dir",   "fs",  "netfs",    "logical", "disk", "iscsi",    "scsi",
                                    "mpath", "rbd", "sheepdog", "gluster", "zfs",  "vstorage", "iscsi-direct"};
static const char *const states[] = {"inactive", "building", "running", "degraded", "inaccessible"};

static const char *name_of(void *pool)
{
    return virStoragePoolGetName(pool);
}

static int unref(void *pool)
{
    return virStoragePoolFree(pool);
}

static bool filters(struct virsh *sh, const struct args *a, unsigned *flags)
{
    g_auto(GStrv) words = g_strsplit(a->type ? a->type : "", ",", -1);

    *flags = a->all ? 0 : a->inactive ? VIR_CONNECT_LIST_STORAGE_POOLS_INACTIVE : VIR_CONNECT_LIST_STORAGE_POOLS_ACTIVE;
    *flags |= FLAGS({a->persistent, VIR_CONNECT_LIST_STORAGE_POOLS_PERSISTENT},
                    {a->transient, VIR_CONNECT_LIST_STORAGE_POOLS_TRANSIENT},
                    {a->autostart, VIR_CONNECT_LIST_STORAGE_POOLS_AUTOSTART},
                    {a->no_autostart, VIR_CONNECT_LIST_STORAGE_POOLS_NO_AUTOSTART});
    for (char **w = words; *w; w++) {
        int i = INDEX_OF(types, *w);
        if (i < 0) {
            virsh_error(sh, "Invalid pool type '%s'", *w);
            return false;
        }
        *flags |= (unsigned) VIR_CONNECT_LIST_STORAGE_POOLS_DIR << i;
    }
    return true;
}

static void show_words(struct virsh *sh, const struct args *a, virStoragePoolPtr pool)
{
    char uuid[VIR_UUID_STRING_BUFLEN] = "";

    if (a->uuid) {
        virStoragePoolGetUUIDString(pool, uuid);
        virsh_print(sh, "%-36s%s", uuid, a->name ? " " : "");
    }
    if (a->name)
        virsh_print(sh, "%-20s", virStoragePoolGetName(pool));
    virsh_print(sh, "\n");
}

static const char *autostart_of(virStoragePoolPtr pool)
{
    int autostart;

    return virStoragePoolGetAutostart(pool, &autostart) < 0 ? "no autostart" : yes_no(autostart);
}

static void add_details(struct table *t, virStoragePoolPtr pool)
{
    virStoragePoolInfo info;
    bool known = virStoragePoolGetInfo(pool, &info) == 0;
    bool sized = known && (info.state == VIR_STORAGE_POOL_RUNNING || info.state == VIR_STORAGE_POOL_DEGRADED);
    g_autofree char *cap = sized ? volume_amount(info.capacity) : g_strdup("-");
    g_autofree char *alloc = sized ? volume_amount(info.allocation) : g_strdup("-");
    g_autofree char *avail = sized ? volume_amount(info.available) : g_strdup("-");

    table_row(t, virStoragePoolGetName(pool), known ? NAME_OF(states, info.state) : "unknown", autostart_of(pool),
              yes_no(virStoragePoolIsPersistent(pool)), cap, alloc, avail, NULL);
}

static bool run(struct virsh *sh, const struct args *a)
{
    virStoragePoolPtr *pools = NULL;
    unsigned flags;

    if (!filters(sh, a, &flags))
        return false;
    int n = virConnectListAllStoragePools(sh->conn, &pools, flags);
    if (n < 0) {
        virsh_error(sh, "Failed to list pools");
        return false;
    }
    objects_sort((void **) pools, n, name_of);
    auto_table t =
        a->details ? table_new("Name", "State", "Autostart", "Persistent", "Capacity", "Allocation", "Available", NULL)
                   : table_new("Name", "State", "Autostart", NULL);
    for (int i = 0; i < n; i++) {
        if (a->name || a->uuid)
            show_words(sh, a, pools[i]);
        else if (a->details)
            add_details(t, pools[i]);
        else
            table_row(t, virStoragePoolGetName(pools[i]), active_word(virStoragePoolIsActive(pools[i])),
                      autostart_of(pools[i]), NULL);
    }
    if (!a->name && !a->uuid)
        table_print(t, sh);
    objects_free((void **) pools, n, unref);
    return true;
}

COMMAND(pool_list, "pool-list", "list pools", "Returns list of pools.",
        .excl = EXCL({"details", "uuid"}, {"details", "name"}));
