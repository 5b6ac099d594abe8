/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* feature.h: the numbers that connect_supports_feature asks about, and which of them we are able to do. */
#pragma once

enum feature {
    FEATURE_MIGRATION_V1 = 1,
    FEATURE_REMOTE,
    FEATURE_MIGRATION_V2,
    FEATURE_MIGRATION_P2P,
    FEATURE_MIGRATION_DIRECT,
    FEATURE_MIGRATION_V3,
    FEATURE_CHANGE_PROTECTION,
    FEATURE_FD_PASSING,
    FEATURE_TYPED_PARAM_STRING,
    FEATURE_KEEPALIVE,
    FEATURE_XML_MIGRATABLE,
    FEATURE_MIGRATION_OFFLINE,
    FEATURE_MIGRATION_PARAMS,
    FEATURE_EVENT_CALLBACK,
    FEATURE_CLOSE_CALLBACK,
    FEATURE_NETWORK_UPDATE_ORDER,
    FEATURE_LAST
};

/* 1 or 0. The migration features are 0 until guests can be migrated.  */
static inline int feature_supported(int feature)
{
    static const char known[FEATURE_LAST] = {
        [FEATURE_FD_PASSING] = 1,           [FEATURE_TYPED_PARAM_STRING] = 1, [FEATURE_KEEPALIVE] = 1,
        [FEATURE_XML_MIGRATABLE] = 1,       [FEATURE_EVENT_CALLBACK] = 1,     [FEATURE_CLOSE_CALLBACK] = 1,
        [FEATURE_NETWORK_UPDATE_ORDER] = 1,
    };
    return feature > 0 && feature < FEATURE_LAST ? known[feature] : 0;
}
