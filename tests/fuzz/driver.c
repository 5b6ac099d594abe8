/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * driver.c: runs one LLVMFuzzerTestOneInput without libFuzzer: every file of the corpus folder, then a bounded
 * number of mutations of them from a fixed seed, so that a failure comes again. A crash leaves its input in
 * the file "fuzz-last-input" of the current folder when FUZZ_KEEP is set.
 *   fuzz-NAME CORPUS [MUTATIONS]
 */
#include <glib.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const words[] = {
    "\"\"", "{",    "}",       "[", "]", "<",  "/>",  "&", "0", "-1", "18446744073709551616",
    "null", "\xff", "\\u0000", "'", "=", "%s", "\r\n"};

static void mutate(GByteArray *b, GRand *rand)
{
    guint at = b->len ? g_rand_int_range(rand, 0, b->len) : 0;
    guint n = b->len - at ? g_rand_int_range(rand, 1, (gint32) MIN(b->len - at, 64) + 1) : 0;
    const char *w = words[g_rand_int_range(rand, 0, G_N_ELEMENTS(words))];
    switch (g_rand_int_range(rand, 0, 5)) {
    case 0: /* flip */
        if (b->len)
            b->data[at] ^= (guint8) (1 << g_rand_int_range(rand, 0, 8));
        break;
    case 1: /* cut out */
        if (n)
            g_byte_array_remove_range(b, at, n);
        break;
    case 2: /* cut off */
        g_byte_array_set_size(b, at);
        break;
    case 3: /* write over */
        for (guint i = 0; w[i] && at + i < b->len; i++)
            b->data[at + i] = (guint8) w[i];
        break;
    default: { /* say twice */
        guint8 copy[64];
        if (n && b->len < (1 << 16)) {
            memcpy(copy, b->data + at, n);
            g_byte_array_append(b, copy, n);
        }
    }
    }
}

static void try(const guint8 *data, gsize n)
{
    if (g_getenv("FUZZ_KEEP"))
        g_file_set_contents("fuzz-last-input", (const char *) data, (gssize) n, NULL);
    LLVMFuzzerTestOneInput(data, n);
}

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *) a, *(char *const *) b);
}

int main(int argc, char **argv)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func((GDestroyNotify) g_bytes_unref);
    g_autoptr(GRand) rand = g_rand_new_with_seed(20231);
    long mutations = argc > 2 ? atol(argv[2]) : 20000;
    GDir *dir = argc > 1 ? g_dir_open(argv[1], 0, NULL) : NULL;
    for (const char *name; dir && (name = g_dir_read_name(dir));)
        g_ptr_array_add(names, g_build_filename(argv[1], name, NULL));
    if (dir)
        g_dir_close(dir);
    g_ptr_array_sort(names, by_name);
    for (guint i = 0; i < names->len; i++) {
        char *text;
        gsize n;
        if (!g_file_get_contents(names->pdata[i], &text, &n, NULL))
            continue;
        try((const guint8 *) text, n);
        g_ptr_array_add(files, g_bytes_new_take(text, n));
    }
    if (files->len == 0) {
        fprintf(stderr, "no corpus in %s\n", argc > 1 ? argv[1] : "(no folder given)");
        return 1;
    }
    for (long i = 0; i < mutations; i++) {
        g_autoptr(GByteArray) b = g_byte_array_new();
        gsize n;
        const guint8 *from = g_bytes_get_data(files->pdata[g_rand_int_range(rand, 0, (gint32) files->len)], &n);
        g_byte_array_append(b, from, (guint) n);
        for (int k = g_rand_int_range(rand, 1, 6); k > 0; k--)
            mutate(b, rand);
        try(b->data, b->len);
    }
    printf("%u files, %ld mutations\n", files->len, mutations);
    return 0;
}
