/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * native.c: domxml-to-native: the plan of a guest that does not run, as a shell would take it, on one line.
 * Nothing is opened; interfaces become plain taps, as libvirt shows them.
 */
#define ERR_FROM VIR_FROM_QEMU
#include <string.h>

#include "drivers/qemu/plan/build.h"

/* Quoted when a shell would see anything but the word itself.  */
static bool is_plain(const char *text)
{
    for (const char *c = text; *c; c++)
        if (!g_ascii_isalnum(*c) && (unsigned char) *c < 0x80 && !strchr("@%_-+=:,./", *c))
            return false;
    return *text;
}

static void shell_word(GString *out, const char *text)
{
    if (is_plain(text)) {
        g_string_append(out, text);
        return;
    }
    g_string_append_c(out, '\'');
    for (; *text; text++) {
        if (*text == '\'')
            g_string_append(out, "'\\''");
        else
            g_string_append_c(out, *text);
    }
    g_string_append_c(out, '\'');
}

/* NAME=value: only the value is quoted.  */
static void shell_assignment(GString *out, const char *text)
{
    const char *eq = strchr(text, '=');

    g_string_append_len(out, text, eq - text + 1);
    shell_word(out, eq + 1);
}

static char *layout(char **env, char **argv)
{
    GString *out = g_string_new(NULL);

    for (char **e = env; *e; e++) {
        shell_assignment(out, *e);
        g_string_append_c(out, ' ');
    }
    for (char **a = argv; *a; a++) {
        if (a != argv)
            g_string_append_c(out, ' ');
        shell_word(out, *a);
    }
    return g_string_free(out, false);
}

/* What an interface is plugged into is unknown without starting: only the card itself is kept.  */
static void nic_bare(struct nic *n)
{
    struct nic keep = {.type = NIC_ETHERNET, .mac = n->mac, .model = g_steal_pointer(&n->model)};

    rec_done(&nic_rec, n);
    *n = keep;
}

char *plan_to_native(const struct domain_def *def_, const struct plan_env *env_)
{
    struct domain_def *def = domain_def_copy(def_);
    struct plan_env env = *env_;
    struct domain_facts facts = {0};
    g_auto(GStrv) argv = NULL;
    g_auto(GStrv) environ = NULL;
    struct plan *p = NULL;

    env.native = true;
    for (size_t i = 0; i < def->nics.n; i++)
        nic_bare(def->nics.v[i]);
    if (env.caps)
        caps_domain_facts(env.caps, &facts);
    if (!def->nics.n || domain_def_addresses(def, &facts) == 0) {
        domain_def_alias(def);
        p = plan_domain(def, &env);
    }
    if (p) {
        argv = plan_to_argv(p, &env);
        environ = plan_environ(def, &env);
    }
    plan_free(p);
    domain_def_free(def);
    return argv ? layout(environ, argv) : NULL;
}
