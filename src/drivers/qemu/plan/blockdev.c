/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * blockdev.c: the nodes of an image and of those it is based on: per image one for where it lies
 * ("libvirt-1-storage") and one for how it is coded ("libvirt-1-format"), the deepest first.
 */
#define ERR_FROM VIR_FROM_QEMU
#include <string.h>

#include "drivers/qemu/plan/blockdev.h"

/* direct, no-flush; by disk_cache */
static const bool cache_bits[][2] = {
    [DISK_CACHE_NONE] = {true, false},       [DISK_CACHE_WRITETHROUGH] = {false, false},
    [DISK_CACHE_WRITEBACK] = {false, false}, [DISK_CACHE_DIRECTSYNC] = {true, false},
    [DISK_CACHE_UNSAFE] = {false, true},
};

unsigned disk_cache_mode(const struct disk *d)
{
    return d->cache ? d->cache : d->shareable && !d->readonly ? DISK_CACHE_NONE : DISK_CACHE_DEFAULT;
}

static void cache_set(json_t *out, unsigned cache)
{
    if (cache)
        json_object_set_new(out, "cache",
                            json_pack("{s:b, s:b}", "direct", cache_bits[cache][0], "no-flush", cache_bits[cache][1]));
}

/* ---- where it lies ---- */
static json_t *port_text(const struct source_host *h, unsigned port)
{
    return json_sprintf("%u", h->port.set ? h->port.v : port);
}

static json_t *inet_or_unix(const struct source_host *h, unsigned port)
{
    if (h->transport == TRANSPORT_UNIX)
        return json_pack("{s:s, s:s}", "type", "unix", "path", h->socket ? h->socket : "");
    return json_pack("{s:s, s:s, s:o}", "type", "inet", "host", h->name ? h->name : "", "port", port_text(h, port));
}

static json_t *storage_nbd(struct build *b, const struct disk_source *s)
{
    json_t *out;

    if (s->hosts.n != 1) {
        b->failed = true;
        err(VIR_ERR_INTERNAL_ERROR, "nbd protocol accepts only one host");
        return NULL;
    }
    out = json_pack("{s:s, s:o}", "driver", "nbd", "server", inet_or_unix(s->hosts.v[0], 10809));
    if (s->name)
        json_object_set_new(out, "export", json_string(s->name));
    return out;
}

static json_t *storage_rbd(struct build *b, const struct disk_source *s)
{
    const char *slash = s->name ? strchr(s->name, '/') : NULL;
    g_autofree char *pool = slash ? g_strndup(s->name, (gsize) (slash - s->name)) : g_strdup("rbd");
    json_t *out = json_pack("{s:s, s:s, s:s}", "driver", "rbd", "pool", pool, "image",
                            slash     ? slash + 1
                            : s->name ? s->name
                                      : "");
    json_t *servers = json_array();

    if (ASIDE(s->more)->snapshot)
        json_object_set_new(out, "snapshot", json_string(ASIDE(s->more)->snapshot));
    if (ASIDE(s->more)->config_file)
        json_object_set_new(out, "conf", json_string(ASIDE(s->more)->config_file));
    for (size_t i = 0; i < s->hosts.n; i++)
        json_array_append_new(servers, json_pack("{s:s, s:o}", "host", s->hosts.v[i]->name ? s->hosts.v[i]->name : "",
                                                 "port", port_text(s->hosts.v[i], 0)));
    if (s->hosts.n)
        json_object_set_new(out, "server", servers);
    else
        json_decref(servers);
    return out;
}

static json_t *storage_iscsi(struct build *b, const struct disk_source *s)
{
    const char *slash = s->name ? strrchr(s->name, '/') : NULL;
    g_autofree char *target = slash ? g_strndup(s->name, (gsize) (slash - s->name)) : g_strdup(s->name);
    json_t *out;

    if (s->hosts.n != 1 || !target) {
        b->failed = true;
        err(VIR_ERR_INTERNAL_ERROR, "iscsi protocol accepts only one host");
        return NULL;
    }
    out = json_pack("{s:s, s:o, s:s, s:I, s:s}", "driver", "iscsi", "portal",
                    json_sprintf("%s:%u", s->hosts.v[0]->name ? s->hosts.v[0]->name : "",
                                 s->hosts.v[0]->port.set ? s->hosts.v[0]->port.v : 3260),
                    "target", target, "lun", (json_int_t) (slash ? g_ascii_strtoull(slash + 1, NULL, 10) : 0),
                    "transport", "tcp");
    if (ASIDE(s->more)->initiator_iqn)
        json_object_set_new(out, "initiator-name", json_string(ASIDE(s->more)->initiator_iqn));
    return out;
}

static json_t *storage_url(struct build *b, const struct disk_source *s)
{
    static const unsigned ports[PROTOCOL_LAST] = {
        [PROTOCOL_HTTP] = 80, [PROTOCOL_HTTPS] = 443, [PROTOCOL_FTP] = 21, [PROTOCOL_FTPS] = 990, [PROTOCOL_TFTP] = 69};
    const char *scheme = names_word(&source_protocol_names, s->protocol);
    json_t *out;

    if (s->hosts.n != 1) {
        b->failed = true;
        err(VIR_ERR_INTERNAL_ERROR, "%s protocol accepts only one host", scheme);
        return NULL;
    }
    out = json_pack("{s:s, s:o}", "driver", scheme, "url",
                    json_sprintf("%s://%s:%u/%s%s%s", scheme, s->hosts.v[0]->name ? s->hosts.v[0]->name : "",
                                 s->hosts.v[0]->port.set ? s->hosts.v[0]->port.v : ports[s->protocol],
                                 s->name ? s->name : "", ASIDE(s->more)->query ? "?" : "",
                                 ASIDE(s->more)->query ? ASIDE(s->more)->query : ""));
    if (ASIDE(s->more)->ssl_verify)
        json_object_set_new(out, "sslverify", json_boolean(ASIDE(s->more)->ssl_verify == TRI_YES));
    if (ASIDE(s->more)->readahead)
        json_object_set_new(out, "readahead", json_integer((json_int_t) ASIDE(s->more)->readahead));
    if (ASIDE(s->more)->timeout)
        json_object_set_new(out, "timeout", json_integer((json_int_t) ASIDE(s->more)->timeout));
    if (ASIDE(s->more)->cookies.n)
        plan_refuse(b, "cookies for %s disks are not supported yet", scheme);
    return out;
}

static json_t *storage_gluster(struct build *b, const struct disk_source *s)
{
    const char *slash = s->name ? strchr(s->name, '/') : NULL;
    g_autofree char *volume = slash ? g_strndup(s->name, (gsize) (slash - s->name)) : g_strdup(s->name ? s->name : "");
    json_t *servers = json_array();

    for (size_t i = 0; i < s->hosts.n; i++)
        json_array_append_new(servers, inet_or_unix(s->hosts.v[i], 24007));
    return json_pack("{s:s, s:s, s:s, s:o, s:i}", "driver", "gluster", "volume", volume, "path", slash ? slash + 1 : "",
                     "server", servers, "debug", 4);
}

static json_t *storage_ssh(struct build *b, const struct disk_source *s)
{
    if (s->hosts.n != 1) {
        b->failed = true;
        err(VIR_ERR_INTERNAL_ERROR, "ssh protocol accepts only one host");
        return NULL;
    }
    return json_pack("{s:s, s:s, s:{s:s, s:o}}", "driver", "ssh", "path", s->name ? s->name : "", "server", "host",
                     s->hosts.v[0]->name ? s->hosts.v[0]->name : "", "port", port_text(s->hosts.v[0], 22));
}

static json_t *(*const protocols[PROTOCOL_LAST])(struct build *, const struct disk_source *) = {
    [PROTOCOL_NBD] = storage_nbd,  [PROTOCOL_RBD] = storage_rbd,   [PROTOCOL_ISCSI] = storage_iscsi,
    [PROTOCOL_HTTP] = storage_url, [PROTOCOL_HTTPS] = storage_url, [PROTOCOL_FTP] = storage_url,
    [PROTOCOL_FTPS] = storage_url, [PROTOCOL_TFTP] = storage_url,  [PROTOCOL_GLUSTER] = storage_gluster,
    [PROTOCOL_SSH] = storage_ssh,
};

static json_t *storage_network(struct build *b, const struct disk_source *s)
{
    if (s->protocol < PROTOCOL_LAST && protocols[s->protocol]) {
        if (s->auth || ASIDE(s->more)->tls == TRI_YES) {
            plan_refuse(b, "authentication and TLS of network disks are not supported yet");
            return NULL;
        }
        return protocols[s->protocol](b, s);
    }
    plan_refuse(b, "network disk protocol '%s' is not supported", names_word(&source_protocol_names, s->protocol));
    return NULL;
}

static json_t *storage_location(struct build *b, unsigned type, const struct disk_source *s)
{
    switch (type) {
    case SOURCE_FILE:
        return json_pack("{s:s, s:s}", "driver", "file", "filename", s->path ? s->path : "");
    case SOURCE_BLOCK:
        return json_pack("{s:s, s:s}", "driver", "host_device", "filename", s->path ? s->path : "");
    case SOURCE_DIR:
        return json_pack("{s:s, s:s, s:s}", "driver", "vvfat", "dir", s->path ? s->path : "", "label", "LIBVIRT");
    case SOURCE_NETWORK:
        return storage_network(b, s);
    default:
        plan_refuse(b, "disk source type '%s' is not supported", names_word(&source_type_names, type));
        return NULL;
    }
}

json_t *blockdev_storage(struct build *b, const struct image_plan *i)
{
    json_t *out;

    if (ASIDE(i->src->more)->reservations || ASIDE(i->src->more)->fdgroup) {
        plan_refuse(b, "%s of disks is not supported yet",
                    ASIDE(i->src->more)->fdgroup ? "passing of descriptors" : "managing persistent reservations");
        return NULL;
    }
    out = storage_location(b, i->type, i->src);

    if (!out)
        return NULL;
    if (i->io && (i->type == SOURCE_FILE || i->type == SOURCE_BLOCK))
        json_object_set_new(out, "aio",
                            json_string(i->io == DISK_IO_URING ? "io_uring" : names_word(&disk_io_names, i->io)));
    json_object_set_new(out, "node-name", json_sprintf("%s-storage", i->node));
    cache_set(out, i->cache);
    json_object_set_new(out, "auto-read-only", json_true());
    json_object_set_new(out, "discard", json_string("unmap"));
    return out;
}

/* ---- how it is coded ---- */
static const char *const format_drivers[FORMAT_LAST] = {
    [FORMAT_NONE] = "raw",    [FORMAT_RAW] = "raw",         [FORMAT_ISO] = "raw",   [FORMAT_BOCHS] = "bochs",
    [FORMAT_CLOOP] = "cloop", [FORMAT_DMG] = "dmg",         [FORMAT_VPC] = "vpc",   [FORMAT_VDI] = "vdi",
    [FORMAT_VHD] = "vpc",     [FORMAT_PLOOP] = "parallels", [FORMAT_QCOW] = "qcow", [FORMAT_QCOW2] = "qcow2",
    [FORMAT_QED] = "qed",     [FORMAT_VMDK] = "vmdk",       [FORMAT_DIR] = "raw",   [FORMAT_FAT] = "raw",
};
static const bool format_backs[FORMAT_LAST] = {
    [FORMAT_QCOW] = true, [FORMAT_QCOW2] = true, [FORMAT_QED] = true, [FORMAT_VMDK] = true};

bool image_format_backs(unsigned format)
{
    return format < FORMAT_LAST && format_backs[format];
}

static const char *detect_zeroes(const struct image_plan *i)
{
    if (!i->detect_zeroes)
        return NULL;
    if (i->detect_zeroes == DETECT_ZEROES_UNMAP && i->discard != DISK_DISCARD_UNMAP)
        return "on"; /* nothing may be unmapped, so zeroes are written as zeroes */
    return names_word(&disk_detect_zeroes_names, i->detect_zeroes);
}

/* `backing`: the node below; "" ends the chain; NULL: QEMU looks itself.  */
json_t *blockdev_format(struct build *b, const struct image_plan *i, const char *backing)
{
    const char *driver = i->format < FORMAT_LAST ? format_drivers[i->format] : NULL;
    const char *zeroes = detect_zeroes(i);
    json_t *out;

    if (!driver) {
        plan_refuse(b, "disk image format '%s' is not supported", names_word(&image_format_names, i->format));
        return NULL;
    }
    if (ASIDE(i->src->more)->encryption || ASIDE(i->src->more)->slices.n) {
        plan_refuse(b, "%s of disk images is not supported yet",
                    ASIDE(i->src->more)->slices.n ? "slicing" : "encryption");
        return NULL;
    }
    out = json_pack("{s:o, s:b}", "node-name", json_sprintf("%s-format", i->node), "read-only", i->readonly);
    if (i->discard)
        json_object_set_new(out, "discard", json_string(names_word(&disk_discard_names, i->discard)));
    if (zeroes)
        json_object_set_new(out, "detect-zeroes", json_string(zeroes));
    cache_set(out, i->cache);
    json_object_set_new(out, "driver", json_string(driver));
    if (i->metadata_cache)
        json_object_set_new(out, "cache-size", json_integer((json_int_t) i->metadata_cache));
    json_object_set_new(out, "file", json_sprintf("%s-storage", i->node));
    if (backing && image_format_backs(i->format))
        json_object_set_new(out, "backing", *backing ? json_sprintf("%s-format", backing) : json_null());
    return out;
}

int plan_nodes(struct build *b, const struct image_plan *i, const char *backing)
{
    json_t *storage = blockdev_storage(b, i), *format = storage ? blockdev_format(b, i, backing) : NULL;

    if (!storage || !format || b->failed) {
        json_decref(storage);
        json_decref(format);
        return -1;
    }
    plan_add(b, OP_BLOCKDEV, storage);
    plan_add(b, OP_BLOCKDEV, format);
    return 0;
}
