# SPDX-License-Identifier: LGPL-2.1-or-later
"""Domain documents for guests that tests start: emulated, small, without KVM."""
import private


def domain(name, kernel=False, memory=16, cmdline='', devices='', machine='q35', extra=''):
    boot = ''
    if kernel:
        memory = max(memory, 128)
        boot = (f'<kernel>{private.GUEST}/vmlinuz</kernel><initrd>{private.GUEST}/initrd.img</initrd>'
                f'<cmdline>console=ttyS0 quiet {cmdline}</cmdline>')
    return f"""<domain type='qemu'>
  <name>{name}</name>
  <memory unit='MiB'>{memory}</memory>
  <vcpu>1</vcpu>
  <os><type arch='x86_64' machine='{machine}'>hvm</type>{boot}</os>
  <features><acpi/></features>
  <on_poweroff>destroy</on_poweroff>
  {extra}
  <devices>
    <serial type='pty'/>
    <console type='pty'/>
    {devices}
  </devices>
</domain>
"""
