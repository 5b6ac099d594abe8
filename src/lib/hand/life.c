/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* life.c: start and end of a guest, where the handle learns the new id; and the calls that carry descriptors. */
#define ERR_FROM VIR_FROM_DOMAIN
#include "api-private.h"
#include <glib.h>
#include <libvirt/libvirt-qemu.h>
#include <libvirt/libvirt.h>
#include <string.h>

#include "api-types.h"
#include "base/err.h"
#include "lib/wrap.h"

int virDomainCreate(virDomainPtr domain)
{
    struct virDomainCreate_args a = {.dom = domain};
    struct virDomainLookupByUUID_args who = {0};
    struct virDomainLookupByUUID_ret r = {0};

    if (api_call(&apis[API_virDomainCreate], domain, &a, NULL) < 0)
        return -1;
    memcpy(who.uuid, domain->h.uuid, sizeof(who.uuid));
    /* The answer has no id in it; programs expect the handle to know it.  */
    if (api_call(&apis[API_virDomainLookupByUUID], domain->h.conn, &who, &r) == 0)
        domain->h.id = r.dom->h.id;
    handle_unref((struct handle *) r.dom);
    err_reset();
    return 0;
}

static int started(virDomainPtr domain, virDomainPtr now)
{
    domain->h.id = now->h.id;
    handle_unref(&now->h);
    return 0;
}

int virDomainCreateWithFlags(virDomainPtr domain, unsigned int flags)
{
    struct virDomainCreateWithFlags_args a = {.dom = domain, .flags = flags};
    struct virDomainCreateWithFlags_ret r = {0};

    if (api_call(&apis[API_virDomainCreateWithFlags], domain, &a, &r) < 0)
        return -1;
    return started(domain, r.dom);
}

int virDomainCreateWithFiles(virDomainPtr domain, unsigned int nfiles, int *files, unsigned int flags)
{
    struct virDomainCreateWithFiles_args a = {.dom = domain, .flags = flags};
    struct virDomainCreateWithFiles_ret r = {0};
    struct api_extra x = {.fds = files, .n_fds = nfiles};

    if (nfiles > 0 && !files)
        return wrap_null(API_virDomainCreateWithFiles, domain, "files");
    if (api_call_extra(&apis[API_virDomainCreateWithFiles], domain, &a, &r, &x) < 0)
        return -1;
    return started(domain, r.dom);
}

virDomainPtr virDomainCreateXMLWithFiles(virConnectPtr conn, const char *xmlDesc, unsigned int nfiles, int *files,
                                         unsigned int flags)
{
    struct virDomainCreateXMLWithFiles_args a = {.xml_desc = (char *) xmlDesc, .flags = flags};
    struct virDomainCreateXMLWithFiles_ret r = {0};
    struct api_extra x = {.fds = files, .n_fds = nfiles};

    if (!xmlDesc)
        return wrap_null(API_virDomainCreateXMLWithFiles, conn, "xmlDesc"), NULL;
    if (nfiles > 0 && !files)
        return wrap_null(API_virDomainCreateXMLWithFiles, conn, "files"), NULL;
    if (api_call_extra(&apis[API_virDomainCreateXMLWithFiles], conn, &a, &r, &x) < 0)
        return NULL;
    return r.dom;
}

int virDomainDestroy(virDomainPtr domain)
{
    struct virDomainDestroy_args a = {.dom = domain};

    if (api_call(&apis[API_virDomainDestroy], domain, &a, NULL) < 0)
        return -1;
    domain->h.id = -1;
    return 0;
}

int virDomainDestroyFlags(virDomainPtr domain, unsigned int flags)
{
    struct virDomainDestroyFlags_args a = {.dom = domain, .flags = flags};

    if (api_call(&apis[API_virDomainDestroyFlags], domain, &a, NULL) < 0)
        return -1;
    domain->h.id = -1;
    return 0;
}

int virDomainFDAssociate(virDomainPtr domain, const char *name, unsigned int nfds, int *fds, unsigned int flags)
{
    struct virDomainFDAssociate_args a = {.dom = domain, .name = (char *) name, .flags = flags};
    struct api_extra x = {.fds = fds, .n_fds = nfds};

    if (!name)
        return wrap_null(API_virDomainFDAssociate, domain, "name");
    if (nfds == 0)
        return wrap_bad(API_virDomainFDAssociate, domain, "nfds", "must not be zero");
    if (!fds)
        return wrap_null(API_virDomainFDAssociate, domain, "fds");
    return api_call_extra(&apis[API_virDomainFDAssociate], domain, &a, NULL, &x);
}

int virDomainOpenGraphics(virDomainPtr dom, unsigned int idx, int fd, unsigned int flags)
{
    struct virDomainOpenGraphics_args a = {.dom = dom, .idx = idx, .flags = flags};
    struct api_extra x = {.fds = &fd, .n_fds = 1};

    if (fd < 0)
        return wrap_bad(API_virDomainOpenGraphics, dom, "fd", "must be zero or greater");
    return api_call_extra(&apis[API_virDomainOpenGraphics], dom, &a, NULL, &x);
}

int virDomainOpenGraphicsFD(virDomainPtr dom, unsigned int idx, unsigned int flags)
{
    struct virDomainOpenGraphicsFD_args a = {.dom = dom, .idx = idx, .flags = flags};
    struct api_extra x = {0};

    if (api_call_extra(&apis[API_virDomainOpenGraphicsFD], dom, &a, NULL, &x) < 0)
        return -1;
    if (x.n_out_fds == 1)
        return x.out_fds[0];
    err(VIR_ERR_INTERNAL_ERROR, "the answer came with %zu descriptors instead of one", x.n_out_fds);
    return wrap_fail(dom);
}

int virDomainQemuMonitorCommandWithFiles(virDomainPtr domain, const char *cmd, unsigned int ninfiles, int *infiles,
                                         unsigned int *noutfiles, int **outfiles, char **result, unsigned int flags)
{
    struct virDomainQemuMonitorCommandWithFiles_args a = {.dom = domain, .cmd = (char *) cmd, .flags = flags};
    struct virDomainQemuMonitorCommandWithFiles_ret r = {0};
    struct api_extra x = {.fds = infiles, .n_fds = ninfiles};

    if (!cmd)
        return wrap_null(API_virDomainQemuMonitorCommandWithFiles, domain, "cmd");
    if (!result)
        return wrap_null(API_virDomainQemuMonitorCommandWithFiles, domain, "result");
    if (ninfiles > 0 && !infiles)
        return wrap_null(API_virDomainQemuMonitorCommandWithFiles, domain, "infiles");
    if (api_call_extra(&apis[API_virDomainQemuMonitorCommandWithFiles], domain, &a, &r, &x) < 0)
        return -1;
    *result = r.result;
    if (noutfiles)
        *noutfiles = (unsigned) x.n_out_fds;
    if (outfiles)
        *outfiles = x.n_out_fds ? g_memdup2(x.out_fds, x.n_out_fds * sizeof(x.out_fds[0])) : NULL;
    return 0;
}
