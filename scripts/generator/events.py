# SPDX-License-Identifier: LGPL-2.1-or-later
"""Events: messages, the table of their types, and the calls of the applications' callbacks."""
from . import describe, types

KINDS = {'domain': 'DOMAIN', 'network': 'NETWORK', 'storage_pool': 'STORAGE_POOL', 'node_device': 'NODE_DEVICE',
         'secret': 'SECRET', 'connect': 'CONNECT'}


def stem(e):
    return f'{e.kind}_{e.name.replace("-", "_")}'


def struct(e):
    return f'struct {stem(e)}_event'


def members(e):
    """The handle first, whatever the order on the wire."""
    return sorted(e.fields, key=lambda f: f.type not in types.HANDLES)


def events_h(api):
    out = [types.HEAD.format(name='api-events.h', doc='what is told in each event.'), '#pragma once\n',
           '#include "api-types.h"', '#include "core/event.h"\n',
           '/* Events without a number in the public headers.  */',
           'enum {\n    QEMU_MONITOR_EVENT_ID = 1000,\n    CONNECT_EVENT_ID_CLOSED = 1001,\n};\n',
           '/* The row of an event message of the wire; *legacy tells whether it comes without a callback id.  */',
           'const struct event_type *event_type_by_proc(enum api_program program, unsigned proc, bool *legacy);\n',
           '/* Calls the application: `fn` has the type that the event wants, `data` is the message.  */',
           'void event_invoke(const struct event_type *type, virConnectPtr conn, void (*fn)(void), const void *data,\n'
           '                  void *opaque);\n']
    for e in api.events:
        out.append(types.struct_text(struct(e), members(e)))
    return '\n'.join(out) + '\n'


def argument(f, before, after):
    """The C arguments that a message field becomes; longer conversions go to `before` and `after`."""
    if f.type == 'typed_param':
        return [f'm->{f.name}.v', f'm->{f.name}.n']
    if f.type == 'domain_event_graphics_address':
        before.append(f'    const virDomainEventGraphicsAddress {f.name} = {{m->{f.name}.family, '
                      f'm->{f.name}.node, m->{f.name}.service}};')
        return [f'&{f.name}']
    if f.type == 'domain_event_graphics_identity':
        before += [f'    virDomainEventGraphicsSubjectIdentity *who = g_new(virDomainEventGraphicsSubjectIdentity, '
                   f'm->{f.name}.n + 1);',
                   f'    const virDomainEventGraphicsSubject {f.name} = {{(int) m->{f.name}.n, who}};',
                   f'    for (size_t i = 0; i < m->{f.name}.n; i++)',
                   '        who[i] = (virDomainEventGraphicsSubjectIdentity){'
                   f'm->{f.name}.v[i]->type, m->{f.name}.v[i]->name}};']
        after.append('    g_free(who);')
        return [f'&{f.name}']
    return [f'm->{f.name}']


def ordered(e):
    """The message's fields in the order of the callback's parameters."""
    fields = members(e)
    if stem(e).startswith('domain_pm_'):
        return fields[:1] + [f for f in fields if f.name == 'reason']
    return fields


def invoker(api, e):
    callbacks = {st.words[1]: st for h in api.headers.values() for st in h if st.words[0] == 'callback'}
    _, params = describe.parse_prototype(callbacks[e.callback].lines[0])
    before, after, args = [], [], ['conn']
    for f in ordered(e):
        args += argument(f, before, after)
    args.append('opaque')
    if len(args) != len(params):
        raise describe.Mistake(f'event {e.kind} {e.name}: {len(args)} values for {len(params)} parameters')
    return '\n'.join([f'static void call_{stem(e)}(virConnectPtr conn, void (*fn)(void), const void *data, '
                      'void *opaque)', '{', f'    const {struct(e)} *m = data;', *before,
                      f'    (({e.callback}) fn)({", ".join(args)});', *after, '}', ''])


def events_c(api):
    out = [types.HEAD.format(name='api-events.c', doc='the table of events.'), '#include "api-events.h"',
           '#include <libvirt/libvirt-qemu.h>\n']
    rows, calls = [], []
    for e in api.events:
        name = stem(e)
        out.append(types.rec_text(api, struct(e), f'{name}_event_rec', name, e.fields, 'static '))
        legacy = ''
        if e.legacy_fields is not None:
            out.append(types.rec_text(api, struct(e), f'{name}_legacy_rec', name, e.legacy_fields, 'static '))
            legacy = f', .legacy_rec = &{name}_legacy_rec'
        out.append(invoker(api, e))
        rows.append(f'    {{.name = "{e.name}", .kind = HANDLE_{KINDS[e.kind]}, .id = {e.id}, '
                    f'.program = PROGRAM_{e.program}, .proc = {e.number}, .legacy_proc = {e.legacy}, '
                    f'.rec = &{name}_event_rec{legacy}}},')
        calls.append(f'    call_{name},')
    out += ['const struct event_type event_types[] = {', *rows, '};',
            'const unsigned n_event_types = sizeof(event_types) / sizeof(event_types[0]);\n',
            'static void (*const calls[])(virConnectPtr, void (*)(void), const void *, void *) = {', *calls, '};\n',
            LOOKUP]
    return '\n'.join(out)


LOOKUP = '''const struct event_type *event_type_by_proc(enum api_program program, unsigned proc, bool *legacy)
{
    for (unsigned i = 0; i < n_event_types; i++) {
        const struct event_type *t = &event_types[i];
        if (t->program != program || proc == 0 || (t->proc != proc && t->legacy_proc != proc))
            continue;
        *legacy = t->legacy_proc == proc;
        return t;
    }
    return NULL;
}

void event_invoke(const struct event_type *type, virConnectPtr conn, void (*fn)(void), const void *data,
                  void *opaque)
{
    calls[type - event_types](conn, fn, data, opaque);
}
'''
