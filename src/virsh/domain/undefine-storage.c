/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* See undefine-storage.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "virsh/common/common.h"
#include "virsh/domain/undefine-storage.h"

struct storage_volume {
    virStorageVolPtr vol;
    char *target;
    char *source;
};

static bool usable(struct virsh *sh, virDomainPtr dom, const struct storage_removal *r)
{
    if (!r->chosen && !r->all) {
        if (r->wipe) {
            virsh_error(sh, "'--wipe-storage' requires '--storage <string>' or '--remove-all-storage'");
            return false;
        }
        return true;
    }
    if (virDomainIsActive(dom) == 1) {
        virsh_error(sh, "Storage volume deletion is supported only on stopped domains");
        return false;
    }
    if (r->chosen && r->all) {
        virsh_error(sh, "Specified both --storage and --remove-all-storage");
        return false;
    }
    return true;
}

static bool wanted(const struct storage_removal *r, char **chosen, const char *target, const char *source)
{
    if (r->all)
        return true;
    for (unsigned i = 0; chosen[i]; i++)
        if (strcmp(chosen[i], target) == 0 || (source && strcmp(chosen[i], source) == 0)) {
            *chosen[i] = '\0'; /* what is left over was not found */
            return true;
        }
    return false;
}

static bool add_disk(struct virsh *sh, struct storage_removal *r, struct xdoc *x, xmlNodePtr disk, char **chosen)
{
    g_autofree char *target = xdoc_text(x, disk, "./target/@dev");
    g_autofree char *source = xdoc_text(x, disk, "./source/@file|./source/@dev|./source/@dir|./source/@name");
    g_autofree char *pool = xdoc_text(x, disk, "./source/@pool");
    g_autofree char *volume = xdoc_text(x, disk, "./source/@volume");
    virStorageVolPtr vol = NULL;

    if (!target || !wanted(r, chosen, target, source ? source : volume) || (!source && !volume))
        return true;
    if (pool && volume) {
        virStoragePoolPtr p = virStoragePoolLookupByName(sh->conn, pool);
        vol = p ? virStorageVolLookupByName(p, volume) : NULL;
        if (p)
            virStoragePoolFree(p);
    } else {
        vol = virStorageVolLookupByPath(sh->conn, source);
    }
    if (!vol) {
        virsh_error(sh, "Storage volume '%s'(%s) is not managed by libvirt. Remove it manually.\n", target,
                    source ? source : volume);
        virsh_forget(sh);
        return true;
    }
    r->volumes = g_renew(struct storage_volume, r->volumes, r->n + 1);
    r->volumes[r->n++] = (struct storage_volume){vol, g_steal_pointer(&target), g_strdup(source ? source : volume)};
    return true;
}

bool storage_plan(struct virsh *sh, virDomainPtr dom, struct storage_removal *r)
{
    auto_xdoc x = {0};
    g_auto(GStrv) chosen = g_strsplit(r->chosen ? r->chosen : "", ",", -1);

    if (!usable(sh, dom, r))
        return false;
    if (!r->chosen && !r->all)
        return true;
    if (!xdoc_domain(sh, &x, dom, VIR_DOMAIN_XML_INACTIVE))
        return false;
    g_autofree xmlNodePtr *disks = xdoc_nodes(&x, NULL, "./devices/disk", NULL);
    for (xmlNodePtr *d = disks; *d; d++)
        if (!add_disk(sh, r, &x, *d, chosen))
            return false;
    for (char **c = chosen; *c; c++)
        if (**c) {
            virsh_error(sh, "Volume '%s' was not found in domain's definition.\n", *c);
            return false;
        }
    return true;
}

static bool remove_one(struct virsh *sh, const struct storage_removal *r, const struct storage_volume *v)
{
    if (r->wipe) {
        virsh_print(sh, "Wiping volume '%s'(%s) ... ", v->target, v->source);
        fflush(stdout);
        if (virStorageVolWipe(v->vol, 0) < 0) {
            virsh_error(sh, "Failed! Volume not removed.");
            return false;
        }
        virsh_print(sh, "Done.\n");
    }
    if (virStorageVolDelete(v->vol, r->snapshots ? VIR_STORAGE_VOL_DELETE_WITH_SNAPSHOTS : 0) < 0) {
        virsh_error(sh, "Failed to remove storage volume '%s'(%s)", v->target, v->source);
        return false;
    }
    virsh_extra(sh, "Volume '%s'(%s) removed.\n", v->target, v->source);
    return true;
}

bool storage_remove(struct virsh *sh, struct storage_removal *r)
{
    bool ok = true;

    for (unsigned i = 0; i < r->n; i++)
        ok &= remove_one(sh, r, &r->volumes[i]);
    return ok;
}

void storage_done(struct storage_removal *r)
{
    for (unsigned i = 0; i < r->n; i++) {
        virStorageVolFree(r->volumes[i].vol);
        g_free(r->volumes[i].target);
        g_free(r->volumes[i].source);
    }
    g_free(r->volumes);
}
