/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test-rpc.c: frames cut at every byte, channels over a socket pair with descriptors, errors on the wire, the loop. */
#include "cmocka-all.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/err.h"
#include "base/loop.h"
#include "rpc/channel.h"
#include "rpc/ioloop.h"
#include "rpc/message.h"
#include "rpc/wire-error.h"

static const struct msg_header head = {MSG_PROGRAM_REMOTE, 1, 23, MSG_CALL, 7, MSG_OK};

static GByteArray *message(const struct msg_header *h, unsigned n_fds, const char *body, size_t n)
{
    GByteArray *b = g_byte_array_new();
    if (n_fds)
        msg_begin_fds(b, h, n_fds);
    else
        msg_begin(b, h);
    g_byte_array_append(b, (const uint8_t *) body, (guint) n);
    assert_int_equal(msg_end(b), 0);
    return b;
}

static void cut_at_every_byte(void **state)
{
    g_autoptr(GByteArray) b = message(&head, 0, "payload.", 8);
    struct msg_view v;
    size_t need;
    for (size_t n = 0; n < b->len; n++) {
        g_autofree uint8_t *copy = g_memdup2(b->data, n + 1); /* of its own length, for the sanitizers */
        copy = g_realloc(copy, n ? n : 1);
        assert_int_equal(msg_parse(copy, n, &v, &need), 0);
        assert_true(need > n && need <= b->len);
    }
    assert_int_equal(msg_parse(b->data, b->len, &v, &need), 1);
    assert_int_equal(v.head.proc, 23);
    assert_int_equal(v.head.serial, 7);
    assert_int_equal(v.len, 8);
    assert_int_equal(v.size, b->len);
    assert_memory_equal(v.body, "payload.", 8);
}

static void descriptors_are_counted(void **state)
{
    struct msg_header h = head;
    struct msg_view v;
    size_t need;
    h.type = MSG_CALL_FDS;
    g_autoptr(GByteArray) b = message(&h, 3, "abcd", 4);
    assert_int_equal(msg_parse(b->data, b->len, &v, &need), 0);
    assert_int_equal(need, b->len + 3);
    g_byte_array_append(b, (const uint8_t *) "\0\0\0", 3);
    assert_int_equal(msg_parse(b->data, b->len, &v, &need), 1);
    assert_int_equal(v.n_fds, 3);
    assert_int_equal(v.len, 4);
    be32_put(b->data + MSG_HEAD, MSG_FDS_MAX + 1);
    assert_int_equal(msg_parse(b->data, b->len, &v, &need), -EMSGSIZE);
}

static void impossible_lengths(void **state)
{
    static const struct {
        uint32_t length;
        int want;
    } rows[] = {
        {0, -EBADMSG},           {27, -EBADMSG}, {28, 1}, {29, 0}, {MSG_MAX, 0}, {MSG_MAX + 1, -EMSGSIZE},
        {UINT32_MAX, -EMSGSIZE},
    };
    uint8_t b[MSG_HEAD] = {0};
    struct msg_view v;
    size_t need;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        be32_put(b, rows[i].length);
        assert_int_equal(msg_parse(b, sizeof b, &v, &need), rows[i].want);
    }
    b[7] = 0;
    be32_put(b, 28);
    be32_put(b + 16, MSG_CALL_FDS); /* no room for the count of descriptors */
    assert_int_equal(msg_parse(b, sizeof b, &v, &need), -EBADMSG);
}

/* ---- channels ---- */

struct pair {
    struct channel a, b;
    uint8_t *scratch;
};

static int pair_new(void **state)
{
    struct pair *p = g_new0(struct pair, 1);
    int fds[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
    channel_init(&p->a, fds[0]);
    channel_init(&p->b, fds[1]);
    p->scratch = g_malloc(CHANNEL_SCRATCH);
    *state = p;
    return 0;
}

static int pair_free(void **state)
{
    struct pair *p = *state;
    channel_done(&p->a);
    channel_done(&p->b);
    g_free(p->scratch);
    g_free(p);
    return 0;
}

static int open_fds(void)
{
    int n = 0;
    for (int fd = 0; fd < 256; fd++)
        n += fcntl(fd, F_GETFD) >= 0;
    return n;
}

/* Everything that arrives at b; how many messages.  */
static int receive_all(struct pair *p, size_t *bytes, int *ret_fds, unsigned *n_fds)
{
    struct msg_view v;
    int fds[MSG_FDS_MAX], count = 0, r = 0;
    while (channel_read(&p->b, p->scratch) > 0) {
        while ((r = channel_next(&p->b, &v, fds)) > 0) {
            count++;
            *bytes += v.len;
            if (n_fds) {
                memcpy(ret_fds + *n_fds, fds, v.n_fds * sizeof *fds);
                *n_fds += v.n_fds;
            }
        }
        channel_settle(&p->b);
        assert_true(r == 0);
    }
    return count;
}

static void many_in_any_pieces(void **state)
{
    struct pair *p = *state;
    g_autoptr(GByteArray) all = g_byte_array_new();
    g_autoptr(GRand) rand = g_rand_new_with_seed(1);
    g_autofree char *body = g_malloc0(200000);
    size_t want = 0, got = 0;
    int n = 0;
    for (int i = 0; i < 200; i++) {
        size_t len = i % 50 == 49 ? 150000 : (size_t) g_rand_int_range(rand, 0, 300);
        g_autoptr(GByteArray) m = message(&head, 0, body, len);
        g_byte_array_append(all, m->data, m->len);
        want += len;
    }
    for (guint at = 0; at < all->len;) {
        guint some = MIN((guint) g_rand_int_range(rand, 1, 5000), all->len - at);
        assert_int_equal(write(p->a.fd, all->data + at, some), some);
        at += some;
        n += receive_all(p, &got, NULL, NULL);
    }
    assert_int_equal(n, 200);
    assert_int_equal(got, want);
    assert_null(p->b.own); /* an idle channel keeps nothing */
}

static void queue_until_it_fits(void **state)
{
    struct pair *p = *state;
    g_autofree char *body = g_malloc0(100000);
    g_autoptr(GByteArray) m = message(&head, 0, body, 100000);
    size_t got = 0;
    int n = 0, rounds = 0;
    for (int i = 0; i < 50; i++)
        assert_int_equal(channel_send(&p->a, m->data, m->len, NULL, 0), 0);
    assert_true(channel_pending(&p->a));
    assert_true(p->a.out_bytes > 1000000);
    while (channel_flush(&p->a) == -EAGAIN && rounds++ < 1000)
        n += receive_all(p, &got, NULL, NULL);
    n += receive_all(p, &got, NULL, NULL);
    assert_int_equal(n, 50);
    assert_int_equal(got, 50 * 100000);
    assert_int_equal(p->a.out_bytes, 0);
}

static void descriptors_travel(void **state)
{
    struct pair *p = *state;
    struct msg_header h = head;
    int fds[2] = {open("/dev/null", O_RDONLY), open("/dev/zero", O_RDONLY)}, got[MSG_FDS_MAX];
    unsigned n_got = 0;
    size_t bytes = 0;
    char c = 1;
    int before = open_fds();
    h.type = MSG_CALL_FDS;
    g_autoptr(GByteArray) with = message(&h, 2, "abcd", 4);
    g_autoptr(GByteArray) plain = message(&head, 0, "abcd", 4);
    channel_send(&p->a, plain->data, plain->len, NULL, 0);
    channel_send(&p->a, with->data, with->len, fds, 2);
    channel_send(&p->a, plain->data, plain->len, NULL, 0);
    assert_int_equal(receive_all(p, &bytes, got, &n_got), 3);
    assert_int_equal(n_got, 2);
    assert_int_equal(read(got[0], &c, 1), 0); /* null */
    assert_int_equal(read(got[1], &c, 1), 1); /* zero */
    assert_int_equal(open_fds(), before + 2);
    for (int i = 0; i < 2; i++)
        close(got[i]), close(fds[i]);
}

static void junk_descriptors_are_closed(void **state)
{
    struct pair *p = *state;
    int fd = open("/dev/null", O_RDONLY);
    int before = open_fds();
    size_t bytes = 0;
    g_autoptr(GByteArray) plain = message(&head, 0, "abcd", 4);
    struct iovec iov = {plain->data, plain->len};
    union {
        char space[CMSG_SPACE(sizeof fd)];
        struct cmsghdr align;
    } control = {{0}};
    struct msghdr m = {.msg_iov = &iov, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    *CMSG_FIRSTHDR(&m) = (struct cmsghdr){CMSG_LEN(sizeof fd), SOL_SOCKET, SCM_RIGHTS};
    memcpy(CMSG_DATA(CMSG_FIRSTHDR(&m)), &fd, sizeof fd);
    assert_true(sendmsg(p->a.fd, &m, 0) > 0);
    assert_int_equal(receive_all(p, &bytes, NULL, NULL), 1);
    assert_int_equal(open_fds(), before);
    close(fd);
}

static void paused_messages_are_kept(void **state)
{
    struct pair *p = *state;
    g_autoptr(GByteArray) m = message(&head, 0, "abcd", 4);
    struct msg_view v;
    int fds[MSG_FDS_MAX];
    for (int i = 0; i < 3; i++)
        channel_send(&p->a, m->data, m->len, NULL, 0);
    assert_true(channel_read(&p->b, p->scratch) > 0);
    assert_int_equal(channel_next(&p->b, &v, fds), 1);
    channel_settle(&p->b);
    memset(p->scratch, 0xff, CHANNEL_SCRATCH);
    assert_true(channel_resume(&p->b));
    assert_int_equal(channel_next(&p->b, &v, fds), 1);
    assert_int_equal(channel_next(&p->b, &v, fds), 1);
    assert_int_equal(channel_next(&p->b, &v, fds), 0);
    channel_settle(&p->b);
    assert_false(channel_resume(&p->b));
}

/* ---- errors ---- */

static void errors_travel(void **state)
{
    g_autoptr(GByteArray) b = g_byte_array_new();
    err_set(VIR_FROM_QEMU, VIR_ERR_NO_DOMAIN, 0, "", "", 0, "no domain called %s", "x");
    wire_error_encode(err_thread(), b);
    g_autofree char *message_was = g_strdup(err_thread()->message);
    err_reset();
    wire_error_decode(b->data, b->len);
    assert_int_equal(err_thread()->code, VIR_ERR_NO_DOMAIN);
    assert_int_equal(err_thread()->domain, VIR_FROM_QEMU);
    assert_int_equal(err_thread()->level, VIR_ERR_ERROR);
    assert_string_equal(err_thread()->message, message_was);
    for (guint n = 0; n < b->len; n++) { /* cut: an error all the same, of our own */
        wire_error_decode(b->data, n);
        assert_int_equal(err_thread()->code, VIR_ERR_RPC);
    }
    err_reset();
}

/* What Debian's daemon answers to a call before authentication, byte for byte.  */
static void as_others_send_them(void **state)
{
    static const char text[] = "authentication required";
    g_autoptr(GByteArray) want = g_byte_array_new(), b = g_byte_array_new();
    static const uint8_t start[] = {0, 0, 0, 39, 0, 0, 0, 7, 0, 0, 0, 1, 0, 0, 0, 23};
    static const uint8_t middle[] = {0, 0, 0,   0,   2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0,
                                     0, 2, '%', 's', 0, 0, 0, 0, 0, 1, 0, 0, 0, 23};
    static const uint8_t tail[] = {0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0};
    g_byte_array_append(want, start, sizeof start);
    g_byte_array_append(want, (const uint8_t *) text, 23);
    g_byte_array_append(want, middle, sizeof middle);
    g_byte_array_append(want, (const uint8_t *) text, 23);
    g_byte_array_append(want, tail, sizeof tail);
    err_set(VIR_FROM_RPC, VIR_ERR_RPC, 0, "", "", 0, "%s", text);
    wire_error_encode(err_thread(), b);
    assert_int_equal(b->len, want->len);
    assert_memory_equal(b->data, want->data, b->len);
    err_reset();
}

/* ---- the loop ---- */

struct tick {
    struct io_timer t;
    struct ioloop *loop;
    int *order;
    int n, mine;
};

static void fire(struct io_timer *t)
{
    struct tick *k = (struct tick *) t;
    k->order[k->order[0]++ + 1] = k->mine;
    if (k->mine == 3)
        ioloop_stop(k->loop);
}

static void timers_fire_in_order(void **state)
{
    struct ioloop *l = ioloop_new();
    int order[8] = {0};
    struct tick k[3] = {{.t.fire = fire, .loop = l, .order = order, .mine = 1},
                        {.t.fire = fire, .loop = l, .order = order, .mine = 2},
                        {.t.fire = fire, .loop = l, .order = order, .mine = 3}};
    uint64_t now = clock_ms();
    ioloop_timer(l, &k[2].t, now + 30);
    ioloop_timer(l, &k[1].t, now + 5000);
    ioloop_timer(l, &k[0].t, now + 10);
    ioloop_timer(l, &k[1].t, now + 20); /* moved */
    ioloop_run(l);
    assert_int_equal(order[0], 3);
    assert_int_equal(order[1] * 100 + order[2] * 10 + order[3], 123);
    ioloop_free(l);
}

static void count_letter(void *arg)
{
    int *n = arg;
    (*n)++;
}

static void stop_letter(void *arg)
{
    ioloop_stop(arg);
}

static void letters_arrive(void **state)
{
    struct ioloop *l = ioloop_new();
    int n = 0;
    assert_int_equal(ioloop_start(l, "test"), 0);
    for (int i = 0; i < 1000; i++)
        ioloop_post(l, count_letter, &n);
    ioloop_post(l, stop_letter, l);
    ioloop_join(l);
    assert_int_equal(n, 1000);
    ioloop_free(l);
}

int main(void)
{
#define PAIR(test) cmocka_unit_test_setup_teardown(test, pair_new, pair_free)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cut_at_every_byte),
        cmocka_unit_test(descriptors_are_counted),
        cmocka_unit_test(impossible_lengths),
        PAIR(many_in_any_pieces),
        PAIR(queue_until_it_fits),
        PAIR(descriptors_travel),
        PAIR(junk_descriptors_are_closed),
        PAIR(paused_messages_are_kept),
        cmocka_unit_test(errors_travel),
        cmocka_unit_test(as_others_send_them),
        cmocka_unit_test(timers_fire_in_order),
        cmocka_unit_test(letters_arrive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
