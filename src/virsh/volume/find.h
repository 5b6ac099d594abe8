/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A volume by its name in a pool, its key or its path. */
#pragma once

#include "virsh/common/common.h"

/* HINT names the option that would help when it is missing ("pool"); NULL when there is none. */
virStorageVolPtr volume_find(struct virsh *sh, const char *word, virStoragePoolPtr pool, const char *hint);
#define auto_volume __attribute__((cleanup(volume_cleanup))) virStorageVolPtr
void volume_cleanup(virStorageVolPtr *vol);
#define auto_pool __attribute__((cleanup(pool_cleanup))) virStoragePoolPtr
void pool_cleanup(virStoragePoolPtr *pool);

enum { VOLUME_TYPES = VIR_STORAGE_VOL_PLOOP + 1 };
extern const char *const volume_types[VOLUME_TYPES];
char *volume_amount(unsigned long long bytes);
/* Like size_read, with libvirt's words for what is not a size. */
bool volume_size(struct virsh *sh, const char *text, unsigned long long *bytes);
