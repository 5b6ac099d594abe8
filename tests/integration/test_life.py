# SPDX-License-Identifier: LGPL-2.1-or-later
"""Guests of the QEMU driver, from definition to end, through the daemon's socket with Debian's python3-libvirt."""
import os
import pwd
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'lib'))
import private  # noqa: E402

private.enter(guest=True)


BUILD = os.environ.get('NEOVIRT_BUILD', os.path.join(HERE, '..', '..', 'build'))
GUEST = os.environ.get('NV_GUEST', os.path.join(BUILD, 'guest'))
RUNNING, PAUSED, SHUTOFF = 1, 3, 5
USER = next((p.pw_uid for p in pwd.getpwall() if p.pw_name == 'libvirt-qemu'), 0)


def document(name, uuid='', memory=64, cmdline='', boot=False, devices='', extra=''):
    kernel = (f"<kernel>{GUEST}/vmlinuz</kernel><initrd>{GUEST}/initrd.img</initrd>"
              f"<cmdline>console=ttyS0 {cmdline}</cmdline>") if boot else ''
    return f"""<domain type='qemu'><name>{name}</name>{uuid}<memory unit='MiB'>{memory}</memory><vcpu>1</vcpu>
<os><type arch='x86_64' machine='q35'>hvm</type>{kernel}</os><features><acpi/></features>{extra}
<devices><serial type='pty'/><console type='pty'/>{devices}</devices></domain>"""


class Life(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        import libvirt
        cls.lv = libvirt
        libvirt.registerErrorHandler(lambda c, e: None, None)
        libvirt.virEventRegisterDefaultImpl()

        def loop():
            while True:
                libvirt.virEventRunDefaultImpl()
        threading.Thread(target=loop, daemon=True).start()
        with open('/etc/libvirt/qemu.conf', 'w') as f:  # QEMU's own user, so that files change hands
            f.write('stdio_handler = "file"\n')
        cls.daemon = private.Daemon(os.path.join(BUILD, 'src/daemon/libvirtd'))
        cls.daemon.start()
        cls.events = []
        cls.reopen()

    @classmethod
    def reopen(cls):
        cls.conn = cls.lv.open('qemu:///system')
        cls.conn.domainEventRegisterAny(None, cls.lv.VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                        lambda c, d, e, x, o: cls.events.append((d.name(), e, x)), None)

    def tearDown(self):
        for d in self.conn.listAllDomains():
            try:
                if d.isActive():
                    d.destroy()
            except self.lv.libvirtError:
                pass
            try:
                d.undefine()
            except self.lv.libvirtError:
                pass
        def left():
            return (private.qemus(),
                    [f for f in os.listdir('/run/libvirt/qemu') if f.endswith(('.xml', '.pid')) and f != 'driver.pid'],
                    [f for f in os.listdir('/var/lib/libvirt/qemu') if f.startswith('domain-')])
        # what a killed daemon left is cleared away in the background of the next
        private.wait_for(lambda: left() == ({}, [], []), 10)
        self.assertEqual(left(), ({}, [], []))
        log = self.daemon.text()
        for word in ('Sanitizer', 'runtime error'):
            self.assertNotIn(word, log[max(0, log.find(word) - 200):][:3000] if word in log else '')

    def fails(self, code, fn, text=None):
        with self.assertRaises(self.lv.libvirtError) as e:
            fn()
        self.assertEqual(e.exception.get_error_code(), code, str(e.exception))
        if text:
            self.assertIn(text, str(e.exception))

    def saw(self, *want, timeout=10):
        """The events came, in this order, others between them."""
        def there():
            left = list(want)
            for e in list(self.events):
                if left and e == left[0]:
                    left.pop(0)
            return not left
        self.assertTrue(private.wait_for(there, timeout), f'{want} not in {self.events}')

    def test_define_and_its_mistakes(self):
        lv, c = self.lv, self.conn
        d = c.defineXML(document('a'))
        self.assertTrue(os.path.exists('/etc/libvirt/qemu/a.xml'))
        with open('/etc/libvirt/qemu/a.xml') as f:
            self.assertTrue(f.read().startswith('<!--\nWARNING: THIS IS AN AUTO-GENERATED FILE.'))
        uuid = f'<uuid>{d.UUIDString()}</uuid>'
        self.fails(lv.VIR_ERR_OPERATION_FAILED, lambda: c.defineXML(document('a')), "domain 'a' already exists with uuid")
        self.fails(lv.VIR_ERR_OPERATION_FAILED, lambda: c.defineXML(document('b', uuid)), "is already defined with uuid")
        self.fails(lv.VIR_ERR_NO_DOMAIN, lambda: c.lookupByName('nobody'), "no domain with matching name 'nobody'")
        self.fails(lv.VIR_ERR_OPERATION_INVALID, d.destroy, 'domain is not running')
        self.fails(lv.VIR_ERR_OPERATION_INVALID, d.suspend, 'domain is not running')
        self.assertEqual(c.defineXML(document('a', uuid, memory=96)).maxMemory(), 96 * 1024)
        d.undefine()
        self.assertFalse(os.path.exists('/etc/libvirt/qemu/a.xml'))

    def test_life_and_events(self):
        lv, d = self.lv, self.conn.defineXML(document('life'))
        self.events.clear()
        d.create()
        self.assertEqual(d.state(), [RUNNING, lv.VIR_DOMAIN_RUNNING_BOOTED])
        self.assertEqual(self.conn.lookupByID(d.ID()).name(), 'life')
        self.fails(lv.VIR_ERR_OPERATION_INVALID, d.create, 'domain is already running')
        self.fails(lv.VIR_ERR_OPERATION_INVALID, lambda: d.rename('other'), 'cannot rename active domain')
        self.fails(lv.VIR_ERR_OPERATION_INVALID, d.resume, 'domain is already running')
        d.suspend()
        self.assertEqual(d.state(), [PAUSED, lv.VIR_DOMAIN_PAUSED_USER])
        d.resume()
        self.assertEqual(d.state(), [RUNNING, lv.VIR_DOMAIN_RUNNING_UNPAUSED])
        self.assertIn('<source path=\'/dev/pts/', d.XMLDesc())
        self.assertNotIn('<alias', d.XMLDesc(lv.VIR_DOMAIN_XML_INACTIVE))
        d.destroy()
        self.assertEqual(d.state(), [SHUTOFF, lv.VIR_DOMAIN_SHUTOFF_DESTROYED])
        self.saw(('life', lv.VIR_DOMAIN_EVENT_RESUMED, 0), ('life', lv.VIR_DOMAIN_EVENT_STARTED, 0),
                 ('life', lv.VIR_DOMAIN_EVENT_SUSPENDED, 0), ('life', lv.VIR_DOMAIN_EVENT_RESUMED, 0),
                 ('life', lv.VIR_DOMAIN_EVENT_STOPPED, lv.VIR_DOMAIN_EVENT_STOPPED_DESTROYED))

    def test_transient(self):
        lv, c = self.lv, self.conn
        d = c.createXML(document('fleeting'), lv.VIR_DOMAIN_START_PAUSED)
        self.assertEqual(d.state()[0], PAUSED)
        self.assertEqual(d.isPersistent(), 0)
        self.fails(lv.VIR_ERR_OPERATION_INVALID, lambda: d.setAutostart(1), 'cannot set autostart for transient domain')
        self.fails(lv.VIR_ERR_OPERATION_INVALID, d.undefine, 'cannot undefine transient domain')
        d.destroy()
        self.fails(lv.VIR_ERR_NO_DOMAIN, d.info)
        d = c.createXML(document('left'), lv.VIR_DOMAIN_START_AUTODESTROY)
        other = lv.open('qemu:///system')
        gone = other.createXML(document('bound'), lv.VIR_DOMAIN_START_AUTODESTROY)
        del gone
        other.close()
        self.assertTrue(private.wait_for(lambda: 'bound' not in [x.name() for x in c.listAllDomains()], 10))
        self.assertTrue(d.isActive())

    def test_rename_and_autostart(self):
        d = self.conn.defineXML(document('old'))
        d.setAutostart(1)
        d.rename('new')
        self.assertEqual(sorted(os.listdir('/etc/libvirt/qemu')), ['autostart', 'new.xml'])
        self.assertEqual(os.readlink('/etc/libvirt/qemu/autostart/new.xml'), '/etc/libvirt/qemu/new.xml')
        self.assertEqual(self.conn.lookupByName('new').autostart(), 1)

    def test_death_is_seen(self):
        lv, d = self.lv, self.conn.defineXML(document('mortal'))
        d.create()
        self.events.clear()
        os.kill(next(iter(private.qemus())), signal.SIGKILL)
        self.saw(('mortal', lv.VIR_DOMAIN_EVENT_STOPPED, lv.VIR_DOMAIN_EVENT_STOPPED_FAILED))
        self.assertEqual(d.state(), [SHUTOFF, lv.VIR_DOMAIN_SHUTOFF_CRASHED])
        d.create()
        d.destroy()

    def test_every_step_can_fail(self):
        steps = ['live-def', 'id', 'images', 'status', 'folders', 'nets', 'sockets', 'ports', 'nvram', 'labels', 'process',
                 'monitor', 'live', 'run']
        self.daemon.stop()
        for step in steps:
            self.daemon.env['NEOVIRT_FAIL_STEP'] = f'start:{step}'
            self.daemon.start()
            self.reopen()
            d = self.conn.defineXML(document('doomed', devices="<interface type='ethernet'/>"))
            self.fails(self.lv.VIR_ERR_INTERNAL_ERROR, d.create, 'fails on demand')
            self.assertFalse(d.isActive(), step)
            self.assertTrue(private.wait_for(lambda: private.qemus() == {}, 5), step)
            self.assertFalse([n for _, n in socket.if_nameindex() if n.startswith('vnet')], step)
            self.tearDown()
            self.daemon.stop()
        del self.daemon.env['NEOVIRT_FAIL_STEP']
        self.daemon.start()
        self.reopen()

    @unittest.skipUnless(os.path.exists(f'{GUEST}/initrd.img'), 'the small guest could not be made')
    def test_boot_console_shutdown(self):
        lv = self.lv
        d = self.conn.defineXML(document('real', memory=128, boot=True))
        d.create()
        stream, text = self.conn.newStream(0), b''
        d.openConsole(None, stream)
        second = self.conn.newStream(0)
        self.fails(lv.VIR_ERR_OPERATION_FAILED, lambda: d.openConsole(None, second),
                   'Active console session exists for this domain')
        while b'neovirt guest: ready' not in text:
            part = stream.recv(4096)
            self.assertTrue(part, text)
            text += part
        stream.abort()
        self.events.clear()
        d.shutdown()
        self.saw(('real', lv.VIR_DOMAIN_EVENT_SHUTDOWN, lv.VIR_DOMAIN_EVENT_SHUTDOWN_GUEST),
                 ('real', lv.VIR_DOMAIN_EVENT_STOPPED, lv.VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN), timeout=30)
        self.assertEqual(d.state(), [SHUTOFF, lv.VIR_DOMAIN_SHUTOFF_SHUTDOWN])

    @unittest.skipUnless(os.path.exists(f'{GUEST}/initrd.img'), 'the small guest could not be made')
    def test_what_the_guest_does(self):
        lv = self.lv
        cases = (('nv.poweroff', '', [('g', 6, lv.VIR_DOMAIN_EVENT_SHUTDOWN_GUEST), ('g', 5, 0)]),
                 ('nv.reboot', '<on_reboot>destroy</on_reboot>', [('g', 6, lv.VIR_DOMAIN_EVENT_SHUTDOWN_GUEST), ('g', 5, 0)]))
        for cmdline, actions, want in cases:
            d = self.conn.defineXML(document('g', memory=128, boot=True, cmdline=cmdline, extra=actions))
            self.events.clear()
            d.create()
            self.saw(*want, timeout=60)
            self.assertEqual(d.state(), [SHUTOFF, lv.VIR_DOMAIN_SHUTOFF_SHUTDOWN])
            d.undefine()

    def test_taken_over(self):
        lv = self.lv
        self.conn.defineXML(document('stays')).create()
        self.conn.createXML(document('passing'), 0)
        self.conn.defineXML(document('paused')).createWithFlags(lv.VIR_DOMAIN_START_PAUSED)
        dies = self.conn.defineXML(document('dies'))
        dies.create()
        ids = {d.name(): d.ID() for d in self.conn.listAllDomains()}
        self.daemon.kill()
        os.kill([p for p, n in private.qemus().items() if n == 'dies'][0], signal.SIGKILL)
        self.daemon.start()
        self.reopen()
        self.assertTrue(private.wait_for(lambda: not self.conn.lookupByName('dies').isActive(), 5))
        for name, state in (('stays', RUNNING), ('passing', RUNNING), ('paused', PAUSED)):
            d = self.conn.lookupByName(name)
            self.assertEqual(d.ID(), ids[name])
            self.assertTrue(private.wait_for(lambda: d.state()[0] == state, 5), name)
        self.conn.lookupByName('paused').resume()
        self.conn.lookupByName('stays').suspend()
        self.conn.lookupByName('passing').destroy()

    @unittest.skipUnless(os.path.exists(f'{GUEST}/initrd.img'), 'the small guest could not be made')
    def test_devices_come_and_go(self):
        lv, image = self.lv, '/var/lib/libvirt/images/plugged.raw'
        with open(image, 'w') as f:
            f.truncate(1 << 20)
        disk = f"<disk type='file'><source file='{image}'/><target dev='vdb' bus='virtio'/></disk>"
        d = self.conn.defineXML(document('host', memory=128, boot=True).replace('q35', 'pc'))
        d.create()
        stream, text = self.conn.newStream(0), b''
        d.openConsole(None, stream)
        while b'neovirt guest: ready' not in text:
            text += stream.recv(4096)
        stream.abort()
        both = lv.VIR_DOMAIN_AFFECT_LIVE | lv.VIR_DOMAIN_AFFECT_CONFIG
        d.attachDeviceFlags(disk, both)
        self.fails(lv.VIR_ERR_OPERATION_FAILED, lambda: d.attachDeviceFlags(disk, both), 'target vdb already exists')
        self.assertIn(image, d.XMLDesc())
        self.assertIn(image, d.XMLDesc(lv.VIR_DOMAIN_XML_INACTIVE))
        self.assertEqual(os.stat(image).st_uid, USER)
        time.sleep(2)  # the guest has to take notice of a card before it can let go of it
        d.detachDeviceFlags(disk, both)
        self.assertTrue(private.wait_for(lambda: image not in d.XMLDesc(), 20))
        self.assertEqual(os.stat(image).st_uid, 0)
        self.fails(lv.VIR_ERR_DEVICE_MISSING, lambda: d.detachDevice(disk))

    def test_stuck_qemu_harms_nobody(self):
        lv, names = self.lv, [f'g{i}' for i in range(10)]
        for n in names:
            self.conn.defineXML(document(n, memory=32, devices="<memballoon model='none'/>")).create()
        stuck = [p for p, n in private.qemus().items() if n == 'g3'][0]
        os.kill(stuck, signal.SIGSTOP)
        for _ in range(3):
            begin = time.monotonic()
            stats = {d.name(): s for d, s in self.conn.getAllDomainStats()}
            self.assertLess(time.monotonic() - begin, 2)
            self.assertEqual(sorted(stats), names)
            self.assertTrue(all('state.state' in s for s in stats.values()))
        begin = time.monotonic()
        self.assertEqual(self.conn.lookupByName('g4').info()[0], RUNNING)
        self.conn.lookupByName('g3').destroy()
        self.assertLess(time.monotonic() - begin, 2)

    def test_daemon_killed_at_any_moment(self):
        rand, names = random.Random(20), [f'k{i}' for i in range(6)]
        for n in names:
            self.conn.defineXML(document(n, memory=32, devices="<memballoon model='none'/>"))
        for _ in range(int(os.environ.get('NV_KILLS', '8'))):
            def work(name):
                try:
                    c = self.lv.open('qemu:///system')
                    d = c.lookupByName(name)
                    while True:
                        (d.destroy if d.isActive() else d.create)()
                except self.lv.libvirtError:
                    pass
            threads = [threading.Thread(target=work, args=(n,)) for n in names]
            for t in threads:
                t.start()
            time.sleep(rand.uniform(0.02, 0.4))
            self.daemon.kill()
            for t in threads:
                t.join()
            self.daemon.start()
            self.reopen()

            def agrees():
                active = sorted(d.name() for d in self.conn.listAllDomains() if d.isActive())
                return active == sorted(private.qemus().values())
            self.assertTrue(private.wait_for(agrees, 15),
                            (private.qemus(), [(d.name(), d.state()) for d in self.conn.listAllDomains()]))
            self.assertEqual(len(self.conn.listAllDomains()), len(names))


if __name__ == '__main__':
    unittest.main()
