/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fill.h: the stages of filling in a domain document, for this folder only.  */
#pragma once

#include "model/domain/domain.h"

#define ERR_FROM VIR_FROM_DOMAIN
#include "base/err.h"

/* One stage: 0, or -1 with the thread error set. Later stages count on earlier ones.  */
/* What only the document as it came can show.  */
int check_early(const struct domain_def *def, const struct domain_facts *facts); /* check.c */
typedef int (*fill_fn)(struct domain_def *def, const struct domain_facts *facts);

int fill_sort(struct domain_def *def, const struct domain_facts *facts); /* fill-sort.c */
int fill_os(struct domain_def *def, const struct domain_facts *facts);   /* fill-os.c */
int fill_boot(struct domain_def *def, const struct domain_facts *facts);
int fill_resources(struct domain_def *def, const struct domain_facts *facts); /* fill-resources.c */
int fill_numa(struct domain_def *def, const struct domain_facts *facts);      /* fill-numa.c */
int fill_metadata(struct domain_def *def, const struct domain_facts *facts);  /* fill-metadata.c */
int fill_cpu(struct domain_def *def, const struct domain_facts *facts);       /* fill-cpu.c */
int fill_disks(struct domain_def *def, const struct domain_facts *facts);     /* fill-disks.c */
int fill_chardevs(struct domain_def *def, const struct domain_facts *facts);  /* fill-chardevs.c */
int fill_console_address(struct domain_def *def, const struct domain_facts *facts);
int fill_graphics(struct domain_def *def, const struct domain_facts *facts);         /* fill-graphics.c */
int fill_devices(struct domain_def *def, const struct domain_facts *facts);          /* fill-devices.c */
int fill_root_controllers(struct domain_def *def, const struct domain_facts *facts); /* fill-controllers.c */
int fill_bus_controllers(struct domain_def *def, const struct domain_facts *facts);
int address_drives(struct domain_def *def, const struct domain_facts *facts);  /* address-drive.c */
int address_vserial(struct domain_def *def, const struct domain_facts *facts); /* address-vserial.c */
int address_ccid(struct domain_def *def, const struct domain_facts *facts);
int address_usb(struct domain_def *def, const struct domain_facts *facts); /* address-usb.c */
int address_pci(struct domain_def *def, const struct domain_facts *facts); /* address-pci.c */

/* Inserts into any REC_LIST.  */
void list_insert(void *list, size_t at, void *item);
void list_remove(void *list, size_t at);
/* A new controller at the end of the list.  */
struct controller *controller_add(struct domain_def *def, unsigned type, uint32_t index, unsigned model);
/* Controllers of a type up to `last`, those that are missing.  */
void controllers_up_to(struct domain_def *def, unsigned type, uint32_t last, unsigned model);
/* Does this stage apply: a document for QEMU whose host is known?  */
static inline bool fill_for_qemu(const struct domain_def *def, const struct domain_facts *facts)
{
    return facts &&
           (def->type == VIRT_QEMU || def->type == VIRT_KVM || def->type == VIRT_HVF || def->type == VIRT_KQEMU);
}
