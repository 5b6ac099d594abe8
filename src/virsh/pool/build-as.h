/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The document of a pool from the options of pool-create-as and pool-define-as. */
#pragma once

#include "virsh/common/common.h"

struct pool_as {
    const char *name, *type, *host, *path, *dev, *source_name, *target, *format, *initiator, *protocol_ver;
    const char *auth_type, *auth_user, *secret_usage, *secret_uuid;
    const char *adapter, *wwnn, *wwpn, *parent, *parent_wwnn, *parent_wwpn, *parent_fabric;
};

char *pool_as_xml(const struct pool_as *p);

/* From the struct args of either command: the members have the same names. */
#define POOL_AS(a)                                                                                                   \
    {                                                                                                                \
        (a)->name, (a)->type, (a)->source_host, (a)->source_path, (a)->source_dev, (a)->source_name, (a)->target,    \
            (a)->source_format, (a)->source_initiator, (a)->source_protocol_ver, (a)->auth_type, (a)->auth_username, \
            (a)->secret_usage, (a)->secret_uuid, (a)->adapter_name, (a)->adapter_wwnn, (a)->adapter_wwpn,            \
            (a)->adapter_parent, (a)->adapter_parent_wwnn, (a)->adapter_parent_wwpn, (a)->adapter_parent_fabric_wwn  \
    }
