/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh send-process-signal: Send signals to processes. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    struct num_ll pid;
    const char *signame;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_LL(pid, "pid", REQ | TEXT, "the process ID"),
    OPT_STR(signame, "signame", REQ, "the signal number or name"),
    OPT_END,
};

static const char *const signals[] = {
    "nop",    "hup",  "int",   "quit",   "ill",  "trap", "abrt", "bus",  "fpe",  "kill", "usr1", "segv", "usr2",
    "pipe",   "alrm", "term",  "stkflt", "chld", "cont", "stop", "tstp", "ttin", "ttou", "urg",  "xcpu", "xfsz",
    "vtalrm", "prof", "winch", "poll",   "pwr",  "sys",  "rt0",  "rt1",  "rt2",  "rt3",  "rt4",  "rt5",  "rt6",
    "rt7",    "rt8",  "rt9",   "rt10",   "rt11", "rt12", "rt13", "rt14", "rt15", "rt16", "rt17", "rt18", "rt19",
    "rt20",   "rt21", "rt22",  "rt23",   "rt24", "rt25", "rt26", "rt27", "rt28", "rt29", "rt30", "rt31", "rt32"};

/* A name with or without SIG, in any case, or a number. */
static int signal_parse(const char *text)
{
    g_autofree char *name = g_ascii_strdown(text, -1);
    gint64 number;

    if (g_ascii_string_to_signed(text, 10, 0, G_MAXINT, &number, NULL))
        return (int) number;
    const char *bare = name;
    if (g_str_has_prefix(bare, "sig_"))
        bare += 4;
    else if (g_str_has_prefix(bare, "sig"))
        bare += 3;
    return INDEX_OF(signals, bare);
}

static bool run(struct virsh *sh, const struct args *a)
{
    int signal = signal_parse(a->signame);

    if (signal < 0) {
        virsh_error(sh, "malformed signal name: %s", a->signame);
        return false;
    }
    return virDomainSendProcessSignal(a->dom, a->pid.v, (unsigned) signal, 0) == 0;
}

COMMAND(send_process_signal, "send-process-signal", "Send signals to processes",
        "Send signals to processes in the guest");
