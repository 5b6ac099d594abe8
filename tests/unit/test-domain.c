/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * test-domain.c: domain documents against what Debian's daemon made of them (tests/golden/domain): the
 * filled-in document byte for byte, the error code of those that are refused; and properties of the tables:
 * every byte described, random documents survive printing and reading, copies are equal.
 */
#include "cmocka-all.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "model/domain/domain.h"

static char *folder, *known;

/* ---- the host of the golden files ---- */

static const struct machine_fact machines[] = {{"pc", "pc-i440fx-7.2"}, {"q35", "pc-q35-7.2"}};

static const char *emulator_of(const char *arch, void *arg)
{
    return strcmp(arch, "x86_64") == 0 ? "/usr/bin/qemu-system-x86_64"
           : strcmp(arch, "i686") == 0 ? "/usr/bin/qemu-system-i386"
                                       : NULL;
}

static const char *cpu_of(const char *emulator, void *arg)
{
    return g_str_has_suffix(emulator, "i386") ? "qemu32" : "qemu64";
}

static const struct domain_facts facts = {
    .host_arch = "x86_64",
    .emulator_of = emulator_of,
    .default_machine = "pc",
    .machines = machines,
    .n_machines = G_N_ELEMENTS(machines),
    .have_kvm = true,
    .default_cpu_of = cpu_of,
};

/* ---- files ---- */

static char *read_file(const char *name, const char *suffix)
{
    g_autofree char *path = g_strdup_printf("%s/%s%s", folder, name, suffix);
    char *text = NULL;

    return g_file_get_contents(path, &text, NULL, NULL) ? text : NULL;
}

static bool is_known(const char *name)
{
    g_autofree char *mark = g_strdup_printf("\n- `%s`:", name);

    return strstr(known, mark) != NULL;
}

/* Calls fn for every NAME that has NAME + suffix; counts its complaints.  */
static int each(const char *suffix, bool (*fn)(const char *name))
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    const char *entry;
    int bad = 0;

    assert_non_null(dir);
    while ((entry = g_dir_read_name(dir)))
        if (g_str_has_suffix(entry, suffix)) {
            char *name = g_strndup(entry, strlen(entry) - strlen(suffix));
            if (strchr(name, '.'))
                g_free(name); /* NAME.again.error and the like: other suffixes */
            else
                g_ptr_array_add(names, name);
        }
    assert_true(names->len > 0);
    g_ptr_array_sort(names, (GCompareFunc) (void *) g_strcmp0);
    for (guint i = 0; i < names->len; i++)
        bad += !fn(names->pdata[i]);
    return bad;
}

static void first_difference(const char *name, const char *want, const char *got)
{
    unsigned line = 1;

    for (; *want && *want == *got; want++, got++)
        line += *want == '\n';
    while (want[-1] != '\n')
        want--, got--;
    print_message("# %s line %u: want %.*s, got %.*s\n", name, line, (int) strcspn(want, "\n"), want,
                  (int) strcspn(got, "\n"), got);
}

/* Reads `from`, prints it; is it `to`? The text of the golden file has no line break at its end.  */
static bool same(const char *name, const char *from, unsigned how, const char *to)
{
    g_autofree char *in = read_file(name, from), *want = read_file(name, to), *got = NULL;
    struct domain_def *def = domain_parse(in, REC_INACTIVE, &facts, NULL);
    bool ok;

    if (!def) {
        if (!is_known(name))
            print_message("# %s%s refused: %s\n", name, from, err_thread()->message);
        return is_known(name);
    }
    got = domain_format(def, how);
    domain_def_free(def);
    g_strchomp(got);
    g_strchomp(want);
    ok = strcmp(got, want) == 0;
    if (ok && is_known(name))
        print_message("# %s is as it should be: take it off docs/compatibility.md\n", name);
    if (!ok && !is_known(name))
        first_difference(name, want, got);
    return ok != is_known(name);
}

/* ---- against the golden files ---- */

static bool defined(const char *name)
{
    return same(name, ".xml", REC_INACTIVE, ".define.xml");
}

static void test_define(void **state)
{
    assert_int_equal(each(".define.xml", defined), 0);
}

/* Random mixes of devices on both machines: the same controllers and addresses.  */
static void test_mixes(void **state)
{
    char *usual = folder;
    int bad;

    folder = g_strdup_printf("%s-mix", usual);
    bad = each(".define.xml", defined);
    g_free(folder);
    folder = usual;
    assert_int_equal(bad, 0);
}

/* What was printed, read again: the same, or what the daemon made of its own file.  */
static bool again(const char *name)
{
    g_autofree char *other = read_file(name, ".again.xml"), *refused = read_file(name, ".again.error");

    return refused || is_known(name) || same(name, ".define.xml", REC_INACTIVE, other ? ".again.xml" : ".define.xml");
}

static void test_again(void **state)
{
    assert_int_equal(each(".define.xml", again), 0);
}

static bool secure(const char *name)
{
    return same(name, ".xml", REC_INACTIVE | REC_SECURE, ".secure.xml");
}

static void test_secure(void **state)
{
    assert_int_equal(each(".secure.xml", secure), 0);
}

static bool refused(const char *name)
{
    g_autofree char *in = read_file(name, ".xml"), *error = read_file(name, ".error");
    struct domain_def *def = domain_parse(in, REC_INACTIVE, &facts, NULL);
    int code = atoi(strstr(error, "code=") + 5);
    bool ok = !def && err_thread()->code == code;

    if (ok == is_known(name))
        print_message("# %s: want code %d, %s %d %s\n", name, code, def ? "accepted" : "got", err_thread()->code,
                      def ? "" : err_thread()->message);
    domain_def_free(def);
    err_reset();
    return ok != is_known(name);
}

static void test_refused(void **state)
{
    assert_int_equal(each(".error", refused), 0);
}

/* A running guest's document, as a daemon that takes it over reads it; controllers may be sorted.  */
static bool live(const char *name)
{
    g_autofree char *in = read_file(name, ".live.xml"), *once = NULL, *twice = NULL;
    struct domain_def *def = domain_parse(in, 0, &facts, NULL), *next;

    if (!def) {
        print_message("# %s: %s\n", name, err_thread()->message);
        return false;
    }
    once = domain_format(def, 0);
    next = domain_parse(once, 0, &facts, NULL);
    twice = domain_format(next, 0);
    domain_def_free(def);
    domain_def_free(next);
    if (strcmp(once, twice) != 0)
        first_difference(name, once, twice);
    return strcmp(once, twice) == 0 && strlen(g_strchomp(in)) == strlen(g_strchomp(once));
}

static void test_live(void **state)
{
    assert_int_equal(each(".live.xml", live), 0);
}

/* ---- copies ---- */

static bool copied(const char *name)
{
    g_autofree char *in = read_file(name, ".define.xml"), *a = NULL, *b = NULL, *diff = NULL;
    struct rec_notes notes = {0};
    struct domain_def *def = domain_parse(in, REC_INACTIVE, &facts, &notes), *copy = domain_def_copy(def);
    size_t unknown = notes.n;

    for (size_t i = 0; i < notes.n; i++)
        print_message("# %s: no row for %s\n", name, notes.v[i].path);
    rec_notes_done(&notes);
    if (!def)
        return true;
    a = domain_format(def, REC_INACTIVE | REC_SECURE);
    diff = rec_diff(&domain_rec, def, copy, 0, 0, NULL, NULL);
    domain_def_free(def);
    b = domain_format(copy, REC_INACTIVE | REC_SECURE);
    domain_def_free(copy);
    if (diff)
        print_message("# %s: copy differs at %s\n", name, diff);
    return !diff && !unknown && strcmp(a, b) == 0;
}

static void test_copy(void **state)
{
    assert_int_equal(each(".define.xml", copied), 0);
}

/* ---- the tables themselves ---- */

static GHashTable *exercised; /* struct fld of the rows that some document has */

/* Elements that share a struct and describe their part of it; chardevs and redirdevs have the type of their source
 * as an attribute of their own.  */
static const char *const shared[] = {"serial", "parallel", "console", "channel", "smartcard", "redirdev", "rng"};

static bool is_shared(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(shared); i++)
        if (strcmp(shared[i], name) == 0)
            return true;
    return false;
}

static void holes_of(const struct rec *r, const struct fld *f, void *arg)
{
    if ((f->kind == K_SUB || f->kind == K_PTR || f->kind == K_LIST) && !is_shared(f->of.rec->name)) {
        long hole = rec_hole(f->of.rec);
        if (hole >= 0)
            print_message("# %s in %s: byte %ld is not described\n", f->path, r->name, hole);
        *(int *) arg += hole >= 0;
    }
}

static void test_holes(void **state)
{
    int bad = 0;

    assert_int_equal(rec_hole(&domain_rec), -1);
    rec_walk(&domain_rec, holes_of, &bad);
    assert_int_equal(bad, 0);
}

/* Random documents: what is read from the print is what was printed, and prints the same.  */
static void test_random(void **state)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(20230115);
    int bad = 0;

    for (int i = 0; i < 60; i++) {
        struct domain_def *def = rec_random(&domain_rec, rand, REC_INACTIVE | REC_SECURE), *back;
        g_autofree char *xml = NULL, *more = NULL, *diff = NULL;
        if (!def)
            continue;
        xml = rec_to_xml(&domain_rec, def, REC_INACTIVE | REC_SECURE);
        back = rec_parse_xml(&domain_rec, xml, REC_INACTIVE, NULL, NULL);
        if (!back) {
            print_message("# %s\n", err_thread()->message);
            bad++;
        } else {
            more = rec_to_xml(&domain_rec, back, REC_INACTIVE | REC_SECURE);
            diff = rec_diff(&domain_rec, def, back, 0, LIVE | STATUS, NULL, NULL);
            if (diff || strcmp(xml, more) != 0)
                print_message("# random %d: %s\n", i, diff ? diff : "prints differently");
            bad += diff || strcmp(xml, more) != 0;
        }
        domain_def_free(def);
        domain_def_free(back);
    }
    assert_int_equal(bad, 0);
}

/* ---- which rows do the documents use? ---- */

static bool member_set(const struct fld *f, const void *obj)
{
    const char *m = rec_member(f, obj);

    for (size_t i = 0; i < f->size; i++)
        if (m[i])
            return true;
    return false;
}

static void mark(const struct rec *r, const void *obj)
{
    for (const struct fld *f = r->flds; f->kind; f++) {
        const void *m = rec_member(f, obj);
        unsigned tag;
        if (!member_set(f, obj))
            continue;
        g_hash_table_add(exercised, (void *) f);
        if (f->kind == K_SUB)
            mark(f->of.rec, m);
        else if (f->kind == K_PTR)
            mark(f->of.rec, *(void *const *) m);
        else if (f->kind == K_LIST)
            for (size_t i = 0; i < ((const struct rec_list *) m)->n; i++)
                mark(f->of.rec, ((const struct rec_list *) m)->v[i]);
        else if (f->kind == K_UNION)
            for (const struct arm *a = f->of.arms; a->rec; a++) {
                memcpy(&tag, (const char *) obj + f->tag, sizeof(tag));
                if (a->when == tag)
                    mark(a->rec, m);
            }
    }
}

static bool mark_file(const char *name)
{
    g_autofree char *in = read_file(name, ".define.xml");
    struct domain_def *def = domain_parse(in, REC_INACTIVE, &facts, NULL);

    if (def)
        mark(&domain_rec, def);
    domain_def_free(def);
    err_reset();
    return true;
}

/* What only running guests have.  */
static void mark_live(void)
{
    static const char xml[] =
        "<domain type='qemu' id='1'><name>x</name><memory>1024</memory><os><type>hvm</type></os><devices>"
        "<disk type='file' device='disk'><source file='/a'/><target dev='vda' bus='virtio'/>"
        "<mirror type='file' file='/b' format='qcow2' job='copy' ready='yes'><format type='qcow2'/><source file='/b'/>"
        "<backingStore/></mirror></disk>"
        "<graphics type='spice' port='5900' tlsPort='5901' autoport='yes'><listen type='address'/></graphics>"
        "</devices></domain>";
    struct domain_def *def = domain_parse(xml, 0, NULL, NULL);

    assert_non_null(def);
    mark(&domain_rec, def);
    domain_def_free(def);
}

static void unexercised(const struct rec *r, const struct fld *f, void *arg)
{
    if (f->flags & (LIVE | STATUS | ALIAS) || g_hash_table_contains(exercised, f))
        return;
    if (f->kind == K_ENUM && f->of.names->n == 1)
        return; /* the one word is zero */
    print_message("# no document has %s of <%s>\n", f->path, r->name);
    ++*(int *) arg;
}

static void test_rows(void **state)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(7);
    int missing = 0;

    exercised = g_hash_table_new(NULL, NULL);
    each(".define.xml", mark_file);
    mark_live();
    for (int i = 0; i < 400; i++) {
        struct domain_def *def = rec_random(&domain_rec, rand, REC_INACTIVE | REC_SECURE);
        if (def)
            mark(&domain_rec, def);
        domain_def_free(def);
    }
    rec_walk(&domain_rec, unexercised, &missing);
    g_hash_table_destroy(exercised);
    assert_int_equal(missing, 0);
}

int main(void)
{
    const char *source = g_getenv("NEOVIRT_SOURCE");
    g_autofree char *list = g_strdup_printf("%s/docs/compatibility.md", source ? source : ".");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_define), cmocka_unit_test(test_mixes),   cmocka_unit_test(test_again),
        cmocka_unit_test(test_secure), cmocka_unit_test(test_refused), cmocka_unit_test(test_live),
        cmocka_unit_test(test_copy),   cmocka_unit_test(test_holes),   cmocka_unit_test(test_random),
        cmocka_unit_test(test_rows),
    };

    folder = g_strdup_printf("%s/tests/golden/domain", source ? source : ".");
    if (!g_file_get_contents(list, &known, NULL, NULL))
        known = g_strdup("");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
