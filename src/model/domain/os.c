/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* os.c: the rows of <os>.  */
#include "model/domain/os.h"

#include "model/domain/table.h"

NAMES(os_type_names, "os type", [OS_HVM] = "hvm", [OS_XEN] = "xen", [OS_LINUX] = "linux", [OS_EXE] = "exe",
      [OS_UML] = "uml", [OS_XENPVH] = "xenpvh");
NAMES(os_firmware_names, "firmware", [FIRMWARE_BIOS] = "bios", [FIRMWARE_EFI] = "efi");
NAMES(os_boot_names,
      "boot device", [BOOT_FD] = "fd", [BOOT_CDROM] = "cdrom", [BOOT_HD] = "hd", [BOOT_NETWORK] = "network");
NAMES(loader_type_names, "loader type", [LOADER_ROM] = "rom", [LOADER_PFLASH] = "pflash");
NAMES(smbios_mode_names,
      "smbios mode", [SMBIOS_EMULATE] = "emulate", [SMBIOS_HOST] = "host", [SMBIOS_SYSINFO] = "sysinfo");
NAMES(firmware_feature_names,
      "firmware feature", [FW_FEATURE_ENROLLED_KEYS] = "enrolled-keys", [FW_FEATURE_SECURE_BOOT] = "secure-boot");
NAMES(table_type_names, "ACPI table type", "slic");

static const struct fld env_flds[] = {
    FLD(struct os_init_env, STR, "@name", name, .flags = REQUIRED),
    FLD(struct os_init_env, STR, ".", value),
    {0},
};
static const struct rec env_rec = {"initenv", sizeof(struct os_init_env), env_flds};
static const struct fld boot_flds[] = {
    FLD(struct os_boot_dev, ENUM, "@dev", dev, NAMED(os_boot_names), .flags = REQUIRED),
    {0},
};
static const struct rec boot_rec = {"boot", sizeof(struct os_boot_dev), boot_flds};
static const struct fld firmware_feature_flds[] = {
    FLD(struct firmware_feature, TRI, "@enabled", enabled, YESNO, .flags = REQUIRED),
    FLD(struct firmware_feature, ENUM, "@name", name, NAMED(firmware_feature_names), .flags = REQUIRED),
    {0},
};
static const struct rec firmware_feature_rec = {"feature", sizeof(struct firmware_feature), firmware_feature_flds};
static const struct fld table_flds[] = {
    FLD(struct os_table, ENUM, "@type", type, NAMED(table_type_names)),
    FLD(struct os_table, STR, ".", path),
    {0},
};
static const struct rec table_rec = {"table", sizeof(struct os_table), table_flds};

#define F(K, PATH, M, ...) FLD(struct os_loader, K, PATH, M, __VA_ARGS__)
static const struct fld loader_flds[] = {
    F(TRI, "@readonly", readonly, YESNO),
    F(TRI, "@secure", secure, YESNO),
    F(ENUM, "@type", type, NAMED(loader_type_names)),
    F(TRI, "@stateless", stateless, YESNO),
    F(STR, ".", path),
    {0},
};
#undef F
static const struct rec loader_rec = {"loader", sizeof(struct os_loader), loader_flds};

#define F(K, PATH, M, ...) FLD(struct os_nvram, K, PATH, M, __VA_ARGS__)
static const struct fld nvram_flds[] = {
    F(STR, "@template", template),
    F(ENUM, "@type", type, NAMED(source_type_names)),
    F(STR, ".", path),
    F(UNION, "source", src, ARMS(disk_source_arms, struct os_nvram, type)),
    {0},
};
#undef F
/* A path or a <source>, not both.  */
static int nvram_defaults(void *obj, struct rec_in *in)
{
    struct os_nvram *n = obj;

    if (n->type)
        g_clear_pointer(&n->path, g_free);
    else
        rec_done(disk_source_arms[0].rec, &n->src);
    return 0;
}
static const struct rec nvram_rec = {"nvram", sizeof(struct os_nvram), nvram_flds, .defaults = nvram_defaults};

#define F(K, PATH, M, ...) FLD(struct os, K, PATH, M, __VA_ARGS__)
static const struct fld os_flds[] = {
    F(ENUM, "@firmware", firmware, NAMED(os_firmware_names)),
    F(STR, "type/@arch", arch, .flags = GUEST_ABI),
    F(STR, "type/@machine", machine, .flags = GUEST_ABI),
    F(ENUM, "type", type, NAMED(os_type_names), .flags = REQUIRED | GUEST_ABI),
    F(LIST, "firmware/feature", firmware_features, RECORD(firmware_feature_rec)),
    F(STR, "init", init),
    F(STRS, "initarg", initargs),
    F(LIST, "initenv", initenvs, RECORD(env_rec)),
    F(STR, "initdir", initdir),
    F(STR, "inituser", inituser),
    F(STR, "initgroup", initgroup),
    F(PTR, "loader", loader, RECORD(loader_rec)),
    F(PTR, "nvram", nvram, RECORD(nvram_rec)),
    F(STR, "kernel", kernel),
    F(STR, "initrd", initrd),
    F(STR, "cmdline", cmdline),
    F(STR, "dtb", dtb),
    F(STR, "root", root),
    F(LIST, "acpi/table", acpi_tables, RECORD(table_rec)),
    F(LIST, "boot", boot, RECORD(boot_rec)),
    F(TRI, "bootmenu/@enable", bootmenu, YESNO),
    F(OPT32, "bootmenu/@timeout", bootmenu_timeout),
    F(TRI, "bios/@useserial", useserial, YESNO),
    F(OPTI64, "bios/@rebootTimeout", reboot_timeout),
    F(ENUM, "smbios/@mode", smbios, NAMED(smbios_mode_names), .flags = SAYS_UNSUPPORTED | GUEST_ABI),
    {0},
};
#undef F
const struct rec os_rec = {"os", sizeof(struct os), os_flds};
