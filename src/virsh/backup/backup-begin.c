/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh backup-begin: Start a disk backup of a live domain. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char *backupxml, *checkpointxml;
    bool reuse_external;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_FILE(backupxml, "backupxml", 0, "domain backup XML"),
    OPT_FILE(checkpointxml, "checkpointxml", 0, "domain checkpoint XML"),
    OPT_BOOL(reuse_external, "reuse-external", "reuse files provided by caller"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned flags = a->reuse_external ? VIR_DOMAIN_BACKUP_BEGIN_REUSE_EXTERNAL : 0;
    g_autofree char *backup = a->backupxml ? virsh_read_file(sh, a->backupxml) : g_strdup("<domainbackup/>");
    g_autofree char *checkpoint = NULL;

    if (!backup)
        return false;
    if (a->checkpointxml && !(checkpoint = virsh_read_file(sh, a->checkpointxml)))
        return false;
    if (virDomainBackupBegin(a->dom, backup, checkpoint, flags) < 0)
        return false;
    virsh_extra(sh, "Backup started\n");
    return true;
}

COMMAND(backup_begin, "backup-begin", "Start a disk backup of a live domain",
        "Use XML to start a full or incremental disk backup of a live domain, optionally creating a checkpoint");
