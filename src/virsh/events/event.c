/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh event: Domain Events. */
#include "virsh/common/common.h"
#include "virsh/common/events.h"

struct args {
    virDomainPtr dom;
    const char *event;
    bool all, loop, list, timestamp;
    struct num_int timeout;
};

static const struct opt opts[] = {
    OPT_DOMAIN_HELP(dom, resolve_domain, 0, "filter by domain name, id or uuid"),
    OPT_STR(event, "event", 0, "which event type to wait for"),
    OPT_BOOL(all, "all", "wait for all events instead of just one type"),
    OPT_BOOL(loop, "loop", "loop until timeout or interrupt, rather than one-shot"),
    OPT_INT(timeout, "timeout", 0, "timeout seconds"),
    OPT_BOOL(list, "list", "list valid event types"),
    OPT_BOOL(timestamp, "timestamp", "show timestamp for each printed event"),
    OPT_END,
};

#define WORD(table, i) NAME_OF(table, (int) (i))
/* Events that carry nothing but the domain: one function each, for the type's name. */
#define GENERIC(FN, NAME, ...)                                                           \
    static void FN(virConnectPtr conn, virDomainPtr dom, ##__VA_ARGS__, void *watch)     \
    {                                                                                    \
        (void) conn;                                                                     \
        event_print(watch, "event '%s' for domain '%s'\n", NAME, virDomainGetName(dom)); \
    }

static const char *const lifecycle[] = {"Defined", "Undefined", "Started",     "Suspended", "Resumed",
                                        "Stopped", "Shutdown",  "PMSuspended", "Crashed"};
static const char *const details[][9] = {
    [VIR_DOMAIN_EVENT_DEFINED] = {"Added", "Updated", "Renamed", "Snapshot"},
    [VIR_DOMAIN_EVENT_UNDEFINED] = {"Removed", "Renamed"},
    [VIR_DOMAIN_EVENT_STARTED] = {"Booted", "Migrated", "Restored", "Snapshot", "Event wakeup"},
    [VIR_DOMAIN_EVENT_SUSPENDED] = {"Paused", "Migrated", "I/O Error", "Watchdog", "Restored", "Snapshot", "API error",
                                    "Post-copy", "Post-copy Error"},
    [VIR_DOMAIN_EVENT_RESUMED] = {"Unpaused", "Migrated", "Snapshot", "Post-copy", "Post-copy Error"},
    [VIR_DOMAIN_EVENT_STOPPED] = {"Shutdown", "Destroyed", "Crashed", "Migrated", "Saved", "Failed", "Snapshot"},
    [VIR_DOMAIN_EVENT_SHUTDOWN] = {"Finished", "Finished after guest request", "Finished after host request"},
    [VIR_DOMAIN_EVENT_PMSUSPENDED] = {"Memory", "Disk"},
    [VIR_DOMAIN_EVENT_CRASHED] = {"Panicked", "Crashloaded"},
};

static void on_lifecycle(virConnectPtr conn, virDomainPtr dom, int event, int detail, void *watch)
{
    const char *why = event >= 0 && event < (int) G_N_ELEMENTS(details) ? NAME_OF(details[event], detail) : "unknown";

    (void) conn;
    event_print(watch, "event 'lifecycle' for domain '%s': %s %s\n", virDomainGetName(dom), WORD(lifecycle, event),
                why);
}

GENERIC(on_reboot, "reboot")
GENERIC(on_control_error, "control-error")
GENERIC(on_pm_wakeup, "pm-wakeup", int reason G_GNUC_UNUSED)
GENERIC(on_pm_suspend, "pm-suspend", int reason G_GNUC_UNUSED)
GENERIC(on_pm_suspend_disk, "pm-suspend-disk", int reason G_GNUC_UNUSED)

static void on_rtc(virConnectPtr conn, virDomainPtr dom, long long offset, void *watch)
{
    (void) conn;
    event_print(watch, "event 'rtc-change' for domain '%s': %lld\n", virDomainGetName(dom), offset);
}

static void on_watchdog(virConnectPtr conn, virDomainPtr dom, int action, void *watch)
{
    static const char *const words[] = {"none", "pause", "reset", "poweroff", "shutdown", "debug", "inject-nmi"};

    (void) conn;
    event_print(watch, "event 'watchdog' for domain '%s': %s\n", virDomainGetName(dom), WORD(words, action));
}

static const char *const io_actions[] = {"none", "pause", "report"};

static void on_io_error(virConnectPtr conn, virDomainPtr dom, const char *path, const char *alias, int action,
                        void *watch)
{
    (void) conn;
    event_print(watch, "event 'io-error' for domain '%s': %s (%s) %s\n", virDomainGetName(dom), path, alias,
                WORD(io_actions, action));
}

static void on_io_error_reason(virConnectPtr conn, virDomainPtr dom, const char *path, const char *alias, int action,
                               const char *reason, void *watch)
{
    (void) conn;
    event_print(watch, "event 'io-error-reason' for domain '%s': %s (%s) %s due to %s\n", virDomainGetName(dom), path,
                alias, WORD(io_actions, action), reason);
}

static void on_graphics(virConnectPtr conn, virDomainPtr dom, int phase, const virDomainEventGraphicsAddress *local,
                        const virDomainEventGraphicsAddress *remote, const char *auth,
                        const virDomainEventGraphicsSubject *subject, void *watch)
{
    static const char *const phases[] = {"connect", "initialize", "disconnect"};
    static const char *const families[] = {"IPv4", "IPv6", "unix"};
    g_autoptr(GString) text = g_string_new(NULL);

    (void) conn;
    g_string_append_printf(text, "event 'graphics' for domain '%s': %s local[%s %s %s] remote[%s %s %s] %s\n",
                           virDomainGetName(dom), WORD(phases, phase), WORD(families, local->family), local->node,
                           local->service, WORD(families, remote->family), remote->node, remote->service, auth);
    for (int i = 0; i < subject->nidentity; i++)
        g_string_append_printf(text, "\t%s=%s\n", subject->identities[i].type, subject->identities[i].name);
    event_print(watch, "%s", text->str);
}

static void block_job(void *watch, virDomainPtr dom, const char *event, const char *disk, int type, int status)
{
    static const char *const types[] = {"unknown",      "Block Pull",          "Block Copy",
                                        "Block Commit", "Active Block Commit", "Backup"};
    static const char *const states[] = {"completed", "failed", "canceled", "ready"};

    event_print(watch, "event '%s' for domain '%s': %s for %s %s\n", event, virDomainGetName(dom), WORD(types, type),
                disk, WORD(states, status));
}

static void on_block_job(virConnectPtr conn, virDomainPtr dom, const char *disk, int type, int status, void *watch)
{
    (void) conn;
    block_job(watch, dom, "block-job", disk, type, status);
}

static void on_block_job_2(virConnectPtr conn, virDomainPtr dom, const char *disk, int type, int status, void *watch)
{
    (void) conn;
    block_job(watch, dom, "block-job-2", disk, type, status);
}

static void on_disk_change(virConnectPtr conn, virDomainPtr dom, const char *old, const char *new, const char *alias,
                           int reason, void *watch)
{
    static const char *const words[] = {"changed", "dropped"};

    (void) conn;
    event_print(watch, "event 'disk-change' for domain '%s' disk %s: %s -> %s: %s\n", virDomainGetName(dom), alias,
                old ? old : "", new ? new : "", WORD(words, reason));
}

static void on_tray(virConnectPtr conn, virDomainPtr dom, const char *alias, int reason, void *watch)
{
    static const char *const words[] = {"opened", "closed"};

    (void) conn;
    event_print(watch, "event 'tray-change' for domain '%s' disk %s: %s\n", virDomainGetName(dom), alias,
                WORD(words, reason));
}

static void on_balloon(virConnectPtr conn, virDomainPtr dom, unsigned long long kib, void *watch)
{
    (void) conn;
    event_print(watch, "event 'balloon-change' for domain '%s': %lluKiB\n", virDomainGetName(dom), kib);
}

#define DEVICE(FN, NAME)                                                                            \
    static void FN(virConnectPtr conn, virDomainPtr dom, const char *alias, void *watch)            \
    {                                                                                               \
        (void) conn;                                                                                \
        event_print(watch, "event '%s' for domain '%s': %s\n", NAME, virDomainGetName(dom), alias); \
    }
DEVICE(on_device_removed, "device-removed")
DEVICE(on_device_added, "device-added")
DEVICE(on_removal_failed, "device-removal-failed")

static void params_say(void *watch, virDomainPtr dom, const char *event, virTypedParameterPtr params, int n)
{
    g_autoptr(GString) text = g_string_new(NULL);

    g_string_append_printf(text, "event '%s' for domain '%s':\n", event, virDomainGetName(dom));
    for (int i = 0; i < n; i++) {
        g_autofree char *value = param_text(&params[i]);
        g_string_append_printf(text, "\t%s: %s\n", params[i].field, value);
    }
    event_print(watch, "%s", text->str);
}

static void on_tunable(virConnectPtr conn, virDomainPtr dom, virTypedParameterPtr params, int n, void *watch)
{
    (void) conn;
    params_say(watch, dom, "tunable", params, n);
}

static void on_job_completed(virConnectPtr conn, virDomainPtr dom, virTypedParameterPtr params, int n, void *watch)
{
    (void) conn;
    params_say(watch, dom, "job-completed", params, n);
}

static void on_agent(virConnectPtr conn, virDomainPtr dom, int state, int reason, void *watch)
{
    static const char *const states[] = {"unknown", "connected", "disconnected"};
    static const char *const reasons[] = {"unknown", "domain started", "channel event"};

    (void) conn;
    event_print(watch, "event 'agent-lifecycle' for domain '%s': state: '%s' reason: '%s'\n", virDomainGetName(dom),
                WORD(states, state), WORD(reasons, reason));
}

static void on_iteration(virConnectPtr conn, virDomainPtr dom, int iteration, void *watch)
{
    (void) conn;
    event_print(watch, "event 'migration-iteration' for domain '%s': iteration: '%d'\n", virDomainGetName(dom),
                iteration);
}

static void on_metadata(virConnectPtr conn, virDomainPtr dom, int type, const char *uri, void *watch)
{
    static const char *const types[] = {"description", "title", "element"};

    (void) conn;
    event_print(watch, "event 'metadata-change' for domain '%s': type %s, uri %s\n", virDomainGetName(dom),
                WORD(types, type), uri ? uri : "none");
}

static void on_threshold(virConnectPtr conn, virDomainPtr dom, const char *dev, const char *path,
                         unsigned long long threshold, unsigned long long excess, void *watch)
{
    (void) conn;
    event_print(watch, "event 'block-threshold' for domain '%s': dev: %s(%s) %llu %llu\n", virDomainGetName(dom), dev,
                path ? path : "", threshold, excess);
}

static void on_memory_failure(virConnectPtr conn, virDomainPtr dom, int recipient, int action, unsigned flags,
                              void *watch)
{
    static const char *const recipients[] = {"hypervisor", "guest"};
    static const char *const actions[] = {"ignore", "inject", "fatal", "reset"};

    (void) conn;
    event_print(
        watch,
        "event 'memory-failure' for domain '%s':\nrecipient: %s\naction: %s\naction required: %d\nrecursive: %d\n",
        virDomainGetName(dom), WORD(recipients, recipient), WORD(actions, action),
        !!(flags & VIR_DOMAIN_MEMORY_FAILURE_ACTION_REQUIRED), !!(flags & VIR_DOMAIN_MEMORY_FAILURE_RECURSIVE));
}

static void on_memory_size(virConnectPtr conn, virDomainPtr dom, const char *alias, unsigned long long size,
                           void *watch)
{
    (void) conn;
    event_print(watch, "event 'memory-device-size-change' for domain '%s':\nalias: %s\nsize: %llu\n",
                virDomainGetName(dom), alias, size);
}

#define ROW(NAME, ID, FN)                           \
    {                                               \
        NAME, VIR_DOMAIN_EVENT_ID_##ID, (void *) FN \
    }
static const struct event_row rows[] = {
    ROW("lifecycle", LIFECYCLE, on_lifecycle),
    ROW("reboot", REBOOT, on_reboot),
    ROW("rtc-change", RTC_CHANGE, on_rtc),
    ROW("watchdog", WATCHDOG, on_watchdog),
    ROW("io-error", IO_ERROR, on_io_error),
    ROW("graphics", GRAPHICS, on_graphics),
    ROW("io-error-reason", IO_ERROR_REASON, on_io_error_reason),
    ROW("control-error", CONTROL_ERROR, on_control_error),
    ROW("block-job", BLOCK_JOB, on_block_job),
    ROW("disk-change", DISK_CHANGE, on_disk_change),
    ROW("tray-change", TRAY_CHANGE, on_tray),
    ROW("pm-wakeup", PMWAKEUP, on_pm_wakeup),
    ROW("pm-suspend", PMSUSPEND, on_pm_suspend),
    ROW("balloon-change", BALLOON_CHANGE, on_balloon),
    ROW("pm-suspend-disk", PMSUSPEND_DISK, on_pm_suspend_disk),
    ROW("device-removed", DEVICE_REMOVED, on_device_removed),
    ROW("block-job-2", BLOCK_JOB_2, on_block_job_2),
    ROW("tunable", TUNABLE, on_tunable),
    ROW("agent-lifecycle", AGENT_LIFECYCLE, on_agent),
    ROW("device-added", DEVICE_ADDED, on_device_added),
    ROW("migration-iteration", MIGRATION_ITERATION, on_iteration),
    ROW("job-completed", JOB_COMPLETED, on_job_completed),
    ROW("device-removal-failed", DEVICE_REMOVAL_FAILED, on_removal_failed),
    ROW("metadata-change", METADATA_CHANGE, on_metadata),
    ROW("block-threshold", BLOCK_THRESHOLD, on_threshold),
    ROW("memory-failure", MEMORY_FAILURE, on_memory_failure),
    ROW("memory-device-size-change", MEMORY_DEVICE_SIZE_CHANGE, on_memory_size),
};

static int add(virConnectPtr conn, void *object, int id, void *callback, void *watch)
{
    return virConnectDomainEventRegisterAny(conn, object, id, (virConnectDomainEventGenericCallback) callback, watch,
                                            NULL);
}

static const struct event_family family = {rows, G_N_ELEMENTS(rows), add, virConnectDomainEventDeregisterAny};

static bool run(struct virsh *sh, const struct args *a)
{
    const struct event_choice c = EVENT_CHOICE(a, .all = a->all, .all_known = true);

    return events_run(sh, &family, &c, a->dom);
}

COMMAND(event, "event", "Domain Events", "List event types, or wait for domain events to occur",
        .excl = EXCL({"list", "all"}, {"all", "event"}));
