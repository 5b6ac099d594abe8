# SPDX-License-Identifier: LGPL-2.1-or-later
"""A small ctypes view of libvirt.so.0: enough to define, print and convert domains.

The tests use it so that the same code drives any libvirt library (LIBVIRT_SO) and any
daemon (LIBVIRT_URI), and so that error codes, which virsh does not print, can be compared.
"""
import ctypes as c
import os

XML_SECURE, XML_INACTIVE = 1, 2
START_PAUSED = 1
UNDEFINE_NVRAM, UNDEFINE_KEEP_NVRAM = 4, 8


class _Error(c.Structure):
    _fields_ = [('code', c.c_int), ('domain', c.c_int), ('message', c.c_char_p),
                ('level', c.c_int), ('conn', c.c_void_p), ('dom', c.c_void_p),
                ('str1', c.c_char_p), ('str2', c.c_char_p), ('str3', c.c_char_p),
                ('int1', c.c_int), ('int2', c.c_int), ('net', c.c_void_p)]


class VirError(Exception):
    def __init__(self, code, domain, message):
        super().__init__(f'{message} (code {code}, domain {domain})')
        self.code, self.domain, self.message = code, domain, message


class Lib:
    def __init__(self, path=None):
        self.so = c.CDLL(path or os.environ.get('LIBVIRT_SO', 'libvirt.so.0'))
        self.libc = c.CDLL(None)
        self.libc.free.argtypes = [c.c_void_p]
        self.so.virGetLastError.restype = c.POINTER(_Error)
        self.silent = c.CFUNCTYPE(None, c.c_void_p, c.POINTER(_Error))(lambda d, e: None)
        self.so.virSetErrorFunc(None, self.silent)
        for name in ('virConnectOpen', 'virDomainDefineXML', 'virDomainDefineXMLFlags',
                     'virDomainLookupByName', 'virDomainCreateXML', 'virDomainGetXMLDesc',
                     'virConnectDomainXMLToNative', 'virConnectGetCapabilities',
                     'virConnectGetDomainCapabilities'):
            getattr(self.so, name).restype = c.c_void_p

    def error(self):
        e = self.so.virGetLastError()
        if not e:
            return VirError(0, 0, 'the call failed without an error')
        e = e.contents
        return VirError(e.code, e.domain, (e.message or b'').decode('utf-8', 'replace'))

    def pointer(self, name, *args):
        r = getattr(self.so, name)(*args)
        if not r:
            raise self.error()
        return c.c_void_p(r)

    def text(self, name, *args):
        p = self.pointer(name, *args)
        s = c.string_at(p).decode()
        self.libc.free(p)
        return s

    def status(self, name, *args):
        r = getattr(self.so, name)(*args)
        if r < 0:
            raise self.error()
        return r


class Conn:
    def __init__(self, uri=None, lib=None):
        self.lib = lib or Lib()
        uri = uri or os.environ.get('LIBVIRT_URI', 'qemu:///system')
        self.p = self.lib.pointer('virConnectOpen', uri.encode())

    def capabilities(self):
        return self.lib.text('virConnectGetCapabilities', self.p)

    def define(self, xml):
        return Domain(self.lib, self.lib.pointer('virDomainDefineXML', self.p, xml))

    def create(self, xml, flags=0):
        return Domain(self.lib, self.lib.pointer('virDomainCreateXML', self.p, xml,
                                                 c.c_uint(flags)))

    def to_native(self, xml, fmt=b'qemu-argv'):
        return self.lib.text('virConnectDomainXMLToNative', self.p, fmt, xml, c.c_uint(0))


class Domain:
    def __init__(self, lib, p):
        self.lib, self.p = lib, p

    def xml(self, flags=0):
        return self.lib.text('virDomainGetXMLDesc', self.p, c.c_uint(flags))

    def start(self, flags=0):
        self.lib.status('virDomainCreateWithFlags', self.p, c.c_uint(flags))

    def destroy(self):
        self.lib.status('virDomainDestroy', self.p)

    def undefine(self):
        self.lib.status('virDomainUndefineFlags', self.p, c.c_uint(UNDEFINE_NVRAM))

    def free(self):
        self.lib.so.virDomainFree(self.p)
