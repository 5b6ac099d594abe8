/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The interactive shell: readline, completion, history in the user's cache folder. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <readline/history.h>
#include <readline/readline.h>

#include "virsh/vsh/parse.h"

enum { HISTORY_DEFAULT = 500, HISTORY_MOST = 100000 };

static struct virsh *shell; /* readline's callbacks have no argument */
static char **matches;
static unsigned match_next;

static char *next_match(const char *text, int state)
{
    (void) text;
    if (state == 0)
        match_next = 0;
    return matches && matches[match_next] ? strdup(matches[match_next++]) : NULL;
}

/* The words of the command under the cursor; the last is what is being typed. */
static char **on_complete(const char *text, int start, int end)
{
    g_autofree char *before = g_strndup(rl_line_buffer, (gsize) start);
    g_autoptr(GPtrArray) commands = NULL;
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    char *separator = strrchr(before, ';');

    (void) end;
    if (!line_split(shell, separator ? separator + 1 : before, &commands))
        return NULL;
    GPtrArray *last = commands->len ? commands->pdata[commands->len - 1] : NULL;
    for (unsigned i = 0; last && i < last->len; i++)
        g_ptr_array_add(words, last->pdata[i]);
    g_ptr_array_add(words, (void *) text);
    g_ptr_array_add(words, NULL);
    g_strfreev(matches);
    matches = virsh_complete(shell, (char **) words->pdata);
    if (!matches[0])
        return NULL; /* file names are readline's own completion */
    rl_attempted_completion_over = 1;
    return rl_completion_matches(text, next_match);
}

static int history_size(struct virsh *sh)
{
    const char *text = g_getenv("VIRSH_HISTSIZE");
    gint64 size;

    if (!text)
        return HISTORY_DEFAULT;
    if (g_ascii_string_to_signed(text, 10, 0, HISTORY_MOST, &size, NULL))
        return (int) size;
    virsh_error(sh, "Bad $%s value.", "VIRSH_HISTSIZE");
    return -1;
}

static char *history_path(void)
{
    return g_build_filename(g_get_user_cache_dir(), "libvirt", "virsh", "history", NULL);
}

static void history_save(void)
{
    g_autofree char *path = history_path();
    g_autofree char *dir = g_path_get_dirname(path);

    if (g_mkdir_with_parents(dir, 0755) == 0)
        write_history(path);
}

static bool shell_init(struct virsh *sh)
{
    int size = history_size(sh);
    g_autofree char *path = history_path();

    if (size < 0)
        return false;
    shell = sh;
    rl_readline_name = "virsh";
    rl_attempted_completion_function = on_complete;
    rl_basic_word_break_characters = " \t\n\\`@$><;|&{(";
    stifle_history(size);
    read_history(path);
    return true;
}

int virsh_shell(struct virsh *sh)
{
    if (!shell_init(sh))
        return EXIT_FAILURE;
    virsh_extra(sh, "Welcome to %s, the virtualization interactive terminal.\n\n", "virsh");
    virsh_extra(sh, "Type:  'help' for help with commands\n       'quit' to quit\n\n");
    while (!sh->done) {
        char *line = readline(sh->readonly ? "virsh > " : "virsh # ");
        if (!line)
            break;
        if (*line) {
            add_history(line);
            virsh_run_line(sh, line);
        }
        free(line);
    }
    putchar('\n');
    history_save();
    g_strfreev(matches);
    return EXIT_SUCCESS;
}
