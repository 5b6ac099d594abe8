/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh list: list domains. */
#include "virsh/common/common.h"
#include "virsh/monitor/domain-list.h"

struct args {
    bool inactive, all, transient, persistent, with_snapshot, without_snapshot, with_checkpoint, without_checkpoint,
        state_running, state_paused, state_shutoff, state_other, autostart, no_autostart, with_managed_save,
        without_managed_save, uuid, name, id, table, managed_save, title;
};

static const struct opt opts[] = {
    OPT_BOOL(inactive, "inactive", "list inactive domains"),
    OPT_BOOL(all, "all", "list inactive & active domains"),
    OPT_BOOL(transient, "transient", "list transient domains"),
    OPT_BOOL(persistent, "persistent", "list persistent domains"),
    OPT_BOOL(with_snapshot, "with-snapshot", "list domains with existing snapshot"),
    OPT_BOOL(without_snapshot, "without-snapshot", "list domains without a snapshot"),
    OPT_BOOL(with_checkpoint, "with-checkpoint", "list domains with existing checkpoint"),
    OPT_BOOL(without_checkpoint, "without-checkpoint", "list domains without a checkpoint"),
    OPT_BOOL(state_running, "state-running", "list domains in running state"),
    OPT_BOOL(state_paused, "state-paused", "list domains in paused state"),
    OPT_BOOL(state_shutoff, "state-shutoff", "list domains in shutoff state"),
    OPT_BOOL(state_other, "state-other", "list domains in other states"),
    OPT_BOOL(autostart, "autostart", "list domains with autostart enabled"),
    OPT_BOOL(no_autostart, "no-autostart", "list domains with autostart disabled"),
    OPT_BOOL(with_managed_save, "with-managed-save", "list domains with managed save state"),
    OPT_BOOL(without_managed_save, "without-managed-save", "list domains without managed save"),
    OPT_BOOL(uuid, "uuid", "list uuid's only"),
    OPT_BOOL(name, "name", "list domain names only"),
    OPT_BOOL(id, "id", "list domain IDs only"),
    OPT_BOOL(table, "table", "list table (default)"),
    OPT_BOOL(managed_save, "managed-save", "mark inactive domains with managed save state"),
    OPT_BOOL(title, "title", "show domain title"),
    OPT_END,
};

static unsigned filters(const struct args *a)
{
    unsigned flags = a->all ? 0 : a->inactive ? VIR_CONNECT_LIST_DOMAINS_INACTIVE : VIR_CONNECT_LIST_DOMAINS_ACTIVE;

    return flags |
           FLAGS(
               {a->persistent, VIR_CONNECT_LIST_DOMAINS_PERSISTENT}, {a->transient, VIR_CONNECT_LIST_DOMAINS_TRANSIENT},
               {a->with_managed_save, VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE},
               {a->without_managed_save, VIR_CONNECT_LIST_DOMAINS_NO_MANAGEDSAVE},
               {a->autostart, VIR_CONNECT_LIST_DOMAINS_AUTOSTART},
               {a->no_autostart, VIR_CONNECT_LIST_DOMAINS_NO_AUTOSTART},
               {a->with_snapshot, VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT},
               {a->without_snapshot, VIR_CONNECT_LIST_DOMAINS_NO_SNAPSHOT},
               {a->with_checkpoint, VIR_CONNECT_LIST_DOMAINS_HAS_CHECKPOINT},
               {a->without_checkpoint, VIR_CONNECT_LIST_DOMAINS_NO_CHECKPOINT},
               {a->state_running, VIR_CONNECT_LIST_DOMAINS_RUNNING}, {a->state_paused, VIR_CONNECT_LIST_DOMAINS_PAUSED},
               {a->state_shutoff, VIR_CONNECT_LIST_DOMAINS_SHUTOFF}, {a->state_other, VIR_CONNECT_LIST_DOMAINS_OTHER});
}

/* One line with what was asked for, in the fixed order uuid, id, name. */
static void words_show(struct virsh *sh, const struct args *a, virDomainPtr dom)
{
    char uuid[VIR_UUID_STRING_BUFLEN] = "";
    unsigned id = virDomainGetID(dom);
    const char *gap = "";

    if (a->id && !a->uuid && !a->name && id == (unsigned) -1)
        return;
    if (a->uuid) {
        virDomainGetUUIDString(dom, uuid);
        virsh_print(sh, "%s", uuid);
        gap = " ";
    }
    if (a->id) {
        if (id != (unsigned) -1)
            virsh_print(sh, "%s%u", gap, id);
        else if (a->uuid || a->name)
            virsh_print(sh, "%s-", gap);
        gap = " ";
    }
    if (a->name)
        virsh_print(sh, "%s%s", gap, virDomainGetName(dom));
    virsh_print(sh, "\n");
}

static char *title_of(virDomainPtr dom)
{
    char *title = virDomainGetMetadata(dom, VIR_DOMAIN_METADATA_TITLE, NULL, 0);
    char *copy = g_strdup(title ? title : "");

    free(title);
    return copy;
}

static const char *state_of(virDomainPtr dom, bool saved_shown)
{
    int state, reason;

    if (virDomainGetState(dom, &state, &reason, 0) < 0)
        return "no state";
    if (saved_shown && virDomainGetID(dom) == (unsigned) -1 && virDomainHasManagedSaveImage(dom, 0) > 0)
        return "saved";
    return domain_state_name(state);
}

static void table_show(struct virsh *sh, const struct args *a, const struct domain_list *list)
{
    auto_table t = a->title ? table_new("Id", "Name", "State", "Title", NULL) : table_new("Id", "Name", "State", NULL);

    for (unsigned i = 0; i < list->n; i++) {
        virDomainPtr dom = list->doms[i];
        unsigned id = virDomainGetID(dom);
        g_autofree char *idtext = id == (unsigned) -1 ? g_strdup("-") : g_strdup_printf("%u", id);
        g_autofree char *title = a->title ? title_of(dom) : NULL;
        table_row(t, idtext, virDomainGetName(dom), state_of(dom, a->managed_save), title, NULL);
    }
    table_print(t, sh);
}

static bool run(struct virsh *sh, const struct args *a)
{
    struct domain_list list;

    if (!domain_list_get(sh, filters(a), &list))
        return false;
    if (a->name || a->uuid || a->id)
        for (unsigned i = 0; i < list.n; i++)
            words_show(sh, a, list.doms[i]);
    else
        table_show(sh, a, &list);
    domain_list_done(&list);
    return true;
}

COMMAND(list, "list", "list domains", "Returns list of domains.",
        .excl = EXCL({"table", "name"}, {"table", "uuid"}, {"table", "id"}));
