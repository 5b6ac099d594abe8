/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * qmp.c: questions and the waiting for their answers. A question that its asker gave up on stays in the list
 * until QEMU answers it, so that a late answer is known for what it is.
 */
#define ERR_FROM VIR_FROM_QEMU
#include "drivers/qemu/qmp/private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/loop.h"

static __thread enum qmp_class last_class;
static __thread char last_desc[512];

enum qmp_class qmp_last(void)
{
    return last_class;
}

const char *qmp_last_desc(void)
{
    return last_desc;
}

static void note(enum qmp_class c, const char *desc)
{
    last_class = c;
    g_strlcpy(last_desc, desc, sizeof(last_desc));
}

int64_t qmp_now(void)
{
    return (int64_t) clock_ms();
}

/* ---- life ---- */

static struct qmp *open_common(int fd, const struct qmp_events *handlers, void *opaque, bool agent)
{
    struct qmp *q = g_new0(struct qmp, 1);
    pthread_condattr_t attr;
    q->refs = 1;
    q->fd = fd;
    q->agent = agent;
    q->greeted = agent;
    q->in = g_byte_array_new();
    q->opaque = opaque;
    if (handlers)
        q->handlers = *handlers;
    if (q->handlers.late)
        q->last_id = (uint64_t) g_get_real_time(); /* numbers that no predecessor has used */
    g_queue_init(&q->out);
    g_queue_init(&q->pending);
    pthread_mutex_init(&q->lock, NULL);
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&q->changed, &attr);
    pthread_condattr_destroy(&attr);
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    /* Disabled until q->watch is known to the handlers, which may call qmp_close.  */
    q->watch = watch_add(fd, 0, qmp_on_io, q);
    if (q->watch)
        watch_set(q->watch, EPOLLIN);
    else
        q->closed = true;
    return q;
}

struct qmp *qmp_open(int fd, const struct qmp_events *handlers, void *opaque)
{
    return open_common(fd, handlers, opaque, false);
}

struct qmp *qmp_open_agent(int fd, const struct qmp_events *handlers, void *opaque)
{
    return open_common(fd, handlers, opaque, true);
}

struct qmp *qmp_ref(struct qmp *q)
{
    atomic_fetch_add(&q->refs, 1);
    return q;
}

void qmp_pending_free(struct qmp_pending *p)
{
    json_decref(p->answer);
    g_free(p->name);
    g_free(p);
}

void qmp_unref(struct qmp *q)
{
    if (!q || atomic_fetch_sub(&q->refs, 1) != 1)
        return;
    atomic_store(&q->refs, 1); /* the loop may take one last reference while it is being closed */
    qmp_close(q);
    if (atomic_fetch_sub(&q->refs, 1) != 1)
        return;
    g_queue_clear_full(&q->pending, (GDestroyNotify) qmp_pending_free);
    close(q->fd);
    g_byte_array_unref(q->in);
    pthread_mutex_destroy(&q->lock);
    pthread_cond_destroy(&q->changed);
    g_free(q->reason);
    g_free(q);
}

/* Ends the conversation; true for the one that did it. Takes `reason`.  */
static bool shut(struct qmp *q, char *reason)
{
    pthread_mutex_lock(&q->lock);
    bool first = !q->closed;
    if (first) {
        q->closed = true;
        q->reason = g_steal_pointer(&reason);
        g_queue_clear_full(&q->out, (GDestroyNotify) qmp_chunk_free);
        shutdown(q->fd, SHUT_RDWR);
        pthread_cond_broadcast(&q->changed);
    }
    pthread_mutex_unlock(&q->lock);
    g_free(reason);
    return first;
}

void qmp_close(struct qmp *q)
{
    shut(q, NULL);
    pthread_mutex_lock(&q->lock);
    struct watch *w = g_steal_pointer(&q->watch);
    pthread_mutex_unlock(&q->lock);
    watch_remove(w); /* waits for a handler that runs */
}

/* On the loop's thread. The watch goes last: qmp_close by another waits for the handler by it.  */
void qmp_break(struct qmp *q, char *reason)
{
    if (shut(q, reason) && q->handlers.closed)
        q->handlers.closed(q, q->reason, q->opaque);
    qmp_close(q);
}

bool qmp_is_open(struct qmp *q)
{
    pthread_mutex_lock(&q->lock);
    bool open = !q->closed;
    pthread_mutex_unlock(&q->lock);
    return open;
}

bool qmp_stalled(struct qmp *q, unsigned ms)
{
    pthread_mutex_lock(&q->lock);
    const struct qmp_pending *oldest = g_queue_peek_head(&q->pending);
    bool stalled = oldest && qmp_now() - oldest->asked > (int64_t) ms;
    pthread_mutex_unlock(&q->lock);
    return stalled;
}

/* ---- asking ---- */

static int fail_closed(const struct qmp *q, const char *name)
{
    note(QMP_NO_ANSWER, "");
    if (q->reason)
        err(VIR_ERR_INTERNAL_ERROR, "the %s of the guest is closed: %s", q->agent ? "agent" : "QEMU monitor",
            q->reason);
    else if (q->agent)
        err(VIR_ERR_AGENT_UNRESPONSIVE, "guest agent is gone: no answer to '%s'", name);
    else
        err(VIR_ERR_INTERNAL_ERROR, "End of file from qemu monitor (in command '%s')", name);
    return -1;
}

/* Locked. The text of the message with its id; names and arguments are checked by whoever made them.  */
static char *compose(struct qmp *q, struct qmp_pending *p, json_t *args)
{
    json_t *msg = p->whole ? json_incref(args) : json_object();
    if (!p->whole) {
        json_object_set_new(msg, "execute", json_string(p->name));
        if (json_object_size(args))
            json_object_set(msg, "arguments", args);
    }
    g_autofree char *id = g_strdup_printf("libvirt-%" G_GUINT64_FORMAT, p->id);
    /* QEMU reads its input byte by byte, slowly: ours are short, a user's look as libvirt's do.  */
    if (!q->agent)
        json_object_set_new(msg, "id", p->whole ? json_string(id) : json_integer((json_int_t) p->id));
    char *text = json_dumps(msg, JSON_COMPACT);
    json_decref(msg);
    return text;
}

/* `args` is borrowed; with `whole` it is the message itself. `cmd` may be NULL.  */
static struct qmp_pending *ask(struct qmp *q, const char *name, const struct qmp_command *cmd, json_t *args, int fd,
                               bool whole)
{
    struct qmp_pending *p = g_new0(struct qmp_pending, 1);
    p->name = g_strdup(name);
    p->cmd = cmd;
    p->whole = whole;
    p->asked = qmp_now();
    pthread_mutex_lock(&q->lock);
    p->id = ++q->last_id;
    int r = q->closed ? fail_closed(q, name) : 0;
    if (r == 0 && q->pending.length >= QMP_PENDING_MAX) {
        note(QMP_NO_ANSWER, "");
        err(VIR_ERR_OPERATION_TIMEOUT, "QEMU has left %u commands unanswered; '%s' was not sent", q->pending.length,
            name);
        r = -1;
    }
    char *text = r == 0 ? compose(q, p, args) : NULL;
    if (r == 0) {
        size_t len = strlen(text);
        text[len] = '\n'; /* in place of the terminator: the length says where it ends */
        r = qmp_put(q, text, len + 1, fd);
        if (r < 0) {
            note(QMP_NO_ANSWER, "");
            err(VIR_ERR_OPERATION_FAILED, "Unable to send '%s' to QEMU: it takes no more commands", name);
        }
    }
    if (r == 0)
        g_queue_push_tail(&q->pending, p);
    pthread_mutex_unlock(&q->lock);
    if (r < 0) {
        qmp_pending_free(p);
        return NULL;
    }
    p->q = qmp_ref(q);
    return p;
}

static struct qmp_pending *ask_command(struct qmp *q, const struct qmp_command *cmd, const void *in, int fd)
{
    json_t *args = cmd->in && in ? qmp_encode(cmd->in, in) : NULL;
    struct qmp_pending *p = ask(q, cmd->name, cmd, args, fd, false);
    json_decref(args);
    return p;
}

struct qmp_pending *qmp_send(struct qmp *q, const struct qmp_command *cmd, const void *in)
{
    return ask_command(q, cmd, in, -1);
}

struct qmp_pending *qmp_send_json(struct qmp *q, const char *name, json_t *args)
{
    return ask(q, name, NULL, args, -1, false);
}

/* ---- waiting ---- */

static struct timespec when(int64_t ms)
{
    return (struct timespec){ms / 1000, ms % 1000 * 1000000};
}

/* Gives the pending up: frees it, or leaves it to its late answer.  */
void qmp_forget(struct qmp_pending *p)
{
    if (!p)
        return;
    struct qmp *q = p->q;
    pthread_mutex_lock(&q->lock);
    q->held -= p->bytes;
    bool listed = g_queue_find(&q->pending, p) != NULL;
    if (listed) {
        p->forgotten = true;
        p->q = NULL;
        q->synced = false;
    }
    pthread_mutex_unlock(&q->lock);
    if (!listed)
        qmp_pending_free(p);
    qmp_unref(q);
}

static int fail_late(const struct qmp_pending *p, const struct qmp *q)
{
    note(QMP_NO_ANSWER, "");
    if (q->agent)
        err(VIR_ERR_AGENT_UNRESPONSIVE, "guest agent didn't answer '%s' in time", p->name);
    else
        err(VIR_ERR_OPERATION_TIMEOUT, "QEMU did not answer the command '%s' in time", p->name);
    return -1;
}

/* The answer (owned by p), or NULL with the error set.  */
static json_t *await(struct qmp_pending *p, int64_t deadline_ms)
{
    struct qmp *q = p->q;
    struct timespec until = when(deadline_ms);
    int r = 0;
    pthread_mutex_lock(&q->lock);
    while (!p->answer && !q->closed && r == 0)
        r = pthread_cond_timedwait(&q->changed, &q->lock, &until);
    if (!p->answer)
        r = q->closed ? fail_closed(q, p->name) : fail_late(p, q);
    pthread_mutex_unlock(&q->lock);
    return p->answer;
}

static enum qmp_class class_of(const char *word)
{
    static const char *const words[] = {
        [QMP_GENERIC_ERROR] = "GenericError",      [QMP_COMMAND_NOT_FOUND] = "CommandNotFound",
        [QMP_DEVICE_NOT_FOUND] = "DeviceNotFound", [QMP_DEVICE_NOT_ACTIVE] = "DeviceNotActive",
        [QMP_KVM_MISSING_CAP] = "KVMMissingCap",
    };
    for (size_t i = QMP_GENERIC_ERROR; word && i < G_N_ELEMENTS(words); i++)
        if (!strcmp(words[i], word))
            return (enum qmp_class) i;
    return QMP_GENERIC_ERROR;
}

static int fail_refused(const struct qmp_pending *p, const json_t *error)
{
    const char *desc = json_string_value(json_object_get(error, "desc"));
    note(class_of(json_string_value(json_object_get(error, "class"))), desc ? desc : "");
    int code = last_class == QMP_DEVICE_NOT_FOUND ? VIR_ERR_DEVICE_MISSING : VIR_ERR_INTERNAL_ERROR;
    if (p->q->agent)
        err(code, "unable to execute QEMU agent command '%s': %s", p->name, desc ? desc : "no reason given");
    else
        err(code, "unable to execute QEMU command '%s': %s", p->name, desc ? desc : "no reason given");
    return -1;
}

static int fail_malformed(const char *name, const char *why)
{
    note(QMP_BAD_ANSWER, why);
    err(VIR_ERR_INTERNAL_ERROR, "QEMU's answer to '%s' is malformed: %s", name, why);
    return -1;
}

int qmp_wait(struct qmp_pending *p, void *out, int64_t deadline_ms)
{
    if (!p)
        return -1;
    const json_t *msg = await(p, deadline_ms), *error = json_object_get(msg, "error");
    int r = msg ? 0 : -1;
    if (r == 0 && error)
        r = fail_refused(p, error);
    if (r == 0)
        note(QMP_OK, "");
    if (r == 0 && out && p->cmd && p->cmd->out) {
        g_autofree char *why = qmp_decode(p->cmd->out, out, json_object_get(msg, "return"));
        r = why ? fail_malformed(p->name, why) : 0;
    }
    qmp_forget(p);
    return r;
}

int qmp_wait_json(struct qmp_pending *p, json_t **ret, int64_t deadline_ms)
{
    if (!p)
        return -1;
    json_t *msg = await(p, deadline_ms), *error = p->whole ? NULL : json_object_get(msg, "error");
    int r = msg ? 0 : -1;
    if (r == 0 && error)
        r = fail_refused(p, error);
    if (r == 0)
        note(QMP_OK, "");
    if (r == 0 && ret)
        *ret = json_incref(p->whole ? msg : json_object_get(msg, "return"));
    qmp_forget(p);
    return r;
}

/* ---- asking and waiting ---- */

/* A guest agent may still hold half a command or old answers: both sides start afresh at a number.  */
static int agent_sync(struct qmp *q, int64_t deadline)
{
    pthread_mutex_lock(&q->lock);
    bool synced = q->synced;
    for (GList *l = q->pending.head, *next; !synced && l; l = next) {
        next = l->next;
        struct qmp_pending *p = l->data;
        if (p->forgotten) {
            qmp_pending_free(p);
            g_queue_delete_link(&q->pending, l);
        }
    }
    json_t *args = json_pack("{s:I}", "id", (json_int_t) q->last_id + 1);
    pthread_mutex_unlock(&q->lock);
    int r = 0;
    if (!synced)
        r = qmp_wait_json(qmp_send_json(q, AGENT_SYNC, args), NULL, deadline);
    json_decref(args);
    if (r == 0 && !synced) {
        pthread_mutex_lock(&q->lock);
        q->synced = true;
        pthread_mutex_unlock(&q->lock);
    }
    return r;
}

int qmp_call_fd(struct qmp *q, const struct qmp_command *cmd, const void *in, int fd, void *out, unsigned timeout_ms)
{
    int64_t deadline = qmp_now() + timeout_ms;
    if (q->agent && agent_sync(q, deadline) < 0)
        return -1;
    return qmp_wait(ask_command(q, cmd, in, fd), out, deadline);
}

int qmp_call(struct qmp *q, const struct qmp_command *cmd, const void *in, void *out, unsigned timeout_ms)
{
    return qmp_call_fd(q, cmd, in, -1, out, timeout_ms);
}

int qmp_call_json(struct qmp *q, const char *name, json_t *args, json_t **ret, unsigned timeout_ms)
{
    int64_t deadline = qmp_now() + timeout_ms;
    if (q->agent && agent_sync(q, deadline) < 0)
        return -1;
    return qmp_wait_json(ask(q, name, NULL, args, -1, false), ret, deadline);
}

int qmp_handshake(struct qmp *q, unsigned timeout_ms)
{
    int64_t deadline = qmp_now() + timeout_ms;
    struct timespec until = when(deadline);
    int r = 0;
    pthread_mutex_lock(&q->lock);
    /* An earlier attempt's question is still on its way: another would not be heard sooner.  */
    while ((!q->greeted || q->pending.length > 0) && !q->closed && r == 0)
        r = pthread_cond_timedwait(&q->changed, &q->lock, &until);
    bool greeted = q->greeted && q->pending.length == 0;
    if (!greeted && q->closed) {
        fail_closed(q, "qmp_capabilities");
    } else if (!greeted) {
        note(QMP_NO_ANSWER, "");
        err(VIR_ERR_OPERATION_TIMEOUT, "QEMU did not open its monitor in time");
    }
    pthread_mutex_unlock(&q->lock);
    if (!greeted)
        return -1;
    return qmp_wait_json(qmp_send_json(q, "qmp_capabilities", NULL), NULL, deadline);
}

/* ---- pass-through ---- */

char *qmp_raw(struct qmp *q, const char *json, unsigned timeout_ms)
{
    int64_t deadline = qmp_now() + timeout_ms;
    g_autofree char *why = NULL;
    json_t *msg = qmp_read_json(json, strlen(json), &why), *answer = NULL;
    const char *name = json_string_value(json_object_get(msg, "execute"));
    if (!name)
        name = json_string_value(json_object_get(msg, "exec-oob"));
    if (!name) {
        err(VIR_ERR_INVALID_ARG, "cannot parse QEMU monitor command '%s': %s", json, why ? why : "it has no 'execute'");
        json_decref(msg);
        return NULL;
    }
    int r = q->agent ? agent_sync(q, deadline) : 0;
    if (r == 0)
        r = qmp_wait_json(ask(q, name, NULL, msg, -1, true), &answer, deadline);
    json_decref(msg);
    if (r < 0)
        return NULL;
    char *text = json_dumps(answer, JSON_COMPACT), *copy = g_strdup(text);
    json_decref(answer);
    free(text);
    return copy;
}

char *qmp_hmp(struct qmp *q, const char *line, unsigned timeout_ms)
{
    json_t *args = json_pack("{s:s}", "command-line", line), *ret = NULL;
    if (!args) {
        err(VIR_ERR_INVALID_ARG, "the monitor command is not UTF-8");
        return NULL;
    }
    int r = qmp_call_json(q, "human-monitor-command", args, &ret, timeout_ms);
    json_decref(args);
    if (r < 0)
        return NULL;
    char *text = g_strdup(json_is_string(ret) ? json_string_value(ret) : "");
    json_decref(ret);
    return text;
}
