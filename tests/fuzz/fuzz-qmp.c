/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Any bytes as what QEMU says: read, and decoded by every answer's and event's record, whole and each part of it. */
#include <glib.h>

#include "drivers/qemu/qmp/codec.h"
#include "drivers/qemu/qmp/qmp.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try(const struct rec *r, const json_t *v)
{
    if (!r)
        return;
    g_autofree void *obj = g_malloc0(r->size);
    g_autofree char *why = qmp_decode(r, obj, v);
    if (!why)
        rec_done(r, obj);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *why = NULL;
    json_t *v = qmp_read_json((const char *) data, size, &why);
    if (!v)
        return 0;
    for (const struct qmp_command *const *c = qmp_command_table; *c; c++) {
        try((*c)->out, v);
        try((*c)->out, json_object_get(v, "return"));
    }
    for (unsigned i = 0; i < QMP_EVENT_LAST; i++)
        try(qmp_event_table[i].rec, json_object_get(v, "data"));
    json_decref(v);
    return 0;
}
