/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* See transfer.h. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "virsh/volume/transfer.h"

static int fd_write(virStreamPtr st, const char *data, size_t len, void *fd)
{
    (void) st;
    return (int) write(*(int *) fd, data, len);
}

static int fd_read(virStreamPtr st, char *data, size_t len, void *fd)
{
    (void) st;
    return (int) read(*(int *) fd, data, len);
}

/* A hole at the end must still make the file longer. */
static int fd_hole(virStreamPtr st, long long len, void *fd)
{
    off_t at = lseek(*(int *) fd, len, SEEK_CUR);

    (void) st;
    return at < 0 || ftruncate(*(int *) fd, at) < 0 ? -1 : 0;
}

static int fd_skip(virStreamPtr st, long long len, void *fd)
{
    (void) st;
    return lseek(*(int *) fd, len, SEEK_CUR) < 0 ? -1 : 0;
}

/* Whether the file is in data or in a hole here, and how much of it is left. */
static int fd_in_data(virStreamPtr st, int *in_data, long long *len, void *opaque)
{
    int fd = *(int *) opaque;
    off_t at = lseek(fd, 0, SEEK_CUR), data = lseek(fd, at, SEEK_DATA), next;

    (void) st;
    if (data < 0 && errno != ENXIO)
        return -1;
    *in_data = data == at;
    next = *in_data ? lseek(fd, at, SEEK_HOLE) : data < 0 ? lseek(fd, 0, SEEK_END) : data;
    *len = next - at;
    return next < 0 || lseek(fd, at, SEEK_SET) < 0 ? -1 : 0;
}

bool volume_download(struct virsh *sh, virStorageVolPtr vol, const char *file, unsigned long long offset,
                     unsigned long long length, bool sparse)
{
    const char *name = virStorageVolGetName(vol);
    int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    bool created = fd >= 0, ok = false;
    virStreamPtr st = NULL;

    if (fd < 0 && (errno != EEXIST || (fd = open(file, O_WRONLY | O_TRUNC | O_CLOEXEC)) < 0)) {
        virsh_error(sh, "cannot create %s", file);
        return false;
    }
    st = virStreamNew(sh->conn, 0);
    if (!st || virStorageVolDownload(vol, st, offset, length, sparse ? VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM : 0) < 0)
        virsh_error(sh, "cannot download from volume %s", name);
    else if ((sparse ? virStreamSparseRecvAll(st, fd_write, fd_hole, &fd) : virStreamRecvAll(st, fd_write, &fd)) < 0)
        virsh_error(sh, "cannot receive data from volume %s", name);
    else if (close(fd) < 0)
        virsh_error(sh, "cannot close file %s", file), fd = -1;
    else if (fd = -1, virStreamFinish(st) < 0)
        virsh_error(sh, "cannot close volume %s", name);
    else
        ok = true;
    if (fd >= 0)
        close(fd);
    if (!ok && created)
        unlink(file);
    if (st)
        virStreamFree(st);
    return ok;
}

bool volume_upload(struct virsh *sh, virStorageVolPtr vol, const char *file, unsigned long long offset,
                   unsigned long long length, bool sparse)
{
    const char *name = virStorageVolGetName(vol);
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    virStreamPtr st = NULL;
    bool ok = false;

    if (fd < 0) {
        virsh_error(sh, "cannot read %s", file);
        return false;
    }
    st = virStreamNew(sh->conn, 0);
    if (!st || virStorageVolUpload(vol, st, offset, length, sparse ? VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM : 0) < 0)
        virsh_error(sh, "cannot upload to volume %s", name);
    else if ((sparse ? virStreamSparseSendAll(st, fd_read, fd_in_data, fd_skip, &fd)
                     : virStreamSendAll(st, fd_read, &fd)) < 0)
        virsh_error(sh, "cannot send data to volume %s", name);
    else if (virStreamFinish(st) < 0)
        virsh_error(sh, "cannot close volume %s", name);
    else
        ok = true;
    close(fd);
    if (st)
        virStreamFree(st);
    return ok;
}
