/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* identity.c: peer credentials. Names are looked up only when someone asks for them. */
#include "daemon/identity.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "base/file.h"

void identity_of_socket(int fd, struct identity *ret)
{
    struct ucred cred;
    socklen_t n = sizeof cred;
    *ret = (struct identity){.pid = -1, .uid = -1, .gid = -1};
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &cred, &n) == 0 && n == sizeof cred)
        ret->pid = cred.pid, ret->uid = cred.uid, ret->gid = cred.gid;
}

void identity_done(struct identity *who)
{
    g_free(who->user);
    g_free(who->group);
    g_free(who->sasl);
    g_free(who->x509);
    g_free(who->selinux);
}

unsigned long long process_start_time(long long pid)
{
    g_autofree char *path = g_strdup_printf("/proc/%lld/stat", pid);
    g_autofree char *text = NULL;
    if (file_load(path, 4096, &text) < 0)
        return 0;
    char *p = strrchr(text, ')'); /* the name before it may hold blanks */
    for (int field = 2; p && field < 22; field++)
        p = strchr(p + 1, ' ');
    return p ? strtoull(p + 1, NULL, 10) : 0;
}
