/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* tpm.c: trusted platform modules. Only one that runs already can be connected to, so far.  */
#define ERR_FROM VIR_FROM_QEMU
#include <errno.h>

#include "drivers/qemu/plan/build.h"

static json_t *tpmdev(struct build *b, const void *t_)
{
    return json_sprintf("tpm-%s", device_alias(&((const struct tpm *) t_)->info));
}

static const struct prop tpm_props[] = {
    FROM("tpmdev", tpmdev),
    ROWS(struct tpm, info, id_props),
    {0},
};

int plan_tpm(struct build *b, const struct tpm *t)
{
    g_autofree char *chardev = g_strdup_printf("chrtpm");
    const char *alias = device_alias(&t->info);
    struct chardev_source src = {.type = CHARDEV_UNIX, .mode = CHARDEV_MODE_CONNECT, .path = t->source_path};

    if (t->backend == TPM_PASSTHROUGH) {
        b->failed = true;
        err_sys(ENOENT, "Could not open TPM device %s", t->device ? t->device : "/dev/tpm0");
        return -1;
    }
    if (t->backend != TPM_EXTERNAL || !t->source_path)
        return plan_refuse(b, "TPM backend '%s' is not supported yet", names_word(&tpm_backend_names, t->backend));
    if (plan_chardev(b, &src, chardev, alias, ROLE_OTHER, t) < 0)
        return -1;
    plan_argf(b, "tpmdev", "emulator,id=tpm-%s,chardev=%s", alias, chardev);
    return plan_device_add(b, t->model == TPM_CRB ? "tpm-crb" : "tpm-tis", tpm_props, t) ? 0 : -1;
}
