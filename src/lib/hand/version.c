/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* version.c: starting the library, and which one it is. */
#include <libvirt/libvirt.h>

#include "base/err.h"

int virInitialize(void)
{
    return 0; /* everything starts when it is first needed */
}

/* `type` once named a driver whose own version was told; drivers are of the library's version since.  */
int virGetVersion(unsigned long *libVer, const char *type, unsigned long *typeVer)
{
    err_reset();
    if (libVer)
        *libVer = LIBVIR_VERSION_NUMBER;
    if (typeVer)
        *typeVer = LIBVIR_VERSION_NUMBER;
    return 0;
}
