# SPDX-License-Identifier: LGPL-2.1-or-later
"""virsh: its tables against the facts of the reference, its words against transcripts of libvirt's own."""
import concurrent.futures
import csv
import os
import pathlib
import pty
import re
import subprocess
import sys
import tempfile
import time
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("NEOVIRT_BUILD", SOURCE / "build")).resolve()
GOLDEN = SOURCE / "tests/golden/virsh"
VIRSH = BUILD / "src/virsh/virsh"
# The transcripts of the test driver need a whole one: an installed libvirt's where there is one.
SYSTEM = pathlib.Path("/usr/lib/x86_64-linux-gnu")
sys.path.insert(0, str(SOURCE / "tests/lib"))

import transcript  # noqa: E402


def virsh(*words, **kw):
    return subprocess.run([VIRSH, *words], capture_output=True, text=True, timeout=30, **kw)


def library_with_test_driver():
    """Environment under which test:///default is whole, or None."""
    for folder in (os.environ.get("VIRSH_TEST_LIBRARY"), SYSTEM):
        if folder and (pathlib.Path(folder) / "libvirt.so.0").exists():
            # leaks of that library are not ours
            return {"LD_LIBRARY_PATH": str(folder), "ASAN_OPTIONS": "detect_leaks=0"}
    return None


class Tables(unittest.TestCase):
    def setUp(self):
        with open(GOLDEN / "commands.tsv", newline="") as f:
            rows = csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE)
            self.facts = {r["command"]: r for r in rows if r["command"] != "command"}
        self.have = set(re.findall(r"^    (\S+) ", virsh("help").stdout, re.M))

    def test_synopsis_and_options(self):
        for name in sorted(self.have & self.facts.keys()):
            text = virsh("help", name).stdout
            with self.subTest(name):
                self.assertEqual(re.search(r"SYNOPSIS\n    (.*)\n", text)[1], self.facts[name]["synopsis"])
                part = re.search(r"\n  OPTIONS\n(.*?)\n\n", text, re.S)
                # The facts leave out the rest of a line that has no --name.
                options = re.findall(r"^    (\[--\S+\] <\w+>|--\S+ <\w+>|--\S+)\s", part[1] if part else "", re.M)
                self.assertEqual("; ".join(options) or "-", self.facts[name]["options"])

    def test_nothing_beyond_the_reference(self):
        self.assertEqual(self.have - self.facts.keys(), set())

    def test_missing_commands_are_known(self):
        missing = set(self.facts) - self.have
        known = set((GOLDEN / "missing.txt").read_text().split())
        self.assertEqual(missing, known)


class Transcripts(unittest.TestCase):
    maxDiff = None

    def run_all(self, name, env):
        cases = transcript.parse(GOLDEN / name)
        self.assertGreater(len(cases), 10)
        missing = set((GOLDEN / "missing.txt").read_text().split())
        if missing:  # the lists of all commands cannot be equal yet
            cases = [c for c in cases if not re.search(r"help( domain)?'?$|-h$|interface$", c.line)]
        cases = [c for c in cases if not missing & set(re.findall(r"[\w-]+", c.line))]
        with concurrent.futures.ThreadPoolExecutor(4) as pool:  # some cases wait for a deadline
            answers = pool.map(lambda c: c.run(VIRSH, GOLDEN / "files", env), cases)
        for case, answer in zip(cases, answers):
            with self.subTest(case.line):
                self.assertEqual(answer, case.expected())

    def test_without_connection(self):
        self.run_all("plain.txt", {})

    def test_with_the_test_driver(self):
        env = library_with_test_driver()
        if env is None:
            self.skipTest("no library with a whole test driver")
        self.run_all("test-driver.txt", env)


class Completion(unittest.TestCase):
    def complete(self, *words):
        return virsh("complete", "--", *words).stdout.split()

    def test_commands(self):
        self.assertIn("dominfo", self.complete("domi"))
        self.assertNotIn("complete", self.complete("comp"))

    def test_options(self):
        self.assertEqual(self.complete("list", "--al"), ["--all"])
        self.assertNotIn("--all", self.complete("list", "--all", "--"))

    def test_values(self):
        self.assertIn("agent", self.complete("shutdown", "x", "--mode", ""))

    def test_objects(self):
        env = library_with_test_driver()
        if env is None:
            self.skipTest("no library with a whole test driver")
        out = virsh("-c", "test:///default", "complete", "--", "dominfo", "--domain", "", env=dict(os.environ, **env))
        self.assertEqual(out.stdout.split(), ["test"])

    def test_bash_knows_the_program(self):
        script = f'source {SOURCE}/data/completion/virsh; complete -p virsh'
        out = subprocess.run(["bash", "-c", script], capture_output=True, text=True)
        self.assertIn("virsh", out.stdout)


class Shell(unittest.TestCase):
    """On a terminal: the prompt, an error that does not end it, history kept."""

    def test_session(self):
        env = library_with_test_driver()
        if env is None:
            self.skipTest("no library with a whole test driver")
        with tempfile.TemporaryDirectory() as home:
            env = dict(os.environ, **env, TERM="dumb", XDG_CACHE_HOME=home, LC_ALL="C.UTF-8")
            parent, child = pty.openpty()
            p = subprocess.Popen([VIRSH, "-c", "test:///default"], stdin=child, stdout=child, stderr=child, env=env)
            os.close(child)
            os.write(parent, b"domname 1\nnosuch\nquit\n")
            text = self.read_all(parent)
            self.assertEqual(p.wait(20), 0)
            self.assertIn("Welcome to virsh", text)
            self.assertIn("error: unknown command: 'nosuch'", text)
            self.assertRegex(text, r"test\r\n")
            history = pathlib.Path(home, "libvirt/virsh/history").read_text()
            self.assertEqual(history.split("\n")[:2], ["domname 1", "nosuch"])

    def read_all(self, fd):
        text, end = b"", time.monotonic() + 20
        while time.monotonic() < end:
            try:
                more = os.read(fd, 4096)
            except OSError:  # the other side is gone
                break
            if not more:
                break
            text += more
        os.close(fd)
        return text.decode(errors="replace")


if __name__ == "__main__":
    unittest.main()
