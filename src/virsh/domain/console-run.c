/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* See console.h. The event thread moves bytes both ways; this thread waits for the end of it. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "virsh/domain/console.h"
#include "virsh/vsh/loop.h"

enum { BUFFER = 4096, BACKLOG_MOST = 1 << 20 };

struct console {
    GMutex lock;
    virStreamPtr stream;
    GByteArray *to_guest;
    GByteArray *to_tty;
    int stdin_watch, stdout_watch;
    unsigned char escape;
    bool ended;
    bool failed;
};

/* ^X is the control character of X. */
static unsigned char escape_char(const char *text)
{
    return (unsigned char) (*text == '^' ? g_ascii_toupper(text[1]) ^ 0x40 : *text);
}

static void console_end(struct console *c, bool failed)
{
    if (c->ended)
        return;
    c->ended = true;
    c->failed = failed;
    virStreamEventRemoveCallback(c->stream);
    if (c->stdin_watch >= 0)
        virEventRemoveHandle(c->stdin_watch);
    if (c->stdout_watch >= 0)
        virEventRemoveHandle(c->stdout_watch);
    wait_wake();
}

/* Each side asks to be told only of what it can use: no wake-up without work. */
static void console_update(struct console *c)
{
    int events = 0;

    if (c->ended)
        return;
    if (c->to_tty->len < BACKLOG_MOST)
        events |= VIR_STREAM_EVENT_READABLE;
    if (c->to_guest->len)
        events |= VIR_STREAM_EVENT_WRITABLE;
    virStreamEventUpdateCallback(c->stream, events);
    virEventUpdateHandle(c->stdin_watch, c->to_guest->len < BACKLOG_MOST ? VIR_EVENT_HANDLE_READABLE : 0);
    virEventUpdateHandle(c->stdout_watch, c->to_tty->len ? VIR_EVENT_HANDLE_WRITABLE : 0);
}

static void stream_read(struct console *c)
{
    char buf[BUFFER];
    int n = virStreamRecv(c->stream, buf, sizeof(buf));

    if (n == -2)
        return;
    if (n <= 0)
        console_end(c, n < 0);
    else
        g_byte_array_append(c->to_tty, (const guint8 *) buf, (guint) n);
}

static void stream_write(struct console *c)
{
    int n = virStreamSend(c->stream, (const char *) c->to_guest->data, c->to_guest->len);

    if (n == -2)
        return;
    if (n < 0)
        console_end(c, true);
    else
        g_byte_array_remove_range(c->to_guest, 0, (guint) n);
}

static void on_stream(virStreamPtr st, int events, void *opaque)
{
    struct console *c = opaque;

    (void) st;
    g_mutex_lock(&c->lock);
    if (!c->ended && (events & VIR_STREAM_EVENT_READABLE))
        stream_read(c);
    if (!c->ended && (events & VIR_STREAM_EVENT_WRITABLE) && c->to_guest->len)
        stream_write(c);
    if (!c->ended && (events & (VIR_STREAM_EVENT_ERROR | VIR_STREAM_EVENT_HANGUP)) &&
        !(events & VIR_STREAM_EVENT_READABLE))
        console_end(c, false);
    console_update(c);
    g_mutex_unlock(&c->lock);
}

static void on_stdin(int watch, int fd, int events, void *opaque)
{
    struct console *c = opaque;
    guint8 buf[BUFFER];

    (void) watch;
    g_mutex_lock(&c->lock);
    ssize_t n = c->ended || !(events & VIR_EVENT_HANDLE_READABLE) ? -2 : read(fd, buf, sizeof(buf));
    guint8 *escape = n > 0 ? memchr(buf, c->escape, (size_t) n) : NULL;
    if (n > 0)
        g_byte_array_append(c->to_guest, buf, (guint) (escape ? escape - buf : n));
    if (escape || n == 0 || (n == -2 && (events & (VIR_EVENT_HANDLE_HANGUP | VIR_EVENT_HANDLE_ERROR))))
        console_end(c, false);
    else if (n == -1 && errno != EAGAIN && errno != EINTR)
        console_end(c, true);
    console_update(c);
    g_mutex_unlock(&c->lock);
}

static void on_stdout(int watch, int fd, int events, void *opaque)
{
    struct console *c = opaque;

    (void) watch, (void) events;
    g_mutex_lock(&c->lock);
    if (!c->ended && c->to_tty->len) {
        ssize_t n = write(fd, c->to_tty->data, c->to_tty->len);
        if (n > 0)
            g_byte_array_remove_range(c->to_tty, 0, (guint) n);
        else if (errno != EAGAIN && errno != EINTR)
            console_end(c, true);
    }
    console_update(c);
    g_mutex_unlock(&c->lock);
}

static bool console_open(struct virsh *sh, struct console *c, virDomainPtr dom, const char *devname, unsigned flags)
{
    c->stream = virStreamNew(sh->conn, VIR_STREAM_NONBLOCK);
    if (!c->stream || virDomainOpenConsole(dom, devname, c->stream, flags) < 0)
        return false;
    g_mutex_lock(&c->lock); /* nothing moves before all three are there */
    c->stdin_watch = virEventAddHandle(STDIN_FILENO, VIR_EVENT_HANDLE_READABLE, on_stdin, c, NULL);
    c->stdout_watch = virEventAddHandle(STDOUT_FILENO, 0, on_stdout, c, NULL);
    bool ok = c->stdin_watch >= 0 && c->stdout_watch >= 0 &&
              virStreamEventAddCallback(c->stream, VIR_STREAM_EVENT_READABLE, on_stream, c, NULL) == 0;
    if (!ok)
        console_end(c, true);
    g_mutex_unlock(&c->lock);
    return ok;
}

static bool console_talk(struct virsh *sh, struct console *c, virDomainPtr dom, const char *devname, unsigned flags)
{
    struct termios before, raw;

    if (tcgetattr(STDIN_FILENO, &before) < 0)
        return false;
    raw = before;
    cfmakeraw(&raw);
    if (tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw) < 0)
        return false;
    bool ok = console_open(sh, c, dom, devname, flags);
    while (ok && wait_for(-1) == WAIT_INTERRUPT)
        ; /* in raw mode ^C belongs to the guest; a signal from elsewhere is no reason to leave */
    g_mutex_lock(&c->lock);
    if (c->to_tty->len && write(STDOUT_FILENO, c->to_tty->data, c->to_tty->len) < 0)
        ok = false;
    g_mutex_unlock(&c->lock);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    return ok && !c->failed;
}

bool console_run(struct virsh *sh, virDomainPtr dom, const char *devname, unsigned flags)
{
    struct console c = {.stdin_watch = -1, .stdout_watch = -1, .escape = escape_char(sh->escape)};
    int state, reason;

    if (virDomainGetState(dom, &state, &reason, 0) < 0) {
        virsh_error(sh, "Unable to get domain status");
        return false;
    }
    if (state == VIR_DOMAIN_SHUTOFF) {
        virsh_error(sh, "The domain is not running");
        return false;
    }
    if (!isatty(STDIN_FILENO)) {
        virsh_error(sh, "Cannot run interactive console without a controlling TTY");
        return false;
    }
    virsh_extra(sh, "Connected to domain '%s'\n", virDomainGetName(dom));
    virsh_extra(sh, "Escape character is %s (Ctrl + ])\n", sh->escape);
    fflush(stdout);
    if (!wait_begin())
        return false;
    c.to_guest = g_byte_array_new();
    c.to_tty = g_byte_array_new();
    bool ok = console_talk(sh, &c, dom, devname, flags);
    if (c.stream) {
        if (ok)
            virStreamFinish(c.stream);
        else
            virStreamAbort(c.stream);
        virStreamFree(c.stream);
    }
    wait_finish();
    g_byte_array_unref(c.to_guest);
    g_byte_array_unref(c.to_tty);
    return ok;
}
