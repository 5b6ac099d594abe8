#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Makes a C program of tests/golden/api/abi.txt: what every program built against libvirt 9.0.0 relies on.

Lines are `NAME VALUE`, `sizeof TYPE SIZE` and ` STRUCT.MEMBER OFFSET SIZE`, as seen with Debian's headers on 64 bits.
"""
import re
import sys

HEAD = '''/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test-abi.c: the public headers against the facts in tests/golden/api/abi.txt. Generated. */
#define VIR_ENUM_SENTINELS
#include "cmocka-all.h"

#include <libvirt/libvirt-admin.h>
#include <libvirt/libvirt-lxc.h>
#include <libvirt/libvirt-qemu.h>
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <stddef.h>
'''

TAIL = '''}

/* Numbers, sizes and offsets were asserted while this was compiled.  */
int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_strings)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}'''


def assertion(line):
    if m := re.fullmatch(r' (\w+)\.(\w+) (\d+) (\d+)', line):
        return (f'_Static_assert(offsetof({m[1]}, {m[2]}) == {m[3]} && sizeof((({m[1]} *) 0)->{m[2]}) == {m[4]}, '
                f'"{m[1]}.{m[2]}");')
    if m := re.fullmatch(r'sizeof (\w+) (\d+)', line):
        return f'_Static_assert(sizeof({m[1]}) == {m[2]}, "{m[1]}");'
    if m := re.fullmatch(r'(\w+) (-?\d+)', line):
        return f'_Static_assert((long long) ({m[1]}) == {m[2]}LL, "{m[1]}");'
    return None


def main(facts):
    lines = open(facts, encoding='utf-8').read().splitlines()
    strings = []
    print(HEAD)
    for line in lines:
        text = assertion(line)
        if text:
            print(text)
        else:
            strings.append(line.partition(' '))
    print('\nstatic void test_strings(void **state)\n{')
    for name, _, value in strings:
        print(f'    assert_string_equal({name}, "{value}");')
    print(TAIL)


main(sys.argv[1])
