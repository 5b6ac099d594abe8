/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* See json.h. */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "virsh/domain/json.h"

enum { COMPACT = JSON_COMPACT | JSON_ENCODE_ANY, PRETTY = JSON_INDENT(2) | JSON_ENCODE_ANY };

static void value_show(struct virsh *sh, const json_t *value, bool pretty)
{
    char *text = json_dumps(value, pretty ? PRETTY : COMPACT);

    virsh_print(sh, "%s", text ? text : "");
    free(text);
}

void json_show(struct virsh *sh, const char *text, bool pretty)
{
    json_t *value = pretty ? json_loads(text, JSON_DECODE_ANY, NULL) : NULL;

    if (value)
        value_show(sh, value, true);
    else
        virsh_print(sh, "%s\n", text);
    json_decref(value);
}

bool json_show_return(struct virsh *sh, const char *text, bool pretty)
{
    json_t *reply = json_loads(text, 0, NULL);
    json_t *value = json_object_get(reply, "return");

    if (value)
        value_show(sh, value, pretty);
    else
        virsh_error(sh, "'return' member missing");
    json_decref(reply);
    return value != NULL;
}

/* The words after the command are one JSON value, or the members of one. */
static json_t *arguments(struct virsh *sh, const char **words)
{
    g_autofree char *joined = g_strjoinv(",", (char **) words);
    g_autofree char *braced = g_strdup_printf("{%s}", joined);
    json_error_t err;
    json_t *value = json_loads(*joined == '{' ? joined : braced, 0, &err);

    if (!value) {
        virsh_error(sh, "failed to wrap arguments '%s' into a QMP command wrapper", joined);
        virsh_error(sh, "internal error: cannot parse json %s: %s", *joined == '{' ? joined : braced, err.text);
    }
    return value;
}

char *json_wrap(struct virsh *sh, const char **words)
{
    json_t *args = words[1] ? arguments(sh, words + 1) : NULL;
    json_t *cmd;

    if (words[1] && !args)
        return NULL;
    cmd = json_pack("{s:s}", "execute", words[0]);
    if (args)
        json_object_set_new(cmd, "arguments", args);
    char *text = json_dumps(cmd, JSON_COMPACT), *copy = g_strdup(text);
    free(text);
    json_decref(cmd);
    return copy;
}
