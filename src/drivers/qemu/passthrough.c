/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* passthrough.c: a client's own words to QEMU and to the guest's agent. */
#define ERR_FROM VIR_FROM_QEMU
#define LOG_SOURCE "qemu.passthrough"
#include <jansson.h>
#include <libvirt/libvirt-qemu.h>
#include <string.h>

#include "base/err.h"
#include "base/log.h"
#include "drivers/qemu/functions.h"
#include "drivers/qemu/guest.h"

int qemu_virDomainQemuMonitorCommand(struct call *c, const struct virDomainQemuMonitorCommand_args *a,
                                     struct virDomainQemuMonitorCommand_ret *ret)
{
    cleanup_run struct run *r = guest_run(guest_of_call(c));
    if (!r)
        return -1;
    log_info("domain %s: a client speaks to its monitor", c->object->name); /* not what: it may be a password */
    ret->result = a->flags & VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP ? qmp_hmp(r->monitor, a->cmd, QMP_WAIT_MS)
                                                                 : qmp_raw(r->monitor, a->cmd, QMP_WAIT_MS);
    return ret->result ? 0 : -1;
}

static unsigned patience(struct run *r, int timeout)
{
    if (timeout == VIR_DOMAIN_QEMU_AGENT_COMMAND_DEFAULT)
        return agent_timeout_ms(r);
    if (timeout == VIR_DOMAIN_QEMU_AGENT_COMMAND_NOWAIT)
        return 1;
    return timeout > 0 ? (unsigned) MIN(timeout, 1000000) * 1000 : 300000;
}

int qemu_virDomainQemuAgentCommand(struct call *c, const struct virDomainQemuAgentCommand_args *a,
                                   struct virDomainQemuAgentCommand_ret *ret)
{
    cleanup_run struct run *r = guest_run(guest_of_call(c));
    struct qmp *agent = r ? guest_agent(r) : NULL;
    if (!agent)
        return -1;
    ret->result = qmp_raw(agent, a->cmd, patience(r, a->timeout));
    qmp_unref(agent);
    return ret->result ? 0 : -1;
}
