/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* See domain-list.h. */
#include <stdlib.h>
#include <strings.h>

#include "virsh/monitor/domain-list.h"

static int compare(const void *pa, const void *pb)
{
    virDomainPtr a = *(const virDomainPtr *) pa, b = *(const virDomainPtr *) pb;
    unsigned ia = virDomainGetID(a), ib = virDomainGetID(b);

    if (ia == (unsigned) -1 && ib == (unsigned) -1)
        return strcasecmp(virDomainGetName(a), virDomainGetName(b));
    return ia < ib ? -1 : ia > ib; /* no id is the largest of all */
}

bool domain_list_get(struct virsh *sh, unsigned flags, struct domain_list *list)
{
    int n = virConnectListAllDomains(sh->conn, &list->doms, flags);

    if (n < 0) {
        virsh_error(sh, "Failed to list domains");
        return false;
    }
    list->n = (unsigned) n;
    if (n > 1)
        qsort(list->doms, list->n, sizeof(*list->doms), compare);
    return true;
}

void domain_list_done(struct domain_list *list)
{
    for (unsigned i = 0; i < list->n; i++)
        virDomainFree(list->doms[i]);
    free(list->doms);
}
