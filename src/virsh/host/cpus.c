/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* See cpus.h. */
#include <string.h>

#include "virsh/host/cpus.h"

char **cpus_read(struct virsh *sh, const char *path)
{
    g_autofree char *text = virsh_read_file(sh, path);
    auto_xdoc x = {0};
    unsigned n = 0;

    if (!text)
        return NULL;
    /* Several elements need no common root. */
    const char *body = g_str_has_prefix(text, "<?xml") ? strstr(text, "?>") : NULL;
    g_autofree char *wrapped = g_strdup_printf("<container>%s</container>", body ? body + 2 : text);
    if (!xdoc_parse(sh, &x, wrapped))
        return NULL;
    g_autofree xmlNodePtr *nodes = xdoc_nodes(
        &x, NULL, "//cpu[not(ancestor::cpus)]|//hostCPU|//mode[@name='host-model' and @supported='yes']", &n);
    if (n == 0) {
        virsh_error(sh,
                    "File '%s' does not contain any <cpu> element or valid domain XML, host capabilities XML, or "
                    "domain capabilities XML",
                    path);
        return NULL;
    }
    char **cpus = g_new0(char *, n + 1);
    for (unsigned i = 0; i < n; i++) {
        xmlNodeSetName(nodes[i], BAD_CAST "cpu");
        cpus[i] = xdoc_node_xml(&x, nodes[i]);
    }
    return cpus;
}

bool cpu_compared(struct virsh *sh, const char *file, int result, const char *incompatible, const char *identical,
                  const char *superset, const char *failed)
{
    switch (result) {
    case VIR_CPU_COMPARE_INCOMPATIBLE:
        virsh_print(sh, incompatible, file);
        return false;
    case VIR_CPU_COMPARE_IDENTICAL:
        virsh_print(sh, identical, file);
        return true;
    case VIR_CPU_COMPARE_SUPERSET:
        virsh_print(sh, superset, file);
        return true;
    default:
        virsh_error(sh, failed, file);
        return false;
    }
}
