/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh echo: echo arguments. Used for internal testing. */
#include "virsh/common/common.h"

struct args {
    bool shell, xml, split, err;
    const char **string;
};

static const struct opt opts[] = {
    OPT_BOOL(shell, "shell", "escape for shell use"),
    OPT_BOOL(xml, "xml", "escape for XML use"),
    OPT_BOOL(split, "split", "split each argument on ','; ',,' is an escape sequence"),
    OPT_BOOL(err, "err", "output to stderr"),
    OPT_ARGV(string, "string", EMPTY_OK | RAW, "arguments to echo"),
    OPT_ALIAS("str", "string"),
    OPT_END,
};

/* As a shell would need it to get the same word back. */
static char *shell_quoted(const char *text)
{
    bool plain = *text != '\0';

    for (const char *p = text; *p; p++)
        if (!g_ascii_isalnum(*p) && !strchr("/_-.,:+=@%", *p))
            plain = false;
    return plain ? g_strdup(text) : g_shell_quote(text);
}

static char *encoded(const struct args *a, const char *text)
{
    if (a->shell)
        return shell_quoted(text);
    return a->xml ? g_markup_escape_text(text, -1) : g_strdup(text);
}

/* One word, or its parts with --split where ",," stands for a comma. */
static void put(GString *out, const struct args *a, const char *text)
{
    g_autofree char *copy = g_strdup(text);
    g_autofree char *one = NULL;

    if (!a->split) {
        one = encoded(a, text);
        g_string_append_printf(out, "%s%s", out->len ? " " : "", one);
        return;
    }
    char *w = copy;
    for (char *r = copy; *r; r++) {
        if (r[0] == ',' && r[1] == ',')
            r++;
        else if (*r == ',')
            *r = '\n';
        *w++ = *r;
    }
    *w = '\0';
    g_string_append_printf(out, "%s%s\n", out->len ? " " : "", copy);
}

static bool run(struct virsh *sh, const struct args *a)
{
    g_autoptr(GString) out = g_string_new(NULL);

    for (const char **s = a->string; *s; s++)
        put(out, a, *s);
    if (a->err)
        virsh_error(sh, "%s", out->str);
    else
        virsh_print(sh, "%s", out->str);
    return true;
}

COMMAND(echo, "echo", "echo arguments. Used for internal testing.",
        "Echo back arguments, possibly with quoting. Used for internal testing.",
        .excl = EXCL({"shell", "xml"}, {"shell", "split"}, {"xml", "split"}), .flags = CMD_NO_CONNECT);
