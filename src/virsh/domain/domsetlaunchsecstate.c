/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domsetlaunchsecstate: Set domain launch security state. */
#include "virsh/common/common.h"
#include "virsh/common/tune.h"

struct args {
    virDomainPtr dom;
    const char *secrethdr, *secret;
    struct num_ull set_address;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(secrethdr, "secrethdr", NOPOS, "path to file containing the secret header"),
    OPT_STR(secret, "secret", NOPOS, "path to file containing the secret"),
    OPT_ULL(set_address, "set-address", 0, "physical address within the guest domain's memory to set the secret"),
    OPT_END,
};

static bool run(struct virsh *sh, const struct args *a)
{
    auto_tune_values v = {0};

    if (!a->secrethdr || !a->secret) {
        virsh_error(sh, "Both secret and the secret header are required");
        return false;
    }
    g_autofree char *header = virsh_read_file(sh, a->secrethdr);
    g_autofree char *secret = header ? virsh_read_file(sh, a->secret) : NULL;
    if (!secret)
        return false;
    tune_add_string(&v, VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET_HEADER, header);
    tune_add_string(&v, VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET, secret);
    if (a->set_address.set)
        tune_add_ull(&v, VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET_SET_ADDRESS, a->set_address.v);
    return outcome(sh, virDomainSetLaunchSecurityState(a->dom, v.params, v.n, 0), NULL,
                   "Unable to set launch security state", "");
}

COMMAND(domsetlaunchsecstate, "domsetlaunchsecstate", "Set domain launch security state",
        "Set a secret in the guest domain's memory");
