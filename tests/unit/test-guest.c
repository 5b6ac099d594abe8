/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test-guest.c: the QEMU driver's files and small parts that need no QEMU: settings, images, counters, metadata. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <errno.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "drivers/qemu/metadata.h"
#include "drivers/qemu/settings.h"
#include "host/image.h"
#include "host/process.h"
#include "host/tap.h"

static char *file_with(const void *data, gssize n)
{
    char *path = NULL;
    int fd = g_file_open_tmp("test-guest-XXXXXX", &path, NULL);
    assert_true(fd >= 0);
    close(fd);
    assert_true(g_file_set_contents(path, data, n, NULL));
    return path;
}

static int load(const char *text, struct qemu_config *c)
{
    char *path = file_with(text, -1);
    int r = config_load(c, path, false);
    g_unlink(path);
    g_free(path);
    return r;
}

static void settings_are_read(void **state)
{
    struct qemu_config c;
    assert_int_equal(load("# a comment\nvnc_listen = \"0.0.0.0\"\n\nmax_files = 12 # more\n"
                          "cgroup_controllers = [ \"cpu\",\n  \"memory\" ]\nof_tomorrow = [ 'x' ]\n",
                          &c),
                     0);
    assert_string_equal(c.vnc_listen, "0.0.0.0");
    assert_string_equal(c.spice_listen, "127.0.0.1");
    assert_int_equal(c.max_files, 12);
    assert_int_equal(c.remote_display_port_min, 5900);
    assert_string_equal(c.cgroup_controllers[1], "memory");
    assert_null(c.cgroup_controllers[2]);
    config_done(&c);
    assert_int_equal(config_load(&c, "/nowhere/at/all", false), 0);
    config_done(&c);
}

static void settings_name_their_mistakes(void **state)
{
    const char *const bad[] = {"vnc_listen\n",
                               "vnc_listen = 0\n",
                               "vnc_tls = 2\n",
                               "vnc_tls = yes\n",
                               "user = \"x\n",
                               "nvram = [ \"a\" \"b\" ]\n",
                               "remote_display_port_min = 65536\n",
                               "= 1\n"};
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autofree char *text = g_strconcat("\n\n", bad[i], NULL);
        struct qemu_config c;
        err_reset();
        assert_int_equal(load(text, &c), -1);
        assert_non_null(strstr(err_thread()->message, ":3:"));
        config_done(&c);
    }
    err_reset();
}

/* A qcow2 header, version 3, with a backing file and its format in an extension.  */
static void qcow2_header(uint8_t h[512], const char *backing)
{
    size_t len = strlen(backing);
    memset(h, 0, 512);
    memcpy(h, "QFI\xfb\0\0\0\3", 8);
    h[15] = 200; /* where the name is */
    h[19] = (uint8_t) len;
    h[28] = 0x10; /* size: 1 MiB and something, big endian in 24..31 */
    h[103] = 104; /* the header's length */
    memcpy(h + 104, "\xe2\x79\x2a\xca\0\0\0\3raw\0\0\0\0\0", 16);
    memcpy(h + 200, backing, len);
}

static void image_chain_is_seen(void **state)
{
    uint8_t h[512];
    struct image i;
    qcow2_header(h, "base.img");
    g_autofree char *path = file_with(h, sizeof(h)), *dir = g_path_get_dirname(path);
    g_autofree char *want = g_build_filename(dir, "base.img", NULL);
    assert_int_equal(image_probe(path, &i), 0);
    assert_string_equal(i.format, "qcow2");
    assert_string_equal(i.backing, want);
    assert_string_equal(i.backing_format, "raw");
    assert_int_equal(i.capacity, 0x10000000);
    image_done(&i);
    h[18] = 0xff; /* a name longer than names may be */
    assert_true(g_file_set_contents(path, (char *) h, sizeof(h), NULL));
    assert_int_equal(image_probe(path, &i), -EINVAL);
    assert_true(g_file_set_contents(path, "no image", 8, NULL));
    assert_int_equal(image_probe(path, &i), 0);
    assert_string_equal(i.format, "raw");
    assert_int_equal(image_probe("/nowhere/at/all", &i), -ENOENT);
    g_unlink(path);
}

/* No header, whatever its bytes, may lead the reader out of them.  */
static void image_header_is_hostile(void **state)
{
    GRand *rand = g_rand_new_with_seed(9);
    uint8_t h[512];
    g_autofree char *path = file_with("", 0);
    for (int n = 0; n < 500; n++) {
        struct image i;
        qcow2_header(h, "base.img");
        for (int k = 0; k < 6; k++)
            h[8 + g_rand_int_range(rand, 0, 240)] = (uint8_t) g_rand_int(rand);
        assert_true(g_file_set_contents(path, (char *) h, g_rand_int_range(rand, 0, 513), NULL));
        if (image_probe(path, &i) == 0)
            image_done(&i);
    }
    g_unlink(path);
    g_rand_free(rand);
}

static void counters_are_found_by_whole_name(void **state)
{
    static const char text[] =
        "Inter-|   Receive                        |  Transmit\n"
        " face |bytes packets errs drop fifo frame compressed multicast|bytes packets errs drop\n"
        "vnet10: 1 2 3 4 0 0 0 0 5 6 7 8 0 0 0 0\n"
        " vnet1: 11 12 13 14 0 0 0 0 15 16 17 18 0 0 0 0\n";
    struct link_counters l;
    assert_true(link_counters(text, "vnet1", &l));
    assert_int_equal(l.rx_bytes, 11);
    assert_int_equal(l.tx_drops, 18);
    assert_false(link_counters(text, "vnet", &l));
    assert_false(link_counters("", "vnet1", &l));
}

static void process_is_known_by_its_start(void **state)
{
    struct process_times t;
    assert_int_equal(process_times(getpid(), 0, &t), 0);
    int fd = process_open(getpid(), t.start);
    assert_true(fd >= 0);
    assert_false(process_wait(fd, 0));
    close(fd);
    assert_int_equal(process_open(getpid(), t.start + 1), -ESRCH);
    assert_int_equal(process_open(0, 0), -ESRCH);
}

static void metadata_by_namespace(void **state)
{
    char *m = NULL;
    assert_int_equal(metadata_set(&m, "http://a", "a", "<x><y/></x>"), 0);
    assert_int_equal(metadata_set(&m, "http://b", "b", "<z/>"), 0);
    g_autofree char *z = metadata_get(m, "http://b");
    assert_non_null(strstr(z, "z"));
    assert_null(metadata_get(m, "http://c"));
    assert_int_equal(metadata_set(&m, "http://a", "a", "<broken"), -1);
    err_reset();
    assert_int_equal(metadata_set(&m, "http://a", "a", NULL), 0);
    assert_null(metadata_get(m, "http://a"));
    assert_int_equal(metadata_set(&m, "http://b", "b", NULL), 0);
    assert_null(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_are_read),
        cmocka_unit_test(settings_name_their_mistakes),
        cmocka_unit_test(image_chain_is_seen),
        cmocka_unit_test(image_header_is_hostile),
        cmocka_unit_test(counters_are_found_by_whole_name),
        cmocka_unit_test(process_is_known_by_its_start),
        cmocka_unit_test(metadata_by_namespace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
