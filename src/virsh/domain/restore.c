/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh restore: restore a domain from a saved state in a file. */
#include "virsh/common/common.h"

struct args {
    const char *file, *xml;
    bool bypass_cache, running, paused, reset_nvram;
};

static const struct opt opts[] = {
    OPT_FILE(file, "file", REQ, "the state to restore"),
    OPT_BOOL(bypass_cache, "bypass-cache", "avoid file system cache when restoring"),
    OPT_FILE(xml, "xml", 0, "filename containing updated XML for the target"),
    OPT_BOOL(running, "running", "restore domain into running state"),
    OPT_BOOL(paused, "paused", "restore domain into paused state"),
    OPT_BOOL(reset_nvram, "reset-nvram", "re-initialize NVRAM from its pristine template"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    g_autofree char *xml = a->xml ? virsh_read_file(sh, a->xml) : NULL;
    unsigned flags = FLAGS({a->bypass_cache, VIR_DOMAIN_SAVE_BYPASS_CACHE}, {a->running, VIR_DOMAIN_SAVE_RUNNING},
                           {a->paused, VIR_DOMAIN_SAVE_PAUSED}, {a->reset_nvram, VIR_DOMAIN_SAVE_RESET_NVRAM});

    if (a->xml && !xml)
        return false;
    int rc = flags || xml ? virDomainRestoreFlags(sh->conn, a->file, xml, flags) : virDomainRestore(sh->conn, a->file);
    return outcome(sh, rc, "Domain restored from %s\n", "Failed to restore domain from %s", a->file);
}

COMMAND(restore, "restore", "restore a domain from a saved state in a file", "Restore a domain.");
