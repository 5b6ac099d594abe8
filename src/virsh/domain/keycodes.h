/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names of keys to their codes. */
#pragma once

int codeset_find(const char *name);
/* A number, or a name in the code set; -1 when it is neither. */
int keycode_parse(int codeset, const char *text);
