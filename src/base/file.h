/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * file.h: files that must survive a crash, and the small things around them. All return 0 or -errno
 * unless said otherwise, and report nothing.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Closes and forgets: for descriptors as cleanup locals:  cleanup_fd int fd = -1;  */
void fd_closep(int *fd);
#define cleanup_fd __attribute__((cleanup(fd_closep)))
/* Takes the descriptor out of a cleanup local.  */
int fd_take(int *fd);

/* Writes a new file beside `path`, flushes it, renames it over `path`, flushes the folder: after a crash either the
 * old or the new content is there, whole.  */
int file_save(const char *path, const char *data, size_t n, mode_t mode);
/* Removes what a process that was killed left unfinished of file_save there. Only its owner may sweep a folder.  */
void dir_sweep(const char *path);
/* Reads a whole file of at most `max` bytes (-EFBIG over that); a NUL is appended. Returns the length or -errno.  */
ssize_t file_load(const char *path, size_t max, char **ret);
/* mkdir -p; the last folder gets `mode`, those made on the way 0755.  */
int dir_make(const char *path, mode_t mode);
/* Removes a file; one that is not there is no mistake.  */
int file_remove(const char *path);
bool file_exists(const char *path);
/* Writes all of it, whatever the interruptions.  */
int fd_write_all(int fd, const void *data, size_t n);
int fd_nonblock(int fd, bool on);
/* Locks a pid file (open, lock, write the pid): the descriptor, kept open while it shall be held, or -errno
 * (-EWOULDBLOCK: another process has it, its pid in *ret_holder if not NULL).  */
int pidfile_take(const char *path, pid_t *ret_holder);
/* The entries of a folder that end in `suffix` (NULL: all), sorted, without the suffix; n or -errno.  */
ssize_t dir_list(const char *path, const char *suffix, char ***ret);
/* The first component of `path` that the user `uid`/`gid` cannot search or find; newly allocated, or NULL.  */
char *path_obstacle(const char *path, uid_t uid, gid_t gid);
