/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sysinfo.c: the rows of <sysinfo>.  */
#include "model/domain/sysinfo.h"

#include "model/domain/table.h"

NAMES(sysinfo_type_names, "sysinfo type", [SYSINFO_SMBIOS] = "smbios", [SYSINFO_FWCFG] = "fwcfg");

#define F(K, PATH, M, ...) FLD(struct sysinfo_entry, K, PATH, M, .flags = GUEST_ABI, __VA_ARGS__)
static const struct fld entry_flds[] = {
    F(STR, "@name", name),
    F(STR, "@file", file),
    F(STR, ".", value),
    {0},
};
#undef F
static const struct rec entry_rec = {"entry", sizeof(struct sysinfo_entry), entry_flds};

static const struct fld block_flds[] = {
    FLD(struct sysinfo_block, LIST, "entry", entries, RECORD(entry_rec), .flags = GUEST_ABI),
    {0},
};
static const struct rec block_rec = {"bios", sizeof(struct sysinfo_block), block_flds};

#define F(K, PATH, M, ...) FLD(struct sysinfo_def, K, PATH, M, __VA_ARGS__)
static const struct fld sysinfo_flds[] = {
    F(ENUM, "@type", type, NAMED(sysinfo_type_names), .flags = REQUIRED),
    F(PTR, "bios", bios, RECORD(block_rec)),
    F(PTR, "system", system, RECORD(block_rec)),
    F(LIST, "baseBoard", base_boards, RECORD(block_rec)),
    F(PTR, "chassis", chassis, RECORD(block_rec)),
    F(PTR, "oemStrings", oem_strings, RECORD(block_rec)),
    F(LIST, "entry", fwcfg, RECORD(entry_rec)),
    {0},
};
#undef F
const struct rec sysinfo_def_rec = {"sysinfo", sizeof(struct sysinfo_def), sysinfo_flds};
