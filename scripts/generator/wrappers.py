# SPDX-License-Identifier: LGPL-2.1-or-later
"""The public functions: arguments into a struct, api_call(), results out of a struct.

What a parameter means follows from its C type and the next field on the wire. What cannot be told that
way has `shape hand FILE` in its stanza and is written in src/lib/hand/FILE.c.
"""
import re

from . import describe, headers, symbols, types

INTS = {'int', 'unsigned int', 'long long', 'unsigned long long', 'unsigned long', 'size_t', 'unsigned short',
        'unsigned char'}
WIRE_INTS = {'int', 'uint', 'hyper', 'uhyper'}
HANDLE_TYPES = {c for c, _ in types.HANDLES.values()} | {'virAdmServerPtr', 'virAdmClientPtr'}


class Inexpressible(Exception):
    """The inference does not know such a function."""


class Wrapper:
    """Collects the lines of one function while its parameters are matched with the wire."""

    def __init__(self, api, f):
        self.api, self.f = api, f
        self.init, self.checks, self.after, self.result = [], [], [], None
        self.params = list(f.params)
        self.first = self.params.pop(0)
        self.wire, self.rets = list(f.args), list(f.rets)
        self.extra, self.needed = [], set()
        self.bad = failure(f)

    def need(self, name):
        if name in self.needed:
            return
        self.needed.add(name)
        self.checks += [f'    if (!{name})', f'        return wrap_null(API_{self.f.name}, {self.first.name}, '
                        f'"{name}"), {self.bad};']

    def need_if(self, condition, name):
        self.checks += [f'    if ({condition} && !{name})', f'        return wrap_null(API_{self.f.name}, '
                        f'{self.first.name}, "{name}"), {self.bad};']

    def refuse(self, condition, name, what):
        self.checks += [f'    if ({condition})', f'        return wrap_bad(API_{self.f.name}, {self.first.name}, '
                        f'"{name}", "{what}"), {self.bad};']

    def give(self, field, value):
        self.init.append(f'.{field.name} = {value}')

    def next(self, kinds, array=None):
        """Takes the next wire argument when it is of one of these kinds."""
        if self.wire and self.wire[0].type in kinds and (array is None or self.wire[0].array == array):
            return self.wire.pop(0)
        return None

    def out(self, kinds, array=None):
        if self.rets and self.rets[0].type in kinds and (array is None or self.rets[0].array == array):
            return self.rets.pop(0)
        return None

    # ---- one parameter
    def string(self, p):
        f = self.next({'string'}, False)
        if f and not f.optional:
            self.need(p.name)
        if f:
            self.give(f, f'(char *) {p.name}')
        return f

    def uuid(self, p):
        f = self.next({'uuid'})
        if f:
            self.need(p.name)
            self.checks.append(f'    memcpy(a.{f.name}, {p.name}, sizeof(a.{f.name}));')
        return f

    def integer(self, p):
        f = self.next(WIRE_INTS, False)
        if f and p.name == 'flags' and 'strings' in self.f.rules:
            self.give(f, 'flags | VIR_TYPED_PARAM_STRING_OKAY')
        elif f:
            self.give(f, p.name)
        return f

    def handle(self, p):
        f = self.next(types.HANDLES, False)
        if f and not f.optional:
            self.need(p.name)
        if f:
            self.give(f, p.name)
        return f

    def counted(self, p):
        """An array and its length, the next parameter."""
        f = self.next({'typed_param', 'opaque', 'string', 'uint'}, None)
        if not f or not self.params or self.params[0].type not in INTS:
            return None
        count_type, n = self.params[0].type, self.params.pop(0).name
        cast = {'typed_param': '', 'opaque': '(uint8_t *) ', 'string': '(char **) ', 'uint': ''}[f.type]
        most = f', .max = (int) {n}' if f.type == 'typed_param' else ''
        count = f'(int) {n}' if f.type == 'typed_param' else f'(size_t) {n}'
        if f.type in ('typed_param', 'opaque') or f.type == 'uint':
            self.need(p.name)
        else:
            self.need_if(f'{n} > 0', p.name)
        if count_type == 'int':
            self.refuse(f'{n} <= 0', n, 'must be greater than zero')
        self.give(f, f'{{.v = {cast}{p.name}, .n = {count}{most}}}')
        return f

    def names(self, p):
        """An array that the caller has for so many strings or ids."""
        limit = self.next({'int'}, False)
        f = self.out({'string', 'int'}, True)
        if not (limit and f and self.params):
            return None
        n = self.params.pop(0).name
        self.refuse(f'{n} < 0', n, 'must be zero or greater')
        self.need_if(f'{n} > 0', p.name)
        self.give(limit, n)
        move = 'wrap_strings' if f.type == 'string' else 'wrap_ints'
        self.result = f'{move}({p.name}, {n}, r.{f.name}.v, r.{f.name}.n)'
        return f

    def all_of(self, p):
        """An array that the library makes, with NULL at its end."""
        want = self.next({'int', 'uint'}, False) if self.wire and self.wire[0].name == 'need_results' else None
        f = self.rets.pop(0) if self.rets and self.rets[0].array else None
        if not f or f.type not in ({'string'} | set(types.HANDLES)):
            return None
        if want:
            self.give(want, f'{p.name} != NULL')
        else:
            self.need(p.name)
        count = self.out(WIRE_INTS, False)
        total = f'r.{count.name}' if count else f'r.{f.name}.n'
        self.result = (f'wrap_array((void ***) {p.name}, &{self.f.name}_ret_rec, &r, (void **) r.{f.name}.v, '
                       f'r.{f.name}.n, (int) {total})')
        return f

    def params_in_place(self, p):
        """The two-call protocol: how many parameters are there, then fill so many."""
        limit = self.next({'int', 'uint'}, False)
        f = self.out({'typed_param'})
        if not (limit and f):
            return None
        count_param = self.params.pop(0)
        n, pointer = count_param.name, count_param.type.endswith('*')
        ref = f'*{n}' if pointer else n
        if pointer:
            self.need(n)
            self.refuse(f'*{n} < 0', f'*{n}', 'must be zero or greater')
        self.need_if(f'{ref} > 0', p.name)
        if not pointer:
            self.give(limit, n)
            return self.cpu_stats(p, f, n)
        self.checks.append(f'    a.{limit.name} = *{n};')
        count = self.out(WIRE_INTS, False)
        self.after.append(f'    wrap_params({p.name}, {n}, &r.{f.name}, {f"r.{count.name}" if count else "-1"});')
        return f

    def cpu_stats(self, p, f, n):
        """virDomainGetCPUStats: a matrix of parameters whose count is an argument and the return value."""
        count = self.rets.pop(0)
        self.after.append(f'    wrap_cpu_stats({p.name}, {n}, ncpus, &r.{f.name});')
        self.result = f'wrap_int({self.first.name}, r.{count.name})'
        return f

    def params_made(self, p):
        if self.wire and self.wire[0].name == 'nparams':
            limit = self.next({'int'})
            self.give(limit, 'WRAP_PARAMS_MAX')
        f = self.out({'typed_param'})
        if not f:
            return None
        n = self.params.pop(0).name
        self.need(p.name)
        self.need(n)
        self.out(WIRE_INTS, False)
        self.after += [f'    *{p.name} = r.{f.name}.v;', f'    *{n} = r.{f.name}.n;']
        return f

    def scalar_out(self, p):
        kinds = {'string'} if p.type.startswith('char') else WIRE_INTS
        f = next((x for x in self.rets if x.type in kinds and not x.array), None)
        if not f:
            return None
        self.rets.remove(f)
        if f.type == 'string':
            self.need(p.name)
        if p.name in ('state', 'autostart') or 'unsigned long' in p.type or len(self.rets) == 0 and not self.after:
            self.need(p.name)
        if p.name in self.needed:
            self.after.append(f'    *{p.name} = r.{f.name};')
        else:
            self.after += [f'    if ({p.name})', f'        *{p.name} = r.{f.name};']
        return f

    def struct_out(self, p, fields):
        """A public struct whose members are named like the fields of the answer."""
        self.need(p.name)
        if not fields:
            return None
        by_name = {f.name.replace('_', ''): f for f in self.rets}
        start = len(self.after)
        for text in fields:
            m = re.fullmatch(r'(.*?)(\w+)(?:\[\w+\])?', text)
            f = by_name.pop(m[2].lower().replace('_', ''), None)
            if not f:
                raise Inexpressible(f'{p.name}->{m[2]}')
            if '[' in text:
                v = (f'r.{f.name}.v, G_N_ELEMENTS(r.{f.name}.v)' if f.fixed else f'r.{f.name}.v, r.{f.name}.n')
                self.after.append(f'    wrap_chars({p.name}->{m[2]}, sizeof({p.name}->{m[2]}), {v});')
            else:
                self.after.append(f'    {p.name}->{m[2]} = ({m[1].strip()}) r.{f.name};')
            self.rets.remove(f)
        if any('[' in text for text in fields):
            self.after.append(f'    rec_done(apis[API_{self.f.name}].ret, &r);')
        if self.params and self.params[0].name == 'size':
            self.sized(p, self.params.pop(0).name, start)
        return fields

    def sized(self, p, size, start):
        """The caller says how much of the struct it knows."""
        local = p.type.removesuffix('Ptr') + ('Struct' if p.type.endswith('StatsPtr') else '')
        self.checks += [f'    if ({size} > sizeof({local}))', f'        return wrap_mistake(API_{self.f.name}, '
                        f'{self.first.name}, "size must not exceed {SIZES[local]}"), {self.bad};']
        self.after[start:] = [x.replace(f'{p.name}->', 'all.') for x in self.after[start:]]
        self.after.insert(start, f'    {local} all = {{0}};')
        self.after.append(f'    memcpy({p.name}, &all, {size});')

    def one(self, p):
        t = p.type
        if t == 'const char *':
            return self.string(p)
        if t == 'const unsigned char *' and self.wire and self.wire[0].type == 'uuid':
            return self.uuid(p)
        if t in INTS:
            return self.integer(p)
        if t == 'virStreamPtr':
            self.need(p.name)
            self.extra.append(f'.stream = {p.name}')
            return p
        if t in HANDLE_TYPES:
            return self.handle(p)
        if t in ('virTypedParameterPtr', 'const char **', 'unsigned char *', 'const unsigned char *',
                 'unsigned int *') and self.wire and self.wire[0].type in ('typed_param', 'string', 'opaque', 'uint') \
                and (self.wire[0].array or self.wire[0].type == 'typed_param'):
            return self.counted(p)
        if t == 'virTypedParameterPtr':
            return self.params_in_place(p)
        if t == 'virTypedParameterPtr *':
            return self.params_made(p)
        if t in ('char **const', 'char **') and self.wire and self.wire[0].name.startswith('max'):
            return self.names(p)
        if t == 'int *' and self.wire and self.wire[0].name == 'maxids':
            return self.names(p)
        if t == 'char ***' or (t.endswith('**') and t[:-3] in HANDLE_TYPES):
            return self.all_of(p)
        struct = STRUCTS(self.api).get(t)
        if struct:
            return self.struct_out(p, struct)
        if t.endswith('*') and t.count('*') <= 2 and t[:-1].strip() in INTS | {'char *'}:
            return self.scalar_out(p)
        raise Inexpressible(f'{t} {p.name}')

    def leave(self):
        """What is returned when all went well."""
        ret = self.f.ret
        if self.result:
            return self.result
        if ret in HANDLE_TYPES or ret == 'char *':
            f = self.rets.pop(0) if len(self.rets) == 1 else None
            if not f or f.type not in ({'string'} | set(types.HANDLES)):
                raise Inexpressible(f'returns {ret}')
            return f'r.{f.name}'
        if ret in ('int', 'unsigned long', 'unsigned long long') and self.rets and not self.rets[-1].array \
                and self.rets[-1].type in WIRE_INTS:
            value = f'r.{self.rets.pop().name}'
            return f'wrap_int({self.first.name}, {value})' if ret == 'int' else value
        return '0'

    def text(self):
        f = self.f
        if self.wire and self.wire[0].type in types.HANDLES and self.first.type in HANDLE_TYPES:
            self.give(self.wire.pop(0), self.first.name)
        while self.params:
            p = self.params.pop(0)
            if not self.one(p):
                raise Inexpressible(f'{p.type} {p.name}')
        for word in f.check:
            rule, _, name = word.partition(':')
            if rule != 'nonzero':
                raise Inexpressible(f'unknown check {rule}')
            self.refuse(f'{name} == 0', name, 'must not be zero')
        value = self.leave()
        if self.wire or self.rets:
            raise Inexpressible(f'left over: {[x.name for x in self.wire + self.rets]}')
        return self.lines(value)

    def lines(self, value):
        f = self.f
        out = [headers.prototype(f.ret, f.name, f.params), '{']
        if f.args:
            out.append(f'    struct {f.name}_args a = {{{", ".join(self.init) or "0"}}};')
        if f.rets:
            out.append(f'    struct {f.name}_ret r = {{0}};')
        if self.extra:
            out.append(f'    struct api_extra x = {{{", ".join(self.extra)}}};')
        a, r = '&a' if f.args else 'NULL', '&r' if f.rets else 'NULL'
        how = f'api_call_extra(&apis[API_{f.name}], {self.first.name}, {a}, {r}, &x)' if self.extra else \
            f'api_call(&apis[API_{f.name}], {self.first.name}, {a}, {r})'
        if len(out) > 2:
            out.append('')
        out += self.checks
        if not f.rets and value == '0' and not self.after:
            return '\n'.join(out + [f'    return {how};', '}', ''])
        out += [f'    if ({how} < 0)', f'        return {self.bad};', *self.after, f'    return {value};', '}', '']
        return '\n'.join(out)


_structs = {}
SIZES = {'virDomainBlockStatsStruct': 40, 'virDomainInterfaceStatsStruct': 64}


def STRUCTS(api):
    """pointer type -> members of the public struct."""
    if not _structs:
        for mine in api.headers.values():
            for st in mine:
                if st.words[0] == 'struct' and not any('union' in x or '*' in x for x in st.lines):
                    _structs[headers.struct_names(st)[2]] = st.lines
    return _structs


def failure(f):
    """What the function returns when it fails."""
    return 'NULL' if f.ret.endswith(('*', 'Ptr')) else '0' if 'unsigned' in f.ret else '-1'


def unsupported(f):
    """Declared, exported, and honest."""
    bad = failure(f)
    first = f.params[0].name if f.params and f.params[0].type.endswith('Ptr') else 'NULL'
    back = '' if f.ret == 'void' else f', {bad}'
    lead = '' if f.ret == 'void' else 'return '
    return '\n'.join([headers.prototype(f.ret, f.name, f.params), '{',
                      f'    {lead}wrap_unsupported(API_{f.name}, {first}){back};', '}', ''])


def same_as(f, other):
    return '\n'.join([headers.prototype(f.ret, f.name, f.params), '{',
                      f'    return {other}({", ".join(p.name for p in f.params)});', '}', ''])


def wrapper(api, f, hand):
    """Text of the function, and how it came to be: made, hand or missing."""
    kind, _, what = f.shape.partition(' ')
    if kind == 'hand' and what in hand:
        return None, 'hand'
    if kind == 'like':
        return same_as(f, what), 'made'
    if kind in ('missing', 'hand') or not f.wired:
        return unsupported(f), 'missing'
    return Wrapper(api, f).text(), 'made'


def wrappers_c(api, header, hand):
    out = [types.HEAD.format(name=f'api-{header}-wrappers.c', doc=f'the functions of {header}.h.')]
    if header in describe.LIBRARY:
        out.append('#include "api-private.h"')
    out += [f'#include <libvirt/{header}.h>', '#include <string.h>\n', '#include "api-ids.h"', '#include "api-types.h"',
            '#include "lib/wrap.h"\n']
    for f in api.public():
        if f.header == header:
            try:
                text, _ = wrapper(api, f, hand)
            except Inexpressible as e:
                raise describe.Mistake(f'{f.name}: {e}; give it `shape hand FILE` or `shape missing`') from e
            if text:
                out.append(text)
    return '\n'.join(out)
