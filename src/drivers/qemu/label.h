/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * label.h: who owns the files of a running guest. A file that QEMU must open becomes its user's; the owner
 * before is remembered in the file's attributes, as libvirt does, so that whoever ends the guest gives it
 * back. Media that are only read keep their owner when QEMU can read them anyway.
 */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

struct run;

struct label {
    char *path;
    bool remembered;
};
void label_free(struct label *l);
int labels_set(struct run *r);
void labels_restore(struct run *r);
struct disk;
int disk_label(struct run *r, const struct disk *k);    /* one that is plugged in */
void disk_unlabel(struct run *r, const struct disk *k); /* one that was pulled out */
