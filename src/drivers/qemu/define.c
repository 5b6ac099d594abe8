/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* define.c: definitions come and go: define, undefine, rename, autostart, and guests that exist only while they run. */
#define ERR_FROM VIR_FROM_QEMU
#define LOG_SOURCE "qemu.define"
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/log.h"
#include "base/uuid.h"
#include "core/job.h"
#include "drivers/qemu/emit.h"
#include "drivers/qemu/functions.h"
#include "drivers/qemu/guest.h"
#include "drivers/qemu/metadata.h"

/* What the document itself says of its emulator: the facts depend on it.  */
static char *peek(const xmlDoc *doc, const char *parent, const char *child, const char *attr)
{
    for (const xmlNode *n = xmlDocGetRootElement(doc)->children; n; n = n->next) {
        if (n->type != XML_ELEMENT_NODE || strcmp((const char *) n->name, parent) != 0)
            continue;
        for (xmlNode *k = n->children; k; k = k->next) {
            if (k->type != XML_ELEMENT_NODE || strcmp((const char *) k->name, child) != 0)
                continue;
            xmlChar *x = attr ? xmlGetProp(k, (const xmlChar *) attr) : xmlNodeGetContent(k);
            char *text = g_strdup((const char *) x);
            xmlFree(x);
            return text;
        }
    }
    return NULL;
}

static struct qemu_caps *caps_for(struct qemu *q, const xmlDoc *doc)
{
    g_autofree char *arch = peek(doc, "os", "type", "arch"), *emulator = peek(doc, "devices", "emulator", NULL);
    struct qemu_caps *c =
        emulator && *emulator ? caps_get(q->caps, g_strstrip(emulator)) : caps_for_arch(q->caps, arch);
    err_reset(); /* a document may name a program that is not there yet: the start will say so */
    return c ? c : caps_for_arch(q->caps, NULL);
}

struct domain_def *domain_read(struct qemu *q, const char *xml, unsigned how)
{
    struct domain_facts facts;
    struct rec_notes notes = {0};
    err_reset();
    xmlDoc *doc = rec_read_doc(xml, strlen(xml), domain_rec.name);
    if (!doc)
        return NULL;
    struct qemu_caps *c = caps_for(q, doc);
    err_reset();
    domain_facts_of(q, c, &facts);
    struct domain_def *def = domain_parse_doc(doc, how, &facts, &notes);
    xmlFreeDoc(doc);
    for (size_t i = 0; def && i < notes.n; i++)
        log_warn("domain %s: line %d: %s is not known%s%s%s and is not used", def->name, notes.v[i].line,
                 notes.v[i].path, notes.v[i].nearest ? " (did you mean '" : "",
                 notes.v[i].nearest ? notes.v[i].nearest : "", notes.v[i].nearest ? "'?)" : "");
    rec_notes_done(&notes);
    caps_unref(c);
    if (def && uuid_is_null(def->uuid))
        uuid_generate(def->uuid);
    if (def && def->type != VIRT_QEMU && def->type != VIRT_KVM) {
        err(VIR_ERR_CONFIG_UNSUPPORTED, "Emulator '%s' does not support virt type '%s'",
            def->emulator ? def->emulator : "", names_word(&virt_type_names, def->type));
        domain_def_free(def);
        return NULL;
    }
    return def;
}

/* ---- define ---- */
static struct guest *redefine(struct qemu *q, struct domain_def *def)
{
    struct object *o = registry_get(q->guests, def->uuid);
    struct guest *g = o ? guest_of(o) : NULL;
    bool ok;
    if (!o)
        return NULL;
    if (strcmp(o->name, def->name) != 0) {
        object_unref(o);
        return NULL;
    }
    pthread_mutex_lock(&g->editing);
    ok = persist_save(g, def) == 0;
    if (ok) {
        struct def *fresh = def_new(&domain_rec, def);
        object_set_config(o, fresh);
        object_lock(o);
        o->persistent = true;
        object_unlock(o);
    }
    pthread_mutex_unlock(&g->editing);
    if (!ok) {
        domain_def_free(def);
        object_unref(o);
        return NULL;
    }
    return g;
}

static struct guest *define_new(struct qemu *q, struct domain_def *def)
{
    struct guest *g = guest_new(q, def->name, def->uuid);
    g->o.config = def_new(&domain_rec, def);
    g->o.persistent = true;
    if (registry_add(q->guests, &g->o) < 0) {
        object_unref(&g->o);
        return NULL;
    }
    if (persist_save(g, def) < 0) {
        registry_remove(q->guests, &g->o);
        object_unref(&g->o);
        return NULL;
    }
    return g;
}

static int define(struct call *c, const char *xml, unsigned flags, virDomainPtr *ret)
{
    struct qemu *q = c->state;
    unsigned how = REC_INACTIVE | REC_SECURE | (flags & VIR_DOMAIN_DEFINE_VALIDATE ? REC_STRICT : 0);
    struct domain_def *def = domain_read(q, xml, how);
    if (!def)
        return -1;
    int detail = VIR_DOMAIN_EVENT_DEFINED_UPDATED;
    uint8_t uuid[16];
    memcpy(uuid, def->uuid, sizeof(uuid));
    err_reset();
    struct guest *g = redefine(q, def);
    if (!g && err_is_set())
        return -1;
    if (!g) {
        detail = VIR_DOMAIN_EVENT_DEFINED_ADDED;
        g = define_new(q, def);
    }
    if (!g)
        return -1;
    emit_lifecycle(g, VIR_DOMAIN_EVENT_DEFINED, detail);
    *ret = (virDomainPtr) object_handle(&g->o);
    object_unref(&g->o);
    return 0;
}

int qemu_virDomainDefineXML(struct call *c, const struct virDomainDefineXML_args *a, struct virDomainDefineXML_ret *ret)
{
    return define(c, a->xml, 0, &ret->dom);
}

int qemu_virDomainDefineXMLFlags(struct call *c, const struct virDomainDefineXMLFlags_args *a,
                                 struct virDomainDefineXMLFlags_ret *ret)
{
    return define(c, a->xml, a->flags, &ret->dom);
}

/* ---- create: a guest that exists while it runs ---- */
static int create(struct call *c, const char *xml, unsigned flags, virDomainPtr *ret)
{
    struct qemu *q = c->state;
    unsigned how = REC_INACTIVE | REC_SECURE | (flags & VIR_DOMAIN_START_VALIDATE ? REC_STRICT : 0);
    unsigned start = (flags & VIR_DOMAIN_START_PAUSED ? START_PAUSED : 0) |
                     (flags & VIR_DOMAIN_START_AUTODESTROY ? START_AUTODESTROY : 0);
    if (flags & VIR_DOMAIN_START_RESET_NVRAM)
        return err(VIR_ERR_ARGUMENT_UNSUPPORTED, "the variable store cannot be reset at a start yet"), -1;
    struct domain_def *def = domain_read(q, xml, how);
    if (!def)
        return -1;
    struct object *o = registry_get(q->guests, def->uuid);
    if (o && strcmp(o->name, def->name) == 0 && object_active(o)) {
        err_set(VIR_FROM_DOMAIN, VIR_ERR_OPERATION_INVALID, 0, __FILE__, __func__, __LINE__,
                "domain '%s' is already active", def->name);
        object_unref(o);
        domain_def_free(def);
        return -1;
    }
    struct guest *g = o && strcmp(o->name, def->name) == 0 ? guest_of(o) : NULL;
    if (o && !g) {
        object_unref(o);
        o = NULL;
    }
    if (!g) {
        g = guest_new(q, def->name, def->uuid);
        g->o.config = def_new(&domain_rec, domain_def_copy(def));
        if (registry_add(q->guests, &g->o) < 0) {
            object_unref(&g->o);
            domain_def_free(def);
            return -1;
        }
    }
    int result = job_begin(&g->o, JOB_MODIFY, c->api, JOB_WAIT_MS);
    if (result == 0) {
        result = guest_start(g, def, start, c->session);
        job_end(&g->o, JOB_MODIFY);
    } else {
        domain_def_free(def);
    }
    object_lock(&g->o);
    bool forget = result < 0 && !g->o.persistent && !g->run;
    object_unlock(&g->o);
    if (forget)
        registry_remove(q->guests, &g->o);
    if (result == 0)
        *ret = (virDomainPtr) object_handle(&g->o);
    object_unref(&g->o);
    return result;
}

int qemu_virDomainCreateXML(struct call *c, const struct virDomainCreateXML_args *a, struct virDomainCreateXML_ret *ret)
{
    return create(c, a->xml_desc, a->flags, &ret->dom);
}

/* ---- undefine ---- */
char *managed_save_path(const struct guest *g)
{
    g_autofree char *file = g_strconcat(g->o.name, ".save", NULL);
    return g_build_filename(g->qemu->dirs.save, file, NULL);
}

static size_t moments(const struct guest *g, const char *dir)
{
    g_autofree char *path = g_build_filename(dir, g->o.name, NULL);
    char **names = NULL;
    ssize_t n = dir_list(path, ".xml", &names);
    g_strfreev(names);
    return n > 0 ? (size_t) n : 0;
}

static int undefine_guard(struct guest *g, unsigned flags)
{
    g_autofree char *save = managed_save_path(g);
    cleanup_def struct def *config = object_config(&g->o);
    const struct os_nvram *nvram = config ? def_domain(config)->os.nvram : NULL;
    size_t snapshots = moments(g, g->qemu->dirs.snapshot), checkpoints = moments(g, g->qemu->dirs.checkpoint);
    bool active = object_active(&g->o);
    if (!active && snapshots && !(flags & VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA)) {
        err(VIR_ERR_OPERATION_INVALID, "cannot delete inactive domain with %zu snapshots", snapshots);
        return -1;
    }
    if (!active && checkpoints && !(flags & VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA)) {
        err(VIR_ERR_OPERATION_INVALID, "cannot delete inactive domain with %zu checkpoints", checkpoints);
        return -1;
    }
    if (file_exists(save)) {
        if (!(flags & VIR_DOMAIN_UNDEFINE_MANAGED_SAVE)) {
            err(VIR_ERR_OPERATION_INVALID, "Refusing to undefine while domain managed save image exists");
            return -1;
        }
        if (file_remove(save) < 0)
            return err(VIR_ERR_OPERATION_FAILED, "Failed to remove domain managed save image"), -1;
    }
    if (nvram && nvram->path && file_exists(nvram->path)) {
        if (flags & VIR_DOMAIN_UNDEFINE_NVRAM) {
            int e = file_remove(nvram->path);
            if (e < 0)
                return err_sys(-e, "failed to remove nvram: %s", nvram->path), -1;
        } else if (!(flags & VIR_DOMAIN_UNDEFINE_KEEP_NVRAM)) {
            err(VIR_ERR_OPERATION_INVALID, "cannot undefine domain with nvram");
            return -1;
        }
    }
    return 0;
}

static int undefine(struct call *c, unsigned flags)
{
    struct guest *g = guest_of_call(c);
    if (flags & VIR_DOMAIN_UNDEFINE_NVRAM && flags & VIR_DOMAIN_UNDEFINE_KEEP_NVRAM) {
        err(VIR_ERR_OPERATION_INVALID, "cannot both keep and delete nvram");
        return -1;
    }
    if (!g->o.persistent) {
        err(VIR_ERR_OPERATION_INVALID, "cannot undefine transient domain");
        return -1;
    }
    if (undefine_guard(g, flags) < 0 || persist_remove(g, g->o.name) < 0)
        return -1;
    object_lock(&g->o);
    g->o.persistent = g->o.autostart = false;
    bool active = g->run != NULL;
    object_unlock(&g->o);
    emit_lifecycle(g, VIR_DOMAIN_EVENT_UNDEFINED, VIR_DOMAIN_EVENT_UNDEFINED_REMOVED);
    if (!active)
        registry_remove(g->qemu->guests, &g->o);
    return 0;
}

int qemu_virDomainUndefine(struct call *c, const struct virDomainUndefine_args *a, void *ret)
{
    return undefine(c, 0);
}

int qemu_virDomainUndefineFlags(struct call *c, const struct virDomainUndefineFlags_args *a, void *ret)
{
    return undefine(c, a->flags);
}

/* ---- rename ---- */
static int rename_guard(struct guest *g, const char *name)
{
    g_autofree char *save = managed_save_path(g);
    if (!name || !*name) {
        err_arg("string new_name in virDomainRename must not be empty");
        return -1;
    }
    if (!text_fits_xml(name))
        return err(VIR_ERR_INVALID_ARG, "the new name holds characters that no document can carry"), -1;
    if (strchr(name, '/'))
        return err(VIR_ERR_XML_ERROR, "name %s cannot contain '/'", name), -1;
    if (strchr(name, '\n'))
        return err(VIR_ERR_XML_ERROR, "name %s cannot contain '\\n'", name), -1;
    if (object_active(&g->o))
        return err(VIR_ERR_OPERATION_INVALID, "cannot rename active domain"), -1;
    if (!g->o.persistent)
        return err(VIR_ERR_OPERATION_INVALID, "cannot rename a transient domain"), -1;
    if (strcmp(g->o.name, name) == 0) {
        err_set(VIR_FROM_DOMAIN, VIR_ERR_OPERATION_INVALID, 0, __FILE__, __func__, __LINE__,
                "Can't rename domain to itself");
        return -1;
    }
    if (file_exists(save))
        return err(VIR_ERR_OPERATION_INVALID, "domain with a managed saved state can't be renamed"), -1;
    if (moments(g, g->qemu->dirs.snapshot))
        return err(VIR_ERR_OPERATION_INVALID, "cannot rename domain with snapshots"), -1;
    if (moments(g, g->qemu->dirs.checkpoint))
        return err(VIR_ERR_OPERATION_INVALID, "cannot rename domain with checkpoints"), -1;
    return 0;
}

int qemu_virDomainRename(struct call *c, const struct virDomainRename_args *a, struct virDomainRename_ret *ret)
{
    struct guest *g = guest_of_call(c);
    if (rename_guard(g, a->new_name) < 0)
        return -1;
    g_autofree char *old = g_strdup(g->o.name);
    struct domain_lifecycle_event gone = {.dom = (virDomainPtr) object_handle(&g->o),
                                          .event = VIR_DOMAIN_EVENT_UNDEFINED,
                                          .detail = VIR_DOMAIN_EVENT_UNDEFINED_RENAMED};
    cleanup_def struct def *config = object_config(&g->o);
    if (registry_rename(g->qemu->guests, &g->o, a->new_name) < 0) {
        handle_unref((struct handle *) gone.dom);
        return -1;
    }
    struct domain_def *copy = domain_def_copy(def_domain(config));
    g_free(copy->name);
    copy->name = g_strdup(a->new_name);
    bool autostart = g->o.autostart;
    /* The new file first: a crash between leaves both, never none.  */
    if (persist_save(g, copy) < 0 || (autostart && persist_autostart(g, true) < 0)) {
        virErrorPtr e = err_take();
        domain_def_free(copy);
        persist_remove(g, a->new_name);
        registry_rename(g->qemu->guests, &g->o, old);
        handle_unref((struct handle *) gone.dom);
        err_put(e);
        return -1;
    }
    object_set_config(&g->o, def_new(&domain_rec, copy));
    if (persist_remove(g, old) < 0) {
        log_error("%s", err_thread()->message);
        err_reset();
    }
    event_emit(event_type(HANDLE_DOMAIN, VIR_DOMAIN_EVENT_ID_LIFECYCLE), g_memdup2(&gone, sizeof(gone)));
    emit_lifecycle(g, VIR_DOMAIN_EVENT_DEFINED, VIR_DOMAIN_EVENT_DEFINED_RENAMED);
    ret->retcode = 0;
    return 0;
}

/* ---- autostart ---- */
int qemu_virDomainGetAutostart(struct call *c, const struct virDomainGetAutostart_args *a,
                               struct virDomainGetAutostart_ret *ret)
{
    ret->autostart = c->object->autostart;
    return 0;
}

int qemu_virDomainSetAutostart(struct call *c, const struct virDomainSetAutostart_args *a, void *ret)
{
    struct guest *g = guest_of_call(c);
    if (!g->o.persistent)
        return err(VIR_ERR_OPERATION_INVALID, "cannot set autostart for transient domain"), -1;
    if (g->o.autostart == !!a->autostart)
        return 0;
    if (persist_autostart(g, a->autostart) < 0)
        return -1;
    object_lock(&g->o);
    g->o.autostart = a->autostart;
    object_unlock(&g->o);
    return 0;
}
