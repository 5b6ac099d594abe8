/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * random.c: objects for property tests. Members are drawn within their rows; records whose own checks refuse
 * them are drawn again, sparser each time. What comes out has been read back from its own XML once.
 */
#include "rec/engine.h"

#include <math.h>
#include <string.h>

enum { DEPTH_MAX = 5, TRIES = 12 };

struct draw {
    GRand *rand;
    unsigned how, depth;
    double dense; /* share of the optional members that are there */
};

static void draw_record(struct draw *d, const struct rec *r, void *obj);

static uint64_t below(struct draw *d, uint64_t n) /* 0 .. n - 1; n 0: all numbers */
{
    uint64_t v = (uint64_t) g_rand_int(d->rand) << 32 | g_rand_int(d->rand);

    if (g_rand_int_range(d->rand, 0, 3) > 0)
        v &= 0xff; /* small numbers are what people write */
    return n ? v % n : v;
}

static uint64_t draw_unsigned(struct draw *d, const struct fld *f, uint64_t most)
{
    uint64_t max = f->max && f->max < most ? f->max : most;

    return f->min + below(d, max - f->min + 1);
}

static int64_t draw_signed(struct draw *d, const struct fld *f, int64_t least, int64_t most)
{
    int64_t min = f->min || f->max ? (int64_t) f->min : least, max = f->max ? (int64_t) f->max : most;

    return (int64_t) ((uint64_t) min + below(d, (uint64_t) max - (uint64_t) min + 1));
}

static char *draw_text(struct draw *d, const struct fld *f)
{
    static const char *const bits[] = {"a", "Z", "7", "-", "_", "/", "<", ">", "&", "'", "\"", "\303\251", ".", " b"};
    size_t max = f->max ? MIN(f->max, 24) : 24;
    GString *s = g_string_new("x");

    for (guint32 n = g_rand_int_range(d->rand, 0, 8); n > 0; n--) {
        const char *bit = bits[g_rand_int_range(d->rand, 0, G_N_ELEMENTS(bits))];
        if (s->len + strlen(bit) <= max)
            g_string_append(s, bit);
    }
    return g_string_free(s, FALSE);
}

static unsigned draw_word(struct draw *d, const struct names *t)
{
    unsigned from = (unsigned) g_rand_int_range(d->rand, 0, (gint32) t->n);

    for (unsigned i = 0; i < t->n; i++)
        if (names_word(t, (from + i) % (unsigned) t->n))
            return (from + i) % (unsigned) t->n;
    return 0;
}

static char *draw_raw(const struct fld *f)
{
    const char *slash = strrchr(f->path, '/'), *name = slash ? slash + 1 : f->path;

    return g_strdup_printf("<%s><r:a xmlns:r=\"http://r/\" k=\"1'2\"><r:b/>text</r:a></%s>", name, name);
}

static char *draw_cpuset(struct draw *d, const struct fld *f)
{
    unsigned limit = f->max ? (unsigned) f->max : CPUSET_MAX;
    g_autofree char *text = g_strdup_printf("%u,%u-%u", (unsigned) below(d, MIN(limit, 64)),
                                            (unsigned) below(d, MIN(limit, 4)), MIN(limit, 9) - 1);
    char *set = cpuset_canonical(text, limit);

    return set ? set : g_strdup("0");
}

static void draw_bytes(struct draw *d, uint8_t *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        v[i] = (uint8_t) g_rand_int(d->rand);
}

static void draw_list(struct draw *d, const struct fld *f, void *list)
{
    guint32 n = d->depth < DEPTH_MAX ? (guint32) g_rand_int_range(d->rand, 1, 4) : 0;

    if (f->max)
        n = MIN(n, (guint32) f->max);
    for (; n > 0; n--) {
        void *item;
        if (f->kind == K_STRS) {
            struct fld any = {0};
            rec_list_append(list, draw_text(d, &any));
            continue;
        }
        item = rec_new(f->of.rec);
        rec_list_append(list, item);
        draw_record(d, f->of.rec, item);
    }
}

static void draw_value(struct draw *d, const struct fld *f, void *m)
{
    switch (f->kind) {
    case K_STR:
        *(char **) m = draw_text(d, f);
        break;
    case K_ENUM:
    case K_TRI:
        *(unsigned *) m = draw_word(d, f->of.names);
        break;
    case K_FLAG:
        *(bool *) m = true;
        break;
    case K_INT:
        *(int32_t *) m = (int32_t) draw_signed(d, f, INT32_MIN, INT32_MAX);
        break;
    case K_UINT:
        *(uint32_t *) m = (uint32_t) draw_unsigned(d, f, UINT32_MAX);
        break;
    case K_LONG:
        *(int64_t *) m = draw_signed(d, f, INT64_MIN, INT64_MAX);
        break;
    case K_ULONG:
        *(uint64_t *) m = draw_unsigned(d, f, UINT64_MAX);
        break;
    case K_DOUBLE:
        *(double *) m = g_rand_int_range(d->rand, -4096, 4096) / 8.0;
        break;
    case K_OPT32:
    case K_HEX:
        *(struct opt_u32 *) m = (struct opt_u32){(uint32_t) draw_unsigned(d, f, UINT32_MAX), true};
        break;
    case K_OPT64:
    case K_HEX64:
        *(struct opt_u64 *) m = (struct opt_u64){draw_unsigned(d, f, UINT64_MAX), true};
        break;
    case K_OPTI64:
        *(struct opt_i64 *) m = (struct opt_i64){draw_signed(d, f, INT64_MIN, INT64_MAX), true};
        break;
    case K_SIZE:
        *(uint64_t *) m = MAX(1, draw_unsigned(d, f, UINT64_MAX / (f->of.unit ? f->of.unit : 1)));
        break;
    case K_UUID:
        draw_bytes(d, m, 16);
        break;
    case K_MAC:
        draw_bytes(d, m, 6);
        ((uint8_t *) m)[0] &= 0xfe; /* of one card */
        ((struct opt_mac *) m)->set = true;
        break;
    case K_CPUSET:
        *(char **) m = draw_cpuset(d, f);
        break;
    case K_RAW:
        *(char **) m = draw_raw(f);
        break;
    case K_LIST:
    case K_STRS:
        draw_list(d, f, m);
        break;
    case K_SUB:
        draw_record(d, f->of.rec, m);
        break;
    case K_PTR:
        if (d->depth < DEPTH_MAX)
            draw_record(d, f->of.rec, *(void **) m = rec_new(f->of.rec));
        break;
    default: /* codecs know their own values */
        break;
    }
}

static bool wanted(struct draw *d, const struct fld *f)
{
    bool here = f->path && f->kind == K_SUB && strcmp(f->path, ".") == 0;

    if (!row_applies(f, d->how))
        return false;
    return f->flags & REQUIRED || here || kind_infos[f->kind].always || g_rand_double(d->rand) < d->dense;
}

static void fill(struct draw *d, const struct rec *r, void *obj)
{
    for (const struct fld *f = r->flds; f->kind; f++)
        if (f->kind != K_UNION && wanted(d, f))
            draw_value(d, f, fld_make(f, obj));
    for (const struct fld *f = r->flds; f->kind; f++) {
        const struct arm *arm = f->kind == K_UNION && row_applies(f, d->how) ? union_arm(f, obj) : NULL;
        if (arm)
            draw_record(d, arm->rec, fld_make(f, obj));
    }
}

static bool accepted(struct draw *d, const struct rec *r, void *obj)
{
    struct rec_in in = {.how = d->how};

    return (!r->defaults || r->defaults(obj, &in) == 0) && (!r->check || r->check(obj, &in) == 0);
}

/* Again, with less in it, until the record's own rules are content.  */
static void draw_record(struct draw *d, const struct rec *r, void *obj)
{
    struct draw in = *d;

    in.depth++;
    for (unsigned i = 0; i < TRIES; i++) {
        fill(&in, r, obj);
        if (accepted(&in, r, obj))
            return;
        rec_done(r, obj);
        in.dense *= 0.6;
    }
    fill(&in, r, obj);
}

void *rec_random(const struct rec *r, GRand *rand, unsigned how)
{
    virErrorPtr keep = err_take();
    void *found = NULL;

    for (unsigned i = 0; i < TRIES && !found; i++) {
        struct draw d = {rand, how, 0, g_rand_double(rand) / (1 + i)};
        void *obj = rec_new(r);
        g_autofree char *xml = NULL;
        draw_record(&d, r, obj);
        xml = rec_to_xml(r, obj, how);
        found = rec_parse_xml(r, xml, how, NULL, NULL);
        rec_free(r, obj);
    }
    err_put(keep);
    return found;
}
