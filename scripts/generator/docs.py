# SPDX-License-Identifier: LGPL-2.1-or-later
"""The reference of the functions and the support matrix, as reStructuredText and as plain HTML."""
import html
import re

from . import describe, headers

DRIVER_WORDS = re.compile(r'(?:\.(?=\w+\s*=)|\bX\()(vir[A-Z]\w+)')


def drivers(folder):
    """driver -> the functions that it has, read from its sources: `.virFoo = foo` or a list `X(virFoo)`."""
    found = {}
    for d in sorted(p for p in folder.iterdir() if p.is_dir()):
        names = set()
        for path in (*d.rglob('*.c'), *d.rglob('*.h')):
            names.update(DRIVER_WORDS.findall(path.read_text(errors='replace')))
        if names:
            found[d.name] = names
    return found


def facts(f):
    """What the description says about a function, in words."""
    out = [f'Since {f.since}.']
    if f.wired:
        out.append(f'Procedure {f.number} of the {f.program.lower()} program.')
    if 'write' in f.rules:
        out.append('Refused on a read-only connection.')
    if any(w.startswith('write-if') for w in f.rules):
        flags = ', '.join(w.partition(':')[2] for w in f.rules if w.startswith('write-if'))
        out.append(f'Refused on a read-only connection with {flags}.')
    if 'running' in f.rules:
        out.append('The object must be running.')
    if f.flags:
        out.append('Flags: ' + ', '.join(f.flags) + '.')
    if f.acl:
        out.append('Permissions: ' + ', '.join(a.replace('@', ' with ') for a in f.acl) + '.')
    return out


def title(text, line='='):
    return [text, line * len(text), '']


def header_rst(api, name):
    out = [*title(f'{name}.h'), api.docs[name], '']
    for f in api.public():
        if f.header == name:
            out += [*title(f.name, '-'), '::', '', *('    ' + x for x in prototype(f).split('\n')), '', f.doc, '']
            out += [' '.join(facts(f)), '']
    return '\n'.join(out)


def prototype(f):
    return headers.prototype(f.ret, f.name, f.params) + ';'


def matrix(api, found):
    names = list(found)
    yield ['function', 'since', *names]
    for f in sorted(api.public(), key=lambda f: f.name):
        if f.wired:
            yield [f.name, f.since, *('yes' if f.name in found[d] else '' for d in names)]


def matrix_rst(api, found):
    rows = list(matrix(api, found))
    width = [max(len(r[i]) for r in rows) for i in range(len(rows[0]))]
    rule = ' '.join('=' * w for w in width)
    lines = [' '.join(c.ljust(w) for c, w in zip(r, width)).rstrip() or '\\' for r in rows]
    return '\n'.join([*title('Which driver has which function'), rule, lines[0], rule, *lines[1:], rule, ''])


def page(name, body):
    return (f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{html.escape(name)}</title>\n'
            '<style>body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}'
            'pre{background:#f4f4f4;padding:.6em;overflow:auto}table{border-collapse:collapse}'
            'td,th{border:1px solid #ccc;padding:.1em .5em;text-align:left}</style></head>\n'
            f'<body><p><a href="index.html">all</a></p><h1>{html.escape(name)}</h1>\n{body}\n</body></html>\n')


def header_html(api, name):
    out = [f'<p>{html.escape(api.docs[name])}</p>']
    for f in api.public():
        if f.header == name:
            out.append(f'<h2 id="{f.name}">{f.name}</h2><pre>{html.escape(prototype(f))}</pre>'
                       f'<p>{html.escape(f.doc)}</p><p>{html.escape(" ".join(facts(f)))}</p>')
    return page(f'{name}.h', '\n'.join(out))


def matrix_html(api, found):
    where = {f.name: f.header for f in api.public()}
    first, *rows = matrix(api, found)
    out = ['<table><tr>' + ''.join(f'<th>{c}</th>' for c in first) + '</tr>']
    for name, *cells in rows:
        out.append(f'<tr><td><a href="{where[name]}.html#{name}">{name}</a></td>'
                   + ''.join(f'<td>{c}</td>' for c in cells) + '</tr>')
    return page('Which driver has which function', '\n'.join(out + ['</table>']))


def index_html(api):
    items = ''.join(f'<li><a href="{h}.html">{h}.h</a>: {html.escape(api.docs[h])}</li>' for h in describe.HEADERS)
    return page('The public functions', f'<ul>{items}<li><a href="support.html">which driver has what</a></li></ul>')


def write(api, source, target):
    found = drivers(source)
    files = {'support.rst': matrix_rst(api, found), 'support.html': matrix_html(api, found),
             'index.html': index_html(api)}
    for name in describe.HEADERS:
        files[f'{name}.rst'] = header_rst(api, name)
        files[f'{name}.html'] = header_html(api, name)
    target.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (target / name).write_text(text)
