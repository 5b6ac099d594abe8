/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* check-graphics.c: rules of <graphics> as the document has them.  */
#include "model/domain/check.h"

#include <stdio.h>
#include <string.h>

static int check_listen(const struct graphics *g)
{
    const struct graphics_listen *l = g->listens.n ? g->listens.v[0] : NULL;

    if (l && l->type == LISTEN_ADDRESS && l->address && g->listen && strcmp(l->address, g->listen) != 0)
        return no(
            VIR_ERR_CONFIG_UNSUPPORTED,
            "graphics 'listen' attribute '%s' must match 'address' attribute of first listen element (found '%s')",
            g->listen, l->address);
    if (l && l->type == LISTEN_SOCKET && l->socket && g->socket && strcmp(l->socket, g->socket) != 0)
        return no(VIR_ERR_CONFIG_UNSUPPORTED,
                  "graphics 'socket' attribute '%s' must match 'socket' attribute of first listen element (found '%s')",
                  g->socket, l->socket);
    return 0;
}

static int check_time(const char *text)
{
    unsigned y, mo, d, h, mi, s;
    char more;

    if (!text || sscanf(text, "%4u-%2u-%2uT%2u:%2u:%2u%c", &y, &mo, &d, &h, &mi, &s, &more) == 6)
        return 0;
    return no(VIR_ERR_INTERNAL_ERROR, "cannot parse password validity time '%s', expect YYYY-MM-DDTHH:MM:SS", text);
}

int check_graphics(const struct domain_def *def, const struct domain_facts *facts)
{
    for (size_t i = 0; i < def->graphics.n; i++) {
        const struct graphics *g = def->graphics.v[i];
        if (check_listen(g) < 0 || check_time(g->passwd_valid_to) < 0)
            return -1;
        if (!facts)
            continue;
        if (g->type == GRAPHICS_RDP || g->type == GRAPHICS_DESKTOP)
            return no(VIR_ERR_CONFIG_UNSUPPORTED, "%s graphics are not supported with this QEMU",
                      names_word(&graphics_type_names, g->type));
        if (g->type == GRAPHICS_SPICE && g->tls_port > 0 && !facts->spice_tls)
            return no(VIR_ERR_CONFIG_UNSUPPORTED,
                      "spice TLS port set in XML configuration, but TLS is disabled in qemu.conf");
    }
    return 0;
}
