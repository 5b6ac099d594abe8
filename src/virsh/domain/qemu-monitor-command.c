/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh qemu-monitor-command: QEMU Monitor Command. */
#include <libvirt/libvirt-qemu.h>

#include "virsh/common/common.h"
#include "virsh/domain/json.h"
#include "virsh/domain/passfds.h"

struct args {
    virDomainPtr dom;
    bool hmp, pretty, return_value;
    const char *pass_fds;
    const char **cmd;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_BOOL(hmp, "hmp", "command is in human monitor protocol"),
    OPT_BOOL(pretty, "pretty", "pretty-print any qemu monitor protocol output"),
    OPT_BOOL(return_value, "return-value", "extract the value of the 'return' key from the returned string"),
    OPT_STR(pass_fds, "pass-fds", NOPOS, "pass file descriptors N,M,... along with the command"),
    OPT_ARGV(cmd, "cmd", REQ, "command"),
    OPT_END,
};

static char *command_of(struct virsh *sh, const struct args *a)
{
    g_autofree char *joined = g_strjoinv(" ", (char **) a->cmd);

    /* Without braces the words are a QMP command and its arguments. */
    if (a->hmp || a->cmd[0][0] == '{')
        return g_steal_pointer(&joined);
    return json_wrap(sh, a->cmd);
}

static bool run(struct virsh *sh, const struct args *a)
{
    g_autofree char *cmd = command_of(sh, a);
    g_autofree int *fds = NULL;
    unsigned nfds = 0, flags = a->hmp ? VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP : 0;
    char *reply = NULL;

    if (!cmd || (a->pass_fds && !passfds_parse(sh, a->pass_fds, &fds, &nfds)))
        return false;
    int rc = nfds ? virDomainQemuMonitorCommandWithFiles(a->dom, cmd, nfds, fds, NULL, NULL, &reply, flags)
                  : virDomainQemuMonitorCommand(a->dom, cmd, &reply, flags);
    if (rc < 0)
        return false;
    bool ok = true;
    if (a->return_value)
        ok = json_show_return(sh, reply, a->pretty);
    else if (a->pretty)
        json_show(sh, reply, true);
    else
        virsh_print(sh, "%s\n", reply);
    free(reply);
    return ok;
}

COMMAND(qemu_monitor_command, "qemu-monitor-command", "QEMU Monitor Command", "QEMU Monitor Command",
        .excl = EXCL({"hmp", "pretty"}, {"hmp", "return-value"}));
