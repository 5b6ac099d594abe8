/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* image.c: qcow2's header: magic, version, backing file's place and name, size; then its extensions. */
#include "host/image.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

#define EXT_BACKING_FORMAT 0xe2792acaU

static uint32_t be32(const uint8_t *p)
{
    uint32_t v;
    memcpy(&v, p, sizeof(v));
    return be32toh(v);
}

static uint64_t be64(const uint8_t *p)
{
    uint64_t v;
    memcpy(&v, p, sizeof(v));
    return be64toh(v);
}

/* The extensions follow the header: type, length, data padded to 8.  */
static void read_extensions(const uint8_t *head, size_t n, struct image *ret)
{
    size_t at = be32(head + 4) >= 3 && n >= 104 ? be32(head + 100) : 72;
    while (at + 8 <= n) {
        uint32_t type = be32(head + at), len = be32(head + at + 4);
        if (type == 0 || len > n - at - 8)
            return;
        if (type == EXT_BACKING_FORMAT && len < 32)
            ret->backing_format = g_strndup((const char *) head + at + 8, len);
        at += 8 + ((size_t) len + 7) / 8 * 8;
    }
}

static int read_backing(const char *path, const uint8_t *head, size_t n, struct image *ret)
{
    uint64_t at = be64(head + 8);
    uint32_t len = be32(head + 16);
    if (at == 0 || len == 0)
        return 0;
    if (len > 1023 || at > n || len > n - at || memchr(head + at, 0, len))
        return -EINVAL;
    g_autofree char *name = g_strndup((const char *) head + at, len);
    if (name[0] == '/' || strstr(name, "://") || g_str_has_prefix(name, "json:")) {
        ret->backing = g_steal_pointer(&name);
    } else {
        g_autofree char *dir = g_path_get_dirname(path);
        ret->backing = g_build_filename(dir, name, NULL);
    }
    return 0;
}

int image_probe(const char *path, struct image *ret)
{
    g_autofree uint8_t *head = g_malloc(1 << 16);
    struct stat st;
    *ret = (struct image){.format = "raw"};
    /* O_NONBLOCK: a fifo in place of an image must not hold us */
    cleanup_fd int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 || fstat(fd, &st) < 0)
        return -errno;
    if (!S_ISREG(st.st_mode) && !S_ISBLK(st.st_mode))
        return -EINVAL;
    ssize_t n = pread(fd, head, 1 << 16, 0);
    if (n < 0)
        return -errno;
    if (n < 72 || memcmp(head, "QFI\xfb", 4) != 0 || be32(head + 4) < 2 || be32(head + 4) > 3)
        return 0;
    ret->format = "qcow2";
    ret->capacity = be64(head + 24);
    int e = read_backing(path, head, (size_t) n, ret);
    if (e == 0 && ret->backing)
        read_extensions(head, (size_t) n, ret);
    if (e < 0)
        image_done(ret);
    return e;
}

void image_done(struct image *i)
{
    g_clear_pointer(&i->backing, g_free);
    g_clear_pointer(&i->backing_format, g_free);
}
