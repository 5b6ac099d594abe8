/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Outcome lines, flags and names. */
#include <string.h>

#include "virsh/common/common.h"

bool outcome(struct virsh *sh, int rc, const char *ok_fmt, const char *fail_fmt, const char *what)
{
    if (rc < 0) {
        if (fail_fmt)
            virsh_error(sh, fail_fmt, what);
        return false;
    }
    if (ok_fmt)
        virsh_extra(sh, ok_fmt, what);
    return true;
}

unsigned affect(bool config, bool live, bool current)
{
    (void) current; /* is zero: whatever state the domain is in */
    return (config ? VIR_DOMAIN_AFFECT_CONFIG : 0) | (live ? VIR_DOMAIN_AFFECT_LIVE : 0);
}

unsigned affect_device(virDomainPtr dom, bool persistent, bool config, bool live)
{
    unsigned flags = affect(config || persistent, live, false);

    if (persistent && virDomainIsActive(dom) == 1)
        flags |= VIR_DOMAIN_AFFECT_LIVE;
    return flags;
}

unsigned flags_of(const struct flag_row *rows)
{
    unsigned flags = 0;

    for (; rows->bit; rows++)
        if (rows->on)
            flags |= rows->bit;
    return flags;
}

int name_index(const char *const *table, size_t n, const char *text)
{
    for (size_t i = 0; i < n; i++)
        if (table[i] && strcmp(table[i], text) == 0)
            return (int) i;
    return -1;
}

char *time_text(long long seconds)
{
    g_autoptr(GDateTime) t = g_date_time_new_from_unix_local(seconds);

    return t ? g_date_time_format(t, "%Y-%m-%d %H:%M:%S %z") : g_strdup("");
}

char *stamp_text(void)
{
    g_autoptr(GDateTime) t = g_date_time_new_now_utc();
    g_autofree char *text = g_date_time_format(t, "%Y-%m-%d %H:%M:%S");

    return g_strdup_printf("%s.%03d+0000", text, g_date_time_get_microsecond(t) / 1000);
}
