/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * job.h: who may work on an object at the same time. The rules are one table; the dispatcher takes and
 * releases jobs as the API description says, drivers never do (but for work that no call asked for).
 */
#pragma once

#include "core/object.h"

#define JOB_WAIT_MS 30000

/* Waits its turn for at most `timeout_ms`. -1: the error says who holds the object and since when
 * (VIR_ERR_OPERATION_TIMEOUT "cannot acquire state change lock (held by monitor=...)"), or that it is gone.  */
int job_begin(struct object *o, enum job_kind kind, const struct api *api, unsigned timeout_ms);
void job_end(struct object *o, enum job_kind kind);
/* While an async job runs: lets others in between its steps, and takes the turn again.  */
int job_nested_begin(struct object *o, unsigned timeout_ms);
void job_nested_end(struct object *o);
/* May `want` start while `normal` (or JOB_NONE) and `async` (or JOB_NONE) are held?  */
bool job_allowed(enum job_kind want, enum job_kind normal, enum job_kind async);
