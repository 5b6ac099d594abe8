/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* domaincaps.h: <domainCapabilities>: what one emulator, machine and virtualization type offer. Only printed. */
#pragma once

#include "rec/rec.h"

struct dcaps_enum {
    char *name;
    SCALARS(char *) values;
};
struct dcaps_group {    /* <disk supported='yes'><enum .../></disk> */
    unsigned supported; /* TRI yes/no; 0: not printed */
    REC_LIST(struct dcaps_enum) enums;
};
struct dcaps_loader {
    unsigned supported;
    SCALARS(char *) values;
    REC_LIST(struct dcaps_enum) enums;
};
struct dcaps_feature {
    unsigned policy; /* TRI: require, disable */
    char *name;
};
struct dcaps_model {
    unsigned usable; /* TRI yes/no */
    char *vendor, *name;
};
struct dcaps_mode {
    char *name;
    unsigned supported;
    REC_LIST(struct dcaps_enum) enums;
    char *model_fallback, *model, *vendor; /* host-model */
    REC_LIST(struct dcaps_feature) features;
    REC_LIST(struct dcaps_model) models; /* custom */
};
struct domain_caps {
    char *path, *domain, *machine, *arch;
    struct opt_u32 vcpu_max;
    unsigned iothreads;
    unsigned os_supported;
    REC_LIST(struct dcaps_enum) os_enums;
    struct dcaps_loader loader;
    REC_LIST(struct dcaps_mode) cpu_modes;
    struct dcaps_group memory_backing;
    struct dcaps_group disk, graphics, video, hostdev, rng, filesystem, tpm, redirdev, channel;
    unsigned gic, vmcoreinfo, genid, backing_store_input, backup;
    struct dcaps_group sev, sgx, hyperv;
};
extern const struct rec domain_caps_rec;
