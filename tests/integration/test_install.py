# SPDX-License-Identifier: LGPL-2.1-or-later
"""What `meson install` lays down is where Debian's packages have it, and a program builds against it."""
import os
import shutil
import subprocess
import tempfile
import unittest

BUILD = os.environ.get("NEOVIRT_BUILD", "build")

FILES = """
usr/sbin/libvirtd usr/bin/virsh usr/bin/virt-qemu-run
etc/libvirt/libvirtd.conf etc/libvirt/qemu.conf etc/libvirt/libvirt.conf
lib/systemd/system/libvirtd.service lib/systemd/system/libvirtd.socket lib/systemd/system/libvirtd-ro.socket
lib/systemd/system/libvirtd-admin.socket
""".split()
HEADERS = """libvirt libvirt-admin libvirt-common libvirt-domain libvirt-domain-checkpoint libvirt-domain-snapshot
libvirt-event libvirt-host libvirt-interface libvirt-lxc libvirt-network libvirt-nodedev libvirt-nwfilter libvirt-qemu
libvirt-secret libvirt-storage libvirt-stream virterror""".split()
LIBRARIES = ["libvirt", "libvirt-qemu", "libvirt-lxc", "libvirt-admin"]

PROGRAM = r"""
#include <libvirt/libvirt.h>
#include <libvirt/libvirt-qemu.h>
#include <libvirt/virterror.h>
#include <stdio.h>
int main(void) { unsigned long v; return virGetVersion(&v, NULL, NULL) < 0 || v != LIBVIR_VERSION_NUMBER; }
"""


class Install(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.root = tempfile.mkdtemp(prefix="nv-install-")
        subprocess.run(["meson", "install", "--no-rebuild", "-C", BUILD, "--destdir", cls.root], check=True,
                       stdout=subprocess.DEVNULL)
        out = subprocess.run(["meson", "introspect", "--buildoptions", BUILD], capture_output=True, text=True, check=True)
        import json
        cls.libdir = "usr/" + next(o["value"] for o in json.loads(out.stdout) if o["name"] == "libdir")

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.root)

    def path(self, name):
        return os.path.join(self.root, name)

    def test_files_are_where_debian_has_them(self):
        missing = [f for f in FILES if not os.path.exists(self.path(f))]
        self.assertEqual(missing, [])

    def test_libraries_have_their_names(self):
        for lib in LIBRARIES:
            real = os.path.realpath(self.path(f"{self.libdir}/{lib}.so"))
            self.assertTrue(real.endswith(f"{lib}.so.0.9000.0"), real)
            out = subprocess.run(["readelf", "-d", real], capture_output=True, text=True).stdout
            self.assertIn(f"[{lib}.so.0]", out)

    def test_headers_and_pkg_config(self):
        for h in HEADERS:
            self.assertTrue(os.path.exists(self.path(f"usr/include/libvirt/{h}.h")), h)
        for lib in LIBRARIES:
            self.assertTrue(os.path.exists(self.path(f"{self.libdir}/pkgconfig/{lib}.pc")), lib)

    def test_a_program_builds_and_runs(self):
        env = dict(os.environ, PKG_CONFIG_LIBDIR=self.path(f"{self.libdir}/pkgconfig"),
                   PKG_CONFIG_SYSROOT_DIR=self.root)
        flags = subprocess.run(["pkg-config", "--cflags", "--libs", "libvirt", "libvirt-qemu"], env=env,
                               capture_output=True, text=True, check=True).stdout.split()
        source, program = self.path("p.c"), self.path("p")
        with open(source, "w") as f:
            f.write(PROGRAM)
        sanitize = ["-fsanitize=address,undefined"]  # the library under test was built with them
        subprocess.run(["gcc", "-Wall", "-Werror", source, "-o", program, "-I" + self.path("usr/include")] + sanitize +
                       flags, check=True)
        env = dict(os.environ, LD_LIBRARY_PATH=self.path(self.libdir))
        self.assertEqual(subprocess.run([program], env=env).returncode, 0)

    def test_the_installed_virsh_runs(self):
        env = dict(os.environ, LD_LIBRARY_PATH=self.path(self.libdir))
        out = subprocess.run([self.path("usr/bin/virsh"), "--version"], env=env, capture_output=True, text=True)
        self.assertEqual(out.stdout.strip(), "9.0.0")


if __name__ == "__main__":
    unittest.main()
