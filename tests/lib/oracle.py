# SPDX-License-Identifier: LGPL-2.1-or-later
"""The questions asked about a domain document, and their answers in a form that can be stored.

make-domain stores Debian's answers as golden files; compare-domain.py asks ours the same.
"""
import os
import re
import shlex

import lv

ANSWERS = ('.define.xml', '.secure.xml', '.again.xml', '.again.error', '.native', '.native.error',
           '.error')


def inputs(folder, names):
    if names:
        return names
    every = sorted(f for f in os.listdir(folder) if f.endswith('.xml'))
    return [f[:-4] for f in every if '.' not in f[:-4]]


def normal(argv):
    """One line per environment entry, one for the program, one per option with its value."""
    lines, i = [], 0
    while i < len(argv):
        if argv[i].startswith('-') and i + 1 < len(argv) and not argv[i + 1].startswith('-'):
            lines.append(argv[i] + ' ' + argv[i + 1])
            i += 1
        else:
            lines.append(argv[i])
        i += 1
    return '\n'.join(lines) + '\n'


def masked(line, auto, now):
    """Descriptors, ports that the daemon chose and the time differ from run to run."""
    if now:
        line = re.sub(r'^-rtc base=[0-9T:-]+', '-rtc base=NOW', line)
    line = re.sub(r'("(?:vhost)?fds?":)"[0-9:]+"', r'\1"FD"', line)
    if auto and line.startswith('-vnc '):
        line = re.sub(r':\d+(,|$)', r':AUTO\1', line)
    if auto and line.startswith('-spice '):
        line = re.sub(r'\b(port|tls-port)=\d+', r'\1=AUTO', line)
    return re.sub(r'websocket=\d+', 'websocket=AUTO', line) if auto else line


def native(text, defined):
    auto = re.search(r"autoport='yes'|(port|tlsPort|websocket)='-1'", defined)
    now = "<clock offset='variable'" in defined
    lines = normal(shlex.split(text.replace('\\\n', ' '))).split('\n')
    return '\n'.join(masked(line, auto, now) for line in lines)


def names_host_cpu(xml):
    """QEMU's arguments would spell out the CPU of the host that was asked."""
    return b'host-model' in xml or b"match='minimum'" in xml


def describe(step, e):
    message = re.sub(r'/qmp-[A-Za-z0-9]{6}/', '/qmp-RANDOM/', e.message)
    return f'{step} code={e.code} domain={e.domain}\n{message}\n'


def again(conn, xml, defined):
    """Defining the output: what a daemon prints after it read its own file.  {} if the same."""
    try:
        dom = conn.define(xml.encode())
    except lv.VirError as e:
        return {'.again.error': describe('define', e)}
    text = dom.xml(lv.XML_INACTIVE)
    dom.free()
    return {} if text == defined else {'.again.xml': text}


def ask(conn, xml):
    """What the daemon says about one document: {suffix: text}."""
    out = {}
    try:
        dom = conn.define(xml)
    except lv.VirError as e:
        out['.error'] = describe('define', e)
        return out
    out['.define.xml'] = dom.xml(lv.XML_INACTIVE)
    secure = dom.xml(lv.XML_INACTIVE | lv.XML_SECURE)
    if secure != out['.define.xml']:
        out['.secure.xml'] = secure
    out.update(again(conn, secure, out['.define.xml']))
    dom.undefine()
    dom.free()
    if names_host_cpu(xml):
        return out
    try:
        out['.native'] = native(conn.to_native(xml), out['.define.xml'])
    except lv.VirError as e:
        out['.native.error'] = describe('domxml-to-native', e)
    return out


def live(conn, xml, name):
    """A guest really started, paused: its live XML, QEMU's arguments, its status file."""
    dom = conn.define(xml)
    try:
        dom.start(lv.START_PAUSED)
        out = {'.live.xml': dom.xml(0)}
        with open(f'/run/libvirt/qemu/{name}.pid') as f:
            pid = f.read().strip()
        with open(f'/proc/{pid}/environ', 'rb') as f:
            env = [e for e in f.read().decode().split('\0') if e]
        with open(f'/proc/{pid}/cmdline', 'rb') as f:
            out['.cmdline'] = native(shlex.join(sorted(env) + f.read().decode().split('\0')[:-1]),
                                     out['.live.xml'])
        with open(f'/run/libvirt/qemu/{name}.xml') as f:
            out['.status'] = f.read()
        dom.destroy()
        with open(f'/var/log/libvirt/qemu/{name}.log') as f:
            out['.log'] = f.read()
        return out
    finally:
        dom.undefine()
        dom.free()
