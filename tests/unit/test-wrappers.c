/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Public functions on a connection whose other end is this test: what goes out, what comes back, what is refused. */
#define ERR_FROM VIR_FROM_QEMU
#include "cmocka-all.h"

#include <glib.h>
#include <libvirt/virterror.h>
#include <string.h>

#include "api-ids.h"
#include "api-types.h"
#include "base/err.h"
#include "lib/connect.h"

static const uint8_t some_uuid[16] = {1, 2, 3};
static enum api_id called; /* the last one */
static unsigned n_calls, n_told;
static unsigned seen_flags;
static bool fail;

static virDomainPtr guest(const char *name, int id)
{
    return (virDomainPtr) handle_new(HANDLE_DOMAIN, name, some_uuid, id);
}

static int answer(const struct api *api, const void *args, void *ret)
{
    switch (called) {
    case API_virDomainLookupByName: {
        const struct virDomainLookupByName_args *a = args;
        ((struct virDomainLookupByName_ret *) ret)->dom = guest(a->name, 7);
        return 0;
    }
    case API_virDomainLookupByUUID: {
        const struct virDomainLookupByUUID_args *a = args;
        assert_memory_equal(a->uuid, some_uuid, 16);
        ((struct virDomainLookupByUUID_ret *) ret)->dom = guest("by-uuid", 9);
        return 0;
    }
    case API_virConnectListAllDomains: {
        struct virConnectListAllDomains_ret *r = ret;
        r->domains.v = g_new0(virDomainPtr, 2);
        r->domains.v[0] = guest("a", 1);
        r->domains.v[1] = guest("b", -1);
        r->ret = (uint32_t) (r->domains.n = 2);
        return 0;
    }
    case API_virConnectListDefinedDomains: {
        struct virConnectListDefinedDomains_ret *r = ret;
        r->names.v = g_new0(char *, 2);
        r->names.v[0] = g_strdup("x");
        r->names.v[1] = g_strdup("y");
        r->names.n = 2;
        return 0;
    }
    case API_virDomainGetInfo: {
        struct virDomainGetInfo_ret *r = ret;
        *r = (struct virDomainGetInfo_ret){.state = 1, .max_mem = 2, .memory = 3, .nr_virt_cpu = 4, .cpu_time = 5};
        return 0;
    }
    case API_virDomainGetBlkioParameters: {
        struct virDomainGetBlkioParameters_ret *r = ret;
        const struct virDomainGetBlkioParameters_args *a = args;
        seen_flags = a->flags;
        r->nparams = 2;
        if (a->nparams > 0) {
            params_uint(&r->params, "weight", 5);
            params_str(&r->params, "device_weight", "sda,1");
        }
        return 0;
    }
    case API_virDomainGetXMLDesc:
        ((struct virDomainGetXMLDesc_ret *) ret)->xml = g_strdup("<domain/>");
        return 0;
    case API_virDomainGetMaxVcpus:
        ((struct virDomainGetMaxVcpus_ret *) ret)->num = -1;
        return 0;
    default:
        return 0;
    }
}

static int fake_call(virConnectPtr c, const struct api *api, const void *args, void *ret, struct api_extra *extra)
{
    called = (enum api_id)(api - apis);
    n_calls++;
    if (!fail)
        return answer(api, args, ret);
    err(VIR_ERR_OPERATION_INVALID, "the moon is full");
    return -1;
}

static void fake_close(virConnectPtr c)
{
}

static const struct backend fake = {.call = fake_call, .close = fake_close};

static void on_error(void *user, virErrorPtr e)
{
    n_told++;
}

static virConnectPtr connection(bool readonly)
{
    virConnectPtr c = conn_new("fake:///", readonly);

    c->backend = &fake;
    n_calls = n_told = 0;
    fail = false;
    virSetErrorFunc(NULL, on_error);
    return c;
}

static void test_handles(void **state)
{
    virConnectPtr c = connection(false);
    virDomainPtr d = virDomainLookupByName(c, "alice");

    assert_string_equal(virDomainGetName(d), "alice");
    assert_int_equal(virDomainGetID(d), 7);
    assert_ptr_equal(virDomainGetConnect(d), c);
    assert_null(virDomainLookupByName(c, NULL));
    assert_string_equal(virGetLastErrorMessage(), "name in virDomainLookupByName must not be NULL");
    assert_int_equal(n_calls, 1);
    assert_int_equal(n_told, 1);
    assert_int_equal(virDomainCreate(d), 0); /* the handle learns the new id */
    assert_int_equal(virDomainGetID(d), 9);
    assert_int_equal(virDomainDestroy(d), 0);
    assert_int_equal(virDomainGetID(d), (unsigned) -1);
    virDomainFree(d);
    assert_null(virDomainLookupByUUIDString(c, "not one"));
    assert_string_equal(virGetLastErrorMessage(), "Invalid UUID");
    d = virDomainLookupByUUIDString(c, "01020300-0000-0000-0000-000000000000");
    assert_string_equal(virDomainGetName(d), "by-uuid");
    virDomainFree(d);
    assert_int_equal(virConnectClose(c), 0);
}

static void test_lists(void **state)
{
    virConnectPtr c = connection(false);
    virDomainPtr *all = NULL;
    char *names[1];

    assert_int_equal(virConnectListAllDomains(c, &all, 0), 2);
    assert_string_equal(virDomainGetName(all[1]), "b");
    assert_null(all[2]);
    for (int i = 0; i < 2; i++)
        virDomainFree(all[i]);
    free(all);
    assert_int_equal(virConnectListAllDomains(c, NULL, 0), 2);
    assert_int_equal(virConnectListDefinedDomains(c, names, 1), 1); /* less room than there is */
    assert_string_equal(names[0], "x");
    free(names[0]);
    assert_int_equal(virConnectListDefinedDomains(c, names, -1), -1);
    assert_string_equal(virGetLastErrorMessage(), "maxnames in virConnectListDefinedDomains must be zero or greater");
    virConnectClose(c);
}

static void test_results(void **state)
{
    virConnectPtr c = connection(false);
    virDomainPtr d = virDomainLookupByName(c, "alice");
    virTypedParameter params[2];
    virDomainInfo info;
    int n = 0;

    assert_int_equal(virDomainGetInfo(d, &info), 0);
    assert_true(info.state == 1 && info.maxMem == 2 && info.memory == 3 && info.nrVirtCpu == 4 && info.cpuTime == 5);
    assert_int_equal(virDomainGetBlkioParameters(d, NULL, &n, 0), 0);
    assert_int_equal(n, 2);
    assert_int_equal(virDomainGetBlkioParameters(d, params, &n, VIR_DOMAIN_AFFECT_CONFIG), 0);
    assert_int_equal(seen_flags, VIR_DOMAIN_AFFECT_CONFIG | VIR_TYPED_PARAM_STRING_OKAY);
    assert_string_equal(params[1].value.s, "sda,1");
    virTypedParamsClear(params, n);
    assert_int_equal(virDomainGetMaxVcpus(d), -1); /* the other end said -1 and not why */
    assert_string_equal(virGetLastErrorMessage(), "An error occurred, but the cause is unknown");
    assert_int_equal(virDomainSetVcpus(d, 0), -1);
    assert_string_equal(virGetLastErrorMessage(), "nvcpus in virDomainSetVcpus must not be zero");
    virDomainFree(d);
    virConnectClose(c);
}

static void test_failure(void **state)
{
    virConnectPtr c = connection(false);
    virDomainPtr d = virDomainLookupByName(c, "alice");

    fail = true;
    assert_int_equal(virDomainSuspend(d), -1);
    assert_int_equal(n_told, 1);
    assert_int_equal(virGetLastErrorCode(), VIR_ERR_OPERATION_INVALID);
    assert_int_equal(virGetLastErrorDomain(), VIR_FROM_QEMU);
    assert_string_equal(virGetLastErrorMessage(), "Requested operation is not valid: the moon is full");
    assert_string_equal(virConnGetLastError(c)->message, "Requested operation is not valid: the moon is full");
    fail = false;
    assert_int_equal(virDomainSuspend(d), 0);
    assert_null(virGetLastError());
    virDomainFree(d);
    virConnectClose(c);
}

static void test_readonly(void **state)
{
    virConnectPtr c = connection(true);
    virDomainPtr d = virDomainLookupByName(c, "alice");
    char *xml = virDomainGetXMLDesc(d, 0);

    assert_string_equal(xml, "<domain/>");
    free(xml);
    n_calls = 0;
    assert_int_equal(virDomainSuspend(d), -1);
    assert_int_equal(virGetLastErrorCode(), VIR_ERR_OPERATION_DENIED);
    assert_string_equal(virGetLastErrorMessage(), "operation forbidden: read only access prevents virDomainSuspend");
    assert_int_equal(n_calls, 0);
    virDomainFree(d);
    virConnectClose(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_handles), cmocka_unit_test(test_lists),    cmocka_unit_test(test_results),
        cmocka_unit_test(test_failure), cmocka_unit_test(test_readonly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
