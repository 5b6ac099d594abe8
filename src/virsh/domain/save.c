/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh save: save a domain state to a file. */
#include "virsh/common/common.h"
#include "virsh/common/progress.h"

struct args {
    virDomainPtr dom;
    const char *file, *xml;
    bool bypass_cache, running, paused, verbose;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain_active),
    OPT_FILE(file, "file", REQ, "where to save the data"),
    OPT_BOOL(bypass_cache, "bypass-cache", "avoid file system cache when saving"),
    OPT_FILE(xml, "xml", 0, "filename containing updated XML for the target"),
    OPT_BOOL(running, "running", "set domain to be running on restore"),
    OPT_BOOL(paused, "paused", "set domain to be paused on restore"),
    OPT_BOOL(verbose, "verbose", "display the progress of save"),
    OPT_END,
};

struct job {
    const struct args *a;
    const char *xml;
    const char *path;
};

static int save(void *arg)
{
    struct job *j = arg;
    const struct args *a = j->a;
    unsigned flags = FLAGS({a->bypass_cache, VIR_DOMAIN_SAVE_BYPASS_CACHE}, {a->running, VIR_DOMAIN_SAVE_RUNNING},
                           {a->paused, VIR_DOMAIN_SAVE_PAUSED});

    if (flags || j->xml)
        return virDomainSaveFlags(a->dom, j->path, j->xml, flags);
    return virDomainSave(a->dom, j->path);
}

static bool run(struct virsh *sh, const struct args *a)
{
    g_autofree char *xml = a->xml ? virsh_read_file(sh, a->xml) : NULL;

    if (a->xml && !xml)
        return false;
    int rc = progress_run(sh, a->dom, a->verbose ? "Save" : NULL, save, &(struct job){a, xml, a->file});
    if (rc < 0)
        virsh_error(sh, "Failed to save domain '%s' to %s", virDomainGetName(a->dom), a->file);
    else
        virsh_extra(sh, "\nDomain '%s' saved to %s\n", virDomainGetName(a->dom), a->file);
    return rc == 0;
}

COMMAND(save, "save", "save a domain state to a file", "Save the RAM state of a running domain.");
