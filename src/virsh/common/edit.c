/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The user's editor over a document, and the questions when it is not accepted. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "virsh/common/common.h"

static const char *editor_command(void)
{
    const char *e = g_getenv("VISUAL");

    if (!e || !*e)
        e = g_getenv("EDITOR");
    return e && *e ? e : "vi";
}

/* The variable may carry arguments; it is split as a shell would, but no shell sees it. */
static bool editor_run(struct virsh *sh, const char *path)
{
    g_auto(GStrv) words = NULL;
    g_autoptr(GPtrArray) argv = g_ptr_array_new();
    g_autoptr(GError) err = NULL;
    int status = 0;

    if (!g_shell_parse_argv(editor_command(), NULL, &words, &err)) {
        virsh_error(sh, "%s: the editor's command line is not valid: %s", editor_command(), err->message);
        return false;
    }
    for (char **w = words; *w; w++)
        g_ptr_array_add(argv, *w);
    g_ptr_array_add(argv, (void *) path);
    g_ptr_array_add(argv, NULL);
    if (g_spawn_sync(NULL, (char **) argv->pdata, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_CHILD_INHERITS_STDIN, NULL, NULL,
                     NULL, NULL, &status, &err) &&
        g_spawn_check_wait_status(status, &err))
        return true;
    virsh_error(sh, "%s: %s", editor_command(), err->message);
    return false;
}

static char *file_make(struct virsh *sh, const char *text)
{
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), "virshXXXXXX.xml", NULL);
    int fd = g_mkstemp_full(path, O_RDWR | O_CLOEXEC, 0600);
    size_t len = strlen(text);

    if (fd < 0) {
        virsh_error(sh, "g_mkstemp_full: failed to create temporary file: %s", g_strerror(errno));
        return NULL;
    }
    bool ok = write(fd, text, len) == (ssize_t) len;
    if (close(fd) < 0 || !ok) {
        virsh_error(sh, "write: %s: failed to write to temporary file: %s", path, g_strerror(errno));
        unlink(path);
        return NULL;
    }
    return g_steal_pointer(&path);
}

char *edit_text(struct virsh *sh, const char *text, bool *changed)
{
    g_autofree char *path = file_make(sh, text);
    char *now = NULL;

    if (!path)
        return NULL;
    if (editor_run(sh, path))
        now = virsh_read_file(sh, path);
    unlink(path);
    if (now)
        *changed = strcmp(now, text) != 0;
    return now;
}

/* One letter of CHOICES; without a terminal to ask on, 'n'. */
static char ask(const char *question, const char *choices)
{
    char line[64];

    if (!isatty(STDIN_FILENO))
        return 'n';
    for (;;) {
        printf("%s ", question);
        fflush(stdout);
        if (!fgets(line, sizeof(line), stdin))
            return 'n';
        char c = (char) g_ascii_tolower(line[0]);
        if (c == '?') {
            printf("y - yes, start editor again\nn - no, throw away my changes\n");
            printf("f - force, try to redefine again\n");
            if (strchr(choices, 'i'))
                printf("i - turn off validation and try to redefine again\n");
            printf("? - print this help\n");
        } else if (c && strchr(choices, c)) {
            return c;
        }
    }
}

struct state {
    const struct edit *e;
    char *original;
    char *text;
    bool relaxed;
};

enum step { STEP_EDIT, STEP_SAVE, STEP_OK, STEP_FAIL };

static enum step step_edit(struct virsh *sh, struct state *s)
{
    bool changed = false;
    char *now = edit_text(sh, s->text, &changed);

    if (!now)
        return STEP_FAIL;
    g_free(s->text);
    s->text = now;
    if (!s->e->always_save && strcmp(now, s->original) == 0) {
        virsh_extra(sh, s->e->unchanged_fmt, s->e->name);
        return STEP_OK;
    }
    return STEP_SAVE;
}

/* Someone may have changed the object while the editor was open: theirs must not be lost unseen. */
static bool still_same(struct virsh *sh, struct state *s)
{
    char *now = s->e->load(sh, s->e->arg);
    bool same = now && strcmp(now, s->original) == 0;

    if (now && !same)
        virsh_error(sh, "ERROR: the XML configuration was changed by another user");
    free(now);
    return same;
}

static enum step step_save(struct virsh *sh, struct state *s)
{
    if (still_same(sh, s) && s->e->save(sh, s->e->arg, s->text, s->relaxed)) {
        virsh_extra(sh, s->e->edited_fmt, s->e->name);
        return STEP_OK;
    }
    virsh_report(sh);
    bool relax = s->e->may_relax && !s->relaxed;
    switch (ask(relax ? "Failed. Try again? [y,n,i,f,?]:" : "Failed. Try again? [y,n,f,?]:", relax ? "ynif" : "ynf")) {
    case 'y':
        return STEP_EDIT;
    case 'i':
        s->relaxed = true;
        return STEP_SAVE;
    case 'f':
        g_free(s->original);
        s->original = s->e->load(sh, s->e->arg);
        return s->original ? STEP_SAVE : STEP_FAIL;
    default:
        return STEP_FAIL;
    }
}

bool edit_run(struct virsh *sh, const struct edit *e)
{
    struct state s = {.e = e, .original = e->load(sh, e->arg), .relaxed = e->relaxed};
    enum step step = s.original ? STEP_EDIT : STEP_FAIL;

    s.text = g_strdup(s.original);
    while (step != STEP_OK && step != STEP_FAIL)
        step = step == STEP_EDIT ? step_edit(sh, &s) : step_save(sh, &s);
    g_free(s.original);
    g_free(s.text);
    return step == STEP_OK;
}
