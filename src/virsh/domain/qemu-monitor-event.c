/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh qemu-monitor-event: QEMU Monitor Events. */
#include <jansson.h>
#include <libvirt/libvirt-qemu.h>

#include "virsh/common/common.h"
#include "virsh/common/events.h"
#include "virsh/vsh/loop.h"

struct args {
    virDomainPtr dom;
    const char *event;
    bool pretty, loop, regex, no_case, timestamp;
    struct num_int timeout;
};

static const struct opt opts[] = {
    OPT_DOMAIN_HELP(dom, resolve_domain, 0, "filter by domain name, id or uuid"),
    OPT_STR(event, "event", 0, "filter by event name"),
    OPT_BOOL(pretty, "pretty", "pretty-print any JSON output"),
    OPT_BOOL(loop, "loop", "loop until timeout or interrupt, rather than one-shot"),
    OPT_INT(timeout, "timeout", 0, "timeout seconds"),
    OPT_BOOL(regex, "regex", "treat event as a regex rather than literal filter"),
    OPT_BOOL(no_case, "no-case", "treat event case-insensitively"),
    OPT_BOOL(timestamp, "timestamp", "show timestamp for each printed event"),
    OPT_END,
};

struct filter {
    struct event_watch *watch;
    bool pretty;
};

static void on_event(virConnectPtr conn, virDomainPtr dom, const char *event, long long seconds, unsigned micros,
                     const char *details, void *opaque)
{
    struct filter *f = opaque;
    json_t *value = f->pretty && details ? json_loads(details, JSON_DECODE_ANY, NULL) : NULL;
    char *pretty = value ? json_dumps(value, JSON_INDENT(2) | JSON_ENCODE_ANY) : NULL;

    (void) conn;
    event_print(f->watch, "event %s at %lld.%06u for domain '%s': %s\n", event, seconds, micros, virDomainGetName(dom),
                pretty    ? pretty
                : details ? details
                          : "<null>");
    free(pretty);
    json_decref(value);
}

static bool run(struct virsh *sh, const struct args *a)
{
    const struct event_choice c = {.loop = a->loop, .timestamp = a->timestamp, .timeout = a->timeout};
    unsigned flags = FLAGS({a->regex, VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_REGEX},
                           {a->no_case, VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_NOCASE});

    if (!event_timeout_ok(sh, &c) || !wait_begin())
        return false;
    struct filter f = {event_watch_new(sh, &c), a->pretty};
    int id = virConnectDomainQemuMonitorEventRegister(sh->conn, a->dom, a->event, on_event, &f, NULL, flags);
    bool ok = id >= 0 && events_wait(sh, &c, f.watch);
    if (id >= 0)
        virConnectDomainQemuMonitorEventDeregister(sh->conn, id);
    wait_finish();
    event_watch_free(f.watch);
    return ok;
}

COMMAND(qemu_monitor_event, "qemu-monitor-event", "QEMU Monitor Events", "Listen for QEMU Monitor Events");
