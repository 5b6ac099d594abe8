#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""A record's row whose member has the wrong type for its kind does not compile; with the right one it does."""
import os
import shlex
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CC = shlex.split(os.environ.get("CC", "cc"))

# kind: a declaration of member m that fits, one that does not
KINDS = {
    "STR": ("char *m", "int m"), "ENUM": ("unsigned m", "int m"), "TRI": ("unsigned m", "bool m"),
    "FLAG": ("bool m", "unsigned m"), "INT": ("int32_t m", "uint32_t m"), "UINT": ("uint32_t m", "uint64_t m"),
    "LONG": ("int64_t m", "int32_t m"), "ULONG": ("uint64_t m", "uint32_t m"), "DOUBLE": ("double m", "float m"),
    "OPT32": ("struct opt_u32 m", "uint32_t m"), "OPT64": ("struct opt_u64 m", "struct opt_u32 m"),
    "OPTI64": ("struct opt_i64 m", "struct opt_u64 m"), "HEX": ("struct opt_u32 m", "uint32_t m"),
    "HEX64": ("struct opt_u64 m", "uint64_t m"), "SIZE": ("uint64_t m", "uint32_t m"),
    "UUID": ("uint8_t m[16]", "uint8_t m[15]"), "MAC": ("struct opt_mac m", "uint8_t m[6]"),
    "CPUSET": ("char *m", "uint64_t m"), "PTR": ("struct opt_u32 *m", "uint32_t m"),
    "LIST": ("REC_LIST(struct opt_u32) m", "struct opt_u32 *m"), "STRS": ("SCALARS(char *) m", "SCALARS(int) m"),
    "RAW": ("char *m", "void *m"), "BYTES": ("struct bytes m", "uint8_t *m"),
    "INTS": ("SCALARS(int32_t) m", "SCALARS(int64_t) m"), "UINTS": ("SCALARS(uint32_t) m", "SCALARS(int32_t) m"),
    "LONGS": ("SCALARS(int64_t) m", "SCALARS(int32_t) m"), "ULONGS": ("SCALARS(uint64_t) m", "SCALARS(uint32_t) m"),
    "PARAMS": ("struct params m", "void *m"), "HANDLE": ("void *m", "int m"),
    "HANDLES": ("SCALARS(void *) m", "void *m"),
}


def compiles(kind, member, flags):
    code = (f'#include "rec/rec.h"\nstruct t {{ {member}; }};\n'
            f'const struct fld rows[] = {{ FLD(struct t, {kind}, "m", m, .flags = 0), {{0}} }};\n')
    return subprocess.run([*CC, "-std=gnu17", "-fsyntax-only", "-D_GNU_SOURCE", *flags, "-I", ROOT + "/src", "-x", "c",
                           "-"], input=code, text=True, capture_output=True).returncode == 0


def main():
    try:
        flags = subprocess.run(["pkg-config", "--cflags", "glib-2.0", "libxml-2.0"], capture_output=True, text=True,
                               check=True).stdout.split()
    except (OSError, subprocess.CalledProcessError) as e:
        print(e)
        return 77
    bad = [f"{k}: '{good}' does not compile" for k, (good, _) in KINDS.items() if not compiles(k, good, flags)]
    bad += [f"{k}: '{wrong}' compiles" for k, (_, wrong) in KINDS.items() if compiles(k, wrong, flags)]
    print("\n".join(bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
