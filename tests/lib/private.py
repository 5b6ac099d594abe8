# SPDX-License-Identifier: LGPL-2.1-or-later
"""A private machine for a test: own mounts, network, processes, with fresh folders for libvirt's files.

A test file calls `enter()` first: it starts itself again inside new namespaces, as their first process
(so that nothing survives it), with tmpfs over /run/libvirt, /etc/libvirt, /var/lib/libvirt, ... Then
`Daemon` starts the daemon under test and gives connections to it through Debian's python3-libvirt.
"""
import os
import signal
import subprocess
import sys
import time
import unittest

FRESH = ('/run', '/etc/libvirt', '/var/lib/libvirt', '/var/cache/libvirt', '/var/log/libvirt')
SOCKET = '/run/libvirt/libvirt-sock'


def run(*argv):
    subprocess.run(argv, check=True)


def inside():
    return os.environ.get('NV_PRIVATE') == '1'


def enter():
    """Comes back only inside the namespaces; as another process the test ends here with its status."""
    if not inside():
        if os.geteuid() != 0:
            raise unittest.SkipTest('needs root for a machine of its own')
        env = dict(os.environ, NV_PRIVATE='1')
        argv = ['unshare', '--mount', '--net', '--pid', '--ipc', '--uts', '--fork', '--kill-child', '--mount-proc',
                '--', '/usr/bin/python3', '-u', *sys.argv]
        sys.exit(subprocess.run(argv, env=env).returncode)
    run('mount', '--make-rprivate', '/')
    for path in FRESH:
        os.makedirs(path, exist_ok=True)
        run('mount', '-t', 'tmpfs', '-o', 'mode=755', 'nv', path)
    for path in ('/run/libvirt', '/run/lock', '/var/lib/libvirt/images', '/var/lib/libvirt/boot', '/etc/libvirt/qemu'):
        os.makedirs(path, exist_ok=True)
    os.chmod('/var/lib/libvirt/images', 0o711)
    run('ip', 'link', 'set', 'lo', 'up')
    os.environ['HOME'] = '/run/home'
    os.makedirs('/run/home', exist_ok=True)


class Daemon:
    def __init__(self, path, log='/run/daemon.log', env=None):
        self.path, self.log, self.env = path, log, dict(os.environ, **(env or {}))
        self.proc = None

    def start(self, timeout=20):
        begin = time.monotonic()
        with open(self.log, 'ab') as log:
            self.proc = subprocess.Popen([self.path], stdout=log, stderr=log, env=self.env)
        while not self.answers():
            if self.proc.poll() is not None:
                raise RuntimeError(f'the daemon ended with {self.proc.returncode}:\n' + self.text()[-2000:])
            if time.monotonic() - begin > timeout:
                raise RuntimeError('the daemon does not open its socket:\n' + self.text()[-2000:])
            time.sleep(0.005)
        return time.monotonic() - begin

    @staticmethod
    def answers():
        import socket
        with socket.socket(socket.AF_UNIX) as s:
            try:
                s.connect(SOCKET)
                return True
            except OSError:
                return False

    def text(self):
        with open(self.log, errors='replace') as f:
            return f.read()

    def kill(self):
        self.proc.send_signal(signal.SIGKILL)
        self.proc.wait()

    def stop(self):
        self.proc.send_signal(signal.SIGTERM)
        return self.proc.wait(timeout=30)


def qemus():
    """The QEMU processes of this private machine: pid -> guest's name; zombies are collected, not counted."""
    reap_children()
    found = {}
    for pid in filter(str.isdigit, os.listdir('/proc')):
        try:
            with open(f'/proc/{pid}/cmdline', 'rb') as f:
                argv = f.read().decode(errors='replace').split('\0')
            with open(f'/proc/{pid}/stat') as f:
                state = f.read().rsplit(')', 1)[1].split()[0]
        except OSError:
            continue
        if 'qemu-system' in argv[0] and '-name' in argv and state != 'Z':
            found[int(pid)] = argv[argv.index('-name') + 1].split(',')[0].removeprefix('guest=')
    return found


def reap_children():
    for pid in filter(str.isdigit, os.listdir('/proc')):
        try:
            with open(f'/proc/{pid}/stat') as f:
                head, tail = f.read().rsplit(')', 1)
            if tail.split()[0] == 'Z' and tail.split()[1] == '1' and 'qemu' in head:
                os.waitpid(int(pid), os.WNOHANG)
        except (OSError, ChildProcessError):
            pass


def wait_for(what, timeout=30, step=0.01):
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(step)
    return False
