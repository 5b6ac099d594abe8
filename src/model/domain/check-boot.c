/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* check-boot.c: firmware, boot order, boot menu.  */
#include "model/domain/check.h"

static int auto_firmware(const struct os *os)
{
    const struct os_loader *l = os->loader;
    const char *bad = !l ? NULL : l->readonly ? "readonly" : l->type ? "type" : l->secure == TRI_NO ? "secure" : NULL;

    if (!os->firmware)
        return 0;
    if (bad)
        return no(VIR_ERR_XML_DETAIL,
                  "loader attribute '%s' cannot be specified when firmware autoselection is enabled", bad);
    if (l && l->path)
        return no(VIR_ERR_XML_DETAIL, "loader path cannot be specified when firmware autoselection is enabled");
    if (os->nvram && os->nvram->template)
        return no(VIR_ERR_XML_DETAIL,
                  "nvram attribute 'template' cannot be specified when firmware autoselection is enabled");
    return 0;
}

struct orders {
    GHashTable *seen;
    const struct os *os;
};

static int order_seen(struct domain_def *def, const char *kind, void *dev, struct device_info *info, void *arg)
{
    struct orders *o = arg;

    if (!ASIDE(info->more)->boot_order.set)
        return 0;
    if (o->os->boot.n > 0)
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "per-device boot elements cannot be used together with os/boot elements");
    if (!g_hash_table_add(o->seen, GUINT_TO_POINTER(ASIDE(info->more)->boot_order.v)))
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "boot order '%u' used for more than one device",
                  ASIDE(info->more)->boot_order.v);
    return 0;
}

int check_boot(const struct domain_def *def, const struct domain_facts *facts)
{
    const struct os *os = &def->os;
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    struct orders o = {seen, os};
    bool uefi = os->firmware == FIRMWARE_EFI || (os->loader && os->loader->type == LOADER_PFLASH);

    if (os->bootmenu_timeout.set && os->bootmenu_timeout.v > 65535)
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "invalid value for boot menu timeout, must be in range [0,65535]");
    if (os->reboot_timeout.set && (os->reboot_timeout.v < -1 || os->reboot_timeout.v > 65535))
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "invalid value for rebootTimeout, must be in range [-1,65535]");
    if (auto_firmware(os) < 0)
        return -1;
    if (uefi && facts && domain_is_x86(def) && !def->features.acpi)
        return no(VIR_ERR_CONFIG_UNSUPPORTED, "UEFI requires ACPI on this architecture");
    return domain_each_device((struct domain_def *) def, order_seen, &o);
}
