/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Running commands: the connection that they need, their arguments, the time they took, their error. */
#include <string.h>

#include "virsh/vsh/loop.h"
#include "virsh/vsh/parse.h"

static void on_close(virConnectPtr conn, int reason, void *opaque)
{
    static const char *const why[] = {
        [VIR_CONNECT_CLOSE_REASON_ERROR] = "Disconnected from %s due to I/O error",
        [VIR_CONNECT_CLOSE_REASON_EOF] = "Disconnected from %s due to end of file",
        [VIR_CONNECT_CLOSE_REASON_KEEPALIVE] = "Disconnected from %s due to keepalive timeout",
    };
    struct virsh *sh = opaque;

    if (reason == VIR_CONNECT_CLOSE_REASON_CLIENT)
        return;
    g_autofree char *uri = virConnectGetURI(conn);
    g_autofree char *text = g_strdup_printf("Disconnected from %s", uri);
    if (reason >= 0 && reason < (int) G_N_ELEMENTS(why))
        virsh_error(sh, why[reason], uri); /* NOLINT */
    else
        virsh_error(sh, "%s", text);
    sh->closed = 1;
}

/* Keepalive is the default where the server can do it; only an explicit wish may fail. */
static bool keepalive_start(struct virsh *sh)
{
    enum { INTERVAL = 5, COUNT = 6 };
    bool asked = sh->keepalive_interval >= 0;
    int interval = asked ? sh->keepalive_interval : INTERVAL;

    if (interval == 0)
        return true;
    if (virConnectSetKeepAlive(sh->conn, interval, sh->keepalive_count ? sh->keepalive_count : COUNT) == 0)
        return true;
    if (asked) {
        virsh_error(sh, "Cannot setup keepalive on connection as requested, disconnecting");
        return false;
    }
    virsh_debug(sh, 1, "Failed to setup keepalive on connection");
    virsh_forget(sh);
    return true;
}

void virsh_disconnect(struct virsh *sh)
{
    if (!sh->conn)
        return;
    virConnectUnregisterCloseCallback(sh->conn, on_close);
    virConnectClose(sh->conn);
    sh->conn = NULL;
}

bool virsh_connect(struct virsh *sh, bool readonly)
{
    bool again = sh->was_open && sh->closed;

    virsh_disconnect(sh);
    loop_start();
    sh->conn = virConnectOpenAuth(sh->uri, virConnectAuthPtrDefault, readonly ? VIR_CONNECT_RO : 0);
    if (!sh->conn) {
        virsh_error(sh, again ? "Failed to reconnect to the hypervisor" : "failed to connect to the hypervisor");
        return false;
    }
    sh->closed = 0;
    sh->was_open = true;
    if (virConnectRegisterCloseCallback(sh->conn, on_close, sh, NULL) < 0)
        virsh_forget(sh); /* drivers without a wire cannot lose it */
    if (!keepalive_start(sh)) {
        virsh_disconnect(sh);
        return false;
    }
    if (again)
        virsh_error(sh, "Reconnected to the hypervisor");
    return true;
}

static bool need_connection(struct virsh *sh)
{
    if (sh->conn && !sh->closed)
        return true;
    return virsh_connect(sh, sh->readonly);
}

static bool command_run(struct virsh *sh, const struct call *call)
{
    g_autofree void *args = g_malloc0(call->cmd->size + 1);

    if (!(call->cmd->flags & CMD_NO_CONNECT) && !need_connection(sh))
        return false;
    bool ok = args_fill(sh, call, args) && call->cmd->run(sh, args);
    if (!ok)
        virsh_report(sh);
    args_done(call, args);
    virsh_forget(sh);
    return ok;
}

bool virsh_run_call(struct virsh *sh, const struct call *call)
{
    gint64 start = g_get_monotonic_time();
    bool ok = true;

    if (call->help_for)
        help_command(sh, call->help_for);
    else
        ok = command_run(sh, call);
    if (!ok)
        virsh_report(sh);
    if (sh->done)
        return ok;
    if (sh->timing)
        virsh_print(sh, "\n(Time: %.3f ms)\n\n", (g_get_monotonic_time() - start) / 1000.0);
    else
        virsh_extra(sh, "\n");
    return ok;
}

/* A URI given on the command line must be good even for a command that needs none. */
static bool connect_early(struct virsh *sh)
{
    if (!sh->eager || sh->conn || sh->was_open)
        return true;
    if (virsh_connect(sh, sh->readonly))
        return true;
    virsh_report(sh);
    return false;
}

/* The state of the last command is the state of the line. */
static bool run_all(struct virsh *sh, GPtrArray *calls)
{
    bool ok = true;

    if (calls->len && !connect_early(sh))
        return false;
    for (unsigned i = 0; i < calls->len && !sh->done; i++)
        ok = virsh_run_call(sh, calls->pdata[i]);
    return ok;
}

static void call_destroy(void *call)
{
    call_free(call);
}

bool virsh_run_line(struct virsh *sh, const char *line)
{
    g_autoptr(GPtrArray) commands = NULL;
    g_autoptr(GPtrArray) calls = g_ptr_array_new_with_free_func(call_destroy);

    if (!line_split(sh, line, &commands))
        return false;
    for (unsigned i = 0; i < commands->len; i++) {
        GPtrArray *words = commands->pdata[i];
        struct call *call = call_parse(sh, (char **) words->pdata, words->len);
        if (!call)
            return false;
        g_ptr_array_add(calls, call);
    }
    return run_all(sh, calls);
}

bool virsh_run_words(struct virsh *sh, char **words)
{
    struct call *call = call_parse(sh, words, g_strv_length(words));
    bool ok = call && connect_early(sh) && virsh_run_call(sh, call);

    call_free(call);
    return ok;
}
