/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh set-lifecycle-action: change lifecycle actions. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char *type, *action;
    bool config, live, current;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(type, "type", REQ, "lifecycle type to modify", .complete = "poweroff,reboot,crash"),
    OPT_STR(action, "action", REQ, "lifecycle action to set",
            .complete = "destroy,restart,rename-restart,preserve,coredump-destroy,coredump-restart"),
    OPT_AFFECT,
    OPT_END,
};

static const char *const types[] = {"poweroff", "reboot", "crash"};
static const char *const actions[] = {"destroy",  "restart",          "rename-restart",
                                      "preserve", "coredump-destroy", "coredump-restart"};

static bool run(struct virsh *sh, const struct args *a)
{
    int type = INDEX_OF(types, a->type), action = INDEX_OF(actions, a->action);

    if (type < 0) {
        virsh_error(sh, "Invalid lifecycle type '%s'.", a->type);
        return false;
    }
    if (action < 0) {
        virsh_error(sh, "Invalid lifecycle action '%s'.", a->action);
        return false;
    }
    return outcome(sh, virDomainSetLifecycleAction(a->dom, (unsigned) type, (unsigned) action, AFFECT(a)), NULL,
                   "Unable to change lifecycle action.", "");
}

COMMAND(set_lifecycle_action, "set-lifecycle-action", "change lifecycle actions",
        "Change lifecycle actions for the guest domain.", .excl = EXCL_AFFECT);
