/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh desc: show or set domain's description or title. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    bool live, config, current, title, edit;
    const char **new_desc;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_BOOL(live, "live", "modify/get running state"),
    OPT_BOOL(config, "config", "modify/get persistent configuration"),
    OPT_BOOL(current, "current", "modify/get current state configuration"),
    OPT_BOOL(title, "title", "modify/get the title instead of description"),
    OPT_BOOL(edit, "edit", "open an editor to modify the description"),
    OPT_ARGV(new_desc, "new-desc", 0, "message"),
    OPT_END,
};

/* The words of a new text, joined; NULL when none was given. */
static char *text_given(const struct args *a)
{
    return a->new_desc[0] ? g_strjoinv(" ", (char **) a->new_desc) : NULL;
}

static char *text_now(struct virsh *sh, const struct args *a, int type, unsigned flags)
{
    char *text = virDomainGetMetadata(a->dom, type, NULL, flags);

    if (!text && virsh_last_code(sh) == VIR_ERR_NO_DOMAIN_METADATA) {
        virsh_forget(sh);
        text = strdup("");
    }
    return text;
}

static bool text_set(struct virsh *sh, const struct args *a, int type, unsigned flags, const char *text)
{
    const char *what = a->title ? "title" : "description";

    if (virDomainSetMetadata(a->dom, type, text, NULL, NULL, flags) < 0) {
        virsh_error(sh, "Failed to set new domain %s", what);
        return false;
    }
    virsh_extra(sh, "Domain %s updated successfully", what);
    return true;
}

static bool text_edit(struct virsh *sh, const struct args *a, int type, unsigned flags, const char *given)
{
    char *now = given ? strdup(given) : text_now(sh, a, type, flags);
    bool changed = false, ok = false;

    if (!now)
        return false;
    g_autofree char *text = edit_text(sh, now, &changed);
    if (text) {
        g_strchomp(text); /* editors end the last line */
        if (!changed && !given) {
            virsh_extra(sh, "Domain description not changed\n");
            ok = true;
        } else {
            ok = text_set(sh, a, type, flags, text);
        }
    }
    free(now);
    return ok;
}

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned flags = AFFECT(a);
    int type = a->title ? VIR_DOMAIN_METADATA_TITLE : VIR_DOMAIN_METADATA_DESCRIPTION;
    g_autofree char *given = text_given(a);

    if (a->edit)
        return text_edit(sh, a, type, flags, given);
    if (given)
        return text_set(sh, a, type, flags, given);
    char *now = text_now(sh, a, type, flags);
    if (!now)
        return false;
    if (*now)
        virsh_print(sh, "%s", now);
    else
        virsh_extra(sh, a->title ? "No title for domain: %s" : "No description for domain: %s",
                    virDomainGetName(a->dom));
    free(now);
    return true;
}

COMMAND(desc, "desc", "show or set domain's description or title",
        "Allows setting or modifying the description or title of a domain.", .excl = EXCL_AFFECT);
