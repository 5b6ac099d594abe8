/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The device plan over QMP: what a device of a golden document is at cold boot, it is when plugged in. A peer
 * on a socket pair plays QEMU: it notes the commands, and fails one when told to, to see that all is taken
 * back. `HOTPLUG_WRITE=1` writes the golden files of tests/golden/hotplug anew.
 */
#define ERR_FROM VIR_FROM_NONE
#include "cmocka-all.h"

#include <fcntl.h>
#include <glib.h>
#include <jansson.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "drivers/qemu/plan/plan.h"
#include "drivers/qemu/qmp/qmp.h"
#include "model/domain/domain.h"

/* ---- the peer ---- */
struct peer {
    int fd;
    unsigned fail_at; /* 1: the first command fails; 0: none */
    unsigned seen;
    GString *log;
    pthread_t thread;
    struct qmp *q;
};

static void answer(struct peer *p, json_t *command)
{
    const json_t *id = json_object_get(command, "id");
    bool fails = p->fail_at && ++p->seen == p->fail_at;
    json_t *reply = fails ? json_pack("{s:{s:s, s:s}}", "error", "class", "GenericError", "desc", "no room")
                          : json_pack("{s:{}}", "return");
    char *text;

    if (strcmp(json_string_value(json_object_get(command, "execute")), "add-fd") == 0 && !fails)
        json_object_set_new(reply, "return", json_pack("{s:i, s:i}", "fdset-id", 0, "fd", 9));
    if (id)
        json_object_set(reply, "id", (json_t *) id);
    text = json_dumps(reply, JSON_COMPACT);
    (void) !write(p->fd, text, strlen(text));
    (void) !write(p->fd, "\r\n", 2);
    free(text);
    json_decref(reply);
}

static void note(struct peer *p, json_t *command)
{
    json_t *copy = json_copy(command);
    char *text;

    json_object_del(copy, "id");
    text = json_dumps(copy, JSON_COMPACT);
    g_string_append_printf(p->log, "%s\n", text);
    free(text);
    json_decref(copy);
}

static void *serve(void *peer_)
{
    struct peer *p = peer_;
    g_autoptr(GString) line = g_string_new(NULL);
    char c;

    while (read(p->fd, &c, 1) == 1) {
        json_t *command;

        if (c != '\n') {
            g_string_append_c(line, c);
            continue;
        }
        command = json_loads(line->str, 0, NULL);
        g_string_truncate(line, 0);
        if (!command)
            continue;
        note(p, command); /* before the answer: the test's own marks come after it */
        answer(p, command);
        json_decref(command);
    }
    return NULL;
}

static void ignore_event(struct qmp *q, unsigned id, const void *data, int64_t usec, void *opaque)
{
}

static void ignore_closed(struct qmp *q, const char *reason, void *opaque)
{
}

static const struct qmp_events handlers = {ignore_event, NULL, ignore_closed};

static void peer_start(struct peer *p)
{
    static const char greeting[] = "{\"QMP\":{\"version\":{\"qemu\":{\"major\":7,\"minor\":2,\"micro\":0},"
                                   "\"package\":\"\"},\"capabilities\":[]}}\r\n";
    int v[2];
    unsigned fail_at = p->fail_at;

    p->fail_at = 0; /* not the handshake */
    p->log = g_string_new(NULL);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, v), 0);
    p->fd = v[1];
    assert_int_equal(write(p->fd, greeting, sizeof(greeting) - 1), sizeof(greeting) - 1);
    p->q = qmp_open(v[0], &handlers, NULL);
    pthread_create(&p->thread, NULL, serve, p);
    assert_int_equal(qmp_handshake(p->q, 5000), 0);
    p->fail_at = fail_at;
}

static char *peer_stop(struct peer *p)
{
    char *log, *first;

    qmp_close(p->q);
    qmp_unref(p->q);
    shutdown(p->fd, SHUT_RDWR);
    pthread_join(p->thread, NULL);
    close(p->fd);
    log = g_string_free(p->log, false);
    first = strchr(log, '\n'); /* qmp_capabilities */
    if (first)
        memmove(log, first + 1, strlen(first));
    return log;
}

/* ---- devices ---- */
static char *file_of(const char *folder, const char *name, const char *suffix)
{
    return g_strdup_printf("%s/tests/golden/%s/%s%s", g_getenv("NEOVIRT_SOURCE"), folder, name, suffix);
}

static int some_fd(void *opaque, enum plan_fd what, const void *device, unsigned index)
{
    if (what == PLAN_FD_VHOST_NET)
        return -1;
    return open("/dev/null", O_RDONLY | O_CLOEXEC);
}

static const struct plan_env env = {
    .domain_dir = "/run/domain-1-x", .channel_dir = "/run/channel", .ram_dir = "/run/ram", .fd = some_fd};

static struct domain_def *document(const char *name)
{
    g_autofree char *path = file_of("domain", name, ".define.xml");
    g_autofree char *text = NULL;
    struct domain_def *def;

    assert_true(file_load(path, 1 << 20, &text) > 0);
    def = domain_parse(text, REC_INACTIVE, NULL, NULL);
    assert_non_null(def);
    domain_def_alias(def);
    return def;
}

struct search {
    const char *alias;
    void *found;
};

static int find(struct domain_def *def, const char *kind, void *dev, struct device_info *info, void *arg)
{
    struct search *s = arg;

    if (g_strcmp0(info->alias.name, s->alias) == 0)
        s->found = dev;
    return s->found != NULL;
}

static struct plan *device_plan(const char *name, const char *alias)
{
    struct domain_def *def = document(name);
    struct search s = {alias, NULL};
    struct plan *p;

    domain_each_device(def, find, &s);
    assert_non_null(s.found);
    p = plan_device(def, s.found, &env);
    domain_def_free(def);
    return p;
}

static const struct {
    const char *document, *alias;
} devices[] = {
    {"live-pc-disks", "virtio-disk0"},
    {"live-pc-disks", "scsi0-0-0-0"},
    {"live-pc-disks", "scsi0"},
    {"disk-backing-explicit", "virtio-disk0"},
    {"disk-nbd", "virtio-disk0"},
    {"live-q35-nets", "net0"},
    {"live-q35-nets", "net1"},
    {"live-q35-options", "net1"},
    {"live-q35-typical", "channel0"},
    {"live-q35-typical", "rng0"},
    {"live-q35-typical", "watchdog0"},
    {"live-pc-chardevs", "parallel0"},
    {"live-pc-chardevs", "console1"},
    {"live-q35-spice", "redir0"},
    {"live-q35-spice", "sound0"},
    {"memory-dimm", "dimm0"},
    {"vsock-fixed", "vsock0"},
    {"shmem-plain", "shmem0"},
    {"hub-usb", "hub0"},
    {"input-most", "input8"},
};

/* Two documents may differ in the image index only; descriptors are named, so no number of this run is in there.  */
static void test_commands(void **state)
{
    unsigned bad = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(devices); i++) {
        g_autofree char *name = g_strdup_printf("%s.%s", devices[i].document, devices[i].alias);
        g_autofree char *path = file_of("hotplug", name, ".qmp");
        g_autofree char *want = NULL;
        g_autofree char *got = NULL;
        struct plan *p = device_plan(devices[i].document, devices[i].alias);
        struct peer peer = {0};

        if (!p) {
            fprintf(stderr, "%s: %s\n", name, err_thread()->message);
            bad++;
            continue;
        }
        peer_start(&peer);
        if (plan_hotplug(p, peer.q) < 0) {
            fprintf(stderr, "%s: %s\n", name, err_thread()->message);
            bad++;
        }
        g_string_append(peer.log, "--\n");
        assert_int_equal(plan_unplug(p, peer.q), 0);
        got = peer_stop(&peer);
        plan_free(p);
        if (g_getenv("HOTPLUG_WRITE"))
            assert_true(g_file_set_contents(path, got, -1, NULL));
        if (file_load(path, 1 << 20, &want) < 0 || strcmp(want, got) != 0) {
            fprintf(stderr, "%s:\n  want\n%s  got\n%s", name, want ? want : "nothing\n", got);
            bad++;
        }
    }
    assert_int_equal(bad, 0);
}

/* Each command fails once: what was added before is removed, in reverse, and the error is QEMU's.  */
static void test_failures(void **state)
{
    for (unsigned at = 1; at <= 5; at++) {
        struct plan *p = device_plan("disk-backing-explicit", "virtio-disk0");
        struct peer peer = {.fail_at = at};
        g_autofree char *log = NULL;
        unsigned adds = 0, dels = 0;

        assert_non_null(p);
        assert_int_equal(p->ops->len >= 5, 1);
        peer_start(&peer);
        assert_int_equal(plan_hotplug(p, peer.q), -1);
        assert_non_null(strstr(err_thread()->message, "no room"));
        log = peer_stop(&peer);
        plan_free(p);
        for (char *s = log; (s = strstr(s, "blockdev-add")); s++)
            adds++;
        for (char *s = log; (s = strstr(s, "blockdev-del")); s++)
            dels++;
        assert_int_equal(adds + (strstr(log, "device_add") != NULL), at);
        assert_int_equal(dels, at - 1);
        err_reset();
    }
}

/* A device plugged in is the device of cold boot: the same operations stand in the plan of the whole guest.  */
static int same_as_cold(struct domain_def *def, const char *kind, void *dev, struct device_info *info, void *arg)
{
    const struct plan *whole = arg;
    struct plan *one = plan_device(def, dev, &env);

    for (unsigned i = 0; one && i < one->ops->len; i++) {
        const struct planned *op = one->ops->pdata[i];
        bool found = false;

        if (op->fds || op->op == OP_ARG) /* numbers differ from run to run */
            continue;
        for (unsigned k = 0; !found && k < whole->ops->len; k++) {
            const struct planned *w = whole->ops->pdata[k];

            found = w->op == op->op && json_equal(w->props, op->props);
        }
        if (!found)
            fprintf(stderr, "%s: %s '%s' differs from cold boot\n", def->name, kind, op->name);
        assert_true(found);
    }
    plan_free(one);
    err_reset();
    return 0;
}

static void test_cold_is_hot(void **state)
{
    static const char *const names[] = {"live-pc-disks", "live-q35-typical", "q35-mix",
                                        "pc-mix",        "order-chardev",    "channel-all",
                                        "input-most",    "usb-many-inputs",  "rng-all"};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        struct domain_def *def = document(names[i]);
        struct plan *whole;

        for (size_t k = 0; k < def->graphics.n; k++)
            if (def->graphics.v[k]->port <= 0)
                def->graphics.v[k]->port = 5900;
        whole = plan_domain(def, &env);
        if (!whole)
            fprintf(stderr, "%s: %s\n", names[i], err_thread()->message);
        assert_non_null(whole);
        domain_each_device(def, same_as_cold, whole);
        plan_free(whole);
        domain_def_free(def);
    }
}

static void test_throttle(void **state)
{
    struct domain_def *def = document("disk-iotune");
    json_t *limits = plan_throttle(def->disks.v[0]);

    assert_non_null(limits);
    assert_string_equal(json_string_value(json_object_get(limits, "id")), def->disks.v[0]->info.alias.name);
    assert_int_equal(json_integer_value(json_object_get(limits, "bps")), def->disks.v[0]->more->iotune.total_bytes_sec);
    assert_int_equal(json_integer_value(json_object_get(limits, "iops_rd")),
                     def->disks.v[0]->more->iotune.read_iops_sec);
    json_decref(limits);
    rec_done(&disk_iotune_rec, &def->disks.v[0]->more->iotune);
    assert_null(plan_throttle(def->disks.v[0]));
    domain_def_free(def);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_commands),
        cmocka_unit_test(test_failures),
        cmocka_unit_test(test_cold_is_hot),
        cmocka_unit_test(test_throttle),
    };
    return cmocka_run_group_tests_name("hotplug", tests, NULL, NULL);
}
