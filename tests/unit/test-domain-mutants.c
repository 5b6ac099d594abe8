/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * test-domain-mutants.c: ten thousand damaged domain documents, made from the golden ones with a fixed seed. Each is
 * refused with an error that says something, or accepted and then printed, copied, planned; in bounded time and
 * memory. MUTANT=N shows and runs only one of them.
 */
#include "cmocka-all.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "drivers/qemu/plan/plan.h"
#include "model/domain/domain.h"

enum { MUTANTS = 10000, WARM = 3000, LARGEST = 16384, SECONDS_EACH = 30, MEGABYTES = 96 };

static GPtrArray *documents; /* GString * */
static volatile int current;

/* ---- the host ---- */

static const struct machine_fact machines[] = {{"pc", "pc-i440fx-7.2"}, {"q35", "pc-q35-7.2"}};
static const struct domain_facts facts = {
    .host_arch = "x86_64",
    .emulator = "/usr/bin/qemu-system-x86_64",
    .default_machine = "pc",
    .machines = machines,
    .n_machines = G_N_ELEMENTS(machines),
    .have_kvm = true,
    .default_cpu = "qemu64",
};

/* ---- ways to damage a document ---- */

static const char *const numbers[] = {"0",
                                      "-1",
                                      "1",
                                      "255",
                                      "256",
                                      "65536",
                                      "2147483648",
                                      "4294967295",
                                      "4294967296",
                                      "9223372036854775807",
                                      "18446744073709551615",
                                      "18446744073709551616",
                                      "99999999999999999999999999999999999999",
                                      "0x7fffffffffffffff",
                                      "1e9",
                                      "",
                                      " 7 ",
                                      "1.5"};
static const char *const values[] = {"",
                                     "yes",
                                     "no",
                                     "on",
                                     "auto",
                                     "none",
                                     "virtio",
                                     "pci",
                                     "drive",
                                     "usb",
                                     "scsi",
                                     "qcow2",
                                     "file",
                                     "%n%s",
                                     "../..",
                                     "/dev/full",
                                     "&lt;&#10;&amp;",
                                     "\xc3\xa4\xe2\x82\xac",
                                     "default",
                                     "q35",
                                     "spicevmc",
                                     "unix",
                                     "0-4294967295",
                                     "ff:ff:ff:ff:ff:ff",
                                     "00000000-0000-0000-0000-000000000000"};
static const char *const tags[] = {"disk",    "source",   "target",    "address", "controller",   "domain",
                                   "devices", "cpu",      "memory",    "os",      "backingStore", "numa",
                                   "cell",    "feature",  "interface", "video",   "alias",        "graphics",
                                   "listen",  "seclabel", "metadata",  "unknown", "boot",         "driver"};

#define PICK(rand, list) (list)[g_rand_int_range(rand, 0, G_N_ELEMENTS(list))]

/* Where the Nth of the places that hold `what` is, N by chance; -1: none.  */
static gssize place(const GString *s, const char *what, GRand *rand)
{
    gsize n = 0, len = strlen(what);
    for (const char *p = s->str; (p = strstr(p, what)); p += len)
        n++;
    if (n == 0)
        return -1;
    const char *p = strstr(s->str, what);
    for (gint skip = g_rand_int_range(rand, 0, (gint32) n); skip > 0; skip--)
        p = strstr(p + len, what);
    return p - s->str;
}

static void put(GString *s, gssize at, gssize cut, const char *text)
{
    g_string_erase(s, at, cut);
    g_string_insert(s, at, text);
}

static void bytes(GString *s, GRand *rand)
{
    for (int n = g_rand_int_range(rand, 1, 9); n > 0 && s->len; n--)
        s->str[g_rand_int_range(rand, 0, (gint32) s->len)] = (char) g_rand_int_range(rand, 0, 256);
}

static void nul(GString *s, GRand *rand)
{
    g_string_insert_c(s, g_rand_int_range(rand, 0, (gint32) s->len + 1), g_rand_boolean(rand) ? '\0' : '\x01');
}

static void cut_off(GString *s, GRand *rand)
{
    g_string_truncate(s, (gsize) g_rand_int_range(rand, 0, (gint32) s->len + 1));
}

static void number(GString *s, GRand *rand)
{
    gssize at = g_rand_int_range(rand, 0, (gint32) s->len + 1);
    at += (gssize) strcspn(s->str + at, "0123456789");
    put(s, at, (gssize) strspn(s->str + at, "0123456789"), PICK(rand, numbers));
}

static void attribute_value(GString *s, GRand *rand)
{
    gssize at = place(s, "='", rand);
    if (at >= 0)
        put(s, at + 2, (gssize) strcspn(s->str + at + 2, "'"), PICK(rand, values));
}

static void attribute_gone(GString *s, GRand *rand)
{
    gssize end = place(s, "='", rand), from = end;
    if (end < 0)
        return;
    while (from > 0 && s->str[from - 1] != ' ')
        from--;
    gssize n = (gssize) strcspn(s->str + end + 2, "'");
    if (s->str[end + 2 + n])
        g_string_erase(s, from, end + 2 + n + 1 - from);
}

static void attribute_new(GString *s, GRand *rand)
{
    gssize at = place(s, "='", rand);
    if (at < 0)
        return;
    gssize end = at + 2 + (gssize) strcspn(s->str + at + 2, "'");
    g_autofree char *text = g_strdup_printf(" %s='%s'", PICK(rand, tags), PICK(rand, values));
    if (s->str[end])
        g_string_insert(s, end + 1, text);
}

static void tag(GString *s, GRand *rand)
{
    gssize at = place(s, "<", rand);
    if (at >= 0)
        put(s, at + 1, (gssize) strcspn(s->str + at + 1, " />"), PICK(rand, tags));
}

static void text(GString *s, GRand *rand)
{
    gssize at = place(s, ">", rand);
    if (at >= 0)
        put(s, at + 1, (gssize) strcspn(s->str + at + 1, "<"),
            g_rand_boolean(rand) ? PICK(rand, values) : PICK(rand, numbers));
}

/* From one tag to another: cut out, or said several times.  */
static void lines_gone(GString *s, GRand *rand)
{
    gssize a = place(s, "\n", rand), b = place(s, "\n", rand);
    if (a >= 0 && a < b)
        g_string_erase(s, a, b - a);
}

static void lines_again(GString *s, GRand *rand)
{
    gssize a = place(s, "\n", rand), b = place(s, "\n", rand);
    if (a < 0 || a >= b)
        return;
    g_autofree char *part = g_strndup(s->str + a, (gsize) (b - a));
    for (int n = g_rand_int_range(rand, 1, 60); n > 0 && s->len < 1 << 20; n--)
        g_string_insert(s, b, part);
}

static void one_line_many_times(GString *s, GRand *rand)
{
    gssize a = place(s, "\n", rand);
    gssize n = a < 0 ? 0 : (gssize) strcspn(s->str + a + 1, "\n") + 1;
    if (n == 0)
        return;
    g_autofree char *part = g_strndup(s->str + a, (gsize) n);
    for (int k = g_rand_int_range(rand, 1, 2000); k > 0 && s->len < 1 << 18; k--)
        g_string_insert(s, a, part);
}

static void nested(GString *s, GRand *rand)
{
    gssize at = place(s, "\n", rand);
    const char *name = PICK(rand, tags);
    g_autofree char *open = g_strdup_printf("<%s>", name), *close = g_strdup_printf("</%s>", name);
    int depth = g_rand_int_range(rand, 1, 1500);
    for (int i = 0; at >= 0 && i < depth; i++)
        g_string_insert(s, at, i % 2 ? open : "<backingStore type='file'><source file='/x'/>");
    for (int i = 0; at >= 0 && i < depth && g_rand_boolean(rand); i++)
        g_string_append(s, close);
}

static void entities(GString *s, GRand *rand)
{
    static const char *const heads[] = {
        "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
        "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>"
        "<!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'><!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;'>]>",
        "<!DOCTYPE d [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE d [<!ENTITY f SYSTEM 'http://127.0.0.1:1/'>]>",
        "<!DOCTYPE d SYSTEM 'file:///dev/zero'>",
        "<!DOCTYPE d [<!ENTITY % p SYSTEM 'file:///dev/zero'>%p;]>",
        "<!DOCTYPE d [<!ENTITY f '&f;'>]>",
        "<?xml version='1.0' encoding='UTF-16'?>",
        "<?xml version='1.0' encoding='nonsense'?>",
    };
    gssize at = place(s, ">", rand);
    if (at >= 0)
        g_string_insert(s, at + 1, g_rand_boolean(rand) ? "&f;" : "&#x110000;");
    g_string_prepend(s, PICK(rand, heads));
}

static void long_value(GString *s, GRand *rand)
{
    gssize at = place(s, "='", rand);
    g_autofree char *more = g_strnfill((gsize) g_rand_int_range(rand, 1, 1 << 17), 'A');
    if (at >= 0)
        g_string_insert(s, at + 2, more);
}

static void (*const ways[])(GString *, GRand *) = {
    bytes,
    bytes,
    nul,
    cut_off,
    number,
    number,
    number,
    number,
    attribute_value,
    attribute_value,
    attribute_value,
    attribute_gone,
    attribute_gone,
    attribute_new,
    tag,
    tag,
    text,
    text,
    lines_gone,
    lines_gone,
    lines_again,
    one_line_many_times,
    nested,
    entities,
    long_value,
};

static GString *mutant(int number_)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed((guint32) number_ + 1);
    const GString *from = documents->pdata[g_rand_int_range(rand, 0, (gint32) documents->len)];
    GString *s = g_string_new_len(from->str, (gssize) from->len);
    for (int n = g_rand_int_range(rand, 1, 4); n > 0; n--)
        PICK(rand, ways)(s, rand);
    return s;
}

/* ---- what is done with one ---- */

static void use(struct domain_def *def)
{
    struct plan_env env = {.domain_dir = "/d", .channel_dir = "/c", .ram_dir = "/r", .native = true};
    g_autofree char *plain = domain_format(def, REC_INACTIVE), *full = domain_format(def, REC_INACTIVE | REC_SECURE);
    struct domain_def *copy = domain_def_copy(def);
    g_autofree char *same = domain_format(copy, REC_INACTIVE | REC_SECURE), *native = NULL;

    assert_non_null(plain);
    assert_string_equal(full, same);
    domain_def_alias(copy);
    native = plan_to_native(copy, &env);
    if (!native)
        assert_true(err_thread()->message && *err_thread()->message);
    domain_def_free(copy);
    copy = domain_parse(full, REC_INACTIVE, &facts, NULL);
    domain_def_free(copy);
}

static bool survives(const GString *s, bool *accepted)
{
    struct rec_notes notes = {0};
    struct domain_def *def;

    err_reset();
    def = domain_parse(s->str, REC_INACTIVE, &facts, &notes);
    *accepted = def != NULL;
    if (def)
        use(def);
    else if (err_thread()->code == VIR_ERR_OK || !err_thread()->message || !*err_thread()->message)
        return false;
    domain_def_free(def);
    rec_notes_done(&notes);
    err_reset();
    return true;
}

static long resident(void)
{
    g_autofree char *t = NULL;
    return g_file_get_contents("/proc/self/statm", &t, NULL, NULL)
               ? strtol(strchr(t, ' '), NULL, 10) * sysconf(_SC_PAGESIZE) >> 20
               : 0;
}

static void too_long(int sig)
{
    char line[64];
    int n = snprintf(line, sizeof line, "# mutant %d takes too long\n", current);
    if (write(1, line, (size_t) n) == n)
        signal(SIGABRT, SIG_DFL);
    abort();
}

static void test_mutants(void **state)
{
    const char *one = g_getenv("MUTANT");
    int accepted = 0, bad = 0, from = one ? atoi(one) : 0;
    long before = 0;

    g_log_set_always_fatal(G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
    signal(SIGALRM, too_long);
    for (current = from; current < (one ? from + 1 : MUTANTS); current++) {
        GString *s = mutant(current);
        bool took = false;
        if (one)
            fwrite(s->str, 1, s->len, stderr);
        alarm(SECONDS_EACH);
        if (!survives(s, &took)) {
            print_message("# mutant %d is refused without a word\n", current);
            bad++;
        }
        alarm(0);
        accepted += took;
        g_string_free(s, TRUE);
        if (current == WARM)
            before = resident();
    }
    print_message("# %d accepted, %ld MB at %d, %ld MB at the end\n", accepted, before, WARM, resident());
    assert_int_equal(bad, 0);
    if (one)
        return;
    assert_in_range(accepted, MUTANTS / 20, MUTANTS * 19 / 20); /* else the damage is too large or too small */
#ifndef __SANITIZE_ADDRESS__                                    /* which keeps what was freed */
    assert_true(resident() - before < MEGABYTES);
#endif
}

static void string_free(void *s)
{
    g_string_free(s, TRUE);
}

static int setup(void **state)
{
    g_autofree char *folder = g_build_filename(g_getenv("NEOVIRT_SOURCE"), "tests/golden/domain", NULL);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    const char *name;

    documents = g_ptr_array_new_with_free_func(string_free);
    while (dir && (name = g_dir_read_name(dir)))
        if (g_str_has_suffix(name, ".xml"))
            g_ptr_array_add(names, g_build_filename(folder, name, NULL));
    g_ptr_array_sort(names, (GCompareFunc) (void *) g_strcmp0);
    for (guint i = 0; i < names->len; i++) {
        char *t;
        gsize n;
        if (g_file_get_contents(names->pdata[i], &t, &n, NULL) && n > 0 && n < LARGEST)
            g_ptr_array_add(documents, g_string_new_len(t, (gssize) n));
        g_free(t);
    }
    return documents->len ? 0 : -1;
}

static int teardown(void **state)
{
    g_ptr_array_free(documents, TRUE);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_mutants)};
    return cmocka_run_group_tests_name("domain-mutants", tests, setup, teardown);
}
