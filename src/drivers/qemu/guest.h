/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * guest.h: the driver's own state, a guest, and one run of a guest.
 *
 * A guest is a registry object. While it runs (or starts, or stops) it has a `struct run`: everything that
 * exists only because QEMU runs, made and unmade by the steps of start.c. A run is reference-counted, so that a
 * call waiting for QEMU never holds a lock, and finds its run ended rather than gone.
 *
 * Whoever ends a run claims it first (guest_stop): the dispatcher lets a destroy in beside any job.
 */
#pragma once

#include <glib.h>
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/loop.h"
#include "core/object.h"
#include "core/session.h"
#include "drivers/qemu/caps/caps.h"
#include "drivers/qemu/settings.h"
#include "drivers/qemu/qmp/qmp.h"
#include "model/domain/domain.h"

struct qemu { /* one instance of the driver */
    bool privileged;
    char *uri;  /* qemu:///system, qemu:///session, qemu:///embed?root=... */
    char *root; /* embed */
    struct qemu_config config;
    struct qemu_dirs dirs;
    struct registry *guests;
    struct caps_store *caps;
    struct loop *loop;    /* waits for the end of guests */
    GThreadPool *work;    /* what events of QEMU ask to be done; job waits happen here */
    pthread_mutex_t lock; /* the members below */
    int next_id;
    unsigned next_tap;
    unsigned long ports[65536 / (8 * sizeof(long))]; /* taken by our guests */
    int pidfile;
};

enum run_phase { RUN_STARTING, RUN_RUNNING, RUN_STOPPING, RUN_ENDED };

struct run { /* members are set by the steps, and constant while RUN_RUNNING unless said otherwise */
    _Atomic int refs;
    struct guest *guest; /* referenced */
    struct qemu *qemu;
    enum run_phase phase; /* under the object's lock */
    size_t done;          /* steps applied */
    bool autodestroy;
    struct session *owner;  /* of autodestroy; compared only */
    struct domain_def *def; /* while starting: being completed; then NULL, for object_live() has it */
    struct qemu_caps *caps;
    int id;
    char *dir; /* lib/domain-ID-NAME */
    char *channel_dir;
    char *monitor_path;
    int monitor_listen; /* until QEMU has it */
    GPtrArray *taps;    /* struct tap_plug *: until QEMU has them */
    GArray *listeners;  /* struct chardev_listen: unix sockets made for QEMU */
    int log;
    off_t log_from; /* where this run's part begins */
    pid_t pid;
    uint64_t pid_start;
    int pidfd;
    sd_event_source *death; /* touched on the loop only */
    struct qmp *monitor;
    bool monitor_closed, paused, labelling;
    bool ready;             /* the monitor takes commands; under the lock */
    bool labels_exact;      /* `labels` are all: not so after a take-over */
    struct qmp *agent;      /* under the object's lock; NULL: not connected */
    bool agent_open;        /* the guest's side of the agent channel; under the lock */
    int agent_timeout;      /* seconds; VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_*; under the lock */
    GArray *vcpu_tids;      /* pid_t; under the lock when changed later */
    bool expected;          /* a cont or stop of ours is under way; under the lock */
    int expect_reason;      /* virDomainRunningReason or -PausedReason of it */
    int pause_reason;       /* said by an event before its STOP; 0: none */
    bool fake_reboot;       /* on_reboot: the powerdown is to end in a reset */
    bool shutdown_seen;     /* QEMU said SHUTDOWN */
    bool quiet_stop;        /* QEMU's next STOP is part of a reboot */
    GHashTable *consoles;   /* alias -> struct stream *: open ones; under the lock */
    GPtrArray *labels;      /* struct label *: what was chowned */
    pthread_mutex_t saving; /* one writer of the status file */
    bool no_status;         /* it is removed, or never to be: under the lock */
    GQueue events;          /* struct occurrence *: under the lock */
    bool events_running;
};

struct guest {
    struct object o;
    struct qemu *qemu;
    /* under o.lock */
    int state, reason;       /* virDomainState and its reason */
    struct run *run;         /* NULL: not active */
    pthread_mutex_t editing; /* copy, change, swap of the live definition */
    bool updated;
};

extern const struct objtype guest_type;

static inline struct guest *guest_of(struct object *o)
{
    return (struct guest *) o;
}
static inline const struct domain_def *def_domain(const struct def *d)
{
    return d->data;
}

struct guest *guest_new(struct qemu *q, const char *name, const uint8_t uuid[16]);
/* The call's guest and driver.  */
struct guest *guest_of_call(const struct call *c);
static inline struct qemu *qemu_of_call(const struct call *c)
{
    return c->state;
}

/* The run, referenced; NULL with "domain is not running" set. Waits for the monitor of a guest that is being taken
 * over; NULL if it does not come.  */
struct run *guest_run(struct guest *g);
struct run *run_new(struct guest *g);
struct run *run_ref(struct run *r);
void run_unref(struct run *r);
#define cleanup_run __attribute__((cleanup(run_unrefp)))
static inline void run_unrefp(struct run **r)
{
    run_unref(*r);
}
#define cleanup_def __attribute__((cleanup(def_unrefp)))
static inline void def_unrefp(struct def **d)
{
    def_unref(*d);
}

bool guest_matches(struct guest *g, unsigned flags); /* VIR_CONNECT_LIST_DOMAINS_* */
void guest_set_state(struct guest *g, int state, int reason);
void guest_get_state(struct guest *g, int *ret_state, int *ret_reason);
/* Changes a copy of the live definition and swaps it in; the status file follows. -1: error set, nothing changed.  */
int guest_edit_live(struct guest *g, int (*change)(struct domain_def *def, void *arg), void *arg);
/* The same for the config, which is written to disk before it counts.  */
int guest_edit_config(struct guest *g, int (*change)(struct domain_def *def, void *arg), void *arg);
/* Decides what VIR_DOMAIN_AFFECT_* mean for this guest now; -1: error set.  */
int guest_affect(struct guest *g, unsigned flags, bool *ret_live, bool *ret_config);
int not_running(void); /* sets the error, -1 */

/* ---- the parts ---- */
/* driver.c */
extern struct qemu *qemu_instance; /* of this process; NULL: the driver was not started */
void qemu_driver_register(void);
int qemu_driver_start(bool privileged, const char *root);
void qemu_driver_stop(void);
void qemu_active(struct qemu *q, int by); /* guests that run */

/* persist.c */
int persist_save(struct guest *g, const struct domain_def *def);
int persist_remove(struct guest *g, const char *name);
int persist_autostart(struct guest *g, bool on);
int persist_load_all(struct qemu *q);
char *persist_path(const struct qemu *q, const char *name);
char *persist_banner(const char *name);
/* define.c: where another version of the daemon keeps a suspended guest.  */
char *managed_save_path(const struct guest *g);
/* What a document is completed with. `caps` NULL: only what the host knows without asking a QEMU.  */
void domain_facts_of(struct qemu *q, struct qemu_caps *caps, struct domain_facts *facts);
/* Reads a client's document for this driver; NULL: error set.  */
struct domain_def *domain_read(struct qemu *q, const char *xml, unsigned how);

/* status.c */
int status_save(struct run *r); /* -errno: logged; the guest runs on, but a later daemon may not know of it */
void status_remove(struct run *r);
/* A run and its guest as the file tells; NULL: error set.  */
struct run *status_load(struct qemu *q, const char *name);

/* start.c, stop.c */
enum { START_PAUSED = 1 << 0, START_AUTODESTROY = 1 << 1, START_BOOTED = 1 << 2, START_FORCE_BOOT = 1 << 3 };
/* `def` (taken, also on failure): what to run instead of the config; NULL: the config.  */
int guest_start(struct guest *g, struct domain_def *def, unsigned how, struct session *owner);
/* Ends the run: kills QEMU unless it is dead, undoes the steps, tells the world. `r` NULL: whatever run there is.
 * 0 when the guest is not active afterwards; -1: error set.  */
int guest_stop(struct guest *g, struct run *r, int reason, int event_detail, unsigned how);
enum { STOP_GRACEFUL = 1 << 0 };
size_t start_step_index(const char *name); /* number of steps done when `name` was the last; 0: none */
void run_undo(struct run *r);
void run_release(struct guest *g, struct run *r);
void run_watch(struct run *r); /* from now on the end of QEMU is noticed */
void run_unwatch(struct run *r);

/* monitor.c */
extern const struct qmp_events monitor_events;
void run_cont_expect(struct run *r, int reason);
void run_work(struct run *r, void (*fn)(struct run *r, void *arg), void *arg); /* later, on the pool, in order */
void status_save_later(struct run *r); /* on the pool, once however often it is asked */
int run_resume(struct run *r, int reason);
int run_pause(struct run *r, int reason);

GThreadPool *monitor_pool_new(void);

/* hotplug.c */
void device_gone(struct run *r, const char *alias); /* DEVICE_DELETED */

/* restart.c */
void restart_all(struct qemu *q);
void run_leave(struct run *r);

/* agent.c */
struct qmp *guest_agent(struct run *r);                         /* referenced, synchronised; NULL: error set */
void channel_changed(struct run *r, const char *id, bool open); /* VSERPORT_CHANGE */
void agent_drop(struct run *r);
void agent_started(struct run *r);
unsigned agent_timeout_ms(struct run *r);

/* emit.c: events */
void emit_lifecycle(struct guest *g, int event, int detail);
