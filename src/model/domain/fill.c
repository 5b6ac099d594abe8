/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fill.c: what a document leaves out, stage by stage: later stages need what earlier ones decided.  */
#include "model/domain/fill.h"

#include <string.h>

#include "model/domain/table.h"

/* clang-format off */
static const fill_fn stages[] = {
    fill_sort,
    fill_os,
    fill_resources,
    fill_numa,
    fill_metadata,
    fill_cpu,
    fill_root_controllers,
    fill_chardevs,
    fill_graphics,
    fill_devices,
    fill_disks,
    fill_bus_controllers,
    fill_boot,
    domain_def_addresses,
    fill_console_address,
};
/* clang-format on */
static const fill_fn addresses[] = {address_drives, address_vserial, address_ccid, address_usb, address_pci};

static int run(const fill_fn *fns, size_t n, struct domain_def *def, const struct domain_facts *facts)
{
    for (size_t i = 0; i < n; i++)
        if (fns[i](def, facts) < 0)
            return -1;
    return 0;
}

int domain_def_fill(struct domain_def *def, const struct domain_facts *facts)
{
    return run(stages, LENGTH(stages), def, facts);
}

int domain_def_addresses(struct domain_def *def, const struct domain_facts *facts)
{
    return fill_for_qemu(def, facts) ? run(addresses, LENGTH(addresses), def, facts) : 0;
}

void list_insert(void *list, size_t at, void *item)
{
    struct rec_list *l = list;

    rec_list_append(list, NULL);
    memmove(l->v + at + 1, l->v + at, (l->n - 1 - at) * sizeof(*l->v));
    l->v[at] = item;
}

void list_remove(void *list, size_t at)
{
    struct rec_list *l = list;

    l->n--;
    memmove(l->v + at, l->v + at + 1, (l->n - at) * sizeof(*l->v));
}
