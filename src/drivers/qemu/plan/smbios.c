/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* smbios.c: what the guest reads about its maker: SMBIOS tables, fw_cfg blobs; also its UUID.  */
#define ERR_FROM VIR_FROM_QEMU
#include <string.h>

#include "drivers/qemu/plan/build.h"

/* Per table: entry of the document -> key of -smbios, in the order of printing.  */
struct row {
    const char *entry, *key;
};
static const struct row bios_rows[] = {
    {"vendor", "vendor"}, {"version", "version"}, {"date", "date"}, {"release", "release"}, {0}};
static const struct row system_rows[] = {{"manufacturer", "manufacturer"},
                                         {"product", "product"},
                                         {"version", "version"},
                                         {"serial", "serial"},
                                         {"uuid", "uuid"},
                                         {"sku", "sku"},
                                         {"family", "family"},
                                         {0}};
static const struct row board_rows[] = {{"manufacturer", "manufacturer"},
                                        {"product", "product"},
                                        {"version", "version"},
                                        {"serial", "serial"},
                                        {"asset", "asset"},
                                        {"location", "location"},
                                        {0}};
static const struct row chassis_rows[] = {{"manufacturer", "manufacturer"},
                                          {"version", "version"},
                                          {"serial", "serial"},
                                          {"asset", "asset"},
                                          {"sku", "sku"},
                                          {0}};

static void table(struct build *b, unsigned type, const struct row *rows, const struct sysinfo_block *block)
{
    GString *out = g_string_new(NULL);

    if (!block) {
        g_string_free(out, true);
        return;
    }
    g_string_append_printf(out, "type=%u", type);
    for (const struct row *r = rows; r->entry; r++)
        for (size_t i = 0; i < block->entries.n; i++) {
            const struct sysinfo_entry *e = block->entries.v[i];

            /* the UUID of the guest is the UUID of the system: -uuid has it */
            if (!e->name || strcmp(e->name, r->entry) != 0 || strcmp(r->key, "uuid") == 0)
                continue;
            g_string_append_printf(out, ",%s=", r->key);
            opt_append(out, e->value ? e->value : "");
            break;
        }
    plan_arg(b, "smbios", g_string_free(out, false));
}

static void oem_strings(struct build *b, const struct sysinfo_block *block)
{
    GString *out;

    if (!block)
        return;
    out = g_string_new("type=11");
    for (size_t i = 0; i < block->entries.n; i++) {
        g_string_append(out, ",value=");
        opt_append(out, block->entries.v[i]->value ? block->entries.v[i]->value : "");
    }
    plan_arg(b, "smbios", g_string_free(out, false));
}

static int smbios(struct build *b)
{
    const struct sysinfo_def *s = NULL;

    if (b->def->os.smbios == SMBIOS_HOST)
        return 0; /* the host's tables are looked up by the caller; a host without them gives none */
    if (b->def->os.smbios != SMBIOS_SYSINFO)
        return 0;
    for (size_t i = 0; i < b->def->sysinfo.n; i++)
        if (b->def->sysinfo.v[i]->type == SYSINFO_SMBIOS)
            s = b->def->sysinfo.v[i];
    if (!s) {
        b->failed = true;
        err(VIR_ERR_XML_ERROR, "Domain '%s' sysinfo are not available", b->def->name);
        return -1;
    }
    table(b, 0, bios_rows, s->bios);
    table(b, 1, system_rows, s->system);
    for (size_t i = 0; i < s->base_boards.n; i++)
        table(b, 2, board_rows, s->base_boards.v[i]);
    table(b, 3, chassis_rows, s->chassis);
    oem_strings(b, s->oem_strings);
    return 0;
}

static void fw_cfg(struct build *b, const struct sysinfo_entry *e)
{
    g_autofree char *name = opt_escape(e->name ? e->name : "");
    g_autofree char *value = opt_escape(e->file ? e->file : e->value ? e->value : "");

    plan_argf(b, "fw_cfg", "name=%s,%s=%s", name, e->file ? "file" : "string", value);
}

int plan_smbios(struct build *b)
{
    const uint8_t *u = b->def->uuid;

    plan_argf(b, "uuid", "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", u[0], u[1], u[2], u[3],
              u[4], u[5], u[6], u[7], u[8], u[9], u[10], u[11], u[12], u[13], u[14], u[15]);
    if (smbios(b) < 0)
        return -1;
    for (size_t i = 0; i < b->def->sysinfo.n; i++)
        for (size_t k = 0; k < b->def->sysinfo.v[i]->fwcfg.n; k++)
            fw_cfg(b, b->def->sysinfo.v[i]->fwcfg.v[k]);
    return 0;
}
