/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test-rec.c: the record engines beside XML and XDR: checks, JSON, tables that are wrong. */
#include "cmocka-all.h"

#include "base/err.h"
#include "rec-sample.h"
#include "rec/json.h"

#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <string.h>

static const char document[] =
    "<sample><name>n</name><uuid>4dea22b3-1d52-d8f3-2516-782e98ab3fa0</uuid><metadata><a/></metadata>"
    "<memory>5</memory><big>18446744073709551615</big><level>-5</level><vcpu cpuset='0-3'>4</vcpu>"
    "<ratio>0.5</ratio><tune><quota>1</quota><bias>-1</bias></tune><wwn>0xff</wwn><os><boot dev='hd'/></os>"
    "<features><acpi state='off'/></features><pair at='3x4'/><mac address='52:54:00:00:00:01'/><word>w</word>"
    "<devices><item><source file='/a'><slice offset='1'/></source><backingStore><format type='x'/>"
    "</backingStore><target dev='vda'/><readonly/><address type='drive' controller='1'/></item>"
    "<item type='network'><source protocol='nbd'><host name='h' port='1'/></source><target dev='sda'/></item>"
    "</devices></sample>";

static struct sample *sample_new(void)
{
    struct sample *s = rec_parse_xml(&sample_rec, document, 0, NULL, NULL);

    if (!s)
        fail_msg("%s", err_thread()->message);
    return s;
}

/* ---- checks ---- */

static void expect_bad(struct sample *s, const char *message)
{
    err_reset();
    assert_int_equal(rec_check(&sample_rec, s), -1);
    assert_string_equal(err_thread()->message, message);
}

static void test_check(void **state)
{
    struct sample *s = sample_new();
    char *keep;

    assert_int_equal(rec_check(&sample_rec, s), 0);
    s->level = 6;
    expect_bad(s, "XML error: level: '6' is out of range -5 to 5");
    s->level = 0;
    s->items.v[1]->bus = 9;
    expect_bad(s, "XML error: devices/item[2]/target/@bus: 9 is not a disk bus");
    s->items.v[1]->bus = BUS_IDE;
    s->items.v[1]->queues = (struct opt_u32){2, true};
    expect_bad(s, "unsupported configuration: devices/item[2]: only virtio disks have queues");
    s->items.v[1]->queues.set = false;
    keep = s->items.v[0]->dst;
    s->items.v[0]->dst = NULL;
    expect_bad(s, "XML error: devices/item[1]/target/@dev: missing");
    s->items.v[0]->dst = keep;
    s->items.v[1]->src.net.hosts.v[0]->port.v = 70000;
    expect_bad(s, "XML error: devices/item[2]/source/host[1]/@port: '70000' is out of range 1 to 65535");
    rec_free(&sample_rec, s);
}

/* ---- JSON ---- */

static void test_json_round(void **state)
{
    struct sample *s = sample_new(), back;
    json_t *v = rec_to_json(&sample_rec, s);
    g_autofree char *a = NULL, *b = NULL, *path = NULL;

    assert_string_equal(json_string_value(json_object_get(v, "name")), "n");
    assert_int_equal(json_integer_value(json_object_get(json_object_get(v, "tune"), "bias")), -1);
    assert_int_equal(json_integer_value(json_object_get(json_object_get(v, "vcpu"), "value")), 4);
    memset(&back, 0xee, sizeof(back));
    assert_int_equal(rec_from_json(&sample_rec, &back, v), 0);
    path = rec_diff(&sample_rec, s, &back, 0, 0, &a, &b);
    if (path)
        fail_msg("%s: %s, %s", path, a, b);
    json_decref(v);
    rec_done(&sample_rec, &back);
    rec_free(&sample_rec, s);
}

static void test_json_errors(void **state)
{
    static const struct {
        const char *json, *why;
    } t[] = {
        {"[]", "object expected"},
        {"{}", "name: missing"},
        {"{\"name\":1}", "name: string expected"},
        {"{\"name\":\"a\\u0000b\"}", "name: string without NUL expected"},
        {"{\"name\":\"n\",\"vcpu\":-1}", "vcpu: number in range expected"},
        {"{\"name\":\"n\",\"vcpu\":1,\"uuid\":\"x\"}", "uuid: UUID expected"},
        {"{\"name\":\"n\",\"vcpu\":1,\"devices\":{\"item\":[{\"target\":{\"dev\":\"a\"}},{}]}}",
         "devices/item/1/target/@dev: missing"},
        {"{\"name\":\"n\",\"vcpu\":1,\"devices\":{\"item\":{}}}", "devices/item: array expected"},
        {"{\"name\":\"n\",\"vcpu\":1,\"nobody\":[],\"devices\":{\"item\":[{\"type\":\"new\",\"target\":{\"dev\":\"a\"}}"
         "]}}",
         NULL},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(t); i++) {
        json_t *v = json_loads(t[i].json, JSON_ALLOW_NUL, NULL);
        struct sample s;
        g_autofree char *why = rec_json_why(&sample_rec, &s, v);
        assert_non_null(v);
        if (t[i].why)
            assert_string_equal(why, t[i].why);
        else
            assert_null(why);
        rec_done(&sample_rec, &s);
        json_decref(v);
    }
}

/* ---- tables ---- */

static void test_tables(void **state)
{
    g_autofree char *why = rec_lint(&sample_rec);

    if (why)
        fail_msg("%s", why);
}

struct holed {
    char *a;
    uint32_t b;
    struct opt_u32 c;
    char *d;
};

static void test_holes(void **state)
{
    static const struct fld all[] = {
        FLD(struct holed, STR, "a", a, .flags = 0),
        FLD(struct holed, UINT, "b", b, .flags = 0),
        FLD(struct holed, OPT32, "c", c, .flags = 0),
        FLD(struct holed, STR, "d", d, .flags = 0),
        {0},
    };
    struct rec whole = {"holed", sizeof(struct holed), all};

    assert_int_equal(rec_hole(&whole), -1);
    for (size_t out = 0; out < 4; out++) { /* each row is missed */
        struct fld some[4] = {0};
        struct rec r = {"holed", sizeof(struct holed), some};
        for (size_t i = 0, n = 0; i < 4; i++)
            if (i != out)
                some[n++] = all[i];
        some[3].kind = K_END;
        /* from the end of the row before, padding and all */
        assert_int_equal(rec_hole(&r), out == 3 ? all[2].off + all[2].size : all[out].off);
    }
}

static void test_lint(void **state)
{
    static const struct fld flds[] = {
        FLD(struct holed, STR, "x/@a", a, .flags = 0),
        FLD(struct holed, UINT, "y", b, .flags = 0),
        FLD(struct holed, OPT32, "x/@c", c, .flags = 0),
        {0},
    };
    static const struct rec r = {"holed", sizeof(struct holed), flds};
    g_autofree char *why = rec_lint(&r);

    assert_string_equal(why, "holed: -: no row describes byte 20 of its struct\n"
                             "holed: x/@c: apart from the row x/@a of the same element\n");
}

/* ---- schema and pages ---- */

static xmlRelaxNG *schema_new(void)
{
    GString *text = g_string_new(NULL);
    xmlRelaxNGParserCtxt *p;
    xmlRelaxNG *schema;

    rec_to_rng(&sample_rec, text);
    p = xmlRelaxNGNewMemParserCtxt(text->str, (int) text->len);
    schema = xmlRelaxNGParse(p);
    if (!schema)
        fail_msg("not a schema:\n%s", text->str);
    xmlRelaxNGFreeParserCtxt(p);
    g_string_free(text, TRUE);
    return schema;
}

static void silent(void *arg, const char *fmt, ...)
{
}

static bool schema_accepts(xmlRelaxNG *schema, const char *xml)
{
    xmlRelaxNGValidCtxt *v = xmlRelaxNGNewValidCtxt(schema);
    xmlDoc *doc = xmlReadMemory(xml, (int) strlen(xml), NULL, NULL, XML_PARSE_NOBLANKS);
    bool valid;

    xmlRelaxNGSetValidErrors(v, silent, silent, NULL);
    valid = doc && xmlRelaxNGValidateDoc(v, doc) == 0;
    xmlFreeDoc(doc);
    xmlRelaxNGFreeValidCtxt(v);
    return valid;
}

static void test_schema(void **state)
{
    static const char *const wrong[] = {
        "<sample><nme/></sample>",
        "<sample id='x'/>",
        "<sample cpus='1'/>",
        "<sample><level>6</level></sample>",
        "<sample><uuid>1</uuid></sample>",
        "<sample><topology><deeper/></topology></sample>",
        "<sample><devices><item type='fil'/></devices></sample>",
        "<sample><devices><item><target dev='a' buss='ide'/></item></devices></sample>",
        "<sample><devices><item><address type='pci' slot='zz'/></item></devices></sample>",
        "<sample><name>a</name><name>b</name></sample>",
    };
    xmlRelaxNG *schema = schema_new();
    GRand *rand = g_rand_new_with_seed(7);

    assert_true(schema_accepts(schema, document));
    for (int i = 0; i < 100; i++) {
        void *x = rec_random(&sample_rec, rand, REC_STATUS | REC_SECURE);
        g_autofree char *xml = rec_to_xml(&sample_rec, x, REC_STATUS | REC_SECURE);
        if (!schema_accepts(schema, xml))
            fail_msg("the schema refuses\n%s", xml);
        rec_free(&sample_rec, x);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
        if (schema_accepts(schema, wrong[i]))
            fail_msg("the schema accepts %s", wrong[i]);
    g_rand_free(rand);
    xmlRelaxNGFree(schema);
}

static void has_entry(const struct rec *r, const struct fld *f, void *page)
{
    g_autofree char *entry = g_strdup_printf("\n``%s``\n    ", f->path);

    if (!strstr(page, entry))
        fail_msg("no entry for %s in %s", f->path, r->name);
}

static void test_docs(void **state)
{
    GString *page = g_string_new(NULL);

    rec_to_docs(&sample_rec, page);
    rec_walk(&sample_rec, has_entry, page->str);
    assert_non_null(strstr(page->str, "``level``\n    number, at least -5, at most 5.\n"));
    assert_non_null(strstr(page->str, "``driver/@cache``\n    word: ``default``, ``none``, ``writeback``. "
                                      "Host page cache policy.\n"));
    assert_non_null(strstr(page->str, "``source``\n    element: file as ``<source>``, network as ``<source>``.\n"));
    g_string_free(page, TRUE);
}

/* ---- rows kept aside ---- */
struct car_more {
    char *radio;
    struct opt_u32 doors;
    uint32_t gap; /* no row has it in `holed` */
};
struct car {
    char *name;
    struct car_more *more;
};
#define CAR_ROWS                                                                                 \
    FLD(struct car, STR, "name", name), FLD_ASIDE(struct car, STR, "extra/@radio", more, radio), \
        FLD_ASIDE(struct car, OPT32, "extra/@doors", more, doors)
static const struct fld car_flds[] = {CAR_ROWS, FLD_ASIDE(struct car, UINT, "gap", more, gap), {0}};
static const struct rec car_rec = {"car", sizeof(struct car), car_flds};
static const struct fld holed_flds[] = {CAR_ROWS, {0}};
static const struct rec holed_rec = {"car", sizeof(struct car), holed_flds};

static void test_aside(void **state)
{
    struct car *plain = rec_parse_xml(&holed_rec, "<car><name>a</name><extra other='1'/></car>", 0, NULL, NULL);
    struct car *rich =
        rec_parse_xml(&holed_rec, "<car><name>a</name><extra radio='fm' doors='5'/></car>", 0, NULL, NULL);
    struct car *copy = rec_copy(&holed_rec, rich);
    g_autofree char *path = rec_diff(&holed_rec, plain, rich, 0, 0, NULL, NULL);
    g_autofree char *same = rec_diff(&holed_rec, rich, copy, 0, 0, NULL, NULL);
    g_autofree char *xml = rec_to_xml(&holed_rec, copy, 0), *less = rec_to_xml(&holed_rec, plain, 0);
    g_autofree char *lint = rec_lint(&car_rec), *hole = rec_lint(&holed_rec);

    assert_null(plain->more); /* an element that says nothing costs nothing */
    assert_string_equal(rich->more->radio, "fm");
    assert_true(copy->more != rich->more && copy->more->radio != rich->more->radio);
    assert_string_equal(path, "extra/@radio");
    assert_null(same);
    assert_string_equal(xml, "<car>\n  <name>a</name>\n  <extra radio='fm' doors='5'/>\n</car>\n");
    assert_string_equal(less, "<car>\n  <name>a</name>\n</car>\n");
    assert_null(lint);
    assert_non_null(hole);
    assert_int_equal(ASIDE(plain->more)->doors.set, false);
    ASIDE_MAKE(plain->more)->doors.v = 3;
    assert_int_equal(plain->more->doors.v, 3);
    rec_free(&holed_rec, plain);
    rec_free(&holed_rec, rich);
    rec_free(&holed_rec, copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_check),  cmocka_unit_test(test_json_round), cmocka_unit_test(test_json_errors),
        cmocka_unit_test(test_tables), cmocka_unit_test(test_holes),      cmocka_unit_test(test_lint),
        cmocka_unit_test(test_schema), cmocka_unit_test(test_docs),       cmocka_unit_test(test_aside),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
