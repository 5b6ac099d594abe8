# SPDX-License-Identifier: LGPL-2.1-or-later
"""Transcripts of virsh: `$ words`, then its output (`<` out, `!` errors), then `= exit status`.

`$` has the test connection in front, `%` has none. `| text` before the output is what the program reads."""
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import tempfile

CONNECTION = ["-c", "test:///default"]
# What differs from run to run without saying anything.
VOLATILE = [(re.compile(p), t) for p, t in (
    (r"\(Time: [\d.]+ ms\)", "(Time: T ms)"),
    (r"CPU time: .*", "CPU time: T"),
    (r"\b(17952|8976|5984|4488|1632)\d{5,}", "N"),
    (r"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d", "DATE"),
)]


def calm(text):
    for pattern, replacement in VOLATILE:
        text = pattern.sub(replacement, text)
    return text


class Case:
    def __init__(self, line):
        self.line = line
        self.input = ""
        self.out = []
        self.err = []
        self.status = 0

    def argv(self):
        words = shlex.split(self.line[2:])
        return words if self.line[0] == "%" else CONNECTION + words

    def run(self, program, files, env):
        with tempfile.TemporaryDirectory() as folder:
            for f in pathlib.Path(files).iterdir():
                shutil.copy(f, folder)
            env = dict(os.environ, EDITOR="true", LC_ALL="C.UTF-8", TZ="UTC", HOME=folder, XDG_CACHE_HOME=folder, **env)
            p = subprocess.run([program, *self.argv()], capture_output=True, text=True, cwd=folder, env=env,
                               timeout=8, input=self.input)
        return calm(p.stdout), calm(p.stderr), p.returncode

    def expected(self):
        return "".join(self.out), "".join(self.err), self.status

    def text(self):
        def marked(mark, lines):
            return "".join(f"{mark}{line}" if line.endswith("\n") else f"{mark}{line}\n{mark}\\\n" for line in lines)
        read = "".join(f"| {line}\n" for line in self.input.splitlines())
        return f"{self.line}\n{read}{marked('<', self.out)}{marked('!', self.err)}= {self.status}\n"


def parse(path):
    cases = []
    for line in pathlib.Path(path).read_text().splitlines(True):
        mark, rest = line[0], line[1:]
        if mark in "$%":
            cases.append(Case(line.rstrip("\n")))
        elif mark == "|":
            cases[-1].input += rest[1:]
        elif mark == "=":
            cases[-1].status = int(rest)
        elif mark in "<!":
            into = cases[-1].out if mark == "<" else cases[-1].err
            if rest == "\\\n":
                into[-1] = into[-1][:-1]  # the line before has no end
            else:
                into.append(rest)
    return cases
