/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * input.c: what QEMU says: cut into messages, checked, given to the asker or to the event handlers. Any
 * breach of the protocol ends this monitor and no other.
 */
#include "drivers/qemu/qmp/private.h"

#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#define READ_PER_TURN (256u << 10) /* then the other guests have theirs */

/* A guest agent answers in order and knows no ids, but for the number of the synchronisation.  */
static struct qmp_pending *find_agents(struct qmp *q, const json_t *msg)
{
    struct qmp_pending *p = g_queue_peek_head(&q->pending);
    if (p && !strcmp(p->name, AGENT_SYNC) && json_integer_value(json_object_get(msg, "return")) != (json_int_t) p->id)
        return NULL;
    return p;
}

static struct qmp_pending *find_pending(struct qmp *q, const json_t *msg)
{
    const json_t *id = json_object_get(msg, "id");
    uint64_t n = 0;
    if (q->agent)
        return find_agents(q, msg);
    if (json_is_integer(id))
        n = (uint64_t) json_integer_value(id);
    else if (json_is_string(id) && g_str_has_prefix(json_string_value(id), "libvirt-"))
        n = g_ascii_strtoull(json_string_value(id) + strlen("libvirt-"), NULL, 10);
    for (GList *l = q->pending.head; l; l = l->next) {
        struct qmp_pending *p = l->data;
        if (p->id == n && !p->answer)
            return p;
    }
    return NULL;
}

/* Takes the message.  */
static char *on_answer(struct qmp *q, json_t *msg, size_t bytes)
{
    pthread_mutex_lock(&q->lock);
    struct qmp_pending *p = find_pending(q, msg);
    bool late = !p && !q->agent && q->handlers.late > 0 && json_object_get(msg, "id");
    if (late)
        q->handlers.late--;         /* the daemon that asked was killed */
    if (late || (!p && q->agent)) { /* an agent's: from before the synchronisation */
        pthread_mutex_unlock(&q->lock);
        json_decref(msg);
        return NULL;
    }
    if (!p) {
        pthread_mutex_unlock(&q->lock);
        char *text = json_dumps(json_object_get(msg, "error"), JSON_COMPACT | JSON_ENCODE_ANY);
        char *why = text ? g_strdup_printf("it refused what it was sent: %.200s", text)
                         : g_strdup("it answered a question that was not asked");
        free(text);
        json_decref(msg);
        return why;
    }
    g_queue_remove(&q->pending, p);
    if (p->forgotten) {
        json_decref(msg);
        qmp_pending_free(p);
    } else {
        p->answer = msg;
        p->bytes = bytes;
        q->held += bytes;
    }
    bool flooded = q->held > QMP_HELD_MAX;
    pthread_cond_broadcast(&q->changed);
    pthread_mutex_unlock(&q->lock);
    return flooded ? g_strdup("its answers take too much memory") : NULL;
}

static int64_t event_time(const json_t *msg)
{
    const json_t *t = json_object_get(msg, "timestamp");
    json_int_t s = json_integer_value(json_object_get(t, "seconds"));
    json_int_t us = json_integer_value(json_object_get(t, "microseconds"));
    if (s < 0 || s > INT64_MAX / 2000000 || us < 0 || us >= 1000000)
        return 0;
    return (int64_t) s * 1000000 + us;
}

static char *run_handler(struct qmp *q, unsigned id, const json_t *data, int64_t usec)
{
    const struct qmp_event *row = &qmp_event_table[id];
    if (!row->rec) {
        q->handlers.event(q, id, NULL, usec, q->opaque);
        return NULL;
    }
    g_autofree void *obj = g_malloc0(row->rec->size);
    g_autofree char *why = qmp_decode(row->rec, obj, data);
    if (why)
        return g_strdup_printf("its event %s is malformed: %s", row->name, why);
    q->handlers.event(q, id, obj, usec, q->opaque);
    rec_done(row->rec, obj);
    return NULL;
}

static char *on_event(struct qmp *q, const json_t *msg)
{
    const char *name = json_string_value(json_object_get(msg, "event"));
    const json_t *data = json_object_get(msg, "data");
    int64_t usec = event_time(msg), now = qmp_now() / 1000;
    if (!name)
        return g_strdup("it sent an event without a name");
    if (now != q->second)
        q->events = 0;
    q->second = now;
    if (++q->events > QMP_EVENTS_MAX)
        return g_strdup("it floods the monitor with events");
    if (q->handlers.any)
        q->handlers.any(q, name, data, usec, q->opaque);
    for (unsigned i = 0; q->handlers.event && i < QMP_EVENT_LAST; i++)
        if (!strcmp(qmp_event_table[i].name, name))
            return run_handler(q, i, data, usec);
    return NULL;
}

static char *on_greeting(struct qmp *q)
{
    pthread_mutex_lock(&q->lock);
    bool again = q->greeted;
    q->greeted = true;
    pthread_cond_broadcast(&q->changed);
    pthread_mutex_unlock(&q->lock);
    return again ? g_strdup("it greeted twice") : NULL;
}

/* One line. NULL, or what is wrong with it.  */
static char *on_line(struct qmp *q, const char *line, size_t len)
{
    char *why = NULL;
    if (len && line[len - 1] == '\r')
        len--;
    if (len && (unsigned char) line[0] == 0xff) { /* the agent's mark of a fresh start */
        line++;
        len--;
    }
    if (len == 0)
        return NULL;
    json_t *msg = qmp_read_json(line, len, &why);
    if (!msg && q->agent) { /* what the guest's other programs left in the channel */
        g_free(why);
        return NULL;
    }
    if (!msg)
        return why;
    if (json_object_get(msg, "return") || json_object_get(msg, "error"))
        return on_answer(q, msg, len);
    if (json_object_get(msg, "event"))
        why = on_event(q, msg);
    else if (json_object_get(msg, "QMP"))
        why = on_greeting(q);
    else
        why = g_strdup("it said something that is no answer, event or greeting");
    json_decref(msg);
    return why;
}

static bool is_closed(struct qmp *q)
{
    pthread_mutex_lock(&q->lock);
    bool closed = q->closed;
    pthread_mutex_unlock(&q->lock);
    return closed;
}

/* Works off the whole lines of q->in. A handler may close the conversation in between.  */
static char *on_bytes(struct qmp *q)
{
    char *why = NULL, *nl;
    size_t start = 0;
    while (!why && (nl = memchr(q->in->data + q->scanned, '\n', q->in->len - q->scanned))) {
        size_t end = (size_t) (nl - (char *) q->in->data);
        if (is_closed(q))
            return NULL;
        why = on_line(q, (char *) q->in->data + start, end - start);
        start = q->scanned = end + 1;
    }
    if (start)
        g_byte_array_remove_range(q->in, 0, start);
    q->scanned = q->in->len;
    if (q->in->len == 0 && start > (1u << 20)) { /* a large answer must not keep its memory for ever */
        g_byte_array_unref(q->in);
        q->in = g_byte_array_new();
    }
    if (!why && q->in->len > QMP_LINE_MAX)
        why = g_strdup("its message is too long");
    return why;
}

/* Reads one turn's worth. 0, or 1 at the end of the stream with `*why` NULL or what is wrong.  */
static int read_turn(struct qmp *q, char **why)
{
    char buf[16384];
    for (size_t total = 0; total < READ_PER_TURN;) {
        ssize_t n = read(q->fd, buf, sizeof(buf));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return 0;
        if (n <= 0)
            return 1;
        g_byte_array_append(q->in, (const guint8 *) buf, (guint) n);
        total += (size_t) n;
        if ((*why = on_bytes(q)))
            return 1;
        if ((size_t) n < sizeof(buf) || is_closed(q))
            return 0;
    }
    return 0;
}

void qmp_on_io(uint32_t events, void *opaque)
{
    struct qmp *q = qmp_ref(opaque);
    char *why = NULL;
    int end = 0;
    if (events & (EPOLLIN | EPOLLHUP | EPOLLERR))
        end = read_turn(q, &why);
    if (!end && (events & EPOLLOUT)) {
        pthread_mutex_lock(&q->lock);
        end = qmp_flush(q) < 0;
        pthread_mutex_unlock(&q->lock);
    }
    if (end)
        qmp_break(q, why);
    qmp_unref(q);
}
