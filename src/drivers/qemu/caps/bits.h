/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * bits.h: one row per capability bit: id, word in the cache file, how it is detected, where, what for.
 *   TYPE    the QOM type `where` exists
 *   PROP    "type.property": the device type has the property
 *   COMMAND the QMP command exists
 *   OPTION  "option.parameter" of query-command-line-options ("option" alone: the option)
 *   MACHINE "property" of the machine types (-machine option)
 *   TPM     a tpm type
 */
#ifdef CAP_ROW
CAP_ROW(VIRTIO_BLK_PCI, "virtio-blk-pci", TYPE, "virtio-blk-pci", 0)
#endif
