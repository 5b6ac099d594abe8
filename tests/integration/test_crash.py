# SPDX-License-Identifier: LGPL-2.1-or-later
"""Sudden death: of the daemon at any moment, of one QEMU among ten, and one QEMU that is as if dead."""
import os
import random
import signal
import sys
import threading
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'lib'))
import private  # noqa: E402

private.enter()
from documents import domain  # noqa: E402

import libvirt  # noqa: E402

SEED = int(os.environ.get('NV_SEED', '20'))
KILLS = int(os.environ.get('NV_KILLS', '20'))
NAMES = [f'g{i}' for i in range(10)]
BRIDGE = 'br-crash'
DEADLINE = 20 * private.SLOW
STATS = 3 * private.SLOW  # seconds in which bulk statistics are there whatever one guest does
DEVICES = f"""<interface type='bridge'><source bridge='{BRIDGE}'/><model type='virtio'/></interface>
<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
<graphics type='vnc' autoport='yes'/>"""


def quiet(ctx, error):
    pass


class Ten(unittest.TestCase):
    """Ten guests with taps, sockets and ports, next to one daemon at a time."""
    @classmethod
    def setUpClass(cls):
        libvirt.registerErrorHandler(quiet, None)
        libvirt.virEventRegisterDefaultImpl()
        threading.Thread(target=cls.loop, daemon=True).start()
        private.run('ip', 'link', 'add', BRIDGE, 'type', 'bridge')
        cls.daemon = private.Daemon()
        cls.daemon.start()
        cls.conn = libvirt.open('qemu:///system')
        for n in NAMES:
            cls.conn.defineXML(domain(n, devices=DEVICES))
        cls.conn.lookupByName('g0').createWithFlags(libvirt.VIR_DOMAIN_START_PAUSED)
        cls.conn.lookupByName('g0').destroy()
        cls.clean = cls.there_is()

    @staticmethod
    def loop():
        while True:
            libvirt.virEventRunDefaultImpl()

    @classmethod
    def tearDownClass(cls):
        cls.conn.close()
        if cls.daemon.stop() != 0:
            raise AssertionError('the daemon ended badly:\n' + cls.daemon.text()[-3000:])

    @staticmethod
    def there_is():
        """What may not be more after the guests have gone. The daemon's own process has another id each time."""
        processes = sorted(' '.join(argv[:1]) for argv in private.processes().values())
        files = [f for f in private.files() if not f.endswith(('libvirtd.pid', '.lock'))]
        return {'processes': processes, 'interfaces': private.interfaces(), 'sockets': private.sockets(),
                'files': files}

    def left(self):
        now = self.there_is()
        return {kind: [x for x in now[kind] if now[kind].count(x) > self.clean[kind].count(x)] for kind in now
                if now[kind] != self.clean[kind]}

    def active(self):
        return sorted(d.name() for d in self.conn.listAllDomains(libvirt.VIR_CONNECT_LIST_DOMAINS_ACTIVE))

    def state_files(self):
        """Names of guests that files or folders speak of as running."""
        run = {f.rsplit('.', 1)[0] for f in os.listdir('/run/libvirt/qemu') if f.endswith(('.xml', '.pid'))}
        run |= {f.split('-', 2)[2] for f in os.listdir('/var/lib/libvirt/qemu') if f.startswith('domain-')}
        return sorted(run - {'driver'})

    def agrees(self):
        """Daemon, processes, files and taps tell the same story."""
        active = self.active()
        taps = [i for i in private.interfaces() if i.startswith('vnet')]
        return active == sorted(private.qemus().values()) == self.state_files() and len(taps) == len(active)

    def story(self):
        return (f'seed {SEED}: active {self.active()}, processes {private.qemus()}, files {self.state_files()}, '
                f'interfaces {private.interfaces()}\n' + self.daemon.text()[-3000:])

    def all_off(self):
        for name in self.active():
            self.conn.lookupByName(name).destroy()
        private.wait_for(lambda: self.left() == {}, DEADLINE)
        self.assertEqual(self.left(), {}, self.daemon.text()[-2000:])

    # ---- the daemon dies ----

    def work(self, name, turns, stop, errors):
        """Starts, lives some turns, ends; self.told has what the daemon answered last, None while it is asked."""
        try:
            conn = libvirt.open('qemu:///system')
            d = conn.lookupByName(name)
            self.told[name] = bool(d.isActive())
            while not stop.is_set():
                for _ in range(turns if self.told[name] else 0):
                    d.resume()
                    d.suspend()
                on, self.told[name] = self.told[name], None
                if on:
                    d.destroy()
                else:
                    d.createWithFlags(libvirt.VIR_DOMAIN_START_PAUSED if turns % 2 else 0)
                    if turns % 2 == 0:
                        d.suspend()
                self.told[name] = not on
        except libvirt.libvirtError as e:
            if not stop.is_set():
                errors.append(f'{name}: {e}')

    def kill_at(self, moment, rand, where):
        stop, errors, self.told = threading.Event(), [], {}
        threads = [threading.Thread(target=self.work, args=(n, rand.randrange(200), stop, errors)) for n in NAMES]
        for t in threads:
            t.start()
        time.sleep(moment)  # not to wait for something: this is the random moment
        stop.set()
        self.daemon.kill()
        for t in threads:
            t.join(DEADLINE)
            self.assertFalse(t.is_alive(), 'a client hangs on the dead daemon')
        self.assertEqual(errors, [], f'{where}: before the daemon was killed')

    def one_kill(self, moment, rand, where):
        self.kill_at(moment, rand, where)
        self.assertEqual(self.daemon.complaint(), '')
        self.daemon.start()
        self.conn = type(self).conn = libvirt.open('qemu:///system')
        self.assertTrue(private.wait_for(self.agrees, DEADLINE), f'{where}: {self.story()}')
        self.assertEqual(sorted(d.name() for d in self.conn.listAllDomains()), NAMES, f'{where}: a guest is lost')
        active = self.active()
        wrong = {n: on for n, on in self.told.items() if on is not None and on != (n in active)}
        self.assertEqual(wrong, {}, f'{where}: what clients were told does not hold; active: {active}\n'
                         + self.daemon.text()[-3000:])
        for name in active:
            self.alive(self.conn.lookupByName(name))

    def test_daemon_killed_at_any_moment(self):
        rand, started, survivors = random.Random(SEED), time.monotonic(), 0
        moments = [rand.uniform(0.01, 1.5) for _ in range(KILLS)]
        print(f"# seed {SEED}, moments {' '.join(f'{m:.3f}' for m in moments)}")
        for number, moment in enumerate(moments):
            self.one_kill(moment, rand, f'seed {SEED}, kill {number} after {moment:.3f} s')
            survivors += len(self.active())
        self.all_off()
        print(f'# {survivors} guests taken over, {time.monotonic() - started:.0f} s')
        self.assertGreater(survivors, 0, 'no guest outlived a daemon: the moments are badly chosen')

    def alive(self, d):
        """Its monitor answers: it can be paused and resumed; it is left paused."""
        try:
            d.suspend()
        except libvirt.libvirtError as e:  # it is paused already; what state() says may be of before the take-over
            self.assertEqual(e.get_error_code(), libvirt.VIR_ERR_OPERATION_INVALID, str(e))
        self.assertEqual(d.state()[0], libvirt.VIR_DOMAIN_PAUSED)
        d.resume()
        self.assertEqual(d.state()[0], libvirt.VIR_DOMAIN_RUNNING)
        d.suspend()
        self.assertEqual(d.state()[0], libvirt.VIR_DOMAIN_PAUSED)

    # ---- a QEMU dies, or seems to ----

    def start_all(self):
        for name in NAMES:
            self.conn.lookupByName(name).createWithFlags(libvirt.VIR_DOMAIN_START_PAUSED)
        pids = {name: pid for pid, name in private.qemus().items()}
        self.assertEqual(sorted(pids), NAMES)
        return pids

    def statistics(self, names):
        """Of all running guests, in time."""
        begin = time.monotonic()
        got = {d.name(): s for d, s in self.conn.getAllDomainStats(flags=libvirt.VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE)}
        self.assertLess(time.monotonic() - begin, STATS)
        self.assertEqual(sorted(got), sorted(names))
        return got

    def full(self, stats):
        return all(k in stats for k in ('state.state', 'balloon.current', 'vcpu.current', 'net.count'))

    def test_one_qemu_killed(self):
        ended = threading.Event()
        what = []

        def seen(conn, dom, event, detail, opaque):
            if dom.name() == 'g3' and event == libvirt.VIR_DOMAIN_EVENT_STOPPED:
                what.append(detail)
                ended.set()
        pids = self.start_all()
        number = self.conn.domainEventRegisterAny(None, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, seen, None)
        os.kill(pids['g3'], signal.SIGKILL)
        self.assertTrue(ended.wait(DEADLINE), 'nobody tells of the death')
        self.conn.domainEventDeregisterAny(number)
        self.assertEqual(what, [libvirt.VIR_DOMAIN_EVENT_STOPPED_FAILED])
        got = self.statistics([n for n in NAMES if n != 'g3'])
        self.assertTrue(all(self.full(s) for s in got.values()), got)
        self.assertEqual(self.conn.lookupByName('g3').state(),
                         [libvirt.VIR_DOMAIN_SHUTOFF, libvirt.VIR_DOMAIN_SHUTOFF_CRASHED])
        self.assertTrue(private.wait_for(self.agrees, DEADLINE), self.story())
        self.all_off()

    def test_one_qemu_stopped(self):
        pids = self.start_all()
        os.kill(pids['g7'], signal.SIGSTOP)
        try:
            for _ in range(3):
                got = self.statistics(NAMES)
                self.assertIn('state.state', got['g7'])
                lacking = [n for n, s in got.items() if n != 'g7' and not self.full(s)]
                self.assertEqual(lacking, [], 'others suffer from one stopped QEMU')
            begin = time.monotonic()
            self.alive(self.conn.lookupByName('g6'))
            self.conn.lookupByName('g7').destroy()
            self.assertLess(time.monotonic() - begin, DEADLINE)
            self.assertTrue(private.wait_end(pids['g7'], DEADLINE))
        finally:
            if private.qemus().get(pids['g7']):
                os.kill(pids['g7'], signal.SIGKILL)
        self.assertFalse(self.conn.lookupByName('g7').isActive())
        self.statistics([n for n in NAMES if n != 'g7'])
        self.assertTrue(private.wait_for(self.agrees, DEADLINE), self.story())
        self.all_off()

    def test_nothing_grows(self):
        """Descriptors of one daemon after many starts and ends, also of guests that end by being killed."""
        for turn in range(4):
            pids = self.start_all()
            for name in NAMES[:3]:
                os.kill(pids[name], signal.SIGKILL)
            for name in NAMES[3:]:
                self.conn.lookupByName(name).destroy()
            private.wait_for(lambda: self.active() == [], DEADLINE)
            self.all_off()
            if turn == 0:
                before = self.daemon.descriptors()
        self.assertTrue(private.wait_for(lambda: self.daemon.descriptors() <= before, DEADLINE),
                        f'{before} descriptors became {self.daemon.descriptors()}')


if __name__ == '__main__':
    unittest.main()
