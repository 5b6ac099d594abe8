/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* notes.c: what a document had that no table knows, kept for a log line or made an error. */
#include "rec/engine.h"

#include <string.h>

enum { NOTES_MAX = 64 };

static void note_add(struct rec_notes *notes, int line, char *path, const char *nearest)
{
    if (notes->n == NOTES_MAX) {
        notes->full = true;
        g_free(path);
        return;
    }
    if (!notes->v)
        notes->v = g_new0(struct rec_note, NOTES_MAX);
    notes->v[notes->n++] = (struct rec_note){line, path, nearest};
}

int note_unknown(struct rec_in *in, const xmlNode *node, const char *attr, const char *const *known, size_t n)
{
    const char *name = attr ? attr : (const char *) node->name;
    const char *near = word_nearest(known, n, name);
    struct rec_in at = *in;

    if (in->how & REC_STRICT) {
        at.node = node;
        at.fld = NULL;
        return near ? rec_bad(&at, VIR_ERR_XML_ERROR, "unknown %s '%s'; did you mean '%s'?",
                              attr ? "attribute" : "element", name, near)
                    : rec_bad(&at, VIR_ERR_XML_ERROR, "unknown %s '%s'", attr ? "attribute" : "element", name);
    }
    if (in->notes && in->notes->n < NOTES_MAX) {
        char *path = node_path(node, true);
        if (attr) {
            char *longer = g_strconcat(path, "/@", attr, NULL);
            g_free(path);
            path = longer;
        }
        note_add(in->notes, (int) xmlGetLineNo((xmlNode *) node), path, near);
    } else if (in->notes) {
        in->notes->full = true;
    }
    return 0;
}

void note_duplicate(struct rec_in *in, const xmlNode *node)
{
    if (in->notes && in->notes->n < NOTES_MAX)
        note_add(in->notes, (int) xmlGetLineNo((xmlNode *) node), node_path(node, true), NULL);
    else if (in->notes)
        in->notes->full = true;
}

void rec_notes_done(struct rec_notes *notes)
{
    for (size_t i = 0; i < notes->n; i++)
        g_free(notes->v[i].path);
    g_free(notes->v);
    *notes = (struct rec_notes){0};
}
