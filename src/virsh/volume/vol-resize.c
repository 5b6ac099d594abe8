/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh vol-resize: resize a vol. */
#include "virsh/common/common.h"
#include "virsh/volume/find.h"

struct args {
    const char *vol, *capacity;
    virStoragePoolPtr pool;
    bool allocate, delta, shrink;
};

static const struct opt opts[] = {
    OPT_STR(vol, "vol", REQ, "vol name, key or path"),
    OPT_STR(capacity, "capacity", REQ, "new capacity for the vol, as scaled integer (default bytes)"),
    OPT_POOL(pool, resolve_pool, "pool", 0, "pool name or uuid"),
    OPT_BOOL(allocate, "allocate", "allocate the new capacity, rather than leaving it sparse"),
    OPT_BOOL(delta, "delta", "use capacity as a delta to current size, rather than the new size"),
    OPT_BOOL(shrink, "shrink", "allow the resize to shrink the volume"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    auto_volume vol = volume_find(sh, a->vol, a->pool, "pool");
    unsigned flags = FLAGS({a->allocate, VIR_STORAGE_VOL_RESIZE_ALLOCATE}, {a->delta, VIR_STORAGE_VOL_RESIZE_DELTA},
                           {a->shrink, VIR_STORAGE_VOL_RESIZE_SHRINK});
    const char *size = a->capacity;
    unsigned long long bytes;

    if (!vol)
        return false;
    if (*size == '-') { /* a negative size shrinks by it */
        if (!a->shrink) {
            virsh_error(sh, "negative size requires --shrink");
            return false;
        }
        size++;
        flags |= VIR_STORAGE_VOL_RESIZE_DELTA;
    }
    if (!volume_size(sh, size, &bytes))
        return false;
    bool delta = flags & VIR_STORAGE_VOL_RESIZE_DELTA;
    if (virStorageVolResize(vol, bytes, flags) < 0) {
        virsh_error(sh,
                    delta ? "Failed to change size of volume '%s' by %s" : "Failed to change size of volume '%s' to %s",
                    virStorageVolGetName(vol), size);
        return false;
    }
    virsh_print(sh,
                delta ? "Size of volume '%s' successfully changed by %s\n"
                      : "Size of volume '%s' successfully changed to %s\n",
                virStorageVolGetName(vol), size);
    return true;
}

COMMAND(vol_resize, "vol-resize", "resize a vol",
        "Resizes a storage volume. This is safe only for storage volumes not in use by an active guest.\nSee "
        "blockresize for live resizing.");
