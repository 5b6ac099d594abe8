/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* placeholder.c: until the client's side is there, every call answers that it is not supported. */
#include "base/err.h"
#include "lib/wrap.h"

__attribute__((weak)) int api_call(const struct api *api, void *object, void *args, void *ret)
{
    return wrap_unsupported((enum api_id) (api - apis), object);
}

__attribute__((weak)) int api_call_extra(const struct api *api, void *object, void *args, void *ret,
                                         struct api_extra *extra)
{
    return api_call(api, object, args, ret);
}

__attribute__((weak)) virConnectAuthPtr virConnectAuthPtrDefault;
