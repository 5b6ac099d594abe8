#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Runs every test and counts them alike: the TAP of cmocka and of the integration files, the fuzz drivers, the style checks.

Ends with "N passed, N failed, N skipped"; failures are repeated before it. Without failing, it also prints the
figures that tell how the code grows: largest files and functions, layers, rows that no test exercised.
"""
import argparse
import os
import re
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PYTHON = "/usr/bin/python3"  # Debian's: it has python3-libvirt


class Count:
    def __init__(self):
        self.passed, self.failed, self.skipped = 0, [], []

    def add(self, name, verdict, why=""):
        if verdict == "ok":
            self.passed += 1
        elif verdict == "skip":
            self.skipped.append((name, why))
        else:
            self.failed.append((name, why))
            print(f"  FAILED {name} {why}", flush=True)


def run(argv, timeout, env=None):
    """The command's output and exit status; its whole process group is ended when the time is over."""
    p = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                         env=env, start_new_session=True)
    try:
        out, _ = p.communicate(timeout=timeout)
        return out.decode("utf-8", "replace"), p.returncode
    except subprocess.TimeoutExpired:
        os.killpg(p.pid, 9)
        out, _ = p.communicate()
        return out.decode("utf-8", "replace") + f"\nended after {timeout} s\n", -1


def environment(build):
    env = dict(os.environ)
    env.update(CMOCKA_MESSAGE_OUTPUT="TAP", NEOVIRT_SOURCE=ROOT, NEOVIRT_BUILD=build,
               ASAN_OPTIONS="detect_leaks=1:abort_on_error=0:allocator_may_return_null=1",
               UBSAN_OPTIONS="halt_on_error=1:print_stacktrace=1",
               LSAN_OPTIONS="suppressions=" + os.path.join(ROOT, "tests/lib/leaks.supp") + ":print_suppressions=0",
               G_SLICE="always-malloc", PYTHONDONTWRITEBYTECODE="1")
    for key in ("LIBVIRT_DEFAULT_URI", "VIRSH_DEFAULT_CONNECT_URI", "LIBVIRT_DEBUG"):
        env.pop(key, None)
    return env


def take_tap(name, out, status, count, log):
    seen = 0
    for line in out.splitlines():
        m = re.match(r"(not )?ok \d+ - (\S+)(?:.*# SKIP ?(.*))?", line)
        if not m:
            continue
        seen += 1
        verdict = "skip" if m.group(3) is not None else "fail" if m.group(1) else "ok"
        count.add(f"{name}: {m.group(2)}", verdict, m.group(3) or (f"(see {log})" if verdict == "fail" else ""))
    if status != 0 and not any(f[0].startswith(name + ":") for f in count.failed):
        count.add(f"{name}: whole program", "fail", f"exit status {status} (see {log})")
    if not seen and status == 0:
        count.add(f"{name}: whole program", "fail", "ran no test")


def unit(build, count, only):
    folder = os.path.join(build, "tests/unit")
    names = sorted(f for f in os.listdir(folder) if f.startswith("test-") and os.access(f"{folder}/{f}", os.X_OK)
                   and os.path.isfile(f"{folder}/{f}"))
    for name in names:
        if only and name not in only and name[5:] not in only:
            continue
        out, status = run([f"{folder}/{name}"], 300, environment(build))
        log = save(build, name, out)
        take_tap(name[5:], out, status, count, log)


def save(build, name, text):
    folder = os.path.join(build, "logs")
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, name + ".log")
    with open(path, "w") as f:
        f.write(text)
    return os.path.relpath(path, ROOT)


def integration(build, count, only):
    folder = os.path.join(ROOT, "tests/integration")
    for name in sorted(os.listdir(folder)):
        if not (name.startswith("test_") and name.endswith(".py")) or (only and name not in only):
            continue
        started = time.monotonic()
        env = environment(build)
        env["PYTHONPATH"] = os.path.join(ROOT, "tests/lib")
        out, status = run([PYTHON, os.path.join(ROOT, "tests/lib/taprunner.py"), os.path.join(folder, name)], 900, env)
        log = save(build, name, out)
        take_tap(name[:-3], out, status, count, log)
        print(f"  {name}: {time.monotonic() - started:.0f} s", flush=True)


def fuzz(build, count, only):
    """Each target runs its stored corpus and a bounded number of mutations from a fixed seed."""
    folder = os.path.join(build, "tests/fuzz")
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    if not any(name.startswith("fuzz-") for name in names):
        count.add("fuzz", "fail", "no target was built")
    for name in names:
        path = os.path.join(folder, name)
        if not name.startswith("fuzz-") or not os.path.isfile(path) or not os.access(path, os.X_OK):
            continue
        if only and name not in only:
            continue
        corpus = os.path.join(ROOT, "tests/fuzz/corpus", name[5:])
        out, status = run([path, corpus], 300, environment(build))
        log = save(build, name, out)
        count.add(name, "ok" if status == 0 else "fail", "" if status == 0 else f"exit status {status} (see {log})")


def style(build, count, only):
    for script in sorted(os.listdir(os.path.join(ROOT, "tests/style"))) if os.path.isdir(
            os.path.join(ROOT, "tests/style")) else []:
        if not script.endswith(".py") or (only and script not in only):
            continue
        out, status = run([PYTHON, os.path.join(ROOT, "tests/style", script)], 300, environment(build))
        log = save(build, "style-" + script, out)
        if status == 77:
            count.add("style: " + script, "skip", out.strip().splitlines()[-1] if out.strip() else "")
        else:
            count.add("style: " + script, "ok" if status == 0 else "fail", "" if status == 0 else f"(see {log})")


SUITES = {"style": style, "unit": unit, "fuzz": fuzz, "integration": integration}


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--build", required=True)
    ap.add_argument("what", nargs="*")
    a = ap.parse_args()
    suites = [w for w in a.what if w in SUITES] or list(SUITES)
    only = [w for w in a.what if w not in SUITES]
    build = os.path.abspath(a.build)
    count = Count()
    for name in suites:
        started = time.monotonic()
        print(f"== {name}", flush=True)
        SUITES[name](build, count, only)
        print(f"  {time.monotonic() - started:.0f} s", flush=True)
    if not only:
        print("== how the code grows", flush=True)
        subprocess.run([PYTHON, os.path.join(ROOT, "scripts/figures.py"), "--build", build])
    for name, why in count.skipped:
        print(f"skipped: {name}: {why}")
    for name, why in count.failed:
        print(f"failed: {name} {why}")
    print(f"{count.passed} passed, {len(count.failed)} failed, {len(count.skipped)} skipped")
    return 1 if count.failed or not count.passed else 0


if __name__ == "__main__":
    sys.exit(main())
