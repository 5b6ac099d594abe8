/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh blkiotune: Get or set blkio parameters. */
#include "virsh/common/common.h"
#include "virsh/common/tune.h"

struct args {
    virDomainPtr dom;
    struct num_int weight;
    const char *device_weights, *device_read_iops_sec, *device_write_iops_sec, *device_read_bytes_sec,
        *device_write_bytes_sec;
    bool config, live, current;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_INT(weight, "weight", 0, "IO Weight"),
    OPT_STR(device_weights, "device-weights", 0, "per-device IO Weights, in the form of /path/to/device,weight,..."),
    OPT_STR(device_read_iops_sec, "device-read-iops-sec", 0,
            "per-device read I/O limit per second, in the form of /path/to/device,read_iops_sec,..."),
    OPT_STR(device_write_iops_sec, "device-write-iops-sec", 0,
            "per-device write I/O limit per second, in the form of /path/to/device,write_iops_sec,..."),
    OPT_STR(device_read_bytes_sec, "device-read-bytes-sec", 0,
            "per-device bytes read per second, in the form of /path/to/device,read_bytes_sec,..."),
    OPT_STR(device_write_bytes_sec, "device-write-bytes-sec", 0,
            "per-device bytes wrote per second, in the form of /path/to/device,write_bytes_sec,..."),
    OPT_AFFECT,
    OPT_END,
};

static int get(void *dom, virTypedParameterPtr p, int *n, unsigned flags)
{
    return virDomainGetBlkioParameters(dom, p, n, flags);
}

static int set(void *dom, virTypedParameterPtr p, int n, unsigned flags)
{
    return virDomainSetBlkioParameters(dom, p, n, flags);
}

static const struct tune family = {
    .get = get,
    .set = set,
    .count_error = "Unable to get number of blkio parameters",
    .get_error = "Unable to get blkio parameters",
    .set_error = "Unable to change blkio parameters",
};

static bool run(struct virsh *sh, const struct args *a)
{
    auto_tune_values v = {0};
    const struct {
        const char *field, *text;
    } lists[] = {
        {VIR_DOMAIN_BLKIO_DEVICE_WEIGHT, a->device_weights},
        {VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS, a->device_read_iops_sec},
        {VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS, a->device_write_iops_sec},
        {VIR_DOMAIN_BLKIO_DEVICE_READ_BPS, a->device_read_bytes_sec},
        {VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS, a->device_write_bytes_sec},
    };

    if (a->weight.set) {
        if (a->weight.v <= 0) {
            virsh_error(sh, "Invalid value of %d for I/O weight", a->weight.v);
            return false;
        }
        tune_add_uint(&v, VIR_DOMAIN_BLKIO_WEIGHT, (unsigned) a->weight.v);
    }
    for (unsigned i = 0; i < G_N_ELEMENTS(lists); i++)
        if (lists[i].text)
            tune_add_string(&v, lists[i].field, lists[i].text);
    return tune_run(sh, &family, a->dom, &v, AFFECT(a));
}

COMMAND(blkiotune, "blkiotune", "Get or set blkio parameters",
        "Get or set the current blkio parameters for a guest domain.\n    To get the blkio parameters use following "
        "command: \n\n    virsh # blkiotune <domain>",
        .excl = EXCL_AFFECT);
