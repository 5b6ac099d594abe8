#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Prints, without failing on it: largest files and functions, includes that go up the layers, API functions by hand."""
import argparse
import os
import re
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LAYERS = ["base", "rec", "model", "host", "core", "rpc", "drivers", "lib", "daemon", "virsh"]


def sources():
    for folder, _, names in os.walk(os.path.join(ROOT, "src")):
        for name in names:
            if name.endswith((".c", ".h")):
                yield os.path.join(folder, name)


def functions(path):
    """(lines, name) of each function: from the brace in column 0 to its end."""
    start, head = None, ""
    for n, line in enumerate(open(path, errors="replace"), 1):
        if line.startswith("{"):
            start = n
        elif line.startswith("}") and start:
            yield n - start, head
            start = None
        elif not start and re.match(r"^[a-z].*\(", line):
            m = re.search(r"(\w+)\(", line)
            head = m.group(1) if m else "?"


def layer(path):
    return os.path.relpath(path, os.path.join(ROOT, "src")).split(os.sep)[0]


def violations():
    for path in sources():
        mine = LAYERS.index(layer(path))
        for n, line in enumerate(open(path, errors="replace"), 1):
            m = re.match(r'#include "(\w+)/', line)
            if m and m.group(1) in LAYERS and LAYERS.index(m.group(1)) > mine:
                yield f"{os.path.relpath(path, ROOT)}:{n}: includes {m.group(1)}/"
        parts = os.path.relpath(path, os.path.join(ROOT, "src")).split(os.sep)
        if parts[0] == "drivers":
            for n, line in enumerate(open(path, errors="replace"), 1):
                m = re.match(r'#include "drivers/(\w+)/', line)
                if m and m.group(1) != parts[1]:
                    yield f"{os.path.relpath(path, ROOT)}:{n}: driver {parts[1]} includes driver {m.group(1)}"


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--build", default="build")
    a = ap.parse_args()
    sizes = sorted(((sum(1 for _ in open(p, errors="replace")), p) for p in sources()), reverse=True)
    print(f"  {len(sizes)} files, {sum(s for s, _ in sizes)} lines; largest files:")
    for size, path in sizes[:8]:
        print(f"    {size:5} {os.path.relpath(path, ROOT)}")
    fns = sorted(((n, name, p) for p in sources() if p.endswith(".c") for n, name in functions(p)), reverse=True)
    lengths = sorted(n for n, _, _ in fns)
    if lengths:
        print(f"  {len(fns)} functions, median {lengths[len(lengths) // 2]} lines, nine tenths under "
              f"{lengths[len(lengths) * 9 // 10]}; longest:")
    for n, name, path in fns[:8]:
        print(f"    {n:5} {name} ({os.path.relpath(path, ROOT)})")
    bad = list(violations())
    print(f"  layer violations: {len(bad)}")
    for v in bad[:20]:
        print("    " + v)
    stats = subprocess.run(["python3", os.path.join(ROOT, "scripts/generate.py"), "stats"], capture_output=True, text=True)
    print("  API: " + (stats.stdout.strip().replace("\n", "\n    ") or stats.stderr.strip()[-200:]))
    log = os.path.join(a.build, "logs", "test-domain-rows.log")
    if os.path.exists(log):
        print(open(log).read())


if __name__ == "__main__":
    main()
