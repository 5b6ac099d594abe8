# SPDX-License-Identifier: LGPL-2.1-or-later
"""The generator and the libraries made by it: symbols and versions, bindings of others, clear mistakes."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("NEOVIRT_BUILD", SOURCE / "build")).resolve()
sys.path[:0] = [str(SOURCE / "scripts"), str(SOURCE / "tests/lib")]

import private  # noqa: E402
from generator import describe, headers, symbols, table, types, wrappers  # noqa: E402


def described(text):
    """An Api made of one small file beside the shared records."""
    with tempfile.TemporaryDirectory() as d:
        (pathlib.Path(d) / "x.api").write_text(text)
        (pathlib.Path(d) / "wire.api").write_text((SOURCE / "api/wire.api").read_text())
        return describe.read(d)


class Symbols(unittest.TestCase):
    def test_every_symbol_at_its_version(self):
        wanted = [x.split() for x in (SOURCE / "tests/golden/api/symbols.txt").read_text().splitlines()]
        for library in symbols.LIBRARIES:
            out = subprocess.run(["objdump", "-T", BUILD / f"src/{library}.so.0"], capture_output=True, text=True,
                                 check=True).stdout
            have = {(w[-1], w[-2].strip("()")) for w in map(str.split, out.splitlines())
                    if len(w) > 5 and "*UND*" not in w}
            have = {(n, v) for n, v in have if v.startswith("LIBVIRT") and "PRIVATE" not in v and n != v}
            self.assertEqual(have, {(n, v) for lib, n, v in wanted if lib == library}, library)

    def test_debians_bindings_load(self):
        env = private.our_env()
        for command in (["/usr/bin/python3", "-c", "import libvirt, libvirt_qemu, libvirt_lxc"],
                        ["/usr/bin/perl", "-MSys::Virt", "-e", "1"]):
            there = {k: v for k, v in env.items() if k not in ("LD_LIBRARY_PATH", "LD_PRELOAD")}
            if not os.path.exists(command[0]) or subprocess.run(command, env=there, capture_output=True).returncode:
                continue
            r = subprocess.run(command, env=env, capture_output=True, text=True)
            self.assertEqual(r.returncode, 0, r.stderr)


class Description(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.api = describe.read(SOURCE / "api")

    def test_every_function_has_its_words(self):
        for f in self.api.public():
            self.assertTrue(f.doc, f.name)
            self.assertFalse(f.wired and not f.rules, f.name)

    def test_numbers_are_used_once(self):
        seen = {}
        for f in self.api.functions:
            if f.wired:
                self.assertNotIn((f.program, f.number), seen, f.name)
                seen[f.program, f.number] = f.name

    def test_limits_are_known(self):
        for _, _, name, fields in types.parts(self.api):
            for f in fields:
                self.assertTrue(not f.array or f.limit, f"{name}.{f.name} has no bound")
                self.assertTrue(not f.limit or f.limit.isdigit() or f.limit in self.api.limits, f.limit)

    def test_writers_are_not_open_to_readers(self):
        for f in self.api.functions:
            if {"modify", "destroy", "async"} & set(f.rules):
                self.assertIn("write", f.rules, f.name)


class Wrapper(unittest.TestCase):
    def make(self, stanza):
        api = described("header libvirt-domain  x\n" + stanza)
        return wrappers.wrapper(api, api.functions[0], [])

    def test_a_plain_one(self):
        text, how = self.make("function virDomainFoo  1.0.0\n    int (virDomainPtr dom, const char *x)\n"
                              "    wire   9  dom: domain, x: string\n    rules  write\n")
        self.assertEqual(how, "made")
        self.assertIn("{.dom = dom, .x = (char *) x}", text)
        self.assertIn('wrap_null(API_virDomainFoo, dom, "x"), -1', text)

    def test_what_is_not_there_says_so(self):
        text, how = self.make("function virDomainFoo  1.0.0\n    char * (virDomainPtr dom)\n")
        self.assertEqual(how, "missing")
        self.assertIn("return wrap_unsupported(API_virDomainFoo, dom), NULL;", text)

    def test_what_cannot_be_said_is_refused(self):
        with self.assertRaises(wrappers.Inexpressible):
            self.make("function virDomainFoo  1.0.0\n    int (virDomainPtr dom, float x)\n    wire   9  dom: domain\n")


class Mistakes(unittest.TestCase):
    def test_line_and_reason(self):
        for text, words in (("header libvirt-x  x\nfunction virFoo 1.0.0\n    int (void)\n    wier 3\n", "x.api:2"),
                            ("    lost\n", "outside of a stanza"),
                            ("header libvirt-x  x\nfunction virFoo 1.0.0\n    int (void)\n    wire 3 a int\n", "not a field")):
            with self.assertRaisesRegex(describe.Mistake, words):
                described(text)

    def test_unknown_rule(self):
        api = described("header libvirt-domain  x\nfunction virFoo 1.0.0\n    int (virDomainPtr d)\n"
                        "    wire 3 dom: domain\n    rules wriet\n")
        with self.assertRaisesRegex(describe.Mistake, "wriet"):
            table.table_c(api)


class Headers(unittest.TestCase):
    def test_they_compile_alone_in_c_and_cxx(self):
        with tempfile.TemporaryDirectory() as d:
            headers.write(describe.read(SOURCE / "api"), pathlib.Path(d) / "libvirt")
            for name in describe.HEADERS + ["libvirt"]:
                for language in ("c", "c++"):
                    r = subprocess.run(["cc", "-x", language, "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-I", d, "-"],
                                       input=f"#include <libvirt/{name}.h>\n", capture_output=True, text=True)
                    self.assertEqual(r.returncode, 0, f"{name} in {language}: {r.stderr}")


if __name__ == "__main__":
    unittest.main()
