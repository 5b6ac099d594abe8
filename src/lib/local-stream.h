/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* local-stream.h: a stream whose driver is in this process. */
#pragma once

#include "core/stream.h"
#include "lib/connect.h"

/* Binds the program's stream to the driver's end (referenced).  */
void local_stream_open(virStreamPtr s, struct stream *core);
