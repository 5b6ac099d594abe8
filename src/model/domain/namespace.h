/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* namespace.h: what a hypervisor's own XML namespace adds to a domain: qemu:commandline and kin.  */
#pragma once

#include "rec/rec.h"

struct qemu_arg {
    char *value;
};
struct qemu_env {
    char *name, *value;
};
struct qemu_cap {
    char *name;
};
struct qemu_property {
    char *name, *value;
    unsigned type; /* 1 string, 2 signed, 3 unsigned, 4 bool, 5 remove */
};
struct qemu_override {
    char *alias;
    REC_LIST(struct qemu_property) frontend;
};
struct qemu_commandline {
    REC_LIST(struct qemu_arg) args;
    REC_LIST(struct qemu_env) envs;
};
struct qemu_capabilities {
    REC_LIST(struct qemu_cap) add, del;
};
extern const struct names qemu_property_names;
extern const struct rec qemu_commandline_rec, qemu_capabilities_rec, qemu_override_rec;
