/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The address of a disk as people write it: pci:0000.01.02.3, ccw:fe.0.0001, scsi:0.0.1, ... */
#pragma once

#include "virsh/common/common.h"

/* Adds <address>; false after an error line when it is malformed or one that the target cannot have. */
bool address_put(struct virsh *sh, xmlNodePtr disk, const char *text, const char *target, bool multifunction);
