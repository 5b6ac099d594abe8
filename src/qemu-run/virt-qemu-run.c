/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * virt-qemu-run.c: runs one guest from a document until it ends, with the QEMU driver inside this program: no daemon
 * knows of it. On the public API only.
 */
#include <errno.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

static char *root;
static char **secrets;
static gboolean verbose, debug;

static const GOptionEntry options[] = {
    {"secret", 's', 0, G_OPTION_ARG_STRING_ARRAY, &secrets, "Load secret file", "SECRET-XML-FILE,SECRET-VALUE-FILE"},
    {"root", 'r', 0, G_OPTION_ARG_FILENAME, &root, "Root directory", "DIR"},
    {"debug", 'd', 0, G_OPTION_ARG_NONE, &debug, "Debug output", NULL},
    {"verbose", 'v', 0, G_OPTION_ARG_NONE, &verbose, "Verbose output", NULL},
    {NULL},
};

static bool ended, failed, interrupted;

static void say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
static void say(const char *fmt, ...)
{
    va_list args;
    if (!verbose)
        return;
    va_start(args, fmt);
    vfprintf(stderr, fmt, args);
    va_end(args);
    fputc('\n', stderr);
}

static int complain(const char *what)
{
    fprintf(stderr, "virt-qemu-run: %s: %s\n", what, virGetLastErrorMessage());
    return -1;
}

static void be_silent(void *opaque, virErrorPtr e)
{
}

static int on_lifecycle(virConnectPtr conn, virDomainPtr dom, int event, int detail, void *opaque)
{
    if (event != VIR_DOMAIN_EVENT_STOPPED)
        return 0;
    ended = true;
    failed = detail == VIR_DOMAIN_EVENT_STOPPED_CRASHED || detail == VIR_DOMAIN_EVENT_STOPPED_FAILED;
    return 0;
}

/* A signal ends the guest; it comes through a descriptor, so that no handler interrupts anything.  */
static void on_signal(int watch, int fd, int events, void *opaque)
{
    struct signalfd_siginfo info;
    if (read(fd, &info, sizeof(info)) == (ssize_t) sizeof(info))
        interrupted = true;
}

static int signals_begin(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGQUIT);
    sigaddset(&set, SIGHUP);
    sigprocmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static int load_secret(virConnectPtr conn, const char *pair)
{
    g_auto(GStrv) files = g_strsplit(pair, ",", 2);
    g_autofree char *xml = NULL, *value = NULL;
    gsize len;
    g_autoptr(GError) e = NULL;
    if (!files[0] || !files[1]) {
        fprintf(stderr, "virt-qemu-run: --secret needs SECRET-XML-FILE,SECRET-VALUE-FILE, not '%s'\n", pair);
        return -1;
    }
    if (!g_file_get_contents(files[0], &xml, NULL, &e) || !g_file_get_contents(files[1], &value, &len, &e)) {
        fprintf(stderr, "virt-qemu-run: %s\n", e->message);
        return -1;
    }
    virSecretPtr secret = virSecretDefineXML(conn, xml, 0);
    int r = secret ? virSecretSetValue(secret, (unsigned char *) value, len, 0) : -1;
    memset(value, 0, len);
    if (secret)
        virSecretFree(secret);
    return r < 0 ? complain("cannot load the secret") : 0;
}

static int watch(virConnectPtr conn, virDomainPtr dom)
{
    while (!ended && !interrupted)
        if (virEventRunDefaultImpl() < 0)
            return complain("waiting for the guest");
    if (interrupted && !ended) {
        say("interrupted: ending the guest");
        if (virDomainDestroy(dom) < 0)
            return complain("cannot end the guest");
    }
    say("the guest has ended");
    return failed ? -1 : 0;
}

static int run(const char *uri, const char *xml)
{
    int r = -1, fd = signals_begin();
    virConnectPtr conn = virConnectOpen(uri);
    if (!conn)
        return complain("cannot start the embedded driver");
    virDomainPtr dom = NULL;
    int watch_id = virEventAddHandle(fd, VIR_EVENT_HANDLE_READABLE, on_signal, NULL, NULL);
    int callback = virConnectDomainEventRegisterAny(
        conn, NULL, VIR_DOMAIN_EVENT_ID_LIFECYCLE, (virConnectDomainEventGenericCallback) (void (*)(void)) on_lifecycle,
        NULL, NULL);
    bool ok = callback >= 0;
    for (char **s = secrets; ok && s && *s; s++)
        ok = load_secret(conn, *s) == 0;
    if (ok) {
        say("starting the guest");
        dom = virDomainCreateXML(conn, xml, VIR_DOMAIN_START_AUTODESTROY);
        if (dom) {
            say("the guest '%s' runs", virDomainGetName(dom));
            r = watch(conn, dom);
        } else {
            complain("cannot start the guest");
        }
    }
    if (dom)
        virDomainFree(dom);
    if (callback >= 0)
        virConnectDomainEventDeregisterAny(conn, callback);
    if (watch_id >= 0)
        virEventRemoveHandle(watch_id);
    virConnectClose(conn);
    close(fd);
    return r;
}

/* Removes what is below a folder of our own making; links are not followed.  */
static void remove_tree(const char *path)
{
    g_autoptr(GDir) d = g_dir_open(path, 0, NULL);
    for (const char *name; d && (name = g_dir_read_name(d));) {
        g_autofree char *below = g_build_filename(path, name, NULL);
        if (g_file_test(below, G_FILE_TEST_IS_DIR) && !g_file_test(below, G_FILE_TEST_IS_SYMLINK))
            remove_tree(below);
        else
            g_unlink(below);
    }
    g_rmdir(path);
}

int main(int argc, char **argv)
{
    g_autoptr(GOptionContext) context = g_option_context_new("GUEST-XML-FILE - run a standalone QEMU process");
    g_autoptr(GError) e = NULL;
    g_autofree char *xml = NULL, *temporary = NULL;
    g_option_context_add_main_entries(context, options, NULL);
    if (!g_option_context_parse(context, &argc, &argv, &e)) {
        fprintf(stderr, "virt-qemu-run: %s\n", e->message);
        return 1;
    }
    if (argc != 2) {
        g_autofree char *help = g_option_context_get_help(context, TRUE, NULL);
        fprintf(stderr, "%s", help);
        return 1;
    }
    if (debug)
        g_setenv("LIBVIRT_DEBUG", "1", TRUE);
    if (!g_file_get_contents(argv[1], &xml, NULL, &e)) {
        fprintf(stderr, "virt-qemu-run: %s\n", e->message);
        return 1;
    }
    if (!root) {
        temporary = g_dir_make_tmp("virt-qemu-run-XXXXXX", &e);
        if (!temporary) {
            fprintf(stderr, "virt-qemu-run: %s\n", e->message);
            return 1;
        }
        g_chmod(temporary, 0755); /* QEMU's user reaches its sockets through it */
    }
    g_autofree char *folder = g_canonicalize_filename(root ? root : temporary, NULL);
    g_autofree char *uri = g_strdup_printf("qemu:///embed?root=%s", folder);
    virSetErrorFunc(NULL, be_silent);
    int r = virEventRegisterDefaultImpl() < 0 ? complain("cannot prepare the event loop") : run(uri, xml);
    if (temporary)
        remove_tree(temporary);
    return r < 0 ? 1 : 0;
}
