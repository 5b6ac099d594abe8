# SPDX-License-Identifier: LGPL-2.1-or-later
"""A client as people write them: one thread in the default event loop, lifecycle events, the console by a stream.

Usage: watchguest.py URI DOCUMENT SECONDS. Defines and starts the guest of the document, waits until its console says
that it is ready, asks it to shut down and waits for the end; prints what came as JSON.
"""
import json
import sys

import libvirt

READY = b'neovirt guest: ready'


class Watch:
    def __init__(self, uri, seconds):
        self.done, self.why, self.console, self.events = False, 'in time', b'', []
        libvirt.virEventRegisterDefaultImpl()
        libvirt.virEventAddTimeout(seconds * 1000, self.late, None)
        self.conn = libvirt.open(uri)
        self.conn.domainEventRegisterAny(None, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, self.lifecycle, None)
        self.conn.setKeepAlive(5, 3)

    def late(self, timer, opaque):
        self.done, self.why = True, 'late'

    def lifecycle(self, conn, dom, event, detail, opaque):
        self.events.append([dom.name(), event, detail])
        if event == libvirt.VIR_DOMAIN_EVENT_STOPPED:
            self.done = True

    def readable(self, stream, events, opaque):
        data = stream.recv(4096)
        if isinstance(data, int):
            return
        before, self.console = self.console, self.console + data
        if READY in self.console and READY not in before:
            self.dom.shutdown()
        if not data:
            stream.eventRemoveCallback()

    def run(self, document):
        self.dom = self.conn.defineXML(document)
        self.dom.createWithFlags(libvirt.VIR_DOMAIN_START_PAUSED)
        stream = self.conn.newStream(libvirt.VIR_STREAM_NONBLOCK)
        self.dom.openConsole(None, stream)
        stream.eventAddCallback(libvirt.VIR_STREAM_EVENT_READABLE | libvirt.VIR_STREAM_EVENT_HANGUP, self.readable,
                                None)
        self.dom.resume()
        while not self.done:
            libvirt.virEventRunDefaultImpl()
        if self.dom.isActive():
            self.dom.destroy()
        self.dom.undefine()


def main():
    with open(sys.argv[2]) as f:
        document = f.read()
    w = Watch(sys.argv[1], int(sys.argv[3]))
    w.run(document)
    library = [line.split()[-1] for line in open('/proc/self/maps') if 'libvirt.so' in line][0]
    print(json.dumps({'why': w.why, 'events': w.events, 'console': w.console.decode(errors='replace'),
                      'library': library}))


main()
