#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Makes headers, symbol maps, tables and wrappers out of api/*.api.

generate.py headers API DIR    the public headers, into DIR
"""
import sys
from pathlib import Path

from generator import describe, headers


def main(argv):
    what, source, target = argv[1], argv[2], Path(argv[3]) if len(argv) > 3 else None
    try:
        api = describe.read(source)
    except describe.Mistake as e:
        sys.exit(f'generate.py: {e}')
    if what == 'headers':
        headers.write(api, target)
    else:
        sys.exit(__doc__)


if __name__ == '__main__':
    main(sys.argv)
