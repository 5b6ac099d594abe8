/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test-conf.c: configuration files: what is read, and what is said of a mistake. */
#include "cmocka-all.h"

#include <errno.h>
#include <glib.h>
#include <stdbool.h>
#include <string.h>

#include "base/conf.h"

struct sample {
    char *name;
    char **list;
    int number;
    unsigned size;
    bool on;
    char *mode;
};

static const char *const modes[] = {"none", "polkit", NULL};
static const struct conf_row rows[] = {
    CONF(struct sample, STR, name),
    CONF(struct sample, LIST, list),
    CONF(struct sample, INT, number, .min = -1, .max = 100),
    CONF(struct sample, UINT, size),
    CONF(struct sample, BOOL, on),
    CONF(struct sample, STR, mode, .words = modes),
    {0},
};

static void reads_all_kinds(void **state)
{
    struct sample s = {.number = 7};
    g_autofree char *why = NULL;
    static const char text[] = "# a comment\n"
                               "name = \"with # and 'quotes'\"   # and a comment\n"
                               "\tlist=[\"a\", 'b',\n  # between\n  \"c\",\n]\n"
                               "number = -1\r\n"
                               "size=4294967295\n"
                               "on = 1\n"
                               "mode = \"\"\"polkit\"\"\"";
    assert_int_equal(conf_read("t", text, rows, &s, &why, NULL), 0);
    assert_string_equal(s.name, "with # and 'quotes'");
    assert_int_equal(g_strv_length(s.list), 3);
    assert_string_equal(s.list[2], "c");
    assert_int_equal(s.number, -1);
    assert_true(s.size == 4294967295u && s.on);
    assert_string_equal(s.mode, "polkit");
    conf_done(rows, &s);
    assert_null(s.name);
}

static void what_is_not_there_stays(void **state)
{
    struct sample s = {.number = 7, .name = g_strdup("default")};
    g_autofree char *why = NULL;
    assert_int_equal(conf_read("t", "\n\n# nothing\n", rows, &s, &why, NULL), 0);
    assert_string_equal(s.name, "default");
    assert_int_equal(conf_load("/nonexistent/file", rows, &s, &why, NULL), 0);
    assert_int_equal(s.number, 7);
    assert_int_equal(conf_read("t", "list = \"one\"\nname = \"x\"\nname = \"y\"\n", rows, &s, &why, NULL), 0);
    assert_string_equal(s.list[0], "one");
    assert_string_equal(s.name, "y");
    conf_done(rows, &s);
}

static void mistakes_name_their_line(void **state)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"name \"x\"", "t:1: expecting = after name"},
        {"\n\nname = x", "t:3: expecting a number"},
        {"name = \"x\n\"", "t:1: the string is not closed"},
        {"name = 5", "t:1: name: expecting a \"string\""},
        {"number = \"5\"", "t:1: number: expecting a number"},
        {"number = 101", "t:1: number: 101 is out of range (-1 to 100)"},
        {"size = -1", "out of range"},
        {"on = 2", "out of range (0 to 1)"},
        {"mode = \"magic\"", "t:1: mode: \"magic\" is not one of \"none\", \"polkit\""},
        {"list = [\"a\" \"b\"]", "expecting , or ]"},
        {"list = [5]", "a list holds strings"},
        {"list = [\"a\",\n\n", "t:3:"},
        {"name = \"x\" y", "nothing may follow"},
        {"= 5", "expecting a name"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct sample s = {0};
        g_autofree char *why = NULL;
        assert_int_equal(conf_read("t", cases[i].text, rows, &s, &why, NULL), -EINVAL);
        if (!strstr(why, cases[i].want))
            fail_msg("\"%s\" gave \"%s\", not \"%s\"", cases[i].text, why, cases[i].want);
        conf_done(rows, &s);
    }
}

static char *told;
static void tell(const char *path, int line, const char *key, const char *nearest)
{
    told = g_strdup_printf("%s:%d:%s:%s", path, line, key, nearest ? nearest : "-");
}

static void unknown_keys_are_told(void **state)
{
    struct sample s = {0};
    g_autofree char *why = NULL;
    assert_int_equal(conf_read("t", "\nnumbre = 5\n", rows, &s, &why, tell), 0);
    assert_string_equal(told, "t:2:numbre:number");
    g_free(told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_all_kinds),
        cmocka_unit_test(what_is_not_there_stays),
        cmocka_unit_test(mistakes_name_their_line),
        cmocka_unit_test(unknown_keys_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
