/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* wire-error.c: the record of an error on the wire. */
#define ERR_FROM VIR_FROM_RPC
#include "rpc/wire-error.h"

#include "base/err.h"
#include "core/handle.h"
#include "rec/rec.h"
#include "rec/xdr.h"

struct wire_error {
    int32_t code, domain;
    char *message;
    int32_t level;
    virDomainPtr dom; /* peers of old send them; nobody reads them any more */
    char *str1, *str2, *str3;
    int32_t int1, int2;
    virNetworkPtr net;
};

#define ROW(KIND, M, ...) FLD(struct wire_error, KIND, #M, M, __VA_ARGS__)
static const struct fld wire_error_flds[] = {
    ROW(INT, code),
    ROW(INT, domain),
    ROW(STR, message),
    ROW(INT, level),
    ROW(HANDLE, dom, .of.handle = HANDLE_DOMAIN, .flags = OPTIONAL),
    ROW(STR, str1),
    ROW(STR, str2),
    ROW(STR, str3),
    ROW(INT, int1),
    ROW(INT, int2),
    ROW(HANDLE, net, .of.handle = HANDLE_NETWORK, .flags = OPTIONAL),
    {0},
};
static const struct rec wire_error_rec = {.name = "error", .size = sizeof(struct wire_error), .flds = wire_error_flds};

#define TEXT_MAX 1048576

static char *cut(const char *text)
{
    return text ? g_strndup(text, TEXT_MAX) : NULL;
}

void wire_error_encode(const virError *e, GByteArray *out)
{
    struct wire_error w = {.code = e->code, .domain = e->domain, .level = e->level, .int1 = e->int1, .int2 = e->int2};
    w.message = cut(e->message), w.str1 = cut(e->str1), w.str2 = cut(e->str2), w.str3 = cut(e->str3);
    guint start = out->len;
    if (xdr_encode(&wire_error_rec, &w, out) < 0)
        g_byte_array_set_size(out, start);
    rec_done(&wire_error_rec, &w);
}

void wire_error_decode(const uint8_t *data, size_t len)
{
    struct wire_error w = {0};
    if (xdr_decode(&wire_error_rec, &w, data, len) < 0) {
        err(VIR_ERR_RPC, "the other end sent an error that cannot be read");
        return;
    }
    virError e = {.code = w.code, .domain = w.domain, .message = w.message, .level = (virErrorLevel) w.level};
    e.str1 = w.str1, e.str2 = w.str2, e.str3 = w.str3, e.int1 = w.int1, e.int2 = w.int2;
    err_reset();
    err_copy(err_thread(), &e);
    rec_done(&wire_error_rec, &w);
}
