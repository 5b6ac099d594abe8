/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The snapshot or checkpoint that the options name, and the parts of specs like "vda,file=/x". */
#pragma once

#include "virsh/common/common.h"

/* By NAME, or the current one; one of them must be there unless OPTIONAL. */
virDomainSnapshotPtr snapshot_find(struct virsh *sh, virDomainPtr dom, const char *opt, const char *name, bool current);
virDomainCheckpointPtr checkpoint_find(struct virsh *sh, virDomainPtr dom, const char *name);

#define auto_snapshot __attribute__((cleanup(snapshot_cleanup))) virDomainSnapshotPtr
void snapshot_cleanup(virDomainSnapshotPtr *snap);
#define auto_checkpoint __attribute__((cleanup(checkpoint_cleanup))) virDomainCheckpointPtr
void checkpoint_cleanup(virDomainCheckpointPtr *chk);

/* Name of the parent, NULL for a root: g_free. *error tells a failure from a root. */
char *snapshot_parent(struct virsh *sh, virDomainSnapshotPtr snap, bool *error);
char *checkpoint_parent(struct virsh *sh, virDomainCheckpointPtr chk, bool *error);

/* Words of "a,b=c,,d": a comma is doubled to be itself. g_strfreev. */
char **spec_split(const char *text);
/* The value of a word KEY=VALUE; NULL when it is another. */
const char *spec_value(const char *word, const char *key);
