/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* uuid.h: 16 bytes and their text. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define UUID_LEN 16
#define UUID_TEXT 37

void uuid_generate(uint8_t uuid[UUID_LEN]);
/* With or without dashes; 0 or -EINVAL.  */
int uuid_parse(const char *text, uint8_t uuid[UUID_LEN]);
char *uuid_format(const uint8_t uuid[UUID_LEN], char text[UUID_TEXT]);
bool uuid_is_null(const uint8_t uuid[UUID_LEN]);
/* This host's id, from the firmware's tables, else the machine-id file, else made and kept in memory.  */
void uuid_host(uint8_t uuid[UUID_LEN]);
