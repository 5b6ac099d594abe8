/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * messages.h: the commands and events of QEMU that we use: one row each. A row is `qmp_NAME(q, in, out)`
 * for calling with the usual patience, and `qmp_cmd_NAME` for qmp_send. Fields that nobody reads have no
 * member; tests/unit/test-qmp-schema.c holds every row against QEMU's own schema.
 */
#pragma once

#include "rec/rec.h"

struct qmp_none {
    char unused;
};
struct qmp_id {
    char *id;
};
struct qmp_name { /* getfd, closefd */
    char *fdname;
};
struct qmp_node {
    char *node_name;
};
struct qmp_version {
    uint32_t major, minor, micro;
};
struct qmp_target {
    char *arch;
};
struct qmp_kvm {
    bool enabled, present;
};

enum qmp_run_state { /* QEMU's RunState */
                     QMP_RUN_NONE,
                     QMP_RUN_DEBUG,
                     QMP_RUN_INMIGRATE,
                     QMP_RUN_INTERNAL_ERROR,
                     QMP_RUN_IO_ERROR,
                     QMP_RUN_PAUSED,
                     QMP_RUN_POSTMIGRATE,
                     QMP_RUN_PRELAUNCH,
                     QMP_RUN_FINISH_MIGRATE,
                     QMP_RUN_RESTORE_VM,
                     QMP_RUN_RUNNING,
                     QMP_RUN_SAVE_VM,
                     QMP_RUN_SHUTDOWN,
                     QMP_RUN_SUSPENDED,
                     QMP_RUN_WATCHDOG,
                     QMP_RUN_GUEST_PANICKED,
                     QMP_RUN_COLO,
                     QMP_RUN_LAST
};
extern const struct names qmp_run_state_names;
struct qmp_status {
    unsigned status;
    bool running;
};

struct qmp_link {
    char *name;
    bool up;
};
struct qmp_balloon {
    uint64_t value;
};
struct qmp_balloon_info {
    uint64_t actual;
};
struct qmp_memory_summary {
    uint64_t base_memory;
    struct opt_u64 plugged_memory;
};
struct qmp_cpu_fast {
    int32_t cpu_index;
    char *qom_path;
    int32_t thread_id;
    struct opt_u32 socket_id, die_id, core_id, thread;
};
struct qmp_cpus {
    REC_LIST(struct qmp_cpu_fast) v;
};

struct qmp_blockstats_query {
    unsigned query_nodes;
};
struct qmp_device_stats {
    uint64_t rd_bytes, wr_bytes, rd_operations, wr_operations, flush_operations;
    uint64_t rd_total_time_ns, wr_total_time_ns, flush_total_time_ns;
    uint64_t wr_highest_offset;
};
struct qmp_blockstats {
    char *device, *qdev, *node_name;
    struct qmp_device_stats stats;
    struct qmp_blockstats *parent, *backing;
};
struct qmp_blockstats_list {
    REC_LIST(struct qmp_blockstats) v;
};
struct qmp_image {
    char *filename, *format;
    uint64_t virtual_size;
    struct opt_u64 actual_size;
};
struct qmp_inserted {
    char *file, *node_name, *drv;
    bool ro;
    struct qmp_image image;
};
struct qmp_block {
    char *device, *qdev;
    bool removable, locked;
    unsigned tray_open; /* TRI */
    unsigned io_status;
    struct qmp_inserted *inserted;
};
enum qmp_io_status { QMP_IO_NONE, QMP_IO_OK, QMP_IO_FAILED, QMP_IO_NOSPACE };
extern const struct names qmp_io_status_names;
struct qmp_block_list {
    REC_LIST(struct qmp_block) v;
};
struct qmp_named_nodes {
    REC_LIST(struct qmp_inserted) v;
};
struct qmp_named_nodes_query {
    unsigned flat;
};

struct qmp_chardev {
    char *label, *filename;
    bool frontend_open;
};
struct qmp_chardev_list {
    REC_LIST(struct qmp_chardev) v;
};
struct qmp_vnc {
    bool enabled;
    char *host, *service, *auth;
};
struct qmp_spice {
    bool enabled;
    char *host;
    struct opt_u32 port, tls_port;
};
struct qmp_iothread {
    char *id;
    int32_t thread_id;
    uint64_t poll_max_ns, poll_grow, poll_shrink;
};
struct qmp_iothread_list {
    REC_LIST(struct qmp_iothread) v;
};
struct qmp_qom_get {
    char *path, *property;
};
struct qmp_qom_set {
    char *path, *property;
    char *value; /* JSON text */
};
struct qmp_json { /* an answer taken as JSON text */
    char *text;
};
struct qmp_balloon_stats { /* qom-get guest-stats; absent and UINT64_MAX: unknown */
    struct opt_u64 swap_in, swap_out, major_fault, minor_fault, free, total, available, disk_caches, hugetlb_allocs,
        hugetlb_fail;
};

struct qmp_key_number {
    char *type;
    int32_t data;
};
struct qmp_send_key {
    REC_LIST(struct qmp_key_number) keys; /* of type "number" */
    struct opt_u32 hold_time;
};
struct qmp_screendump {
    char *filename, *device;
    struct opt_u32 head;
    char *format;
};
struct qmp_add_fd {
    struct opt_u64 fdset_id;
    char *opaque;
};
struct qmp_fd_info {
    uint64_t fdset_id, fd;
};
struct qmp_remove_fd {
    uint64_t fdset_id;
    struct opt_u64 fd;
};
struct qmp_set_password {
    char *protocol, *password, *connected;
};
struct qmp_expire_password {
    char *protocol, *time;
};
struct qmp_set_action {
    char *reboot, *shutdown, *panic, *watchdog;
};
struct qmp_tray {
    char *id;
    unsigned force; /* TRI */
};
struct qmp_insert_medium {
    char *id, *node_name;
};
struct qmp_resize {
    char *node_name;
    uint64_t size;
};
struct qmp_throttle {
    char *id;
    uint64_t bps, bps_rd, bps_wr, iops, iops_rd, iops_wr;
    struct opt_u64 bps_max, bps_rd_max, bps_wr_max, iops_max, iops_rd_max, iops_wr_max;
    struct opt_u64 bps_max_length, bps_rd_max_length, bps_wr_max_length;
    struct opt_u64 iops_max_length, iops_rd_max_length, iops_wr_max_length;
    struct opt_u64 iops_size;
    char *group;
};
struct qmp_hotplug_cpu {
    char *type, *qom_path;
    uint32_t vcpus_count;
    char *props; /* JSON text */
};
struct qmp_hotplug_cpus {
    REC_LIST(struct qmp_hotplug_cpu) v;
};
struct qmp_hmp {
    char *command_line;
};
struct qmp_dump {
    bool paging;
    unsigned detach; /* TRI */
    char *protocol, *format;
};
struct qmp_dump_info {
    char *status;
    uint64_t completed, total;
};

/* For capabilities */
struct qmp_machine {
    char *name, *alias, *default_cpu_type, *default_ram_id;
    unsigned is_default; /* TRI */
    uint32_t cpu_max;
    bool hotpluggable_cpus, numa_mem_supported, deprecated;
};
struct qmp_machines {
    REC_LIST(struct qmp_machine) v;
};
struct qmp_cpu_def {
    char *name, *typename, *alias_of;
    unsigned migration_safe; /* TRI */
    bool is_static, deprecated;
    SCALARS(char *) unavailable;
};
struct qmp_cpu_defs {
    REC_LIST(struct qmp_cpu_def) v;
};
struct qmp_strings {
    SCALARS(char *) v;
};
struct qmp_type {
    char *name, *parent;
};
struct qmp_types {
    REC_LIST(struct qmp_type) v;
};
struct qmp_typename {
    char *typename;
};
struct qmp_prop {
    char *name, *type;
};
struct qmp_props {
    REC_LIST(struct qmp_prop) v;
};

struct qmp_version_reply {
    struct qmp_version qemu;
    char *package;
};
struct qmp_balloon_stats_reply {
    struct qmp_balloon_stats stats;
    uint64_t last_update;
};
struct qmp_tray_id {
    char *id;
};

/* clang-format off */
#define QMP_COMMANDS(X) /* C name                wire name                     in                 out           */ \
    X(query_version,            "query-version",             none,              version_reply)                       \
    X(query_target,             "query-target",              none,              target)                              \
    X(query_kvm,                "query-kvm",                 none,              kvm)                                 \
    X(query_status,             "query-status",              none,              status)                              \
    X(cont,                     "cont",                      none,              none)                                \
    X(stop,                     "stop",                      none,              none)                                \
    X(quit,                     "quit",                      none,              none)                                \
    X(system_powerdown,         "system_powerdown",          none,              none)                                \
    X(system_reset,             "system_reset",              none,              none)                                \
    X(system_wakeup,            "system_wakeup",             none,              none)                                \
    X(inject_nmi,               "inject-nmi",                none,              none)                                \
    X(rtc_reset_reinjection,    "rtc-reset-reinjection",     none,              none)                                \
    X(set_action,               "set-action",                set_action,        none)                                \
    X(set_link,                 "set_link",                  link,              none)                                \
    X(balloon,                  "balloon",                   balloon,           none)                                \
    X(query_balloon,            "query-balloon",             none,              balloon_info)                        \
    X(query_memory_summary,     "query-memory-size-summary", none,              memory_summary)                      \
    X(query_cpus_fast,          "query-cpus-fast",           none,              cpus)                                \
    X(query_hotpluggable_cpus,  "query-hotpluggable-cpus",   none,              hotplug_cpus)                        \
    X(query_blockstats,         "query-blockstats",          blockstats_query,  blockstats_list)                     \
    X(query_block,              "query-block",               none,              block_list)                          \
    X(query_named_block_nodes,  "query-named-block-nodes",   named_nodes_query, named_nodes)                         \
    X(query_chardev,            "query-chardev",             none,              chardev_list)                        \
    X(query_vnc,                "query-vnc",                 none,              vnc)                                 \
    X(query_spice,              "query-spice",               none,              spice)                               \
    X(query_iothreads,          "query-iothreads",           none,              iothread_list)                       \
    X(qom_get,                  "qom-get",                   qom_get,           json)                                \
    X(qom_get_balloon_stats,    "qom-get",                   qom_get,           balloon_stats_reply)                 \
    X(qom_set,                  "qom-set",                   qom_set,           none)                                \
    X(send_key,                 "send-key",                  send_key,          none)                                \
    X(screendump,               "screendump",                screendump,        none)                                \
    X(getfd,                    "getfd",                     name,              none)                                \
    X(closefd,                  "closefd",                   name,              none)                                \
    X(add_fd,                   "add-fd",                    add_fd,            fd_info)                             \
    X(remove_fd,                "remove-fd",                 remove_fd,         none)                                \
    X(set_password,             "set_password",              set_password,      none)                                \
    X(expire_password,          "expire_password",           expire_password,   none)                                \
    X(device_del,               "device_del",                id,                none)                                \
    X(object_del,               "object-del",                id,                none)                                \
    X(netdev_del,               "netdev_del",                id,                none)                                \
    X(chardev_remove,           "chardev-remove",            id,                none)                                \
    X(blockdev_del,             "blockdev-del",              node,              none)                                \
    X(blockdev_open_tray,       "blockdev-open-tray",        tray,              none)                                \
    X(blockdev_close_tray,      "blockdev-close-tray",       tray_id,             none)                                \
    X(blockdev_remove_medium,   "blockdev-remove-medium",    tray_id,           none)                                \
    X(blockdev_insert_medium,   "blockdev-insert-medium",    insert_medium,     none)                                \
    X(block_resize,             "block_resize",              resize,            none)                                \
    X(block_set_io_throttle,    "block_set_io_throttle",     throttle,          none)                                \
    X(dump_guest_memory,        "dump-guest-memory",         dump,              none)                                \
    X(query_dump,               "query-dump",                none,              dump_info)                           \
    X(human_monitor_command,    "human-monitor-command",     hmp,               json)                                \
    X(query_machines,           "query-machines",            none,              machines)                            \
    X(query_cpu_definitions,    "query-cpu-definitions",     none,              cpu_defs)                            \
    X(query_tpm_models,         "query-tpm-models",          none,              strings)                             \
    X(query_tpm_types,          "query-tpm-types",           none,              strings)                             \
    X(qom_list_types,           "qom-list-types",            none,              types)                               \
    X(device_list_properties,   "device-list-properties",    typename,          props)
/* clang-format on */

struct qmp;
struct qmp_command;
#define QMP_DECLARE(fn, wire, in_, out_)          \
    extern const struct qmp_command qmp_cmd_##fn; \
    int qmp_##fn(struct qmp *q, const struct qmp_##in_ *in, struct qmp_##out_ *out);
QMP_COMMANDS(QMP_DECLARE)
#undef QMP_DECLARE
extern const struct qmp_command *const qmp_command_table[]; /* ends with NULL */

/* Ends an answer: QMP_DONE(query_block, &blocks).  */
#define QMP_DONE(fn, answer) rec_done(qmp_cmd_##fn.out, answer)

/* ---- events ---- */
struct qmp_ev_shutdown {
    bool guest;
    char *reason;
};
struct qmp_ev_watchdog {
    char *action;
};
struct qmp_ev_panicked {
    char *action;
};
struct qmp_ev_device { /* DEVICE_DELETED, DEVICE_UNPLUG_GUEST_ERROR */
    char *device, *path;
};
struct qmp_ev_tray {
    char *device, *id;
    bool tray_open;
};
struct qmp_ev_io_error {
    char *device, *node_name, *operation, *action, *reason;
    unsigned nospace; /* TRI */
};
struct qmp_ev_block_job {
    char *type, *device, *error;
    uint64_t len, offset, speed;
};
struct qmp_ev_job {
    char *status, *id;
};
struct qmp_ev_threshold {
    char *node_name;
    uint64_t amount_exceeded, write_threshold;
};
struct qmp_ev_vserport {
    char *id;
    bool open;
};
struct qmp_ev_nic_filter {
    char *name, *path;
};
struct qmp_ev_peer {
    char *host, *service, *family, *auth, *sasl_username, *x509_dname;
};
struct qmp_ev_graphics { /* VNC_*; SPICE_* */
    struct qmp_ev_peer server, client;
};
struct qmp_ev_balloon {
    uint64_t actual;
};
struct qmp_ev_memory_device {
    char *id, *qom_path;
    uint64_t size;
};
struct qmp_ev_rtc {
    int64_t offset;
};
struct qmp_ev_migration {
    char *status;
};
struct qmp_ev_pass {
    int32_t pass;
};

/* clang-format off */
#define QMP_EVENTS(X) /* id                 name                        record        */ \
    X(SHUTDOWN,                  "SHUTDOWN",                  ev_shutdown)                 \
    X(POWERDOWN,                 "POWERDOWN",                 none)                        \
    X(RESET,                     "RESET",                     ev_shutdown)                 \
    X(STOP,                      "STOP",                      none)                        \
    X(RESUME,                    "RESUME",                    none)                        \
    X(SUSPEND,                   "SUSPEND",                   none)                        \
    X(SUSPEND_DISK,              "SUSPEND_DISK",              none)                        \
    X(WAKEUP,                    "WAKEUP",                    none)                        \
    X(WATCHDOG,                  "WATCHDOG",                  ev_watchdog)                 \
    X(GUEST_PANICKED,            "GUEST_PANICKED",            ev_panicked)                 \
    X(GUEST_CRASHLOADED,         "GUEST_CRASHLOADED",         ev_panicked)                 \
    X(DEVICE_TRAY_MOVED,         "DEVICE_TRAY_MOVED",         ev_tray)                     \
    X(DEVICE_DELETED,            "DEVICE_DELETED",            ev_device)                   \
    X(DEVICE_UNPLUG_GUEST_ERROR, "DEVICE_UNPLUG_GUEST_ERROR", ev_device)                   \
    X(BLOCK_IO_ERROR,            "BLOCK_IO_ERROR",            ev_io_error)                 \
    X(BLOCK_JOB_COMPLETED,       "BLOCK_JOB_COMPLETED",       ev_block_job_end)\
    X(BLOCK_JOB_CANCELLED,       "BLOCK_JOB_CANCELLED",       ev_block_job)                \
    X(BLOCK_JOB_READY,           "BLOCK_JOB_READY",           ev_block_job)                \
    X(JOB_STATUS_CHANGE,         "JOB_STATUS_CHANGE",         ev_job)                      \
    X(BLOCK_WRITE_THRESHOLD,     "BLOCK_WRITE_THRESHOLD",     ev_threshold)                \
    X(VSERPORT_CHANGE,           "VSERPORT_CHANGE",           ev_vserport)                 \
    X(NIC_RX_FILTER_CHANGED,     "NIC_RX_FILTER_CHANGED",     ev_nic_filter)               \
    X(DUMP_COMPLETED,            "DUMP_COMPLETED",            none)                        \
    X(VNC_CONNECTED,             "VNC_CONNECTED",             ev_vnc_connected)                 \
    X(VNC_INITIALIZED,           "VNC_INITIALIZED",           ev_vnc)                 \
    X(VNC_DISCONNECTED,          "VNC_DISCONNECTED",          ev_vnc)                 \
    X(SPICE_CONNECTED,           "SPICE_CONNECTED",           ev_spice)                 \
    X(SPICE_INITIALIZED,         "SPICE_INITIALIZED",         ev_spice_initialized)                 \
    X(SPICE_DISCONNECTED,        "SPICE_DISCONNECTED",        ev_spice)                 \
    X(BALLOON_CHANGE,            "BALLOON_CHANGE",            ev_balloon)                  \
    X(MEMORY_DEVICE_SIZE_CHANGE, "MEMORY_DEVICE_SIZE_CHANGE", ev_memory_device)            \
    X(RTC_CHANGE,                "RTC_CHANGE",                ev_rtc)                      \
    X(MIGRATION,                 "MIGRATION",                 ev_migration)                \
    X(MIGRATION_PASS,            "MIGRATION_PASS",            ev_pass)
/* clang-format on */

#define QMP_EVENT_ID(id, name, rec_) QMP_EVENT_##id,
enum qmp_event_id { QMP_EVENTS(QMP_EVENT_ID) QMP_EVENT_LAST };
#undef QMP_EVENT_ID
struct qmp_event;
extern const struct qmp_event qmp_event_table[]; /* by id */
