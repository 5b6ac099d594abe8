/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* store.h: the inside of the store of capabilities. */
#pragma once

#include <pthread.h>

#include "drivers/qemu/caps/facts.h"

struct caps_store {
    struct caps_config config; /* its strings are ours */
    uint8_t host_uuid[16];
    pthread_mutex_t lock;
    pthread_cond_t changed;
    GPtrArray *entries;
    GPtrArray *firmware; /* struct firmware *, in order of preference; NULL: not read yet */
};

const char *caps_host_arch(void);
const char *caps_arch_nth(size_t i); /* those we have programs for; NULL ends */
bool caps_arch_known(const char *arch);

/* firmware.c */
GPtrArray *firmware_list(struct caps_store *s); /* locked within */
void firmware_list_free(GPtrArray *list);
bool firmware_fits_machine(const struct firmware *f, const char *arch, const char *machine);

/* Appends a new zeroed item to a REC_LIST and is it.  */
#define ADD(list, T) ((T *) list_add((struct rec_list *) &(list), sizeof(T)))
static inline void *list_add(struct rec_list *l, size_t size)
{
    l->v = g_renew(void *, l->v, l->n + 2);
    return l->v[l->n++] = g_malloc0(size);
}
