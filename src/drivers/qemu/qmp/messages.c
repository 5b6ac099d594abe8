/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * messages.c: the rows of QEMU's commands and events: which JSON key is which member. "props/core-id" reaches
 * into an object, "." is the whole value.
 */
#include "drivers/qemu/qmp/qmp.h"

/* QEMU's rows carry no XML, so its words are spelt with their own tables.  */
NAMES(qmp_run_state_names, "run state", [QMP_RUN_DEBUG] = "debug", [QMP_RUN_INMIGRATE] = "inmigrate",
      [QMP_RUN_INTERNAL_ERROR] = "internal-error", [QMP_RUN_IO_ERROR] = "io-error", [QMP_RUN_PAUSED] = "paused",
      [QMP_RUN_POSTMIGRATE] = "postmigrate", [QMP_RUN_PRELAUNCH] = "prelaunch",
      [QMP_RUN_FINISH_MIGRATE] = "finish-migrate", [QMP_RUN_RESTORE_VM] = "restore-vm", [QMP_RUN_RUNNING] = "running",
      [QMP_RUN_SAVE_VM] = "save-vm", [QMP_RUN_SHUTDOWN] = "shutdown", [QMP_RUN_SUSPENDED] = "suspended",
      [QMP_RUN_WATCHDOG] = "watchdog", [QMP_RUN_GUEST_PANICKED] = "guest-panicked", [QMP_RUN_COLO] = "colo");
NAMES(qmp_io_status_names, "I/O status", [QMP_IO_OK] = "ok", [QMP_IO_FAILED] = "failed", [QMP_IO_NOSPACE] = "nospace");

#define ROWS(id, ...) SHARED(id, id, __VA_ARGS__)
/* Another record of the struct `of`.  */
#define SHARED(of, id, ...)                                         \
    static const struct fld qmp_##id##_flds[] = {__VA_ARGS__, {0}}; \
    static const struct rec qmp_##id##_rec = {#id, sizeof(struct qmp_##of), qmp_##id##_flds}

ROWS(id, FLD(struct qmp_id, STR, "id", id, .flags = REQUIRED));

ROWS(name, FLD(struct qmp_name, STR, "fdname", fdname, .flags = REQUIRED));

ROWS(node, FLD(struct qmp_node, STR, "node-name", node_name, .flags = REQUIRED));

ROWS(version, FLD(struct qmp_version, UINT, "major", major, .flags = REQUIRED),
     FLD(struct qmp_version, UINT, "minor", minor, .flags = REQUIRED),
     FLD(struct qmp_version, UINT, "micro", micro, .flags = REQUIRED));

ROWS(version_reply, FLD(struct qmp_version_reply, SUB, "qemu", qemu, .of.rec = &qmp_version_rec, .flags = REQUIRED),
     FLD(struct qmp_version_reply, STR, "package", package, .flags = REQUIRED));

ROWS(target, FLD(struct qmp_target, STR, "arch", arch, .flags = REQUIRED));

ROWS(kvm, FLD(struct qmp_kvm, FLAG, "enabled", enabled, .flags = REQUIRED),
     FLD(struct qmp_kvm, FLAG, "present", present, .flags = REQUIRED));

ROWS(status, FLD(struct qmp_status, ENUM, "status", status, .of.names = &qmp_run_state_names, .flags = REQUIRED),
     FLD(struct qmp_status, FLAG, "running", running, .flags = REQUIRED));

ROWS(link, FLD(struct qmp_link, STR, "name", name, .flags = REQUIRED),
     FLD(struct qmp_link, FLAG, "up", up, .flags = REQUIRED));

ROWS(balloon, FLD(struct qmp_balloon, ULONG, "value", value, .flags = REQUIRED));

ROWS(balloon_info, FLD(struct qmp_balloon_info, ULONG, "actual", actual, .flags = REQUIRED));

ROWS(memory_summary, FLD(struct qmp_memory_summary, ULONG, "base-memory", base_memory, .flags = REQUIRED),
     FLD(struct qmp_memory_summary, OPT64, "plugged-memory", plugged_memory));

ROWS(cpu_fast, FLD(struct qmp_cpu_fast, INT, "cpu-index", cpu_index, .flags = REQUIRED),
     FLD(struct qmp_cpu_fast, STR, "qom-path", qom_path, .flags = REQUIRED),
     FLD(struct qmp_cpu_fast, INT, "thread-id", thread_id, .flags = REQUIRED),
     FLD(struct qmp_cpu_fast, OPT32, "props/socket-id", socket_id),
     FLD(struct qmp_cpu_fast, OPT32, "props/die-id", die_id), FLD(struct qmp_cpu_fast, OPT32, "props/core-id", core_id),
     FLD(struct qmp_cpu_fast, OPT32, "props/thread-id", thread));

ROWS(cpus, FLD(struct qmp_cpus, LIST, ".", v, .of.rec = &qmp_cpu_fast_rec));

ROWS(blockstats_query, FLD(struct qmp_blockstats_query, TRI, "query-nodes", query_nodes, .of.names = &yesno_names));

ROWS(device_stats, FLD(struct qmp_device_stats, ULONG, "rd_bytes", rd_bytes, .flags = REQUIRED),
     FLD(struct qmp_device_stats, ULONG, "wr_bytes", wr_bytes, .flags = REQUIRED),
     FLD(struct qmp_device_stats, ULONG, "rd_operations", rd_operations, .flags = REQUIRED),
     FLD(struct qmp_device_stats, ULONG, "wr_operations", wr_operations, .flags = REQUIRED),
     FLD(struct qmp_device_stats, ULONG, "flush_operations", flush_operations, .flags = REQUIRED),
     FLD(struct qmp_device_stats, ULONG, "rd_total_time_ns", rd_total_time_ns, .flags = REQUIRED),
     FLD(struct qmp_device_stats, ULONG, "wr_total_time_ns", wr_total_time_ns, .flags = REQUIRED),
     FLD(struct qmp_device_stats, ULONG, "flush_total_time_ns", flush_total_time_ns, .flags = REQUIRED),
     FLD(struct qmp_device_stats, ULONG, "wr_highest_offset", wr_highest_offset, .flags = REQUIRED));

static const struct rec qmp_blockstats_rec;
ROWS(blockstats, FLD(struct qmp_blockstats, STR, "device", device), FLD(struct qmp_blockstats, STR, "qdev", qdev),
     FLD(struct qmp_blockstats, STR, "node-name", node_name),
     FLD(struct qmp_blockstats, SUB, "stats", stats, .of.rec = &qmp_device_stats_rec, .flags = REQUIRED),
     FLD(struct qmp_blockstats, PTR, "parent", parent, .of.rec = &qmp_blockstats_rec),
     FLD(struct qmp_blockstats, PTR, "backing", backing, .of.rec = &qmp_blockstats_rec));

ROWS(blockstats_list, FLD(struct qmp_blockstats_list, LIST, ".", v, .of.rec = &qmp_blockstats_rec));

ROWS(image, FLD(struct qmp_image, STR, "filename", filename, .flags = REQUIRED),
     FLD(struct qmp_image, STR, "format", format, .flags = REQUIRED),
     FLD(struct qmp_image, ULONG, "virtual-size", virtual_size, .flags = REQUIRED),
     FLD(struct qmp_image, OPT64, "actual-size", actual_size));

ROWS(inserted, FLD(struct qmp_inserted, STR, "file", file, .flags = REQUIRED),
     FLD(struct qmp_inserted, STR, "node-name", node_name),
     FLD(struct qmp_inserted, STR, "drv", drv, .flags = REQUIRED),
     FLD(struct qmp_inserted, FLAG, "ro", ro, .flags = REQUIRED),
     FLD(struct qmp_inserted, SUB, "image", image, .of.rec = &qmp_image_rec, .flags = REQUIRED));

ROWS(block, FLD(struct qmp_block, STR, "device", device, .flags = REQUIRED), FLD(struct qmp_block, STR, "qdev", qdev),
     FLD(struct qmp_block, FLAG, "removable", removable, .flags = REQUIRED),
     FLD(struct qmp_block, FLAG, "locked", locked, .flags = REQUIRED),
     FLD(struct qmp_block, TRI, "tray_open", tray_open, .of.names = &yesno_names),
     FLD(struct qmp_block, ENUM, "io-status", io_status, .of.names = &qmp_io_status_names),
     FLD(struct qmp_block, PTR, "inserted", inserted, .of.rec = &qmp_inserted_rec));

ROWS(block_list, FLD(struct qmp_block_list, LIST, ".", v, .of.rec = &qmp_block_rec));

ROWS(named_nodes_query, FLD(struct qmp_named_nodes_query, TRI, "flat", flat, .of.names = &yesno_names));

ROWS(named_nodes, FLD(struct qmp_named_nodes, LIST, ".", v, .of.rec = &qmp_inserted_rec));

ROWS(chardev, FLD(struct qmp_chardev, STR, "label", label, .flags = REQUIRED),
     FLD(struct qmp_chardev, STR, "filename", filename, .flags = REQUIRED),
     FLD(struct qmp_chardev, FLAG, "frontend-open", frontend_open, .flags = REQUIRED));

ROWS(chardev_list, FLD(struct qmp_chardev_list, LIST, ".", v, .of.rec = &qmp_chardev_rec));

ROWS(vnc, FLD(struct qmp_vnc, FLAG, "enabled", enabled, .flags = REQUIRED), FLD(struct qmp_vnc, STR, "host", host),
     FLD(struct qmp_vnc, STR, "service", service), FLD(struct qmp_vnc, STR, "auth", auth));

ROWS(spice, FLD(struct qmp_spice, FLAG, "enabled", enabled, .flags = REQUIRED),
     FLD(struct qmp_spice, STR, "host", host), FLD(struct qmp_spice, OPT32, "port", port),
     FLD(struct qmp_spice, OPT32, "tls-port", tls_port));

ROWS(iothread, FLD(struct qmp_iothread, STR, "id", id, .flags = REQUIRED),
     FLD(struct qmp_iothread, INT, "thread-id", thread_id, .flags = REQUIRED),
     FLD(struct qmp_iothread, ULONG, "poll-max-ns", poll_max_ns, .flags = REQUIRED),
     FLD(struct qmp_iothread, ULONG, "poll-grow", poll_grow, .flags = REQUIRED),
     FLD(struct qmp_iothread, ULONG, "poll-shrink", poll_shrink, .flags = REQUIRED));

ROWS(iothread_list, FLD(struct qmp_iothread_list, LIST, ".", v, .of.rec = &qmp_iothread_rec));

ROWS(qom_get, FLD(struct qmp_qom_get, STR, "path", path, .flags = REQUIRED),
     FLD(struct qmp_qom_get, STR, "property", property, .flags = REQUIRED));

ROWS(qom_set, FLD(struct qmp_qom_set, STR, "path", path, .flags = REQUIRED),
     FLD(struct qmp_qom_set, STR, "property", property, .flags = REQUIRED),
     FLD(struct qmp_qom_set, RAW, "value", value, .flags = REQUIRED));

ROWS(json, FLD(struct qmp_json, RAW, ".", text));

ROWS(balloon_stats, FLD(struct qmp_balloon_stats, OPT64, "stat-swap-in", swap_in),
     FLD(struct qmp_balloon_stats, OPT64, "stat-swap-out", swap_out),
     FLD(struct qmp_balloon_stats, OPT64, "stat-major-faults", major_fault),
     FLD(struct qmp_balloon_stats, OPT64, "stat-minor-faults", minor_fault),
     FLD(struct qmp_balloon_stats, OPT64, "stat-free-memory", free),
     FLD(struct qmp_balloon_stats, OPT64, "stat-total-memory", total),
     FLD(struct qmp_balloon_stats, OPT64, "stat-available-memory", available),
     FLD(struct qmp_balloon_stats, OPT64, "stat-disk-caches", disk_caches),
     FLD(struct qmp_balloon_stats, OPT64, "stat-htlb-pgalloc", hugetlb_allocs),
     FLD(struct qmp_balloon_stats, OPT64, "stat-htlb-pgfail", hugetlb_fail));

ROWS(balloon_stats_reply,
     FLD(struct qmp_balloon_stats_reply, SUB, "stats", stats, .of.rec = &qmp_balloon_stats_rec, .flags = REQUIRED),
     FLD(struct qmp_balloon_stats_reply, ULONG, "last-update", last_update, .flags = REQUIRED));

ROWS(key_number, FLD(struct qmp_key_number, STR, "type", type, .flags = REQUIRED),
     FLD(struct qmp_key_number, INT, "data", data, .flags = REQUIRED));

ROWS(send_key, FLD(struct qmp_send_key, LIST, "keys", keys, .of.rec = &qmp_key_number_rec, .flags = REQUIRED),
     FLD(struct qmp_send_key, OPT32, "hold-time", hold_time));

ROWS(screendump, FLD(struct qmp_screendump, STR, "filename", filename, .flags = REQUIRED),
     FLD(struct qmp_screendump, STR, "device", device), FLD(struct qmp_screendump, OPT32, "head", head),
     FLD(struct qmp_screendump, STR, "format", format));

ROWS(add_fd, FLD(struct qmp_add_fd, OPT64, "fdset-id", fdset_id), FLD(struct qmp_add_fd, STR, "opaque", opaque));

ROWS(fd_info, FLD(struct qmp_fd_info, ULONG, "fdset-id", fdset_id, .flags = REQUIRED),
     FLD(struct qmp_fd_info, ULONG, "fd", fd, .flags = REQUIRED));

ROWS(remove_fd, FLD(struct qmp_remove_fd, ULONG, "fdset-id", fdset_id, .flags = REQUIRED),
     FLD(struct qmp_remove_fd, OPT64, "fd", fd));

ROWS(set_password, FLD(struct qmp_set_password, STR, "protocol", protocol, .flags = REQUIRED),
     FLD(struct qmp_set_password, STR, "password", password, .flags = REQUIRED),
     FLD(struct qmp_set_password, STR, "connected", connected));

ROWS(expire_password, FLD(struct qmp_expire_password, STR, "protocol", protocol, .flags = REQUIRED),
     FLD(struct qmp_expire_password, STR, "time", time, .flags = REQUIRED));

ROWS(set_action, FLD(struct qmp_set_action, STR, "reboot", reboot),
     FLD(struct qmp_set_action, STR, "shutdown", shutdown), FLD(struct qmp_set_action, STR, "panic", panic),
     FLD(struct qmp_set_action, STR, "watchdog", watchdog));

ROWS(tray, FLD(struct qmp_tray, STR, "id", id, .flags = REQUIRED),
     FLD(struct qmp_tray, TRI, "force", force, .of.names = &yesno_names));

ROWS(tray_id, FLD(struct qmp_tray_id, STR, "id", id, .flags = REQUIRED));

ROWS(insert_medium, FLD(struct qmp_insert_medium, STR, "id", id, .flags = REQUIRED),
     FLD(struct qmp_insert_medium, STR, "node-name", node_name, .flags = REQUIRED));

ROWS(resize, FLD(struct qmp_resize, STR, "node-name", node_name, .flags = REQUIRED),
     FLD(struct qmp_resize, ULONG, "size", size, .flags = REQUIRED));

ROWS(throttle, FLD(struct qmp_throttle, STR, "id", id, .flags = REQUIRED),
     FLD(struct qmp_throttle, ULONG, "bps", bps, .flags = REQUIRED),
     FLD(struct qmp_throttle, ULONG, "bps_rd", bps_rd, .flags = REQUIRED),
     FLD(struct qmp_throttle, ULONG, "bps_wr", bps_wr, .flags = REQUIRED),
     FLD(struct qmp_throttle, ULONG, "iops", iops, .flags = REQUIRED),
     FLD(struct qmp_throttle, ULONG, "iops_rd", iops_rd, .flags = REQUIRED),
     FLD(struct qmp_throttle, ULONG, "iops_wr", iops_wr, .flags = REQUIRED),
     FLD(struct qmp_throttle, OPT64, "bps_max", bps_max), FLD(struct qmp_throttle, OPT64, "bps_rd_max", bps_rd_max),
     FLD(struct qmp_throttle, OPT64, "bps_wr_max", bps_wr_max), FLD(struct qmp_throttle, OPT64, "iops_max", iops_max),
     FLD(struct qmp_throttle, OPT64, "iops_rd_max", iops_rd_max),
     FLD(struct qmp_throttle, OPT64, "iops_wr_max", iops_wr_max),
     FLD(struct qmp_throttle, OPT64, "bps_max_length", bps_max_length),
     FLD(struct qmp_throttle, OPT64, "bps_rd_max_length", bps_rd_max_length),
     FLD(struct qmp_throttle, OPT64, "bps_wr_max_length", bps_wr_max_length),
     FLD(struct qmp_throttle, OPT64, "iops_max_length", iops_max_length),
     FLD(struct qmp_throttle, OPT64, "iops_rd_max_length", iops_rd_max_length),
     FLD(struct qmp_throttle, OPT64, "iops_wr_max_length", iops_wr_max_length),
     FLD(struct qmp_throttle, OPT64, "iops_size", iops_size), FLD(struct qmp_throttle, STR, "group", group));

ROWS(hotplug_cpu, FLD(struct qmp_hotplug_cpu, STR, "type", type, .flags = REQUIRED),
     FLD(struct qmp_hotplug_cpu, STR, "qom-path", qom_path),
     FLD(struct qmp_hotplug_cpu, UINT, "vcpus-count", vcpus_count, .flags = REQUIRED),
     FLD(struct qmp_hotplug_cpu, RAW, "props", props, .flags = REQUIRED));

ROWS(hotplug_cpus, FLD(struct qmp_hotplug_cpus, LIST, ".", v, .of.rec = &qmp_hotplug_cpu_rec));

ROWS(hmp, FLD(struct qmp_hmp, STR, "command-line", command_line, .flags = REQUIRED));

ROWS(dump, FLD(struct qmp_dump, FLAG, "paging", paging, .flags = REQUIRED),
     FLD(struct qmp_dump, STR, "protocol", protocol, .flags = REQUIRED),
     FLD(struct qmp_dump, TRI, "detach", detach, .of.names = &yesno_names),
     FLD(struct qmp_dump, STR, "format", format));

ROWS(dump_info, FLD(struct qmp_dump_info, STR, "status", status, .flags = REQUIRED),
     FLD(struct qmp_dump_info, ULONG, "completed", completed, .flags = REQUIRED),
     FLD(struct qmp_dump_info, ULONG, "total", total, .flags = REQUIRED));

ROWS(machine, FLD(struct qmp_machine, STR, "name", name, .flags = REQUIRED),
     FLD(struct qmp_machine, STR, "alias", alias), FLD(struct qmp_machine, STR, "default-cpu-type", default_cpu_type),
     FLD(struct qmp_machine, STR, "default-ram-id", default_ram_id),
     FLD(struct qmp_machine, TRI, "is-default", is_default, .of.names = &yesno_names),
     FLD(struct qmp_machine, UINT, "cpu-max", cpu_max, .flags = REQUIRED),
     FLD(struct qmp_machine, FLAG, "hotpluggable-cpus", hotpluggable_cpus, .flags = REQUIRED),
     FLD(struct qmp_machine, FLAG, "numa-mem-supported", numa_mem_supported, .flags = REQUIRED),
     FLD(struct qmp_machine, FLAG, "deprecated", deprecated, .flags = REQUIRED));

ROWS(machines, FLD(struct qmp_machines, LIST, ".", v, .of.rec = &qmp_machine_rec));

ROWS(cpu_def, FLD(struct qmp_cpu_def, STR, "name", name, .flags = REQUIRED),
     FLD(struct qmp_cpu_def, STR, "typename", typename, .flags = REQUIRED),
     FLD(struct qmp_cpu_def, STR, "alias-of", alias_of),
     FLD(struct qmp_cpu_def, TRI, "migration-safe", migration_safe, .of.names = &yesno_names),
     FLD(struct qmp_cpu_def, FLAG, "static", is_static, .flags = REQUIRED),
     FLD(struct qmp_cpu_def, FLAG, "deprecated", deprecated, .flags = REQUIRED),
     FLD(struct qmp_cpu_def, STRS, "unavailable-features", unavailable));

ROWS(cpu_defs, FLD(struct qmp_cpu_defs, LIST, ".", v, .of.rec = &qmp_cpu_def_rec));

ROWS(strings, FLD(struct qmp_strings, STRS, ".", v));

ROWS(type, FLD(struct qmp_type, STR, "name", name, .flags = REQUIRED), FLD(struct qmp_type, STR, "parent", parent));

ROWS(types, FLD(struct qmp_types, LIST, ".", v, .of.rec = &qmp_type_rec));

ROWS(typename, FLD(struct qmp_typename, STR, "typename", typename, .flags = REQUIRED));

ROWS(prop, FLD(struct qmp_prop, STR, "name", name, .flags = REQUIRED),
     FLD(struct qmp_prop, STR, "type", type, .flags = REQUIRED));

ROWS(props, FLD(struct qmp_props, LIST, ".", v, .of.rec = &qmp_prop_rec));

ROWS(ev_shutdown, FLD(struct qmp_ev_shutdown, FLAG, "guest", guest, .flags = REQUIRED),
     FLD(struct qmp_ev_shutdown, STR, "reason", reason, .flags = REQUIRED));

ROWS(ev_watchdog, FLD(struct qmp_ev_watchdog, STR, "action", action, .flags = REQUIRED));

ROWS(ev_panicked, FLD(struct qmp_ev_panicked, STR, "action", action, .flags = REQUIRED));

ROWS(ev_device, FLD(struct qmp_ev_device, STR, "device", device),
     FLD(struct qmp_ev_device, STR, "path", path, .flags = REQUIRED));

ROWS(ev_tray, FLD(struct qmp_ev_tray, STR, "device", device, .flags = REQUIRED),
     FLD(struct qmp_ev_tray, STR, "id", id, .flags = REQUIRED),
     FLD(struct qmp_ev_tray, FLAG, "tray-open", tray_open, .flags = REQUIRED));

ROWS(ev_io_error, FLD(struct qmp_ev_io_error, STR, "device", device, .flags = REQUIRED),
     FLD(struct qmp_ev_io_error, STR, "node-name", node_name),
     FLD(struct qmp_ev_io_error, STR, "operation", operation, .flags = REQUIRED),
     FLD(struct qmp_ev_io_error, STR, "action", action, .flags = REQUIRED),
     FLD(struct qmp_ev_io_error, TRI, "nospace", nospace, .of.names = &yesno_names),
     FLD(struct qmp_ev_io_error, STR, "reason", reason, .flags = REQUIRED));

#define BLOCK_JOB                                                                 \
    FLD(struct qmp_ev_block_job, STR, "type", type, .flags = REQUIRED),           \
        FLD(struct qmp_ev_block_job, STR, "device", device, .flags = REQUIRED),   \
        FLD(struct qmp_ev_block_job, ULONG, "len", len, .flags = REQUIRED),       \
        FLD(struct qmp_ev_block_job, ULONG, "offset", offset, .flags = REQUIRED), \
        FLD(struct qmp_ev_block_job, ULONG, "speed", speed, .flags = REQUIRED)
ROWS(ev_block_job, BLOCK_JOB);
SHARED(ev_block_job, ev_block_job_end, BLOCK_JOB, FLD(struct qmp_ev_block_job, STR, "error", error));

ROWS(ev_job, FLD(struct qmp_ev_job, STR, "id", id, .flags = REQUIRED),
     FLD(struct qmp_ev_job, STR, "status", status, .flags = REQUIRED));

ROWS(ev_threshold, FLD(struct qmp_ev_threshold, STR, "node-name", node_name, .flags = REQUIRED),
     FLD(struct qmp_ev_threshold, ULONG, "amount-exceeded", amount_exceeded, .flags = REQUIRED),
     FLD(struct qmp_ev_threshold, ULONG, "write-threshold", write_threshold, .flags = REQUIRED));

ROWS(ev_vserport, FLD(struct qmp_ev_vserport, STR, "id", id, .flags = REQUIRED),
     FLD(struct qmp_ev_vserport, FLAG, "open", open, .flags = REQUIRED));

ROWS(ev_nic_filter, FLD(struct qmp_ev_nic_filter, STR, "name", name),
     FLD(struct qmp_ev_nic_filter, STR, "path", path, .flags = REQUIRED));

/* The four kinds of graphics events share their structs; each says a part.  */
#define PEER_BASE                                                  \
    FLD(struct qmp_ev_peer, STR, "host", host, .flags = REQUIRED), \
        FLD(struct qmp_ev_peer, STR, "family", family, .flags = REQUIRED)
#define VNC_BASE PEER_BASE, FLD(struct qmp_ev_peer, STR, "service", service, .flags = REQUIRED)
#define SPICE_BASE PEER_BASE, FLD(struct qmp_ev_peer, STR, "port", service, .flags = REQUIRED)
#define PEER_AUTH FLD(struct qmp_ev_peer, STR, "auth", auth)
SHARED(ev_peer, vnc_peer, VNC_BASE);
SHARED(ev_peer, vnc_server, VNC_BASE, PEER_AUTH);
SHARED(ev_peer, vnc_client, VNC_BASE, FLD(struct qmp_ev_peer, STR, "sasl_username", sasl_username),
       FLD(struct qmp_ev_peer, STR, "x509_dname", x509_dname));
SHARED(ev_peer, spice_peer, SPICE_BASE);
SHARED(ev_peer, spice_server, SPICE_BASE, PEER_AUTH);
#define PEERS(id, s, c)                                                                                     \
    SHARED(ev_graphics, id,                                                                                 \
           FLD(struct qmp_ev_graphics, SUB, "server", server, .of.rec = &qmp_##s##_rec, .flags = REQUIRED), \
           FLD(struct qmp_ev_graphics, SUB, "client", client, .of.rec = &qmp_##c##_rec, .flags = REQUIRED))
PEERS(ev_vnc_connected, vnc_server, vnc_peer);
PEERS(ev_vnc, vnc_server, vnc_client);
PEERS(ev_spice, spice_peer, spice_peer);
PEERS(ev_spice_initialized, spice_server, spice_peer);

ROWS(ev_balloon, FLD(struct qmp_ev_balloon, ULONG, "actual", actual, .flags = REQUIRED));

ROWS(ev_memory_device, FLD(struct qmp_ev_memory_device, STR, "id", id),
     FLD(struct qmp_ev_memory_device, STR, "qom-path", qom_path, .flags = REQUIRED),
     FLD(struct qmp_ev_memory_device, ULONG, "size", size, .flags = REQUIRED));

ROWS(ev_rtc, FLD(struct qmp_ev_rtc, LONG, "offset", offset, .flags = REQUIRED));

ROWS(ev_migration, FLD(struct qmp_ev_migration, STR, "status", status, .flags = REQUIRED));

ROWS(ev_pass, FLD(struct qmp_ev_pass, INT, "pass", pass, .flags = REQUIRED));

static const struct rec qmp_none_rec = {"none", 0, NULL};
#define QMP_REC(r) (sizeof(struct qmp_##r) == sizeof(struct qmp_none) ? NULL : &qmp_##r##_rec)

#define QMP_ROW(fn, wire, in_, out_)                                                \
    const struct qmp_command qmp_cmd_##fn = {wire, QMP_REC(in_), QMP_REC(out_)};    \
    int qmp_##fn(struct qmp *q, const struct qmp_##in_ *in, struct qmp_##out_ *out) \
    {                                                                               \
        return qmp_call(q, &qmp_cmd_##fn, in, out, QMP_WAIT_MS);                    \
    }
QMP_COMMANDS(QMP_ROW)

#define QMP_ADDRESS(fn, wire, in_, out_) &qmp_cmd_##fn,
const struct qmp_command *const qmp_command_table[] = {QMP_COMMANDS(QMP_ADDRESS) NULL};

#define qmp_none_rec *(const struct rec *) NULL
#define QMP_EVENT_ROW(id, wire, rec_) [QMP_EVENT_##id] = {wire, &qmp_##rec_##_rec},
const struct qmp_event qmp_event_table[] = {QMP_EVENTS(QMP_EVENT_ROW){NULL, NULL}};
