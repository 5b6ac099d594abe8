/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* file.c: see file.h. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

void fd_closep(int *fd)
{
    int kept = errno;
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
    errno = kept;
}

int fd_take(int *fd)
{
    int taken = *fd;
    *fd = -1;
    return taken;
}

int fd_write_all(int fd, const void *data, size_t n)
{
    const char *p = data;

    while (n > 0) {
        ssize_t w = write(fd, p, n);
        if (w < 0 && errno == EINTR)
            continue;
        if (w < 0)
            return -errno;
        p += w;
        n -= (size_t) w;
    }
    return 0;
}

int fd_nonblock(int fd, bool on)
{
    int flags = fcntl(fd, F_GETFL);

    if (flags < 0 || fcntl(fd, F_SETFL, on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK) < 0)
        return -errno;
    return 0;
}

static int dir_flush(const char *path)
{
    g_autofree char *dir = g_path_get_dirname(path);
    cleanup_fd int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    return fd < 0 || fsync(fd) < 0 ? -errno : 0;
}

int file_save(const char *path, const char *data, size_t n, mode_t mode)
{
    static _Atomic unsigned serial;
    g_autofree char *fresh = g_strdup_printf("%s.%d.%u.new", path, getpid(), serial++);
    cleanup_fd int fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
    int r;

    if (fd < 0)
        return -errno;
    r = fchmod(fd, mode) < 0 ? -errno : fd_write_all(fd, data, n);
    if (r == 0 && fsync(fd) < 0)
        r = -errno;
    if (r == 0 && rename(fresh, path) < 0)
        r = -errno;
    if (r < 0) {
        unlink(fresh);
        return r;
    }
    return dir_flush(path);
}

/* Reads to the end or to the limit, growing; sizes that stat() tells are not trusted (/proc, growing files).  */
ssize_t file_load(const char *path, size_t max, char **ret)
{
    cleanup_fd int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    g_autoptr(GByteArray) all = NULL;
    struct stat st;
    guint8 part[16384];
    ssize_t r;

    if (fd < 0)
        return -errno;
    if (fstat(fd, &st) < 0)
        return -errno;
    if (S_ISDIR(st.st_mode))
        return -EISDIR;
    all = g_byte_array_sized_new(st.st_size > 0 && (size_t) st.st_size < max ? (guint) st.st_size + 1 : 4096);
    while ((r = read(fd, part, sizeof(part))) != 0) {
        if (r < 0 && errno == EINTR)
            continue;
        if (r < 0)
            return -errno;
        if (all->len + (size_t) r > max)
            return -EFBIG;
        g_byte_array_append(all, part, (guint) r);
    }
    r = all->len;
    g_byte_array_append(all, (const guint8 *) "", 1);
    *ret = (char *) g_byte_array_free(g_steal_pointer(&all), FALSE);
    return r;
}

int dir_make(const char *path, mode_t mode)
{
    g_autofree char *at = g_strdup(path);

    for (char *p = at + 1; *p; p++) {
        if (*p != '/')
            continue;
        *p = '\0';
        if (mkdir(at, 0755) < 0 && errno != EEXIST)
            return -errno;
        *p = '/';
    }
    if (mkdir(at, mode) < 0 && errno != EEXIST)
        return -errno;
    return 0;
}

int file_remove(const char *path)
{
    return unlink(path) < 0 && errno != ENOENT ? -errno : 0;
}

bool file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

int pidfile_take(const char *path, pid_t *ret_holder)
{
    cleanup_fd int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    char text[24];
    int n, r;

    if (fd < 0)
        return -errno;
    if (fcntl(fd, F_SETLK, &lock) < 0) {
        r = errno == EACCES ? -EWOULDBLOCK : -errno;
        if (ret_holder && fcntl(fd, F_GETLK, &lock) == 0)
            *ret_holder = lock.l_type == F_UNLCK ? 0 : lock.l_pid;
        return r;
    }
    n = snprintf(text, sizeof(text), "%d\n", getpid());
    if (ftruncate(fd, 0) < 0)
        return -errno;
    r = fd_write_all(fd, text, (size_t) n);
    return r < 0 ? r : fd_take(&fd);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *) a, *(char *const *) b);
}

/* NAME.PID.SERIAL, as file_save names what it has not finished.  */
static bool is_fresh(const char *name)
{
    size_t n = strlen(name);

    for (int part = 0; part < 2; part++) {
        size_t end = n;
        while (n > 0 && g_ascii_isdigit(name[n - 1]))
            n--;
        if (n == end || n == 0 || name[--n] != '.')
            return false;
    }
    return n > 0;
}

void dir_sweep(const char *path)
{
    g_auto(GStrv) names = NULL;
    ssize_t n = dir_list(path, ".new", &names);

    for (ssize_t i = 0; i < n; i++)
        if (is_fresh(names[i])) {
            g_autofree char *whole = g_strdup_printf("%s/%s.new", path, names[i]);
            unlink(whole);
        }
}

ssize_t dir_list(const char *path, const char *suffix, char ***ret)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    DIR *d = opendir(path);
    struct dirent *e;
    ssize_t n;

    if (!d)
        return -errno;
    while ((e = readdir(d))) {
        /* a guest's name may begin with a dot; without a suffix hidden files stay hidden */
        if (suffix ? !g_str_has_suffix(e->d_name, suffix) : e->d_name[0] == '.')
            continue;
        g_ptr_array_add(names, g_strndup(e->d_name, strlen(e->d_name) - (suffix ? strlen(suffix) : 0)));
    }
    closedir(d);
    n = names->len;
    if (n > 0)
        qsort(names->pdata, (size_t) n, sizeof(char *), by_name);
    g_ptr_array_add(names, NULL);
    g_ptr_array_set_free_func(names, NULL);
    *ret = (char **) g_ptr_array_free(g_steal_pointer(&names), FALSE);
    return n;
}

static bool may_search(const struct stat *st, uid_t uid, gid_t gid)
{
    if (uid == 0)
        return true;
    if (st->st_uid == uid)
        return st->st_mode & S_IXUSR;
    return st->st_mode & (st->st_gid == gid ? S_IXGRP : S_IXOTH);
}

char *path_obstacle(const char *path, uid_t uid, gid_t gid)
{
    g_autofree char *at = g_strdup(path);
    struct stat st;

    for (char *p = at + 1;; p++) {
        char kept = *p;
        if (kept != '/' && kept != '\0')
            continue;
        *p = '\0';
        if (stat(at, &st) < 0 || (kept == '/' && !(S_ISDIR(st.st_mode) && may_search(&st, uid, gid))))
            return g_steal_pointer(&at);
        if (kept == '\0')
            return NULL;
        *p = kept;
    }
}
