/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sockets.c: a table of sockets; each is bound by us, or found among the descriptors that systemd passed. */
#define ERR_FROM VIR_FROM_RPC
#include "daemon/sockets.h"

#include <errno.h>
#include <grp.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include "base/err.h"
#include "base/log.h"

struct sock {
    const char *file, *unit;
    bool readonly, admin, root_only; /* root_only: a user's daemon has none */
    const char *perms_key;
    size_t perms, auth; /* offsets in struct daemon_conf */
};

#define NO_AUTH ((size_t) -1)
static const struct sock socks[] = {
    {"libvirt-sock", "libvirtd.socket", false, false, false, "unix_sock_rw_perms",
     offsetof(struct daemon_conf, unix_sock_rw_perms), offsetof(struct daemon_conf, auth_unix_rw)},
    {"libvirt-sock-ro", "libvirtd-ro.socket", true, false, true, "unix_sock_ro_perms",
     offsetof(struct daemon_conf, unix_sock_ro_perms), offsetof(struct daemon_conf, auth_unix_ro)},
    {"libvirt-admin-sock", "libvirtd-admin.socket", false, true, false, "unix_sock_admin_perms",
     offsetof(struct daemon_conf, unix_sock_admin_perms), NO_AUTH},
};

static const char *setting(const struct daemon_conf *conf, size_t off)
{
    return *(char *const *) ((const char *) conf + off);
}

static enum auth_kind auth_of(const struct daemon_conf *conf, const struct sock *s, bool privileged)
{
    if (!privileged || s->auth == NO_AUTH)
        return AUTH_NONE;
    const char *word = setting(conf, s->auth);
    return strcmp(word, "polkit") == 0 ? AUTH_POLKIT : strcmp(word, "sasl") == 0 ? AUTH_SASL : AUTH_NONE;
}

/* A socket file whose owner died is removed; one that somebody answers is not.  */
static int clear_stale(const char *path, const struct sockaddr_un *addr)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    int r = fd < 0 ? -1 : connect(fd, (const struct sockaddr *) addr, sizeof *addr);
    bool alive = r == 0 || errno == EAGAIN;
    if (fd >= 0)
        close(fd);
    if (alive) {
        err(VIR_ERR_OPERATION_FAILED, "another daemon answers on %s", path);
        return -1;
    }
    unlink(path);
    return 0;
}

static int give_to_group(const char *path, const char *name)
{
    if (!name)
        return 0;
    errno = 0;
    struct group *g = getgrnam(name);
    if (!g) {
        err(VIR_ERR_CONF_SYNTAX, "unix_sock_group: there is no group '%s'", name);
        return -1;
    }
    if (chown(path, (uid_t) -1, g->gr_gid) == 0)
        return 0;
    err_sys(errno, "cannot give %s to the group %s", path, name);
    return -1;
}

/* The mode is never wider than wanted, not even for a moment: bound closed, opened after. Not by umask, which is every
 * thread's: drivers make their folders meanwhile.  */
static int bind_socket(const char *path, mode_t mode, const char *group)
{
    struct sockaddr_un addr = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof addr.sun_path) {
        err(VIR_ERR_CONF_SYNTAX, "the path of the socket is too long: %s", path);
        return -1;
    }
    strcpy(addr.sun_path, path);
    if (access(path, F_OK) == 0 && clear_stale(path, &addr) < 0)
        return -1;

    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    int r = fd < 0 || fchmod(fd, 0600) < 0 ? -1 : bind(fd, (struct sockaddr *) &addr, sizeof addr);
    if (r < 0) {
        err_sys(errno, "cannot make the socket %s", path);
    } else if (give_to_group(path, group) == 0) {
        if (chmod(path, mode) == 0 && listen(fd, 4096) == 0)
            return fd;
        err_sys(errno, "cannot listen on %s", path);
    }
    if (fd >= 0)
        close(fd);
    return -1;
}

static int open_one(const struct sock *s, const struct daemon_conf *conf, const char *dir, bool privileged,
                    struct server *server)
{
    g_autofree char *path = g_build_filename(dir, s->file, NULL);
    int mode = daemon_conf_mode(s->perms_key, setting(conf, s->perms));
    if (mode < 0)
        return -1;
    int fd = bind_socket(path, (mode_t) mode, privileged && !s->admin ? conf->unix_sock_group : NULL);
    if (fd < 0)
        return -1;
    return server_listen(server, fd, path, s->readonly, auth_of(conf, s, privileged));
}

static const struct sock *sock_of_name(const char *name, int fd)
{
    struct sockaddr_un addr;
    socklen_t n = sizeof addr;
    const char *file = NULL;
    if (getsockname(fd, (struct sockaddr *) &addr, &n) == 0 && addr.sun_family == AF_UNIX)
        file = strrchr(addr.sun_path, '/');
    for (size_t i = 0; i < G_N_ELEMENTS(socks); i++)
        if ((name && strcmp(name, socks[i].unit) == 0) || (file && strcmp(file + 1, socks[i].file) == 0))
            return &socks[i];
    return NULL;
}

/* How many sockets systemd handed over, or -1.  */
static int take_handed(const struct daemon_conf *conf, bool privileged, struct server *main, struct server *admin)
{
    char **names = NULL;
    int n = sd_listen_fds_with_names(1, &names), taken = 0;
    for (int i = 0; i < n; i++) {
        int fd = SD_LISTEN_FDS_START + i;
        const struct sock *s = sock_of_name(names[i], fd);
        if (!s) {
            log_warn("systemd passed a socket that is not served yet: %s", names[i]);
            close(fd);
        } else if (server_listen(s->admin ? admin : main, fd, NULL, s->readonly, auth_of(conf, s, privileged)) == 0) {
            taken++;
        }
        free(names[i]);
    }
    free(names);
    return taken;
}

int sockets_open(const struct daemon_conf *conf, const char *dir, bool privileged, struct server *main,
                 struct server *admin, bool *ret_handed)
{
    int handed = take_handed(conf, privileged, main, admin);
    *ret_handed = handed > 0;
    if (handed > 0)
        return 0;
    for (size_t i = 0; i < G_N_ELEMENTS(socks); i++) {
        const struct sock *s = &socks[i];
        if (s->root_only && !privileged)
            continue;
        if (open_one(s, conf, dir, privileged, s->admin ? admin : main) < 0)
            return -1;
    }
    return 0;
}
