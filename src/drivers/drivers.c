/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* drivers.c: the list of drivers. One that is not built is a weak symbol without a definition. */
#define LOG_SOURCE "drivers"
#include "drivers/drivers.h"

#include <pthread.h>
#include <stddef.h>

#include "base/err.h"
#include "base/log.h"

#define DRIVERS(X) X(test) X(network) X(storage) X(nodedev) X(interface) X(secret) X(nwfilter) X(qemu)

#define DECLARE(name)                                                                 \
    __attribute__((weak)) void name##_driver_register(void);                          \
    __attribute__((weak)) int name##_driver_start(bool privileged, const char *root); \
    __attribute__((weak)) void name##_driver_stop(void);
DRIVERS(DECLARE)

static const struct {
    const char *name;
    void (*enter)(void);
    int (*start)(bool privileged, const char *root);
    void (*stop)(void);
} drivers[] = {
#define ROW(name) {#name, name##_driver_register, name##_driver_start, name##_driver_stop},
    DRIVERS(ROW)};
#define N_DRIVERS (sizeof drivers / sizeof drivers[0])

static void enter_all(void)
{
    for (size_t i = 0; i < N_DRIVERS; i++)
        if (drivers[i].enter)
            drivers[i].enter();
}

void drivers_register(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, enter_all);
}

int drivers_start(bool privileged, const char *root)
{
    virErrorPtr first = NULL;
    drivers_register();
    for (size_t i = 0; i < N_DRIVERS; i++) {
        if (!drivers[i].start || drivers[i].start(privileged, root) == 0)
            continue;
        log_error("driver %s: %s", drivers[i].name, err_thread()->message);
        if (!first)
            first = err_take();
    }
    err_put(first);
    return first ? -1 : 0;
}

void drivers_stop(void)
{
    for (size_t i = N_DRIVERS; i-- > 0;)
        if (drivers[i].stop)
            drivers[i].stop();
}
