/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * stream.h: a client's end of a stream, with the flow controlled by what the client takes: a source is read
 * only while little waits to be sent; a client that sends more than a sink takes is not read.
 */
#pragma once

#include "core/stream.h"
#include "daemon/client.h"

/* Before the call is served: the stream of its serial. NULL with the error set when the client has too many.  */
struct client_stream *client_stream_new(struct client *c, const struct msg_header *call);
struct stream *client_stream_core(struct client_stream *cs);
/* After the answer was queued; gives the reference back. Not `ok`: the call has failed, the stream goes.  */
void client_stream_start(struct client_stream *cs, bool ok);

/* The client's I/O thread.  */
void client_stream_message(struct client *c, const struct msg_view *m);
void client_streams_resume(struct client *c);
void client_streams_abort(struct client *c);
