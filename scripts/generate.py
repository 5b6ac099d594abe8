#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Makes headers, symbol maps, tables and wrappers out of api/*.api.

generate.py headers API DIR    the public headers, into DIR
generate.py code API DIR       tables and structs, into DIR
generate.py maps API DIR       the symbol maps of the libraries, into DIR
generate.py wrappers API DIR [HAND...]   the public functions, into DIR; HAND are the files with those written by hand
generate.py stats API          how many functions are made, written by hand, missing
generate.py docs API DIR       the reference and the support matrix, into DIR
"""
import sys
from pathlib import Path

from generator import describe, docs, events, headers, symbols, table, types, wrappers


def write_code(api, folder):
    files = {'api-types.h': types.types_h(api), 'api-types.c': types.types_c(api), 'api-ids.h': table.ids_h(api),
             'api-driver.h': table.driver_h(api), 'api-table.c': table.table_c(api),
             'api-events.h': events.events_h(api), 'api-events.c': events.events_c(api),
             'api-private.h': symbols.private_h(api)}
    for name, text in files.items():
        (folder / name).write_text(text)


def write_wrappers(api, folder, hand):
    for header in describe.HEADERS:
        (folder / f'{header}-wrappers.c').write_text(wrappers.wrappers_c(api, header, hand))
    for library in symbols.LIBRARIES[1:]:
        (folder / f'{library}-front.c').write_text(symbols.sibling_c(api, library))


def stats(api, hand):
    count = {'made': 0, 'hand': 0, 'missing': 0}
    for f in api.public():
        count[wrappers.wrapper(api, f, hand)[1]] += 1
    print(f"{len(api.public())} public functions: {count['made']} made from the description, {count['hand']} by hand, "
          f"{count['missing']} answer that they are not supported; "
          f"{sum(f.wired for f in api.functions)} procedures, {len(api.events)} events")


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
        elif what == 'maps':
            for library in symbols.LIBRARIES:
                (target / f'{library}.syms').write_text(symbols.symbol_map(api, library))
        elif what == 'wrappers':
            write_wrappers(api, target, argv[4:])
        elif what == 'stats':
            stats(api, [p.stem for p in (Path(source) / '../src/lib/hand').glob('*.c')])
        elif what == 'docs':
            docs.write(api, Path(source) / '../src/drivers', target)
        else:
            sys.exit(__doc__)
    except describe.Mistake as e:
        sys.exit(f'generate.py: {e}')


if __name__ == '__main__':
    main(sys.argv)
