/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Capabilities: probing the installed QEMU, the cache and when it counts, firmware, CPU sets. */
#define ERR_FROM VIR_FROM_NONE
#include "cmocka-all.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "drivers/qemu/caps/facts.h"
#include "drivers/qemu/caps/store.h"
#include "model/domain/domain.h"

static char *dir;

static struct caps_store *store(void)
{
    static const char *const none[] = {NULL};
    return caps_store_new(&(struct caps_config){.cache_dir = dir, .uid = -1, .gid = -1, .firmware_dirs = none});
}

static struct qemu_caps *probed(struct caps_store *s)
{
    g_autofree char *binary = caps_binary_for_arch("x86_64");
    return binary ? caps_get(s, binary) : NULL;
}

static void test_probe(void **state)
{
    struct caps_store *s = store();
    struct qemu_caps *c = probed(s);
    if (!c) {
        caps_store_free(s);
        skip();
    }
    assert_true(caps_qemu_version(c) >= 5002000);
    assert_string_equal(caps_arch(c), "x86_64");
    assert_true(caps_has(c, CAP_VIRTIO_BLK));
    assert_true(caps_has(c, CAP_TCG));
    assert_true(caps_has(c, CAP_BALLOON_FPR));
    assert_true(caps_has(c, CAP_SECCOMP));
    const struct caps_machine *pc = caps_find_machine(c, "pc"), *q35 = caps_find_machine(c, "q35");
    assert_true(g_str_has_prefix(pc->name, "pc-i440fx-"));
    assert_true(g_str_has_prefix(q35->name, "pc-q35-"));
    assert_ptr_equal(caps_find_machine(c, NULL), pc);
    assert_null(caps_find_machine(c, "none"));
    assert_non_null(caps_host_model(c, "qemu"));
    assert_true(caps_cpus(c, "qemu")->len > 40);
    struct domain_facts facts = {0};
    caps_domain_facts(c, &facts);
    assert_string_equal(facts.default_machine, pc->name);
    /* Asked again it is the same object; a new store reads the cache and finds the same.  */
    struct qemu_caps *again = probed(s);
    assert_ptr_equal(c, again);
    struct caps_store *other = store();
    struct qemu_caps *cached = probed(other);
    assert_non_null(cached);
    g_autofree char *a = rec_to_xml(&facts_rec, c->facts, REC_STATUS);
    g_autofree char *b = rec_to_xml(&facts_rec, cached->facts, REC_STATUS);
    assert_string_equal(a, b);
    caps_unref(again);
    caps_unref(c);
    caps_unref(cached);
    caps_store_free(other);
    caps_store_free(s);
}

static void test_stale_cache(void **state)
{
    struct facts *f = g_new0(struct facts, 1);
    struct caps_config config = {.uid = -1, .gid = -1};
    assert_int_equal(facts_stamp(f, "/bin/sh", &config), 0);
    f->arch = g_strdup("x86_64");
    facts_save(dir, f);
    struct facts *back = facts_load(dir, f);
    assert_non_null(back);
    rec_free(&facts_rec, back);
    f->mtime++;
    assert_null(facts_load(dir, f));
    f->mtime--;
    char *kvm = f->kvm;
    f->kvm = g_strdup("mode 660 of 0:107 as 7:8");
    assert_null(facts_load(dir, f));
    g_free(f->kvm);
    f->kvm = kvm;
    /* Garbage in its place is as good as nothing.  */
    g_autoptr(GDir) d = g_dir_open(dir, 0, NULL);
    for (const char *name; (name = g_dir_read_name(d));) {
        g_autofree char *path = g_build_filename(dir, name, NULL);
        assert_true(g_file_set_contents(path, "<neovirtQemuCaps><bina", -1, NULL));
    }
    assert_null(facts_load(dir, f));
    rec_free(&facts_rec, f);
}

static void test_bad_binary(void **state)
{
    struct caps_store *s = store();
    assert_null(caps_get(s, "/no/such/qemu"));
    assert_string_equal(err_thread()->message,
                        "invalid argument: Cannot check QEMU binary /no/such/qemu: No such file or directory");
    assert_null(caps_get(s, "/bin/false")); /* runs, and is no QEMU */
    assert_int_equal(err_thread()->code, VIR_ERR_INTERNAL_ERROR);
    caps_store_free(s);
}

static void *get_one(void *s)
{
    return probed(s);
}

static void test_concurrent(void **state)
{
    struct caps_store *s = store();
    pthread_t t[8];
    void *got[8];
    for (int i = 0; i < 8; i++)
        pthread_create(&t[i], NULL, get_one, s);
    for (int i = 0; i < 8; i++)
        pthread_join(t[i], &got[i]);
    for (int i = 0; i < 8; i++) {
        assert_ptr_equal(got[i], got[0]);
        caps_unref(got[i]);
    }
    caps_store_free(s);
}

static void write_descriptor(const char *folder, const char *name, const char *loader, const char *features)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *text = g_strdup_printf(
        "{\"interface-types\":[\"uefi\"],\"mapping\":{\"device\":\"flash\",\"executable\":{\"filename\":\"%s\","
        "\"format\":\"raw\"},\"nvram-template\":{\"filename\":\"/vars\",\"format\":\"raw\"}},\"targets\":[{"
        "\"architecture\":\"x86_64\",\"machines\":[\"pc-q35-*\"]}],\"features\":[%s]}",
        loader, features);
    assert_true(g_file_set_contents(path, text, -1, NULL));
}

static int choose(struct caps_store *s, const char *machine, unsigned secure, char **loader)
{
    struct domain_def def = {.name = (char *) "vm"};
    def.os.firmware = FIRMWARE_EFI;
    def.os.arch = (char *) "x86_64";
    def.os.machine = (char *) machine;
    if (secure) {
        def.os.loader = g_new0(struct os_loader, 1);
        def.os.loader->secure = secure;
    }
    int r = caps_firmware_fill(s, &def, "/nv");
    *loader = r == 0 ? g_steal_pointer(&def.os.loader->path) : NULL;
    if (r == 0)
        assert_string_equal(def.os.nvram->path, "/nv/vm_VARS.fd");
    if (def.os.nvram) {
        g_free(def.os.nvram->path);
        g_free(def.os.nvram->template);
    }
    g_free(def.os.nvram);
    g_free(def.os.loader);
    g_free(def.features.smm);
    return r;
}

static void test_firmware(void **state)
{
    g_autofree char *vendor = g_build_filename(dir, "fw", NULL), *admin = g_build_filename(dir, "etc", NULL);
    const char *dirs[] = {vendor, admin, NULL};
    assert_int_equal(dir_make(vendor, 0755), 0);
    assert_int_equal(dir_make(admin, 0755), 0);
    write_descriptor(vendor, "10-a.json", "/a", "");
    write_descriptor(vendor, "40-b.json", "/b", "\"secure-boot\",\"requires-smm\"");
    write_descriptor(vendor, "60-c.json", "/c", "");
    g_autofree char *hidden = g_build_filename(admin, "10-a.json", NULL),
                    *bad = g_build_filename(vendor, "05.json", NULL);
    assert_true(g_file_set_contents(hidden, "", 0, NULL));
    assert_true(g_file_set_contents(bad, "{\"mapping\":[]}", -1, NULL));
    struct caps_store *s = caps_store_new(&(struct caps_config){.firmware_dirs = dirs});
    char *loader;
    assert_int_equal(choose(s, "pc-q35-7.2", TRI_ABSENT, &loader), 0);
    assert_string_equal(loader, "/b");
    g_free(loader);
    assert_int_equal(choose(s, "pc-q35-7.2", TRI_NO, &loader), 0);
    assert_string_equal(loader, "/c");
    g_free(loader);
    assert_int_equal(choose(s, "pc-i440fx-7.2", TRI_ABSENT, &loader), -1);
    assert_string_equal(err_thread()->message, "operation failed: Unable to find any firmware to satisfy 'efi'");
    caps_store_free(s);
}

static void test_cpu(void **state)
{
    struct cpu_set want = {{0}};
    json_t *props = json_pack("{s:b,s:b,s:b,s:b}", "pclmulqdq", 1, "fxsr-opt", 1, "sse2", 1, "svm", 0);
    cpu_set_from_props(&want, props);
    json_decref(props);
    assert_true(cpu_set_has(&want, "pclmuldq"));
    assert_true(cpu_set_has(&want, "fxsr_opt"));
    assert_false(cpu_set_has(&want, "svm"));
    char hex[CPU_HEX];
    struct cpu_set back;
    cpu_set_to_hex(&want, hex);
    cpu_set_from_hex(&back, hex);
    assert_memory_equal(&want, &back, sizeof(want));
    struct cpu_candidate v[] = {{"far", "Intel", {{0}}}, {"near", "unknown", want}, {"over", "AMD", want}};
    v[2].features.w[0] |= 1ull << 1;
    assert_int_equal(cpu_nearest(v, 3, &want, "AMD", false), 1);
    v[1].features = (struct cpu_set){{0}};
    assert_int_equal(cpu_nearest(v, 3, &want, "AMD", true), 1);  /* "over" has too much */
    assert_int_equal(cpu_nearest(v, 3, &want, "AMD", false), 2); /* one to take away is less */
}

/* ---- documents against Debian's, where this is Debian's QEMU ---- */

static char *golden(const char *name)
{
    const char *top = g_getenv("NEOVIRT_SOURCE");
    char *text = NULL;
    g_autofree char *path = g_build_filename(top ? top : ".", "tests/golden/caps", name, NULL);
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

/* Leaves out what belongs to the host on which the golden file was made.  */
static char *without_host(const char *xml, bool kvm)
{
    GString *out = g_string_new(NULL);
    g_auto(GStrv) lines = g_strsplit(xml, "\n", 0);
    bool in_model = false;
    for (char **l = lines; *l; l++) {
        in_model |= strstr(*l, "<mode name='host-model'") != NULL;
        bool end = in_model && strstr(*l, "</mode>");
        bool host = in_model || strstr(*l, "<domain type='kvm'/>") || (kvm && strstr(*l, "<model usable="));
        in_model &= !end;
        if (!host && **l)
            g_string_append_printf(out, "%s\n", *l);
    }
    return g_string_free(out, FALSE);
}

static void compare(const char *ours, const char *name, bool kvm)
{
    g_autofree char *theirs = golden(name), *a = without_host(ours, kvm), *b = without_host(theirs, kvm);
    g_auto(GStrv) x = g_strsplit(a, "\n", 0), y = g_strsplit(b, "\n", 0);
    for (size_t i = 0; x[i] || y[i]; i++) {
        if (!x[i] || !y[i] || strcmp(x[i], y[i]) != 0)
            print_error("%s: line %zu\n", name, i + 1);
        assert_string_equal(x[i] ? x[i] : "(end)", y[i] ? y[i] : "(end)");
    }
}

static struct caps_store *debian_store(struct qemu_caps **c)
{
    struct caps_store *s = caps_store_new(&(struct caps_config){.cache_dir = dir, .uid = -1, .gid = -1});
    *c = probed(s);
    if (*c && strstr((*c)->facts->package, "Debian 1:7.2") && g_file_test("/usr/share/OVMF", G_FILE_TEST_IS_DIR))
        return s;
    caps_unref(*c);
    caps_store_free(s);
    return NULL;
}

static void test_domain_documents(void **state)
{
    static const char *const archs[] = {"x86_64", "i686"}, *const machines[] = {"pc", "q35", "isapc", "microvm"};
    struct qemu_caps *c;
    struct caps_store *s = debian_store(&c);
    if (!s)
        skip();
    for (size_t a = 0; a < 2; a++)
        for (size_t m = 0; m < 4; m++) {
            g_autofree char *binary = caps_binary_for_arch(archs[a]);
            g_autofree char *name = g_strdup_printf("domcapabilities-%s-%s-qemu-nokvm.xml", archs[a], machines[m]);
            g_autofree char *xml = binary ? caps_domain_xml(s, NULL, archs[a], machines[m], "qemu") : NULL;
            if (binary)
                compare(xml, name, false);
        }
    if (caps_has(c, CAP_KVM)) {
        g_autofree char *xml = caps_domain_xml(s, NULL, NULL, "q35", NULL);
        compare(xml, "domcapabilities-x86_64-q35-kvm-kvm.xml", true);
    }
    caps_unref(c);
    caps_store_free(s);
}

static void test_host_document(void **state)
{
    struct qemu_caps *c;
    struct caps_store *s = debian_store(&c);
    if (!s)
        skip();
    g_autofree char *xml = caps_host_xml(s), *theirs = golden("capabilities-nokvm.xml");
    g_autofree char *i386 = caps_binary_for_arch("i686");
    const char *ours = strstr(xml, "<guest>"), *debian = strstr(theirs, "<guest>");
    if (i386) {
        g_autofree char *a = without_host(ours, true), *b = without_host(debian, true);
        assert_string_equal(a, b);
    }
    assert_true(g_str_has_prefix(xml, "<capabilities>\n\n  <host>\n    <uuid>"));
    assert_true(g_str_has_suffix(xml, "  </guest>\n\n</capabilities>\n"));
    caps_unref(c);
    caps_store_free(s);
}

static void test_refusals(void **state)
{
    static const struct {
        const char *emulator, *arch, *machine, *type, *message;
    } rows[] = {
        {NULL, "vax", NULL, NULL, "invalid argument: unknown architecture: vax"},
        {NULL, NULL, "nosuch", "qemu",
         "invalid argument: the machine 'nosuch' is not supported by emulator '/usr/bin/qemu-system-x86_64'"},
        {NULL, NULL, NULL, "lxc", "invalid argument: unknown virttype: lxc"},
        {"/no/such/qemu", NULL, NULL, NULL,
         "invalid argument: Cannot check QEMU binary /no/such/qemu: No such file or directory"},
        {NULL, "s390x", NULL, NULL,
         "unsupported configuration: unable to find any emulator to serve 's390x' architecture"},
    };
    struct qemu_caps *c;
    struct caps_store *s = debian_store(&c);
    if (!s)
        skip();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (rows[i].arch && !strcmp(rows[i].arch, "s390x") &&
            g_file_test("/usr/bin/qemu-system-s390x", G_FILE_TEST_EXISTS))
            continue;
        assert_null(caps_domain_xml(s, rows[i].emulator, rows[i].arch, rows[i].machine, rows[i].type));
        assert_string_equal(err_thread()->message, rows[i].message);
    }
    caps_unref(c);
    caps_store_free(s);
}

static int make_dir(void **state)
{
    dir = g_dir_make_tmp("neovirt-caps-XXXXXX", NULL);
    return dir ? 0 : -1;
}

static int drop_dir(void **state)
{
    const char *argv[] = {"rm", "-rf", dir, NULL};
    g_spawn_sync(NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
    g_free(dir);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stale_cache),      cmocka_unit_test(test_concurrent),    cmocka_unit_test(test_probe),
        cmocka_unit_test(test_bad_binary),       cmocka_unit_test(test_firmware),      cmocka_unit_test(test_cpu),
        cmocka_unit_test(test_domain_documents), cmocka_unit_test(test_host_document), cmocka_unit_test(test_refusals),
    };
    return cmocka_run_group_tests(tests, make_dir, drop_dir);
}
