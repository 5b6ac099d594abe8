# SPDX-License-Identifier: LGPL-2.1-or-later
"""The symbol maps: each function at the version in which it appeared."""
from . import describe

NODE = {'libvirt': 'LIBVIRT', 'libvirt-qemu': 'LIBVIRT_QEMU', 'libvirt-lxc': 'LIBVIRT_LXC',
        'libvirt-admin': 'LIBVIRT_ADMIN'}


def inside(name):
    """The name inside libvirt.so of a function that another library of the family shows."""
    return f'neovirt_{name}'


def nodes(api, library):
    """version node -> its symbols, oldest first."""
    by_version = {}
    for f in api.public():
        if f.library == library:
            by_version.setdefault(f.since, []).append(f.name)
    if library == 'libvirt':
        for st in (st for h in api.headers.values() for st in h if st.words[0] == 'variable'):
            by_version.setdefault(st.words[3], []).append(st.words[2])
    order = sorted(by_version, key=lambda v: tuple(int(x) for x in v.split('.')))
    return [(f'{NODE[library]}_{v}', sorted(by_version[v])) for v in order]


def symbol_map(api, library):
    out, before = [f'/* Symbols of {library}.so.0, generated from api/. */'], ''
    for node, names in nodes(api, library):
        out += [f'{node} {{', '    global:', *(f'        {n};' for n in names), f'}}{before};', '']
        before = f' {node}'
    if library == 'libvirt':
        others = sorted(inside(f.name) for f in api.public() if f.library != 'libvirt')
        out += ['/* For the other libraries of the family, of this very version only. */', 'LIBVIRT_PRIVATE_9.0.0 {',
                '    global:', *(f'        {n};' for n in others), '    local:', '        *;', '};', '']
    else:
        out[-2] = out[-2].replace('}', '    local:\n        *;\n}', 1)
    return '\n'.join(out)


def private_h(api):
    """Includes of this header before the public ones make the family's functions at home in libvirt.so."""
    out = ['/* SPDX-License-Identifier: LGPL-2.1-or-later */',
           '/* api-private.h: the functions of the sibling libraries live in libvirt.so under these names. */',
           '#pragma once\n']
    out += [f'#define {f.name} {inside(f.name)}' for f in api.public() if f.library != 'libvirt']
    return '\n'.join(out) + '\n'


def sibling_c(api, library):
    """The functions of a sibling library: each hands over to libvirt.so."""
    from .headers import prototype
    out = ['/* SPDX-License-Identifier: LGPL-2.1-or-later */',
           f'/* {library}: hands over to libvirt.so, which has the connections and the errors. Generated. */',
           f'#include <libvirt/{library}.h>\n']
    for f in api.public():
        if f.library == library:
            hidden = prototype(f.ret, inside(f.name), f.params)
            call = f'{inside(f.name)}({", ".join(p.name for p in f.params)})'
            out += [f'extern {hidden};', prototype(f.ret, f.name, f.params), '{',
                    f'    {"" if f.ret == "void" else "return "}{call};', '}', '']
    return '\n'.join(out)


LIBRARIES = ['libvirt'] + list(describe.LIBRARY.values())
