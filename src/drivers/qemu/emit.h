/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* emit.h: telling subscribers what happened to a guest: EMIT(g, ID, struct_name, .member = value, ...). */
#pragma once

#include "api-events.h"
#include "drivers/qemu/guest.h"

/* Strings in the initialisers are given away: g_strdup them.  */
#define EMIT(g, id, type, ...)                                                         \
    do {                                                                               \
        struct type ev_ = {.dom = (virDomainPtr) object_handle(&(g)->o), __VA_ARGS__}; \
        event_emit(event_type(HANDLE_DOMAIN, id), g_memdup2(&ev_, sizeof(ev_)));       \
    } while (0)
