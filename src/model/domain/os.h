/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* os.h: <os>: what is booted and how.  */
#pragma once

#include "model/domain/source.h"

enum os_type { OS_NONE, OS_HVM, OS_XEN, OS_LINUX, OS_EXE, OS_UML, OS_XENPVH };
enum os_firmware { FIRMWARE_NONE, FIRMWARE_BIOS, FIRMWARE_EFI };
enum os_boot { BOOT_NONE, BOOT_FD, BOOT_CDROM, BOOT_HD, BOOT_NETWORK };
enum loader_type { LOADER_NONE, LOADER_ROM, LOADER_PFLASH };
enum smbios_mode { SMBIOS_NONE, SMBIOS_EMULATE, SMBIOS_HOST, SMBIOS_SYSINFO };
extern const struct names os_type_names, os_firmware_names, os_boot_names, loader_type_names, smbios_mode_names,
    firmware_feature_names;

struct os_init_env {
    char *name, *value;
};
struct os_boot_dev {
    unsigned dev; /* enum os_boot */
};
enum firmware_feature_name { FW_FEATURE_NONE, FW_FEATURE_ENROLLED_KEYS, FW_FEATURE_SECURE_BOOT };
struct firmware_feature {
    unsigned name;    /* enum firmware_feature_name */
    unsigned enabled; /* TRI yes/no */
};
struct os_loader {
    unsigned readonly, secure, stateless; /* TRI yes/no */
    unsigned type;                        /* enum loader_type */
    char *path;
};
struct os_nvram {
    char *template;
    char *path;    /* the text; what src.path is for type file */
    unsigned type; /* enum source_type; SOURCE_NONE: plain text */
    struct disk_source src;
};
struct os_table {
    unsigned type; /* 0 slic */
    char *path;
};

struct os {
    unsigned firmware; /* enum os_firmware: automatic choice */
    unsigned type;     /* enum os_type */
    char *arch, *machine;
    REC_LIST(struct firmware_feature) firmware_features;
    char *init;
    SCALARS(char *) initargs;
    REC_LIST(struct os_init_env) initenvs;
    char *initdir, *inituser, *initgroup;
    struct os_loader *loader;
    struct os_nvram *nvram;
    char *kernel, *initrd, *cmdline, *dtb, *root;
    REC_LIST(struct os_table) acpi_tables;
    REC_LIST(struct os_boot_dev) boot;
    unsigned bootmenu;               /* TRI yes/no */
    struct opt_u32 bootmenu_timeout; /* milliseconds */
    unsigned useserial;              /* TRI yes/no */
    struct opt_i64 reboot_timeout;
    unsigned smbios; /* enum smbios_mode */
};
extern const struct rec os_rec;
