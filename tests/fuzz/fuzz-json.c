/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Any bytes as JSON into a record, and back. */
#include <glib.h>

#include "rec-sample.h"
#include "rec/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    json_t *v = json_loadb((const char *) data, size, JSON_ALLOW_NUL, NULL);
    struct sample s, back;
    char *why;

    if (!v)
        return 0;
    why = rec_json_why(&sample_rec, &s, v);
    json_decref(v);
    if (!why) {
        v = rec_to_json(&sample_rec, &s);
        why = rec_json_why(&sample_rec, &back, v);
        /* A new word was taken as none, and a record may want one.  */
        g_assert_true(!why || g_str_has_suffix(why, ": missing"));
        g_assert_true(why || !rec_diff(&sample_rec, &s, &back, 0, 0, NULL, NULL));
        json_decref(v);
        rec_done(&sample_rec, &back);
        rec_done(&sample_rec, &s);
    }
    g_free(why);
    return 0;
}
