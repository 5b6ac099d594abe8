/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* domaincaps.c: the rows of <domainCapabilities>. */
#include "model/domaincaps.h"

#define YESNO .of.names = &yesno_names
#define ENUMS .of.rec = &enum_rec

static const struct fld enum_flds[] = {
    FLD(struct dcaps_enum, STR, "@name", name),
    FLD(struct dcaps_enum, STRS, "value", values),
    {0},
};
static const struct rec enum_rec = {"enum", sizeof(struct dcaps_enum), enum_flds};

static const struct fld group_flds[] = {
    FLD(struct dcaps_group, TRI, "@supported", supported, YESNO),
    FLD(struct dcaps_group, LIST, "enum", enums, ENUMS),
    {0},
};
static const struct rec group_rec = {"disk", sizeof(struct dcaps_group), group_flds};

static const struct fld loader_flds[] = {
    FLD(struct dcaps_loader, TRI, "@supported", supported, YESNO),
    FLD(struct dcaps_loader, STRS, "value", values),
    FLD(struct dcaps_loader, LIST, "enum", enums, ENUMS),
    {0},
};
static const struct rec loader_rec = {"loader", sizeof(struct dcaps_loader), loader_flds};

NAMES(dcaps_policy_names, "feature policy", [TRI_YES] = "require", [TRI_NO] = "disable");
static const struct fld feature_flds[] = {
    FLD(struct dcaps_feature, TRI, "@policy", policy, .of.names = &dcaps_policy_names),
    FLD(struct dcaps_feature, STR, "@name", name),
    {0},
};
static const struct rec feature_rec = {"feature", sizeof(struct dcaps_feature), feature_flds};
static const struct fld model_flds[] = {
    FLD(struct dcaps_model, TRI, "@usable", usable, YESNO),
    FLD(struct dcaps_model, STR, "@vendor", vendor),
    FLD(struct dcaps_model, STR, ".", name),
    {0},
};
static const struct rec model_rec = {"model", sizeof(struct dcaps_model), model_flds};

#define F(K, PATH, M, ...) FLD(struct dcaps_mode, K, PATH, M, __VA_ARGS__)
static const struct fld mode_flds[] = {
    F(STR, "@name", name),
    F(TRI, "@supported", supported, YESNO),
    F(LIST, "enum", enums, ENUMS),
    F(STR, "model/@fallback", model_fallback),
    F(STR, "model", model),
    F(STR, "vendor", vendor),
    F(LIST, "feature", features, .of.rec = &feature_rec),
    F(LIST, "model", models, .of.rec = &model_rec),
    {0},
};
#undef F
static const struct rec mode_rec = {"mode", sizeof(struct dcaps_mode), mode_flds};

#define F(K, PATH, M, ...) FLD(struct domain_caps, K, PATH, M, __VA_ARGS__)
#define GROUP(PATH, M) F(SUB, PATH, M, .of.rec = &group_rec)
#define SUPPORTED(PATH, M) F(TRI, PATH "/@supported", M, YESNO)
static const struct fld domain_caps_flds[] = {
    F(STR, "path", path),
    F(STR, "domain", domain),
    F(STR, "machine", machine),
    F(STR, "arch", arch),
    F(OPT32, "vcpu/@max", vcpu_max),
    SUPPORTED("iothreads", iothreads),
    SUPPORTED("os", os_supported),
    F(LIST, "os/enum", os_enums, ENUMS),
    F(SUB, "os/loader", loader, .of.rec = &loader_rec),
    F(LIST, "cpu/mode", cpu_modes, .of.rec = &mode_rec),
    GROUP("memoryBacking", memory_backing),
    GROUP("devices/disk", disk),
    GROUP("devices/graphics", graphics),
    GROUP("devices/video", video),
    GROUP("devices/hostdev", hostdev),
    GROUP("devices/rng", rng),
    GROUP("devices/filesystem", filesystem),
    GROUP("devices/tpm", tpm),
    GROUP("devices/redirdev", redirdev),
    GROUP("devices/channel", channel),
    SUPPORTED("features/gic", gic),
    SUPPORTED("features/vmcoreinfo", vmcoreinfo),
    SUPPORTED("features/genid", genid),
    SUPPORTED("features/backingStoreInput", backing_store_input),
    SUPPORTED("features/backup", backup),
    GROUP("features/sev", sev),
    GROUP("features/sgx", sgx),
    GROUP("features/hyperv", hyperv),
    {0},
};
const struct rec domain_caps_rec = {"domainCapabilities", sizeof(struct domain_caps), domain_caps_flds};
