/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* machine.c: name, machine, accelerator, processors, threads, power management, monitor.  */
#define ERR_FROM VIR_FROM_QEMU
#include <string.h>

#include "drivers/qemu/plan/build.h"

int plan_name(struct build *b)
{
    g_autofree char *name = opt_escape(b->def->name);
    g_autofree char *key = g_strdup_printf("%s/master-key.aes", b->env->domain_dir);

    plan_argf(b, "name", "guest=%s,debug-threads=on", name);
    plan_arg(b, "S", NULL);
    plan_add(b, OP_OBJECT,
             json_pack("{s:s, s:s, s:s, s:s}", "qom-type", "secret", "id", "masterKey0", "format", "raw", "file", key));
    return 0;
}

static const char *ram_id(const struct build *b)
{
    const struct caps_machine *m = b->env->caps ? caps_find_machine(b->env->caps, b->def->os.machine) : NULL;

    return m && m->default_ram_id ? m->default_ram_id : b->env->caps ? NULL : "pc.ram";
}

/* What <features> say about the machine itself.  */
static void machine_features(struct build *b, GString *out)
{
    const struct features *f = &b->def->features;

    if (f->vmport)
        opt_onoff(out, "vmport", f->vmport->state);
    if (f->smm) /* a bare <smm/> turns it on */
        opt_onoff(out, "smm", f->smm->state ? f->smm->state : TRI_YES);
    if (f->ioapic)
        g_string_append_printf(out, ",kernel_irqchip=%s", f->ioapic == IOAPIC_QEMU ? "split" : "on");
}

static void machine_memory(struct build *b, GString *out)
{
    const struct memory_backing *m = b->def->memory_backing;

    g_string_append_printf(out, ",dump-guest-core=%s", b->def->dump_core == TRI_YES ? "on" : "off");
    if (m && m->nosharepages)
        g_string_append(out, ",mem-merge=off");
    if (b->def->cpu && (b->def->cpu->latencies.n || b->def->cpu->bandwidths.n))
        g_string_append(out, ",hmat=on");
    if (memory_is_separate(b) && ram_id(b))
        g_string_append_printf(out, ",memory-backend=%s", ram_id(b));
}

int plan_machine(struct build *b)
{
    const struct features *f = &b->def->features;
    const struct os_loader *loader = b->def->os.loader;
    GString *out;

    if (!b->def->os.machine)
        return plan_refuse(b, "the guest has no machine type");
    if (b->def->launch_security)
        return plan_refuse(b, "launch security is not supported yet");
    for (size_t i = 0; i < b->def->keywraps.n; i++)
        if (b->def->keywraps.v[i]->state)
            return plan_refuse(b, "%s-key-wrap is not available with this QEMU binary",
                               names_word(&keywrap_names, b->def->keywraps.v[i]->name));
    out = g_string_new(b->def->os.machine);
    g_string_append(out, ",usb=off");
    machine_features(b, out);
    machine_memory(b, out);
    if (loader && loader->type == LOADER_PFLASH) {
        g_string_append(out, ",pflash0=libvirt-pflash0-format");
        if (b->def->os.nvram)
            g_string_append(out, ",pflash1=libvirt-pflash1-format");
    }
    if (b->def->os.useserial == TRI_YES)
        g_string_append(out, ",graphics=off");
    plan_arg(b, "machine", g_string_free(out, false));

    if (b->def->type == VIRT_KVM) {
        uint32_t ring = f->kvm && f->kvm->dirty_ring == TRI_YES ? f->kvm->dirty_ring_size.v : 0;

        if (ring)
            plan_argf(b, "accel", "kvm,dirty-ring-size=%u", ring);
        else
            plan_argf(b, "accel", "kvm");
    } else if (b->def->type == VIRT_QEMU) {
        if (f->tcg && f->tcg->tb_cache)
            plan_argf(b, "accel", "tcg,tb-size=%" G_GUINT64_FORMAT, f->tcg->tb_cache >> 10);
        else
            plan_argf(b, "accel", "tcg");
    } else {
        return plan_refuse(b, "the QEMU binary does not support %s", names_word(&virt_type_names, b->def->type));
    }
    return 0;
}

int plan_smp(struct build *b)
{
    unsigned max = b->def->vcpus_max, now = domain_vcpus(b->def);
    const struct cpu_topology *t = b->def->cpu ? b->def->cpu->topology : NULL;
    GString *out = g_string_new(NULL);

    /* vCPUs that can be taken away again are plugged after the start */
    if (b->def->vcpus.n) {
        now = 0;
        for (size_t i = 0; i < b->def->vcpus.n; i++)
            if (b->def->vcpus.v[i]->enabled == TRI_YES && b->def->vcpus.v[i]->hotpluggable == TRI_YES &&
                !b->env->native) {
                g_string_free(out, true);
                return plan_refuse(b, "vCPUs that can be unplugged are not supported at start yet");
            }
        for (size_t i = 0; i < b->def->vcpus.n; i++)
            now += b->def->vcpus.v[i]->enabled == TRI_YES && b->def->vcpus.v[i]->hotpluggable != TRI_YES;
    }
    g_string_append_printf(out, "%u", now);
    if (now != max)
        g_string_append_printf(out, ",maxcpus=%u", max);
    if (t)
        g_string_append_printf(out, ",sockets=%u,dies=%u,cores=%u,threads=%u", t->sockets, t->dies, t->cores,
                               t->threads);
    else
        g_string_append_printf(out, ",sockets=%u,cores=1,threads=1", max);
    plan_argf(b, "overcommit", "mem-lock=%s", b->def->memory_backing && b->def->memory_backing->locked ? "on" : "off");
    plan_arg(b, "smp", g_string_free(out, false));
    return 0;
}

static void set_pool(json_t *o, const struct iothread *t)
{
    if (t && t->pool_min.set)
        json_object_set_new(o, "thread-pool-min", json_integer(t->pool_min.v));
    if (t && t->pool_max.set)
        json_object_set_new(o, "thread-pool-max", json_integer(t->pool_max.v));
}

static void add_iothread(struct build *b, uint32_t id, const struct iothread *t)
{
    json_t *o = json_pack("{s:s, s:o}", "qom-type", "iothread", "id", json_sprintf("iothread%u", id));

    set_pool(o, t);
    plan_add(b, OP_OBJECT, o);
}

/* Listed threads in the document's order, then the lowest free numbers up to the count.  */
int plan_iothreads(struct build *b)
{
    const struct iothread *main_loop = b->def->default_iothread;
    uint32_t left = b->def->iothread_count.set ? b->def->iothread_count.v : 0;

    for (size_t i = 0; i < b->def->iothreads.n; i++) {
        add_iothread(b, b->def->iothreads.v[i]->id, b->def->iothreads.v[i]);
        left -= left > 0;
    }
    for (uint32_t id = 1; left > 0; id++) {
        bool listed = false;

        for (size_t i = 0; i < b->def->iothreads.n; i++)
            listed = listed || b->def->iothreads.v[i]->id == id;
        if (listed)
            continue;
        add_iothread(b, id, NULL);
        left--;
    }
    if (main_loop && (main_loop->pool_min.set || main_loop->pool_max.set)) {
        json_t *o = json_pack("{s:s, s:s}", "qom-type", "main-loop", "id", "main-loop");

        set_pool(o, main_loop);
        plan_add(b, OP_OBJECT, o);
    }
    return 0;
}

int plan_genid(struct build *b)
{
    const struct genid *g = b->def->genid;
    char text[37];
    const uint8_t *u;

    if (!g)
        return 0;
    u = g->uuid;
    g_snprintf(text, sizeof(text), "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", u[0], u[1],
               u[2], u[3], u[4], u[5], u[6], u[7], u[8], u[9], u[10], u[11], u[12], u[13], u[14], u[15]);
    plan_add(b, OP_DEVICE, json_pack("{s:s, s:s, s:s}", "driver", "vmgenid", "guid", text, "id", "vmgenid0"));
    return 0;
}

/* The monitor's socket is made before QEMU runs, so that connecting to it needs no waiting.  */
int plan_monitor(struct build *b)
{
    int fd = plan_ask_fd(b, PLAN_FD_MONITOR, NULL, 0);
    g_autofree char *path = g_strdup_printf("%s/monitor.sock", b->env->domain_dir);
    struct chardev_source src = {.type = CHARDEV_UNIX, .mode = CHARDEV_MODE_BIND, .path = path};

    if (fd == -2)
        return -1;
    if (fd >= 0) {
        char text[16];

        g_snprintf(text, sizeof(text), "%d", fd);
        planned_fd(
            plan_add(b, OP_CHARDEV,
                     json_pack("{s:s, s:{s:s, s:{s:{s:s, s:{s:s}}, s:b, s:b}}}", "id", "charmonitor", "backend", "type",
                               "socket", "data", "addr", "type", "fd", "data", "str", text, "server", 1, "wait", 0)),
            fd);
    } else {
        plan_add(b, OP_CHARDEV,
                 json_pack("{s:s, s:{s:s, s:{s:{s:s, s:{s:s}}, s:b, s:b}}}", "id", "charmonitor", "backend", "type",
                           "socket", "data", "addr", "type", "unix", "data", "path", src.path, "server", 1, "wait", 0));
    }
    plan_argf(b, "mon", "chardev=charmonitor,id=monitor,mode=control");
    return 0;
}

int plan_power(struct build *b)
{
    static const char *const chips[] = {"PIIX4_PM", "ICH9-LPC"};
    const char *chip = chips[domain_is_q35(b->def)];
    const struct smm *smm = b->def->features.smm;

    plan_arg(b, "no-shutdown", NULL);
    if (!b->def->features.acpi && domain_is_x86(b->def))
        plan_arg(b, "no-acpi", NULL);
    if (b->def->suspend_to_mem)
        plan_argf(b, "global", "%s.disable_s3=%d", chip, b->def->suspend_to_mem == TRI_NO);
    if (b->def->suspend_to_disk)
        plan_argf(b, "global", "%s.disable_s4=%d", chip, b->def->suspend_to_disk == TRI_NO);
    if (smm && smm->tseg)
        plan_argf(b, "global", "mch.extended-tseg-mbytes=%" G_GUINT64_FORMAT, smm->tseg);
    return 0;
}

int plan_display_none(struct build *b)
{
    if (b->def->graphics.n == 0)
        plan_argf(b, "display", "none");
    plan_arg(b, "no-user-config", NULL);
    plan_arg(b, "nodefaults", NULL);
    return 0;
}
