# SPDX-License-Identifier: LGPL-2.1-or-later
"""Everything that is generated from the API description in api/*.api."""
