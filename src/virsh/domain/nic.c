/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* See nic.h. */
#include <stdio.h>
#include <strings.h>

#include "virsh/domain/nic.h"

bool nic_is_mac(const char *name)
{
    unsigned b[6];
    char rest;

    return sscanf(name, "%2x:%2x:%2x:%2x:%2x:%2x%c", b, b + 1, b + 2, b + 3, b + 4, b + 5, &rest) == 6;
}

/* Compared as values: a name in an XPath expression could change its meaning. */
xmlNodePtr nic_find(struct xdoc *x, const char *name, unsigned *n)
{
    bool mac = nic_is_mac(name);
    xmlNodePtr found = NULL;

    *n = 0;
    g_autofree xmlNodePtr *nics = xdoc_nodes(x, NULL, "./devices/interface", NULL);

    for (xmlNodePtr *nic = nics; *nic; nic++) {
        g_autofree char *have = xdoc_text(x, *nic, mac ? "./mac/@address" : "./target/@dev");
        if (!have || strcasecmp(have, name) != 0)
            continue;
        found = *nic;
        (*n)++;
    }
    return *n == 1 ? found : NULL;
}
