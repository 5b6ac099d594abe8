#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""C files are as clang-format lays them out."""
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def main():
    if not shutil.which("clang-format"):
        print("clang-format is not installed")
        return 77
    files = subprocess.run(["git", "-C", ROOT, "ls-files", "*.c", "*.h"], capture_output=True, text=True).stdout.split()
    out = subprocess.run(["clang-format", "--dry-run"] + files, cwd=ROOT, capture_output=True, text=True).stderr
    bad = sorted({line.split(":")[0] for line in out.splitlines() if "clang-format-violations" in line})
    print("\n".join(bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
