/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh undefine: undefine a domain. */
#include "virsh/common/common.h"
#include "virsh/domain/undefine-storage.h"

struct args {
    virDomainPtr dom;
    bool managed_save, remove_all_storage, delete_storage_volume_snapshots, wipe_storage, snapshots_metadata,
        checkpoints_metadata, nvram, keep_nvram, tpm, keep_tpm;
    const char *storage;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_BOOL(managed_save, "managed-save", "remove domain managed state file"),
    OPT_STR(storage, "storage", 0,
            "remove associated storage volumes (comma separated list of targets or source paths) (see domblklist)"),
    OPT_BOOL(remove_all_storage, "remove-all-storage", "remove all associated storage volumes (use with caution)"),
    OPT_BOOL(delete_storage_volume_snapshots, "delete-storage-volume-snapshots",
             "delete snapshots associated with volume(s), requires --remove-all-storage (must be supported by storage "
             "driver)"),
    OPT_BOOL(wipe_storage, "wipe-storage", "wipe data on the removed volumes"),
    OPT_BOOL(snapshots_metadata, "snapshots-metadata", "remove all domain snapshot metadata (vm must be inactive)"),
    OPT_BOOL(checkpoints_metadata, "checkpoints-metadata",
             "remove all domain checkpoint metadata (vm must be inactive)"),
    OPT_BOOL(nvram, "nvram", "remove nvram file"),
    OPT_BOOL(keep_nvram, "keep-nvram", "keep nvram file"),
    OPT_BOOL(tpm, "tpm", "remove TPM state"),
    OPT_BOOL(keep_tpm, "keep-tpm", "keep TPM state"),
    OPT_END,
};

static int undefine(const struct args *a)
{
    unsigned flags = FLAGS({a->managed_save, VIR_DOMAIN_UNDEFINE_MANAGED_SAVE},
                           {a->snapshots_metadata, VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA},
                           {a->checkpoints_metadata, VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA},
                           {a->nvram, VIR_DOMAIN_UNDEFINE_NVRAM}, {a->keep_nvram, VIR_DOMAIN_UNDEFINE_KEEP_NVRAM},
                           {a->tpm, VIR_DOMAIN_UNDEFINE_TPM}, {a->keep_tpm, VIR_DOMAIN_UNDEFINE_KEEP_TPM});

    return virDomainUndefineFlags(a->dom, flags);
}

static bool run(struct virsh *sh, const struct args *a)
{
    const char *name = virDomainGetName(a->dom);
    struct storage_removal removal = {
        .chosen = a->storage,
        .all = a->remove_all_storage,
        .wipe = a->wipe_storage,
        .snapshots = a->delete_storage_volume_snapshots,
    };

    if (!storage_plan(sh, a->dom, &removal))
        return false;
    bool ok = outcome(sh, undefine(a), "Domain '%s' has been undefined\n", "Failed to undefine domain '%s'", name);
    if (ok)
        ok = storage_remove(sh, &removal);
    storage_done(&removal);
    return ok;
}

COMMAND(undefine, "undefine", "undefine a domain", "Undefine an inactive domain, or convert persistent to transient.",
        .excl = EXCL({"nvram", "keep-nvram"}, {"tpm", "keep-tpm"}));
