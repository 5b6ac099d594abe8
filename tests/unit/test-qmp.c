/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* QMP client: a peer at the other end of a socket pair plays QEMU, honest and otherwise. */
#define ERR_FROM VIR_FROM_NONE
#include "cmocka-all.h"

#include <glib.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/err.h"
#include "drivers/qemu/qmp/codec.h"
#include "drivers/qemu/qmp/qmp.h"

struct seen {
    _Atomic int events, any, closed;
    char reason[256];
    bool guest;
    int64_t usec;
    pthread_mutex_t lock;
    pthread_cond_t changed;
};

static void bump(struct seen *s, _Atomic int *n)
{
    pthread_mutex_lock(&s->lock);
    (*n)++;
    pthread_cond_broadcast(&s->changed);
    pthread_mutex_unlock(&s->lock);
}

static void on_event(struct qmp *q, unsigned id, const void *data, int64_t usec, void *opaque)
{
    struct seen *s = opaque;
    if (id == QMP_EVENT_SHUTDOWN)
        s->guest = ((const struct qmp_ev_shutdown *) data)->guest;
    s->usec = usec;
    bump(s, &s->events);
}

static void on_any(struct qmp *q, const char *name, const json_t *data, int64_t usec, void *opaque)
{
    struct seen *s = opaque;
    bump(s, &s->any);
}

static void on_closed(struct qmp *q, const char *reason, void *opaque)
{
    struct seen *s = opaque;
    g_strlcpy(s->reason, reason ? reason : "", sizeof(s->reason));
    bump(s, &s->closed);
}

static const struct qmp_events handlers = {on_event, on_any, on_closed};

struct pair {
    struct qmp *q;
    int peer;
    struct seen seen;
};

static void pair_open(struct pair *p, bool agent)
{
    int v[2];
    memset(p, 0, sizeof(*p));
    pthread_mutex_init(&p->seen.lock, NULL);
    pthread_cond_init(&p->seen.changed, NULL);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, v), 0);
    p->peer = v[1];
    p->q = agent ? qmp_open_agent(v[0], &handlers, &p->seen) : qmp_open(v[0], &handlers, &p->seen);
}

static void pair_close(struct pair *p)
{
    qmp_close(p->q);
    qmp_unref(p->q);
    if (p->peer >= 0)
        close(p->peer);
}

static void say(struct pair *p, const char *text)
{
    assert_int_equal(send(p->peer, text, strlen(text), MSG_NOSIGNAL), strlen(text));
}

/* One line that the client sent.  */
static char *hear(struct pair *p)
{
    GString *s = g_string_new(NULL);
    char c;
    while (read(p->peer, &c, 1) == 1 && c != '\n')
        g_string_append_c(s, c);
    return g_string_free(s, FALSE);
}

static void wait_for(struct seen *s, _Atomic int *n, int want)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 10;
    pthread_mutex_lock(&s->lock);
    int r = 0;
    while (*n < want && r == 0)
        r = pthread_cond_timedwait(&s->changed, &s->lock, &until);
    pthread_mutex_unlock(&s->lock);
    assert_int_equal(r, 0);
}

/* The client is broken for a reason that holds `words`, and says so to callers.  */
static void expect_broken(struct pair *p, const char *words)
{
    wait_for(&p->seen, &p->seen.closed, 1);
    assert_non_null(strstr(p->seen.reason, words));
    assert_false(qmp_is_open(p->q));
    assert_int_equal(qmp_stop(p->q, NULL, NULL), -1);
    assert_non_null(strstr(err_thread()->message, words));
    assert_int_equal(qmp_last(), QMP_NO_ANSWER);
}

static const char greeting[] =
    "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 22, \"minor\": 2, \"major\": 7}}, \"capabilities\": []}}\r\n";

static void *play_handshake(void *arg)
{
    struct pair *p = arg;
    say(p, greeting);
    g_free(hear(p));
    say(p, "{\"return\": {}, \"id\": 1}\r\n");
    return NULL;
}

static void handshake(struct pair *p)
{
    pthread_t t;
    pair_open(p, false);
    pthread_create(&t, NULL, play_handshake, p);
    assert_int_equal(qmp_handshake(p->q, 5000), 0);
    pthread_join(t, NULL);
}

static void test_answers(void **state)
{
    struct pair p;
    handshake(&p);
    struct qmp_pending *a = qmp_send(p.q, &qmp_cmd_query_status, NULL);
    struct qmp_pending *b = qmp_send(p.q, &qmp_cmd_set_link, &(struct qmp_link){(char *) "net0", true});
    g_autofree char *one = hear(&p), *two = hear(&p);
    assert_string_equal(one, "{\"execute\":\"query-status\",\"id\":2}");
    assert_string_equal(two, "{\"execute\":\"set_link\",\"arguments\":{\"name\":\"net0\",\"up\":true},\"id\":3}");
    /* Out of order, in halves, with an event between.  */
    say(&p, "{\"return\": {}, \"id\": 3}\r\n{\"event\":\"SHUTDOWN\",\"data\":{\"guest\":true,\"reason\":\"x\"},");
    say(&p, "\"timestamp\":{\"seconds\":5,\"microseconds\":7}}\n{\"return\":{\"status\":\"paused\",");
    say(&p, "\"singlestep\":false,\"running\":false},\"id\": 2}\r\n");
    struct qmp_status st;
    assert_int_equal(qmp_wait(b, NULL, qmp_now() + 5000), 0);
    assert_int_equal(qmp_wait(a, &st, qmp_now() + 5000), 0);
    assert_int_equal(st.status, QMP_RUN_PAUSED);
    assert_false(st.running);
    wait_for(&p.seen, &p.seen.events, 1);
    assert_true(p.seen.guest);
    assert_int_equal(p.seen.usec, 5000007);
    QMP_DONE(query_status, &st);
    pair_close(&p);
    assert_int_equal(p.seen.closed, 0); /* we closed it: nobody is told */
}

static void test_errors(void **state)
{
    struct pair p;
    handshake(&p);
    struct qmp_pending *a = qmp_send(p.q, &qmp_cmd_device_del, &(struct qmp_id){(char *) "x"});
    struct qmp_pending *b = qmp_send(p.q, &qmp_cmd_query_status, NULL);
    say(&p, "{\"error\":{\"class\":\"DeviceNotFound\",\"desc\":\"Device 'x' not found\"},\"id\":2}\r\n"
            "{\"return\":{\"status\":\"paused\",\"running\":\"no\"},\"id\":3}\r\n");
    assert_int_equal(qmp_wait(a, NULL, qmp_now() + 5000), -1);
    assert_int_equal(qmp_last(), QMP_DEVICE_NOT_FOUND);
    assert_string_equal(qmp_last_desc(), "Device 'x' not found");
    assert_int_equal(err_thread()->code, VIR_ERR_DEVICE_MISSING);
    struct qmp_status st;
    assert_int_equal(qmp_wait(b, &st, qmp_now() + 5000), -1);
    assert_int_equal(qmp_last(), QMP_BAD_ANSWER);
    assert_non_null(strstr(err_thread()->message, "running: boolean expected"));
    pair_close(&p);
}

static void test_deadline(void **state)
{
    struct pair p;
    handshake(&p);
    int64_t before = qmp_now();
    assert_int_equal(qmp_wait(qmp_send(p.q, &qmp_cmd_stop, NULL), NULL, before + 50), -1);
    assert_int_equal(err_thread()->code, VIR_ERR_OPERATION_TIMEOUT);
    assert_in_range(qmp_now() - before, 49, 3000);
    assert_true(qmp_stalled(p.q, 20));
    /* The late answer is recognised and dropped; the conversation goes on.  */
    struct qmp_pending *b = qmp_send(p.q, &qmp_cmd_cont, NULL);
    say(&p, "{\"return\": {}, \"id\": 2}\r\n{\"return\": {}, \"id\": 3}\r\n");
    assert_int_equal(qmp_wait(b, NULL, qmp_now() + 5000), 0);
    assert_false(qmp_stalled(p.q, 0));
    pair_close(&p);
}

static void test_stalled_peer(void **state)
{
    struct pair p;
    handshake(&p);
    int sent = 0;
    struct qmp_pending *v[QMP_PENDING_MAX + 1];
    for (; sent <= QMP_PENDING_MAX; sent++)
        if (!(v[sent] = qmp_send(p.q, &qmp_cmd_query_status, NULL)))
            break;
    assert_int_equal(sent, QMP_PENDING_MAX);
    assert_non_null(strstr(err_thread()->message, "unanswered"));
    for (int i = 0; i < sent; i++)
        qmp_forget(v[i]);
    pair_close(&p);
    /* And one that does not even read: the bytes are bounded too.  */
    handshake(&p);
    g_autofree char *big = g_strnfill(1 << 20, 'x');
    int i = 0;
    for (; i < 10; i++) {
        struct qmp_pending *q = qmp_send(p.q, &qmp_cmd_human_monitor_command, &(struct qmp_hmp){big});
        qmp_forget(q);
        if (!q)
            break;
    }
    assert_in_range(i, 3, 6);
    pair_close(&p);
}

static void test_liars(void **state)
{
    static const struct {
        const char *says, *words;
    } rows[] = {
        {"{\"return\": {}, \"id\": 77}\r\n", "not asked"},
        {"{\"return\": {}}\r\n", "not asked"},
        {"{\"error\": {\"class\":\"GenericError\",\"desc\":\"JSON parse error\"}}\r\n", "refused"},
        {"hello\r\n", "not JSON"},
        {"{\"return\": {}, \"id\": \r\n", "not JSON"},
        {"[]\r\n", "not JSON|no answer"},
        {"{\"event\": 5}\r\n", "without a name"},
        {"{\"event\": \"SHUTDOWN\", \"data\": {}}\r\n", "malformed"},
        {"{\"event\": \"SHUTDOWN\"}\r\n", "malformed"},
        {"{\"QMP\": {}}\r\n", "greeted twice"},
        {"\x80\xff\r\n", "not JSON"},
        {"{\"return\": 99999999999999999999999, \"id\": 2}\r\n", "not JSON"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct pair p;
        handshake(&p);
        say(&p, rows[i].says);
        g_auto(GStrv) words = g_strsplit(rows[i].words, "|", 0);
        wait_for(&p.seen, &p.seen.closed, 1);
        expect_broken(&p, words[1] && !strstr(p.seen.reason, words[0]) ? words[1] : words[0]);
        pair_close(&p);
    }
}

static void *flood(void *arg)
{
    struct pair *p = arg;
    g_autofree char *chunk = g_strnfill(1 << 16, 'a');
    while (send(p->peer, chunk, 1 << 16, MSG_NOSIGNAL) > 0)
        ;
    return NULL;
}

static void *flood_events(void *arg)
{
    struct pair *p = arg;
    static const char ev[] = "{\"event\":\"STOP\",\"timestamp\":{\"seconds\":1,\"microseconds\":1}}\n";
    while (send(p->peer, ev, sizeof(ev) - 1, MSG_NOSIGNAL) > 0)
        ;
    return NULL;
}

static void test_floods(void **state)
{
    static const struct {
        void *(*fn)(void *);
        const char *words;
    } rows[] = {{flood, "too long"}, {flood_events, "floods"}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct pair p, good;
        pthread_t t;
        handshake(&p);
        handshake(&good);
        pthread_create(&t, NULL, rows[i].fn, &p);
        /* Another guest is served meanwhile.  */
        struct qmp_pending *a = qmp_send(good.q, &qmp_cmd_stop, NULL);
        say(&good, "{\"return\": {}, \"id\": 2}\r\n");
        assert_int_equal(qmp_wait(a, NULL, qmp_now() + 10000), 0);
        expect_broken(&p, rows[i].words);
        pthread_join(t, NULL);
        pair_close(&p);
        pair_close(&good);
    }
}

static void test_deep(void **state)
{
    struct pair p;
    handshake(&p);
    g_autofree char *deep = g_strnfill(100000, '['), *line = g_strconcat(deep, "\r\n", NULL);
    say(&p, line);
    expect_broken(&p, "nested too deeply");
    pair_close(&p);
    GString *wide = g_string_new("[1");
    for (unsigned i = 0; i < QMP_TOKENS_MAX; i++)
        g_string_append(wide, ",1");
    g_string_append(wide, "]\n");
    g_autofree char *why = NULL;
    assert_null(qmp_read_json(wide->str, wide->len, &why));
    assert_non_null(strstr(why, "too many values"));
    g_string_free(wide, TRUE);
}

static void test_end(void **state)
{
    struct pair p;
    handshake(&p);
    struct qmp_pending *a = qmp_send(p.q, &qmp_cmd_quit, NULL);
    say(&p, "{\"return\": {}, \"id\": 2}\r\n");
    close(p.peer);
    p.peer = -1;
    assert_int_equal(qmp_wait(a, NULL, qmp_now() + 5000), 0); /* said before the end: it counts */
    wait_for(&p.seen, &p.seen.closed, 1);
    assert_string_equal(p.seen.reason, "");
    assert_int_equal(qmp_stop(p.q, NULL, NULL), -1);
    pair_close(&p);
}

static void test_numbers(void **state)
{
    g_autofree char *why = NULL;
    const char *text = "{\"stats\":{\"stat-free-memory\":18446744073709551615,\"stat-swap-in\":9223372036854775808,"
                       "\"stat-swap-out\":12},\"last-update\":0,\"x\":\"18446744073709551615\",\"y\":1e3}";
    json_t *v = qmp_read_json(text, strlen(text), &why);
    assert_non_null(v);
    assert_string_equal(json_string_value(json_object_get(v, "x")), "18446744073709551615");
    struct qmp_balloon_stats_reply st;
    assert_null(qmp_decode(qmp_cmd_qom_get_balloon_stats.out, &st, v));
    assert_true(st.stats.free.set && st.stats.free.v == UINT64_MAX);
    assert_true(st.stats.swap_in.v == 9223372036854775808u);
    assert_int_equal(st.stats.swap_out.v, 12);
    assert_false(st.stats.total.set);
    json_decref(v);
}

static void *play_refusal(void *arg)
{
    g_autofree char *asked = hear(arg);
    assert_string_equal(asked, "{\"execute\":\"nonsense\",\"id\":\"libvirt-2\"}");
    say(arg, "{\"error\":{\"class\":\"CommandNotFound\",\"desc\":\"d\"},\"id\":\"libvirt-2\"}\r\n");
    return NULL;
}

static void test_pass_through(void **state)
{
    struct pair p;
    handshake(&p);
    assert_null(qmp_raw(p.q, "{\"arguments\":{}}", 100));
    assert_null(qmp_raw(p.q, "not json", 100));
    assert_int_equal(err_thread()->code, VIR_ERR_INVALID_ARG);
    pthread_t t;
    pthread_create(&t, NULL, play_refusal, &p);
    g_autofree char *answer = qmp_raw(p.q, "{\"execute\":\"nonsense\",\"id\":\"mine\"}", 5000);
    assert_string_equal(answer, "{\"error\":{\"class\":\"CommandNotFound\",\"desc\":\"d\"},\"id\":\"libvirt-2\"}");
    pthread_join(t, NULL);
    pair_close(&p);
}

static void *play_agent(void *arg)
{
    struct pair *p = arg;
    say(p, "left over from before\n{\"return\": 5}\n");
    g_autofree char *sync = hear(p), *call = NULL;
    g_autofree char *id = g_strdup(strrchr(sync, ':') + 1);
    id[strspn(id, "0123456789")] = 0;
    g_autofree char *reply = g_strdup_printf("{\"return\": 4711}\n\xff{\"return\": %s}\n", id);
    say(p, reply);
    call = hear(p);
    say(p, strstr(call, "guest-ping") ? "{\"return\": {\"a\":1}}\n" : "{\"error\":{}}\n");
    return NULL;
}

static void test_agent(void **state)
{
    struct pair p;
    pthread_t t;
    json_t *ret = NULL;
    pair_open(&p, true);
    pthread_create(&t, NULL, play_agent, &p);
    assert_int_equal(qmp_call_json(p.q, "guest-ping", NULL, &ret, 5000), 0);
    assert_int_equal(json_integer_value(json_object_get(ret, "a")), 1);
    json_decref(ret);
    pthread_join(t, NULL);
    pair_close(&p);
}

/* Answers every question at once, until the other end goes.  */
static void *play_echo(void *arg)
{
    struct pair *p = arg;
    for (;;) {
        g_autofree char *line = hear(p);
        if (!*line)
            return NULL;
        g_autofree char *reply = g_strdup_printf("{\"return\":{},\"id\":%s\n", strstr(line, "\"id\":") + 5);
        if (send(p->peer, reply, strlen(reply), MSG_NOSIGNAL) < 0)
            return NULL;
    }
}

static void *call_often(void *arg)
{
    struct pair *p = arg;
    for (int i = 0; i < 300; i++)
        if (qmp_stop(p->q, NULL, NULL) < 0)
            return p;
    return NULL;
}

static void test_many_callers(void **state)
{
    struct pair p;
    pthread_t echo, t[8];
    void *failed;
    handshake(&p);
    pthread_create(&echo, NULL, play_echo, &p);
    for (int i = 0; i < 8; i++)
        pthread_create(&t[i], NULL, call_often, &p);
    for (int i = 0; i < 8; i++) {
        pthread_join(t[i], &failed);
        assert_null(failed);
    }
    qmp_close(p.q);
    pthread_join(echo, NULL);
    pair_close(&p);
}

static void *play_fd(void *arg)
{
    struct pair *p = arg;
    char text[256];
    union {
        struct cmsghdr align;
        char buf[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec iov = {text, sizeof(text)};
    struct msghdr msg = {
        .msg_iov = &iov, .msg_iovlen = 1, .msg_control = control.buf, .msg_controllen = sizeof(control.buf)};
    int fd = -1;
    if (recvmsg(p->peer, &msg, 0) > 0 && CMSG_FIRSTHDR(&msg))
        memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&msg)), sizeof(fd));
    say(p, "{\"return\":{},\"id\":2}\n");
    return GINT_TO_POINTER(fd);
}

static void test_descriptor(void **state)
{
    struct pair p;
    pthread_t t;
    void *got;
    int v[2];
    char c = 0;
    handshake(&p);
    assert_int_equal(pipe(v), 0);
    pthread_create(&t, NULL, play_fd, &p);
    struct qmp_name in = {(char *) "fd0"};
    assert_int_equal(qmp_call_fd(p.q, &qmp_cmd_getfd, &in, v[1], NULL, 5000), 0);
    pthread_join(t, &got);
    close(v[1]);
    assert_int_equal(write(GPOINTER_TO_INT(got), "x", 1), 1); /* the same pipe came out at the other end */
    assert_int_equal(read(v[0], &c, 1), 1);
    assert_int_equal(c, 'x');
    close(GPOINTER_TO_INT(got));
    close(v[0]);
    pair_close(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers),      cmocka_unit_test(test_errors), cmocka_unit_test(test_deadline),
        cmocka_unit_test(test_stalled_peer), cmocka_unit_test(test_liars),  cmocka_unit_test(test_floods),
        cmocka_unit_test(test_deep),         cmocka_unit_test(test_end),    cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_pass_through), cmocka_unit_test(test_agent),  cmocka_unit_test(test_many_callers),
        cmocka_unit_test(test_descriptor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
