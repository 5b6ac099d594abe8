# SPDX-License-Identifier: LGPL-2.1-or-later
"""Clients as they are: Debian's programs on our daemon and our library, ours on Debian's daemon."""
import json
import os
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'lib'))
import private  # noqa: E402

private.enter(guest=True)
from documents import domain  # noqa: E402

PYTHON = '/usr/bin/python3'
VIRSH = '/usr/bin/virsh'
READY = 'neovirt guest: ready'
DEFINED, UNDEFINED, STARTED, SUSPENDED, RESUMED, STOPPED, SHUTDOWN = range(7)


def save(text, name='document.xml'):
    path = '/run/' + name
    with open(path, 'w') as f:
        f.write(text)
    return path


def watch(env, uri, name):
    """The client of watchguest.py: what it saw."""
    path = save(domain(name, kernel=True))
    seconds = 120 * private.SLOW
    out = private.call([PYTHON, os.path.join(HERE, '../lib/watchguest.py'), uri, path, str(seconds)], env=env,
                       timeout=seconds + 30)
    got = json.loads(out.splitlines()[-1])
    if got['why'] != 'in time':
        raise AssertionError(f'the guest did not get ready and end in time: {got}')
    return got


class Served(unittest.TestCase):
    """Tests next to one daemon; each leaves it as it found it."""
    daemon_path = private.OURS

    @classmethod
    def setUpClass(cls):
        cls.daemon = private.Daemon(cls.daemon_path, log=f'/run/{cls.__name__}.log')
        cls.daemon.start()

    @classmethod
    def tearDownClass(cls):
        if cls.daemon.stop() != 0:
            raise AssertionError('the daemon ended badly:\n' + cls.daemon.text()[-2000:])

    def tearDown(self):
        left = private.qemus()
        for name in private.call([VIRSH, 'list', '--all', '--name']).split():
            private.call([VIRSH, 'destroy', name], status=None)
            private.call([VIRSH, 'undefine', '--nvram', name], status=None)
            left[name] = 'defined'
        self.daemon.check()
        self.assertEqual(left, {}, 'the test left guests')

    def watch(self, env):
        got = watch(env, 'qemu:///system', 'watched')
        self.assertIn(READY, got['console'])
        self.assertEqual({e[0] for e in got['events']}, {'watched'})
        self.assertEqual([e[1] for e in got['events'] if e[1] not in (SHUTDOWN, SUSPENDED)],
                         [DEFINED, STARTED, RESUMED, STOPPED], got)
        return got


def life(test, virsh, env, daemon_line):
    """One guest from definition to end with a virsh, in the words that people type and scripts read."""
    def v(*args, **more):
        return private.call([virsh, '-c', 'qemu:///system', *args], env=env, **more)
    path = save(domain('life'))
    test.assertIn("Domain 'life' defined from " + path, v('define', path))
    test.assertIn('shut off', v('list', '--all'))
    test.assertRegex(v('domuuid', 'life').strip(), r'^[0-9a-f-]{36}$')
    watcher = subprocess.Popen([virsh, '-c', 'qemu:///system', 'event', 'life', 'lifecycle', '--loop', '--timeout',
                                str(60 * private.SLOW)], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               text=True)
    try:
        test.assertIn("Domain 'life' started", v('start', 'life', '--paused'))
        test.assertEqual(v('domstate', 'life').strip(), 'paused')
        test.assertIn("Domain 'life' resumed", v('resume', 'life'))
        test.assertEqual(v('domstate', 'life', '--reason').strip(), 'running (unpaused)')
        test.assertIn('running', v('list'))
        test.assertRegex(v('dominfo', 'life'), r'(?m)^Max memory: +16384 KiB$')
        test.assertIn("<domain type='qemu' id=", v('dumpxml', 'life'))
        test.assertIn('state.state=1', v('domstats', 'life'))
        test.assertIn("Domain 'life' suspended", v('suspend', 'life'))
        v('start', 'life', status=1)
        v('undefine', 'nobody', status=1)
        test.assertIn("Domain 'life' destroyed", v('destroy', 'life'))
    finally:
        watcher.terminate()
        watcher.communicate()
    test.assertIn("Domain 'life' has been undefined", v('undefine', 'life'))
    test.assertNotIn('life', v('list', '--all'))
    test.assertRegex(v('version', '--daemon'), daemon_line)


class OnOurDaemon(Served):
    def test_debians_virsh(self):
        life(self, VIRSH, dict(os.environ), r'Running against daemon: 9\.0\.0')

    def test_our_virsh(self):
        life(self, private.OUR_VIRSH, private.own_program_env(), r'Running against daemon: 9\.0\.0')

    def test_events_of_debians_virsh(self):
        self.events(VIRSH, dict(os.environ))

    def test_events_of_our_virsh(self):
        self.events(private.OUR_VIRSH, private.own_program_env())

    def events(self, virsh, env):
        """A shell that waits for one event says it and ends, while another client starts the guest."""
        private.call([VIRSH, 'define', save(domain('seen'))])
        p = subprocess.Popen([virsh, '-c', 'qemu:///system'], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True)
        try:
            p.stdin.write('event --list\nevent seen lifecycle --loop --timeout 20\nlist --all\n')
            p.stdin.close()
            p.stdin = None
            for line in p.stdout:  # the list of events ends before the waiting begins
                if 'memory-device-size-change' in line:
                    break
            private.call([VIRSH, 'list'])
            # Until it listens it may miss them, so we go on until it has seen one
            for _ in range(40):
                private.call([VIRSH, 'start', 'seen', '--paused'])
                private.call([VIRSH, 'destroy', 'seen'])
                if private.readable(0, p.stdout.fileno()):
                    break
            p.send_signal(2)
            out = p.communicate(timeout=60 * private.SLOW)[0]
        finally:
            p.kill()
            p.wait()
            private.call([VIRSH, 'undefine', 'seen'])
        self.assertRegex(out, r"event 'lifecycle' for domain 'seen': (Started Booted|Stopped Destroyed)")

    @private.need_guest()
    def test_python_on_debians_library(self):
        self.assertNotIn(private.OUR_LIB, self.watch(dict(os.environ))['library'])

    @private.need_guest()
    def test_python_on_our_library(self):
        self.assertIn(private.OUR_LIB, self.watch(private.our_env())['library'])

    @private.need_guest()
    def test_virt_install_kernel(self):
        self.install(['--boot', f'kernel={private.GUEST}/vmlinuz,initrd={private.GUEST}/initrd.img,'
                      'kernel_args="console=ttyS0 nv.poweroff"', '--disk', 'none', '--import'])

    def test_virt_install_import(self):
        disk = '/var/lib/libvirt/images/import.qcow2'
        subprocess.run(['qemu-img', 'create', '-q', '-f', 'qcow2', disk, '16M'], check=True)
        self.install(['--import', '--disk', f'source.file={disk},type=file,driver.type=qcow2,bus=virtio'], disk=disk)

    def install(self, options, disk=None):
        """On our library: it defines and starts a guest, which then lives until we end it."""
        env = private.our_env()
        out = private.call(['/usr/bin/virt-install', '--connect', 'qemu:///system', '--name', 'installed', '--memory',
                            '128', '--vcpus', '1', '--virt-type', 'qemu', '--osinfo', 'detect=off,require=off',
                            '--graphics', 'none', '--network', 'none', '--noautoconsole', '--console',
                            'pty', *options], env=env, timeout=120)
        listed = private.call([VIRSH, 'list', '--all', '--name']).split()
        self.assertEqual(listed, ['installed'], out)
        xml = private.call([VIRSH, 'dumpxml', 'installed'])
        if disk:
            self.assertIn(f"<source file='{disk}'", xml)
            self.assertIn('running', private.call([VIRSH, 'domstate', 'installed']))
        private.call([VIRSH, 'destroy', 'installed'], status=None)
        private.call([VIRSH, 'undefine', 'installed'])

    def test_perl(self):
        script = ('use Sys::Virt; my $c = Sys::Virt->new(uri => "qemu:///system"); '
                  'print join(",", map { $_->get_name } $c->list_all_domains), " ", $c->get_type, "\n";'
                  'open(M, "<", "/proc/self/maps"); print grep { /libvirt\\.so/ } <M>;')
        private.call([VIRSH, 'define', save(domain('pearl'))])
        out = private.call(['/usr/bin/perl', '-e', script], env=private.our_env())
        private.call([VIRSH, 'undefine', 'pearl'])
        self.assertEqual(out.splitlines()[0], 'pearl QEMU')
        self.assertIn(private.OUR_LIB, out)

    def test_read_only(self):
        out = private.call([VIRSH, '-r', 'define', save(domain('no'))], status=1)
        self.assertIn('read only access prevents virDomainDefineXML', out.replace('error: operation forbidden: ', ''))


class OnDebiansDaemon(Served):
    daemon_path = private.THEIRS

    @classmethod
    def setUpClass(cls):
        if not os.access(private.THEIRS, os.X_OK):
            raise unittest.SkipTest("Debian's libvirtd is not installed")
        super().setUpClass()

    def test_our_virsh(self):
        life(self, private.OUR_VIRSH, private.own_program_env(), r'Running against daemon: 9\.0\.0')

    @private.need_guest()
    def test_python_on_our_library(self):
        self.assertIn(private.OUR_LIB, self.watch(private.our_env())['library'])


USER = 4711


class Session(unittest.TestCase):
    """A user's own daemon: there when it is needed, gone when it is not."""
    def setUp(self):
        home = '/run/session'
        for path in (home, home + '/run'):
            os.makedirs(path, mode=0o700, exist_ok=True)
            os.chown(path, USER, USER)
        os.chmod('/run/user', 0o755)
        starter = '/run/libvirtd-starter'  # the same daemon, but less patient
        with open(starter, 'w') as f:
            f.write(f'#!/bin/sh\nexec {private.OURS} --timeout=3 --daemon 2>>{home}/daemon.log\n')
        os.chmod(starter, 0o755)
        self.env = private.own_program_env(HOME=home, XDG_RUNTIME_DIR=home + '/run', LIBVIRTD_PATH=starter)
        self.home = home
        if subprocess.run([private.OURS, '--version'], user=USER, group=USER, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, env=self.env).returncode:
            self.skipTest('other users cannot read the build folder')

    def virsh(self, *args):
        return private.call(['setpriv', f'--reuid={USER}', f'--regid={USER}', '--clear-groups', private.OUR_VIRSH, '-c',
                             'qemu:///session', *args], env=self.env)

    def daemon(self):
        with open(self.home + '/run/libvirt/libvirtd.pid') as f:
            return int(f.read())

    def test_on_demand(self):
        self.assertIn('Id', self.virsh('list'))
        self.virsh('define', save(domain('mine')))
        self.virsh('start', 'mine', '--paused')
        pid = self.daemon()
        self.assertEqual(list(private.qemus().values()), ['mine'])
        self.assertFalse(private.wait_end(pid, 5), 'the daemon ended while a guest runs')
        self.assertEqual(self.virsh('domstate', 'mine').strip(), 'paused')
        self.virsh('destroy', 'mine')
        self.virsh('undefine', 'mine')
        self.assertEqual(self.daemon(), pid)
        self.assertTrue(private.wait_end(pid, 30 * private.SLOW), 'the daemon does not end when idle')
        self.assertFalse(os.path.exists(self.home + '/run/libvirt/libvirt-sock'))
        log = self.home + '/daemon.log'
        if os.path.exists(log):
            with open(log) as f:
                self.assertIsNone(private.COMPLAINT.search(f.read()))
        self.assertEqual(private.qemus(), {})


class Embedded(unittest.TestCase):
    """The drivers inside the client: no daemon, everything below one folder, nothing left at the end."""
    @private.need_guest()
    def test_python(self):
        before = private.processes()
        got = watch(private.our_env(), 'qemu:///embed?root=/run/embed', 'inside')
        self.assertEqual([e[1] for e in got['events'] if e[1] not in (SHUTDOWN, SUSPENDED)],
                         [DEFINED, STARTED, RESUMED, STOPPED], got)
        self.assertEqual(set(private.processes()) - set(before), set())
        self.assertTrue(os.path.isdir('/run/embed'))
        self.assertFalse(os.path.exists(private.SOCKET))

    RUN = os.path.join(private.BUILD, 'src/qemu-run/virt-qemu-run')

    @private.need_guest()
    def test_virt_qemu_run(self):
        before = private.processes()
        private.call([self.RUN, '-r', '/run/embed-run', save(domain('inside', kernel=True, cmdline='nv.poweroff'))],
                     env=private.own_program_env(), timeout=120)
        self.assertEqual(set(private.processes()) - set(before), set())


if __name__ == '__main__':
    unittest.main()
