/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * throttle.c: <iotune> of a disk as the arguments of block_set_io_throttle: QEMU has no option for it with
 * block nodes, so it is set when the guest has its devices and before it runs.
 */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/plan/build.h"

#define ROW(KEY, M, ALWAYS_)                          \
    {                                                 \
        KEY, offsetof(struct disk_iotune, M), ALWAYS_ \
    }
static const struct row {
    const char *key;
    size_t off;
    bool always; /* QEMU wants it even when nothing is limited */
} rows[] = {
    ROW("bps", total_bytes_sec, true),
    ROW("bps_rd", read_bytes_sec, true),
    ROW("bps_wr", write_bytes_sec, true),
    ROW("iops", total_iops_sec, true),
    ROW("iops_rd", read_iops_sec, true),
    ROW("iops_wr", write_iops_sec, true),
    ROW("bps_max", total_bytes_sec_max, false),
    ROW("bps_rd_max", read_bytes_sec_max, false),
    ROW("bps_wr_max", write_bytes_sec_max, false),
    ROW("iops_max", total_iops_sec_max, false),
    ROW("iops_rd_max", read_iops_sec_max, false),
    ROW("iops_wr_max", write_iops_sec_max, false),
    ROW("iops_size", size_iops_sec, false),
    ROW("bps_max_length", total_bytes_sec_max_length, false),
    ROW("bps_rd_max_length", read_bytes_sec_max_length, false),
    ROW("bps_wr_max_length", write_bytes_sec_max_length, false),
    ROW("iops_max_length", total_iops_sec_max_length, false),
    ROW("iops_rd_max_length", read_iops_sec_max_length, false),
    ROW("iops_wr_max_length", write_iops_sec_max_length, false),
};

json_t *plan_throttle(const struct disk *d)
{
    json_t *out = json_pack("{s:s}", "id", device_alias(&d->info));
    bool any = false;

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        uint64_t n = *(const uint64_t *) ((const char *) &ASIDE(d->more)->iotune + rows[i].off);

        any = any || n;
        if (n || rows[i].always)
            json_object_set_new(out, rows[i].key, json_integer((json_int_t) n));
    }
    if (!any) {
        json_decref(out);
        return NULL;
    }
    if (ASIDE(d->more)->iotune.group_name)
        json_object_set_new(out, "group", json_string(ASIDE(d->more)->iotune.group_name));
    else
        json_object_set_new(out, "group", json_sprintf("drive-%s", device_alias(&d->info)));
    return out;
}
