/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* seclabel.c: rows of security labels.  */
#include "model/domain/seclabel.h"

#include "model/domain/table.h"

NAMES(seclabel_type_names,
      "security label type", [SECLABEL_NONE] = "none", [SECLABEL_DYNAMIC] = "dynamic", [SECLABEL_STATIC] = "static");

#define F(K, PATH, M, ...) FLD(struct seclabel, K, PATH, M, __VA_ARGS__)
static const struct fld seclabel_flds[] = {
    F(ENUM, "@type", type, NAMED(seclabel_type_names)),
    F(STR, "@model", model),
    F(TRI, "@relabel", relabel, YESNO),
    F(STR, "label", label),
    F(STR, "imagelabel", imagelabel, .flags = LIVE),
    F(STR, "baselabel", baselabel),
    {0},
};
#undef F
const struct rec seclabel_rec = {"seclabel", sizeof(struct seclabel), seclabel_flds};

#define F(K, PATH, M, ...) FLD(struct device_seclabel, K, PATH, M, __VA_ARGS__)
static const struct fld device_seclabel_flds[] = {
    F(STR, "@model", model),
    F(TRI, "@labelskip", labelskip, YESNO, .flags = LIVE),
    F(TRI, "@relabel", relabel, YESNO),
    F(STR, "label", label),
    {0},
};
#undef F
const struct rec device_seclabel_rec = {"seclabel", sizeof(struct device_seclabel), device_seclabel_flds};
