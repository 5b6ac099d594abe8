/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * moments.c: snapshots and checkpoints are not made by this version. What is asked about them is answered for a
 * guest that has none; where another daemon left some, the answer is that they cannot be read.
 */
#define ERR_FROM VIR_FROM_QEMU
#include "base/err.h"
#include "base/file.h"
#include "drivers/qemu/functions.h"
#include "drivers/qemu/guest.h"

static int none_of(struct call *c, const char *dir, const char *what)
{
    g_autofree char *path = g_build_filename(dir, c->object->name, NULL);
    char **names = NULL;
    ssize_t n = dir_list(path, ".xml", &names);
    g_strfreev(names);
    if (n <= 0)
        return 0;
    err(VIR_ERR_CONFIG_UNSUPPORTED, "this version cannot read the %zd %ss that the domain has in '%s'", n, what, path);
    return -1;
}

static int no_snapshots(struct call *c)
{
    return none_of(c, qemu_of_call(c)->dirs.snapshot, "snapshot");
}

int qemu_virDomainHasCurrentSnapshot(struct call *c, const struct virDomainHasCurrentSnapshot_args *a,
                                     struct virDomainHasCurrentSnapshot_ret *ret)
{
    return no_snapshots(c);
}

int qemu_virDomainSnapshotNum(struct call *c, const struct virDomainSnapshotNum_args *a,
                              struct virDomainSnapshotNum_ret *ret)
{
    return no_snapshots(c);
}

int qemu_virDomainSnapshotListNames(struct call *c, const struct virDomainSnapshotListNames_args *a,
                                    struct virDomainSnapshotListNames_ret *ret)
{
    return no_snapshots(c);
}

int qemu_virDomainListAllSnapshots(struct call *c, const struct virDomainListAllSnapshots_args *a,
                                   struct virDomainListAllSnapshots_ret *ret)
{
    return no_snapshots(c);
}

int qemu_virDomainListAllCheckpoints(struct call *c, const struct virDomainListAllCheckpoints_args *a,
                                     struct virDomainListAllCheckpoints_ret *ret)
{
    return none_of(c, qemu_of_call(c)->dirs.checkpoint, "checkpoint");
}

/* No block jobs either: none is found on a disk that there is.  */
int qemu_virDomainGetBlockJobInfo(struct call *c, const struct virDomainGetBlockJobInfo_args *a,
                                  struct virDomainGetBlockJobInfo_ret *ret)
{
    cleanup_def struct def *live = object_live(c->object);
    if (!live)
        return not_running();
    if (!domain_disk(def_domain(live), a->path))
        return err(VIR_ERR_INVALID_ARG, "disk '%s' not found in domain", a->path), -1;
    return 0;
}
