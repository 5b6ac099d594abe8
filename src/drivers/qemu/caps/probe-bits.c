/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* probe-bits.c: which capability bits a binary has, each found as its row says. */
#include "drivers/qemu/caps/probe.h"

#include <string.h>

#include "base/err.h"

struct seen {
    GHashTable *types, *commands, *tpms; /* sets of names */
    json_t *options;                     /* query-command-line-options */
    json_t *schema;                      /* query-qmp-schema by name */
    GHashTable *props;                   /* type: set of property names */
};

static void add_names(GHashTable *set, const json_t *list)
{
    size_t i;
    const json_t *v;
    json_array_foreach(list, i, v)
    {
        const char *name = json_is_string(v) ? json_string_value(v) : json_string_value(json_object_get(v, "name"));
        if (name)
            g_hash_table_add(set, g_strdup(name));
    }
}

/* Asks and forgets when QEMU does not know the question.  */
static json_t *ask(struct probe *p, const char *command, json_t *args)
{
    json_t *ret = NULL;
    if (qmp_call_json(p->q, command, args, &ret, PROBE_MS) < 0 && qmp_last() >= QMP_GENERIC_ERROR)
        err_reset();
    json_decref(args);
    return ret;
}

static GHashTable *new_set(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static GHashTable *ask_names(struct probe *p, const char *command, json_t *args)
{
    GHashTable *set = new_set();
    json_t *list = ask(p, command, args);
    add_names(set, list);
    json_decref(list);
    return set;
}

static bool has_prop(struct probe *p, struct seen *s, const char *where)
{
    const char *dot = strchr(where, '.');
    g_autofree char *type = g_strndup(where, dot - where);
    GHashTable *set = g_hash_table_lookup(s->props, type);
    if (!set) {
        set = ask_names(p, "device-list-properties", json_pack("{s:s}", "typename", type));
        g_hash_table_insert(s->props, g_strdup(type), set);
    }
    return g_hash_table_contains(set, dot + 1);
}

static bool has_option(const struct seen *s, const char *where)
{
    g_auto(GStrv) part = g_strsplit(where, ".", 2);
    size_t i, j;
    const json_t *o, *param;
    json_array_foreach(s->options, i, o)
    {
        if (g_strcmp0(json_string_value(json_object_get(o, "option")), part[0]) != 0)
            continue;
        if (!part[1])
            return true;
        json_array_foreach(json_object_get(o, "parameters"), j,
                           param) if (g_strcmp0(json_string_value(json_object_get(param, "name")), part[1]) ==
                                      0) return true;
    }
    return false;
}

static json_t *ask_schema(struct probe *p)
{
    json_t *list = ask(p, "query-qmp-schema", NULL), *by_name = json_object(), *e;
    size_t i;
    json_array_foreach(list, i, e)
    {
        const char *name = json_string_value(json_object_get(e, "name"));
        if (name)
            json_object_set(by_name, name, e);
    }
    json_decref(list);
    return by_name;
}

static const json_t *schema_at(const struct seen *s, const json_t *from, const char *key)
{
    const char *name = json_string_value(json_object_get(from, key));
    return name ? json_object_get(s->schema, name) : NULL;
}

static bool has_schema(const struct seen *s, const char *where)
{
    g_auto(GStrv) part = g_strsplit(where, ".", 3);
    const json_t *ret = schema_at(s, json_object_get(s->schema, part[0]), "ret-type"), *m, *v;
    size_t i, j;
    json_array_foreach(json_object_get(ret, "members"), i, m)
    {
        if (g_strcmp0(json_string_value(json_object_get(m, "name")), part[1]) != 0)
            continue;
        json_array_foreach(json_object_get(schema_at(s, m, "type"), "values"), j,
                           v) if (!g_strcmp0(json_string_value(v), part[2])) return true;
    }
    return false;
}

static bool has_bit(struct probe *p, struct seen *s, const struct cap_row *row)
{
    switch (row->how) {
    case CAP_HOW_TYPE:
        return g_hash_table_contains(s->types, row->where);
    case CAP_HOW_PROP:
        return has_prop(p, s, row->where);
    case CAP_HOW_COMMAND:
        return g_hash_table_contains(s->commands, row->where);
    case CAP_HOW_OPTION:
        return has_option(s, row->where);
    case CAP_HOW_TPM:
        return g_hash_table_contains(s->tpms, row->where);
    case CAP_HOW_SCHEMA:
        return has_schema(s, row->where);
    default:
        return false;
    }
}

static void add_bit(GPtrArray *bits, const char *word)
{
    g_ptr_array_add(bits, g_strdup(word));
}

void probe_bits(struct probe *p, struct facts *f)
{
    struct seen s = {
        .types = ask_names(p, "qom-list-types", NULL),
        .commands = ask_names(p, "query-commands", NULL),
        .tpms = ask_names(p, "query-tpm-types", NULL),
        .options = ask(p, "query-command-line-options", NULL),
        .schema = ask_schema(p),
        .props = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref),
    };
    g_autoptr(GPtrArray) bits = g_ptr_array_new();
    if (g_hash_table_contains(s.types, "tcg-accel"))
        add_bit(bits, cap_rows[CAP_TCG].word);
    for (size_t i = 0; i < CAP_LAST; i++)
        if (has_bit(p, &s, &cap_rows[i]))
            add_bit(bits, cap_rows[i].word);
    f->bits.n = bits->len;
    f->bits.v = (char **) g_ptr_array_free(g_steal_pointer(&bits), FALSE);
    g_hash_table_unref(s.types);
    g_hash_table_unref(s.commands);
    g_hash_table_unref(s.tpms);
    g_hash_table_unref(s.props);
    json_decref(s.options);
    json_decref(s.schema);
}
