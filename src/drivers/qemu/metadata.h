/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* metadata.h: the <metadata> element, kept as text: one element for each namespace. */
#pragma once

#include <stdbool.h>

/* Can it stand in a document and be read again? What a call brings has passed no parser.  */
bool text_fits_xml(const char *text);
/* The element of that namespace as text, newly allocated; NULL: none (no error set).  */
char *metadata_get(const char *metadata, const char *uri);
/* Replaces it by `xml` (NULL: removes it), bound to the prefix `key`. -1: error set.  */
int metadata_set(char **metadata, const char *uri, const char *key, const char *xml);
