/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh metadata: show or set domain's custom XML metadata. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char *uri, *key, *set;
    bool live, config, current, edit, remove;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(uri, "uri", REQ, "URI of the namespace"),
    OPT_BOOL(live, "live", "modify/get running state"),
    OPT_BOOL(config, "config", "modify/get persistent configuration"),
    OPT_BOOL(current, "current", "modify/get current state configuration"),
    OPT_BOOL(edit, "edit", "use an editor to change the metadata"),
    OPT_STR(key, "key", 0, "key to be used as a namespace identifier"),
    OPT_STR(set, "set", 0, "new metadata to set"),
    OPT_BOOL(remove, "remove", "remove the metadata corresponding to an uri"),
    OPT_END,
};

struct job {
    const struct args *a;
    unsigned flags;
};

static bool set(const struct args *a, const char *xml, unsigned flags)
{
    return virDomainSetMetadata(a->dom, VIR_DOMAIN_METADATA_ELEMENT, xml, a->key, a->uri, flags) == 0;
}

static char *load(struct virsh *sh, void *arg)
{
    struct job *j = arg;
    char *xml = virDomainGetMetadata(j->a->dom, VIR_DOMAIN_METADATA_ELEMENT, j->a->uri, j->flags);

    if (!xml && virsh_last_code(sh) == VIR_ERR_NO_DOMAIN_METADATA) {
        virsh_forget(sh);
        xml = strdup("\n");
    }
    return xml;
}

static bool save(struct virsh *sh, void *arg, const char *xml, bool relaxed)
{
    struct job *j = arg;

    (void) sh, (void) relaxed;
    return set(j->a, xml, j->flags);
}

static bool run(struct virsh *sh, const struct args *a)
{
    struct job j = {a, AFFECT(a)};

    if ((a->set || a->edit) && !a->key) {
        virsh_error(sh, "namespace key is required when modifying metadata");
        return false;
    }
    if (a->set || a->remove) {
        if (!set(a, a->set, j.flags))
            return false;
        virsh_extra(sh, a->set ? "Metadata modified\n" : "Metadata removed\n");
        return true;
    }
    if (a->edit)
        return edit_run(sh, &(struct edit){.unchanged_fmt = "Metadata not changed%s",
                                           .edited_fmt = "Metadata modified%s",
                                           .name = "",
                                           .load = load,
                                           .save = save,
                                           .arg = &j});
    char *xml = virDomainGetMetadata(a->dom, VIR_DOMAIN_METADATA_ELEMENT, a->uri, j.flags);
    if (!xml)
        return false;
    virsh_print(sh, "%s\n", xml);
    free(xml);
    return true;
}

COMMAND(metadata, "metadata", "show or set domain's custom XML metadata",
        "Shows or modifies the XML metadata of a domain.",
        .excl = EXCL({"current", "live"}, {"current", "config"}, {"edit", "set"}, {"remove", "set"},
                     {"remove", "edit"}));
