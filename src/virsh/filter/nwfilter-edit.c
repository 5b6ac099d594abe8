/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh nwfilter-edit: edit XML configuration for a network filter. */
#include "virsh/common/common.h"

struct args {
    virNWFilterPtr nwfilter;
};

static const struct opt opts[] = {
    OPT_NWFILTER(nwfilter, "network filter name or uuid"),
    OPT_END,
};

static char *load(struct virsh *sh, void *object)
{
    (void) sh;
    return virNWFilterGetXMLDesc(object, 0);
}

static bool save(struct virsh *sh, void *object, const char *xml, bool relaxed)
{
    virNWFilterPtr now = virNWFilterDefineXML(sh->conn, xml);

    (void) object, (void) relaxed;
    if (now)
        virNWFilterFree(now);
    return now != NULL;
}

static bool run(struct virsh *sh, const struct args *a)
{
    return edit_run(sh, &(struct edit){.unchanged_fmt = "Network filter %s XML configuration not changed.\n",
                                       .edited_fmt = "Network filter %s XML configuration edited.\n",
                                       .name = virNWFilterGetName(a->nwfilter),
                                       .load = load,
                                       .save = save,
                                       .arg = a->nwfilter});
}

COMMAND(nwfilter_edit, "nwfilter-edit", "edit XML configuration for a network filter",
        "Edit the XML configuration for a network filter.");
