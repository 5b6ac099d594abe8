/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* wire-error.h: a virError as the payload of a reply or stream packet with status "error". */
#pragma once

#include <glib.h>
#include <libvirt/virterror.h>
#include <stddef.h>
#include <stdint.h>

/* Appends the error. Texts too long for the wire are cut.  */
void wire_error_encode(const virError *e, GByteArray *out);
/* Makes the payload the thread's error; one that cannot be read gives VIR_ERR_RPC.  */
void wire_error_decode(const uint8_t *data, size_t len);
