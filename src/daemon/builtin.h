/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * builtin.h: procedures that the daemon answers by itself, because they are about the connection and not
 * about what drivers manage: authentication, opening and closing, features, event subscriptions.
 */
#pragma once

#include "daemon/client.h"

struct builtin {
    enum api_program program;
    unsigned proc;
    const struct rec *args, *ret;
    bool before_auth;
    /* 0: answer with ret; 1: the answer comes later; -1: answer with the thread's error.  */
    int (*fn)(struct client *c, const struct msg_header *call, const void *args, void *ret);
    void (*after)(struct client *c); /* when the answer was queued */
};

const struct builtin *builtin_find(enum api_program program, unsigned proc);
/* The tables that it looks through; each ends with { 0 }.  */
extern const struct builtin builtin_connect[], builtin_events[];
