/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sysinfo.h: <sysinfo>: SMBIOS strings, fw_cfg blobs.  */
#pragma once

#include "rec/rec.h"

enum sysinfo_type { SYSINFO_NONE, SYSINFO_SMBIOS, SYSINFO_FWCFG };
extern const struct names sysinfo_type_names;

struct sysinfo_entry { /* <entry name='vendor'>LENOVO</entry>; oemStrings have no name, fwcfg may have a file
                        */
    char *name, *file, *value;
};
struct sysinfo_block {
    REC_LIST(struct sysinfo_entry) entries;
};
struct sysinfo_def {
    unsigned type;
    struct sysinfo_block *bios, *system, *chassis, *oem_strings;
    REC_LIST(struct sysinfo_block) base_boards;
    REC_LIST(struct sysinfo_entry) fwcfg;
};
extern const struct rec sysinfo_def_rec;
