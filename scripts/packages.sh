# SPDX-License-Identifier: LGPL-2.1-or-later
# Debian packages by purpose, and how to get those that are missing. Sourced by ./quickstart and ./check.

packages_build="gcc libc6-dev pkg-config meson ninja-build python3 libglib2.0-dev libxml2-dev libjansson-dev
  libsystemd-dev libreadline-dev"
packages_run="qemu-system-x86 qemu-utils busybox-static"
# Debian's own clients and bindings are the peers that the tests talk with; nothing of theirs is started.
packages_test="clang libclang-rt-14-dev clang-format libcmocka-dev python3-libvirt libvirt-clients libvirt-daemon
  libvirt-daemon-driver-qemu libsys-virt-perl virtinst ovmf libxml2-utils iproute2 bsdutils cpio"

packages_missing() { # names of those that are not installed
    for p in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null)" = installed ] || printf '%s ' "$p"
    done
}

packages_install() { # installs what is missing; asks for root only then
    missing=$(packages_missing "$@")
    [ -n "$missing" ] || return 0
    as_root=
    if [ "$(id -u)" != 0 ]; then
        as_root=sudo
        command -v sudo >/dev/null || {
            echo "These packages are missing and installing them takes root: $missing" >&2
            echo "Run this as root:  apt-get install --no-install-recommends $missing" >&2
            return 1
        }
    fi
    echo "  installing: $missing"
    $as_root apt-get update -qq || echo "  (the package lists could not be renewed; going on with those at hand)"
    # policy-rc.d semantics by environment: no service of any package is started for us
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
        apt-get install -y -qq --no-install-recommends $missing >/dev/null
}
