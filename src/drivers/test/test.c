/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * test.c: test:///default, one guest in memory that runs nothing. For programs and for the tests of
 * everything between a program and a driver: calls, events, streams, descriptors. All sessions share it.
 */
#define ERR_FROM VIR_FROM_TEST
#include "drivers/test/test.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

#include "api-driver.h"
#include "api-events.h"
#include "base/err.h"
#include "core/object.h"
#include "core/session.h"
#include "core/stream.h"

static const struct objtype test_domain_type = {
    .kind = HANDLE_DOMAIN,
    .what = "domain",
    .error_domain = VIR_FROM_TEST,
    .not_found = VIR_ERR_NO_DOMAIN,
    .exists = VIR_ERR_OPERATION_FAILED,
};

static struct registry *domains;
static int state = VIR_DOMAIN_RUNNING; /* of the only guest; under its object's lock */

static const char xml[] = "<domain type='test'%s>\n"
                          "  <name>test</name>\n"
                          "  <uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid>\n"
                          "  <memory unit='KiB'>8388608</memory>\n"
                          "  <currentMemory unit='KiB'>2097152</currentMemory>\n"
                          "  <vcpu placement='static'>2</vcpu>\n"
                          "  <os>\n"
                          "    <type arch='i686'>hvm</type>\n"
                          "    <boot dev='hd'/>\n"
                          "  </os>\n"
                          "  <clock offset='utc'/>\n"
                          "  <on_poweroff>destroy</on_poweroff>\n"
                          "  <on_reboot>restart</on_reboot>\n"
                          "  <on_crash>destroy</on_crash>\n"
                          "  <devices>\n"
                          "  </devices>\n"
                          "</domain>\n";

/* What a running guest has; there is nothing in it to know.  */
struct test_def {
    char *title;
};
static const struct fld test_def_flds[] = {
    FLD(struct test_def, STR, "title", title),
    {0},
};
static const struct rec test_def_rec = {.name = "domain", .size = sizeof(struct test_def), .flds = test_def_flds};

static void activate(struct object *o)
{
    object_set_live(o, def_new(&test_def_rec, rec_new(&test_def_rec)));
    registry_activate(domains, o, 1);
}

static void make_guest(void)
{
    static const uint8_t uuid[16] = {0x66, 0x95, 0xeb, 0x01, 0xf6, 0xa4, 0x83, 0x04,
                                     0x79, 0xaa, 0x97, 0xf2, 0x50, 0x2e, 0x19, 0x3f};
    struct object *o = g_new0(struct object, 1);
    domains = registry_new(&test_domain_type);
    object_init(o, &test_domain_type, "test", uuid);
    o->persistent = true;
    registry_add(domains, o);
    activate(o);
    object_unref(o);
}

static int open_test(struct session *s, const char *uri, unsigned flags, void **ret_state)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    if (!g_str_has_prefix(uri, "test:///"))
        return 0;
    if (strcmp(uri, "test:///default") != 0) {
        err(VIR_ERR_INTERNAL_ERROR, "%s: a description of a host in a file is not supported yet; use test:///default",
            uri);
        return -1;
    }
    pthread_once(&once, make_guest);
    return 1;
}

static struct object *find(struct call *c, const struct handle *h)
{
    if (h->kind == HANDLE_DOMAIN)
        return registry_find(domains, h);
    err(VIR_ERR_NO_SUPPORT, "%s", c->api->name);
    return NULL;
}

/* ---- the host ---- */

static int get_type(struct call *c, const void *args, struct virConnectGetType_ret *ret)
{
    ret->type = g_strdup("TEST");
    return 0;
}

static int get_version(struct call *c, const void *args, struct virConnectGetVersion_ret *ret)
{
    ret->hv_ver = 2;
    return 0;
}

static int get_lib_version(struct call *c, const void *args, struct virConnectGetLibVersion_ret *ret)
{
    ret->lib_ver = LIBVIR_VERSION_NUMBER;
    return 0;
}

static int get_hostname(struct call *c, const void *args, struct virConnectGetHostname_ret *ret)
{
    ret->hostname = g_strdup(g_get_host_name());
    return 0;
}

static int get_uri(struct call *c, const void *args, struct virConnectGetURI_ret *ret)
{
    ret->uri = g_strdup(c->session->uri);
    return 0;
}

static int is_secure(struct call *c, const void *args, struct virConnectIsSecure_ret *ret)
{
    ret->secure = 1;
    return 0;
}

/* ---- the guest ---- */

static virDomainPtr handle_of(struct object *o)
{
    return (virDomainPtr) object_handle(o);
}

static bool listed(struct object *o, unsigned flags)
{
    bool active = object_active(o);
    unsigned want = flags & (VIR_CONNECT_LIST_DOMAINS_ACTIVE | VIR_CONNECT_LIST_DOMAINS_INACTIVE);
    return !want || want & (active ? VIR_CONNECT_LIST_DOMAINS_ACTIVE : VIR_CONNECT_LIST_DOMAINS_INACTIVE);
}

static int list_all(struct call *c, const struct virConnectListAllDomains_args *a,
                    struct virConnectListAllDomains_ret *ret)
{
    size_t n;
    struct object **v = registry_list(domains, &n);
    ret->domains.v = g_new0(virDomainPtr, n + 1);
    for (size_t i = 0; i < n; i++)
        if (listed(v[i], a->flags))
            ret->domains.v[ret->domains.n++] = handle_of(v[i]);
    ret->ret = (uint32_t) ret->domains.n;
    object_list_free(v, n);
    return 0;
}

static int num_of_domains(struct call *c, const void *args, struct virConnectNumOfDomains_ret *ret)
{
    ret->num = (int) registry_count(domains, true);
    return 0;
}

static int num_of_defined(struct call *c, const void *args, struct virConnectNumOfDefinedDomains_ret *ret)
{
    ret->num = (int) registry_count(domains, false);
    return 0;
}

static int lookup(struct call *c, struct object *o, virDomainPtr *ret)
{
    if (!o) {
        err(VIR_ERR_NO_DOMAIN, NULL);
        return -1;
    }
    *ret = handle_of(o);
    object_unref(o);
    return 0;
}

static int lookup_name(struct call *c, const struct virDomainLookupByName_args *a,
                       struct virDomainLookupByName_ret *ret)
{
    return lookup(c, registry_get_name(domains, a->name), &ret->dom);
}

static int lookup_uuid(struct call *c, const struct virDomainLookupByUUID_args *a,
                       struct virDomainLookupByUUID_ret *ret)
{
    return lookup(c, registry_get(domains, a->uuid), &ret->dom);
}

static int lookup_id(struct call *c, const struct virDomainLookupByID_args *a, struct virDomainLookupByID_ret *ret)
{
    return lookup(c, registry_get_id(domains, a->id), &ret->dom);
}

static int get_xml(struct call *c, const struct virDomainGetXMLDesc_args *a, struct virDomainGetXMLDesc_ret *ret)
{
    bool live = object_active(c->object) && !(a->flags & VIR_DOMAIN_XML_INACTIVE);
    ret->xml = g_strdup_printf(xml, live ? " id='1'" : "");
    return 0;
}

static int get_info(struct call *c, const struct virDomainGetInfo_args *a, struct virDomainGetInfo_ret *ret)
{
    *ret = (struct virDomainGetInfo_ret){(uint32_t) state, 8388608, 2097152, 2, 0};
    return 0;
}

static int get_state(struct call *c, const struct virDomainGetState_args *a, struct virDomainGetState_ret *ret)
{
    ret->state = state;
    ret->reason = state == VIR_DOMAIN_RUNNING ? VIR_DOMAIN_RUNNING_BOOTED : VIR_DOMAIN_SHUTOFF_DESTROYED;
    return 0;
}

static int is_active(struct call *c, const struct virDomainIsActive_args *a, struct virDomainIsActive_ret *ret)
{
    ret->active = object_active(c->object);
    return 0;
}

static int is_persistent(struct call *c, const struct virDomainIsPersistent_args *a,
                         struct virDomainIsPersistent_ret *ret)
{
    ret->persistent = 1;
    return 0;
}

static int get_os_type(struct call *c, const struct virDomainGetOSType_args *a, struct virDomainGetOSType_ret *ret)
{
    ret->type = g_strdup("hvm");
    return 0;
}

static void tell(struct object *o, int event, int detail)
{
    struct domain_lifecycle_event *e = g_new0(struct domain_lifecycle_event, 1);
    *e = (struct domain_lifecycle_event){handle_of(o), event, detail};
    event_emit(event_type(HANDLE_DOMAIN, VIR_DOMAIN_EVENT_ID_LIFECYCLE), e);
}

static int start(struct object *o)
{
    if (object_active(o)) {
        err(VIR_ERR_OPERATION_INVALID, "Domain '%s' is already running", o->name);
        return -1;
    }
    state = VIR_DOMAIN_RUNNING;
    activate(o);
    tell(o, VIR_DOMAIN_EVENT_STARTED, VIR_DOMAIN_EVENT_STARTED_BOOTED);
    return 0;
}

static int create(struct call *c, const struct virDomainCreate_args *a, void *ret)
{
    return start(c->object);
}

static int create_flags(struct call *c, const struct virDomainCreateWithFlags_args *a,
                        struct virDomainCreateWithFlags_ret *ret)
{
    if (start(c->object) < 0)
        return -1;
    ret->dom = handle_of(c->object);
    return 0;
}

static int stop(struct object *o, int event, int detail)
{
    state = VIR_DOMAIN_SHUTOFF;
    object_set_live(o, NULL);
    registry_deactivate(domains, o);
    tell(o, event, detail);
    return 0;
}

static int destroy(struct call *c, const struct virDomainDestroy_args *a, void *ret)
{
    return stop(c->object, VIR_DOMAIN_EVENT_STOPPED, VIR_DOMAIN_EVENT_STOPPED_DESTROYED);
}

static int destroy_flags(struct call *c, const struct virDomainDestroyFlags_args *a, void *ret)
{
    return stop(c->object, VIR_DOMAIN_EVENT_STOPPED, VIR_DOMAIN_EVENT_STOPPED_DESTROYED);
}

static int shutdown_guest(struct call *c, const struct virDomainShutdown_args *a, void *ret)
{
    return stop(c->object, VIR_DOMAIN_EVENT_STOPPED, VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN);
}

static int suspend(struct call *c, const struct virDomainSuspend_args *a, void *ret)
{
    state = VIR_DOMAIN_PAUSED;
    tell(c->object, VIR_DOMAIN_EVENT_SUSPENDED, VIR_DOMAIN_EVENT_SUSPENDED_PAUSED);
    return 0;
}

static int resume(struct call *c, const struct virDomainResume_args *a, void *ret)
{
    state = VIR_DOMAIN_RUNNING;
    tell(c->object, VIR_DOMAIN_EVENT_RESUMED, VIR_DOMAIN_EVENT_RESUMED_UNPAUSED);
    return 0;
}

/* ---- streams and descriptors ---- */

/* A terminal on which nobody sits: what is written comes back as its echo.  */
static int open_console(struct call *c, const struct virDomainOpenConsole_args *a, void *ret)
{
    struct termios t;
    int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    char name[64];
    if (master < 0 || grantpt(master) < 0 || unlockpt(master) < 0 || ptsname_r(master, name, sizeof name) != 0) {
        err_sys(errno, "cannot make a terminal");
        if (master >= 0)
            close(master);
        return -1;
    }
    /* The last one stays open: without anybody at the other end a terminal has no echo.  */
    int slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (slave >= 0 && tcgetattr(slave, &t) == 0) {
        cfmakeraw(&t);
        t.c_lflag |= ECHO;
        tcsetattr(slave, TCSANOW, &t);
    }
    static atomic_int kept = -1;
    int before = atomic_exchange(&kept, slave);
    if (before >= 0)
        close(before);
    return stream_bind_fd(c->stream, master, STREAM_SOURCE | STREAM_SINK);
}

static int screenshot(struct call *c, const struct virDomainScreenshot_args *a, struct virDomainScreenshot_ret *ret)
{
    static const char head[] = "P6\n640 480\n255\n";
    int fd = memfd_create("screenshot", MFD_CLOEXEC);
    if (fd < 0 || write(fd, head, strlen(head)) < 0 || ftruncate(fd, (off_t) strlen(head) + 640 * 480 * 3) < 0 ||
        lseek(fd, 0, SEEK_SET) < 0) {
        err_sys(errno, "cannot make a picture");
        if (fd >= 0)
            close(fd);
        return -1;
    }
    ret->mime = g_strdup("image/x-portable-pixmap");
    return stream_bind_fd(c->stream, fd, STREAM_SOURCE);
}

static const struct driver test_driver = {
    .info = {.name = "test", .group = GROUP_HYPERVISOR, .open = open_test, .find = find},
    .virConnectGetType = get_type,
    .virConnectGetVersion = get_version,
    .virConnectGetLibVersion = get_lib_version,
    .virConnectGetHostname = get_hostname,
    .virConnectGetURI = get_uri,
    .virConnectIsSecure = is_secure,
    .virConnectListAllDomains = list_all,
    .virConnectNumOfDomains = num_of_domains,
    .virConnectNumOfDefinedDomains = num_of_defined,
    .virDomainLookupByName = lookup_name,
    .virDomainLookupByUUID = lookup_uuid,
    .virDomainLookupByID = lookup_id,
    .virDomainGetXMLDesc = get_xml,
    .virDomainGetInfo = get_info,
    .virDomainGetState = get_state,
    .virDomainIsActive = is_active,
    .virDomainIsPersistent = is_persistent,
    .virDomainGetOSType = get_os_type,
    .virDomainCreate = create,
    .virDomainCreateWithFlags = create_flags,
    .virDomainDestroy = destroy,
    .virDomainDestroyFlags = destroy_flags,
    .virDomainShutdown = shutdown_guest,
    .virDomainSuspend = suspend,
    .virDomainResume = resume,
    .virDomainOpenConsole = open_console,
    .virDomainScreenshot = screenshot,
};

void test_driver_register(void)
{
    driver_register(&test_driver);
}
