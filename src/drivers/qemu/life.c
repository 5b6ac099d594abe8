/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* life.c: a guest is started, paused, asked to end, ended. */
#define ERR_FROM VIR_FROM_QEMU
#define LOG_SOURCE "qemu.life"
#include <jansson.h>

#include "base/err.h"
#include "base/file.h"
#include "drivers/qemu/emit.h"
#include "drivers/qemu/functions.h"
#include "drivers/qemu/guest.h"

static int start(struct call *c, unsigned flags, virDomainPtr *ret)
{
    struct guest *g = guest_of_call(c);
    unsigned how = (flags & VIR_DOMAIN_START_PAUSED ? START_PAUSED : 0) |
                   (flags & VIR_DOMAIN_START_AUTODESTROY ? START_AUTODESTROY : 0) |
                   (flags & VIR_DOMAIN_START_FORCE_BOOT ? START_FORCE_BOOT : 0);
    if (object_active(&g->o))
        return err(VIR_ERR_OPERATION_INVALID, "domain is already running"), -1;
    if (flags & VIR_DOMAIN_START_RESET_NVRAM)
        return err(VIR_ERR_ARGUMENT_UNSUPPORTED, "the variable store cannot be reset at a start yet"), -1;
    if (guest_start(g, NULL, how, c->session) < 0)
        return -1;
    if (ret)
        *ret = (virDomainPtr) object_handle(&g->o);
    return 0;
}

int qemu_virDomainCreate(struct call *c, const struct virDomainCreate_args *a, void *ret)
{
    return start(c, 0, NULL);
}

int qemu_virDomainCreateWithFlags(struct call *c, const struct virDomainCreateWithFlags_args *a,
                                  struct virDomainCreateWithFlags_ret *ret)
{
    return start(c, a->flags, &ret->dom);
}

static int destroy(struct call *c, unsigned flags)
{
    return guest_stop(guest_of_call(c), NULL, VIR_DOMAIN_SHUTOFF_DESTROYED, VIR_DOMAIN_EVENT_STOPPED_DESTROYED,
                      flags & VIR_DOMAIN_DESTROY_GRACEFUL ? STOP_GRACEFUL : 0);
}

int qemu_virDomainDestroy(struct call *c, const struct virDomainDestroy_args *a, void *ret)
{
    return destroy(c, 0);
}

int qemu_virDomainDestroyFlags(struct call *c, const struct virDomainDestroyFlags_args *a, void *ret)
{
    return destroy(c, a->flags);
}

int qemu_virDomainSuspend(struct call *c, const struct virDomainSuspend_args *a, void *ret)
{
    struct guest *g = guest_of_call(c);
    cleanup_run struct run *r = guest_run(g);
    int state;
    if (!r)
        return -1;
    guest_get_state(g, &state, NULL);
    if (state == VIR_DOMAIN_PMSUSPENDED)
        return err(VIR_ERR_OPERATION_INVALID, "domain is pmsuspended"), -1;
    if (state == VIR_DOMAIN_PAUSED)
        return 0;
    return run_pause(r, VIR_DOMAIN_PAUSED_USER);
}

int qemu_virDomainResume(struct call *c, const struct virDomainResume_args *a, void *ret)
{
    struct guest *g = guest_of_call(c);
    cleanup_run struct run *r = guest_run(g);
    int state;
    if (!r)
        return -1;
    guest_get_state(g, &state, NULL);
    if (state == VIR_DOMAIN_PMSUSPENDED)
        return err(VIR_ERR_OPERATION_INVALID, "domain is pmsuspended"), -1;
    if (state == VIR_DOMAIN_RUNNING)
        return err(VIR_ERR_OPERATION_INVALID, "domain is already running"), -1;
    return run_resume(r, VIR_DOMAIN_RUNNING_UNPAUSED);
}

/* The agent does not answer a shutdown: its silence is success.  */
static int agent_shutdown(struct run *r, const char *mode)
{
    struct qmp *agent = guest_agent(r);
    if (!agent)
        return -1;
    json_t *args = json_pack("{s:s}", "mode", mode);
    int e = qmp_call_json(agent, "guest-shutdown", args, NULL, 5000);
    if (e < 0 && qmp_last() == QMP_NO_ANSWER) {
        err_reset();
        e = 0;
    }
    json_decref(args);
    qmp_unref(agent);
    return e;
}

static void set_fake_reboot(struct run *r, bool on)
{
    object_lock(&r->guest->o);
    r->fake_reboot = on;
    object_unlock(&r->guest->o);
}

/* The agent when it was asked for, or when nothing was asked and it is there; else the power button.  */
static int go_down(struct call *c, unsigned agent_flag, unsigned acpi_flag, unsigned flags, bool reboot)
{
    struct guest *g = guest_of_call(c);
    cleanup_run struct run *r = guest_run(g);
    if (!r)
        return -1;
    object_lock(&g->o);
    bool open = r->agent_open;
    object_unlock(&g->o);
    bool use_agent = flags & agent_flag || (!flags && open);
    set_fake_reboot(r, false);
    if (use_agent) {
        if (agent_shutdown(r, reboot ? "reboot" : "powerdown") == 0)
            return 0;
        if (flags && !(flags & acpi_flag))
            return -1;
        err_reset();
    }
    cleanup_def struct def *live = object_live(&g->o);
    set_fake_reboot(r, reboot || (live && def_domain(live)->on_poweroff == ACTION_RESTART));
    int e = qmp_call(r->monitor, &qmp_cmd_system_powerdown, NULL, NULL, QMP_WAIT_MS);
    if (e < 0 && qmp_last() != QMP_NO_ANSWER) /* refused: a later shutdown is not to end in a reboot */
        set_fake_reboot(r, false);
    return e;
}

int qemu_virDomainShutdown(struct call *c, const struct virDomainShutdown_args *a, void *ret)
{
    return go_down(c, VIR_DOMAIN_SHUTDOWN_GUEST_AGENT, VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN, 0, false);
}

int qemu_virDomainShutdownFlags(struct call *c, const struct virDomainShutdownFlags_args *a, void *ret)
{
    return go_down(c, VIR_DOMAIN_SHUTDOWN_GUEST_AGENT, VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN, a->flags, false);
}

int qemu_virDomainReboot(struct call *c, const struct virDomainReboot_args *a, void *ret)
{
    return go_down(c, VIR_DOMAIN_REBOOT_GUEST_AGENT, VIR_DOMAIN_REBOOT_ACPI_POWER_BTN, a->flags, true);
}

static int simple(struct call *c, const struct qmp_command *cmd)
{
    cleanup_run struct run *r = guest_run(guest_of_call(c));
    return r ? qmp_call(r->monitor, cmd, NULL, NULL, QMP_WAIT_MS) : -1;
}

int qemu_virDomainReset(struct call *c, const struct virDomainReset_args *a, void *ret)
{
    int e = simple(c, &qmp_cmd_system_reset);
    struct guest *g = guest_of_call(c);
    cleanup_run struct run *r = e == 0 ? guest_run(g) : NULL;
    if (r) {
        object_lock(&g->o);
        if (g->state == VIR_DOMAIN_CRASHED) {
            g->state = VIR_DOMAIN_PAUSED;
            g->reason = VIR_DOMAIN_PAUSED_UNKNOWN;
        }
        r->fake_reboot = false;
        object_unlock(&g->o);
    }
    return e;
}

int qemu_virDomainInjectNMI(struct call *c, const struct virDomainInjectNMI_args *a, void *ret)
{
    return simple(c, &qmp_cmd_inject_nmi);
}

int qemu_virDomainPMWakeup(struct call *c, const struct virDomainPMWakeup_args *a, void *ret)
{
    int state;
    guest_get_state(guest_of_call(c), &state, NULL);
    if (state != VIR_DOMAIN_PMSUSPENDED)
        return err(VIR_ERR_OPERATION_INVALID, "domain is not suspended"), -1;
    return simple(c, &qmp_cmd_system_wakeup);
}
