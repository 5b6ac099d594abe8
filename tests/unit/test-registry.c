/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The registry: found by every key, clashes told, nothing left behind. */
#define ERR_FROM VIR_FROM_NONE
#include "cmocka-all.h"

#include <glib.h>

#include "base/err.h"
#include "core/object.h"

static int freed;

static void count_free(struct object *o)
{
    freed++;
}

static const struct objtype type = {.kind = HANDLE_DOMAIN,
                                    .what = "domain",
                                    .not_found = VIR_ERR_NO_DOMAIN,
                                    .exists = VIR_ERR_OPERATION_FAILED,
                                    .error_domain = VIR_FROM_QEMU,
                                    .free = count_free};

static struct object *add(struct registry *r, const char *name, uint8_t id, int want)
{
    uint8_t uuid[16] = {id};
    struct object *o = g_new0(struct object, 1);

    object_init(o, &type, name, uuid);
    assert_int_equal(registry_add(r, o), want);
    object_unref(o);
    return want == 0 ? o : NULL;
}

static void found_by_every_key(void **state)
{
    struct registry *r = registry_new(&type);
    struct object *a = add(r, "a", 1, 0), *b = add(r, "b", 2, 0);
    struct object *got;
    size_t n;

    registry_activate(r, b, 7);
    assert_ptr_equal(got = registry_get(r, a->uuid), a);
    object_unref(got);
    assert_ptr_equal(got = registry_get_name(r, "b"), b);
    object_unref(got);
    assert_ptr_equal(got = registry_get_id(r, 7), b);
    object_unref(got);
    assert_null(registry_get_id(r, -1));
    assert_int_equal(registry_rename(r, b, "a"), -1);
    assert_int_equal(registry_rename(r, b, "c"), 0);
    assert_null(registry_get_name(r, "b"));
    assert_ptr_equal(got = registry_get_name(r, "c"), b);
    object_unref(got);
    registry_deactivate(r, b);
    assert_null(registry_get_id(r, 7));
    struct object **v = registry_list(r, &n);
    assert_int_equal(n, 2);
    assert_ptr_equal(v[0], a);
    freed = 0;
    registry_free(r);
    assert_int_equal(freed, 0); /* the list still holds them */
    object_list_free(v, n);
    assert_int_equal(freed, 2);
}

static void clashes_are_told(void **state)
{
    struct registry *r = registry_new(&type);

    add(r, "a", 1, 0);
    add(r, "a", 2, -1);
    assert_string_equal(err_thread()->message,
                        "operation failed: domain 'a' already exists with uuid 01000000-0000-0000-0000-000000000000");
    add(r, "b", 1, -1);
    assert_string_equal(err_thread()->message, "operation failed: domain 'a' is already defined with uuid "
                                               "01000000-0000-0000-0000-000000000000");
    registry_free(r);
}

static void missing_is_told(void **state)
{
    struct registry *r = registry_new(&type);
    struct handle *h = handle_new(HANDLE_DOMAIN, "x", (const uint8_t[16]){9}, -1);

    assert_null(registry_find(r, h));
    assert_int_equal(err_thread()->code, VIR_ERR_NO_DOMAIN);
    assert_string_equal(err_thread()->message,
                        "Domain not found: no domain with matching uuid '09000000-0000-0000-0000-000000000000' (x)");
    handle_unref(h);
    registry_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(found_by_every_key),
        cmocka_unit_test(clashes_are_told),
        cmocka_unit_test(missing_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
