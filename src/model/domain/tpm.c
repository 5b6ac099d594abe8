/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* tpm.c: the rows of <tpm>.  */
#include "model/domain/tpm.h"

#include "model/domain/table.h"

NAMES(tpm_model_names, "TPM model", [TPM_TIS] = "tpm-tis", [TPM_CRB] = "tpm-crb", [TPM_SPAPR] = "tpm-spapr",
      [TPM_SPAPR_PROXY] = "spapr-tpm-proxy");
NAMES(tpm_backend_names,
      "TPM backend type", [TPM_PASSTHROUGH] = "passthrough", [TPM_EMULATOR] = "emulator", [TPM_EXTERNAL] = "external");
NAMES(tpm_version_names, "TPM version", [TPM_1_2] = "1.2", [TPM_2_0] = "2.0");

#define F(K, PATH, M, ...) FLD(struct tpm, K, PATH, M, __VA_ARGS__)
static const struct fld tpm_flds[] = {
    F(ENUM, "@model", model, NAMED(tpm_model_names), .flags = GUEST_ABI),
    F(ENUM, "backend/@type", backend, NAMED(tpm_backend_names), .flags = REQUIRED),
    F(ENUM, "backend/@version", version, NAMED(tpm_version_names), .flags = GUEST_ABI),
    F(TRI, "backend/@persistent_state", persistent_state, YESNO),
    F(STR, "backend/device/@path", device),
    F(UUID, "backend/encryption/@secret", secret),
    F(FLAG, "backend/active_pcr_banks", pcr_banks),
    F(FLAG, "backend/active_pcr_banks/sha1", sha1),
    F(FLAG, "backend/active_pcr_banks/sha256", sha256),
    F(FLAG, "backend/active_pcr_banks/sha384", sha384),
    F(FLAG, "backend/active_pcr_banks/sha512", sha512),
    F(STR, "backend/source/@type", source_type),
    F(STR, "backend/source/@path", source_path),
    F(STR, "backend/source/@mode", source_mode),
    F(SUB, ".", info, RECORD(device_info_rec)),
    {0},
};
#undef F
const struct rec tpm_rec = {"tpm", sizeof(struct tpm), tpm_flds};
