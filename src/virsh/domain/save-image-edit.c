/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh save-image-edit: edit XML for a domain's saved state file. */
#include "virsh/common/common.h"

struct args {
    const char *file;
    bool running, paused;
};

static const struct opt opts[] = {
    OPT_FILE(file, "file", REQ, "saved state file to edit"),
    OPT_BOOL(running, "running", "set domain to be running on restore"),
    OPT_BOOL(paused, "paused", "set domain to be paused on restore"),
    OPT_END,
};

struct job {
    const char *file;
    unsigned flags;
};

static char *load(struct virsh *sh, void *arg)
{
    struct job *j = arg;

    return virDomainSaveImageGetXMLDesc(sh->conn, j->file, VIR_DOMAIN_SAVE_IMAGE_XML_SECURE);
}

static bool save(struct virsh *sh, void *arg, const char *xml, bool relaxed)
{
    struct job *j = arg;

    (void) relaxed;
    return virDomainSaveImageDefineXML(sh->conn, j->file, xml, j->flags) == 0;
}

static bool run(struct virsh *sh, const struct args *a)
{
    struct job j = {a->file, FLAGS({a->running, VIR_DOMAIN_SAVE_RUNNING}, {a->paused, VIR_DOMAIN_SAVE_PAUSED})};

    return edit_run(sh, &(struct edit){.unchanged_fmt = "Saved image %s XML configuration not changed.\n",
                                       .edited_fmt = "State file %s edited.\n",
                                       .name = a->file,
                                       .always_save = j.flags != 0,
                                       .load = load,
                                       .save = save,
                                       .arg = &j});
}

COMMAND(save_image_edit, "save-image-edit", "edit XML for a domain's saved state file",
        "Edit the domain XML associated with a saved state file", .excl = EXCL({"running", "paused"}));
