/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* See build-as.h. */
#include "virsh/pool/build-as.h"

char *pool_as_xml(const struct pool_as *p)
{
    bool auth = p->auth_type && p->auth_user && (p->secret_usage || p->secret_uuid);
    bool fc = p->wwnn || p->wwpn;

    return xml_build("pool", (const struct xml_row[]){
                                 {"@type", p->type},
                                 {"name", p->name},
                                 {"source/host/@name", p->host},
                                 {"source/dir/@path", p->path},
                                 {"source/device/@path", p->dev},
                                 {"source/adapter/@type", p->adapter ? "scsi_host"
                                                          : fc       ? "fc_host"
                                                                     : NULL},
                                 {"source/adapter/@name", p->adapter},
                                 {"source/adapter/@parent", fc ? p->parent : NULL},
                                 {"source/adapter/@parent_wwnn", fc ? p->parent_wwnn : NULL},
                                 {"source/adapter/@parent_wwpn", fc ? p->parent_wwpn : NULL},
                                 {"source/adapter/@parent_fabric_wwn", fc ? p->parent_fabric : NULL},
                                 {"source/adapter/@wwnn", p->adapter ? NULL : p->wwnn},
                                 {"source/adapter/@wwpn", p->adapter ? NULL : p->wwpn},
                                 {"source/initiator/iqn/@name", p->initiator},
                                 {"source/auth/@type", auth ? p->auth_type : NULL},
                                 {"source/auth/@username", auth ? p->auth_user : NULL},
                                 {"source/auth/secret/@usage", auth ? p->secret_usage : NULL},
                                 {"source/auth/secret/@uuid", auth && !p->secret_usage ? p->secret_uuid : NULL},
                                 {"source/format/@type", p->format},
                                 {"source/name", p->source_name},
                                 {"source/protocol/@ver", p->protocol_ver},
                                 {"target/path", p->target},
                                 {NULL, NULL},
                             });
}
