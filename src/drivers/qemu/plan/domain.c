/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * domain.c: the whole guest: one table of sections in the order of Debian's command line. A section either
 * does it all or is a builder called for every device of a list.
 */
#define ERR_FROM VIR_FROM_QEMU
#include <string.h>

#include "drivers/qemu/plan/build.h"

static int plan_program(struct build *b)
{
    plan_argf(b, "", "%s", b->def->emulator ? b->def->emulator : "qemu-system-x86_64");
    return 0;
}

static int plan_vmcoreinfo(struct build *b)
{
    const struct feature *f = b->def->features.vmcoreinfo;

    if (f && f->state != TRI_NO)
        plan_add(b, OP_DEVICE, json_pack("{s:s}", "driver", "vmcoreinfo"));
    return 0;
}

/* Options of the user's own, as given.  */
static int plan_extra(struct build *b)
{
    const struct qemu_commandline *q = b->def->qemu_commandline;

    for (size_t i = 0; q && i < q->args.n; i++)
        plan_argf(b, "", "%s", q->args.v[i]->value ? q->args.v[i]->value : "");
    return 0;
}

static int plan_nvram_dev(struct build *b, const struct nvram_dev *n)
{
    return plan_refuse(b, "nvram device is only supported for PPC64");
}

static int plan_incoming(struct build *b)
{
    if (b->env->incoming)
        plan_argf(b, "incoming", "%s", b->env->incoming);
    return 0;
}

static int plan_sandbox(struct build *b)
{
    if (b->env->use_seccomp && (!b->env->caps || caps_has(b->env->caps, CAP_SECCOMP)))
        plan_argf(b, "sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny");
    return 0;
}

static int plan_messages(struct build *b)
{
    if (b->env->timestamps)
        plan_argf(b, "msg", "timestamp=on");
    return 0;
}

struct section {
    int (*all)(struct build *b);
    int (*each)(struct build *b, const void *device); /* for every one of a list, or for a pointer if not NULL */
    size_t off;
    bool pointer;
};
typedef int (*each_fn)(struct build *b, const void *device);
#define ALL(FN)   \
    {             \
        .all = FN \
    }
#define EACH(LIST, FN)                                                                  \
    {                                                                                   \
        .each = (each_fn) (void (*)(void)) FN, .off = offsetof(struct domain_def, LIST) \
    }
#define ONE(PTR, FN)                                                                                    \
    {                                                                                                   \
        .each = (each_fn) (void (*)(void)) FN, .off = offsetof(struct domain_def, PTR), .pointer = true \
    }

static const struct section sections[] = {
    ALL(plan_program),
    ALL(plan_name),
    ALL(plan_pflash),
    ALL(plan_machine),
    ALL(plan_cpu),
    ALL(plan_loader),
    ALL(plan_memory),
    ALL(plan_smp),
    ALL(plan_iothreads),
    ALL(plan_numa),
    ALL(plan_smbios),
    ALL(plan_genid),
    ALL(plan_display_none),
    ALL(plan_monitor),
    ALL(plan_clock),
    ALL(plan_power),
    ALL(plan_boot),
    ONE(iommu, plan_iommu),
    ALL(plan_controllers),
    EACH(memdevs, plan_memdev),
    EACH(hubs, plan_hub),
    ALL(plan_ccids),
    EACH(disks, plan_disk),
    EACH(filesystems, plan_filesystem),
    EACH(nics, plan_nic),
    EACH(smartcards, plan_smartcard),
    EACH(serials, plan_serial),
    EACH(parallels, plan_parallel),
    EACH(channels, plan_channel),
    EACH(consoles, plan_console),
    EACH(tpms, plan_tpm),
    EACH(inputs, plan_input),
    EACH(audios, plan_audio),
    EACH(graphics, plan_graphics),
    EACH(videos, plan_video),
    EACH(sounds, plan_sound),
    ONE(watchdog, plan_watchdog),
    EACH(redirdevs, plan_redirdev),
    EACH(hostdevs, plan_hostdev),
    ALL(plan_incoming),
    ONE(memballoon, plan_memballoon),
    EACH(rngs, plan_rng),
    ONE(nvram, plan_nvram_dev),
    ALL(plan_vmcoreinfo),
    ALL(plan_extra),
    ALL(plan_sandbox),
    EACH(panics, plan_panic),
    EACH(shmems, plan_shmem),
    ONE(vsock, plan_vsock),
    ALL(plan_messages),
};

static int section_run(struct build *b, const struct section *s, const void *only)
{
    const struct rec_list *list = (const void *) ((const char *) b->def + s->off);
    const void *one = s->pointer ? *(void *const *) list : NULL;

    if (s->all)
        return only ? 0 : s->all(b);
    if (s->pointer)
        return one && (!only || only == one) ? s->each(b, one) : 0;
    for (size_t i = 0; i < list->n; i++)
        if ((!only || only == list->v[i]) && s->each(b, list->v[i]) < 0)
            return -1;
    return 0;
}

static struct plan *run(const struct domain_def *def, const struct plan_env *env, const void *only)
{
    struct build b = {.def = def, .env = env, .plan = plan_new()};

    for (size_t i = 0; i < G_N_ELEMENTS(sections); i++)
        if (section_run(&b, &sections[i], only) < 0 || b.failed) {
            plan_free(b.plan);
            return NULL;
        }
    if (only && b.plan->ops->len == 0) {
        plan_free(b.plan);
        err(VIR_ERR_CONFIG_UNSUPPORTED, "this device cannot be added to a running guest");
        return NULL;
    }
    return b.plan;
}

struct plan *plan_domain(const struct domain_def *def, const struct plan_env *env)
{
    return run(def, env, NULL);
}

/* Controllers are no list of sections (their order mixes types), so they are tried last.  */
struct plan *plan_device(const struct domain_def *def, const void *device, const struct plan_env *env)
{
    for (size_t i = 0; i < def->controllers.n; i++)
        if (def->controllers.v[i] == device) {
            struct build b = {.def = def, .env = env, .plan = plan_new()};

            if (plan_controller(&b, device) == 0 && !b.failed)
                return b.plan;
            plan_free(b.plan);
            return NULL;
        }
    return run(def, env, device);
}

/* An SDL window needs the way to its X server; nothing else gets it.  */
static void environ_sdl(const struct domain_def *def, GPtrArray *out)
{
    for (size_t i = 0; i < def->graphics.n; i++) {
        const struct graphics *g = def->graphics.v[i];

        if (g->type != GRAPHICS_SDL)
            continue;
        if (g->xauth)
            g_ptr_array_add(out, g_strdup_printf("XAUTHORITY=%s", g->xauth));
        if (g->display)
            g_ptr_array_add(out, g_strdup_printf("DISPLAY=%s", g->display));
    }
}

char **plan_environ(const struct domain_def *def, const struct plan_env *env)
{
    GPtrArray *out = g_ptr_array_new();
    const struct qemu_commandline *q = def->qemu_commandline;

    g_ptr_array_add(out, g_strdup("LC_ALL=C"));
    g_ptr_array_add(out, g_strdup("PATH=/usr/sbin:/usr/bin:/sbin:/bin"));
    g_ptr_array_add(out, g_strdup_printf("HOME=%s", env->domain_dir));
    g_ptr_array_add(out, g_strdup_printf("XDG_DATA_HOME=%s/.local/share", env->domain_dir));
    g_ptr_array_add(out, g_strdup_printf("XDG_CACHE_HOME=%s/.cache", env->domain_dir));
    g_ptr_array_add(out, g_strdup_printf("XDG_CONFIG_HOME=%s/.config", env->domain_dir));
    if (def->clock.offset == CLOCK_TIMEZONE && def->clock.timezone)
        g_ptr_array_add(out, g_strdup_printf("TZ=%s", def->clock.timezone));
    environ_sdl(def, out);
    for (size_t i = 0; q && i < q->envs.n; i++)
        g_ptr_array_add(out,
                        g_strdup_printf("%s=%s", q->envs.v[i]->name, q->envs.v[i]->value ? q->envs.v[i]->value : ""));
    g_ptr_array_add(out, NULL);
    return (char **) g_ptr_array_free(out, false);
}
