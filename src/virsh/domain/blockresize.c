/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh blockresize: Resize block device of domain. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char *path, *size;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(path, "path", REQ, "Fully-qualified path of block device"),
    OPT_STR(size, "size", REQ | NUMBER, "New size of the block device, as scaled integer (default KiB)"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned long long bytes;
    unsigned flags = 0;

    if (!size_read(a->size, 1024, G_MAXUINT64, &bytes)) {
        virsh_error(sh, "Scaled numeric value '%s' for <%s> option is malformed or out of range", a->size, "size");
        return false;
    }
    /* Whole KiB go as such: older servers know nothing else. */
    if (bytes % 1024 == 0)
        bytes /= 1024;
    else
        flags |= VIR_DOMAIN_BLOCK_RESIZE_BYTES;
    return outcome(sh, virDomainBlockResize(a->dom, a->path, bytes, flags), "Block device '%s' is resized\n",
                   "Failed to resize block device '%s'", a->path);
}

COMMAND(blockresize, "blockresize", "Resize block device of domain.", "Resize block device of domain.");
