/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * check.c: is an object as its table says? Ranges, words, what must be there, and each record's own check,
 * for objects that were not read from a document.
 */
#include "rec/engine.h"

#include <string.h>

static int check_record(const struct rec *r, const void *obj, struct rec_in *in);

static int check_text(const struct fld *f, const void *m, struct rec_in *in)
{
    switch (f->kind) {
    case K_ENUM:
    case K_TRI:
        if (*(const unsigned *) m && !names_word(f->of.names, *(const unsigned *) m))
            return rec_bad(in, VIR_ERR_XML_ERROR, "%u is not a %s", *(const unsigned *) m, f->of.names->what);
        return 0;
    case K_STR:
        return check_length(f, strlen(*(char *const *) m), "bytes of text", in);
    case K_BYTES:
        return check_length(f, ((const struct bytes *) m)->n, "bytes", in);
    case K_STRS:
        return check_length(f, ((const struct rec_list *) m)->n, "entries", in);
    case K_CPUSET:
    case K_UUID:
    case K_MAC:
    case K_RAW:
    case K_CODEC:
    case K_FLAG:
    case K_DOUBLE:
        return 0;
    default:
        return kind_infos[f->kind].format ? check_range(f, m, in) : 0;
    }
}

static int check_list(const struct fld *f, const struct rec_list *l, struct rec_in *in)
{
    if (check_length(f, l->n, "elements", in) < 0)
        return -1;
    for (size_t i = 0; i < l->n; i++) {
        in->index = (unsigned) i + 1;
        if (check_record(f->of.rec, l->v[i], in) < 0)
            return -1;
    }
    in->index = 0;
    return 0;
}

static int check_field(const struct fld *f, const void *obj, struct rec_in *in)
{
    const void *m = fld_at(f, obj);
    const struct arm *arm = f->kind == K_UNION ? union_arm(f, obj) : NULL;
    bool here = f->path && strcmp(f->path, ".") == 0;

    switch (f->kind) {
    case K_UNION:
        return arm ? check_record(arm->rec, m, in) : 0;
    case K_SUB: /* all zero: not there, so nothing in it can be missing */
        return here || !zero_bytes(m, f->size) ? check_record(f->of.rec, m, in) : 0;
    case K_LIST:
        return check_list(f, m, in);
    case K_PTR:
        m = *(void *const *) m;
        if (m)
            return check_record(f->of.rec, m, in);
        break;
    default:
        if (!fld_absent(f, m))
            return check_text(f, m, in);
    }
    return f->flags & REQUIRED ? rec_bad(in, VIR_ERR_XML_ERROR, "missing") : 0;
}

static int check_record(const struct rec *r, const void *obj, struct rec_in *in)
{
    struct rec_in below = {.parent = in};

    for (const struct fld *f = r->flds; f->kind; f++) {
        below.fld = f;
        if (!(f->flags & ALIAS) && check_field(f, obj, &below) < 0)
            return -1;
    }
    below.fld = NULL;
    return r->check ? r->check(obj, &below) : 0;
}

int rec_check(const struct rec *r, const void *obj)
{
    return check_record(r, obj, NULL);
}
