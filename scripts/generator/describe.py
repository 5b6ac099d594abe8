# SPDX-License-Identifier: LGPL-2.1-or-later
"""Reads api/*.api: a line at the margin starts a stanza, indented lines belong to it (api/README.md)."""
import re
from dataclasses import dataclass, field
from pathlib import Path

# Headers in the order in which they are included; what each needs beyond those before it is nothing.
HEADERS = ['libvirt-common', 'libvirt-host', 'libvirt-domain', 'libvirt-domain-checkpoint',
           'libvirt-domain-snapshot', 'libvirt-event', 'libvirt-interface', 'libvirt-network',
           'libvirt-nodedev', 'libvirt-nwfilter', 'libvirt-secret', 'libvirt-storage', 'libvirt-stream',
           'virterror', 'libvirt-qemu', 'libvirt-lxc', 'libvirt-admin']
LIBRARY = {'libvirt-qemu': 'libvirt-qemu', 'libvirt-lxc': 'libvirt-lxc', 'libvirt-admin': 'libvirt-admin'}
PROGRAM = {'libvirt-qemu': 'QEMU', 'libvirt-lxc': 'LXC', 'libvirt-admin': 'ADMIN'}


class Mistake(Exception):
    """A line of the description that cannot be understood."""


@dataclass
class Field:
    """One word on the wire: its name and type as in `dom: domain?` or `params: typed_param<64>`."""
    name: str
    type: str
    optional: bool = False
    array: bool = False
    fixed: int = 0
    limit: str = ''


@dataclass
class Param:
    """One parameter of a C function."""
    type: str
    name: str

    @property
    def decl(self):
        return self.type + ('' if self.type.endswith('*') else ' ') + self.name


@dataclass
class Function:
    name: str
    header: str
    since: str = '0.0.0'
    ret: str = ''
    params: list = field(default_factory=list)
    number: int = 0
    args: list = field(default_factory=list)
    rets: list = field(default_factory=list)
    wired: bool = False
    stream: str = ''
    rules: list = field(default_factory=list)
    flags: list = field(default_factory=list)
    acl: list = field(default_factory=list)
    check: list = field(default_factory=list)
    shape: str = ''
    doc: str = ''
    internal: bool = False

    @property
    def library(self):
        return LIBRARY.get(self.header, 'libvirt')

    @property
    def program(self):
        return PROGRAM.get(self.header, 'REMOTE')


@dataclass
class Event:
    kind: str
    name: str
    id: str
    header: str = ''
    program: str = 'REMOTE'
    number: int = 0
    legacy: int = 0
    fields: list = field(default_factory=list)
    legacy_fields: list = None
    callback: str = ''


@dataclass
class Stanza:
    words: list
    rest: str
    lines: list
    where: str


@dataclass
class Api:
    headers: dict = field(default_factory=dict)  # name -> its stanzas of constants and types
    docs: dict = field(default_factory=dict)     # name -> what it is about
    functions: list = field(default_factory=list)
    events: list = field(default_factory=list)
    records: dict = field(default_factory=dict)  # wire type -> [Field]
    limits: dict = field(default_factory=dict)
    enums: dict = field(default_factory=dict)    # type -> [(name, value text)]

    def public(self):
        return [f for f in self.functions if not f.internal]


def split_top(text, sep=','):
    """Splits at separators that are outside of brackets."""
    parts, depth, last = [], 0, 0
    for i, c in enumerate(text):
        depth += (c in '(<[') - (c in ')>]')
        if c == sep and depth == 0:
            parts.append(text[last:i].strip())
            last = i + 1
    tail = text[last:].strip()
    return parts + [tail] if tail else parts


def parse_field(text):
    m = re.fullmatch(r'(\w+): (\w+)(\?)?(?:<(\w*)>|\[(\d+)\])?', text)
    if not m:
        raise Mistake(f'not a field: {text!r}')
    name, kind, opt, limit, fixed = m.groups()
    return Field(name, kind, bool(opt), limit is not None, int(fixed or 0), limit or '')


def parse_fields(text):
    return [parse_field(t) for t in split_top(text)]


def parse_prototype(text):
    m = re.fullmatch(r'(.*?)\s*\((.*)\)', text)
    if not m:
        raise Mistake(f'not a prototype: {text!r}')
    params = []
    if m[2] != 'void':
        for p in split_top(m[2]):
            q = re.fullmatch(r'(.*?)(\w+)', p)
            params.append(Param(q[1].strip(), q[2]))
    return m[1], params


def parse_wire(target, text):
    number, _, layout = text.partition(' ')
    args, _, rets = layout.partition('->')
    target.number = int(number)
    target.args, target.rets = parse_fields(args.strip()), parse_fields(rets.strip())
    target.wired = True


FOLDED = ('function', 'internal', 'event', 'callback')


def stanzas(path):
    """A line indented twice goes on with the one above it, where lines may be long."""
    current = None
    for n, line in enumerate(path.read_text().splitlines(), 1):
        text = line.split(' #')[0].rstrip() if not line.startswith('#') else ''
        if not text.strip():
            continue
        if text[0] != ' ':
            if current:
                yield current
            current = Stanza(text.split(), text.partition(' ')[2].strip(), [], f'{path.name}:{n}')
        elif current and text.startswith(' ' * 8) and current.words[0] in FOLDED:
            current.lines[-1] += ' ' + text.strip()
        elif current:
            current.lines.append(text[4:])
        else:
            raise Mistake(f'{path.name}:{n}: an indented line outside of a stanza')
    if current:
        yield current


def read_function(api, header, st):
    f = Function(st.words[1], header, internal=st.words[0] == 'internal')
    lines = list(st.lines)
    if not f.internal:
        f.since = st.words[2]
        f.ret, f.params = parse_prototype(lines.pop(0))
    for line in lines:
        key, _, value = line.partition(' ')
        value = value.strip()
        if key == 'wire':
            parse_wire(f, value)
        elif key == 'stream':
            f.stream = value
        elif key in ('rules', 'flags', 'acl', 'check'):
            getattr(f, key).extend(value.split())
        elif key in ('doc', 'shape'):
            setattr(f, key, value)
        else:
            raise Mistake(f'unknown word {key!r}')
    api.functions.append(f)


def read_event(api, header, st):
    e = Event(st.words[1], st.words[2], st.words[3], header, PROGRAM.get(header, 'REMOTE'))
    for line in st.lines:
        key, _, value = line.partition(' ')
        value = value.strip()
        if key in ('wire', 'legacy'):
            number, _, layout = value.partition(' ')
            setattr(e, 'number' if key == 'wire' else 'legacy', int(number))
            fields = parse_fields(layout.strip())
            if key == 'wire':
                e.fields = fields
            elif layout.strip():
                e.legacy_fields = fields
        elif key == 'calls':
            e.callback = value
        else:
            raise Mistake(f'unknown word {key!r}')
    if not e.fields:
        e.fields, e.legacy_fields = e.legacy_fields, None
    api.events.append(e)


def read_file(api, path):
    header = None
    for st in stanzas(path):
        word = st.words[0]
        try:
            if word == 'header':
                header = st.words[1]
                api.headers.setdefault(header, [])
                api.docs.setdefault(header, st.rest.partition(' ')[2].strip())
            elif word in ('function', 'internal'):
                read_function(api, header, st)
            elif word == 'event':
                read_event(api, header, st)
            elif word == 'record':
                api.records[st.words[1]] = [parse_field(x) for x in st.lines]
            elif word == 'limits':
                api.limits.update((k, int(v)) for k, v in (x.split() for x in st.lines))
            else:
                if word == 'enum':
                    api.enums[st.words[1]] = [tuple(x.split()) for x in st.lines]
                api.headers[header].append(st)
        except (Mistake, IndexError, ValueError) as e:
            raise Mistake(f'{st.where}: {e}') from e


def read(folder):
    api = Api()
    for path in sorted(Path(folder).glob('*.api')):
        read_file(api, path)
    return api
