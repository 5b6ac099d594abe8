# SPDX-License-Identifier: LGPL-2.1-or-later
"""A private machine for a test: own mounts, network, processes, with fresh folders for libvirt's files.

A test file calls `enter()` first: it starts itself again inside new namespaces, whose first process only collects
the dead and takes everything with it when the test ends. There is no /dev/kvm inside (guests are emulated), no
cgroup, no network but what the test makes. `Daemon` is the daemon under test, ours or Debian's.
"""
import glob
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.abspath(os.environ.get('NEOVIRT_SOURCE', os.path.join(HERE, '..', '..')))
BUILD = os.path.abspath(os.environ.get('NEOVIRT_BUILD', os.path.join(SOURCE, 'build')))
OURS = os.path.join(BUILD, 'src/daemon/libvirtd')
THEIRS = '/usr/sbin/libvirtd'
OUR_VIRSH = os.path.join(BUILD, 'src/virsh/virsh')
OUR_LIB = os.path.join(BUILD, 'src')
GUEST_CACHE = os.environ.get('NV_GUEST', os.path.join(SOURCE, 'build-guest'))
GUEST = '/var/lib/libvirt/boot'
FRESH = ('/run', '/etc/libvirt', '/var/lib/libvirt', '/var/cache/libvirt', '/var/log/libvirt')
SOCKET = '/run/libvirt/libvirt-sock'
NODES = ('null', 'zero', 'full', 'random', 'urandom', 'tty', 'net/tun')
COMPLAINT = re.compile(r'ERROR: (?:Address|Leak|Thread)Sanitizer|runtime error:|AddressSanitizer:DEADLYSIGNAL')


def sanitized(path=None):
    with open(path or OURS, 'rb') as f:
        return b'libasan.so' in f.read()


SLOW = 3 if os.path.exists(OURS) and sanitized() else 1  # how much longer a deadline is


def run(*argv):
    subprocess.run(argv, check=True)


# ---- going inside ----

def make_guest():
    """Before the network is gone: the kernel and initrd, or why there are none."""
    if all(os.path.exists(f'{GUEST_CACHE}/{f}') for f in ('vmlinuz', 'initrd.img')):
        return ''
    p = subprocess.run([os.path.join(SOURCE, 'scripts/make-guest'), GUEST_CACHE], stdout=subprocess.PIPE,
                       stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=300)
    return '' if p.returncode == 0 else 'no guest kernel: ' + (p.stdout.decode().strip().splitlines() or ['?'])[-1]


def unshare():
    return ['unshare', '--mount', '--net', '--pid', '--ipc', '--uts', '--fork', '--kill-child', '--mount-proc', '--']


def outside(guest):
    if os.geteuid() != 0:
        raise unittest.SkipTest('needs root for namespaces of its own')
    probe = subprocess.run([*unshare(), 'true'], stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
    if probe.returncode:
        raise unittest.SkipTest('no namespaces here: ' + probe.stderr.decode().strip())
    env = dict(os.environ, NV_PRIVATE='1', NV_NO_GUEST=make_guest() if guest else 'not asked for')
    sys.exit(subprocess.run([*unshare(), '/usr/bin/python3', '-u', *sys.argv], env=env).returncode)


def first_process():
    """Returns in a child; the first process collects every orphan and ends with the child's status."""
    child = os.fork()
    if child == 0:
        return
    while True:
        pid, status = os.wait()
        if pid == child:
            os._exit(os.waitstatus_to_exitcode(status) & 0xff)


def own_devices():
    new = '/run/dev'
    os.makedirs(new + '/net')
    for name in NODES:
        if os.path.exists('/dev/' + name):
            open(f'{new}/{name}', 'w').close()
            run('mount', '--bind', '/dev/' + name, f'{new}/{name}')
    os.mkdir(new + '/pts')
    run('mount', '-t', 'devpts', '-o', 'newinstance,ptmxmode=0666,mode=0620,gid=5', 'nv', new + '/pts')
    os.symlink('pts/ptmx', new + '/ptmx')
    for name, to in (('fd', ''), ('stdin', '/0'), ('stdout', '/1'), ('stderr', '/2')):
        os.symlink('/proc/self/fd' + to, f'{new}/{name}')
    os.mkdir(new + '/shm')
    run('mount', '--rbind', new, '/dev')
    run('mount', '-t', 'tmpfs', '-o', 'mode=1777', 'nv', '/dev/shm')


def own_settings():
    """What Debian's daemon needs to live without its log daemon and users; ours reads the same file."""
    with open('/etc/libvirt/qemu.conf', 'w') as f:
        f.write('stdio_handler = "file"\nuser = "root"\ngroup = "root"\n')


def own_environment():
    for key in list(os.environ):
        if key.startswith(('XDG_', 'LIBVIRT_', 'VIRSH_', 'http', 'HTTP', 'LD_')):
            del os.environ[key]
    os.environ.update(HOME='/run/home', XDG_RUNTIME_DIR='/run/user/0', LC_ALL='C.UTF-8')
    for path in ('/run/home', '/run/user/0'):
        os.makedirs(path, mode=0o700)


def inside():
    return os.environ.get('NV_PRIVATE') == '1'


def enter(guest=False):
    """Comes back only inside the namespaces; the process outside ends here with the status of the one inside."""
    if not inside():
        outside(guest)
    first_process()
    run('mount', '--make-rprivate', '/')
    for path in FRESH:
        os.makedirs(path, exist_ok=True)
        run('mount', '-t', 'tmpfs', '-o', 'mode=755', 'nv', path)
    run('umount', '-lR', '/sys')
    run('mount', '-t', 'sysfs', 'nv', '/sys')  # of this network, without cgroups
    for path in ('/run/libvirt', '/run/lock', '/var/lib/libvirt/images', GUEST, '/etc/libvirt/qemu'):
        os.makedirs(path, exist_ok=True)
    os.chmod('/var/lib/libvirt/images', 0o711)
    own_devices()
    own_settings()
    own_environment()
    run('ip', 'link', 'set', 'lo', 'up')
    if not os.environ.get('NV_NO_GUEST'):
        for name in ('vmlinuz', 'initrd.img'):
            shutil.copy(f'{GUEST_CACHE}/{name}', GUEST)
        os.environ['NV_GUEST'] = GUEST


def need_guest():
    """For tests that boot a real kernel."""
    why = os.environ.get('NV_NO_GUEST')
    return unittest.skipIf(bool(why), why or '')


# ---- waiting ----

def readable(deadline, *fds):
    """Those of the descriptors that can be read; none when the time (monotonic) is over."""
    p = select.poll()
    for fd in fds:
        p.register(fd, select.POLLIN)
    return [fd for fd, _ in p.poll(max(0, (deadline - time.monotonic()) * 1000))]


def wait_end(pid, timeout):
    """True when the process is gone in time; it need not be a child."""
    try:
        fd = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(readable(time.monotonic() + timeout, fd))
    finally:
        os.close(fd)


def wait_for(what, timeout=30, step=0.01):
    """Only where nothing tells of the change."""
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(step)
    return False


# ---- the daemon ----

class Daemon:
    def __init__(self, path=OURS, log='/run/daemon.log', env=None, args=()):
        self.path, self.log, self.args = path, log, list(args)
        self.env = dict(os.environ, **(env or {}))
        self.env.pop('LD_LIBRARY_PATH', None)
        self.env.setdefault('LIBVIRT_LOG_OUTPUTS', '3:stderr')
        self.env.setdefault('LIBVIRT_DEBUG', '3')
        self.proc, self.checked = None, 0

    def start(self, timeout=60):
        """Ready when it says so; the seconds that took."""
        begin = time.monotonic()
        path = f'/run/notify.{os.getpid()}'
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
            if os.path.exists(path):
                os.unlink(path)
            notify.bind(path)
            with open(self.log, 'ab') as log:
                self.proc = subprocess.Popen([self.path, *self.args], stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                                             env=dict(self.env, NOTIFY_SOCKET=path))
            self.wait_ready(notify, begin + timeout)
        return time.monotonic() - begin

    def wait_ready(self, notify, deadline):
        end = os.pidfd_open(self.proc.pid)
        try:
            while True:
                ready = readable(deadline, notify.fileno(), end)
                if notify.fileno() in ready:
                    if b'READY=1' in notify.recv(4096):
                        return
                elif end in ready:
                    raise RuntimeError(f'the daemon ended with {self.proc.wait()}:\n' + self.text()[-3000:])
                else:
                    self.kill()
                    raise RuntimeError('the daemon does not get ready:\n' + self.text()[-3000:])
        finally:
            os.close(end)

    def text(self):
        with open(self.log, errors='replace') as f:
            return f.read()

    def complaint(self):
        """What a sanitizer said since the last time, or nothing."""
        text = self.text()
        new, self.checked = text[self.checked:], len(text)
        found = COMPLAINT.search(new)
        return new[max(0, found.start() - 200):found.start() + 6000] if found else ''

    def check(self):
        said = self.complaint()
        if said:
            raise AssertionError('the daemon misbehaves:\n' + said)
        if self.proc and self.proc.poll() is not None:
            raise AssertionError(f'the daemon ended with {self.proc.returncode}:\n' + self.text()[-3000:])

    def kill(self):
        self.proc.send_signal(signal.SIGKILL)
        self.proc.wait()

    def stop(self, timeout=60):
        """Ends it as a service manager would; its exit status. A complaint of a sanitizer is an error."""
        if self.proc is None:
            return 0
        self.proc.send_signal(signal.SIGTERM)
        try:
            status = self.proc.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError('the daemon did not end when told to:\n' + self.text()[-3000:]) from None
        self.proc = None
        said = self.complaint()
        if said:
            raise AssertionError('the daemon misbehaves:\n' + said)
        return status

    def resident(self):
        """KiB of memory that it has now."""
        with open(f'/proc/{self.proc.pid}/status') as f:
            return int(re.search(r'^VmRSS:\s+(\d+)', f.read(), re.M).group(1))

    def descriptors(self):
        return len(os.listdir(f'/proc/{self.proc.pid}/fd'))


# ---- clients ----

def our_env(**more):
    """For a foreign program (an interpreter) that shall load our library instead of Debian's."""
    env = dict(os.environ, LD_LIBRARY_PATH=OUR_LIB, **more)
    if sanitized(os.path.join(OUR_LIB, 'libvirt.so.0')):
        env['LD_PRELOAD'] = subprocess.check_output(['gcc', '-print-file-name=libasan.so'], text=True).strip()
        env['ASAN_OPTIONS'] = env.get('ASAN_OPTIONS', '') + ':detect_leaks=0:verify_asan_link_order=0'
    return env


def own_program_env(**more):
    """For a program of ours: it was built with the sanitizers that its library has."""
    return dict(os.environ, LD_LIBRARY_PATH=OUR_LIB, **more)


def call(argv, env=None, timeout=60, status=0, data=None):
    """The standard output of a client that must end in time with this status and without a sanitizer's complaint."""
    p = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, start_new_session=True,
                         stdin=subprocess.PIPE if data is not None else subprocess.DEVNULL, text=True)
    try:
        out, error = p.communicate(data, timeout=timeout * SLOW)
    except subprocess.TimeoutExpired:
        os.killpg(p.pid, signal.SIGKILL)
        out, error = p.communicate()
        raise AssertionError(f'{argv} did not end in time:\n{out}\n{error}') from None
    if COMPLAINT.search(error) or (status is not None and p.returncode != status):
        raise AssertionError(f'{argv} ended with {p.returncode}:\n{out}\n{error}')
    return out if status == 0 else out + error


# ---- what there is ----

def processes():
    """pid -> arguments of every living process of this machine."""
    found = {}
    for pid in filter(str.isdigit, os.listdir('/proc')):
        try:
            with open(f'/proc/{pid}/stat') as f:
                state = f.read().rsplit(')', 1)[1].split()[0]
            with open(f'/proc/{pid}/cmdline', 'rb') as f:
                argv = f.read().decode(errors='replace').split('\0')[:-1]
        except OSError:
            continue
        if state not in 'ZX':
            found[int(pid)] = argv
    return found


def qemus():
    """The QEMU processes that run guests: pid -> guest's name."""
    return {pid: argv[argv.index('-name') + 1].split(',')[0].removeprefix('guest=')
            for pid, argv in processes().items()
            if argv and 'qemu-system' in argv[0] and '-name' in argv}


def files():
    """Everything below the fresh folders but caches and logs, which are meant to stay."""
    found = []
    for top in ('/run/libvirt', '/etc/libvirt', '/var/lib/libvirt'):
        for folder, folders, names in os.walk(top):
            found += [os.path.join(folder, n) for n in folders + names]
    return sorted(found)


def interfaces():
    return sorted(os.path.basename(p) for p in glob.glob('/sys/class/net/*'))


def sockets():
    """Paths of unix sockets that someone listens on."""
    with open('/proc/net/unix') as f:
        rows = [line.split() for line in f.read().splitlines()[1:]]
    return sorted({r[7] for r in rows if len(r) > 7 and r[3] == '00010000'})
