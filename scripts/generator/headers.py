# SPDX-License-Identifier: LGPL-2.1-or-later
"""The public headers: the same names and the same ABI as libvirt's, in C and C++."""
import re

from . import describe

SPDX = '/* SPDX-License-Identifier: LGPL-2.1-or-later */\n'
NOT_SENTINEL = {'VIR_NETWORK_UPDATE_COMMAND_ADD_LAST'}
# The library itself is built with hidden symbols; what these headers declare is what it shows.
BEGIN = ['#ifdef __GNUC__', '#pragma GCC visibility push(default)', '#endif', '#ifdef __cplusplus',
         'extern "C" {', '#endif', '']
END = ['', '#ifdef __cplusplus', '}', '#endif', '#ifdef __GNUC__', '#pragma GCC visibility pop', '#endif', '']
MEMBERS = [h for h in describe.HEADERS if h.startswith('libvirt-') and h not in describe.LIBRARY]

def guard(name):
    return 'LIBVIRT_' + re.sub(r'\W', '_', name.replace('libvirt-', '')).upper() + '_H'


def prototype(ret, name, params):
    head = ret + ('' if ret.endswith('*') else ' ') + name
    args = ', '.join(p.decl for p in params) or 'void'
    if len(head) + len(args) < 108:
        return f'{head}({args})'
    lines, line = [], ''
    for p in params:
        piece = (', ' if line else '') + p.decl
        if line and len(line) + len(piece) > 104:
            lines.append(line + ',')
            line = p.decl
        else:
            line += piece
    return f'{head}(\n    ' + '\n    '.join(lines + [line]) + ')'


def enum_value(text):
    m = re.fullmatch(r'1<<(\d+)', text)
    return f'1{"U" if m[1] == "31" else ""} << {m[1]}' if m else text


def put_enum(out, st):
    plain = [x.split() for x in st.lines]
    last = [x for x in plain if x[0].endswith('_LAST') and x[0] not in NOT_SENTINEL]
    out.append('typedef enum {')
    out += [f'    {n} = {enum_value(v)},' for n, v in plain if [n, v] not in last]
    if last:
        out.append('#ifdef VIR_ENUM_SENTINELS')
        out += [f'    {n} = {v},' for n, v in last]
        out.append('#endif')
    out += [f'}} {st.words[1]};', '']


def struct_names(st):
    """name, tag, pointer type of `struct NAME [TAG PTR]` and `opaque NAME`."""
    name = st.words[1]
    return (name, *st.words[2:4]) if len(st.words) > 3 else (name, '_' + name, name + 'Ptr')


def put_forward(out, st):
    if st.words[0] in ('opaque', 'struct'):
        name, tag, ptr = struct_names(st)
        out += [f'typedef struct {tag} {name};', f'typedef {name} *{ptr};']
    elif st.words[0] == 'alias':
        name, of = st.words[1:3]
        out += [f'#define _{name} _{of}', f'typedef struct _{of} {name};', f'typedef {name} *{name}Ptr;']


def put_struct(out, st):
    out.append(f'struct {struct_names(st)[1]} {{')
    out += ['    ' + x + ('' if x.endswith('{') else ';') for x in st.lines]
    out += ['};', '']


def put_macro(out, st):
    m = re.match(r'(\w+(?:\([^)]*\))?)\s+(.*)', st.rest)
    name, value = m.groups()
    if st.words[0] == 'param' and value.startswith('"'):
        value = re.match(r'"[^"]*"', value)[0]
    out.append(f'#define {name} {value}')


def put_callback(out, st):
    ret, params = describe.parse_prototype(st.lines[0])
    out += ['typedef ' + prototype(ret, f'(*{st.words[1]})', params) + ';', '']


def body(api, header):
    out = []
    mine = api.headers[header]
    for words, put in ((('opaque', 'struct', 'alias'), put_forward), (('macro', 'param'), put_macro),
                       (('enum',), put_enum), (('callback',), put_callback), (('struct',), put_struct)):
        group = [st for st in mine if st.words[0] in words]
        if words == ('callback',):
            out += [f'typedef {st.words[2] if len(st.words) == 3 else " ".join(st.words[2:])} {st.words[1]};\n'
                    for st in mine if st.words[0] == 'typedef']
        for st in group:
            put(out, st)
        if group and out[-1]:
            out.append('')
    out += [f'extern {st.words[1]} {st.words[2]};\n' for st in mine if st.words[0] == 'variable']
    for f in api.public():
        if f.header == header:
            out.append(prototype(f.ret, f.name, f.params) + ';')
    return out


def wrap(name, doc, includes, lines):
    g = guard(name)
    if lines:
        lines = [*BEGIN, *lines, *END]
    return '\n'.join([SPDX + f'/* {name}.h: {doc} */', f'#ifndef {g}', f'#define {g}', '', *includes, '',
                      *lines, f'#endif /* {g} */', ''])


def header(api, name):
    if name in MEMBERS:
        before = MEMBERS[:MEMBERS.index(name)]
        needed = [h for h in before if h in ('libvirt-common', 'libvirt-host', 'libvirt-domain', 'libvirt-network')]
        includes = ['#include <sys/types.h>'] + [f'#include <libvirt/{h}.h>' for h in needed]
    else:
        includes = ['#include <libvirt/libvirt.h>']
    return wrap(name, api.docs[name], includes, body(api, name))


def umbrella():
    return wrap('libvirt', 'Everything of the main library.',
                [f'#include <libvirt/{h}.h>' for h in MEMBERS] + ['#include <libvirt/virterror.h>'], [])


def write(api, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name in describe.HEADERS:
        (folder / f'{name}.h').write_text(header(api, name))
    (folder / 'libvirt.h').write_text(umbrella())
