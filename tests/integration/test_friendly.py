# SPDX-License-Identifier: LGPL-2.1-or-later
"""Mistakes that people make, and what they are told: where, what, and what to do.

Each case is a transcript in tests/golden/friendly/NAME.txt; NV_GOLDEN=1 writes them anew, to be read before they are
committed. Words that a message must have whatever else it says stand with the case.
"""
import os
import re
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'lib'))
import private  # noqa: E402

private.enter()
from documents import domain  # noqa: E402

GOLDEN = os.path.join(private.SOURCE, 'tests/golden/friendly')
BASE = domain('vm')
DEFINE = ('define vm.xml',)
VALIDATE = ('define vm.xml --validate',)
START = ('define vm.xml', 'start vm')


def devices(text):
    return lambda doc: doc.replace("<serial type='pty'/>", text + "\n    <serial type='pty'/>")


def instead(old, new):
    def change(doc):
        assert old in doc, old
        return doc.replace(old, new)
    return change


DISK = "<disk type='file'><source file='{}'/><target dev='vda' bus='{}'/></disk>"

# name: (what is wrong with the document, commands, words that must be in what is said)
CASES = {
    # spelling
    'element-misspelt': (instead('vcpu>', 'vpcu>'), VALIDATE, ['line 4', "'vpcu'", "did you mean 'vcpu'"]),
    'attribute-misspelt': (devices("<disk tpye='file'><source file='/x'/><target dev='vda'/></disk>"), VALIDATE,
                           ['line 10', 'tpye', "did you mean 'type'"]),
    'bus-misspelt': (devices(DISK.format('/x', 'virito')), DEFINE, ['line 10', '@bus', 'virito', "'virtio'"]),
    'model-misspelt': (devices("<video><model type='virtoi'/></video>"), DEFINE, ['line 10', 'virtoi', "'virtio'"]),
    'graphics-misspelt': (devices("<graphics type='vncc'/>"), DEFINE, ['line 10', 'vncc', "'vnc'"]),
    'unit-unknown': (instead("'MiB'", "'Megabyte'"), DEFINE, ['line 3', 'memory', 'Megabyte', 'MiB']),
    'number-in-words': (instead('<vcpu>1', '<vcpu>two'), DEFINE, ['line 4', 'vcpu', "'two'", 'number']),
    'yes-or-true': (devices("<graphics type='vnc' autoport='true'/>"), DEFINE, ['line 10', '@autoport', 'true', 'yes']),
    'mac-short': (devices("<interface type='user'><mac address='52:54:00:12'/></interface>"), DEFINE,
                  ['line 10', 'mac/@address', '52:54:00:12', '52:54:00:12:34:56']),
    'uuid-broken': (instead('<name>vm</name>', '<name>vm</name><uuid>1234</uuid>'), DEFINE, ['line 2', 'uuid', '1234']),
    # form
    'tag-open': (instead('</devices>', ''), DEFINE, ['14', 'devices']),
    'not-xml': (lambda doc: 'name = vm\nmemory = 16\n', DEFINE, ['vm.xml']),
    'other-document': (lambda doc: "<network><name>n</name></network>", DEFINE, ['network', 'domain']),
    'ampersand': (instead('<name>vm', '<title>R&D</title><name>vm'), DEFINE, [':2:']),
    # something is missing
    'no-name': (instead('<name>vm</name>', ''), DEFINE, ['<name>']),
    'no-memory': (instead("<memory unit='MiB'>16</memory>", ''), DEFINE, ['<memory>']),
    'no-target': (devices("<disk type='file'><source file='/x'/></disk>"), DEFINE, ['line 10', 'disk', '<target dev']),
    'no-bridge': (devices("<interface type='bridge'/>"), DEFINE, ['interface', "<source bridge='"]),
    # what does not fit
    'target-twice': (devices(DISK.format('/x', 'virtio') + DISK.format('/y', 'virtio')), DEFINE,
                     ['vda', '/x', '/y', '<target dev']),
    'ide-on-q35': (devices("<disk type='file'><source file='/x'/><target dev='hda' bus='ide'/></disk>"), DEFINE,
                   ['IDE', 'q35', "bus='sata'"]),
    'machine-unknown': (instead("'q35'", "'q36'"), DEFINE, ['PCI', "'q36'", "'q35'"]),
    'arch-unknown': (instead('x86_64', 'x86-64'), DEFINE, ['x86-64', "did you mean 'x86_64'"]),
    'hypervisor-unknown': (instead("domain type='qemu'", "domain type='quemu'"), DEFINE, ['line 1', 'quemu', 'qemu']),
    'kvm-without-kvm': (instead("type='qemu'", "type='kvm'"), DEFINE, ['/dev/kvm', "type='qemu'"]),
    # files and things that are not there
    'image-missing': (devices(DISK.format('/var/lib/libvirt/images/gone.img', 'virtio')), START,
                      ['/var/lib/libvirt/images/gone.img', 'No such file']),
    'kernel-missing': (instead('</os>', '<kernel>/boot/none</kernel></os>'), START, ['/boot/none']),
    'bridge-missing': (devices("<interface type='bridge'><source bridge='br7'/></interface>"), START, ['br7']),
    'emulator-missing': (devices('<emulator>/usr/bin/qemu-kvm</emulator>'), START, ['/usr/bin/qemu-kvm']),
    # at the command line
    'guest-unknown': (None, ('start mv', 'dominfo mv'), ["'mv'"]),
    'command-unknown': (None, ('strat vm', 'lsit'), ["'strat'", "'lsit'"]),
    'option-unknown': (None, ('list --al', 'start'), ['--al', '<domain>']),
    'file-missing': (None, ('define nothing.xml',), ['nothing.xml', 'No such file']),
    'start-twice': (lambda doc: doc, ('define vm.xml', 'start vm --paused', 'start vm', 'destroy vm', 'destroy vm',
                                      'shutdown vm'), ['already active', 'not running']),
    'uri-unknown': (None, ('-c qemu://system list', '-c quemu:///system list'), ['qemu:///system', 'quemu']),
    'read-only': (lambda doc: doc, ('-r define vm.xml',), ['read only']),
}


class Friendly(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.daemon = private.Daemon()
        cls.daemon.start()
        os.makedirs('/run/desk')
        os.chdir('/run/desk')

    @classmethod
    def tearDownClass(cls):
        if cls.daemon.stop() != 0:
            raise AssertionError('the daemon ended badly:\n' + cls.daemon.text()[-2000:])

    def tearDown(self):
        for verb in ('destroy', 'undefine'):
            self.virsh(f'{verb} vm')
        self.daemon.check()

    def virsh(self, line):
        return private.call([private.OUR_VIRSH, *line.split()], env=private.own_program_env(), status=None)

    def transcript(self, change, commands):
        text = ''
        if change:
            with open('vm.xml', 'w') as f:
                f.write(change(BASE))
            if change(BASE) != BASE:
                numbered = change(BASE).splitlines()
                text = ''.join(f'{n:3} {line}\n' for n, line in enumerate(numbered, 1)
                               if line not in BASE.splitlines())
        for command in commands:
            out = self.virsh(command)
            text += f'$ virsh {command}\n' + '\n'.join(filter(None, out.splitlines())) + '\n'
        # What differs from run to run
        return re.sub(r'\d{4}-\d\d-\d\d[T ][0-9:.+Z]+', 'TIME', text)


def test_of(name, change, commands, words):
    def test(self):
        got = self.transcript(change, commands)
        said = '\n'.join(line for line in got.splitlines() if not line.startswith(('$', '  ')))
        self.assertIn('error:', said)
        for word in words:
            self.assertIn(word, said)
        path = f'{GOLDEN}/{name}.txt'
        if os.environ.get('NV_GOLDEN'):
            with open(path, 'w') as f:
                f.write(got)
        with open(path) as f:
            self.assertEqual(got, f.read())
    return test


for case, (change_, commands_, words_) in CASES.items():
    setattr(Friendly, 'test_' + case.replace('-', '_'), test_of(case, change_, commands_, words_))


if __name__ == '__main__':
    unittest.main()
