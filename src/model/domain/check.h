/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* check.h: the parts of checking a whole domain document, for this folder only.  */
#pragma once

#include "model/domain/fill.h"

typedef int (*check_fn)(const struct domain_def *def, const struct domain_facts *facts);

int check_identity(const struct domain_def *def, const struct domain_facts *facts); /* check-domain.c */
int check_guest(const struct domain_def *def, const struct domain_facts *facts);
int check_machine(const struct domain_def *def, const struct domain_facts *facts);     /* check-machine.c */
int check_boot(const struct domain_def *def, const struct domain_facts *facts);        /* check-boot.c */
int check_disks(const struct domain_def *def, const struct domain_facts *facts);       /* check-disks.c */
int check_controllers(const struct domain_def *def, const struct domain_facts *facts); /* check-controllers.c */
int check_chardevs(const struct domain_def *def, const struct domain_facts *facts);    /* check-devices.c */
int check_devices(const struct domain_def *def, const struct domain_facts *facts);
int check_graphics(const struct domain_def *def, const struct domain_facts *facts); /* check-graphics.c */

/* Sets the error and is -1: for  return no(VIR_ERR_…, "…");  */
#define no(...) (err(__VA_ARGS__), -1)
