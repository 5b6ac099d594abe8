/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* check.c: rules that span a whole document, one file per part of it. The first that is broken is reported.  */
#include "model/domain/check.h"

#include "model/domain/table.h"

/* Before anything is filled in: what filling could hide.  */
static const check_fn early[] = {check_identity, check_graphics};
static const check_fn late[] = {check_guest,       check_machine,  check_boot,   check_disks,
                                check_controllers, check_chardevs, check_devices};

static int run(const check_fn *fns, size_t n, const struct domain_def *def, const struct domain_facts *facts)
{
    for (size_t i = 0; i < n; i++)
        if (fns[i](def, facts) < 0)
            return -1;
    return 0;
}

int check_early(const struct domain_def *def, const struct domain_facts *facts)
{
    return run(early, LENGTH(early), def, facts);
}

int domain_def_check(const struct domain_def *def, const struct domain_facts *facts)
{
    return run(late, LENGTH(late), def, facts);
}
