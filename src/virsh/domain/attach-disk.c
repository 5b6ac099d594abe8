/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh attach-disk: attach disk device. */
#include <string.h>
#include <sys/stat.h>

#include "virsh/common/common.h"
#include "virsh/domain/address.h"

struct args {
    virDomainPtr dom;
    const char *source, *target, *targetbus, *driver, *subdriver, *iothread, *cache, *io, *type, *mode, *sourcetype,
        *serial, *wwn, *alias, *address, *source_protocol, *source_host_name, *source_host_transport,
        *source_host_socket;
    bool rawio, multifunction, print_xml, persistent, config, live, current;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain),
    OPT_STR(source, "source", REQ | EMPTY_OK, "source of disk device or name of network disk"),
    OPT_STR(target, "target", REQ, "target of disk device"),
    OPT_STR(targetbus, "targetbus", 0, "target bus of disk device"),
    OPT_STR(driver, "driver", 0, "driver of disk device"),
    OPT_STR(subdriver, "subdriver", 0, "subdriver of disk device"),
    OPT_STR(iothread, "iothread", 0, "IOThread to be used by supported device"),
    OPT_STR(cache, "cache", 0, "cache mode of disk device",
            .complete = "none,writethrough,writeback,directsync,unsafe,default"),
    OPT_STR(io, "io", 0, "io policy of disk device", .complete = "threads,native,io_uring"),
    OPT_STR(type, "type", 0, "target device type", .complete = "disk,cdrom,floppy,lun"),
    OPT_STR(mode, "mode", 0, "mode of device reading and writing", .complete = "readonly,shareable"),
    OPT_STR(sourcetype, "sourcetype", 0, "type of source (block|file|network)", .complete = "file,block,network"),
    OPT_STR(serial, "serial", 0, "serial of disk device"),
    OPT_STR(wwn, "wwn", 0, "wwn of disk device"),
    OPT_STR(alias, "alias", 0, "custom alias name of disk device"),
    OPT_BOOL(rawio, "rawio", "needs rawio capability"),
    OPT_STR(address, "address", 0, "address of disk device"),
    OPT_BOOL(multifunction, "multifunction", "use multifunction pci under specified address"),
    OPT_BOOL(print_xml, "print-xml", "print XML document rather than attach the disk"),
    OPT_STR(source_protocol, "source-protocol", 0, "protocol used by disk device source"),
    OPT_STR(source_host_name, "source-host-name", 0, "host name for source of disk device"),
    OPT_STR(source_host_transport, "source-host-transport", 0, "host transport for source of disk device"),
    OPT_STR(source_host_socket, "source-host-socket", 0, "host socket for source of disk device"),
    OPT_BOOL(persistent, "persistent", "make live change persistent"),
    OPT_AFFECT,
    OPT_ALIAS("shareable", "mode=shareable"),
    OPT_END,
};

static const char *const modes[] = {"readonly", "shareable"};
static const char *const sourcetypes[] = {"file", "block", "network"};

/* Without a wish, a network protocol or a device node speaks for itself. */
static const char *source_type(struct virsh *sh, const struct args *a)
{
    struct stat st;

    if (a->sourcetype) {
        int i = INDEX_OF(sourcetypes, a->sourcetype);
        if (i < 0)
            virsh_error(sh, "Unknown source type: '%s'", a->sourcetype);
        return i < 0 ? NULL : sourcetypes[i];
    }
    if (a->source_protocol)
        return "network";
    return stat(a->source, &st) == 0 && S_ISBLK(st.st_mode) ? "block" : "file";
}

/* Eight bytes in hexadecimal. */
static bool wwn_ok(struct virsh *sh, const char *wwn)
{
    if (!wwn || (strlen(wwn) == 16 && strspn(wwn, "0123456789abcdefABCDEF") == 16))
        return true;
    virsh_error(sh, "internal error: Malformed wwn: %s", wwn);
    return false;
}

static void source_put(xmlNodePtr root, const struct args *a, const char *type)
{
    if (strcmp(type, "network") != 0) {
        xml_put(root, strcmp(type, "block") == 0 ? "source/@dev" : "source/@file", a->source);
        return;
    }
    g_autofree char *host = g_strdup(a->source_host_name);
    char *port = host ? strrchr(host, ':') : NULL;
    if (port)
        *port++ = '\0';
    const struct xml_row rows[] = {
        {"source/@protocol", a->source_protocol},
        {"source/@name", a->source},
        {"source/host/@transport", a->source_host_transport},
        {"source/host/@socket", a->source_host_socket},
        {"source/host/@name", host},
        {"source/host/@port", port},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++)
        if (rows[i].value)
            xml_put(root, rows[i].path, rows[i].value);
}

static char *document(struct virsh *sh, const struct args *a, const char *type)
{
    xmlDocPtr doc = xml_tree("disk", (const struct xml_row[]){{"@type", type},
                                                              {"@device", a->type},
                                                              {"@rawio", a->rawio ? "yes" : NULL},
                                                              {"driver/@name", a->driver},
                                                              {"driver/@type", a->subdriver},
                                                              {"driver/@iothread", a->iothread},
                                                              {"driver/@cache", a->cache},
                                                              {"driver/@io", a->io},
                                                              {NULL, NULL}});
    xmlNodePtr root = xmlDocGetRootElement(doc);
    const struct xml_row rows[] = {
        {"target/@dev", a->target},
        {"target/@bus", a->targetbus},
        {"serial", a->serial},
        {"alias/@name", a->alias},
        {"wwn", a->wwn},
    };
    char *xml = NULL;

    source_put(root, a, type);
    for (unsigned i = 0; i < 2; i++)
        if (rows[i].value)
            xml_put(root, rows[i].path, rows[i].value);
    if (a->mode)
        xml_put(root, a->mode, "");
    for (unsigned i = 2; i < G_N_ELEMENTS(rows); i++)
        if (rows[i].value)
            xml_put(root, rows[i].path, rows[i].value);
    if (!a->address || address_put(sh, root, a->address, a->target, a->multifunction))
        xml = xml_format(root);
    xmlFreeDoc(doc);
    return xml;
}

static bool run(struct virsh *sh, const struct args *a)
{
    unsigned flags = affect_device(a->dom, a->persistent, a->config, a->live);
    const char *type;

    if (a->mode && INDEX_OF(modes, a->mode) < 0) {
        virsh_error(sh, "No support for %s in command 'attach-disk'", a->mode);
        return false;
    }
    if (!(type = source_type(sh, a)) || !wwn_ok(sh, a->wwn))
        return false;
    g_autofree char *xml = document(sh, a, type);
    if (!xml)
        return false;
    if (a->print_xml) {
        virsh_print(sh, "%s", xml);
        return true;
    }
    int rc = flags || a->current ? virDomainAttachDeviceFlags(a->dom, xml, flags) : virDomainAttachDevice(a->dom, xml);
    return outcome(sh, rc, "Disk attached successfully\n", "Failed to attach disk", "");
}

COMMAND(attach_disk, "attach-disk", "attach disk device", "Attach new disk device.",
        .excl = EXCL({"current", "live"}, {"current", "config"}, {"persistent", "current"}));
