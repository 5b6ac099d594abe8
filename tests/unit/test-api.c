/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The tables made of the API description: what travels, what is found, what callbacks are told. */
#define ERR_FROM VIR_FROM_NONE
#include "cmocka-all.h"

#include <glib.h>
#include <libvirt/libvirt-qemu.h>
#include <string.h>

#include "api-driver.h"
#include "api-events.h"
#include "api-ids.h"
#include "base/err.h"
#include "lib/wrap.h"

/* ---- layouts: the words of XDR that a table puts on the wire; signs do not show there ---- */
static const char *const handle_words[HANDLE_LAST] = {
    [HANDLE_DOMAIN] = "string uuid int",
    [HANDLE_NETWORK] = "string uuid",
    [HANDLE_NETWORK_PORT] = "string uuid uuid",
    [HANDLE_INTERFACE] = "string string",
    [HANDLE_STORAGE_POOL] = "string uuid",
    [HANDLE_STORAGE_VOL] = "string string string",
    [HANDLE_NODE_DEVICE] = "string",
    [HANDLE_SECRET] = "uuid int string",
    [HANDLE_NWFILTER] = "string uuid",
    [HANDLE_NWFILTER_BINDING] = "string string",
    [HANDLE_DOMAIN_SNAPSHOT] = "string string uuid int",
    [HANDLE_DOMAIN_CHECKPOINT] = "string string uuid int",
    [HANDLE_ADM_SERVER] = "string",
    [HANDLE_ADM_CLIENT] = "string hyper hyper int",
};

static const char *const kind_words[K_LAST] = {
    [K_INT] = "int",
    [K_UINT] = "int",
    [K_LONG] = "hyper",
    [K_ULONG] = "hyper",
    [K_DOUBLE] = "double",
    [K_UUID] = "uuid",
    [K_BYTES] = "opaque<>",
    [K_INTS] = "[int]",
    [K_UINTS] = "[int]",
    [K_LONGS] = "[hyper]",
    [K_ULONGS] = "[hyper]",
    [K_STRS] = "[string]",
    [K_PARAMS] = "[typed_param]",
};

static void layout(const struct rec *r, GString *out);

static void word(const struct fld *f, GString *out)
{
    switch (f->kind) {
    case K_STR:
        g_string_append(out, f->flags & REQUIRED ? " string" : " string?");
        break;
    case K_HANDLE:
        g_string_append_printf(out, f->flags & OPTIONAL ? " (%s)?" : " %s", handle_words[f->of.handle]);
        break;
    case K_HANDLES:
        g_string_append_printf(out, " [%s]", handle_words[f->of.handle]);
        break;
    case K_SUB:
        layout(f->of.rec, out);
        break;
    case K_LIST: {
        g_autoptr(GString) item = g_string_new(NULL);
        layout(f->of.rec, item);
        g_string_append_printf(out, " [%s]", item->str + 1);
        break;
    }
    default:
        assert_non_null(kind_words[f->kind]);
        g_string_append_printf(out, " %s", kind_words[f->kind]);
    }
}

static void layout(const struct rec *r, GString *out)
{
    for (const struct fld *f = r ? r->flds : NULL; f && f->kind; f++)
        word(f, out);
}

static void event_line(const struct event_type *t, unsigned proc, GString *out)
{
    const struct rec *rec = proc == t->legacy_proc && t->legacy_rec ? t->legacy_rec : t->rec;

    if (proc != t->legacy_proc && t->kind != HANDLE_CONNECT)
        g_string_append(out, " int");
    layout(rec, out);
    g_string_append(out, " ->");
}

/* "remote 14: string uuid int int -> string", or without anything behind the colon when nobody has it.  */
static char *line_of(enum api_program program, const char *name, unsigned proc)
{
    const struct api *a = api_by_proc(program, proc);
    GString *out = g_string_new(NULL);
    const struct event_type *t;
    bool legacy;

    g_string_printf(out, "%s %u:", name, proc);
    if (a) {
        layout(a->args, out);
        g_string_append(out, " ->");
        layout(a->ret, out);
    } else if ((t = event_type_by_proc(program, proc, &legacy))) {
        event_line(t, proc, out);
    }
    return g_string_free(out, FALSE);
}

static void test_layouts(void **state)
{
    static const char *const programs[] = {
        [PROGRAM_REMOTE] = "remote", [PROGRAM_QEMU] = "qemu", [PROGRAM_ADMIN] = "admin"};
    g_autofree char *path = g_build_filename(g_getenv("NEOVIRT_SOURCE"), "tests/golden/api/wire.txt", NULL);
    g_autofree char *text = NULL;
    unsigned n = 0;

    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **l = lines; **l; l++, n++) {
        g_autofree char *name = g_strndup(*l, strcspn(*l, " "));
        unsigned program = PROGRAM_REMOTE;
        g_autofree char *ours = NULL;
        while (g_strcmp0(programs[program], name) != 0)
            program++;
        ours = line_of(program, name, (unsigned) strtoul(*l + strlen(name), NULL, 10));
        assert_string_equal(ours, *l);
    }
    assert_int_equal(n, 469);
}

#pragma weak rec_hole /* not every build of the record engine has it */
static bool no_hole(const struct rec *r)
{
    return !rec_hole || rec_hole(r) < 0;
}

/* ---- rows ---- */
static void test_rows(void **state)
{
    for (unsigned i = 0; i < n_apis; i++) {
        const struct api *a = &apis[i];
        assert_non_null(a->name);
        assert_ptr_equal(api_by_name(a->name), a);
        if (a->proc)
            assert_ptr_equal(api_by_proc(a->program, a->proc), a);
        assert_int_equal(a->proc != 0, a->thunk != NULL);
        assert_true(a->slot >= offsetof(struct driver, none) && a->slot < sizeof(struct driver));
        assert_true(!a->args || no_hole(a->args));
        assert_true(!a->ret || no_hole(a->ret));
        if (a->write_flags)
            assert_int_equal(a->known_flags & a->write_flags, a->write_flags);
    }
    assert_null(api_by_name("virDomainFly"));
    assert_null(api_by_proc(PROGRAM_REMOTE, 0));
    assert_null(api_by_proc(PROGRAM_REMOTE, 107)); /* an event */
    assert_null(api_by_proc(PROGRAM_REMOTE, 100000));
    assert_null(api_by_proc(PROGRAM_NONE, 1));
    assert_null(api_by_proc((enum api_program) 77, 1));
}

static void test_some_rows(void **state)
{
    const struct api *destroy = &apis[API_virDomainDestroy], *xml = &apis[API_virDomainGetXMLDesc];

    assert_int_equal(destroy->proc, 12);
    assert_int_equal(destroy->job, JOB_DESTROY);
    assert_true(destroy->flags & API_PRIORITY);
    assert_int_equal(destroy->need, NEED_WRITE);
    assert_int_equal(destroy->on, HANDLE_DOMAIN);
    assert_int_equal(xml->need, NEED_READ);
    assert_true(xml->flags & API_INLINE);
    assert_int_equal(xml->known_flags, 15);
    assert_int_equal(xml->flags_at, offsetof(struct virDomainGetXMLDesc_args, flags));
    assert_int_equal(xml->write_flags, VIR_DOMAIN_XML_SECURE | VIR_DOMAIN_XML_MIGRATABLE);
    assert_string_equal(xml->acl[1].permission, "read-secure");
    assert_int_equal(xml->acl[1].when_any, VIR_DOMAIN_XML_SECURE);
    assert_true(apis[API_virDomainOpenConsole].flags & API_STREAM);
    assert_int_equal(apis[API_virDomainMigrate3].slot, offsetof(struct driver, none));
}

/* ---- events ---- */
static char *told;

static void on_graphics(virConnectPtr conn, virDomainPtr dom, int phase, const virDomainEventGraphicsAddress *local,
                        const virDomainEventGraphicsAddress *remote, const char *authScheme,
                        const virDomainEventGraphicsSubject *subject, void *opaque)
{
    told = g_strdup_printf("%d %s %s %s %d %s %s", phase, local->node, remote->service, authScheme, subject->nidentity,
                           subject->identities[0].name, (const char *) opaque);
}

static void on_wakeup(virConnectPtr conn, virDomainPtr dom, int reason, void *opaque)
{
    told = g_strdup_printf("%p %d", (void *) dom, reason);
}

static void on_tunable(virConnectPtr conn, virDomainPtr dom, virTypedParameterPtr params, int nparams, void *opaque)
{
    told = g_strdup_printf("%d %s", nparams, params[0].field);
}

static void invoke(int id, void (*fn)(void), const void *data, const char *expected)
{
    char opaque[] = "mine";

    event_invoke(event_type(HANDLE_DOMAIN, id), NULL, fn, data, opaque);
    assert_string_equal(told, expected);
    g_clear_pointer(&told, g_free);
}

static void test_event_calls(void **state)
{
    struct wire_domain_event_graphics_identity who = {.type = (char *) "saslUsername", .name = (char *) "fred"};
    struct wire_domain_event_graphics_identity *all[] = {&who};
    struct domain_graphics_event g = {.phase = 1,
                                      .local = {.node = (char *) "::1"},
                                      .remote = {.service = (char *) "5900"},
                                      .auth_scheme = (char *) "vnc",
                                      .subject = {.v = all, .n = 1}};
    struct domain_pm_wakeup_event w = {.reason = 3};
    struct domain_tunable_event t = {0};

    invoke(VIR_DOMAIN_EVENT_ID_GRAPHICS, (void (*)(void)) on_graphics, &g, "1 ::1 5900 vnc 1 fred mine");
    invoke(VIR_DOMAIN_EVENT_ID_PMWAKEUP, (void (*)(void)) on_wakeup, &w, "(nil) 3");
    params_int(&t.params, "cputune.cpu_shares", 4);
    invoke(VIR_DOMAIN_EVENT_ID_TUNABLE, (void (*)(void)) on_tunable, &t, "1 cputune.cpu_shares");
    params_done(&t.params);
}

static void test_event_rows(void **state)
{
    for (int id = 0; id < VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE; id++)
        assert_non_null(event_type(HANDLE_DOMAIN, id));
    assert_non_null(event_type(HANDLE_DOMAIN, QEMU_MONITOR_EVENT_ID));
    for (unsigned i = 0; i < n_event_types; i++)
        assert_true(no_hole(event_types[i].rec));
}

/* ---- words and moves ---- */
static void test_error_words(void **state)
{
    for (int code = VIR_ERR_INTERNAL_ERROR; code <= VIR_ERR_MULTIPLE_DOMAINS; code++) {
        if (!err_code_format(code, false))
            fail_msg("error %d has no words", code);
        assert_non_null(strstr(err_code_format(code, true), "%s"));
    }
    assert_null(err_code_format(0, true));
    assert_null(err_code_format(-1, true));
    assert_null(err_code_format(100000, true));
}

static void fill(struct params *p)
{
    params_str(p, "a", "first");
    params_str(p, "b", "second");
}

static void test_params_twice(void **state)
{
    virTypedParameter mine[2];
    struct params p = {0};
    int n = 0;

    fill(&p);
    wrap_params(NULL, &n, &p, 2); /* how many? */
    assert_int_equal(n, 2);
    fill(&p);
    n = 1;
    wrap_params(mine, &n, &p, -1); /* less room than there is: no more than fits, nothing lost */
    assert_int_equal(n, 1);
    assert_string_equal(mine[0].value.s, "first");
    virTypedParamsClear(mine, n);
}

static void test_moves(void **state)
{
    char **from = g_new0(char *, 2), *to[1];
    int32_t *ids = g_new0(int32_t, 3);
    int few[2];
    char text[4];

    from[0] = g_strdup("x");
    from[1] = g_strdup("y");
    assert_int_equal(wrap_strings(to, 1, from, 2), 1);
    assert_string_equal(to[0], "x");
    g_free(to[0]);
    assert_int_equal(wrap_ints(few, 2, ids, 3), 2);
    wrap_chars(text, sizeof(text), (const int32_t[]){'a', 'b', 'c', 'd', 'e'}, 5);
    assert_string_equal(text, "abc");
}

static void quiet(void *user, virErrorPtr e)
{
}

static void test_bad_handles(void **state)
{
    char junk[sizeof(struct handle)] = {0};
    struct handle *net = handle_new(HANDLE_NETWORK, "default", NULL, -1);

    virSetErrorFunc(NULL, quiet);
    assert_null(virDomainGetName(NULL));
    assert_string_equal(virGetLastErrorMessage(), "invalid domain pointer in virDomainGetName");
    assert_null(virDomainGetName((virDomainPtr) junk));
    assert_null(virDomainGetName((virDomainPtr) net));
    assert_string_equal(virNetworkGetName((virNetworkPtr) net), "default");
    assert_int_equal(virGetLastErrorCode(), VIR_ERR_OK);
    assert_int_equal(virNetworkGetUUIDString((virNetworkPtr) net, NULL), -1);
    assert_string_equal(virGetLastErrorMessage(), "buf in virNetworkGetUUIDString must not be NULL");
    assert_int_equal(virNetworkRef((virNetworkPtr) net), 0);
    assert_int_equal(virNetworkFree((virNetworkPtr) net), 0);
    assert_int_equal(virNetworkFree((virNetworkPtr) net), 0);
    assert_int_equal(virNetworkFree(NULL), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layouts),      cmocka_unit_test(test_rows),       cmocka_unit_test(test_some_rows),
        cmocka_unit_test(test_event_calls),  cmocka_unit_test(test_event_rows), cmocka_unit_test(test_error_words),
        cmocka_unit_test(test_params_twice), cmocka_unit_test(test_moves),      cmocka_unit_test(test_bad_handles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
