/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* namespace.c: the rows of the qemu namespace.  */
#include "model/domain/namespace.h"

#include "model/domain/table.h"

NAMES(qemu_property_names, "property type", NULL, "string", "signed", "unsigned", "bool", "remove");

static const struct fld arg_flds[] = {
    FLD(struct qemu_arg, STR, "@value", value, .flags = REQUIRED),
    {0},
};
static const struct rec arg_rec = {"qemu:arg", sizeof(struct qemu_arg), arg_flds};
static const struct fld env_flds[] = {
    FLD(struct qemu_env, STR, "@name", name, .flags = REQUIRED),
    FLD(struct qemu_env, STR, "@value", value),
    {0},
};
static const struct rec env_rec = {"qemu:env", sizeof(struct qemu_env), env_flds};
static const struct fld commandline_flds[] = {
    FLD(struct qemu_commandline, LIST, "qemu:arg", args, RECORD(arg_rec)),
    FLD(struct qemu_commandline, LIST, "qemu:env", envs, RECORD(env_rec)),
    {0},
};
const struct rec qemu_commandline_rec = {"qemu:commandline", sizeof(struct qemu_commandline), commandline_flds};

static const struct fld cap_flds[] = {
    FLD(struct qemu_cap, STR, "@capability", name, .flags = REQUIRED),
    {0},
};
static const struct rec cap_rec = {"qemu:add", sizeof(struct qemu_cap), cap_flds};
static const struct fld capabilities_flds[] = {
    FLD(struct qemu_capabilities, LIST, "qemu:add", add, RECORD(cap_rec)),
    FLD(struct qemu_capabilities, LIST, "qemu:del", del, RECORD(cap_rec)),
    {0},
};
const struct rec qemu_capabilities_rec = {"qemu:capabilities", sizeof(struct qemu_capabilities), capabilities_flds};

#define F(K, PATH, M, ...) FLD(struct qemu_property, K, PATH, M, __VA_ARGS__)
static const struct fld property_flds[] = {
    F(STR, "@name", name, .flags = REQUIRED),
    F(ENUM, "@type", type, NAMED(qemu_property_names), .flags = REQUIRED),
    F(STR, "@value", value),
    {0},
};
#undef F
static const struct rec property_rec = {"qemu:property", sizeof(struct qemu_property), property_flds};
static const struct fld override_flds[] = {
    FLD(struct qemu_override, STR, "@alias", alias, .flags = REQUIRED),
    FLD(struct qemu_override, LIST, "qemu:frontend/qemu:property", frontend, RECORD(property_rec)),
    {0},
};
const struct rec qemu_override_rec = {"qemu:device", sizeof(struct qemu_override), override_flds};
