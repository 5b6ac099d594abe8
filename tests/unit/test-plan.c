/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The device plan against Debian's command lines: every golden document is read, planned and printed as
 * domxml-to-native; options are compared as a set, each with its properties. `PLAN_ONLY=NAME` for one document.
 */
#define ERR_FROM VIR_FROM_NONE
#include "cmocka-all.h"

#include <fcntl.h>
#include <glib.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "drivers/qemu/caps/caps.h"
#include "drivers/qemu/plan/plan.h"
#include "model/domain/domain.h"

/* Documents whose command line differs, and why that is right or not yet done.  */
static const struct {
    const char *name, *why;
} known[] = {
    {"exp-pc-i686-noemul", "the test knows one emulator"},
    {"kvm-cpu-features", "an optional feature is on or off as the host's processor has it"},
    {"bad-cpu-model", "no QEMU is asked for its models here"},
    {"disk-http-options", "slices of images are refused, before the reason that libvirt finds later"},
    {"hostdev-many", "SCSI devices of the host are refused, before the reason that libvirt finds"},
    {"net-rows", "said plainly"},
    {"disk-volume", "storage pools are not looked up by the plan"},
    {"vnc-listen-network", "the network driver is not asked for the address"},
};

static const char *why_known(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        if (known[i].name && strcmp(known[i].name, name) == 0)
            return known[i].why;
    return NULL;
}

static struct caps_store *store;

static char *golden(const char *name, const char *suffix)
{
    g_autofree char *path = g_strdup_printf("%s/tests/golden/domain/%s%s", g_getenv("NEOVIRT_SOURCE"), name, suffix);
    char *text = NULL;

    return file_load(path, 1 << 20, &text) < 0 ? NULL : text;
}

/* ---- lines as the golden files have them ---- */
static char *replaced(const char *line, const char *pattern, const char *with)
{
    g_autoptr(GRegex) re = g_regex_new(pattern, 0, 0, NULL);

    return g_regex_replace(re, line, -1, 0, with, 0, NULL);
}

static char *masked(const char *line, bool automatic, bool now)
{
    char *out = g_strdup(line);
    const struct {
        bool when;
        const char *pattern, *with;
    } rules[] = {
        {now, "^-rtc base=[0-9T:-]+", "-rtc base=NOW"},
        {true, "(\"(?:vhost)?fds?\":)\"[0-9:]+\"", "\\1\"FD\""},
        {automatic && g_str_has_prefix(line, "-vnc "), ":\\d+(,|$)", ":AUTO\\1"},
        {automatic && g_str_has_prefix(line, "-spice "), "\\b(port|tls-port)=\\d+", "\\1=AUTO"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++)
        if (rules[i].when) {
            char *next = replaced(out, rules[i].pattern, rules[i].with);

            g_free(out);
            out = next;
        }
    return out;
}

/* The text of domxml-to-native as one option a line, unquoted.  */
static GPtrArray *unquoted(const char *native, const char *document)
{
    GPtrArray *out = g_ptr_array_new_with_free_func(g_free);
    g_auto(GStrv) words = NULL;
    bool program = false;
    bool automatic =
        strstr(document, "autoport='yes'") || strstr(document, "port='-1'") || strstr(document, "tlsPort='-1'");
    bool now = strstr(document, "<clock offset='variable'");

    assert_true(g_shell_parse_argv(native, NULL, &words, NULL));
    for (char **w = words; *w; w++) {
        bool option = (*w)[0] == '-' && g_ascii_isalpha((*w)[1]);
        g_autofree char *line = NULL;

        if (!program || option || out->len == 0) {
            program = program || (*w)[0] == '/';
            line = g_strdup(*w);
            for (; option && w[1] && !(w[1][0] == '-' && g_ascii_isalpha(w[1][1])); w++) {
                char *more = g_strjoin(" ", line, w[1], NULL);

                g_free(line);
                line = more;
            }
            g_ptr_array_add(out, masked(line, automatic, now));
        }
    }
    return out;
}

/* ---- one option in a form that does not depend on order ---- */
static void flatten(json_t *j, const char *prefix, GPtrArray *out)
{
    const char *key;
    json_t *value;
    size_t i;

    if (json_is_object(j)) {
        json_object_foreach(j, key, value)
        {
            g_autofree char *path = g_strdup_printf("%s.%s", prefix, key);

            flatten(value, path, out);
        }
    } else if (json_is_array(j)) {
        json_array_foreach(j, i, value)
        {
            g_autofree char *path = g_strdup_printf("%s.%zu", prefix, i);

            flatten(value, path, out);
        }
    } else {
        char *text = json_dumps(j, JSON_ENCODE_ANY);

        g_ptr_array_add(out, g_strdup_printf("%s=%s", prefix, text));
        free(text);
    }
}

static gint by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *) a, *(char *const *) b);
}

static char *canonical(const char *line)
{
    const char *space = strchr(line, ' ');
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
    json_t *j;

    if (line[0] != '-' || !space)
        return g_strdup(line);
    j = json_loads(space + 1, 0, NULL);
    if (j) {
        flatten(j, "", parts);
        json_decref(j);
    } else {
        g_auto(GStrv) words = g_strsplit(space + 1, ",", -1);

        for (char **w = words; *w; w++)
            g_ptr_array_add(parts, g_strdup(*w));
    }
    g_ptr_array_sort(parts, by_text);
    g_ptr_array_insert(parts, 0, g_strndup(line, (gsize) (space - line)));
    g_ptr_array_add(parts, NULL);
    return g_strjoinv(" ", (char **) parts->pdata);
}

static GHashTable *counted(char **lines)
{
    GHashTable *t = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (char **l = lines; *l; l++)
        if (**l) {
            char *key = canonical(*l);
            int n = GPOINTER_TO_INT(g_hash_table_lookup(t, key));

            g_hash_table_replace(t, key, GINT_TO_POINTER(n + 1));
        }
    return t;
}

/* Lines of `a` that `b` lacks, one a line with the mark.  */
static unsigned missing(char **a, char **b, char mark, GString *out)
{
    g_autoptr(GHashTable) t = counted(b);
    unsigned n = 0;

    for (char **l = a; *l; l++) {
        g_autofree char *key = canonical(*l);
        int left = GPOINTER_TO_INT(g_hash_table_lookup(t, key));

        if (!**l)
            continue;
        if (left > 0) {
            g_hash_table_replace(t, g_steal_pointer(&key), GINT_TO_POINTER(left - 1));
            continue;
        }
        g_string_append_printf(out, "    %c%s\n", mark, *l);
        n++;
    }
    return n;
}

/* A value may have line ends of its own, so both sides are split the same way.  */
static unsigned differences(char *want_text, GPtrArray *got, GString *out, bool *ret_order)
{
    g_auto(GStrv) want = NULL;
    g_auto(GStrv) have = NULL;
    g_autofree char *all = NULL;
    unsigned n;

    g_ptr_array_add(got, NULL);
    all = g_strjoinv("\n", (char **) got->pdata);
    want = g_strsplit(want_text, "\n", -1);
    have = g_strsplit(all, "\n", -1);
    n = missing(want, have, '-', out) + missing(have, want, '+', out);
    *ret_order = strcmp(g_strchomp(all), g_strchomp(want_text)) == 0;
    return n;
}

/* ---- ours ---- */
static char *ours(const char *name, const char *document)
{
    static const struct machine_fact machines[] = {
        {"pc-i440fx-7.2", NULL},  {"pc", "pc-i440fx-7.2"}, {"pc-q35-7.2", NULL}, {"q35", "pc-q35-7.2"},
        {"pc-i440fx-2.11", NULL}, {"pc-q35-2.12", NULL},   {"none", NULL}};
    static const struct domain_facts facts = {.machines = machines,
                                              .n_machines = G_N_ELEMENTS(machines),
                                              .host_arch = "x86_64",
                                              .emulator = "/usr/bin/qemu-system-x86_64",
                                              .default_machine = "pc-i440fx-7.2",
                                              .have_kvm = true,
                                              .default_cpu = "qemu64",
                                              .nvram_dir = "/var/lib/libvirt/qemu/nvram"};
    g_autofree char *domain_dir = g_strdup_printf("/var/lib/libvirt/qemu/domain--1-%.20s", name);
    g_autofree char *channel_dir = g_strdup_printf("/var/lib/libvirt/qemu/channel/target/domain--1-%.20s", name);
    struct plan_env env = {.domain_dir = domain_dir,
                           .channel_dir = channel_dir,
                           .ram_dir = "/var/lib/libvirt/qemu/ram",
                           .native = true,
                           .use_seccomp = true,
                           .timestamps = true};
    struct domain_def *def = domain_parse(document, REC_INACTIVE | REC_SECURE, &facts, NULL);
    char *out = NULL;

    if (!def)
        return NULL;
    if (!def->os.firmware || caps_firmware_fill(store, def, "/var/lib/libvirt/qemu/nvram") == 0) {
        g_autofree char *dir = g_strdup_printf("/var/lib/libvirt/qemu/domain--1-%.20s", def->name);
        g_autofree char *channel = g_strdup_printf("/var/lib/libvirt/qemu/channel/target/domain--1-%.20s", def->name);

        env.domain_dir = dir;
        env.channel_dir = channel;
        out = plan_to_native(def, &env);
    }
    domain_def_free(def);
    return out;
}

/* 0 equal, else the differences are in `out`.  */
static unsigned compare(const char *name, GString *out, bool *ret_order)
{
    g_autofree char *document = golden(name, ".xml");
    g_autofree char *defined = golden(name, ".define.xml");
    g_autofree char *want_text = golden(name, ".native");
    g_autofree char *native = ours(name, document);
    g_autoptr(GPtrArray) got = NULL;

    if (!native) {
        g_string_append_printf(out, "    refused: %s\n", err_thread()->message);
        return 1;
    }
    got = unquoted(native, defined);
    return differences(want_text, got, out, ret_order);
}

/* ---- guests that ran ---- */
static int some_fd(void *opaque, enum plan_fd what, const void *device, unsigned index)
{
    if (what == PLAN_FD_CHARDEV || what == PLAN_FD_MONITOR || what == PLAN_FD_TAP)
        return open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (what == PLAN_FD_CHARLOG && index == 0)
        return open("/dev/null", O_RDONLY | O_CLOEXEC);
    return -1;
}

static GPtrArray *live_lines(char **environ, char **argv)
{
    static const char *const rules[][2] = {{"\\bfd=\\d+", "fd=N"},
                                           {"(\"(?:vhost)?fds?\":)\"[0-9:FD]+\"", "\\1\"FD\""},
                                           {"^-rtc base=2[0-9T:-]+", "-rtc base=NOW"},
                                           {"^(-vnc [0-9.]+:)0,", "\\1AUTO,"},
                                           {"^-spice port=5900,", "-spice port=AUTO,"}};
    GPtrArray *out = g_ptr_array_new_with_free_func(g_free);

    for (char **e = environ; *e; e++)
        g_ptr_array_add(out, g_strdup(*e));
    for (char **a = argv; *a; a++) {
        bool value = (*a)[0] == '-' && a[1] && (a[1][0] != '-' || !g_ascii_isalpha(a[1][1]));
        char *line = value ? g_strjoin(" ", a[0], a[1], NULL) : g_strdup(*a);

        for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
            char *next = replaced(line, rules[i][0], rules[i][1]);

            g_free(line);
            line = next;
        }
        g_ptr_array_add(out, line);
        a += value;
    }
    return out;
}

static char *live_want(const char *name)
{
    g_autofree char *text = golden(name, ".cmdline");

    return replaced(text, "\\bfd=\\d+", "fd=N");
}

/* The live document shows the processor as it turned out, no passwords, and no ports that could be compared.  */
static void live_adjust(struct domain_def *live, const char *name)
{
    g_autofree char *secure = golden(name, ".secure.xml");
    g_autofree char *plain = secure ? NULL : golden(name, ".define.xml");
    struct domain_def *config = domain_parse(secure ? secure : plain, REC_INACTIVE | REC_SECURE, NULL, NULL);
    struct cpu_def *cpu;

    assert_non_null(config);
    cpu = live->cpu;
    live->cpu = config->cpu;
    config->cpu = cpu;
    for (size_t i = 0; i < live->graphics.n; i++) {
        struct graphics *g = live->graphics.v[i];

        g->passwd = g_strdup(config->graphics.v[i]->passwd);
        if (g->port <= 0 && g->autoport == TRI_YES)
            g->port = 5900;
    }
    domain_def_free(config);
}

static unsigned compare_live(const char *name, GString *out)
{
    g_autofree char *document = golden(name, ".live.xml");
    g_autofree char *want = live_want(name);
    g_autofree char *dir = NULL, *channel = NULL;
    struct domain_def *def = domain_parse(document, 0, NULL, NULL);
    struct plan_env env = {.ram_dir = "/r", .use_seccomp = true, .timestamps = true, .fd = some_fd};
    g_autoptr(GPtrArray) got = NULL;
    struct plan *p;
    unsigned n = 1;
    bool order;

    if (!def) {
        g_string_append_printf(out, "    unreadable: %s\n", err_thread()->message);
        return 1;
    }
    live_adjust(def, name);
    env.domain_dir = dir = g_strdup_printf("/var/lib/libvirt/qemu/domain-%u-%.20s", def->id.v, def->name);
    env.channel_dir = channel =
        g_strdup_printf("/var/lib/libvirt/qemu/channel/target/domain-%u-%.20s", def->id.v, def->name);
    p = plan_domain(def, &env);
    if (p) {
        g_auto(GStrv) argv = plan_to_argv(p, &env);
        g_auto(GStrv) environ = plan_environ(def, &env);

        got = live_lines(environ, argv);
        n = differences(want, got, out, &order);
        plan_free(p);
    } else {
        g_string_append_printf(out, "    refused: %s\n", err_thread()->message);
    }
    domain_def_free(def);
    return n;
}

static void test_live(void **state)
{
    g_autofree char *dir = g_strdup_printf("%s/tests/golden/domain", g_getenv("NEOVIRT_SOURCE"));
    char **names;
    ssize_t n = dir_list(dir, ".cmdline", &names);
    unsigned bad = 0;

    assert_true(n > 5);
    for (ssize_t i = 0; i < n; i++) {
        GString *out = g_string_new(NULL);

        if (compare_live(names[i], out) > 0) {
            fprintf(stderr, "%s:\n%s", names[i], out->str);
            bad++;
        }
        g_string_free(out, true);
        err_reset();
    }
    g_strfreev(names);
    assert_int_equal(bad, 0);
}

/* ---- documents that cannot be planned ---- */
static void test_refused(void **state)
{
    g_autofree char *dir = g_strdup_printf("%s/tests/golden/domain", g_getenv("NEOVIRT_SOURCE"));
    char **names;
    ssize_t n = dir_list(dir, ".native.error", &names);
    unsigned bad = 0;

    assert_true(n > 10);
    for (ssize_t i = 0; i < n; i++) {
        g_autofree char *want = golden(names[i], ".native.error");
        g_autofree char *secure = golden(names[i], ".secure.xml");
        g_autofree char *plain = secure ? NULL : golden(names[i], ".define.xml");
        g_autofree char *native = ours(names[i], secure ? secure : plain);
        g_autofree char *got = native ? g_strdup("accepted")
                                      : g_strdup_printf("domxml-to-native code=%d domain=%d\n%s", err_thread()->code,
                                                        err_thread()->domain, err_thread()->message);

        if (strcmp(g_strchomp(want), got) != 0 && !why_known(names[i])) {
            fprintf(stderr, "%s:\n    -%s\n    +%s\n", names[i], want, got);
            bad++;
        }
        err_reset();
    }
    g_strfreev(names);
    assert_int_equal(bad, 0);
}

static bool have_ovmf(void)
{
    return g_file_test("/usr/share/qemu/firmware/60-edk2-x86_64.json", G_FILE_TEST_EXISTS) ||
           g_file_test("/usr/share/OVMF/OVMF_CODE_4M.fd", G_FILE_TEST_EXISTS);
}

static void test_native(void **state)
{
    g_autofree char *dir = g_strdup_printf("%s/tests/golden/domain", g_getenv("NEOVIRT_SOURCE"));
    char **names;
    ssize_t n = dir_list(dir, ".native", &names);
    unsigned bad = 0, ordered = 0, good = 0;

    assert_true(n > 100);
    for (ssize_t i = 0; i < n; i++) {
        GString *out = g_string_new(NULL);
        bool order = false;
        const char *why = why_known(names[i]);

        if (g_getenv("PLAN_ONLY") && strcmp(g_getenv("PLAN_ONLY"), names[i]) != 0)
            continue;
        if (strstr(names[i], "efi") && !have_ovmf())
            continue;
        if (compare(names[i], out, &order) == 0) {
            good++;
            if (why)
                print_message("%s: known to differ (%s), but does not\n", names[i], why);
            bad += why != NULL;
        } else if (!why) {
            fprintf(stderr, "%s:\n%s", names[i], out->str);
            bad++;
        }
        ordered += order;
        g_string_free(out, true);
        err_reset();
    }
    print_message("%u documents equal, %u of them to the byte, %u wrong\n", good, ordered, bad);
    g_strfreev(names);
    assert_int_equal(bad, 0);
}

/* What a shell would take for more than a word is quoted, and nothing else: asked of Debian's daemon.  */
static void test_quoting(void **state)
{
    static const char quoted[] = "~!#$^*()[]{}|\\;?`&<>\" ", plain[] = "@%_-+=:,./";
    static const char xml[] =
        "<domain type='qemu' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'><name>q</name>"
        "<memory>131072</memory><os><type arch='x86_64' machine='pc'>hvm</type></os><devices/>"
        "<qemu:commandline><qemu:arg value='XXX'/><qemu:arg value=''/><qemu:env name='E' value='a b'/>"
        "<qemu:env name='F'/></qemu:commandline></domain>";

    for (const char *c = quoted; *c; c++) {
        g_autofree char *value = g_markup_printf_escaped("x%cy", *c);
        g_auto(GStrv) parts = g_strsplit(xml, "XXX", 2);
        g_autofree char *document = g_strjoin(value, parts[0], parts[1], NULL);
        g_autofree char *native = ours("q", document);
        g_autofree char *want = g_strdup_printf(" 'x%cy' '' ", *c);

        assert_non_null(native);
        assert_non_null(strstr(native, want));
        assert_non_null(strstr(native, " E='a b' F='' /usr/bin/"));
        assert_null(strchr(native, '\n'));
    }
    for (const char *c = plain; *c; c++) {
        g_autofree char *value = g_strdup_printf("x%cy", *c);
        g_auto(GStrv) parts = g_strsplit(xml, "XXX", 2);
        g_autofree char *document = g_strjoin(value, parts[0], parts[1], NULL);
        g_autofree char *native = ours("q", document);
        g_autofree char *want = g_strdup_printf(" x%cy '' ", *c);

        assert_non_null(strstr(native, want));
    }
}

static int setup(void **state)
{
    store = caps_store_new(&(struct caps_config){.uid = -1, .gid = -1});
    return 0;
}

static int teardown(void **state)
{
    caps_store_free(store);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_native),
        cmocka_unit_test(test_live),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_quoting),
    };
    return cmocka_run_group_tests_name("plan", tests, setup, teardown);
}
