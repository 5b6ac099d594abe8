/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* more.c: smaller questions and orders of one guest. */
#define ERR_FROM VIR_FROM_QEMU
#include <fcntl.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "drivers/qemu/functions.h"
#include "drivers/qemu/guest.h"
#include "host/node.h"

int qemu_virDomainGetSecurityLabelList(struct call *c, const struct virDomainGetSecurityLabelList_args *a,
                                       struct virDomainGetSecurityLabelList_ret *ret)
{
    cleanup_def struct def *live = object_live(c->object);
    const struct seclabel *dac = NULL;
    for (size_t i = 0; live && i < def_domain(live)->seclabels.n; i++)
        if (g_strcmp0(def_domain(live)->seclabels.v[i]->model, "dac") == 0)
            dac = def_domain(live)->seclabels.v[i];
    const char *const words[] = {"", dac && dac->label ? dac->label : NULL}; /* of "none" and of "dac" */
    ret->labels.v = g_new0(struct wire_security_label *, G_N_ELEMENTS(words));
    for (size_t i = 0; i < G_N_ELEMENTS(words) && words[i]; i++) {
        struct wire_security_label *w = g_new0(struct wire_security_label, 1);
        w->label.n = strlen(words[i]) + 1;
        w->label.v = g_new0(int32_t, w->label.n);
        for (size_t k = 0; k < w->label.n; k++)
            w->label.v[k] = words[i][k];
        ret->labels.v[ret->labels.n++] = w;
    }
    ret->ret = (int32_t) ret->labels.n;
    return 0;
}

int qemu_virDomainGetMessages(struct call *c, const struct virDomainGetMessages_args *a,
                              struct virDomainGetMessages_ret *ret)
{
    return 0; /* nothing taints a guest, nothing it uses is known to be deprecated */
}

int qemu_virDomainGetIOThreadInfo(struct call *c, const struct virDomainGetIOThreadInfo_args *a,
                                  struct virDomainGetIOThreadInfo_ret *ret)
{
    bool live, config;
    if (guest_affect(guest_of_call(c), a->flags & (VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG), &live, &config) <
        0)
        return -1;
    cleanup_def struct def *d = live ? object_live(c->object) : object_config(c->object);
    if (!d)
        return not_running();
    const struct node_cpus *n = node_cpus();
    ret->info.v = g_new0(struct wire_domain_iothread_info *, def_domain(d)->iothreads.n + 1);
    for (size_t i = 0; i < def_domain(d)->iothreads.n; i++) {
        struct wire_domain_iothread_info *w = g_new0(struct wire_domain_iothread_info, 1);
        w->iothread_id = def_domain(d)->iothreads.v[i]->id;
        w->cpumap.n = (n->present + 7) / 8;
        w->cpumap.v = g_memdup2(n->map, w->cpumap.n);
        ret->info.v[ret->info.n++] = w;
    }
    ret->ret = (uint32_t) ret->info.n;
    return 0;
}

int qemu_virDomainBlockResize(struct call *c, const struct virDomainBlockResize_args *a, void *ret)
{
    cleanup_run struct run *r = guest_run(guest_of_call(c));
    cleanup_def struct def *live = object_live(c->object);
    if (!r || !live)
        return -1;
    const struct disk *k = domain_disk(def_domain(live), a->disk);
    if (!k)
        return err(VIR_ERR_INVALID_ARG, "invalid path: %s", a->disk), -1;
    if (!k->src.index.set)
        return err(VIR_ERR_OPERATION_INVALID, "the drive '%s' is empty", a->disk), -1;
    uint64_t size = a->flags & VIR_DOMAIN_BLOCK_RESIZE_BYTES ? a->size : a->size * 1024;
    if (size / 1024 < a->size && !(a->flags & VIR_DOMAIN_BLOCK_RESIZE_BYTES))
        return err(VIR_ERR_OVERFLOW, "size must be less than %llu", (unsigned long long) UINT64_MAX / 1024), -1;
    if (k->format == FORMAT_QCOW2)
        size = (size + 511) / 512 * 512;
    g_autofree char *node = g_strdup_printf("libvirt-%u-format", k->src.index.v);
    return qmp_call(r->monitor, &qmp_cmd_block_resize, &(struct qmp_resize){node, size}, NULL, QMP_WAIT_MS);
}

int qemu_virDomainBlockPeek(struct call *c, const struct virDomainBlockPeek_args *a, struct virDomainBlockPeek_ret *ret)
{
    cleanup_def struct def *d = object_current(c->object);
    const struct disk *k = d ? domain_disk(def_domain(d), a->path) : NULL;
    if (!k || (k->type != SOURCE_FILE && k->type != SOURCE_BLOCK) || !k->src.path)
        return err_arg("No device found for specified path"), -1;
    cleanup_fd int fd = open(k->src.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return err_sys(errno, "%s: failed to open", k->src.path), -1;
    ret->buffer.v = g_malloc0((gsize) a->size + 1);
    ssize_t n = pread(fd, ret->buffer.v, a->size, (off_t) a->offset);
    if (n != (ssize_t) a->size)
        return err_sys(n < 0 ? errno : EIO, "%s: failed to read block", k->src.path), -1;
    ret->buffer.n = a->size;
    return 0;
}

/* ---- displays: a socket pair, one end to QEMU, the other to the client ---- */
static int display_open(struct call *c, unsigned idx, unsigned flags, int *ret_fd)
{
    cleanup_run struct run *r = guest_run(guest_of_call(c));
    cleanup_def struct def *live = object_live(c->object);
    int pair[2];
    if (!r || !live)
        return -1;
    const struct domain_def *d = def_domain(live);
    if (idx >= d->graphics.n)
        return err(VIR_ERR_INTERNAL_ERROR, "No graphics backend with index %u", idx), -1;
    const struct graphics *g = d->graphics.v[idx];
    const char *protocol = g->type == GRAPHICS_VNC ? "vnc" : g->type == GRAPHICS_SPICE ? "spice" : NULL;
    if (!protocol)
        return err(VIR_ERR_INTERNAL_ERROR, "Can only open VNC or SPICE graphics backends"), -1;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
        return err_sys(errno, "unable to create socket pair"), -1;
    json_t *args = json_pack("{s:s, s:s, s:b}", "protocol", protocol, "fdname", "graphicsfd", "skipauth",
                             flags & VIR_DOMAIN_OPEN_GRAPHICS_SKIPAUTH ? 1 : 0);
    struct qmp_name name = {.fdname = (char *) "graphicsfd"};
    int e = qmp_call_fd(r->monitor, &qmp_cmd_getfd, &name, pair[1], NULL, QMP_WAIT_MS);
    if (e == 0 && (e = qmp_call_json(r->monitor, "add_client", args, NULL, QMP_WAIT_MS)) < 0) {
        virErrorPtr keep = err_take();
        qmp_call(r->monitor, &qmp_cmd_closefd, &name, NULL, QMP_WAIT_MS);
        err_put(keep);
    }
    json_decref(args);
    close(pair[1]);
    if (e < 0)
        close(pair[0]);
    else
        *ret_fd = pair[0];
    return e;
}

int qemu_virDomainOpenGraphicsFD(struct call *c, const struct virDomainOpenGraphicsFD_args *a, void *ret)
{
    int fd;
    if (display_open(c, a->idx, a->flags, &fd) < 0)
        return -1;
    c->out_fds[c->n_out_fds++] = fd;
    return 0;
}

/* The client brings its own socket.  */
int qemu_virDomainOpenGraphics(struct call *c, const struct virDomainOpenGraphics_args *a, void *ret)
{
    cleanup_run struct run *r = guest_run(guest_of_call(c));
    cleanup_def struct def *live = object_live(c->object);
    if (!r || !live)
        return -1;
    if (c->n_fds < 1)
        return err(VIR_ERR_INTERNAL_ERROR, "no descriptor came with the call"), -1;
    if (a->idx >= def_domain(live)->graphics.n)
        return err(VIR_ERR_INTERNAL_ERROR, "No graphics backend with index %u", a->idx), -1;
    const struct graphics *g = def_domain(live)->graphics.v[a->idx];
    const char *protocol = g->type == GRAPHICS_VNC ? "vnc" : g->type == GRAPHICS_SPICE ? "spice" : NULL;
    if (!protocol)
        return err(VIR_ERR_INTERNAL_ERROR, "Can only open VNC or SPICE graphics backends"), -1;
    struct qmp_name name = {.fdname = (char *) "graphicsfd"};
    if (qmp_call_fd(r->monitor, &qmp_cmd_getfd, &name, c->fds[0], NULL, QMP_WAIT_MS) < 0)
        return -1;
    json_t *args = json_pack("{s:s, s:s, s:b}", "protocol", protocol, "fdname", "graphicsfd", "skipauth",
                             a->flags & VIR_DOMAIN_OPEN_GRAPHICS_SKIPAUTH ? 1 : 0);
    int e = qmp_call_json(r->monitor, "add_client", args, NULL, QMP_WAIT_MS);
    json_decref(args);
    return e;
}
