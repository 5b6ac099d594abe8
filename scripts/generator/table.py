# SPDX-License-Identifier: LGPL-2.1-or-later
"""struct driver, and the rows of apis[]."""
import re

from . import types
from .describe import Mistake

FIRST = {'virConnectPtr': 'CONNECT', 'virStreamPtr': 'STREAM', 'virAdmConnectPtr': 'ADM_CONNECT',
         'virAdmServerPtr': 'ADM_SERVER', 'virAdmClientPtr': 'ADM_CLIENT'}
FIRST.update({c: kind for c, kind in types.HANDLES.values()})
NEED = {'none': 'NOTHING', 'read': 'READ', 'write': 'WRITE'}
DOMAIN = {'libvirt-common': 'NONE', 'libvirt-domain-snapshot': 'DOMAIN_SNAPSHOT', 'virterror': 'NONE',
          'libvirt-domain-checkpoint': 'DOMAIN_CHECKPOINT', 'libvirt-event': 'EVENT',
          'libvirt-interface': 'INTERFACE', 'libvirt-network': 'NETWORK', 'libvirt-nodedev': 'NODEDEV',
          'libvirt-nwfilter': 'NWFILTER', 'libvirt-secret': 'SECRET', 'libvirt-storage': 'STORAGE',
          'libvirt-stream': 'STREAMS', 'libvirt-admin': 'ADMIN'}
JOBS = {'query', 'modify', 'destroy', 'suspend', 'abort', 'async'}
FLAGS = {'inline': 'INLINE', 'priority': 'PRIORITY', 'running': 'RUNNING', 'fds-in': 'FDS_IN',
         'fds-out': 'FDS_OUT', 'no-adopt': 'NO_ADOPT'}


def rows(api):
    return sorted(api.functions, key=lambda f: f.name)


def subject(f):
    """Kind of the first argument."""
    if f.internal:
        if f.args and f.args[0].type in types.HANDLES and not f.args[0].optional:
            return types.HANDLES[f.args[0].type][1]
        return 'CONNECT'
    return FIRST.get(f.params[0].type, 'NONE') if f.params else 'NONE'


def bit_values(api, name):
    for enum in api.enums.values():
        for n, v in enum:
            if n == name:
                return number(api, v)
    raise Mistake(f'unknown constant {name}')


def number(api, text):
    m = re.fullmatch(r'1<<(\d+)', text)
    if m:
        return 1 << int(m[1])
    if re.fullmatch(r'-?\d+', text):
        return int(text)
    return bit_values(api, text)


def known_flags(api, f):
    """All bits of the enumerations that the stanza names; a constant may be named, too."""
    bits = 0
    for name in f.flags:
        if name in api.enums:
            for n, v in api.enums[name]:
                if not n.endswith('_LAST') and (value := number(api, v)) > 0:
                    bits |= value
        else:
            bits |= bit_values(api, name)
    return bits


def acl_rule(api, text):
    rule, _, when = text.partition('@')
    obj, _, permission = rule.partition(':')
    out = f'"{obj}", "{permission}"'
    if when.startswith('!'):
        return f'{{{out}, .when_none = {bit_values(api, when[1:])}u}}'
    return f'{{{out}, .when_any = {bit_values(api, when)}u}}' if when else f'{{{out}}}'


def has_flags(f):
    return any(x.name == 'flags' and x.type == 'uint' for x in f.args)


def since(f):
    major, minor, micro = (int(x) for x in f.since.split('.'))
    return major * 1000000 + minor * 1000 + micro


def api_row(api, f):
    words = [w for w in f.rules]
    flags = ['API_' + FLAGS[w] for w in words if w in FLAGS]
    if f.stream:
        flags.append('API_STREAM')
    if by_hand(f):
        flags.append('API_BY_HAND')
    guarded = [w.partition(':')[2] for w in words if w.startswith('write-if:')]
    unknown = [w for w in words if w not in FLAGS and w not in NEED and w not in JOBS and w != 'strings'
               and not w.startswith('write-if:')]
    if unknown:
        raise Mistake(f'{f.name}: unknown rules {unknown}')
    need = next((NEED[w] for w in words if w in NEED), 'NOTHING')
    job = next((w.upper() for w in words if w in JOBS), 'NONE')
    cell = [f'.name = "{f.name}"', f'.since = {since(f)}', f'.program = PROGRAM_{f.program}', f'.proc = {f.number}']
    cell += [f'.args = &{f.name}_args_rec'] if f.args else []
    cell += [f'.ret = &{f.name}_ret_rec'] if f.rets else []
    cell += [f'.on = HANDLE_{subject(f)}', f'.need = NEED_{need}', f'.job = JOB_{job}']
    cell += [f'.flags = {" | ".join(flags)}'] if flags else []
    cell += [f'.write_flags = {sum(bit_values(api, w) for w in guarded):#x}'] if guarded else []
    cell += [f'.known_flags = {known_flags(api, f):#x}'] if has_flags(f) else []
    cell.append(f'.flags_at = {f"offsetof(struct {f.name}_args, flags)" if has_flags(f) else "-1"}')
    if f.acl:
        cell.append(f'.acl = (const struct acl_rule[]){{{", ".join(acl_rule(api, a) for a in f.acl)}, {{NULL}}}}')
    cell.append(f'.slot = offsetof(struct driver, {f.name if f.wired else "none"})')
    cell += [f'.thunk = thunk_{f.name}'] if f.wired else []
    cell.append(f'.error_domain = VIR_FROM_{DOMAIN.get(f.header, "DOMAIN")}')
    return f'    [API_{f.name}] = {{{", ".join(cell)}}},'


def by_hand(f):
    return f.internal or f.shape.startswith('hand') or not f.wired


def arg_type(f):
    return f'const struct {f.name}_args *' if f.args else 'const void *'


def ret_type(f):
    return f'struct {f.name}_ret *' if f.rets else 'void *'


def ids_h(api):
    return '\n'.join([types.HEAD.format(name='api-ids.h', doc='apis[API_virDomainCreate] is the row of a function.'),
                      '#pragma once\n', 'enum api_id {', *(f'    API_{f.name},' for f in rows(api)), '    API_LAST',
                      '};', ''])


def driver_h(api):
    out = [types.HEAD.format(name='api-driver.h', doc='what a driver can do: one member per function.'),
           '#pragma once\n', '#include "api-types.h"', '#include "core/session.h"\n', 'struct driver {',
           '    struct driver_info info;',
           '    int (*none)(struct call *, const void *, void *); /* of functions that never reach a driver */']
    out += [f'    int (*{f.name})(struct call *, {arg_type(f)}, {ret_type(f)});' for f in rows(api) if f.wired]
    return '\n'.join(out + ['};', ''])


def table_c(api):
    out = [types.HEAD.format(name='api-table.c', doc='the row of every function.'),
           '#include <stdlib.h>', '#include <string.h>\n', '#include "api-driver.h"', '#include "api-ids.h"\n']
    for f in rows(api):
        if f.wired:
            out += [f'static int thunk_{f.name}(struct call *c, const void *args, void *ret)', '{',
                    f'    return c->driver->{f.name}(c, args, ret);', '}', '']
    out += ['const struct api apis[] = {', *(api_row(api, f) for f in rows(api)), '};',
            'const unsigned n_apis = API_LAST;\n']
    for program in ('REMOTE', 'QEMU', 'ADMIN'):
        out += [f'static const unsigned short {program.lower()}_procs[] = {{ /* row + 1 */',
                *(f'    [{f.number}] = API_{f.name} + 1,' for f in sorted(api.functions, key=lambda f: f.number)
                  if f.program == program and f.wired), '};\n']
    return '\n'.join(out) + LOOKUP


LOOKUP = '''
#define PROCS(array) {array, sizeof(array) / sizeof((array)[0])}
static const struct {
    const unsigned short *row;
    size_t n;
} procs[] = {
    [PROGRAM_REMOTE] = PROCS(remote_procs),
    [PROGRAM_QEMU] = PROCS(qemu_procs),
    [PROGRAM_ADMIN] = PROCS(admin_procs),
};

const struct api *api_by_proc(enum api_program program, unsigned proc)
{
    if (program >= sizeof(procs) / sizeof(procs[0]) || proc >= procs[program].n || !procs[program].row[proc])
        return NULL;
    return &apis[procs[program].row[proc] - 1];
}

static int by_name(const void *name, const void *row)
{
    return strcmp(name, ((const struct api *) row)->name);
}

const struct api *api_by_name(const char *name)
{
    return bsearch(name, apis, n_apis, sizeof(apis[0]), by_name);
}
'''
