/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* See find.h. */
#include "virsh/volume/find.h"

const char *const volume_types[VOLUME_TYPES] = {"file", "block", "dir", "network", "net-dir", "ploop"};

virStorageVolPtr volume_find(struct virsh *sh, const char *word, virStoragePoolPtr pool, const char *hint)
{
    virStorageVolPtr vol = pool ? virStorageVolLookupByName(pool, word) : NULL;

    if (!vol)
        vol = virStorageVolLookupByKey(sh->conn, word);
    if (!vol)
        vol = virStorageVolLookupByPath(sh->conn, word);
    if (vol) {
        virsh_forget(sh);
        return vol;
    }
    if (pool || !hint)
        virsh_error(sh, "failed to get vol '%s'", word);
    else
        virsh_error(sh, "failed to get vol '%s', specifying --%s might help", word, hint);
    return NULL;
}

void volume_cleanup(virStorageVolPtr *vol)
{
    if (*vol)
        virStorageVolFree(*vol);
}

void pool_cleanup(virStoragePoolPtr *pool)
{
    if (*pool)
        virStoragePoolFree(*pool);
}

char *volume_amount(unsigned long long bytes)
{
    const char *unit;
    double v = size_pretty(bytes, &unit);

    return g_strdup_printf("%.2f %s", v, unit);
}

bool volume_size(struct virsh *sh, const char *text, unsigned long long *bytes)
{
    if (size_read(text, 1, G_MAXUINT64, bytes))
        return true;
    virsh_error(sh, "Malformed size %s", text);
    return false;
}
