#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Runs the unittest cases of one file, or those whose name holds PATTERN, and prints TAP, a line a test when it ends.

Usage: taprunner.py FILE [PATTERN]
"""
import importlib.util
import os
import sys
import time
import traceback
import unittest


class Tap(unittest.TestResult):
    n = 0

    def startTest(self, test):
        super().startTest(test)
        self.started = time.monotonic()

    def say(self, ok, test, tail=""):
        self.n += 1
        name = test.id().split(".", 1)[-1].replace(" ", "_") if hasattr(test, "id") else str(test)
        print(f"{'ok' if ok else 'not ok'} {self.n} - {name}{tail}", flush=True)
        if hasattr(self, "started"):
            print(f"# {time.monotonic() - self.started:.2f} s", flush=True)

    def addSuccess(self, test):
        self.say(True, test)

    def addSkip(self, test, reason):
        self.say(True, test, f" # SKIP {reason}")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.say(False, test)
        for line in "".join(traceback.format_exception(*err)).splitlines():
            print("#", line, flush=True)

    addError = addFailure

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err:
            self.say(False, test, f" {subtest._subDescription()}".replace("#", "."))
            for line in "".join(traceback.format_exception(*err)).splitlines():
                print("#", line, flush=True)


def main():
    path = os.path.abspath(sys.argv[1])
    sys.path.insert(0, os.path.dirname(path))
    spec = importlib.util.spec_from_file_location(os.path.basename(path)[:-3], path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except unittest.SkipTest as e:
        print(f"ok 1 - {spec.name} # SKIP {e}")
        return 0
    if len(sys.argv) > 2:
        unittest.defaultTestLoader.testNamePatterns = [f"*{sys.argv[2]}*"]
    result = Tap()
    unittest.defaultTestLoader.loadTestsFromModule(module).run(result)
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
