/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* start.h: the steps of a start, each in the file of its noun. apply() takes a struct run; so does undo. */
#pragma once

#include "drivers/qemu/guest.h"

/* prepare.c */
int live_def_make(struct run *r);
void live_def_drop(struct run *r);
int id_take(struct run *r);
void id_give(struct run *r);
int folders_make(struct run *r);
void folders_remove(struct run *r);
int images_probe(struct run *r);
int disk_prepare(struct run *r, struct disk *k);
int nvram_make(struct run *r);
int status_begin(struct run *r);
void status_end(struct run *r);
void run_names(struct run *r, int id, const char *name); /* dir, channel_dir, monitor_path */

/* process.c */
int monitor_connect(const char *path); /* connected descriptor, or -errno */
int process_start(struct run *r);
void process_end(struct run *r);

/* connect.c */
int monitor_begin(struct run *r);
void monitor_end(struct run *r);
int live_share(struct run *r);
void live_unshare(struct run *r);
int vcpus_run(struct run *r);
