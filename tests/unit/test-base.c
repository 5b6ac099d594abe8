/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* base: words and their neighbours, files, children, loops, uuids. */
#define ERR_FROM VIR_FROM_NONE
#include "cmocka-all.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/loop.h"
#include "base/names.h"
#include "base/spawn.h"
#include "base/uuid.h"

NAMES(fruit_names, "fruit", [1] = "apple", [2] = "banana", [4] = "cherry");

static void words_both_ways(void **state)
{
    assert_string_equal(names_word(&fruit_names, 2), "banana");
    assert_null(names_word(&fruit_names, 3));
    assert_null(names_word(&fruit_names, 99));
    assert_int_equal(names_value(&fruit_names, "cherry"), 4);
    assert_int_equal(names_value(&fruit_names, "Cherry"), -1);
    assert_string_equal(names_nearest(&fruit_names, "bananna"), "banana");
    assert_string_equal(names_nearest(&fruit_names, "appel"), "apple");
    assert_null(names_nearest(&fruit_names, "virtio"));
}

static void saved_files_are_whole(void **state)
{
    g_autofree char *dir = g_dir_make_tmp("nv-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(dir, "f", NULL);
    g_autofree char *got = NULL;
    char **names = NULL;
    struct stat st;

    assert_int_equal(file_save(path, "old", 3, 0600), 0);
    assert_int_equal(file_save(path, "new text", 8, 0640), 0);
    assert_int_equal(file_load(path, 100, &got), 8);
    assert_string_equal(got, "new text");
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
    assert_int_equal(file_load(path, 7, &got), -EFBIG);
    assert_int_equal(dir_list(dir, NULL, &names), 1); /* no half-made file stays */
    assert_string_equal(names[0], "f");
    g_strfreev(names);
    assert_int_equal(file_save("/nonexistent/x", "", 0, 0600), -ENOENT);
    assert_int_equal(file_remove(path), 0);
    assert_int_equal(file_remove(path), 0);
    g_rmdir(dir);
}

static void obstacles_are_named(void **state)
{
    g_autofree char *dir = g_dir_make_tmp("nv-XXXXXX", NULL);
    g_autofree char *closed = g_build_filename(dir, "closed", NULL);
    g_autofree char *path = g_build_filename(closed, "disk", NULL);
    g_autofree char *first = NULL, *second = NULL, *third = NULL;

    g_chmod(dir, 0755);
    g_mkdir(closed, 0700);
    file_save(path, "", 0, 0644);
    first = path_obstacle(path, 12345, 12345);
    assert_string_equal(first, closed);
    second = path_obstacle(path, getuid(), getgid());
    assert_null(second);
    unlink(path);
    third = path_obstacle(path, getuid(), getgid());
    assert_string_equal(third, path);
    g_rmdir(closed);
    g_rmdir(dir);
}

static void children_run(void **state)
{
    const char *const echo[] = {"sh", "-c", "echo out; echo err >&2; exit 3", NULL};
    const char *const missing[] = {"no-such-program-here", NULL};
    const char *const endless[] = {"sleep", "1000", NULL};
    g_autofree char *out = NULL, *errs = NULL;

    assert_int_equal(spawn_run(echo, 10000, 1000, &out, &errs), 3);
    assert_string_equal(out, "out\n");
    assert_string_equal(errs, "err\n");
    assert_int_equal(spawn_run(missing, 10000, 1000, NULL, NULL), -ENOENT);
    assert_int_equal(spawn_run(endless, 20, 1000, NULL, NULL), -ETIMEDOUT);
}

static void children_inherit_what_was_named(void **state)
{
    const char *const argv[] = {"sh", "-c", "ls /proc/self/fd | wc -w", NULL};
    int extra = open("/dev/null", O_RDONLY | O_CLOEXEC), out[2], pidfd;
    struct spawn s = {.argv = argv, .in = -1, .err = -1, .keep = &extra, .n_keep = 1};
    char text[16] = {0};
    pid_t pid;

    assert_int_equal(pipe2(out, O_CLOEXEC), 0);
    s.out = out[1];
    assert_int_equal(spawn_start(&s, &pid, &pidfd), 0);
    close(out[1]);
    assert_true(read(out[0], text, sizeof(text) - 1) > 0);
    assert_int_equal(spawn_wait(pidfd, 10000), 0);
    assert_int_equal(atoi(text), 5); /* three, the named one, and that of ls on the folder */
    close(pidfd);
    close(out[0]);
    close(extra);
}

static void posted_count(void *arg)
{
    ++*(int *) arg;
}

static void loops_run_what_is_posted(void **state)
{
    struct loop *l = loop_new("test");
    int n = 0;

    assert_non_null(l);
    for (int i = 0; i < 1000; i++)
        loop_post(l, posted_count, &n);
    loop_call(l, posted_count, &n);
    assert_int_equal(n, 1001);
    loop_post(l, posted_count, &n);
    loop_free(l);
    assert_int_equal(n, 1002);
}

static void uuids(void **state)
{
    uint8_t a[16], b[16];
    char text[UUID_TEXT];

    uuid_generate(a);
    assert_int_equal(uuid_parse(uuid_format(a, text), b), 0);
    assert_memory_equal(a, b, 16);
    assert_int_equal(uuid_parse("c7a5fdbd-cdaf-9455-926a-d65c16db1809", a), 0);
    assert_int_equal(uuid_parse(" c7a5fdbdcdaf9455926ad65c16db1809 ", b), 0);
    assert_memory_equal(a, b, 16);
    assert_int_equal(uuid_parse("c7a5fdbd", b), -EINVAL);
    assert_int_equal(uuid_parse("c7a5fdbd-cdaf-9455-926a-d65c16db1809x", b), -EINVAL);
    assert_memory_equal(a, b, 16);
}

static void errors_keep_their_words(void **state)
{
    virErrorPtr kept;

    err(VIR_ERR_NO_DOMAIN, "no domain with matching name '%s'", "x");
    assert_string_equal(err_thread()->message, "Domain not found: no domain with matching name 'x'");
    kept = err_take();
    assert_false(err_is_set());
    err(VIR_ERR_INTERNAL_ERROR, "another");
    err_put(kept);
    assert_int_equal(err_thread()->code, VIR_ERR_NO_DOMAIN);
    err_sys(ENOENT, "cannot open '%s'", "/x");
    assert_string_equal(err_thread()->message, "cannot open '/x': No such file or directory");
    err_reset();
    assert_int_equal(err_thread()->code, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_both_ways),
        cmocka_unit_test(saved_files_are_whole),
        cmocka_unit_test(obstacles_are_named),
        cmocka_unit_test(children_run),
        cmocka_unit_test(children_inherit_what_was_named),
        cmocka_unit_test(loops_run_what_is_posted),
        cmocka_unit_test(uuids),
        cmocka_unit_test(errors_keep_their_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
