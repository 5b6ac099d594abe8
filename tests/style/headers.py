#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Every file of ours states its licence; none names the machine it was made on, or a registry."""
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FORBIDDEN = re.compile(r"(?<![\w.])/work/(?:main|wt|shared)|deb\.debian\.org|registry\.npmjs|pypi\.org")


def main():
    bad = []
    files = subprocess.run(["git", "-C", ROOT, "ls-files", "-z"], capture_output=True, text=True).stdout.split("\0")
    for name in filter(None, files):
        path = os.path.join(ROOT, name)
        if not os.path.isfile(path) or name.startswith("tests/style/"):
            continue
        text = open(path, errors="replace").read()
        if name.endswith((".c", ".h", ".py", "meson.build", ".api")) and "SPDX-License-Identifier: LGPL-2.1-or-later" not in text[:400]:
            bad.append(f"{name}: no SPDX line")
        m = FORBIDDEN.search(text)
        if m:
            bad.append(f"{name}: names {m.group(0)}")
    print("\n".join(bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
