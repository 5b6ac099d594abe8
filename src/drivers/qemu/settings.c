/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* settings: qemu.conf as a table: one row per setting. */
#define ERR_FROM VIR_FROM_CONF
#include "drivers/qemu/settings.h"

#include <errno.h>
#include <glib.h>
#include <grp.h>
#include <pwd.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/log.h"

enum setting_kind { SET_STR, SET_STRS, SET_UINT };

static const struct setting {
    const char *name;
    enum setting_kind kind;
    size_t off;
    unsigned number;  /* SET_UINT: unless said otherwise */
    const char *word; /* SET_STR */
    unsigned max;     /* 0: any */
} settings[] = {
#define STR(m, otherwise)                                               \
    {                                                                   \
#m, SET_STR, offsetof(struct qemu_config, m), .word = otherwise \
    }
#define STRS(m)                                       \
    {                                                 \
#m, SET_STRS, offsetof(struct qemu_config, m) \
    }
#define UINT(m, otherwise, most)                                                        \
    {                                                                                   \
#m, SET_UINT, offsetof(struct qemu_config, m), .number = otherwise, .max = most \
    }
    STR(vnc_listen, "127.0.0.1"),
    STR(vnc_password, NULL),
    STR(spice_listen, "127.0.0.1"),
    STR(spice_password, NULL),
    STR(user, NULL),
    STR(group, NULL),
    STR(security_driver, NULL),
    STR(vnc_tls_x509_cert_dir, NULL),
    STR(spice_tls_x509_cert_dir, NULL),
    STR(default_tls_x509_cert_dir, "/etc/pki/qemu"),
    STR(stdio_handler, NULL),
    STR(auto_dump_path, NULL),
    STR(memory_backing_dir, NULL),
    STR(hugetlbfs_mount, NULL),
    STR(dump_image_format, NULL),
    STR(save_image_format, NULL),
    STRS(nvram),
    STRS(cgroup_controllers),
    STRS(cgroup_device_acl),
    STRS(namespaces),
    STRS(capability_filters),
    UINT(vnc_auto_unix_socket, 0, 1),
    UINT(vnc_tls, 0, 1),
    UINT(vnc_sasl, 0, 1),
    UINT(vnc_allow_host_audio, 0, 1),
    UINT(spice_tls, 0, 1),
    UINT(spice_sasl, 0, 1),
    UINT(spice_auto_unix_socket, 0, 1),
    UINT(nographics_allow_host_audio, 0, 1),
    UINT(remote_display_port_min, 5900, 65535),
    UINT(remote_display_port_max, 65535, 65535),
    UINT(remote_websocket_port_min, 5700, 65535),
    UINT(remote_websocket_port_max, 65535, 65535),
    UINT(dynamic_ownership, 1, 1),
    UINT(remember_owner, 1, 1),
    UINT(security_default_confined, 1, 1),
    UINT(set_process_name, 1, 1),
    UINT(max_processes, 0, 0),
    UINT(max_files, 0, 0),
    UINT(max_queued, 0, 0),
    UINT(seccomp_sandbox, 1, 1),
    UINT(log_timestamp, 1, 1),
    UINT(dump_guest_core, 0, 1),
    UINT(mac_filter, 0, 1),
    UINT(auto_dump_bypass_cache, 0, 1),
    UINT(auto_start_bypass_cache, 0, 1),
};
#undef STR
#undef STRS
#undef UINT

static const struct setting *setting_find(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(settings); i++)
        if (strcmp(settings[i].name, name) == 0)
            return &settings[i];
    return NULL;
}

/* Where a file is being read.  */
struct reader {
    const char *path, *p;
    int line;
};

static int bad(const struct reader *r, const char *what)
{
    err(VIR_ERR_CONF_SYNTAX, "%s:%d: %s", r->path, r->line, what);
    return -1;
}

static void skip(struct reader *r, bool lines)
{
    for (;; r->p++) {
        if (*r->p == '#')
            r->p += strcspn(r->p, "\n");
        if (*r->p == '\n' && lines)
            r->line++;
        else if (*r->p != ' ' && *r->p != '\t' && *r->p != '\r')
            return;
    }
}

static int read_string(struct reader *r, char **ret)
{
    char quote = *r->p;
    if (quote != '"' && quote != '\'')
        return bad(r, "a string in quotes is expected");
    const char *end = strchr(r->p + 1, quote);
    if (!end || memchr(r->p, '\n', (size_t) (end - r->p)))
        return bad(r, "the string is not ended");
    *ret = g_strndup(r->p + 1, (size_t) (end - r->p - 1));
    r->p = end + 1;
    return 0;
}

static int read_list(struct reader *r, char ***ret)
{
    g_autoptr(GPtrArray) v = g_ptr_array_new_with_free_func(g_free);
    if (*r->p != '[')
        return bad(r, "a list in brackets is expected");
    r->p++;
    for (skip(r, true); *r->p != ']'; skip(r, true)) {
        char *s = NULL;
        if (read_string(r, &s) < 0)
            return -1;
        g_ptr_array_add(v, s);
        skip(r, true);
        if (*r->p == ',')
            r->p++;
        else if (*r->p != ']')
            return bad(r, "a comma or ] is expected");
    }
    r->p++;
    g_ptr_array_add(v, NULL);
    g_strfreev(*ret);
    *ret = (char **) g_ptr_array_free(g_steal_pointer(&v), FALSE);
    return 0;
}

static int read_number(struct reader *r, const struct setting *s, unsigned *ret)
{
    char *end;
    errno = 0;
    unsigned long v = strtoul(r->p, &end, 10);
    if (end == r->p || errno || v > (s->max ? s->max : 0xffffffffUL))
        return bad(r, "a number is expected, and not so large a one");
    *ret = (unsigned) v;
    r->p = end;
    return 0;
}

/* A setting of a later version, or of none: passed over, for upgrades and downgrades must start.  */
static int read_unknown(struct reader *r, const char *name)
{
    g_autofree char *s = NULL;
    g_auto(GStrv) v = NULL;
    unsigned n;
    log_info("%s:%d: the setting %s is not used", r->path, r->line, name);
    if (*r->p == '[')
        return read_list(r, &v);
    if (*r->p == '"' || *r->p == '\'')
        return read_string(r, &s);
    return read_number(r, &(struct setting){.max = 0}, &n);
}

static int read_setting(struct reader *r, struct qemu_config *c)
{
    size_t len = strspn(r->p, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    g_autofree char *name = g_strndup(r->p, len);
    const struct setting *s = setting_find(name);
    r->p += len;
    skip(r, false);
    if (len == 0 || *r->p != '=')
        return bad(r, "a line NAME = VALUE is expected");
    r->p++;
    skip(r, false);
    if (!s)
        return read_unknown(r, name);
    void *member = (char *) c + s->off;
    if (s->kind == SET_UINT)
        return read_number(r, s, member);
    if (s->kind == SET_STRS)
        return read_list(r, member);
    g_clear_pointer((char **) member, g_free);
    return read_string(r, member);
}

static int config_ids(struct qemu_config *c, bool privileged)
{
    struct passwd *pw;
    struct group *gr;
    c->uid = geteuid();
    c->gid = getegid();
    if (!privileged)
        return 0;
    const char *user = c->user ? c->user : "libvirt-qemu", *group = c->group ? c->group : "libvirt-qemu";
    if (user[0] == '+' || (user[0] >= '0' && user[0] <= '9'))
        c->uid = (uid_t) strtoul(user + (user[0] == '+'), NULL, 10);
    else if ((pw = getpwnam(user)))
        c->uid = pw->pw_uid;
    else if (c->user)
        return err(VIR_ERR_INVALID_ARG, "the setting user names '%s', which does not exist", user), -1;
    if (group[0] == '+' || (group[0] >= '0' && group[0] <= '9'))
        c->gid = (gid_t) strtoul(group + (group[0] == '+'), NULL, 10);
    else if ((gr = getgrnam(group)))
        c->gid = gr->gr_gid;
    else if (c->group)
        return err(VIR_ERR_INVALID_ARG, "the setting group names '%s', which does not exist", group), -1;
    return 0;
}

int config_load(struct qemu_config *c, const char *path, bool privileged)
{
    g_autofree char *text = NULL;
    *c = (struct qemu_config){0};
    for (size_t i = 0; i < G_N_ELEMENTS(settings); i++) {
        void *member = (char *) c + settings[i].off;
        if (settings[i].kind == SET_UINT)
            *(unsigned *) member = settings[i].number;
        else if (settings[i].kind == SET_STR)
            *(char **) member = g_strdup(settings[i].word);
    }
    ssize_t n = file_load(path, 1 << 20, &text);
    if (n < 0 && n != -ENOENT && n != -EACCES)
        return err_sys((int) -n, "cannot read %s", path), -1;
    struct reader r = {path, text ? text : "", 1};
    for (skip(&r, true); *r.p; skip(&r, true))
        if (read_setting(&r, c) < 0)
            return -1;
    return config_ids(c, privileged);
}

void config_done(struct qemu_config *c)
{
    for (size_t i = 0; i < G_N_ELEMENTS(settings); i++) {
        void *member = (char *) c + settings[i].off;
        if (settings[i].kind == SET_STR)
            g_clear_pointer((char **) member, g_free);
        else if (settings[i].kind == SET_STRS)
            g_clear_pointer((char ***) member, g_strfreev);
    }
}
