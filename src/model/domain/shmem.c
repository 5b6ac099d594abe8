/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* shmem.c: the rows of <shmem>, <memory> devices, <nvram> device, <iommu>.  */
#include "model/domain/shmem.h"

#include "model/domain/table.h"

NAMES(shmem_model_names, "shmem model", [SHMEM_IVSHMEM] = "ivshmem", [SHMEM_IVSHMEM_PLAIN] = "ivshmem-plain",
      [SHMEM_IVSHMEM_DOORBELL] = "ivshmem-doorbell");
NAMES(shmem_role_names, "shmem role", [SHMEM_ROLE_MASTER] = "master", [SHMEM_ROLE_PEER] = "peer");
NAMES(memdev_model_names, "memory model", [MEMDEV_DIMM] = "dimm", [MEMDEV_NVDIMM] = "nvdimm",
      [MEMDEV_VIRTIO_PMEM] = "virtio-pmem", [MEMDEV_VIRTIO_MEM] = "virtio-mem", [MEMDEV_SGX_EPC] = "sgx-epc");
NAMES(memdev_access_names, "access mode", [MEMDEV_ACCESS_SHARED] = "shared", [MEMDEV_ACCESS_PRIVATE] = "private");
NAMES(iommu_model_names, "IOMMU model", [IOMMU_INTEL] = "intel", [IOMMU_SMMUV3] = "smmuv3", [IOMMU_VIRTIO] = "virtio");

static const struct fld server_flds[] = {
    FLD(struct shmem_server, STR, "@path", path),
    {0},
};
static const struct rec server_rec = {"server", sizeof(struct shmem_server), server_flds};
static const struct fld msi_flds[] = {
    FLD(struct shmem_msi, OPT32, "@vectors", vectors, .flags = GUEST_ABI),
    FLD(struct shmem_msi, TRI, "@ioeventfd", ioeventfd, ONOFF),
    {0},
};
static const struct rec msi_rec = {"msi", sizeof(struct shmem_msi), msi_flds};
#define F(K, PATH, M, ...) FLD(struct shmem, K, PATH, M, __VA_ARGS__)
static const struct fld shmem_flds[] = {
    F(STR, "@name", name, .flags = REQUIRED),
    F(ENUM, "@role", role, NAMED(shmem_role_names), .flags = GUEST_ABI),
    F(ENUM, "model/@type", model, NAMED(shmem_model_names), .flags = GUEST_ABI),
    F(SIZE, "size", size, UNIT(1048576), .flags = GUEST_ABI | BRIEF_UNIT),
    F(PTR, "server", server, RECORD(server_rec)),
    F(PTR, "msi", msi, RECORD(msi_rec)),
    F(SUB, ".", info, RECORD(device_info_rec)),
    {0},
};
#undef F
const struct rec shmem_rec = {"shmem", sizeof(struct shmem), shmem_flds};

#define F(K, PATH, M, ...) FLD(struct memdev, K, PATH, M, __VA_ARGS__)
static const struct fld memdev_flds[] = {
    F(ENUM, "@model", model, NAMED(memdev_model_names), .flags = REQUIRED | GUEST_ABI),
    F(ENUM, "@access", access, NAMED(memdev_access_names)),
    F(TRI, "@discard", discard, YESNO),
    F(UUID, "uuid", uuid, .flags = GUEST_ABI),
    F(CPUSET, "source/nodemask", nodemask),
    F(SIZE, "source/pagesize", pagesize, UNIT(1024)),
    F(STR, "source/path", path),
    F(SIZE, "source/alignsize", alignsize, UNIT(1024)),
    F(FLAG, "source/pmem", pmem),
    F(SIZE, "target/size", size, UNIT(1024), .flags = GUEST_ABI),
    F(OPT32, "target/node", node, .flags = GUEST_ABI),
    F(SIZE, "target/label/size", label, UNIT(1024), .flags = GUEST_ABI),
    F(FLAG, "target/readonly", readonly, .flags = GUEST_ABI),
    F(SIZE, "target/block", block, UNIT(1024), .flags = GUEST_ABI),
    F(SIZE, "target/requested", requested, UNIT(1024), .flags = MUTABLE),
    F(SIZE, "target/current", current, UNIT(1024), .flags = LIVE),
    F(SUB, ".", info, RECORD(device_info_rec)),
    {0},
};
#undef F
const struct rec memdev_rec = {"memory", sizeof(struct memdev), memdev_flds};

static const struct fld nvram_flds[] = {
    FLD(struct nvram_dev, SUB, ".", info, RECORD(device_info_rec)),
    {0},
};
const struct rec nvram_dev_rec = {"nvram", sizeof(struct nvram_dev), nvram_flds};

#define F(K, PATH, M, ...) FLD(struct iommu, K, PATH, M, .flags = GUEST_ABI, __VA_ARGS__)
static const struct fld iommu_flds[] = {
    FLD(struct iommu, ENUM, "@model", model, NAMED(iommu_model_names), .flags = REQUIRED | GUEST_ABI),
    F(TRI, "driver/@intremap", intremap, ONOFF),
    F(TRI, "driver/@caching_mode", caching_mode, ONOFF),
    F(TRI, "driver/@eim", eim, ONOFF),
    F(TRI, "driver/@iotlb", iotlb, ONOFF),
    F(OPT32, "driver/@aw_bits", aw_bits),
    F(SUB, ".", info, RECORD(device_info_rec)),
    {0},
};
#undef F
const struct rec iommu_rec = {"iommu", sizeof(struct iommu), iommu_flds};
