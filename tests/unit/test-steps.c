/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Steps: whatever fails, everything done is undone, last first, and the first error stays. */
#define ERR_FROM VIR_FROM_NONE
#include "cmocka-all.h"

#include <glib.h>

#include "base/err.h"
#include "core/steps.h"

static int failing = -1; /* the step whose apply refuses */

static int apply(GString *s, int i)
{
    g_string_append_printf(s, "+%d", i);
    if (failing != i)
        return 0;
    err(VIR_ERR_INTERNAL_ERROR, "step %d refuses", i);
    return -1;
}

static void undo(GString *s, int i)
{
    g_string_append_printf(s, "-%d", i);
    err(VIR_ERR_INTERNAL_ERROR, "an undo that fails must not be heard");
}

#define APPLY(i)                  \
    static int apply_##i(void *s) \
    {                             \
        return apply(s, i);       \
    }
#define UNDO(i)                   \
    static void undo_##i(void *s) \
    {                             \
        undo(s, i);               \
    }
APPLY(0)
APPLY(1)
APPLY(2)
APPLY(3)
UNDO(0)
UNDO(2)
UNDO(3)

static const struct step table[] = {
    {"zero", apply_0, undo_0}, {"one", apply_1, NULL}, {"two", apply_2, undo_2}, {"three", apply_3, undo_3}, {0},
};

static const char *const undone[] = {"+0-0", "+0+1-0", "+0+1+2-2-0", "+0+1+2+3-3-2-0"};

static void all_applied(void **state)
{
    g_autoptr(GString) s = g_string_new(NULL);
    size_t done;

    failing = -1;
    assert_int_equal(steps_run("t", table, s, &done), 0);
    assert_int_equal(done, 4);
    assert_string_equal(s->str, "+0+1+2+3");
    steps_undo(table, s, done);
    assert_string_equal(s->str, "+0+1+2+3-3-2-0");
}

static void each_refusal_is_undone(void **state)
{
    for (failing = 0; failing < 4; failing++) {
        g_autoptr(GString) s = g_string_new(NULL);
        g_autofree char *want = g_strdup_printf("internal error: step %d refuses", failing);
        size_t done;
        assert_int_equal(steps_run("t", table, s, &done), -1);
        assert_int_equal(done, 0);
        assert_string_equal(s->str, undone[failing]);
        assert_string_equal(err_thread()->message, want);
    }
}

static void each_planned_failure_is_undone(void **state)
{
    failing = -1;
    for (size_t i = 0; i < steps_count(table); i++) {
        g_autoptr(GString) s = g_string_new(NULL);
        size_t done;
        steps_fail_at("t", table[i].name);
        assert_int_equal(steps_run("t", table, s, &done), -1);
        assert_string_equal(s->str, undone[i]);
        assert_non_null(strstr(err_thread()->message, table[i].name));
        assert_int_equal(steps_run("t", table, s, &done), 0); /* used up */
    }
}

static void another_tables_failure_is_not_ours(void **state)
{
    g_autoptr(GString) s = g_string_new(NULL);
    size_t done;

    steps_fail_at("other", "one");
    assert_int_equal(steps_run("t", table, s, &done), 0);
    steps_fail_at(NULL, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_applied),
        cmocka_unit_test(each_refusal_is_undone),
        cmocka_unit_test(each_planned_failure_is_undone),
        cmocka_unit_test(another_tables_failure_is_not_ours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
