/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The contents of a volume to a file and back. */
#pragma once

#include "virsh/vsh/virsh.h"

bool volume_download(struct virsh *sh, virStorageVolPtr vol, const char *file, unsigned long long offset,
                     unsigned long long length, bool sparse);
bool volume_upload(struct virsh *sh, virStorageVolPtr vol, const char *file, unsigned long long offset,
                   unsigned long long length, bool sparse);
