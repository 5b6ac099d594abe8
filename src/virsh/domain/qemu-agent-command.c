/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh qemu-agent-command: QEMU Guest Agent Command. */
#include <jansson.h>
#include <libvirt/libvirt-qemu.h>

#include "virsh/common/common.h"
#include "virsh/domain/json.h"

struct args {
    virDomainPtr dom;
    struct num_int timeout;
    bool async, block, pretty;
    const char **cmd;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_INT(timeout, "timeout", NOPOS, "timeout seconds. must be positive."),
    OPT_BOOL(async, "async", "execute command without waiting for timeout"),
    OPT_BOOL(block, "block", "execute command without timeout"),
    OPT_BOOL(pretty, "pretty", "pretty-print the output"),
    OPT_ARGV(cmd, "cmd", REQ, "command"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    g_autofree char *cmd = g_strjoinv(" ", (char **) a->cmd);
    int timeout = VIR_DOMAIN_QEMU_AGENT_COMMAND_DEFAULT;

    if (a->timeout.set) {
        timeout = a->timeout.v;
        if (timeout < 1) {
            virsh_error(sh, "timeout must be positive");
            return false;
        }
    } else if (a->async) {
        timeout = VIR_DOMAIN_QEMU_AGENT_COMMAND_NOWAIT;
    } else if (a->block) {
        timeout = VIR_DOMAIN_QEMU_AGENT_COMMAND_BLOCK;
    }
    char *reply = virDomainQemuAgentCommand(a->dom, cmd, timeout, 0);
    if (!reply)
        return false;
    json_show(sh, reply, a->pretty);
    free(reply);
    return true;
}

COMMAND(qemu_agent_command, "qemu-agent-command", "QEMU Guest Agent Command",
        "Run an arbitrary qemu guest agent command; use at your own risk",
        .excl = EXCL({"timeout", "async"}, {"timeout", "block"}, {"async", "block"}));
