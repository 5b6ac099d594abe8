/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* seclabel.h: security labels of a domain and of single sources.  */
#pragma once

#include "rec/rec.h"

enum seclabel_type { SECLABEL_DEFAULT, SECLABEL_NONE, SECLABEL_DYNAMIC, SECLABEL_STATIC };
extern const struct names seclabel_type_names;

struct seclabel {
    unsigned type; /* enum seclabel_type */
    char *model;
    unsigned relabel; /* TRI yes/no */
    char *label, *imagelabel, *baselabel;
};
extern const struct rec seclabel_rec;

struct device_seclabel { /* below a <source> */
    char *model;
    unsigned relabel;   /* TRI */
    unsigned labelskip; /* TRI; live only */
    char *label;
};
extern const struct rec device_seclabel_rec;
