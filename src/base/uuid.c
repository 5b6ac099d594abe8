/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* uuid.c: see uuid.h. */
#include "base/uuid.h"

#include <ctype.h>
#include <errno.h>
#include <glib.h>
#include <string.h>
#include <sys/random.h>

#include "base/file.h"

void uuid_generate(uint8_t uuid[UUID_LEN])
{
    if (getrandom(uuid, UUID_LEN, 0) != UUID_LEN)
        for (int i = 0; i < UUID_LEN; i++)
            uuid[i] = (uint8_t) g_random_int();
    uuid[6] = (uint8_t) ((uuid[6] & 0x0f) | 0x40); /* version 4, variant 1: RFC 4122 */
    uuid[8] = (uint8_t) ((uuid[8] & 0x3f) | 0x80);
}

int uuid_parse(const char *text, uint8_t uuid[UUID_LEN])
{
    uint8_t parsed[UUID_LEN];

    while (isspace((unsigned char) *text))
        text++;
    for (int i = 0; i < UUID_LEN; i++) {
        int hi, lo;
        if (*text == '-')
            text++;
        if ((hi = g_ascii_xdigit_value(text[0])) < 0 || (lo = g_ascii_xdigit_value(text[1])) < 0)
            return -EINVAL;
        parsed[i] = (uint8_t) (hi << 4 | lo);
        text += 2;
    }
    while (isspace((unsigned char) *text))
        text++;
    if (*text)
        return -EINVAL;
    memcpy(uuid, parsed, UUID_LEN);
    return 0;
}

char *uuid_format(const uint8_t u[UUID_LEN], char text[UUID_TEXT])
{
    static const char digits[] = "0123456789abcdef";
    char *p = text;

    for (int i = 0; i < UUID_LEN; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *p++ = '-';
        *p++ = digits[u[i] >> 4];
        *p++ = digits[u[i] & 15];
    }
    *p = '\0';
    return text;
}

bool uuid_is_null(const uint8_t uuid[UUID_LEN])
{
    static const uint8_t null[UUID_LEN];
    return memcmp(uuid, null, UUID_LEN) == 0;
}

/* A host id of one repeated digit is what careless firmware writes.  */
static bool uuid_is_dull(const uint8_t uuid[UUID_LEN])
{
    for (int i = 1; i < UUID_LEN; i++)
        if (uuid[i] != uuid[0])
            return false;
    return true;
}

void uuid_host(uint8_t uuid[UUID_LEN])
{
    static const char *const sources[] = {"/sys/devices/virtual/dmi/id/product_uuid", "/etc/machine-id"};
    static uint8_t host[UUID_LEN];
    static gsize known;

    if (g_once_init_enter(&known)) {
        bool found = false;
        for (size_t i = 0; i < G_N_ELEMENTS(sources) && !found; i++) {
            g_autofree char *text = NULL;
            found = file_load(sources[i], 128, &text) > 0 && uuid_parse(text, host) == 0 && !uuid_is_dull(host);
        }
        if (!found)
            uuid_generate(host);
        g_once_init_leave(&known, 1);
    }
    memcpy(uuid, host, UUID_LEN);
}
