/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* See find.h. */
#include <string.h>

#include "virsh/snapshot/find.h"

virDomainSnapshotPtr snapshot_find(struct virsh *sh, virDomainPtr dom, const char *opt, const char *name, bool current)
{
    if (name && current) {
        virsh_error(sh, "--%s and --current are mutually exclusive", opt);
        return NULL;
    }
    if (name)
        return virDomainSnapshotLookupByName(dom, name, 0);
    if (current)
        return virDomainSnapshotCurrent(dom, 0);
    virsh_error(sh, "--%s or --current is required", opt);
    return NULL;
}

virDomainCheckpointPtr checkpoint_find(struct virsh *sh, virDomainPtr dom, const char *name)
{
    if (name)
        return virDomainCheckpointLookupByName(dom, name, 0);
    virsh_error(sh, "--checkpointname is required");
    return NULL;
}

void snapshot_cleanup(virDomainSnapshotPtr *snap)
{
    if (*snap)
        virDomainSnapshotFree(*snap);
}

void checkpoint_cleanup(virDomainCheckpointPtr *chk)
{
    if (*chk)
        virDomainCheckpointFree(*chk);
}

char *snapshot_parent(struct virsh *sh, virDomainSnapshotPtr snap, bool *error)
{
    auto_snapshot parent = virDomainSnapshotGetParent(snap, 0);

    *error = !parent && virsh_last_code(sh) != VIR_ERR_NO_DOMAIN_SNAPSHOT;
    if (!parent && !*error)
        virsh_forget(sh);
    return parent ? g_strdup(virDomainSnapshotGetName(parent)) : NULL;
}

char *checkpoint_parent(struct virsh *sh, virDomainCheckpointPtr chk, bool *error)
{
    auto_checkpoint parent = virDomainCheckpointGetParent(chk, 0);

    *error = !parent && virsh_last_code(sh) != VIR_ERR_NO_DOMAIN_CHECKPOINT;
    if (!parent && !*error)
        virsh_forget(sh);
    return parent ? g_strdup(virDomainCheckpointGetName(parent)) : NULL;
}

char **spec_split(const char *text)
{
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    g_autoptr(GString) word = g_string_new(NULL);

    for (const char *p = text;; p++) {
        if (p[0] == ',' && p[1] == ',') {
            p++;
        } else if (*p == ',' || !*p) {
            g_ptr_array_add(words, g_strdup(word->str));
            g_string_truncate(word, 0);
            if (!*p)
                break;
            continue;
        }
        g_string_append_c(word, *p);
    }
    g_ptr_array_add(words, NULL);
    return (char **) g_ptr_array_free(g_steal_pointer(&words), FALSE);
}

const char *spec_value(const char *word, const char *key)
{
    size_t len = strlen(key);

    return strncmp(word, key, len) == 0 && word[len] == '=' ? word + len + 1 : NULL;
}
