#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Makes headers, symbol maps, tables and wrappers out of api/*.api.

generate.py headers API DIR    the public headers, into DIR
generate.py code API DIR       tables, structs, wrappers and symbol maps, into DIR
"""
import sys
from pathlib import Path

from generator import describe, events, headers, symbols, table, types


def write_code(api, folder):
    files = {'api-types.h': types.types_h(api), 'api-types.c': types.types_c(api), 'api-ids.h': table.ids_h(api),
             'api-driver.h': table.driver_h(api), 'api-table.c': table.table_c(api),
             'api-events.h': events.events_h(api), 'api-events.c': events.events_c(api),
             'api-private.h': symbols.private_h(api)}
    for library in symbols.LIBRARIES:
        files[f'{library}.syms'] = symbols.symbol_map(api, library)
        if library != 'libvirt':
            files[f'api-{library}.c'] = symbols.sibling_c(api, library)
    for name, text in files.items():
        (folder / name).write_text(text)


def main(argv):
    if len(argv) < 3:
        sys.exit(__doc__)
    what, source, target = argv[1], argv[2], Path(argv[3]) if len(argv) > 3 else None
    try:
        api = describe.read(source)
        if what == 'headers':
            headers.write(api, target)
        elif what == 'code':
            write_code(api, target)
        else:
            sys.exit(__doc__)
    except describe.Mistake as e:
        sys.exit(f'generate.py: {e}')


if __name__ == '__main__':
    main(sys.argv)
