/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh domdisplay: domain display connection URI. */
#include "virsh/common/common.h"

struct args {
    virDomainPtr dom;
    bool include_password, all;
    const char *type;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain_active),
    OPT_BOOL(include_password, "include-password", "includes the password into the connection URI if available"),
    OPT_STR(type, "type", 0, "select particular graphical display (e.g. \"vnc\", \"spice\", \"rdp\", \"dbus\")",
            .complete = "vnc,spice,rdp"),
    OPT_BOOL(all, "all", "show all possible graphical displays"),
    OPT_END,
};

static const char *const schemes[] = {"vnc", "spice", "rdp"};

/* What the URI is made of; the strings are NULL where the document says nothing. */
struct display {
    char *port, *tls_port, *listen, *socket, *password;
};

static void display_done(struct display *d)
{
    g_free(d->port);
    g_free(d->tls_port);
    g_free(d->listen);
    g_free(d->socket);
    g_free(d->password);
}

static char *graphics_text(struct xdoc *x, const char *scheme, const char *rest)
{
    g_autofree char *path = g_strdup_printf("./devices/graphics[@type='%s']/%s", scheme, rest);

    return xdoc_text(x, NULL, path);
}

static char *real_port(char *port)
{
    if (port && atoi(port) > 0)
        return port;
    g_free(port);
    return NULL;
}

/* Listening on all addresses means that this connection's host answers; without one, localhost. */
static char *host_of(struct virsh *sh, const char *listen)
{
    char *uri = NULL, *host = NULL;

    if (listen && strcmp(listen, "0.0.0.0") != 0 && strcmp(listen, "::") != 0)
        return strchr(listen, ':') ? g_strdup_printf("[%s]", listen) : g_strdup(listen);
    uri = virConnectGetURI(sh->conn);
    g_autoptr(GUri) parsed = uri ? g_uri_parse(uri, G_URI_FLAGS_NON_DNS, NULL) : NULL;
    if (listen && parsed && g_uri_get_host(parsed) && *g_uri_get_host(parsed))
        host = g_strdup(g_uri_get_host(parsed));
    free(uri);
    return host ? host : g_strdup("localhost");
}

static char *uri_make(struct virsh *sh, const char *scheme, const struct display *d)
{
    GString *out = g_string_new(NULL);
    bool vnc = strcmp(scheme, "vnc") == 0;
    g_autofree char *host = NULL;

    if (d->socket) {
        g_string_append_printf(out, "%s%s://%s", scheme, vnc ? "" : "+unix", d->socket);
        return g_string_free(out, FALSE);
    }
    host = host_of(sh, d->listen);
    g_string_append_printf(out, "%s://", scheme);
    if (d->password)
        g_string_append_printf(out, ":%s@", d->password);
    g_string_append(out, host);
    if (d->port)
        g_string_append_printf(out, ":%d", atoi(d->port) - (vnc ? 5900 : 0));
    if (d->tls_port)
        g_string_append_printf(out, "?tls-port=%s", d->tls_port);
    return g_string_free(out, FALSE);
}

static bool show(struct virsh *sh, const struct args *a, struct xdoc *x, const char *scheme)
{
    struct display d = {
        .port = real_port(graphics_text(x, scheme, "@port")),
        .tls_port = real_port(graphics_text(x, scheme, "@tlsPort")),
        .listen = graphics_text(x, scheme, "listen[@type='address']/@address"),
        .socket = graphics_text(x, scheme, "listen[@type='socket']/@socket"),
        .password = a->include_password ? graphics_text(x, scheme, "@passwd") : NULL,
    };
    bool shown = d.port || d.tls_port || d.socket;

    if (!d.listen)
        d.listen = graphics_text(x, scheme, "@listen");
    if (!d.socket && !shown)
        d.socket = graphics_text(x, scheme, "@socket");
    shown |= d.socket != NULL;
    if (shown) {
        g_autofree char *uri = uri_make(sh, scheme, &d);
        virsh_print(sh, a->all ? "%s\n" : "%s", uri);
    }
    display_done(&d);
    return shown;
}

static bool run(struct virsh *sh, const struct args *a)
{
    auto_xdoc x = {0};
    bool any = false;

    if (virDomainIsActive(a->dom) != 1) {
        virsh_error(sh, "Domain is not running");
        return false;
    }
    if (!xdoc_domain(sh, &x, a->dom, a->include_password ? VIR_DOMAIN_XML_SECURE : 0))
        return false;
    for (unsigned i = 0; i < G_N_ELEMENTS(schemes); i++) {
        if (a->type && strcmp(a->type, schemes[i]) != 0)
            continue;
        any |= show(sh, a, &x, schemes[i]);
        if (any && !a->all)
            return true;
    }
    if (any)
        return true;
    if (a->type)
        virsh_error(sh, "No graphical display with type '%s' found", a->type);
    else
        virsh_error(sh, "No graphical display found");
    return false;
}

COMMAND(domdisplay, "domdisplay", "domain display connection URI",
        "Output the IP address and port number for the graphical display.");
