/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh screenshot: take a screenshot of a current domain console and store it into a file. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    const char *file;
    struct num_uint screen;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_FILE(file, "file", 0, "where to store the screenshot"),
    OPT_UINT(screen, "screen", 0, "ID of a screen to take screenshot of"),
    OPT_END,
};

static const struct {
    const char *mime, *extension;
} kinds[] = {{"image/x-portable-pixmap", ".ppm"}, {"image/png", ".png"}};

static char *name_make(virDomainPtr dom, const char *mime)
{
    g_autoptr(GDateTime) now = g_date_time_new_now_local();
    g_autofree char *stamp = g_date_time_format(now, "%Y-%m-%d-%H:%M:%S");
    const char *extension = "";

    for (unsigned i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (mime && strcmp(mime, kinds[i].mime) == 0)
            extension = kinds[i].extension;
    return g_strdup_printf("%s-%s%s", virDomainGetName(dom), stamp, extension);
}

static int to_file(virStreamPtr st, const char *data, size_t len, void *fd)
{
    (void) st;
    return (int) write(*(int *) fd, data, len);
}

static bool receive(struct virsh *sh, virStreamPtr st, const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    bool created = fd >= 0;

    if (fd < 0 && errno == EEXIST)
        fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
    if (fd < 0) {
        virsh_error(sh, "cannot create file %s", path);
        return false;
    }
    bool ok = virStreamRecvAll(st, to_file, &fd) == 0;
    if (!ok)
        virsh_error(sh, "could not receive data from domain %s", path);
    if (close(fd) < 0 && ok) {
        virsh_error(sh, "cannot close file %s", path);
        ok = false;
    }
    if (ok && virStreamFinish(st) < 0)
        ok = false;
    if (!ok && created)
        unlink(path);
    return ok;
}

static bool run(struct virsh *sh, const struct args *a)
{
    virStreamPtr st = virStreamNew(sh->conn, 0);
    char *mime = st ? virDomainScreenshot(a->dom, st, a->screen.v, 0) : NULL;
    bool ok = false;

    if (!mime) {
        virsh_error(sh, "could not take a screenshot of %s", virDomainGetName(a->dom));
    } else {
        g_autofree char *path = a->file ? g_strdup(a->file) : name_make(a->dom, mime);
        ok = receive(sh, st, path);
        if (ok)
            virsh_extra(sh, "Screenshot saved to %s, with type of %s", path, mime);
        else
            virStreamAbort(st);
    }
    free(mime);
    if (st)
        virStreamFree(st);
    return ok;
}

COMMAND(screenshot, "screenshot", "take a screenshot of a current domain console and store it into a file",
        "screenshot of a current domain console");
