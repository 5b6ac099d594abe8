/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* errors.h: telling the application of a failure; the public side of base/err.h. */
#pragma once

#include <libvirt/libvirt.h>

/* Before a failing public function returns: remembers the thread's error for the connection (may be NULL) and
 * calls the application's error function, or prints.  */
void error_dispatch(virConnectPtr conn);
/* The connection is gone: forget its error function and its last error.  */
void error_forget(virConnectPtr conn);
