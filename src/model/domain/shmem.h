/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* shmem.h: <shmem>, <memory> devices, <nvram> device, <iommu>.  */
#pragma once

#include "model/domain/address.h"

enum shmem_model { SHMEM_DEFAULT, SHMEM_IVSHMEM, SHMEM_IVSHMEM_PLAIN, SHMEM_IVSHMEM_DOORBELL };
enum shmem_role { SHMEM_ROLE_DEFAULT, SHMEM_ROLE_MASTER, SHMEM_ROLE_PEER };
extern const struct names shmem_model_names, shmem_role_names;
struct shmem_server {
    char *path;
};
struct shmem_msi {
    struct opt_u32 vectors;
    unsigned ioeventfd; /* TRI on/off */
};
struct shmem {
    char *name;
    unsigned role, model;
    uint64_t size; /* bytes, a power of two */
    struct shmem_server *server;
    struct shmem_msi *msi;
    struct device_info info;
};
extern const struct rec shmem_rec;

enum memdev_model { MEMDEV_NONE, MEMDEV_DIMM, MEMDEV_NVDIMM, MEMDEV_VIRTIO_PMEM, MEMDEV_VIRTIO_MEM, MEMDEV_SGX_EPC };
enum memdev_access { MEMDEV_ACCESS_DEFAULT, MEMDEV_ACCESS_SHARED, MEMDEV_ACCESS_PRIVATE };
extern const struct names memdev_model_names, memdev_access_names;
struct memdev {
    unsigned model, access;
    unsigned discard; /* TRI yes/no */
    uint8_t uuid[16];
    uint64_t pagesize, alignsize; /* KiB */
    char *nodemask, *path;
    bool pmem;
    uint64_t size, block, requested, current, label; /* KiB */
    struct opt_u32 node;
    bool readonly;
    struct device_info info;
};
extern const struct rec memdev_rec;

struct nvram_dev {
    struct device_info info;
};
extern const struct rec nvram_dev_rec;

enum iommu_model { IOMMU_NONE, IOMMU_INTEL, IOMMU_SMMUV3, IOMMU_VIRTIO };
extern const struct names iommu_model_names;
struct iommu {
    unsigned model;
    unsigned intremap, caching_mode, eim, iotlb; /* TRI on/off */
    struct opt_u32 aw_bits;
    struct device_info info;
};
extern const struct rec iommu_rec;
