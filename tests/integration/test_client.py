# SPDX-License-Identifier: LGPL-2.1-or-later
"""The library as programs use it: Debian's Python binding on our libvirt.so, on daemons and in the process."""
import os
import pathlib
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from daemon import *  # noqa: E402,F403

PYTHON = "/usr/bin/python3"


def environment(**more):
    env = dict(os.environ, LD_LIBRARY_PATH=str(BUILD / "src"), PYTHONPATH="/usr/lib/python3/dist-packages", **more)
    if SANITIZED:
        lib = subprocess.run(["gcc", "-print-file-name=libasan.so"], capture_output=True, text=True).stdout.strip()
        env.update(LD_PRELOAD=lib, ASAN_OPTIONS="detect_leaks=0", PYTHONMALLOC="malloc")
    return env


def program(text, *args, timeout=60, **env):
    """Runs a Python program on our library; what it printed."""
    r = subprocess.run([PYTHON, "-c", "import libvirt, sys, time\nuri = sys.argv[1]\n"
                        "libvirt.registerErrorHandler(lambda ctx, e: None, None)\n" + text, *args],
                       capture_output=True, text=True, timeout=timeout, env=environment(**env))
    if r.returncode:
        raise AssertionError(f"exit status {r.returncode}: {r.stdout[-2000:]}{r.stderr[-4000:]}")
    return r.stdout


def has_binding():
    return subprocess.run([PYTHON, "-c", "import libvirt"], capture_output=True).returncode == 0


CALLS = """
c = libvirt.open(uri)
print(c.getType(), c.getURI(), c.getLibVersion(), c.isAlive(), c.isEncrypted(), c.isSecure())
d = c.lookupByName("test")
print(d.name(), d.UUIDString(), d.ID(), d.isActive(), [x.name() for x in c.listAllDomains()])
try:
    c.lookupByName("nope")
except libvirt.libvirtError as e:
    print(e.get_error_code(), e.get_error_domain(), e)
try:
    libvirt.openReadOnly(uri).lookupByName("test").destroy()
except libvirt.libvirtError as e:
    print(e.get_error_code(), e)
"""

EVENTS = """
libvirt.virEventRegisterDefaultImpl()
c = libvirt.open(uri)
d = c.lookupByName("test")
got = []
def told(c, d, event, detail, tag):
    got.append((d.name(), event, detail, tag))
a = c.domainEventRegisterAny(None, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, told, "all")
b = c.domainEventRegisterAny(d, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, told, "one")
def run(n):
    until = time.time() + 10
    while len(got) < n and time.time() < until:
        libvirt.virEventRunDefaultImpl()
libvirt.virEventAddTimeout(100, lambda *a: None, None)
d.suspend(); d.resume(); run(4)
print(sorted(got))
c.domainEventDeregisterAny(a); got.clear()
d.suspend(); d.resume(); run(2)
print(got)
c.domainEventDeregisterAny(b); got.clear()
d.suspend(); d.resume()
until = time.time() + 0.5
while time.time() < until:
    libvirt.virEventRunDefaultImpl()
print(got)
try:
    c.domainEventDeregisterAny(b)
except libvirt.libvirtError as e:
    print("gone")
"""

STREAMS = """
libvirt.virEventRegisterDefaultImpl()
c = libvirt.open(uri)
d = c.lookupByName("test")
s = c.newStream(); d.openConsole(None, s, 0)
s.send(b"hello"); b = b""
while len(b) < 5:
    b += s.recv(100)
s.finish(); print(b)
s = c.newStream(); kind = d.screenshot(s, 0); got = []
s.recvAll(lambda s, data, o: got.append(data), None); s.finish()
print(kind, len(b"".join(got)))
s = c.newStream(); d.openConsole(None, s, 0); s.abort()
s = c.newStream(libvirt.VIR_STREAM_NONBLOCK); d.openConsole(None, s, 0)
print(s.recv(10)); got = []
s.eventAddCallback(libvirt.VIR_STREAM_EVENT_READABLE, lambda s, ev, o: got.append(s.recv(1000)), None)
libvirt.virEventAddTimeout(100, lambda *a: None, None)
s.send(b"nonblocking"); until = time.time() + 10
while sum(len(x) for x in got) < 11 and time.time() < until:
    libvirt.virEventRunDefaultImpl()
print(b"".join(got)); s.eventRemoveCallback(); s.abort()
s = c.newStream()
try:
    s.send(b"x")
except libvirt.libvirtError as e:
    print(e)
del s
s = c.newStream(); d.openConsole(None, s, 0); del s  # never ended by the program
print(c.lookupByName("test").name())
"""


@unittest.skipUnless(has_binding(), "python3-libvirt is not installed")
class Binding(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.daemon = Daemon()
        cls.uri = f"test+unix:///default?socket={cls.daemon.sock}"

    @classmethod
    def tearDownClass(cls):
        assert cls.daemon.stop() == 0

    def both(self):
        yield "test:///default"
        yield self.uri

    def test_calls(self):
        for uri in self.both():
            out = program(CALLS, uri).splitlines()
            self.assertEqual(out[0], f"TEST {uri} 9000000 1 0 1")
            self.assertEqual(out[1], "test 6695eb01-f6a4-8304-79aa-97f2502e193f 1 1 ['test']")
            self.assertEqual(out[2][:5], "42 12")
            self.assertEqual(out[3], "29 operation forbidden: read only access prevents virDomainDestroy")

    def test_events(self):
        for uri in self.both():
            out = program(EVENTS, uri).splitlines()
            self.assertEqual(out[0], str([("test", e, 0, t) for e, t in ((3, "all"), (3, "one"), (4, "all"), (4, "one"))]))
            self.assertEqual(out[1], str([("test", 3, 0, "one"), ("test", 4, 0, "one")]))
            self.assertEqual(out[2:], ["[]", "gone"])

    def test_streams(self):
        for uri in self.both():
            out = program(STREAMS, uri).splitlines()
            self.assertEqual(out[0], "b'hello'")
            self.assertEqual(out[1], "image/x-portable-pixmap 921615")
            self.assertEqual(out[2], "-2")
            self.assertEqual(out[3], "b'nonblocking'")
            self.assertIn("not supported", out[4])
            self.assertEqual(out[5], "test")

    def test_threads_share_a_connection(self):
        out = program("""
import threading
libvirt.virEventRegisterDefaultImpl()
stop = []
def loop():
    while not stop:
        libvirt.virEventRunDefaultImpl()
t = threading.Thread(target=loop); t.start()
c = libvirt.open(uri); n = []
def work(i):
    for k in range(200):
        d = c.lookupByName("test")
        assert d.UUIDString() == "6695eb01-f6a4-8304-79aa-97f2502e193f" and "<name>test" in d.XMLDesc()
        if i % 4 == 0:
            d.suspend()
    n.append(i)
w = [threading.Thread(target=work, args=(i,)) for i in range(12)]
[x.start() for x in w]; [x.join() for x in w]
print(len(n)); stop.append(1); libvirt.virEventAddTimeout(0, lambda *a: None, None); t.join()
c.lookupByName("test").resume()
""", self.uri)
        self.assertEqual(out, "12\n")

    def test_keepalive(self):
        out = program("""
libvirt.virEventRegisterDefaultImpl()
c = libvirt.open(uri); print(c.setKeepAlive(1, 2))
libvirt.virEventAddTimeout(200, lambda *a: None, None); until = time.time() + 3.5
while time.time() < until: libvirt.virEventRunDefaultImpl()
print(c.isAlive(), c.getLibVersion())
""", self.uri)
        self.assertEqual(out, "0\n1 9000000\n")

    def test_a_daemon_that_dies(self):
        own = Daemon()
        try:
            out = program("""
import os, signal
libvirt.virEventRegisterDefaultImpl()
c = libvirt.open(uri); why = []
c.registerCloseCallback(lambda c, reason, o: why.append(reason), None)
os.kill(int(sys.argv[2]), signal.SIGKILL)
libvirt.virEventAddTimeout(200, lambda *a: None, None); until = time.time() + 5
while not why and time.time() < until: libvirt.virEventRunDefaultImpl()
print(why, c.isAlive())
for i in range(2):
    try: c.getLibVersion()
    except libvirt.libvirtError as e: print(e.get_error_code(), e)
""", f"test+unix:///default?socket={own.sock}", str(own.process.pid))
            lines = out.splitlines()
            self.assertEqual(lines[0], "[1] 0")
            self.assertTrue(lines[1].startswith("39 ") and "closed the connection" in lines[1], lines)
            self.assertEqual(lines[2], lines[1])
        finally:
            own.stop()

    def test_a_stopped_daemon_is_noticed(self):
        own = Daemon()
        try:
            out = program("""
import os, signal
libvirt.virEventRegisterDefaultImpl()
c = libvirt.open(uri); c.setKeepAlive(1, 1)
os.kill(int(sys.argv[2]), signal.SIGSTOP); time.sleep(0.3)
try: c.getLibVersion()
except libvirt.libvirtError as e: print(e)
""", f"test+unix:///default?socket={own.sock}", str(own.process.pid))
            self.assertIn("keepalive timeout", out)
        finally:
            own.process.send_signal(signal.SIGCONT)
            own.stop()

    def test_mistakes_of_uris(self):
        text = """
for u in sys.argv[1:]:
    try: libvirt.open(u); print("opened", u)
    except libvirt.libvirtError as e: print(e)
"""
        out = program(text, "test:///nofile", "test+unix:///default?socket=/nonexistent/sock", "qemu+tls://host/system",
                      "not a uri", "test+unix://host/default").splitlines()
        self.assertIn("use test:///default", out[0])
        self.assertIn("Failed to connect socket to '/nonexistent/sock': No such file or directory", out[1])
        self.assertIn("tls is not supported yet", out[2])
        self.assertIn("Unable to parse URI not a uri", out[3])
        self.assertIn("may not name a host", out[4])

    def test_defaults_and_aliases(self):
        conf = self.daemon.dir / "client"
        (conf / "libvirt").mkdir(parents=True, exist_ok=True)
        (conf / "libvirt/libvirt.conf").write_text('uri_default = "test:///default"\nuri_aliases = ["mine=test:///default"]\n')
        if os.getuid() != 0:  # root reads /etc
            out = program("print(libvirt.open(None).getURI(), libvirt.open('mine').getURI())", "", XDG_CONFIG_HOME=str(conf))
            self.assertEqual(out, "test:///default test:///default\n")
        out = program("print(libvirt.open(None).getURI())", "", LIBVIRT_DEFAULT_URI="test:///default")
        self.assertEqual(out, "test:///default\n")


@unittest.skipUnless(has_binding(), "python3-libvirt is not installed")
class OnDemand(unittest.TestCase):
    """A user's daemon is started by the first program that needs it; all that come at once find the same one."""

    def test_many_start_one(self):
        own = Daemon()  # for its folders
        own.process.send_signal(signal.SIGTERM)
        own.process.wait()
        try:
            how = {"user": own.user, "extra_groups": []} if own.user else {}
            env = dict(environment(LIBVIRTD_PATH=own.program), XDG_RUNTIME_DIR=own.env["XDG_RUNTIME_DIR"],
                       HOME=own.env["HOME"], XDG_CONFIG_HOME=own.env["XDG_CONFIG_HOME"],
                       XDG_CACHE_HOME=own.env["XDG_CACHE_HOME"])
            text = "import libvirt\nc = libvirt.open('qemu:///session')\nprint(c.getURI())"
            if own.user:
                lib = own.dir / "lib"
                subprocess.run(["cp", "-rL", *map(str, (BUILD / "src").glob("libvirt*.so.0")), str(self.folder(lib))],
                               check=True)
                env["LD_LIBRARY_PATH"] = str(lib)
            all_ = [subprocess.Popen([PYTHON, "-c", text], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                     cwd="/", **how) for _ in range(5)]
            for p in all_:
                out, err = p.communicate(timeout=60)
                self.assertEqual((out, p.returncode), (b"qemu:///session\n", 0), err.decode())
            pid = int((own.run / "libvirt/libvirtd.pid").read_text())
            self.assertIn(b"--timeout=120", pathlib.Path(f"/proc/{pid}/cmdline").read_bytes())
            os.kill(pid, signal.SIGTERM)
            until = time.monotonic() + 10
            while os.path.exists(f"/proc/{pid}") and time.monotonic() < until:
                time.sleep(0.05)
            self.assertFalse(os.path.exists(own.sock))
        finally:
            own.stop()

    def folder(self, path):
        path.mkdir(mode=0o755)
        return path


class Liar:
    """A server that answers each call by a function: the message's header and body -> bytes, or None to hang up."""

    def __init__(self, folder, answer):
        self.path = f"{folder}/liar-sock"
        self.answer = answer
        self.s = socket.socket(socket.AF_UNIX)
        if os.path.exists(self.path):
            os.unlink(self.path)
        self.s.bind(self.path)
        self.s.listen(5)
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                conn, _ = self.s.accept()
            except OSError:
                return
            c = Client.__new__(Client)
            c.s, c.serial, c.left = conn, 0, b""
            try:
                while True:
                    m = c.read()
                    out = self.honest(c, m)
                    if out is None:
                        out = self.answer(c, m)
                    if out is None:
                        break
                    conn.sendall(out)
            except (OSError, EOFError):
                pass
            conn.close()

    def honest(self, c, m):
        if m.proc == AUTH_LIST:
            return reply(c, m, struct.pack(">II", 1, 0))
        if m.proc in (OPEN, CLOSE):
            return reply(c, m, b"")
        return None


def reply(c, m, body=b"", **k):
    k = dict(dict(serial=m.serial, kind=REPLY), **k)
    return c.pack(k.pop("proc", m.proc), body, **k)


LIES = {
    "hangs up": lambda c, m: None,
    "another procedure": lambda c, m: reply(c, m, bytes(8), proc=9),
    "another program": lambda c, m: reply(c, m, bytes(8), program=QEMU),
    "an odd status": lambda c, m: reply(c, m, bytes(8), status=77),
    "too short": lambda c, m: reply(c, m, bytes(3)),
    "too long": lambda c, m: reply(c, m, bytes(4000)),
    "an error that is none": lambda c, m: reply(c, m, b"\xff" * 40, status=1),
    "an empty error": lambda c, m: reply(c, m, b"", status=1),
    "a giant": lambda c, m: struct.pack(">I", 0xFFFFFFFF) + bytes(100),
    "a dwarf": lambda c, m: struct.pack(">I", 3) + bytes(100),
    "noise": lambda c, m: b"HTTP/1.1 400 Bad Request\r\n\r\n" * 10,
    "a list without end": lambda c, m: reply(c, m, struct.pack(">I", 0xFFFFFFFF) + bytes(100)),
    "promised descriptors": lambda c, m: reply(c, m, struct.pack(">I", 3) + bytes(8), kind=REPLY_FDS) + bytes(3),
}


@unittest.skipUnless(has_binding(), "python3-libvirt is not installed")
class Lies(unittest.TestCase):
    TEXT = """
import resource
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
c = libvirt.open(uri)
for call in (c.getLibVersion, lambda: c.listAllDomains(0)):
    try:
        call(); print("believed")
    except libvirt.libvirtError as e:
        print(e.get_error_code(), e)
"""

    def test_lies(self):
        import tempfile
        with tempfile.TemporaryDirectory() as folder:
            for name, answer in LIES.items():
                with self.subTest(name):
                    liar = Liar(folder, answer)
                    out = program(self.TEXT, f"test+unix:///default?socket={liar.path}", timeout=30)
                    self.assertNotIn("believed", out, name)
                    self.assertEqual(len(out.splitlines()), 2, out)
                    liar.s.close()

    def test_answers_nobody_asked_for(self):
        """Wrong serials, events nobody wanted, packets of no stream, pings: passed over; then the truth."""
        def answer(c, m):
            junk = reply(c, m, bytes(8), serial=m.serial + 1000) + c.pack(LIFECYCLE, b"\xff" * 9, kind=EVENT, serial=0)
            junk += c.pack(LIFECYCLE, struct.pack(">i", 7) + domain() + bytes(8), kind=EVENT, serial=0)
            junk += c.pack(201, b"data", kind=STREAM, serial=5, status=2) + c.pack(99, b"", kind=9)
            junk += c.pack(1, program=KEEPALIVE, kind=EVENT, serial=0)
            if m.program == KEEPALIVE:
                return b""
            return junk * 3 + reply(c, m, struct.pack(">Q", 9000000))
        import tempfile
        with tempfile.TemporaryDirectory() as folder:
            liar = Liar(folder, answer)
            out = program("c = libvirt.open(uri)\nprint([c.getLibVersion() for i in range(50)] == [9000000] * 50)",
                          f"test+unix:///default?socket={liar.path}")
            self.assertEqual(out, "True\n")
            liar.s.close()


if __name__ == "__main__":
    unittest.main()
