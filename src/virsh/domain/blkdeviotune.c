/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh blkdeviotune: Set or query a block device I/O tuning parameters. */
#include "virsh/common/common.h"
#include "virsh/common/tune.h"

struct args {
    virDomainPtr dom;
    const char *device, *total_bytes_sec, *read_bytes_sec, *write_bytes_sec, *total_iops_sec, *read_iops_sec,
        *write_iops_sec, *total_bytes_sec_max, *read_bytes_sec_max, *write_bytes_sec_max, *total_iops_sec_max,
        *read_iops_sec_max, *write_iops_sec_max, *size_iops_sec, *group_name, *total_bytes_sec_max_length,
        *read_bytes_sec_max_length, *write_bytes_sec_max_length, *total_iops_sec_max_length, *read_iops_sec_max_length,
        *write_iops_sec_max_length;
    bool config, live, current;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(device, "device", REQ, "block device"),
    OPT_STR(total_bytes_sec, "total-bytes-sec", NUMBER, "total throughput limit, as scaled integer (default bytes)"),
    OPT_STR(read_bytes_sec, "read-bytes-sec", NUMBER, "read throughput limit, as scaled integer (default bytes)"),
    OPT_STR(write_bytes_sec, "write-bytes-sec", NUMBER, "write throughput limit, as scaled integer (default bytes)"),
    OPT_STR(total_iops_sec, "total-iops-sec", NUMBER, "total I/O operations limit per second"),
    OPT_STR(read_iops_sec, "read-iops-sec", NUMBER, "read I/O operations limit per second"),
    OPT_STR(write_iops_sec, "write-iops-sec", NUMBER, "write I/O operations limit per second"),
    OPT_STR(total_bytes_sec_max, "total-bytes-sec-max", NUMBER, "total max, as scaled integer (default bytes)"),
    OPT_STR(read_bytes_sec_max, "read-bytes-sec-max", NUMBER, "read max, as scaled integer (default bytes)"),
    OPT_STR(write_bytes_sec_max, "write-bytes-sec-max", NUMBER, "write max, as scaled integer (default bytes)"),
    OPT_STR(total_iops_sec_max, "total-iops-sec-max", NUMBER, "total I/O operations max"),
    OPT_STR(read_iops_sec_max, "read-iops-sec-max", NUMBER, "read I/O operations max"),
    OPT_STR(write_iops_sec_max, "write-iops-sec-max", NUMBER, "write I/O operations max"),
    OPT_STR(size_iops_sec, "size-iops-sec", NUMBER, "I/O size in bytes"),
    OPT_STR(group_name, "group-name", 0, "group name to share I/O quota between multiple drives"),
    OPT_STR(total_bytes_sec_max_length, "total-bytes-sec-max-length", NUMBER,
            "duration in seconds to allow total max bytes"),
    OPT_STR(read_bytes_sec_max_length, "read-bytes-sec-max-length", NUMBER,
            "duration in seconds to allow read max bytes"),
    OPT_STR(write_bytes_sec_max_length, "write-bytes-sec-max-length", NUMBER,
            "duration in seconds to allow write max bytes"),
    OPT_STR(total_iops_sec_max_length, "total-iops-sec-max-length", NUMBER,
            "duration in seconds to allow total I/O operations max"),
    OPT_STR(read_iops_sec_max_length, "read-iops-sec-max-length", NUMBER,
            "duration in seconds to allow read I/O operations max"),
    OPT_STR(write_iops_sec_max_length, "write-iops-sec-max-length", NUMBER,
            "duration in seconds to allow write I/O operations max"),
    OPT_AFFECT,
    OPT_ALIAS("total_bytes_sec", "total-bytes-sec"),
    OPT_ALIAS("read_bytes_sec", "read-bytes-sec"),
    OPT_ALIAS("write_bytes_sec", "write-bytes-sec"),
    OPT_ALIAS("total_iops_sec", "total-iops-sec"),
    OPT_ALIAS("read_iops_sec", "read-iops-sec"),
    OPT_ALIAS("write_iops_sec", "write-iops-sec"),
    OPT_ALIAS("total_bytes_sec_max", "total-bytes-sec-max"),
    OPT_ALIAS("read_bytes_sec_max", "read-bytes-sec-max"),
    OPT_ALIAS("write_bytes_sec_max", "write-bytes-sec-max"),
    OPT_ALIAS("total_iops_sec_max", "total-iops-sec-max"),
    OPT_ALIAS("read_iops_sec_max", "read-iops-sec-max"),
    OPT_ALIAS("write_iops_sec_max", "write-iops-sec-max"),
    OPT_ALIAS("size_iops_sec", "size-iops-sec"),
    OPT_ALIAS("total_bytes_sec_max_length", "total-bytes-sec-max-length"),
    OPT_ALIAS("read_bytes_sec_max_length", "read-bytes-sec-max-length"),
    OPT_ALIAS("write_bytes_sec_max_length", "write-bytes-sec-max-length"),
    OPT_ALIAS("total_iops_sec_max_length", "total-iops-sec-max-length"),
    OPT_ALIAS("read_iops_sec_max_length", "read-iops-sec-max-length"),
    OPT_ALIAS("write_iops_sec_max_length", "write-iops-sec-max-length"),
    OPT_ALIAS("group_name", "group-name"),
    OPT_END,
};

static const struct {
    const char *opt, *field;
    size_t off; /* of the text in the arguments */
} limits[] = {
    {"total-bytes-sec", VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC, offsetof(struct args, total_bytes_sec)},
    {"read-bytes-sec", VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC, offsetof(struct args, read_bytes_sec)},
    {"write-bytes-sec", VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC, offsetof(struct args, write_bytes_sec)},
    {"total-iops-sec", VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC, offsetof(struct args, total_iops_sec)},
    {"read-iops-sec", VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC, offsetof(struct args, read_iops_sec)},
    {"write-iops-sec", VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC, offsetof(struct args, write_iops_sec)},
    {"total-bytes-sec-max", VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX, offsetof(struct args, total_bytes_sec_max)},
    {"read-bytes-sec-max", VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX, offsetof(struct args, read_bytes_sec_max)},
    {"write-bytes-sec-max", VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX, offsetof(struct args, write_bytes_sec_max)},
    {"total-iops-sec-max", VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX, offsetof(struct args, total_iops_sec_max)},
    {"read-iops-sec-max", VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX, offsetof(struct args, read_iops_sec_max)},
    {"write-iops-sec-max", VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX, offsetof(struct args, write_iops_sec_max)},
    {"size-iops-sec", VIR_DOMAIN_BLOCK_IOTUNE_SIZE_IOPS_SEC, offsetof(struct args, size_iops_sec)},
    {"total-bytes-sec-max-length", VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX_LENGTH,
     offsetof(struct args, total_bytes_sec_max_length)},
    {"read-bytes-sec-max-length", VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX_LENGTH,
     offsetof(struct args, read_bytes_sec_max_length)},
    {"write-bytes-sec-max-length", VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX_LENGTH,
     offsetof(struct args, write_bytes_sec_max_length)},
    {"total-iops-sec-max-length", VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX_LENGTH,
     offsetof(struct args, total_iops_sec_max_length)},
    {"read-iops-sec-max-length", VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX_LENGTH,
     offsetof(struct args, read_iops_sec_max_length)},
    {"write-iops-sec-max-length", VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX_LENGTH,
     offsetof(struct args, write_iops_sec_max_length)},
};

static bool show(struct virsh *sh, const struct args *a)
{
    int n = 0;

    if (virDomainGetBlockIoTune(a->dom, a->device, NULL, &n, AFFECT(a)) < 0) {
        virsh_error(sh, "Unable to get number of block I/O throttle parameters");
        return false;
    }
    g_autofree virTypedParameterPtr params = g_new0(virTypedParameter, n + 1);
    if (n && virDomainGetBlockIoTune(a->dom, a->device, params, &n, AFFECT(a)) < 0) {
        virsh_error(sh, "Unable to get block I/O throttle parameters");
        return false;
    }
    for (int i = 0; i < n; i++) {
        g_autofree char *text = param_text(&params[i]);
        virsh_print(sh, "%-15s: %s\n", params[i].field, text);
    }
    virTypedParamsClear(params, n);
    return true;
}

static bool run(struct virsh *sh, const struct args *a)
{
    auto_tune_values v = {0};

    for (unsigned i = 0; i < G_N_ELEMENTS(limits); i++) {
        const char *text = *(const char *const *) (const void *) ((const char *) a + limits[i].off);
        unsigned long long value;
        if (!text)
            continue;
        if (!size_parse(sh, limits[i].opt, text, 1, G_MAXUINT64, &value)) {
            virsh_error(sh, "Unable to parse integer parameter");
            return false;
        }
        tune_add_ull(&v, limits[i].field, value);
    }
    if (a->group_name)
        tune_add_string(&v, VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME, a->group_name);
    if (v.n == 0)
        return show(sh, a);
    return outcome(sh, virDomainSetBlockIoTune(a->dom, a->device, v.params, v.n, AFFECT(a)), NULL,
                   "Unable to change block I/O throttle", "");
}

COMMAND(blkdeviotune, "blkdeviotune", "Set or query a block device I/O tuning parameters.",
        "Set or query disk I/O parameters such as block throttling.", .excl = EXCL_AFFECT);
