/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* device.h: one device of a document: read alone, found in a definition, put in, taken out. */
#pragma once

#include "model/domain/domain.h"

struct device_kind {
    const char *element;
    const struct rec *rec;
    size_t list; /* offset of its REC_LIST in struct domain_def */
    size_t info; /* offset of struct device_info in the device */
    bool live;   /* can come and go while the guest runs */
};

/* A device document read by itself; NULL: error set. Free with rec_free(kind->rec, dev).  */
void *device_parse(const char *xml, const struct domain_facts *facts, const struct device_kind **ret_kind);
/* The one of the definition that the document means, or that has the alias; NULL: none (no error set).  */
void *device_find(const struct domain_def *def, const struct device_kind *kind, const void *like);
void *device_by_alias(const struct domain_def *def, const char *alias, const struct device_kind **ret_kind);
struct device_info *device_info_of(const struct device_kind *kind, void *dev);
void device_add(struct domain_def *def, const struct device_kind *kind, void *dev);    /* takes it */
bool device_remove(struct domain_def *def, const struct device_kind *kind, void *dev); /* and frees it */
/* Sets the error when another device has its place ("target vda already exists"); -1 then.  */
int device_clash(const struct domain_def *def, const struct device_kind *kind, const void *dev);
/* "disk vdb" for messages; newly allocated.  */
char *device_name(const struct device_kind *kind, const void *dev);
