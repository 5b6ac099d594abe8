/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Any bytes as a document: what is accepted must print, read again to the same, and copy. */
#include <glib.h>
#include <string.h>

#include "base/err.h"
#include "model/domain/domain.h"
#include "rec-sample.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try(const struct rec *r, const char *text)
{
    struct rec_notes notes = {0};
    void *obj = rec_parse_xml(r, text, REC_STATUS, NULL, &notes), *copy;
    char *xml, *again;

    rec_notes_done(&notes);
    if (!obj)
        return;
    copy = rec_copy(r, obj);
    xml = rec_to_xml(r, obj, REC_STATUS | REC_SECURE);
    again = rec_to_xml(r, copy, REC_STATUS | REC_SECURE);
    g_assert_cmpstr(xml, ==, again);
    g_assert_null(rec_diff(r, obj, copy, 0, 0, NULL, NULL));
    rec_free(r, copy);
    rec_free(r, obj);
    /* What was printed is a document again.  */
    obj = rec_parse_xml(r, xml, REC_STATUS | REC_STRICT, NULL, NULL);
    if (r == &sample_rec && !obj)
        g_error("%s in\n%s", err_thread()->message, xml);
    rec_free(r, obj);
    g_free(xml);
    g_free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *) data, size);
    xmlDoc *doc = rec_read_doc((const char *) data, size, NULL); /* also with NULs in it */

    xmlFreeDoc(doc);
    try(&sample_rec, text);
    try(&domain_rec, text);
    return 0;
}
