/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* capabilities.c: the rows of <capabilities>. */
#include "model/capabilities.h"

#include <string.h>

#define TABLE(T, element, ...)                               \
    static const struct fld T##_flds[] = {__VA_ARGS__, {0}}; \
    static const struct rec T##_rec = {element, sizeof(struct T), T##_flds}
#define R(T, K, PATH, M, ...) FLD(struct T, K, PATH, M, __VA_ARGS__)

TABLE(caps_named, "feature", R(caps_named, STR, "@name", name));
TABLE(caps_toggle, "acpi", R(caps_toggle, TRI, "@default", dflt, .of.names = &onoff_names),
      R(caps_toggle, TRI, "@toggle", toggle, .of.names = &yesno_names));
TABLE(caps_page_size, "pages", R(caps_page_size, STR, "@unit", unit), R(caps_page_size, UINT, "@size", size));
TABLE(caps_page_count, "pages", R(caps_page_count, STR, "@unit", unit), R(caps_page_count, UINT, "@size", size),
      R(caps_page_count, ULONG, ".", count));
TABLE(caps_tsc, "counter", R(caps_tsc, STR, "@name", name), R(caps_tsc, ULONG, "@frequency", frequency),
      R(caps_tsc, TRI, "@scaling", scaling, .of.names = &yesno_names));
TABLE(caps_signature, "signature", R(caps_signature, UINT, "@family", family), R(caps_signature, UINT, "@model", model),
      R(caps_signature, UINT, "@stepping", stepping));
TABLE(caps_cpu_shape, "topology", R(caps_cpu_shape, UINT, "@sockets", sockets), R(caps_cpu_shape, UINT, "@dies", dies),
      R(caps_cpu_shape, UINT, "@cores", cores), R(caps_cpu_shape, UINT, "@threads", threads));
TABLE(caps_host_cpu, "cpu", R(caps_host_cpu, STR, "arch", arch), R(caps_host_cpu, STR, "model", model),
      R(caps_host_cpu, STR, "vendor", vendor), R(caps_host_cpu, OPT64, "microcode/@version", microcode),
      R(caps_host_cpu, PTR, "signature", signature, .of.rec = &caps_signature_rec),
      R(caps_host_cpu, PTR, "counter", tsc, .of.rec = &caps_tsc_rec),
      R(caps_host_cpu, SUB, "topology", topology, .of.rec = &caps_cpu_shape_rec),
      R(caps_host_cpu, STR, "maxphysaddr/@mode", physaddr_mode),
      R(caps_host_cpu, OPT32, "maxphysaddr/@bits", physaddr_bits),
      R(caps_host_cpu, LIST, "feature", features, .of.rec = &caps_named_rec),
      R(caps_host_cpu, LIST, "pages", pages, .of.rec = &caps_page_size_rec));
TABLE(caps_cell_cpu, "cpu", R(caps_cell_cpu, UINT, "@id", id), R(caps_cell_cpu, OPT32, "@socket_id", socket),
      R(caps_cell_cpu, OPT32, "@die_id", die), R(caps_cell_cpu, OPT32, "@core_id", core),
      R(caps_cell_cpu, STR, "@siblings", siblings));
TABLE(caps_sibling, "sibling", R(caps_sibling, UINT, "@id", id), R(caps_sibling, UINT, "@value", value));
TABLE(caps_cell, "cell", R(caps_cell, UINT, "@id", id), R(caps_cell, STR, "memory/@unit", memory_unit),
      R(caps_cell, ULONG, "memory/.", memory), R(caps_cell, LIST, "pages", pages, .of.rec = &caps_page_count_rec),
      R(caps_cell, LIST, "distances/sibling", distances, .of.rec = &caps_sibling_rec),
      R(caps_cell, UINT, "cpus/@num", n_cpus), R(caps_cell, LIST, "cpus/cpu", cpus, .of.rec = &caps_cell_cpu_rec));
TABLE(caps_bank, "bank", R(caps_bank, UINT, "@id", id), R(caps_bank, UINT, "@level", level),
      R(caps_bank, STR, "@type", type), R(caps_bank, ULONG, "@size", size), R(caps_bank, STR, "@unit", unit),
      R(caps_bank, STR, "@cpus", cpus));
TABLE(caps_baselabel, "baselabel", R(caps_baselabel, STR, "@type", type), R(caps_baselabel, STR, ".", label));
TABLE(caps_secmodel, "secmodel", R(caps_secmodel, STR, "model", model), R(caps_secmodel, STR, "doi", doi),
      R(caps_secmodel, LIST, "baselabel", labels, .of.rec = &caps_baselabel_rec));
TABLE(caps_power, "power_management", R(caps_power, FLAG, "suspend_mem", mem),
      R(caps_power, FLAG, "suspend_disk", disk), R(caps_power, FLAG, "suspend_hybrid", hybrid));
TABLE(caps_migration, "migration_features", R(caps_migration, FLAG, "live", live),
      R(caps_migration, STRS, "uri_transports/uri_transport", transports));
TABLE(caps_host, "host", R(caps_host, UUID, "uuid", uuid), R(caps_host, SUB, "cpu", cpu, .of.rec = &caps_host_cpu_rec),
      R(caps_host, SUB, "power_management", power, .of.rec = &caps_power_rec, .flags = ALWAYS),
      R(caps_host, TRI, "iommu/@support", iommu, .of.names = &yesno_names),
      R(caps_host, SUB, "migration_features", migration, .of.rec = &caps_migration_rec),
      R(caps_host, UINT, "topology/cells/@num", n_cells),
      R(caps_host, LIST, "topology/cells/cell", cells, .of.rec = &caps_cell_rec),
      R(caps_host, LIST, "cache/bank", banks, .of.rec = &caps_bank_rec),
      R(caps_host, LIST, "secmodel", secmodels, .of.rec = &caps_secmodel_rec));
TABLE(caps_machine_line, "machine", R(caps_machine_line, STR, "@canonical", canonical),
      R(caps_machine_line, UINT, "@maxCpus", max_cpus),
      R(caps_machine_line, TRI, "@deprecated", deprecated, .of.names = &yesno_names),
      R(caps_machine_line, STR, ".", name));
TABLE(caps_domain_line, "domain", R(caps_domain_line, STR, "@type", type));
TABLE(caps_guest_features, "features", R(caps_guest_features, FLAG, "pae", pae),
      R(caps_guest_features, FLAG, "nonpae", nonpae),
      R(caps_guest_features, PTR, "acpi", acpi, .of.rec = &caps_toggle_rec),
      R(caps_guest_features, PTR, "apic", apic, .of.rec = &caps_toggle_rec),
      R(caps_guest_features, FLAG, "cpuselection", cpuselection),
      R(caps_guest_features, FLAG, "deviceboot", deviceboot),
      R(caps_guest_features, PTR, "disksnapshot", disksnapshot, .of.rec = &caps_toggle_rec));
TABLE(caps_guest, "guest", R(caps_guest, STR, "os_type", os_type), R(caps_guest, STR, "arch/@name", arch),
      R(caps_guest, UINT, "arch/wordsize", wordsize), R(caps_guest, STR, "arch/emulator", emulator),
      R(caps_guest, LIST, "arch/machine", machines, .of.rec = &caps_machine_line_rec),
      R(caps_guest, LIST, "arch/domain", domains, .of.rec = &caps_domain_line_rec),
      R(caps_guest, SUB, "features", features, .of.rec = &caps_guest_features_rec));

static const struct fld capabilities_flds[] = {
    R(capabilities, SUB, "host", host, .of.rec = &caps_host_rec),
    R(capabilities, LIST, "guest", guests, .of.rec = &caps_guest_rec),
    {0},
};
const struct rec capabilities_rec = {"capabilities", sizeof(struct capabilities), capabilities_flds};

char *capabilities_format(const struct capabilities *c)
{
    g_autofree char *xml = rec_to_xml(&capabilities_rec, c, 0);
    g_auto(GStrv) lines = g_strsplit(xml, "\n", 0);
    GString *out = g_string_new(NULL);
    for (char **l = lines; *l && **l; l++) {
        g_string_append_printf(out, "%s\n", *l);
        bool child = (*l)[0] == ' ' && (*l)[1] == ' ' && (*l)[2] == '<';
        if (!strcmp(*l, "<capabilities>") || (child && (*l)[3] == '/'))
            g_string_append_c(out, '\n');
    }
    return g_string_free(out, FALSE);
}
