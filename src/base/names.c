/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* names.c: words of enumerations, both ways, and the nearest word to a misspelt one. */
#include "base/names.h"

#include <string.h>

NAMES(yesno_names, "answer", [TRI_YES] = "yes", [TRI_NO] = "no");
NAMES(onoff_names, "switch", [TRI_YES] = "on", [TRI_NO] = "off");

enum { WORD_MAX = 40 }; /* longer words are never taken for a slip of the pen */

const char *names_word(const struct names *t, unsigned value)
{
    return value < t->n ? t->v[value] : NULL;
}

int names_value(const struct names *t, const char *word)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->v[i] && strcmp(t->v[i], word) == 0)
            return (int) i;
    return -1;
}

static unsigned min3(unsigned a, unsigned b, unsigned c)
{
    unsigned m = a < b ? a : b;
    return m < c ? m : c;
}

/* Edit distance with neighbouring letters swapped counted once: what fingers do.  */
static unsigned distance(const char *a, const char *b)
{
    unsigned row[3][WORD_MAX + 1];
    size_t n = strlen(a), m = strlen(b);

    if (n > WORD_MAX || m > WORD_MAX)
        return WORD_MAX;
    for (size_t j = 0; j <= m; j++)
        row[0][j] = (unsigned) j;
    for (size_t i = 1; i <= n; i++) {
        unsigned *now = row[i % 3], *before = row[(i - 1) % 3], *older = row[(i + 1) % 3];
        now[0] = (unsigned) i;
        for (size_t j = 1; j <= m; j++) {
            now[j] = min3(before[j] + 1, now[j - 1] + 1, before[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && older[j - 2] + 1 < now[j])
                now[j] = older[j - 2] + 1;
        }
    }
    return row[n % 3][m];
}

const char *word_nearest(const char *const *words, size_t n, const char *word)
{
    const char *best = NULL;
    unsigned least = (unsigned) strlen(word) / 3 + 1; /* a third of the letters may be wrong */

    for (size_t i = 0; i < n; i++) {
        unsigned d = words[i] ? distance(word, words[i]) : WORD_MAX;
        if (d <= least && (!best || d < least)) {
            best = words[i];
            least = d;
        }
    }
    return best;
}

const char *names_nearest(const struct names *t, const char *word)
{
    return word_nearest(t->v, t->n, word);
}
