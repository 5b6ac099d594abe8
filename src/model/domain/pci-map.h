/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * pci-map.h: which functions of which slots of which PCI buses are taken. In a dry run devices are not
 * changed: the places that they would get are remembered beside them, and missing buses are invented.
 */
#pragma once

#include "model/domain/domain.h"

enum pci_want { /* what a device can be plugged into */
                PCI_WANT_NOTHING,
                PCI_WANT_PCI,
                PCI_WANT_PCIE,
                PCI_WANT_BRIDGE,
                PCI_WANT_ROOT_PORT,
                PCI_WANT_DMI,
                PCI_WANT_UPSTREAM,
                PCI_WANT_DOWNSTREAM,
                PCI_WANT_PCI_EXPANDER,
                PCI_WANT_PCIE_EXPANDER,
                PCI_WANT_INTEGRATED, /* on the root complex itself */
                PCI_WANT_IMPOSSIBLE
};

enum { PCI_BUSES = 256, PCI_SLOTS = 32 };

struct pci_bus {
    unsigned model;          /* enum controller_model; 0: no such bus */
    uint8_t used[PCI_SLOTS]; /* bit per function */
    uint32_t packed;         /* slots that automatic root ports share */
};

struct pci_map {
    struct pci_bus bus[PCI_BUSES];
    unsigned n; /* highest bus + 1 */
    bool dry, q35;
    struct domain_def *def;
    GHashTable *places; /* dry: struct device_info -> struct pci_address */
};

/* What a device of the document is plugged into; address-pci.c.  */
unsigned pci_want_of(const char *kind, const void *dev);

/* Takes the places that the document gives. -1: two devices at one, or one that does not exist.  */
int pci_map_init(struct pci_map *m, struct domain_def *def, bool dry);
void pci_map_done(struct pci_map *m);
/* Has the device no PCI address yet, and no other?  */
bool pci_map_open(const struct pci_map *m, const struct device_info *info);
bool pci_map_place_of(const struct pci_map *m, const struct device_info *info, struct pci_address *ret);
bool pci_map_is_free(const struct pci_map *m, const struct pci_address *at);
uint8_t pci_map_functions(const struct pci_map *m, uint32_t bus, uint32_t slot);
/* The first free place, for pci_map_give(). In a dry run adds buses for it.  */
int pci_map_find(struct pci_map *m, unsigned want, struct pci_address *ret);
void pci_map_give(struct pci_map *m, struct device_info *info, const struct pci_address *at);
/* multifunction='on' for function 0 of a slot that automatic root ports share.  */
void pci_map_multifunction(const struct pci_map *m, struct device_info *info);
