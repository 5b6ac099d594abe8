/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* tpm.h: <tpm>.  */
#pragma once

#include "model/domain/chardev.h"

enum tpm_model { TPM_MODEL_DEFAULT, TPM_TIS, TPM_CRB, TPM_SPAPR, TPM_SPAPR_PROXY };
enum tpm_backend { TPM_BACKEND_NONE, TPM_PASSTHROUGH, TPM_EMULATOR, TPM_EXTERNAL };
enum tpm_version { TPM_VERSION_DEFAULT, TPM_1_2, TPM_2_0 };
extern const struct names tpm_model_names, tpm_backend_names, tpm_version_names;
struct tpm {
    unsigned model, backend, version;
    unsigned persistent_state; /* TRI yes/no */
    char *device;              /* passthrough */
    uint8_t secret[16];        /* emulator: encryption/@secret */
    bool pcr_banks;            /* <active_pcr_banks> present */
    bool sha1, sha256, sha384, sha512;
    char *source_type, *source_path, *source_mode; /* external */
    struct device_info info;
};
extern const struct rec tpm_rec;
