/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Jobs: every pair of kinds against the rules as sentences, and what waiters see. */
#define ERR_FROM VIR_FROM_NONE
#include "cmocka-all.h"

#include <glib.h>
#include <pthread.h>

#include "base/err.h"
#include "core/job.h"

static const struct objtype type = {.what = "domain", .not_found = VIR_ERR_NO_DOMAIN, .error_domain = VIR_FROM_QEMU};
static const uint8_t uuid[16] = {1};

static struct object *object_make(void)
{
    struct object *o = g_new0(struct object, 1);
    object_init(o, &type, "guest", uuid);
    return o;
}

/* The same rules, told another way than the table tells them.  */
static bool expected(enum job_kind want, enum job_kind normal, enum job_kind async)
{
    if (want == JOB_NONE)
        return true;
    if (async && (want == JOB_MODIFY || want == JOB_ASYNC))
        return false;
    if (normal == JOB_NONE)
        return true;
    if (want == JOB_DESTROY)
        return normal != JOB_DESTROY;
    return want == JOB_ABORT && (normal == JOB_QUERY || normal == JOB_MODIFY || normal == JOB_SUSPEND);
}

static void all_pairs(void **state)
{
    for (int want = 0; want < JOB_KINDS; want++)
        for (int normal = 0; normal < JOB_ASYNC; normal++)
            for (int async = 0; async < 2; async++)
                if (job_allowed(want, normal, async ? JOB_ASYNC : JOB_NONE) !=
                    expected(want, normal, async ? JOB_ASYNC : JOB_NONE))
                    fail_msg("want %d beside %d, async %d", want, normal, async);
}

static void busy_says_who(void **state)
{
    static const struct api holder = {.name = "virDomainSuspend"};
    struct object *o = object_make();

    assert_int_equal(job_begin(o, JOB_MODIFY, &holder, 10), 0);
    assert_int_equal(job_begin(o, JOB_MODIFY, NULL, 10), -1);
    assert_int_equal(err_thread()->code, VIR_ERR_OPERATION_TIMEOUT);
    assert_non_null(strstr(err_thread()->message, "virDomainSuspend"));
    job_end(o, JOB_MODIFY);
    assert_int_equal(job_begin(o, JOB_MODIFY, NULL, 10), 0);
    job_end(o, JOB_MODIFY);
    object_unref(o);
}

static void destroy_beside_a_stuck_job(void **state)
{
    struct object *o = object_make();

    assert_int_equal(job_begin(o, JOB_MODIFY, NULL, 10), 0);
    assert_int_equal(job_begin(o, JOB_DESTROY, NULL, 10), 0);
    assert_int_equal(job_begin(o, JOB_QUERY, NULL, 10), -1);
    job_end(o, JOB_DESTROY);
    assert_int_equal(job_begin(o, JOB_QUERY, NULL, 10), -1); /* the stuck one still holds */
    job_end(o, JOB_MODIFY);
    assert_int_equal(job_begin(o, JOB_QUERY, NULL, 10), 0);
    job_end(o, JOB_QUERY);
    object_unref(o);
}

static void *begin_and_tell(void *arg)
{
    return GINT_TO_POINTER(job_begin(arg, JOB_MODIFY, NULL, 20000) < 0 ? err_thread()->code : 0);
}

static void waiter_of_a_removed_object_is_told(void **state)
{
    struct registry *r = registry_new(&type);
    struct object *o = object_make();
    pthread_t waiter;
    void *code;

    assert_int_equal(registry_add(r, o), 0);
    assert_int_equal(job_begin(o, JOB_MODIFY, NULL, 10), 0);
    assert_int_equal(pthread_create(&waiter, NULL, begin_and_tell, o), 0);
    registry_remove(r, o);
    pthread_join(waiter, &code);
    assert_int_equal(GPOINTER_TO_INT(code), VIR_ERR_NO_DOMAIN);
    job_end(o, JOB_MODIFY);
    object_unref(o);
    registry_free(r);
}

static void nested_beside_its_async(void **state)
{
    struct object *o = object_make();

    assert_int_equal(job_begin(o, JOB_ASYNC, NULL, 10), 0);
    assert_int_equal(job_begin(o, JOB_QUERY, NULL, 10), 0);
    assert_int_equal(job_nested_begin(o, 10), -1);
    job_end(o, JOB_QUERY);
    assert_int_equal(job_nested_begin(o, 10), 0);
    job_nested_end(o);
    job_end(o, JOB_ASYNC);
    assert_int_equal(job_begin(o, JOB_MODIFY, NULL, 10), 0);
    job_end(o, JOB_MODIFY);
    object_unref(o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_pairs),
        cmocka_unit_test(busy_says_who),
        cmocka_unit_test(destroy_beside_a_stuck_job),
        cmocka_unit_test(waiter_of_a_removed_object_is_told),
        cmocka_unit_test(nested_beside_its_async),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
