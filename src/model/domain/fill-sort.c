/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * fill-sort.c: disks and controllers stand in the order of their bus and index, whatever the document's
 * order: each goes behind the last of its kind with a smaller index.
 */
#include "model/domain/fill.h"

#include "model/domain/idset.h"

/* Where an item with `key` of its kind belongs among the first n.  */
struct sort_key {
    unsigned kind;
    int64_t index;
};
typedef struct sort_key (*key_fn)(const void *item);

static size_t place_for(void *const *v, size_t n, key_fn key_of, struct sort_key key)
{
    size_t at = n;

    for (size_t i = n; i-- > 0;) {
        struct sort_key other = key_of(v[i]);
        if (other.kind != key.kind)
            continue;
        if (other.index <= key.index)
            return i + 1;
        at = i;
    }
    return at;
}

static void sort(void *list, key_fn key_of)
{
    struct rec_list *l = list;

    for (size_t i = 1; i < l->n; i++) {
        void *item = l->v[i];
        struct sort_key key = key_of(item);
        size_t at;
        if (key.index < 0)
            key.index = INT64_MAX; /* without a number: behind all of its kind */
        at = place_for(l->v, i, key_of, key);
        for (size_t j = i; j > at; j--)
            l->v[j] = l->v[j - 1];
        l->v[at] = item;
    }
}

static struct sort_key disk_key(const void *item)
{
    const struct disk *d = item;

    return (struct sort_key){d->bus, disk_name_index(d->dst)};
}

static struct sort_key controller_key(const void *item)
{
    const struct controller *c = item;

    return (struct sort_key){c->type, c->index.set ? (int64_t) c->index.v : -1};
}

static uint32_t index_unused(const struct domain_def *def, unsigned type)
{
    struct idset used = {{0}};
    uint32_t i = 0;

    for (size_t k = 0; k < def->controllers.n; k++) {
        const struct controller *c = def->controllers.v[k];
        if (c->type == type && c->index.set && c->index.v < IDSET_MAX)
            idset_add(&used, c->index.v);
    }
    while (idset_has(&used, i))
        i++;
    return i;
}

/* Companions of one USB 2 controller share its index.  */
static void indexes(struct domain_def *def)
{
    for (size_t i = 0; i < def->controllers.n; i++) {
        struct controller *c = def->controllers.v[i], *prev = i ? def->controllers.v[i - 1] : NULL;
        if (c->index.set)
            continue;
        if (prev && c->type == CONTROLLER_USB && prev->type == CONTROLLER_USB &&
            ASIDE(c->info.more)->usb_startport.set && controller_is_ich9_usb(prev->model))
            c->index.v = prev->index.v;
        else
            c->index.v = index_unused(def, c->type);
        c->index.set = true;
    }
}

int fill_sort(struct domain_def *def, const struct domain_facts *facts)
{
    sort(&def->disks, disk_key);
    sort(&def->controllers, controller_key);
    indexes(def);
    return 0;
}
