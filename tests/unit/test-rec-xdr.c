/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test-rec-xdr.c: records on the wire: the bytes of RFC 4506, the way back, and what a decoder refuses. */
#include "cmocka-all.h"

#include "base/err.h"
#include "core/handle.h"
#include "rec/xdr.h"

#include <string.h>

struct small {
    int32_t a;
    char *s;
};
struct chain {
    struct chain *next;
};
struct arm_a {
    uint32_t x;
};
struct arm_b {
    char *y;
};
struct all {
    int32_t i;
    uint32_t u;
    int64_t l;
    uint64_t ul;
    double d;
    bool flag;
    char *must, *may;
    uint8_t uuid[16];
    struct small sub;
    struct small *ptr;
    REC_LIST(struct small) list;
    SCALARS(char *) strs;
    struct bytes bytes;
    SCALARS(int32_t) ints;
    SCALARS(uint64_t) longs;
    unsigned tag;
    union {
        struct arm_a a;
        struct arm_b b;
    } arm;
    struct params params;
    virDomainPtr dom, opt_dom;
    SCALARS(virDomainPtr) doms;
    virDomainSnapshotPtr snap;
};

static const struct fld small_flds[] = {
    FLD(struct small, INT, "a", a, .flags = 0),
    FLD(struct small, STR, "s", s, .flags = REQUIRED, .max = 5),
    {0},
};
static const struct rec small_rec = {"small", sizeof(struct small), small_flds};
static const struct rec chain_rec;
static const struct fld chain_flds[] = {FLD(struct chain, PTR, "next", next, .of.rec = &chain_rec), {0}};
static const struct rec chain_rec = {"chain", sizeof(struct chain), chain_flds};
static const struct fld a_flds[] = {FLD(struct arm_a, UINT, "x", x, .flags = 0), {0}};
static const struct rec a_rec = {"a", sizeof(struct arm_a), a_flds};
static const struct fld b_flds[] = {FLD(struct arm_b, STR, "y", y, .flags = 0), {0}};
static const struct rec b_rec = {"b", sizeof(struct arm_b), b_flds};
static const struct arm arms[] = {{1, &a_rec}, {2, &b_rec}, {0, NULL}};
NAMES(tag_names, "tag", [1] = "a", [2] = "b");

#define F(K, M, ...) FLD(struct all, K, #M, M, __VA_ARGS__)
static const struct fld all_flds[] = {
    F(INT, i, .flags = 0),
    F(UINT, u, .flags = 0),
    F(LONG, l, .flags = 0),
    F(ULONG, ul, .flags = 0),
    F(DOUBLE, d, .flags = 0),
    F(FLAG, flag, .flags = 0),
    F(STR, must, .flags = REQUIRED),
    F(STR, may, .flags = 0),
    F(UUID, uuid, .flags = 0),
    F(SUB, sub, .of.rec = &small_rec),
    F(PTR, ptr, .of.rec = &small_rec),
    F(LIST, list, .of.rec = &small_rec, .max = 3),
    F(STRS, strs, .max = 3),
    F(BYTES, bytes, .max = 7),
    F(INTS, ints, .max = 4),
    F(ULONGS, longs, .max = 4),
    F(ENUM, tag, .of.names = &tag_names),
    F(UNION, arm, .of.arms = arms, .tag = offsetof(struct all, tag)),
    F(PARAMS, params, .max = 8),
    F(HANDLE, dom, .of.handle = HANDLE_DOMAIN),
    F(HANDLE, opt_dom, .of.handle = HANDLE_DOMAIN, .flags = OPTIONAL),
    F(HANDLES, doms, .of.handle = HANDLE_DOMAIN, .max = 4),
    F(HANDLE, snap, .of.handle = HANDLE_DOMAIN_SNAPSHOT),
    {0},
};
#undef F
static const struct rec all_rec = {"all", sizeof(struct all), all_flds};

static struct small *small_new(int a, const char *s)
{
    struct small *x = rec_new(&small_rec);
    x->a = a;
    x->s = g_strdup(s);
    return x;
}

static void fill_params(struct params *p)
{
    static const virTypedParameter v[] = {
        {"int", VIR_TYPED_PARAM_INT, {.i = -1}},      {"uint", VIR_TYPED_PARAM_UINT, {.ui = 1}},
        {"ll", VIR_TYPED_PARAM_LLONG, {.l = -2}},     {"ull", VIR_TYPED_PARAM_ULLONG, {.ul = 2}},
        {"dbl", VIR_TYPED_PARAM_DOUBLE, {.d = 0.25}}, {"bool", VIR_TYPED_PARAM_BOOLEAN, {.b = 1}},
    };
    p->v = g_new0(virTypedParameter, 7);
    memcpy(p->v, v, sizeof(v));
    strcpy(p->v[6].field, "str");
    p->v[6].type = VIR_TYPED_PARAM_STRING;
    p->v[6].value.s = g_strdup("text");
    p->n = p->max = 7;
}

static struct all *all_new(void)
{
    static const uint8_t uuid[16] = {1, 2, 3};
    struct all *o = rec_new(&all_rec);
    o->i = -5, o->u = 5, o->l = -6, o->ul = 6, o->d = 1.5, o->flag = true, o->tag = 2;
    o->must = g_strdup("must");
    memcpy(o->uuid, uuid, 16);
    o->sub.s = g_strdup("");
    o->ptr = small_new(1, "p");
    rec_list_append(&o->list, small_new(2, "q"));
    rec_list_append(&o->list, small_new(3, "rstuv"));
    rec_list_append(&o->strs, g_strdup("one"));
    o->bytes = (struct bytes){g_memdup2("\0\1\2", 3), 3};
    o->ints.v = g_memdup2((int32_t[]){-1, 2}, 8);
    o->ints.n = 2;
    o->longs.v = g_memdup2((uint64_t[]){1, UINT64_MAX}, 16);
    o->longs.n = 2;
    o->arm.b.y = g_strdup("arm");
    fill_params(&o->params);
    o->dom = (virDomainPtr) handle_new(HANDLE_DOMAIN, "d", uuid, 3);
    rec_list_append(&o->doms, handle_new(HANDLE_DOMAIN, "e", uuid, -1));
    o->snap = (virDomainSnapshotPtr) handle_new(HANDLE_DOMAIN_SNAPSHOT, "s", NULL, 0);
    o->snap->h.parent = handle_ref(&o->dom->h);
    return o;
}

static void test_round(void **state)
{
    struct all *o = all_new(), *copy = rec_copy(&all_rec, o), back = {0};
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    char *path;

    assert_int_equal(xdr_encode(&all_rec, o, bytes), 0);
    assert_int_equal(xdr_decode(&all_rec, &back, bytes->data, bytes->len), 0);
    path = rec_diff(&all_rec, o, &back, 0, 0, NULL, NULL);
    assert_null(path);
    assert_null(rec_diff(&all_rec, o, copy, 0, 0, NULL, NULL));
    assert_ptr_equal(copy->dom, o->dom);
    assert_string_equal(back.snap->h.parent->name, "d");
    assert_int_equal(back.dom->h.id, 3);
    rec_done(&all_rec, &back);
    for (guint n = 0; n < bytes->len; n++) /* cut short anywhere: an error, nothing kept */
        assert_int_equal(xdr_decode(&all_rec, &back, bytes->data, n), -1);
    g_byte_array_append(bytes, (const guint8 *) "\0\0\0\0", 4);
    assert_int_equal(xdr_decode(&all_rec, &back, bytes->data, bytes->len), -1);
    assert_non_null(strstr(err_thread()->message, "4 bytes too many"));
    rec_free(&all_rec, copy);
    rec_free(&all_rec, o);
}

static void test_bytes(void **state)
{
    static const uint8_t expect[] = {0xff, 0xff, 0xff, 0xfe, 0, 0, 0, 5, 'h', 'e', 'l', 'l', 'o', 0, 0, 0};
    struct small s = {-2, (char[]){"hello"}};
    g_autoptr(GByteArray) out = g_byte_array_new();

    assert_int_equal(xdr_encode(&small_rec, &s, out), 0);
    assert_int_equal(out->len, sizeof(expect));
    assert_memory_equal(out->data, expect, sizeof(expect));
}

static void test_refused(void **state)
{
    static const struct {
        const char *bytes;
        size_t n;
        const char *message;
    } t[] = {
        {"\0\0\0\1\0\0\0\6hello!\0\0", 16, "message field 's': longer than allowed"},
        {"\0\0\0\1\0\0\0\5hel", 11, "message field 's': longer than the message"},
        {"\0\0\0\1\0\0\0\5hello", 13, "message field 's': the message ends too early"},
        {"\0\0\0\1\0\0\0\3h\0o\0", 12, "message field 's': a text with a NUL byte in it"},
        {"\0\0\0\1\xff\xff\xff\xff", 8, "message field 's': longer than allowed"},
        {"\0\0\0", 3, "message field 'a': the message ends too early"},
    };
    struct small s = {0};
    struct chain c = {0};
    uint8_t deep[400];
    g_autoptr(GByteArray) out = g_byte_array_new();

    for (size_t i = 0; i < G_N_ELEMENTS(t); i++) {
        assert_int_equal(xdr_decode(&small_rec, &s, (const uint8_t *) t[i].bytes, t[i].n), -1);
        assert_non_null(strstr(err_thread()->message, t[i].message));
        assert_int_equal(err_thread()->code, VIR_ERR_RPC);
        assert_null(s.s);
    }
    for (size_t i = 0; i < sizeof(deep); i++)
        deep[i] = i % 4 == 3;
    assert_int_equal(xdr_decode(&chain_rec, &c, deep, sizeof(deep)), -1);
    assert_non_null(strstr(err_thread()->message, "nested too deep"));
    assert_int_equal(xdr_encode(&small_rec, &s, out), -1); /* no text where one must be */
    assert_int_equal(out->len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round),
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
