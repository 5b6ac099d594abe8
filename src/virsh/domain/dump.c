/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virsh dump: dump the core of a domain to a file for analysis. */
#include "virsh/common/common.h"
#include "virsh/common/progress.h"

struct args {
    virDomainPtr dom;
    const char *file, *format;
    bool live, crash, bypass_cache, reset, verbose, memory_only;
};

static const struct opt opts[] = {
    OPT_DOMAIN(dom, resolve_domain_active),
    OPT_FILE(file, "file", REQ, "where to dump the core"),
    OPT_BOOL(live, "live", "perform a live core dump if supported"),
    OPT_BOOL(crash, "crash", "crash the domain after core dump"),
    OPT_BOOL(bypass_cache, "bypass-cache", "avoid file system cache when dumping"),
    OPT_BOOL(reset, "reset", "reset the domain after core dump"),
    OPT_BOOL(verbose, "verbose", "display the progress of dump"),
    OPT_BOOL(memory_only, "memory-only", "dump domain's memory only"),
    OPT_STR(format, "format", 0, "specify the format of memory-only dump",
            .complete = "elf,kdump-zlib,kdump-lzo,kdump-snappy,win-dmp"),
    OPT_END,
};

static const char *const formats[] = {"elf", "kdump-zlib", "kdump-lzo", "kdump-snappy", "win-dmp"};

struct job {
    const struct args *a;
    unsigned flags;
    int format;
};

static int dump(void *arg)
{
    struct job *j = arg;

    if (j->format)
        return virDomainCoreDumpWithFormat(j->a->dom, j->a->file, (unsigned) j->format, j->flags);
    return virDomainCoreDump(j->a->dom, j->a->file, j->flags);
}

static bool format_choose(struct virsh *sh, const struct args *a, struct job *j)
{
    if (!a->format)
        return true;
    if (!a->memory_only) {
        virsh_error(sh, "--format only works with --memory-only");
        return false;
    }
    j->format = INDEX_OF(formats, a->format);
    if (j->format >= 0)
        return true;
    virsh_error(sh,
                "format '%s' is not supported, expecting 'kdump-zlib', 'kdump-lzo', 'kdump-snappy', "
                "'win-dmp' or 'elf'",
                a->format);
    return false;
}

static bool run(struct virsh *sh, const struct args *a)
{
    struct job j = {.a = a,
                    .flags = FLAGS({a->live, VIR_DUMP_LIVE}, {a->crash, VIR_DUMP_CRASH},
                                   {a->bypass_cache, VIR_DUMP_BYPASS_CACHE}, {a->reset, VIR_DUMP_RESET},
                                   {a->memory_only, VIR_DUMP_MEMORY_ONLY})};

    if (!format_choose(sh, a, &j))
        return false;
    int rc = progress_run(sh, a->dom, a->verbose ? "Dump" : NULL, dump, &j);
    if (rc < 0)
        virsh_error(sh, "Failed to core dump domain '%s' to %s", virDomainGetName(a->dom), a->file);
    else
        virsh_extra(sh, "\nDomain '%s' dumped to %s\n", virDomainGetName(a->dom), a->file);
    return rc == 0;
}

COMMAND(dump, "dump", "dump the core of a domain to a file for analysis", "Core dump a domain.");
