# SPDX-License-Identifier: LGPL-2.1-or-later
"""Arguments, results, records and event messages as C structs, each with the table that describes it."""

HANDLES = {  # wire type -> C type, kind
    'domain': ('virDomainPtr', 'DOMAIN'), 'network': ('virNetworkPtr', 'NETWORK'),
    'network_port': ('virNetworkPortPtr', 'NETWORK_PORT'), 'nwfilter': ('virNWFilterPtr', 'NWFILTER'),
    'nwfilter_binding': ('virNWFilterBindingPtr', 'NWFILTER_BINDING'),
    'interface': ('virInterfacePtr', 'INTERFACE'), 'storage_pool': ('virStoragePoolPtr', 'STORAGE_POOL'),
    'storage_vol': ('virStorageVolPtr', 'STORAGE_VOL'), 'node_device': ('virNodeDevicePtr', 'NODE_DEVICE'),
    'secret': ('virSecretPtr', 'SECRET'), 'domain_snapshot': ('virDomainSnapshotPtr', 'DOMAIN_SNAPSHOT'),
    'domain_checkpoint': ('virDomainCheckpointPtr', 'DOMAIN_CHECKPOINT'),
    'server': ('struct _virAdmServer *', 'ADM_SERVER'), 'client': ('struct _virAdmClient *', 'ADM_CLIENT'),
}
SCALARS = {'int': ('int32_t', 'INT'), 'uint': ('uint32_t', 'UINT'), 'hyper': ('int64_t', 'LONG'),
           'uhyper': ('uint64_t', 'ULONG'), 'double': ('double', 'DOUBLE')}
# A char of a wire array takes a word of its own; a handful of old procedures have them.
ARRAYS = {'int': 'INTS', 'uint': 'UINTS', 'hyper': 'LONGS', 'uhyper': 'ULONGS', 'char': 'INTS'}


def rec_struct(kind):
    return f'struct wire_{kind}'


def member(f):
    """The C declaration of a wire field."""
    if f.fixed:
        return f'struct wire_chars{f.fixed} {f.name}'
    if f.type in HANDLES:
        c = HANDLES[f.type][0]
        gap = '' if c.endswith('*') else ' '
        return f'SCALARS({c}) {f.name}' if f.array else f'{c}{gap}{f.name}'
    if f.type == 'typed_param':
        return f'struct params {f.name}'
    if f.type == 'opaque':
        return f'struct bytes {f.name}'
    if f.type == 'string':
        return f'SCALARS(char *) {f.name}' if f.array else f'char *{f.name}'
    if f.type == 'uuid':
        return f'uint8_t {f.name}[16]'
    if f.array and f.type in ARRAYS:
        return f'SCALARS({"int32_t" if f.type == "char" else SCALARS[f.type][0]}) {f.name}'
    if f.type in SCALARS:
        return f'{SCALARS[f.type][0]} {f.name}'
    return f'REC_LIST({rec_struct(f.type)}) {f.name}' if f.array else f'{rec_struct(f.type)} {f.name}'


def kind_of(f):
    """K_... of a field, and the members of its row beside path, kind, offset and size."""
    if f.fixed:
        return 'SUB', [f'.of.rec = &wire_chars{f.fixed}_rec']
    if f.type in HANDLES:
        return 'HANDLES' if f.array else 'HANDLE', [f'.of.handle = HANDLE_{HANDLES[f.type][1]}']
    if f.type in ('typed_param', 'opaque'):
        return {'typed_param': 'PARAMS', 'opaque': 'BYTES'}[f.type], []
    if f.type == 'string' and f.array:
        return 'STRS', []
    if f.type == 'string':
        return 'STR', [] if f.optional else ['.flags = REQUIRED']
    if f.type == 'uuid':
        return 'UUID', []
    if f.array and f.type in ARRAYS:
        return ARRAYS[f.type], []
    if f.type in SCALARS:
        return SCALARS[f.type][1], []
    return 'LIST' if f.array else 'SUB', [f'.of.rec = &wire_{f.type}_rec']


def row(api, struct, f):
    kind, extra = kind_of(f)
    extra = list(extra)
    if f.optional and kind == 'HANDLE':
        extra.append('.flags = OPTIONAL')
    if f.limit:
        extra.append(f'.max = {api.limits.get(f.limit) or int(f.limit)}')
    elif kind == 'STR':
        extra.append(f'.max = {api.limits["string_max"]}')
    tail = ''.join(', ' + x for x in extra) or ', .flags = 0'
    return f'    FLD({struct}, {kind}, "{f.name}", {f.name}{tail}),'


def struct_text(struct, fields):
    return '\n'.join([f'{struct} {{', *(f'    {member(f)};' for f in fields), '};'])


def rec_text(api, struct, rec, name, fields, scope=''):
    return '\n'.join([f'static const struct fld {rec}_flds[] = {{', *(row(api, struct, f) for f in fields),
                      '    {0},', '};',
                      f'{scope}const struct rec {rec} = {{.name = "{name}", .size = sizeof({struct}), '
                      f'.flds = {rec}_flds}};', ''])


def chars(n):
    """A fixed array of n characters: n words, as records know no other fixed array than the UUID."""
    rows = '\n'.join(f'    FLD(struct wire_chars{n}, INT, "{i}", v[{i}], .flags = 0),' for i in range(n))
    return (f'static const struct fld wire_chars{n}_rec_flds[] = {{\n{rows}\n    {{0}},\n}};\n'
            f'const struct rec wire_chars{n}_rec = {{.name = "chars{n}", .size = sizeof(struct wire_chars{n}), '
            f'.flds = wire_chars{n}_rec_flds}};\n')


def ordered_records(api):
    """Records after those that they contain."""
    done = []

    def visit(name):
        if name in done or name not in api.records:
            return
        for f in api.records[name]:
            visit(f.type)
        done.append(name)
    for name in api.records:
        visit(name)
    return done


def parts(api):
    """struct, rec, printed name, fields: of everything that travels, except events."""
    for name in ordered_records(api):
        yield rec_struct(name), f'wire_{name}_rec', name, api.records[name]
    for f in api.functions:
        for what, fields in (('args', f.args), ('ret', f.rets)):
            if fields:
                yield f'struct {f.name}_{what}', f'{f.name}_{what}_rec', f'{f.name}_{what}', fields


HEAD = '''/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* {name}: {doc} Generated from api/. */
'''


def types_h(api):
    out = [HEAD.format(name='api-types.h', doc='arguments and results of every function, as the wire has them.'),
           '#pragma once\n', '#include "core/api.h"', '#include "core/params.h"', '',
           'struct wire_chars32 {\n    int32_t v[32];\n};', 'extern const struct rec wire_chars32_rec;']
    for struct, rec, _, fields in parts(api):
        out += [struct_text(struct, fields), f'extern const struct rec {rec};']
    return '\n'.join(out) + '\n'


def types_c(api):
    out = [HEAD.format(name='api-types.c', doc='the tables of arguments and results.'),
           '#include "api-types.h"\n', chars(32)]
    out += [rec_text(api, struct, rec, name, fields) for struct, rec, name, fields in parts(api)]
    return '\n'.join(out)
