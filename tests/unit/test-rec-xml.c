/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test-rec-xml.c: documents to structs and back by tables: what is kept, how it prints, what is refused and how. */
#include "cmocka-all.h"

#include "rec-sample.h"
#include "base/err.h"

#include <stdio.h>
#include <string.h>

static const char full[] = "<sample id='3' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>\n"
                           "  <name>a&lt;b&gt;&amp;&quot;&apos;</name>\n"
                           "  <uuid>4dea22b3-1d52-d8f3-2516-782e98ab3fa0</uuid>\n"
                           "  <title>two\nlines</title>\n"
                           "  <metadata>\n"
                           "    <a:x xmlns:a=\"http://a/\" k=\"1'2\">\n"
                           "      <a:y/>\n"
                           "      <a:z>text &amp; more</a:z>\n"
                           "    </a:x>\n"
                           "  </metadata>\n"
                           "  <memory unit='KiB'>102400</memory>\n"
                           "  <shm size='4' unit='M'/>\n"
                           "  <big>18446744073709551615</big>\n"
                           "  <offset>-9223372036854775808</offset>\n"
                           "  <level>-5</level>\n"
                           "  <vcpu cpuset='0-3,5-7,9'>4</vcpu>\n"
                           "  <ratio>0.5</ratio>\n"
                           "  <tune>\n"
                           "    <quota>10</quota>\n"
                           "    <bias>-1</bias>\n"
                           "  </tune>\n"
                           "  <wwn>0x00000000deadbeef</wwn>\n"
                           "  <os>\n"
                           "    <boot dev='hd'/>\n"
                           "    <boot dev='network'/>\n"
                           "  </os>\n"
                           "  <features>\n"
                           "    <acpi state='on'/>\n"
                           "  </features>\n"
                           "  <topology sockets='2' cores='0'/>\n"
                           "  <pair at='3x-4'/>\n"
                           "  <mac address='52:54:00:aa:bb:cc'/>\n"
                           "  <word>one</word>\n"
                           "  <word>two</word>\n"
                           "  <devices>\n"
                           "    <item type='file'>\n"
                           "      <driver cache='none' queues='4'/>\n"
                           "      <source file='/a' startupPolicy='optional'>\n"
                           "        <slice offset='512' unit='bytes'/>\n"
                           "        <secret>xyzzy</secret>\n"
                           "      </source>\n"
                           "      <backingStore type='file'>\n"
                           "        <format type='qcow2'/>\n"
                           "        <backingStore/>\n"
                           "      </backingStore>\n"
                           "      <target dev='vda' bus='virtio' tray='off'/>\n"
                           "      <serial>s1</serial>\n"
                           "      <readonly/>\n"
                           "      <removable value='yes'/>\n"
                           "      <alias name='item0'/>\n"
                           "      <boot order='1'/>\n"
                           "      <address type='pci' domain='0x0000' bus='0x00' slot='0x1f' function='0x0'/>\n"
                           "    </item>\n"
                           "    <item type='network'>\n"
                           "      <driver cache='default'/>\n"
                           "      <source protocol='nbd'>\n"
                           "        <host name='h1' port='10809'/>\n"
                           "        <host name='h2'/>\n"
                           "      </source>\n"
                           "      <target dev='sda' bus='scsi'/>\n"
                           "      <address type='drive' controller='0' bus='0' unit='0'/>\n"
                           "    </item>\n"
                           "    <other name='o'/>\n"
                           "  </devices>\n"
                           "  <note>kept</note>\n"
                           "  <qemu:commandline>\n"
                           "    <qemu:arg>-x</qemu:arg>\n"
                           "  </qemu:commandline>\n"
                           "</sample>\n";

static struct sample *must_parse(const char *xml, unsigned how, struct rec_notes *notes)
{
    struct sample *s;

    err_reset();
    s = rec_parse_xml(&sample_rec, xml, how, NULL, notes);
    if (!s)
        fail_msg("%s", err_thread()->message);
    return s;
}

/* The parsed document prints as itself. */
static void test_full(void **state)
{
    struct sample *s = must_parse(full, REC_STATUS, NULL);
    g_autofree char *xml = rec_to_xml(&sample_rec, s, REC_STATUS | REC_SECURE);

    assert_string_equal(xml, full);
    assert_int_equal(s->items.n, 2);
    assert_int_equal(s->items.v[0]->info.address->u.pci.slot.v, 0x1f);
    assert_string_equal(s->items.v[1]->src.net.hosts.v[1]->name, "h2");
    rec_free(&sample_rec, s);
}

static void test_copy_and_diff(void **state)
{
    struct sample *s = must_parse(full, REC_STATUS, NULL), *c = rec_copy(&sample_rec, s);
    g_autofree char *a = NULL, *b = NULL, *path;

    assert_null(rec_diff(&sample_rec, s, c, 0, 0, NULL, NULL));
    g_free(c->items.v[1]->dst);
    c->items.v[1]->dst = g_strdup("sdb");
    c->level = 1;
    path = rec_diff(&sample_rec, s, c, 0, 0, NULL, NULL);
    assert_string_equal(path, "level");
    g_free(path);
    path = rec_diff(&sample_rec, s, c, GUEST_ABI, 0, &a, &b);
    assert_string_equal(path, "devices/item[2]/target/@dev");
    assert_string_equal(a, "sda");
    assert_string_equal(b, "sdb");
    rec_free(&sample_rec, c);
    rec_free(&sample_rec, s);
}

#define LEAST "<name>n</name><vcpu>1</vcpu>"

/* What is left out and what is written differently. */
static void test_spellings(void **state)
{
    static const struct {
        const char *in, *out; /* inside <sample>; a part of the output */
        unsigned how;
    } t[] = {
        {LEAST, "  <memory unit='KiB'>0</memory>\n", 0},
        {LEAST "<memory unit='b'>1025</memory>", ">2</memory>", 0},
        {LEAST "<memory unit='MB'>1</memory>", ">977</memory>", 0},
        {LEAST "<memory unit='gib'>1</memory>", ">1048576</memory>", 0},
        {LEAST "<memory> 12</memory>", ">12</memory>", 0},
        {"<name>n</name><cpus>7</cpus>", "<vcpu>7</vcpu>", 0},
        {LEAST "<uuid> 4DEA22B31D52D8F32516782E98AB3FA0 </uuid>", "<uuid>4dea22b3-1d52-d8f3-2516-782e98ab3fa0<", 0},
        {LEAST "<wwn>255</wwn>", "<wwn>0x00000000000000ff</wwn>", 0},
        {LEAST "<mac address='2:0:0:A:b:C'/>", "'02:00:00:0a:0b:0c'", 0},
        {LEAST "<vcpu cpuset='1,0'>9</vcpu>", "<vcpu>1</vcpu>", 0}, /* the first one counts */
        {"<name>n</name><vcpu cpuset='7,6,1,3-5,^4'>9</vcpu>", "cpuset='1,3,5-7'", 0},
        {LEAST "<devices><item><target dev='vda'/></item></devices><devices><item><target dev='sdb'/></item></devices>",
         "<target dev='vda' bus='virtio'/>\n    </item>\n    <item type='file'>\n      <driver cache='default'/>\n"
         "      <target dev='sdb'/>",
         0},
        {LEAST "<x:name xmlns:x='http://elsewhere/'>other</x:name>", "<name>n</name>", 0},
        {LEAST "<q:commandline xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'><q:arg>k</q:arg></q:commandline>",
         "<qemu:arg>k</qemu:arg>", 0},
        {LEAST "<title><![CDATA[<&>]]></title>", "<title>&lt;&amp;&gt;</title>", 0},
        {LEAST "<title>a<!-- c -->b</title>", "<title>ab</title>", 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(t); i++) {
        g_autofree char *in = g_strdup_printf("<sample>%s</sample>", t[i].in), *out = NULL, *again = NULL;
        struct sample *s = must_parse(in, t[i].how, NULL);
        out = rec_to_xml(&sample_rec, s, t[i].how);
        if (!strstr(out, t[i].out))
            fail_msg("%s\ndoes not have\n%s\nbut\n%s", in, t[i].out, out);
        rec_free(&sample_rec, s);
        s = must_parse(out, t[i].how, NULL);
        again = rec_to_xml(&sample_rec, s, t[i].how);
        assert_string_equal(again, out);
        rec_free(&sample_rec, s);
    }
}

static void test_flags(void **state)
{
    struct sample *s = must_parse(full, REC_STATUS, NULL);
    g_autofree char *plain = rec_to_xml(&sample_rec, s, 0), *inactive = rec_to_xml(&sample_rec, s, REC_INACTIVE);
    g_autofree char *again = NULL;

    assert_null(strstr(plain, "xyzzy"));
    assert_null(strstr(plain, "<note>"));
    assert_non_null(strstr(plain, "alias"));
    assert_null(strstr(inactive, "alias"));
    assert_null(strstr(inactive, "id='3'"));
    rec_free(&sample_rec, s);
    s = must_parse(full, REC_INACTIVE, NULL); /* not even read */
    assert_int_equal(s->id, 0);
    assert_null(s->note);
    assert_null(s->items.v[0]->info.alias);
    g_free(s->items.v[0]->dst);
    s->items.v[0]->dst = g_strdup("implicit");
    again = rec_to_xml(&sample_rec, s, REC_MIGRATABLE);
    assert_null(strstr(again, "implicit"));
    rec_free(&sample_rec, s);
}

/* One message a mistake, with line, place, value and remedy. */
static void test_errors(void **state)
{
    static const struct {
        const char *in, *message;
    } t[] = {
        {"<sample>\n<name>n</name></sample>", "XML error: line 1: sample: missing element 'vcpu'"},
        {"<sample>" LEAST "\n<level>6</level></sample>", "XML error: line 2: level: '6' is out of range -5 to 5"},
        {"<sample><name>n</name><vcpu>4x</vcpu></sample>", "XML error: line 1: vcpu: '4x' is not a whole number"},
        {"<sample><name>n</name><vcpu>0</vcpu></sample>", "XML error: line 1: vcpu: '0' is out of range 1 to 512"},
        {"<sample><name>n</name><vcpu>-1</vcpu></sample>", "XML error: line 1: vcpu: '-1' is not a whole number"},
        {"<sample>" LEAST "<memory unit='foo'>1</memory></sample>",
         "invalid argument: line 1: memory: unknown suffix 'foo'; use bytes, KiB, MiB, GiB, TiB, KB, MB, GB"},
        {"<sample>" LEAST "<memory>99999999999999999999</memory></sample>",
         "XML error: line 1: memory: '99999999999999999999' is out of range 0 to 18446744073709551615"},
        {"<sample>" LEAST "<memory unit='EiB'>99999</memory></sample>",
         "numerical overflow: line 1: memory: '99999' EiB is too large"},
        {"<sample>" LEAST "<uuid>1234</uuid></sample>",
         "XML error: line 1: uuid: '1234' is not a UUID like 4dea22b3-1d52-d8f3-2516-782e98ab3fa0"},
        {"<sample>" LEAST "<pair at='3'/></sample>", "XML error: line 1: pair/@at: '3' is not a pair like 3x4"},
        {"<sample>" LEAST
         "\n<devices><item><target dev='a'/></item>\n<item><target dev='b' bus='virtoi'/></item></devices></sample>",
         "XML error: line 3: devices/item[2]/target/@bus: 'virtoi' is not a disk bus; did you mean 'virtio'?"},
        {"<sample>" LEAST "<devices><item type='zzzzzzzz'/></devices></sample>",
         "XML error: line 1: devices/item/@type: 'zzzzzzzz' is not a source type; use one of file, network"},
        {"<sample>" LEAST "<devices><item/></devices></sample>",
         "XML error: line 1: devices/item: missing attribute 'dev' of element 'target'"},
        {"<sample>" LEAST "<devices><item><target dev='s'/><driver queues='2'/></item></devices></sample>",
         "unsupported configuration: line 1: devices/item: only virtio disks have queues"},
        {"<sample>" LEAST
         "<devices><item><target dev='s'/><serial>123456789012345678901</serial></item></devices></sample>",
         "XML error: line 1: devices/item/serial: 21 bytes of text, at most 20 are allowed"},
        {"<sample><name>x</nam></sample>",
         "(definition):1: Opening and ending tag mismatch: name line 1 and nam\n<sample><name>x</nam></sample>\n"
         "---------------------^"},
        {"<domain/>", "XML error: expecting root element of 'sample', not 'domain'"},
        {"", "(definition):1: Document is empty\n(null)\n^"},
        {"hello", "(definition):1: Start tag expected, '<' not found\nhello\n^"},
        {"<!DOCTYPE a [<!ENTITY b \"c\">]><sample/>", NULL},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(t); i++) {
        err_reset();
        assert_null(rec_parse_xml(&sample_rec, t[i].in, 0, NULL, NULL));
        if (t[i].message)
            assert_string_equal(err_thread()->message, t[i].message);
        else
            assert_int_equal(err_thread()->code, VIR_ERR_XML_DETAIL);
    }
}

static void test_notes(void **state)
{
    static const char xml[] =
        "<sample>" LEAST "\n<nme/><devices>\n<item typ='file' unit='x'><target dev='a' Bus='ide'/>"
        "</item></devices><name>again</name></sample>";
    struct rec_notes notes = {0};
    struct sample *s = must_parse(xml, 0, &notes);

    assert_int_equal(notes.n, 5);
    assert_string_equal(notes.v[0].path, "sample/nme");
    assert_string_equal(notes.v[0].nearest, "name");
    assert_int_equal(notes.v[0].line, 2);
    assert_string_equal(notes.v[1].path, "sample/devices/item/@typ");
    assert_string_equal(notes.v[1].nearest, "type");
    assert_string_equal(notes.v[2].path, "sample/devices/item/@unit");
    assert_null(notes.v[2].nearest);
    assert_string_equal(notes.v[3].path, "sample/devices/item/target/@Bus");
    assert_string_equal(notes.v[4].path, "sample/name[2]");
    rec_notes_done(&notes);
    rec_free(&sample_rec, s);
    assert_null(rec_parse_xml(&sample_rec, xml, REC_STRICT, NULL, NULL));
    assert_string_equal(err_thread()->message, "XML error: line 2: nme: unknown element 'nme'; did you mean 'name'?");
}

/* What someone sends to hurt: refused, or read in time that grows with its size. */
static char *repeat(const char *head, const char *what, size_t n, const char *tail)
{
    GString *s = g_string_new(head);

    for (size_t i = 0; i < n; i++)
        g_string_append(s, what);
    return g_string_free(g_string_append(s, tail), FALSE);
}

static void test_hostile(void **state)
{
    static const char bomb[] = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>"
                               "<sample><name>&b;</name></sample>";
    g_autofree char *deep = repeat("<sample>", "<a>", 100000, "");
    g_autofree char *large = repeat("<sample>", "<!-- nothing of interest, again and again -->", 400000, "</sample>");
    g_autofree char *many =
        repeat("<sample>" LEAST "<devices>", "<other name='x'/><nme/>", 20000, "</devices></sample>");
    g_autofree char *twice = repeat("<sample>" LEAST, "<name>n</name><x/>", 20000, "</sample>");
    const char *const refused[] = {bomb, deep, large};
    struct rec_notes notes = {0};
    gint64 start = g_get_monotonic_time();
    struct sample *s;

    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        assert_null(rec_parse_xml(&sample_rec, refused[i], 0, NULL, NULL));
        assert_int_equal(err_thread()->code, VIR_ERR_XML_DETAIL);
    }
    assert_null(rec_read_doc("<sample>\0</sample>", 18, "sample"));
    s = must_parse(many, 0, &notes);
    assert_int_equal(s->others.n, 20000);
    assert_int_equal(notes.n, 64);
    assert_true(notes.full);
    rec_notes_done(&notes);
    rec_free(&sample_rec, s);
    rec_free(&sample_rec, must_parse(twice, 0, NULL));
    assert_true(g_get_monotonic_time() - start < 20 * G_USEC_PER_SEC);
}

/* parse(format(x)) is x, copy(x) is x, format is a fixed point; and every row is met. */
static void mark(const struct rec *r, const struct fld *f, void *met)
{
    if (!(f->flags & ALIAS) && f->kind != K_CODEC && !g_hash_table_contains(met, f))
        fail_msg("no random object had %s: %s", r->name, f->path);
}

static void meet(const struct rec *r, const void *obj, GHashTable *met)
{
    for (const struct fld *f = r->flds; f->kind; f++) {
        const char *m = rec_member(f, obj);
        const struct rec_list *l = (const struct rec_list *) m;
        bool zero = true;
        for (size_t i = 0; i < f->size; i++)
            zero &= m[i] == 0;
        if (zero && f->kind != K_UNION)
            continue;
        g_hash_table_add(met, (void *) f);
        if (f->kind == K_SUB)
            meet(f->of.rec, m, met);
        if (f->kind == K_PTR)
            meet(f->of.rec, *(void *const *) m, met);
        for (size_t i = 0; f->kind == K_LIST && i < l->n; i++)
            meet(f->of.rec, l->v[i], met);
        for (const struct arm *a = f->kind == K_UNION ? f->of.arms : NULL; a && a->rec; a++)
            if (*(const unsigned *) ((const char *) obj + f->tag) == a->when)
                meet(a->rec, m, met);
    }
}

static void test_random(void **state)
{
    GRand *rand = g_rand_new_with_seed(20);
    GHashTable *met = g_hash_table_new(NULL, NULL);
    unsigned how = REC_STATUS | REC_SECURE;

    for (int i = 0; i < 400; i++) {
        void *x = rec_random(&sample_rec, rand, how), *copy, *back;
        g_autofree char *xml = NULL, *again = NULL, *path = NULL, *a = NULL, *b = NULL;
        assert_non_null(x);
        xml = rec_to_xml(&sample_rec, x, how);
        back = must_parse(xml, how, NULL);
        if ((path = rec_diff(&sample_rec, x, back, 0, 0, &a, &b)))
            fail_msg("%s: '%s' became '%s' in\n%s", path, a, b, xml);
        again = rec_to_xml(&sample_rec, back, how);
        assert_string_equal(again, xml);
        copy = rec_copy(&sample_rec, x);
        assert_null(rec_diff(&sample_rec, x, copy, 0, 0, NULL, NULL));
        assert_int_equal(rec_check(&sample_rec, x), 0);
        meet(&sample_rec, x, met);
        rec_free(&sample_rec, copy);
        rec_free(&sample_rec, back);
        rec_free(&sample_rec, x);
    }
    rec_walk(&sample_rec, mark, met);
    g_hash_table_destroy(met);
    g_rand_free(rand);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_full),   cmocka_unit_test(test_copy_and_diff), cmocka_unit_test(test_spellings),
        cmocka_unit_test(test_flags),  cmocka_unit_test(test_errors),        cmocka_unit_test(test_notes),
        cmocka_unit_test(test_random), cmocka_unit_test(test_hostile),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
