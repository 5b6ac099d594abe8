#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Compares a daemon, or a small program, with the golden files of tests/golden/domain.

    compare-domain.py [NAME...]               the daemon at --uri through the library --lib
    compare-domain.py --program CMD [NAME...] CMD define FILE / CMD native FILE print the answer
                                              and exit 0, or print an .error text and exit 1

Inactive XML must be equal to the byte, errors in code, domain and message.  Arguments of QEMU
are compared as sets of options with parsed properties: neither the order of the options, nor
the order of properties, nor JSON against key=value matters.
"""
import argparse
import collections
import difflib
import json
import os
import re
import shlex
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'lib'))
import lv  # noqa: E402
import oracle  # noqa: E402

# what the first word of an option's value is the value of
FIRST = {'-device': 'driver', '-object': 'qom-type', '-blockdev': 'driver', '-netdev': 'type',
         '-audiodev': 'driver', '-chardev': 'backend', '-machine': 'type', '-cpu': 'model',
         '-smp': 'cpus', '-m': 'size', '-name': 'guest', '-vnc': 'display', '-sandbox': 'enable'}


def flat(value, prefix=''):
    """JSON as {dotted key: text}, in the words of QEMU's key=value syntax."""
    if isinstance(value, dict):
        return {k: v for key, sub in value.items() for k, v in flat(sub, f'{prefix}{key}.').items()}
    if isinstance(value, list):
        return {k: v for i, sub in enumerate(value) for k, v in flat(sub, f'{prefix}{i}.').items()}
    if isinstance(value, bool):
        value = 'on' if value else 'off'
    return {prefix[:-1]: str(value)}


def parsed(line):
    """One option: (option, sorted properties)."""
    option, _, value = line.partition(' ')
    if not option.startswith('-') or not value:
        return line, ()
    if value.startswith('{'):
        try:
            return option, tuple(sorted(flat(json.loads(value)).items()))
        except ValueError:
            return option, (('not JSON', value),)
    props = []
    for i, part in enumerate(re.split(r'(?<!,),(?!,)', value)):
        key, eq, val = part.partition('=')
        if not eq:
            key, val = (FIRST.get(option, ''), part) if i == 0 else (part, 'on')
        props.append((key, val))
    return option, tuple(sorted(props))


def native_diff(want, got):
    """Options on one side only, as diff lines; [] when the same devices are meant."""
    w, g = {}, {}
    for text, side in ((want, w), (got, g)):
        for line in filter(None, text.split('\n')):
            side.setdefault(parsed(line), []).append(line)
    out = []
    for mark, a, b in (('-', w, g), ('+', g, w)):
        for key, lines in a.items():
            out += [mark + line for line in lines[len(b.get(key, ())):]]
    return sorted(out, key=lambda s: (s[1:].split('"id":')[0], s[1:], s[0]))


def text_diff(want, got):
    lines = difflib.unified_diff(want.splitlines(), got.splitlines(), lineterm='', n=1)
    return [x for x in lines if not x.startswith(('---', '+++'))] or ['-line ends differ']


def read(path):
    with open(path, newline='') as f:
        return f.read()


def wanted(base, name, kvm):
    """{suffix: golden text}; a host without KVM has its own answer to kvm-*."""
    if name.startswith('kvm-') and not kvm:
        path = base + '.nokvm.error'
        return {'.error': read(path)} if os.path.exists(path) else {}
    return {s: read(base + s) for s in oracle.ANSWERS if os.path.exists(base + s)}


class Daemon:
    def __init__(self, uri, lib):
        self.uri, self.lib = uri, lv.Lib(lib)
        self.conn = lv.Conn(uri, self.lib)
        self.kvm = "<domain type='kvm'/>" in self.conn.capabilities()

    def ask(self, path):
        with open(path, 'rb') as f:
            xml = f.read()
        try:
            return oracle.ask(self.conn, xml)
        except lv.VirError as e:  # after define nothing may fail
            self.conn = lv.Conn(self.uri, self.lib)
            return {'.error': oracle.describe('unexpected', e)}


class Program:
    def __init__(self, command, kvm):
        self.argv, self.kvm = shlex.split(command), kvm

    def run(self, verb, path):
        p = subprocess.run(self.argv + [verb, path], capture_output=True, text=True, timeout=60)
        if p.returncode < 0:
            return False, f'killed by signal {-p.returncode}\n{p.stderr}'
        return p.returncode == 0, p.stdout if p.returncode == 0 else p.stdout + p.stderr

    def ask(self, path):
        ok, text = self.run('define', path)
        if not ok:
            return {'.error': text}
        out = {'.define.xml': text}
        with open(path, 'rb') as f:
            if oracle.names_host_cpu(f.read()):
                return out
        ok, argv = self.run('native', path)
        out['.native' if ok else '.native.error'] = oracle.native(argv, text) if ok else argv
        return out


def compare(want, got, suffixes):
    """{suffix: diff lines} of what differs."""
    out = {}
    for s in suffixes:
        w, g = want.get(s), got.get(s)
        if w == g:
            continue
        if w is None or g is None:
            text = (w if g is None else g).strip().split('\n')
            mark = '-' if g is None else '+'
            out[s] = [mark + x for x in (text if 'error' in s else [f'({len(text)} lines)'])]
        else:
            out[s] = native_diff(w, g) if s == '.native' else text_diff(w, g)
    return {s: d for s, d in out.items() if d}


def show(verdict, name, diff, verbose):
    summary = ' '.join(f"{s[1:]}(-{sum(x[0] == '-' for x in d)} +{sum(x[0] == '+' for x in d)})"
                       for s, d in diff.items())
    print(f'{verdict.upper():7} {name}: {summary}')
    if verbose:
        for s, d in diff.items():
            print('\n'.join(f'    {s[1:]} {x}' for x in d))


def arguments():
    p = argparse.ArgumentParser(description=__doc__,
                                formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--folder', default=os.path.join(HERE, '..', 'golden', 'domain'))
    p.add_argument('--uri', help='default LIBVIRT_URI or qemu:///system')
    p.add_argument('--lib', help='path of libvirt.so.0; default LIBVIRT_SO')
    p.add_argument('--program', help='ask this command instead of a daemon')
    p.add_argument('--kvm', action='store_true', help='--program answers as a host with KVM')
    p.add_argument('--only', choices=('define', 'native', 'error'), help='compare only this')
    p.add_argument('--allow', help='file of documents that may fail; one that passes is named')
    p.add_argument('-v', '--verbose', action='store_true', help='print the differences')
    p.add_argument('-q', '--quiet', action='store_true', help='print only the counts')
    p.add_argument('names', nargs='*')
    return p.parse_args()


def main():
    a = arguments()
    suffixes = {'define': ('.define.xml', '.secure.xml', '.again.xml', '.again.error'), 'native': ('.native',),
                'error': ('.error', '.native.error'), None: oracle.ANSWERS}[a.only]
    allow = set()
    if a.allow:
        allow = {x.split('#')[0].strip() for x in read(a.allow).split('\n')} - {''}
    side = Program(a.program, a.kvm) if a.program else Daemon(a.uri, a.lib)
    if a.program:
        suffixes = [s for s in suffixes if not s.startswith(('.secure', '.again'))]
    count, good, every = (collections.Counter() for _ in range(3))
    for name in oracle.inputs(a.folder, a.names):
        base = os.path.join(a.folder, name)
        want = wanted(base, name, side.kvm)
        if not set(want) & set(suffixes):
            count['skipped'] += 1
            continue
        diff = compare(want, side.ask(base + '.xml'), suffixes)
        for s in set(want) & set(suffixes):
            every[s] += 1
            good[s] += s not in diff
        verdict = 'passed' if not diff else 'allowed' if name in allow else 'failed'
        count[verdict] += 1
        if not diff and name in allow and not a.quiet:
            print(f'PASSED  {name}: may be taken off the allowed list')
        if diff and not a.quiet:
            show(verdict, name, diff, a.verbose)
    print(', '.join(f'{s[1:]} {good[s]}/{every[s]}' for s in oracle.ANSWERS if every[s]))
    print(f"{count['passed']} passed, {count['failed']} failed,"
          f" {count['skipped'] + count['allowed']} skipped")
    return 1 if count['failed'] or not count['passed'] else 0


if __name__ == '__main__':
    sys.exit(main())
