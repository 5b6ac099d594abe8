# SPDX-License-Identifier: LGPL-2.1-or-later
"""The daemon and its peers on the wire: the polite, the broken, the greedy and the silent."""
import array
import os
import pathlib
import random
import signal
import socket
import struct
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from daemon import *  # noqa: E402,F403
import daemon as d  # noqa: E402

RPC = 39


class One(unittest.TestCase):
    """A daemon for all tests of the class; each ends with the daemon well."""
    conf = ""

    @classmethod
    def setUpClass(cls):
        cls.daemon = Daemon(cls.conf)

    @classmethod
    def tearDownClass(cls):
        status = cls.daemon.stop()
        assert status == 0, f"exit status {status}: {cls.daemon.last}"

    def setUp(self):
        self.clients = []

    def client(self, *a, **k):
        c = self.daemon.client(*a, **k)
        self.clients.append(c)
        return c

    def tearDown(self):
        for c in self.clients:
            c.close()
        c = self.daemon.client()
        self.assertTrue(c.works())
        c.close()

    def settle(self, measure, most, seconds=5):
        """The figure falls to `most` when what was left behind has been cleared."""
        until = time.monotonic() + seconds
        while measure() > most and time.monotonic() < until:
            time.sleep(0.02)
        self.assertLessEqual(measure(), most)


class Order(One):
    def test_nothing_before_authentication(self):
        c = self.client(opened=False)
        for proc in (LIB_VERSION, OPEN, FEATURE, ON, 9999):
            m = c.call(proc)
            self.assertEqual((m.type, m.status, m.proc), (REPLY, ERROR, proc))
            self.assertEqual(m.error(), (RPC, 7, "authentication required"))
        self.assertEqual(c.auth().body, struct.pack(">II", 1, 0))
        c.open()
        self.assertTrue(c.works())

    def test_ping_before_authentication(self):
        c = self.client(opened=False)
        c.send(1, program=KEEPALIVE, kind=EVENT, serial=0)
        m = c.read()
        self.assertEqual((m.program, m.proc, m.type, m.serial), (KEEPALIVE, 2, EVENT, 0))

    def test_calls_need_an_open_connection(self):
        c = self.client(opened=False)
        c.auth()
        for proc in (LIB_VERSION, GET_TYPE, LOOKUP_NAME):
            m = c.call(proc, string("x") if proc == LOOKUP_NAME else b"")
            self.assertEqual(m.error()[0], 1)
            self.assertIn("connection not open", m.error()[2])
        self.assertEqual(c.call(FEATURE, struct.pack(">I", 10)).body, struct.pack(">I", 1))

    def test_opened_once(self):
        c = self.client()
        m = c.call(OPEN, struct.pack(">I", 1) + string("test:///default") + struct.pack(">I", 0))
        self.assertEqual(m.error()[::2], (1, "internal error: connection already open"))

    def test_unknown_driver(self):
        c = self.client(opened=False)
        c.auth()
        m = c.call(OPEN, struct.pack(">I", 1) + string("nosuch:///system") + struct.pack(">I", 0))
        self.assertEqual(m.status, ERROR)
        self.assertIn("nosuch:///system", m.error()[2])

    def test_close_answers_then_ends(self):
        c = self.client()
        self.assertEqual(c.call(CLOSE).status, OK)
        self.assertTrue(c.is_closed())

    def test_read_only_may_not_write(self):
        c = self.client(flags=1)
        m = c.call(DESTROY, domain())
        self.assertEqual(m.error()[0], 29)
        self.assertIn("read only access prevents virDomainDestroy", m.error()[2])


class Wrong(One):
    def refused(self, text, *a, **k):
        c = self.client()
        m = c.call(*a, **k)
        self.assertEqual((m.type, m.status), (REPLY, ERROR))
        self.assertEqual(m.error(), (RPC, 7, text))
        self.assertTrue(c.works())
        return m

    def test_program(self):
        m = self.refused("Cannot find program 305419896 version 1", AUTH_LIST, program=0x12345678, serial=77)
        self.assertEqual((m.program, m.serial), (0x12345678, 77))

    def test_version(self):
        self.refused("Cannot find program 536903814 version 2", AUTH_LIST, version=2)

    def test_procedure(self):
        for proc in (0, 107, 444 + 100, 9999, 0xFFFFFFFF):
            self.refused(f"unknown procedure: {proc}", proc)

    def test_status(self):
        self.refused("Unexpected message status 1", LIB_VERSION, status=1)

    def test_arguments(self):
        whole = string("test")
        for n in range(len(whole)):
            self.refused("Unable to decode message payload", LOOKUP_NAME, whole[:n])
        self.refused("Unable to decode message payload", LOOKUP_NAME, struct.pack(">I", 0xFFFFFFFF) + b"x" * 64)

    def test_types_nobody_waits_for(self):
        c = self.client()
        for kind, status in ((REPLY, 0), (EVENT, 0), (REPLY, 1), (STREAM, 2), (STREAM, 0), (STREAM, 1), (HOLE, 2), (9, 0)):
            c.send(LIB_VERSION, b"1234", kind=kind, status=status, serial=9)
        self.assertTrue(c.works())

    def test_lengths(self):
        for length in (0, 1, 4, 27, 16777216 + 5, 1 << 28, 0xFFFFFFFF):
            c = self.client()
            c.s.sendall(struct.pack(">I", length) + b"x" * 24)
            self.assertTrue(c.is_closed(), length)

    def test_announced_is_not_allocated(self):
        before = self.daemon.rss()
        for _ in range(50):
            c = self.client()
            c.s.sendall(struct.pack(">7I", 16777216, REMOTE, 1, LOOKUP_NAME, CALL, 5, 0) + b"x" * 1000)
        self.assertLess(self.daemon.rss() - before, 20000)

    def test_largest(self):
        c = self.client()
        c.send(LOOKUP_NAME, struct.pack(">I", 4194300) + b"x" * 4194300)
        self.assertEqual(c.read().status, ERROR)
        c.send(LOOKUP_NAME, b"x" * (16777216 + 4 - 28))
        self.assertEqual(c.read().error()[0], RPC)
        self.assertTrue(c.works())


class Pieces(One):
    def test_byte_by_byte(self):
        c = self.client()
        for b in c.pack(LOOKUP_NAME, string("test")):
            c.s.sendall(bytes([b]))
        self.assertEqual(c.read().status, OK)

    def test_hundred_in_one_write(self):
        c = self.client()
        first = c.serial + 1
        c.s.sendall(b"".join(c.pack(LIB_VERSION) for _ in range(100)))
        self.assertEqual([c.read().serial for _ in range(100)], list(range(first, first + 100)))

    def test_blocking_and_not(self):
        """More calls for workers than may run at a time, among some that are answered in place."""
        c = self.client()
        procs = [(SUSPEND if i % 3 else LIB_VERSION) for i in range(300)]
        c.s.sendall(b"".join(c.pack(p, domain() if p == SUSPEND else b"") for p in procs))
        got = [c.read() for _ in procs]
        self.assertEqual(len({m.serial for m in got}), 300)
        self.assertTrue(all(m.status == OK for m in got))
        self.assertEqual(c.call(RESUME, domain()).status, OK)

    def test_hang_up_while_calls_run(self):
        for _ in range(100):
            c = self.daemon.client()
            c.s.sendall(b"".join(c.pack(SUSPEND, domain()) for _ in range(40)))
            c.close()
        c = self.client()
        self.assertEqual(c.call(RESUME, domain()).status, OK)
        self.settle(self.daemon.fds, 60)

    def test_stall_in_a_message(self):
        stalled = [self.client() for _ in range(10)]
        for i, c in enumerate(stalled):
            c.s.sendall(c.pack(LOOKUP_NAME, string("test"))[:5 + 3 * i])
        other = self.client()
        self.assertTrue(other.works())
        for i, c in enumerate(stalled):
            c.s.sendall(c.pack(LOOKUP_NAME, string("test"), serial=c.serial)[5 + 3 * i:])
            self.assertEqual(c.read().status, OK)


class Descriptors(One):
    def send_fds(self, c, data, n):
        fds = [os.open("/dev/null", os.O_RDONLY) for _ in range(n)]
        c.s.sendmsg([data], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))])
        for fd in fds:
            os.close(fd)

    def test_junk_is_closed(self):
        c = self.client()
        c.works()
        before = self.daemon.fds()
        for _ in range(200):
            self.send_fds(c, c.pack(LIB_VERSION), 10)
            self.assertEqual(c.read().status, OK)
        self.assertEqual(self.daemon.fds(), before)

    def test_a_flood_ends_the_connection(self):
        keep = self.client()
        keep.works()
        before = self.daemon.fds()
        c = self.client()
        try:
            self.send_fds(c, c.pack(LIB_VERSION)[:10], 30)
            self.send_fds(c, c.pack(LIB_VERSION)[10:12], 30)
        except OSError:
            pass
        self.assertTrue(c.is_closed())
        self.settle(self.daemon.fds, before)

    def test_carriers_of_a_call(self):
        """Each descriptor comes with a byte of its own after the message; what the call does not want is closed."""
        c = self.client()
        c.works()
        before = self.daemon.fds()
        body = struct.pack(">I", 2) + string("test")
        c.send(LOOKUP_NAME, body, kind=CALL_FDS)
        self.send_fds(c, b"\0", 1)
        self.send_fds(c, b"\0", 1)
        self.assertEqual(c.read().status, OK)
        self.assertTrue(c.works())
        self.assertEqual(self.daemon.fds(), before)

    def test_carriers_without_descriptors(self):
        c = self.client()
        c.send(LOOKUP_NAME, struct.pack(">I", 2) + string("test"), kind=CALL_FDS)
        c.s.sendall(b"\0\0")
        self.assertTrue(c.is_closed())

    def test_too_many_announced(self):
        for n in (33, 0xFFFFFFFF):
            c = self.client()
            c.send(LOOKUP_NAME, struct.pack(">I", n) + string("test"), kind=CALL_FDS)
            self.assertTrue(c.is_closed())


class Greedy(One):
    def test_one_that_never_reads_its_answers(self):
        c, other = self.client(), self.client()
        before = self.daemon.rss()
        many = b"".join(c.pack(GET_XML, domain() + struct.pack(">I", 0)) for _ in range(2000))
        c.s.settimeout(0.5)
        sent = 0
        try:
            while sent < 64 << 20:
                sent += c.s.send(many)
        except TimeoutError:
            pass
        self.assertLess(sent, 16 << 20, "the daemon read on although nobody takes its answers")
        self.assertLess(self.daemon.rss() - before, 40000)
        self.assertTrue(other.works())

    def test_and_then_reads(self):
        c = self.client()
        n = 5000
        c.s.setblocking(False)
        data, sent, got = b"".join(c.pack(GET_XML, domain() + struct.pack(">I", 0)) for _ in range(n)), 0, 0
        until = time.monotonic() + 30
        while sent < len(data) and time.monotonic() < until:
            try:
                sent += c.s.send(data[sent:sent + 65536])
            except BlockingIOError:
                break
        c.s.settimeout(10)
        stuck = sent < len(data)
        while got < n:
            if sent < len(data):
                c.s.setblocking(False)
                try:
                    sent += c.s.send(data[sent:sent + 65536])
                except BlockingIOError:
                    pass
                c.s.settimeout(10)
            self.assertEqual(c.read().status, OK)
            got += 1
        self.assertTrue(stuck, "the test must reach the daemon's limit")

    def test_one_that_never_reads_its_events(self):
        c, other = self.client(), self.client()
        self.assertEqual(c.call(ON, struct.pack(">II", 0, 0)).status, OK)
        before = self.daemon.rss()
        for _ in range(100):
            calls = [other.pack(SUSPEND if i % 2 else RESUME, domain()) for i in range(200)]
            other.s.sendall(b"".join(calls))
            for _ in calls:
                other.read()
        self.assertLess(self.daemon.rss() - before, 30000)
        self.assertTrue(other.works())

    def test_subscriptions_are_bounded(self):
        c = self.client()
        status = [c.call(ON, struct.pack(">II", 0, 0)).status for _ in range(1100)]
        self.assertIn(ERROR, status)
        self.assertEqual(status[:1000], [OK] * 1000)

    def test_streams_are_bounded(self):
        c = self.client()
        status = [c.call(CONSOLE, domain() + struct.pack(">II", 0, 0)).status for _ in range(70)]
        self.assertEqual(status, [OK] * 64 + [ERROR] * 6)


class Many(One):
    def test_five_hundred_connections(self):
        before = self.daemon.rss()
        many = [self.client() for _ in range(500)]
        self.assertTrue(all(c.works() for c in many))
        self.assertLess(self.daemon.rss() - before, 10000)
        for c in many:
            c.close()
        keep = self.client()
        self.assertTrue(keep.works())
        self.settle(self.daemon.fds, 40)


class Limits(One):
    conf = "max_clients = 4\nmax_anonymous_clients = 2\n"

    def test_clients_wait_for_a_place(self):
        held = [self.client() for _ in range(4)]
        late = self.daemon.client(opened=False)
        self.clients.append(late)
        late.s.settimeout(0.3)
        with self.assertRaises(TimeoutError):
            late.auth()
        held[0].close()
        late.s.settimeout(10)
        self.assertEqual(late.read().status, OK)
        for c in held:
            c.close()

    def test_the_unknown_have_few_places(self):
        unknown = [self.client(opened=False) for _ in range(2)]
        late = self.daemon.client(opened=False)
        self.clients.append(late)
        late.s.settimeout(0.3)
        with self.assertRaises(TimeoutError):
            late.auth()
        unknown[0].auth()
        late.s.settimeout(10)
        self.assertEqual(late.read().status, OK)


class KeepAlive(One):
    conf = "keepalive_interval = 1\nkeepalive_count = 2\n"

    def test_the_silent_are_closed(self):
        c = self.client()
        c.s.settimeout(8)
        c.call(FEATURE, struct.pack(">I", 10))
        pings = [c.read() for _ in range(2)]
        self.assertEqual({(m.program, m.proc, m.type) for m in pings}, {(KEEPALIVE, 1, EVENT)})
        self.assertTrue(c.is_closed())

    def test_answers_keep_it_open(self):
        c = self.client()
        c.call(FEATURE, struct.pack(">I", 10))
        for _ in range(4):
            self.assertEqual(c.read().proc, 1)
            c.send(2, program=KEEPALIVE, kind=EVENT, serial=0)
        self.assertTrue(c.works())

    def test_nobody_is_pinged_unasked(self):
        c = self.client()
        c.s.settimeout(3.5)
        with self.assertRaises(TimeoutError):
            c.read()


class Events(One):
    def fire(self, other):
        self.assertEqual(other.call(SUSPEND, domain()).status, OK)
        self.assertEqual(other.call(RESUME, domain()).status, OK)

    def test_with_callback_id(self):
        c, other = self.client(), self.client()
        ids = [struct.unpack(">i", c.call(ON, struct.pack(">II", 0, 0)).body)[0] for _ in range(2)]
        self.fire(other)
        got = [c.read() for _ in range(4)]
        self.assertEqual([(m.proc, m.type, m.serial) for m in got], [(LIFECYCLE, EVENT, 0)] * 4)
        self.assertEqual(sorted(struct.unpack(">i", m.body[:4])[0] for m in got), sorted(ids * 2))
        self.assertEqual(got[0].body[4:], domain() + struct.pack(">ii", 3, 0))
        self.assertEqual(c.call(OFF, struct.pack(">i", ids[0])).status, OK)
        self.fire(other)
        self.assertEqual({struct.unpack(">i", c.read().body[:4])[0] for _ in range(2)}, {ids[1]})
        self.assertEqual(c.call(OFF, struct.pack(">i", ids[0])).error()[2],
                         f"internal error: domain event callback {ids[0]} not registered")

    def test_of_one_domain(self):
        c, other = self.client(), self.client()
        mine = struct.pack(">II", 0, 1)
        self.assertEqual(c.call(ON, mine + domain("other", bytes(range(16)))).status, OK)
        self.assertEqual(c.call(ON, mine + domain()).status, OK)
        self.fire(other)
        c.works()
        self.assertEqual(len(c.events), 2)

    def test_of_old(self):
        c, other = self.client(), self.client()
        self.assertEqual(c.call(105).status, OK)
        self.assertEqual(c.call(167, struct.pack(">I", 0)).error()[2],
                         "invalid argument: event callback already tracked")
        self.fire(other)
        m = c.read()
        self.assertEqual((m.proc, m.body), (107, domain() + struct.pack(">ii", 3, 0)))
        c.read()
        self.assertEqual(c.call(106).status, OK)
        self.fire(other)
        c.works()
        self.assertEqual(c.events, [])

    def test_unknown(self):
        c = self.client()
        self.assertEqual(c.call(ON, struct.pack(">II", 99, 0)).error()[2], "internal error: unsupported event ID 99")


class Streams(One):
    def console(self, c):
        m = c.call(CONSOLE, domain() + struct.pack(">II", 0, 0))
        self.assertEqual(m.status, OK)
        return m.serial

    def packet(self, c, serial, status, data=b"", proc=CONSOLE):
        c.send(proc, data, kind=STREAM, serial=serial, status=status)

    def test_echo_and_finish(self):
        c = self.client()
        s = self.console(c)
        self.packet(c, s, CONTINUE, b"hello")
        got = b""
        while len(got) < 5:
            m = c.read()
            self.assertEqual((m.type, m.serial, m.status), (STREAM, s, CONTINUE))
            got += m.body
        self.assertEqual(got, b"hello")
        self.packet(c, s, OK)
        m = c.read()
        self.assertEqual((m.type, m.serial, m.status, m.body), (STREAM, s, OK, b""))
        self.packet(c, s, CONTINUE, b"too late")
        self.assertTrue(c.works())

    def test_abort(self):
        c = self.client()
        s = self.console(c)
        self.packet(c, s, ERROR)
        m = c.read()
        self.assertEqual((m.type, m.serial, m.status), (STREAM, s, OK))

    def test_download(self):
        c = self.client()
        s = c.call(SCREENSHOT, domain() + struct.pack(">II", 0, 0)).serial
        got = b""
        while True:
            m = c.read()
            self.assertEqual((m.type, m.serial, m.status), (STREAM, s, CONTINUE))
            self.assertLessEqual(len(m.body), 262120)
            if not m.body:
                break
            got += m.body
        self.assertEqual((got[:15], len(got)), (b"P6\n640 480\n255\n", 15 + 640 * 480 * 3))
        self.packet(c, s, OK, proc=SCREENSHOT)
        self.assertEqual(c.read().status, OK)

    def test_descriptors_of_lost_clients(self):
        keep = self.client()
        keep.works()
        before = self.daemon.fds()
        for _ in range(20):
            c = self.daemon.client()
            self.console(c)
            c.close()
        self.settle(self.daemon.fds, before + 1)  # the other end of the last terminal

    def test_sink_that_does_not_take(self):
        """A terminal's buffer is small: the client is not read, and memory stays."""
        c, other = self.client(), self.client()
        s = self.console(c)
        before = self.daemon.rss()
        c.s.settimeout(0.5)
        sent = 0
        try:
            while sent < 64 << 20:
                self.packet(c, s, CONTINUE, b"x" * 65536)
                sent += 65536
        except TimeoutError:
            pass
        self.assertLess(self.daemon.rss() - before, 30000)
        self.assertTrue(other.works())


class Mutated(One):
    def messages(self, c):
        return [c.pack(AUTH_LIST), c.pack(OPEN, struct.pack(">I", 1) + string("test:///default") + bytes(4)),
                c.pack(LOOKUP_NAME, string("test")), c.pack(GET_XML, domain() + bytes(4)),
                c.pack(ON, struct.pack(">II", 0, 0)), c.pack(FEATURE, struct.pack(">I", 10)),
                c.pack(CONSOLE, domain() + bytes(8)), c.pack(CONSOLE, b"data", kind=STREAM, status=CONTINUE),
                c.pack(LOOKUP_NAME, bytes(4) + string("test"), kind=CALL_FDS), c.pack(1, program=KEEPALIVE, kind=EVENT)]

    def test_ten_thousand(self):
        rand = random.Random(7)
        keep = self.client()
        fds, rss = self.daemon.fds(), self.daemon.rss()
        left = 10000
        while left > 0:
            c = self.daemon.client(opened=rand.random() < 0.7)
            c.s.settimeout(0.01)
            try:
                for _ in range(rand.randrange(1, 40)):
                    left -= 1
                    b = bytearray(rand.choice(self.messages(c)))
                    for _ in range(rand.randrange(4)):
                        b[rand.randrange(4 if rand.random() < 0.1 else 0, len(b))] = rand.randrange(256)
                    if rand.random() < 0.1:
                        b = b[:rand.randrange(len(b))]
                    c.s.sendall(b)
            except OSError:
                pass
            c.close()
        self.assertTrue(keep.works())
        self.settle(self.daemon.fds, fds + 1, 10)
        self.assertLess(self.daemon.rss() - rss, 50000)


class Life(unittest.TestCase):
    def test_second_refuses(self):
        one = Daemon()
        try:
            two = one.spawn(stderr=subprocess.PIPE)
            said = two.communicate(timeout=10)[1].decode()
            self.assertEqual(two.returncode, 1)
            self.assertIn("another daemon runs", said)
            self.assertTrue(one.client().works())
        finally:
            self.assertEqual(one.stop(), 0)

    def test_ends_when_idle(self):
        one = Daemon(args=["--timeout=1"])
        try:
            c = one.client()
            time.sleep(1.5)
            self.assertIsNone(one.process.poll(), "it ended under its client")
            c.close()
            self.assertEqual(one.process.wait(5), 0)
            self.assertFalse(os.path.exists(one.sock))
        finally:
            one.stop()

    def test_terminate_with_clients(self):
        one = Daemon()
        try:
            clients = [one.client() for _ in range(5)]
            one.process.send_signal(signal.SIGTERM)
            self.assertEqual(one.process.wait(10), 0)
            self.assertTrue(all(c.is_closed() for c in clients))
            self.assertFalse(os.path.exists(one.sock))
        finally:
            one.stop()

    def test_stale_socket_of_the_killed(self):
        one = Daemon()
        try:
            one.process.kill()
            one.process.wait()
            self.assertTrue(os.path.exists(one.sock))
            one.process = one.spawn()
            one.wait_ready()
            self.assertTrue(one.client().works())
        finally:
            self.assertEqual(one.stop(), 0)

    def test_bad_configuration(self):
        one = Daemon()
        try:
            for text, words in (("max_clients = \"many\"\n", ":1: max_clients"), ("\nmax_clients 5\n", ":2: expecting ="),
                                ("max_clients = 0\n", "out of range"), ("listen_addr = [\n", "list"),
                                ("auth_unix_rw = \"magic\"\n", "is not one of")):
                one.conf.write_text(text)
                r = one.spawn("-p", str(one.dir / "home/other.pid"), stderr=subprocess.PIPE)
                said = r.communicate(timeout=10)[1].decode()
                self.assertEqual(r.returncode, 1, text)
                self.assertIn(words, said)
        finally:
            self.assertEqual(one.stop(), 0)


if __name__ == "__main__":
    unittest.main()
