/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* probe.h: the parts of a probe: its process (probe.c), capability bits (probe-bits.c), CPUs (probe-cpu.c). */
#pragma once

#include "drivers/qemu/caps/facts.h"
#include "drivers/qemu/qmp/qmp.h"

#define PROBE_MS 60000

struct probe {
    struct qmp *q;
    int pidfd, errfd;
    const char *binary;
};

void probe_bits(struct probe *p, struct facts *f);
/* CPU models and the host's under one accelerator, appended to f->accels. TCG goes first. -1: error set.  */
int probe_cpus(struct probe *p, struct facts *f, bool kvm);
