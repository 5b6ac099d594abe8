/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every row of the QMP tables against what QEMU itself says of its commands and events. */
#define ERR_FROM VIR_FROM_NONE
#include "cmocka-all.h"

#include <glib.h>
#include <string.h>

#include "drivers/qemu/qmp/qmp.h"

static json_t *schema; /* name: entry */
static int faults;

static void fault(const char *where, const char *path, const char *what)
{
    print_error("%s: %s: %s\n", where, path, what);
    faults++;
}

static const json_t *entry(const char *name)
{
    return json_object_get(schema, name);
}

static const char *word(const json_t *e, const char *key)
{
    const char *s = json_string_value(json_object_get(e, key));
    return s ? s : "";
}

/* The member `name` of an object type, its variants included; NULL: none.  */
static const json_t *member(const json_t *type, const char *name)
{
    size_t i;
    const json_t *m;
    json_array_foreach(json_object_get(type, "members"), i, m) if (!strcmp(word(m, "name"), name)) return m;
    json_array_foreach(json_object_get(type, "variants"), i, m)
    {
        const json_t *found = member(entry(word(m, "type")), name);
        if (found)
            return found;
    }
    return NULL;
}

static const char *json_type_of(const json_t *type)
{
    const char *meta = word(type, "meta-type");
    return !strcmp(meta, "builtin") ? word(type, "json-type") : !strcmp(meta, "enum") ? "string" : meta;
}

static bool kind_fits(const struct fld *f, const json_t *type)
{
    const char *t = json_type_of(type);
    switch (f->kind) {
    case K_STR:
    case K_ENUM:
        return !strcmp(t, "string") || !strcmp(t, "alternate");
    case K_FLAG:
    case K_TRI:
        return !strcmp(t, "boolean");
    case K_SUB:
    case K_PTR:
        return !strcmp(t, "object");
    case K_LIST:
    case K_STRS:
        return !strcmp(t, "array");
    case K_RAW:
        return true;
    default:
        return !strcmp(t, "int");
    }
}

static void walk(const char *where, const struct rec *r, const json_t *type, bool input);

static void walk_field(const char *where, const struct fld *f, const json_t *type, bool input)
{
    const char *slash = strchr(f->path, '/');
    g_autofree char *head = slash ? g_strndup(f->path, slash - f->path) : g_strdup(f->path);
    const json_t *m = member(type, head);
    if (!m) {
        fault(where, f->path, "QEMU knows no such key");
        return;
    }
    const json_t *t = entry(word(m, "type"));
    if (slash) {
        struct fld rest = *f;
        rest.path = slash + 1;
        walk_field(where, &rest, t, input);
        return;
    }
    bool optional = json_object_get(m, "default") != NULL;
    if (!input && optional && (f->flags & REQUIRED))
        fault(where, f->path, "we require what QEMU may leave out");
    if (!kind_fits(f, t))
        fault(where, f->path, "of another type");
    if (f->kind == K_SUB || f->kind == K_PTR)
        walk(where, f->of.rec, t, input);
    if (f->kind == K_LIST)
        walk(where, f->of.rec, entry(word(t, "element-type")), input);
}

static void walk(const char *where, const struct rec *r, const json_t *type, bool input)
{
    static const struct rec *within[16];
    static int depth;
    for (int i = 0; i < depth; i++)
        if (within[i] == r)
            return; /* a record of itself: backing files */
    within[depth++] = r;
    for (const struct fld *f = r->flds; f->kind != K_END; f++) {
        if (strcmp(f->path, ".") != 0)
            walk_field(where, f, type, input);
        else if (!kind_fits(f, type))
            fault(where, f->path, "of another type");
        else if (f->kind == K_LIST)
            walk(where, f->of.rec, entry(word(type, "element-type")), input);
    }
    depth--;
}

/* What QEMU insists on, we have.  */
static void all_given(const char *where, const struct rec *r, const json_t *type)
{
    size_t i;
    const json_t *m;
    json_array_foreach(json_object_get(type, "members"), i, m)
    {
        bool have = json_object_get(m, "default") != NULL;
        for (const struct fld *f = r ? r->flds : NULL; f && f->kind != K_END; f++)
            have |= !strcmp(f->path, word(m, "name"));
        if (!have)
            fault(where, word(m, "name"), "QEMU requires it and no row has it");
    }
}

static void test_commands(void **state)
{
    for (const struct qmp_command *const *c = qmp_command_table; *c; c++) {
        const json_t *e = entry((*c)->name);
        if (strcmp(word(e, "meta-type"), "command") != 0) {
            fault((*c)->name, "", "no such command");
            continue;
        }
        all_given((*c)->name, (*c)->in, entry(word(e, "arg-type")));
        if ((*c)->in)
            walk((*c)->name, (*c)->in, entry(word(e, "arg-type")), true);
        if ((*c)->out && strcmp((*c)->name, "qom-get") != 0) /* "any": what each property is, QOM says */
            walk((*c)->name, (*c)->out, entry(word(e, "ret-type")), false);
    }
    assert_int_equal(faults, 0);
}

static void test_events(void **state)
{
    for (unsigned i = 0; i < QMP_EVENT_LAST; i++) {
        const json_t *e = entry(qmp_event_table[i].name);
        if (strcmp(word(e, "meta-type"), "event") != 0)
            fault(qmp_event_table[i].name, "", "no such event");
        else if (qmp_event_table[i].rec)
            walk(qmp_event_table[i].name, qmp_event_table[i].rec, entry(word(e, "arg-type")), false);
    }
    assert_int_equal(faults, 0);
}

static int read_schema(void **state)
{
    const char *top = g_getenv("NEOVIRT_SOURCE");
    g_autofree char *path = g_build_filename(top ? top : ".", "tests/golden/qmp/schema-7.2.json", NULL);
    json_t *list = json_load_file(path, 0, NULL), *e;
    size_t i;
    schema = json_object();
    json_array_foreach(list, i, e) json_object_set(schema, word(e, "name"), e);
    json_decref(list);
    return json_object_size(schema) ? 0 : -1;
}

static int drop_schema(void **state)
{
    json_decref(schema);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_commands), cmocka_unit_test(test_events)};
    return cmocka_run_group_tests(tests, read_schema, drop_schema);
}
