# SPDX-License-Identifier: LGPL-2.1-or-later
"""A libvirtd of this build, private to a test, and a client that speaks the wire by hand."""
import os
import pathlib
import pwd
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import time

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("NEOVIRT_BUILD", SOURCE / "build")).resolve()

REMOTE, QEMU, ADMIN, KEEPALIVE = 0x20008086, 0x20008087, 0x06900690, 0x6B656570
CALL, REPLY, EVENT, STREAM, CALL_FDS, REPLY_FDS, HOLE = range(7)
OK, ERROR, CONTINUE = range(3)
OPEN, CLOSE, GET_TYPE, DESTROY, GET_XML, LOOKUP_NAME, RESUME, SUSPEND = 1, 2, 3, 12, 14, 23, 28, 34
FEATURE, AUTH_LIST, LIB_VERSION, CONSOLE, SCREENSHOT = 60, 66, 157, 201, 211
ON, OFF, LIFECYCLE = 316, 317, 318
TEST_UUID = bytes.fromhex("6695eb01f6a4830479aa97f2502e193f")


# A sanitizer keeps what was freed for a while: its figures say nothing.
SANITIZED = '"value": "none"' not in (lambda t: t[t.find('"b_sanitize"'):][:80])(
    (BUILD / "meson-info/intro-buildoptions.json").read_text())


def string(s):
    b = s.encode()
    return struct.pack(">I", len(b)) + b + bytes(-len(b) % 4)


def domain(name="test", uuid=TEST_UUID, number=1):
    return string(name) + uuid + struct.pack(">i", number)


class Daemon:
    """Runs as the user of the test, or as nobody when that is root: a user's own daemon, in folders of its own."""

    def __init__(self, conf="", args=()):
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="nvd-"))
        self.run = self.dir / "run"
        self.sock = str(self.run / "libvirt/libvirt-sock")
        for name in ("run", "home", "config"):
            (self.dir / name).mkdir(mode=0o700)
        self.conf = self.dir / "libvirtd.conf"
        self.conf.write_text(conf)
        self.user = None
        program = BUILD / "src/daemon/libvirtd"
        if os.getuid() == 0:
            self.user = "nobody"
            program = pathlib.Path(shutil.copy(program, self.dir / "libvirtd"))
            who = pwd.getpwnam("nobody")
            for path in [self.dir, *self.dir.iterdir()]:
                os.chown(path, who.pw_uid, who.pw_gid)
        self.program = str(program)
        self.env = dict(os.environ, XDG_RUNTIME_DIR=str(self.run), HOME=str(self.dir / "home"),
                        XDG_CONFIG_HOME=str(self.dir / "config"), XDG_CACHE_HOME=str(self.dir / "home"))
        self.log = open(self.dir / "log", "w+b")
        self.process = self.spawn(*args)
        self.wait_ready()

    def spawn(self, *args, **how):
        return subprocess.Popen([self.program, "-f", str(self.conf), *args], env=self.env, user=self.user,
                                group=None if self.user is None else pwd.getpwnam(self.user).pw_gid,
                                extra_groups=None if self.user is None else [], stderr=how.get("stderr", self.log),
                                stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)

    def wait_ready(self):
        until = time.monotonic() + 20
        while time.monotonic() < until and self.process.poll() is None:
            with socket.socket(socket.AF_UNIX) as s:
                if s.connect_ex(self.sock) == 0:
                    return
            time.sleep(0.01)
        raise RuntimeError("the daemon did not start: " + self.said())

    def said(self):
        self.log.flush()
        return (self.dir / "log").read_text(errors="replace")

    def rss(self):
        """KiB"""
        if SANITIZED:
            return 0
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0])

    def fds(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def stop(self):
        """The exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            status = -9
        self.last = self.said()
        self.log.close()
        shutil.rmtree(self.dir, ignore_errors=True)
        return status

    def client(self, opened=True, uri="test:///default", flags=0):
        c = Client(self.sock)
        if opened:
            c.open(uri, flags)
        return c


class Message:
    def __init__(self, head, body, fds=()):
        self.program, self.version, self.proc, self.type, self.serial, self.status = head
        self.body, self.fds = body, list(fds)

    def error(self):
        """code, domain, text"""
        code, dom, present, n = struct.unpack(">iiII", self.body[:16])
        return code, dom, self.body[16:16 + n].decode() if present else ""


class Client:
    def __init__(self, path, timeout=10):
        self.s = socket.socket(socket.AF_UNIX)
        self.s.settimeout(timeout)
        self.s.connect(path)
        self.serial = 0
        self.left = b""
        self.events, self.packets = [], []

    def pack(self, proc, body=b"", program=REMOTE, version=1, kind=CALL, serial=None, status=OK):
        if serial is None:
            self.serial += 1
            serial = self.serial
        return struct.pack(">7I", 28 + len(body), program, version, proc, kind, serial, status) + body

    def send(self, *a, **k):
        self.s.sendall(self.pack(*a, **k))

    def bytes(self, n):
        while len(self.left) < n:
            more = self.s.recv(65536)
            if not more:
                raise EOFError
            self.left += more
        got, self.left = self.left[:n], self.left[n:]
        return got

    def read(self):
        size = struct.unpack(">I", self.bytes(4))[0]
        data = self.bytes(size - 4)
        return Message(struct.unpack(">6I", data[:24]), data[24:])

    def call(self, proc, body=b"", **k):
        self.send(proc, body, **k)
        while True:
            m = self.read()
            if m.type in (REPLY, REPLY_FDS):
                return m
            (self.events if m.type == EVENT else self.packets).append(m)

    def auth(self):
        return self.call(AUTH_LIST)

    def open(self, uri="test:///default", flags=0):
        self.auth()
        m = self.call(OPEN, struct.pack(">I", 1) + string(uri) + struct.pack(">I", flags))
        assert m.status == OK, m.error()
        return m

    def works(self):
        m = self.call(LIB_VERSION)
        return m.status == OK and len(m.body) == 8

    def is_closed(self):
        """The daemon ended the connection."""
        try:
            while self.s.recv(65536):
                pass
            return True
        except ConnectionError:
            return True
        except TimeoutError:
            return False

    def close(self):
        self.s.close()

    __del__ = close
